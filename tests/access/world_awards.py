"""What the world holds of grants and contracts, all that belongs to one, and the returns of their providers, as plain rows."""

from datetime import date
from decimal import Decimal
from typing import Any

from commissioning.choices import AwardKind, AwardStatus, ReturnStatus
from documents.choices import Access, ExemptParagraph, StoreName
from documents.services.files import store_bytes
from interface import clock
from panels.models import Body
from tests.access import states_commissioning as s
from tests.access.states import Thing, word
from tests.documents.samples import plain_pdf
from tests.factories import commissioning as make

NEVER_OUT = ("draft", "made", "sealed")
IN_ROUND, IN_TENDER = ("granted", "made"), ("contract", "exempt", "sealed")


def add_awards(world: Any, bodies: dict[str, Body]) -> None:
    """Every award with its parts, into a world whose funds and exercises are there."""
    for place in s.AWARDS:
        made = _award(world, bodies[place[0]], place)
        world.year["award"][place] = made
        _parts(world, made, place)
        _returns(world, made, place)
        add_files(world, place, "award", {"award": made})


def _award(world: Any, body: Body, place: Thing) -> Any:
    """A grant of a round, or what else it is, of an organisation that is not public itself."""
    state, thing = place
    words = {part: word(state, f"award {thing}", part) for part in ("title", "purpose", "conditions", "why", "terms")}
    provider = make.ProviderFactory(
        area=body.area, slug=f"of-{thing}", name=word(state, f"award {thing}", "provider"),
        note=word(state, f"award {thing}", "providernote"), published_at=None if thing in (*NEVER_OUT, "exempt") else clock.now(),
    )  # fmt: skip
    facts: dict[str, Any] = {"status": AwardStatus.LIVE, "started_on": date(2022, 2, 1), "ended_on": date(2022, 6, 30)}
    if thing in ("draft", "sealed"):
        facts |= {"status": AwardStatus.DRAFT, "awarded_on": None}
    if thing in s.EXEMPT:
        facts |= {
            "access": Access.EXEMPT, "neutral_title": word(state, f"award {thing}", "neutral"),
        }  # fmt: skip
    exercises = world.year["exercise"]
    made = make.AwardFactory(
        area=body.area, reference=f"the-{thing}", kind=AwardKind.GRANT if thing in IN_ROUND else AwardKind.CONTRACT,
        title=words["title"], purpose=words["purpose"], conditions=words["conditions"], reasons=words["why"],
        commercial_terms=words["terms"], exempt_paragraph=ExemptParagraph.AFFAIRS,
        public_interest_reason=word(state, f"award {thing}", "reason"), provider=provider, amount=Decimal("20000.00"),
        published_at=None if thing in NEVER_OUT else clock.now(), fund=world.year["fund"][state, "draft"],
        exercise=exercises.get((state, "round" if thing in IN_ROUND else "tender" if thing in IN_TENDER else "planned")),
        priority=world.year["priority"][state, "gone"], **facts,
    )  # fmt: skip
    made.services.set([world.year["service"][state, one] for one in ("public", "draft")])
    return made


def _parts(world: Any, award: Any, place: Thing) -> None:
    """One of each kind, and one that was taken out."""
    for gone in ("", "gone"):
        said, removed = f"award {place[1]}", clock.now() if gone else None

        def of(part: str, said: str = said, gone: str = gone) -> str:
            return word(place[0], said, f"{part}{gone}")

        facts: dict[str, Any] = {"award": award, "removed_at": removed}
        organisation = make.ProviderFactory(area=award.area, name=of("party"), published_at=None)
        rows = {
            "parties": make.PartyFactory(provider=organisation, **facts),
            "extensions": make.ExtensionFactory(words=of("extension"), **facts),
            "variations": make.VariationFactory(
                words=of("variation"), private_note=word(place[0], said, "variationnote"), **facts
            ),
            "reviews": make.ReviewFactory(findings=of("review"), is_public=True, **facts),
        }  # fmt: skip
        make.ShareFactory(funder=of("share"), percent=Decimal(100), **facts)
        for name, row in rows.items():
            world.numbers[(f"commissioned {name}{gone}", *place)] = row.number
        world.numbers[(f"commissioned extension{gone}", *place)] = rows["extensions"].number
    make.ReviewFactory(award=award, findings=word(place[0], f"award {place[1]}", "reviewown"))


def _returns(world: Any, award: Any, place: Thing) -> None:
    """A published return, and one that is waited for and was asked for; indicators for all, of the office, and taken out."""
    state, said = place[0], f"award {place[1]}"
    indicators = {
        name: make.IndicatorFactory(
            award=award, title=word(state, said, name), is_public=name != "indicatorown",
            removed_at=clock.now() if name == "indicatorgone" else None,
        )
        for name in ("indicator", "indicatorown", "indicatorgone")
    }  # fmt: skip
    for name in ("indicator", "indicatorgone"):
        world.numbers[(f"commissioned {name}", *place)] = indicators[name].number
    accepted = make.ReturnFactory(
        award=award, accepted=True, narrative=word(state, said, "narrative"), private_note=word(state, said, "returnnote"),
        spent=Decimal(100),
    )  # fmt: skip
    for name in ("indicator", "indicatorown"):
        note = word(state, said, name.replace("indicator", "reading"))
        make.ReadingFactory(monitoring_return=accepted, indicator=indicators[name], note=note)
    waiting = make.ReturnFactory(
        award=award, started_on=date(2022, 1, 1), ended_on=date(2022, 1, 31), due_on=date(2022, 2, 14),
        status=ReturnStatus.QUERIED, narrative=word(state, said, "waiting"), private_note=word(state, said, "waitingnote"),
    )  # fmt: skip
    make.ChaseFactory(monitoring_return=waiting, words=word(state, said, "chase"), made_by=world.users[s.COMMISSIONER])
    for name, row in (("accepted", accepted), ("waiting", waiting)):
        world.numbers[(f"commissioned return {name}", *place)] = row.number


def add_files(world: Any, place: Thing, family: str, owner: dict[str, Any]) -> None:
    """A file for everybody who reads its owner, an exempt one and one that was taken out, each with its words in it."""
    state, said = place[0], f"{family} {place[1]}"
    for name in ("open", "kept", "gone"):
        text = word(state, said, f"file{name}")
        data, facts = plain_pdf(text=text), {"name": f"{text}.pdf"}
        if name == "kept":
            reason = word(state, said, "filekeptreason")
            facts = {
                "name": f"{word(state, said, 'filekeptname')}.pdf", "access": Access.EXEMPT, "exempt_paragraph": 3,
                "public_interest_reason": reason,
            }  # fmt: skip
        file = store_bytes(store=StoreName.RESTRICTED, data=data, media_type="application/pdf")
        row = make.DocumentFactory(title=text, file=file, removed_at=clock.now() if name == "gone" else None, **owner, **facts)
        world.numbers[(f"commissioned file {name}", *place)] = row.number
