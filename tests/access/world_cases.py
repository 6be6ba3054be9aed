"""What the world holds of statutory cases, reviews, yearly business and annual reports, as plain rows."""

from datetime import date
from typing import Any

from decisions.choices import CaseKind, CaseStatus, MeetingPart, NoticeKind, Position, Post
from documents.choices import StoreName
from documents.services.files import store_bytes
from meetings.choices import ReviewStatus
from panels.models import Body
from tests.access import states_cases as c
from tests.access.cast import SENDER
from tests.access.states import word
from tests.documents.samples import plain_pdf
from tests.factories.decisions import (
    AnnualReportFactory,
    BandFigureFactory,
    CandidateFactory,
    CaseFactory,
    CaseMeetingFactory,
    FigureFactory,
    NoticeFactory,
    ObserverFactory,
    PanelVoteFactory,
    PreceptFactory,
    PreceptProposalFactory,
    PrintFactory,
    ReportFactory,
    ResponseFactory,
    SelectionStageFactory,
    SeniorAppointmentFactory,
)
from tests.factories.minutes import RecommendationFactory
from tests.factories.reviews import (
    CycleEntryFactory,
    ReviewEvidenceFactory,
    ReviewFactory,
    ReviewMeetingFactory,
    ReviewWitnessFactory,
)

Thing = tuple[str, str]
OWNERS = {"annual": "annual-report"}

TRAITS = {
    "hearing": "hearing", "named": "hearing", "told": "hearing", "removal": "removal", "plan": "plan",
    "annual": "annual_report", "information": "information", "attendance": "attendance", "suspension": "suspension",
    "acting": "acting",
}  # fmt: skip
STATUSES = {
    "precept": CaseStatus.ANSWERED, "ahead": CaseStatus.EXPECTED, "withdrawn": CaseStatus.WITHDRAWN,
    "named": CaseStatus.ANSWERED, "attendance": CaseStatus.ANSWERED, "information": CaseStatus.EXPECTED,
    "suspension": CaseStatus.EXPECTED, "acting": CaseStatus.REPORTED,
}  # fmt: skip
REVIEWED = {"reviewed": "exempt", "reviewing": "shared"}
UNSHARED = ("ahead", "information", "suspension")
POSITIONS = {"precept": Position.RECOMMEND, "plan": Position.RECOMMEND, "removal": Position.STAY}


def add_cases(world: Any, here: Body, there: Body) -> None:
    """Everything of this module, into a world whose people and meetings are there."""
    bodies = {"here": here, "elsewhere": there}
    _cases(world, bodies)
    _letter(world)
    _what_was_taken_out(world)
    for rows, make in ((c.ANNUALS, _annual), (c.SEEN_OF_REVIEWS, _review), (c.CYCLE, _cycle)):
        for place in rows:
            make(world, bodies[place[0]], place)


def _cases(world: Any, bodies: dict[str, Body]) -> None:
    """Each in its state, then what the Commissioner sent, where it was taken, the vote, the report and the response."""
    for place, readers in c.SEEN_OF_CASES.items():
        reviewed = world.year["decision"].get(("here", REVIEWED.get(place[1], "")))
        world.year["case"][place] = _case(bodies[place[0]], place, is_public="public" in readers, decision=reviewed)
    for make, places in ((_notice, c.NOTICES), (_tie, c.TIES), (_vote, c.VOTES), (_report, c.REPORTS), (_response, c.RESPONSES)):
        for place in places:
            make(world, *place)


def _number(world: Any, family: str, place: Thing, made: Any) -> None:
    """Remembered under its number, by which addresses name it. The first of a case is the one that is asked for."""
    world.numbers.setdefault((family, *place), made.number)


def _case(body: Body, place: Thing, *, is_public: bool, decision: Any) -> Any:
    state, thing = place
    said = f"case {thing}"
    facts: dict[str, Any] = {TRAITS[thing]: True} if thing in TRAITS else {}
    if decision:
        facts |= {"kind": CaseKind.DECISION, "decision": decision}
    if not is_public:
        facts["unshared" if thing in UNSHARED else "unpublished"] = True
    if thing == "withdrawn":
        facts["withdrawn"] = True
    texts = {part: word(state, said, part) for part in ("title", "about", "concerns")}
    made = CaseFactory(
        body=body, slug=f"the-{thing}", status=STATUSES.get(thing, CaseStatus.NOTIFIED),
        outcome_note=word(state, said, "outcome"), **facts, **texts,
    )  # fmt: skip
    if made.kind == CaseKind.PRECEPT:
        FigureFactory(precept=PreceptFactory(case=made))
    if made.kind == CaseKind.APPOINTMENT:
        post = SeniorAppointmentFactory(case=made, post=Post.CHIEF_CONSTABLE if thing == "named" else Post.DEPUTY)
        SelectionStageFactory(appointment=post)
        ObserverFactory(appointment=post, person=None, words="Two members of the panel")
    return made


def _notice(world: Any, state: str, thing: str) -> None:
    place = (state, thing)
    case, is_public = world.year["case"][place], "public" in c.NOTICES[place]
    made = NoticeFactory(
        case=case, text=word(state, f"notice {thing}", "text"), private=not is_public, received_on=date(2022, 2, 1),
        entered_by=world.users[SENDER],
    )  # fmt: skip
    _number(world, "notice", place, made)
    if case.kind == CaseKind.PRECEPT:
        BandFigureFactory(proposal=PreceptProposalFactory(notice=made))
    if place in c.NAMES:
        texts = {part: word(state, f"candidate {thing}", part) for part in ("name", "criteria", "why", "terms")}
        CandidateFactory(notice=made, named="public" in c.NAMES[place], **texts)


def _tie(world: Any, state: str, thing: str, where: str) -> None:
    part = MeetingPart.DELIBERATION if where == "briefing out" else MeetingPart.REVIEW
    made = CaseMeetingFactory(
        case=world.year["case"][state, thing], meeting=world.meetings[where], part=part,
        note=word(state, f"tie {thing} {where}", "note"),
    )  # fmt: skip
    _number(world, "tie", (state, thing), made)


def _vote(world: Any, state: str, thing: str, where: str) -> None:
    said, case = word(state, f"vote {thing} {where}", "question"), world.year["case"][state, thing]
    _number(world, "vote", (state, thing), PanelVoteFactory(case=case, meeting=world.meetings[where], question=said))


def _report(world: Any, state: str, thing: str) -> None:
    """A draft, one that was sent, or one that is published; what went out lies printed in the store that it belongs to."""
    place = (state, thing)
    said, case = f"report {thing}", world.year["case"][place]
    trait = {"published": "public" in c.REPORTS[place], "issued": place in c.SENT_REPORTS and "public" not in c.REPORTS[place]}
    made = ReportFactory(
        case=case, position=POSITIONS.get(thing, Position.APPOINT), text=word(state, said, "text"),
        recommendations=[word(state, said, "asks")], vote=case.votes.first(), **trait,
    )  # fmt: skip
    _number(world, "report", place, made)
    if place in c.SENT_REPORTS:
        _print(world, place, made, "report", is_public=trait["published"])


def _response(world: Any, state: str, thing: str) -> None:
    place = (state, thing)
    case, is_public = world.year["case"][place], "public" in c.RESPONSES[place]
    said = f"response {thing}"
    made = ResponseFactory(case=case, report=case.reports.first(), text=word(state, said, "text"), private=not is_public)
    _number(world, "response", place, made)
    _print(world, place, made, "response", is_public=is_public)


def _print(world: Any, place: Thing, made: Any, family: str, *, is_public: bool) -> None:
    """What was printed of something, its bytes in the store that it belongs to."""
    words = word(place[0], f"{family} {place[1]}", "print")
    store = StoreName.PUBLIC if is_public else StoreName.RESTRICTED
    file = store_bytes(store=store, data=plain_pdf(text=words), media_type="application/pdf")
    area = world.meetings["elsewhere" if place[0] == "elsewhere" else "held"].area
    PrintFactory(
        area=area,
        owner_kind="annual-report" if family == "annual" else family,
        owner_key=made.pk,
        html=f"<p>{words}</p>",
        file=file,
        restricted=not is_public,
    )


def _letter(world: Any) -> None:
    """The request to attend, as it was sent."""
    _print(world, ("here", "attendance"), world.year["case"]["here", "attendance"], "request", is_public=True)


def _what_was_taken_out(world: Any) -> None:
    """In the public precept: a notice and a response that were entered in error, a meeting that was tied by mistake."""
    case, said = world.year["case"]["here", "precept"], "case precept"
    texts = {"text": word("here", said, "takenback"), "taken_back_why": word("here", said, "why")}
    NoticeFactory(case=case, taken_back=True, private=True, kind=NoticeKind.REVISED, **texts)
    ResponseFactory(case=case, taken_back=True, private=True, **texts)
    note = word("here", said, "removed")
    CaseMeetingFactory(case=case, removed=True, meeting=world.meetings["postponed"], note=note)
    PanelVoteFactory(case=case, taken_back=True, meeting=world.meetings["postponed"], question=note)


def _annual(world: Any, body: Body, place: Thing) -> None:
    state, thing = place
    parts = {"foreword": "foreword", "looking_back": "back", "looking_ahead": "ahead"}
    texts = {name: word(state, f"annual {thing}", part) for name, part in parts.items()}
    year = date(2020, 4, 1) if thing == "out" else date(2021, 4, 1)
    made = AnnualReportFactory(body=body, started_on=year, published=thing == "out", **texts)
    world.year["annual"][place] = made
    if thing == "out":
        _print(world, place, made, "annual", is_public=True)


def _review(world: Any, body: Body, place: Thing) -> None:
    """One with a public and a private piece of evidence, a witness, and what was taken out of each."""
    state, thing = place
    said = f"review {thing}"
    texts = {part: word(state, said, part) for part in ("title", "why", "scope", "findings", "conclusions")}
    facts: dict[str, Any] = {"unpublished": "public" not in c.SEEN_OF_REVIEWS[place]}
    if thing == "reported":
        facts |= {"status": ReviewStatus.REPORTED, "reported_on": date(2022, 3, 8)}
    if thing == "planned":
        facts |= {"planned": True}
    made = ReviewFactory(body=body, slug=f"review-{thing}", **texts, **facts)
    world.year["review"][place] = made
    for kind in ("public", "private", "removed"):
        parts = {"title": "title", "given_by": "from", "text": "text"}
        words = {name: word(state, f"{said} {kind}", part) for name, part in parts.items()}
        row = ReviewEvidenceFactory(review=made, private=kind == "private", removed=kind == "removed", **words)
        world.numbers["evidence", state, f"{thing} {kind}"] = row.number
    for kind, about in (("", said), ("removed", f"{said} removed")):
        heard = {"name": word(state, about, "witness"), "text": word(state, about, "heard"), "heard_on": date(2022, 2, 10)}
        row = ReviewWitnessFactory(review=made, removed=bool(kind), **heard)
        world.numbers["witness", state, f"{thing} {kind}".strip()] = row.number
    drafted = RecommendationFactory(body=body, review=made, unpublished=True, text=word(state, said, "asks"))
    world.year["draft recommendation"][place] = drafted
    if thing == "reported":
        _print(world, place, made, "review", is_public=True)
    where = ("held", "draft") if state == "here" else ("elsewhere",)
    for name in where:
        what = word(state, said, "ahead") if name == "draft" else "Scope agreed"
        row = ReviewMeetingFactory(review=made, meeting=world.meetings[name], what=what)
        world.numbers.setdefault(("review", state, thing), row.number)


def _cycle(world: Any, body: Body, place: Thing) -> None:
    state, thing = place
    texts = {part: word(state, f"cycle {thing}", part) for part in ("title", "notes")}
    world.year["cycle"][place] = CycleEntryFactory(body=body, private=thing == "private", **texts)
