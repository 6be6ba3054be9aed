"""What the panel decided in an act of its own, apart from how that ended."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("decisions", "0002_report_recommendations")]

    operations = [
        migrations.AddField(
            model_name="case",
            name="decided_note",
            field=models.TextField(blank=True, default="", verbose_name="What the panel decided, in words"),
            preserve_default=False,
        ),
    ]
