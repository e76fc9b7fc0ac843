-- Since when everybody may know of a case, and of how many of its reports: when somebody reported in confidence tells who it
-- was as surely as where (ADR 0113).
ALTER TABLE cases
    ADD COLUMN public_since   timestamptz,
    ADD COLUMN public_reports integer NOT NULL DEFAULT 0;

DROP FUNCTION shown_of(uuid);
CREATE FUNCTION shown_of(of_case uuid)
    RETURNS TABLE (visibility text, lat double precision, lon double precision, place text, since timestamptz)
    LANGUAGE sql STABLE AS $$
    SELECT told.visibility, shown_degrees(told.visibility, told.lat), shown_degrees(told.visibility, told.lon),
           CASE told.visibility WHEN 'public' THEN told.place END,
           CASE WHEN told.visibility <> 'protected' THEN told.at END
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

CREATE FUNCTION shown_reports(of_case uuid) RETURNS integer LANGUAGE sql STABLE
    RETURN (SELECT count(*) FROM reports WHERE case_id = of_case AND status <> 'rejected' AND visibility <> 'protected');

-- A time that would tell when a case began which began before anybody may know of it: up to the full hour.
CREATE FUNCTION told_time(at timestamptz, opened_at timestamptz, known_since timestamptz) RETURNS timestamptz
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN CASE WHEN known_since > opened_at THEN date_trunc('hour', at + interval '1 hour' - interval '1 microsecond')
                ELSE at END;

UPDATE cases AS c
   SET public_since = CASE WHEN c.public_lat IS NOT NULL THEN COALESCE(s.since, c.opened_at) END,
       public_reports = shown_reports(c.id)
  FROM cases AS old LEFT JOIN LATERAL shown_of(old.id) AS s ON true
 WHERE c.id = old.id;

ALTER TABLE cases
    ADD CONSTRAINT cases_public_since CHECK ((public_since IS NULL) = (public_lat IS NULL)),
    ADD CONSTRAINT cases_public_reports CHECK (public_reports >= 0);

CREATE OR REPLACE FUNCTION show_cases_of_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE cases AS c
       SET visibility = s.visibility, public_lat = s.lat, public_lon = s.lon, public_place = s.place,
           public_since = s.since, public_reports = s.reports
      FROM UNNEST(ARRAY[OLD.case_id, NEW.case_id]) AS touched (id)
     CROSS JOIN LATERAL (SELECT shown.*, shown_reports(touched.id) AS reports FROM shown_of(touched.id) AS shown) AS s
     WHERE c.id = touched.id AND c.merged_into_id IS NULL
       AND (c.visibility, c.public_lat, c.public_lon, c.public_place, c.public_since, c.public_reports)
           IS DISTINCT FROM (s.visibility, s.lat, s.lon, s.place, s.since, s.reports);
    RETURN NULL;
END
$$;
