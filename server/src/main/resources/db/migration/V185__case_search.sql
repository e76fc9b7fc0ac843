-- What cases are found by: their words, brought into one spelling, and the pieces of those words as numbers. Kept behind
-- the intake out of the events about cases; nothing here is the only copy of anything.
CREATE TABLE case_search (
    case_id uuid      PRIMARY KEY REFERENCES cases (id) ON DELETE CASCADE,
    words   text      NOT NULL CHECK (char_length(words) <= 32000),
    grams   integer[] NOT NULL
);
-- The pending list is read by every search: a short one keeps searching fast while cases come in.
CREATE INDEX case_search_grams ON case_search USING gin (grams) WITH (gin_pending_list_limit = 512);

-- Cases whose words have to be read anew, besides those that events tell of.
CREATE TABLE case_search_due (
    case_id uuid PRIMARY KEY
);
INSERT INTO case_search_due (case_id) SELECT id FROM cases;
