"""The standing report on complaints: what it says, what it leaves out, where it begins, and that a draft of it stays true."""

import re
from datetime import date, datetime

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from complaints.choices import Handler, Power, StepKind
from complaints.papers.report_words import safe
from complaints.services import summaries
from complaints.services.locking import lock_complaint, save_complaint
from complaints.services.reports import keep_reports
from documents.choices import PaperStatus
from documents.models import Paper, PaperVersion
from documents.sources import draw
from interface import clock
from interface.markdown import render
from meetings.papers.tables import table
from meetings.services.papers import add_paper
from tests.factories.complaints import (
    AllegationFactory,
    ComplaintFactory,
    HandlingPowerFactory,
    PublicSummaryFactory,
    RegisterImportFactory,
    StepFactory,
)
from tests.factories.meetings import AgendaItemFactory, AnnouncedMeetingFactory
from tests.factories.minutes import HeldMeetingFactory
from tests.factories.panels import BodyFactory, OfficeHolderFactory

pytestmark = pytest.mark.usefixtures("rulebook", "today")
TODAY = date(2022, 2, 11)


@pytest.fixture
def before(area):
    return OfficeHolderFactory(area=area, former=True, name="Pat Before")


@pytest.fixture
def make(body, holder):
    def made(*kinds, text="", **facts):
        complaint = ComplaintFactory(**({"body": body, "office_holder": holder, "line": "CANARY"} | facts))
        for kind in kinds:
            StepFactory(complaint=complaint, kind=kind, reason="CANARY")
        AllegationFactory(complaint=complaint, text="CANARY")
        if text:
            PublicSummaryFactory(complaint=complaint, published=True, text=text)
        return complaint

    return made


def written(body, on=TODAY, collection="2022-03-17-panel"):
    return draw("complaints-report", area=body.area, body=body, on=on, collection=collection).text


def lines(body, words, **facts):
    return [line for line in written(body, **facts).splitlines() if words in line]


def test_its_paragraphs_are_numbered_under_headings_and_name_the_law(body, holder, powers):
    text = written(body)

    assert [line[3:] for line in text.splitlines() if line.startswith("## ")] == [
        "1. Purpose of the report", "2. Background", "3. Who handles complaints", "4. Complaints received", "5. Outcomes",
        "6. Oversight", "7. Retention of records", "8. Equality implications", "9. What the panel is asked to do",
        "Register of complaints and conduct matters",
    ]  # fmt: skip
    assert "1.1 To give members of the Northshire Police and Crime Panel oversight of all complaints" in text
    assert "section 31 and Schedule 7" in text
    assert "3.5 Informal resolution cannot be given to the Commissioner’s office" in text
    assert r"regulation 7, not yet verified" in text
    assert "Records of a complaint are kept for 6 years after it ends, then erased" in text
    assert "No complaint is in the register." in text


def test_the_delegation_in_force_is_told_with_its_day_and_one_that_ended_is_not(body):
    HandlingPowerFactory(body=body)
    HandlingPowerFactory(body=body, power=Power.REFER, handler=Handler.OFFICE, to_title="CANARY", ended_on=date(2022, 1, 1))

    text = written(body)

    assert "since Thursday 24 June 2021 (decided by: The panel on 24 June 2021)" in text
    assert "CANARY" not in text


def test_what_is_new_since_the_last_meeting_is_counted_for_each_office_holder(body, make, holder, before):
    HeldMeetingFactory(body=body, held_on=date(2022, 1, 20))
    make(StepKind.RECORD, recorded=True, reference="CC-2022-001", received_on=date(2022, 1, 10), made_on=None, text="Old.")
    make(StepKind.RECORD, recorded=True, reference="CC-2022-002", printed_label="77", office_holder=before)
    make(StepKind.NOT_RECORD, not_recorded=True, reference="CC-2022-003")
    make(StepKind.RECORD, with_iopc=True, through_iopc=True, reference="CC-2022-004")

    text = written(body)

    assert "What follows is what came in since the meeting of Thursday 20 January 2022." in text
    assert (
        f"About {holder.name}, Commissioner since 13 May 2021, 2 new complaints were received: CC-2022-004, CC-2022-003." in text
    )
    assert "About Pat Before, Commissioner from 12 May 2016 to 12 May 2021, 1 new complaint was received: " in text
    assert "CC-2022-002 (printed number 77)." in text
    assert "In whole or in part, 1 matter was not recorded: CC-2022-003. Whoever complains is told" in text
    assert "Through the IOPC, 1 complaint was received: CC-2022-004." in text
    assert "Of 3 no summary has been approved for the public yet" in text


def test_nobody_new_is_said_of_each_who_holds_an_office(body, holder, before, area):
    OfficeHolderFactory(area=area, deputy=True, name="Dee Deputy")

    text = written(body)

    assert f"No new complaint about {holder.name}, Commissioner since 13 May 2021 was received." in text
    assert "No new complaint about Dee Deputy, Deputy" in text
    assert "Pat Before" not in text
    assert "No complaint was received through the IOPC." in text


def test_it_begins_where_the_last_report_left_off(body, make, holder):
    paper = Paper.objects.create(
        area=body.area, body=body, collection="2022-01-20-panel", slug="complaints", title="Complaints", kind="live",
        source="complaints-report", status=PaperStatus.PUBLISHED, published_at=clock.now(),
    )  # fmt: skip
    drawn = datetime(2022, 1, 12, 9, 0, tzinfo=clock.now().tzinfo)
    paper.current = PaperVersion.objects.create(paper=paper, number=1, text="x", sha256="0" * 64, created_at=drawn)
    paper.save()
    HeldMeetingFactory(body=body, held_on=date(2022, 1, 20))
    between = {"received_on": date(2022, 1, 14), "made_on": None}
    make(recorded=True, reference="CC-2022-001", **between)
    make(recorded=True, reference="CC-2022-002", received_on=date(2022, 1, 12), made_on=None)
    make(recorded=True, reference="CC-2021-009", received_on=date(2021, 12, 1), made_on=None, logged_at=datetime(
        2021, 12, 2, tzinfo=drawn.tzinfo))  # fmt: skip
    make(
        recorded=True,
        reference="CC-2021-010",
        received_on=date(2021, 12, 1),
        made_on=None,
        imported=RegisterImportFactory(body=body),
    )

    assert "since the last report, which was as at Wednesday 12 January 2022." in written(body)
    (line,) = lines(body, f"About {holder.name}, Commissioner since")[:1]
    assert line.endswith("were received: CC-2022-001, CC-2022-002.")


def test_no_paragraph_begins_with_a_figure_that_would_run_into_its_number(body, make):
    HeldMeetingFactory(body=body, held_on=date(2022, 1, 20))
    make("received", received_on=date(2022, 2, 1))
    make("not_recorded", received_on=date(2022, 2, 2), came_to="iopc")
    numbered = [line for line in written(body).splitlines() if re.match(r"\d+\.\d+ ", line)]
    assert len(numbered) > 10
    assert not [line for line in numbered if re.match(r"\d+\.\d+ \d", line)]


def test_regulations_are_named_in_full_once(body):
    text = written(body)
    assert text.count("Elected Local Policing Bodies (Complaints and Misconduct)") == 1
    assert "(SI 2012/62, regulation 9" in text


def test_outcomes_since_are_told_as_far_as_they_are_public(body, make):
    HeldMeetingFactory(body=body, held_on=date(2022, 1, 20))
    ended = {"closed": True, "ended_on": date(2022, 2, 7)}
    resolved = (StepKind.RECORD, StepKind.RESOLVE, StepKind.CONCLUDE, StepKind.CLOSE)
    make(*resolved, **ended, reference="CC-2022-001", outcome="explanation", publishes_outcome=True)
    make(*resolved, **ended, reference="CC-2022-002", outcome="explanation", publishes_outcome=False)

    assert [line[4:] for line in lines(body, " ended on ")] == [
        "CC-2022-002 ended on Monday 7 February 2022. Outcome: Not published.",
        "CC-2022-001 ended on Monday 7 February 2022. Outcome: Resolved by an explanation.",
    ]


def test_the_register_says_only_what_is_safe(body, make, powers):
    make(StepKind.RECORD, recorded=True, reference="CC-2022-001", printed_label="70", text="A letter was | not *answered*.")
    make(
        StepKind.RECORD, recorded=True, reference="CC-2022-002", raw_handler="CANARY", raw_outcome="CANARY", outcome_text="CANARY"
    )
    make(erased=True, reference="CC-2014-001", received_on=date(2014, 5, 5), text="CANARY")
    make(reference="CC-2022-009", received_on=date(2022, 3, 1), made_on=None, text="CANARY of a later day")
    PublicSummaryFactory(complaint=make(reference="CC-2022-003"), text="CANARY draft")

    text = written(body)

    assert r"| 70 (CC-2022-001) | 1 Feb 2022 | A letter was \| not \*answered\*\. | Yes | Chief Executive" in text
    assert "| CC-2022-002 | 1 Feb 2022 | Not yet written for the public | Yes |" in text
    assert "Erased so far: CC-2014-001." in text
    assert "CANARY" not in text
    assert str(render(text, for_pdf=True)).count("<tr") == 4


def test_complaints_of_another_panel_are_left_out(body, make):
    make(body=BodyFactory(area=body.area), text="Another panel's.")

    assert "Another panel" not in written(body)


def test_it_asks_as_much_for_one_as_for_three_hundred(body, make, powers, django_assert_num_queries):
    for count in (1, 2, 297):
        for _each in range(count):
            make(StepKind.RECORD, recorded=True, text="A late answer.")
        with django_assert_num_queries(11):
            first = written(body)
        assert first == written(body)


@given(st.text(alphabet=st.sampled_from("ab #*_`[](){}<>|\\!-+=~:.1&;\n\t\"'>/"), max_size=60))
@settings(max_examples=200)
def test_no_words_of_a_summary_make_marks_or_cells(words):
    html = str(render(table("C", ("A", "B", "C"), [("a", safe(words) or "none", "c")]), for_pdf=True))

    assert html.count("<td") == 2
    for tag in ("<script", "<img", "<a ", "<code", "<strong", "<em", "<br"):
        assert tag not in html


# On an agenda ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def draft(body, make, clerk):
    """The report as a draft paper on the agenda of 17 March, with one summary in it."""
    meeting = AnnouncedMeetingFactory(body=body, held_on=date(2022, 3, 17))
    complaint = make(StepKind.RECORD, recorded=True, text="A late answer.")
    item = AgendaItemFactory(meeting=meeting, title="Complaints")
    return complaint, add_paper(item=item, actor=clerk, title="Complaints", source="complaints-report")


def test_a_draft_follows_what_the_public_may_read(draft, clerk):
    complaint, paper = draft
    assert "As at Friday 11 February 2022." in paper.current.text
    assert "A late answer" in paper.current.text
    summary = complaint.summaries.get()

    summaries.withdraw_summary(summary=summary, version=summary.version, why="It said too much.", actor=clerk)

    text = Paper.objects.get(pk=paper.pk).current.text
    assert "A late answer" not in text
    assert "Not yet written for the public" in text


def test_a_published_report_stays_as_it_was(draft, clerk):
    complaint, paper = draft
    Paper.objects.filter(pk=paper.pk).update(status=PaperStatus.PUBLISHED, published_at=clock.now())
    summary = complaint.summaries.get()

    summaries.withdraw_summary(summary=summary, version=summary.version, why="It said too much.", actor=clerk)

    assert "A late answer" in Paper.objects.get(pk=paper.pk).current.text


def test_a_draft_loses_an_outcome_when_the_decision_to_publish_it_is_taken_back(draft, make, clerk, lead):
    _complaint, paper = draft
    told = make(StepKind.RECORD, StepKind.RESOLVE, StepKind.CONCLUDE, decided=True, text="A late letter.")
    told.summaries.update(outcome_text="An explanation was given.")
    keep_reports(told.body, clerk)
    assert "An explanation was given" in Paper.objects.get(pk=paper.pk).current.text

    with transaction.atomic():
        held = lock_complaint(told)
        held.publishes_outcome = None
        save_complaint(held, lead, "step_taken_back", undoes=True)

    assert "An explanation was given" not in Paper.objects.get(pk=paper.pk).current.text
