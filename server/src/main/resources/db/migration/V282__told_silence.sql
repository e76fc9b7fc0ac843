-- The ladder, a level that was raised and clocks that another case took over told the minute at which somebody reported in
-- confidence (docs/adr/0113-public-place.md).

COMMENT ON COLUMN cases.reopened_in_confidence IS
    'Its deadlines run from a moment that is nobody''s to know: it was reopened by, or raised by, or took a clock over from,'
    ' what somebody said in confidence. They are told to the full hour.';

UPDATE cases AS c
   SET reopened_in_confidence = true
 WHERE NOT c.reopened_in_confidence
   AND EXISTS (SELECT FROM timeline_entries AS t
                 JOIN timeline_entries AS a ON a.case_id = t.case_id AND a.at = t.at
                WHERE t.case_id = c.id AND t.kind = 'triaged' AND t.account_id IS NULL
                  AND a.kind = 'report_attached' AND a.visibility = 'internal');

CREATE INDEX rungs_of_case ON rungs (case_id, at);
