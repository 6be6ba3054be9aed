"""The rule book on its pages: what holds on a day and where, what is announced, and the calculator."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse

from interface import clock
from panels import services
from panels.models import LocalRule, Rule
from tests.factories.panels import AppointmentFactory, BodyFactory, LocalRuleFactory, PoliceAreaFactory, RuleFactory

RULEBOOK = Path(__file__).parents[2] / "fixtures" / "rulebook.json"
UNVERIFIED = '<strong class="govuk-tag govuk-tag--grey">Not yet verified</strong>'

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with clock.stand_on(date(2022, 3, 10)):
        yield


@pytest.fixture
def panel():
    return BodyFactory(area=PoliceAreaFactory(slug="avonshire", name="Avonshire"), slug="panel", name="Avonshire Panel")


def page(client, name, query=""):
    return client.get(reverse(f"panels:{name}", args=["avonshire"]) + query)


def rows_of(response, name="law"):
    quiet = re.compile(r'<span class="app-quiet">(.*)</span>')
    return [[quiet.sub(r"\1", str(cell["value"])) for cell in row] for row in response.context[name].rows]


def words_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


# The list -----------------------------------------------------------------------------------------------------------


def test_rule_list_shows_provision_source_and_what_is_not_verified(client, panel):
    RuleFactory()
    RuleFactory(key="background-papers-years", title="Background papers", number=4, unit="years", is_verified=False,
                provision="s.100D", source="general knowledge")  # fmt: skip
    RuleFactory(jurisdiction="wales", number=3)
    LocalRuleFactory(body=panel)
    LocalRuleFactory()

    response = page(client, "rule-list")

    assert rows_of(response) == [
        ["Background papers<br>England", "4 years", "s.100D<br>general knowledge", "22 Nov 2012", UNVERIFIED],
        ["Notice of a meeting, its agenda and reports<br>England", "5 clear days",
         "Local Government Act 1972, s.100A(6) and s.100B(3)-(4)<br>"
         "legislation.gov.uk/<wbr>uksi/<wbr>2002/<wbr>715/<wbr>note", "22 Nov 2012", "Read in the source"],
    ]  # fmt: skip
    assert rows_of(response, "own") == [["Public questions", "3 clear days, 5pm", "Public information sheet", "24 Jun 2021"]]
    assert "2 rules of law hold on Thursday 10 March 2022" in words_of(response)


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        pytest.param("", [5], id="here and today"),
        pytest.param("?on=2023-06-01", [4], id="another day"),
        pytest.param("?on-day=1&on-month=6&on-year=2023", [4], id="as the form sends it"),
        pytest.param("?on=2011-01-01", [], id="before there was any"),
        pytest.param("?where=wales", [3], id="another nation"),
        pytest.param("?where=pfcc", [7], id="areas of another kind"),
        pytest.param("?where=all", [5, 7, 3], id="everywhere"),
        pytest.param("?where=all&on=2023-06-01", [4, 7, 3], id="everywhere on another day"),
        pytest.param("?where=mars&on=tomorrow", [5], id="what cannot be is not followed"),
    ],
)
def test_rule_list_is_narrowed_by_day_and_place(client, panel, query, numbers):
    RuleFactory(in_force_until=date(2023, 5, 31))
    RuleFactory(in_force_from=date(2023, 6, 1), number=4)
    RuleFactory(jurisdiction="wales", number=3)
    RuleFactory(jurisdiction="pfcc", number=7)

    rows = rows_of(page(client, "rule-list", query))

    assert [row[1] for row in rows] == [f"{number} clear days" for number in numbers]


def test_an_areas_own_kind_goes_before_its_nation_and_the_rest_stays(client, panel):
    panel.area.policing_body = "pfcc"
    panel.area.save()
    RuleFactory()
    RuleFactory(jurisdiction="pfcc", number=7)
    RuleFactory(key="other", title="Other", number=1)

    assert [row[1] for row in rows_of(page(client, "rule-list"))] == ["7 clear days", "1 clear day"]


def test_what_is_announced_stands_apart_and_is_not_verified(client, panel):
    services.load_rulebook(json.loads(RULEBOOK.read_text()))

    response = page(client, "rule-list")

    announced = rows_of(response, "announced")
    assert [(row[0], row[1], row[3], row[4]) for row in announced] == [
        (
            "Commissioners’ functions pass to mayors, or to Policing and Crime Boards<br>England",
            "no number",
            "1 May 2028",
            UNVERIFIED,
        )
    ]
    assert announced[0][0] not in [row[0] for row in rows_of(response)]


def test_each_filter_can_be_taken_away(client, panel):
    response = page(client, "rule-list", "?where=wales&on=2022-06-01")

    here = reverse("panels:rule-list", args=["avonshire"])
    assert response.context["filters"] == [
        {"text": "On 1 Jun 2022", "url": f"{here}?where=wales"},
        {"text": "Wales", "url": f"{here}?on=2022-06-01"},
    ]


def test_own_rules_show_what_is_planned_and_what_is_over(client, panel):
    LocalRuleFactory(body=panel, number=2, in_force_until=date(2022, 1, 31))
    LocalRuleFactory(body=panel, number=3, in_force_from=date(2022, 2, 1), in_force_until=date(2022, 5, 31))
    LocalRuleFactory(body=panel, number=4, in_force_from=date(2022, 6, 1))

    response = page(client, "rule-list")

    assert [(row[1], row[3]) for row in rows_of(response, "own")] == [
        ("3 clear days, 5pm", "1 Feb 2022 to 31 May 2022"), ("4 clear days, 5pm", "1 Jun 2022"),
    ]  # fmt: skip
    assert [(row[1], row[3]) for row in rows_of(response, "over")] == [("2 clear days, 5pm", "24 Jun 2021 to 31 Jan 2022")]


def test_only_the_clerk_is_offered_to_change_a_rule(client, panel):
    LocalRuleFactory(body=panel)
    address = reverse("panels:local-rule-update", args=["avonshire", "question-clear-days"])

    public = page(client, "rule-list").content.decode()
    client.force_login(AppointmentFactory(area=panel.area).user)
    clerk = page(client, "rule-list").content.decode()

    assert address not in public
    assert f"{address}?body=panel&amp;from=2021-06-24" in clerk
    assert reverse("panels:local-rule-create", args=["avonshire"]) in clerk


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_clerks_list_asks_the_same_number_of_queries_however_long(client, panel, django_assert_num_queries, count):
    LocalRule.objects.bulk_create(LocalRuleFactory.build(body=panel, key=f"rule-{n}") for n in range(count))
    LocalRule.objects.bulk_create(
        LocalRuleFactory.build(body=panel, key=f"old-{n}", in_force_until=date(2022, 1, 1)) for n in range(count)
    )
    Rule.objects.bulk_create(RuleFactory.build(key=f"rule-{n}") for n in range(count))
    Rule.objects.bulk_create(RuleFactory.build(key=f"new-{n}", in_force_from=date(2028, 5, 1)) for n in range(count))
    client.force_login(AppointmentFactory(area=panel.area).user)

    with django_assert_num_queries(11):
        assert page(client, "rule-list").status_code == 200


# The calculator -----------------------------------------------------------------------------------------------------


def test_count_asks_for_a_day_and_a_rule(client, panel):
    RuleFactory()
    LocalRuleFactory(body=panel)
    LocalRuleFactory(body=panel, key="questions-each", unit="questions")

    response = page(client, "rule-count")

    assert "Nothing you enter is kept" in words_of(response)
    assert [words for _key, words in response.context["form"].fields["rule"].choices] == [
        "A count of my own",
        "Notice of a meeting, its agenda and reports: 5 clear days",
        "Public questions: 3 clear days",
    ]


def test_count_shows_the_date_the_provision_and_every_day(client, panel):
    LocalRuleFactory(body=panel)

    words = words_of(page(client, "rule-count", "?day=2022-03-17&rule=question-clear-days"))

    assert "5pm on Friday 11 March 2022" in words
    assert "Counted from Thursday 17 March 2022: 3 clear days (clear working days before; neither end counts)." in words
    assert "Public questions: 3 clear days, Public information sheet" in words
    assert "Not yet verified" not in words
    assert "Fri 11 Mar 2022 No, the last day Sat 12 Mar 2022 No, weekend Sun 13 Mar 2022 No, weekend Mon 14 Mar 2022 1" in words
    assert "Thu 17 Mar 2022 No, day of the meeting" in words


def test_count_says_when_the_rule_is_not_verified(client, panel):
    RuleFactory(key="information-request-working-days", unit="working-days", number=20, is_verified=False, provision="s.10")

    words = words_of(page(client, "rule-count", "?day=24+March+2022&rule=information-request-working-days"))

    assert "Monday 25 April 2022" in words
    assert "s.10 Not yet verified" in words
    assert "Fri 15 Apr 2022 No, Good Friday" in words


def test_count_takes_the_rule_of_the_day_that_is_counted_from(client, panel):
    LocalRuleFactory(body=panel, in_force_until=date(2022, 5, 31))
    LocalRuleFactory(body=panel, in_force_from=date(2022, 6, 1), number=5)

    assert "Friday 10 June 2022" in words_of(page(client, "rule-count", "?day=2022-06-20&rule=question-clear-days"))
    early = page(client, "rule-count", "?day=2021-01-20&rule=question-clear-days")
    assert "There was no such rule on Wednesday 20 January 2021" in words_of(early)


@pytest.mark.parametrize("name", ["rule-count?day", "rule-list?on"])
def test_a_day_in_the_address_stands_in_the_three_boxes(client, panel, name):
    route, key = name.split("?")
    response = page(client, route, f"?{key}=2022-03-17")

    form = response.context["form" if route == "rule-count" else "filter_form"]
    assert form[key].value() == ("17", "3", "2022")


def test_count_of_ones_own(client, panel):
    words = words_of(page(client, "rule-count", "?day=2022-01-01&reckoning=days-beginning&number=100"))

    assert "Sunday 10 April 2022" in words
    assert "A count of your own: it follows from no rule." in words
    assert "Sat 8 Jan 2022 to Sun 3 Apr 2022 93 (every day counts)" in words


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        pytest.param("?day=", "Enter a day", id="nothing"),
        pytest.param("?day=31+2+2022&rule=", "Day must be a real date", id="no such day"),
        pytest.param("?day=1979-12-31&number=1&reckoning=days-after", "Enter a day from 1980 on", id="long ago"),
        pytest.param("?day=9999-12-31&number=1000&reckoning=working-after", "Enter a day before 2080", id="far away"),
        pytest.param("?day=2022-03-17", "Enter a number, or choose a rule", id="no number"),
        pytest.param("?day=2022-03-17&number=1", "Choose how it is counted", id="no reckoning"),
        pytest.param("?day=2022-03-17&number=-1&reckoning=days-after", "Enter 0 or more", id="negative"),
        pytest.param("?day=2022-03-17&number=1001&reckoning=days-after", "Enter 1,000 or fewer", id="huge"),
        pytest.param("?day=2079-12-31&number=51&reckoning=years-after", "Enter 50 or fewer", id="beyond the known years"),
        pytest.param("?day=2022-03-17&rule=%3Cscript%3E", "Choose a rule from the list", id="no such rule"),
        pytest.param("?day=2022-03-17%00&rule=a", "Day must be a real date", id="a control character"),
    ],
)
def test_count_says_what_cannot_be(client, panel, query, problem):
    response = page(client, "rule-count", query)

    assert response.status_code == 200
    assert problem in words_of(response)
    assert response.context["count"] is None


def test_the_longest_counts_end(client, panel):
    for reckoning, number in (("working-after", 1000), ("clear-before", 1000), ("weeks-beginning", 520), ("years-after", 50)):
        assert page(client, "rule-count", f"?day=2079-12-31&number={number}&reckoning={reckoning}").context["count"]


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_calculator_asks_the_same_number_of_queries_however_many_rules(client, panel, django_assert_num_queries, count):
    LocalRuleFactory(body=panel)
    Rule.objects.bulk_create(RuleFactory.build(key=f"rule-{n}") for n in range(count))

    with django_assert_num_queries(5):
        page(client, "rule-count", "?day=2022-03-17&rule=question-clear-days")
