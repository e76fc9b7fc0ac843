-- The case that a warning starts from has to be there. NOT VALID: what was written before is left as it is, and every
-- new or changed row is checked.
ALTER TABLE warnings
    ADD CONSTRAINT warnings_case FOREIGN KEY (case_id) REFERENCES cases (id) NOT VALID;
