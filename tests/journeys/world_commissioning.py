"""What is commissioned, in the states whose pages differ: needs, exercises, funds, awards, returns, money, bids and files."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from commissioning import choices
from commissioning.models import Award, Exercise, Upload
from commissioning.services.documents import add_document, examine_upload, remove_document
from commissioning.services.files_in.bounds import BOUNDS, READ_JOB
from documents.choices import StoreName
from documents.services.files import store_bytes
from interface import clock
from jobs.choices import JobState
from jobs.models import Job
from meetings.services.papers import Upload as File
from panels import rulebook
from panels.choices import RuleUnit
from panels.models import PoliceArea
from panels.services.due import refresh_duties
from tests.documents.samples import plain_pdf
from tests.factories import commissioning as make
from tests.factories.panels import RuleFactory
from tests.factories.register import DecisionFactory
from tests.journeys.people import FUNDER

# Exercises: a procurement of all parts, a round with applications, a call for expressions, and the other states
FULL, ROUND, CALL, DRAFT, DONE, GIVEN_UP = (f"P-2021-{number:03}" for number in range(1, 7))
# Awards: a contract and a grant of all parts, and the states that look different
CONTRACT, ENDED, CANCELLED = "C-2022-001", "C-2022-002", "C-2022-003"
GRANT, PRIVATE, PREPARED, AWARDED = (f"G-2022-{number:03}" for number in range(1, 5))
PAID, WITHHELD, KEPT_BACK = "paid", "withheld", "kept-back"
STATES = choices.UploadStatus
FILES = {
    "c-sent": STATES.SENT, "c-broken": STATES.ACCEPTED, "c-read": STATES.READ, "c-refused": STATES.REFUSED,
    "c-done": STATES.DONE, "c-dropped": STATES.DROPPED, "c-grants": STATES.READ,
}  # fmt: skip
ABOUT = "Support for people who were hurt by crime is **asked for** in every district.\n\n- Half of them wait for a month."
LONG = "Independent sexual violence adviser service for Northmouth, Eastmoor and Westhampton-under-Scarsdale, joint retender"
REMOVED: dict[str, Any] = {"removed_at": datetime(2022, 2, 1, 9, 30, tzinfo=UTC)}
PRIVATE_TERMS = {"commercial_terms": "£31.20 an hour", "exempt_paragraph": 3, "public_interest_reason": "Bidders would learn it."}


def add_commissioning(world: Any) -> None:
    """All of it, into a world whose panel, people and rule book are there; Southshire commissions nothing."""
    area = world.body.area
    for key, pounds in ((rulebook.SPENDING, 500), (rulebook.CONTRACTS, 10_000)):
        RuleFactory(key=key, jurisdiction=area.nation, number=pounds, unit=RuleUnit.POUNDS, in_force_from=date(2012, 1, 1))
    make.PublisherFactory(area=area, contracts_prefix="ocds-a1b2c3")
    known = _known(area)
    full = _procurement(area, known)
    round_ = _round(area, known)
    _other_exercises(area, round_.fund)
    contract = _contract(world, full, known)
    _other_awards(area, round_, known)
    _returns(contract)
    _money(area, contract)
    _totals(area, round_)
    _bids(area)
    _files(world, round_)
    refresh_duties(area=area)


# Whom and what for -------------------------------------------------------------------------------------------------


def _known(area: PoliceArea) -> dict[str, Any]:
    """Priorities, providers, services and needs; of each one that is out and one that is not."""
    victims = make.PriorityFactory(area=area, slug="victims", title="Support victims of crime", plan_words="Plan 2021-25, part 2")
    make.PriorityFactory(area=area, slug="violence", title="Prevent serious violence", position=2)
    make.PriorityFactory(area=area, slug="old", title="Once a priority", **REMOVED)
    trust = make.ProviderFactory(
        area=area, slug="harbour-trust", name="Harbour Trust", charity_number="1118907", company_number="05892114", about=ABOUT,
        url="https://harbour.example/", postcode="BS1 1AA", note="Ask for the deputy.",
    )  # fmt: skip
    make.ProviderFactory(area=area, slug="draft-provider", draft=True)
    service = make.ServiceFactory(
        area=area, slug="helpline", title="Helpline for people hurt by crime", about=ABOUT, who_for="Anybody aged 13 or over.",
        where="In the whole of Northshire", hours="Every day, 8am to 8pm", phone="0800 000 0000", email="help@harbour.example",
        url="https://harbour.example/help", how_to_reach="Ring, write, or ask a police officer.", priority=victims,
    )  # fmt: skip
    service.providers.add(trust)
    make.ServiceFactory(area=area, slug="draft-service", draft=True)
    make.ServiceFactory(area=area, slug="young", title="Youth workers in custody suites", helps=choices.ServiceFor.IN_CUSTODY)
    need = make.NeedFactory(
        area=area, slug="victims", title="What victims of crime need in Northshire", about=ABOUT, findings=ABOUT,
        priority=victims, status=choices.NeedStatus.COMPLETE, planned_on=date(2021, 3, 1), completed_on=date(2021, 4, 30),
        completed_as=choices.Precision.MONTH, url="https://needs.example/",
    )  # fmt: skip
    make.NeedFactory(area=area, slug="planned", planned_on=date(2022, 9, 30), planned_as=choices.Precision.QUARTER)
    make.NeedFactory(area=area, slug="draft", draft=True)
    return {"priority": victims, "provider": trust, "service": service, "need": need}


# Exercises ---------------------------------------------------------------------------------------------------------


def _procurement(area: PoliceArea, known: dict[str, Any]) -> Exercise:
    """All parts: stages in time, slipped and to come, lots, shares, and a file; one of each that can be was taken out."""
    full: Exercise = make.ExerciseFactory(
        area=area, reference=FULL, title=LONG, about=ABOUT, specification=ABOUT, route=choices.Route.OPEN, need=known["need"],
        priority=known["priority"], estimate=Decimal("250000.00"), is_estimate_public=True, vat=choices.Vat.EXCLUDING,
        led_by="Westhampton-under-Scarsdale Borough Council", term="3 years with 2 more", opens_on=date(2021, 9, 1),
        closes_on=date(2021, 10, 1), private_note="Scores: 71 and 64.", exempt_paragraph=3,
    )  # fmt: skip
    full.services.add(known["service"])
    kinds = choices.StageKind
    stages: tuple[Any, ...] = (
        (kinds.MARKET, {"planned_on": date(2021, 8, 2), "actual_on": date(2021, 8, 2)}),
        (kinds.NOTICE, {"planned_on": date(2021, 9, 1), "actual_on": date(2021, 9, 24), "note": "Held up by the council."}),
        (kinds.STANDSTILL, {"planned_on": date(2022, 1, 10), "expected_on": date(2022, 3, 20)}),
        (kinds.LIVE, {"planned_on": date(2022, 4, 1), "planned_as": choices.Precision.MONTH}),
        (kinds.END, {"planned_on": date(2025, 1, 1), "planned_as": choices.Precision.YEAR, **REMOVED}),
    )
    for kind, facts in stages:
        make.StageFactory(exercise=full, kind=kind, **facts)
    make.LotFactory(exercise=full, title="Adults", estimate=Decimal("125000.00"))
    make.LotFactory(exercise=full, title="Children and young people")
    make.LotFactory(exercise=full, **REMOVED)
    for funder, percent in (("NHS England", "60"), ("Westhampton-under-Scarsdale Borough Council", "35")):
        make.ShareFactory(award=None, exercise=full, funder=funder, percent=Decimal(percent))
    make.ApplicationFactory(exercise=full, applicant="Harbour Trust", lot=full.lots.first())
    return full


def _round(area: PoliceArea, known: dict[str, Any]) -> Exercise:
    """A fund with a round, and an application in each state."""
    fund = make.FundFactory(
        area=area, slug="community-action", title="Commissioner’s community action fund, first quarter", about=ABOUT,
        kind=choices.FundKind.COMMUNITY_ACTION, budget=Decimal("30797.00"), spend_by=date(2022, 3, 31),
        priority=known["priority"], decided_by=choices.DecidedBy.TRUST, decided_words="Police Community Trust", url="https://fund.example/",
    )  # fmt: skip
    make.FundFactory(area=area, slug="draft-fund", draft=True, budget=None)
    round_: Exercise = make.ExerciseFactory(area=area, reference=ROUND, title="Round of spring 2022", of_grants=True, fund=fund)
    states = choices.ApplicationStatus
    for number, facts in enumerate((
        {"status": states.RECEIVED, "amount": Decimal("4000.00"), "summary": "Sessions on Friday nights.", "score": "71 of 100"},
        {"status": states.RECOMMENDED, "amount": Decimal("5000.00"), "applicant_kind": "Town council"},
        {"status": states.AWARDED, "provider": known["provider"], "decided_on": date(2022, 1, 31)},
        {"status": states.REFUSED, "decided_on": date(2022, 1, 31), "reason": "It asks for a building."},
        dict(REMOVED),
    ), start=1):  # fmt: skip
        make.ApplicationFactory(exercise=round_, applicant=f"Applicant of Plover Lane {number}", **facts)
    return round_


def _other_exercises(area: PoliceArea, fund: Any) -> None:
    call = make.ExerciseFactory(
        area=area, reference=CALL, title="Cameras in town centres", kind=choices.ExerciseKind.EXPRESSIONS, fund=fund, about=ABOUT,
    )  # fmt: skip
    make.ExerciseFactory(area=area, reference=DRAFT, draft=True)
    done = choices.ExerciseStatus
    make.ExerciseFactory(area=area, reference=DONE, status=done.COMPLETE, decided_on=date(2022, 1, 31))
    make.ExerciseFactory(area=area, reference=GIVEN_UP, status=done.CANCELLED, cancelled_why="Nobody bid for it.")
    asked = make.TotalFactory(area=area, exercise=call, title="Expressions of interest", unit=choices.TotalUnit.NUMBER,
                              stated=Decimal(50), source="Paper of March 2022")  # fmt: skip
    for label, value in (("Parish and town councils", 44), ("District councils", 5), ("Companies", 2)):
        make.LineFactory(total=asked, label=label, value=Decimal(value))


# Awards ------------------------------------------------------------------------------------------------------------


def _contract(world: Any, exercise: Exercise, known: dict[str, Any]) -> Award:
    """All parts; one of each that can be was taken out."""
    contract: Award = make.AwardFactory(
        contract=True, area=exercise.area, reference=CONTRACT, exercise=exercise, lot=exercise.lots.first(), title=LONG,
        provider=known["provider"], priority=known["priority"], amount=Decimal("120000.10"), started_on=date(2021, 10, 1),
        ended_on=date(2022, 9, 30), term="1 year with 1 more", status=choices.AwardStatus.LIVE, conditions="Four returns a year.",
        decision=DecisionFactory(area=exercise.area, published=True, title="Contract for support after crime"),
        **PRIVATE_TERMS,
    )  # fmt: skip
    contract.services.add(known["service"])
    for gone in ({}, REMOVED):
        make.VariationFactory(award=contract, private_note="An hour costs more.", **gone)
        make.ExtensionFactory(award=contract, amount=Decimal("40000.00"), **gone)
        make.ReviewFactory(award=contract, is_public=True, outcome=choices.ReviewOutcome.EXTEND, **gone)
        make.PartyFactory(award=contract, role=choices.PartyRole.SUBCONTRACTOR, **gone)
    taken: dict[str, Any] = {"status": choices.ExtensionStatus.INVOKED, "decided_on": date(2022, 1, 31)}
    make.ExtensionFactory(award=contract, amount=Decimal("1000.00"), until_on=date(2022, 12, 31), **taken)
    for number, percent in enumerate(("60", "40"), start=1):
        make.ShareFactory(award=contract, funder=f"Funder {number} of Westhampton-under-Scarsdale", percent=Decimal(percent))
    officer = world.users[FUNDER]
    for title in ("Contract as it was signed", "Specification of lot 1"):
        content = examine_upload(File("contract.pdf", plain_pdf(text=title)))
        kept = add_document(of=contract, content=content, title=title, actor=officer, kind=choices.DocumentKind.CONTRACT)
        contract.refresh_from_db()
    remove_document(document=kept, version=kept.version, actor=officer)
    return contract


def _other_awards(area: PoliceArea, round_: Exercise, known: dict[str, Any]) -> None:
    states, given = choices.AwardStatus, {"area": area, "provider": known["provider"], "fund": round_.fund}
    make.AwardFactory(**given, reference=GRANT, title="Sessions on Friday nights", exercise=round_, priority=known["priority"],
                      application=round_.applications.get(number=3), conditions="Two reports.")  # fmt: skip
    make.AwardFactory(**given, reference=PRIVATE, exempt=True, exercise=round_)
    make.AwardFactory(**given, reference=PREPARED, draft=True)
    make.AwardFactory(**given, reference=AWARDED, unpublished=True)
    make.AwardFactory(area=area, contract=True, reference=ENDED, status=states.ENDED, started_on=date(2020, 4, 1),
                      ended_on=date(2021, 3, 31), amount=Decimal("50000.00"))  # fmt: skip
    make.AwardFactory(area=area, contract=True, reference=CANCELLED, status=states.CANCELLED,
                      cancelled_why="The bidder fell away.")  # fmt: skip


def _returns(contract: Award) -> None:
    """A return in each state, two of them with readings that a chart shows."""
    indicators = [
        make.IndicatorFactory(award=contract, title="People referred to the service in the quarter", target=Decimal(200)),
        make.IndicatorFactory(award=contract, title="Days from referral to first contact", unit=choices.Unit.DAYS,
                              target=Decimal(5), lower_is_better=True, position=2),
    ]  # fmt: skip
    make.IndicatorFactory(award=contract, title="Once counted", **REMOVED)
    states, quarters = choices.ReturnStatus, ((2020, 10), (2021, 1), (2021, 4), (2021, 7), (2021, 10), (2022, 1))
    facts: tuple[dict[str, Any], ...] = (
        {"accepted": True, "narrative": ABOUT, "spent": Decimal("30000.00"), "private_note": "Ask about waiting."},
        {"accepted": True, "spent": Decimal("29500.10")},
        {"status": states.RECEIVED, "received_on": date(2022, 2, 2)},
        {"status": states.QUERIED, "received_on": date(2022, 2, 2)},
        {},
        {"status": states.NOT_NEEDED},
    )
    for (year, month), more in zip(quarters, facts, strict=True):
        days = {"started_on": date(year, month, 1), "ended_on": date(year, month + 2, 31 if month in (1, 10) else 30)}
        made = make.ReturnFactory(award=contract, due_on=date(2022, 1, 31), **days, **more)
        for number, indicator in enumerate(indicators):
            if made.received_on:
                value = Decimal(224 - 220 * number)
                make.ReadingFactory(monitoring_return=made, indicator=indicator, value=value, note="By hand")
        if made.status == states.QUERIED:
            make.ChaseFactory(monitoring_return=made)


# Money -------------------------------------------------------------------------------------------------------------


def _money(area: PoliceArea, contract: Award) -> None:
    """Two months of payments: one public, one the office's own."""
    make.PaymentFactory(code=PAID, area=area, award=contract, provider=contract.provider, recipient="Harbour Trust",
                        category="Services for victims", department="Commissioning", irrecoverable_vat=Decimal("200.75"),
                        reason="The lowest of three offers")  # fmt: skip
    make.PaymentFactory(code=WITHHELD, area=area, recipient="A person", is_withheld=True, amount=Decimal("600.00"))
    make.PaymentFactory(area=area, recipient="Refund", amount=Decimal("-12.30"))
    make.PaymentFactory(code=KEPT_BACK, area=area, unpublished=True, paid_on=date(2022, 3, 4))


def _totals(area: PoliceArea, round_: Exercise) -> None:
    """Beside the answers to the call, which do not add up (1): one that does (2), a draft (3), and one taken out (4)."""
    right = make.TotalFactory(area=area, title="Grants of the first quarter", stated=Decimal("30797.00"),
                              source="Paper of March 2022")  # fmt: skip
    for label, value in (("Plover Lane youth club", "20797.00"), ("Scarsdale netball", "10000.00")):
        make.LineFactory(total=right, label=label, value=Decimal(value))
    make.LineFactory(total=right, label="Once a line", **REMOVED)
    make.TotalFactory(area=area, fund=round_.fund, title="Grants of the fund", published_at=None)
    make.TotalFactory(area=area, title="Once a total", **REMOVED)


def _bids(area: PoliceArea) -> None:
    states = choices.BidStatus
    won = make.BidFactory(
        area=area, slug="won", title="Safer streets for the coast", funder="Home Office", lead="The Commissioner", about=ABOUT,
        status=states.PART, won=Decimal("432000.00"), outcome_on=date(2022, 2, 28), outcome="Two of three parts.",
    )  # fmt: skip
    make.PartnerFactory(bid=won, name="Westhampton-under-Scarsdale Borough Council", role="Puts up the lights")
    make.PartnerFactory(bid=won, **REMOVED)
    make.BidFactory(area=area, slug="waiting", outcome_due_on=date(2022, 4, 1))
    make.BidFactory(area=area, slug="draft", draft=True, status=states.PREPARING, submitted_on=None)
    make.AdvocateFactory(area=area, council="Westhampton-under-Scarsdale Borough Council", policing_area="The coast")
    make.AdvocateFactory(area=area, **REMOVED)
    make.AdvocateMeetingFactory(area=area, place="County hall, Northmouth", subjects="Speeding, and lights.")
    make.AdvocateMeetingFactory(area=area, **REMOVED)


# Files -------------------------------------------------------------------------------------------------------------


def _files(world: Any, round_: Exercise) -> None:
    """A file in each state; the job that reads the first runs for ever, the one that brings in the second broke."""
    area, officer = world.body.area, world.users[FUNDER]
    file = store_bytes(store=StoreName.RESTRICTED, data=b"Number,Date,Recipient\nP-1,17/02/2022,Harbour\n", media_type="text/csv")
    facts: dict[str, Any] = {"area": area, "file": file, "digest": file.sha256, "sent_by": officer, "sent_at": clock.now()}
    problem = {"row": 14, "column": "E", "reason": "“1.204,5” is no amount. Write it like 1,204.50"}
    notice = {"row": 0, "column": "", "reason": "The sheet “Notes” was not read"}
    more: dict[str, dict[str, Any]] = {
        "c-read": {"made": 1, "changed": 2, "same": 3_000, "notices": [notice, problem], "total": Decimal("1234567.89")},
        "c-refused": {"problems": [problem, problem | {"row": 0, "column": ""}], "notices": [notice]},
        "c-done": {"made": 10_000, "finished_at": clock.now(), "total": Decimal("10.00")},
        "c-grants": {"kind": choices.UploadKind.GRANTS_FILE, "fund": round_.fund, "made": 3, "total": Decimal("9.10"),
                     "unmapped": {"plannedDates/0/duration": 3, "beneficiaryLocation/0/geoCodeType": 2}},
    }  # fmt: skip
    for reference, status in FILES.items():
        named = {"kind": choices.UploadKind.PAYMENTS, "name": "payments over 500 pounds, fourth quarter, corrected.csv"}
        Upload.objects.create(reference=reference, status=status, **facts | named | more.get(reference, {}))
    later = clock.now().replace(year=2990)
    moments = {"run_after": later, "lease_until": later, "created_at": clock.now(), "started_at": clock.now()}
    for reference, state in (("c-sent", JobState.RUNNING), ("c-broken", JobState.DEAD)):
        Job.objects.create(
            name=READ_JOB, key=reference, payload={"upload": reference}, state=state, area_slug=area.slug, stage="Reading",
            done_count=200, total_count=BOUNDS.rows, **moments,
        )  # fmt: skip
