"""The pages of update reports: who reads what, how one is written and published, and what each page costs."""

from datetime import date

import pytest
from django.urls import reverse

from decisions.choices import SectionKind, UpdateStatus
from decisions.models import StandingItem, UpdateReport
from decisions.services.updates import add_section, create_report, open_item, publish_report
from documents.assembly.check import structure_problems
from documents.services.files import read_bytes
from documents.services.prints import newest_print
from tests.documents.test_verapdf import JAVA, broken_rules, jars
from tests.factories.meetings import AnnouncedMeetingFactory
from tests.factories.register import UpdateReportFactory, UpdateSectionFactory

MARCH, SLUG = date(2022, 3, 17), "2022-03-17"
LIST_QUERIES, DETAIL_QUERIES, WRITING_QUERIES, ITEM_QUERIES = 3, 5, 6, 6


def url(name, *more):
    return reverse(f"updates:{name}", args=["avon", *more])


@pytest.fixture
def report(area, body):
    """A draft with a standing item in a part, and a late word in none."""
    item = open_item(area=area, title="Estates", part="Oversight", actor=None)
    made = create_report(area=area, body=body, meeting_on=MARCH, actor=None, with_sections=False, summary="CANARY-SUMMARY")
    add_section(report=made, kind=SectionKind.PART, heading="Oversight", actor=None)
    add_section(report=made, text="CANARY-TEXT\n\n" + "Table: Wide\n\n" + _wide_table(), standing=item, actor=None)
    made.refresh_from_db()
    return made


def _wide_table():
    return "\n".join(
        ["| a | b | c | d | e | f | g | h |", "|---|---|---|---|---|---|---|---|", "| 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 |"]
    )


def put_out(report):
    report.refresh_from_db()
    return publish_report(report=report, version=report.version, actor=None)


def test_draft_is_the_offices_own_on_every_page(client, report, clerk, office):
    pages = [("update-detail",), ("update-file",), ("section-list",), ("update-update",), ("update-check",), ("update-publish",),
             ("update-delete",), ("section-update", 1), ("section-create", "written")]  # fmt: skip
    for user, expected in ((clerk, 404), (office, 200)):
        client.force_login(user)
        assert [client.get(url(name, SLUG, *more)).status_code for name, *more in pages] == [expected] * len(pages)
    client.logout()
    assert client.get(url("update-detail", SLUG)).status_code == client.get(url("update-file", SLUG)).status_code == 404
    for name in ("update-list", "standing-item-list"):
        words = client.get(url(name)).content.decode()
        assert "CANARY" not in words
        assert "2022" not in words.partition("<main")[2].partition("</main")[0]


def test_published_report_is_read_by_all_and_changed_by_nobody(client, report, clerk, office):
    put_out(report)
    page = client.get(url("update-detail", SLUG)).content.decode()
    for words in ("CANARY-SUMMARY", "CANARY-TEXT", "Standing item", "1. Oversight", "As it was published (PDF)"):
        assert words in page
    assert "For the Commissioner’s office" not in page
    assert "Draft" not in page
    client.force_login(clerk)
    assert client.get(url("section-list", SLUG)).status_code == client.get(url("addendum-create", SLUG)).status_code == 403
    client.force_login(office)
    for name, *more in (("section-list",), ("update-update",), ("update-publish",), ("update-delete",), ("section-update", 1)):
        assert client.post(url(name, SLUG, *more), {})["Location"] == url("update-detail", SLUG)
    assert client.post(url("section-remove", SLUG, 1))["Location"] == url("update-detail", SLUG)
    assert report.sections.standing().count() == 2


def test_office_begins_one_report_however_often_it_clicks(client, body, office):
    AnnouncedMeetingFactory(body=body, held_on=MARCH)
    client.force_login(office)
    form = client.get(url("update-create")).context["form"]
    assert form["meeting"].value() == "2022-03-17-panel"
    days = {"as_at-day": "7", "as_at-month": "3", "as_at-year": "2022"}
    sent = {"token": str(form["token"].value()), "meeting": "2022-03-17-panel", **days}
    for _again in range(2):
        assert client.post(url("update-create"), sent)["Location"] == url("section-list", SLUG)
    report = UpdateReport.objects.get()
    assert (report.meeting.slug, report.created_by) == ("2022-03-17-panel", office)
    assert "meeting" not in client.get(url("update-create")).context["form"].fields


def test_day_of_a_meeting_that_is_not_announced_is_asked_for(client, body, office):
    client.force_login(office)
    sent = {"token": str(client.get(url("update-create")).context["form"]["token"].value())}
    days = {"as_at-day": "7", "as_at-month": "3", "as_at-year": "2022"}
    AnnouncedMeetingFactory(body=body, held_on=MARCH)
    page = client.post(url("update-create"), {**sent, **days, "meeting": "another"})
    assert page.context["form"].errors == {"meeting_on": ["Enter the day of the meeting"]}
    assert "<title>Error" in page.content.decode()
    day = {"meeting_on-day": "23", "meeting_on-month": "6", "meeting_on-year": "2022"}
    client.post(url("update-create"), {**sent, **days, **day, "meeting": "another"})
    report = UpdateReport.objects.get()
    assert (report.meeting, report.meeting_on, report.body) == (None, date(2022, 6, 23), body)


def test_sections_are_added_written_moved_taken_out_and_put_back(client, report, office, register):
    client.force_login(office)
    add = client.get(url("section-create", SLUG, "live")).context["form"]
    assert [key for key, _title in add.fields["source"].choices] == ["inspections"]
    sent = {"token": str(add["token"].value()), "source": "inspections", "heading": "", "after": "1"}
    assert client.post(url("section-create", SLUG, "live"), sent)["Location"] == f"{url('section-list', SLUG)}#line-3"

    form = client.get(url("section-update", SLUG, 2)).context["form"]
    page = client.post(url("section-update", SLUG, 2), {"heading": "Estates", "text": "**Bold**", "preview": "text"})
    assert "<strong>Bold</strong>" in page.content.decode()
    client.post(url("section-update", SLUG, 2), {"version": form["version"].value(), "heading": "Estates", "text": "New"})
    client.post(url("section-move", SLUG, 3), {"direction": "down"})
    client.post(url("section-remove", SLUG, 1))
    page = client.get(url("section-list", SLUG))
    assert [line["section"].heading for line in page.context["lines"]] == ["Estates", "Inspections"]
    assert [one.heading for one in page.context["removed"]] == ["Oversight"]
    client.post(url("section-restore", SLUG, 1))
    assert [one.heading for one in report.sections.standing().order_by("position")] == ["Oversight", "Estates", "Inspections"]
    assert report.sections.get(number=2).text == "New"


def test_standing_item_is_added_once_however_often_it_is_sent(client, report, area, office):
    open_item(area=area, title="Uplift", actor=None)
    client.force_login(office)
    form = client.get(url("section-create", SLUG, "written")).context["form"]
    assert [slug for slug, _title in form.fields["standing"].choices] == ["", "uplift"]
    sent = {"token": str(form["token"].value()), "heading": "", "text": "Words", "standing": "uplift", "after": ""}
    for _again in range(2):
        assert client.post(url("section-create", SLUG, "written"), sent)["Location"].endswith("#line-3")
    assert report.sections.filter(standing__slug="uplift").count() == 1
    empty = client.post(url("section-create", SLUG, "written"), {**sent, "standing": "", "token": form["token"].value()})
    assert empty.context["form"].errors == {"heading": ["Enter heading"]}


def test_stale_save_shows_both_texts(client, report, office):
    client.force_login(office)
    version = client.get(url("section-update", SLUG, 2)).context["form"]["version"].value()
    for words in ("First", "Second"):
        page = client.post(url("section-update", SLUG, 2), {"version": version, "heading": "Estates", "text": words})
    assert page.status_code == 200
    assert [(one.theirs, one.yours) for one in page.context["form"].stale] == [("First", "Second")]
    assert report.sections.get(number=2).text == "First"


def test_hint_says_what_was_carried_and_not_changed(client, report, area, body, office):
    following = create_report(area=area, body=body, meeting_on=date(2022, 6, 23), actor=None)
    client.force_login(office)
    page = client.get(url("section-list", following.slug)).content.decode()
    assert "Standing item. Carried forward from 17 Mar 2022, not changed yet" in page
    assert "No update" in page
    check = client.get(url("update-check", following.slug)).content.decode()
    assert "Not changed since the report before. The report will say so" in check


def test_check_names_what_is_missing_and_what_looks_wrong(client, report, office):
    add_section(report=report, heading="Budget", text="A grant of £550,000 million.", actor=None)
    add_section(report=report, heading="Empty", actor=None)
    client.force_login(office)
    page = client.get(url("update-check", SLUG))
    assert [one.section.heading for one in page.context["in_the_way"]] == ["Empty"]
    assert [place["heading"] for place in page.context["odd"]] == ["Budget"]
    assert "Go on to publish" not in page.content.decode()
    assert "No contact officer is named" in page.content.decode()


def test_office_publishes_and_adds_what_comes_late(client, report, office):
    client.force_login(office)
    version = client.get(url("update-publish", SLUG)).context["form"]["version"].value()
    assert client.post(url("update-publish", SLUG), {"version": version})["Location"] == url("update-detail", SLUG)
    form = client.get(url("addendum-create", SLUG)).context["form"]
    sent = {"token": str(form["token"].value()), "heading": "Grant", "why": "The letter came late", "text": "It came."}
    for _again in range(2):
        assert client.post(url("addendum-create", SLUG), sent)["Location"] == f"{url('update-detail', SLUG)}#addendum-1"
    client.logout()
    page = client.get(url("update-detail", SLUG)).content.decode()
    assert page.count("Added on Monday 7 March 2022: Grant") == 1
    assert page.index("The letter came late") < page.index("CANARY-SUMMARY")
    assert client.get(url("addendum-file", SLUG, 1)).status_code == 200


def test_print_is_tagged_and_says_what_the_page_says(client, report):
    put_out(report)
    response = client.get(url("update-file", SLUG))
    pdf = b"".join(response.streaming_content)
    assert response["Content-Disposition"] == 'inline; filename="avon-update-report-2022-03-17.pdf"'
    kept = newest_print("update-report", report.pk)
    assert pdf == read_bytes(kept.file)
    assert structure_problems(pdf) == []
    assert "CANARY-TEXT" in kept.html
    assert "Estates (standing item)" in kept.html


@pytest.mark.skipif(not (JAVA and jars()), reason="veraPDF is not installed")
def test_print_is_pdf_ua(report, tmp_path):
    put_out(report)
    path = tmp_path / "report.pdf"
    path.write_bytes(read_bytes(newest_print("update-report", report.pk).file))
    assert broken_rules([path]) == {"report": []}


def test_draft_is_removed_after_a_page_that_says_so(client, report, office):
    client.force_login(office)
    page = client.get(url("update-delete", SLUG))
    assert "The draft goes for good, with 1 section that has words in it." in page.content.decode()
    version = page.context["form"]["version"].value()
    assert client.post(url("update-delete", SLUG), {"version": version})["Location"] == url("update-list")
    assert not UpdateReport.objects.exists()


# Standing items ------------------------------------------------------------------------------------------------------------


def test_standing_items_are_public_once_a_report_tells_of_them(client, report, area):
    open_item(area=area, title="CANARY-UNTOLD", actor=None)
    assert "Estates" not in client.get(url("standing-item-list")).content.decode()
    put_out(report)
    page = client.get(url("standing-item-list")).content.decode()
    assert "Estates" in page
    assert "Last told in the report to the meeting of Thursday 17 March 2022" in page
    assert "CANARY-UNTOLD" not in page


def test_office_opens_closes_and_reopens_a_standing_item(client, report, clerk, office):
    client.force_login(clerk)
    assert client.get(url("standing-item-create")).status_code == 403
    assert client.post(url("standing-item-reopen", "estates")).status_code == 404
    client.force_login(office)
    days = {"started_on-day": "1", "started_on-month": "3", "started_on-year": "2022"}
    token = str(client.get(url("standing-item-create")).context["form"]["token"].value())
    client.post(url("standing-item-create"), {"token": token, "title": "Uplift", "part": "Oversight", **days})
    item = StandingItem.objects.get(slug="uplift")
    closing = client.get(url("standing-item-close", "uplift"))
    days = {"closed_on-day": "7", "closed_on-month": "3", "closed_on-year": "2022"}
    version = closing.context["form"]["version"].value()
    client.post(url("standing-item-close", "uplift"), {"version": version, "closed_why": "Reached", **days})
    item.refresh_from_db()
    assert item.closed_why == "Reached"
    assert "Closed on Monday 7 March 2022:" in client.get(url("standing-item-list")).content.decode()
    client.post(url("standing-item-reopen", "uplift"), {"version": item.version})
    client.post(url("standing-item-move", "uplift"), {"direction": "up"})
    assert list(StandingItem.objects.order_by("position").values_list("slug", flat=True)) == ["uplift", "estates"]


def test_closing_says_which_drafts_still_tell_of_it(client, report, office):
    client.force_login(office)
    page = client.get(url("standing-item-close", "estates")).content.decode()
    assert "It stays in drafts that have it already." in page
    assert url("section-list", SLUG) in page


# What pages cost -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_list_asks_the_same_however_long_it_is(client, body, rows, django_assert_num_queries):
    for number in range(rows):
        UpdateReportFactory(body=body, meeting_on=date.fromordinal(MARCH.toordinal() + number), published=True)
    with django_assert_num_queries(LIST_QUERIES):
        page = client.get(url("update-list"))
    assert page.context["table"].count == rows


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_report_asks_the_same_however_many_sections_it_has(client, body, rows, django_assert_num_queries):
    report = UpdateReportFactory(body=body)
    for _number in range(rows):
        UpdateSectionFactory(report=report)
    UpdateReport.objects.filter(pk=report.pk).update(status=UpdateStatus.PUBLISHED, published_at=report.created_at)
    with django_assert_num_queries(DETAIL_QUERIES):
        page = client.get(url("update-detail", SLUG))
    assert len(page.context["pieces"]) == rows


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_writing_asks_the_same_however_many_sections_there_are(client, body, office, rows, django_assert_num_queries):
    report = UpdateReportFactory(body=body)
    for _number in range(rows):
        UpdateSectionFactory(report=report)
    client.force_login(office)
    with django_assert_num_queries(WRITING_QUERIES):
        client.get(url("section-list", SLUG))


@pytest.mark.parametrize("rows", [1, 3, 300])
def test_standing_items_ask_the_same_however_many_there_are(client, area, office, rows, django_assert_num_queries):
    StandingItem.objects.bulk_create(
        StandingItem(area=area, slug=f"item-{number}", title=f"Item {number}", position=number, started_on=MARCH)
        for number in range(rows)
    )
    client.force_login(office)
    with django_assert_num_queries(ITEM_QUERIES):
        client.get(url("standing-item-list"))
