"""A board's agenda: lettered sub-items, no statutory notice, attendees by office on the page and in the pack."""

from datetime import date

import pytest
from django.urls import reverse

from documents.models import Pack
from documents.services.files import read_bytes
from interface import clock
from meetings import rules
from meetings.choices import Publication
from meetings.due.dates import notice_for
from meetings.models import AgendaItem, AgendaVersion
from meetings.rules.agenda import Line, letter
from meetings.services.publishing import readiness
from meetings.services.reading import public_deadlines
from panels.models import Obligation
from tests.documents.test_pieces import text_of
from tests.factories.meetings import AgendaItemFactory, MeetingFactory
from tests.factories.panels import BodyFactory
from tests.factories.register import BoardFactory
from tests.meetings.boards.conftest import APRIL, publish_on

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("place", "said"), [(1, "a"), (26, "z"), (27, "aa"), (52, "az"), (53, "ba"), (703, "aaa")])
def test_letter_goes_on_after_z(place, said):
    assert letter(place) == said


def test_numbers_with_letters_leave_headings_and_withdrawn_items_out():
    lines = [
        Line(1),
        Line(2),
        Line(3, parent=2),
        Line(4, parent=2, state="withdrawn"),
        Line(5, parent=2),
        Line(6, kind="heading"),
    ]
    assert rules.numbers(lines, is_out=False, letters=True) == {1: "1", 2: "2", 3: "2a", 4: "", 5: "2b", 6: ""}


def test_numbers_stay_as_printed_once_the_agenda_is_out():
    lines = [Line(1, number="1"), Line(2, parent=1, number="1.1")]
    assert rules.numbers(lines, is_out=True, letters=True) == {1: "1", 2: "1.1"}


def test_sub_items_of_a_board_take_letters_and_those_of_a_panel_do_not(drafted, area):
    panel = MeetingFactory(body=BodyFactory(area=area))
    parent = AgendaItemFactory(meeting=panel)
    AgendaItemFactory(meeting=panel, parent=parent)

    board_numbers = list(AgendaItem.objects.filter(meeting=drafted).order_by("position").values_list("number", flat=True))
    panel_numbers = list(AgendaItem.objects.filter(meeting=panel).order_by("position").values_list("number", flat=True))

    assert board_numbers == ["1", "2", "2a", "2b"]
    assert panel_numbers == ["1", "1.1"]


def test_meeting_of_a_board_that_approves_release_tells_its_date_alone(drafted):
    assert drafted.publication == Publication.NOTICE


def test_public_board_has_no_notice_no_question_time_and_nothing_due(area):
    public = MeetingFactory(body=BoardFactory(area=area, approves_release=False), held_on=date(2022, 4, 4))

    assert public.publication == Publication.PUBLIC
    assert notice_for(public) is None
    assert public_deadlines(public, date(2022, 3, 1)) == []
    assert not Obligation.objects.filter(subject_kind="meeting", subject_key=str(public.pk)).exists()


def test_readiness_asks_for_attendees_instead_of_members(drafted, board):
    with clock.stand_on(date(2018, 3, 28)):
        ready = {check.key: check for check in rules.publication_checks(readiness(drafted))}
        board.standing_attendees.update(ended_on=date(2018, 4, 3))
        empty = {check.key: check for check in rules.publication_checks(readiness(drafted))}

    assert ready["members"].found == "4 attend"
    assert not ready["members"].problems
    assert [one.words for one in empty["members"].problems] == [
        "No office attends the body on the date of the meeting. Add its standing attendees"
    ]
    assert ready["notice"].found == (
        "A body that the Commissioner calls, which Part VA of the Local Government Act 1972 does not bind: "
        "no notice is laid down; not yet verified"
    )


def test_pack_of_a_board_names_purpose_offices_and_lettered_items(drafted, office):
    publish_on(drafted, office, date(2018, 3, 28))
    pack = Pack.objects.get(collection=drafted.slug)

    words = " ".join(text_of(read_bytes(pack.file))[0])

    assert pack.edition == "members"
    for said in ("The forum for formal decisions.", "Attendees", "Deputy Chief Constable", "1pm to 5pm", "2a", "2b"):
        assert said in words, said
    assert "Notice is given" not in words
    assert "Members of the panel" not in words
    frozen = AgendaVersion.objects.get(meeting=drafted)
    titles = [item["title"] for item in frozen.snapshot["items"]]
    assert titles == [
        "Apologies",
        "Performance",
        "Assurance report",
        "CANARY-OVERVIEW",
    ]
    assert (frozen.clear_days_required, frozen.late_reason) == (0, "")


def test_office_reads_the_agenda_with_purpose_and_offices_and_the_public_the_date(client, drafted, office, clerk):
    publish_on(drafted, office, date(2018, 3, 28))
    address = reverse("meetings:meeting-detail", args=["avon", drafted.slug])

    client.force_login(office)
    own = client.get(address).content.decode()
    client.force_login(clerk)
    others = client.get(address).content.decode()
    client.logout()
    public = client.get(address).content.decode()

    assert "CANARY-OVERVIEW" in own
    assert "The forum for formal decisions." in own
    assert "Deputy Chief Constable" in own
    for page in (others, public):
        assert "4 April 2018" in page
        assert "CANARY-OVERVIEW" not in page
        assert "Only the date is public so far" in page
        assert "Deputy Chief Constable" not in page


def test_private_item_of_a_board_takes_its_letter_too(drafted):
    performance = AgendaItem.objects.get(meeting=drafted, title="Performance")
    AgendaItemFactory(
        meeting=drafted, title="CANARY", parent=performance, access="exempt", neutral_title="A contract",
        exempt_paragraph=3, public_interest_reason="Tenders are open.",
    )  # fmt: skip

    face = rules.seen_item(AgendaItem.objects.for_page().get(meeting=drafted, title="CANARY"), False)

    assert (face.number, face.title, face.paragraph) == ("2c", "A contract", 3)
    assert drafted.held_on == APRIL
