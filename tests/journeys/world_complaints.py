"""Complaints in the states whose pages differ, with all that hangs on them, for the pages to walk through."""

from datetime import date
from typing import Any

from complaints.choices import LetterKind, PartyKind, Power, Recipient, Resolver, StepKind
from complaints.models import Complaint
from documents.choices import StoreName
from documents.services.files import store_bytes
from panels.models import Counter
from tests.access.cast import CLERK
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
from tests.journeys.people import COMPLAINTS, LEADER

RECEIVED, RECORDED, RESOLVING, DECIDED, CLOSED, OLD, ERASED = (
    "CC-2022-201", "CC-2022-202", "CC-2022-203", "CC-2022-204", "CC-2022-205", "CC-2014-101", "CC-2014-102",
)  # fmt: skip
IMPORT, VIEW = "r-older", "with-the-iopc"


def add_complaints(world: Any) -> None:
    """All of it, into a world whose panel and people are there."""
    body = world.body
    holder = OfficeHolderFactory(area=body.area, name="Hilda Holder")
    OfficeHolderFactory(area=body.area, former=True, name="Edwin Former")
    HandlingPowerFactory(body=body, power=Power.RECORD)
    HandlingPowerFactory(body=body, power=Power.REFER)
    HandlingPowerFactory(body=body, power=Power.DISAPPLY, led=True)
    LetterTemplateFactory(body=body, kind=LetterKind.CLOSURE)
    Counter.objects.update_or_create(area=body.area, series="CC", year=2022, defaults={"last": 300})
    common = {"body": body, "office_holder": holder, "logged_by": world.users[COMPLAINTS]}
    _received(ComplaintFactory(reference=RECEIVED, **common))
    _recorded(ComplaintFactory(reference=RECORDED, recorded=True, **common))
    _resolving(world, ComplaintFactory(reference=RESOLVING, in_resolution=True, to_panel=True, **common))
    _decided(world, ComplaintFactory(reference=DECIDED, decided=True, **common))
    _closed(world, ComplaintFactory(reference=CLOSED, closed=True, **common))
    ended = {"closed": True, "ended_on": date(2015, 3, 1), "received_on": date(2014, 11, 3), "made_on": None}
    StepFactory(complaint=ComplaintFactory(reference=OLD, **common | ended))
    StepFactory(complaint=ComplaintFactory(reference=ERASED, erased=True, **common | {"received_on": date(2014, 11, 3)}))
    RegisterImportFactory(body=body, reference=IMPORT, imported_by=world.users[LEADER])
    SavedViewFactory(area=body.area, user=world.users[LEADER], slug=VIEW)


def _received(made: Complaint) -> None:
    """Everything of it can still be changed: number 2 is an allegation, 4 the complainant, 6 and 7 files, 8 a letter."""
    receipt = StepFactory(complaint=made)
    AllegationFactory(complaint=made)
    AllegationFactory(complaint=made, removed=True)
    PartyFactory(complaint=made)
    PartyFactory(complaint=made, interested=True, removed=True)
    SubmissionFactory(complaint=made)
    _file(made)
    ComplaintFileFactory(complaint=made, removed=True)
    LetterFactory(complaint=made, step=receipt, party=made.parties.get(kind=PartyKind.COMPLAINANT))
    RiskAssessmentFactory(complaint=made)


def _file(made: Complaint, **facts: Any) -> None:
    stored = store_bytes(store=StoreName.RESTRICTED, data=plain_pdf(text="The letter"), media_type="application/pdf")
    html = "<h2>The letter</h2><p>It was not answered.</p>"
    ComplaintFileFactory(complaint=made, original=stored, pdf=stored, html=html, **facts)


def _step(made: Complaint, kind: str, to_status: str, day: int, **facts: Any) -> Any:
    before = made.steps.last()
    return StepFactory(
        complaint=made, kind=kind, from_status=before.to_status if before else "", to_status=to_status,
        taken_on=date(2022, 2, day), **facts,
    )  # fmt: skip


def _recorded(made: Complaint) -> None:
    """Number 2 is the allegation that is still to be judged."""
    StepFactory(complaint=made)
    AllegationFactory(complaint=made, recorded=True, incident_from=date(2020, 1, 12))
    PartyFactory(complaint=made)
    _step(made, StepKind.RECORD, "recorded", 3)


def _resolving(world: Any, made: Complaint) -> None:
    """Number 5 is what the complainant was asked, 7 the draft of a letter, 8 one that went out, 9 the draft of a summary."""
    StepFactory(complaint=made)
    AllegationFactory(complaint=made, recorded=True, harmless=True)
    PartyFactory(complaint=made)
    begun = _step(made, StepKind.RESOLVE, made.status, 8, reason="The panel heard both sides.")
    SideCommentFactory(complaint=made)
    SideCommentFactory(complaint=made, of_holder=True, received_on=date(2022, 2, 21), text="I answered as soon as I could.")
    LetterFactory(complaint=made, kind=LetterKind.INVITATION, step=begun, answer_by=date(2022, 2, 28))
    words = {"kind": LetterKind.INVITATION, "recipient": Recipient.OFFICE_HOLDER}
    sent = LetterFactory(complaint=made, step=begun, issued=True, **words)
    PrintFactory(
        area=made.area, owner_kind="complaint-letter", owner_key=sent.pk, title="Invitation", restricted=True,
        html="<h2>Invitation to comment</h2><p>Please say what you think.</p>",
        file=store_bytes(store=StoreName.RESTRICTED, data=plain_pdf(text="Invitation"), media_type="application/pdf"),
    )  # fmt: skip
    PublicSummaryFactory(complaint=made, written_by=world.users[LEADER])


def _decided(world: Any, made: Complaint) -> None:
    """Number 3 is a summary that the public reads, and 4 one that was taken down before."""
    StepFactory(complaint=made)
    _step(made, StepKind.DECIDE, made.status, 10)
    people = {"written_by": world.users[LEADER], "approved_by": world.users[CLERK]}
    PublicSummaryFactory(complaint=made, published=True, outcome_text="The panel heard why it was late.", **people)
    PublicSummaryFactory(complaint=made, withdrawn=True, text="An older one.", written_by=world.users[LEADER])


def _closed(world: Any, made: Complaint) -> None:
    StepFactory(complaint=made)
    _step(made, StepKind.CLOSE, made.status, 28)
    Complaint.objects.filter(pk=made.pk).update(resolver=Resolver.PANEL, resolving_body=made.body, outcome="explanation")
    PublicSummaryFactory(complaint=made, published=True, written_by=world.users[LEADER], approved_by=world.users[CLERK])
