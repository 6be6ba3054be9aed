"""The wording of a letter is kept for each recipient: what the office holder reads never names the complainant."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("complaints", "0001_complaints")]

    operations = [
        migrations.AlterModelOptions(
            name="lettertemplate",
            options={"ordering": ["body", "kind", "recipient", "-number"]},
        ),
        migrations.RemoveConstraint(model_name="lettertemplate", name="complaints_lettertemplate_one_number"),
        migrations.AddField(
            model_name="lettertemplate",
            name="recipient",
            field=models.CharField(
                choices=[
                    ("complainant", "The complainant"),
                    ("office-holder", "The office holder"),
                    ("iopc", "The Independent Office for Police Conduct"),
                    ("other", "Somebody else"),
                ],
                default="complainant",
                max_length=14,
            ),
        ),
        migrations.AddConstraint(
            model_name="lettertemplate",
            constraint=models.UniqueConstraint(
                fields=("body", "kind", "recipient", "number"), name="complaints_lettertemplate_one_number"
            ),
        ),
    ]
