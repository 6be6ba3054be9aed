"""The days that law and a body's own rules lay down around a meeting: each computed here once, for pages and duties alike."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from meetings.choices import Publication
from meetings.models import Meeting
from panels import rulebook, working_days
from panels.choices import Reckoning
from panels.models import LocalRule
from panels.working_days import CountedDay


@dataclass(frozen=True)
class Notice:
    """How much notice the law asks for, and the last day on which an agenda can still give it."""

    last_day: date
    clear_days: int
    provision: str
    is_verified: bool
    counted: list[CountedDay]
    rule_title: str = ""


@dataclass(frozen=True)
class DraftDeadline:
    """The last day for drafts, and how it is worked out: `number` by `reckoning` from a day, `counted` one by one.

    `by_own_rule` is False where it is the last day to publish.
    """

    day: date
    counted: list[CountedDay]
    provision: str
    is_verified: bool
    by_own_rule: bool
    counted_from: date
    number: int
    reckoning: Reckoning
    rule_title: str = ""


def notice_for(meeting: Meeting) -> Notice | None:
    """The notice that a meeting's agenda must give; None when none is laid down. Raises panels.rulebook.RuleMissing.

    A board that the Commissioner calls is no principal council nor committee of one, and the part of the Act on access to
    meetings does not bind it (Local Government Act 1972, sections 100A and 100J; Police Reform and Social Responsibility Act
    2011, Schedule 6 applies it to panels alone).
    """
    if meeting.publication != Publication.PUBLIC or meeting.body.is_of_commissioner:
        return None
    nation = meeting.area.nation
    rule = rulebook.rule_for(meeting.area, rulebook.AGENDA_NOTICE, on=meeting.held_on)
    number = rule.number or 0
    last = working_days.last_publication_day(meeting.held_on, number, working_days.working_days_of(nation))
    counted = working_days.counted_days(last, meeting.held_on, nation)
    return Notice(last, number, rule.provision, rule.is_verified, counted, rule.title)


def draft_deadline(meeting: Meeting) -> DraftDeadline | None:
    """The day by the body's rule; without one, the last day to publish; None where neither is laid down.

    A body's rule counts from the last day to publish, and for a meeting without notice from its own day.
    """
    try:
        notice = notice_for(meeting)
    except rulebook.RuleMissing:
        return None
    rule = rulebook.local_rule(meeting.body, rulebook.PAPER_DRAFTS, on=meeting.held_on)
    if rule is None:
        return _by_notice(meeting, notice) if notice else None
    from_day = notice.last_day if notice else meeting.held_on
    counted = working_days.working_days_before(from_day, rule.number, meeting.area.nation)
    provision = rule.provision
    if notice:
        said = {"own": rule.provision, "law": notice.provision}
        provision = _("%(own)s, counted from the last day to publish: %(law)s") % said
    is_verified = notice.is_verified if notice else True
    facts = (from_day, rule.number, Reckoning.WORKING_BEFORE, rule.title)
    return DraftDeadline(counted[-1].day, counted, provision, is_verified, True, *facts)


def _by_notice(meeting: Meeting, notice: Notice) -> DraftDeadline:
    facts = (meeting.held_on, notice.clear_days, Reckoning.CLEAR_BEFORE, notice.rule_title)
    return DraftDeadline(notice.last_day, notice.counted, notice.provision, notice.is_verified, False, *facts)


def own_rules(meeting: Meeting, *keys: str) -> dict[str, LocalRule]:
    """The rules of the body's own that hold on the day of a meeting, of those asked for. One query."""
    rows = LocalRule.objects.in_force(meeting.held_on).filter(body=meeting.body_id, key__in=keys)
    return {rule.key: rule for rule in rows.order_by("in_force_from")}
