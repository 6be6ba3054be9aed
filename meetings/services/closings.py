"""Until when the public can send something for a meeting, by the body's own rules: the one place that works it out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from meetings.choices import MeetingStatus, Publication, QuestionKind
from meetings.models import Meeting
from meetings.rules.meeting import has_question_time
from meetings.rules.questions import Closing, closing
from panels import rulebook
from panels.models import Body, LocalRule

CLOSES = {
    QuestionKind.QUESTION: (rulebook.QUESTIONS_CLOSE,),
    QuestionKind.STATEMENT: (rulebook.STATEMENTS_CLOSE,),
    QuestionKind.PETITION: (rulebook.PETITIONS_CLOSE, rulebook.QUESTIONS_CLOSE),  # with questions, unless it has its own
}
SHOWN = {
    QuestionKind.QUESTION: rulebook.PUBLISH_QUESTIONS,
    QuestionKind.STATEMENT: rulebook.PUBLISH_STATEMENTS,
    QuestionKind.PETITION: rulebook.PUBLISH_PETITIONS,
}
OF_QUESTION_TIME = (
    rulebook.QUESTIONS_CLOSE, rulebook.STATEMENTS_CLOSE, rulebook.PETITIONS_CLOSE, rulebook.QUESTIONS_EACH,
    rulebook.STATEMENT_SIDES, rulebook.PETITION_SIGNATURES, rulebook.PUBLISH_QUESTIONS, rulebook.PUBLISH_STATEMENTS,
    rulebook.PUBLISH_PETITIONS, rulebook.REPEAT_MONTHS, rulebook.QUESTION_TIME, rulebook.SPEAKING_TIME,
)  # fmt: skip
EXPECTED = (MeetingStatus.ANNOUNCED, MeetingStatus.PUBLISHED)

Rules = Mapping[str, LocalRule]


@dataclass(frozen=True)
class Offer:
    """A coming meeting to which the public can bring something, the body's rules on its day, and when each kind closes."""

    meeting: Meeting
    rules: Rules
    closings: dict[str, Closing]

    def open_kinds(self, now: datetime) -> list[str]:
        return [kind for kind, found in self.closings.items() if not found.is_over(now)]

    def is_open(self, kind: str, now: datetime) -> bool:
        """Whether something of a kind, or of any when none is named, can still be sent."""
        return kind in self.open_kinds(now) if kind else bool(self.open_kinds(now))


def rules_of_question_time(body: Body, on: date) -> dict[str, LocalRule]:
    """What a body has laid down for question time on a day, by key."""
    return _in_force(LocalRule.objects.filter(body=body, key__in=OF_QUESTION_TIME), on)


def number_of(rules: Rules, key: str) -> int | None:
    """The number under a key; None when the body has no such rule."""
    return rules[key].number if key in rules else None


def closing_of(meeting: Meeting, kind: str, rules: Rules | None = None) -> Closing | None:
    """When a kind closes for a meeting; None when the body has laid nothing down, or the meeting has no question time."""
    if not has_question_time(meeting.kind, meeting.publication, of_commissioner=meeting.body.is_of_commissioner):
        return None
    found = rules_of_question_time(meeting.body, meeting.held_on) if rules is None else rules
    rule = next((found[key] for key in CLOSES[QuestionKind(kind)] if key in found), None)
    if rule is None:
        return None
    return closing(
        kind, held_on=meeting.held_on, clear_days=rule.number, closes_at=rule.closes_at, provision=rule.provision,
        nation=meeting.area.nation,
    )  # fmt: skip


def closings_of(meeting: Meeting, rules: Rules) -> dict[str, Closing]:
    """When each kind closes, in the order of the kinds; without those on which the body has laid nothing down."""
    found = {kind: closing_of(meeting, kind, rules) for kind in QuestionKind.values}
    return {kind: one for kind, one in found.items() if one is not None}


def offers_of(body: Body, today: date) -> list[Offer]:
    """The coming meetings of a body to which something can be sent by its rules, the nearest first, closed or not."""
    coming = Meeting.objects.upcoming(today).filter(body=body, publication=Publication.PUBLIC, status__in=EXPECTED)
    laid_down = list(LocalRule.objects.filter(body=body, key__in=OF_QUESTION_TIME))
    offers = []
    for meeting in coming.for_page():
        rules = _in_force(laid_down, meeting.held_on)
        if closings := closings_of(meeting, rules):
            offers.append(Offer(meeting, rules, closings))
    return offers


def next_offer(offers: Iterable[Offer], kind: str, now: datetime) -> Offer | None:
    """The nearest meeting for which a kind is open."""
    return next((offer for offer in offers if offer.is_open(kind, now)), None)


def _in_force(rules: Iterable[LocalRule], on: date) -> dict[str, LocalRule]:
    """The rule of each key that holds on a day; of two, the later."""
    held = [one for one in rules if one.in_force_from <= on and (one.in_force_until is None or one.in_force_until >= on)]
    return {one.key: one for one in sorted(held, key=lambda one: one.in_force_from)}
