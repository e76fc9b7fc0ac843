-- Gaps and overlaps are computed over the whole matrix, not only when a report trips over one; a finding has a history,
-- closes when it is mended, and is the same finding when it comes back.

ALTER TABLE findings
    -- everywhere: all areas of the first level; outside: in no area at all, which only a report can tell.
    ADD COLUMN extent     text   NOT NULL DEFAULT 'area' CHECK (extent IN ('area', 'everywhere', 'outside')),
    -- What the matrix tells is closed when the matrix no longer tells it.
    ADD COLUMN source     text   NOT NULL DEFAULT 'report' CHECK (source IN ('matrix', 'report')),
    -- Leaf cells with the fault, and leaf cells below the category and the area; unknown until computed.
    ADD COLUMN cells      integer CHECK (cells >= 0),
    ADD COLUMN cells_of   integer CHECK (cells_of >= cells),
    ADD COLUMN resolution text   CHECK (char_length(resolution) BETWEEN 1 AND 4000),
    ADD COLUMN closed_at  timestamptz,
    ADD COLUMN version    bigint NOT NULL DEFAULT 1;
UPDATE findings SET extent = 'outside' WHERE area_id IS NULL;
UPDATE findings SET closed_at = opened_at WHERE status = 'resolved';
ALTER TABLE findings
    ADD CONSTRAINT findings_area CHECK ((extent = 'area') = (area_id IS NOT NULL)),
    ADD CONSTRAINT findings_closed CHECK ((status = 'open') = (closed_at IS NULL));
-- The same gap, however often it comes back, is one finding with one history.
DROP INDEX findings_one_open;
CREATE UNIQUE INDEX findings_once ON findings (kind, duty, category_id, area_id, extent) NULLS NOT DISTINCT;
CREATE INDEX findings_by_owner ON findings (owner_department_id, status, opened_at DESC, id);

CREATE TABLE finding_events (
    id            uuid        PRIMARY KEY,
    finding_id    uuid        NOT NULL REFERENCES findings (id),
    at            timestamptz NOT NULL,
    kind          text        NOT NULL CHECK (kind IN ('opened', 'reopened', 'changed', 'mended', 'merged', 'assigned',
                                                       'commented', 'resolved')),
    account_id    uuid,
    department_id uuid        REFERENCES departments (id),
    text          text        CHECK (char_length(text) BETWEEN 1 AND 4000),
    data          jsonb       NOT NULL DEFAULT '{}'
);
CREATE INDEX finding_events_of_finding ON finding_events (finding_id, at, id);
CREATE TRIGGER finding_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON finding_events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
INSERT INTO finding_events (id, finding_id, at, kind, data)
SELECT md5('opened' || id)::uuid, id, opened_at, 'opened', '{"by": "report"}' FROM findings;

-- Which version of the matrix, seen on which day of the city, the findings were computed for.
CREATE TABLE coverage_computed (
    singleton      boolean     PRIMARY KEY DEFAULT true CHECK (singleton),
    matrix_version bigint      NOT NULL,
    day            date        NOT NULL,
    computed_at    timestamptz NOT NULL
);
INSERT INTO coverage_computed (matrix_version, day, computed_at) VALUES (0, '1900-01-01', '1900-01-01T00:00:00Z');

-- Opens a finding unless it is open already or an open one above it tells of the place; a NULL opens none. In one round
-- trip with the case that trips it.
CREATE OR REPLACE FUNCTION open_finding(p_finding jsonb, p_at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_id       uuid;
    v_was_open boolean;
BEGIN
    IF p_finding IS NULL OR EXISTS (
        SELECT 1
          FROM findings
         WHERE status = 'open' AND kind = p_finding ->> 'kind' AND duty = p_finding ->> 'duty'
           AND category_id = ANY (ARRAY(SELECT value::uuid
                                          FROM jsonb_array_elements_text(p_finding -> 'categoryIds')))
           AND (extent = 'everywhere' AND p_finding ->> 'areaId' IS NOT NULL
                OR area_id = ANY (ARRAY(SELECT value::uuid
                                          FROM jsonb_array_elements_text(p_finding -> 'areaIds')))))
    THEN
        RETURN;
    END IF;
    INSERT INTO findings AS known (id, kind, duty, category_id, area_id, extent, department_ids, owner_department_id,
                                   opened_at, due_at)
    VALUES ((p_finding ->> 'id')::uuid, p_finding ->> 'kind', p_finding ->> 'duty',
            (p_finding ->> 'categoryId')::uuid, (p_finding ->> 'areaId')::uuid,
            CASE WHEN p_finding ->> 'areaId' IS NULL THEN 'outside' ELSE 'area' END,
            ARRAY(SELECT value::uuid FROM jsonb_array_elements_text(p_finding -> 'departmentIds')),
            (p_finding ->> 'ownerDepartmentId')::uuid, p_at, (p_finding ->> 'dueAt')::timestamptz)
    ON CONFLICT (kind, duty, category_id, area_id, extent) DO UPDATE
       SET status = 'open', opened_at = p_at, due_at = excluded.due_at, closed_at = NULL, resolution = NULL,
           department_ids = excluded.department_ids, version = known.version + 1
     WHERE known.status = 'resolved'
    RETURNING id, id <> (p_finding ->> 'id')::uuid INTO v_id, v_was_open;
    IF v_id IS NOT NULL THEN
        INSERT INTO finding_events (id, finding_id, at, kind, data)
        VALUES (gen_random_uuid(), v_id, p_at, CASE WHEN v_was_open THEN 'reopened' ELSE 'opened' END,
                '{"by": "report"}');
    END IF;
END
$$;
