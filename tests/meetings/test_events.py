"""Events beside the meetings: with a date or without, public or private, and what becomes of them."""

from datetime import date, time
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import AuditEntry
from interface import clock
from interface.models import STALE
from meetings.choices import EventKind, EventStatus
from meetings.models import Event
from meetings.services import events
from tests.factories.meetings import VenueFactory
from tests.factories.panels import AppointmentFactory

TODAY = date(2022, 3, 10)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_march():
    with clock.stand_on(TODAY):
        yield


def enter(body, **facts):
    said = {"kind": EventKind.FORUM, "title": "Public forum in Bath", "held_on": date(2022, 4, 20), "is_public": True}
    return events.create_event(body=body, actor=None, **{**said, **facts})


def sent(event=None, **changes):
    said = {
        "kind": "forum", "title": "Public forum in Bath", "held_on-day": "20", "held_on-month": "4", "held_on-year": "2022",
        "is_public": "on",
    }  # fmt: skip
    key = {"version": str(event.version)} if event else {"token": str(uuid4())}
    return {**said, **key, **changes}


def at(event, name="event-detail"):
    return reverse(f"events:{name}", args=[event.area.slug, event.slug])


def refusal(call, **arguments):
    with pytest.raises(ValidationError) as refused:
        call(actor=None, **arguments)
    return refused.value


def test_create_event_names_its_address_by_day_and_title(body):
    first, second = enter(body), enter(body)
    undated = enter(body, title="Create", held_on=None, expected="Autumn 2022")

    assert [first.slug, second.slug] == ["2022-04-20-public-forum-in-bath", "2022-04-20-public-forum-in-bath-2"]
    assert undated.slug == "event-create"


def test_a_private_event_tells_its_title_in_no_address_and_no_record(body):
    one = enter(body, title="CANARY visit to the custody suite", kind=EventKind.VISIT, is_public=False)
    later = enter(body, title="CANARY talk", is_public=False, held_on=None, expected="CANARY after the trial")
    events.cancel_event(event=one, version=1, reason="CANARY reason", actor=None)

    assert [one.slug, later.slug] == ["event-2022-04-20-visit", "event-forum"]
    told = str(list(AuditEntry.objects.values_list("detail", "target_reference")))
    assert "CANARY" not in told + str(one) + one.reference
    assert AuditEntry.objects.filter(action="meetings.event_cancelled").get().target_reference == f"event-{one.pk}"


def test_an_event_that_becomes_private_leaves_the_address_that_told_its_title(body):
    event = enter(body)

    private = events.update_event(event=event, version=1, actor=None, is_public=False)
    public = events.update_event(event=private, version=2, actor=None, is_public=True, title="Other")

    assert private.slug == public.slug == "event-2022-04-20-forum"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"held_on": None}, "held_on"),
        ({"held_on": None, "expected": "Autumn", "is_confirmed": True}, "held_on"),
        ({"starts_at": time(18), "ends_at": time(17)}, "ends_at"),
        ({"ends_at": time(17)}, "starts_at"),
    ],
    ids=["no-day", "confirmed-without-a-day", "ends-before-start", "end-alone"],
)
def test_create_event_refuses_what_cannot_be(body, facts, field):
    with pytest.raises(ValidationError) as refused:
        enter(body, **facts)

    assert list(refused.value.message_dict) == [field]
    assert not Event.objects.exists()


def test_confirm_event_sets_the_day_and_keeps_the_address(body, clerk):
    event = enter(body, held_on=None, expected="Spring")

    done = events.confirm_event(event=event, version=1, held_on=date(2022, 5, 4), starts_at=time(18), actor=clerk)

    assert (done.held_on, done.is_confirmed, done.starts_at, done.version) == (date(2022, 5, 4), True, time(18), 2)
    assert done.slug == event.slug
    entry = AuditEntry.objects.filter(action="meetings.event_confirmed").get()
    assert (entry.actor, entry.detail) == (clerk, {"kind": "forum", "date": "2022-05-04", "public": True})


def test_cancel_and_hold_end_a_plan_and_reopen_brings_it_back(body):
    event = enter(body, held_on=date(2022, 3, 9))

    off = events.cancel_event(event=event, version=1, reason="Flood", actor=None)
    assert refusal(events.hold_event, event=off, version=2, held_on=TODAY).messages == ["The event is cancelled already"]
    back = events.reopen_event(event=off, version=2, actor=None)
    held = events.hold_event(event=back, version=3, held_on=TODAY, actor=None)

    assert (back.status, back.status_reason) == (EventStatus.PLANNED, "")
    assert (held.status, held.held_on, held.is_confirmed) == (EventStatus.HELD, TODAY, True)
    assert refusal(events.cancel_event, event=held, version=4, reason="Late").messages == ["The event is held already"]


def test_acts_refuse_without_change(body):
    event = enter(body)

    assert "held_on" in refusal(events.hold_event, event=event, version=1, held_on=date(2022, 4, 20)).message_dict
    assert "reason" in refusal(events.cancel_event, event=event, version=1, reason=" ").message_dict
    assert refusal(events.reopen_event, event=event, version=1).messages == ["The event is planned already"]
    assert refusal(events.update_event, event=event, version=7, title="X").messages == [STALE]
    event.refresh_from_db()
    assert (event.version, event.status, event.title) == (1, EventStatus.PLANNED, "Public forum in Bath")


def test_list_shows_events_without_a_date_among_those_that_are_coming(client, area, body):
    enter(body, title="Consultation", held_on=None, expected="Autumn 2022", kind=EventKind.CONSULTATION)
    enter(body, title="Forum", is_confirmed=True, starts_at=time(18), ends_at=time(20))
    enter(body, title="Visit", held_on=date(2022, 4, 1), part_of_day="morning", place="Trinity Road")
    enter(body, title="Surgery of old", held_on=date(2021, 9, 1))
    called_off = enter(body, title="Called off", held_on=None, expected="Spring")
    events.cancel_event(event=called_off, version=1, reason="Nobody could come", actor=None)

    response = client.get(reverse("events:event-list", args=[area.slug]))

    listed = [(group["heading"], [row["event"].title for row in group["rows"]]) for group in response.context["groups"]]
    assert listed == [("Coming", ["Visit", "Forum", "Consultation"]), ("2021", ["Surgery of old"]), ("No date", ["Called off"])]
    text = response.content.decode()
    assert "Wed 20 Apr 2022" in text
    assert "6pm to 8pm" in text
    assert "Autumn 2022" in text
    assert "morning" in text
    assert text.count("To be confirmed") == 3  # the visit, the consultation and the surgery that nobody recorded
    assert "5 events" in text
    assert "Nobody could come" in text


def test_list_filters_by_kind_and_says_when_nothing_matches(client, area, body):
    enter(body)
    address = reverse("events:event-list", args=[area.slug])

    forums = client.get(address, {"kind": "forum"})
    visits = client.get(address, {"kind": "visit"}).content.decode()
    unknown = client.get(address, {"kind": "'; --"})

    assert len(forums.context["groups"][0]["rows"]) == 1
    assert "No events match. Remove a filter." in visits
    assert unknown.context["groups"] == []


def test_private_events_are_for_those_entitled_alone(client, area, body, member, clerk):
    event = enter(body, title="CANARY", about="CANARY", kind=EventKind.VISIT, is_public=False, place="CANARY")
    stranger = AppointmentFactory().user
    seen = {}
    for name, reader in (("public", None), ("stranger", stranger), ("member", member), ("clerk", clerk)):
        client.logout()
        if reader:
            client.force_login(reader)
        listed = client.get(reverse("events:event-list", args=[area.slug])).content.decode()
        seen[name] = (client.get(at(event)).status_code, "CANARY" in listed)

    assert seen == {"public": (404, False), "stranger": (404, False), "member": (200, True), "clerk": (200, True)}


def test_detail_says_how_sure_the_date_is_and_shows_text_as_text(client, body):
    venue = VenueFactory(area=body.area, name="Guildhall", address="High Street", access="Ramp at the side")
    event = enter(body, about="Come & ask <script>alert(1)</script>", venue=venue)

    text = client.get(at(event)).content.decode()

    assert "Wednesday 20 April 2022" in text
    assert "To be confirmed" in text
    assert "Ramp at the side" in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<script>alert" not in text
    assert "Edit the event" not in text


def test_clerk_enters_an_event_once(client, area, body, clerk):
    client.force_login(clerk)
    address, said = reverse("events:event-create", args=[area.slug]), sent(body=body.slug)

    first, second = client.post(address, said), client.post(address, said)

    assert first.url == second.url == at(Event.objects.get())


def test_forms_show_what_is_missing_beside_its_field(client, area, body, clerk):
    client.force_login(clerk)
    address = reverse("events:event-create", args=[area.slug])
    no_day = {f"held_on-{part}": "" for part in ("day", "month", "year")}
    venue = VenueFactory(area=area)

    undated = client.post(address, sent(body=body.slug, **no_day)).context["form"].errors
    two_places = client.post(address, sent(body=body.slug, venue=venue.pk, place="Here")).context["form"].errors

    assert undated == {"held_on": ["Enter a date, or say when it is expected"]}
    assert two_places == {"place": ["Choose a place from the list or write it, not both"]}


def test_clerk_edits_confirms_cancels_and_puts_back(client, body, clerk):
    client.force_login(clerk)
    event = enter(body)

    client.post(at(event, "event-update"), sent(event, title="Forum in Wells"))
    event.refresh_from_db()
    day = {"held_on-day": "21", "held_on-month": "4", "held_on-year": "2022"}
    client.post(at(event, "event-confirm"), {"version": event.version, "starts_at": "6pm", **day})
    event.refresh_from_db()
    assert (event.title, event.held_on, event.is_confirmed) == ("Forum in Wells", date(2022, 4, 21), True)
    assert client.post(at(event, "event-cancel"), {"version": event.version}).context["form"].errors["reason"]
    client.post(at(event, "event-cancel"), {"version": event.version, "reason": "Flood"})
    event.refresh_from_db()
    assert "does not take place. Flood" in client.get(at(event)).content.decode()
    client.post(at(event, "event-reopen"), {"version": event.version})
    event.refresh_from_db()
    assert event.status == EventStatus.PLANNED
    passed = {"held_on-day": "9", "held_on-month": "3", "held_on-year": "2022"}
    client.post(at(event, "event-held"), {"version": event.version, **passed})
    event.refresh_from_db()
    assert (event.status, event.held_on) == (EventStatus.HELD, date(2022, 3, 9))


def test_a_stale_edit_shows_both_texts_and_saves_nothing(client, body, clerk):
    client.force_login(clerk)
    event = enter(body)
    events.update_event(event=event, version=1, actor=None, title="Saved by another")

    response = client.post(at(event, "event-update"), sent(event, title="Mine"))

    text = response.content.decode()
    assert "Saved by another" in text
    assert "Mine" in text
    assert "Saved by someone else" in text
    event.refresh_from_db()
    assert event.title == "Saved by another"


@pytest.mark.parametrize("name", ["event-update", "event-confirm", "event-cancel", "event-held", "event-reopen"])
def test_members_and_clerks_of_other_areas_change_nothing(client, body, member, name):
    event = enter(body)
    client.force_login(member)
    as_member = client.post(at(event, name), {"version": 1, "reason": "X"}).status_code
    client.force_login(AppointmentFactory().user)

    assert (as_member, client.post(at(event, name), {"version": 1, "reason": "X"}).status_code) == (403, 403)
    event.refresh_from_db()
    assert event.version == 1


@pytest.mark.parametrize("count", [1, 3, 300])
@pytest.mark.parametrize(("reader", "expected"), [("public", 3), ("clerk", 6)])
def test_list_asks_the_database_as_often_however_many(client, area, body, clerk, count, reader, expected):
    venue = VenueFactory(area=area)
    Event.objects.bulk_create(
        Event(
            area=area, body=body, slug=f"e-{number}", kind="forum", title="Forum", held_on=TODAY, venue=venue,
            created_at=clock.now(), is_public=number % 2 == 0,
        ) for number in range(count)
    )  # fmt: skip
    if reader == "clerk":
        client.force_login(clerk)

    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("events:event-list", args=[area.slug]))

    assert len(queries) == expected
