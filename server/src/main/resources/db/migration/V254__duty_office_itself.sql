-- What takes from a site is answered by the duty office itself: its role in another department, perhaps the one that answers
-- for the site, is not enough (docs/adr/0150-nobody-makes-a-site-lighter-alone.md).

CREATE FUNCTION require_duty_office() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'unlinking %: only the duty office takes a case off a site that gets lighter by it', NEW.id
        USING ERRCODE = 'check_violation', CONSTRAINT = 'site_unlinks_duty_office';
END
$$;
CREATE FUNCTION is_duty_office(p_department uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM departments WHERE id = p_department AND is_duty_office)
$$;
CREATE TRIGGER site_unlinks_duty_office BEFORE UPDATE OF status ON site_unlinks
    FOR EACH ROW WHEN (NEW.status = 'confirmed' AND NOT is_duty_office(NEW.answered_department_id))
    EXECUTE FUNCTION require_duty_office();

-- Of a case that is part of a site's record, whatever its severity; answered by the duty office.
CREATE OR REPLACE FUNCTION require_consent_at_site() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM site_links AS l WHERE l.case_id = NEW.id AND l.unlinked_at IS NULL)
        AND NOT EXISTS (SELECT FROM consents AS k
                         WHERE k.id = NEW.consent_id AND k.case_id = NEW.id AND k.status = 'confirmed'
                           AND k.made_version = NEW.version AND k.step = 'reject'
                           AND k.asked_by_id = NEW.ended_by_id AND k.answered_by_id = NEW.second_officer_id
                           AND is_duty_office(k.answered_department_id))
    THEN
        RAISE EXCEPTION 'case %: it counts at a site and is not rejected alone', NEW.number
            USING ERRCODE = 'check_violation', CONSTRAINT = 'cases_rejected_at_site';
    END IF;
    RETURN NULL;
END
$$;

-- A report is rejected with its case, by consent: one that counts at a site is not taken out of the count by itself.
CREATE FUNCTION refuse_lighter_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM site_links AS l
                 JOIN cases AS c ON c.id = l.case_id
                WHERE l.case_id = NEW.case_id AND l.unlinked_at IS NULL AND c.status <> 'rejected')
    THEN
        RAISE EXCEPTION 'report %: it counts at a site and is not rejected by itself', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'reports_rejected_at_site';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER reports_rejected_at_site AFTER UPDATE OF status ON reports
    FOR EACH ROW WHEN (NEW.status = 'rejected' AND OLD.status <> 'rejected') EXECUTE FUNCTION refuse_lighter_report();
