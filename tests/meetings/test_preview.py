"""Both faces of a meeting side by side, before anything goes out."""

import pytest
from django.urls import reverse

from meetings.choices import MeetingKind
from meetings.services import add_paper
from meetings.services.packs import build_packs
from tests.factories.meetings import AgendaItemFactory, ReadyMeetingFactory, publish


def _page(client, meeting):
    return client.get(reverse("meetings:agenda-preview", args=[meeting.area.slug, meeting.slug]))


def _sides(response):
    words = response.content.decode()
    public, members = words.split('id="members-heading"')
    return public, members


@pytest.fixture
def prepared(with_private, clerk):
    add_paper(item=AgendaItemFactory(meeting=with_private, title="Update"), actor=clerk, title="Figures", text="1.1 Words.")
    return with_private


def test_the_public_side_holds_nothing_private(client, prepared, clerk):
    client.force_login(clerk)

    public, members = _sides(_page(client, prepared))

    assert "What the public will see" in public
    assert "CANARY" not in public
    assert "Staffing matter" in public
    assert "Figures" in public
    assert "CANARY-TITLE" in members
    assert "CANARY-PAPER" in members
    assert "The public does not get 1 paper that members get" in public
    assert "Not built yet" in public


def test_each_side_tells_of_its_pack_and_whether_it_is_current(client, prepared, clerk):
    build_packs(meeting=prepared, actor=clerk)
    client.force_login(clerk)

    public, members = _sides(_page(client, prepared))
    AgendaItemFactory(meeting=prepared, title="Something new")
    stale, _members = _sides(_page(client, prepared))

    assert "/pack/public.pdf" in public
    assert "/pack/members.pdf" not in public
    assert "/pack/members.pdf" in members
    assert "Pages 5 to 6" in public
    assert "Out of date" not in public
    assert "Out of date" in stale


def test_after_publication_both_stand_as_they_are(client, prepared, clerk):
    publish(prepared, actor=clerk)
    client.force_login(clerk)

    public, _members = _sides(_page(client, prepared))

    assert "What the public sees" in public
    assert "?as=public" in public


def test_of_a_meeting_that_is_not_open_the_public_sees_nothing(client, body, clerk):
    meeting = ReadyMeetingFactory(body=body, kind=MeetingKind.DEVELOPMENT_DAY)
    client.force_login(clerk)

    public, members = _sides(_page(client, meeting))

    assert "The date alone" in public
    assert "Apologies for absence" not in public
    assert "Apologies for absence" in members


def test_it_is_for_those_who_prepare_the_meeting(client, prepared, member):
    publish(prepared)
    client.force_login(member)

    assert _page(client, prepared).status_code == 403


@pytest.mark.parametrize("items", [1, 5])
def test_it_asks_the_same_questions_of_any_agenda(client, body, clerk, django_assert_num_queries, items):
    meeting = ReadyMeetingFactory(body=body)
    for number in range(items):
        item = AgendaItemFactory(meeting=meeting, title=f"Item {number}")
        add_paper(item=item, actor=clerk, title=f"Paper {number}", text="1.1 Words.")
    client.force_login(clerk)
    _page(client, meeting)

    with django_assert_num_queries(16):
        _page(client, meeting)


def test_it_says_in_words_that_nothing_is_private(client, ready, clerk):
    add_paper(item=ready.agenda_items.get(), actor=clerk, title="Figures", text="1.1 Words.")
    client.force_login(clerk)

    page = _page(client, ready).content.decode()

    assert "No item is private. The public gets every paper that members get." in page
    assert "0 " not in page.split("</h1>")[1].split("</p>")[0]
