"""What the world holds of the register of decisions and of the update report, as plain rows: one of each in every state."""

from datetime import date
from typing import Any

from decisions.choices import DecisionStepKind
from decisions.models import Decision
from documents.choices import StoreName
from documents.models import StoredFile
from documents.services.files import store_bytes
from panels.models import Body
from tests.access import states_register as s
from tests.access.cast import SENDER
from tests.access.states import Thing, word
from tests.access.world_office import add_office
from tests.documents.samples import plain_pdf
from tests.factories.decisions import PrintFactory
from tests.factories.register import (
    AddendumFactory,
    DecisionFactory,
    DecisionStepFactory,
    DecisionUploadFactory,
    NilReturnFactory,
    SignedDecisionFactory,
    StandingItemFactory,
    UpdateReportFactory,
    UpdateSectionFactory,
)

TRAITS: dict[str, dict[str, Any]] = {
    "secret": {"exempt": True}, "onboard": {"on_board": True}, "agreed": {"agreed": True},
    "shared": {"agreed": True, "shared": True}, "deferred": {"deferred": True}, "rejected": {"rejected": True},
    "exempt": {"published": True, "exempt": True}, "told": {"published": True, "exempt": True, "shared": True},
    "part": {"published": True, "exempt_part": True}, "published": {"published": True}, "implemented": {"implemented": True},
    "rescinded": {"rescinded": True},
}  # fmt: skip
FIELDS = {
    "title": "title", "summary": "summary", "reasons": "reasons", "options": "options", "legal_implications": "legal",
    "financial_implications": "money", "equality_implications": "equality", "term": "term", "officer": "officer",
    "maker_words": "maker", "printed_label": "label", "background_papers": "background",
}  # fmt: skip


def add_register(world: Any, here: Body, there: Body) -> None:
    """Everything of this module, into a world whose people, meetings and office holders are there."""
    bodies = {"here": here, "elsewhere": there}
    # First the one that rescinds another
    for place in sorted(s.DECISIONS, key=lambda place: place[1] == "rescinded"):
        world.year["decision"][place] = _decision(world, bodies[place[0]], place, len(world.year["decision"]) + 1)
    for state, body in bodies.items():
        _around(world, body, state)
    for place in s.STANDING_ITEMS:
        world.year["standing"][place] = _standing(bodies[place[0]], place)
    for place in s.UPDATES:
        world.year["update"][place] = _update(world, bodies[place[0]], place)
    add_office(world, here, there)


def pdf(words: str, *, is_public: bool) -> StoredFile:
    """A file whose only words these are, in the store that it belongs to."""
    store = StoreName.PUBLIC if is_public else StoreName.RESTRICTED
    return store_bytes(store=store, data=plain_pdf(text=words), media_type="application/pdf")


def _decision(world: Any, body: Body, place: Thing, number: int) -> Decision:
    """With its steps and, once it is signed, its notice in print; the last step back is where it stands."""
    state, thing = place
    said = f"dec {thing}"
    facts: dict[str, Any] = {name: word(state, said, part) for name, part in FIELDS.items()} | TRAITS.get(thing, {})
    facts |= {"area": body.area, "number": number, "maker": world.year["holder"][state, ""]}
    if thing in s.EXEMPT:
        facts["neutral_title"] = word(state, said, "neutral")
    if thing in s.PRIVATE:
        facts["public_interest_reason"] = word(state, said, "interest")
    if thing == "part":
        facts["exempt_text"] = word(state, said, "private")
    if thing == "deferred":
        facts["condition"] = word(state, said, "condition")
    if thing == "rescinded":
        facts["rescinded_by"] = world.year["decision"][state, "published"]
    made = _with_notice(place, facts) if thing in s.SIGNED else DecisionFactory(**facts)
    _steps(world, made, place)
    made.refresh_from_db()
    return made


def _with_notice(place: Thing, facts: dict[str, Any]) -> Decision:
    state, thing = place
    said, whole_is_public = f"dec {thing}", place[1] not in (*s.PRIVATE, "signed")
    facts |= {"file": pdf(word(state, said, "print"), is_public=whole_is_public), "html": f"<p>{word(state, said, 'print')}</p>"}
    if thing in s.PRIVATE:
        words = word(state, said, "publicprint")
        facts |= {"public_file": pdf(words, is_public=True), "public_html": f"<p>{words}</p>"}
    return SignedDecisionFactory(**facts | ({} if thing == "signed" else {"signed": False}))


def _steps(world: Any, made: Decision, place: Thing) -> None:
    """The proposal, and a deferral whose reason the office alone reads."""
    who, why = world.users[SENDER], word(place[0], f"dec {place[1]}", "reason")
    DecisionStepFactory(decision=made, made_by=who)
    kinds = {"rejected": DecisionStepKind.REJECT, "deferred": DecisionStepKind.DEFER, "onboard": DecisionStepKind.PUT_ON_BOARD}
    kind = kinds.get(place[1], DecisionStepKind.AGREE)
    if place[1] not in ("proposed", "secret"):
        facts: dict[str, Any] = {"before": "proposed", "after": made.status, "taken_on": date(2022, 1, 18)}
        DecisionStepFactory(decision=made, kind=kind, reason=why, made_by=who, **facts)


def _around(world: Any, body: Body, state: str) -> None:
    """When nothing was decided, and files of an older register that were brought in."""
    world.year["nil"][state, ""] = NilReturnFactory(area=body.area, note=word(state, "nil return", "note"))
    why = word(state, "nil return", "taken")
    days = {"started_on": date(2021, 11, 1), "ended_on": date(2021, 11, 30)}
    NilReturnFactory(area=body.area, taken_back=True, taken_back_why=why, **days)
    problems = [{"row": 3, "column": "Title", "reason": word(state, "upload", "problem")}]
    facts: dict[str, Any] = {"name": f"{word(state, 'upload', 'name')}.csv", "sent_by": world.users[SENDER]}
    made = DecisionUploadFactory(area=body.area, refused=True, problems=problems, **facts)
    world.year["decision upload"][state, ""] = made


def _standing(body: Body, place: Thing) -> Any:
    state, thing = place
    facts: dict[str, Any] = {"closed": True, "closed_why": word(state, f"standing {thing}", "why")} if thing == "closed" else {}
    return StandingItemFactory(area=body.area, slug=f"the-{thing}", title=word(state, f"standing {thing}", "title"), **facts)


def _update(world: Any, body: Body, place: Thing) -> Any:
    """A report with a written section, one that is carried on, one that was removed and, once it is out, an addendum."""
    state, thing = place
    said, is_out = f"update {thing}", place[1] == "out"
    texts = {"title": "title", "summary": "summary", "contact_name": "contact"}
    facts: dict[str, Any] = {name: word(state, said, part) for name, part in texts.items()}
    if is_out:
        facts |= {"meeting_on": date(2022, 2, 1), "started_on": date(2021, 12, 9), "as_at": date(2022, 1, 24), "published": True}
    made = UpdateReportFactory(body=body, **facts)
    words = {part: word(state, said, part) for part in ("heading", "text", "standing", "removed", "frozen")}
    row = UpdateSectionFactory(report=made, heading=words["heading"], text=words["text"])
    world.numbers["update section", state, thing] = row.number
    for kind in ("told", "closed") if is_out else ("new",):
        UpdateSectionFactory(report=made, standing=world.year["standing"][state, kind], text=words["standing"])
    row = UpdateSectionFactory(report=made, removed=True, heading=words["removed"], text=words["removed"])
    world.numbers["update section removed", state, thing] = row.number
    frozen = {"frozen": words["frozen"], "frozen_on": date(2022, 1, 24)} if is_out else {}
    row = UpdateSectionFactory(report=made, live=True, **frozen)
    if is_out:
        late = AddendumFactory(report=made, text=word(state, said, "late"), why=word(state, said, "why"))
        printed = word(state, said, "print")
        owner: dict[str, Any] = {"owner_kind": "update-report", "owner_key": made.pk}
        PrintFactory(area=body.area, html=f"<p>{printed}</p>", file=pdf(printed, is_public=True), **owner)
        world.numbers["addendum", state, thing] = late.number
        printed = word(state, said, "lateprint")
        owner = {"owner_kind": "update-addendum", "owner_key": late.pk}
        PrintFactory(area=body.area, html=f"<p>{printed}</p>", file=pdf(printed, is_public=True), **owner)
    return made
