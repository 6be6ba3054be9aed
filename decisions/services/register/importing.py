"""A register brought in from a spreadsheet: sent, read by a job, and taken in whole or not at all.

References stay as they are printed, and the counter of their year goes on after the highest. What the portal holds already is
changed while nobody has signed it, and compared where somebody has: the words of a signed decision stay.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from decisions.models import Decision, DecisionUpload
from decisions.rules.decision_reading import Problem, RegisterRow, columns_of, read_reference, read_row
from decisions.rules.decision_rows import cells_of
from decisions.services.register.entering import enter_decisions
from decisions.services.register.import_checks import change_facts, check_gaps, check_rescinded, differences
from decisions.services.register.logging import SERIES, change_decision
from documents.choices import StoreName
from documents.services.files import FileLost, read_bytes, store_bytes
from interface import clock
from interface.spreadsheets import KINDS, Bounds, read_cells
from jobs.models import Job
from jobs.services import enqueue
from panels.counters import raise_to
from panels.models import PoliceArea

IMPORT_JOB = "decisions.import_register"
# A text of the register may be as long as the longest cell of a spreadsheet; the longer ones are entered by hand
BOUNDS = Bounds(size=20_000_000, rows=10_000, looked_at=20_000, letters=32_000, unpacked=200_000_000)
TYPES = {
    "csv": "text/csv", "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip
TOLD_EVERY = 200  # rows
SENT, REFUSED, DONE = "sent", "refused", "done"

Progress = Callable[[str, int, int], None]


class NotBroughtIn(Exception):
    """The file has problems; nothing of it was kept."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("nothing was kept")
        self.problems = sorted(problems, key=lambda one: one.row)


@dataclass
class Plan:
    """What a file asks for: rows that the register does not hold, decisions to change and the facts to set, what is wrong."""

    new: list[RegisterRow] = field(default_factory=list)
    changed: list[tuple[Decision, RegisterRow, dict[str, Any]]] = field(default_factory=list)
    same: int = 0
    problems: list[Problem] = field(default_factory=list)


# Sending ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def send_register(*, area: PoliceArea, name: str, data: bytes, actor: User) -> tuple[DecisionUpload, Job]:
    """Keep a file of the register, closed to everybody but the office, and ask for it to be read.

    Raises ValidationError on `file` for one that is no CSV, XLSX or ODS, empty, or larger than BOUNDS.
    """
    kind = name.rpartition(".")[2].lower()
    if kind not in KINDS:
        raise ValidationError({"file": ValidationError(_("Choose a CSV, XLSX or ODS file"), code="kind")})
    if len(data) > BOUNDS.size:
        words = _("The file must be %(size)s MB or smaller. Split the register into several files")
        raise ValidationError({"file": ValidationError(words % {"size": BOUNDS.size // 1_000_000}, code="size")})
    made = DecisionUpload(
        area=area, name=name[-200:], status=SENT, sent_at=clock.now(), sent_by=actor,
        file=store_bytes(store=StoreName.RESTRICTED, data=data, media_type=TYPES[kind]),
    )  # fmt: skip
    made.full_clean()
    made.save()
    record(actor=actor, action="decisions.register_sent", target=made, area=area, detail={"upload": made.reference})
    payload = {"upload": made.reference}
    job = enqueue(IMPORT_JOB, key=made.reference, payload=payload, requested_by=actor, area_slug=area.slug)
    return made, job


# Reading ---------------------------------------------------------------------------------------------------------


def read_upload(*, upload: DecisionUpload, progress: Progress) -> DecisionUpload:
    """Take a file in, all of it or nothing, and say on the upload what became of it.

    Done twice it does nothing the second time. Whatever `progress` raises keeps nothing, and the file can be sent again.
    """
    try:
        with transaction.atomic():
            held = _held(upload)
            if held.status != SENT:
                return held
            made, changed = _bring_in(held, progress)
            return _finished(held, DONE, made=made, changed=changed)
    except NotBroughtIn as refusal:
        with transaction.atomic():
            held = _held(upload)
            held.problems = [{"row": one.row, "column": one.column, "reason": one.reason} for one in refusal.problems]
            return _finished(held, REFUSED)


def _held(upload: DecisionUpload) -> DecisionUpload:
    rows = DecisionUpload.objects.select_for_update(of=("self",)).select_related("area", "file", "sent_by")
    return rows.get(pk=upload.pk)


def _finished(held: DecisionUpload, status: str, *, made: int = 0, changed: int = 0) -> DecisionUpload:
    held.status, held.made, held.changed, held.finished_at = status, made, changed, clock.now()
    held.full_clean()
    held.save()
    detail: dict[str, Any] = {"upload": held.reference, "made": made, "changed": changed, "problems": len(held.problems)}
    record(actor=held.sent_by, action=f"decisions.register_{status}", target=held, area=held.area, detail=detail)
    return held


def _bring_in(held: DecisionUpload, progress: Progress) -> tuple[int, int]:
    progress(_("Reading the file"), 0, 0)
    lines, problems = _lines(held)
    if problems:
        raise NotBroughtIn(problems)
    plan = plan_of(held.area, lines, progress)
    if plan.problems:
        raise NotBroughtIn(plan.problems)
    progress(_("Writing the register"), 0, len(plan.new) + len(plan.changed))
    enter_decisions(area=held.area, rows=plan.new, actor=held.sent_by)
    for done, (decision, row, facts) in enumerate(plan.changed, start=1):
        try:
            change_decision(decision=decision, version=decision.version, actor=held.sent_by, **facts)
        except ValidationError as error:
            plan.problems += _as_problems(row, error)
        _tell(progress, _("Writing the register"), len(plan.new) + done, len(plan.new) + len(plan.changed))
    if plan.problems:
        raise NotBroughtIn(plan.problems)
    return len(plan.new), len(plan.changed)


def _lines(held: DecisionUpload) -> tuple[list[tuple[int, dict[str, str]]], list[Problem]]:
    """The cells of each row under the names of their columns, and what keeps the file from being read at all."""
    try:
        numbered = read_cells(held.name, read_bytes(held.file), BOUNDS).rows
    except (ValidationError, FileLost) as error:
        return [], [Problem(0, "", " ".join(error.messages) if isinstance(error, ValidationError) else str(error))]
    (_first, headings), rows = numbered[0], numbered[1:]
    names, problems = columns_of(headings)
    if not rows and not problems:
        problems = [Problem(0, "", _("The file has headings and no decision under them"))]
    words = _("The row has more cells than there are headings. Check its commas and quotation marks")
    problems += [Problem(number, "", words) for number, row in rows if len(row) > len(names)]
    wide = [(number, [*row, *[""] * (len(names) - len(row))]) for number, row in rows]
    return [(number, dict(zip(names, row, strict=False))) for number, row in wide], problems


def plan_of(area: PoliceArea, lines: list[tuple[int, dict[str, str]]], progress: Progress) -> Plan:
    """What the rows of a file ask for, and everything that is wrong with any of them. Holds the counters of their years and the
    decisions that they name, until the caller's transaction ends."""
    plan, today = Plan(), clock.today()
    keys = [read_reference(cells["reference"]) or (0, 0) for _number, cells in lines]
    last = {year: raise_to(area, SERIES, year, 0) for year in sorted({key[0] for key in keys if key[0]})}
    known = _known(area, set(last) | _years_named(lines))
    rows: list[RegisterRow] = []
    for done, (number, cells) in enumerate(lines, start=1):
        decision = known.get(keys[done - 1])
        whole = {**cells_of(decision), **cells} if decision else cells
        row = read_row(number, whole, today)
        rows.append(row)
        if decision is None:
            plan.new.append(row)
        elif not row.problems:
            _compare(plan, decision, row, set(cells))
        _tell(progress, _("Checking the rows"), done, len(lines))
    _refuse_twins(rows)
    check_rescinded(rows, plan.new, known)
    check_gaps(plan.new, known, last)
    plan.problems = [problem for row in rows for problem in row.problems]
    return plan


def _years_named(lines: list[tuple[int, dict[str, str]]]) -> set[int]:
    """The years of the later decisions that rescind those of a file."""
    found = (read_reference(cells.get("rescinded_by", "")) for _number, cells in lines)
    return {key[0] for key in found if key}


def _known(area: PoliceArea, years: set[int]) -> dict[tuple[int, int], Decision]:
    """What the register holds of some years, by year and number, held."""
    rows = Decision.objects.filter(area=area, year__in=years).select_related("area", "maker", "rescinded_by")
    return {(one.year, one.number): one for one in rows.select_for_update(of=("self",)).order_by("pk")}


def _compare(plan: Plan, decision: Decision, row: RegisterRow, columns: set[str]) -> None:
    """Note what a row would change of a decision that the register holds, or why it may not."""
    changed = differences(decision, row, columns)
    if not changed:
        plan.same += 1
    elif not row.problems:
        plan.changed.append((decision, row, change_facts(row, changed)))


def _refuse_twins(rows: list[RegisterRow]) -> None:
    first: dict[tuple[int, int], int] = {}
    for row in rows:
        if not row.key[0]:
            continue
        if row.key in first:
            words = _("%(reference)s stands in row %(row)s already")
            row.wrong("reference", words % {"reference": row.reference, "row": first[row.key]})
        first.setdefault(row.key, row.place)


def _as_problems(row: RegisterRow, error: ValidationError) -> list[Problem]:
    """What a service refused of a row, by column."""
    if not hasattr(error, "error_dict"):
        return [Problem(row.place, "", " ".join(error.messages))]
    noted = RegisterRow(row.place)
    for name, messages in error.message_dict.items():
        noted.wrong(name, " ".join(messages))
    return noted.problems


def _tell(progress: Progress, stage: str, done: int, total: int) -> None:
    if done % TOLD_EVERY == 0 or done == total:
        progress(stage, done, total)
