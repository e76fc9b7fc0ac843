/**
 * People who offer to help.
 *
 * <p>Table {@code volunteers}. Operations {@code putMyVolunteer}, {@code getMyVolunteer}, {@code
 * withdrawVolunteer}, {@code listVolunteers}, {@code verifyVolunteer}, {@code suspendVolunteer}. {@link
 * org.qunfang.volunteer.Registration} is the decision who may register, {@link org.qunfang.volunteer.Renewal} what
 * becomes of who changes it or comes back. Contact data is read by the volunteer and by officers, whose reading is in the
 * audit log; who withdraws takes it along.
 */
package org.qunfang.volunteer;
