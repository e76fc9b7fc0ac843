-- Rule 4: severity is likelihood × consequence, and lowering it takes two officers, also where the level stays
-- (docs/adr/0152-severity-is-the-product.md).
DROP TRIGGER cases_lowering ON cases;
CREATE TRIGGER cases_lowering AFTER UPDATE OF likelihood, consequence ON cases
    FOR EACH ROW WHEN (NEW.likelihood * NEW.consequence < OLD.likelihood * OLD.consequence)
    EXECUTE FUNCTION require_consent('lowering');
