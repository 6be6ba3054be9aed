"""The pages of quarterly reports, for the office that writes them and for everybody who reads them."""

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from performance.models import QuarterlyReport, ReportComment, TrendWord
from performance.services import reports
from performance.services.trends import accept_trend
from tests.factories.meetings import AgendaItemFactory
from tests.factories.performance import PlannedActionFactory, ReportFactory
from tests.performance.quarterly.conftest import END

PART = ["avon", "2021-12", "robbery"]


def address(name, *more):
    return reverse(f"quarterly:{name}", args=["avon", *more])


@pytest.fixture
def report(area, body, measure, office):
    return reports.create_report(area=area, body=body, ended_on=END, actor=office)


@pytest.fixture
def ready(report, objective, office):
    reports.accept_proposed(report=report, actor=office)
    reports.add_comment(part=report.parts.get(), text="Robbery is stable.", actor=office)
    reports.add_planned_action(report=report, objective=objective, text="Patrol more", actor=office)
    report.refresh_from_db()
    return report


@pytest.fixture
def writer(client, office):
    client.force_login(office)
    return client


def send(client, url, **sent):
    """A form sent as its page has it, with what is typed."""
    form = client.get(url).context["form"]
    hidden = {name: form[name].value() for name in ("version", "token") if name in form.fields}
    return client.post(url, {**hidden, **sent})


def words_of(response):
    return " ".join(str(one) for one in get_messages(response.wsgi_request))


# Who reads what --------------------------------------------------------------------------------------------------------------

WRITING = [
    ("report-create", []), ("report-edit", ["2021-12"]), ("report-update", ["2021-12"]), ("report-delete", ["2021-12"]),
    ("report-freeze", ["2021-12"]), ("part-create", ["2021-12"]), ("part-detail", PART[1:]), ("part-update", PART[1:]),
    ("comment-create", PART[1:]), ("action-create", PART[1:]), ("trend-set", [*PART[1:], "personal-robbery"]),
    ("comment-update", [*PART[1:], 1]), ("action-update", [*PART[1:], 1]), ("action-state", [*PART[1:], 1]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "more"), WRITING)
def test_the_office_reaches_its_pages_and_a_member_does_not(client, ready, office, member, name, more):
    client.force_login(office)
    assert client.get(address(name, *more)).status_code == 200
    client.force_login(member)
    assert client.get(address(name, *more)).status_code in (403, 404)
    client.logout()
    assert client.get(address(name, *more)).status_code in (302, 404)


@pytest.mark.parametrize("name", ["report-detail", "report-file"])
def test_a_draft_is_the_offices_own(client, ready, office, name):
    assert client.get(address(name, "2021-12")).status_code == 404
    client.force_login(office)
    assert client.get(address(name, "2021-12")).status_code == 200


def test_everybody_reads_a_published_report(client, ready, meeting, office):
    reports.freeze_report(report=ready, meeting=meeting, version=ready.version, actor=office)
    page = client.get(address("report-detail", "2021-12"))
    assert "Robbery is stable." in page.content.decode()
    assert "Write the report" not in page.content.decode()
    file = client.get(address("report-file", "2021-12"))
    assert file.status_code == 200


def test_the_figures_of_all_charts_are_a_file(client, ready, meeting, office):
    url = address("report-figures", "2021-12", "csv")
    assert client.get(url).status_code == 404
    reports.freeze_report(report=ready, meeting=meeting, version=ready.version, actor=office)
    lines = client.get(url).content.decode().splitlines()
    assert lines[0] == "Chart,Line,Period,Figure,Unit,Illustrative"
    assert lines[-1].startswith("personal-robbery,Avon,Dec 2021,1200")


def test_the_task_list_says_of_each_task_how_far_it_is(writer, report, ready):
    page = " ".join(writer.get(address("report-edit", "2021-12")).content.decode().split())
    for words in ("Figures: in", "Trends: accepted", "Comments: 1 written", "Planned actions: updated"):
        assert words in page


def test_the_list_takes_the_same_queries_for_thirty_reports(client, body):
    def asked():
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address("report-list")).status_code == 200
        return len(seen)

    def make(count):
        for _one in range(count):
            ReportFactory(body=body, frozen=True, slug=f"q-{QuarterlyReport.objects.count()}")

    make(1)
    few = asked()
    make(2)
    assert asked() == few
    make(27)
    assert asked() == few


def test_the_page_of_an_objective_takes_the_same_queries_for_many_rows(writer, report, objective, office):
    def asked():
        with CaptureQueriesContext(connection) as seen:
            assert writer.get(address("part-detail", *PART[1:])).status_code == 200
        return len(seen)

    asked()
    few = asked()
    for _one in range(10):
        reports.add_comment(part=report.parts.get(), text="More.", actor=office)
        reports.add_planned_action(report=report, objective=objective, text="More", actor=office)
    assert asked() == few


# Writing it ------------------------------------------------------------------------------------------------------------------


def test_the_quarter_after_the_last_report_is_proposed(writer, body):
    ReportFactory(body=body, frozen=True, slug="2021-09", started_on="2021-07-01", ended_on="2021-09-30")
    form = writer.get(address("report-create")).context["form"]
    assert form["ended_on"].value() == "2021-12-31"
    assert "2021-09-30" not in dict(form.fields["ended_on"].choices)


def test_a_report_is_begun_once_however_often_the_form_is_sent(writer, body, measure):
    url = address("report-create")
    sent = {"ended_on": "2021-12-31", "token": writer.get(url).context["form"]["token"].value()}
    first, second = writer.post(url, sent), writer.post(url, sent)
    assert first.url == second.url == address("report-edit", "2021-12")
    assert QuarterlyReport.objects.count() == 1


def test_from_the_task_list_to_the_agenda(writer, report, meeting, objective):
    AgendaItemFactory(meeting=meeting, title="Performance report")
    assert "2 things are missing" in writer.get(address("report-edit", "2021-12")).content.decode()
    send(writer, address("trend-set", *PART[1:], "personal-robbery"), word="increasing", reason="A new way of counting.")
    send(writer, address("comment-create", *PART[1:]), text="Robbery rose.")
    assert "Nothing is missing" in writer.get(address("report-edit", "2021-12")).content.decode()
    done = send(writer, address("report-freeze", "2021-12"), meeting=meeting.slug)
    assert done.url == address("report-detail", "2021-12")
    assert "put on the agenda of Thursday 17 March 2022" in words_of(done)
    report.refresh_from_db()
    assert "An analyst set “increasing”: A new way of counting." in report.frozen_text


def test_another_word_needs_a_reason(writer, report):
    page = send(writer, address("trend-set", *PART[1:], "personal-robbery"), word="increasing", reason="")
    assert "Say why you set another word" in page.content.decode()
    assert not TrendWord.objects.exists()


def test_all_proposed_trends_are_accepted_at_once(writer, report):
    response = writer.post(address("trends-accept", "2021-12"))
    assert "1 trend accepted" in words_of(response)
    assert TrendWord.objects.get().word == "stable"


def test_nothing_to_comment_is_said_and_taken_back(writer, report):
    writer.post(address("part-no-comment", *PART[1:]), {"is_so": "yes"})
    assert report.parts.get().has_no_comment
    writer.post(address("part-no-comment", *PART[1:]), {"is_so": "no"})
    assert not report.parts.get().has_no_comment


def test_a_comment_is_changed_moved_taken_out_and_put_back(writer, ready):
    send(writer, address("comment-update", *PART[1:], 1), text="Changed.")
    send(writer, address("comment-create", *PART[1:]), text="Another.")
    writer.post(address("comment-move", *PART[1:], 2), {"direction": "up"})
    assert [row.text for row in ReportComment.objects.kept()] == ["Another.", "Changed."]
    writer.post(address("comment-remove", *PART[1:], 1))
    assert ReportComment.objects.kept().count() == 1
    assert "Put it back" in writer.get(address("part-detail", *PART[1:])).content.decode()
    writer.post(address("comment-restore", *PART[1:], 1))
    assert ReportComment.objects.kept().count() == 2


def test_a_planned_action_gets_a_state_and_is_changed(writer, ready):
    send(writer, address("action-state", *PART[1:], 1), status="in-progress", note="Six posts filled.")
    send(writer, address("action-update", *PART[1:], 1), text="Patrol much more", owner="Constabulary")
    page = writer.get(address("part-detail", *PART[1:])).content.decode()
    assert "In progress: Six posts filled." in page
    assert "Patrol much more" in page


def test_a_planned_action_is_taken_out_and_put_back(writer, ready):
    writer.post(address("action-remove", *PART[1:], 1))
    assert "Planned actions taken out" in writer.get(address("part-detail", *PART[1:])).content.decode()
    writer.post(address("action-restore", *PART[1:], 1))
    assert "Planned actions taken out" not in writer.get(address("part-detail", *PART[1:])).content.decode()


def test_an_action_of_another_objective_is_not_found_here(writer, ready, area):
    other = PlannedActionFactory(objective__area=area)
    assert writer.get(address("action-update", *PART[1:], other.number)).status_code == 404


def test_a_stale_form_shows_both_texts(writer, ready, office):
    url = address("comment-update", *PART[1:], 1)
    version = writer.get(url).context["form"]["version"].value()
    reports.change_comment(comment=ReportComment.objects.get(), version=1, text="Theirs.", actor=office)
    page = writer.post(url, {"version": version, "text": "Mine."}).content.decode()
    assert "Theirs." in page
    assert "Mine." in page


def test_a_published_report_sends_its_writers_back_to_it(writer, ready, meeting, office):
    reports.freeze_report(report=ready, meeting=meeting, version=ready.version, actor=office)
    for name, more in WRITING[1:]:
        response = writer.get(address(name, *more))
        assert (response.status_code, response.url) == (302, address("report-detail", "2021-12")), name
    assert writer.post(address("comment-remove", *PART[1:], 1)).url == address("report-detail", "2021-12")
    assert ReportComment.objects.kept().count() == 1


def test_without_a_meeting_that_is_prepared_the_page_says_whom_to_ask(writer, ready):
    page = writer.get(address("report-freeze", "2021-12")).content.decode()
    assert "Ask its clerk to announce the meeting" in page


def test_a_draft_is_removed(writer, report):
    send(writer, address("report-delete", "2021-12"))
    assert not QuarterlyReport.objects.exists()


def test_a_trend_that_somebody_else_set_meanwhile_is_not_written_over(writer, report, measure, office):
    url = address("trend-set", *PART[1:], measure.slug)
    opened = writer.get(url).context["form"]
    accept_trend(measure=measure, ended_on=report.ended_on, word="increasing", reason="A new way of counting.", actor=office)
    hidden = {name: opened[name].value() for name in ("version", "token")}
    page = writer.post(url, {**hidden, "word": "stable"})
    assert page.status_code == 200
    assert TrendWord.objects.get().word == "increasing"
