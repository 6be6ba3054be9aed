import secrets

from django.db import migrations


def fill(apps, schema_editor):
    """Give every row that was there before a random reference of its own."""
    rows = apps.get_model("accounts", "User").objects.using(schema_editor.connection.alias)
    for pk in rows.filter(reference=None).order_by("pk").values_list("pk", flat=True).iterator():
        rows.filter(pk=pk).update(reference=secrets.token_hex(6))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_user_references_arrive"),
    ]

    operations = [
        # Backwards there is nothing to undo: the column itself goes
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
