-- Whether a report opened its case or was added to one that was open already: its receipt says so, also when it is sent
-- again. Of those that are here already the time tells it.

ALTER TABLE reports ADD COLUMN joined boolean NOT NULL DEFAULT false;
UPDATE reports AS r
   SET joined = true
  FROM cases AS c
 WHERE c.id = r.case_id AND c.opened_at < r.received_at;
ALTER TABLE reports ALTER COLUMN joined DROP DEFAULT;
