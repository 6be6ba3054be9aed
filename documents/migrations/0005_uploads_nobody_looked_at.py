"""Drafts taken in before files were looked through: somebody looks at them before they go out.

Going back drops the packs of supplements, whose numbers would collide with those of the agenda's own packs.
"""

from django.db import migrations
from django.db.models import F


def mark(apps, schema_editor) -> None:
    """One open finding on each, unless files were looked through here already."""
    here = schema_editor.connection.alias
    finding = apps.get_model("documents", "Finding")
    findings = finding.objects.using(here)
    if findings.exists():
        return
    versions = apps.get_model("documents", "PaperVersion").objects.using(here)
    waiting = versions.filter(paper__status="draft", paper__current=F("pk"), pdf__isnull=False)
    findings.bulk_create(finding(version=one, position=1, kind="unseen") for one in waiting)


def drop_supplements(apps, schema_editor) -> None:
    here = schema_editor.connection.alias
    packs = apps.get_model("documents", "Pack").objects.using(here).filter(part__gt=0)
    apps.get_model("documents", "Fetch").objects.using(here).filter(pack__in=packs).delete()
    packs.delete()


class Migration(migrations.Migration):
    dependencies = [("documents", "0004_findings_fetches_and_parts")]

    operations = [migrations.RunPython(mark, drop_supplements)]
