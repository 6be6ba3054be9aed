"""What is alleged: entered, changed, taken out and put back, and looked at for seriousness."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from complaints.choices import AllegationDecision, ComplaintStatus, StepKind
from complaints.models import Allegation, Complaint, ComplaintStep
from complaints.services.locking import lock_complaint, next_row, save_complaint
from complaints.services.naming import refuse_named
from interface import clock

# While nothing rests on how an allegation is worded and dated; while more may be alleged; while its seriousness has a consequence
CHANGEABLE = frozenset({
    ComplaintStatus.RECEIVED, ComplaintStatus.RECORDED, ComplaintStatus.WITH_IOPC, ComplaintStatus.REFERRED_BACK,
    ComplaintStatus.IN_RESOLUTION,
})  # fmt: skip
ADDABLE = frozenset({ComplaintStatus.RECEIVED, ComplaintStatus.RECORDED, ComplaintStatus.REFERRED_BACK})
JUDGED = CHANGEABLE - {ComplaintStatus.WITH_IOPC}


@dataclass(frozen=True)
class AllegationFacts:
    """One thing that is alleged: in words that name nobody, or none yet where it is still to be confirmed, and when."""

    text: str = ""
    incident_from: date | None = None
    incident_until: date | None = None
    is_confirmed: bool = True


def allegation_problems(facts: AllegationFacts) -> dict[str, str]:
    """What is wrong with what was typed of an allegation, by field."""
    problems: dict[str, str] = {}
    if facts.is_confirmed and not facts.text.strip():
        problems["text"] = _("Say what is alleged, or mark it “still to be confirmed”")
    if facts.incident_until and not facts.incident_from:
        problems["incident_from"] = _("Enter the first day of the events as well")
    elif facts.incident_until and facts.incident_from and facts.incident_until < facts.incident_from:
        problems["incident_until"] = _("The last day of the events must not be before the first")
    for name in ("incident_from", "incident_until"):
        day = getattr(facts, name)
        if day is not None and day > clock.today():
            problems[name] = _("The day of the events must be today or earlier")
    return problems


def new_allegation(complaint: Complaint, facts: AllegationFacts, *, decision: str = "") -> Allegation:
    """A row for one more thing that is alleged in a held complaint. Raises ValidationError by field."""
    row = Allegation(complaint=complaint, number=next_row(complaint), decision=decision)
    _write(row, facts)
    row.full_clean()
    row.save()
    return row


def _write(row: Allegation, facts: AllegationFacts) -> None:
    if problems := allegation_problems(facts):
        raise ValidationError(dict(problems))
    row.text, row.is_confirmed = facts.text.strip(), facts.is_confirmed
    row.incident_from, row.incident_until = facts.incident_from, facts.incident_until


@transaction.atomic
def add_allegation(*, complaint: Complaint, facts: AllegationFacts, actor: User | None) -> Allegation:
    """Enter one more thing that is alleged; in a complaint that is recorded it is recorded too, and must be looked at.

    Raises ValidationError by field (`text`, `incident_from`, `incident_until`), "not-open" once the complaint went another way,
    "over", "erased".
    """
    held = lock_complaint(complaint)
    if held.status not in ADDABLE:
        raise ValidationError(_refusal(held, _("Nothing more can be alleged in it")), code="not-open")
    refuse_named(held, {"text": facts.text})
    decision = "" if held.status == ComplaintStatus.RECEIVED else AllegationDecision.RECORDED.value
    row = new_allegation(held, facts, decision=decision)
    save_complaint(held, actor, "allegation_added", number=row.number)
    return row


@transaction.atomic
def change_allegation(
    *, complaint: Complaint, version: int, number: int, facts: AllegationFacts, actor: User | None
) -> Allegation:
    """Change the words or the days of an allegation, until a decision rests on them. `version` is that of the allegation.

    Raises ValidationError by field, "stale", "not-open", "gone", "over", "erased".
    """
    held = lock_complaint(complaint)
    if held.status not in CHANGEABLE:
        raise ValidationError(_refusal(held, _("A decision rests on what is alleged")), code="not-open")
    row = _row(held, number, version)
    refuse_named(held, {"text": facts.text})
    _write(row, facts)
    _save(row)
    save_complaint(held, actor, "allegation_changed", number=number)
    return row


@transaction.atomic
def remove_allegation(*, complaint: Complaint, version: int, number: int, actor: User | None) -> Allegation:
    """Take an allegation out, so that it no longer stands; `restore_allegation` puts it back. `version` is the allegation's.

    Only before the complaint is recorded, or one that was added after that and is not serious: no recorded or serious one
    disappears. Raises ValidationError "recorded", "stale", "gone", "over", "erased".
    """
    held = lock_complaint(complaint)
    row = _row(held, number, version)
    if not _may_go(held, row):
        words = _("This allegation was recorded. Take the recording back first, or say that the complaint is withdrawn")
        raise ValidationError(words, code="recorded")
    row.removed_at = clock.now()
    _save(row)
    _keep_clock(held, None)
    save_complaint(held, actor, "allegation_removed", number=number)
    return row


@transaction.atomic
def restore_allegation(*, complaint: Complaint, version: int, number: int, actor: User | None) -> Allegation:
    """Put back an allegation that was taken out; whether it is serious is said anew. `version` is the allegation's. One that
    stands stays as it is.

    Raises ValidationError "not-open" once the complaint went another way, "stale", "over", "erased".
    """
    held = lock_complaint(complaint)
    row = _row(held, number, version, is_out=True)
    if row.removed_at is None:
        return row
    if held.status not in ADDABLE:
        raise ValidationError(_refusal(held, _("Nothing more can be alleged in it")), code="not-open")
    row.removed_at, row.is_serious = None, None
    row.decision = "" if held.status == ComplaintStatus.RECEIVED else AllegationDecision.RECORDED.value
    _save(row)
    save_complaint(held, actor, "allegation_restored", undoes=True, number=number)
    return row


@transaction.atomic
def judge_allegation(
    *, complaint: Complaint, version: int, number: int, is_serious: bool, why: str, became_clear_on: date | None = None,
    actor: User | None,
) -> Allegation:  # fmt: skip
    """Say whether an allegation is serious, and why; `version` is the allegation's. From the first day on which it became clear
    the clock of the referral to the IOPC runs (SI 2012/62, regulation 13); it stops where none is serious any more.

    Raises ValidationError by field (`why`, `became_clear_on`), "not-open", "stale", "gone", "over", "erased".
    """
    held = lock_complaint(complaint)
    if held.status not in JUDGED:
        raise ValidationError(_refusal(held, _("It is not judged now")), code="not-open")
    row = _row(held, number, version)
    if problems := _judging_problems(held, is_serious, why, became_clear_on):
        raise ValidationError(dict(problems))
    refuse_named(held, {"why": why})
    row.is_serious, row.serious_why = is_serious, why.strip()
    _save(row)
    _keep_clock(held, became_clear_on if is_serious else None)
    save_complaint(held, actor, "allegation_judged", undoes=not is_serious, number=number, serious=is_serious)
    return row


def _judging_problems(complaint: Complaint, is_serious: bool, why: str, clear_on: date | None) -> dict[str, str]:
    problems: dict[str, str] = {}
    if not why.strip():
        problems["why"] = _("Say why it is serious, or why it is not")
    if is_serious and clear_on is None:
        problems["became_clear_on"] = _("Enter the day on which it became clear that it is serious")
    elif is_serious and clear_on is not None and clear_on > clock.today():
        problems["became_clear_on"] = _("The day must be today or earlier")
    elif is_serious and clear_on is not None and clear_on < complaint.received_on:
        problems["became_clear_on"] = _("The day must not be before the complaint was received")
    return problems


def _keep_clock(complaint: Complaint, clear_on: date | None) -> None:
    """The first day on which any standing allegation was known to be serious; none where none is."""
    if clear_on is not None:
        complaint.serious_on = min(clear_on, complaint.serious_on or clear_on)
    elif not Allegation.objects.standing().filter(complaint=complaint, is_serious=True).exists():
        complaint.serious_on = None


def _may_go(complaint: Complaint, row: Allegation) -> bool:
    if complaint.status == ComplaintStatus.RECEIVED:
        return True
    recorded = ComplaintStep.objects.standing().filter(complaint=complaint, kind=StepKind.RECORD).first()
    is_later = recorded is not None and row.number > recorded.number  # rows and steps share one count
    return complaint.status in ADDABLE and is_later and not row.is_serious


def _row(complaint: Complaint, number: int, version: int, *, is_out: bool = False) -> Allegation:
    """An allegation of a held complaint, at the version that was read."""
    rows = Allegation.objects.filter(complaint=complaint, number=number)
    row = (rows if is_out else rows.standing()).first()
    if row is None:
        raise ValidationError(_("This allegation was taken out"), code="gone")
    row.still_at(version)
    return row


def _save(row: Allegation) -> None:
    row.bump()
    row.full_clean()
    row.save()


def _refusal(complaint: Complaint, words: str) -> str:
    states = {"words": words, "state": ComplaintStatus(complaint.status).label}
    return _("%(words)s: it is at “%(state)s”. Take its last step back first") % states
