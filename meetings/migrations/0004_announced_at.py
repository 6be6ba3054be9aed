"""When a meeting was first known to others: an address of a cancelled draft stays with those who prepare it."""

from django.db import migrations, models
from django.db.models.functions import Coalesce


def fill(apps, schema_editor):
    """Every meeting beyond a draft is known already, so its page stays."""
    meetings = apps.get_model("meetings", "Meeting").objects.using(schema_editor.connection.alias)
    meetings.exclude(status="draft").update(announced_at=Coalesce("published_at", "created_at"))


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0003_undo_and_lateness"),
    ]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="announced_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
