"""What the live paper of inspections and the publication scheme say: for everybody, as at a day."""

from datetime import date

import pytest

from decisions.registry import scheme_facts
from documents.sources import draw
from meetings.choices import MeetingStatus
from performance.choices import InspectionKind, SuperComplaintStatus
from performance.papers import inspections as paper
from performance.services import at_scheme
from performance.services import inspections as services
from tests.factories.meetings import MeetingFactory
from tests.factories.performance import SuperComplaintFactory
from tests.performance.inspections.conftest import TODAY

assert paper
assert at_scheme


@pytest.fixture
def drawn(area, body):
    """What the paper says as at a day; the panel met last on 1 February 2022."""
    MeetingFactory(body=body, held_on=date(2022, 2, 1), status=MeetingStatus.HELD)

    def draws(on=TODAY):
        return draw("inspections", area=area, body=body, on=on, collection="").text

    return draws


def test_the_paper_tells_what_was_answered_since_the_last_meeting_and_what_waits(drawn, inspected, answered):
    answered(title="Mental health", report_on=date(2021, 11, 17))
    answered(title="Long ago", report_on=date(2021, 1, 4), responded_on=date(2021, 2, 1))
    inspected(title="Response to rape")

    text = drawn()

    assert "1 response was published after the meeting of Tuesday 1 February 2022:" in text
    assert "- Mental health, on Thursday 10 March 2022" in text
    assert "1 report waits for a response:" in text
    assert "- Response to rape, published on Friday 25 February 2022, response due by Thursday 21 April 2022" in text
    assert "Long ago" not in text


def test_the_paper_says_nothing_private_and_no_draft(drawn, inspected):
    one = inspected(title="Known")
    one = services.write_response(inspection=one, version=one.version, actor=None, text="CANARY draft")
    services.take_force_comments(inspection=one, version=one.version, actor=None, text="CANARY comments")
    inspected(title="CANARY", public=False, is_of_force=True, report_on=None)
    SuperComplaintFactory(area=one.area, title="CANARY", status=SuperComplaintStatus.ELIGIBLE)

    assert "CANARY" not in drawn()


def test_the_paper_tells_where_the_force_itself_is_inspected_and_of_super_complaints(drawn, inspected, area):
    inspected(title="PEEL [2022]", report_on=None, is_of_force=True, planned_words="October 2022", note="*Evidence* & more")
    for title in ("Stop and search", "Domestic abuse"):
        SuperComplaintFactory(area=area, published=True, title=title, status=SuperComplaintStatus.ELIGIBLE)

    text = drawn()

    assert "- PEEL \\[2022\\], planned (October 2022): Evidence \\& more" in text
    assert "2 super-complaints were assessed as eligible for investigation:\n\n- Domestic abuse\n- Stop and search" in text


def test_an_empty_register_says_so(drawn):
    text = drawn()

    assert "No response was published after the meeting of Tuesday 1 February 2022." in text
    assert "No report waits for a response." in text


def test_the_scheme_names_the_newest_peel_report_and_counts_the_responses(area, inspected, answered):
    assert scheme_facts(area, {"inspections"}) == {}
    answered(title="Mental health")
    inspected(title="PEEL 2018", kind=InspectionKind.PEEL, report_on=date(2019, 5, 2))
    inspected(title="PEEL 2022", kind=InspectionKind.PEEL, public=False)

    fact = scheme_facts(area, {"inspections"})["inspections"]

    assert fact.words == "PEEL 2018, 2 May 2019; 1 response to a report"
    assert fact.url == "/northshire/performance/inspections/"
