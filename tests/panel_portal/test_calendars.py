"""A person's own calendar: made, shown once, fetched without signing in, revoked; and what never leaves with it."""

import io
import json
import logging
import re
from datetime import date, datetime, time, timedelta

import icalendar
import pytest
import structlog
import vobject
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import Role
from accounts.models import AuditEntry, CalendarAddress
from accounts.services import MOST_CALENDARS, make_calendar_address, revoke_calendar_address
from interface import clock
from interface.clock import LONDON
from meetings.choices import MeetingKind, MeetingStatus, Publication
from meetings.models import Meeting
from meetings.services.requests import ask_report
from panel_portal.logs import hide_keys
from panel_portal.settings import base
from panel_portal.views import calendars
from panels.choices import DutyOwner
from tests.factories.accounts import UserFactory
from tests.factories.due import CalendarAddressFactory, ObligationFactory
from tests.factories.meetings import MeetingFactory, PrivateItemFactory, VenueFactory
from tests.factories.panels import AppointmentFactory, BodyFactory, RuleFactory
from tests.factories.programme import EventFactory

ANNOUNCED = datetime(2022, 1, 10, 9, tzinfo=LONDON)
CANARY = "CANARY-RESTRICTED"
KEY = re.compile(r"account/calendar/([^/\s]+)\.ics")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_counters():
    cache.clear()


@pytest.fixture
def panel():
    return BodyFactory(area__slug="avon", area__name="Avon", slug="panel", name="Avon Police and Crime Panel")


@pytest.fixture
def member(panel):
    return AppointmentFactory(area=panel.area, body=panel, role=Role.PANEL_MEMBER).user


@pytest.fixture
def clerk(panel):
    return AppointmentFactory(area=panel.area).user


def made_for(client, person, label="Telephone") -> str:
    """The address as the page shows it, made as the person makes it."""
    client.force_login(person)
    form = client.get(reverse("calendar-create")).context["form"]
    page = client.post(reverse("calendar-create"), {"label": label, "token": form["token"].value()})
    return KEY.search(page.content.decode()).group(0)


def entries(response) -> list[icalendar.cal.Component]:
    return list(icalendar.Calendar.from_ical(response.content).walk("VEVENT"))


def meeting_of(body, **changes) -> Meeting:
    facts = {
        "area": body.area, "body": body, "slug": f"m-{Meeting.objects.count()}", "held_on": date(2022, 3, 17),
        "starts_at": time(10, 45), "status": MeetingStatus.ANNOUNCED, "announced_at": ANNOUNCED, "created_at": ANNOUNCED,
        "kind": MeetingKind.ORDINARY,
    }  # fmt: skip
    return Meeting.objects.create(**{**facts, **changes})


def test_an_address_is_shown_once_and_only_its_hash_is_kept(client, member):
    client.force_login(member)
    form = {"label": "Telephone", "token": client.get(reverse("calendar-create")).context["form"]["token"].value()}
    page = client.post(reverse("calendar-create"), form)
    key = KEY.search(page.content.decode()).group(1)
    row = CalendarAddress.objects.get()

    assert len(key) >= 43
    assert page["Cache-Control"] == "private, no-store"
    assert key not in str(row.__dict__)
    assert key not in json.dumps([list(entry.values()) for entry in AuditEntry.objects.values("detail", "target_reference")])
    assert key not in client.get(reverse("calendar-list")).content.decode()


def test_a_form_sent_twice_makes_one_address_and_does_not_show_it_again(client, member):
    client.force_login(member)
    form = {"label": "Telephone", "token": client.get(reverse("calendar-create")).context["form"]["token"].value()}
    client.post(reverse("calendar-create"), form)

    again = client.post(reverse("calendar-create"), form, follow=True)

    assert CalendarAddress.objects.count() == 1
    assert again.redirect_chain == [(reverse("calendar-list"), 302)]
    assert "shown when it was made" in again.content.decode()
    assert not KEY.search(again.content.decode())


def test_somebody_elses_token_shows_nothing_of_theirs(client, member, clerk):
    client.force_login(member)
    form = {"label": "Mine alone", "token": client.get(reverse("calendar-create")).context["form"]["token"].value()}
    client.post(reverse("calendar-create"), form)
    client.force_login(clerk)

    page = client.post(reverse("calendar-create"), form, follow=True)

    assert page.status_code == 200
    assert "Mine alone" not in page.content.decode()


def test_there_is_an_end_to_how_many_one_may_have(client, member):
    for number in range(MOST_CALENDARS):
        make_calendar_address(user=member, label=str(number), actor=member)
    client.force_login(member)
    form = client.get(reverse("calendar-create")).context["form"]
    page = client.post(reverse("calendar-create"), {"label": "one more", "token": form["token"].value()})

    assert f"You have {MOST_CALENDARS} calendar addresses" in page.content.decode()
    assert CalendarAddress.objects.count() == MOST_CALENDARS


def test_nobody_makes_or_revokes_for_somebody_else(client, member, clerk):
    address, _key = make_calendar_address(user=member, label="", actor=member)
    with pytest.raises(ValidationError):
        make_calendar_address(user=member, label="", actor=clerk)
    with pytest.raises(ValidationError):
        revoke_calendar_address(address=address, actor=clerk)
    client.force_login(clerk)

    assert client.post(reverse("calendar-revoke", args=[address.reference])).status_code == 404
    client.post(reverse("calendar-revoke-all"))
    address.refresh_from_db()
    assert address.revoked_at is None


def test_it_is_fetched_without_signing_in_and_kept_by_nobody(client, member, panel):
    meeting_of(panel)
    address = made_for(client, member)
    client.logout()

    response = client.get(f"/{address}")

    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "private, no-store"
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert not response.has_header("ETag")
    assert [str(one["summary"]) for one in entries(response)] == ["Ordinary meeting, Avon Police and Crime Panel"]


def test_unknown_revoked_and_closed_look_the_same(client, member, clerk):
    revoked, closed = made_for(client, member), made_for(client, clerk)
    client.post(reverse("calendar-revoke-all"))  # the clerk's own, made again below
    closed = made_for(client, clerk)
    client.force_login(member)
    client.post(reverse("calendar-revoke", args=[CalendarAddress.objects.get(user=member).reference]))
    clerk.is_active = False
    clerk.save()
    client.logout()
    addresses = [
        revoked,
        closed,
        "account/calendar/unknown.ics",
        f"account/calendar/{'x' * 5000}.ics",
        "account/calendar/%00.ics",
    ]

    pages = [client.get(f"/{address}") for address in addresses]

    assert [page.status_code for page in pages] == [404] * 5
    assert len({re.sub(r'nonce="[^"]*"', "", page.content.decode()) for page in pages}) == 1


def test_revoking_is_asked_recorded_and_final(client, member):
    address = made_for(client, member)
    row = CalendarAddress.objects.get()
    page = reverse("calendar-revoke", args=[row.reference])

    assert client.get(f"/{address}").status_code == 200
    assert "cannot be undone" in client.get(page).content.decode()
    assert client.post(page).status_code == 302
    assert client.post(page).status_code == 302
    assert client.get(f"/{address}").status_code == 404
    assert AuditEntry.objects.filter(action="accounts.calendar_revoked", target_reference=row.reference).count() == 1
    assert "Revoked" in client.get(reverse("calendar-list")).content.decode()


def test_no_restricted_title_leaves_with_it(client, member, panel):
    """The member may read all of this in the portal; the calendar goes to other people's servers."""
    venue = VenueFactory(area=panel.area, name="Town Hall", address=f"Back door, {CANARY}")
    common = {"subject": CANARY, "venue": venue, "webcast_url": f"https://cast.example/{CANARY}"}
    meeting_of(panel, publication=Publication.MEMBERS, kind=MeetingKind.PRIVATE_BRIEFING, **common)
    off = {"status": MeetingStatus.CANCELLED, "status_reason": CANARY}
    meeting_of(panel, publication=Publication.MEMBERS, kind=MeetingKind.TRAINING, **off, **common)
    meeting_of(panel, publication=Publication.NOTICE, kind=MeetingKind.DEVELOPMENT_DAY, **off, **common)
    hidden = {"title": CANARY, "about": CANARY, "place": CANARY, "slug": CANARY.lower(), "venue": venue}
    EventFactory(body=panel, private=True, webcast_url=f"https://cast.example/{CANARY}", **hidden)
    EventFactory(body=panel, private=True, cancelled=True, title=CANARY)

    response = client.get(f"/{made_for(client, member)}")

    assert CANARY.lower().encode() not in response.content.replace(b"\r\n ", b"").lower()
    found = sorted(str(one["summary"]) for one in entries(response))
    assert found == [
        "Development day, Avon Police and Crime Panel",
        "Panel business: Briefing, Avon Police and Crime Panel",
        "Panel business: Briefing, Avon Police and Crime Panel",
        "Panel business: Private briefing, Avon Police and Crime Panel",
        "Panel business: Training, Avon Police and Crime Panel",
    ]
    assert {str(one.get("location", "")) for one in entries(response)} == {"Town Hall", ""}


def test_a_draft_is_in_its_clerks_calendar_by_its_kind_alone(client, clerk, member, panel):
    meeting_of(panel, status=MeetingStatus.DRAFT, announced_at=None, subject=CANARY)
    meeting_of(panel, status=MeetingStatus.CANCELLED, announced_at=None, status_reason=CANARY, subject=CANARY)

    own = client.get(f"/{made_for(client, clerk)}")
    others = client.get(f"/{made_for(client, member)}")

    assert [(str(one["summary"]), str(one["status"])) for one in entries(own)] == [
        ("Draft: Ordinary meeting, Avon Police and Crime Panel", "TENTATIVE")
    ]
    assert CANARY.encode() not in own.content
    assert entries(others) == []


def test_it_holds_what_is_open_and_the_persons_to_know(client, clerk, member, panel):
    mine = ObligationFactory(
        body=panel, owner_user=member, owner=DutyOwner.COMMISSIONER, title="Report to the panel", about=f"About {CANARY}"
    )
    ObligationFactory(body=panel, public=True, title="Public one", is_verified=False)
    ObligationFactory(body=panel, title="Only the clerk’s")
    ObligationFactory(body=panel, public=True, met=True, title="Met")
    ObligationFactory(public=True, title="In another area")

    response = client.get(f"/{made_for(client, member)}")
    found = {str(one["summary"]).split(":")[0]: str(one["description"]) for one in entries(response)}

    assert set(found) == {"Report to the panel", "Public one"}
    assert CANARY.encode() not in response.content
    assert mine.provision in found["Report to the panel"]
    assert "Not yet verified" in found["Public one"]
    assert len(entries(client.get(f"/{made_for(client, clerk)}"))) == 3
    assert [one.dtstart.value for one in vobject.readOne(response.content.decode()).vevent_list] == [date(2022, 3, 15)] * 2


def test_what_the_portal_itself_says_is_due_tells_no_private_title(client, clerk, panel):
    """The same through the services that keep deadlines: a private item's report, and a draft about something."""
    RuleFactory()
    meeting = MeetingFactory(body=panel, subject=CANARY, kind=MeetingKind.PRIVATE_BRIEFING, held_on=date(2022, 4, 26))
    draft = MeetingFactory(body=panel, subject=CANARY, held_on=date(2022, 5, 26))
    for one in (meeting, draft):
        item = PrivateItemFactory(meeting=one, title=CANARY, purpose=CANARY, neutral_title="Staffing matter")
        ask_report(item=item, asked_of=clerk, title=CANARY, asks=CANARY, actor=clerk)

    response = client.get(f"/{made_for(client, clerk)}")
    found = [str(one["summary"]) for one in entries(response)]

    assert len([title for title in found if "report" in title]) == 2
    assert CANARY.encode() not in response.content.replace(b"\r\n ", b"")


def test_whoever_holds_no_appointment_any_more_gets_an_empty_one(client, member, panel):
    meeting_of(panel)
    ObligationFactory(body=panel, public=True)
    address = made_for(client, member)
    member.appointments.update(ended_on=date(2022, 3, 9))

    response = client.get(f"/{address}")

    assert response.status_code == 200
    assert entries(response) == []


def test_when_it_was_fetched_is_kept_to_the_hour(client, member):
    address = made_for(client, member)
    noon = datetime(2022, 3, 10, 12, tzinfo=LONDON)
    for minutes, expected in ((0, 0), (59, 0), (60, 60), (119, 60)):
        with clock.stand_on(noon + timedelta(minutes=minutes)):
            client.get(f"/{address}")
        assert CalendarAddress.objects.get().last_fetched_at == noon + timedelta(minutes=expected)


def test_it_is_not_fetched_without_end(client, member, monkeypatch):
    monkeypatch.setattr(calendars, "MOST_FETCHES", 2)
    monkeypatch.setattr(calendars, "MOST_UNKNOWN", 2)
    address = made_for(client, member)
    client.logout()

    known = [client.get(f"/{address}") for _time in range(3)]
    unknown = [client.get(f"/account/calendar/guess-{number}.ics").status_code for number in range(4)]

    assert [page.status_code for page in known] == [200, 200, 429]
    assert known[-1]["Retry-After"] == "3600"
    assert unknown == [404, 404, 429, 429]


def test_the_page_lists_addresses_and_the_calendars_of_ones_areas(client, member, panel):
    CalendarAddressFactory(label="Somebody else’s")
    made_for(client, member, label="My telephone")

    page = client.get(reverse("calendar-list")).content.decode()

    assert "My telephone" in page
    assert "Somebody else’s" not in page
    assert reverse("meetings:calendar-feed", args=["avon"]) in page


def test_the_page_is_for_those_who_sign_in(client):
    person = UserFactory()
    for name in ("calendar-list", "calendar-create", "calendar-revoke-all"):
        assert client.get(reverse(name)).status_code == 302
    client.force_login(person)

    page = client.get(reverse("calendar-list")).content.decode()

    assert "You have no calendar address yet. Make one" in page
    assert "You have no appointment in a police area" in page


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_page_asks_the_database_as_often_for_many_as_for_one(client, member, count):
    made = [CalendarAddressFactory.build(user=member, key=f"k{number}") for number in range(count)]
    CalendarAddress.objects.bulk_create(made)
    client.force_login(member)
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("calendar-list"))

    assert len(asked) == 7


LOGGED = [
    ("GET /account/calendar/s3cret_-Key.ics", "GET /account/calendar/[key].ics"),
    ("Not Found: /account/calendar/s3cret_-Key.ics?x=1", "Not Found: /account/calendar/[key].ics?x=1"),
    ("POST /avon/questions/follow/Q-2022-001/s3cret_-Key/", "POST /avon/questions/follow/Q-2022-001/[key]/"),
    ("GET /avon/meetings/calendar.ics", "GET /avon/meetings/calendar.ics"),
]


@pytest.mark.parametrize(("line", "written"), LOGGED)
def test_keys_are_taken_out_of_every_line_of_the_log(line, written):
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    facts = {name: value for name, value in base.LOGGING["formatters"]["json"].items() if name != "()"}
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(**facts))
    logger = logging.getLogger("a logger of this test alone")
    logger.propagate = False
    logger.addHandler(handler)
    try:
        logger.error("%s", line)
    finally:
        logger.removeHandler(handler)

    assert json.loads(out.getvalue())["event"] == written
    assert "s3cret" not in out.getvalue()
    assert hide_keys(None, "", written) == written
