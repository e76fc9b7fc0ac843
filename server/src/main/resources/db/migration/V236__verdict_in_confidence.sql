-- What a protected sender says about the work is theirs, as that they reported is (ADR 0113).
-- Since then the deadlines of the case run from a moment that is nobody's to know: they are told to the full hour.
ALTER TABLE cases ADD COLUMN reopened_in_confidence boolean NOT NULL DEFAULT false;

DROP FUNCTION told_time(timestamptz, timestamptz, timestamptz);
CREATE FUNCTION told_time(at timestamptz, opened_at timestamptz, known_since timestamptz, in_confidence boolean)
    RETURNS timestamptz
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN CASE WHEN in_confidence OR known_since > opened_at
                THEN date_trunc('hour', at + interval '1 hour' - interval '1 microsecond')
                ELSE at END;

-- Verdicts of before: nothing of an entry changes but who may read it.
ALTER TABLE timeline_entries DISABLE TRIGGER timeline_entries_append_only;
UPDATE timeline_entries AS e
   SET visibility = 'internal'
 WHERE e.kind = 'verdict' AND e.visibility = 'public'
   AND EXISTS (SELECT FROM reports AS r
                WHERE r.sender_account_id = e.account_id AND r.visibility = 'protected'
                  AND (r.case_id = e.case_id
                       OR EXISTS (SELECT FROM report_moves AS m
                                   WHERE m.report_id = r.id AND m.from_case_id = e.case_id)));
ALTER TABLE timeline_entries ENABLE TRIGGER timeline_entries_append_only;

UPDATE cases AS c
   SET reopened_in_confidence = true
 WHERE EXISTS (SELECT FROM timeline_entries AS e
                WHERE e.case_id = c.id AND e.kind = 'verdict' AND e.visibility = 'internal'
                  AND e.data ->> 'fixed' = 'false');
