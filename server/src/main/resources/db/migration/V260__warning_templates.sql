-- What a warning of a kind of hazard says before anybody has written a word: texts, levels, hours. An edit is a new
-- version; a warning keeps its own words and never looks back here.

CREATE TABLE warning_templates (
    id          uuid    PRIMARY KEY,
    -- Null: for whatever hazard has none of its own.
    category_id uuid    REFERENCES categories (id),
    version     bigint  NOT NULL,
    active      boolean NOT NULL
);
-- Of those in use one for each category, so that the choice is never between two.
CREATE UNIQUE INDEX warning_templates_one ON warning_templates (category_id) NULLS NOT DISTINCT WHERE active;

CREATE TABLE warning_template_versions (
    template_id uuid        NOT NULL REFERENCES warning_templates (id) DEFERRABLE INITIALLY DEFERRED,
    version     bigint      NOT NULL,
    changed_at  timestamptz NOT NULL,
    -- {"eventCode"?, "urgency", "severity", "certainty", "hours", "headline": {"zh-CN", "en"}, "description": {…},
    --  "instruction": {…}, "lesson"?}
    content     jsonb       NOT NULL CHECK (
        jsonb_typeof(content) = 'object'
        AND content ->> 'urgency' IN ('Immediate', 'Expected', 'Future', 'Past', 'Unknown')
        AND content ->> 'severity' IN ('Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown')
        AND content ->> 'certainty' IN ('Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown')
        AND (content ->> 'hours')::int BETWEEN 1 AND 720
        AND content -> 'headline' ?& ARRAY['zh-CN', 'en']
        AND content -> 'description' ?& ARRAY['zh-CN', 'en']
        AND content -> 'instruction' ?& ARRAY['zh-CN', 'en']),
    PRIMARY KEY (template_id, version)
);
ALTER TABLE warning_templates ADD FOREIGN KEY (id, version)
    REFERENCES warning_template_versions (template_id, version) DEFERRABLE INITIALLY DEFERRED;
CREATE TRIGGER warning_template_versions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON warning_template_versions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

-- The lesson that stands first beside the warning; as the other content, it changes in a draft only.
ALTER TABLE warnings ADD COLUMN lesson text CHECK (lesson ~ '^[a-z0-9][a-z0-9-]{0,79}$');

CREATE FUNCTION guard_warning_lesson() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.lesson IS DISTINCT FROM OLD.lesson
       AND (OLD.state NOT IN ('draft', 'returned') OR NEW.state <> 'draft') THEN
        RAISE EXCEPTION 'the lesson of a % warning cannot change', OLD.state
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER warnings_lesson_guard BEFORE UPDATE ON warnings FOR EACH ROW EXECUTE FUNCTION guard_warning_lesson();
