-- What is unknown is not sound, an inspection buys no more time than the site's interval, what was taken off a site stays
-- in sight, and the day's highest index is kept. docs/adr/0135-what-quietens-a-site.md says why.

-- Every point of the checklist was answered. Only such an inspection says what the state of a site is.
ALTER TABLE site_inspections
    DROP CONSTRAINT site_inspections_result_check,
    ADD CONSTRAINT site_inspections_result_check CHECK (result IN ('sound', 'defects', 'danger', 'incomplete')),
    ADD COLUMN is_complete boolean NOT NULL GENERATED ALWAYS AS (
        jsonb_array_length(answers) > 0 AND NOT jsonb_path_exists(answers, '$[*] ? (!(@.answer == "yes" || @.answer == "no"))')
    ) STORED,
    -- Older ones stay as they were written; what they say is read with is_complete.
    ADD CONSTRAINT site_inspections_sound_is_known CHECK (
        result <> 'sound' OR jsonb_array_length(answers) > 0 AND NOT jsonb_path_exists(answers, '$[*] ? (!(@.answer == "yes"))')
    ) NOT VALID;

-- Days between inspections where nobody set an interval.
CREATE FUNCTION site_inspection_within_interval() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    most integer := (SELECT COALESCE(inspection_every_days, 365) FROM sites WHERE id = NEW.site_id);
BEGIN
    IF NEW.next_due > (NEW.inspected_at AT TIME ZONE 'Asia/Shanghai')::date + most THEN
        RAISE EXCEPTION 'the next inspection is due % days after this one at the latest', most
            USING ERRCODE = 'check_violation', CONSTRAINT = 'site_inspections_within_interval';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER site_inspections_within_interval BEFORE INSERT ON site_inspections
    FOR EACH ROW EXECUTE FUNCTION site_inspection_within_interval();

-- The highest index of the day; risk_index is its last one.
ALTER TABLE site_risk_days ADD COLUMN peak smallint CHECK (peak BETWEEN 0 AND 100);
UPDATE site_risk_days SET peak = risk_index;
ALTER TABLE site_risk_days
    ALTER COLUMN peak SET NOT NULL,
    ADD CONSTRAINT site_risk_days_peak_is_highest CHECK (peak >= risk_index);

-- Who took which case off a site and why. Where that lowers the site's index, another officer, of the duty office, answers
-- first, and the case counts until then.
CREATE TABLE site_unlinks (
    id                     uuid        PRIMARY KEY,
    site_id                uuid        NOT NULL REFERENCES sites (id),
    case_id                uuid        NOT NULL REFERENCES cases (id),
    reason                 text        NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 4000),
    -- done: it took nothing from the index, one officer was enough.
    status                 text        NOT NULL CHECK (status IN ('done', 'waiting', 'confirmed', 'denied')),
    asked_by               uuid        NOT NULL,
    asked_department_id    uuid        REFERENCES departments (id),
    asked_at               timestamptz NOT NULL,
    index_with             smallint    NOT NULL CHECK (index_with BETWEEN 0 AND 100),
    index_without          smallint    NOT NULL CHECK (index_without BETWEEN 0 AND 100),
    answered_by            uuid,
    answered_department_id uuid        REFERENCES departments (id),
    answered_at            timestamptz,
    answer                 text        CHECK (char_length(answer) BETWEEN 1 AND 4000),
    CHECK (status <> 'done' OR index_without >= index_with),
    CHECK ((status IN ('confirmed', 'denied')) = (answered_at IS NOT NULL)),
    CHECK ((answered_at IS NULL) = (answered_by IS NULL)),
    CHECK ((answered_at IS NULL) = (answer IS NULL)),
    CONSTRAINT site_unlinks_two_officers CHECK (answered_by <> asked_by)
);
CREATE UNIQUE INDEX site_unlinks_one_waiting ON site_unlinks (site_id, case_id) WHERE status = 'waiting';
CREATE INDEX site_unlinks_waiting ON site_unlinks (asked_at DESC, id DESC) WHERE status = 'waiting';
CREATE INDEX site_unlinks_of_site ON site_unlinks (site_id, asked_at DESC, id DESC);
CREATE INDEX site_unlinks_of_case ON site_unlinks (case_id);
CREATE INDEX site_unlinks_newest ON site_unlinks (asked_at DESC, id DESC);

-- An entry is answered once and never changed otherwise.
CREATE FUNCTION site_unlink_answered_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.status <> 'waiting'
       OR (NEW.id, NEW.site_id, NEW.case_id, NEW.reason, NEW.asked_by, NEW.asked_department_id, NEW.asked_at,
           NEW.index_with, NEW.index_without)
          IS DISTINCT FROM
          (OLD.id, OLD.site_id, OLD.case_id, OLD.reason, OLD.asked_by, OLD.asked_department_id, OLD.asked_at,
           OLD.index_with, OLD.index_without) THEN
        RAISE EXCEPTION 'an unlinking is answered once and never changed' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER site_unlinks_answered_once BEFORE UPDATE ON site_unlinks
    FOR EACH ROW EXECUTE FUNCTION site_unlink_answered_once();
CREATE TRIGGER site_unlinks_kept BEFORE DELETE OR TRUNCATE ON site_unlinks
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

-- No link ends without its entry.
CREATE FUNCTION site_link_ends_with_reason() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1
                     FROM site_unlinks
                    WHERE site_id = NEW.site_id AND case_id = NEW.case_id AND status IN ('done', 'confirmed')
                      AND COALESCE(answered_at, asked_at) = NEW.unlinked_at) THEN
        RAISE EXCEPTION 'a case leaves a site only with a reason, and with consent where the index falls'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'site_links_end_with_reason';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER site_links_end_with_reason BEFORE UPDATE OF unlinked_at ON site_links
    FOR EACH ROW WHEN (OLD.unlinked_at IS NULL AND NEW.unlinked_at IS NOT NULL)
    EXECUTE FUNCTION site_link_ends_with_reason();
