-- Where what moved was reported: a case is offered to residents also where something was merged into it.
ALTER TABLE report_moves
    ADD COLUMN lat double precision,
    ADD COLUMN lon double precision;
ALTER TABLE report_moves DISABLE TRIGGER report_moves_append_only;
UPDATE report_moves AS v SET lat = r.lat, lon = r.lon FROM reports AS r WHERE r.id = v.report_id;
ALTER TABLE report_moves ENABLE TRIGGER report_moves_append_only;
ALTER TABLE report_moves
    ALTER COLUMN lat SET NOT NULL,
    ALTER COLUMN lon SET NOT NULL;
CREATE INDEX report_moves_near ON report_moves (lat, lon);

-- What a merged case showed to everybody, its oldest public report, while that report is in the case that goes on. Nothing of
-- a hidden or protected one is in it, nor is anything found by where those are (docs/adr/0113-public-place.md).
CREATE VIEW places_merged_in AS
    SELECT r.case_id, v.lat, v.lon, r.place
      FROM report_moves AS v
      JOIN reports AS r ON r.id = v.report_id
      JOIN cases AS m ON m.id = v.from_case_id
     WHERE m.merged_into_id = r.case_id AND r.visibility = 'public' AND r.status <> 'rejected'
       AND NOT EXISTS (SELECT FROM report_moves AS w
                         JOIN reports AS older ON older.id = w.report_id
                        WHERE w.from_case_id = v.from_case_id AND older.visibility = 'public'
                          AND older.status <> 'rejected'
                          AND (older.received_at, older.id) < (r.received_at, r.id));
