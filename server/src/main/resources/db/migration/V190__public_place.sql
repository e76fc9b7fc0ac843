-- What everybody may know of where a case is, kept apart from where it is: all that is public reads these columns only
-- (ADR 0113).

-- Rule 9: about 100 m, and the same for every look.
CREATE FUNCTION blurred(degrees double precision) RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN floor(degrees * 1000 + 0.5) / 1000;

-- What a report of this visibility shows of a coordinate.
CREATE FUNCTION shown_degrees(visibility text, degrees double precision) RETURNS double precision
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE visibility WHEN 'public' THEN degrees WHEN 'hidden' THEN blurred(degrees) END;

CREATE FUNCTION more_open(one text, other text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN one = 'public' AND other <> 'public' OR one = 'hidden' AND other = 'protected';

-- What a case shows: its public site where the program opened it for one, else its oldest public report, else its oldest
-- hidden one, blurred and without words, else nothing. No row for a case without any.
CREATE FUNCTION shown_of(of_case uuid)
    RETURNS TABLE (visibility text, lat double precision, lon double precision, place text) LANGUAGE sql STABLE AS $$
    SELECT told.visibility, shown_degrees(told.visibility, told.lat), shown_degrees(told.visibility, told.lon),
           CASE told.visibility WHEN 'public' THEN told.place END
      FROM (SELECT 0 AS turn, 'public' AS visibility, c.lat, c.lon, c.place, c.opened_at AS at, c.id
              FROM cases AS c
             WHERE c.id = of_case
               AND EXISTS (SELECT FROM site_alerts AS a JOIN sites AS s ON s.id = a.site_id
                            WHERE a.case_id = c.id AND s.is_public)
            UNION ALL
            SELECT CASE WHEN r.status = 'rejected' THEN 3 WHEN r.visibility = 'public' THEN 1
                        WHEN r.visibility = 'hidden' THEN 2 ELSE 3 END,
                   CASE r.status WHEN 'rejected' THEN 'protected' ELSE r.visibility END,
                   r.lat, r.lon, r.place, r.received_at, r.id
              FROM reports AS r
             WHERE r.case_id = of_case) AS told
     ORDER BY told.turn, told.at, told.id
     LIMIT 1
$$;

ALTER TABLE cases
    ADD COLUMN public_lat   double precision,
    ADD COLUMN public_lon   double precision,
    ADD COLUMN public_place text;

UPDATE cases AS c
   SET visibility = COALESCE(s.visibility, old.visibility),
       public_lat = CASE WHEN old.merged_into_id IS NOT NULL THEN NULL
                         WHEN s.visibility IS NOT NULL THEN s.lat
                         ELSE shown_degrees(old.visibility, old.lat) END,
       public_lon = CASE WHEN old.merged_into_id IS NOT NULL THEN NULL
                         WHEN s.visibility IS NOT NULL THEN s.lon
                         ELSE shown_degrees(old.visibility, old.lon) END,
       public_place = CASE WHEN old.merged_into_id IS NOT NULL THEN NULL
                           WHEN s.visibility IS NOT NULL THEN s.place
                           WHEN old.visibility = 'public' THEN old.place END
  FROM cases AS old LEFT JOIN LATERAL shown_of(old.id) AS s ON true
 WHERE c.id = old.id;

ALTER TABLE cases
    ADD CONSTRAINT cases_public_place CHECK (
        (public_lat IS NULL) = (public_lon IS NULL)
        AND CASE WHEN public_lat IS NULL THEN visibility = 'protected' OR merged_into_id IS NOT NULL
                 ELSE visibility <> 'protected' END),
    -- Nothing exact can be put here for what is only hidden.
    ADD CONSTRAINT cases_public_blurred CHECK (
        visibility <> 'hidden' OR (public_lat = blurred(public_lat) AND public_lon = blurred(public_lon))),
    ADD CONSTRAINT cases_public_words CHECK (
        public_place IS NULL OR (visibility = 'public' AND public_lat IS NOT NULL));

-- A report that goes to another case, or is no longer what it was: what both cases show follows, whoever did it.
CREATE FUNCTION show_cases_of_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE cases AS c
       SET visibility = s.visibility, public_lat = s.lat, public_lon = s.lon, public_place = s.place
      FROM UNNEST(ARRAY[OLD.case_id, NEW.case_id]) AS touched (id) CROSS JOIN LATERAL shown_of(touched.id) AS s
     WHERE c.id = touched.id AND c.merged_into_id IS NULL
       AND (c.visibility, c.public_lat, c.public_lon, c.public_place)
           IS DISTINCT FROM (s.visibility, s.lat, s.lon, s.place);
    RETURN NULL;
END
$$;
CREATE TRIGGER reports_shown AFTER UPDATE OF case_id, status, visibility ON reports
    FOR EACH ROW WHEN ((OLD.case_id, OLD.status, OLD.visibility) IS DISTINCT FROM (NEW.case_id, NEW.status, NEW.visibility))
    EXECUTE FUNCTION show_cases_of_report();

-- What the map reads; and, for departments, where things are.
DROP INDEX cases_map;
DROP INDEX cases_protected_map;
CREATE INDEX cases_map ON cases (public_lat, public_lon) WHERE public_lat IS NOT NULL;
CREATE INDEX cases_by_place ON cases (lat, lon);
