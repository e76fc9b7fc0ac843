-- What somebody called settled is looked at in the matrix at once, and opens again where it is still there.
ALTER TABLE findings ADD COLUMN awaits_look boolean NOT NULL DEFAULT false;
CREATE INDEX findings_await_look ON findings (id) WHERE awaits_look;
UPDATE findings SET awaits_look = true WHERE status = 'resolved' AND resolution IS NOT NULL;
