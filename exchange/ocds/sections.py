"""The sections of a release: planning, tender, awards, contracts and their implementation, and the parties of all."""

from collections.abc import Iterable
from typing import Any

from commissioning.choices import CURRENCY, AwardStatus, ExerciseStatus, Route, StageKind
from exchange.ocds.facts import Contract, Paid, Part, Process, Step, Tender
from exchange.ocds.parts import documents, milestones, paragraphs, period, reference, value, vat_words
from exchange.publishing.identity import Organisation, Source, publisher_as_organisation
from exchange.publishing.writing import day_begins, moment, plain, without_nothing

METHODS = {Route.OPEN: "open", Route.SELECTIVE: "selective", Route.FRAMEWORK: "selective", Route.DIRECT: "direct"}
CONTRACT_STATES = {AwardStatus.AWARDED: "pending", AwardStatus.LIVE: "active", AwardStatus.ENDED: "terminated"}
# Stages before anybody is asked to bid, and those after the award
PLANNED = frozenset({StageKind.NEEDS, StageKind.SPECIFICATION, StageKind.MARKET})
DELIVERED = frozenset({StageKind.MOBILISATION, StageKind.LIVE, StageKind.EXTENSION, StageKind.RETENDER, StageKind.END})


# Planning and tender -----------------------------------------------------------------------------------------------


def planning(tender: Tender) -> dict[str, Any]:
    """What came before bids were asked for: the need, the funders, the first stages."""
    need = tender.assessment
    papers = [{"id": "needs-assessment", "documentType": "needsAssessment", "title": plain(need.title), "url": need.url}] \
        if need and need.url else []  # fmt: skip
    budget = "; ".join(": ".join(one for one in (share.funder.name, share.words) if one) for share in tender.shares)
    return without_nothing({
        "rationale": paragraphs(need.title, need.about) if need else "",
        "budget": {"description": plain(budget)} if budget else None, "documents": papers,
        "milestones": milestones(one for one in tender.steps if one.kind in PLANNED),
    })  # fmt: skip


def tender_section(tender: Tender, source: Source, *, has_contracts: bool) -> dict[str, Any]:
    """How bids are asked for. Stages after the award stand here as long as there is no contract to put them under."""
    steps = [one for one in tender.steps if one.kind not in PLANNED and not (has_contracts and one.kind in DELIVERED)]
    words = [tender.route_words if tender.route in METHODS else "", tender.framework]
    told = vat_words(tender.estimate) if tender.estimate else ""
    return without_nothing({
        "id": tender.reference, "title": plain(tender.title),
        "description": paragraphs(tender.about, tender.specification, told), "status": _tender_state(tender),
        "procuringEntity": reference(publisher_as_organisation(source)), "value": value(tender.estimate),
        "procurementMethod": METHODS.get(Route(tender.route)),
        "procurementMethodDetails": ": ".join(plain(one) for one in words if one),
        "tenderPeriod": period(tender.opens_on, tender.closes_on), "lots": [_lot(one) for one in tender.lots],
        "documents": documents(tender.papers), "milestones": milestones(steps),
    })  # fmt: skip


def _tender_state(tender: Tender) -> str:
    if tender.status != ExerciseStatus.IN_HAND:
        return "complete" if tender.status == ExerciseStatus.COMPLETE else "cancelled"
    reached = {one.kind for one in tender.steps if one.is_met}
    if StageKind.AWARD in reached:
        return "complete"
    return "active" if StageKind.NOTICE in reached else "planning"


def _lot(one: Part) -> dict[str, Any]:
    return without_nothing({
        "id": one.id, "title": plain(one.title), "description": plain(one.about), "value": value(one.estimate)
    })  # fmt: skip


# Awards and contracts ----------------------------------------------------------------------------------------------


def award_section(one: Contract) -> dict[str, Any]:
    """To whom a contract was awarded, for how much as of that day."""
    return without_nothing({
        "id": one.reference, "title": plain(one.title),
        "description": paragraphs(one.purpose, f"Reasons: {one.reasons}" if one.reasons.strip() else "", vat_words(one.amount)),
        "status": "active", "date": moment(day_begins(one.awarded_on)), "value": value(one.amount),
        "suppliers": [reference(each) for each in one.suppliers], "relatedLots": [one.lot] if one.lot else [],
        "contractPeriod": period(one.started_on, one.ended_on, one.may_last_until),
        "documents": documents(paper for paper in one.papers if paper.kind in ("notice", "decision")),
    })  # fmt: skip


def contract_section(one: Contract, steps: Iterable[Step], source: Source) -> dict[str, Any]:
    """The contract as it stands: with what was changed of it, what was paid, and how far it has come."""
    framework = f"Framework agreement: {one.framework}" if one.framework.strip() else ""
    return without_nothing({
        "id": one.reference, "awardID": one.reference, "title": plain(one.title),
        "description": paragraphs(one.conditions, framework, vat_words(one.value_now)),
        "status": CONTRACT_STATES[AwardStatus(one.status)], "value": value(one.value_now),
        "period": period(one.started_on, one.ended_on, one.may_last_until),
        "dateSigned": moment(day_begins(one.signed_on)) if one.signed_on else None,
        "documents": documents(paper for paper in one.papers if paper.kind not in ("notice", "decision")),
        "amendments": [
            {"id": change.id, "date": moment(day_begins(change.on)), "description": plain(change.words)} for change in one.changes
        ],
        "implementation": _implementation(one, [step for step in steps if step.kind in DELIVERED], source),
    })  # fmt: skip


def _implementation(one: Contract, steps: list[Step], source: Source) -> dict[str, Any]:
    return without_nothing({
        "transactions": [_transaction(paid, one, source) for paid in one.paid], "milestones": milestones(steps),
    })  # fmt: skip


def _transaction(paid: Paid, one: Contract, source: Source) -> dict[str, Any]:
    """A payment that is public. Whom it went to is named only where that is the supplier, not a person."""
    return without_nothing({
        "id": plain(paid.id), "date": moment(day_begins(paid.on)), "value": {"amount": paid.amount, "currency": CURRENCY},
        "payer": reference(publisher_as_organisation(source)) if paid.is_own else None,
        "payee": reference(one.suppliers[0]) if paid.is_to_supplier else None,
    })  # fmt: skip


# Parties -----------------------------------------------------------------------------------------------------------


def parties(process: Process, source: Source) -> list[dict[str, Any]]:
    """Every organisation once, with all that it is in the process."""
    found: dict[str, tuple[Organisation, list[str]]] = {}
    for one, role in _roles(process, source):
        known = found.setdefault(one.id, (one, []))
        if role not in known[1]:
            known[1].append(role)
    return [_party(one, roles) for one, roles in found.values()]


def _roles(process: Process, source: Source) -> Iterable[tuple[Organisation, str]]:
    own = publisher_as_organisation(source)
    yield own, "buyer"
    if process.tender:
        yield own, "procuringEntity"
        yield from ((share.funder, "funder") for share in process.tender.shares)
    for one in process.contracts:
        yield from ((each, "funder") for each in one.funders)
        yield from ((each, "supplier") for each in one.suppliers)
        yield from ((each, "subcontractor") for each in one.subcontractors)
        if any(paid.is_own for paid in one.paid):
            yield own, "payer"
        if any(paid.is_to_supplier for paid in one.paid):
            yield one.suppliers[0], "payee"


def _party(one: Organisation, roles: list[str]) -> dict[str, Any]:
    known = [{"scheme": register, "id": number, "legalName": plain(one.name)} for register, number in one.registers]
    return without_nothing({
        "id": one.id, "name": plain(one.name), "identifier": known[0] if known else None, "additionalIdentifiers": known[1:],
        "address": {"postalCode": plain(one.postcode)} if one.postcode else None, "roles": roles,
    })  # fmt: skip
