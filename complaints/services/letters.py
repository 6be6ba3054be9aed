"""Letters in a complaint: drafted by its steps or by hand, changed, set down in print and kept as they went out, or not needed.

Until it is issued a letter keeps its fields, so that it says what is known on the day it goes. On issue all but the two that
name the person written to are filled in its text; these are filled in the print alone, which lies in the restricted store.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from complaints.choices import ComplaintKind, LetterStatus, PartyKind, Recipient
from complaints.due.facts import facts_of
from complaints.models import Complaint, ComplaintStep, Letter, Party
from complaints.papers.dates import ANSWERED_UNDER, answer_day, comment_of
from complaints.papers.merging import FIELDS, naming_lines, unfilled
from complaints.papers.values import identity_values, values_of
from complaints.rules.facts import ComplaintFacts
from complaints.rules.machine import notices_of
from complaints.services.letter_texts import Written, head_of, write_out
from complaints.services.locking import lock_complaint, next_row, save_complaint
from complaints.services.naming import refuse_named
from complaints.services.templates import refuse_wrong_words, wording_for
from documents.choices import Access
from documents.models import Print
from documents.services.prints import newest_print, print_sheet
from interface import clock
from interface.templatetags.dates import long_date

OWNER = "complaint-letter"


# Drafted ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def draft_notices(*, complaint: Complaint, step: ComplaintStep, actor: User | None) -> list[Letter]:
    """Draft the notices that a step asks for (SI 2012/62, regulations 10 and 37); none twice.

    Called by the service that takes the step, with the complaint held; it saves the complaint after. A notice to a complainant
    whom nobody can reach is entered as not needed, with the reason.
    """
    facts = facts_of(complaint)
    there = set(Letter.objects.filter(complaint=complaint, step=step).values_list("kind", "recipient"))
    wanted = [pair for pair in notices_of(facts, step.kind) if pair not in there]
    return [_draft_notice(facts, step, kind, recipient, actor) for kind, recipient in wanted]


def _draft_notice(facts: ComplaintFacts, step: ComplaintStep, kind: str, recipient: str, actor: User | None) -> Letter:
    complaint = facts.complaint
    party = addressee(complaint) if recipient == Recipient.COMPLAINANT else None
    letter = _new(complaint, kind, recipient, step=step, party=party)
    letter.answer_by = answer_day(facts, kind, recipient, step.taken_on)
    if recipient == Recipient.COMPLAINANT and not facts.can_be_reached:
        letter.status, letter.not_needed_why = LetterStatus.NOT_NEEDED, unreachable_words(complaint)
    return _entered(letter, actor)


def sketches(facts: ComplaintFacts, kind: str) -> list[Written]:
    """The notices that a step would ask for, as they read today without a name; nothing is kept."""
    complaint, made = facts.complaint, []
    for letter_kind, recipient in notices_of(facts, kind):
        words = wording_for(complaint.body, letter_kind, recipient)
        letter = Letter(complaint=complaint, kind=letter_kind, recipient=recipient, subject=words.subject, text=words.text)
        letter.answer_by = answer_day(facts, letter_kind, recipient, facts.today)
        made.append(write_out(letter, facts, nameless=True))
    return made


def unreachable_words(complaint: Complaint) -> str:
    """Why no letter goes to a complainant."""
    if complaint.kind == ComplaintKind.CONDUCT:
        return _("It is a conduct matter: nobody complained")
    return _("There is no postal or email address to which it could be sent")


def addressee(complaint: Complaint) -> Party | None:
    """To whom letters for the complainant go: the complainant where there is an address, else who speaks for them."""
    reached = Party.objects.filter(complaint=complaint, removed_at__isnull=True).exclude(email="", address="")
    by_kind = {one.kind: one for one in reached.order_by("-number")}
    return by_kind.get(PartyKind.COMPLAINANT) or by_kind.get(PartyKind.REPRESENTATIVE)


@transaction.atomic
def draft_letter(*, complaint: Complaint, kind: str, recipient: str, party: Party | None = None, actor: User | None) -> Letter:
    """Begin a letter by hand, with the panel's wording. Raises ValidationError where nobody is named to whom it goes."""
    held = lock_complaint(complaint, open_only=False)
    facts = facts_of(held)
    if recipient == Recipient.COMPLAINANT and party is None:
        party = addressee(held)
    _refuse_wrong_party(held, recipient, party)
    letter = _new(held, kind, recipient, step=None, party=party)
    letter.answer_by = answer_day(facts, kind, recipient, clock.today())
    _entered(letter, actor)
    save_complaint(held, actor, "letter_begun", number=letter.number, letter=kind, to=recipient)
    return letter


def _new(complaint: Complaint, kind: str, recipient: str, *, step: ComplaintStep | None, party: Party | None) -> Letter:
    words = wording_for(complaint.body, kind, recipient)
    return Letter(
        complaint=complaint, number=next_row(complaint), kind=kind, recipient=recipient, party=party, step=step,
        subject=words.subject, text=words.text, made_at=clock.now(),
    )  # fmt: skip


def _entered(letter: Letter, actor: User | None) -> Letter:
    letter.full_clean()
    letter.save()
    detail = {"number": letter.number, "letter": letter.kind, "to": letter.recipient, "status": letter.status}
    record(actor=actor, action="complaints.letter_drafted", target=letter.complaint, area=letter.complaint.area, detail=detail)
    return letter


def _refuse_wrong_party(complaint: Complaint, recipient: str, party: Party | None) -> None:
    if recipient in (Recipient.OFFICE_HOLDER, Recipient.IOPC):
        wrong = party is not None
    else:
        wrong = party is not None and (party.complaint_id != complaint.pk or party.removed_at is not None)
    if wrong:
        raise ValidationError({"party": _("Choose a person of this complaint to whom it goes")})
    if recipient == Recipient.OTHER and party is None:
        raise ValidationError({"party": _("Choose to whom it goes")})
    if recipient == Recipient.OFFICE_HOLDER and complaint.office_holder_id is None:
        raise ValidationError({"recipient": _("Say first about which office holder the complaint is")})


# Changed, or not needed ------------------------------------------------------------------------------------------


@transaction.atomic
def change_letter(
    *, letter: Letter, version: int, subject: str, text: str, answer_by: date | None, party: Party | None, actor: User | None
) -> Letter:
    """Reword a draft. Raises ValidationError by field, with the line, for wrong fields; "stale"; "sent" once it is issued."""
    held, complaint = _held(letter, version)
    refuse_wrong_words(subject, text, held.kind, held.recipient)
    _refuse_names(
        complaint, {"subject": subject, "text": text}, usual=wording_for(complaint.body, held.kind, held.recipient).text
    )
    _refuse_wrong_party(complaint, held.recipient, party)
    held.subject, held.text, held.answer_by, held.party = subject.strip(), text.strip(), answer_by, party
    if held.kind in ANSWERED_UNDER and answer_by is None:
        raise ValidationError({"answer_by": _("Enter the last day for an answer")})
    return _saved(held, complaint, "letter_changed", actor)


@transaction.atomic
def mark_not_needed(*, letter: Letter, version: int, why: str, actor: User | None) -> Letter:
    """Say that a draft need not be sent, and why; what was due for it is met. `bring_back_letter` undoes it."""
    held, complaint = _held(letter, version)
    if not why.strip():
        raise ValidationError({"why": _("Say why it is not needed")})
    _refuse_names(complaint, {"why": why})
    held.status, held.not_needed_why = LetterStatus.NOT_NEEDED, why.strip()
    return _saved(held, complaint, "letter_not_needed", actor)


@transaction.atomic
def bring_back_letter(*, letter: Letter, version: int, actor: User | None) -> Letter:
    """Make a draft again of a letter that was thought not to be needed; it is due again."""
    held, complaint = _held(letter, version, status=LetterStatus.NOT_NEEDED)
    held.status, held.not_needed_why = LetterStatus.DRAFT, ""
    if held.recipient == Recipient.COMPLAINANT and held.party is None:
        held.party = addressee(complaint)
    return _saved(held, complaint, "letter_brought_back", actor, undoes=True)


def _refuse_names(complaint: Complaint, typed: dict[str, str], *, usual: str = "") -> None:
    """Raise ValidationError where what is typed names a person of the complaint: those who may not know who complains read it. A
    surname that the panel's usual wording or the office holder's name holds as a word tells nothing. The name is not repeated."""
    known = f"{usual} {complaint.office_holder.name if complaint.office_holder else ''}"
    names = set()
    for one in Party.objects.filter(complaint=complaint):
        surname = one.name.split()[-1:] if one.name.strip() else []
        names |= {one.name.strip(), one.email, one.phone, *(word for word in surname if not naming_lines(known, [word]))}
    words = _("Line %(line)d names a person of the complaint. Write {{name}}, or name nobody: others read this text")
    wrong = {field: [words % {"line": line} for line in naming_lines(text, names)] for field, text in typed.items()}
    if found := {field: said for field, said in wrong.items() if said}:
        raise ValidationError(found)


# Issued ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def issue_letter(
    *, letter: Letter, version: int, issued_on: date, by_email: bool, actor: User | None, seen: str = ""
) -> Letter:  # fmt: skip
    """Set a draft down in print and keep it as it goes out; what was due for it is met.

    `seen` is the `reads_as` of the letter that was read before: where what it says has changed since, it is refused. An
    invitation gives its side until the day that the letter names. Raises ValidationError by field (`issued_on`, `by_email`,
    `text`, `party`), "stale", "sent", "changed".
    """
    held, complaint = _held(letter, version)
    facts = facts_of(complaint)
    _refuse_unready(held, facts, issued_on, by_email)
    written = write_out(held, facts, on=issued_on)
    if seen and seen != written.digest:
        raise ValidationError(
            _("What the letter says has changed since you read it. Read it again, then issue it"), code="changed"
        )
    if held.recipient == Recipient.OFFICE_HOLDER:  # what it draws from the complaint may name people who were entered later
        refuse_named(complaint, {"text": written.mail})
    sheet = written.sheet(facts, day=issued_on, is_draft=False)
    print_sheet(
        area=complaint.area, owner_kind=OWNER, owner_key=held.pk, sheet=sheet, access=Access.EXEMPT, actor=actor
    )  # fmt: skip
    held.subject, held.text = written.subject, written.kept_text
    held.status, held.by_email, held.issued_on, held.issued_at, held.issued_by = (
        LetterStatus.ISSUED, by_email, issued_on, clock.now(), actor,
    )  # fmt: skip
    _give_time(held, facts, issued_on)
    return _saved(held, complaint, "letter_issued", actor)


def _refuse_unready(letter: Letter, facts: ComplaintFacts, issued_on: date, by_email: bool) -> None:
    """Raise ValidationError where a draft may not go: its day, whom it reaches, its fields, or what is not known yet."""
    begun = letter.step.taken_on if letter.step else facts.complaint.received_on
    if issued_on > facts.today:
        raise ValidationError({"issued_on": _("The day on which it is sent cannot be in the future")})
    if issued_on < begun:
        words = _("It cannot be sent before what it tells of, on %(day)s")
        raise ValidationError({"issued_on": words % {"day": long_date(begun)}})
    if letter.answer_by and letter.answer_by <= issued_on:
        raise ValidationError({"issued_on": _("The last day for an answer must be after it. Change the letter first")})
    _refuse_unreachable(letter, by_email)
    refuse_wrong_words(letter.subject, letter.text, letter.kind, letter.recipient)
    values = values_of(letter, facts, head_of(facts.complaint, issued_on)) | identity_values(letter.party)
    if missing := unfilled(f"{letter.subject}\n{letter.text}", values):
        words = _("Not known yet: %(fields)s. Enter it in the complaint, or take the field out of the letter")
        raise ValidationError({"text": words % {"fields": ", ".join(str(FIELDS[name].meaning) for name in missing)}})


def _refuse_unreachable(letter: Letter, by_email: bool) -> None:
    if letter.recipient in (Recipient.OFFICE_HOLDER, Recipient.IOPC):
        return
    party = letter.party
    if party is None or party.removed_at is not None:
        raise ValidationError({"party": _("Choose to whom it goes first: change the letter")})
    if by_email and not party.email:
        raise ValidationError({"by_email": _("There is no email address. Send it by post, or enter the address")})
    if not by_email and not party.address:
        raise ValidationError({"by_email": _("There is no postal address. Send it by email, or enter the address")})


def _give_time(letter: Letter, facts: ComplaintFacts, issued_on: date) -> None:
    """The side that an invitation asks has from its day until the day that it names."""
    comment = comment_of(facts, letter.kind, letter.recipient)
    if comment is None or comment.received_on or comment.declined or letter.answer_by is None:
        return
    comment.invited_on, comment.until_on = issued_on, letter.answer_by
    comment.bump()
    comment.full_clean()
    comment.save()


def printed(letter: Letter) -> Print | None:
    """A letter as it was issued; None before that. The caller has found the complaint in `identified_to`."""
    return newest_print(OWNER, letter.pk)


def _held(letter: Letter, version: int, *, status: str = LetterStatus.DRAFT) -> tuple[Letter, Complaint]:
    """A letter and its complaint, both held. Letters are sent in one that is over, too: of its withdrawal, for one."""
    complaint = lock_complaint(letter.complaint, open_only=False)
    held = Letter.objects.select_for_update(of=("self",)).select_related("step", "party").get(pk=letter.pk)
    held.complaint = complaint
    held.still_at(version)
    if held.status != status:
        raise ValidationError(_("This letter was issued, or is not needed. It cannot be changed"), code="sent")
    return held, complaint


def _saved(letter: Letter, complaint: Complaint, act: str, actor: User | None, *, undoes: bool = False) -> Letter:
    letter.bump()
    letter.full_clean()
    letter.save()
    detail = {"number": letter.number, "letter": letter.kind, "to": letter.recipient}
    save_complaint(complaint, actor, act, undoes=undoes, **detail)
    return letter
