"""What is out of order in a hearing: past its time, outside the three weeks, before the wrong people, or not known."""

from collections.abc import Iterator
from datetime import date

from django.contrib.humanize.templatetags.humanize import apnumber
from django.utils.dateformat import format as in_words
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from decisions.choices import CaseKind, CaseStatus, Outcome, Position, Post
from decisions.rules.facts import CaseFacts
from decisions.rules.hearings import (
    WAITING,
    Clock,
    Outside,
    clock_of,
    current_clock,
    hearing_rows,
    hearings_outside,
    lapsed_clock,
    open_poll,
    report_on,
    without_meeting,
)
from decisions.rules.parts import LAPSED, LATE, MISSING, OUTSIDE, UNSURE, Warning, warning_by
from documents.choices import Access
from interface.templatetags.dates import long_date
from meetings.choices import Publication
from panels import rulebook
from panels.choices import BodyKind


def warnings_of(facts: CaseFacts) -> list[Warning]:
    """All of them, the gravest first; none of a case that was withdrawn."""
    if facts.case.status == CaseStatus.WITHDRAWN:
        return []
    parts = (_lapsed, _outside, _late, _in_the_wrong_room, _without_meeting, _unsure)
    return [warning for part in parts for warning in part(facts)]


def _lapsed(facts: CaseFacts) -> Iterator[Warning]:
    """The time that is over without a report, and what the law then does (2011 Act, Schedule 8 paragraph 2(3))."""
    clock = lapsed_clock(facts)
    if clock is None:
        return
    said = {"weeks": weeks_words(clock), "day": long_date(clock.last_on)}
    if facts.case.kind == CaseKind.REMOVAL:
        words = _("The panel’s %(weeks)s ended on %(day)s without a recommendation. What then follows is not in the rule book.")
        yield Warning(words % said, clock.provision, False, LAPSED)
        return
    words = _("The panel’s %(weeks)s ended on %(day)s without a report. That ends the process: the Commissioner may appoint.")
    yield warning_by(words % said, facts.rule(rulebook.HEARING_LAPSE), LAPSED)


def _outside(facts: CaseFacts) -> Iterator[Warning]:
    """Hearings after the panel's time; one of which the panel reported in time nonetheless is none.

    Of a report that was sent and is not published its reader knows no day, so nothing is said then.
    """
    for found in hearings_outside(facts):
        report = report_on(facts, found.clock.notice)
        waits = facts.case.status in WAITING or facts.case.outcome == Outcome.WITHOUT_REPORT
        if report.issued_on > found.clock.last_on if report else waits:
            yield Warning(_outside_words(found), found.clock.provision, found.clock.is_verified, OUTSIDE)


def _outside_words(found: Outside) -> str:
    held_on = found.row.meeting.held_on
    weeks = capfirst(weeks_words(found.clock))
    said = {"weeks": weeks, "day": day_words(held_on, found.moved_from), "last": long_date(found.clock.last_on)}
    if found.moved_from is not None:
        words = _(
            "The hearing moved from %(before)s to %(day)s. %(weeks)s from the notice have passed unless the Commissioner "
            "notified again."
        )
        return words % {**said, "before": day_words(found.moved_from, held_on)}
    words = _(
        "The hearing is on %(day)s, after the panel’s time, which ends on %(last)s. %(weeks)s from the notice have passed by "
        "then unless the Commissioner notifies again."
    )
    return words % said


def _late(facts: CaseFacts) -> Iterator[Warning]:
    """A report that was sent after the panel's time: advice still, and a veto in it does not hold."""
    clock = current_clock(facts)
    report = report_on(facts, clock.notice) if clock else None
    if clock is None or report is None or report.issued_on <= clock.last_on:
        return
    said = {"day": long_date(report.issued_on), "last": long_date(clock.last_on)}
    if facts.case.kind == CaseKind.REMOVAL:
        words = _("The panel recommended on %(day)s, after its time had ended on %(last)s. What follows is not in the rule book.")
        yield Warning(words % said, clock.provision, False, LATE)
        return
    words = _("The panel reported on %(day)s, after its time had ended on %(last)s. The Commissioner may appoint all the same.")
    if report.position == Position.VETO:
        words = _("The veto was sent on %(day)s, after the panel’s time had ended on %(last)s. The Commissioner may appoint.")
    yield warning_by(words % said, facts.rule(rulebook.HEARING_LAPSE), LATE)


def _in_the_wrong_room(facts: CaseFacts) -> Iterator[Warning]:
    """Hearings of a sub-committee, hearings of a candidate that are not public, and removals under an item that is."""
    is_removal = facts.case.kind == CaseKind.REMOVAL
    for row in hearing_rows(facts):
        said = {"day": long_date(row.meeting.held_on)}
        if row.meeting.body.kind == BodyKind.SUB_COMMITTEE:
            words = _("The meeting of %(day)s is one of a sub-committee. This is for the whole panel.")
            yield warning_by(words % said, facts.rule(rulebook.SPECIAL_FUNCTIONS), OUTSIDE)
        if not is_removal and row.meeting.publication != Publication.PUBLIC:
            words = _("The meeting of %(day)s is not open to the public. A confirmatory hearing is held in public.")
            yield warning_by(words % said, facts.rule(rulebook.HEARING_PUBLIC), OUTSIDE)
        if is_removal and row.item is not None and row.item.access == Access.PUBLIC:
            words = _("The item of %(day)s is public. The panel hears a call for a Chief Constable to go in private.")
            yield warning_by(words % said, facts.rule(rulebook.REMOVAL_PRIVATE), OUTSIDE)


def _without_meeting(facts: CaseFacts) -> Iterator[Warning]:
    """Hearings that were put off to a meeting of which the case does not know."""
    for row in without_meeting(facts):
        words = _("The meeting of %(day)s was put off to another day. Add the meeting at which the panel hears it now.")
        yield Warning(words % {"day": long_date(row.meeting.held_on)}, kind=MISSING)


def _unsure(facts: CaseFacts) -> Iterator[Warning]:
    """What the portal does not know, or the rule book has not verified, and this case turns on."""
    clock = current_clock(facts)
    poll = open_poll(facts, clock) if clock else None
    if poll is not None:
        words = _(
            "The panel’s time stands still after the poll of %(day)s. The day on which the office was accepted is not entered: "
            "until it is, the last day is not certain."
        )
        yield warning_by(words % {"day": long_date(poll.poll_on)}, facts.rule(rulebook.HEARING_PAUSE), UNSURE)
    if facts.appointment is not None and facts.appointment.is_temporary and facts.appointment.post == Post.CHIEF_CONSTABLE:
        words = _(
            "This is a temporary appointment. That the panel hears it as it hears a permanent Chief Constable, the veto "
            "included, was not read in the law."
        )
        yield Warning(words, is_verified=False, kind=UNSURE)
    yield from _poll_in_removal(facts)


def _poll_in_removal(facts: CaseFacts) -> Iterator[Warning]:
    clock = clock_of(facts, facts.running_notice) if facts.case.kind == CaseKind.REMOVAL else None
    for poll in facts.elections if clock else ():
        if clock is not None and poll.poll_on <= clock.last_on and (poll.accepted_on or poll.poll_on) >= clock.starts_on:
            words = _(
                "The poll of %(day)s falls into the panel’s time. Whether the days after it count was not read in the law: the "
                "portal counts them."
            )
            yield Warning(words % {"day": long_date(poll.poll_on)}, clock.provision, False, UNSURE)


# Words ------------------------------------------------------------------------------------------------------------


def weeks_words(clock: Clock) -> str:
    """“three weeks”, from the rule."""
    number = clock.rule.number or 0
    return ngettext("%(count)s week", "%(count)s weeks", number) % {"count": apnumber(number)}


def day_words(day: date, beside: date | None) -> str:
    """“18 February”, with its year where another day in the sentence has a different one."""
    return in_words(day, "j F" if beside is not None and beside.year == day.year else "j F Y")
