import json
from datetime import date
from pathlib import Path

import pytest

from panels import rulebook, services
from panels.choices import Jurisdiction
from panels.models import Rule
from panels.rulebook import RuleMissing, local_rule, rule
from tests.factories.panels import LocalRuleFactory, RuleFactory

RULEBOOK = Path(__file__).parents[2] / "fixtures" / "rulebook.json"
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("nation", "number"), [pytest.param("england", 5, id="England"), pytest.param("wales", 3, id="Wales")])
def test_rule_gives_the_notice_of_each_nation(nation, number):
    services.load_rulebook(json.loads(RULEBOOK.read_text()))

    found = rule(rulebook.AGENDA_NOTICE, nation=nation, on=date(2022, 3, 10))

    assert (found.number, found.unit, found.is_verified) == (number, "clear-days", True)


def test_what_is_general_knowledge_stays_unverified():
    services.load_rulebook(json.loads(RULEBOOK.read_text()))

    assert list(Rule.objects.filter(is_verified=False).values_list("key", "jurisdiction")) == [
        ("background-papers-years", "england"),
        ("complaint-referral-days", "england"),
        ("complaint-referral-days", "wales"),
        ("decision-note-working-days", "wales"),
        ("information-request-working-days", "england"),
        ("information-request-working-days", "wales"),
        ("inspection-years", "wales"),
        ("members-most", "england"),
    ]


@pytest.mark.parametrize(
    ("day", "number"),
    [
        pytest.param(date(2022, 3, 31), 5, id="the last day of the old rule"),
        pytest.param(date(2022, 4, 1), 4, id="the first day of the new one"),
    ],
)
def test_rule_is_the_one_in_force_on_the_day(day, number):
    RuleFactory(in_force_until=date(2022, 3, 31))
    RuleFactory(in_force_from=date(2022, 4, 1), number=4)

    assert rule("agenda-clear-days", nation="england", on=day).number == number


@pytest.mark.parametrize(
    ("key", "nation", "day"),
    [
        pytest.param("agenda-clear-days", "england", date(2012, 11, 21), id="before its day"),
        pytest.param("agenda-clear-days", "wales", date(2022, 3, 10), id="another nation"),
        pytest.param("no-such-rule", "england", date(2022, 3, 10), id="another key"),
    ],
)
def test_rule_never_guesses(key, nation, day):
    RuleFactory(jurisdiction=Jurisdiction.ENGLAND)

    with pytest.raises(RuleMissing, match="The rule book has no rule"):
        rule(key, nation=nation, on=day)


def test_local_rule_is_the_bodys_own():
    held = LocalRuleFactory()
    LocalRuleFactory(number=15)

    assert local_rule(held.body, "question-clear-days", on=date(2022, 3, 10)) == held
    assert local_rule(held.body, "question-clear-days", on=date(2021, 6, 23)) is None
