-- What a site reaches is measured against what was agreed, not against the change before: steps add up to nothing
-- (docs/adr/0150-nobody-makes-a-site-lighter-alone.md).

ALTER TABLE sites
    -- {origin: {lat, lon}, shapes: [{lat, lon, radiusMeters, boundary}]}: all of it stays in reach, within a metre.
    ADD COLUMN agreed_reach  jsonb,
    -- The box around all of them; x = longitude.
    ADD COLUMN agreed_extent box,
    -- Who agreed last to a smaller reach; null where nobody did.
    ADD COLUMN agreed_by     uuid,
    ADD COLUMN agreed_at     timestamptz;

CREATE FUNCTION site_reach(p_lat double precision, p_lon double precision, p_radius double precision, p_boundary jsonb)
    RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT jsonb_build_object(
        'origin', jsonb_build_object('lat', p_lat, 'lon', p_lon),
        'shapes', jsonb_build_array(jsonb_strip_nulls(jsonb_build_object(
            'lat', p_lat, 'lon', p_lon, 'radiusMeters', p_radius, 'boundary', p_boundary))))
$$;
UPDATE sites SET agreed_reach = site_reach(lat, lon, radius_meters, boundary), agreed_extent = extent;

-- What is registered is agreed.
CREATE FUNCTION site_agreed_as_registered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.agreed_reach := site_reach(NEW.lat, NEW.lon, NEW.radius_meters, NEW.boundary);
    NEW.agreed_extent := NEW.extent;
    RETURN NEW;
END
$$;
CREATE TRIGGER sites_agreed_as_registered BEFORE INSERT ON sites
    FOR EACH ROW EXECUTE FUNCTION site_agreed_as_registered();

-- Three metres: the exact test, with one metre, is the program's.
ALTER TABLE sites
    ALTER COLUMN agreed_reach SET NOT NULL,
    ALTER COLUMN agreed_extent SET NOT NULL,
    ADD CONSTRAINT sites_agreed_by_somebody CHECK ((agreed_by IS NULL) = (agreed_at IS NULL)),
    ADD CONSTRAINT sites_reach_what_was_agreed CHECK (
        (extent[0])[1] + 0.00003 >= (agreed_extent[0])[1] AND (extent[1])[1] - 0.00003 <= (agreed_extent[1])[1]
        AND (extent[0])[0] + 0.00003 / greatest(cos(radians(lat)), 0.01) >= (agreed_extent[0])[0]
        AND (extent[1])[0] - 0.00003 / greatest(cos(radians(lat)), 0.01) <= (agreed_extent[1])[0]);

-- What was agreed gets smaller only by the duty office or an administrator, and not by who supervises the site.
CREATE FUNCTION guard_agreed_reach() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.agreed_at IS NOT DISTINCT FROM OLD.agreed_at
        OR NOT EXISTS (SELECT FROM accounts AS a
                        WHERE a.id = NEW.agreed_by AND a.roles && ARRAY['duty_officer', 'administrator'])
    THEN
        RAISE EXCEPTION 'site %: what was agreed of its reach gets smaller only by the duty office', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'sites_agreed';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER sites_agreed BEFORE UPDATE OF agreed_extent ON sites
    FOR EACH ROW WHEN (NOT (NEW.agreed_extent @> OLD.agreed_extent)) EXECUTE FUNCTION guard_agreed_reach();
