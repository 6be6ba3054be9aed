"""The pages of the builder: lines added, changed, moved and deleted, and the agenda published."""

from uuid import uuid4

import pytest
from django.urls import reverse

from documents.models import Paper
from interface import clock
from meetings import services
from meetings.choices import ItemKind, MeetingStatus
from meetings.models import AgendaItem
from meetings.services.packs import build_packs
from tests.factories.meetings import ON_TIME, MeetingFactory, TemplateItemFactory
from tests.factories.panels import MembershipFactory, RuleFactory
from tests.meetings.conftest import titles


def _url(name, meeting, *more):
    return reverse(f"meetings:{name}", args=[meeting.area.slug, meeting.slug, *more])


@pytest.fixture
def desk(client, clerk):
    client.force_login(clerk)
    return client


@pytest.fixture
def rule(db):
    return RuleFactory()


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
