"""Complaints as they come in: logged once, with a reference; their facts changed; closed to the Commissioner's office."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from complaints.choices import CameTo, ComplaintKind, ComplaintStatus, DisapplicationGround, Means, PartyKind, StepKind
from complaints.due.facts import facts_of
from complaints.models import Complaint, ComplaintStep, Party, Submission
from complaints.rules.grounds import one_year_test
from complaints.services.allegations import AllegationFacts, new_allegation
from complaints.services.letters import draft_notices
from complaints.services.locking import lock_complaint, next_row, save_complaint
from complaints.services.naming import refuse_named, refuse_names
from interface import clock
from interface.templatetags.dates import long_date
from panels.counters import next_reference
from panels.models import Body, OfficeHolder, PoliceArea

__all__ = [
    "AllegationFacts", "PartyFacts", "change_facts", "holder_problem", "keep_from_office", "log_complaint", "open_to_office",
]  # fmt: skip
SERIES = "CC"
CHANGEABLE = (
    "means", "came_to", "made_on", "received_on", "office_holder", "line", "is_anonymous", "printed_label", "iopc_reference",
)  # fmt: skip


@dataclass(frozen=True)
class PartyFacts:
    """A complainant, who speaks for them, or an interested person, as typed. One without any word is left out."""

    kind: str = PartyKind.COMPLAINANT
    name: str = ""
    email: str = ""
    phone: str = ""
    address: str = ""
    contact_note: str = ""

    @property
    def says_something(self) -> bool:
        return any(one.strip() for one in (self.name, self.email, self.phone, self.address, self.contact_note))


@transaction.atomic
def log_complaint(
    *, area: PoliceArea, body: Body, means: str, came_to: str, received_on: date, made_on: date | None = None,
    kind: str = ComplaintKind.COMPLAINT, office_holder: OfficeHolder | None = None, line: str = "", is_anonymous: bool = False,
    words: str = "", allegations: Sequence[AllegationFacts] = (), parties: Sequence[PartyFacts] = (), printed_label: str = "",
    actor: User | None,
) -> Complaint:  # fmt: skip
    """Enter a complaint or conduct matter that came in, under the next reference of the area and the year of today.

    `words` are those in which it came and go, like who complains, into tables of their own. Its acknowledgement is drafted.
    A reference that is not kept goes to the next complaint: there is no gap. Raises ValidationError by field (`received_on`,
    `made_on`, `office_holder`, `text` and the days of an allegation).
    """
    now = clock.now()
    complaint = Complaint(
        area=area, body=body, kind=kind, means=means, came_to=came_to, made_on=made_on, received_on=received_on,
        office_holder=office_holder, line=line.strip(), is_anonymous=is_anonymous, printed_label=printed_label.strip(),
        logged_at=now, logged_by=actor,
    )  # fmt: skip
    _refuse_wrong(complaint)
    refuse_names(parties, {"line": line, "text": "\n".join(one.text for one in allegations)})
    complaint.reference = next_reference(area, SERIES, now.year)
    complaint.full_clean(validate_unique=False)  # the counter saw to that
    complaint.save()
    for one in allegations:
        new_allegation(complaint, one)
    _enter_people(complaint, words, parties)
    step = _receive(complaint, actor)
    detail: dict[str, Any] = {"step": step.kind, "from": "", "to": step.to_status, "number": step.number}
    draft_notices(complaint=complaint, step=step, actor=actor)
    return save_complaint(complaint, actor, "received", **detail)


def _enter_people(complaint: Complaint, words: str, parties: Sequence[PartyFacts]) -> None:
    if words.strip():
        Submission.objects.create(complaint=complaint, text=words)
    for facts in parties:
        if facts.says_something:
            typed = {name: getattr(facts, name).strip() for name in ("name", "email", "phone", "address", "contact_note")}
            party = Party(complaint=complaint, number=next_row(complaint), kind=facts.kind, **typed)
            party.full_clean()
            party.save()


def _receive(complaint: Complaint, actor: User | None) -> ComplaintStep:
    """The step that nobody takes: it came in."""
    means, came_to = Means(complaint.means).label, str(CameTo(complaint.came_to).label)
    return ComplaintStep.objects.create(
        complaint=complaint, number=next_row(complaint), kind=StepKind.RECEIVE, to_status=ComplaintStatus.RECEIVED,
        taken_on=complaint.received_on, taken_at=clock.now(), taken_by=actor,
        decided_by=_("%(means)s, %(to)s") % {"means": means, "to": came_to[:1].lower() + came_to[1:]},
    )  # fmt: skip


def _refuse_wrong(complaint: Complaint) -> None:
    """Raise ValidationError by field for days that cannot be, and for an office holder or body of another area."""
    problems: dict[str, str] = {}
    today = clock.today()
    for name in ("made_on", "received_on"):
        if (day := getattr(complaint, name)) is not None and day > today:
            problems[name] = _("The day must be today or earlier")
    if complaint.made_on and complaint.received_on < complaint.made_on:
        problems["received_on"] = _("The date received cannot be before it was made")
    elif complaint.serious_on and complaint.received_on > complaint.serious_on:
        problems["received_on"] = _("It became clear on %(day)s that it is serious, before this day") % {
            "day": long_date(complaint.serious_on)
        }
    if complaint.office_holder is not None and complaint.office_holder.area_id != complaint.area_id:
        problems["office_holder"] = _("Choose an office holder of this area")
    if complaint.body.area_id != complaint.area_id:
        problems["body"] = _("Choose a panel of this area")
    if problems:
        raise ValidationError(dict(problems))


def holder_problem(office_holder: OfficeHolder | None, events: Iterable[date | None]) -> str:
    """A warning where the person did not hold the office on a day of the events; empty where they did or no day is known."""
    if office_holder is None:
        return ""
    day = next((one for one in sorted(filter(None, events)) if not office_holder.held_on(one)), None)
    if day is None:
        return ""
    others = OfficeHolder.objects.filter(area=office_holder.area_id, kind=office_holder.kind).exclude(pk=office_holder.pk)
    if any(other.held_on(day) for other in others):
        return _("Somebody else held that office on %(day)s. Check the date or the person") % {"day": long_date(day)}
    return _("No one held that office on %(day)s. Check the date or the person") % {"day": long_date(day)}


@transaction.atomic
def change_facts(*, complaint: Complaint, version: int, actor: User | None, **facts: Any) -> Complaint:
    """Change how and when a complaint came, about whom it is, its neutral line or its printed number: any of CHANGEABLE.

    The days stay once a step was taken that is older than they. Raises ValidationError by field, "stale", "over", "erased".
    """
    unknown = set(facts) - set(CHANGEABLE)
    if unknown:
        raise TypeError(f"change_facts() does not change {', '.join(sorted(unknown))}")
    held = lock_complaint(complaint, version)
    for name, value in facts.items():
        setattr(held, name, value.strip() if isinstance(value, str) else value)
    _refuse_wrong(held)
    refuse_named(held, {"line": held.line})
    _refuse_without_holder(held)
    _refuse_lost_ground(held)
    _move_receipt(held)
    changed = sorted(facts)
    return save_complaint(held, actor, "facts_changed", fields=changed)


def _refuse_without_holder(complaint: Complaint) -> None:
    if complaint.office_holder is None and complaint.status != ComplaintStatus.RECEIVED and not complaint.imported_id:
        raise ValidationError({"office_holder": _("Say about which office holder it is")})


def _refuse_lost_ground(complaint: Complaint) -> None:
    """Days on which a decision rests stay such that it may (SI 2012/62, regulation 15(3)(b))."""
    if complaint.status != ComplaintStatus.DISAPPLIED:
        return
    facts = facts_of(complaint)
    step = facts.step(StepKind.DISAPPLY)
    if step is not None and DisapplicationGround.OLD in step.grounds and one_year_test(facts).holds is not True:
        words = _("The regulations were disapplied on ground (b). With this day it does not apply: take that step back first")
        raise ValidationError({"made_on": words})


def _move_receipt(complaint: Complaint) -> None:
    """Let the step of the receipt stand on the day of the receipt, which must not be after any other step."""
    steps = list(ComplaintStep.objects.standing().filter(complaint=complaint).order_by("number"))
    later = [one for one in steps if one.kind != StepKind.RECEIVE]
    if any(one.taken_on < complaint.received_on for one in later):
        words = _("A step was taken on %(day)s, before this day") % {"day": long_date(min(one.taken_on for one in later))}
        raise ValidationError({"received_on": words})
    for one in steps:
        if one.kind == StepKind.RECEIVE and one.taken_on != complaint.received_on:
            one.taken_on = complaint.received_on
            one.save(update_fields=["taken_on"])


@transaction.atomic
def keep_from_office(*, complaint: Complaint, version: int, why: str, actor: User | None) -> Complaint:
    """Close a complaint to the Commissioner's office, because it concerns the office itself. `open_to_office` undoes it.

    Raises ValidationError by field (`why`), "stale", "over", "erased".
    """
    held = lock_complaint(complaint, version)
    if not why.strip():
        raise ValidationError({"why": _("Say why it is kept from the office")})
    refuse_named(held, {"why": why})
    held.is_kept_from_office, held.kept_from_office_why = True, why.strip()
    return save_complaint(held, actor, "kept_from_office")


@transaction.atomic
def open_to_office(*, complaint: Complaint, version: int, actor: User | None) -> Complaint:
    """Let the Commissioner's office read the complaint again, as far as it may by how it came. Raises ValidationError "stale"."""
    held = lock_complaint(complaint, version, open_only=False)
    held.is_kept_from_office, held.kept_from_office_why = False, ""
    return save_complaint(held, actor, "opened_to_office")
