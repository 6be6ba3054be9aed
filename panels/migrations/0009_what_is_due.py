"""What must be done by a day, and who was reminded."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("panels", "0008_rules_of_more_kinds"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Obligation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("reference", models.CharField(max_length=20)),
                ("key", models.SlugField(max_length=60)),
                ("subject_kind", models.SlugField(max_length=40)),
                ("subject_key", models.CharField(max_length=60)),
                ("title", models.CharField(max_length=200, verbose_name="What is due")),
                ("about", models.CharField(blank=True, max_length=200, verbose_name="For what")),
                ("address", models.CharField(blank=True, max_length=300)),
                (
                    "owner",
                    models.CharField(
                        choices=[
                            ("clerk", "Clerk"),
                            ("lead-officer", "Lead officer"),
                            ("chair", "Chair"),
                            ("panel", "The panel"),
                            ("members", "Members"),
                            ("commissioner", "Commissioner’s office"),
                            ("host", "Host authority"),
                            ("public", "The public"),
                        ],
                        max_length=14,
                        verbose_name="Who owes it",
                    ),
                ),
                (
                    "access",
                    models.CharField(
                        choices=[("public", "Everybody"), ("staff", "Those who prepare the body’s business, and who owes it")],
                        default="staff",
                        max_length=10,
                    ),
                ),
                ("is_closing", models.BooleanField(default=False)),
                ("due_on", models.DateField()),
                ("due_at", models.TimeField(blank=True, null=True)),
                ("rule_title", models.CharField(blank=True, max_length=200)),
                ("provision", models.CharField(max_length=300)),
                ("is_verified", models.BooleanField(default=False)),
                (
                    "reckoning",
                    models.CharField(
                        choices=[
                            ("clear-before", "clear working days before; neither end counts"),
                            ("working-before", "working days before"),
                            ("working-after", "working days after"),
                            ("days-after", "days after"),
                            ("days-beginning", "days, the first of them counted"),
                            ("weeks-beginning", "weeks, the first day counted"),
                            ("months-after", "months after"),
                            ("years-after", "years after"),
                            ("on-day", "a fixed day"),
                        ],
                        default="on-day",
                        max_length=16,
                    ),
                ),
                ("counted_from", models.DateField()),
                ("number", models.PositiveSmallIntegerField(default=0)),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "Open"), ("met", "Met"), ("not-applicable", "Not applicable")],
                        default="open",
                        max_length=14,
                    ),
                ),
                ("met_at", models.DateTimeField(blank=True, null=True)),
                ("met_how", models.CharField(blank=True, max_length=500, verbose_name="What met it")),
                ("was_late", models.BooleanField(default=False)),
                ("explanation", models.CharField(blank=True, max_length=500, verbose_name="Why it was late, or does not apply")),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["due_on", "due_at", "reference"],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(choices=[("soon", "Due soon"), ("today", "Due today"), ("missed", "Missed")], max_length=8),
                ),
                ("due_on", models.DateField()),
                ("sent_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["obligation", "sent_at"],
            },
        ),
        migrations.AddField(
            model_name="obligation",
            name="area",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="obligations", to="panels.policearea"
            ),
        ),
        migrations.AddField(
            model_name="obligation",
            name="body",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="obligations", to="panels.body"
            ),
        ),
        migrations.AddField(
            model_name="obligation",
            name="met_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="obligation",
            name="owner_user",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="obligations",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="obligation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="reminders", to="panels.obligation"
            ),
        ),
        migrations.AddField(
            model_name="reminder",
            name="user",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name="obligation",
            constraint=models.UniqueConstraint(fields=("area", "reference"), name="panels_obligation_one_reference"),
        ),
        migrations.AddConstraint(
            model_name="obligation",
            constraint=models.UniqueConstraint(fields=("subject_kind", "subject_key", "key"), name="panels_obligation_one_each"),
        ),
        migrations.AddConstraint(
            model_name="obligation",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("status", "met"), _negated=True), ("met_at__isnull", False), _connector="OR"),
                name="panels_obligation_met_has_a_moment",
                violation_error_message="Enter when it was met",
            ),
        ),
        migrations.AddConstraint(
            model_name="obligation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "not-applicable"), _negated=True),
                    models.Q(("explanation", ""), _negated=True),
                    _connector="OR",
                ),
                name="panels_obligation_not_applicable_says_why",
                violation_error_message="Say why it does not apply",
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.UniqueConstraint(fields=("obligation", "user", "kind", "due_on"), name="panels_reminder_once_each"),
        ),
    ]
