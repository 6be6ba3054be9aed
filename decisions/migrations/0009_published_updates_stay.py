"""Nobody changes or deletes a published update report or a section of one, by whatever path: the database itself refuses."""

from django.db import migrations

# The report still counts its rows and saves, and may be tied to its meeting once that is announced
STAYS = """
CREATE FUNCTION decisions_published_update_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    later text[] := ARRAY['version', 'rows_made', 'meeting_id'];
BEGIN
    IF OLD.status <> 'published' THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'A published update report is never deleted' USING ERRCODE = 'check_violation';
    END IF;
    IF (to_jsonb(OLD) - later) IS DISTINCT FROM (to_jsonb(NEW) - later) THEN
        RAISE EXCEPTION 'A published update report is never changed' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.meeting_id IS NOT NULL AND NEW.meeting_id IS DISTINCT FROM OLD.meeting_id THEN
        RAISE EXCEPTION 'A published update report stays with its meeting' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER decisions_updatereport_published_stays BEFORE UPDATE OR DELETE ON decisions_updatereport
    FOR EACH ROW EXECUTE FUNCTION decisions_published_update_stays();
CREATE FUNCTION decisions_published_section_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM decisions_updatereport WHERE id = OLD.report_id AND status = 'published') THEN
        RAISE EXCEPTION 'A section of a published update report is never changed' USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER decisions_updatesection_published_stays BEFORE UPDATE OR DELETE ON decisions_updatesection
    FOR EACH ROW EXECUTE FUNCTION decisions_published_section_stays();
"""
GOES = """
DROP TRIGGER decisions_updatesection_published_stays ON decisions_updatesection;
DROP FUNCTION decisions_published_section_stays();
DROP TRIGGER decisions_updatereport_published_stays ON decisions_updatereport;
DROP FUNCTION decisions_published_update_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("decisions", "0008_how_update_reports_open")]

    operations = [migrations.RunSQL(STAYS, GOES)]
