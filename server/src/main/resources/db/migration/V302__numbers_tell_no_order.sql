-- Numbers in the order of opening told between which others an insider's case began, and by their times when (ADR 0113).
-- Each 1,024 are given out in an order that this database alone knows.
CREATE TABLE case_number_order (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    secret uuid NOT NULL DEFAULT gen_random_uuid()
);
INSERT INTO case_number_order DEFAULT VALUES;

-- What was given out stays; the next number is of the next 1,024.
SELECT setval('case_numbers', (last_value + 1023) / 1024 * 1024) FROM case_numbers WHERE is_called;

CREATE FUNCTION next_case_number(opened_at timestamptz) RETURNS text
    LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    secret text := (SELECT o.secret FROM case_number_order AS o);
    place  bigint := nextval('case_numbers') - 1;
    block  bigint := place / 1024;
    high   integer := place % 1024 / 32;
    low    integer := place % 32;
    kept   integer;
    number text;
BEGIN
    -- A Feistel network: whatever its rounds do, it exchanges the places within the block, and no two become one.
    FOR i IN 1..6 LOOP
        kept := low;
        low := high # (get_byte(sha256(convert_to(concat_ws(' ', secret, block, i, low), 'UTF8')), 0) & 31);
        high := kept;
    END LOOP;
    number := block * 1024 + high * 32 + low + 1;
    RETURN 'QF-' || to_char(opened_at AT TIME ZONE 'Asia/Shanghai', 'YYYY') || '-'
        || lpad(number, greatest(6, length(number)), '0');
END $$;

-- The public overdue list is ordered by what it tells: by the moment itself, a neighbour told it.
CREATE OR REPLACE FUNCTION told_time(at timestamptz, opened_at timestamptz, known_since timestamptz, in_confidence boolean)
    RETURNS timestamptz
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN in_confidence OR known_since > opened_at
                THEN to_timestamp((ceil(extract(epoch FROM at) / 3600) * 3600)::double precision)
                ELSE at END;

DROP INDEX cases_overdue_public;
CREATE INDEX cases_overdue_public
    ON cases (told_time(due_at, opened_at, public_since, reopened_in_confidence), id)
    WHERE rung = 4 AND visibility <> 'protected';
