-- A retired category stays with what was recorded in it and is chosen for nothing new.
ALTER TABLE categories ADD COLUMN retired boolean NOT NULL DEFAULT false;
ALTER TABLE categories ADD CONSTRAINT categories_retired_are_not_reported CHECK (NOT (retired AND reportable));
