-- The arbiter's decision stands (docs/adr/0134-circles-end-at-the-arbiter.md), and nobody makes a site lighter alone
-- (docs/adr/0150-nobody-makes-a-site-lighter-alone.md).

-- What kind of thing the case was taken for when the arbiter decided.
ALTER TABLE handovers ADD COLUMN decided_category_id uuid REFERENCES categories (id);
UPDATE handovers AS h SET decided_category_id = c.category_id
  FROM cases AS c WHERE c.id = h.case_id AND h.status = 'decided';
ALTER TABLE handovers
    ADD CONSTRAINT handovers_decided_about CHECK (status <> 'decided' OR decided_category_id IS NOT NULL);

CREATE FUNCTION guard_decided_handover() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT h.status = 'decided' FROM handovers AS h
         WHERE h.case_id = NEW.case_id AND h.status IN ('decided', 'accepted')
         ORDER BY h.ended_at DESC, h.id DESC LIMIT 1)
        AND NOT EXISTS (SELECT FROM accounts AS a WHERE a.id = NEW.asked_by_id AND 'duty_officer' = ANY (a.roles))
    THEN
        RAISE EXCEPTION 'handover %: the arbiter decided, and the arbiter alone decides anew', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'handovers_decision_stands';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER handovers_decision_stands BEFORE INSERT ON handovers
    FOR EACH ROW WHEN (NOT NEW.straight) EXECUTE FUNCTION guard_decided_handover();

-- Of a case that is part of a site's record, whatever its severity.
CREATE FUNCTION require_consent_at_site() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM site_links AS l WHERE l.case_id = NEW.id AND l.unlinked_at IS NULL)
        AND NOT EXISTS (SELECT FROM consents AS k
                         WHERE k.id = NEW.consent_id AND k.case_id = NEW.id AND k.status = 'confirmed'
                           AND k.made_version = NEW.version AND k.step = 'reject'
                           AND k.asked_by_id = NEW.ended_by_id AND k.answered_by_id = NEW.second_officer_id)
    THEN
        RAISE EXCEPTION 'case %: it counts at a site and is not rejected alone', NEW.number
            USING ERRCODE = 'check_violation', CONSTRAINT = 'cases_rejected_at_site';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER cases_rejected_at_site AFTER UPDATE OF status ON cases
    FOR EACH ROW WHEN (NEW.status = 'rejected' AND OLD.status <> 'rejected' AND NEW.merged_into_id IS NULL)
    EXECUTE FUNCTION require_consent_at_site();
