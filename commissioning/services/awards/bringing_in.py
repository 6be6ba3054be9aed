"""Awards out of a table or another publisher's file: all of them or none, and the same file again changes nothing."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from commissioning.choices import MADE, AwardKind, AwardStatus
from commissioning.models import Award, Document, Fund, Party, Provider, Share
from commissioning.rules.award_rows import SERIES, AwardRow, Brought, row_problems, series_of, status_on
from commissioning.rules.awards import fact_problems, missing_to_publish
from commissioning.services.awards.openness import hold_organisations, open_parts, publish_providers
from commissioning.services.providers import find_or_create_provider
from documents.choices import Access
from interface import clock
from panels.counters import next_references, raise_to
from panels.models import PoliceArea
from panels.services.keeping import hold_area

# What a line says of an award, under the same name in both
SAID = (
    "title", "purpose", "conditions", "reasons", "amount", "vat", "awarded_on", "started_on", "ended_on", "their_identifier",
    "source_url", "is_crime_and_disorder",
)  # fmt: skip
OF_THE_FILE = ("their_identifier", "source_url")  # stay where a line does not say them
BATCH = 500
Progress = Callable[[int, int], None]


@dataclass
class Plan:
    """What a file would do: awards to make with the line of each, awards to change, and how many stay as they are."""

    new: list[tuple[AwardRow, Award]] = field(default_factory=list)
    changed: list[tuple[AwardRow, Award]] = field(default_factory=list)
    same: int = 0

    @property
    def brought(self) -> Brought:
        return Brought(len(self.new), len(self.changed), self.same)


@transaction.atomic
def bring_in_awards(
    *, area: PoliceArea, rows: Sequence[AwardRow], actor: User | None, came_from: str, progress: Progress | None = None
) -> Brought:
    """Make the awards that are new and change those that are there, by reference, by the identifier of the file, or else by kind,
    title, provider, amount and day. Providers that are not there are made; they, and the awards, are public where a line says so.

    Raises ValidationError with a sentence for each line that is wrong, `params` of which hold `row`, counted from 1, and
    `column`; nothing is kept then.
    """
    held = hold_area(area)
    plan = _plan(held, rows, came_from, actor, progress)
    _refuse_wrong(held, rows, plan)
    _write(held, plan, actor)
    done = plan.brought
    detail = {"made": done.made, "changed": done.changed, "same": done.same, "came_from": came_from}
    record(actor=actor, action="commissioning.awards_brought_in", target=held, area=held, detail=detail)
    return done


def preview_awards(
    *, area: PoliceArea, rows: Sequence[AwardRow], actor: User | None, came_from: str, progress: Progress | None = None
) -> Brought:
    """What `bring_in_awards` would do; nothing is kept. Raises the same ValidationError."""
    with transaction.atomic():
        plan = _plan(hold_area(area), rows, came_from, actor, progress)
        _refuse_wrong(area, rows, plan)
        transaction.set_rollback(True)
    return plan.brought


# What a file would do -------------------------------------------------------------------------------------------------


def _plan(
    area: PoliceArea, rows: Sequence[AwardRow], came_from: str, actor: User | None, progress: Progress | None
) -> Plan:  # fmt: skip
    """Raises ValidationError for lines that are wrong by themselves; providers are made, for an award needs its own."""
    _refuse([(number, problems) for number, row in enumerate(rows, 1) if (problems := row_problems(row))])
    known = _Known(area)
    hold_organisations(area)
    funds, providers = {one.slug: one for one in Fund.objects.filter(area=area)}, _Providers(area, actor)
    plan, wrong = Plan(), []
    for number, row in enumerate(rows, 1):
        if row.fund and row.fund not in funds:
            wrong.append((number, {"fund": _("There is no such fund. Enter it first, or leave this empty")}))
            continue
        try:
            provider = providers.of(row)
        except ValidationError as error:
            wrong.append((number, _by_field(error)))
            continue
        _place(plan, row, known.take(row, provider), provider, funds.get(row.fund), area, came_from)
        if progress is not None:
            progress(number, len(rows))
    _refuse(wrong)
    return plan


def _place(
    plan: Plan, row: AwardRow, award: Award | None, provider: Provider, fund: Fund | None, area: PoliceArea, came_from: str
) -> None:  # fmt: skip
    if award is None:
        now = clock.now()
        award = Award(area=area, kind=row.kind, reference=row.reference, came_from=came_from, created_at=now, changed_at=now)
        _say(award, row, provider, fund)
        plan.new.append((row, award))
    elif _say(award, row, provider, fund):
        plan.changed.append((row, award))
    else:
        plan.same += 1


def _say(award: Award, row: AwardRow, provider: Provider, fund: Fund | None) -> bool:
    """Let an award say what its line says; whether that is anything new. What only the portal knows stays."""
    facts: dict[str, Any] = {name: getattr(row, name) for name in SAID}
    facts = {name: value.strip() if isinstance(value, str) else value for name, value in facts.items()}
    facts = {name: value for name, value in facts.items() if value or name not in OF_THE_FILE}
    names = [*facts, "provider_id", "fund_id", "status", "published_at"]
    before = [getattr(award, name) for name in names]
    for name, value in facts.items():
        setattr(award, name, value)
    award.provider, award.fund = provider, fund or award.fund
    if award.status == AwardStatus.DRAFT:
        award.status = status_on(clock.today(), row)
    if row.publish and not award.published_at:
        award.published_at = clock.now()
    return before != [getattr(award, name) for name in names]


class _Known:
    """The awards of an area as a file may name them. Each is found once, so that two equal lines are two awards."""

    def __init__(self, area: PoliceArea) -> None:
        named = Award.objects.filter(area=area).select_related("area", "provider", "fund", "exercise", "lot", "priority")
        rows = list(named.select_for_update(of=("self",)))
        self.by_reference = {one.reference: one for one in rows}
        self.by_identifier = {one.their_identifier: one for one in rows if one.their_identifier}
        self.by_words: dict[tuple[Any, ...], list[Award]] = defaultdict(list)
        for one in sorted(rows, key=lambda award: award.pk):
            self.by_words[_words(one, one.provider)].append(one)

    def take(self, row: AwardRow, provider: Provider) -> Award | None:
        if row.reference:
            return self.by_reference.pop(row.reference, None)
        if row.their_identifier:
            return self.by_identifier.pop(row.their_identifier, None)
        found = self.by_words.get(_words(row, provider))
        return found.pop(0) if found else None


def _words(one: Any, provider: Provider) -> tuple[Any, ...]:
    return one.kind, one.title.strip().casefold(), provider.pk, one.amount, one.awarded_on


class _Providers:
    """The providers of a file, each looked for once."""

    def __init__(self, area: PoliceArea, actor: User | None) -> None:
        self.area, self.actor = area, actor
        self.found: dict[tuple[str, ...], Provider] = {}

    def of(self, row: AwardRow) -> Provider:
        key = (row.provider_name.strip(), row.charity_number, row.company_number, row.provider_identifier)
        if key not in self.found:
            self.found[key] = find_or_create_provider(
                area=self.area, name=row.provider_name, actor=self.actor, charity_number=row.charity_number,
                company_number=row.company_number, identifier=row.provider_identifier,
            )[0]  # fmt: skip
        return self.found[key]


# What is wrong --------------------------------------------------------------------------------------------------------


def _refuse_wrong(area: PoliceArea, rows: Sequence[AwardRow], plan: Plan) -> None:
    """Refuse what is wrong with lines beside one another and with the awards that they make."""
    numbers = {id(row): number for number, row in enumerate(rows, 1)}
    wrong = _twice(rows)
    for row, award in (*plan.new, *plan.changed):
        if award.status == AwardStatus.CANCELLED:
            wrong.append((numbers[id(row)], {"reference": _("This award is cancelled. Take the line out")}))
        elif award.kind != row.kind:
            wrong.append((numbers[id(row)], {"kind": _("The award of this reference is of the other kind")}))
        elif problems := fact_problems(award) or _state_problems(award) or _field_problems(award):
            wrong.append((numbers[id(row)], problems))
    _refuse(sorted(wrong, key=lambda one: one[0]))


def _state_problems(award: Award) -> dict[str, str]:
    """What an award that is made, and one that is public, must say."""
    if award.status in MADE and award.awarded_on is None:
        return {"awarded_on": _("Enter the day on which it was awarded")}
    return missing_to_publish(award) if award.published_at else {}


def _field_problems(award: Award) -> dict[str, str]:
    """What a field itself refuses; whatever an award points at was fetched, and is not asked for again."""
    fetched = [one.name for one in Award._meta.fields if one.is_relation]
    try:
        award.clean_fields(exclude={*fetched, "reference"})
    except ValidationError as error:
        return _by_field(error)
    return {}


def _twice(rows: Sequence[AwardRow]) -> list[tuple[int, dict[str, str]]]:
    """Lines that name an award which an earlier line named."""
    seen, wrong = set(), []
    for number, row in enumerate(rows, 1):
        for name in ("reference", "their_identifier"):
            if (key := (name, getattr(row, name))) in seen and key[1]:
                wrong.append((number, {name: _("An earlier line has the same. Take one of the two out")}))
            seen.add(key)
    return wrong


def _refuse(wrong: list[tuple[int, dict[str, str]]]) -> None:
    if wrong:
        words = _("Row %(row)d: %(what)s")
        raise ValidationError([
            ValidationError(words, code="row", params={"row": number, "column": column, "what": what})
            for number, problems in wrong for column, what in problems.items()
        ])  # fmt: skip


def _by_field(error: ValidationError) -> dict[str, str]:
    if hasattr(error, "error_dict"):
        return {name: " ".join(said) for name, said in error.message_dict.items()}
    return {"provider_name": " ".join(error.messages)}


# What it does ---------------------------------------------------------------------------------------------------------


def _write(area: PoliceArea, plan: Plan, actor: User | None) -> None:
    _number(area, [award for _row, award in plan.new])
    for _row, award in plan.new:
        award.created_by = actor
    Award.objects.bulk_create([award for _row, award in plan.new], batch_size=BATCH)
    for _row, award in plan.changed:
        award.changed_at = clock.now()
        award.bump()
    names = [*SAID, "provider", "fund", "status", "published_at", "changed_at", "version"]
    Award.objects.bulk_update([award for _row, award in plan.changed], names, batch_size=BATCH)
    _add_funders(plan)
    _open(plan, actor)


def _number(area: PoliceArea, awards: list[Award]) -> None:
    """References for the new ones, each of the year of its award; those that came with one keep it."""
    wanting: dict[tuple[str, int], list[Award]] = defaultdict(list)
    for award in awards:
        if found := series_of(award.reference):
            raise_to(area, *found)
        else:
            year = (award.awarded_on or clock.today()).year
            wanting[SERIES[AwardKind(award.kind)], year].append(award)
    for (series, year), ones in sorted(wanting.items()):
        for award, reference in zip(ones, next_references(area, series, year, len(ones)), strict=True):
            award.reference = reference


def _add_funders(plan: Plan) -> None:
    """Where a line names whose money it is, all of it is theirs; shares that somebody entered stay."""
    lines = [(row, award) for row, award in (*plan.new, *plan.changed) if row.funder]
    shared = set(Share.objects.filter(award__in=[award for _row, award in lines]).values_list("award_id", flat=True))
    made = [
        Share(award=award, number=1, funder=row.funder.strip(), percent=Decimal(100))
        for row, award in lines if award.pk not in shared
    ]  # fmt: skip
    Share.objects.bulk_create(made, batch_size=BATCH)


def _open(plan: Plan, actor: User | None) -> None:
    """Let out with the awards what goes out with them; a new one has neither files nor other organisations yet."""
    out = (award for _row, award in (*plan.new, *plan.changed) if award.published_at and award.access == Access.PUBLIC)
    publish_providers({award.provider_id for award in out}, actor)
    changed = [award for _row, award in plan.changed]
    with_parts = {
        key for model in (Document, Party) for key in model.objects.filter(award__in=changed).values_list("award", flat=True)
    }
    for award in changed:
        if award.pk in with_parts:
            open_parts(award, actor)
