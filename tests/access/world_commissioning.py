"""What the world holds of commissioning: organisations, the pipeline, money, bids and files that come in, as plain rows."""

from datetime import date
from decimal import Decimal
from typing import Any

from commissioning.choices import ApplicationStatus, ExerciseKind, UploadKind, UploadStatus
from commissioning.models import Upload
from documents.choices import StoreName
from documents.services.files import store_bytes
from interface import clock
from panels import rulebook
from panels.choices import RuleUnit
from panels.models import Body
from tests.access import states_commissioning as s
from tests.access.states import Thing, word
from tests.access.world_awards import add_awards, add_files
from tests.factories import commissioning as make
from tests.factories.panels import RuleFactory

OUT = ("public", "kept", "withheld", "held", "tender", "round", "call", "veiled")
KINDS = {"round": ExerciseKind.GRANT_ROUND, "call": ExerciseKind.EXPRESSIONS}
SECRET = Decimal("8675309.11")  # an amount that only the office reads


def add_commissioning(world: Any, here: Body, there: Body) -> None:
    """Everything of this module and of what builds on it, into a world whose people are there."""
    bodies = {"here": here, "elsewhere": there}
    for key, number in ((rulebook.SPENDING, 500), (rulebook.CONTRACTS, 10_000)):
        RuleFactory(key=key, number=number, unit=RuleUnit.POUNDS, title="Spending", in_force_from=date(2012, 1, 1))
    for body in bodies.values():
        make.PublisherFactory(area=body.area)
    families: list[tuple[dict[Thing, Any], Any]] = [
        (s.PRIORITIES, _priority), (s.PROVIDERS, _provider), (s.SERVICES, _service), (s.NEEDS, _need), (s.FUNDS, _fund),
        (s.EXERCISES, _exercise), (s.PAYMENTS, _payment), (s.TOTALS, _total), (s.UPLOADS, _upload), (s.BIDS, _bid),
        (s.ADVOCATES, _advocate), (s.MEETINGS, _meeting),
    ]  # fmt: skip
    for things, add in families:
        for place in things:
            add(world, bodies[place[0]].area, place)
    add_awards(world, bodies)


def _said(place: Thing, family: str, *parts: str) -> dict[str, str]:
    return {part: word(place[0], f"{family} {place[1]}", part) for part in parts}


def _out(place: Thing) -> Any:
    return clock.now() if place[1] in OUT else None


def _gone(place: Thing) -> Any:
    return None if place[1] in OUT else clock.now()


# Organisations --------------------------------------------------------------------------------------------------------


def _priority(world: Any, area: Any, place: Thing) -> None:
    words = _said(place, "priority", "title", "where")
    world.year["priority"][place] = make.PriorityFactory(
        area=area, slug=f"the-{place[1]}", title=words["title"], plan_words=words["where"], removed_at=_gone(place)
    )


def _provider(world: Any, area: Any, place: Thing) -> None:
    words = _said(place, "provider", "name", "about", "note")
    world.year["provider"][place] = make.ProviderFactory(
        area=area, slug=f"the-{place[1]}", published_at=_out(place), **words
    )  # fmt: skip


def _service(world: Any, area: Any, place: Thing) -> None:
    """Provided by an organisation that everybody knows of, and by one that nobody does."""
    words = _said(place, "service", "title", "about", "reach")
    made = make.ServiceFactory(
        area=area, slug=f"the-{place[1]}", title=words["title"], about=words["about"], how_to_reach=words["reach"],
        published_at=_out(place), priority=world.year["priority"][place[0], "gone"],
    )  # fmt: skip
    made.providers.set([world.year["provider"][place[0], thing] for thing in ("public", "draft")])
    world.year["service"][place] = made


# The pipeline ---------------------------------------------------------------------------------------------------------


def _need(world: Any, area: Any, place: Thing) -> None:
    words = _said(place, "need", "title", "about", "findings")
    world.year["need"][place] = make.NeedFactory(area=area, slug=f"the-{place[1]}", published_at=_out(place), **words)


def _fund(world: Any, area: Any, place: Thing) -> None:
    words = _said(place, "fund", "title", "about", "funder")
    world.year["fund"][place] = make.FundFactory(
        area=area, slug=f"the-{place[1]}", published_at=_out(place), spend_by=date(2022, 3, 31), **words
    )  # fmt: skip


def _exercise(world: Any, area: Any, place: Thing) -> None:
    """With a stage, a lot, a share and an application, one of each taken out, and an estimate that is not told. It belongs to a
    needs assessment and a fund that nobody knows of."""
    state, thing = place
    words = _said(place, "exercise", "title", "about", "specification", "private")
    made = make.ExerciseFactory(
        area=area, reference=f"p-{thing}", title=words["title"], about=words["about"], specification=words["specification"],
        private_note=words["private"], estimate=SECRET, published_at=_out(place), closes_on=date(2022, 2, 1),
        kind=KINDS.get(thing, ExerciseKind.PROCUREMENT), need=world.year["need"][state, "draft"],
        fund=world.year["fund"][state, "draft"], priority=world.year["priority"][state, "gone"],
    )  # fmt: skip
    made.services.set([world.year["service"][state, "draft"]])
    world.year["exercise"][place] = made
    for gone in ("", "gone"):
        _rows(world, made, place, gone)
    add_files(world, place, "exercise", {"award": None, "exercise": made})


def _rows(world: Any, made: Any, place: Thing, gone: str) -> None:
    removed, said = clock.now() if gone else None, f"exercise {place[1]}"
    stage = make.StageFactory(exercise=made, note=word(place[0], said, f"stage{gone}"), removed_at=removed)
    lot = make.LotFactory(exercise=made, title=word(place[0], said, f"lot{gone}"), estimate=SECRET, removed_at=removed)
    make.ShareFactory(
        award=None, exercise=made, funder=word(place[0], said, f"share{gone}"), percent=Decimal(100), removed_at=removed
    )
    words = {part: word(place[0], said, part) for part in ("summary", "score", "reason")}
    application = make.ApplicationFactory(
        exercise=made, applicant=word(place[0], said, f"applicant{gone}"), amount=SECRET, decided_on=date(2022, 2, 9),
        status=ApplicationStatus.REFUSED if gone else ApplicationStatus.RECEIVED, removed_at=removed, **words,
    )  # fmt: skip
    for family, row in (("stage", stage), ("lot", lot), ("application", application)):
        world.numbers[(f"commissioned {family}{gone}", *place)] = row.number


# Money ----------------------------------------------------------------------------------------------------------------


def _payment(world: Any, area: Any, place: Thing) -> None:
    words = _said(place, "payment", "purpose", "recipient")
    row = make.PaymentFactory(area=area, is_withheld=place[1] == "withheld", published_at=_out(place), **words)
    world.year["payment"][place] = row


def _total(world: Any, area: Any, place: Thing) -> None:
    """One is "veiled": of a fund with awards that not everybody may know of, which the difference would tell of."""
    state, thing = place
    words = _said(place, "total", "title", "source", "line", "linegone")
    removed = clock.now() if thing == "gone" else None
    made = make.TotalFactory(
        area=area, title=words["title"], source=words["source"], published_at=_out(place), removed_at=removed,
        fund=world.year["fund"][state, "draft" if thing == "veiled" else "public"],
    )  # fmt: skip
    world.numbers[("commissioned total", *place)] = made.number
    for name in ("line", "linegone"):
        row = make.LineFactory(total=made, label=words[name], removed_at=clock.now() if name == "linegone" else None)
        world.numbers[(f"commissioned {name}", *place)] = row.number


def _upload(world: Any, area: Any, place: Thing) -> None:
    """A file that was sent, without the job that read it."""
    state, thing = place
    words = _said(place, "file in", "name", "problem", "notice", "unmapped")
    data = f"Number,Date,Recipient,Purpose,Amount\nP-1,17/02/2022,{words['name']},Two vans,600\n".encode()
    file = store_bytes(store=StoreName.RESTRICTED, data=data, media_type="text/csv")
    remark = {name: [{"row": 2, "column": "A", "reason": words[name]}] for name in ("problem", "notice")}
    world.year["file in"][place] = Upload.objects.create(
        area=area, reference=f"{state[:4]}c{thing}"[:12], kind=UploadKind.PAYMENTS, file=file, digest=file.sha256,
        name=f"{words['name']}.csv", status=UploadStatus(thing), made=1, total=Decimal(600), sent_at=clock.now(),
        problems=remark["problem"] if thing == "refused" else [], notices=remark["notice"] if thing == "read" else [],
        unmapped={words["unmapped"]: 1}, sent_by=world.users[s.COMMISSIONER],
    )  # fmt: skip


# Bids and schemes -----------------------------------------------------------------------------------------------------


def _bid(world: Any, area: Any, place: Thing) -> None:
    words = _said(place, "bid", "title", "about", "fund", "partner", "partnergone")
    made = make.BidFactory(
        area=area, slug=f"the-{place[1]}", title=words["title"], about=words["about"], fund=words["fund"],
        published_at=_out(place), priority=world.year["priority"][place[0], "gone"],
    )  # fmt: skip
    for name in ("partner", "partnergone"):
        removed = clock.now() if name == "partnergone" else None
        row = make.PartnerFactory(bid=made, name=words[name], removed_at=removed)
        world.numbers[(f"commissioned {name}", *place)] = row.number


def _advocate(world: Any, area: Any, place: Thing) -> None:
    words = _said(place, "advocate", "name", "council")
    row = make.AdvocateFactory(area=area, councillor=words["name"], council=words["council"], removed_at=_gone(place))
    world.numbers[("commissioned advocate", *place)] = row.number


def _meeting(world: Any, area: Any, place: Thing) -> None:
    row = make.AdvocateMeetingFactory(area=area, removed_at=_gone(place), **_said(place, "advocates", "place", "subjects"))
    world.numbers[("commissioned advocates", *place)] = row.number
