"""The days in a letter: until when an answer is asked for, and by when a complaint is to be finished."""

from datetime import date, timedelta
from typing import Any

from complaints.choices import CommentPurpose, LetterKind, Recipient, Side
from complaints.rules.facts import ComplaintFacts
from panels import rulebook
from panels.choices import Reckoning
from panels.working_days import reckon

ANSWERED_UNDER = {
    LetterKind.CONFIRM: rulebook.COMPLAINT_CONFIRM,
    LetterKind.INVITATION: rulebook.COMPLAINT_COMMENT,
    LetterKind.REPRESENTATIONS: rulebook.COMPLAINT_COMMENT,
}
PURPOSES = {LetterKind.INVITATION: CommentPurpose.RESOLUTION, LetterKind.REPRESENTATIONS: CommentPurpose.PUBLICATION}
SIDES = {Recipient.COMPLAINANT: Side.COMPLAINANT, Recipient.OFFICE_HOLDER: Side.OFFICE_HOLDER}


def answer_rule(facts: ComplaintFacts, kind: str) -> Any:
    """The rule that says how long somebody has for an answer to a letter; None where none is asked, or no rule is held."""
    return facts.rules.get(ANSWERED_UNDER.get(LetterKind(kind), ""))


def answer_day(facts: ComplaintFacts, kind: str, recipient: str, start: date) -> date | None:
    """The last day for an answer: what the side was given, else counted in working days after `start`; None where none is asked.

    The panel's own number where it has laid one down, else the portal's default (SI 2012/62 names none that was read).
    """
    if comment := comment_of(facts, kind, recipient):
        return comment.until_on
    rule = answer_rule(facts, kind)
    if rule is None or not rule.number:
        return None
    return reckon(rulebook.RECKONINGS[rule.key], start, int(rule.number), facts.complaint.area.nation)


def comment_of(facts: ComplaintFacts, kind: str, recipient: str) -> Any:
    """What the side that a letter invites was asked to say; None for other letters."""
    purpose, side = PURPOSES.get(LetterKind(kind)), SIDES.get(Recipient(recipient))
    return next((one for one in facts.comments if purpose and one.purpose == purpose and one.side == side), None)


def finish_day(facts: ComplaintFacts) -> date | None:
    """By when the panel aims to finish: its target in weeks after the receipt; None where none is held."""
    rule = facts.rules.get(rulebook.COMPLAINT_FINISH)
    if rule is None or not rule.number:
        return None
    days = int(rule.number) * (timedelta(weeks=1).days)
    return reckon(Reckoning.DAYS_AFTER, facts.complaint.received_on, days, facts.complaint.area.nation)
