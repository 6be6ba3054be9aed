"""Contacts, reviews and workforce: this year beside last year, totals of the same days, outcomes, targets, stated figures."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from performance.choices import Basis, Direction, StatedKind
from performance.models import StatedFigure
from performance.services.measure_rows import add_target
from performance.services.measures import release_many
from tests.factories.performance import MeasureFactory, ObjectiveFactory, StatedFigureFactory
from tests.performance.scrutiny.test_pages import address, day, sent, words


def month(year, number, last, value, partial=False):
    return date(year, number, 1), date(year, number, last), value, partial


CONTACTS = [
    month(2021, 1, 31, 149), month(2021, 2, 28, 130), month(2021, 3, 6, 35, True),
    month(2022, 1, 31, 182), month(2022, 2, 28, 186), month(2022, 3, 6, 32, True),
]  # fmt: skip
FROM, UNTIL = date(2022, 1, 1), date(2022, 3, 6)
SINCE = (date(2020, 2, 1), date(2022, 3, 7))


def page(client):
    return words(client.get(address("casework-detail", "contacts")))


def test_this_year_stands_beside_last_year_and_what_was_not_over_is_not_compared(client, counted):
    counted("Contacts recorded", CONTACTS)

    text = page(client)

    assert "Month 2022 2021 Change January 182 149 +33 February 186 130 +56" in text
    assert "March (up to 6 March) 32 35 not compared" in text
    assert "1 January to 6 March 2022 400 314 +86 (+27%)" in text
    assert "7 Mar 2021" not in text


def test_totals_are_compared_only_for_the_same_days_of_both_years(client, counted):
    counted("Contacts recorded", [*CONTACTS[:2], month(2021, 3, 7, 35, True), *CONTACTS[3:]])

    assert "1 January to 6 March 2022 400 not known not known" in page(client)


def test_a_month_that_is_missing_leaves_no_total(client, counted):
    counted("Contacts recorded", [CONTACTS[3], CONTACTS[5]])

    text = page(client)

    assert "January 182 not known not known" in text
    assert "1 January to 6 March 2022" not in text


def test_a_whole_february_is_set_beside_one_of_28_days(client, counted):
    counted("Contacts recorded", [month(2023, 2, 28, 10), month(2024, 2, 29, 12)], released_until=date(2024, 3, 1))

    assert "February 12 10 +2" in page(client)


def test_outcomes_that_make_a_whole_have_their_shares(client, counted):
    for place, (title, value) in enumerate((("Handled", 420), ("Upheld", 84), ("Not upheld", 286), ("Void", 50))):
        counted(title, [(*SINCE, value, True)], counted="reviews", position=place)
    counted("Monitored", [(date(2019, 9, 1), date(2022, 3, 7), 365, True)])

    text = page(client)

    assert "Upheld 84 20% Not upheld 286 68% Void 50 12% Handled 420 100%" in text
    assert "Monitored 365 since September 2019, up to 7 Mar 2022" in text


def test_counts_that_do_not_make_the_whole_are_no_outcomes_of_it(client, counted):
    for title, value in (("Handled", 420), ("Upheld", 84), ("Not upheld", 286)):
        counted(title, [(*SINCE, value, True)])

    assert client.get(address("casework-detail", "contacts")).context["outcomes"] is None


def test_officers_stand_beside_each_target_and_leavers_by_month(client, counted):
    officers = counted(
        "Officers", [month(2022, 1, 31, 3069), month(2022, 2, 28, 3078)], basis=Basis.LEVEL, direction=Direction.UP
    )
    for by, value in ((date(2021, 3, 31), 2900), (date(2022, 3, 31), 3108), (date(2023, 3, 31), 3291)):
        add_target(measure=officers, actor=None, by_on=by, value=Decimal(value))
    counted("Leavers", [month(2021, 1, 31, 15), month(2021, 12, 31, 25), month(2022, 1, 31, 31)], is_illustrative=True)

    text = page(client)

    assert "by 31 Mar 2022 3,108 3,078 Feb 2022 30 below" in text
    assert "by 31 Mar 2023 3,291 3,078 Feb 2022 213 below" in text
    assert "2,900 3,078" not in text
    assert "Leavers 31 Jan 2022; 15 a year before. Illustrative." in text
    assert "December 2021 25 not known not known January 2022 31 15 +16" in text


def test_nobody_reads_figures_before_their_day(client, counted, office, contacts):
    measure = counted("Contacts recorded", CONTACTS, released_until=date(2022, 1, 31))
    assert "186" not in page(client)

    release_many(measures=[measure], until=date(2022, 2, 28), actor=None)

    assert "186" in page(client)
    client.force_login(office)
    assert "400" in page(client)


def test_a_draft_measure_and_a_draft_objective_are_the_offices_own(client, contacts, counted):
    counted("CANARY", CONTACTS, published_at=None)
    hidden = ObjectiveFactory(area=contacts.area, slug="hidden", kind=contacts.kind, published_at=None, title="CANARY")

    assert "CANARY" not in page(client)
    assert "CANARY" not in words(client.get(address("casework")))
    assert client.get(address("casework-detail", hidden.slug)).status_code == 404


def test_the_measures_of_the_plan_are_not_casework(client, area):
    other = ObjectiveFactory(area=area, slug="burglary")

    assert client.get(address("casework-detail", other.slug)).status_code == 404


def test_the_pages_cost_the_same_for_one_and_for_many(client, contacts, counted):
    counts = []
    for many in (1, 6):
        for number in range(many):
            measure = counted(f"Measure {many} {number}", CONTACTS)
            StatedFigureFactory(objective=contacts, measures=[measure])
        for url in (address("casework"), address("casework-detail", "contacts")):
            client.get(url)
            with CaptureQueriesContext(connection) as found:
                client.get(url)
            counts.append(len(found))

    assert counts[:2] == counts[2:]
    assert max(counts) <= 14


def test_the_file_has_each_period_and_what_stands_alone(client, counted):
    counted("Contacts recorded", CONTACTS, is_illustrative=True)
    counted("Monitored", [(date(2019, 9, 1), date(2022, 3, 7), 365, True)])

    rows = list(csv.DictReader(io.StringIO(client.get(address("casework-export", "contacts", "csv")).content.decode())))

    told = [
        (one["From"], one["Figure"], one["A year before"], one["Change"], one["Partial"], one["Illustrative"]) for one in rows
    ]
    assert told == [
        ("2019-09-01", "365.0", "", "", "Yes", "No"),
        ("2022-01-01", "182.0", "149.0", "33.0", "No", "Yes"),
        ("2022-02-01", "186.0", "130.0", "56.0", "No", "Yes"),
        ("2022-03-01", "32.0", "35.0", "", "Yes", "Yes"),
    ]


# Stated ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def stated(contacts, counted):
    """400 contacts and a rise of 27%, as the report states, and one that says otherwise."""
    measure = counted("Contacts recorded", CONTACTS)
    for title, kind, value in (
        ("Contacts", StatedKind.SUM, 400),
        ("Rise", StatedKind.CHANGE, 27),
        ("Wrong", StatedKind.SUM, 399),
    ):
        StatedFigureFactory(
            objective=contacts, title=title, kind=kind, value=value, measures=[measure], started_on=FROM, ended_on=UNTIL
        )
    return measure


def test_what_is_stated_is_checked_against_the_figures(client, stated):
    text = page(client)

    assert "Rise 1 January to 6 March 2022. not known +27% +27.4% Agrees" in text
    assert "399 400 Does not agree" in text
    assert "1 stated figure does not agree with the figures" in words(client.get(address("casework")))


def test_what_is_stated_of_days_that_are_not_released_is_the_offices_own(client, office, contacts, counted):
    measure = counted("Contacts recorded", CONTACTS, released_until=date(2022, 2, 28))
    StatedFigureFactory(
        objective=contacts, title="CANARY", value=400, measures=[measure], started_on=FROM, ended_on=UNTIL
    )  # fmt: skip

    assert "CANARY" not in page(client)
    client.force_login(office)
    assert "CANARY" in page(client)


def test_the_office_enters_changes_takes_out_and_puts_back(client, office, clerk, stated, contacts):
    client.force_login(clerk)
    assert client.get(address("stated-create", "contacts")).status_code == 403
    client.force_login(office)
    facts = {
        "title": "Together", "kind": "sum", "measures": [stated.slug], "value": "400", "places": "0",
        **day("started_on", FROM), **day("ended_on", UNTIL),
    }  # fmt: skip
    sent(client, address("stated-create", "contacts"), **facts)
    number = StatedFigure.objects.get(title="Together").number

    sent(client, address("stated-update", "contacts", number), **{**facts, "value": "401"})
    assert "401 400 Does not agree" in page(client)
    sent(client, address("stated-remove", "contacts", number))
    assert "401" not in page(client)
    sent(client, address("stated-restore", "contacts", number))

    assert "401 400 Does not agree" in page(client)


def test_a_form_offers_only_what_adds_up_in_the_objective(client, office, contacts, stated):
    MeasureFactory(objective=contacts, basis=Basis.LEVEL, title="Days")
    MeasureFactory(objective=ObjectiveFactory(area=contacts.area), title="Burglary")
    client.force_login(office)

    form = client.get(address("stated-create", "contacts")).context["form"]

    assert [one.title for one in form.fields["measures"].queryset] == ["Contacts recorded"]
