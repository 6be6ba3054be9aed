"""What the public brings to question time."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0008_why_papers_are_late"),
        ("panels", "0009_what_is_due"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PublicQuestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("reference", models.CharField(max_length=20)),
                (
                    "kind",
                    models.CharField(
                        choices=[("question", "Question"), ("statement", "Statement"), ("petition", "Petition")],
                        max_length=10,
                        verbose_name="Kind",
                    ),
                ),
                ("words", models.TextField(verbose_name="Words as sent")),
                ("name", models.CharField(max_length=120, verbose_name="Name as sent")),
                (
                    "residence",
                    models.CharField(
                        choices=[("lives", "I live there"), ("works", "I work there"), ("both", "I live and work there")],
                        max_length=6,
                        verbose_name="Lives or works in the area",
                    ),
                ),
                ("signatures", models.PositiveIntegerField(blank=True, null=True, verbose_name="Signatures")),
                ("will_attend", models.BooleanField(default=False, verbose_name="Will read it out at the meeting")),
                ("consented_at", models.DateTimeField()),
                ("received_at", models.DateTimeField()),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("received", "Received"),
                            ("accepted", "Accepted"),
                            ("answered", "Answered"),
                            ("rejected", "Not accepted"),
                            ("withdrawn", "Taken back"),
                        ],
                        default="received",
                        max_length=10,
                    ),
                ),
                ("published_words", models.TextField(blank=True, verbose_name="Words for the papers")),
                ("published_name", models.CharField(blank=True, max_length=120, verbose_name="Name for the papers")),
                ("personal_data_reason", models.CharField(blank=True, max_length=300, verbose_name="Why personal data may stay")),
                ("is_published", models.BooleanField(default=False, verbose_name="Shown on the website")),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "rejection_ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("outside", "It is not about what the panel is responsible for"),
                            ("operational", "It is about a single case or an operational matter of the police"),
                            ("personal", "It is about the private affairs of a person who can be recognised"),
                            ("exempt", "An answer would disclose exempt information"),
                            ("offensive", "It is offensive, defamatory or frivolous"),
                            ("repeated", "It repeats what was asked before"),
                            ("too-many", "It is more than one person may ask at a meeting"),
                            ("too-long", "It is longer than the panel allows"),
                            ("ineligible", "The sender neither lives nor works in the area"),
                            ("other", "Another reason"),
                        ],
                        default="",
                        max_length=12,
                    ),
                ),
                ("rejection_words", models.CharField(blank=True, max_length=600, verbose_name="What the sender is told")),
                ("answer", models.TextField(blank=True, verbose_name="Answer")),
                ("answered_by", models.CharField(blank=True, max_length=160, verbose_name="Who answered")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="Day of the answer")),
                ("answer_recorded_at", models.DateTimeField(blank=True, null=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="public_questions", to="panels.policearea"
                    ),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="public_questions", to="panels.body"
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
                    "entered_by",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="public_questions",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "late_for",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="meetings.meeting",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="public_questions",
                        to="meetings.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ["-received_at", "reference"],
            },
        ),
        migrations.CreateModel(
            name="QuestionMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=300, verbose_name="Why it is carried over")),
                ("moved_at", models.DateTimeField()),
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
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="moves", to="meetings.publicquestion"
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
                "ordering": ["question", "moved_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="QuestionSender",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(db_index=True, max_length=254, verbose_name="Email address")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="Telephone")),
                ("key_hash", models.CharField(max_length=64, unique=True)),
                (
                    "question",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sender", to="meetings.publicquestion"
                    ),
                ),
            ],
            options={
                "ordering": ["question"],
            },
        ),
        migrations.AddConstraint(
            model_name="publicquestion",
            constraint=models.UniqueConstraint(fields=("area", "reference"), name="meetings_publicquestion_one_reference"),
        ),
        migrations.AddConstraint(
            model_name="publicquestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["accepted", "answered"]), _negated=True),
                    models.Q(("published_words", ""), _negated=True),
                    _connector="OR",
                ),
                name="meetings_publicquestion_accepted_has_words",
                violation_error_message="Enter the words that enter the papers",
            ),
        ),
        migrations.AddConstraint(
            model_name="publicquestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "rejected"), _negated=True),
                    models.Q(models.Q(("rejection_ground", ""), _negated=True), models.Q(("rejection_words", ""), _negated=True)),
                    _connector="OR",
                ),
                name="meetings_publicquestion_rejected_says_why",
                violation_error_message="Choose the reason, and say what the sender is told",
            ),
        ),
        migrations.AddConstraint(
            model_name="publicquestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "answered"), _negated=True),
                    models.Q(models.Q(("answer", ""), _negated=True), ("answered_on__isnull", False)),
                    _connector="OR",
                ),
                name="meetings_publicquestion_answered_has_answer",
                violation_error_message="Enter the answer and its day",
            ),
        ),
        migrations.AddConstraint(
            model_name="publicquestion",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_published", False), ("status__in", ["accepted", "answered"]), _connector="OR"),
                name="meetings_publicquestion_published_when_accepted",
                violation_error_message="Only what was accepted can be shown on the website",
            ),
        ),
    ]
