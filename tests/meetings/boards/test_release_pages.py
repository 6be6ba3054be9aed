"""The pages on which a board's releases are kept, and every address of a meeting before and after approval."""

from datetime import date

import pytest
from django.urls import reverse

from documents.models import Paper
from interface import clock
from meetings.choices import MinutesEdition, MinutesStatus, ReleaseKind, ReleaseStatus
from meetings.models import AgendaItem, Release
from meetings.services import add_paper
from meetings.services.minutes.printing import print_minutes
from meetings.services.releases import Document, approve_releases, ask_release
from tests.factories.minutes import ActionFactory, HeldMeetingFactory, MinuteEntryFactory, MinuteItemFactory, MinutesFactory
from tests.factories.register import ReleaseFactory
from tests.meetings.boards.conftest import APRIL, publish_on

pytestmark = pytest.mark.django_db
CANARIES = ("CANARY-OVERVIEW", "CANARY-PAPER", "CANARY-TEXT", "CANARY-ITEM", "CANARY-WORDS", "CANARY-ACTION")


def url(name, *more):
    return reverse(f"meetings:{name}", args=["avon", *more])


@pytest.fixture
def whole(drafted, office):
    """A board's meeting with a paper, its pack out, its draft minutes out with an action: all of it for those who attend."""
    item = AgendaItem.objects.get(meeting=drafted, title="Assurance report")
    add_paper(item=item, actor=office, title="CANARY-PAPER", text="CANARY-TEXT of the report.")
    publish_on(drafted, office, date(2018, 3, 28))
    minutes = MinutesFactory(meeting=drafted, status=MinutesStatus.PUBLISHED, published_at=clock.now())
    line = MinuteItemFactory(minutes=minutes, title="CANARY-ITEM", number="1")
    MinuteEntryFactory(item=line, text="CANARY-WORDS")
    promised = MinuteEntryFactory(item=line, kind="action", text="CANARY-ACTION")
    ActionFactory(
        body=drafted.body, area=drafted.area, entry=promised, text="CANARY-ACTION", access="members", raised_meeting=drafted,
        raised_on=APRIL,
    )  # fmt: skip
    print_minutes(minutes=minutes, edition=MinutesEdition.DRAFT, actor=office)
    return drafted


def addresses(meeting):
    paper = Paper.objects.get(collection=meeting.slug).slug
    here = meeting.slug
    return {
        "page": url("meeting-detail", here),
        "history": url("meeting-history", here),
        "releases": url("release-list", here),
        "paper": url("paper-detail", here, paper),
        "paper file": url("paper-file", here, paper),
        "pack": url("pack-detail", here),
        "pack page": url("pack-page", here, 1),
        "pack file": url("pack-file", here, "members"),
        "archive": url("pack-archive", here),
        "minutes": url("minutes-detail", here),
        "minutes file": url("minutes-file", here),
        "attendance": url("attendance-detail", here),
        "decisions": url("decisions-detail", here),
        "list": url("meeting-list"),
        "calendar": url("calendar-feed"),
        "actions": reverse("actions:action-list", args=["avon"]),
        "body": reverse("panels:body-detail", args=["avon", "board"]),
        "area": reverse("area-home", args=["avon"]),
    }


def answers(client, meeting):
    found = {}
    for name, address in addresses(meeting).items():
        response = client.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        found[name] = (response.status_code, [one for one in CANARIES if one.encode() in body])
    return found


def test_before_approval_the_public_and_the_panels_clerk_get_the_date_and_nothing_else(client, whole, clerk, office):
    open_ones = dict.fromkeys(("page", "history", "releases", "list", "calendar", "actions", "body", "area"), (200, []))
    shut = dict.fromkeys(addresses(whole).keys() - open_ones, (404, []))

    assert answers(client, whole) == {**open_ones, **shut}
    client.force_login(clerk)
    assert answers(client, whole) == {**open_ones, **shut}

    client.force_login(office)  # who attends reads all of it: the canaries are there to leak
    seen = answers(client, whole)
    assert {one for _status, found in seen.values() for one in found} == set(CANARIES)


def test_after_approval_each_document_is_open_and_no_other(client, whole, office):
    rows = ask_release(meeting=whole, documents=[Document(ReleaseKind.AGENDA, whole)], actor=office)
    with clock.stand_on(APRIL):
        approve_releases(meeting=whole, chosen=[(row.number, row.version) for row in rows], actor=office)

    found = answers(client, whole)

    assert found["page"] == (200, ["CANARY-OVERVIEW"])
    assert found["paper"] == found["paper file"] == found["minutes"] == found["pack file"] == (404, [])
    page = client.get(url("meeting-detail", whole.slug)).content.decode()
    assert "Approved for release" in page
    assert "Deputy Chief Constable" in page


def test_released_minutes_tell_only_how_many_actions_are_exempt(client, whole, board, office):
    may = HeldMeetingFactory(body=board, held_on=date(2018, 5, 2), publication="notice")
    rows = ask_release(meeting=may, documents=[Document(ReleaseKind.MINUTES, whole)], actor=office)
    approve_releases(meeting=may, chosen=[(row.number, row.version) for row in rows], actor=office)

    found = answers(client, whole)
    page = client.get(url("minutes-detail", whole.slug)).content.decode()
    log = client.get(reverse("actions:action-list", args=["avon"])).content.decode()

    assert found["minutes"] == (200, ["CANARY-ITEM", "CANARY-WORDS"])
    assert found["page"] == (200, [])
    assert "Actions: 1 is in the exempt actions list" in page
    assert "1 action of a board is in an exempt actions list, and is not shown." in log
    printed = whole.minutes.prints.order_by("-number").first()
    assert "CANARY-WORDS" in printed.public_html
    assert "CANARY-ACTION" not in printed.public_html
    assert "Actions: 1 is in the exempt actions list" in printed.public_html
    assert "the Police and Crime Board confirms it" in printed.public_html

    client.force_login(office)
    own = client.get(url("minutes-detail", whole.slug)).content.decode()
    assert "Exempt actions list" in own
    assert "CANARY-ACTION" in own


def test_office_asks_holds_back_asks_again_and_approves_on_pages(client, april, march, office):
    client.force_login(office)
    ask = url("release-create", april.slug)
    form = client.get(ask).context["form"]
    keys = [key for key, _label in form.fields["documents"].choices]
    sent = {"documents": keys[1:], "token": form["token"].value()}
    assert client.post(ask, sent).url == client.post(ask, sent).url == url("release-list", april.slug)
    assert Release.objects.count() == 2

    row = Release.objects.get(number=2)
    client.post(url("release-hold-back", april.slug, 2), {"reason": "A figure is checked.", "version": row.version})
    assert "A figure is checked." in client.get(url("release-list", april.slug)).content.decode()
    row.refresh_from_db()
    client.post(url("release-ask-again", april.slug, 2), {"version": row.version})

    approve = url("release-approve", april.slug)
    form = client.get(approve).context["form"]
    sent = {"chosen": form.fields["chosen"].initial, "token": form["token"].value()}
    assert client.post(approve, sent).url == client.post(approve, sent).url == url("release-list", april.slug)
    assert set(Release.objects.values_list("status", flat=True)) == {ReleaseStatus.APPROVED}


def test_row_put_on_the_list_in_error_is_taken_off_after_a_question(client, april, march, office):
    row = ReleaseFactory(meeting=april, of_meeting=march)
    client.force_login(office)
    address = url("release-remove", april.slug, row.number)

    assert "Only the line in this list goes" in client.get(address).content.decode()
    assert Release.objects.exists()
    client.post(address, {"version": row.version})
    assert not Release.objects.exists()


def test_pages_of_releases_are_for_those_who_keep_the_board(client, april, march, clerk):
    row = ReleaseFactory(meeting=april, of_meeting=march)
    client.force_login(clerk)
    names = ("release-create", "release-approve")
    acts = ("release-hold-back", "release-ask-again", "release-remove")

    found = [client.get(url(name, april.slug)).status_code for name in names]
    found += [client.get(url(name, april.slug, row.number)).status_code for name in acts]

    assert found == [403] * 5


def test_body_that_does_not_approve_release_has_no_such_page(client, area, board):
    board.approves_release = False
    board.save()
    meeting = HeldMeetingFactory(body=board, held_on=APRIL)

    assert client.get(url("release-list", meeting.slug)).status_code == 404


@pytest.mark.parametrize("count", [1, 3, 300])
def test_list_of_releases_asks_the_same_number_of_queries_however_long(client, april, count, django_assert_num_queries):
    for number in range(count):
        of = HeldMeetingFactory(body=april.body, held_on=date(2010 + number // 28 // 12, 1 + number // 28 % 12, 1 + number % 28))
        ReleaseFactory(meeting=april, of_meeting=of, approved=True)

    with django_assert_num_queries(5):
        assert client.get(url("release-list", april.slug)).status_code == 200
