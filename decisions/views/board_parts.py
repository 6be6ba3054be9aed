"""How every page of a board's decisions begins: found or 404, allowed or 403; and what they share."""

import re
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from decisions import permissions
from decisions.models import BoardDecision
from decisions.views.decision_parts import find_decision
from interface.templatetags.dates import short_date
from meetings.models import Meeting
from meetings.views.acts import find_meeting

REFERENCE = re.compile(r"\d{4}-\d{3,}", re.ASCII)


def find_board(request: Any, meeting: str) -> Meeting:
    """A meeting of one of the Commissioner's boards that the reader may know of, for who reconciles its papers."""
    found = find_meeting(request, meeting)
    if not found.body.is_of_commissioner:
        raise Http404
    if not permissions.can_reconcile(request.user, found):
        raise PermissionDenied
    return found


def deciding_board(request: Any, meeting: str) -> Meeting:
    """The same, for who moves decisions on too."""
    found = find_board(request, meeting)
    if not permissions.can_work_on_decisions(request.user, found.area):
        raise PermissionDenied
    return found


def own_line(request: Any, meeting: str, reference: str) -> BoardDecision:
    """The line of a decision at a board whose decisions the reader moves on."""
    board = deciding_board(request, meeting)
    if not REFERENCE.fullmatch(reference):
        raise Http404
    decision = find_decision(request, reference)
    rows = BoardDecision.objects.visible_to(request.user).standing()
    rows = rows.select_related("decision__area", "agenda_item", "minute_item").prefetch_related("decision__steps")
    row = get_object_or_404(rows, meeting=board, decision=decision)
    row.meeting = board
    return row


def board_url(meeting: Meeting, name: str, *more: Any) -> str:
    """The address of a page of a board: "board-decision-list"."""
    return reverse(f"boards:{name}", args=[meeting.area.slug, meeting.slug, *more])


def board_crumbs(request: Any, meeting: Meeting, *, below: str = "") -> list[dict[str, str]]:
    """The way to a page of a board's decisions; `below` names the page of the board above it."""
    found = [
        {"url": reverse("area-home", args=[request.area.slug]), "text": request.area.name},
        {"url": reverse("meetings:meeting-list", args=[request.area.slug]), "text": _("Meetings")},
        {"url": meeting.get_absolute_url(), "text": f"{meeting.body.name}, {short_date(meeting.held_on)}"},
    ]
    titles = {"board-decision-list": _("Decisions of this board"), "reconciliation": _("Agenda, minutes and register")}
    return [*found, {"url": board_url(meeting, below), "text": titles[below]}] if below else found
