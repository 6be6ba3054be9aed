"""The directory of bodies: what it says of each, who keeps which, and that a page costs the same for one as for three hundred."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.choices import Role
from accounts.models import AuditEntry
from interface import clock
from meetings.choices import MinutesStatus
from panels.choices import BodyKind
from panels.models import Body
from panels.services.bodies import add_body, change_body, end_body
from panels.services.loading import load_panel
from tests.factories.minutes import ActionFactory, HeldMeetingFactory, MinutesFactory
from tests.factories.panels import AppointmentFactory, BodyFactory, HeldOfficeFactory, MembershipFactory, PoliceAreaFactory
from tests.factories.register import BoardFactory, StandingAttendeeFactory

pytestmark = pytest.mark.django_db
TODAY = date(2022, 3, 1)


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.stand_on(TODAY):
        yield


@pytest.fixture
def area():
    return PoliceAreaFactory(slug="avon", name="Avon")


@pytest.fixture
def board(area):
    return BoardFactory(area=area, slug="board", name="Police and Crime Board", terms="## Purpose\n\nTo decide.")


@pytest.fixture
def clerk(area):
    return AppointmentFactory(area=area, role=Role.CLERK).user


@pytest.fixture
def office(area):
    return AppointmentFactory(area=area, role=Role.OFFICE_DECISIONS).user


def directory(client):
    return client.get(reverse("panels:body-list", args=["avon"])).content.decode()


def body_page(client, slug="board"):
    return client.get(reverse("panels:body-detail", args=["avon", slug])).content.decode()


def sent(**changes):
    started = {"started_on-day": "1", "started_on-month": "2", "started_on-year": "2022"}
    return {"name": "Estates Board", "kind": "estates-board", "purpose": "Buildings.", **started, **changes}


def token_of(response):
    return response.context["form"]["token"].value()


def test_directory_says_chair_cycle_next_meeting_and_last_papers(client, area, board):
    panel = BodyFactory(area=area, slug="panel", name="Avon Police and Crime Panel")
    HeldOfficeFactory(membership=MembershipFactory(body=panel, person__name="Heather Hill", person__style="Cllr"))
    HeldMeetingFactory(body=panel, held_on=date(2022, 2, 1))
    HeldMeetingFactory(body=panel, held_on=date(2022, 3, 17), status="announced", published_at=None)
    HeldMeetingFactory(body=board, held_on=date(2022, 2, 2), publication="notice")

    page = directory(client)

    for said in ("Cllr Heather Hill", "Police and Crime Commissioner", "Each month", "17 Mar 2022", "1 Feb 2022"):
        assert said in page, said
    assert "2 Feb 2022" not in page  # its papers are not public


@pytest.mark.parametrize("count", [1, 3, 300])
def test_directory_asks_the_same_number_of_queries_however_long(client, area, django_assert_num_queries, count):
    for number in range(count):
        body = BodyFactory(area=area, slug=f"body-{number}", name=f"Body {number:03d}")
        HeldMeetingFactory(body=body, held_on=date(2022, 2, 1))
        HeldMeetingFactory(body=body, held_on=date(2022, 3, 17), status="announced", published_at=None)

    with django_assert_num_queries(6):
        page = directory(client)

    assert page.count("17 Mar 2022") == min(count, 50)


def test_page_of_a_board_has_terms_attendees_meetings_and_open_actions(client, area, board, office):
    StandingAttendeeFactory(body=board, office="Chief Constable")
    StandingAttendeeFactory(body=board, office="CANARY-GONE", ended_on=date(2021, 1, 1))
    past = HeldMeetingFactory(body=board, held_on=date(2022, 2, 2), publication="notice")
    MinutesFactory(meeting=past, status=MinutesStatus.PUBLISHED)
    ActionFactory(body=board, area=area, raised_on=date(2022, 2, 2), access="members")

    public = body_page(client)
    client.force_login(office)
    own = body_page(client)

    for said in ("Purpose", "To decide.", "Chief Constable", "Each month", "2 Feb 2022", "only the date"):
        assert said in public, said
    assert "CANARY-GONE" not in public
    assert "No action is open." in public
    for said in ("1 action is open", "Agenda", "Minutes", "CANARY-GONE", "Change what is said of it"):
        assert said in own, said


def test_clerk_adds_bodies_of_the_panel_and_the_office_those_of_the_commissioner(client, clerk, office):
    address = reverse("panels:body-create", args=["avon"])
    offered = {}
    for name, user in (("clerk", clerk), ("office", office)):
        client.force_login(user)
        offered[name] = [value for value, _label in client.get(address).context["form"].fields["kind"].choices]

    assert offered["clerk"] == ["panel", "sub-committee"]
    assert offered["office"] == ["board", "audit-committee", "scrutiny-panel", "estates-board", "other"]


def test_body_is_entered_once_however_often_the_form_is_sent(client, office):
    client.force_login(office)
    address = reverse("panels:body-create", args=["avon"])
    form = sent(token=token_of(client.get(address)), approves_release="on")

    first = client.post(address, form)
    second = client.post(address, form)

    made = Body.objects.get()
    assert first.url == second.url == made.get_absolute_url() == "/avon/bodies/estates-board/"
    assert (made.kind, made.approves_release, made.letters_sub_items) == (BodyKind.ESTATES, True, False)
    assert AuditEntry.objects.get(action="panels.body_added").detail["body"] == "estates-board"


def test_others_keep_neither_body(client, area, board, clerk, office):
    panel = BodyFactory(area=area, slug="panel")
    member = AppointmentFactory(area=area, body=panel, role=Role.PANEL_MEMBER).user
    found = {}
    for name, user in (("clerk", clerk), ("office", office), ("member", member)):
        client.force_login(user)
        found[name] = [
            client.get(reverse(f"panels:{route}", args=["avon", slug])).status_code
            for slug in ("panel", "board")
            for route in ("body-update", "body-end")
        ]

    assert found == {"clerk": [200, 200, 403, 403], "office": [403, 403, 200, 200], "member": [403] * 4}


def test_board_is_changed_and_a_stale_change_shows_both(client, board, office):
    client.force_login(office)
    address = reverse("panels:body-update", args=["avon", "board"])
    form = sent(name="Police and Crime Board", meets="On the first Wednesday", version=board.version)

    assert client.post(address, form).status_code == 302
    stale = client.post(address, {**form, "meets": "Weekly"})

    board.refresh_from_db()
    assert (board.meets, board.approves_release) == ("On the first Wednesday", False)
    assert stale.context["form"].stale
    assert "On the first Wednesday" in stale.content.decode()


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        pytest.param({"name": "POLICE and crime board"}, "name", id="the same name"),
        pytest.param({"kind": "panel", "name": "Second panel"}, "kind", id="a second panel"),
        pytest.param({"kind": "sub-committee", "name": "Sub", "approves_release": True}, "approves_release", id="panel release"),
        pytest.param({"name": "Late", "ended_on": date(2011, 1, 1)}, "ended_on", id="ends before it starts"),
    ],
)
def test_add_refuses_what_cannot_be(area, board, facts, field):
    BodyFactory(area=area, kind=BodyKind.PANEL)
    said = {"kind": "board", "name": "Another", "started_on": date(2020, 1, 1), **facts}

    with pytest.raises(ValidationError) as refused:
        add_body(area=area, actor=None, **said)

    assert list(refused.value.error_dict) == [field]
    assert Body.objects.count() == 2


def test_parent_of_another_area_is_refused(area, board):
    with pytest.raises(ValidationError, match="another body of this area"):
        change_body(body=board, version=board.version, actor=None, parent=BodyFactory())


def test_addresses_never_clash_with_each_other_or_with_the_word_of_the_directory(area):
    slugs = []
    for year, name in enumerate(("Create", "Forum", "Forum", "???"), start=2020):
        dates = {"started_on": date(year, 1, 1), "ended_on": date(year, 2, 1)}
        slugs.append(add_body(area=area, kind="other", name=name, actor=None, **dates).slug)

    assert slugs == ["create-2", "forum", "forum-2", "body"]


def test_ended_body_keeps_its_page_and_says_so(client, board, office):
    end_body(body=board, version=board.version, ended_on=date(2022, 2, 1), actor=office)

    assert "until 1 Feb 2022" in directory(client)
    assert body_page(client).count("1 Feb 2022") == 1


def test_loading_takes_what_a_body_says_of_itself():
    data = {
        "area": {
            "slug": "northshire", "name": "Northshire", "nation": "england", "policing_body": "pcc", "started_on": "2012-11-22",
        },
        "bodies": [
            {
                "slug": "board", "name": "Board", "kind": "board", "started_on": "2012-11-22", "purpose": "To decide.",
                "terms": "Terms.", "chaired_by": "Commissioner", "meets": "Monthly", "letters_sub_items": True,
                "approves_release": True,
            }
        ],
    }  # fmt: skip

    load_panel({key: value.copy() for key, value in data.items()})

    board = Body.objects.get()
    assert (board.terms, board.chaired_by, board.meets) == ("Terms.", "Commissioner", "Monthly")
    assert (board.letters_sub_items, board.approves_release) == (True, True)
