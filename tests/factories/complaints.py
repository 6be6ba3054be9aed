"""Complaints as plain rows in any state: how they come about is for the tests of the services."""

from datetime import date
from typing import Any

import factory
from django.db.models import Max
from factory.django import DjangoModelFactory

from complaints.choices import (
    CameTo,
    CommentPurpose,
    ComplaintStatus,
    Handler,
    LetterKind,
    LetterStatus,
    Means,
    OutcomeKind,
    PartyKind,
    Power,
    Recipient,
    Resolver,
    RiskLevel,
    Side,
    StepKind,
    SummaryStatus,
)
from complaints.models import (
    Allegation,
    Complaint,
    ComplaintFile,
    ComplaintStep,
    HandlingPower,
    Letter,
    LetterTemplate,
    Party,
    PublicSummary,
    RegisterImport,
    RiskAssessment,
    SavedView,
    SideComment,
    Submission,
)
from interface import clock
from tests.factories.accounts import UserFactory
from tests.factories.minutes import StoredFileFactory
from tests.factories.panels import BodyFactory, OfficeHolderFactory, PoliceAreaFactory

NOW = factory.LazyFunction(clock.now)
TODAY = factory.LazyFunction(clock.today)
ROW = factory.LazyAttribute(lambda one: _row_of(one.complaint))
ENDED = date(2022, 3, 1)


def _next(rows: Any, field: str = "number") -> int:
    """One more than the highest number among some rows."""
    return (rows.aggregate(last=Max(field))["last"] or 0) + 1


def _row_of(complaint: Complaint) -> int:
    """The next number among all rows of a complaint, which the complaint counts."""
    complaint.rows_made += 1
    Complaint.objects.filter(pk=complaint.pk).update(rows_made=complaint.rows_made)
    return complaint.rows_made


class ComplaintFactory(DjangoModelFactory):
    """A complaint about the Commissioner, made by email to the Commissioner's office on 31 January 2022, received the day after.

    References are made up, `CC-2022-701` and on, so that they meet none of the counter's. It has no rows of its own: see the
    factories below, and `with_receipt` for the step of its receipt. Traits: to whom it came
    (`to_panel`, `through_iopc`), `kept` from the office, `anonymous`, and one for each state but the first.
    """

    class Meta:
        model = Complaint

    body = factory.SubFactory(BodyFactory)
    area = factory.SelfAttribute("body.area")
    reference = factory.Sequence(lambda number: f"CC-2022-{number + 701}")
    means = Means.EMAIL
    came_to = CameTo.OFFICE
    made_on = date(2022, 1, 31)
    received_on = date(2022, 2, 1)
    office_holder = factory.SubFactory(OfficeHolderFactory, area=factory.SelfAttribute("..area"))
    line = "How a letter was answered"
    logged_at = NOW
    status = ComplaintStatus.RECEIVED

    class Params:
        to_panel = factory.Trait(came_to=CameTo.PANEL)
        through_iopc = factory.Trait(came_to=CameTo.IOPC)
        kept = factory.Trait(is_kept_from_office=True, kept_from_office_why="It is about a member of the office.")
        anonymous = factory.Trait(is_anonymous=True, made_on=None)
        transferred = factory.Trait(status=ComplaintStatus.TRANSFERRED)
        not_recorded = factory.Trait(status=ComplaintStatus.NOT_RECORDED)
        recorded = factory.Trait(status=ComplaintStatus.RECORDED)
        with_iopc = factory.Trait(status=ComplaintStatus.WITH_IOPC, iopc_reference="2022/160001", serious_on=date(2022, 2, 3))
        referred_back = factory.Trait(
            status=ComplaintStatus.REFERRED_BACK, iopc_reference="2022/160001", serious_on=date(2022, 2, 3)
        )  # fmt: skip
        disapplied = factory.Trait(status=ComplaintStatus.DISAPPLIED)
        in_resolution = factory.Trait(
            status=ComplaintStatus.IN_RESOLUTION, resolver=Resolver.PANEL, resolving_body=factory.SelfAttribute("body")
        )  # fmt: skip
        concluded = factory.Trait(
            status=ComplaintStatus.CONCLUDED, resolver=Resolver.PANEL, resolving_body=factory.SelfAttribute("body"),
            outcome=OutcomeKind.EXPLANATION, outcome_text="The panel heard why the letter was answered late.",
        )  # fmt: skip
        copied = factory.Trait(
            status=ComplaintStatus.COPIED, resolver=Resolver.PANEL, resolving_body=factory.SelfAttribute("body"),
            outcome=OutcomeKind.EXPLANATION, outcome_text="The panel heard why the letter was answered late.",
        )  # fmt: skip
        representations = factory.Trait(
            status=ComplaintStatus.REPRESENTATIONS, resolver=Resolver.PANEL, resolving_body=factory.SelfAttribute("body"),
            outcome=OutcomeKind.EXPLANATION, outcome_text="The panel heard why the letter was answered late.",
        )  # fmt: skip
        decided = factory.Trait(
            status=ComplaintStatus.DECIDED, resolver=Resolver.PANEL, resolving_body=factory.SelfAttribute("body"),
            outcome=OutcomeKind.EXPLANATION, outcome_text="The panel heard why the letter was answered late.",
            publishes_outcome=True,
        )  # fmt: skip
        closed = factory.Trait(status=ComplaintStatus.CLOSED, ended_on=ENDED)
        withdrawn = factory.Trait(status=ComplaintStatus.WITHDRAWN, ended_on=ENDED)
        held = factory.Trait(hold_reason="A court asked for it.", held_at=NOW)
        erased = factory.Trait(status=ComplaintStatus.CLOSED, ended_on=date(2015, 3, 1), erased_at=NOW, line="", made_on=None)


class AllegationFactory(DjangoModelFactory):
    """One allegation about the events of 12 January 2022, not yet decided on."""

    class Meta:
        model = Allegation

    complaint = factory.SubFactory(ComplaintFactory)
    number = ROW
    text = "That a letter of a resident was not answered."
    incident_from = date(2022, 1, 12)

    class Params:
        recorded = factory.Trait(decision="recorded")
        not_recorded = factory.Trait(decision="not-recorded", ground="not-conduct")
        serious = factory.Trait(is_serious=True, serious_why="It could be an offence.")
        harmless = factory.Trait(is_serious=False, serious_why="No offence could follow from it.")
        unconfirmed = factory.Trait(is_confirmed=False, text="")
        undated = factory.Trait(incident_from=None)
        removed = factory.Trait(removed_at=NOW)


class StepFactory(DjangoModelFactory):
    """The receipt. Give `kind`, `from_status` and `to_status` for another step."""

    class Meta:
        model = ComplaintStep

    complaint = factory.SubFactory(ComplaintFactory)
    number = ROW
    kind = StepKind.RECEIVE
    from_status = ""
    to_status = ComplaintStatus.RECEIVED
    taken_on = factory.SelfAttribute("complaint.received_on")
    taken_at = NOW
    taken_by = None
    decided_by = "Chief Executive of the Commissioner’s office"

    class Params:
        taken_back = factory.Trait(taken_back_at=NOW, taken_back_why="It was entered twice.")


class PartyFactory(DjangoModelFactory):
    """The complainant, with every way to reach them. `unreachable=True` has no address, `representative` and `interested` are
    others."""

    class Meta:
        model = Party

    complaint = factory.SubFactory(ComplaintFactory)
    number = ROW
    kind = PartyKind.COMPLAINANT
    name = "Marian Wren"
    email = "marian.wren@mail.example"
    phone = "01632 960 123"
    address = "4 Hazel Row\nNorthford\nNF1 2AB"
    contact_note = "In the evening, please."

    class Params:
        unreachable = factory.Trait(email="", phone="", address="")
        representative = factory.Trait(kind=PartyKind.REPRESENTATIVE, name="Orla Finch", email="orla.finch@mail.example")
        interested = factory.Trait(kind=PartyKind.INTERESTED, name="Jonas Pike", email="jonas.pike@mail.example")
        removed = factory.Trait(removed_at=NOW)


class SubmissionFactory(DjangoModelFactory):
    """The words of a complaint as they came."""

    class Meta:
        model = Submission

    complaint = factory.SubFactory(ComplaintFactory)
    text = "I wrote three times and nobody answered. Marian Wren"


class ComplaintFileFactory(DjangoModelFactory):
    """A file that came with a complaint, rebuilt; without the bytes unless `original` and `pdf` are given."""

    class Meta:
        model = ComplaintFile

    complaint = factory.SubFactory(ComplaintFactory)
    number = ROW
    name = "letter.pdf"
    note = "The letter that was not answered"
    original = factory.SubFactory(StoredFileFactory, store="restricted")
    pdf = factory.SubFactory(StoredFileFactory, store="restricted")
    added_at = NOW

    class Params:
        shared = factory.Trait(is_shared=True)
        removed = factory.Trait(removed_at=NOW)


class SideCommentFactory(DjangoModelFactory):
    """The complainant was invited on 14 February 2022 to comment by 28 February. `said=True` has answered."""

    class Meta:
        model = SideComment

    complaint = factory.SubFactory(ComplaintFactory, in_resolution=True)
    number = ROW
    side = Side.COMPLAINANT
    purpose = CommentPurpose.RESOLUTION
    invited_on = date(2022, 2, 14)
    until_on = date(2022, 2, 28)

    class Params:
        said = factory.Trait(received_on=date(2022, 2, 21), text="I want to know why.")
        declines = factory.Trait(declined=True)
        of_holder = factory.Trait(side=Side.OFFICE_HOLDER)
        on_publication = factory.Trait(purpose=CommentPurpose.PUBLICATION)


class RiskAssessmentFactory(DjangoModelFactory):
    """A low risk, written down today."""

    class Meta:
        model = RiskAssessment

    complaint = factory.SubFactory(ComplaintFactory)
    number = ROW
    level = RiskLevel.LOW
    text = "Long telephone calls."
    measures = "Two officers take the calls in turn."
    made_at = NOW


class LetterFactory(DjangoModelFactory):
    """The draft of an acknowledgement. `issued=True` went out on 3 February 2022; its print is another row."""

    class Meta:
        model = Letter

    complaint = factory.SubFactory(ComplaintFactory)
    number = ROW
    kind = LetterKind.ACKNOWLEDGEMENT
    recipient = Recipient.COMPLAINANT
    subject = "Your complaint {{reference}}"
    text = "Dear {{name}}\n\nWe received your complaint on {{received_on}}."
    status = LetterStatus.DRAFT
    made_at = NOW

    class Params:
        issued = factory.Trait(status=LetterStatus.ISSUED, issued_on=date(2022, 2, 3), issued_at=NOW)
        not_needed = factory.Trait(status=LetterStatus.NOT_NEEDED, not_needed_why="Nobody can be reached.")


class LetterTemplateFactory(DjangoModelFactory):
    """The panel's own wording of an acknowledgement."""

    class Meta:
        model = LetterTemplate

    body = factory.SubFactory(BodyFactory)
    kind = LetterKind.ACKNOWLEDGEMENT
    number = factory.LazyAttribute(lambda one: _next(one.body.letter_templates.filter(kind=one.kind)))
    subject = "Your complaint {{reference}}"
    text = "Dear {{name}}\n\nThank you. We received your complaint on {{received_on}}."
    written_at = NOW


class HandlingPowerFactory(DjangoModelFactory):
    """Recording is delegated to the office's chief executive from 24 June 2021. `led=True`: to the panel's lead officer."""

    class Meta:
        model = HandlingPower

    body = factory.SubFactory(BodyFactory)
    number = factory.LazyAttribute(lambda one: _next(one.body.handling_powers))
    power = Power.RECORD
    handler = Handler.OFFICE
    to_title = "Chief Executive of the Commissioner’s office"
    decided_by = "The panel on 24 June 2021"
    started_on = date(2021, 6, 24)

    class Params:
        led = factory.Trait(handler=Handler.LEAD_OFFICER, to_title="Monitoring Officer")


class PublicSummaryFactory(DjangoModelFactory):
    """A draft of what the public reads. `published=True` was approved by a second person."""

    class Meta:
        model = PublicSummary

    complaint = factory.SubFactory(ComplaintFactory)
    number = ROW
    text = "A resident complained about how a letter was answered."
    status = SummaryStatus.DRAFT
    written_at = NOW
    written_by = factory.SubFactory(UserFactory)

    class Params:
        published = factory.Trait(
            status=SummaryStatus.PUBLISHED, approved_by=factory.SubFactory(UserFactory), published_at=NOW
        )  # fmt: skip
        withdrawn = factory.Trait(status=SummaryStatus.WITHDRAWN, withdrawn_at=NOW, withdrawn_why="It said too much.")


class RegisterImportFactory(DjangoModelFactory):
    """An older register of ten rows that was pasted in."""

    class Meta:
        model = RegisterImport

    body = factory.SubFactory(BodyFactory)
    area = factory.SelfAttribute("body.area")
    name = "register.csv"
    headed_on = date(2022, 2, 22)
    report = factory.LazyFunction(list)
    rows = 0
    imported_at = NOW


class SavedViewFactory(DjangoModelFactory):
    """A view of what is with the IOPC, kept by somebody."""

    class Meta:
        model = SavedView

    area = factory.SubFactory(PoliceAreaFactory)
    user = factory.SubFactory(UserFactory)
    slug = factory.Sequence(lambda number: f"view-{number}")
    name = "With the IOPC"
    query = "status=with-iopc"


def with_receipt(**facts: Any) -> Complaint:
    """A received complaint with the step of its receipt, one allegation and its complainant: the least that a page shows."""
    complaint = ComplaintFactory(**facts)
    StepFactory(complaint=complaint)
    AllegationFactory(complaint=complaint)
    PartyFactory(complaint=complaint)
    complaint.refresh_from_db()
    return complaint
