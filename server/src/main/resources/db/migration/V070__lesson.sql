-- Lessons with their pictures, and what people answered. The whole of it is small and is served from memory;
-- lesson_version tells every process when to read it again.

CREATE TABLE lesson_version (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    version   bigint  NOT NULL
);
INSERT INTO lesson_version (version) VALUES (1);

CREATE TABLE lessons (
    id         uuid        PRIMARY KEY,
    slug       text        NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,79}$'),
    status     text        NOT NULL CHECK (status IN ('draft', 'published', 'archived')),
    stage      text        NOT NULL CHECK (stage IN ('mitigate', 'prepare', 'anticipated', 'warning', 'immediate', 'recover')),
    -- Codes of categories; empty means every category. Codes, because a lesson pack travels between cities.
    categories text[]      NOT NULL DEFAULT '{}',
    version    bigint      NOT NULL CHECK (version >= 1),
    -- Title, summary, blocks, questions and sources in every language.
    document   jsonb       NOT NULL CHECK (jsonb_typeof(document -> 'blocks') = 'array'
                                       AND jsonb_typeof(document -> 'questions') = 'array'),
    changed_at timestamptz NOT NULL
);

CREATE TABLE lesson_pictures (
    lesson_id    uuid  NOT NULL REFERENCES lessons (id) ON DELETE CASCADE,
    name         text  NOT NULL CHECK (name ~ '^[a-z0-9][a-z0-9-]{0,79}[.](svg|png|jpg|webp)$'),
    content_type text  NOT NULL CHECK (content_type IN ('image/svg+xml', 'image/png', 'image/jpeg', 'image/webp')),
    content      bytea NOT NULL CHECK (octet_length(content) BETWEEN 1 AND 1048576),
    PRIMARY KEY (lesson_id, name)
);

CREATE FUNCTION bump_lesson_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE lesson_version SET version = version + 1;
    RETURN NULL;
END
$$;
CREATE TRIGGER lessons_bump AFTER INSERT OR UPDATE OR DELETE ON lessons
    FOR EACH ROW EXECUTE FUNCTION bump_lesson_version();

-- One row for each time somebody answered the questions of a lesson; the id is the phone's, so that answers given
-- offline are kept once. marks: [{questionId, optionId, right}].
CREATE TABLE lesson_answers (
    id             uuid        PRIMARY KEY,
    lesson_id      uuid        NOT NULL REFERENCES lessons (id) ON DELETE CASCADE,
    lesson_version bigint      NOT NULL,
    account_id     uuid        NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    marks          jsonb       NOT NULL CHECK (jsonb_typeof(marks) = 'array'),
    right_count    integer     NOT NULL CHECK (right_count >= 0),
    asked_count    integer     NOT NULL CHECK (asked_count BETWEEN right_count AND 100),
    answered_at    timestamptz NOT NULL,
    received_at    timestamptz NOT NULL
);
CREATE INDEX lesson_answers_by_account ON lesson_answers (account_id, id);
CREATE INDEX lesson_answers_by_lesson ON lesson_answers (lesson_id, answered_at);
