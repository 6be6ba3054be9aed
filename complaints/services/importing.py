"""Older registers brought in: looked through first, then every row or none; undone while nobody has worked on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from complaints.choices import AllegationDecision, CameTo
from complaints.choices import ComplaintStatus as State
from complaints.choices import StepKind as Kind
from complaints.models import Allegation, Complaint, ComplaintStep, RegisterImport
from complaints.permissions import Reader
from complaints.rules.faults import Fault, faults_of
from complaints.rules.table_words import came_to, ended, outcome_of, route_of, was_recorded
from complaints.rules.tables import Problem, Register, RegisterRow, as_at, read_register
from complaints.services.complaints import SERIES
from documents.choices import StoreName
from documents.services.files import drop_file, store_bytes
from interface import clock
from interface.spreadsheets import Bounds, Cells, read_cells, read_pasted
from panels.counters import next_references
from panels.models import Body, OfficeHolder, PoliceArea

BOUNDS = Bounds(size=3_000_000, rows=10_000, looked_at=20_000)
PASTED = "pasted"
TYPES = {
    "csv": "text/csv", "ods": "application/vnd.oasis.opendocument.spreadsheet", PASTED: "text/plain",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip
TBC = ("confirmed by complainant", "yet to be confirmed", "to be confirmed", "tbc")


@dataclass(frozen=True)
class Source:
    """A table as it was sent: the bytes of a file with its name, or what was pasted, whose name is PASTED."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Looked:
    """What looking through a table found: the register, and what is odd but hinders nothing."""

    register: Register
    faults: list[Fault]

    @property
    def problems(self) -> list[Problem]:
        """What keeps every row from being brought in."""
        return self.register.problems


class NotImported(ValidationError):
    """The table has problems; nothing was kept."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(_("Nothing was brought in"), code="problems")
        self.problems = list(problems)


def look_through(*, area: PoliceArea, source: Source, holder: OfficeHolder | None = None) -> Looked:
    """Read a table and say what it holds and what is wrong with it; nothing is written.

    `holder` is meant where the table names nobody. Raises ValidationError for what is no table: another kind of file, too
    large (BOUNDS), damaged.
    """
    cells = _cells(source)
    holders = list(OfficeHolder.objects.filter(area=area).order_by("started_on", "pk"))
    register = read_register(cells.rows, holders=holders, holder=holder, today=clock.today())
    if register.problems:
        return Looked(register, [])
    return Looked(register, [*faults_of(register), *_of_file(cells)])


def _cells(source: Source) -> Cells:
    if source.name == PASTED:
        return read_pasted(source.data.decode("utf-8", "replace"), BOUNDS)
    return read_cells(source.name, source.data, BOUNDS)


def _of_file(cells: Cells) -> list[Fault]:
    found = []
    if cells.hidden:
        words = _("The file has hidden sheets, which are not read: %(names)s")
        found.append(Fault("hidden", words % {"names": ", ".join(cells.hidden)}))
    if others := [name for name in cells.others if name not in cells.hidden]:
        found.append(Fault("sheets", _("Only the first sheet is read, not: %(names)s") % {"names": ", ".join(others)}))
    if cells.has_formulas:
        found.append(Fault("formulas", _("Some cells hold formulas. The value that was saved with them is taken")))
    return found


@transaction.atomic
def import_register(
    *, area: PoliceArea, body: Body, source: Source, holder: OfficeHolder | None = None, actor: User | None
) -> RegisterImport:
    """Bring in every complaint of a table under references of its own, in the order of the table; the printed number is a label.

    The words of a row become an allegation and are never public. A closed row is closed as at the day of the register, one that
    is live is as far as the register says it was recorded. Raises NotImported with all that is wrong, and then keeps nothing.
    """
    looked = look_through(area=area, source=source, holder=holder)
    if looked.problems:
        raise NotImported(looked.problems)
    register, now = looked.register, clock.now()
    kind = source.name.rpartition(".")[2].lower()
    made = RegisterImport(
        area=area, body=body, name="" if source.name == PASTED else source.name[:200], headed_on=register.headed_on,
        report=[{"kind": one.kind, "words": one.words} for one in looked.faults], rows=len(register.rows), imported_at=now,
        imported_by=actor,
        file=store_bytes(store=StoreName.RESTRICTED, data=source.data, media_type=TYPES[kind]),
    )  # fmt: skip
    made.full_clean()
    made.save()
    complaints = _enter(made, register, actor)
    detail = {"register": made.reference, "rows": made.rows, "first": complaints[0].reference, "last": complaints[-1].reference}
    record(actor=actor, action="complaints.register_imported", target=made, area=area, detail=detail)
    return made


def _enter(made: RegisterImport, register: Register, actor: User | None) -> list[Complaint]:
    stood = as_at(register)
    references = next_references(made.area, SERIES, clock.today().year, len(register.rows))
    pairs = [
        (_complaint(made, row, reference, place, stood), row)
        for place, (row, reference) in enumerate(zip(register.rows, references, strict=True), start=1)
    ]
    Complaint.objects.bulk_create([complaint for complaint, _row in pairs], batch_size=500)
    Allegation.objects.bulk_create([_allegation(complaint, row) for complaint, row in pairs], batch_size=500)
    steps = [step for complaint, row in pairs for step in _steps(complaint, row, stood)]
    ComplaintStep.objects.bulk_create(steps, batch_size=500)
    for complaint, _row in pairs:
        detail = {"step": Kind.RECEIVE, "from": "", "to": complaint.status, "number": 2, "register": made.reference}
        record(actor=actor, action="complaints.received", target=complaint, area=made.area, detail=detail)
    return [complaint for complaint, _row in pairs]


def _complaint(made: RegisterImport, row: RegisterRow, reference: str, place: int, stood: date) -> Complaint:
    over, was_kept = ended(row.state), was_recorded(row.recorded)
    route = route_of(was_kept, over)
    is_settled = over == Kind.CLOSE and was_kept
    return Complaint(
        area=made.area, body=made.body, reference=reference, status=route[-1][2], means="", imported=made,
        came_to=came_to(row.came_to, row.text) or CameTo.PANEL,
        received_on=row.day.day, office_holder=row.holder,
        is_anonymous=row.text.casefold().lstrip().startswith("anon") or "anon complaint" in row.text.casefold(),
        outcome=outcome_of(row.outcome) if is_settled and row.outcome else "", raw_outcome=row.outcome,
        raw_handler=row.handler, printed_label=row.label, printed_order=place, logged_at=made.imported_at,
        logged_by=made.imported_by, rows_made=len(route) + 1, ended_on=stood if over else None,
    )  # fmt: skip


def _allegation(complaint: Complaint, row: RegisterRow) -> Allegation:
    """The words of the row. What was not recorded has no ground in a register, so that nothing is said of it here."""
    decision = AllegationDecision.RECORDED if was_recorded(row.recorded) else ""
    is_confirmed = not any(words in f"{row.text} {row.outcome}".casefold() for words in TBC)
    return Allegation(complaint=complaint, number=1, text=row.text, is_confirmed=is_confirmed, decision=decision)


def _steps(complaint: Complaint, row: RegisterRow, stood: date) -> list[ComplaintStep]:
    made = []
    for number, (kind, before, after) in enumerate(route_of(was_recorded(row.recorded), ended(row.state)), start=2):
        is_end = after in (State.CLOSED, State.WITHDRAWN)
        reason = _("Printed: %(raw)s") % {"raw": row.day.raw} if kind == Kind.RECEIVE else _("The register does not say when")
        made.append(
            ComplaintStep(
                complaint=complaint, number=number, kind=kind, from_status=before, to_status=after, taken_at=complaint.logged_at,
                taken_on=stood if is_end else row.day.day, decided_by=_("As printed in the register"), reason=reason,
            )
        )  # fmt: skip
    return made


def is_closed_to(user: Reader, made: RegisterImport) -> bool:
    """Whether a complaint of an import is closed to somebody, who then does not take it out either: what the office brought in
    while it handled complaints for the panel is the panel's after."""
    mine: Any = Complaint.objects.filter(imported=made)
    return mine.exclude(pk__in=mine.visible_to(user).values("pk")).exists()


# Undoing it -------------------------------------------------------------------------------------------------------


def undo_problem(made: RegisterImport) -> str:
    """Why an import cannot be undone; empty where it can: its complaints stand as they came in."""
    if made.undone_at is not None:
        return _("This import was undone")
    mine: Any = Complaint.objects.filter(imported=made)
    worked = mine.exclude(version=1) | mine.filter(held_at__isnull=False)
    touched = set(worked.values_list("reference", flat=True))
    for relation in Complaint._meta.related_objects:
        rows = relation.related_model._default_manager.filter(complaint__in=mine)
        if relation.related_model is Allegation:
            rows = rows.exclude(version=1, number=1)
        if relation.related_model is ComplaintStep:
            rows = rows.exclude(taken_at=made.imported_at, taken_back_at__isnull=True)
        touched |= set(rows.values_list("complaint__reference", flat=True))
    if touched:
        words = _("Somebody has worked on these complaints already: %(names)s")
        return words % {"names": ", ".join(sorted(touched)[:20])}
    return ""


@transaction.atomic
def undo_import(*, register: RegisterImport, version: int, actor: User | None) -> RegisterImport:
    """Take out every complaint of an import, and the file it came in. Its references are not used again.

    Raises ValidationError "stale", and "worked-on" once somebody has worked on one of them.
    """
    held = RegisterImport.objects.select_for_update(of=("self",)).select_related("area", "file").get(pk=register.pk)
    held.still_at(version)
    mine = Complaint.objects.select_for_update().filter(imported=held)
    references = sorted(mine.values_list("reference", flat=True))
    if problem := undo_problem(held):
        raise ValidationError(problem, code="worked-on")
    ComplaintStep.objects.filter(complaint__imported=held).delete()
    Allegation.objects.filter(complaint__imported=held).delete()
    Complaint.objects.filter(imported=held).delete()
    forget_file(held)
    held.undone_at = clock.now()
    held.bump()
    held.save()
    detail = {"register": held.reference, "rows": held.rows, "complaints": references}
    record(actor=actor, action="complaints.import_undone", target=held, area=held.area, detail=detail)
    return held


def forget_file(made: RegisterImport) -> None:
    """Drop the file in which a register came: once its complaints are taken out, or one of them is erased. Not saved here."""
    file, made.file = made.file, None
    if file is not None:
        RegisterImport.objects.filter(pk=made.pk).update(file=None)
        drop_file(file)
