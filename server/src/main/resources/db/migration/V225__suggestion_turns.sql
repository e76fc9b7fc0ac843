-- Which stored model suggests categories: the newest turn's, or the one made of the catalogue where it names none. A
-- training that is too small is stored without a turn, and going back is a turn of its own.

CREATE TABLE suggestion_turns (
    turn    bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    version bigint      REFERENCES suggestion_models,
    at      timestamptz NOT NULL
);

-- What has served up to now goes on serving.
INSERT INTO suggestion_turns (version, at)
SELECT version, trained_at
  FROM suggestion_models
 ORDER BY version DESC
 LIMIT 1;

CREATE FUNCTION refuse_turn_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'which model served when is never changed: choose again' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER suggestion_turns_immutable BEFORE UPDATE OR DELETE ON suggestion_turns
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_turn_change();
