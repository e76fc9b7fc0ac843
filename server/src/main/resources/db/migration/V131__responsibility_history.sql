-- What the matrix once said is kept: a line ends, it is never deleted, and every version of it can be read.

CREATE FUNCTION refuse_deleting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% are ended, never deleted', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER responsibilities_kept BEFORE DELETE OR TRUNCATE ON responsibilities
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_deleting();

CREATE TABLE responsibility_versions (
    responsibility_id uuid        NOT NULL REFERENCES responsibilities (id),
    version           bigint      NOT NULL,
    changed_at        timestamptz NOT NULL,
    line              jsonb       NOT NULL,
    PRIMARY KEY (responsibility_id, version)
);
CREATE TRIGGER responsibility_versions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON responsibility_versions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

CREATE FUNCTION keep_responsibility() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO responsibility_versions (responsibility_id, version, changed_at, line)
    VALUES (NEW.id, NEW.version, NEW.changed_at, to_jsonb(NEW) - 'id' - 'version' - 'changed_at');
    RETURN NULL;
END
$$;
CREATE TRIGGER responsibilities_versions AFTER INSERT OR UPDATE ON responsibilities
    FOR EACH ROW EXECUTE FUNCTION keep_responsibility();
INSERT INTO responsibility_versions (responsibility_id, version, changed_at, line)
SELECT id, version, changed_at, to_jsonb(line) - 'id' - 'version' - 'changed_at' FROM responsibilities AS line;
