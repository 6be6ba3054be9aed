"""Three complaints, told by the services as in life, in which every field that somebody types holds a word of its own.

"plover" was made to the panel and is being resolved by it; "godwit" was made to the Commissioner's office, which recorded it;
"curlew" was sent on the website. `allowed(person)` says which of those words somebody may meet.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.choices import Role
from accounts.models import User
from complaints.choices import CameTo, LetterKind, Means, PartyKind, Resolver, StepKind
from complaints.models import Complaint, Letter, SideComment
from complaints.services.allegations import AllegationFacts, judge_allegation
from complaints.services.comments import enter_comment
from complaints.services.complaints import PartyFacts, change_facts, keep_from_office, log_complaint, open_to_office
from complaints.services.files import add_files, examine_all
from complaints.services.intake import make_complaint
from complaints.services.letters import change_letter, issue_letter
from complaints.services.risks import assess_risk
from complaints.services.saved import save_view
from complaints.services.steps import StepFacts, take_back_step, take_step
from complaints.services.summaries import approve_and_publish, write_summary
from interface import clock
from jobs.services import run_all
from panels.models import Body
from panels.services import load_rulebook
from tests.documents.samples import plain_pdf
from tests.factories.panels import AppointmentFactory, BodyFactory, OfficeHolderFactory, PoliceAreaFactory

LOGGED, RECORDED, RESOLVED, LATER = date(2022, 2, 1), date(2022, 2, 3), date(2022, 2, 8), date(2022, 2, 15)
RULEBOOK = settings.BASE_DIR / "fixtures" / "rulebook.json"
PLOVER, GODWIT, CURLEW = "plover", "godwit", "curlew"
BIRDS = (PLOVER, GODWIT, CURLEW)

# The words of a complaint, by who reads them: who may know who complains; who opens its page; who reads its line
IDENTITY = (
    "name", "email", "phone", "address", "contact", "speaker", "witness", "came", "filename", "filewords", "risk", "measures",
)  # fmt: skip
CASE = ("alleged", "serious", "reason", "decider", "comment", "back", "kept", "subject", "letter", "draft")
LINE = ("line",)
LEVELS = {"identity": (*IDENTITY, *CASE, *LINE), "case": (*CASE, *LINE), "line": LINE}
# What is told of one of them alone
UNTOLD = {
    *(f"{PLOVER}{part}" for part in ("back", "kept")),
    *(f"{GODWIT}{part}" for part in ("comment", "subject", "letter", "draft")),
    *(f"{CURLEW}{part}" for part in (*CASE, "witness", "risk", "measures")),
}  # fmt: skip
VIEW = "dunlinview"  # the name of a view that the lead officer keeps

PANELS_OWN = {PLOVER: "case", GODWIT: "case", CURLEW: "case"}
# Who reads what of which complaint. The lead officer twice: as "lead, hasty" without having signed in just before
READ = {
    "public": {},
    "member": {PLOVER: "case", GODWIT: "line", CURLEW: "line"},
    "chair": PANELS_OWN,
    "clerk": PANELS_OWN,
    "lead": dict.fromkeys(BIRDS, "identity"),
    "lead, hasty": PANELS_OWN,
    "office": {GODWIT: "identity"},
    "office, hasty": {GODWIT: "case"},
    "rest of the office": {},
    "auditor": {},
    "administrator": {},
    "stranger": {},
}
EVERY_WORD = frozenset({*(f"{bird}{part}" for bird in BIRDS for part in LEVELS["identity"]), VIEW} - UNTOLD)
PUBLIC_WORD = "sandpiperpublic"  # of the summary that is published of "godwit"


def allowed(person: str) -> frozenset[str]:
    """The words that somebody may meet."""
    own = {VIEW} if person.startswith("lead") else set()
    return frozenset({f"{bird}{part}" for bird, level in READ[person].items() for part in LEVELS[level]} | own)


def forbidden(person: str) -> tuple[str, ...]:
    """The words that somebody may not meet."""
    return tuple(sorted(EVERY_WORD - allowed(person)))


@dataclass
class Told:
    """What was told, and who is there."""

    body: Body
    users: dict[str, User]
    complaints: dict[str, Complaint] = field(default_factory=dict)
    mails: list[Any] = field(default_factory=list)

    def fresh(self, bird: str) -> Complaint:
        """The complaint as it stands."""
        return Complaint.objects.for_page().get(pk=self.complaints[bird].pk)


@contextmanager
def telling() -> Iterator[Told]:
    """Everything, told from 1 to 15 February 2022."""
    with clock.stand_on(LOGGED):
        told = _people()
        told.complaints = {PLOVER: _logged(told, PLOVER), GODWIT: _logged(told, GODWIT), CURLEW: _sent_in(told)}
    with clock.stand_on(RECORDED):
        _worked_on(told)
    with clock.stand_on(RESOLVED):
        _resolved(told)
    with clock.stand_on(LATER):
        _said(told)
        run_all()
        yield told


def _people() -> Told:
    load_rulebook(json.loads(RULEBOOK.read_text()))
    area = PoliceAreaFactory(slug="avon", name="Avon")
    body = BodyFactory(area=area, slug="panel", name="Avon Police and Crime Panel")
    OfficeHolderFactory(area=area, name="Hilda Holder")
    elsewhere = PoliceAreaFactory(slug="mercia")
    roles: dict[str, tuple[Role, ...]] = {
        "member": (Role.PANEL_MEMBER,), "chair": (Role.CHAIR,), "clerk": (Role.CLERK,), "lead": (Role.LEAD_OFFICER,),
        "office": (Role.OFFICE_COMPLAINTS,), "auditor": (Role.AUDITOR,), "administrator": (Role.ADMINISTRATOR,),
        "rest of the office": (Role.OFFICE_DECISIONS, Role.OFFICE_PERFORMANCE, Role.OFFICE_COMMISSIONING),
        "stranger": (Role.LEAD_OFFICER, Role.OFFICE_COMPLAINTS, Role.CHAIR),
    }  # fmt: skip
    users = {}
    for name, held in roles.items():
        seat = {"body": body} if name in ("member", "chair") else {}
        where = {"stranger": elsewhere, "administrator": None}.get(name, area)
        first = AppointmentFactory(area=where, role=held[0], **seat)
        users[name] = first.user
        for role in held[1:]:
            AppointmentFactory(area=where, role=role, user=first.user)
    return Told(body, users)


def _parties(bird: str) -> list[PartyFacts]:
    own = PartyFacts(
        PartyKind.COMPLAINANT, f"{bird.title()}name Wren", f"{bird}email@mail.example", f"{bird}phone",
        f"4 {bird}address Row, Northford", f"{bird}contact",
    )  # fmt: skip
    speaker = PartyFacts(PartyKind.REPRESENTATIVE, f"{bird}speaker", "", "", f"{bird}address", "")
    return [own, speaker, PartyFacts(PartyKind.INTERESTED, f"{bird}witness")]


def _logged(told: Told, bird: str) -> Complaint:
    """By post to the panel, or by email to the office: with all who are in it, the words and a file."""
    who = "lead" if bird == PLOVER else "office"
    facts = {"means": Means.POST, "came_to": CameTo.PANEL} if bird == PLOVER else {"means": Means.EMAIL, "came_to": CameTo.OFFICE}
    made = log_complaint(
        area=told.body.area, body=told.body, received_on=LOGGED, made_on=date(2022, 1, 31), line=f"About {bird}line",
        office_holder=told.body.area.office_holders.get(), words=f"I, {bird}name, write: {bird}came", parties=_parties(bird),
        allegations=[AllegationFacts(f"That {bird}alleged", date(2022, 1, 12), None, is_confirmed=True)],
        actor=told.users[who], **facts,
    )  # fmt: skip
    upload = SimpleUploadedFile(f"{bird}filename.pdf", plain_pdf(text=f"{bird}filewords"))
    add_files(complaint=made, contents=examine_all([upload]), note=f"{bird}filename", actor=told.users[who])
    assess_risk(complaint=made, level="high", text=f"{bird}risk", measures=f"{bird}measures", actor=told.users[who])
    return made


def _sent_in(told: Told) -> Complaint:
    """On the website, by somebody whom nobody knows."""
    upload = SimpleUploadedFile(f"{CURLEW}filename.pdf", plain_pdf(text=f"{CURLEW}filewords"))
    return make_complaint(
        area=told.body.area, body=told.body, office_holder=told.body.area.office_holders.get(), words=f"{CURLEW}came",
        days=AllegationFacts("", date(2022, 1, 12), None), is_anonymous=False, parties=_parties(CURLEW)[:2],
        files=examine_all([upload]), actor=None,
    )  # fmt: skip


def take(told: Told, bird: str, kind: str, who: str = "lead", *, on: date = RECORDED, **typed: Any) -> None:
    """A step, with a word in its reason and in who decided."""
    held = told.fresh(bird)
    take_step(
        complaint=held, version=held.version, kind=kind, taken_on=on, decided_by=f"The panel, {bird}decider",
        reason=f"{bird}reason", typed=StepFacts(**typed), actor=told.users[who],
    )  # fmt: skip


def _worked_on(told: Told) -> None:
    """Recorded and judged; one was taken back, one kept from the office for a day; the website's is worded by the panel."""
    held = told.fresh(CURLEW)
    change_facts(complaint=held, version=held.version, line=f"About {CURLEW}line", actor=told.users["lead"])
    for bird in (PLOVER, GODWIT):
        number = told.complaints[bird].allegations.get().number
        take(told, bird, StepKind.RECORD, decisions={number: ("recorded", "")})
        held = told.fresh(bird)
        row = held.allegations.get()
        judge_allegation(
            complaint=held, version=row.version, number=number, is_serious=False, why=f"{bird}serious", became_clear_on=None,
            actor=told.users["lead"],
        )  # fmt: skip
    held = told.fresh(GODWIT)
    keep_from_office(complaint=held, version=held.version, why=f"{GODWIT}kept", actor=told.users["lead"])
    held = told.fresh(GODWIT)
    open_to_office(complaint=held, version=held.version, actor=told.users["lead"])
    take(told, GODWIT, StepKind.RESOLVE, on=RECORDED, resolver=Resolver.PANEL, resolving_body=told.body)
    held = told.fresh(GODWIT)
    take_back_step(complaint=held, version=held.version, why=f"{GODWIT}back", actor=told.users["lead"])
    save_view(area=told.body.area, name=f"View {VIEW}", query="state=recorded", actor=told.users["lead"])


def _resolved(told: Told) -> None:
    take(told, PLOVER, StepKind.RESOLVE, on=RESOLVED, resolver=Resolver.PANEL, resolving_body=told.body)


def _said(told: Told) -> None:
    """Both sides have commented."""
    held = told.fresh(PLOVER)
    for row in SideComment.objects.filter(complaint=held):
        enter_comment(
            complaint=held, version=row.version, number=row.number, received_on=LATER, text=f"{PLOVER}comment",
            actor=told.users["lead"],
        )  # fmt: skip
    _written(told)
    _summarised(told)


def _written(told: Told) -> None:
    """The acknowledgement is reworded and goes out, in print, with the name and the address."""
    letter = Letter.objects.get(complaint=told.complaints[PLOVER], kind=LetterKind.ACKNOWLEDGEMENT)
    letter = change_letter(
        letter=letter, version=letter.version, subject=f"{PLOVER}subject {{{{reference}}}}", answer_by=letter.answer_by,
        text=f"{{{{name}}}}\n{{{{address}}}}\n\n{PLOVER}letter", party=letter.party, actor=told.users["lead"],
    )  # fmt: skip
    issue_letter(letter=letter, version=letter.version, issued_on=LATER, by_email=False, actor=told.users["lead"])


def _summarised(told: Told) -> None:
    """A draft of one, and of the other what the public reads, approved by a second person."""
    write_summary(complaint=told.fresh(PLOVER), text=f"A letter was not answered, {PLOVER}draft.", actor=told.users["lead"])
    told_of = write_summary(
        complaint=told.fresh(GODWIT), text=f"A letter was answered late, {PUBLIC_WORD}.", actor=told.users["lead"]
    )  # fmt: skip
    approve_and_publish(summary=told_of, version=told_of.version, actor=told.users["clerk"])
