"""What an item's minute is made of: an ordered list of typed entries, each with its earlier texts."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from documents.choices import ExemptParagraph
from interface.models import Versioned
from meetings.choices import CorrectionStatus, EntryKind, InterestNature, Majority, Result
from meetings.choices import Vote as VoteChoice
from meetings.models.minutes import Attendance, MinuteItem, Minutes
from meetings.querysets import EntryQuerySet
from panels.models import Interest, Person


class MinuteEntry(Versioned):
    """One paragraph of the minutes. `number` is its address within the minutes and never used again.

    A question, resolution, declaration, action or recommendation is a record of its own beside it. A removed entry stays,
    so that removing it can be undone. `text` is Markdown: the note, the question, what was resolved.
    """

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="entries")
    item = models.ForeignKey(MinuteItem, on_delete=models.CASCADE, related_name="entries")
    number = models.PositiveIntegerField()
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=14, choices=EntryKind.choices)
    text = models.TextField(_("Text"), blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["item", "position", "number"]
        verbose_name_plural = "minute entries"
        constraints = [models.UniqueConstraint(fields=["minutes", "number"], name="meetings_minuteentry_one_number")]

    def __str__(self) -> str:
        """Names it in logs and the audit trail without its words, which may be private."""
        return f"{self.minutes}, entry {self.number}"

    @property
    def reference(self) -> str:
        return f"minute-entry-{self.pk}"

    @property
    def anchor(self) -> str:
        """Where it stands on the page of the minutes, whatever moves around it."""
        return f"entry-{self.number}"


class EntryText(models.Model):
    """An entry as it stood at one of its versions, kept for ever: what was saved is never lost to a later save."""

    entry = models.ForeignKey(MinuteEntry, on_delete=models.CASCADE, related_name="texts")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["entry", "-number"]
        constraints = [models.UniqueConstraint(fields=["entry", "number"], name="meetings_entrytext_one_number")]

    def __str__(self) -> str:
        return f"{self.entry}, text {self.number}"


class EntryDraft(models.Model):
    """What one person was typing and has not saved: kept by the server as they type, gone once they save or drop it.

    `entry` is empty for one not made yet. Nobody else reads it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(MinuteItem, on_delete=models.CASCADE, related_name="drafts")
    entry = models.ForeignKey(MinuteEntry, null=True, blank=True, on_delete=models.CASCADE, related_name="drafts")
    kind = models.CharField(max_length=14, choices=EntryKind.choices)
    content = models.JSONField()
    base_version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["-saved_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "item", "entry", "kind"], nulls_distinct=False, name="meetings_entrydraft_one_each"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}, draft of {self.user}"


class Question(models.Model):
    """A question put at the meeting and its answer; the question itself is the entry's text."""

    entry = models.OneToOneField(MinuteEntry, on_delete=models.CASCADE, related_name="question")
    asked_by = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    answered_by = models.CharField(_("Who answered"), max_length=160, blank=True)
    answer = models.TextField(_("Answer"), blank=True)

    def __str__(self) -> str:
        return f"{self.entry}, question"


class Resolution(models.Model):
    """What the panel resolved, and how it voted.

    Counts are empty where no vote was taken. Where there are any they add up to the members in the room for the item,
    `in_room` then. “Unanimously” with members not voting stands only with `unanimous_reason`, which stays in the record.
    `members_on_day` is how many persons were members on the day: a veto needs two-thirds of those (Police Reform and Social
    Responsibility Act 2011, Schedule 5 paragraph 4(4)). One that excludes the press and public names its paragraph (Local
    Government Act 1972, s.100A(4)).
    """

    entry = models.OneToOneField(MinuteEntry, on_delete=models.CASCADE, related_name="resolution")
    moved_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("Moved by")
    )
    seconded_by = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("Seconded by")
    )
    result = models.CharField(_("Result"), max_length=8, choices=Result.choices, default=Result.CARRIED)
    majority = models.CharField(max_length=12, choices=Majority.choices, default=Majority.SIMPLE)
    votes_for = models.PositiveSmallIntegerField(_("For"), null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(_("Against"), null=True, blank=True)
    abstained = models.PositiveSmallIntegerField(_("Abstained"), null=True, blank=True)
    not_voting = models.PositiveSmallIntegerField(_("Not voting"), null=True, blank=True)
    not_recorded = models.PositiveSmallIntegerField(_("Not recorded"), null=True, blank=True)
    in_room = models.PositiveSmallIntegerField(null=True, blank=True)
    members_on_day = models.PositiveSmallIntegerField(null=True, blank=True)
    is_unanimous = models.BooleanField(_("Say “unanimously” in the minutes"), default=False)
    unanimous_reason = models.CharField(_("Why “unanimously” stands"), max_length=300, blank=True)
    excludes_public = models.BooleanField(default=False)
    exempt_paragraph = models.PositiveSmallIntegerField(choices=ExemptParagraph.choices, null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="meetings_resolution_exclusion_names_paragraph",
                condition=Q(excludes_public=False) | Q(exempt_paragraph__isnull=False),
                violation_error_message=_("Choose the paragraph of Schedule 12A"),
            ),
            models.CheckConstraint(
                name="meetings_resolution_votes_add_up",
                condition=Q(votes_for__isnull=True)
                | Q(in_room=F("votes_for") + F("votes_against") + F("abstained") + F("not_voting") + F("not_recorded")),
                violation_error_message=_("The votes must add up to the members in the room"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry}, resolution"


class NamedVote(models.Model):
    """How one member in the room voted, where names were taken."""

    resolution = models.ForeignKey(Resolution, on_delete=models.CASCADE, related_name="named_votes")
    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="votes")
    vote = models.CharField(max_length=12, choices=VoteChoice.choices)

    class Meta:
        ordering = ["resolution", "attendance"]
        constraints = [models.UniqueConstraint(fields=["resolution", "attendance"], name="meetings_namedvote_once")]

    def __str__(self) -> str:
        return f"{self.attendance}: {self.get_vote_display()}"


class Declaration(models.Model):
    """A member's declaration of an interest in an item; the entry's text says what the interest is.

    Who has a disclosable pecuniary interest takes no part (Localism Act 2011, s.31): `left_room` says whether they left.
    """

    entry = models.OneToOneField(MinuteEntry, on_delete=models.CASCADE, related_name="declaration")
    attendance = models.ForeignKey(Attendance, on_delete=models.PROTECT, related_name="declarations")
    about = models.ForeignKey(MinuteItem, on_delete=models.PROTECT, related_name="declared_interests", verbose_name=_("Item"))
    nature = models.CharField(max_length=12, choices=InterestNature.choices, default=InterestNature.OTHER)
    left_room = models.BooleanField(_("The member left the room for the item"), default=False)
    interest = models.ForeignKey(Interest, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.entry}, declaration"


class Correction(Versioned):
    """A change that a member proposes to draft minutes.

    Life: proposed → accepted (the entry takes the proposed words; the earlier text is kept) or declined, each with the
    clerk's reason; or taken back by its author. None can be proposed once the minutes are confirmed.
    """

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="corrections")
    number = models.PositiveSmallIntegerField()
    entry = models.ForeignKey(MinuteEntry, null=True, blank=True, on_delete=models.PROTECT, related_name="corrections")
    item = models.ForeignKey(MinuteItem, null=True, blank=True, on_delete=models.PROTECT, related_name="corrections")
    quoted = models.TextField(_("Words in the draft"))
    proposed = models.TextField(_("Words that should stand there"))
    why = models.TextField(_("Why"))
    status = models.CharField(max_length=10, choices=CorrectionStatus.choices, default=CorrectionStatus.PROPOSED)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(_("Reason"), max_length=500, blank=True)

    class Meta:
        ordering = ["minutes", "number"]
        constraints = [models.UniqueConstraint(fields=["minutes", "number"], name="meetings_correction_one_number")]

    def __str__(self) -> str:
        return f"{self.minutes}, correction {self.number}"


class Corrigendum(models.Model):
    """An error found after confirmation, shown beside the words that it corrects, which stay as they are."""

    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="corrigenda")
    number = models.PositiveSmallIntegerField()
    entry = models.ForeignKey(MinuteEntry, null=True, blank=True, on_delete=models.PROTECT, related_name="corrigenda")
    text = models.TextField(_("What it should say"))
    reason = models.CharField(_("Why"), max_length=500)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["minutes", "number"]
        verbose_name_plural = "corrigenda"
        constraints = [models.UniqueConstraint(fields=["minutes", "number"], name="meetings_corrigendum_one_number")]

    def __str__(self) -> str:
        return f"{self.minutes}, corrigendum {self.number}"
