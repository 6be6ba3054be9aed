"""Rows are held before the audit trail, and a body without its key, so that no two acts wait for each other."""

from datetime import date

import pytest
from django.db import transaction

from accounts.services import record
from decisions.choices import CaseKind, Position
from decisions.models import Case, Report
from decisions.services.cases import open_case
from decisions.services.reports import issue_report, publish_report, write_report
from interface import clock
from meetings.models import Recommendation
from tests.beside import Beside
from tests.decisions.reporting import rules
from tests.factories.decisions import CaseFactory, NoticeFactory, PreceptFactory, PreceptProposalFactory
from tests.factories.panels import BodyFactory, MembershipFactory

TODAY = date(2022, 2, 3)


@pytest.fixture
def body(transactional_db):
    return BodyFactory()


def test_opening_a_case_keeps_nobody_from_pointing_at_its_body(body):
    def work():
        with clock.stand_on(TODAY):
            return open_case(body=body, kind=CaseKind.REMOVAL, opened_on=TODAY, actor=None)

    other = Beside(work)
    with transaction.atomic():
        record(actor=None, action="meetings.meeting_updated", area=body.area)  # somebody saves a meeting …
        other.begin()
        MembershipFactory(body=body)  # … and writes a row that belongs to the body
    assert isinstance(other.end(), Case)


def test_publishing_a_report_holds_its_recommendations_before_the_trail(body):
    report = _sent(body)

    def work():
        with clock.stand_on(TODAY):
            return publish_report(report=report, version=report.version, manner="On the website", actor=None)

    other = Beside(work)
    with transaction.atomic():
        made = Recommendation.objects.select_for_update().get()  # somebody changes what is recommended …
        other.begin()
        record(actor=None, action="meetings.recommendation_changed", area=made.area)  # … and that is told
    assert isinstance(other.end(), Report)
    made.refresh_from_db()
    assert made.published_at is not None


def _sent(body):
    rules()
    case = CaseFactory(body=body, notified=True)
    PreceptFactory(case=case)
    PreceptProposalFactory(notice=NoticeFactory(case=case))
    with clock.stand_on(TODAY):
        fresh = Case.objects.for_page().get(pk=case.pk)
        said = {"position": Position.RECOMMEND, "recommendations": ["Hold it."], "signed_by": "Anna Ash, Chair", "version": 0}
        draft = write_report(case=fresh, number=1, actor=None, **said)
        return issue_report(report=draft, version=draft.version, issued_on=TODAY, actor=None)
