"""What is flagged in a hearing, what may come next, who may veto, and how a case may end: each with its provision."""

from datetime import date
from types import SimpleNamespace

import pytest

from decisions.choices import CaseKind, CaseStatus, NoticeKind, Outcome, Position, Post
from decisions.rules.appointment_steps import stages, steps, told, warnings
from decisions.rules.endings import outcome_of, why_not_decided
from decisions.rules.hearings import (
    notice_checklist,
    notice_refusal,
    open_notices,
    received_problem,
    why_no_veto,
)
from documents.choices import Access
from meetings.choices import MeetingStatus, Publication
from panels.choices import BodyKind
from tests.decisions.hearing_facts import again, facts, meeting, notice, poll, report, shipped_rules

D = date
FIRST = notice(D(2022, 2, 1))
THREE_WEEKS = "Police Reform and Social Responsibility Act 2011, Schedule 1 and Schedule 8 paragraph 4(6)"
LAPSE = "Police Reform and Social Responsibility Act 2011, Schedule 8 paragraph 2(3)"
OFF = meeting(D(2022, 2, 18), status=MeetingStatus.POSTPONED, moved_to_id=D(2022, 3, 17).toordinal())
MOVED = [OFF, meeting(D(2022, 3, 17))]
CHIEF = Post.CHIEF_CONSTABLE


def flags(known):
    return [(one.kind, one.words, one.provision, one.is_verified) for one in warnings(known)]


def step(known, key):
    return next(one for one in steps(known) if one.key == key)


# What is flagged --------------------------------------------------------------------------------------------------


def test_the_hearing_of_february_2022_is_flagged_in_the_words_of_the_page():
    known = facts(FIRST, meetings=MOVED, today=D(2022, 2, 19))

    assert flags(known) == [
        (
            "outside",
            "The hearing moved from 18 February to 17 March. Three weeks from the notice have passed unless the Commissioner "
            "notified again.",
            THREE_WEEKS,
            True,
        )
    ]


def test_a_notice_given_again_in_time_takes_the_flag_away():
    assert flags(facts(FIRST, again(D(2022, 3, 2)), meetings=MOVED, today=D(2022, 3, 17))) == []


def test_a_hearing_that_never_moved_is_flagged_by_its_day():
    known = facts(FIRST, meetings=[meeting(D(2022, 3, 17))], today=D(2022, 2, 10))

    assert [words for _kind, words, _provision, _verified in flags(known)] == [
        "The hearing is on 17 March 2022, after the panel’s time, which ends on Monday 21 February 2022. Three weeks from the "
        "notice have passed by then unless the Commissioner notifies again."
    ]


def test_time_that_is_over_says_that_the_commissioner_may_appoint():
    assert flags(facts(FIRST, today=D(2022, 2, 22))) == [
        (
            "lapsed",
            "The panel’s three weeks ended on Monday 21 February 2022 without a report. That ends the process: the Commissioner "
            "may appoint.",
            LAPSE,
            True,
        )
    ]


def test_a_late_veto_says_that_it_does_not_hold():
    late = report(D(2022, 2, 22), Position.VETO, late=True)
    known = facts(FIRST, reports=[late], post=CHIEF, status=CaseStatus.REPORTED, today=D(2022, 2, 23))

    assert flags(known) == [
        (
            "late",
            "The veto was sent on Tuesday 22 February 2022, after the panel’s time had ended on Monday 21 February 2022. The "
            "Commissioner may appoint.",
            LAPSE,
            True,
        )
    ]


@pytest.mark.parametrize(
    ("row", "kind", "words"),
    [
        pytest.param(
            meeting(D(2022, 2, 10), body_kind=BodyKind.SUB_COMMITTEE), CaseKind.APPOINTMENT,
            "The meeting of Thursday 10 February 2022 is one of a sub-committee. This is for the whole panel.",
            id="sub-committee",
        ),
        pytest.param(
            meeting(D(2022, 2, 10), publication=Publication.MEMBERS), CaseKind.APPOINTMENT,
            "The meeting of Thursday 10 February 2022 is not open to the public. A confirmatory hearing is held in public.",
            id="hearing behind closed doors",
        ),
        pytest.param(
            meeting(D(2022, 2, 10), item=SimpleNamespace(access=Access.PUBLIC)), CaseKind.REMOVAL,
            "The item of Thursday 10 February 2022 is public. The panel hears a call for a Chief Constable to go in private.",
            id="removal in public",
        ),
        pytest.param(
            meeting(D(2022, 2, 10), status=MeetingStatus.POSTPONED, moved_to_id=77), CaseKind.APPOINTMENT,
            "The meeting of Thursday 10 February 2022 was put off to another day. Add the meeting at which the panel hears it "
            "now.",
            id="moved to a meeting outside the case",
        ),
    ],
)  # fmt: skip
def test_the_wrong_room_is_flagged(row, kind, words):
    assert [found[1] for found in flags(facts(FIRST, meetings=[row], kind=kind, today=D(2022, 2, 11)))] == [words]


def test_what_was_not_read_in_the_law_is_said_to_be_unverified():
    temporary = facts(FIRST, post=CHIEF, is_temporary=True, today=D(2022, 2, 2))
    removal = facts(FIRST, kind=CaseKind.REMOVAL, polls=[poll(D(2022, 2, 10), D(2022, 2, 14))], today=D(2022, 2, 2))
    over = facts(FIRST, kind=CaseKind.REMOVAL, today=D(2022, 3, 15))

    assert [[(kind, verified) for kind, _words, _provision, verified in flags(one)] for one in (temporary, removal, over)] == [
        [("unsure", False)], [("unsure", False)], [("lapsed", False)],
    ]  # fmt: skip


def test_a_withdrawn_case_flags_nothing():
    assert flags(facts(FIRST, meetings=MOVED, status=CaseStatus.WITHDRAWN, today=D(2022, 4, 1))) == []


# Notices and vetoes -----------------------------------------------------------------------------------------------


VETO = report(D(2022, 2, 18), Position.VETO)
RESERVE = notice(D(2022, 3, 10), 2, NoticeKind.RESERVE)


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        pytest.param(facts(), [NoticeKind.PROPOSAL], id="nothing yet"),
        pytest.param(facts(FIRST), [NoticeKind.RENOTIFICATION], id="notified"),
        pytest.param(facts(FIRST, reports=[report(D(2022, 2, 18))]), [], id="reported"),
        pytest.param(facts(FIRST, reports=[VETO], post=CHIEF), [NoticeKind.RESERVE], id="vetoed"),
        pytest.param(facts(FIRST, reports=[report(D(2022, 2, 22), Position.VETO, late=True)], post=CHIEF), [], id="vetoed late"),
        pytest.param(facts(FIRST, RESERVE, reports=[VETO], post=CHIEF), [NoticeKind.RENOTIFICATION], id="reserve proposed"),
    ],
)
def test_one_kind_of_notice_can_come_at_most(known, expected):
    assert open_notices(known) == expected


def test_a_reserve_candidate_without_a_veto_is_refused_with_the_provision():
    assert notice_refusal(facts(FIRST, post=CHIEF), NoticeKind.RESERVE) == (
        "A reserve candidate is proposed only after a veto that stands (SI 2012/2271, regulations 9-10, not yet verified)"
    )


@pytest.mark.parametrize(
    ("known", "key"),
    [
        pytest.param(facts(FIRST, today=D(2022, 2, 2)), "appointment-decision", id="deputy"),
        pytest.param(facts(FIRST, post=Post.CHIEF_EXECUTIVE, today=D(2022, 2, 2)), "appointment-decision", id="chief executive"),
        pytest.param(facts(FIRST, post=Post.FINANCE_OFFICER, today=D(2022, 2, 2)), "appointment-decision", id="finance officer"),
        pytest.param(facts(FIRST, RESERVE, reports=[VETO], post=CHIEF, today=D(2022, 3, 11)), "reserve-candidate", id="reserve"),
        pytest.param(facts(FIRST, post=CHIEF, today=D(2022, 2, 22)), "hearing-time-over", id="too late"),
        pytest.param(facts(FIRST, kind=CaseKind.REMOVAL, today=D(2022, 2, 2)), "resignation-call-weeks", id="removal"),
    ],
)
def test_a_veto_is_refused_by_its_rule(known, key):
    _words, rule = why_no_veto(known)

    assert rule is shipped_rules()[key]
    assert (step(known, "veto").is_open, step(known, "veto").provision) == (False, rule.provision)


def test_a_chief_constable_can_be_vetoed_in_time():
    known = facts(FIRST, post=CHIEF, today=D(2022, 2, 21))

    assert why_no_veto(known) is None
    assert [one.key for one in steps(known) if one.key == "veto"] == []


@pytest.mark.parametrize(
    ("received_on", "over", "problem"),
    [
        pytest.param(D(2022, 2, 1), None, "", id="the day itself"),
        pytest.param(D(2022, 3, 21), None, "The day the panel received it must be today or earlier", id="tomorrow"),
        pytest.param(
            D(2022, 1, 31), None, "The notice before this one came on Tuesday 1 February 2022. Enter that day or a later one",
            id="before the first",
        ),
        pytest.param(
            D(2022, 3, 3), FIRST, "The next notice came on Wednesday 2 March 2022. Enter that day or an earlier one",
            id="over the first, behind the second",
        ),
        pytest.param(D(2022, 1, 5), FIRST, "", id="over the first, earlier"),
    ],
)  # fmt: skip
def test_the_day_of_a_notice_keeps_their_order(received_on, over, problem):
    second = again(D(2022, 3, 2))
    standing = [FIRST, second] if over else [FIRST]

    assert received_problem(facts(*standing, today=D(2022, 3, 20)), received_on, over) == problem


def test_the_checklist_names_the_four_parts_of_a_notice():
    candidate = SimpleNamespace(name="Ann", criteria="Ten years", why="", terms="")

    assert [(asked.words, asked.is_there) for asked in notice_checklist(candidate)] == [
        ("Who the candidate is", True), ("The criteria by which the candidate was assessed", True),
        ("Why the candidate meets them", False), ("The terms and conditions", False),
    ]  # fmt: skip


# How it may end ---------------------------------------------------------------------------------------------------


def test_an_appointment_while_the_panel_has_time_is_refused_with_the_provision():
    assert why_not_decided(facts(FIRST, today=D(2022, 2, 15)), D(2022, 2, 15), goes_ahead=True) == {
        "goes_ahead": f"The panel had not reported by then, and has until Monday 21 February 2022 ({THREE_WEEKS})"
    }


def test_an_appointment_over_a_veto_that_stands_is_refused_with_the_provision():
    known = facts(FIRST, reports=[VETO], post=CHIEF, today=D(2022, 3, 1))

    assert why_not_decided(known, D(2022, 3, 1), goes_ahead=True) == {
        "goes_ahead": "The panel vetoed the candidate on Friday 18 February 2022. The Commissioner proposes a reserve candidate "
        "instead (SI 2012/2271, regulations 9-10, not yet verified)"
    }


@pytest.mark.parametrize(
    ("known", "decided_on", "goes_ahead", "outcome"),
    [
        pytest.param(facts(FIRST, reports=[report(D(2022, 2, 18))]), D(2022, 2, 19), True, Outcome.AS_PROPOSED, id="as advised"),
        pytest.param(
            facts(FIRST, reports=[report(D(2022, 2, 18), Position.NOT_APPOINT)]), D(2022, 2, 19), True, Outcome.AGAINST_ADVICE,
            id="against the advice",
        ),
        pytest.param(facts(FIRST), D(2022, 2, 22), True, Outcome.WITHOUT_REPORT, id="time over"),
        pytest.param(
            facts(FIRST, reports=[report(D(2022, 3, 1), late=True)]), D(2022, 2, 25), True, Outcome.WITHOUT_REPORT,
            id="before a report that came late",
        ),
        pytest.param(
            facts(FIRST, reports=[report(D(2022, 2, 22), Position.VETO, late=True)], post=CHIEF), D(2022, 2, 23), True,
            Outcome.AGAINST_ADVICE, id="over a late veto",
        ),
        pytest.param(
            facts(FIRST, RESERVE, reports=[VETO, report(D(2022, 3, 20), number=2)], post=CHIEF), D(2022, 3, 21), True,
            Outcome.CHANGED, id="the reserve candidate",
        ),
        pytest.param(facts(FIRST), D(2022, 2, 2), False, Outcome.NOT_PROCEEDED, id="given up at once"),
        pytest.param(facts(FIRST, reports=[VETO], post=CHIEF), D(2022, 2, 19), False, Outcome.NOT_PROCEEDED, id="after the veto"),
    ],
)  # fmt: skip
def test_the_outcome_is_told_from_the_record(known, decided_on, goes_ahead, outcome):
    assert why_not_decided(known, decided_on, goes_ahead=goes_ahead) == {}
    assert outcome_of(known, decided_on, goes_ahead=goes_ahead) == outcome


# Where it is ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "now"),
    [
        pytest.param(facts(status=CaseStatus.EXPECTED), "Notified", id="expected"),
        pytest.param(facts(), "Heard in public", id="notified, and the reader reads no notice"),
        pytest.param(facts(FIRST, meetings=[meeting(D(2022, 2, 10))]), "Reported", id="heard"),
        pytest.param(
            facts(FIRST, meetings=[meeting(D(2022, 2, 10))], reports=[VETO], post=CHIEF), "Reserve candidate", id="vetoed"
        ),
        pytest.param(
            facts(FIRST, meetings=[meeting(D(2022, 2, 10))], reports=[report(D(2022, 2, 18))]), "Decided", id="reported"
        ),
    ],
)
def test_the_stage_where_the_case_is(known, now):
    assert [one.title for one in stages(known) if one.state == "now"] == [now]


def test_the_main_step_follows_the_case():
    def main(known):
        return [one.key for one in steps(known) if one.is_open and one.is_main]

    assert main(facts(status=CaseStatus.EXPECTED, today=D(2022, 1, 20))) == ["proposal"]
    assert main(facts(FIRST, today=D(2022, 2, 2))) == ["meeting"]
    assert main(facts(FIRST, meetings=MOVED, today=D(2022, 2, 19))) == ["renotification"]
    assert main(facts(FIRST, meetings=[meeting(D(2022, 2, 10))], today=D(2022, 2, 11))) == ["report"]
    assert main(facts(FIRST, reports=[VETO], post=CHIEF, status=CaseStatus.REPORTED, today=D(2022, 2, 19))) == [
        "reserve", "meeting", "publish-report",
    ]  # fmt: skip


def test_the_story_tells_of_the_time_that_ended():
    assert [(one.on, one.title) for one in told(facts(FIRST, today=D(2022, 3, 1)))] == [
        (D(2022, 2, 21), "The panel’s time ended")
    ]
    assert told(facts(FIRST, today=D(2022, 2, 21))) == []
