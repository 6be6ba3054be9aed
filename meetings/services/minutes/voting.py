"""A resolution: who moved it, how it was voted on, and whether its result fits the votes."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from documents.choices import ExemptParagraph
from meetings.choices import Majority, Result
from meetings.choices import Vote as VoteChoice
from meetings.models import MinuteEntry, MinuteItem, Minutes, NamedVote, Resolution
from meetings.rules.minutes import (
    Veto,
    Votes,
    agreement_problems,
    result_problems,
    unanimity_problems,
    unanimity_warning,
    veto_test,
    vote_problems,
)
from meetings.services import attendance
from meetings.services.minutes.contents import Content
from meetings.services.minutes.roll import Roll
from panels import rulebook

Problems = dict[str, Any]


def veto_of(minutes: Minutes, votes_for: int | None) -> Veto | None:
    """Whether so many votes would be enough for a veto at a meeting, with the working; None where no rule is known.

    Counts the persons who are members on the day (Police Reform and Social Responsibility Act 2011, Schedule 5
    paragraph 4(4)).
    """
    meeting = minutes.meeting
    return _veto(minutes, votes_for, attendance.membership_on_day(meeting))


def _veto(minutes: Minutes, votes_for: int | None, members: int) -> Veto | None:
    meeting = minutes.meeting
    try:
        rule = rulebook.rule_for(meeting.area, rulebook.VETO, on=meeting.held_on)
    except rulebook.RuleMissing:
        return None
    return veto_test(votes_for, members, rule)


def checked_resolution(item: MinuteItem, content: Content) -> Content:
    """The content with its votes counted, and the room and membership that they were counted against.

    Raises ValidationError by field.
    """
    roll = Roll(item)
    entered, named = Votes.counted(content), content["named"]
    problems = _people_problems(roll, content) | _exclusion_problems(content) | _choice_problems(content)
    problems |= _named_problems(roll, named)
    in_room = len(roll.in_room)
    votes = Votes.named(named.values(), in_room) if named and "named" not in problems else entered
    problems |= agreement_problems(entered, votes) if votes is not entered else {}
    problems |= vote_problems(votes, in_room)
    if not problems:
        problems = _outcome_problems(item, content, votes, roll)
    if problems:
        raise ValidationError(problems)
    reason = content["unanimous_reason"] if content["is_unanimous"] else ""
    paragraph = content["exempt_paragraph"] if content["excludes_public"] else None
    counted = votes.counts if votes.is_taken else {}
    return {**content, **counted, "unanimous_reason": reason, "exempt_paragraph": paragraph, **_counted_against(votes, roll)}


def keep_resolution(entry: MinuteEntry, content: Content) -> Resolution:
    """Write the resolution of an entry, and its votes by name in place of those there."""
    facts = {name: value for name, value in content.items() if name not in ("text", "named")}
    row = getattr(entry, "resolution", None) or Resolution(entry=entry)
    for name, value in facts.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    row.named_votes.all().delete()
    NamedVote.objects.bulk_create(
        [NamedVote(resolution=row, attendance_id=key, vote=vote) for key, vote in sorted(content["named"].items())]
    )
    return row


def _counted_against(votes: Votes, roll: Roll) -> Content:
    return {"in_room": len(roll.in_room) if votes.is_taken else None, "members_on_day": roll.membership}


def _people_problems(roll: Roll, content: Content) -> Problems:
    found = {name: roll.mover_problem(content[name]) for name in ("moved_by", "seconded_by")}
    if content["moved_by"] and content["moved_by"] == content["seconded_by"]:
        found["seconded_by"] = _("Choose somebody other than the member who moved it")
    return {name: words for name, words in found.items() if words}


def _choice_problems(content: Content) -> Problems:
    found: Problems = {}
    if content["result"] not in Result.values:
        found["result"] = _("Choose the result")
    if content["majority"] not in Majority.values:
        found["majority"] = _("Choose the majority that it needs")
    return found


def _exclusion_problems(content: Content) -> Problems:
    if content["excludes_public"] and content["exempt_paragraph"] not in ExemptParagraph.values:
        return {"exempt_paragraph": _("Choose the paragraph of Schedule 12A")}
    return {}


def _named_problems(roll: Roll, named: dict[int, str]) -> Problems:
    """Only those in the room vote, each one way."""
    found = []
    for key, vote in named.items():
        row = roll.rows.get(key)
        if row is None:
            found.append(_("Somebody with a vote is not in the attendance of this meeting. Open this page again"))
        elif problem := roll.room_problem(row):
            found.append(problem)
        elif vote not in VoteChoice.values:
            found.append(_("Choose how %(name)s voted") % {"name": row})
    return {"named": found} if found else {}


def _outcome_problems(item: MinuteItem, content: Content, votes: Votes, roll: Roll) -> Problems:
    """What contradicts itself though the votes add up: the result, and "unanimously"."""
    result, in_room = content["result"], len(roll.in_room)
    veto = _veto(item.minutes, votes.votes_for, roll.membership) if content["majority"] == Majority.TWO_THIRDS else None
    needed = veto.needed if veto else None
    problems: Problems = dict(result_problems(result, votes, majority=content["majority"], needed=needed))
    if not content["is_unanimous"]:
        return problems
    problems |= unanimity_problems(result, votes)
    warning = unanimity_warning(votes, in_room)
    if not problems and warning and not content["unanimous_reason"]:
        problems["unanimous_reason"] = ValidationError(warning, code="unanimous")
    return problems
