-- The standard steps for a category and severity, and the tasks they become. A step never changes: an edit is a new
-- version of the playbook, and a running case keeps the steps it was given.

CREATE TABLE playbooks (
    id               uuid        PRIMARY KEY,
    -- Null: for every category that has none of its own.
    category_id      uuid        REFERENCES categories (id),
    minimum_severity text        NOT NULL CHECK (minimum_severity IN ('low', 'medium', 'high', 'extreme')),
    name             jsonb       NOT NULL CHECK (name ? 'zh-CN' AND name ? 'en'),
    active           boolean     NOT NULL DEFAULT true,
    version          bigint      NOT NULL DEFAULT 1,
    changed_at       timestamptz NOT NULL
);
-- The choice is never between two.
CREATE UNIQUE INDEX playbooks_one_choice ON playbooks (category_id, minimum_severity) NULLS NOT DISTINCT WHERE active;

CREATE TABLE playbook_steps (
    playbook_id uuid     NOT NULL REFERENCES playbooks (id),
    version     bigint   NOT NULL,
    -- The same thing to do, whichever version or playbook it stands in: a case has it once.
    code        text     NOT NULL CHECK (char_length(code) BETWEEN 1 AND 64),
    position    smallint NOT NULL CHECK (position BETWEEN 1 AND 100),
    title       jsonb    NOT NULL CHECK (title ? 'zh-CN' AND title ? 'en'),
    explanation jsonb    CHECK (explanation ? 'zh-CN' AND explanation ? 'en'),
    owner_role  text     NOT NULL CHECK (owner_role IN ('duty_officer', 'officer', 'department_lead', 'warning_author',
                                                        'warning_approver')),
    owner_side  text     NOT NULL CHECK (owner_side IN ('lead', 'support')),
    due_from    text     NOT NULL CHECK (due_from IN ('opening', 'acknowledgement')),
    due_seconds integer  NOT NULL CHECK (due_seconds BETWEEN 60 AND 31536000),
    evidence    text     NOT NULL CHECK (evidence IN ('none', 'note', 'photo')),
    PRIMARY KEY (playbook_id, version, code),
    UNIQUE (playbook_id, version, position)
);
CREATE TRIGGER playbook_steps_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON playbook_steps
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

CREATE FUNCTION require_steps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM playbook_steps AS s WHERE s.playbook_id = NEW.id AND s.version = NEW.version) THEN
        RAISE EXCEPTION 'playbook %: version % has no steps', NEW.id, NEW.version USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER playbooks_have_steps AFTER INSERT OR UPDATE ON playbooks DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION require_steps();

-- Tells every process when to read the playbooks again.
CREATE TABLE playbooks_version (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    version   bigint  NOT NULL
);
INSERT INTO playbooks_version (version) VALUES (1);
CREATE FUNCTION bump_playbooks_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE playbooks_version SET version = version + 1;
    RETURN NULL;
END
$$;
CREATE TRIGGER playbooks_bump AFTER INSERT OR UPDATE OR DELETE ON playbooks
    FOR EACH ROW EXECUTE FUNCTION bump_playbooks_version();

-- Which playbook a case was given at which severity. Once for each: whichever process is first.
CREATE TABLE case_playbooks (
    case_id          uuid        NOT NULL REFERENCES cases (id),
    severity         text        NOT NULL CHECK (severity IN ('low', 'medium', 'high', 'extreme')),
    playbook_id      uuid        NOT NULL REFERENCES playbooks (id),
    playbook_version bigint      NOT NULL,
    at               timestamptz NOT NULL,
    PRIMARY KEY (case_id, severity)
);
CREATE TRIGGER case_playbooks_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON case_playbooks
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

CREATE TABLE case_tasks (
    case_id          uuid        NOT NULL REFERENCES cases (id),
    code             text        NOT NULL,
    playbook_id      uuid        NOT NULL,
    playbook_version bigint      NOT NULL,
    -- The clock and the evidence as the step has them, here for the checks and the queues.
    starts_at        timestamptz NOT NULL,
    due_from         text        NOT NULL,
    due_seconds      integer     NOT NULL,
    evidence         text        NOT NULL,
    status           text        NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'done', 'skipped')),
    settled_at       timestamptz,
    settled_by_id    uuid        REFERENCES accounts (id),
    settled_department_id uuid   REFERENCES departments (id),
    -- What was done, or why it was skipped.
    words            text        CHECK (char_length(words) BETWEEN 1 AND 4000),
    photo_id         uuid        REFERENCES photos (id),
    version          bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (case_id, code),
    FOREIGN KEY (playbook_id, playbook_version, code) REFERENCES playbook_steps (playbook_id, version, code),
    CONSTRAINT case_tasks_settled CHECK ((status = 'open') = (settled_at IS NULL AND settled_by_id IS NULL)
                                         AND (settled_at IS NULL) = (settled_by_id IS NULL)),
    CONSTRAINT case_tasks_skip_reason CHECK (status <> 'skipped' OR words IS NOT NULL),
    CONSTRAINT case_tasks_evidence CHECK (status <> 'done' OR CASE evidence WHEN 'note' THEN words IS NOT NULL
                                                                            WHEN 'photo' THEN photo_id IS NOT NULL
                                                                            ELSE true END),
    CHECK (status <> 'open' OR words IS NULL AND photo_id IS NULL)
);

CREATE FUNCTION guard_case_task() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND ((NEW.case_id, NEW.code, NEW.playbook_id, NEW.playbook_version, NEW.starts_at, NEW.due_from,
                              NEW.due_seconds, NEW.evidence)
                             IS DISTINCT FROM
                             (OLD.case_id, OLD.code, OLD.playbook_id, OLD.playbook_version, OLD.starts_at, OLD.due_from,
                              OLD.due_seconds, OLD.evidence)
                             OR NEW.version <> OLD.version + 1) THEN
        RAISE EXCEPTION 'task % of case %: what is to be done never changes', OLD.code, OLD.case_id
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.photo_id IS NOT NULL
        AND NOT EXISTS (SELECT FROM photos AS p WHERE p.id = NEW.photo_id AND p.case_id = NEW.case_id) THEN
        RAISE EXCEPTION 'task % of case %: the photo is of another case', NEW.code, NEW.case_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER case_tasks_photo BEFORE INSERT ON case_tasks
    FOR EACH ROW WHEN (NEW.photo_id IS NOT NULL) EXECUTE FUNCTION guard_case_task();
CREATE TRIGGER case_tasks_guard BEFORE UPDATE ON case_tasks FOR EACH ROW EXECUTE FUNCTION guard_case_task();
CREATE TRIGGER case_tasks_kept BEFORE DELETE OR TRUNCATE ON case_tasks
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
