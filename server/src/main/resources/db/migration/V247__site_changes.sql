-- What was changed in the register of sites, by whom, before and after (docs/adr/0150-nobody-makes-a-site-lighter-alone.md).

CREATE TABLE site_changes (
    site_id       uuid        NOT NULL REFERENCES sites (id),
    version       bigint      NOT NULL,
    changes       jsonb       NOT NULL CHECK (jsonb_array_length(changes) BETWEEN 1 AND 20),
    changed_by    uuid,
    department_id uuid REFERENCES departments (id),
    changed_at    timestamptz NOT NULL,
    PRIMARY KEY (site_id, version)
);
CREATE TRIGGER site_changes_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON site_changes
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

-- Nothing that is watched reaches nowhere; those that do are left until somebody changes them.
CREATE FUNCTION refuse_no_reach() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'site %: its radius is at least 20 m', NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'sites_reach';
END
$$;
CREATE TRIGGER sites_reach BEFORE INSERT OR UPDATE OF radius_meters ON sites
    FOR EACH ROW WHEN (NEW.radius_meters < 20) EXECUTE FUNCTION refuse_no_reach();
CREATE FUNCTION refuse_endless_permit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'permit %: no permit is longer than 50 years', NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'site_permits_length';
END
$$;
CREATE TRIGGER site_permits_length BEFORE INSERT ON site_permits
    FOR EACH ROW WHEN (NEW.valid_to > NEW.valid_from + interval '50 years') EXECUTE FUNCTION refuse_endless_permit();
