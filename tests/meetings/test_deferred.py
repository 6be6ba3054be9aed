from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from documents.choices import Access
from meetings.choices import ItemOutcome
from meetings.models import AgendaItem
from meetings.services.minutes.deferred import deferred_items, take_up_deferred
from tests.factories.minutes import HeldMeetingFactory, MinuteItemFactory, MinutesFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def minutes(body):
    return MinutesFactory(meeting=HeldMeetingFactory(body=body, held_on=date(2022, 2, 1)))


@pytest.fixture
def deferred(minutes, ready):
    return MinuteItemFactory(minutes=minutes, title="Drones", outcome=ItemOutcome.DEFERRED, deferred_to=ready)


def test_deferred_item_is_offered_and_taken_up_once(client, clerk, deferred, ready):
    client.force_login(clerk)
    builder = reverse("meetings:agenda-detail", args=[ready.area.slug, ready.slug])
    offered = client.get(builder).content.decode()

    for _try in range(2):
        client.post(reverse("meetings:agenda-deferred", args=[ready.area.slug, ready.slug]), {"item": deferred.reference})

    assert "Deferred to this meeting" in offered
    assert AgendaItem.objects.filter(meeting=ready, title="Drones").count() == 1
    assert deferred_items(ready) == []
    assert "Deferred to this meeting" not in client.get(builder).content.decode()


def test_deferred_private_item_is_as_private_as_it_was(clerk, minutes, ready):
    source = AgendaItem.objects.create(
        meeting=minutes.meeting, slug="staff", position=1, title="Dismissal", access=Access.EXEMPT, neutral_title="Staffing",
        exempt_paragraph=1, public_interest_reason="Named officer", purpose="To agree what follows",
    )  # fmt: skip
    item = MinuteItemFactory(
        minutes=minutes, agenda_item=source, title="Dismissal", access=Access.EXEMPT, neutral_title="Staffing",
        exempt_paragraph=1, outcome=ItemOutcome.DEFERRED, deferred_to=ready,
    )  # fmt: skip

    made = take_up_deferred(meeting=ready, item=item, actor=clerk)

    facts = (made.access, made.neutral_title, made.exempt_paragraph, made.public_interest_reason, made.purpose)
    assert facts == (Access.EXEMPT, "Staffing", 1, "Named officer", "To agree what follows")
    assert "dismissal" not in made.slug


def test_item_of_another_meeting_is_not_taken_up(clerk, minutes, ready):
    elsewhere = MinuteItemFactory(
        minutes=minutes, title="Drones", outcome=ItemOutcome.DEFERRED,
        deferred_to=HeldMeetingFactory(body=ready.body, held_on=date(2022, 5, 5)),
    )  # fmt: skip

    with pytest.raises(ValidationError):
        take_up_deferred(meeting=ready, item=elsewhere, actor=clerk)
    assert not AgendaItem.objects.filter(meeting=ready, title="Drones").exists()
