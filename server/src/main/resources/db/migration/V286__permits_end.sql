-- No permit is longer than 50 years, so none is without an end; those entered before stay as they are.
DROP TRIGGER site_permits_length ON site_permits;
CREATE TRIGGER site_permits_length BEFORE INSERT ON site_permits
    FOR EACH ROW WHEN (NEW.valid_to IS NULL OR NEW.valid_to > NEW.valid_from + interval '50 years')
    EXECUTE FUNCTION refuse_endless_permit();
