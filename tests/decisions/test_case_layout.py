"""How a page of a case is laid out: one main button, no column that says nothing, what is secondary folded, words that fit."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from decisions.choices import CaseKind, CaseStatus, MeetingPart, Position
from decisions.models import Case
from decisions.rules.status import state_words
from interface import clock
from panels.services.due import keep_duties
from tests.decisions.hearings import RECEIVED, notify, opened
from tests.factories.decisions import (
    BandFigureFactory,
    CaseFactory,
    CaseMeetingFactory,
    FigureFactory,
    NoticeFactory,
    PreceptFactory,
    PreceptProposalFactory,
    ReportFactory,
    ResponseFactory,
    SelectionStageFactory,
)
from tests.factories.minutes import HeldMeetingFactory

pytestmark = pytest.mark.usefixtures("today", "rulebook")


def page(client, case, user=None):
    if user is not None:
        client.force_login(user)
    return client.get(case.get_absolute_url()).content.decode()


def words(html):
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def buttons(html):
    """The words of the links drawn as main buttons."""
    found = re.findall(r'<a [^>]*class="(govuk-button[^"]*)"[^>]*>([^<]*)<', html)
    return [said.strip() for name, said in found if "secondary" not in name]


@pytest.fixture
def precept(body):
    case = CaseFactory(body=body, slug="2022-23", notified=True)
    PreceptFactory(case=case)
    PreceptProposalFactory(notice=NoticeFactory(case=case))
    return case


# Buttons ----------------------------------------------------------------------------------------------------------


def test_of_two_main_steps_one_has_the_main_button(client, body, clerk):
    case = opened(body)
    notify(case)
    with clock.stand_on(date(2022, 3, 1)):
        html = page(client, case, clerk)
    assert [one in html for one in ("Enter new notice", "Record decision")] == [True, True]
    assert buttons(html) == ["Enter new notice"]


def test_while_nothing_presses_the_law_asks_for_the_report(client, body, clerk):
    case = opened(body)
    notify(case)
    meeting = HeldMeetingFactory(body=body, held_on=date(2022, 2, 15), slug="2022-02-15-panel")
    CaseMeetingFactory(case=case, meeting=meeting, part=MeetingPart.HEARING)
    client.force_login(clerk)
    steps = client.get(case.get_absolute_url()).context["main_steps"]
    assert [(one.step.key, one.step.is_main) for one in steps] == [("report", False)]


def test_a_draft_that_cannot_go_out_is_written_first(client, precept, clerk):
    report = ReportFactory(case=precept, position=Position.VETO_HIGH)
    client.force_login(clerk)
    address = reverse("cases:report-detail", args=[precept.area.slug, precept.kind, precept.slug, report.number])
    response = client.get(address)
    assert response.context["is_held_up"] is True
    assert buttons(response.content.decode()) == ["Go on writing"]


def test_publishing_leads_to_the_case_that_is_not_public(client, precept, clerk):
    ReportFactory(case=precept, issued=True)
    Case.objects.update(published_at=None)
    client.force_login(clerk)
    where = [precept.area.slug, precept.kind, precept.slug]
    html = client.get(reverse("cases:report-publish", args=[*where, 1])).content.decode()
    assert reverse("cases:case-publish", args=where) in html


# Columns ----------------------------------------------------------------------------------------------------------


def test_a_column_where_no_row_says_anything_is_left_out(client, precept):
    FigureFactory(precept=precept.precept, where="")
    html = page(client, precept)
    assert "The papers say" not in html
    assert "Where it was read" not in html
    FigureFactory(precept=precept.precept, where="Page 4")
    BandFigureFactory(proposal=precept.notices.get().precept, band="D", amount=Decimal("251.20"))
    html = page(client, precept)
    assert words(html).count("The papers say") == 1
    assert words(html).count("Where it was read") == 1
    assert [one in html for one in (">nothing<", ">not checked<", ">not said<")] == [False, False, False]


def test_the_increase_is_left_out_while_the_year_before_is_not_known(client, precept):
    assert "Increase" in words(page(client, precept))
    type(precept.precept).objects.update(band_d_before=None)
    assert "Increase" not in words(page(client, precept))


def test_stages_without_notes_have_no_column_of_notes(client, body, clerk):
    case = opened(body)
    stage = SelectionStageFactory(appointment=case.appointment, note="")
    assert ">Note<" not in page(client, case, clerk)
    type(stage).objects.update(note="By video")
    assert ">Note<" in page(client, case, clerk)


# What is folded ---------------------------------------------------------------------------------------------------


def test_figures_are_folded_and_say_how_many_differ(client, precept):
    FigureFactory(precept=precept.precept, label="Pay", value=Decimal(10), number=1)
    FigureFactory(precept=precept.precept, label="All", value=Decimal(12), number=2, is_total=True)
    said = words(page(client, precept))
    assert "The figures behind it 1 differs Show 2 figures, with their checks" in said


def test_a_long_history_is_folded_and_a_short_one_is_not(client, precept):
    assert "that happened before" not in page(client, precept)
    report = ReportFactory(case=precept, published=True, issued_on=date(2022, 2, 2))
    ResponseFactory(case=precept, report=report, responded_on=date(2022, 2, 3), published_at=clock.now())
    response = client.get(precept.get_absolute_url())
    told = response.context["story"]
    assert len(told) > 6
    assert f"{len(told) - 4} things that happened before" in words(response.content.decode())


def test_the_timetable_is_folded_once_the_case_is_over(client, body):
    case = CaseFactory(body=body, notified=True)
    PreceptFactory(case=case)
    keep_duties("case", case)
    folded = "The timetable, and what was met in time"
    assert folded not in page(client, case)
    Case.objects.filter(pk=case.pk).update(
        status=CaseStatus.CLOSED, outcome="as-proposed", outcome_on=RECEIVED, closed_at=clock.now()
    )
    assert folded in page(client, case)


# Words ------------------------------------------------------------------------------------------------------------


def test_what_was_missed_is_not_said_to_come_next(client, body, clerk):
    case = opened(body)
    notify(case)
    assert "Next is due: Hear and report on the proposed appointment" in words(page(client, case, clerk))
    with clock.stand_on(date(2022, 3, 1)):
        said = words(page(client, case, clerk))
    assert "Missed: Hear and report on the proposed appointment" in said
    assert "Next is due" not in said
    assert "With the Commissioner" in said


@pytest.mark.parametrize(
    ("kind", "status", "said"),
    [
        pytest.param(CaseKind.INFORMATION, CaseStatus.NOTIFIED, "With the Commissioner", id="a request that was sent"),
        pytest.param(CaseKind.ATTENDANCE, CaseStatus.EXPECTED, "Being written", id="a request that was not"),
        pytest.param(CaseKind.SUSPENSION, CaseStatus.EXPECTED, "In progress", id="an act of the panel's own"),
        pytest.param(CaseKind.PRECEPT, CaseStatus.NOTIFIED, "With the panel", id="a precept"),
        pytest.param(CaseKind.INFORMATION, CaseStatus.CLOSED, "Closed", id="over"),
    ],
)
def test_a_state_is_in_the_words_of_its_kind(kind, status, said):
    assert state_words(kind, status) == said


def test_list_page_and_file_say_with_whom_a_request_is(client, body):
    case = CaseFactory(body=body, kind=CaseKind.INFORMATION, slug="overtime", title="Overtime", notified=True)
    listed = words(client.get(reverse("cases:case-list", args=[body.area.slug])).content.decode())
    file = client.get(reverse("cases:case-export", args=[body.area.slug, "csv"])).content.decode()
    for said in (listed, words(page(client, case)), file):
        assert "With the Commissioner" in said
    assert "With the panel" not in file


# Forms ------------------------------------------------------------------------------------------------------------


def test_no_kind_chosen_is_said_beside_the_question(client, body, clerk):
    client.force_login(clerk)
    address = reverse("cases:case-create", args=[body.area.slug])
    response = client.post(address)
    assert response.context["form"].errors["kind"] == ["Choose what the case is about"]
    assert "<title>Error: Open a case" in response.content.decode()
    assert client.post(address, {"kind": "plans"})["Location"] == f"{address}?kind=plans"


@pytest.mark.parametrize(
    ("kind", "field", "said"),
    [
        ("precept", "year", "Enter a year, like 2022"),
        ("plans", "ends_year", "Enter a year, like 2022"),
        ("hearings", "post", "Choose the post"),
        ("attendance", "concerns", "Enter who is asked to attend"),
        ("acting-commissioners", "concerns", "Enter who is appointed"),
    ],
)
def test_what_is_missing_is_asked_for_in_the_words_of_its_label(client, body, clerk, kind, field, said):
    client.force_login(clerk)
    response = client.post(f"{reverse('cases:case-create', args=[body.area.slug])}?kind={kind}", {})
    assert response.context["form"].errors[field] == [said]


def test_a_notice_given_again_begins_with_the_words_of_the_first(client, body, office):
    case = opened(body)
    notify(case)
    client.force_login(office)
    form = client.get(reverse("cases:candidate-notify", args=[body.area.slug, case.kind, case.slug])).context["form"]
    assert (form["name"].value(), form["terms"].value()) == ("Alexandra Candlewick", "£65,000 a year.")


def test_a_first_notice_begins_empty(client, body, office):
    case = opened(body)
    client.force_login(office)
    form = client.get(reverse("cases:candidate-notify", args=[body.area.slug, case.kind, case.slug])).context["form"]
    assert form["name"].value() is None


def test_whole_pounds_are_typed_without_noughts(client, precept, office):
    type(precept.notices.get().precept).objects.update(total=Decimal("110000000.00"))
    client.force_login(office)
    where = [precept.area.slug, precept.kind, precept.slug]
    form = client.get(reverse("cases:precept-notice-update", args=[*where, 1])).context["form"]
    assert str(form["total"].value()) == "110000000"


def test_criteria_are_paragraphs_and_never_markup(client, body, clerk):
    case = opened(body)
    notify(case, criteria="Knows the <b>law</b>.\n\nKnows the county.")
    html = page(client, case, clerk)
    assert "<p>Knows the &lt;b&gt;law&lt;/b&gt;.</p><p>Knows the county.</p>" in html
    assert "&lt;p&gt;" not in html
