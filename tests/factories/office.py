"""Consultations, projects, the diary and the publication scheme as plain rows in any state."""

from datetime import date

import factory
from factory.django import DjangoModelFactory

from decisions.choices import Agree, ConsultationStatus, ProjectStatus, SchemeHeading, SchemePeriod
from decisions.models import (
    Consultation,
    ConsultationAnswer,
    ConsultationFile,
    DiaryEntry,
    Milestone,
    Project,
    ProjectUpdate,
    SchemeDuty,
    SchemeItem,
    SchemePublication,
)
from interface import clock
from panels.choices import Reckoning
from tests.factories.minutes import StoredFileFactory
from tests.factories.numbers import next_number, row_of
from tests.factories.panels import PoliceAreaFactory

NOW = factory.LazyFunction(clock.now)


class ConsultationFactory(DjangoModelFactory):
    """A consultation that is being answered, unknown to others. References are made up, `CR-2022-701` and on."""

    class Meta:
        model = Consultation

    area = factory.SubFactory(PoliceAreaFactory)
    reference = factory.Sequence(lambda number: f"CR-2022-{number + 701}")
    title = "Powers of Commissioners"
    asked_by = "Home Office"
    closes_on = date(2022, 4, 1)
    text = "The Commissioner agrees with most of it."
    created_at = NOW

    class Params:
        sent = factory.Trait(status=ConsultationStatus.SENT, responded_on=date(2022, 3, 1))
        published = factory.Trait(status=ConsultationStatus.PUBLISHED, responded_on=date(2022, 3, 1), published_at=NOW)


class ConsultationAnswerFactory(DjangoModelFactory):
    """An answer on the scale, with words."""

    class Meta:
        model = ConsultationAnswer

    consultation = factory.SubFactory(ConsultationFactory)
    number = row_of("consultation")
    position = factory.SelfAttribute("number")
    question = factory.LazyAttribute(lambda one: f"C{one.number}")
    asked = "Should it be so?"
    agrees = Agree.AGREE
    text = "Yes, with more time."


class ConsultationFileFactory(DjangoModelFactory):
    """A file of a response, rebuilt; without the bytes unless `original` and `pdf` are given."""

    class Meta:
        model = ConsultationFile

    consultation = factory.SubFactory(ConsultationFactory)
    number = row_of("consultation")
    name = "response.pdf"
    title = "The response as it was sent"
    original = factory.SubFactory(StoredFileFactory, store="restricted")
    pdf = factory.SubFactory(StoredFileFactory, store="restricted")
    added_at = NOW

    class Params:
        removed = factory.Trait(removed_at=NOW)


class ProjectFactory(DjangoModelFactory):
    """A project in progress, the office's own. `published=True` is public."""

    class Meta:
        model = Project

    area = factory.SubFactory(PoliceAreaFactory)
    slug = factory.Sequence(lambda number: f"project-{number}")
    title = factory.Sequence(lambda number: f"Project {number}")
    about = "New custody suites."
    status = ProjectStatus.ACTIVE
    started_on = date(2021, 4, 1)
    created_at = NOW

    class Params:
        published = factory.Trait(published_at=NOW)


class MilestoneFactory(DjangoModelFactory):
    """Planned for 3 January 2022 and expected six weeks later."""

    class Meta:
        model = Milestone

    project = factory.SubFactory(ProjectFactory)
    number = row_of("project")
    title = "The first suite opens"
    planned_on = date(2022, 1, 3)
    expected_on = date(2022, 2, 14)

    class Params:
        removed = factory.Trait(removed_at=NOW)


class ProjectUpdateFactory(DjangoModelFactory):
    """Six to seven weeks behind, as its own report says, at a risk of 12."""

    class Meta:
        model = ProjectUpdate

    project = factory.SubFactory(ProjectFactory)
    number = row_of("project")
    as_at = date(2022, 3, 1)
    text = "Steel is late."
    risk = 12
    weeks_behind_least = 6
    weeks_behind_most = 7
    made_at = NOW

    class Params:
        removed = factory.Trait(removed_at=NOW)


class DiaryEntryFactory(DjangoModelFactory):
    """A meeting of 8 March 2022, the office's own. `published=True` is public, `undated=True` has no day yet."""

    class Meta:
        model = DiaryEntry

    area = factory.SubFactory(PoliceAreaFactory)
    number = factory.LazyAttribute(lambda one: next_number(one.area.diary_entries))
    on = date(2022, 3, 8)
    with_whom = "Parish councils"
    subject = "Speeding"
    place = "Northford"
    created_at = NOW

    class Params:
        published = factory.Trait(published_at=NOW)
        undated = factory.Trait(on=None, date_words="early May")
        cancelled = factory.Trait(cancelled_why="The hall was flooded.")


DiaryFactory = DiaryEntryFactory


# The publication scheme ------------------------------------------------------------------------------------------


class SchemeItemFactory(DjangoModelFactory):
    """A made-up item that is published each quarter, within a month of its end."""

    class Meta:
        model = SchemeItem

    key = factory.Sequence(lambda number: f"item-{number}")
    heading = SchemeHeading.MONEY
    position = factory.Sequence(lambda number: number + 1)
    paragraph = "2(x)"
    title = "What is spent"
    period = SchemePeriod.QUARTER
    number = 1
    reckoning = Reckoning.MONTHS_AFTER
    provision = "SI 2011/3050, Schedule, paragraph 2(x)"
    source = "legislation.gov.uk/uksi/2011/3050"
    started_on = date(2012, 1, 16)


class SchemeDutyFactory(DjangoModelFactory):
    """The chief finance officer sees to an item."""

    class Meta:
        model = SchemeDuty

    area = factory.SubFactory(PoliceAreaFactory)
    item = factory.SubFactory(SchemeItemFactory)
    owner = "Chief Finance Officer"


class SchemePublicationFactory(DjangoModelFactory):
    """What was published for the last quarter of 2021, on a page. Give `file` for a file of ours."""

    class Meta:
        model = SchemePublication

    area = factory.SubFactory(PoliceAreaFactory)
    item = factory.SubFactory(SchemeItemFactory)
    number = factory.LazyAttribute(lambda one: next_number(one.area.scheme_publications))
    title = "Spending, October to December 2021"
    started_on = date(2021, 10, 1)
    ended_on = date(2021, 12, 31)
    published_on = date(2022, 1, 20)
    url = "https://office.example/spending"
    made_at = NOW

    class Params:
        withdrawn = factory.Trait(withdrawn_at=NOW, withdrawn_why="A row was wrong.")
