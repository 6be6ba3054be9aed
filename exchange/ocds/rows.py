"""Rows of the registers, fetched with what of them everybody may read, as plain facts."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from commissioning.choices import ExerciseKind, ExerciseStatus, ExtensionStatus, PartyRole, Precision, Spender
from commissioning.rules import stages as stage_rules
from commissioning.rules.values import current_value, is_invoked
from exchange.ocds.facts import Assessment, Change, Contract, Money, Paid, Part, Step, Tender
from exchange.ocds.facts import Share as Shared
from exchange.publishing.identity import Source, funders_of, organisation_of
from exchange.publishing.papers import papers_of
from exchange.publishing.writing import day_begins
from interface.templatetags.dates import money


def tender_of(row: Any, source: Source) -> Tender:
    """A procurement."""
    return Tender(
        reference=row.reference, title=row.title, about=row.about, specification=row.specification, status=row.status,
        route=row.route, route_words=str(row.get_route_display()), framework=row.framework,
        estimate=_estimate(row, row.estimate), opens_on=row.opens_on, closes_on=row.closes_on,
        steps=_steps(row),
        lots=tuple(_lot(one, row) for one in row.open_lots), shares=_shares(row, source), assessment=_assessment(row),
        papers=papers_of(row, None, source),
    )  # fmt: skip


def contract_of(row: Any, source: Source) -> Contract:
    """A contract."""
    prefix = source.organisation
    partners = [one.provider for one in row.open_parties if one.role == PartyRole.PARTNER]
    value = current_value(row.amount, row.open_variations, row.open_extensions)
    others = [one.provider for one in row.open_parties if one.role == PartyRole.SUBCONTRACTOR]
    return Contract(
        reference=row.reference, title=row.title, purpose=row.purpose, conditions=row.conditions, reasons=row.reasons,
        status=row.status, framework=row.framework, amount=_money(row, row.amount), value_now=_money(row, value),
        awarded_on=row.awarded_on, signed_on=row.signed_on, started_on=row.started_on, ended_on=row.ended_on,
        may_last_until=_may_last_until(row), lot=_lot_of(row),
        suppliers=tuple(organisation_of(one, prefix) for one in (row.provider, *partners)),
        subcontractors=tuple(organisation_of(one, prefix) for one in others),
        funders=funders_of(row.open_shares, source, prefix) if row.open_shares else (), changes=_changes(row),
        paid=tuple(_paid(one, row.provider) for one in row.open_payments), papers=papers_of(row, row.decision, source),
        url=source.url(reverse("awards:award-detail", args=[source.area, row.reference])),
    )  # fmt: skip


def tender_told_at(row: Any) -> datetime:
    """When the newest of a procurement became known, as far as the register says."""
    reached = [day_begins(one.actual_on) for one in row.open_stages if one.actual_on and one.actual_as == Precision.DAY]
    return max([row.published_at, *reached, *(one.added_at for one in row.open_documents)])


def contract_told_at(row: Any) -> datetime:
    """When the newest of a contract became known."""
    paid = [one.published_at for one in row.open_payments]
    return max([row.published_at, row.changed_at, *paid, *(one.added_at for one in row.open_documents)])


# Parts of a procurement --------------------------------------------------------------------------------------------


def _money(row: Any, amount: Decimal) -> Money:
    return Money(amount, row.vat, str(row.get_vat_display()))


def _estimate(row: Any, amount: Decimal | None) -> Money | None:
    """An estimate is told where the office lets everybody read it, for a lot as for the whole."""
    return _money(row, amount) if amount is not None and row.is_estimate_public else None


def _steps(row: Any) -> tuple[Step, ...]:
    stages = stage_rules.in_order(row.open_stages)
    passed = stage_rules.passed_over(stages, is_over=row.status != ExerciseStatus.IN_HAND)
    return tuple(_step(one, is_awaited=one.pk not in passed) for one in stages)


def _step(one: Any, *, is_awaited: bool) -> Step:
    planned = stage_rules.date_words(one.planned_on, one.planned_as)
    expected = stage_rules.date_words(one.expected_on, one.expected_as)
    reached = stage_rules.date_words(one.actual_on, one.actual_as)
    said = ((_("Planned: %(day)s"), planned), (_("Now expected: %(day)s"), expected), (_("Reached: %(day)s"), reached))
    due_on, due_as = stage_rules.expected(one)
    return Step(
        id=f"{one.kind}-{one.number}", kind=one.kind, title=str(one.get_kind_display()),
        words=". ".join([words % {"day": day} for words, day in said if day] + ([one.note] if one.note else [])),
        due_on=_day(due_on, due_as), met_on=_day(one.actual_on, one.actual_as), is_met=one.actual_on is not None,
        is_awaited=is_awaited,
    )  # fmt: skip


def _day(day: date | None, precision: str) -> date | None:
    return day if precision == Precision.DAY else None


def _lot(one: Any, row: Any) -> Part:
    return Part(str(one.number), one.title, one.about, _estimate(row, one.estimate))


def _shares(row: Any, source: Source) -> tuple[Shared, ...]:
    """Who funds a joint procurement. A share in pounds tells the estimate, so that it is told only where that is."""
    found = []
    for one in row.open_shares:
        funder = funders_of([one], source, source.organisation)[0]
        in_pounds = money(one.amount, "pence") if row.is_estimate_public else ""
        found.append(Shared(funder, f"{one.percent.normalize():f}%" if one.percent is not None else in_pounds))
    return tuple(found)


def _assessment(row: Any) -> Assessment | None:
    if row.need is None or row.need.published_at is None:
        return None
    return Assessment(row.need.title, row.need.about, row.need.url)


# Parts of a contract -----------------------------------------------------------------------------------------------


def _may_last_until(row: Any) -> date | None:
    """The last day of the contract if every option that is open were invoked."""
    days = [one.until_on for one in row.open_extensions if one.status == ExtensionStatus.OPEN]
    return max(days, default=None)


def _lot_of(row: Any) -> str:
    """The lot that it is of, where the procurement is told of."""
    is_told = row.exercise and row.exercise.published_at and row.exercise.kind == ExerciseKind.PROCUREMENT
    if row.lot is None or not is_told or row.lot.removed_at is not None or row.lot.exercise_id != row.exercise_id:
        return ""
    return str(row.lot.number)


def _changes(row: Any) -> tuple[Change, ...]:
    varied = [Change(f"variation-{one.number}", one.on, one.words) for one in row.open_variations]
    for one in row.open_extensions:
        if is_invoked(one):
            varied.append(Change(f"extension-{one.number}", one.decided_on, _("Invoked: %(words)s") % {"words": one.words}))
    return tuple(sorted(varied, key=lambda one: (one.on, one.id)))


def _paid(one: Any, provider: Any) -> Paid:
    same_name = one.recipient.casefold().strip() == provider.name.casefold().strip()
    is_to_supplier = not one.is_withheld and (one.provider_id == provider.pk or same_name)
    return Paid(one.reference, one.paid_on, one.amount, one.spender == Spender.COMMISSIONER, is_to_supplier)
