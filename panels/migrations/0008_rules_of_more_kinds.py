"""Rules of areas with a mayor or a fire commissioner, on days of the year, and without a number."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("panels", "0007_counters_and_interests"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="rule",
            name="month",
            field=models.PositiveSmallIntegerField(
                blank=True,
                null=True,
                validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(12)],
            ),
        ),
        migrations.AlterField(
            model_name="localrule",
            name="unit",
            field=models.CharField(
                choices=[
                    ("clear-days", "clear days"),
                    ("working-days", "working days"),
                    ("days", "days"),
                    ("weeks", "weeks"),
                    ("months", "months"),
                    ("years", "years"),
                    ("members", "members"),
                    ("questions", "questions"),
                    ("thirds", "thirds of the members"),
                    ("quarters", "quarters of the members"),
                    ("minutes", "minutes"),
                    ("sides", "sides of A4"),
                    ("signatures", "signatures"),
                    ("pounds", "pounds"),
                    ("date", "day of the month"),
                    ("yes-no", "yes or no"),
                    ("none", "no number"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="rule",
            name="jurisdiction",
            field=models.CharField(
                choices=[
                    ("england", "England"),
                    ("wales", "Wales"),
                    ("pfcc", "Areas with a Police, Fire and Crime Commissioner"),
                    ("mayor", "Areas with a mayor"),
                    ("board", "Areas with a Policing and Crime Board"),
                ],
                max_length=10,
            ),
        ),
        migrations.AlterField(
            model_name="rule",
            name="number",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="rule",
            name="unit",
            field=models.CharField(
                choices=[
                    ("clear-days", "clear days"),
                    ("working-days", "working days"),
                    ("days", "days"),
                    ("weeks", "weeks"),
                    ("months", "months"),
                    ("years", "years"),
                    ("members", "members"),
                    ("questions", "questions"),
                    ("thirds", "thirds of the members"),
                    ("quarters", "quarters of the members"),
                    ("minutes", "minutes"),
                    ("sides", "sides of A4"),
                    ("signatures", "signatures"),
                    ("pounds", "pounds"),
                    ("date", "day of the month"),
                    ("yes-no", "yes or no"),
                    ("none", "no number"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("number__isnull", True), ("unit", "none")),
                    models.Q(models.Q(("unit", "none"), _negated=True), ("number__isnull", False)),
                    _connector="OR",
                ),
                name="panels_rule_number_with_unit",
                violation_error_message="Only a rule without a number has the unit “no number”",
            ),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("month__isnull", False), ("unit", "date")),
                    models.Q(models.Q(("unit", "date"), _negated=True), ("month__isnull", True)),
                    _connector="OR",
                ),
                name="panels_rule_date_has_month",
                violation_error_message="A day of the month needs its month, and only that does",
            ),
        ),
    ]
