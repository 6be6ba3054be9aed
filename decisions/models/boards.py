"""A decision before a board, and what was found when agenda, minutes and register were laid side by side."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from decisions.choices import BoardOutcome, BoardSide
from decisions.models.register import Decision
from decisions.querysets import BoardDecisionQuerySet
from interface.models import Versioned
from meetings.models import AgendaItem, Corrigendum, Meeting, MinuteItem
from meetings.models import Correction as MinutesCorrection


class BoardDecision(Versioned):
    """A decision on a board's agenda: the line that it has there, and what the board did with it.

    `agenda_item` is its own line under the item of decisions; `minute_item` where the minutes tell of it. One that was taken
    off stays as a row, so that this can be undone.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="board_decisions")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="boards")
    number = models.PositiveIntegerField()
    agenda_item = models.ForeignKey(AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    minute_item = models.ForeignKey(MinuteItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    outcome = models.CharField(_("What the board did"), max_length=12, choices=BoardOutcome.choices, blank=True, default="")
    condition = models.CharField(_("Deferred until"), max_length=300, blank=True)
    put_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True, blank=True)

    objects = BoardDecisionQuerySet.as_manager()

    class Meta:
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="decisions_boarddecision_one_number"),
            models.UniqueConstraint(
                fields=["meeting", "decision"], condition=Q(removed_at__isnull=True), name="decisions_boarddecision_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}, decision {self.decision}"


class BoardCorrection(models.Model):
    """What a number printed in a board's agenda or minutes stands for, with why: the print stays, the reading is put right.

    `printed` is the number as it was printed (empty where the decision was left out), `decision` what it stands for. Where the
    minutes were not confirmed a correction of them was proposed too, where they were a corrigendum stands beside them. One made
    in error is undone and stays.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="board_corrections")
    number = models.PositiveIntegerField()
    side = models.CharField(max_length=10, choices=BoardSide.choices)
    printed = models.CharField(_("Number as printed"), max_length=40, blank=True)
    printed_title = models.CharField(_("Title as printed"), max_length=200, blank=True)
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="board_corrections")
    why = models.CharField(_("Why"), max_length=300)
    minutes_correction = models.ForeignKey(MinutesCorrection, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    corrigendum = models.ForeignKey(Corrigendum, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["meeting", "number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="decisions_boardcorrection_one_number")]

    def __str__(self) -> str:
        return f"{self.meeting}, reading {self.number}"
