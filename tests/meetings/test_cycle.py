"""The business of every year: kept, known to whom, and taken into a work programme once."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import AuditEntry
from interface import clock
from meetings.choices import MeetingKind
from meetings.models import CycleEntry, ProgrammeEntry
from meetings.rules.cycle import first_day, in_month, year_order
from meetings.services import programme as programmes
from meetings.services.programme import cycle as services
from panels.models import Rule
from tests.factories.meetings import AnnouncedMeetingFactory
from tests.factories.panels import BodyFactory
from tests.factories.programme import ProgrammeEntryFactory

TODAY = date(2021, 7, 1)
ACT = "Police Reform and Social Responsibility Act 2011, s.28(3)"
FIRST, LAST = date(2021, 6, 24), date(2022, 6, 23)


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.stand_on(TODAY):
        yield


@pytest.fixture
def meetings(body):
    """The annual meeting, December, February and a private briefing in February."""
    days = (date(2021, 6, 24), date(2021, 12, 9), date(2022, 2, 1))
    public = [AnnouncedMeetingFactory(body=body, held_on=day, venue=None) for day in days]
    briefing = AnnouncedMeetingFactory(body=body, kind=MeetingKind.PRIVATE_BRIEFING, held_on=date(2022, 2, 1), venue=None)
    return [*public, briefing]


def _business(body, title="The precept", month=2, **facts):
    usual = {"provision": "", "notes": "", "minutes": None, "is_private": False, "actor": None}
    return services.add_business(body=body, title=title, month=month, **usual | facts)


def _url(name, *more):
    return reverse(f"programme:{name}", args=["avon", *more])


def _page(client, name="cycle-list", *more):
    return client.get(_url(name, *more)).content.decode()


def _send(client, url, **sent):
    form = client.get(url).context["form"]
    hidden = {"version": form["version"].value()} if "version" in form.fields else {"token": form["token"].value()}
    return client.post(url, {**hidden, **sent})


# Where it belongs


def test_year_begins_with_the_month_of_the_annual_meeting():
    assert year_order(6) == [6, 7, 8, 9, 10, 11, 12, 1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("month", "day"),
    [(6, date(2021, 6, 24)), (12, date(2021, 12, 1)), (2, date(2022, 2, 1)), (5, date(2022, 5, 1))],
    ids=["the month it begins in", "december", "the next year", "the last whole month"],
)
def test_first_day_of_a_month_lies_in_the_year(month, day):
    assert first_day(month, FIRST, LAST) == day


def test_a_year_that_does_not_reach_a_month_has_no_day_for_it():
    assert first_day(8, date(2021, 9, 1), date(2022, 7, 31)) is None


def test_meeting_of_a_month_suits_what_is_public_and_what_is_not(body, meetings):
    _annual, december, february, briefing = meetings
    at = {"first": FIRST, "last": LAST}
    assert in_month(meetings, 2, is_private=False, **at) == february
    assert in_month(meetings, 2, is_private=True, **at) == briefing
    assert in_month(meetings, 12, is_private=True, **at) == december
    assert in_month(meetings, 3, is_private=False, **at) is None


# Kept


def test_business_is_added_changed_ended_and_taken_up_again(body, clerk):
    entry = _business(body, actor=clerk)
    changed = services.change_business(
        entry=entry, version=1, actor=clerk, title="The precept", month=3, provision=ACT, notes="", minutes=30, is_private=False
    )
    ended = services.end_business(entry=entry, version=changed.version, ended_on=TODAY, actor=clerk)
    assert services.cycle_of(body, clerk) == []
    assert services.cycle_of(body, clerk, ended=True) == [entry]
    with pytest.raises(ValidationError, match="ended already"):
        services.end_business(entry=entry, version=ended.version, ended_on=TODAY, actor=clerk)
    back = services.resume_business(entry=entry, version=ended.version, actor=clerk)
    assert (back.month, back.minutes, back.ended_on) == (3, 30, None)
    acts = list(AuditEntry.objects.order_by("sequence").values_list("action", flat=True))
    assert acts == [f"meetings.cycle_entry_{act}" for act in ("added", "changed", "ended", "resumed")]


def test_same_title_is_refused_while_it_is_done_and_a_stale_change_too(body):
    entry = _business(body)
    with pytest.raises(ValidationError) as error:
        _business(body, title="the  PRECEPT")
    assert error.value.message_dict == {
        "title": ["There is business of this title already. Change that, or choose another title"]
    }
    with pytest.raises(ValidationError) as stale:
        services.end_business(entry=entry, version=9, ended_on=TODAY, actor=None)
    assert stale.value.code == "stale"
    services.end_business(entry=entry, version=1, ended_on=TODAY, actor=None)
    assert _business(body).number == 2


def test_numbers_are_one_series_for_all_bodies_of_an_area(body):
    board = BodyFactory(area=body.area, slug="board", kind="board")
    assert [_business(body).number, _business(board).number, _business(body, "Plan").number] == [1, 2, 3]


# Taken into a programme


def test_business_is_offered_at_the_meeting_of_its_month_in_the_order_of_the_year(body, clerk, programme, meetings):
    _business(body, "The precept", 2)
    _business(body, "Annual meeting", 6)
    _business(body, "Appraisal", 2, is_private=True)
    _business(body, "Plan", 5)
    offers = services.offers_for(programme, clerk)
    assert [(one.entry.title, one.meeting, one.day) for one in offers] == [
        ("Annual meeting", meetings[0], date(2021, 6, 24)),
        ("The precept", meetings[2], date(2022, 2, 1)),
        ("Appraisal", meetings[3], date(2022, 2, 1)),
        ("Plan", None, date(2022, 5, 1)),
    ]


def test_taken_business_names_its_provision_with_its_mark(body, clerk, programme, meetings):
    Rule.objects.create(
        key="special-functions", jurisdiction="england", title="t", unit="none", provision="Schedule 6 paragraph 27",
        source="s", is_verified=False, in_force_from=date(2012, 11, 22),
    )  # fmt: skip
    plain = _business(body, "The precept", provision="Schedule 6 paragraph 27", notes="With the budget", minutes=40)
    unknown = _business(body, "Plan", provision="Own rule 3")
    picks = [services.Pick(plain, meetings[2]), services.Pick(unknown, None, date(2022, 5, 4))]
    made = services.take_business(programme=programme, picks=picks, actor=clerk)
    assert [(one.title, one.meeting, one.planned_for, one.minutes_planned, one.notes) for one in made] == [
        ("The precept", meetings[2], None, 40, "With the budget\nSchedule 6 paragraph 27 (not yet verified)"),
        ("Plan", None, date(2022, 5, 4), None, "Own rule 3 (not in the rule book)"),
    ]


def test_the_same_title_is_never_taken_twice_and_nothing_is_taken_then(body, clerk, programme, meetings):
    ProgrammeEntryFactory(programme=programme, title="the precept")
    picks = [services.Pick(_business(body, "Plan")), services.Pick(_business(body, "The precept"))]
    with pytest.raises(ValidationError) as error:
        services.take_business(programme=programme, picks=picks, actor=clerk)
    assert error.value.messages == ["“The precept” is in the work programme already"]
    assert ProgrammeEntry.objects.count() == 1
    twice = [picks[0], picks[0]]
    with pytest.raises(ValidationError, match="“Plan” is in the work programme already"):
        services.take_business(programme=programme, picks=twice, actor=clerk)


def test_removed_entries_undo_what_was_taken_so_that_it_can_be_taken_again(body, clerk, programme):
    pick = services.Pick(_business(body))
    (made,) = services.take_business(programme=programme, picks=[pick], actor=clerk)
    programmes.remove_entry(entry=made, version=made.version, actor=clerk)
    (again,) = services.take_business(programme=programme, picks=[pick], actor=clerk)
    assert (again.number, again.title) == (2, "The precept")


def test_business_or_meeting_of_another_body_and_a_day_outside_the_year_are_refused(body, clerk, programme):
    board = BodyFactory(area=body.area, slug="board", kind="board")
    there = AnnouncedMeetingFactory(body=board, held_on=date(2022, 2, 1), venue=None)
    picks = [
        services.Pick(_business(body), there),
        services.Pick(_business(board, "Budget")),
        services.Pick(_business(body, "Plan"), None, date(2022, 7, 1)),
    ]
    with pytest.raises(ValidationError) as error:
        services.take_business(programme=programme, picks=picks, actor=clerk)
    assert error.value.messages == [
        "The precept: Choose a meeting of the body whose programme it is",
        "“Budget” is the business of another body",
        "“Plan”: choose a day in the year of the work programme",
    ]


# Pages


def test_public_reads_the_year_from_june_with_provisions_and_without_what_is_private(client, member, body, programme):
    Rule.objects.create(
        key="plan-review", jurisdiction="england", title="t", unit="none", provision=ACT, source="s", is_verified=True,
        in_force_from=date(2012, 11, 22),
    )  # fmt: skip
    _business(body, "Plan", 1, provision=ACT)
    _business(body, "Annual meeting", 6)
    _business(body, "CANARY-PRIVATE", 7, is_private=True)
    page = _page(client)
    assert page.index("June") < page.index("January")
    assert ACT in page
    assert "The panel’s custom" in page
    assert "CANARY" not in page
    assert "Fill the work programme" not in page
    client.force_login(member)
    assert "CANARY-PRIVATE" in _page(client)
    assert client.get(_url("cycle-create")).status_code == 403
    assert client.get(_url("cycle-update", 1)).status_code == 403


def test_private_business_is_not_there_for_the_public(client, body):
    _business(body, "CANARY-PRIVATE", is_private=True)
    stranger = client.get(_url("cycle-update", 1))
    assert stranger.status_code == 302
    assert "CANARY" not in _page(client)


def test_clerk_adds_ends_and_takes_up_again(client, clerk, body):
    client.force_login(clerk)
    empty = _page(client)
    assert "Add what the panel does every year" in empty
    answer = _send(client, _url("cycle-create"), title="Precept", month="2", body="panel", minutes="30")
    assert answer["Location"] == _url("cycle-list") + "#business-1"
    assert _send(client, _url("cycle-update", 1), title="Precept", month="13").context["form"].errors["month"] == [
        "Choose the month from the list"
    ]
    _send(client, _url("cycle-end", 1), **{"ended_on-day": "1", "ended_on-month": "7", "ended_on-year": "2021"})
    assert CycleEntry.objects.get().ended_on == TODAY
    assert "Take it up again" in _page(client)
    client.post(_url("cycle-end", 1), {"act": "resume", "version": CycleEntry.objects.get().version})
    assert CycleEntry.objects.get().ended_on is None


def test_clerk_fills_a_programme_and_a_form_sent_twice_takes_once(client, clerk, body, programme, meetings):
    _business(body, "Precept", 2)
    _business(body, "Plan", 5)
    _business(body, "Annual meeting", 6)
    client.force_login(clerk)
    url = _url("cycle-take", "2021-22")
    shown = client.get(url)
    token = str(shown.context["form"]["token"].value())
    assert "It comes in May 2022." in shown.content.decode()
    sent = {
        "token": token, "take_1": "on", "place_1": meetings[2].slug, "take_2": "on", "place_2": "day",
        "place_3": meetings[0].slug, "day_2-day": "4", "day_2-month": "5", "day_2-year": "2022",
    }  # fmt: skip
    for _again in range(2):
        assert client.post(url, sent)["Location"] == programme.get_absolute_url()
    taken = ProgrammeEntry.objects.order_by("number")
    assert [(one.title, one.meeting, one.planned_for) for one in taken] == [
        ("Precept", meetings[2], None), ("Plan", None, date(2022, 5, 4)),
    ]  # fmt: skip
    after = client.get(url).content.decode()
    assert "In this work programme already" in after
    assert "Take “Annual meeting”" in after
    assert "Take “Precept”" not in after


def test_nothing_chosen_or_a_day_left_out_says_what_to_do(client, clerk, body, programme):
    _business(body, "Plan", 5)
    client.force_login(clerk)
    url = _url("cycle-take", "2021-22")
    assert _send(client, url, place_1="").context["form"].non_field_errors() == ["Choose at least one piece of business"]
    assert _send(client, url, take_1="on", place_1="day").context["form"].errors["day_1"] == [
        "Enter the day, or choose another place"
    ]


@pytest.mark.parametrize("count", [1, 3, 300])
def test_list_takes_as_many_queries_however_long_it_is(client, body, count, django_assert_num_queries):
    CycleEntry.objects.bulk_create(
        CycleEntry(body=body, number=number, month=number % 12 + 1, title=f"Business {number}", provision=ACT)
        for number in range(1, count + 1)
    )
    client.get(_url("cycle-list"))
    with django_assert_num_queries(5):
        client.get(_url("cycle-list"))


def test_a_month_without_planned_minutes_has_no_column_of_them(client, body):
    _business(body, "Annual general meeting", month=6)
    assert "Minutes</th>" not in _page(client)
    _business(body, "Precept", month=2, minutes=120)
    assert _page(client).count("Minutes</th>") == 1
