"""The live paper of matters arising, and its offer in the agenda builder."""

from datetime import date

import pytest
from django.urls import reverse

from documents.choices import Access, Relation
from documents.models import Paper
from documents.services.links import add_link
from documents.sources import draw
from interface import clock
from interface.markdown import render
from meetings.choices import ActionStatus, EntryKind
from meetings.models import Action, AgendaItem
from tests.factories.meetings import AgendaItemFactory, AnnouncedMeetingFactory
from tests.factories.minutes import (
    ActionFactory,
    ActionUpdateFactory,
    HeldMeetingFactory,
    MinuteEntryFactory,
    MinuteItemFactory,
    MinutesFactory,
)
from tests.meetings.chains import paper_row, private_paper

DEMO_DAY = date(2022, 3, 10)


@pytest.fixture(autouse=True)
def demo_day():
    with clock.stand_on(DEMO_DAY):
        yield


@pytest.fixture
def asked(body):
    return HeldMeetingFactory(body=body)


@pytest.fixture
def coming(body):
    return HeldMeetingFactory(body=body, held_on=date(2022, 3, 17), status="published")


def asked_for(body, meeting, number, **facts):
    return ActionFactory(body=body, raised_meeting=meeting, reference=f"A-2022-{number:03}", **facts)


def answer(action, paper, page):
    add_link(
        area=action.area, source=("paper", paper.pk), relation=Relation.ANSWERS, target=("action", action.pk), actor=None,
        on=date(2022, 3, 9), page=page,
    )  # fmt: skip
    Action.objects.filter(pk=action.pk).update(status=ActionStatus.ANSWERED)


def written(body, on=DEMO_DAY):
    return draw("matters-arising", area=body.area, body=body, on=on).text


def test_it_lists_what_is_answered_and_then_no_answer_yet(body, asked, coming):
    actions = [asked_for(body, asked, number) for number in (1, 2)]
    answer(actions[1], paper_row(coming, "Performance summary"), 27)

    assert written(body) == (
        "2 actions are not closed. 1 has had an answer. 1 has had no answer yet.\n\n"
        "## Answered, for the panel to agree\n\n"
        "### A-2022-002\n\n"
        "To report on A-2022-002.\n\n"
        "**Asked:** Ordinary meeting of 1 Feb 2022. **Owner:** Chief Finance Officer.\n\n"
        "- Wednesday 9 March 2022: Performance summary, 17 Mar 2022, page 27 of the pack\n\n"
        "## No answer yet\n\n"
        "### A-2022-001\n\n"
        "To report on A-2022-001.\n\n"
        "**Asked:** Ordinary meeting of 1 Feb 2022. **Owner:** Chief Finance Officer. "
        "**Since then:** 37 days and no meeting; no link in the one paper of 17 March 2022.\n"
    )


def test_it_says_where_in_the_minutes_it_was_asked(body, asked):
    item = MinuteItemFactory(minutes=MinutesFactory(meeting=asked, published=True), number="10", title="Performance")
    entry = MinuteEntryFactory(item=item, kind=EntryKind.ACTION)
    asked_for(body, asked, 1, entry=entry)

    assert "**Asked:** Minutes of 1 Feb 2022, item 10 Performance. " in written(body)


def test_what_was_said_without_answering_stands_with_it(body, asked):
    ActionUpdateFactory(action=asked_for(body, asked, 1), text="Work | has *begun*.")

    text = written(body)

    assert text.endswith("**Since then:** 37 days and no meeting.\n\n- Tuesday 1 March 2022: Work | has begun.\n")


def test_marks_in_words_stay_words(body, asked):
    asked_for(body, asked, 1, text="Report 5 \\* 3 | <b>now</b> for \\[all\\]", owner_name="A | B *office*")

    html = render(written(body))

    assert [words for words in ("Report 5 * 3 | ", "for [all]", "A | B *office*") if words not in html] == []
    assert "<b>" not in html


def test_nothing_private_is_in_it(body, asked, coming):
    action = asked_for(body, asked, 1)
    answer(action, private_paper(coming), 77)
    ActionFactory(body=body, exempt=True, text="CANARY-ACTION")
    ActionFactory(body=body, unpublished=True, text="CANARY-DRAFT")
    secret = HeldMeetingFactory(body=body, held_on=date(2022, 3, 3), publication="members", slug="canary")
    paper_row(secret, "CANARY-SECRET")
    item = MinuteItemFactory(minutes=MinutesFactory(meeting=asked, published=True), private=True, title="CANARY-ITEM")
    Action.objects.filter(pk=action.pk).update(entry=MinuteEntryFactory(item=item))

    text = written(body)

    assert [word for word in ("CANARY", "77") if word in text] == []
    assert "The log says that it was answered and does not say by what." in text


def test_closed_and_later_actions_are_left_out(body, asked):
    asked_for(body, asked, 1, status=ActionStatus.SUPERSEDED)
    asked_for(body, asked, 2, raised_on=date(2022, 3, 11))

    assert written(body) == "Every action is closed.\n"


def test_it_asks_the_same_questions_however_many(body, asked, coming, django_assert_num_queries):
    paper = paper_row(coming, "Performance summary")
    for count in (1, 3, 60):
        for number in range(count):
            answer(ActionFactory(body=body, raised_meeting=asked), paper, number + 1)
            ActionFactory(body=body, raised_meeting=asked)
        with django_assert_num_queries(9):
            written(body)


# The builder ------------------------------------------------------------------------------------------------------


@pytest.fixture
def draft(body):
    meeting = AnnouncedMeetingFactory(body=body, held_on=date(2022, 4, 26))
    for title in ("Apologies", "Matters arising", "Update"):
        AgendaItemFactory(meeting=meeting, title=title)
    meeting.refresh_from_db()
    return meeting


@pytest.fixture
def desk(client, clerk):
    client.force_login(clerk)
    return client


def add_url(meeting):
    return reverse("meetings:matters-arising-add", args=[meeting.area.slug, meeting.slug])


def builder(client, meeting):
    return client.get(reverse("meetings:agenda-detail", args=[meeting.area.slug, meeting.slug])).content.decode()


def test_the_builder_offers_the_paper_while_something_is_open(desk, draft, body, asked):
    assert add_url(draft) not in builder(desk, draft)
    asked_for(body, asked, 1)

    html = builder(desk, draft)

    assert "1 action of earlier meetings is not closed." in html
    assert add_url(draft) in html


def test_the_paper_goes_on_the_item_of_its_name(desk, draft, body, asked):
    asked_for(body, asked, 1)
    form = desk.get(add_url(draft)).context["form"]

    response = desk.post(add_url(draft), {"item": form["item"].value(), "token": form["token"].value()})

    paper = Paper.objects.get(source="matters-arising")
    item = AgendaItem.objects.get(meeting=draft, title="Matters arising")
    assert response.url.endswith(f"/agenda/#item-{item.slug}")
    assert (paper.title, paper.item_paper.item, paper.access) == ("Matters arising", item, Access.PUBLIC)
    assert "A-2022-001" in paper.current.text
    assert "Take the paper “Matters arising” from the register again" in builder(desk, draft)


def test_an_agenda_has_the_paper_once(desk, draft, body, asked):
    asked_for(body, asked, 1)
    form = desk.get(add_url(draft)).context["form"]
    sent = {"item": form["item"].value(), "token": form["token"].value()}
    desk.post(add_url(draft), sent)

    again = desk.post(add_url(draft), sent)
    other = desk.post(add_url(draft), {**sent, "token": "6dd0ef2c-4c0a-4a8f-9f0f-5a4f0f1d2c3b"})

    assert again.status_code == 302
    assert other.context["form"].errors["item"] == ["The agenda has this paper already. Take it from the register again instead"]
    assert Paper.objects.filter(source="matters-arising").count() == 1


def test_without_such_an_item_the_clerk_chooses_one(desk, draft, body, asked):
    asked_for(body, asked, 1)
    AgendaItem.objects.filter(title="Matters arising").update(title="Business")

    form = desk.get(add_url(draft)).context["form"]
    refused = desk.post(add_url(draft), {"item": "", "token": form["token"].value()})

    assert form["item"].value() == ""
    assert refused.context["form"].errors["item"] == ["Choose the item"]


def test_a_published_agenda_is_offered_nothing(desk, body, asked, coming):
    asked_for(body, asked, 1)

    response = desk.post(add_url(coming), {"item": "x", "token": "6dd0ef2c-4c0a-4a8f-9f0f-5a4f0f1d2c3b"})

    assert "The agenda is closed. Nothing on it can be changed." in response.content.decode()
    assert Paper.objects.count() == 0


def test_members_add_no_paper(client, draft, member):
    client.force_login(member)

    assert client.get(add_url(draft)).status_code == 403
