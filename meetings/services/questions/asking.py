"""What a member of the public sends in: everything is looked at again, under lock, whatever the pages before it said."""

from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from interface import clock
from meetings.choices import Publication, QuestionKind, Residence
from meetings.emails.questions import follow_key, hash_of_key
from meetings.models import Meeting, PublicQuestion, QuestionMove, QuestionSender
from meetings.rules.questions import (
    NAME_LETTERS,
    cap_problem,
    closes_words,
    has_words,
    length_problem,
    plain,
    signatures_problem,
    unreadable,
)
from meetings.services.closings import EXPECTED, Rules, closing_of, number_of, rules_of_question_time
from meetings.services.questions.caps import questions_had
from meetings.services.questions.receipts import ask_for_receipt
from panels import rulebook
from panels.counters import next_reference
from panels.models import Body

CLOSED = "closed"
SERIES = "Q"
PHONE_LETTERS = 40


@dataclass(frozen=True)
class _Sending:
    """One sending, as it is looked at before it is kept."""

    body: Body
    meeting: Meeting | None
    late_for: Meeting | None
    kind: str
    words: list[str]
    name: str
    email: str
    phone: str
    residence: str
    signatures: int | None
    rules: Rules
    now: datetime
    problems: dict[str, list[str]] = field(default_factory=dict)

    def refuse(self, name: str, problem: str) -> None:
        if problem:
            self.problems.setdefault(name, []).append(problem)


@transaction.atomic
def send_question(
    *,
    body: Body,
    meeting: Meeting | None,
    kind: str,
    words: list[str],
    name: str,
    email: str,
    phone: str = "",
    residence: str,
    signatures: int | None = None,
    will_attend: bool = False,
    consented: bool,
    late_for: Meeting | None = None,
    now: datetime,
    actor: User | None = None,
) -> list[PublicQuestion]:
    """Keep what somebody sends to a meeting, each question as one submission, and ask for the receipt.

    Without a meeting it waits for the next to be announced, which only what came too late for one does (`late_for`).
    Raises ValidationError, by field, with everything that is wrong (code `closed` where the time is over), and keeps nothing
    then: not for a meeting that is off, beyond the cap, too long, of somebody who is not eligible or does not agree.
    """
    body = Body.objects.select_for_update(no_key=True).select_related("area").get(pk=body.pk)
    meeting = _locked(meeting, body)
    day = meeting.held_on if meeting else now.date()
    sending = _Sending(
        body, meeting, late_for, kind, [plain(one) for one in words if plain(one)], " ".join(plain(name).split()),
        plain(email), plain(phone), residence, signatures, rules_of_question_time(body, day), now,
    )  # fmt: skip
    _look_at_time(sending)
    _look_at_words(sending)
    _look_at_sender(sending, consented)
    if sending.problems:
        raise ValidationError(sending.problems)
    questions = [_keep(sending, one, will_attend, actor) for one in sending.words]
    ask_for_receipt(questions)
    return questions


def _locked(meeting: Meeting | None, body: Body) -> Meeting | None:
    """The meeting as it is now; nobody changes it until this is kept."""
    if meeting is None:
        return None
    locked = Meeting.objects.select_for_update(no_key=True, of=("self",)).select_related("area", "body")
    return locked.get(pk=meeting.pk, body=body)


def _look_at_time(sending: _Sending) -> None:
    """Closed means closed, from the very second on."""
    meeting = sending.meeting
    if sending.kind not in QuestionKind.values:
        raise ValidationError({"kind": _("Choose a question, a statement or a petition")})
    if meeting is None:
        if sending.late_for is None or sending.late_for.body_id != sending.body.pk:
            raise ValidationError({"meeting": _("Choose the meeting")})
        return
    if meeting.status not in EXPECTED or meeting.publication != Publication.PUBLIC:
        taken = ValidationError(_("This meeting takes nothing from the public. Choose another"), CLOSED)
        raise ValidationError({"meeting": taken})
    closing = closing_of(meeting, sending.kind, sending.rules)
    if closing is None:
        raise ValidationError({"kind": _("This panel takes none of these online. Write to the contact officer")})
    if closing.is_over(sending.now):
        raise ValidationError({"meeting": ValidationError(closes_words(closing, sending.now), CLOSED)})


def _look_at_words(sending: _Sending) -> None:
    sides = number_of(sending.rules, rulebook.STATEMENT_SIDES)
    for text in sending.words or [""]:
        sending.refuse("words", length_problem(sending.kind, text, sides))
        if unreadable(text):
            sending.refuse("words", _("Take out the characters that cannot be shown"))
    if sending.kind == QuestionKind.PETITION:
        least = number_of(sending.rules, rulebook.PETITION_SIGNATURES)
        sending.refuse("signatures", signatures_problem(sending.signatures, least))
    if sending.kind != QuestionKind.QUESTION:
        if len(sending.words) > 1:
            sending.refuse("words", _("Send one text at a time"))
        return
    most = number_of(sending.rules, rulebook.QUESTIONS_EACH)
    had = questions_had(body=sending.body, meeting=sending.meeting, email=sending.email)
    sending.refuse("words", cap_problem(most=most, had=had, sent=len(sending.words)))


def _look_at_sender(sending: _Sending, consented: bool) -> None:
    area = sending.body.area
    if sending.residence not in Residence.values:
        sending.refuse("residence", _("Tell us whether you live or work in %(area)s") % {"area": area.name})
    if not has_words(sending.name) or len(sending.name) > NAME_LETTERS or unreadable(sending.name, one_line=True):
        sending.refuse("name", _("Enter your name"))
    if len(sending.phone) > PHONE_LETTERS or unreadable(sending.phone, one_line=True):
        sending.refuse("phone", _("Enter a telephone number, like 01632 960 001"))
    try:
        QuestionSender._meta.get_field("email").clean(sending.email, None)
    except ValidationError:
        sending.refuse("email", _("Enter an email address like name@example.com"))
    if not consented:
        sending.refuse("consent", _("Tick that your name and your words may be published, or write to the contact officer"))


def _keep(sending: _Sending, words: str, will_attend: bool, actor: User | None) -> PublicQuestion:
    area = sending.body.area
    question = PublicQuestion(
        area=area, body=sending.body, reference=next_reference(area, SERIES, clock.as_local(sending.now).year),
        kind=sending.kind, meeting=sending.meeting, late_for=sending.late_for, words=words, name=sending.name,
        residence=sending.residence, signatures=sending.signatures if sending.kind == QuestionKind.PETITION else None,
        will_attend=will_attend, consented_at=sending.now, received_at=sending.now,
    )  # fmt: skip
    question.full_clean()
    question.save()
    QuestionSender.objects.create(
        question=question, email=sending.email, phone=sending.phone, key_hash=hash_of_key(follow_key(question))
    )
    if sending.late_for:
        QuestionMove.objects.create(
            question=question, from_meeting=sending.late_for, to_meeting=sending.meeting,
            reason=_("It came after the closing time"), moved_at=sending.now,
        )  # fmt: skip
    detail = {"kind": sending.kind, "meeting": sending.meeting.slug if sending.meeting else "", "late": bool(sending.late_for)}
    record(actor=actor, action="meetings.question_received", target=question, area=area, detail=detail)
    return question


def question_of_sender(*, area_slug: str, reference: str, key: str) -> PublicQuestion | None:
    """What the holder of a key sent; None when there is no such thing, or the key is another's: nobody can tell which."""
    known = PublicQuestion.objects.for_page().select_related("sender")
    return known.filter(area__slug=area_slug, reference=reference, sender__key_hash=hash_of_key(key)).first()
