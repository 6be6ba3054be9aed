"""A clerk of one body who keeps its case reads nothing of another body's private business in what they may choose from."""

from datetime import date

import pytest
from django.urls import reverse

from decisions.models import CaseMeeting, PanelVote
from documents.choices import Access
from interface import clock
from meetings.models import Meeting
from panels.choices import BodyKind
from tests.factories.decisions import CaseFactory, CaseMeetingFactory, NoticeFactory
from tests.factories.meetings import AgendaItemFactory, AnnouncedMeetingFactory, PrivateItemFactory
from tests.factories.minutes import HeldMeetingFactory, MinuteItemFactory, MinutesFactory, ResolutionFactory
from tests.factories.panels import AppointmentFactory, BodyFactory

pytestmark = pytest.mark.usefixtures("today", "rulebook")


@pytest.fixture
def case(body):
    case = CaseFactory(body=body, slug="2022-23", notified=True)
    NoticeFactory(case=case)
    return case


@pytest.fixture
def other(area):
    return BodyFactory(area=area, kind=BodyKind.SUB_COMMITTEE, slug="complaints", name="Complaints sub-committee")


@pytest.fixture
def keeper(client, area, body):
    """The clerk of the panel alone."""
    client.force_login(AppointmentFactory(area=area, body=body).user)
    return client


def page(client, name, *args):
    answer = client.get(reverse(f"cases:{name}", args=["avon", "precept", "2022-23", *args]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_items_of_another_body_are_offered_once_its_agenda_is_out(keeper, case, other):
    draft = AnnouncedMeetingFactory(body=other, held_on=date(2022, 3, 10))
    AgendaItemFactory(meeting=draft, title="kestrel in a draft")
    out = AnnouncedMeetingFactory(body=other, held_on=date(2022, 3, 17))
    AgendaItemFactory(meeting=out, title="A public item")
    PrivateItemFactory(meeting=out, title="kestrel in private")
    Meeting.objects.filter(pk=out.pk).update(published_at=clock.now())

    words = page(keeper, "case-meeting-create")
    assert "kestrel" not in words
    assert "A public item" in words


def test_an_item_that_its_keeper_may_not_know_of_is_not_lost_by_saving(keeper, case, other):
    meeting = AnnouncedMeetingFactory(body=other, held_on=date(2022, 3, 10))
    row = CaseMeetingFactory(case=case, meeting=meeting, item=AgendaItemFactory(meeting=meeting, title="kestrel in a draft"))
    assert "kestrel" not in page(keeper, "case-meeting-update", row.number)

    said = {"version": row.version, "part": "review", "withdrew": "no", "withdrew_note": "", "note": "", "item": ""}
    url = reverse("cases:case-meeting-update", args=["avon", "precept", "2022-23", row.number])
    assert keeper.post(url, said).status_code == 302
    assert CaseMeeting.objects.values_list("item", "withdrew").get() == (row.item_id, False)


def test_private_resolutions_of_another_body_are_not_offered(keeper, case, other):
    meeting = CaseMeetingFactory(case=case, meeting=HeldMeetingFactory(body=other)).meeting
    minutes = MinutesFactory(meeting=meeting)
    item = MinuteItemFactory(minutes=minutes, access=Access.EXEMPT, exempt_paragraph=1)
    counts = {"votes_for": 2, "votes_against": 0, "abstained": 0, "not_voting": 0, "not_recorded": 0, "in_room": 2}
    secret = ResolutionFactory(entry__item=item, entry__text="kestrel in private", members_on_day=3, **counts)

    assert "kestrel" not in page(keeper, "case-vote-create")
    url = reverse("cases:case-vote-create", args=["avon", "precept", "2022-23"])
    form = keeper.get(url).context["form"]
    said = {"token": form["token"].value(), "question": "That it is supported", "resolution": secret.pk, "meeting": meeting.slug}
    assert "votes_for" in keeper.post(url, said).context["form"].errors
    assert not PanelVote.objects.exists()


def test_a_mistyped_year_keeps_nobody_from_naming_the_meeting(keeper, case):
    type(case).objects.update(opened_on=date(1, 1, 1))
    page(keeper, "case-meeting-create")
