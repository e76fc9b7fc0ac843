-- Who answers a factor: officers, reporters through a question of the category, or what is on record about the site.
-- What a site's record can say of its size; null: nobody knows.

ALTER TABLE sites
    ADD COLUMN fill_depth_meters double precision CHECK (fill_depth_meters BETWEEN 0 AND 1000),
    ADD COLUMN height_meters     double precision CHECK (height_meters BETWEEN 0 AND 5000),
    ADD COLUMN people_in_reach   integer          CHECK (people_in_reach BETWEEN 0 AND 1000000);

-- What answers a factor is named, and by nothing else; an older version without a word of it is answered by officers.
CREATE FUNCTION guard_factor_origins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM jsonb_array_elements(NEW.factors) AS f
                WHERE COALESCE(f ->> 'answeredBy', 'officer') NOT IN ('officer', 'reporter', 'site')
                   OR (COALESCE(f ->> 'answeredBy', 'officer') = 'reporter') <> (f ? 'reportQuestion')
                   OR (COALESCE(f ->> 'answeredBy', 'officer') = 'site') <> (f ? 'siteFact')) THEN
        RAISE EXCEPTION 'factors of %: a reporter''s names a question, a site''s a fact', NEW.factor_set_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER factor_set_versions_guard_origins BEFORE INSERT ON factor_set_versions
    FOR EACH ROW EXECUTE FUNCTION guard_factor_origins();
