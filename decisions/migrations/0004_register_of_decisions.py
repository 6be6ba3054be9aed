"""The register of decisions, boards, the update report, the office's other registers, the publication scheme."""

import accounts.models
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0003_decided_note"),
        ("documents", "0007_prints"),
        ("meetings", "0013_boards_of_the_commissioner"),
        ("panels", "0013_what_bodies_say_of_themselves"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Consultation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("reference", models.CharField(max_length=20)),
                ("title", models.CharField(max_length=200, verbose_name="Title")),
                ("asked_by", models.CharField(max_length=160, verbose_name="Who asks")),
                ("url", models.URLField(blank=True, max_length=300, verbose_name="Where it is published")),
                ("closes_on", models.DateField(blank=True, null=True, verbose_name="Closes on")),
                ("text", models.TextField(blank=True, verbose_name="What the Commissioner says")),
                (
                    "status",
                    models.CharField(
                        choices=[("open", "Being answered"), ("sent", "Response sent"), ("published", "Response published")],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("responded_on", models.DateField(blank=True, null=True, verbose_name="Response sent on")),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("rows_made", models.PositiveIntegerField(default=0, editable=False)),
                ("created_at", models.DateTimeField()),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="consultations", to="panels.policearea"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["area", "-reference"],
            },
        ),
        migrations.CreateModel(
            name="ConsultationAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("number", models.PositiveIntegerField()),
                ("position", models.PositiveSmallIntegerField(default=1)),
                ("question", models.CharField(max_length=20, verbose_name="Number of the question")),
                ("asked", models.TextField(blank=True, verbose_name="What is asked")),
                (
                    "agrees",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("strongly-agree", "Strongly agree"),
                            ("agree", "Agree"),
                            ("neither", "Neither agree nor disagree"),
                            ("disagree", "Disagree"),
                            ("strongly-disagree", "Strongly disagree"),
                            ("not-known", "Do not know"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="Answer",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="In words")),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="decisions.consultation"
                    ),
                ),
            ],
            options={
                "ordering": ["consultation", "position", "number"],
            },
        ),
        migrations.CreateModel(
            name="ConsultationFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("number", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=200, verbose_name="File name as it came")),
                ("title", models.CharField(max_length=200, verbose_name="What it is")),
                ("html", models.TextField(blank=True)),
                (
                    "outcome",
                    models.CharField(
                        choices=[("accepted", "Accepted"), ("repaired", "Repaired"), ("review", "Needs review")],
                        default="accepted",
                        max_length=10,
                    ),
                ),
                ("notices", models.JSONField(blank=True, default=list)),
                ("findings", models.JSONField(blank=True, default=list)),
                ("kept_why", models.CharField(blank=True, max_length=300, verbose_name="Why it may go out with what was found")),
                ("added_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="files", to="decisions.consultation"
                    ),
                ),
                (
                    "original",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
                (
                    "pdf",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
            ],
            options={
                "ordering": ["consultation", "number"],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("year", models.PositiveSmallIntegerField(verbose_name="Year")),
                ("number", models.PositiveIntegerField(verbose_name="Number")),
                ("printed_label", models.CharField(blank=True, max_length=40, verbose_name="Other number in print")),
                ("title", models.CharField(max_length=200, verbose_name="Title")),
                ("summary", models.TextField(blank=True, verbose_name="What is decided")),
                ("reasons", models.TextField(blank=True, verbose_name="Reasons")),
                ("options", models.TextField(blank=True, verbose_name="Options considered")),
                ("legal_implications", models.TextField(blank=True, verbose_name="Legal implications")),
                ("financial_implications", models.TextField(blank=True, verbose_name="Financial implications")),
                ("equality_implications", models.TextField(blank=True, verbose_name="Equality implications")),
                (
                    "cost_kind",
                    models.CharField(
                        choices=[
                            ("none", "No cost"),
                            ("exact", "Costs"),
                            ("ceiling", "Costs at most"),
                            ("income", "Brings in"),
                            ("not-known", "Not known"),
                        ],
                        default="not-known",
                        max_length=10,
                        verbose_name="Cost",
                    ),
                ),
                (
                    "cost",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="Amount in pounds"),
                ),
                ("term", models.CharField(blank=True, max_length=120, verbose_name="For how long")),
                ("maker_words", models.CharField(blank=True, max_length=160, verbose_name="Decided by, in words")),
                ("officer", models.CharField(blank=True, max_length=160, verbose_name="Officer to ask")),
                ("is_significant", models.BooleanField(default=True, verbose_name="Of significant public interest")),
                ("background_papers", models.TextField(blank=True, verbose_name="Background papers, one on each line")),
                (
                    "access",
                    models.CharField(
                        choices=[
                            ("public", "Public"),
                            ("exempt", "Private: exempt information"),
                            ("members", "Private: for members only"),
                        ],
                        default="public",
                        max_length=10,
                    ),
                ),
                ("neutral_title", models.CharField(blank=True, max_length=200, verbose_name="Title that the public sees")),
                ("exempt_text", models.TextField(blank=True, verbose_name="Private part")),
                (
                    "exempt_paragraph",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (1, "1: information relating to any individual"),
                            (2, "2: information likely to reveal the identity of an individual"),
                            (3, "3: financial or business affairs of any person"),
                            (4, "4: consultations or negotiations on labour relations"),
                            (5, "5: legal professional privilege"),
                            (6, "6: notices, orders or directions to be made (not yet verified)"),
                            (7, "7: prevention, investigation or prosecution of crime (not yet verified)"),
                        ],
                        null=True,
                        verbose_name="Paragraph of Schedule 12A",
                    ),
                ),
                (
                    "public_interest_reason",
                    models.TextField(blank=True, verbose_name="Why the public interest is in withholding it"),
                ),
                (
                    "came_from",
                    models.CharField(
                        choices=[("portal", "Logged in the portal"), ("register", "From an older register")],
                        default="portal",
                        max_length=10,
                    ),
                ),
                ("source_url", models.URLField(blank=True, max_length=300, verbose_name="Where the notice was published")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("on-board", "On a board agenda"),
                            ("agreed", "Agreed"),
                            ("deferred", "Deferred"),
                            ("rejected", "Rejected"),
                            ("withdrawn", "Withdrawn"),
                            ("signed", "Signed"),
                            ("published", "Published"),
                            ("implemented", "Implemented"),
                            ("rescinded", "Rescinded"),
                        ],
                        default="proposed",
                        max_length=12,
                    ),
                ),
                ("condition", models.CharField(blank=True, max_length=300, verbose_name="Deferred until")),
                ("proposed_on", models.DateField(verbose_name="Proposed on")),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="Signed on")),
                ("signed_at", models.DateTimeField(blank=True, null=True)),
                ("signatory", models.CharField(blank=True, max_length=200, verbose_name="Signed by")),
                ("notice_sha256", models.CharField(blank=True, max_length=64)),
                ("shared_at", models.DateTimeField(blank=True, null=True)),
                ("published_on", models.DateField(blank=True, null=True, verbose_name="Published on")),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("implemented_on", models.DateField(blank=True, null=True, verbose_name="Implemented on")),
                ("rescinded_on", models.DateField(blank=True, null=True, verbose_name="Rescinded on")),
                ("rows_made", models.PositiveIntegerField(default=0, editable=False)),
                ("created_at", models.DateTimeField()),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="panels.policearea"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "maker",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="panels.officeholder",
                        verbose_name="Decided by",
                    ),
                ),
                (
                    "rescinded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rescinds",
                        to="decisions.decision",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["area", "-year", "-number"],
            },
        ),
        migrations.CreateModel(
            name="BoardDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("number", models.PositiveIntegerField()),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("agreed", "Agreed"),
                            ("deferred", "Deferred"),
                            ("rejected", "Rejected"),
                            ("withdrawn", "Withdrawn"),
                            ("not-taken", "Not taken"),
                        ],
                        default="",
                        max_length=12,
                        verbose_name="What the board did",
                    ),
                ),
                ("condition", models.CharField(blank=True, max_length=300, verbose_name="Deferred until")),
                ("put_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agenda_item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="board_decisions", to="meetings.meeting"
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
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="boards", to="decisions.decision"
                    ),
                ),
            ],
            options={
                "ordering": ["meeting", "number"],
            },
        ),
        migrations.CreateModel(
            name="BoardCorrection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                (
                    "side",
                    models.CharField(
                        choices=[("agenda", "Agenda"), ("minutes", "Minutes"), ("register", "Register")], max_length=10
                    ),
                ),
                ("printed", models.CharField(blank=True, max_length=40, verbose_name="Number as printed")),
                ("printed_title", models.CharField(blank=True, max_length=200, verbose_name="Title as printed")),
                ("why", models.CharField(max_length=300, verbose_name="Why")),
                ("made_at", models.DateTimeField()),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "corrigendum",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="meetings.corrigendum",
                    ),
                ),
                (
                    "made_by",
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
                        on_delete=django.db.models.deletion.PROTECT, related_name="board_corrections", to="meetings.meeting"
                    ),
                ),
                (
                    "minutes_correction",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="meetings.correction",
                    ),
                ),
                (
                    "decision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="board_corrections", to="decisions.decision"
                    ),
                ),
            ],
            options={
                "ordering": ["meeting", "number"],
            },
        ),
        migrations.AddField(
            model_name="case",
            name="decision",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reviews",
                to="decisions.decision",
                verbose_name="Decision reviewed",
            ),
        ),
        migrations.CreateModel(
            name="DecisionStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
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
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "before",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("proposed", "Proposed"),
                            ("on-board", "On a board agenda"),
                            ("agreed", "Agreed"),
                            ("deferred", "Deferred"),
                            ("rejected", "Rejected"),
                            ("withdrawn", "Withdrawn"),
                            ("signed", "Signed"),
                            ("published", "Published"),
                            ("implemented", "Implemented"),
                            ("rescinded", "Rescinded"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "after",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("on-board", "On a board agenda"),
                            ("agreed", "Agreed"),
                            ("deferred", "Deferred"),
                            ("rejected", "Rejected"),
                            ("withdrawn", "Withdrawn"),
                            ("signed", "Signed"),
                            ("published", "Published"),
                            ("implemented", "Implemented"),
                            ("rescinded", "Rescinded"),
                        ],
                        max_length=12,
                    ),
                ),
                ("taken_on", models.DateField(verbose_name="Date")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="Reason")),
                ("made_at", models.DateTimeField()),
                (
                    "decision",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="decisions.decision"),
                ),
                (
                    "made_by",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ["decision", "number"],
            },
        ),
        migrations.CreateModel(
            name="DecisionUpload",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "reference",
                    models.CharField(default=accounts.models.new_reference, editable=False, max_length=12, unique=True),
                ),
                ("name", models.CharField(max_length=200)),
                (
                    "status",
                    models.CharField(choices=[("sent", "Being read"), ("refused", "Refused"), ("done", "Done")], max_length=8),
                ),
                ("made", models.PositiveIntegerField(default=0)),
                ("changed", models.PositiveIntegerField(default=0)),
                ("problems", models.JSONField(blank=True, default=list)),
                ("sent_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                (
                    "area",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="panels.policearea"),
                ),
                (
                    "file",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.storedfile"),
                ),
                (
                    "sent_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "ordering": ["-sent_at"],
            },
        ),
        migrations.CreateModel(
            name="DiaryEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("number", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("minister", "Minister or Member of Parliament"),
                            ("national", "National body"),
                            ("community", "Community"),
                            ("partner", "Partner or council"),
                            ("visit", "Visit"),
                            ("media", "Media"),
                            ("other", "Other"),
                        ],
                        default="community",
                        max_length=10,
                        verbose_name="Kind",
                    ),
                ),
                ("on", models.DateField(blank=True, null=True, verbose_name="Date")),
                ("date_words", models.CharField(blank=True, max_length=80, verbose_name="Date in words, where it is not agreed")),
                (
                    "part_of_day",
                    models.CharField(
                        blank=True,
                        choices=[("morning", "Morning"), ("afternoon", "Afternoon"), ("evening", "Evening")],
                        default="",
                        max_length=10,
                        verbose_name="Time of day",
                    ),
                ),
                ("with_whom", models.CharField(max_length=200, verbose_name="With whom")),
                ("subject", models.CharField(max_length=300, verbose_name="About what")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="Where")),
                ("cancelled_why", models.CharField(blank=True, max_length=300, verbose_name="Why it was called off")),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField()),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="diary_entries", to="panels.policearea"
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "diary entries",
                "ordering": ["area", models.OrderBy(models.F("on"), descending=True, nulls_first=True), "-number"],
            },
        ),
        migrations.CreateModel(
            name="NilReturn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("started_on", models.DateField(verbose_name="From")),
                ("ended_on", models.DateField(verbose_name="Until")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="Note")),
                ("made_at", models.DateTimeField()),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
                ("taken_back_why", models.CharField(blank=True, max_length=300, verbose_name="Why it is taken back")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="nil_returns", to="panels.policearea"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["area", "-ended_on", "-number"],
            },
        ),
        migrations.CreateModel(
            name="Project",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("slug", models.SlugField(max_length=80)),
                ("title", models.CharField(max_length=160, verbose_name="Project")),
                ("about", models.TextField(blank=True, verbose_name="What it is for")),
                ("lead", models.CharField(blank=True, max_length=160, verbose_name="Who leads it")),
                (
                    "status",
                    models.CharField(
                        choices=[("active", "In progress"), ("paused", "Paused"), ("done", "Finished"), ("stopped", "Stopped")],
                        default="active",
                        max_length=8,
                        verbose_name="State",
                    ),
                ),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="Since")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="Ended on")),
                ("rows_made", models.PositiveIntegerField(default=0, editable=False)),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("created_at", models.DateTimeField()),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="projects", to="panels.policearea"
                    ),
                ),
            ],
            options={
                "ordering": ["area", "title"],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=200, verbose_name="Milestone")),
                ("planned_on", models.DateField(verbose_name="Planned for")),
                ("expected_on", models.DateField(blank=True, null=True, verbose_name="Expected on")),
                ("reached_on", models.DateField(blank=True, null=True, verbose_name="Reached on")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="Note")),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="milestones", to="decisions.project"
                    ),
                ),
            ],
            options={
                "ordering": ["project", "planned_on", "number"],
            },
        ),
        migrations.CreateModel(
            name="ProjectUpdate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("number", models.PositiveIntegerField()),
                ("as_at", models.DateField(verbose_name="As at")),
                ("text", models.TextField(verbose_name="How it stands")),
                (
                    "risk",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(25)],
                        verbose_name="Risk score",
                    ),
                ),
                (
                    "weeks_behind_least",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Weeks behind, at least"),
                ),
                (
                    "weeks_behind_most",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="Weeks behind, at most"),
                ),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="Where it was read")),
                ("made_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="updates", to="decisions.project"
                    ),
                ),
            ],
            options={
                "ordering": ["project", "-as_at", "-number"],
            },
        ),
        migrations.CreateModel(
            name="SchemeItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(max_length=60)),
                (
                    "heading",
                    models.CharField(
                        choices=[
                            ("holders", "Who holds office"),
                            ("staff", "Staff"),
                            ("money", "Income and spending"),
                            ("property", "Property, rights and contracts"),
                            ("decisions", "Decisions"),
                            ("policies", "Policies"),
                            ("prevention", "Preventing crime"),
                            ("priorities", "National priorities"),
                            ("inspections", "Inspections"),
                            ("complaints", "Complaints about the police"),
                            ("custody", "Custody visitors"),
                        ],
                        max_length=12,
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("paragraph", models.CharField(max_length=12)),
                ("title", models.CharField(max_length=300, verbose_name="What is published")),
                ("about", models.TextField(blank=True)),
                (
                    "period",
                    models.CharField(
                        choices=[
                            ("current", "Kept up to date"),
                            ("month", "Each month"),
                            ("quarter", "Each quarter"),
                            ("year", "Each financial year"),
                            ("event", "Whenever there is one"),
                        ],
                        max_length=8,
                    ),
                ),
                ("before_period", models.BooleanField(default=False)),
                ("number", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "reckoning",
                    models.CharField(
                        blank=True,
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
                        default="",
                        max_length=16,
                    ),
                ),
                ("timing", models.CharField(blank=True, max_length=300, verbose_name="When, in words")),
                ("provision", models.CharField(max_length=300)),
                ("source", models.CharField(max_length=300)),
                ("is_verified", models.BooleanField(default=False)),
                (
                    "table",
                    models.CharField(
                        blank=True,
                        choices=[("spending", "Spending over £500"), ("contracts", "Contracts over £10,000")],
                        default="",
                        max_length=10,
                    ),
                ),
                ("register", models.CharField(blank=True, max_length=40)),
                ("started_on", models.DateField()),
                ("ended_on", models.DateField(blank=True, null=True)),
            ],
            options={
                "ordering": ["position", "key"],
                "constraints": [models.UniqueConstraint(fields=("key", "started_on"), name="decisions_schemeitem_once")],
            },
        ),
        migrations.CreateModel(
            name="SchemeDuty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("owner", models.CharField(blank=True, max_length=160, verbose_name="Who sees to it")),
                ("page_url", models.CharField(blank=True, max_length=300, verbose_name="Page where it stands")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="Note")),
                ("not_applicable_why", models.CharField(blank=True, max_length=300, verbose_name="Why it does not apply")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="scheme_duties", to="panels.policearea"
                    ),
                ),
                (
                    "owner_user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="duties", to="decisions.schemeitem"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "scheme duties",
                "ordering": ["area", "item__position"],
            },
        ),
        migrations.CreateModel(
            name="SchemePublication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=200, verbose_name="Title")),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="For the time from")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="Until")),
                ("published_on", models.DateField(verbose_name="Published on")),
                ("url", models.CharField(blank=True, max_length=300, verbose_name="Where it stands")),
                ("file_name", models.CharField(blank=True, max_length=200)),
                ("rows", models.PositiveIntegerField(blank=True, null=True)),
                ("total", models.DecimalField(blank=True, decimal_places=2, max_digits=16, null=True)),
                ("made_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_why", models.CharField(blank=True, max_length=300, verbose_name="Why it is withdrawn")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="scheme_publications", to="panels.policearea"
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="publications", to="decisions.schemeitem"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "original",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="documents.storedfile",
                    ),
                ),
            ],
            options={
                "ordering": ["area", "item__position", "-published_on", "-number"],
            },
        ),
        migrations.CreateModel(
            name="StandingItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("slug", models.SlugField(max_length=60)),
                ("title", models.CharField(max_length=120, verbose_name="Title")),
                ("part", models.CharField(blank=True, max_length=120, verbose_name="Part of the report")),
                ("position", models.PositiveSmallIntegerField(default=1)),
                ("started_on", models.DateField(verbose_name="Since")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="Closed on")),
                ("closed_why", models.CharField(blank=True, max_length=300, verbose_name="Why it is closed")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="standing_items", to="panels.policearea"
                    ),
                ),
            ],
            options={
                "ordering": ["area", "position", "title"],
            },
        ),
        migrations.CreateModel(
            name="UpdateReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("slug", models.SlugField(max_length=60)),
                ("meeting_on", models.DateField(verbose_name="Day of the meeting")),
                ("title", models.CharField(max_length=200, verbose_name="Title")),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="Since the meeting of")),
                ("as_at", models.DateField(verbose_name="As at")),
                ("summary", models.TextField(blank=True, verbose_name="Summary")),
                ("contact_name", models.CharField(blank=True, max_length=120, verbose_name="Contact officer")),
                ("contact_office", models.CharField(blank=True, max_length=160, verbose_name="Office of the contact officer")),
                (
                    "status",
                    models.CharField(choices=[("draft", "Draft"), ("published", "Published")], default="draft", max_length=10),
                ),
                ("rows_made", models.PositiveIntegerField(default=0, editable=False)),
                ("created_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="update_reports", to="panels.policearea"
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="update_reports", to="panels.body"
                    ),
                ),
                (
                    "created_by",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="update_reports",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["area", "-meeting_on"],
            },
        ),
        migrations.CreateModel(
            name="Addendum",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("heading", models.CharField(max_length=200, verbose_name="Heading")),
                ("text", models.TextField(verbose_name="Text")),
                ("why", models.CharField(max_length=300, verbose_name="Why it comes late")),
                ("added_on", models.DateField()),
                ("added_at", models.DateTimeField()),
                (
                    "added_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="addenda", to="decisions.updatereport"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "addenda",
                "ordering": ["report", "number"],
            },
        ),
        migrations.CreateModel(
            name="UpdateSection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("number", models.PositiveIntegerField()),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[("part", "Heading of a part"), ("written", "Written"), ("live", "Taken from a register")],
                        default="written",
                        max_length=8,
                    ),
                ),
                ("heading", models.CharField(max_length=200, verbose_name="Heading")),
                ("text", models.TextField(blank=True, verbose_name="Text")),
                ("source", models.CharField(blank=True, max_length=60, verbose_name="Register")),
                ("is_updated", models.BooleanField(default=True)),
                ("frozen", models.TextField(blank=True)),
                ("frozen_on", models.DateField(blank=True, null=True)),
                ("removed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "carried_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="decisions.updatesection",
                    ),
                ),
                (
                    "report",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sections", to="decisions.updatereport"
                    ),
                ),
                (
                    "standing",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sections",
                        to="decisions.standingitem",
                    ),
                ),
            ],
            options={
                "ordering": ["report", "position", "number"],
            },
        ),
        migrations.AddConstraint(
            model_name="consultation",
            constraint=models.UniqueConstraint(fields=("area", "reference"), name="decisions_consultation_one_reference"),
        ),
        migrations.AddConstraint(
            model_name="consultation",
            constraint=models.CheckConstraint(
                condition=models.Q(("status", "open"), ("responded_on__isnull", False), _connector="OR"),
                name="decisions_consultation_sent_has_a_day",
                violation_error_message="Say when the response was sent",
            ),
        ),
        migrations.AddConstraint(
            model_name="consultationanswer",
            constraint=models.UniqueConstraint(fields=("consultation", "number"), name="decisions_consultationanswer_one_number"),
        ),
        migrations.AddConstraint(
            model_name="consultationanswer",
            constraint=models.UniqueConstraint(
                fields=("consultation", "question"), name="decisions_consultationanswer_one_question"
            ),
        ),
        migrations.AddConstraint(
            model_name="consultationanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("agrees", ""), _negated=True), models.Q(("text", ""), _negated=True), _connector="OR"
                ),
                name="decisions_consultationanswer_says_something",
                violation_error_message="Choose an answer, or write one",
            ),
        ),
        migrations.AddConstraint(
            model_name="consultationfile",
            constraint=models.UniqueConstraint(fields=("consultation", "number"), name="decisions_consultationfile_one_number"),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(fields=("area", "year", "number"), name="decisions_decision_one_reference"),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("signed_on__isnull", False), ("status__in", ["implemented", "published", "rescinded", "signed"])),
                    models.Q(
                        models.Q(("status__in", ["implemented", "published", "rescinded", "signed"]), _negated=True),
                        ("signed_on__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="decisions_decision_signed_when_signed",
                violation_error_message="A decision is published, implemented or rescinded only once it is signed",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("signed_on__isnull", True),
                    models.Q(
                        models.Q(("signatory", ""), _negated=True),
                        models.Q(("came_from", "register"), models.Q(("notice_sha256", ""), _negated=True), _connector="OR"),
                    ),
                    _connector="OR",
                ),
                name="decisions_decision_signature_is_whole",
                violation_error_message="Say who signs, and keep the notice",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published_at__isnull", True),
                    models.Q(("published_on__isnull", False), ("signed_on__isnull", False)),
                    _connector="OR",
                ),
                name="decisions_decision_published_when_signed",
                violation_error_message="Publish is not open: the notice is not signed",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(models.Q(("status", "published"), _negated=True), ("published_at__isnull", False), _connector="OR"),
                    models.Q(
                        models.Q(("status", "implemented"), _negated=True),
                        models.Q(("implemented_on__isnull", False), ("published_at__isnull", False)),
                        _connector="OR",
                    ),
                    models.Q(
                        models.Q(("status", "rescinded"), _negated=True),
                        models.Q(("rescinded_by__isnull", False), ("rescinded_on__isnull", False)),
                        _connector="OR",
                    ),
                ),
                name="decisions_decision_states_follow_days",
                violation_error_message="The state of the decision has no day",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "deferred"), _negated=True), models.Q(("condition", ""), _negated=True), _connector="OR"
                ),
                name="decisions_decision_deferred_until",
                violation_error_message="Say until when, or until what, the decision is deferred",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("access", "public"), ("exempt_text", "")),
                    models.Q(("exempt_paragraph__isnull", False), models.Q(("public_interest_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="decisions_decision_private_is_explained",
                violation_error_message="What is private needs a paragraph of Schedule 12A and a public-interest reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(("access", "public"), models.Q(("neutral_title", ""), _negated=True), _connector="OR"),
                name="decisions_decision_private_has_neutral_title",
                violation_error_message="Enter the title that the public sees",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cost__isnull", True), ("cost_kind__in", ["none", "not-known"])),
                    models.Q(("cost__gte", 0), ("cost_kind__in", ["exact", "ceiling", "income"])),
                    _connector="OR",
                ),
                name="decisions_decision_cost_has_amount",
                violation_error_message="Enter the amount in pounds, or say that there is none",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("rescinded_by__isnull", True), models.Q(("rescinded_by", models.F("id")), _negated=True), _connector="OR"
                ),
                name="decisions_decision_not_rescinded_by_itself",
                violation_error_message="A decision cannot rescind itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="boarddecision",
            constraint=models.UniqueConstraint(fields=("meeting", "number"), name="decisions_boarddecision_one_number"),
        ),
        migrations.AddConstraint(
            model_name="boarddecision",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("meeting", "decision"),
                name="decisions_boarddecision_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="boardcorrection",
            constraint=models.UniqueConstraint(fields=("meeting", "number"), name="decisions_boardcorrection_one_number"),
        ),
        migrations.AddConstraint(
            model_name="decisionstep",
            constraint=models.UniqueConstraint(fields=("decision", "number"), name="decisions_decisionstep_one_number"),
        ),
        migrations.AddConstraint(
            model_name="diaryentry",
            constraint=models.UniqueConstraint(fields=("area", "number"), name="decisions_diaryentry_one_number"),
        ),
        migrations.AddConstraint(
            model_name="nilreturn",
            constraint=models.UniqueConstraint(fields=("area", "number"), name="decisions_nilreturn_one_number"),
        ),
        migrations.AddConstraint(
            model_name="nilreturn",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_on__gte", models.F("started_on"))),
                name="decisions_nilreturn_ends_after_start",
                violation_error_message="The last day must not be before the first",
            ),
        ),
        migrations.AddConstraint(
            model_name="project",
            constraint=models.UniqueConstraint(fields=("area", "slug"), name="decisions_project_one_slug"),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.UniqueConstraint(fields=("project", "number"), name="decisions_milestone_one_number"),
        ),
        migrations.AddConstraint(
            model_name="projectupdate",
            constraint=models.UniqueConstraint(fields=("project", "number"), name="decisions_projectupdate_one_number"),
        ),
        migrations.AddConstraint(
            model_name="projectupdate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("weeks_behind_most__isnull", True),
                    ("weeks_behind_least__lte", models.F("weeks_behind_most")),
                    _connector="OR",
                ),
                name="decisions_projectupdate_weeks_in_order",
                violation_error_message="The most must not be less than the least",
            ),
        ),
        migrations.AddConstraint(
            model_name="schemeduty",
            constraint=models.UniqueConstraint(fields=("area", "item"), name="decisions_schemeduty_once"),
        ),
        migrations.AddConstraint(
            model_name="schemepublication",
            constraint=models.UniqueConstraint(fields=("area", "number"), name="decisions_schemepublication_one_number"),
        ),
        migrations.AddConstraint(
            model_name="schemepublication",
            constraint=models.CheckConstraint(
                condition=models.Q(models.Q(("url", ""), _negated=True), ("file__isnull", False), _connector="OR"),
                name="decisions_schemepublication_stands_somewhere",
                violation_error_message="Enter the address of the page, or choose a file",
            ),
        ),
        migrations.AddConstraint(
            model_name="schemepublication",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on__isnull", True),
                    ("started_on__isnull", True),
                    ("ended_on__gte", models.F("started_on")),
                    _connector="OR",
                ),
                name="decisions_schemepublication_ends_after_start",
                violation_error_message="The last day must not be before the first",
            ),
        ),
        migrations.AddConstraint(
            model_name="standingitem",
            constraint=models.UniqueConstraint(fields=("area", "slug"), name="decisions_standingitem_one_slug"),
        ),
        migrations.AddConstraint(
            model_name="standingitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("closed_on__isnull", True), models.Q(("closed_why", ""), _negated=True), _connector="OR"),
                name="decisions_standingitem_closed_with_reason",
                violation_error_message="Say why the item is closed",
            ),
        ),
        migrations.AddConstraint(
            model_name="updatereport",
            constraint=models.UniqueConstraint(fields=("area", "slug"), name="decisions_updatereport_one_slug"),
        ),
        migrations.AddConstraint(
            model_name="updatereport",
            constraint=models.CheckConstraint(
                condition=models.Q(("started_on__isnull", True), ("as_at__gte", models.F("started_on")), _connector="OR"),
                name="decisions_updatereport_as_at_after_start",
                violation_error_message="The report cannot stand as at a day before the last meeting",
            ),
        ),
        migrations.AddConstraint(
            model_name="addendum",
            constraint=models.UniqueConstraint(fields=("report", "number"), name="decisions_addendum_one_number"),
        ),
        migrations.AddConstraint(
            model_name="updatesection",
            constraint=models.UniqueConstraint(fields=("report", "number"), name="decisions_updatesection_one_number"),
        ),
        migrations.AddConstraint(
            model_name="updatesection",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at__isnull", True)),
                fields=("report", "standing"),
                name="decisions_updatesection_standing_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="updatesection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "live"), _negated=True), models.Q(("source", ""), _negated=True), _connector="OR"
                ),
                name="decisions_updatesection_live_names_register",
                violation_error_message="Choose the register that the section is taken from",
            ),
        ),
    ]
