"""What those who prepare meetings do, page by page."""

from datetime import date, time
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from documents.models import Paper
from interface import clock
from meetings import services
from meetings.choices import ItemKind, MeetingStatus
from meetings.models import AgendaItem, Meeting
from meetings.services.packs import build_packs
from tests.factories.meetings import (
    ON_TIME,
    AgendaItemFactory,
    AnnouncedMeetingFactory,
    MeetingFactory,
    PrivateItemFactory,
    TemplateItemFactory,
    publish,
)
from tests.factories.panels import AppointmentFactory, MembershipFactory, RuleFactory
from tests.meetings.conftest import titles

STAFF_PAGES = [
    "meeting-update", "meeting-announce", "meeting-cancel", "meeting-postpone", "agenda-detail", "agenda-publish",
    "item-create", "paper-create",
]  # fmt: skip
POSTED = ["agenda-reorder", "agenda-undo"]


def _url(name, meeting, *more):
    return reverse(f"meetings:{name}", args=[meeting.area.slug, meeting.slug, *more])


def _day(day):
    return {"held_on-day": day.day, "held_on-month": day.month, "held_on-year": day.year}


def _new(body, day=date(2022, 6, 23), **more):
    return {"token": uuid4(), "body": body.slug, "kind": "ordinary", "starts_at": "10:45am", **_day(day), **more}


@pytest.fixture
def desk(client, clerk):
    client.force_login(clerk)
    return client


@pytest.fixture
def rule(db):
    return RuleFactory()


@pytest.mark.parametrize("name", STAFF_PAGES)
def test_staff_pages_ask_strangers_to_sign_in_and_forbid_members(client, ready, member, clerk, name):
    services.announce_meeting(meeting=ready, actor=clerk)
    assert client.get(_url(name, ready)).status_code == 302
    client.force_login(member)
    assert client.get(_url(name, ready)).status_code == 403
    client.force_login(clerk)
    assert client.get(_url(name, ready)).status_code == 200


@pytest.mark.parametrize("name", STAFF_PAGES)
def test_staff_pages_of_a_draft_are_not_there_for_members(client, ready, member, name):
    client.force_login(member)

    assert client.get(_url(name, ready)).status_code == 404


@pytest.mark.parametrize("name", POSTED)
def test_acts_need_a_post_and_a_clerk(client, agenda, member, clerk, name):
    services.announce_meeting(meeting=agenda, actor=clerk)
    before = titles(agenda)
    client.force_login(member)

    assert client.get(_url(name, agenda)).status_code == 405
    assert client.post(_url(name, agenda)).status_code == 403
    assert titles(agenda) == before


def test_another_areas_clerk_sees_no_draft(client, ready):
    client.force_login(AppointmentFactory().user)

    assert client.get(_url("agenda-detail", ready)).status_code == 404


def test_meeting_create_leads_to_the_builder_and_says_by_when(desk, body, rule):
    response = desk.post(reverse("meetings:meeting-create", args=["avon"]), _new(body), follow=True)

    meeting = Meeting.objects.get()
    assert response.redirect_chain == [(_url("agenda-detail", meeting), 302)]
    assert [str(message) for message in response.context["messages"]] == [
        "Meeting drafted. Publish its agenda by Wednesday 15 June 2022."
    ]


def test_meeting_create_sent_twice_makes_one(desk, body, rule):
    data = _new(body)
    desk.post(reverse("meetings:meeting-create", args=["avon"]), data)

    response = desk.post(reverse("meetings:meeting-create", args=["avon"]), data)

    assert (response.status_code, Meeting.objects.count()) == (302, 1)


def test_meeting_create_asks_about_a_bank_holiday_and_takes_a_yes(desk, body, rule):
    url, data = reverse("meetings:meeting-create", args=["avon"]), _new(body, date(2022, 4, 15))

    asked = desk.post(url, data)
    confirmed = desk.post(url, {**data, "confirm_day": "on"})

    assert asked.context["form"].errors["held_on"] == ["Friday 15 April 2022 is a bank holiday. Choose another day or confirm"]
    page = asked.content.decode()
    assert page.index("held_on-year") < page.index("Yes, meet on Friday 15 April 2022") < page.index('name="starts_at"')
    assert asked.context["facts"].notice.last_day == date(2022, 4, 7)
    assert confirmed.status_code == 302


def test_meeting_create_asks_once_when_the_last_day_to_publish_has_passed(desk, body, rule):
    url, data = reverse("meetings:meeting-create", args=["avon"]), _new(body, date(2022, 3, 14))

    asked = desk.post(url, data)
    confirmed = desk.post(url, {**data, "confirm_day": "on"}, follow=True)

    assert asked.context["form"].errors["held_on"] == [
        "The last day to publish for Monday 14 March 2022 was Friday 4 March 2022. "
        "Choose a later day, or confirm that it is called at shorter notice"
    ]
    assert "Yes, meet on Monday 14 March 2022, at shorter notice" in asked.content.decode()
    page = confirmed.content.decode()
    assert "Missed" in page
    assert ("Publish by" in page, "Publish its agenda by" in page) == (False, False)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("held_on-day", "", "Enter the date of the meeting"),
        ("starts_at", "", "Enter the time it starts"),
        ("webcast_url", "not an address", "Enter a web address like https://example.com"),
    ],
)
def test_meeting_create_says_what_is_wrong_in_plain_words(desk, body, rule, field, value, words):
    data = _new(body) | {field: value}
    if field.startswith("held_on"):
        data |= {"held_on-month": "", "held_on-year": ""}

    response = desk.post(reverse("meetings:meeting-create", args=["avon"]), data)

    assert list(response.context["form"].errors.values()) == [[words]]


def test_meeting_create_refuses_a_second_one_of_a_kind(desk, body, rule):
    MeetingFactory(body=body, held_on=date(2022, 6, 23))

    response = desk.post(reverse("meetings:meeting-create", args=["avon"]), _new(body))

    assert response.context["form"].errors["held_on"] == [
        "A meeting of this type on that date exists. Choose another day or type"
    ]
    assert [other.slug for other in response.context["facts"].same_day] == ["2022-06-23-panel"]
    assert Meeting.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"held_on-month": "13"}, "held_on", "Date must be a real date"),
        ({"starts_at": "soon"}, "starts_at", "Enter a time like 10:45am, 5pm or noon"),
        ({"ends_at": "9am"}, "ends_at", "The end must be after the start"),
        ({"token": ""}, "token", "Open this page again, then send the form"),
    ],
)
def test_meeting_create_names_each_mistake(desk, body, rule, change, field, words):
    response = desk.post(reverse("meetings:meeting-create", args=["avon"]), {**_new(body), **change})

    assert response.context["form"].errors[field] == [words]
    assert Meeting.objects.count() == 0


def test_meeting_update_shows_both_texts_when_stale(desk, ready):
    data = {"version": ready.version - 1, "kind": "ordinary", "starts_at": "11am", **_day(ready.held_on)}

    response = desk.post(_url("meeting-update", ready), data)

    assert [text.label for text in response.context["form"].stale] == ["Start", "Place"]
    ready.refresh_from_db()
    assert ready.starts_at == time(10, 45)


def test_meeting_cancel_needs_a_reason(desk, ready):
    response = desk.post(_url("meeting-cancel", ready), {"reason": ""})

    assert response.context["form"].errors["reason"] == ["Say why the meeting does not take place"]
    ready.refresh_from_db()
    assert ready.status == MeetingStatus.DRAFT


def test_meeting_postpone_makes_the_new_meeting(desk, body):
    meeting = AnnouncedMeetingFactory(body=body)
    data = {"token": uuid4(), "reason": "Storm", "starts_at": "10:30am", **_day(date(2022, 4, 26))}

    response = desk.post(_url("meeting-postpone", meeting), data)

    target = Meeting.objects.get(slug="2022-04-26-panel")
    assert (response.status_code, response["Location"]) == (302, target.get_absolute_url())


def test_meeting_postpone_offers_to_carry_the_papers_over(desk, ready, clerk):
    services.add_paper(item=ready.agenda_items.get(), actor=clerk, title="Report", text="1.1 Words", report_of="The Clerk")
    publish(ready, clerk)

    shown = desk.get(_url("meeting-postpone", ready)).content.decode()
    data = {"token": uuid4(), "reason": "Storm", "starts_at": "10:30am", **_day(date(2022, 4, 26)), "carry_papers": "on"}
    desk.post(_url("meeting-postpone", ready), data)

    assert "Carry over the paper" in shown
    (copy,) = Paper.objects.filter(collection="2022-04-26-panel")
    item = Meeting.objects.get(slug="2022-04-26-panel").agenda_items.get()
    assert (copy.title, copy.status, copy.report_of, copy.current.text) == ("Report", "draft", "The Clerk", "1.1 Words")
    assert (copy.item_paper.item, copy.access) == (item, "public")
    assert Paper.objects.get(collection=ready.slug).status == "published"


def test_meeting_postpone_leaves_the_papers_where_nobody_asked(desk, ready, clerk):
    services.add_paper(item=ready.agenda_items.get(), actor=clerk, title="Report", text="1.1 Words")
    publish(ready, clerk)

    desk.post(
        _url("meeting-postpone", ready),
        {"token": uuid4(), "reason": "Storm", "starts_at": "10:30am", **_day(date(2022, 4, 26))},
    )

    assert not Paper.objects.filter(collection="2022-04-26-panel").exists()


def test_meeting_cancel_says_that_a_draft_stays_unknown(desk, body):
    draft, known = MeetingFactory(body=body), AnnouncedMeetingFactory(body=body, held_on=date(2022, 5, 4))
    words = "The public does not know of this meeting. Cancelling will not show it"

    pages = [desk.get(_url("meeting-cancel", meeting)).content.decode() for meeting in (draft, known)]

    assert [words in page for page in pages] == [True, False]


def test_builder_leads_to_publishing_once_the_preview_is_current(desk, ready, clerk):
    with clock.stand_on(ON_TIME):
        before = desk.get(_url("agenda-detail", ready))
        build_packs(meeting=ready, actor=clerk)
        built = desk.get(_url("agenda-detail", ready))
        services.add_item(meeting=ready, actor=clerk, title="One more")
        changed = desk.get(_url("agenda-detail", ready))

    assert [page.context["is_ready"] for page in (before, built, changed)] == [False, True, False]


def test_builder_lists_every_line_with_its_acts(desk, agenda):
    services.add_item(meeting=agenda, actor=None, title="Report", needs_paper=True)

    response = desk.get(_url("agenda-detail", agenda))

    page = response.content.decode()
    assert (response.context["public_count"], response.context["missing_count"]) == (4, 1)
    assert page.count("data-reorder-move") == 4
    assert "It needs a paper" in page


@pytest.mark.parametrize("count", [1, 3, 300])
def test_builder_asks_the_same_questions_of_any_agenda(desk, body, rule, count, django_assert_num_queries):
    meeting = MeetingFactory(body=body)
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, slug=f"item-{n}", title=f"Item {n}", position=n, number=str(n)) for n in range(1, count + 1)
    )
    desk.get(reverse("meetings:meeting-list", args=["avon"]))

    with django_assert_num_queries(18):
        response = desk.get(_url("agenda-detail", meeting))

    assert len(response.context["lines"]) == count


def test_item_create_adds_and_comes_back_to_the_line(desk, ready):
    data = {"token": uuid4(), "kind": ItemKind.ITEM, "title": "Update", "item_type": "note"}

    response = desk.post(_url("item-create", ready), data)

    assert response["Location"].endswith("/agenda/#item-update")
    assert titles(ready) == [("1", "Apologies for absence"), ("2", "Update")]


def test_item_create_adds_a_standing_item(desk, ready):
    template = TemplateItemFactory(body=ready.body, title="Work programme", needs_paper=True)

    desk.post(_url("item-create", ready), {"standing": template.pk})

    assert titles(ready)[-1] == ("2", "Work programme")


def test_item_create_without_a_title_is_refused(desk, ready):
    response = desk.post(_url("item-create", ready), {"token": uuid4(), "kind": "item", "item_type": "note"})

    assert response.context["form"].errors["title"] == ["Enter the title"]
    assert AgendaItem.objects.count() == 1


def test_item_update_saves_and_refuses_a_stale_one(desk, ready):
    item = ready.agenda_items.get()
    data = {"title": "Apologies", "item_type": "note", "state": "expected", "version": item.version}

    desk.post(_url("item-update", ready, item.slug), data)
    stale = desk.post(_url("item-update", ready, item.slug), {**data, "title": "Sorry"})

    item.refresh_from_db()
    assert item.title == "Apologies"
    assert [text.label for text in stale.context["form"].stale] == ["Title"]


@pytest.mark.parametrize(
    ("data", "order"),
    [
        ({"direction": "up"}, ["Apologies for absence", "Programme", "Update"]),
        ({"direction": "to", "position": "1"}, ["Programme", "Apologies for absence", "Update"]),
        ({"position": "1"}, ["Programme", "Apologies for absence", "Update"]),
        ({"position": "first"}, ["Apologies for absence", "Update", "Programme"]),
    ],
    ids=["up", "to", "drag", "not a number"],
)
def test_item_move(desk, agenda, data, order):
    response = desk.post(_url("item-move", agenda, "programme"), {**data, "version": agenda.version})

    assert response["Location"].endswith("#item-programme")
    assert [title for _number, title in titles(agenda)] == order


def test_item_move_on_a_stale_page_changes_nothing(desk, agenda):
    before = titles(agenda)

    response = desk.post(_url("item-move", agenda, "programme"), {"direction": "up", "version": agenda.version - 1}, follow=True)

    assert "Someone else saved this" in str(next(iter(response.context["messages"])))
    assert titles(agenda) == before


def test_move_can_be_undone_from_the_builder(desk, agenda):
    before = titles(agenda)
    desk.post(_url("item-move", agenda, "programme"), {"direction": "up", "version": agenda.version})

    page = desk.get(_url("agenda-detail", agenda)).content.decode()
    desk.post(_url("agenda-undo", agenda))

    assert "Moved item 3." in page
    assert titles(agenda) == before


def test_agenda_reorder_by_list(desk, agenda):
    slugs = ["programme", "apologies-for-absence", "update"]

    desk.post(_url("agenda-reorder", agenda), {"item": slugs, "version": agenda.version})

    assert [title for _number, title in titles(agenda)] == ["Programme", "Apologies for absence", "Update"]


def test_item_delete_asks_first(desk, agenda):
    asked = desk.get(_url("item-delete", agenda, "update"))
    desk.post(_url("item-delete", agenda, "update"))

    assert asked.status_code == 200
    assert [title for _number, title in titles(agenda)] == ["Apologies for absence", "Programme"]


def test_private_item_page_asks_three_things_and_shows_the_public_line(desk, agenda):
    item = agenda.agenda_items.get(slug="update")
    url = _url("item-privacy", agenda, item.slug)
    data = {"access": "exempt", "version": item.version}

    refused = desk.post(url, data)
    shown = desk.post(url, {**data, "neutral_title": "Staffing", "exempt_paragraph": "1", "show": "1"})
    desk.post(url, {**data, "neutral_title": "Staffing", "exempt_paragraph": "1", "public_interest_reason": "Because"})

    assert refused.context["form"].errors["exempt_paragraph"] == ["Choose the paragraph of Schedule 12A"]
    assert shown.context["line"]["title"] == "Staffing"
    item.refresh_from_db()
    assert (item.access, item.slug) == ("exempt", "staffing")


def test_publish_page_lists_checks_and_hides_the_button(desk, ready):
    response = desk.get(_url("agenda-publish", ready))

    states = {row.check.key: row.check.state for row in response.context["rows"]}
    assert (states["notice"], states["packs"], states["items"]) == ("Late", "1 to decide", "Complete")
    assert response.context["can_publish"] is False


def test_agenda_publish_goes_out_in_time(desk, ready, clerk):
    services.add_paper(item=ready.agenda_items.get(), actor=clerk, title="Report", text="Words")
    with clock.stand_on(ON_TIME):
        build_packs(meeting=ready, actor=clerk)
        page = desk.get(_url("agenda-publish", ready))
        response = desk.post(_url("agenda-publish", ready))

    ready.refresh_from_db()
    assert page.context["button"] == "Publish agenda and 1 paper"
    assert (response["Location"], ready.status) == (ready.get_absolute_url(), MeetingStatus.PUBLISHED)


def test_agenda_publish_late_asks_why_on_a_page_of_its_own(desk, ready, clerk):
    build_packs(meeting=ready, actor=clerk)
    said = {"late_ground": "urgent", "late_reason": "Storm", "late_agreed_by": "", "version": ready.version}

    refused = desk.post(_url("agenda-publish", ready), {})
    nameless = desk.post(_url("agenda-late", ready), said)
    desk.post(_url("agenda-late", ready), said | {"late_agreed_by": "A Chair"})
    build_packs(meeting=ready, actor=clerk)
    desk.post(_url("agenda-publish", ready), {})

    assert refused.context["form"].non_field_errors() == [
        "The last day that leaves 5 clear days was Wednesday 9 March 2022. Say why the agenda opens late, or change the date"
    ]
    assert nameless.context["form"].errors["late_agreed_by"] == ["Enter the name of the Chair who certifies that it is urgent"]
    ready.refresh_from_db()
    assert ready.status == MeetingStatus.PUBLISHED


def test_agenda_publish_asks_about_a_paper_that_cannot_be_read_out(desk, ready, clerk):
    paper = services.add_paper(item=ready.agenda_items.get(), actor=clerk, title="Scan", text="Words")
    Paper.objects.filter(pk=paper.pk).update(kind="pdf")  # an upload of which no page gave any text
    with clock.stand_on(ON_TIME):
        build_packs(meeting=ready, actor=clerk)
        asked = desk.get(_url("agenda-publish", ready))
        refused = desk.post(_url("agenda-publish", ready), {})
        desk.post(_url("agenda-publish", ready), {"accept_unreadable": "on"})

    checks = {row.check.key: row.check.state for row in asked.context["rows"]}
    assert checks["readable"] == "1 to decide"
    assert "Publish it although it cannot be read out" in asked.content.decode()
    assert list(refused.context["form"].errors) == ["accept_unreadable"]
    ready.refresh_from_db()
    assert ready.status == MeetingStatus.PUBLISHED


def test_agenda_publish_says_how_many_members_are_sent_the_notice(desk, ready, member):
    MembershipFactory.create_batch(2, body=ready.body)

    page = desk.get(_url("agenda-publish", ready)).content.decode()

    assert "1 of 3 members has an account and is sent the notice. The others have none: tell them yourself." in page


def test_agenda_publish_refuses_an_empty_agenda(desk, body, rule):
    draft = MeetingFactory(body=body)

    response = desk.post(_url("agenda-publish", draft))

    assert "Add at least one agenda item" in response.context["form"].non_field_errors()
    draft.refresh_from_db()
    assert draft.status == MeetingStatus.DRAFT


def test_paper_add_by_writing(desk, ready):
    item = ready.agenda_items.get()
    data = {"token": uuid4(), "title": "Report", "text": "Words", "orientation": "portrait"}

    response = desk.post(_url("paper-add", ready, item.slug, "write"), data)

    paper = Paper.objects.get()
    assert (response["Location"], paper.item_paper.item) == (paper.get_absolute_url(), item)


def test_paper_add_from_the_register(desk, ready):
    item = ready.agenda_items.get()
    data = {"token": uuid4(), "title": "Members", "source": "membership-and-dates", "orientation": "portrait"}

    response = desk.post(_url("paper-add", ready, item.slug, "register"), data)

    assert response.status_code == 302
    assert "Members by authority, 1 in all" in Paper.objects.get().current.text


def test_paper_add_refuses_a_file_beside_its_field(desk, ready):
    file = SimpleUploadedFile("report.pdf", b"nothing of the kind")
    data = {"token": uuid4(), "title": "Report", "file": file, "orientation": "portrait"}

    response = desk.post(_url("paper-add", ready, ready.agenda_items.get().slug, "upload"), data)

    assert list(response.context["form"].errors) == ["file"]
    assert Paper.objects.count() == 0


def test_paper_add_knows_three_ways(desk, ready):
    assert desk.get(_url("paper-add", ready, ready.agenda_items.get().slug, "fax")).status_code == 404


def test_paper_create_says_which_files_were_refused(desk, ready):
    files = [SimpleUploadedFile("1 Apologies.pdf", b"nothing"), SimpleUploadedFile("holiday.docx", b"nothing")]

    response = desk.post(_url("paper-create", ready), {"token": uuid4(), "uploads": files})

    assert [one.name for one in response.context["taken"]] == ["1 Apologies.pdf", "holiday.docx"]
    assert Paper.objects.count() == 0


def test_paper_create_sent_twice_takes_the_files_in_once(desk, ready, monkeypatch):
    data, seen = {"token": uuid4()}, []
    monkeypatch.setattr("meetings.services.take_in_several", lambda **sent: seen.append(sent) or [])

    for _again in range(2):
        desk.post(_url("paper-create", ready), {**data, "uploads": [SimpleUploadedFile("1 Report.pdf", b"x")]})

    assert len(seen) == 1


def test_paper_update_moves_a_paper_and_makes_it_private(desk, ready, clerk):
    private = PrivateItemFactory(meeting=ready)
    paper = services.add_paper(item=ready.agenda_items.get(slug="apologies-for-absence"), actor=clerk, title="R", text="W")

    desk.post(_url("paper-update", ready, paper.slug), {"move": "1", "item": private.slug})

    paper.refresh_from_db()
    assert (paper.access, paper.item_paper.item) == ("exempt", private)


def test_paper_update_keeps_its_access(desk, ready, clerk):
    private = PrivateItemFactory(meeting=ready)
    paper = services.add_paper(item=private, actor=clerk, title="Report", text="Words")
    data = {"title": "Report", "text": "Other words", "orientation": "portrait", "version": paper.version}

    response = desk.post(_url("paper-update", ready, paper.slug), data)

    paper.refresh_from_db()
    assert (response.status_code, paper.access, paper.current.text) == (302, "exempt", "Other words")


def test_paper_delete_asks_first(desk, ready, clerk):
    paper = services.add_paper(item=ready.agenda_items.get(), actor=clerk, title="Report", text="Words")

    assert desk.get(_url("paper-delete", ready, paper.slug)).status_code == 200
    desk.post(_url("paper-delete", ready, paper.slug))

    assert Paper.objects.count() == 0


def test_paper_withdraw_leaves_a_tombstone(desk, ready, clerk):
    paper = services.add_paper(item=ready.agenda_items.get(), actor=clerk, title="Report", text="SECRET words")
    publish(ready, clerk)

    assert desk.get(_url("paper-update", ready, paper.slug)).status_code == 403
    desk.post(_url("paper-withdraw", ready, paper.slug), {"reason": "It named a person"})
    desk.logout()

    page = desk.get(_url("paper-detail", ready, paper.slug)).content.decode()
    assert ("It named a person" in page, "SECRET" in page) == (True, False)
    assert desk.get(_url("paper-file", ready, paper.slug)).status_code == 404


def test_every_page_of_a_published_meeting_still_opens(desk, ready, clerk):
    AgendaItemFactory(meeting=ready)
    publish(ready, clerk)

    for name in ("meeting-detail", "meeting-history", "meeting-notice", "agenda-detail", "agenda-publish", "pack-detail"):
        assert desk.get(_url(name, ready)).status_code == 200, name
