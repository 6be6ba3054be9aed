"""An update report opens with words of its own, and keeps the charts that its registers drew."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("decisions", "0007_reviews_of_decisions")]

    operations = [
        migrations.AddField(
            model_name="updatereport",
            name="introduction",
            field=models.TextField(blank=True, default="", verbose_name="Introduction"),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="updatereport",
            name="summary",
            field=models.TextField(blank=True, verbose_name="Executive summary"),
        ),
        migrations.AddField(
            model_name="updatesection",
            name="frozen_charts",
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
