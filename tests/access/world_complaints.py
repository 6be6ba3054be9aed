"""What the world holds of complaints, as plain rows: one in every state, each with everything that could tell of somebody."""

from datetime import date
from typing import Any

from complaints.choices import LetterKind, PartyKind, Power, StepKind
from complaints.models import Complaint
from documents.choices import StoreName
from documents.services.files import store_bytes
from panels.models import Body
from tests.access import states_complaints as s
from tests.access.cast import CLERK, MEMBER
from tests.access.states import Thing, word
from tests.documents.samples import plain_pdf
from tests.factories.complaints import (
    AllegationFactory,
    ComplaintFactory,
    ComplaintFileFactory,
    HandlingPowerFactory,
    LetterFactory,
    LetterTemplateFactory,
    PartyFactory,
    PublicSummaryFactory,
    RegisterImportFactory,
    RiskAssessmentFactory,
    SavedViewFactory,
    SideCommentFactory,
    StepFactory,
    SubmissionFactory,
)
from tests.factories.decisions import PrintFactory
from tests.factories.panels import OfficeHolderFactory

TRAITS = {
    "kept": ("recorded", "kept"), "panel": ("to_panel",), "transferred": ("transferred",), "unrecorded": ("not_recorded",),
    "recorded": ("recorded",), "referred": ("with_iopc",), "returned": ("referred_back", "through_iopc"),
    "disapplied": ("disapplied",), "resolving": ("in_resolution",), "group": ("in_resolution",),
    "appointed": ("in_resolution", "to_panel"), "concluded": ("concluded",), "copied": ("copied",),
    "invited": ("representations",), "decided": ("decided",), "closed": ("closed",), "withdrawn": ("withdrawn",),
    "erased": ("erased",),
}  # fmt: skip
LAST_STEPS = {
    "kept": StepKind.RECORD, "transferred": StepKind.TRANSFER, "unrecorded": StepKind.NOT_RECORD, "recorded": StepKind.RECORD,
    "referred": StepKind.REFER, "returned": StepKind.REFER_BACK, "disapplied": StepKind.DISAPPLY, "resolving": StepKind.RESOLVE,
    "group": StepKind.RESOLVE, "appointed": StepKind.RESOLVE, "concluded": StepKind.CONCLUDE, "copied": StepKind.COPY,
    "invited": StepKind.INVITE, "decided": StepKind.DECIDE, "closed": StepKind.CLOSE, "withdrawn": StepKind.WITHDRAW,
    "erased": StepKind.CLOSE,
}  # fmt: skip


def add_complaints(world: Any, here: Body, there: Body) -> None:
    """Everything of this module, into a world whose people are there."""
    bodies = {"here": here, "elsewhere": there}
    for state, body in bodies.items():
        _around(world, body, state)
    for number, place in enumerate(s.COMPLAINTS, start=1):
        made = _complaint(world, bodies[place[0]], place, f"CC-2022-{100 + number}")
        world.year["complaint"][place] = made
        _steps(world, made, place)
        if place in s.STANDING:
            _who_complains(world, made, place)
            _what_is_worked_on(world, made, place)
            _letters(world, made, place)
            _summary(world, made, place)
    words = {"name": word("here", "cc view", "name"), "query": f"status={word('here', 'cc view', 'query')}"}
    world.year["view"]["here", ""] = SavedViewFactory(area=here.area, user=world.users[MEMBER], slug="my-view", **words)


def _around(world: Any, body: Body, state: str) -> None:
    """Office holders, who uses which power, the panel's wording of a letter, and an older register that was brought in."""
    holder = OfficeHolderFactory(area=body.area, name=word(state, "cc holder", "name"))
    OfficeHolderFactory(area=body.area, former=True, name="Edwin Former")
    world.year["holder"][state, ""] = holder
    world.year["power"][state, ""] = HandlingPowerFactory(
        body=body, power=Power.REFER, to_title=word(state, "cc power", "title")
    )  # fmt: skip
    HandlingPowerFactory(body=body, power=Power.DISAPPLY, led=True)
    LetterTemplateFactory(body=body, kind=LetterKind.CLOSURE, text=f"It is over. {word(state, 'cc template', 'text')}")
    who = world.users[s.OFFICER if state == "here" else CLERK]
    world.year["import"][state, ""] = RegisterImportFactory(body=body, name=word(state, "cc import", "name"), imported_by=who)


def _complaint(world: Any, body: Body, place: Thing, reference: str) -> Complaint:
    state, thing = place
    facts: dict[str, Any] = dict.fromkeys(TRAITS.get(thing, ()), True)
    facts |= {"office_holder": world.year["holder"][state, ""], "logged_by": world.users[s.OFFICER]}
    if thing != "erased":
        said = {part: word(state, f"cc {thing}", part) for part in ("line", "handler", "outcome", "hold", "kept", "outcometext")}
        facts |= {"line": said["line"], "raw_handler": said["handler"], "raw_outcome": said["outcome"]}
        facts |= {"outcome_text": said["outcometext"] if thing in s.WITH_OUTCOME else ""}
    if thing == "kept":
        facts["kept_from_office_why"] = word(state, "cc kept", "kept")
    if thing == "withdrawn":
        facts |= {"held": True, "hold_reason": word(state, "cc withdrawn", "hold")}
    if thing == "group":
        facts |= {"resolver": "sub-committee", "resolving_body": body.area.bodies.get(slug="budget-group")}
    if thing == "appointed":
        facts |= {"resolver": "person", "resolving_body": None, "appointed": world.users[s.APPOINTED]}
    if thing == "closed":
        facts |= {"resolver": "panel", "resolving_body": body, "outcome": "explanation", "publishes_outcome": True}
    return ComplaintFactory(body=body, reference=reference, **facts)


def _steps(world: Any, made: Complaint, place: Thing) -> None:
    """The receipt, one that was taken back, and the one that led to where it stands."""
    state, said = place[0], f"cc {place[1]}"
    words = {} if place[1] == "erased" else {"reason": word(state, said, "reason"), "decided_by": word(state, said, "decider")}
    StepFactory(complaint=made, taken_by=world.users[s.OFFICER])
    kind = LAST_STEPS.get(place[1])
    if place[1] != "erased":
        why = {"taken_back_why": word(state, said, "taken"), "taken_back": True, "from_status": "received"}
        StepFactory(complaint=made, kind=StepKind.TRANSFER, to_status="transferred", reason=word(state, said, "taken"), **why)
    if kind:
        StepFactory(complaint=made, kind=kind, from_status="received", to_status=made.status, taken_on=date(2022, 2, 8), **words)


def _keep(world: Any, family: str, place: Thing, row: Any) -> None:
    """Remembered under its number, by which addresses name it: the first of its kind is the one that is asked for."""
    world.numbers.setdefault((f"complaint {family}", *place), row.number)


def _pdf(words: str) -> Any:
    return store_bytes(store=StoreName.RESTRICTED, data=plain_pdf(text=words), media_type="application/pdf")


def _who_complains(world: Any, made: Complaint, place: Thing) -> None:
    state, said = place[0], f"cc {place[1]}"

    def told(part: str) -> str:
        return word(state, said, part)

    mail = f"{told('email')}@mail.example"
    row = PartyFactory(
        complaint=made, name=told("name"), email=mail, phone=told("phone"), address=told("address"), contact_note=told("contact")
    )
    _keep(world, "person", place, row)
    blank = {"email": "", "phone": "", "address": "", "contact_note": ""}
    PartyFactory(complaint=made, kind=PartyKind.REPRESENTATIVE, name=told("speaker"), **blank)
    PartyFactory(complaint=made, kind=PartyKind.INTERESTED, name=told("interested"), **blank)
    gone = PartyFactory(complaint=made, kind=PartyKind.INTERESTED, name=told("removed"), removed=True, **blank)
    _keep(world, "person gone", place, gone)
    SubmissionFactory(complaint=made, text=told("came"))
    own = {"name": f"{told('filename')}.pdf", "note": told("filename"), "html": f"<p>{told('file')}</p>"}
    row = ComplaintFileFactory(complaint=made, original=_pdf(told("original")), pdf=_pdf(told("file")), **own)
    _keep(world, "file", place, row)
    shared = {"name": f"{told('shared')}.pdf", "note": told("shared"), "html": f"<p>{told('shared')}</p>"}
    row = ComplaintFileFactory(complaint=made, shared=True, original=_pdf(told("original")), pdf=_pdf(told("shared")), **shared)
    _keep(world, "file shared", place, row)
    row = ComplaintFileFactory(complaint=made, name=f"{told('removed')}.pdf", note="", original=None, pdf=None, removed=True)
    _keep(world, "file gone", place, row)
    risk = RiskAssessmentFactory(complaint=made, text=told("risk"), measures=told("measures"))
    _keep(world, "risk", place, risk)


def _what_is_worked_on(world: Any, made: Complaint, place: Thing) -> None:
    state, said = place[0], f"cc {place[1]}"
    words = {"text": word(state, said, "alleged"), "serious_why": word(state, said, "serious")}
    _keep(world, "allegation", place, AllegationFactory(complaint=made, recorded=True, is_serious=False, **words))
    gone = AllegationFactory(complaint=made, text=word(state, said, "takenout"), removed=True)
    _keep(world, "allegation gone", place, gone)
    for side in ("said", "of_holder"):
        facts: dict[str, Any] = {side: True, "text": word(state, said, "comment"), "received_on": date(2022, 2, 21)}
        _keep(world, "comment", place, SideCommentFactory(complaint=made, **facts))


def _letters(world: Any, made: Complaint, place: Thing) -> None:
    """A draft, one that went out and lies in print, and one that is not needed."""
    state, said = place[0], f"cc {place[1]}"
    words = {"subject": word(state, said, "subject"), "text": word(state, said, "letter")}
    step = made.steps.first()
    _keep(world, "letter", place, LetterFactory(complaint=made, kind=LetterKind.CONFIRM, **words))
    sent = LetterFactory(complaint=made, issued=True, step=step, **words)
    _keep(world, "letter issued", place, sent)
    why = word(state, said, "unneeded")
    LetterFactory(complaint=made, kind=LetterKind.CLOSURE, not_needed=True, not_needed_why=why, **words)
    printed = word(state, said, "print")
    PrintFactory(
        area=made.area, owner_kind="complaint-letter", owner_key=sent.pk, title="Letter", html=f"<p>{printed}</p>",
        file=_pdf(printed), restricted=True,
    )  # fmt: skip


def _summary(world: Any, made: Complaint, place: Thing) -> None:
    """A published one with the outcome beside it, a draft, or one that was taken down; written in the office."""
    if place not in (*s.TOLD, *s.DRAFTED, *s.TAKEN_DOWN):
        return
    state, said = place[0], f"cc {place[1]}"
    words = {"text": word(state, said, "summary"), "outcome_text": word(state, said, "publicoutcome")}
    facts: dict[str, Any] = {"published": place in s.TOLD}
    if place in s.TAKEN_DOWN:
        facts = {"withdrawn": True, "withdrawn_why": word(state, said, "withdrawnwhy")}
    if place in s.TOLD:
        facts["approved_by"] = world.users[CLERK]
    row = PublicSummaryFactory(complaint=made, written_by=world.users[s.OFFICER], **words, **facts)
    _keep(world, "summary", place, row)
