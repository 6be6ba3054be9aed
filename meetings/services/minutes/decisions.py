"""The sheet of decisions: who was there, what was declared, decided, recommended and promised, ahead of the minutes."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from interface import clock
from meetings.choices import MinutesEdition, Publication
from meetings.models import Meeting, Minutes
from meetings.services.actions import publish_actions
from meetings.services.duties import keep_meeting
from meetings.services.minutes.letters import MinutesWord, tell_members
from meetings.services.minutes.locks import lock_writing
from meetings.services.minutes.printing import print_minutes
from meetings.services.minutes.readiness import decisions_problems
from meetings.services.recommendations import publish_recommendations
from panels import rulebook, working_days
from panels.working_days import CountedDay


@dataclass(frozen=True)
class DecisionsDeadline:
    """By when the law asks for a note of decisions, how that is counted, and whether somebody checked that it applies."""

    last_day: date
    working_days: int
    provision: str
    is_verified: bool
    counted: list[CountedDay]

    def is_missed(self, today: date, published: date | None) -> bool:
        """Whether the sheet came, or has not come, after the last day."""
        return (published or today) > self.last_day


def decisions_deadline(meeting: Meeting) -> DecisionsDeadline | None:
    """The last day for the note of decisions after a meeting; None where the rule book lays none down."""
    if meeting.publication != Publication.PUBLIC:
        return None
    nation = meeting.area.nation
    try:
        rule = rulebook.rule_for(meeting.area, rulebook.DECISIONS_NOTE, on=meeting.held_on)
    except rulebook.RuleMissing:
        return None
    number = rule.number or 0
    counted = working_days.working_days_after(meeting.held_on, number, nation)
    return DecisionsDeadline(counted[-1].day, number, rule.provision, rule.is_verified, counted)


@transaction.atomic
def publish_decisions(*, minutes: Minutes, actor: User | None, version: int | None = None) -> Minutes:
    """Put out the sheet of decisions as they stand now, with the actions and recommendations on it; members are told.

    A second one replaces the first, which stays among what went out. Refuses minutes that are out themselves, an attendance
    that is not complete and votes that do not fit it, and with `version` "stale" where they changed since they were read.
    """
    locked = lock_writing(minutes)
    if version is not None:
        locked.still_at(version)
    if problems := decisions_problems(locked):
        raise ValidationError([ValidationError(problem.words, code=problem.key) for problem in problems])
    if not _has_something(locked):
        raise ValidationError(_("Nothing was declared, decided, recommended or promised yet. Write it down first"), code="empty")
    locked.decisions_published_at = locked.decisions_published_at or clock.now()
    locked.bump()
    locked.save()
    publish_actions(minutes=locked, actor=actor)
    publish_recommendations(minutes=locked, actor=actor)
    made = print_minutes(minutes=locked, edition=MinutesEdition.DECISIONS, actor=actor)
    detail = {"print": made.number}
    record(actor=actor, action="meetings.decisions_published", target=locked, area=locked.meeting.area, detail=detail)
    keep_meeting(locked.meeting, actor)
    tell_members(locked, MinutesWord.DECISIONS, actor)
    return locked


def _has_something(minutes: Minutes) -> bool:
    """A sheet that holds nothing but who was there tells nobody anything, unless the law asks for it."""
    kinds = ("declaration", "resolution", "recommendation", "action")
    return decisions_deadline(minutes.meeting) is not None or minutes.entries.kept().filter(kind__in=kinds).exists()
