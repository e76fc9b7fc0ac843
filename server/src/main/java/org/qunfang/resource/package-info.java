/**
 * Organisations and what they offer.
 *
 * <p>Tables {@code organisations}, {@code organisation_members}, {@code resource_types}, {@code resources}. Operations
 * {@code createOrganisation}, {@code listOrganisations}, {@code verifyOrganisation}, {@code suspendOrganisation}, {@code putResource}, {@code
 * deleteResource}, {@code getResource}, {@code listResources}, {@code listMyResources}. {@link org.qunfang.resource.Offer} is the decision what may be offered. An offer
 * counts once its organisation is verified; needs and allocations will draw on {@code resources}.
 */
package org.qunfang.resource;
