"""A procurement, a contract and a grant with everything that may hang on them."""

from datetime import UTC, date, datetime
from decimal import Decimal

from commissioning import choices
from tests.factories import commissioning as make

AT = datetime(2022, 2, 1, 9, 30, tzinfo=UTC)


def whole_procurement(area, **facts):
    """A procurement of all parts, public."""
    need = make.NeedFactory(area=area, title="What victims need", about="Asked of 200 people.", url="https://portal.example/need")
    exercise = make.ExerciseFactory(
        area=area, need=need, title="Support after crime", about="Support in every district.", route=choices.Route.OPEN,
        estimate=Decimal("250000.00"), is_estimate_public=True, vat=choices.Vat.EXCLUDING, opens_on=date(2021, 9, 1),
        closes_on=date(2021, 10, 1), published_at=AT, **facts,
    )  # fmt: skip
    make.LotFactory(exercise=exercise, estimate=Decimal("125000.00"))
    make.LotFactory(exercise=exercise)
    make.ShareFactory(award=None, exercise=exercise, funder="A council", percent=Decimal("40"))
    kinds = choices.StageKind
    for kind, day in ((kinds.MARKET, date(2021, 8, 2)), (kinds.NOTICE, date(2021, 9, 1)), (kinds.MOBILISATION, date(2022, 2, 1))):
        make.StageFactory(exercise=exercise, kind=kind, planned_on=day, actual_on=day)
    make.StageFactory(exercise=exercise, kind=kinds.END, planned_on=date(2025, 1, 1), planned_as=choices.Precision.YEAR)
    make.DocumentFactory(award=None, exercise=exercise, kind=choices.DocumentKind.SPECIFICATION, added_at=AT)
    return exercise


def whole_contract(exercise, **facts):
    """A contract of all parts, public, that came of a procurement."""
    contract = make.AwardFactory(
        contract=True, area=exercise.area, exercise=exercise, lot=exercise.lots.first(), title="Support contract",
        provider__company_number="05892114", amount=Decimal("120000.10"), signed_on=date(2022, 1, 31), published_at=AT,
        started_on=date(2022, 2, 1), ended_on=date(2024, 1, 31), status=choices.AwardStatus.LIVE, changed_at=AT, **facts,
    )  # fmt: skip
    make.PartyFactory(award=contract)
    make.PartyFactory(award=contract, role=choices.PartyRole.SUBCONTRACTOR)
    make.ShareFactory(award=contract, funder="Home Office", percent=Decimal("100"))
    make.VariationFactory(award=contract, change=Decimal("250.05"), words="One more worker")
    invoked = {"status": choices.ExtensionStatus.INVOKED, "decided_on": date(2022, 3, 1)}
    make.ExtensionFactory(award=contract, amount=Decimal("1000.00"), until_on=date(2024, 6, 30), **invoked)
    make.ExtensionFactory(award=contract, until_on=date(2025, 1, 31))
    make.PaymentFactory(area=exercise.area, award=contract, provider=contract.provider, amount=Decimal("1204.50"))
    make.PaymentFactory(area=exercise.area, award=contract, recipient="A person", is_withheld=True, amount=Decimal("600.00"))
    make.DocumentFactory(award=contract, kind=choices.DocumentKind.CONTRACT, added_at=AT)
    return contract


def whole_grant(area, **facts):
    """A grant of all parts, public."""
    fund = make.FundFactory(area=area, title="Community action fund")
    round_ = make.ExerciseFactory(area=area, of_grants=True, fund=fund, route=choices.Route.OPEN)
    provider = make.ProviderFactory(
        area=area, charity_number="1118907", company_number="05892114", url="https://provider.example", postcode="BS1 1AA"
    )  # fmt: skip
    grant = make.AwardFactory(**{
        "area": area, "fund": fund, "exercise": round_, "provider": provider, "priority": make.PriorityFactory(area=area),
        "amount": Decimal("5000.10"), "started_on": date(2022, 2, 1), "ended_on": date(2022, 7, 31), "published_at": AT,
        "conditions": "Two reports.", "changed_at": AT, **facts,
    })  # fmt: skip
    make.ShareFactory(award=grant, funder="Home Office", percent=Decimal("60"))
    make.ShareFactory(award=grant, funder="A council", percent=Decimal("40"))
    make.DocumentFactory(award=grant, kind=choices.DocumentKind.AGREEMENT, added_at=AT)
    return grant
