"""Who held the office of Commissioner or Deputy: taken in from a panel's file, listed by office with dates, kept by few."""

from copy import deepcopy
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts.choices import Role
from interface import clock
from panels.models import OfficeHolder
from panels.services import load_panel
from panels.services.office_holders import add_office_holder, change_office_holder, end_office_holder
from tests.factories.panels import OfficeHolderFactory
from tests.panels.arranging import acts_recorded, appointed, page, refused, rows_of, sent_of, statuses, url, words_of
from tests.panels.test_arrangement_loading import DATA

pytestmark = pytest.mark.django_db

ROWS = [
    {"kind": "commissioner", "name": "Ann Ash", "started_on": "2012-11-22", "ended_on": "2021-05-12", "date_note": "Not sure"},
    {"kind": "commissioner", "name": "Bea Birch", "started_on": "2021-05-13"},
    {"number": 7, "kind": "deputy", "name": "Cal Cedar", "started_on": "2021-06-01"},
]


def load(*rows):
    load_panel({**deepcopy(DATA), "office_holders": deepcopy(list(rows))})
    return list(OfficeHolder.objects.order_by("number").values_list("number", "kind", "name", "started_on", "ended_on"))


def test_a_panels_file_tells_who_held_which_office_and_a_second_run_changes_nothing(db):
    first = load(*ROWS)

    assert first == [
        (1, "commissioner", "Ann Ash", date(2012, 11, 22), date(2021, 5, 12)),
        (2, "commissioner", "Bea Birch", date(2021, 5, 13), None),
        (7, "deputy", "Cal Cedar", date(2021, 6, 1), None),
    ]
    assert load(*ROWS) == first
    assert set(OfficeHolder.objects.values_list("version", flat=True)) == {1}
    assert load({**ROWS[1], "ended_on": "2022-03-17"})[1][-1] == date(2022, 3, 17)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({**ROWS[1], "started_on": "2021-05-12"}, "Two at the same time: Ann Ash, Commissioner and Bea Birch, Commissioner"),
        ({**ROWS[1], "kind": "mayor"}, "office_holders 2 (Bea Birch): Value 'mayor' is not a valid choice."),
        ({**ROWS[1], "until": "2022"}, "office_holders 2 (Bea Birch): it holds unknown fields: until"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_kept(db, row, words):
    with pytest.raises(ValidationError) as found:
        load(ROWS[0], row)

    assert found.value.messages == [words]
    assert not OfficeHolder.objects.exists()


QUERIES = 2
HELD = {"kind": "commissioner", "name": " Ann Ash ", "started_on": date(2016, 5, 12), "ended_on": date(2021, 5, 12)}


def enter(panel, **changes):
    return add_office_holder(area=panel.area, actor=None, **{**HELD, **changes})


def test_numbers_go_on_and_an_end_can_be_undone(panel):
    first, second = enter(panel, ended_on=None), enter(panel, kind="deputy", name="Cal")

    ended = end_office_holder(holder=first, version=1, ended_on=date(2021, 5, 12), actor=None)
    change_office_holder(holder=ended, version=2, actor=None, ended_on=None)

    first.refresh_from_db()
    assert (first.name, first.number, second.number, first.ended_on) == ("Ann Ash", 1, 2, None)
    assert acts_recorded() == [
        "panels.office_holder_added", "panels.office_holder_added", "panels.office_holder_ended",
        "panels.office_holder_changed",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "problems"),
    [
        ({"started_on": date(2021, 5, 12), "ended_on": None}, {"started_on": [
            "Ann Ash held this office from Thursday 12 May 2016 to Wednesday 12 May 2021. Change those dates first, or these"]}),
        ({"ended_on": date(2016, 5, 11)}, {"ended_on": ["The last day must not be before the first"]}),
    ],
)  # fmt: skip
def test_an_office_has_one_holder_a_day(panel, changes, problems):
    enter(panel)

    assert refused(enter, panel=panel, **changes) == problems
    assert enter(panel, started_on=date(2021, 5, 13), ended_on=None).number == 2
    assert enter(panel, kind="deputy").number == 3


def test_the_list_shows_each_office_with_dates_to_everybody(client, panel):
    enter(panel, date_note="First day not sure")
    enter(panel, name="Bea Birch", started_on=date(2021, 5, 13), ended_on=None)
    OfficeHolderFactory(name="CANARY-ELSEWHERE")

    shown = page(client, "office-holder-list")
    commissioners, deputies = shown.context["tables"]

    assert rows_of(commissioners) == [
        ["Bea Birch", "13 May 2021", "still in office"], ["Ann Ash / First day not sure", "12 May 2016", "12 May 2021"],
    ]  # fmt: skip
    assert deputies.count == 0
    assert "Nobody is entered for this office." in words_of(shown)
    assert "CANARY" not in words_of(shown)


@pytest.mark.parametrize("role", [Role.CLERK, Role.LEAD_OFFICER, Role.OFFICE_DECISIONS])
def test_they_are_entered_changed_and_ended(client, panel, role):
    client.force_login(appointed(panel, role))
    sent = sent_of(client.get(url("office-holder-create")), **{**HELD, "ended_on": None})
    for _ in range(2):
        assert client.post(url("office-holder-create"), sent)["Location"] == url("office-holder-list")
    client.post(url("office-holder-update", 1), sent_of(client.get(url("office-holder-update", 1)), name="Anna Ash"))
    with clock.stand_on(date(2022, 3, 17)):
        client.post(url("office-holder-end", 1), sent_of(client.get(url("office-holder-end", 1))))

    row = OfficeHolder.objects.get()
    assert (row.name, row.kind, row.ended_on, row.version) == ("Anna Ash", "commissioner", date(2022, 3, 17), 3)


@pytest.mark.parametrize("role", [Role.PANEL_MEMBER, Role.CHAIR, Role.AUDITOR, Role.OFFICE_COMPLAINTS])
def test_others_read_only(client, panel, role):
    enter(panel)
    addresses = [url("office-holder-create"), url("office-holder-update", 1), url("office-holder-end", 1)]
    assert statuses(client, addresses) == {302}
    client.force_login(appointed(panel, role))

    assert statuses(client, addresses) == {403}
    assert "Enter an office holder" not in words_of(page(client, "office-holder-list"))


def test_the_form_says_what_is_missing(client, panel):
    client.force_login(appointed(panel))
    silent = client.post(url("office-holder-create"), sent_of(client.get(url("office-holder-create")), kind=None))

    assert silent.context["form"].errors == {
        "name": ["Enter the name of who holds or held the office"], "started_on": ["Enter the first day in office"],
        "kind": ["Choose the office"],
    }  # fmt: skip


def test_the_list_asks_as_often_for_three_hundred_as_for_one(client, panel, django_assert_num_queries):
    for wanted in (1, 3, 300):
        start = OfficeHolder.objects.count()
        OfficeHolder.objects.bulk_create(
            OfficeHolder(area=panel.area, number=n + 1, name=f"H {n}", started_on=date(2012, 11, 22))
            for n in range(start, wanted)
        )
        with django_assert_num_queries(QUERIES):
            assert page(client, "office-holder-list").context["tables"][0].count == wanted
