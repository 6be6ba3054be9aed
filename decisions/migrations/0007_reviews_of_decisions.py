"""A panel's review of a decision of the Commissioner (2011 Act, s.28(6)) is a case of a kind of its own."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("decisions", "0006_step_taken_back")]

    operations = [
        migrations.AlterField(
            model_name="case",
            name="kind",
            field=models.CharField(
                choices=[
                    ("precept", "Precept"),
                    ("hearings", "Senior appointment"),
                    ("removals", "Call for the Chief Constable to go"),
                    ("plans", "Police and crime plan"),
                    ("annual-reports", "Commissioner’s annual report"),
                    ("information", "Request for information"),
                    ("attendance", "Request to attend"),
                    ("suspensions", "Suspension of the Commissioner"),
                    ("acting-commissioners", "Acting Commissioner"),
                    ("decision-reviews", "Review of a decision"),
                ],
                max_length=24,
            ),
        ),
        migrations.AlterField(
            model_name="case",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("as-proposed", "Went ahead as proposed"),
                    ("changed", "Went ahead with changes"),
                    ("against-advice", "Went ahead against the panel’s recommendation"),
                    ("without-report", "Went ahead without a report of the panel"),
                    ("not-proceeded", "Did not go ahead"),
                    ("answered", "Answered"),
                    ("not-answered", "Not answered"),
                    ("no-report", "Ended without a report"),
                    ("done", "Done"),
                    ("not-done", "Not done"),
                    ("not-known", "Not known from the papers"),
                ],
                default="",
                max_length=16,
                verbose_name="Outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                name="decisions_case_review_has_decision",
                condition=models.Q(("decision__isnull", False), ("kind", "decision-reviews"))
                | models.Q(models.Q(("kind", "decision-reviews"), _negated=True), ("decision__isnull", True)),
                violation_error_message="Say which decision the panel reviews",
            ),
        ),
    ]
