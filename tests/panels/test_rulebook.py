import json
from datetime import date
from pathlib import Path

import pytest

from panels import rulebook, services
from panels.choices import Jurisdiction, Nation
from panels.models import Rule
from panels.rulebook import DEFAULTED, LOCAL, RuleMissing, local_rule, rule, rule_for
from tests.factories.panels import LocalRuleFactory, PoliceAreaFactory, RuleFactory

RULEBOOK = Path(__file__).parents[2] / "fixtures" / "rulebook.json"
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("nation", "number"), [pytest.param("england", 5, id="England"), pytest.param("wales", 3, id="Wales")])
def test_rule_gives_the_notice_of_each_nation(nation, number):
    services.load_rulebook(json.loads(RULEBOOK.read_text()))

    found = rule(rulebook.AGENDA_NOTICE, nation=nation, on=date(2022, 3, 10))

    assert (found.number, found.unit, found.is_verified) == (number, "clear-days", True)


def test_what_is_general_knowledge_stays_unverified():
    services.load_rulebook(json.loads(RULEBOOK.read_text()))

    found: dict[str, list[str]] = {}
    for key, where in Rule.objects.filter(is_verified=False).values_list("key", "jurisdiction"):
        found.setdefault(key, []).append(where)
    assert found == {
        "acting-commissioner": ["england", "wales"],
        "attendance-power": ["england", "wales"],
        "background-papers-years": ["england", "wales"],
        "balanced-appointment": ["england", "wales"],
        "band-ninths": ["england", "wales"],
        "co-option-consent": ["england"],
        "complaint-comment-working-days": ["england", "wales"],
        "complaint-conduct-matters": ["england", "wales"],
        "complaint-confirm-working-days": ["england", "wales"],
        "complaint-copies": ["england", "wales"],
        "complaint-delegation": ["england", "wales"],
        "complaint-evidence": ["england", "wales"],
        "complaint-iopc": ["england", "wales"],
        "complaint-notice-working-days": ["england", "wales"],
        "complaint-notify": ["england", "wales"],
        "complaint-outcome": ["england", "wales"],
        "complaint-publication": ["england", "wales"],
        "complaint-records": ["england", "wales"],
        "complaint-referral-days": ["england", "wales"],
        "complaint-withdrawn": ["england", "wales"],
        "decision-note-working-days": ["wales"],
        "delegation-by-commissioner": ["england", "wales"],
        "information-duty": ["england", "wales"],
        "information-request-working-days": ["england", "wales"],
        "inspection-years": ["wales"],
        "late-item-added": ["england", "wales"],
        "late-short-notice": ["wales"],
        "late-urgent": ["england", "wales"],
        "members-most": ["england"],
        "panel-in-default": ["england"],
        "policing-body": ["mayor"],
        "policing-body-change": ["england", "wales"],
        "referendum-cap-pounds": ["england"] * 7,
        "removal-private-hearing": ["england", "wales"],
        "reserve-candidate": ["england", "wales"],
        "significant-decisions": ["england", "wales"],
        "special-functions": ["england", "wales"],
        "suspension-offence-years": ["england", "wales"],
    }


def test_every_rule_of_law_has_its_name_in_the_code_and_every_name_its_rule():
    names = {value for name, value in vars(rulebook).items() if name.isupper() and isinstance(value, str)} - (
        set(LOCAL) - DEFAULTED
    )

    assert {row["key"] for row in json.loads(RULEBOOK.read_text())} == names


@pytest.mark.parametrize("nation", Nation.values)
def test_the_precepts_days_of_the_year(nation):
    services.load_rulebook(json.loads(RULEBOOK.read_text()))
    area = PoliceAreaFactory(nation=nation)
    keys = (rulebook.PRECEPT_PROPOSED, rulebook.PRECEPT_REPORT, rulebook.PRECEPT_RESPONSE, rulebook.PRECEPT_SECOND_REPORT,
            rulebook.PRECEPT_ISSUED)  # fmt: skip

    found = [rule_for(area, key, on=date(2022, 1, 10)) for key in keys]

    assert [(one.number, one.month) for one in found] == [(1, 2), (8, 2), (15, 2), (22, 2), (1, 3)]


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        pytest.param("pcc", 5, id="a Commissioner's area has its nation's"),
        pytest.param("pfcc", 7, id="its own kind goes first, however old"),
        pytest.param("mayor", 5, id="another kind's rule is not taken"),
        pytest.param("board", 5, id="boards have none of their own"),
    ],
)
def test_rule_for_takes_the_nearest_jurisdiction(kind, expected):
    RuleFactory(in_force_from=date(2020, 1, 1))
    RuleFactory(jurisdiction=Jurisdiction.FIRE_COMMISSIONER, number=7)

    assert rule_for(PoliceAreaFactory(policing_body=kind), rulebook.AGENDA_NOTICE, on=date(2022, 3, 10)).number == expected


def test_rule_for_takes_the_nations_while_its_own_kind_has_none_yet():
    RuleFactory()
    RuleFactory(jurisdiction=Jurisdiction.BOARD, number=7, in_force_from=date(2028, 5, 1))
    area = PoliceAreaFactory(policing_body="board")

    assert rule_for(area, rulebook.AGENDA_NOTICE, on=date(2028, 4, 30)).number == 5
    assert rule_for(area, rulebook.AGENDA_NOTICE, on=date(2028, 5, 1)).number == 7
    with pytest.raises(RuleMissing, match="for Wales on Thursday 10 March 2022"):
        rule_for(PoliceAreaFactory(nation="wales"), rulebook.AGENDA_NOTICE, on=date(2022, 3, 10))


def test_the_change_of_2028_is_announced_and_not_in_force():
    services.load_rulebook(json.loads(RULEBOOK.read_text()))
    area = PoliceAreaFactory()

    with pytest.raises(RuleMissing):
        rule_for(area, rulebook.BODY_CHANGE, on=date(2028, 4, 30))
    assert not rule_for(area, rulebook.BODY_CHANGE, on=date(2028, 5, 1)).is_verified


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
