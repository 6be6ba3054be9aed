"""Decisions, boards and update reports as plain rows in any state: how they come about is for the tests of the services."""

from datetime import date
from decimal import Decimal
from typing import Any

import factory
from factory.django import DjangoModelFactory

from decisions.choices import (
    CameFrom,
    CostKind,
    DecisionStatus,
    DecisionStepKind,
    SectionKind,
    UpdateStatus,
)
from decisions.models import (
    Addendum,
    BoardCorrection,
    BoardDecision,
    Decision,
    DecisionStep,
    DecisionUpload,
    NilReturn,
    StandingItem,
    UpdateReport,
    UpdateSection,
)
from documents.choices import Access, ExemptParagraph
from interface import clock
from meetings.choices import ReleaseKind, ReleaseStatus
from meetings.models import Release, StandingAttendee
from panels.choices import BodyKind
from tests.factories.accounts import UserFactory
from tests.factories.decisions import PrintFactory
from tests.factories.minutes import HeldMeetingFactory, StoredFileFactory
from tests.factories.numbers import next_number, row_of
from tests.factories.office import (  # what goes with the register
    ConsultationAnswerFactory as ConsultationAnswerFactory,
)
from tests.factories.office import (
    ConsultationFactory as ConsultationFactory,
)
from tests.factories.office import (
    ConsultationFileFactory as ConsultationFileFactory,
)
from tests.factories.office import (
    DiaryEntryFactory as DiaryEntryFactory,
)
from tests.factories.office import (
    DiaryFactory as DiaryFactory,
)
from tests.factories.office import (
    MilestoneFactory as MilestoneFactory,
)
from tests.factories.office import (
    ProjectFactory as ProjectFactory,
)
from tests.factories.office import (
    ProjectUpdateFactory as ProjectUpdateFactory,
)
from tests.factories.office import (
    SchemeDutyFactory as SchemeDutyFactory,
)
from tests.factories.office import (
    SchemeItemFactory as SchemeItemFactory,
)
from tests.factories.office import (
    SchemePublicationFactory as SchemePublicationFactory,
)
from tests.factories.panels import BodyFactory, OfficeHolderFactory, PoliceAreaFactory

NOW = factory.LazyFunction(clock.now)
SIGNED_ON = date(2022, 2, 8)
CHECKSUM = "0123456789abcdef" * 4


SIGNATURE: dict[str, Any] = {
    "signed_on": SIGNED_ON, "signed_at": NOW, "signatory": "Robin Vale, Police and Crime Commissioner", "notice_sha256": CHECKSUM,
}  # fmt: skip
OUT: dict[str, Any] = SIGNATURE | {"published_on": date(2022, 2, 9), "published_at": NOW}


# Decisions -------------------------------------------------------------------------------------------------------


class DecisionFactory(DjangoModelFactory):
    """A proposed decision of 2022, wholly public, with every fact that a signature needs. Nobody but the office knows of it.

    Numbers are made up, `2022/701` and on, so that they meet none of the counter's. Traits: `exempt` (all of it), `exempt_part`,
    `shared` with the panel, and one for each state but the first; what is signed has a checksum and no print: see
    `SignedDecisionFactory`. No steps, board lines or audit entries.
    """

    class Meta:
        model = Decision

    area = factory.SubFactory(PoliceAreaFactory)
    year = 2022
    number = factory.Sequence(lambda number: number + 701)
    title = "Grant to the night-time economy fund"
    summary = "A grant of £20,000 is made to the fund."
    reasons = "Town centres asked for wardens on Saturdays."
    options = "To make no grant."
    legal_implications = "None."
    financial_implications = "Met from the reserve."
    equality_implications = "None."
    cost_kind = CostKind.EXACT
    cost = Decimal("20000.00")
    term = "One year"
    maker = factory.SubFactory(OfficeHolderFactory, area=factory.SelfAttribute("..area"))
    maker_words = "Robin Vale, Police and Crime Commissioner"
    officer = "Chief Finance Officer"
    proposed_on = date(2022, 1, 11)
    created_at = NOW
    status = DecisionStatus.PROPOSED

    class Params:
        exempt = factory.Trait(
            access=Access.EXEMPT, neutral_title="Decision on a contract", exempt_paragraph=ExemptParagraph.AFFAIRS,
            public_interest_reason="Bids for the contract are still open.",
        )  # fmt: skip
        exempt_part = factory.Trait(
            exempt_text="The lowest bid was £18,400.", exempt_paragraph=ExemptParagraph.AFFAIRS,
            public_interest_reason="Bids for the contract are still open.",
        )  # fmt: skip
        shared = factory.Trait(shared_at=NOW)
        from_register = factory.Trait(came_from=CameFrom.REGISTER, notice_sha256="")
        on_board = factory.Trait(status=DecisionStatus.ON_BOARD)
        agreed = factory.Trait(status=DecisionStatus.AGREED)
        deferred = factory.Trait(status=DecisionStatus.DEFERRED, condition="The audit of the fund is done")
        rejected = factory.Trait(status=DecisionStatus.REJECTED)
        withdrawn = factory.Trait(status=DecisionStatus.WITHDRAWN)
        signed = factory.Trait(status=DecisionStatus.SIGNED, **SIGNATURE)
        published = factory.Trait(status=DecisionStatus.PUBLISHED, **OUT)
        implemented = factory.Trait(status=DecisionStatus.IMPLEMENTED, implemented_on=date(2022, 3, 1), **OUT)
        rescinded = factory.Trait(
            status=DecisionStatus.RESCINDED, rescinded_on=date(2022, 3, 1), **OUT,
            rescinded_by=factory.SubFactory("tests.factories.register.DecisionFactory", area=factory.SelfAttribute("..area"),
                                            maker=factory.SelfAttribute("..maker"), published=True),
        )  # fmt: skip


class SignedDecisionFactory(DecisionFactory):
    """A signed decision with its notice in print: give `file` (and `html`, its words on the page) where the bytes matter. Of one
    that is not wholly public there is a second print, of what the public reads (`public_file`, `public_html`), which is the one
    in the public store once it is published."""

    signed = True

    @classmethod
    def _create(cls, model_class, *args, **fields):
        out = fields.get("published_at") is not None
        partly = fields.get("access", Access.PUBLIC) != Access.PUBLIC or bool(fields.get("exempt_text"))
        whole = fields.pop("file", None) or StoredFileFactory(store="public" if out and not partly else "restricted")
        public = fields.pop("public_file", None)
        said = {name: fields.pop(name, "<p>Words</p>") for name in ("html", "public_html")}
        made = super()._create(model_class, *args, **fields | {"notice_sha256": whole.sha256})
        _print(made, "decision", whole, said["html"], is_public=out and not partly)
        if partly:
            public = public or StoredFileFactory(store="public" if out else "restricted")
            _print(made, "decision-public", public, said["public_html"], is_public=out)
        return made


def _print(made: Decision, kind: str, file: Any, html: str, *, is_public: bool) -> None:
    access = Access.PUBLIC if is_public else Access.EXEMPT
    title = made.public_title if kind == "decision-public" else made.title
    PrintFactory(area=made.area, owner_kind=kind, owner_key=made.pk, title=title, access=access, file=file, html=html)


class PublishedDecisionFactory(SignedDecisionFactory):
    """A published decision with its print."""

    signed = False
    published = True


class DecisionStepFactory(DjangoModelFactory):
    """The proposal. Give `kind`, `before` and `after` for another step."""

    class Meta:
        model = DecisionStep

    decision = factory.SubFactory(DecisionFactory)
    number = row_of("decision")
    kind = DecisionStepKind.PROPOSE
    before = ""
    after = DecisionStatus.PROPOSED
    taken_on = factory.SelfAttribute("decision.proposed_on")
    made_at = NOW


class NilReturnFactory(DjangoModelFactory):
    """Nothing was decided between 2 February and 8 March 2022."""

    class Meta:
        model = NilReturn

    area = factory.SubFactory(PoliceAreaFactory)
    number = factory.LazyAttribute(lambda one: next_number(one.area.nil_returns))
    started_on = date(2022, 2, 2)
    ended_on = date(2022, 3, 8)
    made_at = NOW

    class Params:
        taken_back = factory.Trait(taken_back_at=NOW, taken_back_why="A decision of 4 March was signed after all.")


class DecisionUploadFactory(DjangoModelFactory):
    """A register's file that is being read. `refused=True` has a problem, `done=True` made ten rows."""

    class Meta:
        model = DecisionUpload

    area = factory.SubFactory(PoliceAreaFactory)
    file = factory.SubFactory(StoredFileFactory, store="restricted", media_type="text/csv")
    name = "register.csv"
    status = "sent"
    sent_at = NOW
    sent_by = factory.SubFactory(UserFactory)

    class Params:
        refused = factory.Trait(
            status="refused", finished_at=NOW, problems=[{"row": 3, "column": "Title", "reason": "Enter a title"}]
        )  # fmt: skip
        done = factory.Trait(status="done", finished_at=NOW, made=10)


# Boards ----------------------------------------------------------------------------------------------------------


class BoardFactory(BodyFactory):
    """A Police and Crime Board, whose agendas take letters, and which approves its papers for release."""

    slug = factory.Sequence(lambda number: f"board-{number}")
    name = factory.LazyAttribute(lambda body: f"{body.area.name} Police and Crime Board")
    kind = BodyKind.BOARD
    purpose = "It holds the Chief Constable to account."
    chaired_by = "Police and Crime Commissioner"
    meets = "Each month"
    letters_sub_items = True
    approves_release = True


class StandingAttendeeFactory(DjangoModelFactory):
    """The office of the Chief Constable, which attends."""

    class Meta:
        model = StandingAttendee

    body = factory.SubFactory(BoardFactory)
    number = factory.LazyAttribute(lambda one: next_number(one.body.standing_attendees))
    position = factory.SelfAttribute("number")
    office = "Chief Constable"
    started_on = date(2012, 11, 22)


class BoardDecisionFactory(DjangoModelFactory):
    """A decision before a board of 1 February 2022: give `agenda_item` for its line there."""

    class Meta:
        model = BoardDecision

    decision = factory.SubFactory(DecisionFactory, on_board=True)
    meeting = factory.LazyAttribute(lambda one: HeldMeetingFactory(body=BoardFactory(area=one.decision.area)))
    number = factory.LazyAttribute(lambda one: next_number(one.meeting.board_decisions))
    put_at = NOW

    class Params:
        removed = factory.Trait(removed_at=NOW)


class BoardCorrectionFactory(DjangoModelFactory):
    """What a number in the minutes stands for."""

    class Meta:
        model = BoardCorrection

    decision = factory.SubFactory(DecisionFactory)
    meeting = factory.LazyAttribute(lambda one: HeldMeetingFactory(body=BoardFactory(area=one.decision.area)))
    number = factory.LazyAttribute(lambda one: next_number(one.meeting.board_corrections))
    side = "minutes"
    printed = "2022/009"
    why = "The register numbers it otherwise."
    made_at = NOW

    class Params:
        undone = factory.Trait(undone_at=NOW)


class ReleaseFactory(DjangoModelFactory):
    """The agenda of a meeting, to be approved for release there. Give `paper` and `kind` for a paper."""

    class Meta:
        model = Release

    meeting = factory.LazyAttribute(lambda one: HeldMeetingFactory(body=BoardFactory()))
    number = factory.LazyAttribute(lambda one: next_number(one.meeting.releases))
    kind = ReleaseKind.AGENDA
    of_meeting = factory.SelfAttribute("meeting")
    asked_at = NOW

    class Params:
        approved = factory.Trait(status=ReleaseStatus.APPROVED, decided_on=date(2022, 2, 1), decided_at=NOW)
        held_back = factory.Trait(status=ReleaseStatus.HELD_BACK, reason="A figure is checked.", decided_on=date(2022, 2, 1))


# The update report -----------------------------------------------------------------------------------------------


class UpdateReportFactory(DjangoModelFactory):
    """A draft of what the Commissioner tells the panel of 17 March 2022. `published=True` is out."""

    class Meta:
        model = UpdateReport

    body = factory.SubFactory(BodyFactory)
    area = factory.SelfAttribute("body.area")
    meeting_on = date(2022, 3, 17)
    slug = factory.LazyAttribute(lambda one: one.meeting_on.isoformat())
    title = "Commissioner’s update report"
    started_on = date(2022, 2, 1)
    as_at = date(2022, 3, 7)
    summary = "Recruitment goes on."
    contact_name = "Sam Ash"
    created_at = NOW

    class Params:
        published = factory.Trait(status=UpdateStatus.PUBLISHED, published_at=NOW)


class StandingItemFactory(DjangoModelFactory):
    """An open standing item. `closed=True` ended on 1 March 2022."""

    class Meta:
        model = StandingItem

    area = factory.SubFactory(PoliceAreaFactory)
    slug = factory.Sequence(lambda number: f"standing-{number}")
    title = "Estates"
    started_on = date(2021, 6, 24)

    class Params:
        closed = factory.Trait(closed_on=date(2022, 3, 1), closed_why="The buildings are sold.")


class UpdateSectionFactory(DjangoModelFactory):
    """A written section. `part=True` is a heading, `live=True` the key decisions as they stand."""

    class Meta:
        model = UpdateSection

    report = factory.SubFactory(UpdateReportFactory)
    number = row_of("report")
    position = factory.SelfAttribute("number")
    heading = factory.Sequence(lambda number: f"Section {number}")
    text = "Officers were recruited."

    class Params:
        part = factory.Trait(kind=SectionKind.PART, text="")
        live = factory.Trait(kind=SectionKind.LIVE, text="", source="key-decisions")
        removed = factory.Trait(removed_at=NOW)


SectionFactory = UpdateSectionFactory


class AddendumFactory(DjangoModelFactory):
    """What came after a report was published."""

    class Meta:
        model = Addendum

    report = factory.SubFactory(UpdateReportFactory, published=True)
    number = row_of("report")
    heading = "The grant was confirmed"
    text = "The letter came on 10 March."
    why = "The letter came after the report was published."
    added_on = date(2022, 3, 11)
    added_at = NOW
