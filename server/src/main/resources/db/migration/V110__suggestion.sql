-- Models that suggest a category from words. The newest counts, for every process; without one, a model made of the
-- catalogue itself. Deleting the newest goes back to the one before.

CREATE TABLE suggestion_models (
    version    bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    trained_at timestamptz NOT NULL,
    examples   integer     NOT NULL CHECK (examples > 0),
    -- As measured on texts that the model did not know, before it was stored.
    measures   jsonb       NOT NULL CHECK (jsonb_typeof(measures) = 'object'),
    content    bytea       NOT NULL CHECK (octet_length(content) BETWEEN 1 AND 67108864)
);
-- Compressed already.
ALTER TABLE suggestion_models ALTER COLUMN content SET STORAGE EXTERNAL;

CREATE FUNCTION refuse_model_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a stored model is never changed: train a new one' USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER suggestion_models_immutable BEFORE UPDATE ON suggestion_models
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_model_change();
