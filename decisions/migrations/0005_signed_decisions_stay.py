"""Nobody changes or deletes a signed decision, by whatever path: the database itself refuses."""

from django.db import migrations

# What may still move once it is signed: the later steps of its life and the row's own counters
STAYS = """
CREATE FUNCTION decisions_signed_decision_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    later text[] := ARRAY[
        'status', 'version', 'rows_made', 'shared_at', 'published_on', 'published_at', 'implemented_on',
        'rescinded_by_id', 'rescinded_on'
    ];
BEGIN
    IF OLD.signed_on IS NULL THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'A signed decision is never deleted' USING ERRCODE = 'check_violation';
    END IF;
    IF (to_jsonb(OLD) - later) IS DISTINCT FROM (to_jsonb(NEW) - later) THEN
        RAISE EXCEPTION 'A signed decision is never changed' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.published_at IS NOT NULL AND NEW.published_at IS DISTINCT FROM OLD.published_at THEN
        RAISE EXCEPTION 'A published decision stays published' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decisions_decision_signed_stays BEFORE UPDATE OR DELETE ON decisions_decision
    FOR EACH ROW EXECUTE FUNCTION decisions_signed_decision_stays();
"""
GOES = """
DROP TRIGGER decisions_decision_signed_stays ON decisions_decision;
DROP FUNCTION decisions_signed_decision_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("decisions", "0004_register_of_decisions")]

    operations = [migrations.RunSQL(STAYS, GOES)]
