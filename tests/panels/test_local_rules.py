"""A panel's own rules: laid down from a day on, corrected, ended, and kept by its clerk alone."""

import re
from datetime import date, time

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.choices import Role
from accounts.models import AuditEntry
from interface import clock
from interface.models import STALE
from interface.templatetags.dates import clock_time
from panels.models import LocalRule
from panels.rulebook import LOCAL, QUESTIONS_CLOSE, QUORUM, RECKONINGS, local_rule
from panels.services import end_local_rule, local_rules, set_local_rule, withdraw_local_rule
from panels.services.due import refresh_duties
from panels.services.local_rules import newest_save
from tests.factories.meetings import AnnouncedMeetingFactory
from tests.factories.panels import AppointmentFactory, BodyFactory, LocalRuleFactory

TODAY, LATER = date(2022, 3, 10), date(2022, 6, 1)
FACTS = {"number": 5, "unit": "clear-days", "provision": "Rules of procedure 7"}

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with clock.stand_on(TODAY):
        yield


@pytest.fixture
def held(panel):
    return LocalRuleFactory(body=panel)


def lay(body, **changes):
    facts = {"key": QUESTIONS_CLOSE, "in_force_from": LATER, "actor": None, **FACTS, **changes}
    return set_local_rule(body=body, **facts)


def line(body, key=QUESTIONS_CLOSE):
    """The rules of a key: number, first day, last day."""
    rows = LocalRule.objects.filter(body=body, key=key).order_by("in_force_from")
    return [(row.number, row.in_force_from, row.in_force_until) for row in rows]


def problems(error):
    return {name: [str(one) for one in found] for name, found in error.value.message_dict.items()}


# Services ---------------------------------------------------------------------------------------------------------


def test_a_change_begins_on_its_day_and_the_rule_before_ends_the_day_before(panel, held):
    lay(panel, version=1)

    assert line(panel) == [(3, date(2021, 6, 24), date(2022, 5, 31)), (5, LATER, None)]
    assert local_rule(panel, QUESTIONS_CLOSE, on=date(2022, 5, 31)).number == 3
    assert local_rule(panel, QUESTIONS_CLOSE, on=LATER).number == 5


def test_a_change_between_two_rules_ends_before_the_later(panel, held):
    lay(panel, version=1)
    lay(panel, number=4, in_force_from=date(2022, 4, 1), version=newest_save(panel, QUESTIONS_CLOSE).version)

    assert line(panel) == [
        (3, date(2021, 6, 24), date(2022, 3, 31)),
        (4, date(2022, 4, 1), date(2022, 5, 31)),
        (5, LATER, None),
    ]


def test_a_rule_after_a_gap_leaves_the_gap(panel):
    LocalRuleFactory(body=panel, in_force_until=date(2022, 1, 31))

    lay(panel)

    assert line(panel) == [(3, date(2021, 6, 24), date(2022, 1, 31)), (5, LATER, None)]


def test_the_same_first_day_corrects_the_rule(panel, held):
    saved = lay(panel, in_force_from=held.in_force_from, version=1, past_is_meant=True, closes_at=time(12))

    assert (saved.pk, saved.version, saved.closes_at) == (held.pk, 2, time(12))
    assert line(panel) == [(5, date(2021, 6, 24), None)]


def test_every_save_of_a_key_moves_its_version_so_that_a_stale_one_is_told(panel, held):
    lay(panel, version=1)

    with pytest.raises(ValidationError, match=str(STALE)):
        lay(panel, number=4, in_force_from=date(2022, 7, 1), version=1)
    assert len(line(panel)) == 2


def test_a_rule_that_is_there_is_not_laid_down_twice(panel, held):
    with pytest.raises(ValidationError, match="has a rule about this already"):
        lay(panel)


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        pytest.param({"key": "no-such-rule"}, "key", "Choose a rule from the list", id="unknown key"),
        pytest.param({"unit": "weeks"}, "unit", "Choose how it is counted from the list", id="another unit"),
        pytest.param({"number": 61}, "number", "Enter a number from 0 to 60", id="too many days"),
        pytest.param({"number": -1}, "number", "Enter a number from 0 to 60", id="negative"),
        pytest.param({"key": QUORUM, "unit": "thirds", "number": 4}, "number", "Enter a number from 1 to 3", id="four thirds"),
        pytest.param({"key": QUORUM, "unit": "members", "number": 0}, "number", "Enter a number from 1 to 50", id="nobody"),
        pytest.param(
            {"key": QUORUM, "unit": "members", "closes_at": time(9)}, "closes_at", "This rule has no time of day", id="hour"
        ),
        pytest.param({"provision": " "}, "provision", "Enter where it is laid down", id="no provision"),
        pytest.param(
            {"in_force_from": date(2022, 3, 9)},
            "in_force_from",
            "Wednesday 9 March 2022 has gone by. Confirm that you mean it, or choose a later day",
            id="yesterday",
        ),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(panel, changes, field, words):
    with pytest.raises(ValidationError) as error:
        lay(panel, **changes)

    assert problems(error) == {field: [words]}
    assert not LocalRule.objects.exists()


def test_an_ended_rule_holds_until_its_day_and_nothing_takes_its_place(panel, held):
    end_local_rule(rule=held, version=1, ended_on=TODAY, actor=None)

    assert local_rule(panel, QUESTIONS_CLOSE, on=TODAY).number == 3
    assert local_rule(panel, QUESTIONS_CLOSE, on=date(2022, 3, 11)) is None


@pytest.mark.parametrize(
    ("day", "words"),
    [
        pytest.param(date(2021, 6, 23), "The last day must not be before the first", id="before its first day"),
        pytest.param(LATER, "A new rule begins on Wednesday 1 June 2022. Choose an earlier day", id="into the next rule"),
        pytest.param(date(2022, 3, 9), "has gone by", id="yesterday"),
    ],
)
def test_a_last_day_that_cannot_be_is_refused(panel, held, day, words):
    lay(panel, version=1)

    with pytest.raises(ValidationError, match=words):
        end_local_rule(rule=held, version=newest_save(panel, QUESTIONS_CLOSE).version, ended_on=day, actor=None)


def test_a_planned_rule_is_taken_back_and_the_one_before_goes_on(panel, held):
    planned = lay(panel, version=1)

    withdraw_local_rule(rule=planned, version=planned.version, actor=None)

    assert line(panel) == [(3, date(2021, 6, 24), None)]
    with pytest.raises(ValidationError, match="holds already"):
        withdraw_local_rule(rule=held, version=newest_save(panel, QUESTIONS_CLOSE).version, actor=None)


def test_each_act_is_in_the_audit_trail_by_key_and_day_alone(panel, clerk):
    rule = lay(panel, actor=clerk, provision="CANARY")
    withdraw_local_rule(rule=rule, version=rule.version, actor=clerk)
    rule = lay(panel, actor=clerk, in_force_from=TODAY)
    end_local_rule(rule=rule, version=rule.version, ended_on=TODAY, actor=clerk)

    trail = AuditEntry.objects.filter(action__startswith="panels.local_rule").order_by("pk")
    detail = {"rule": QUESTIONS_CLOSE, "from": "2022-06-01"}
    assert [(entry.action, entry.detail) for entry in trail] == [
        ("panels.local_rule_set", detail),
        ("panels.local_rule_withdrawn", detail),
        ("panels.local_rule_set", {**detail, "from": "2022-03-10"}),
        ("panels.local_rule_ended", {**detail, "from": "2022-03-10"}),
    ]


def test_every_act_works_out_anew_what_is_due_and_fails_with_it(panel, held, monkeypatch):
    asked = []
    monkeypatch.setattr(local_rules, "refresh_duties", lambda body: asked.append((body.pk, len(line(panel)))))
    planned = lay(panel, version=1)
    withdraw_local_rule(rule=planned, version=planned.version, actor=None)
    end_local_rule(rule=held, version=newest_save(panel, QUESTIONS_CLOSE).version, ended_on=TODAY, actor=None)
    assert asked == [(panel.pk, 2), (panel.pk, 1), (panel.pk, 1)]

    monkeypatch.setattr(local_rules, "refresh_duties", lambda body: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        lay(panel)
    assert line(panel) == [(3, date(2021, 6, 24), TODAY)]


def test_every_key_of_the_vocabulary_can_be_laid_down_in_each_of_its_units(panel):
    for number, (key, known) in enumerate(LOCAL.items()):
        for unit in known.units:
            body = BodyFactory(area=panel.area, slug=f"{number}-{unit}")
            lay(body, key=key, unit=unit, number=1, closes_at=time(17) if known.has_hour else None)
    assert {row.key for row in LocalRule.objects.all()} == set(LOCAL)
    assert {key for key, known in LOCAL.items() if known.has_hour} <= set(RECKONINGS)


# Pages ------------------------------------------------------------------------------------------------------------


def url(name, *more, query=""):
    return reverse(f"panels:{name}", args=["avonshire", *more]) + query


def words_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def sent_of(response, **changes):
    """What a browser would send of the form that was drawn."""
    sent = {}
    for field in response.context["form"]:
        value = field.value()
        if isinstance(value, time):
            sent[field.html_name] = clock_time(value)
        elif hasattr(value, "year"):
            sent |= {f"{field.html_name}-{part}": getattr(value, part) for part in ("day", "month", "year")}
        elif value is not None and value is not False:
            sent[field.html_name] = value
    return {**sent, **changes}


def day_of(name, day):
    return {f"{name}-{part}": getattr(day, part) for part in ("day", "month", "year")}


@pytest.mark.parametrize(
    ("role", "status"),
    [
        pytest.param(Role.CLERK, 200, id="clerk"),
        pytest.param(Role.LEAD_OFFICER, 200, id="lead officer"),
        pytest.param(Role.CHAIR, 403, id="chair"),
        pytest.param(Role.PANEL_MEMBER, 403, id="member"),
        pytest.param(Role.OFFICE_DECISIONS, 403, id="office"),
        pytest.param(None, 302, id="public"),
    ],
)
@pytest.mark.parametrize(
    ("name", "more"),
    [
        pytest.param("local-rule-create", [], id="create"),
        pytest.param("local-rule-update", [QUESTIONS_CLOSE], id="change"),
        pytest.param("local-rule-end", [QUESTIONS_CLOSE], id="end"),
    ],
)
def test_only_who_keeps_the_rules_opens_their_pages(client, panel, held, role, status, name, more):
    if role:
        client.force_login(AppointmentFactory(area=panel.area, role=role).user)

    assert client.get(url(name, *more)).status_code == status


@pytest.mark.parametrize("key", ["no-such-rule", QUORUM])
def test_a_rule_that_is_not_there_is_not_found(client, clerk, held, key):
    client.force_login(clerk)

    assert client.get(url("local-rule-update", key)).status_code == 404


def test_create_asks_first_what_the_rule_is_about(client, clerk, held):
    client.force_login(clerk)

    offered = dict(client.get(url("local-rule-create")).context["form"].fields["key"].choices)
    refused = client.get(url("local-rule-create", query="?key="))

    assert set(offered) == set(LOCAL) - {QUESTIONS_CLOSE}
    assert "Choose what the rule is about" in words_of(refused)


def test_create_lays_a_rule_down_once(client, clerk, panel):
    client.force_login(clerk)
    here = url("local-rule-create", query=f"?key={QUORUM}")
    sent = sent_of(client.get(here), number="1", unit="thirds", provision="Rules of procedure 4")

    first, second = client.post(here, sent), client.post(here, sent)

    assert first.url == second.url == url("rule-list")
    assert line(panel, QUORUM) == [(1, TODAY, None)]
    assert [str(one) for one in get_messages(first.wsgi_request)][:1] == [
        "“Members who must be in the room” holds from Thursday 10 March 2022"
    ]


def test_the_notice_says_how_many_deadlines_a_change_has_moved(client, clerk, panel, held):
    AnnouncedMeetingFactory(body=panel)
    refresh_duties(body=panel)
    client.force_login(clerk)
    here = url("local-rule-update", QUESTIONS_CLOSE)

    moved = client.post(here, sent_of(client.get(here), number="5", **day_of("in_force_from", TODAY)))
    same = client.post(here, sent_of(client.get(here), provision="Rules of procedure 9"))

    assert "1 deadline has moved." in next(str(one) for one in get_messages(moved.wsgi_request))
    assert "moved" not in [str(one) for one in get_messages(same.wsgi_request)][-1]


def test_a_yes_or_no_rule_asks_yes_or_no(client, clerk, panel):
    client.force_login(clerk)
    here = url("local-rule-create", query="?key=publish-statements")

    page = client.get(here)
    client.post(here, sent_of(page, answer="0", provision="Public information sheet"))

    assert [name for name in page.context["form"].fields if name in ("number", "unit", "closes_at", "answer")] == ["answer"]
    assert line(panel, "publish-statements") == [(0, TODAY, None)]


def test_update_needs_a_day_that_has_gone_by_to_be_confirmed(client, clerk, panel, held):
    client.force_login(clerk)
    here = url("local-rule-update", QUESTIONS_CLOSE)
    page = client.get(here)
    sent = sent_of(page, number="4", **day_of("in_force_from", date(2022, 3, 1)))

    refused = client.post(here, sent)
    done = client.post(here, {**sent, "past_is_meant": "on"})

    assert "past_is_meant" not in page.content.decode()
    assert "Tuesday 1 March 2022 has gone by" in words_of(refused)
    assert "deadlines that are over are not worked out anew" in words_of(refused)
    assert done.status_code == 302
    assert line(panel) == [(3, date(2021, 6, 24), date(2022, 2, 28)), (4, date(2022, 3, 1), None)]


def test_a_stale_update_shows_both_texts(client, clerk, panel, held):
    client.force_login(clerk)
    here = url("local-rule-update", QUESTIONS_CLOSE)
    sent = sent_of(client.get(here), provision="Mine", **day_of("in_force_from", LATER))
    lay(panel, version=1)

    response = client.post(here, sent)

    assert str(STALE) in words_of(response)
    assert response.context["form"].stale
    assert line(panel)[-1] == (5, LATER, None)


def test_end_gives_a_last_day_and_takes_back_what_has_not_begun(client, clerk, panel, held):
    client.force_login(clerk)
    lay(panel, version=1)
    planned = url("local-rule-end", QUESTIONS_CLOSE, query="?from=2022-06-01")
    here = url("local-rule-end", QUESTIONS_CLOSE)

    client.post(planned, sent_of(client.get(planned)))
    assert line(panel) == [(3, date(2021, 6, 24), None)]

    past = client.post(here, sent_of(client.get(here), **day_of("ended_on", date(2022, 3, 9))))
    assert "has gone by" in words_of(past)
    assert client.post(here, sent_of(client.get(here), **day_of("ended_on", TODAY))).status_code == 302
    assert line(panel) == [(3, date(2021, 6, 24), TODAY)]


def test_the_rules_of_another_body_are_kept_by_its_address(client, panel):
    board = BodyFactory(area=panel.area, slug="complaints", kind="sub-committee")
    client.force_login(AppointmentFactory(area=panel.area, body=board).user)

    assert client.get(url("local-rule-create", query="?body=complaints")).status_code == 200
    assert client.get(url("local-rule-create")).status_code == 403
    assert client.get(url("local-rule-create", query="?body=nothing")).status_code == 404
