"""The Chair may return minutes, and says what should change."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("meetings", "0006_minutes_actions_recommendations")]

    operations = [
        migrations.AddField("minutes", "returned_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("minutes", "returned_remarks", models.TextField(blank=True, verbose_name="What should change")),
    ]
