-- What was verified, and a suspension that outlives withdrawing; whoever withdraws takes their contact data along.
ALTER TABLE volunteers
    -- What the officer had seen: name, year of birth, guardian, skills that need proof.
    ADD COLUMN verified_as         jsonb,
    ADD COLUMN suspended_at        timestamptz,
    ADD COLUMN suspended_because   text CHECK (char_length(suspended_because) BETWEEN 1 AND 4000),
    ADD COLUMN suspension_ended_at timestamptz,
    ALTER COLUMN name       DROP NOT NULL,
    ALTER COLUMN phone      DROP NOT NULL,
    ALTER COLUMN birth_year DROP NOT NULL,
    -- A home area or a position: asked again below of whoever is not withdrawn.
    DROP CONSTRAINT volunteers_check1;

-- The audit log knows who was suspended, and whether somebody verified them since.
UPDATE volunteers AS v
   SET suspended_at = last.suspended_at,
       suspended_because = left(last.reason, 4000),
       suspension_ended_at = (SELECT min(e.at)
                                FROM audit_entries AS e
                               WHERE e.subject_id = v.id AND e.action = 'volunteer.verified' AND e.id > last.id)
  FROM (SELECT DISTINCT ON (subject_id) subject_id, id, at AS suspended_at, detail ->> 'reason' AS reason
          FROM audit_entries
         WHERE action = 'volunteer.suspended'
         ORDER BY subject_id, id DESC) AS last
 WHERE last.subject_id = v.id;

UPDATE volunteers
   SET suspended_at = changed_at, suspended_because = '-'
 WHERE status = 'suspended' AND suspended_at IS NULL;

-- Who had come back after a suspension is suspended again.
UPDATE volunteers
   SET status = 'suspended', version = version + 1
 WHERE status = 'registered' AND suspended_at IS NOT NULL AND suspension_ended_at IS NULL;

UPDATE volunteers
   SET verified_as = jsonb_build_object('name', name, 'birthYear', birth_year, 'skills', to_jsonb(skills))
                     || CASE WHEN guardian_name IS NULL THEN '{}'::jsonb
                             ELSE jsonb_build_object(
                                     'guardian', jsonb_build_object('name', guardian_name, 'phone', guardian_phone))
                        END
 WHERE status = 'verified';

UPDATE volunteers
   SET name = CASE WHEN suspended_at IS NOT NULL AND suspension_ended_at IS NULL THEN name END,
       phone = NULL, birth_year = NULL, skills = '{}', languages = '{}', availability = '{}', home_area_code = NULL,
       home_lat = NULL, home_lon = NULL, home_accuracy_meters = NULL, guardian_name = NULL, guardian_phone = NULL,
       guardian_consented_at = NULL, version = version + 1
 WHERE status = 'withdrawn';

DELETE FROM site_volunteers AS w
 USING volunteers AS v
 WHERE v.id = w.volunteer_id AND v.status = 'withdrawn';

ALTER TABLE volunteers
    ADD CONSTRAINT volunteers_can_be_reached CHECK (
        status = 'withdrawn'
        OR (name IS NOT NULL AND phone IS NOT NULL AND birth_year IS NOT NULL
            AND (home_area_code IS NOT NULL OR home_lat IS NOT NULL))),
    ADD CONSTRAINT volunteers_withdrawn_keep_nothing CHECK (
        status <> 'withdrawn'
        OR (num_nonnulls(phone, birth_year, home_area_code, home_lat, home_accuracy_meters, guardian_name, verified_as) = 0
            AND cardinality(skills) + cardinality(languages) + cardinality(availability) = 0
            AND (name IS NULL OR (suspended_at IS NOT NULL AND suspension_ended_at IS NULL)))),
    ADD CONSTRAINT volunteers_suspension_whole CHECK (
        (suspended_at IS NULL) = (suspended_because IS NULL) AND (suspension_ended_at IS NULL OR suspended_at IS NOT NULL)),
    ADD CONSTRAINT volunteers_suspension_stands CHECK (
        CASE WHEN suspended_at IS NOT NULL AND suspension_ended_at IS NULL THEN status IN ('suspended', 'withdrawn')
             ELSE status <> 'suspended' END);

CREATE FUNCTION guard_volunteers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status = 'verified' AND NEW.status = 'verified'
       AND (NEW.name, NEW.birth_year, NEW.guardian_name, NEW.guardian_phone)
           IS DISTINCT FROM (OLD.name, OLD.birth_year, OLD.guardian_name, OLD.guardian_phone) THEN
        RAISE EXCEPTION 'what was verified changes only with the verification';
    END IF;
    IF NEW.status = 'verified' AND OLD.status = 'withdrawn' THEN
        RAISE EXCEPTION 'a withdrawn volunteer registers before being verified';
    END IF;
    IF OLD.suspended_at IS NOT NULL AND OLD.suspension_ended_at IS NULL
       AND (NEW.suspended_at, NEW.suspended_because) IS DISTINCT FROM (OLD.suspended_at, OLD.suspended_because)
       OR OLD.suspended_at IS NOT NULL AND NEW.suspended_at IS NULL THEN
        RAISE EXCEPTION 'that somebody was suspended stays written';
    END IF;
    IF OLD.suspended_at IS NOT NULL AND OLD.suspension_ended_at IS NULL AND NEW.suspension_ended_at IS NOT NULL
       AND NOT (OLD.status = 'suspended' AND NEW.status = 'verified') THEN
        RAISE EXCEPTION 'a suspension ends with a verification';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER volunteers_guarded BEFORE UPDATE ON volunteers FOR EACH ROW EXECUTE FUNCTION guard_volunteers();
