-- Filters of the queues that officers keep under a name. The values are texts as they were chosen: a category or an area
-- that is gone stays readable and finds nothing.
CREATE TABLE saved_filters (
    id            uuid        PRIMARY KEY,
    version       bigint      NOT NULL DEFAULT 1,
    owner_id      uuid        NOT NULL REFERENCES accounts (id),
    -- The department that sees it too; null while it is the owner's alone.
    department_id uuid        REFERENCES departments (id),
    name          text        NOT NULL CHECK (char_length(name) BETWEEN 1 AND 60),
    is_default    boolean     NOT NULL DEFAULT false,
    filter        jsonb       NOT NULL,
    saved_at      timestamptz NOT NULL,
    CONSTRAINT saved_filters_name UNIQUE (owner_id, name)
);
CREATE INDEX saved_filters_shared ON saved_filters (department_id, name, id) WHERE department_id IS NOT NULL;
CREATE UNIQUE INDEX saved_filters_default ON saved_filters (owner_id) WHERE is_default;
