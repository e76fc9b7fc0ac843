-- A case that makes a site quieter by joining it waits for the duty office, as one that leaves it does
-- (docs/adr/0150-nobody-makes-a-site-lighter-alone.md).

ALTER TABLE site_unlinks
    -- link: the case is to join. index_with is the site's index with the case, index_without without it, whatever is asked.
    ADD COLUMN kind text NOT NULL DEFAULT 'unlink' CHECK (kind IN ('link', 'unlink')),
    ADD CONSTRAINT site_unlinks_link_is_answered CHECK (kind = 'unlink' OR status <> 'done');
ALTER TABLE site_unlinks ALTER COLUMN kind DROP DEFAULT;
CREATE TRIGGER site_unlinks_kind_stays BEFORE UPDATE OF kind ON site_unlinks
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

CREATE INDEX report_moves_to ON report_moves (to_case_id);
-- A case of which something was heard in the twelve months before the last twelve, and nothing since, only makes what is heard
-- now look like less. What was split off or merged comes from a case that is part of the site's record.
CREATE FUNCTION site_link_begins_with_consent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM reports AS r
                WHERE r.case_id = NEW.case_id AND r.status <> 'rejected'
                  AND r.received_at > NEW.linked_at - interval '24 months'
                  AND r.received_at <= NEW.linked_at - interval '12 months')
        AND NOT EXISTS (SELECT FROM reports AS r
                         WHERE r.case_id = NEW.case_id AND r.status <> 'rejected'
                           AND r.received_at > NEW.linked_at - interval '12 months')
        AND NOT EXISTS (SELECT FROM site_unlinks AS u
                         WHERE u.site_id = NEW.site_id AND u.case_id = NEW.case_id AND u.kind = 'link'
                           AND u.status = 'confirmed' AND u.answered_at = NEW.linked_at)
        AND NOT EXISTS (SELECT FROM report_moves AS m
                          JOIN site_links AS l ON l.case_id = m.from_case_id
                         WHERE m.to_case_id = NEW.case_id AND l.site_id = NEW.site_id AND l.unlinked_at IS NULL)
    THEN
        RAISE EXCEPTION 'case %: an old one does not join a site without consent of the duty office', NEW.case_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'site_links_begin_with_consent';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER site_links_begin_with_consent BEFORE INSERT ON site_links
    FOR EACH ROW WHEN (NEW.how = 'officer' AND NEW.unlinked_at IS NULL)
    EXECUTE FUNCTION site_link_begins_with_consent();
CREATE TRIGGER site_links_begin_again_with_consent BEFORE UPDATE OF unlinked_at ON site_links
    FOR EACH ROW WHEN (NEW.how = 'officer' AND OLD.unlinked_at IS NOT NULL AND NEW.unlinked_at IS NULL)
    EXECUTE FUNCTION site_link_begins_with_consent();
