-- Nothing is due before its case is there: whoever is late is told to everybody, so that it has to be true
-- (docs/adr/0149-clocks-that-are-true.md).

UPDATE cases
   SET resolve_by = greatest(resolve_by, opened_at), acknowledge_by = greatest(acknowledge_by, opened_at)
 WHERE resolve_by < opened_at OR acknowledge_by < opened_at;

ALTER TABLE cases
    ADD CONSTRAINT cases_deadlines_after_opening
        CHECK (acknowledge_by >= opened_at AND (resolve_by IS NULL OR resolve_by >= opened_at));
