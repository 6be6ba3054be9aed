"""A scrutiny panel, the office's performance officer, a clerk and a member, on Thursday 10 March 2022."""

from datetime import date
from decimal import Decimal

import pytest

from accounts.choices import Role
from interface import clock
from panels.choices import BodyKind
from performance.choices import ObjectiveKind
from performance.models import Observation
from performance.services import scrutiny as services
from performance.services.standing import keep_standings
from tests.factories.panels import AppointmentFactory, BodyFactory, PoliceAreaFactory
from tests.factories.performance import MeasureFactory, ObjectiveFactory, SeriesFactory

TODAY = date(2022, 3, 10)
FINDINGS = (("Appropriate", 6), ("Appropriate with observations", 9), ("Inappropriate", 7))


@pytest.fixture(autouse=True)
def today():
    with clock.stand_on(TODAY):
        yield TODAY


@pytest.fixture
def area(db):
    return PoliceAreaFactory(slug="northshire", name="Northshire")


@pytest.fixture
def body(area):
    """The Police and Crime Panel, before which the papers come."""
    return BodyFactory(area=area, slug="panel", name="Northshire Police and Crime Panel")


@pytest.fixture
def panel(area):
    return BodyFactory(area=area, slug="out-of-court", name="Out of Court Panel", kind=BodyKind.SCRUTINY_PANEL)


@pytest.fixture
def office(area):
    """Who reports on performance in the Commissioner's office."""
    return AppointmentFactory(area=area, role=Role.OFFICE_PERFORMANCE, user__email="office@opcc.example").user


@pytest.fixture
def clerk(area):
    return AppointmentFactory(area=area, user__email="clerk@panel.example").user


@pytest.fixture
def member(area, body):
    return AppointmentFactory(area=area, body=body, role=Role.PANEL_MEMBER, user__email="member@panel.example").user


@pytest.fixture
def session(panel):
    """A session of 2 March 2022; `public` for one that everybody reads."""

    def made(*, findings=FINDINGS, public=True, held_on=date(2022, 3, 2), theme="Drug misuse", **facts):
        cases = sum(count for _words, count in findings) or None
        facts = {"cases": cases, **facts}
        one = services.create_session(body=panel, actor=None, held_on=held_on, theme=theme, **facts)
        for words, count in findings:
            services.add_finding(session=one, actor=None, words=words, count=count)
        one.refresh_from_db()
        return services.publish_session(session=one, version=one.version, actor=None) if public else one

    return made


@pytest.fixture
def contacts(area):
    """An objective that the office watches."""
    return ObjectiveFactory(area=area, slug="contacts", title="Contacts", kind=ObjectiveKind.OVERSIGHT)


@pytest.fixture
def counted(contacts):
    """A measure of it with its figures: (first day, last day, value[, partial])."""

    def made(title, figures, **facts):
        facts = {"released_until": date(2022, 3, 9), "counted": "cases", "objective": contacts, **facts}
        measure = MeasureFactory(title=title, slug=title.lower().replace(" ", "-"), **facts)
        series = SeriesFactory(measure=measure)
        Observation.objects.bulk_create(
            Observation(
                series=series, started_on=first, ended_on=last, value=Decimal(str(value)), is_partial=any(partial),
                entered_at=clock.now(),
            )
            for first, last, value, *partial in figures
        )  # fmt: skip
        keep_standings([measure])
        return measure

    return made
