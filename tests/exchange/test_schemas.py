"""The schemas find what is wrong: planted errors, each found; and 5,000 awards as the portal writes them, without an error."""

from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal

import pytest

from commissioning import models as m
from commissioning.choices import AwardKind, AwardStatus, StageKind, Vat
from exchange.ocds.files import records_file, releases_file
from exchange.ocds.reading import processes_of
from exchange.publishing.identity import source_of
from exchange.publishing.writing import as_json
from exchange.threesixtygiving.facts import grants_of
from exchange.threesixtygiving.files import grants_file
from interface import clock
from tests.exchange.schemas import errors, grants_validator, needs_schemas, read, records_validator, releases_validator
from tests.exchange.whole import whole_contract, whole_grant, whole_procurement
from tests.factories import commissioning as make

pytestmark = needs_schemas
MANY = 5_000

# Where the error is planted, and what stands there then; None takes the field out
IN_GRANTS = [
    ("version", "1.4.0"), ("grants", []), ("publisher/name", None), ("license", "OGL 3"), ("grants/0/id", None),
    ("grants/0/title", 7), ("grants/0/description", None), ("grants/0/currency", "PND"), ("grants/0/amountAwarded", "5000.10"),
    ("grants/0/awardDate", "31/01/2022"), ("grants/0/recipientOrganization", []), ("grants/0/recipientOrganization/0/name", None),
    ("grants/0/fundingOrganization/0/id", None), ("grants/0/fromOpenCall", "Maybe"), ("grants/0/url", "not an address"),
    ("grants/0/recipientIndividual", {"id": "1", "name": "A person"}), ("grants/0/dateModified", "yesterday"),
]  # fmt: skip
IN_RELEASES = [
    ("version", "one"), ("releases/0/ocid", ""), ("releases/0/id", None), ("releases/0/date", "2022-01-31"),
    ("releases/0/tag", []), ("releases/0/initiationType", "award"), ("releases/0/parties/0/id", 7),
    ("releases/0/tender/id", None), ("releases/0/tender/status", "open"), ("releases/0/tender/procurementMethod", "fair"),
    ("releases/0/tender/value/currency", "POUNDS"), ("releases/0/awards/0/value/amount", "120000.10"),
    ("releases/0/awards/0/status", "made"), ("releases/0/contracts/0/awardID", None),
    ("releases/0/contracts/0/status", "done"), ("releases/0/contracts/0/period/startDate", "2022"),
    ("releases/0/contracts/0/implementation/transactions/0/id", None), ("releases/0/contracts/0/documents/0/url", "no address"),
]  # fmt: skip


def planted(document: dict, path: str, value) -> dict:
    made = deepcopy(document)
    *steps, last = path.split("/")
    found = made
    for step in steps:
        found = found[int(step)] if isinstance(found, list) else found[step]
    if value is None:
        del found[last]
    else:
        found[last] = value
    return made


@pytest.fixture
def grants(area):
    whole_grant(area)
    source = source_of(area)
    return read(grants_file(grants_of(area, source), source, "json"))


@pytest.fixture
def processes(area):
    whole_contract(whole_procurement(area))
    source = source_of(area)
    return processes_of(area, source), source


def test_every_planted_error_is_found_among_grants(grants):
    validator = grants_validator()

    assert errors(validator, grants) == []
    assert [path for path, value in IN_GRANTS if not errors(validator, planted(grants, path, value))] == []


def test_every_planted_error_is_found_among_releases(processes):
    validator, package = releases_validator(), read(as_json(releases_file(*processes)))

    assert errors(validator, package) == []
    assert [path for path, value in IN_RELEASES if not errors(validator, planted(package, path, value))] == []


def test_every_planted_error_is_found_among_records(processes):
    validator, package = records_validator(), read(as_json(records_file(*processes)))
    of_release = [("records/0/compiledRelease/" + path[len("releases/0/") :], value) for path, value in IN_RELEASES[1:]]
    of_record = [
        ("records/0/ocid", None), ("version", "one"), ("packages", []), ("records/0/releases/0/date", None),
        ("records/0/releases/0/url", None), ("records", {}),
    ]  # fmt: skip

    assert errors(validator, package) == []
    assert [path for path, value in of_release + of_record if not errors(validator, planted(package, path, value))] == []


# Many ---------------------------------------------------------------------------------------------------------------


def _awards(area, kind: str, count: int) -> list[m.Award]:
    """Awards as many as a big office has in ten years: every treatment of VAT, every state, with and without days."""
    providers = [make.ProviderFactory(area=area, charity_number="" if n % 3 else f"{1000000 + n}") for n in range(40)]
    states = [AwardStatus.AWARDED, AwardStatus.LIVE, AwardStatus.ENDED]
    begin, now = date(2012, 11, 22), clock.now()
    rows = [
        m.Award(
            area=area, kind=kind, reference=f"{kind[0].upper()}-{2012 + n % 10}-{n:04d}", title=f"Award “{n}” – café & more",
            purpose="" if n % 7 == 0 else f"Purpose {n}", reasons=f"Reason {n}" * (n % 2), provider=providers[n % 40],
            amount=Decimal(n * n % 10_000_019) / 100, vat=list(Vat)[n % 5], awarded_on=begin + timedelta(days=n % 3500),
            started_on=begin + timedelta(days=n % 3500) if n % 4 else None, ended_on=date(2025, 3, 31) if n % 5 else None,
            signed_on=begin + timedelta(days=n % 3500) if n % 2 else None, status=states[n % 3], published_at=now,
            changed_at=now, created_at=now,
        )
        for n in range(count)
    ]  # fmt: skip
    return m.Award.objects.bulk_create(rows)


def _parts(awards: list[m.Award]) -> None:
    """What hangs on some of them."""
    m.Variation.objects.bulk_create(
        [m.Variation(award=one, number=1, on=one.awarded_on, words="More", change=Decimal("0.10")) for one in awards[::5]]
    )
    m.Share.objects.bulk_create(
        [m.Share(award=one, number=n, funder=f"Funder {n}", percent=50) for one in awards[::7] for n in (1, 2)]
    )
    now = clock.now()
    m.Payment.objects.bulk_create(
        [
            m.Payment(
                area=one.area, reference=f"P-{one.reference}", paid_on=one.awarded_on, recipient=one.provider.name, award=one,
                amount=one.amount, purpose="Paid", published_at=now, created_at=now,
            )
            for one in awards[::3]
        ]
    )  # fmt: skip


def _exercises(area, awards: list[m.Award]) -> None:
    now = clock.now()
    made = m.Exercise.objects.bulk_create([
        m.Exercise(area=area, reference=f"P-2020-{n:04d}", title=f"Procurement {n}", published_at=now, created_at=now)
        for n in range(len(awards) // 5)
    ])  # fmt: skip
    m.Stage.objects.bulk_create([
        m.Stage(exercise=one, number=n, kind=kind, planned_on=date(2020, 1, n))
        for one in made for n, kind in enumerate((StageKind.NEEDS, StageKind.NOTICE, StageKind.LIVE), start=1)
    ])  # fmt: skip
    linked = [one for place, one in enumerate(awards) if place % 10]
    for place, one in enumerate(linked):
        one.exercise = made[place % len(made)]
    m.Award.objects.bulk_update(linked, ["exercise"], batch_size=1_000)


def test_five_thousand_grants_have_no_error(area):
    _parts(_awards(area, AwardKind.GRANT, MANY))
    source = source_of(area)
    package = read(grants_file(grants_of(area, source), source, "json"))

    assert len({one["id"] for one in package["grants"]}) == MANY
    assert sum(one["amountAwarded"] for one in package["grants"]) == sum(
        one.amount for one in m.Award.objects.all()
    ) + Decimal("0.10") * (MANY // 5)  # fmt: skip
    assert errors(grants_validator(), package) == []


def test_five_thousand_contracts_have_no_error(area):
    awards = _awards(area, AwardKind.CONTRACT, MANY)
    _parts(awards)
    _exercises(area, awards)
    source = source_of(area)
    processes = processes_of(area, source)
    package = read(as_json(releases_file(processes, source)))
    releases = package["releases"]

    assert sum(len(one["contracts"]) for one in releases if "contracts" in one) == MANY
    assert len({one["id"] for one in releases}) == len({one["ocid"] for one in releases}) == len(releases)
    assert errors(releases_validator(), package) == []
    assert errors(records_validator(), read(as_json(records_file(processes, source)))) == []
