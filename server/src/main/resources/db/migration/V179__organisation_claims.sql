-- Whoever registers a number first does not hold it: an officer's verification does. Until then it is a claim, and
-- several may wait; each account has one for a number.
ALTER TABLE organisations DROP CONSTRAINT organisations_registration_number_key;
CREATE UNIQUE INDEX organisations_verified_number ON organisations (registration_number) WHERE status = 'verified';
CREATE UNIQUE INDEX organisations_claims ON organisations (registration_number, registered_by);
