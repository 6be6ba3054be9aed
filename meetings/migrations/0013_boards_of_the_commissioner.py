"""Who attends a board by office, and what a board approves for release."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0007_prints"),
        ("meetings", "0012_reviews_and_yearly_business"),
        ("panels", "0013_what_bodies_say_of_themselves"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Release",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("number", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("agenda", "Agenda"), ("minutes", "Minutes"), ("paper", "Paper")],
                        max_length=10,
                        verbose_name="What",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("asked", "To be approved"), ("approved", "Approved for release"), ("held-back", "Held back")],
                        default="asked",
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="Why it is held back")),
                ("asked_at", models.DateTimeField()),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="Decided on")),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="releases", to="meetings.meeting"
                    ),
                ),
                (
                    "minute_item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="meetings.minuteitem",
                    ),
                ),
                (
                    "of_meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="released", to="meetings.meeting"
                    ),
                ),
                (
                    "paper",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="releases",
                        to="documents.paper",
                    ),
                ),
            ],
            options={
                "ordering": ["meeting", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("meeting", "number"), name="meetings_release_one_number"),
                    models.UniqueConstraint(
                        condition=models.Q(("status", "approved")),
                        fields=("of_meeting", "kind", "paper"),
                        name="meetings_release_approved_once",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "paper"), ("paper__isnull", False)),
                            models.Q(models.Q(("kind", "paper"), _negated=True), ("paper__isnull", True)),
                            _connector="OR",
                        ),
                        name="meetings_release_paper_where_one_is_meant",
                        violation_error_message="Choose the paper",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "held-back"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="meetings_release_held_back_with_reason",
                        violation_error_message="Say why it is held back",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StandingAttendee",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("number", models.PositiveIntegerField()),
                ("position", models.PositiveSmallIntegerField(default=1)),
                ("office", models.CharField(max_length=160, verbose_name="Office")),
                ("organisation", models.CharField(blank=True, max_length=160, verbose_name="Council or organisation")),
                (
                    "group",
                    models.CharField(
                        choices=[
                            ("members", "Members of the panel"),
                            ("host", "Host authority officers"),
                            ("commissioner", "Commissioner and office"),
                            ("constabulary", "Constabulary"),
                            ("others", "Others"),
                        ],
                        default="commissioner",
                        max_length=14,
                        verbose_name="Group",
                    ),
                ),
                ("started_on", models.DateField(verbose_name="From")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="Last day")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="standing_attendees", to="panels.body"
                    ),
                ),
            ],
            options={
                "ordering": ["body", "position", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("body", "number"), name="meetings_standingattendee_one_number"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True), ("ended_on__gte", models.F("started_on")), _connector="OR"
                        ),
                        name="meetings_standingattendee_ends_after_start",
                        violation_error_message="The end date must not be before the start date",
                    ),
                ],
            },
        ),
    ]
