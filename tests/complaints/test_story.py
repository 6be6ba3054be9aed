"""The stages and the story of a complaint, told from plain facts; and the wording of every step."""

from datetime import date
from types import SimpleNamespace as Row

import pytest

from complaints.choices import ComplaintStatus, StepKind
from complaints.models import Allegation, Complaint, ComplaintStep, Letter, SideComment
from complaints.rules import machine, stages
from complaints.rules.facts import ComplaintFacts
from complaints.rules.register import about_words, with_handler
from complaints.rules.story import story_of
from panels.models import OfficeHolder

DAY = date(2022, 2, 1)


def facts(status=ComplaintStatus.RECEIVED, *, steps=(), allegations=(), letters=(), comments=(), **more):
    """A complaint in a state, with steps of some kinds, one on each day of February."""
    complaint = Complaint(status=status, received_on=DAY, means="post", came_to="panel", **more)
    rows = [
        ComplaintStep(number=place, kind=kind, taken_on=date(2022, 2, place), decided_by="Chief Executive", to_status=status)
        for place, kind in enumerate((StepKind.RECEIVE, *steps), 1)
    ]
    return ComplaintFacts(
        complaint, allegations, rows, letters, comments, {}, {}, can_be_reached=True, has_name_and_address=True, today=DAY
    )


def names(of):
    return [(one.title, one.state) for one in stages.stages_of(of)]


def recorded(**more):
    return Allegation(number=9, text="That.", decision="recorded", **more)


def test_every_step_but_the_receipt_has_words():
    assert set(stages.WORDING) == set(machine.STEPS) == set(StepKind) - {StepKind.RECEIVE}
    assert set(stages.NEXT_STEP) == machine.ALIVE
    for state, kind in stages.NEXT_STEP.items():
        assert state in machine.STEPS[kind].starts


@pytest.mark.parametrize(
    ("of", "now"),
    [
        (facts(), "Recorded"),
        (facts("recorded", steps=["record"], allegations=[recorded()]), "Is it serious?"),
        (facts("recorded", steps=["record"], allegations=[recorded(is_serious=True)]), "Serious: to the IOPC"),
        (facts("recorded", steps=["record"], allegations=[recorded(is_serious=False)]), "Handled"),
        (facts("with-iopc", steps=["record", "refer"], allegations=[recorded(is_serious=True)]), "With the IOPC"),
        (facts("referred-back", steps=["record", "refer", "refer-back"], allegations=[recorded(is_serious=True)]), "Handled"),
        (facts("disapplied", steps=["record", "disapply"], allegations=[recorded(is_serious=False)]), "Closed"),
        (facts("in-resolution", steps=["record", "resolve"], allegations=[recorded(is_serious=False)]), "Informal resolution"),
        (facts("not-recorded", steps=["not-record"]), "Closed"),
        (facts("transferred", steps=["transfer"]), "Closed"),
    ],
)
def test_one_stage_is_now_and_all_before_it_are_done(of, now):
    states = names(of)
    place = states.index((now, "now"))
    assert all(state == "done" for _title, state in states[:place])
    assert all(state == "" for _title, state in states[place + 1 :])


def test_one_that_is_over_shows_what_it_went_through_alone():
    of = facts("withdrawn", steps=["record", "withdraw"], allegations=[recorded()], ended_on=DAY)
    assert names(of) == [("Received", "done"), ("Recorded", "done"), ("Withdrawn", "done")]


def test_referral_of_what_is_serious_comes_before_all_else():
    assert stages.main_step(facts("recorded", steps=["record"], allegations=[recorded(is_serious=True)])) == StepKind.REFER
    assert stages.main_step(facts("recorded", steps=["record"], allegations=[recorded(is_serious=False)])) == StepKind.RESOLVE
    assert stages.main_step(facts("closed", steps=["not-record", "close"], ended_on=DAY)) is None


def test_what_is_alleged_is_asked_for_until_it_is_confirmed():
    assert stages.needs_allegations(facts())
    assert not stages.needs_allegations(facts(allegations=[Allegation(is_confirmed=False)]))
    assert stages.needs_allegations(facts("recorded", steps=["record"], allegations=[recorded(is_confirmed=False)]))
    assert not stages.needs_allegations(facts("recorded", steps=["record"], allegations=[recorded()]))


def test_story_tells_the_newest_first_with_who_decided_and_why():
    of = facts(
        "in-resolution", steps=["record", "resolve"], resolver="panel", allegations=[recorded()],
        letters=[Letter(number=7, kind="recorded", recipient="complainant", status="issued", issued_on=date(2022, 2, 4)),
                 Letter(number=8, kind="recorded", recipient="complainant", status="draft")],
        comments=[SideComment(number=9, side="complainant", purpose="resolution", received_on=date(2022, 2, 9), text="Private.")],
    )  # fmt: skip
    of.steps[1].reason = "It is about conduct."
    told = story_of(of)
    assert [one.title for one in told] == [
        "The complainant commented", "Letter sent: recorded", "Informal resolution begun", "Recorded", "Received",
    ]  # fmt: skip
    assert told[3].words == "1 allegation recorded\nWhy: It is about conduct."
    assert told[3].by == "Chief Executive"
    assert told[2].words == "Resolved by: the panel"
    assert told[4].words == "By post, to the panel"
    assert "Private" not in " ".join(one.words for one in told)


@pytest.mark.parametrize(
    ("office", "ended", "said"),
    [
        ("commissioner", None, "Complaint about the Commissioner"),
        ("commissioner", date(2021, 5, 12), "Complaint about the former Commissioner"),
        ("commissioner", date(2022, 5, 12), "Complaint about the Commissioner"),
        ("deputy", date(2021, 5, 12), "Complaint about the former Deputy Commissioner"),
    ],
)
def test_it_names_the_office_and_not_the_person(office, ended, said):
    holder = OfficeHolder(name="Rowan Vale", kind=office, started_on=date(2016, 5, 12), ended_on=ended)
    assert about_words(Row(kind="complaint", office_holder=holder, received_on=DAY)) == said


def test_what_the_office_holds_is_the_lead_officers_where_it_is_kept_from_it():
    assert with_handler("office", is_kept=False) == "office"
    assert with_handler("office", is_kept=True) == "lead-officer"
    assert with_handler("", is_kept=False) == with_handler("sub-committee", is_kept=True) == "panel"
