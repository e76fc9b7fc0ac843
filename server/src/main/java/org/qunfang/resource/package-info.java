/**
 * Organisations, what they offer, what is needed, and what is promised.
 *
 * <p>Tables {@code organisations}, {@code organisation_members}, {@code resource_types}, {@code resources}, {@code needs},
 * {@code allocations}. Operations {@code createOrganisation}, {@code listOrganisations}, {@code verifyOrganisation}, {@code
 * suspendOrganisation}, {@code putResource}, {@code deleteResource}, {@code getResource}, {@code listResources}, {@code
 * listMyResources}, {@code createNeed}, {@code listNeeds}, {@code getNeed}, {@code cancelNeed}, {@code createAllocation}, {@code
 * listAllocations}, {@code getAllocation}, and a step for each {@link org.qunfang.resource.AllocationStatus.Transition}. {@link
 * org.qunfang.resource.Offer}, {@link org.qunfang.resource.NeedRequest}, {@link org.qunfang.resource.AllocationProposal} and
 * {@link org.qunfang.resource.AllocationStep} are the decisions. An offer counts once its organisation is verified.
 */
package org.qunfang.resource;
