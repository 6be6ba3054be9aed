"""Why an agenda is late is said before its pack is built, so that the pack can print it."""

from django.db import migrations, models

GROUNDS = [
    ("short-notice", "The meeting is convened at shorter notice"),
    ("item-added", "An item is added to the agenda"),
    ("urgent", "The Chair certifies that it is urgent"),
]


class Migration(migrations.Migration):
    dependencies = [("meetings", "0010_work_programme_and_events")]

    operations = [
        migrations.AddField("meeting", "late_ground", models.CharField(blank=True, choices=GROUNDS, default="", max_length=14)),
        migrations.AddField(
            "meeting", "late_reason", models.CharField(blank=True, default="", max_length=300, verbose_name="Why it is late")
        ),
        migrations.AddField(
            "meeting", "late_agreed_by", models.CharField(blank=True, default="", max_length=120, verbose_name="Chair who agreed")
        ),
    ]
