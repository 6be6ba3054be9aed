"""Nobody changes or deletes a published quarterly report or what it told of, by whatever path: the database itself refuses."""

from django.db import migrations

# A report that is published still counts its saves. Parts, comments and standings of it are as fixed as its text
STAYS = """
CREATE FUNCTION performance_published_report_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    later text[] := ARRAY['version', 'rows_made'];
BEGIN
    IF OLD.status <> 'frozen' THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'A published performance report is never deleted' USING ERRCODE = 'check_violation';
    END IF;
    IF (to_jsonb(OLD) - later) IS DISTINCT FROM (to_jsonb(NEW) - later) THEN
        RAISE EXCEPTION 'A published performance report is never changed' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER performance_quarterlyreport_published_stays BEFORE UPDATE OR DELETE ON performance_quarterlyreport
    FOR EACH ROW EXECUTE FUNCTION performance_published_report_stays();
CREATE FUNCTION performance_part_of_published_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    report bigint;
BEGIN
    IF TG_TABLE_NAME = 'performance_reportcomment' THEN
        SELECT report_id INTO report FROM performance_reportpart WHERE id = OLD.part_id;
    ELSE
        report := OLD.report_id;
    END IF;
    IF EXISTS (SELECT 1 FROM performance_quarterlyreport WHERE id = report AND status = 'frozen') THEN
        RAISE EXCEPTION 'What a published performance report tells of is never changed' USING ERRCODE = 'check_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER performance_reportpart_published_stays BEFORE UPDATE OR DELETE ON performance_reportpart
    FOR EACH ROW EXECUTE FUNCTION performance_part_of_published_stays();
CREATE TRIGGER performance_reportcomment_published_stays BEFORE UPDATE OR DELETE ON performance_reportcomment
    FOR EACH ROW EXECUTE FUNCTION performance_part_of_published_stays();
CREATE TRIGGER performance_actionstanding_published_stays BEFORE UPDATE OR DELETE ON performance_actionstanding
    FOR EACH ROW EXECUTE FUNCTION performance_part_of_published_stays();
"""
GOES = """
DROP TRIGGER performance_actionstanding_published_stays ON performance_actionstanding;
DROP TRIGGER performance_reportcomment_published_stays ON performance_reportcomment;
DROP TRIGGER performance_reportpart_published_stays ON performance_reportpart;
DROP FUNCTION performance_part_of_published_stays();
DROP TRIGGER performance_quarterlyreport_published_stays ON performance_quarterlyreport;
DROP FUNCTION performance_published_report_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("performance", "0001_what_is_measured_and_found")]

    operations = [migrations.RunSQL(STAYS, GOES)]
