"""Until what a step deferred a decision, and the step that takes one back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("decisions", "0005_signed_decisions_stay")]

    operations = [
        migrations.AddField(
            model_name="decisionstep",
            name="condition",
            field=models.CharField(blank=True, default="", max_length=300, verbose_name="Deferred until"),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="decisionstep",
            name="kind",
            field=models.CharField(
                choices=[
                    ("propose", "Proposed"),
                    ("put-on-board", "Put on a board agenda"),
                    ("take-off-board", "Taken off a board agenda"),
                    ("agree", "Agreed"),
                    ("defer", "Deferred"),
                    ("reject", "Rejected"),
                    ("withdraw", "Withdrawn"),
                    ("reopen", "Proposed again"),
                    ("sign", "Signed"),
                    ("share", "Shared with the panel"),
                    ("publish", "Published"),
                    ("implement", "Implemented"),
                    ("rescind", "Rescinded by a later decision"),
                    ("take-back", "Taken back"),
                ],
                max_length=16,
            ),
        ),
    ]
