from datetime import date

from documents.sources import draw
from interface.markdown import render
from meetings.choices import MeetingKind
from tests.factories.meetings import AnnouncedMeetingFactory, MeetingFactory
from tests.factories.panels import AuthorityFactory, HeldOfficeFactory, MembershipFactory

ON = date(2022, 3, 10)


def _drawn(body):
    return draw("membership-and-dates", area=body.area, body=body, on=ON).text


def test_members_are_listed_by_authority_with_their_offices(body):
    council = AuthorityFactory(area=body.area, name="Mendip")
    chair = MembershipFactory(body=body, authority=council, person__name="B Chair")
    HeldOfficeFactory(membership=chair)
    MembershipFactory(body=body, authority=council, person__name="A Member")
    MembershipFactory(body=body, authority=None, co_opted=True, person__name="C Independent")
    MembershipFactory(body=body, person__name="Gone", ended_on=date(2022, 3, 1))

    text = _drawn(body)

    assert "Table: Members by authority, 3 in all" in text
    assert "| Mendip | A Member, B Chair (Chair) |" in text
    assert "| Independent members | C Independent |" in text
    assert "Gone" not in text


def test_dates_leave_out_drafts_and_what_only_members_know(body):
    AnnouncedMeetingFactory(body=body, held_on=date(2022, 3, 17))
    AnnouncedMeetingFactory(body=body, held_on=date(2022, 3, 30), kind=MeetingKind.DEVELOPMENT_DAY)
    AnnouncedMeetingFactory(body=body, held_on=date(2022, 4, 1), kind=MeetingKind.PRIVATE_BRIEFING)
    MeetingFactory(body=body, held_on=date(2022, 6, 23))
    AnnouncedMeetingFactory(body=body, held_on=date(2022, 2, 1))

    rows = [line for line in _drawn(body).splitlines() if "2022" in line]

    assert [row.split(" | ")[0].strip("| ") for row in rows] == ["Thursday 17 March 2022", "Wednesday 30 March 2022"]
    assert "Development day, not open to the public" in rows[1]


def test_an_empty_register_says_so_and_a_bar_in_a_name_breaks_nothing(body):
    assert "Nobody is recorded as a member on this day." in _drawn(body)
    MembershipFactory(body=body, person__name="A | B")

    assert render(_drawn(body)).count("<tr") == 2
