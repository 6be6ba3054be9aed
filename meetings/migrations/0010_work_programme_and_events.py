"""The year of a panel."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0009_public_questions"),
        ("panels", "0009_what_is_due"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ProgrammeEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("number", models.PositiveIntegerField()),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("title", models.CharField(max_length=300, verbose_name="Business")),
                ("notes", models.TextField(blank=True, verbose_name="Notes")),
                ("lead", models.CharField(blank=True, max_length=120, verbose_name="Lead")),
                ("planned_for", models.DateField(blank=True, null=True, verbose_name="Day in the programme")),
                ("minutes_planned", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Minutes planned")),
                ("is_private", models.BooleanField(default=False, verbose_name="Private: for members only")),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "Planned"), ("done", "Done"), ("deferred", "Deferred"), ("cancelled", "Cancelled")],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("state_reason", models.CharField(blank=True, max_length=300, verbose_name="Why")),
                ("created_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "follows",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed_by",
                        to="meetings.programmeentry",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="programme_entries",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="programme_entries",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ["programme", "position", "number"],
            },
        ),
        migrations.CreateModel(
            name="ProgrammeMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "from_state",
                    models.CharField(
                        choices=[("planned", "Planned"), ("done", "Done"), ("deferred", "Deferred"), ("cancelled", "Cancelled")],
                        max_length=10,
                    ),
                ),
                (
                    "to_state",
                    models.CharField(
                        choices=[("planned", "Planned"), ("done", "Done"), ("deferred", "Deferred"), ("cancelled", "Cancelled")],
                        max_length=10,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="Why")),
                ("moved_at", models.DateTimeField()),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="moves", to="meetings.programmeentry"
                    ),
                ),
                (
                    "from_meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "moved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "to_meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ["entry", "moved_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="WorkProgramme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("slug", models.SlugField(max_length=60)),
                ("started_on", models.DateField(verbose_name="First day of the year")),
                ("ended_on", models.DateField(verbose_name="Last day of the year")),
                ("introduction", models.TextField(blank=True, verbose_name="Introduction")),
                ("entries_made", models.PositiveIntegerField(default=0, editable=False)),
                ("created_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="work_programmes", to="panels.policearea"
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="work_programmes", to="panels.body"
                    ),
                ),
            ],
            options={
                "ordering": ["area", "-started_on", "slug"],
            },
        ),
        migrations.CreateModel(
            name="StandingReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=200, verbose_name="Title")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="What it tells")),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="standing_reports", to="meetings.workprogramme"
                    ),
                ),
            ],
            options={
                "ordering": ["programme", "position", "pk"],
            },
        ),
        migrations.AddField(
            model_name="programmeentry",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="entries", to="meetings.workprogramme"
            ),
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("slug", models.SlugField(max_length=100)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("forum", "Public forum"),
                            ("consultation", "Consultation event"),
                            ("surgery", "Drop-in session"),
                            ("briefing", "Briefing"),
                            ("visit", "Visit"),
                            ("other", "Other event"),
                        ],
                        max_length=14,
                        verbose_name="Kind of event",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="Title")),
                ("about", models.TextField(blank=True, verbose_name="What it is about")),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("expected", models.CharField(blank=True, max_length=120, verbose_name="When, as far as it is known")),
                ("is_confirmed", models.BooleanField(default=False, verbose_name="The date is confirmed")),
                (
                    "part_of_day",
                    models.CharField(
                        blank=True,
                        choices=[("morning", "Morning"), ("afternoon", "Afternoon"), ("evening", "Evening")],
                        default="",
                        max_length=10,
                        verbose_name="Part of the day",
                    ),
                ),
                ("starts_at", models.TimeField(blank=True, null=True, verbose_name="Start")),
                ("ends_at", models.TimeField(blank=True, null=True, verbose_name="End")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="Place, as far as it is known")),
                ("webcast_url", models.URLField(blank=True, verbose_name="Webcast address")),
                ("is_public", models.BooleanField(default=True, verbose_name="Open to the public")),
                (
                    "status",
                    models.CharField(
                        choices=[("planned", "Planned"), ("held", "Held"), ("cancelled", "Cancelled")],
                        default="planned",
                        max_length=10,
                    ),
                ),
                ("status_reason", models.CharField(blank=True, max_length=300, verbose_name="Reason")),
                ("created_at", models.DateTimeField()),
                (
                    "area",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="events", to="panels.policearea"),
                ),
                ("body", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="events", to="panels.body")),
                (
                    "venue",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="meetings.venue",
                    ),
                ),
            ],
            options={
                "ordering": ["held_on", "starts_at", "slug"],
                "constraints": [
                    models.UniqueConstraint(fields=("area", "slug"), name="meetings_event_one_slug"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("held_on__isnull", False), models.Q(("expected", ""), _negated=True), _connector="OR"
                        ),
                        name="meetings_event_when",
                        violation_error_message="Enter a date, or say when it is expected",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("is_confirmed", False), ("held_on__isnull", False), _connector="OR"),
                        name="meetings_event_confirmed_has_date",
                        violation_error_message="Enter the date that is confirmed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("status", "cancelled"), _negated=True),
                            models.Q(("status_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="meetings_event_cancelled_says_why",
                        violation_error_message="Say why it is cancelled",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="workprogramme",
            constraint=models.UniqueConstraint(fields=("area", "slug"), name="meetings_workprogramme_one_slug"),
        ),
        migrations.AddConstraint(
            model_name="workprogramme",
            constraint=models.UniqueConstraint(fields=("body", "started_on"), name="meetings_workprogramme_one_year"),
        ),
        migrations.AddConstraint(
            model_name="workprogramme",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_on__gt", models.F("started_on"))),
                name="meetings_workprogramme_ends_after_start",
                violation_error_message="The year must end after it starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="programmeentry",
            constraint=models.UniqueConstraint(fields=("programme", "number"), name="meetings_programmeentry_one_number"),
        ),
        migrations.AddConstraint(
            model_name="programmeentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["cancelled", "deferred"]), _negated=True),
                    models.Q(("state_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="meetings_programmeentry_cancelled_says_why",
                violation_error_message="Say why it is deferred or cancelled",
            ),
        ),
    ]
