"""What this app has on a meeting's page: statutory cases, and of a board its decisions and what was put right of its papers."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from decisions import permissions
from decisions.choices import BoardSide
from decisions.models import BoardCorrection, BoardDecision, CaseMeeting, Decision
from decisions.rules.reconciliation import reading_words
from meetings.choices import CorrectionStatus
from meetings.models import Meeting
from meetings.permissions import can_read_minutes
from meetings.registry import TakenUp, taken_up


@taken_up("cases", order=10)
def cases(meeting: Meeting, user: Any) -> Iterator[TakenUp]:
    """The cases that a meeting takes, with what happens in each. One query."""
    rows = CaseMeeting.objects.visible_to(user).standing().filter(meeting=meeting).select_related("case__area")
    for row in rows.order_by("case__title", "number"):
        yield TakenUp(row.case.title, row.case.get_absolute_url(), str(row.get_part_display()))


@taken_up("board-decisions", order=20)
def board_decisions(meeting: Meeting, user: Any) -> Iterator[TakenUp]:
    """The decisions that a board took and that a reader may know of, with what it did with each: for who may read what it took,
    on its agenda or in its minutes."""
    if not meeting.body.is_of_commissioner:
        return
    if permissions.can_reconcile(user, meeting):
        here = [meeting.area.slug, meeting.slug]
        yield TakenUp(_("Decisions of this board"), reverse("boards:board-decision-list", args=here))
        yield TakenUp(_("Do agenda, minutes and register agree?"), reverse("boards:reconciliation", args=here))
    elif not any(_reads(side, meeting, user) for side in (BoardSide.MINUTES, BoardSide.AGENDA)):
        return
    rows = BoardDecision.objects.visible_to(user).standing().filter(meeting=meeting).select_related("decision__area")
    for row in rows.order_by("decision__year", "decision__number"):
        decision = row.decision
        title = decision.title if permissions.can_read_decision(user, decision) else decision.public_title
        yield TakenUp(f"{decision.reference} – {title}", decision.get_absolute_url(), row.get_outcome_display())


@taken_up("board-readings", order=21)
def board_readings(meeting: Meeting, user: Any) -> Iterator[TakenUp]:
    """What a number in a board's papers stands for, for who may read that paper and know of the decision, in numbers alone: “In
    the minutes 2018/009 stands for 2018/005.” What the minutes say themselves by now, after a correction, is left out."""
    if not meeting.body.is_of_commissioner:
        return
    rows = BoardCorrection.objects.filter(meeting=meeting, undone_at__isnull=True).exclude(printed="")
    seen = rows.filter(decision__in=Decision.objects.visible_to(user)).select_related("decision__area", "minutes_correction")
    for one in seen.order_by("number"):
        was_changed = one.minutes_correction is not None and one.minutes_correction.status == CorrectionStatus.ACCEPTED
        if not was_changed and _reads(one.side, meeting, user):
            words = reading_words(one.side, one.printed, one.decision.reference)
            yield TakenUp(words, one.decision.get_absolute_url())


def _reads(side: str, meeting: Meeting, user: Any) -> bool:
    if side == BoardSide.MINUTES:
        return can_read_minutes(user, meeting)
    return Meeting.objects.visible_to(user).agenda_read_by(user).filter(pk=meeting.pk).exists()
