"""What is due for a panel's meeting open to the public: its agenda, what closes before it, and in Wales its note of decisions."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from interface import clock
from meetings import rules
from meetings.choices import MeetingStatus, Publication
from meetings.due.dates import own_rules
from meetings.due.owners import named
from meetings.models import Meeting, Minutes
from panels import rulebook
from panels.choices import DutyAccess, DutyOwner, Reckoning
from panels.due import Duty, Subject, due_by_rule, duties

KIND = "meeting"
STILL_CHANGES = timedelta(days=366)


def subject(meeting: Meeting) -> Subject:
    """How duties name a meeting."""
    return Subject(KIND, str(meeting.pk), meeting.area, meeting.body, named(meeting), meeting.get_absolute_url())


def living() -> QuerySet:
    """Meetings not held yet, and those of the last year."""
    near = Q(held_on__gte=clock.today() - STILL_CHANGES) | ~Q(status=MeetingStatus.HELD)
    return Meeting.objects.filter(near).select_related("area", "body").order_by("pk")


@duties(KIND, subject=subject, living=living)
def of_meeting(meeting: Meeting) -> Iterator[Duty]:
    """Nothing for one that is not open to the public, for one of a board of the Commissioner, which the law on a panel's
    meetings does not bind, and for one that was entered when it was over: that is history."""
    entered = clock.as_local(meeting.created_at).date()
    if meeting.publication != Publication.PUBLIC or meeting.body.is_of_commissioner or meeting.held_on < entered:
        return
    common: dict[str, Any] = {
        "start": meeting.held_on,
        "nation": meeting.area.nation,
        "access": DutyAccess.PUBLIC if meeting.announced_at else DutyAccess.STAFF,
        "not_applicable": _off(meeting),
    }
    yield from _agenda(meeting, common)
    yield from _closing(meeting, common)
    yield from _decisions(meeting, common)


def _off(meeting: Meeting) -> str:
    """Why nothing more is due for a meeting that does not take place."""
    if meeting.status == MeetingStatus.POSTPONED:
        return _("The meeting is postponed")
    return _("The meeting is cancelled") if meeting.status in rules.OFF else ""


def _agenda(meeting: Meeting, common: dict[str, Any]) -> Iterator[Duty]:
    try:
        rule = rulebook.rule_for(meeting.area, rulebook.AGENDA_NOTICE, on=meeting.held_on)
    except rulebook.RuleMissing:
        return
    met = {
        "met_at": meeting.published_at,
        "met_how": _("The agenda and its papers were published"),
        "explanation": meeting.late_reason,
        "not_applicable": "",
    }
    yield due_by_rule(
        "agenda", _("Publish the agenda and papers"), DutyOwner.CLERK, rule, reckoning=Reckoning.CLEAR_BEFORE,
        **{**common, **(met if meeting.published_at else {})},
    )  # fmt: skip


def _closing(meeting: Meeting, common: dict[str, Any]) -> Iterator[Duty]:
    """What may be sent in until a day of the body's own choosing. Nobody owes it, so nothing of it is ever missed."""
    clear, working = Reckoning.CLEAR_BEFORE, Reckoning.WORKING_BEFORE
    kinds = {
        rulebook.QUESTIONS_CLOSE: ("questions-close", _("Public questions close"), DutyOwner.PUBLIC, clear),
        rulebook.STATEMENTS_CLOSE: ("statements-close", _("Public statements close"), DutyOwner.PUBLIC, clear),
        rulebook.PETITIONS_CLOSE: ("petitions-close", _("Petitions close"), DutyOwner.PUBLIC, clear),
        rulebook.SUBSTITUTE_NOTICE: ("substitutes", _("Members name their substitutes"), DutyOwner.MEMBERS, working),
    }
    asked = rules.has_question_time(meeting.kind, meeting.publication)
    own = own_rules(meeting, *kinds)
    for rule_key, (key, title, owner, reckoning) in kinds.items():
        if (rule := own.get(rule_key)) and (asked or owner != DutyOwner.PUBLIC):
            yield due_by_rule(key, title, owner, rule, reckoning=reckoning, is_closing=True, **common)


def _decisions(meeting: Meeting, common: dict[str, Any]) -> Iterator[Duty]:
    try:
        rule = rulebook.rule_for(meeting.area, rulebook.DECISIONS_NOTE, on=meeting.held_on)
    except rulebook.RuleMissing:
        return
    minutes = Minutes.objects.filter(meeting=meeting.pk).first()
    out = [one for one in (minutes.decisions_published_at, minutes.published_at) if one] if minutes else []
    met: dict[str, Any] = {"met_at": min(out), "met_how": _("The decisions were published")} if out else {}
    yield due_by_rule(
        "decisions-note", _("Publish the note of decisions"), DutyOwner.CLERK, rule, reckoning=Reckoning.WORKING_AFTER,
        **common, **met,
    )  # fmt: skip
