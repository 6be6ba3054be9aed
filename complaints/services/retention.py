"""What is kept no longer: which complaints may be erased, those that are held back, and erasing all that says who and what.

Of an erased complaint its reference stays, with its days, its states and its outcome in one word. Nothing of it can be undone.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from complaints.choices import LetterStatus
from complaints.due.complaints import KIND
from complaints.models import (
    Allegation,
    Complaint,
    ComplaintFile,
    ComplaintStep,
    Letter,
    Party,
    PublicSummary,
    RegisterImport,
    RiskAssessment,
    SideComment,
    Submission,
)
from complaints.rules.retention import Kept, kept
from complaints.services.importing import forget_file
from complaints.services.letters import OWNER
from complaints.services.locking import lock_complaint, save_complaint
from complaints.services.reports import hold_reports, keep_reports
from documents.models import Print, StoredFile
from documents.services.files import drop_file
from documents.services.pictures import drop_views
from interface import clock
from panels import rulebook
from panels.choices import DutyStatus
from panels.models import Body, LocalRule, Obligation, PoliceArea, Rule

# Which may be erased ----------------------------------------------------------------------------------------------


def retention_rule(body: Body, on: date | None = None) -> Rule | LocalRule | None:
    """How many years a panel keeps a complaint after it ended: its own rule of today, else that of the rule book; None without
    one. The rule of today holds for all that is kept, however old."""
    day = on or clock.today()
    own = rulebook.local_rule(body, rulebook.COMPLAINT_RETENTION, on=day)
    if own is not None:
        return own
    try:
        return rulebook.rule_for(body.area, rulebook.COMPLAINT_RETENTION, on=day)
    except rulebook.RuleMissing:
        return None


def all_kept(*, area: PoliceArea | None = None) -> list[Kept]:
    """Every complaint that is over and not erased, of an area or of all, with its last day; the first to go first."""
    rows = Complaint.objects.filter(ended_on__isnull=False, erased_at__isnull=True).select_related("area", "body__area")
    rows = rows.filter(area=area) if area else rows
    found, today = list(rows.order_by("ended_on", "area", "reference")), clock.today()
    rules = {body: retention_rule(body) for body in {row.body for row in found}}
    return [kept(row, rules[row.body], today) for row in found]


def due_for_erasure(*, area: PoliceArea | None = None) -> list[Complaint]:
    """The complaints that may be erased today: their last day has passed and nobody holds them."""
    return [one.complaint for one in all_kept(area=area) if one.is_due]


# Holding them back ------------------------------------------------------------------------------------------------


@transaction.atomic
def hold_complaint(*, complaint: Complaint, version: int, reason: str, actor: User | None) -> Complaint:
    """Keep a complaint beyond its last day, because of a claim or an inquiry for instance. `release_complaint` undoes it.

    Raises ValidationError by field (`reason`), "stale", "erased".
    """
    held = lock_complaint(complaint, version, open_only=False)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it may not be erased")})
    held.hold_reason, held.held_at = reason.strip(), clock.now()
    return save_complaint(held, actor, "held")


@transaction.atomic
def release_complaint(*, complaint: Complaint, version: int, actor: User | None) -> Complaint:
    """Let a complaint go when its last day has passed. Raises ValidationError "stale", "erased"."""
    held = lock_complaint(complaint, version, open_only=False)
    held.hold_reason, held.held_at = "", None
    return save_complaint(held, actor, "hold_released")


# Erasing ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def erase_complaints(*, complaints: Iterable[Complaint], actor: User | None) -> list[str]:
    """Erase complaints whose last day has passed, all of them or none; gives their references. It cannot be undone.

    Who complains, the words and files that came, letters and their prints, comments, risks, what is alleged, why steps were taken
    and what the public was told go from the database, and the files from their store. Raises ValidationError naming those that
    may not be erased, and why.
    """
    wanted = sorted(complaints, key=lambda one: one.pk)
    registers = Complaint.objects.filter(pk__in=[one.pk for one in wanted]).values("imported")
    list(RegisterImport.objects.select_for_update().filter(pk__in=registers).order_by("pk"))  # first, as who undoes one does
    rows = Complaint.objects.select_for_update(of=("self",)).select_related("area", "body__area", "imported__file")
    held = list(rows.filter(pk__in=[one.pk for one in wanted]).order_by("pk"))
    _refuse_kept(held)
    gone = [(one, _erase(one)) for one in held]
    bodies = sorted({one.body for one in held}, key=lambda one: one.pk)
    for body in bodies:
        hold_reports(body)
    for one, detail in gone:  # the trail after what is held, and duties after it: everybody takes them in this order
        record(actor=actor, action="complaints.erased", target=one, area=one.area, detail=detail)
    for one in held:
        _empty_duties(one)
    for body in bodies:
        keep_reports(body, actor)
    return [one.reference for one in held]


def _refuse_kept(held: Sequence[Complaint]) -> None:
    """Raise ValidationError naming each that may not be erased; two areas may have one of the same reference."""
    today = clock.today()
    why = [(one.reference, kept(one, retention_rule(one.body), today).why) for one in held]
    if problems := [f"{reference}: {words}" for reference, words in why if words]:
        raise ValidationError(problems, code="kept")


def erase_again(*, names: Sequence[tuple[str, str]], actor: User | None) -> tuple[list[str], list[str]]:
    """After a restore, erase again what was erased since the copy was made: (area's slug, reference) each.

    Gives the references that are erased now, and in words what could not be: nobody of that name, or one that may not go.
    """
    done, problems = [], []
    for slug, reference in names:
        complaint = Complaint.objects.filter(area__slug=slug, reference=reference).first()
        if complaint is None:
            problems.append(_("%(area)s %(reference)s: there is no such complaint") % {"area": slug, "reference": reference})
            continue
        if complaint.erased_at is None:
            try:
                erase_complaints(complaints=[complaint], actor=actor)
            except ValidationError as error:
                problems += [f"{slug} {words}" for words in error.messages]
                continue
        done.append(reference)
    return done, problems


def _erase(complaint: Complaint) -> dict[str, Any]:
    """Empty a held complaint and drop its files; gives what the trail says of it."""
    files = [*_letters(complaint), *_of_people(complaint)]
    _rows(complaint)
    if complaint.imported is not None:
        forget_file(complaint.imported)
        complaint.imported.name = ""
        complaint.imported.save(update_fields=["name"])
    _tombstone(complaint)
    for file in files:
        drop_views(file)
        drop_file(file)
    return {"ended": complaint.ended_on, "files": len(files)}


def _letters(complaint: Complaint) -> list[StoredFile]:
    """Empty the letters and take out their prints; gives the files of these."""
    letters = Letter.objects.filter(complaint=complaint)
    letters.filter(status=LetterStatus.NOT_NEEDED).update(not_needed_why=_("Erased"))
    letters.update(subject="", text="", party=None)
    prints = Print.objects.filter(owner_kind=OWNER, owner_key__in=letters.values("pk")).select_related("file")
    files = [one.file for one in prints]
    prints.delete()
    return files


def _of_people(complaint: Complaint) -> list[StoredFile]:
    """Take out who complains and what came; gives the files."""
    rows = ComplaintFile.objects.filter(complaint=complaint).select_related("original", "pdf")
    files = [file for row in rows for file in (row.original, row.pdf) if file is not None]
    for model in (ComplaintFile, Submission, Party, RiskAssessment):
        model._default_manager.filter(complaint=complaint).delete()
    return files


def _rows(complaint: Complaint) -> None:
    """Empty all other rows of words; their numbers, kinds and days stay."""
    Allegation.objects.filter(complaint=complaint).update(text="", serious_why="", incident_from=None, incident_until=None)
    SideComment.objects.filter(complaint=complaint).update(text="")
    ComplaintStep.objects.filter(complaint=complaint).update(
        reason="", taken_back_why="", decided_by="", grounds=[], handling="", before={}
    )
    PublicSummary.objects.filter(complaint=complaint).update(text="", outcome_text="", kept_words_why="", withdrawn_why="")


def _empty_duties(complaint: Complaint) -> None:
    duties = Obligation.objects.of(KIND, complaint.pk)
    duties.filter(status=DutyStatus.NOT_APPLICABLE).update(explanation=_("Erased"), met_how="")
    duties.exclude(status=DutyStatus.NOT_APPLICABLE).update(explanation="", met_how="")


def _tombstone(complaint: Complaint) -> None:
    for name in ("line", "kept_from_office_why", "iopc_reference", "outcome_text", "raw_handler", "raw_outcome", "hold_reason"):
        setattr(complaint, name, "")
    if not complaint.printed_label.isdecimal():
        complaint.printed_label = ""  # not a number: it could be anything
    complaint.appointed = None
    complaint.erased_at = clock.now()
    complaint.bump()
    complaint.save()
