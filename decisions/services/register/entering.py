"""Decisions of an older register entered under the references that stood there, with the steps that it tells of."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from decisions.choices import CameFrom
from decisions.choices import DecisionStatus as Status
from decisions.choices import DecisionStepKind as Kind
from decisions.models import Decision, DecisionStep
from decisions.rules.decision_reading import BLANK, RegisterRow
from decisions.rules.decision_rows import DAYS, LONGEST, TEXTS
from decisions.services.register.logging import SERIES
from decisions.services.register.nil_returns import take_back_all
from interface import clock
from panels.counters import raise_to
from panels.models import OfficeHolder, PoliceArea

BATCH = 500
FACTS = (*TEXTS, *LONGEST, *DAYS, "cost_kind", "cost", "is_significant", "access", "exempt_paragraph")
# The step of a state that no day of the register tells of
OTHERS = {
    Status.ON_BOARD: Kind.PUT_ON_BOARD, Status.AGREED: Kind.AGREE, Status.DEFERRED: Kind.DEFER, Status.REJECTED: Kind.REJECT,
    Status.WITHDRAWN: Kind.WITHDRAW,
}  # fmt: skip
STEP_DAYS = (
    (Kind.SIGN, Status.SIGNED, "signed_on"), (Kind.PUBLISH, Status.PUBLISHED, "published_on"),
    (Kind.IMPLEMENT, Status.IMPLEMENTED, "implemented_on"), (Kind.RESCIND, Status.RESCINDED, "rescinded_on"),
)  # fmt: skip


@transaction.atomic
def enter_decisions(*, area: PoliceArea, rows: Sequence[RegisterRow], actor: User | None) -> list[Decision]:
    """Enter rows that have no problem and that the register does not hold, in the order of their numbers.

    The counter of each year goes on after its highest number, and nil returns that a signature contradicts are taken back. One
    entry of the trail tells of all of them, by the numbers of each year.
    """
    if not rows:
        return []
    holders = list(OfficeHolder.objects.filter(area=area))
    pairs = [(_decision(area, row, holders, actor), row) for row in sorted(rows, key=lambda row: row.key)]
    made = [one for one, _row in pairs]
    Decision.objects.bulk_create(made, batch_size=BATCH)
    _rescind(area, pairs)
    steps = [step for one in made for step in _steps(one, actor)]
    DecisionStep.objects.bulk_create(steps, batch_size=BATCH)
    years: dict[int, list[int]] = {}
    for one in made:
        years.setdefault(one.year, []).append(one.number)
    for year, numbers in sorted(years.items()):
        raise_to(area, SERIES, year, max(numbers))
    take_back_all(area=area, decisions=made, actor=actor)
    detail = {str(year): {"rows": len(numbers), "first": min(numbers), "last": max(numbers)} for year, numbers in years.items()}
    record(actor=actor, action="decisions.register_entered", area=area, detail={"years": detail})
    return made


def _decision(area: PoliceArea, row: RegisterRow, holders: Sequence[OfficeHolder], actor: User | None) -> Decision:
    """A row as a decision that is not saved; one that was rescinded is as it was before that."""
    values: dict[str, Any] = {**BLANK, **row.values}
    status = values["status"]
    if status == Status.RESCINDED:
        status = Status.IMPLEMENTED if values["implemented_on"] else Status.PUBLISHED if values["published_on"] else Status.SIGNED
    day = values["signed_on"] or values["proposed_on"]
    maker = _holder_named(values["maker_words"], day, holders)
    made = Decision(
        area=area, year=row.key[0], number=row.key[1], came_from=CameFrom.REGISTER, created_at=clock.now(), created_by=actor,
        **{name: values[name] for name in FACTS},
    )  # fmt: skip
    made.status, made.rescinded_on = status, None
    made.maker, made.maker_words = maker, "" if maker else values["maker_words"]
    made.published_at = _start_of(values["published_on"])
    made.rows_made = len(_route(made, values["status"]))
    return made


def _holder_named(words: str, day: date, holders: Sequence[OfficeHolder]) -> OfficeHolder | None:
    """The office holder of that very name who held the office on the day; None where none or several did."""
    found = [one for one in holders if words and one.name.casefold() == words.casefold() and one.held_on(day)]
    return found[0] if len(found) == 1 else None


def _start_of(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), clock.LONDON) if day else None


def _rescind(area: PoliceArea, pairs: Sequence[tuple[Decision, RegisterRow]]) -> None:
    """Link each rescinded decision to the later one, once both are there."""
    gone = [(one, row) for one, row in pairs if row.values.get("rescinded_by")]
    wanted = {row.values["rescinded_by"] for _one, row in gone}
    rows = Decision.objects.filter(area=area, year__in={year for year, _number in wanted})
    known = {(one.year, one.number): one for one in rows}
    for one, row in gone:
        one.rescinded_by, one.rescinded_on = known[row.values["rescinded_by"]], row.values["rescinded_on"]
        one.status = Status.RESCINDED
    Decision.objects.bulk_update([one for one, _row in gone], ["status", "rescinded_by", "rescinded_on"], batch_size=BATCH)


def _route(one: Decision, status: str) -> list[tuple[Kind, str, date]]:
    """The steps that the register tells of: kind, the state that each leads to, and its day. Where it does not say on which day
    a decision came to stand where it is, that is the day of the proposal."""
    route: list[tuple[Kind, str, date]] = [(Kind.PROPOSE, Status.PROPOSED, one.proposed_on)]
    if status in OTHERS:
        route.append((OTHERS[Status(status)], status, one.proposed_on))
    for kind, leads_to, name in STEP_DAYS:
        day = getattr(one, name)
        if day or (kind == Kind.RESCIND and status == Status.RESCINDED):
            route.append((kind, leads_to, day or one.proposed_on))
    return route


def _steps(one: Decision, actor: User | None) -> list[DecisionStep]:
    made, before = [], ""
    for number, (kind, after, day) in enumerate(_route(one, one.status), start=1):
        reason = _("From an older register, which does not say when") if kind in OTHERS.values() else _("From an older register")
        made.append(
            DecisionStep(
                decision=one, number=number, kind=kind, before=before, after=after, taken_on=day, reason=reason,
                condition=one.condition if kind == Kind.DEFER else "", made_at=one.created_at, made_by=actor,
            )
        )  # fmt: skip
        before = after
    return made
