"""On which ground papers open late, and who must attend."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0007_minutes_returned"),
        ("panels", "0009_what_is_due"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="agendaversion",
            name="late_ground",
            field=models.CharField(
                blank=True,
                choices=[
                    ("short-notice", "The meeting is convened at shorter notice"),
                    ("item-added", "An item is added to the agenda"),
                    ("urgent", "The Chair certifies that it is urgent"),
                ],
                default="",
                max_length=14,
            ),
        ),
        migrations.AddField(
            model_name="agendaversion",
            name="late_provision",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.AddField(
            model_name="attendance",
            name="must_attend",
            field=models.BooleanField(default=False, verbose_name="Must attend"),
        ),
        migrations.AddField(
            model_name="supplement",
            name="late_ground",
            field=models.CharField(
                blank=True,
                choices=[
                    ("short-notice", "The meeting is convened at shorter notice"),
                    ("item-added", "An item is added to the agenda"),
                    ("urgent", "The Chair certifies that it is urgent"),
                ],
                default="",
                max_length=14,
            ),
        ),
    ]
