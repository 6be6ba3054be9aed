"""The computed tests of regulation 15: more than twelve months, and no name and address; and the grounds of not recording."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints.choices import DisapplicationGround, StepKind
from complaints.rules.facts import ComplaintFacts
from complaints.rules.grounds import disapplication_problems, no_name_test, one_year_test, recording_problems
from complaints.rules.typed import StepFacts, said, short_provision
from panels import rulebook

LAW = "Elected Local Policing Bodies (Complaints and Misconduct) Regulations 2012 (SI 2012/62), "
MADE = date(2022, 2, 11)


@dataclass
class Allegation:
    number: int = 1
    last_event: date | None = date(2022, 1, 1)
    decision: str = "recorded"
    is_serious: bool | None = False
    removed_at: None = field(default=None, repr=False)


def rule_of(part, *, number=None, is_verified=True):
    return SimpleNamespace(provision=LAW + part, number=number, is_verified=is_verified, title="A rule")


def facts_of(*allegations, made_on=MADE, named=True, rules=None):
    known = {
        rulebook.COMPLAINT_DISAPPLICATION: rule_of("regulation 15(3)(b)", number=12),
        rulebook.COMPLAINT_DISAPPLY: rule_of("regulation 15"),
        rulebook.COMPLAINT_NOT_RECORDED: rule_of("regulation 10"),
    }
    complaint = SimpleNamespace(made_on=made_on, received_on=MADE + timedelta(days=3))
    return ComplaintFacts(
        complaint, list(allegations), [], [], [], known if rules is None else rules, {}, True, named, MADE
    )  # fmt: skip


@pytest.mark.parametrize(
    ("latest", "holds"),
    [(date(2021, 2, 10), True), (date(2021, 2, 11), False), (date(2021, 2, 12), False), (date(2012, 5, 3), True)],
)
def test_more_than_twelve_months_is_counted_to_the_day(latest, holds):
    assert one_year_test(facts_of(Allegation(last_event=latest))).holds is holds


def test_a_leap_day_ends_with_february():
    facts = facts_of(Allegation(last_event=date(2020, 2, 29)), made_on=date(2021, 2, 28))
    assert one_year_test(facts).holds is False
    assert one_year_test(facts_of(Allegation(last_event=date(2020, 2, 29)), made_on=date(2021, 3, 1))).holds is True


def test_the_latest_event_of_any_recorded_allegation_counts():
    old, new = Allegation(1, date(2019, 1, 1)), Allegation(2, date(2022, 1, 1))
    left_out = Allegation(3, date(2022, 1, 2), decision="not-recorded")
    assert one_year_test(facts_of(old, new)).holds is False
    assert one_year_test(facts_of(old, left_out)).holds is True


def test_it_is_not_known_while_a_day_is_missing():
    test = one_year_test(facts_of(Allegation(1, date(2019, 1, 1)), Allegation(2, None)))
    assert (test.holds, test.words) == (None, "Needs the days of the events of every allegation")
    assert one_year_test(facts_of()).holds is None


def test_without_a_day_of_making_the_receipt_counts_and_is_named():
    test = one_year_test(facts_of(Allegation(last_event=date(2021, 2, 12)), made_on=None))
    assert test.holds is True  # received on 14 February 2022
    assert test.words == (
        "The last events were on 12 February 2021. 12 months after that is 12 February 2022. "
        "It was received on 14 February 2022: that is later"
    )


def test_without_a_rule_nothing_is_assumed():
    test = one_year_test(facts_of(Allegation(), rules={}))
    assert (test.holds, test.is_verified, test.words) == (None, False, "The rule book has no rule for this")


@given(st.dates(date(2000, 1, 1), date(2022, 2, 11)), st.dates(date(2000, 1, 1), date(2030, 1, 1)))
def test_it_holds_when_the_same_day_of_the_next_year_has_gone_by(latest, made):
    """Told in another way: by year, month and day, with 29 February as 28 February in the year after."""
    day = 28 if (latest.month, latest.day) == (2, 29) else latest.day
    expected = (made.year, made.month, made.day) > (latest.year + 1, latest.month, day)
    assert one_year_test(facts_of(Allegation(last_event=latest), made_on=made)).holds is expected


def test_no_name_holds_only_without_name_and_address():
    assert no_name_test(facts_of(named=True)).holds is False
    test = no_name_test(facts_of(named=False))
    assert (test.holds, test.provision) == (True, "SI 2012/62, regulation 15(3)(d)")
    assert "somebody can be written to" in test.words
    unreached = no_name_test(replace(facts_of(named=False), can_be_reached=False))
    assert (unreached.holds, "reasonably be found out" in unreached.words) == (True, True)


def problems(facts, *grounds, reason="So.", handling="no-action"):
    return disapplication_problems(facts, StepFacts(grounds=grounds, handling=handling), reason)


def test_each_ground_says_what_its_reason_must_tell():
    old = facts_of(Allegation(last_event=date(2019, 1, 1)), named=False)
    words = {ground: problems(old, ground.value, reason=" ")["reason"].words for ground in DisapplicationGround}
    assert len(set(words.values())) == len(DisapplicationGround)
    assert "reference of the other complaint" in words[DisapplicationGround.SAME]
    assert "what was done to find out" in words[DisapplicationGround.NAMELESS]
    assert all(not problems(old, ground.value) for ground in DisapplicationGround)


def test_the_computed_grounds_are_refused_with_their_provision():
    facts = facts_of(Allegation(), named=True)
    refused = problems(facts, "b")["grounds"]
    assert said(facts, refused).endswith("that is not later (SI 2012/62, regulation 15(3)(b))")
    assert "A name and an address are known" in problems(facts, "d")["grounds"].words
    assert set(problems(facts, handling="")) == {"grounds", "handling"}
    assert set(problems(facts, "x")) == {"grounds"}


@pytest.mark.parametrize(
    ("kind", "typed", "wrong"),
    [
        (StepKind.RECORD, StepFacts(), set()),
        (StepKind.RECORD, StepFacts(decisions={2: ("not-recorded", "dealt-with")}), set()),
        (StepKind.RECORD, StepFacts(decisions={2: ("not-recorded", "")}), {"decisions"}),
        (StepKind.RECORD, StepFacts(decisions=dict.fromkeys((1, 2), ("not-recorded", "withdrawn"))), {"decisions"}),
        (StepKind.RECORD, StepFacts(decisions={9: ("recorded", "")}), {"decisions"}),
        (StepKind.NOT_RECORD, StepFacts(), {"grounds"}),
        (StepKind.NOT_RECORD, StepFacts(grounds=("not-conduct",)), set()),
        (StepKind.NOT_RECORD, StepFacts(grounds=("not-conduct",), decisions={1: ("recorded", "")}), {"decisions"}),
    ],
)
def test_what_is_not_recorded_has_its_ground(kind, typed, wrong):
    facts = facts_of(Allegation(1, decision=""), Allegation(2, decision=""))
    assert set(recording_problems(facts, kind, typed)) == wrong


def test_what_nobody_worded_yet_is_not_recorded_on_a_ground_too():
    assert not recording_problems(facts_of(), StepKind.NOT_RECORD, StepFacts(grounds=("not-conduct",)))
    assert recording_problems(facts_of(), StepKind.NOT_RECORD, StepFacts())


@pytest.mark.parametrize(
    ("provision", "short"),
    [
        (LAW + "regulation 15", "SI 2012/62, regulation 15"),
        (LAW + "regulations 27 and 28(1)", "SI 2012/62, regulations 27 and 28(1)"),
        ("Local target, as panels publish it", "Local target, as panels publish it"),
    ],
)
def test_provisions_are_named_in_short(provision, short):
    assert short_provision(SimpleNamespace(provision=provision)) == short
