"""Where a precept is, what the law asks next, and what is said of whatever is late, goes the wrong way or is not known."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from decisions.choices import CaseStatus, MeetingPart, Position, ReportStatus
from decisions.rules.steps import stages_of, steps_of, told_by_kind, warnings_of
from tests.decisions.precepts import facts, met, notice, report, response, revised, rules_of

FEB = {day: date(2022, 2, day) for day in range(1, 29)}
FIRST = notice(FEB[1])
VETO = report(Position.VETO_HIGH, FEB[7])
SUPPORT = report(Position.SUPPORT, FEB[7])
LATE_VETO = report(Position.VETO_LOW, FEB[9], late=True)
SECOND = report(Position.SUPPORT, FEB[18], number=2)


def told(known):
    """The warnings by kind, with the provision."""
    return [(one.kind, one.provision.removeprefix("SI 2012/2271, ")) for one in warnings_of(known)]


def steps(known):
    return {one.key: one for one in steps_of(known)}


def main(known):
    return [one.key for one in steps_of(known) if one.is_main]


# Stages -----------------------------------------------------------------------------------------------------------


def test_stages_of_a_case_without_veto_have_no_second_round():
    found = stages_of(facts(notices=[FIRST]))
    assert [(one.title, one.state) for one in found] == [
        ("Proposed", "done"), ("Reported", "now"), ("Answered", ""), ("Issued", ""),
    ]  # fmt: skip
    assert found[1].small == "by 8 Feb 2022"
    assert found[3].small == "by 1 Mar 2022"


def test_stages_after_a_veto_have_a_second_round():
    known = facts(today=FEB[16], status=CaseStatus.REVISED, notices=[FIRST, revised(FEB[14], "246.20")], reports=[VETO])
    assert [(one.title, one.state, one.small) for one in stages_of(known)] == [
        ("Proposed", "done", "1 Feb 2022"), ("Reported", "done", "7 Feb 2022"), ("Revised", "done", "14 Feb 2022"),
        ("Reported again", "now", "by 22 Feb 2022"), ("Answered", "", ""), ("Issued", "", "by 1 Mar 2022"),
    ]  # fmt: skip


def test_stages_do_not_deny_a_report_that_a_reader_may_not_see():
    found = stages_of(facts(status=CaseStatus.REPORTED, notices=[FIRST]))
    assert [(one.title, one.state) for one in found][1:3] == [("Reported", "done"), ("Answered", "now")]


def test_stage_that_a_closed_case_left_out_is_neither_done_nor_next():
    known = facts(status=CaseStatus.CLOSED, notices=[FIRST], reports=[SUPPORT])
    found = [(one.title, one.state, one.small) for one in stages_of(known)]
    assert found[2] == ("Answered", "", "no response here")
    assert found[3][:2] == ("Issued", "done")


# Steps ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "keys"),
    [
        (facts(status=CaseStatus.EXPECTED), ["notice"]),
        (facts(notices=[FIRST]), ["meeting"]),
        (facts(notices=[FIRST], meetings=[met(MeetingPart.REVIEW, FEB[1])]), ["vote"]),
        (
            facts(
                notices=[FIRST], meetings=[met(MeetingPart.REVIEW, FEB[1])],
                votes=[SimpleNamespace(meeting=SimpleNamespace(held_on=FEB[1]))],
            ),
            ["report"],
        ),
        (facts(status=CaseStatus.REPORTED, notices=[FIRST], reports=[SUPPORT]), ["response"]),
        (facts(status=CaseStatus.REPORTED, notices=[FIRST], reports=[VETO]), ["revised", "response"]),
        (
            facts(status=CaseStatus.ANSWERED, notices=[FIRST], reports=[SUPPORT], responses=[response(SUPPORT, FEB[9])]),
            ["issued"],
        ),
    ],
)  # fmt: skip
def test_main_step_follows_the_state(known, keys):
    assert main(known) == keys


def test_revised_precept_is_not_open_and_says_why():
    step = steps(facts(notices=[FIRST], reports=[report(Position.VETO_HIGH, FEB[9], late=True)], today=FEB[10]))["revised"]
    assert not step.is_open
    assert "regulation 4(2)" in step.why_not


def test_issue_is_not_open_while_the_panel_has_time_or_a_veto_stands():
    assert "has until Tuesday 8 February 2022 (SI 2012/2271, regulation 4(1))" in steps(facts(notices=[FIRST]))["issued"].why_not
    assert "vetoed" in steps(facts(notices=[FIRST], reports=[VETO]))["issued"].why_not
    assert steps(facts(notices=[FIRST], today=FEB[9]))["issued"].is_open


def test_nothing_is_open_in_a_closed_case_but_opening_it_again():
    known = facts(status=CaseStatus.CLOSED, notices=[FIRST], reports=[SUPPORT], outcome_on=FEB[20])
    own = {"notice", "revised", "meeting", "vote", "report", "issue", "issued", "facts", "figures"}
    assert not [key for key, one in steps(known).items() if key in own and one.is_open]
    assert steps(known)["reopen"].is_open


def test_every_step_of_the_law_names_its_provision():
    practice = {"figures", "publish", "withdraw", "reopen"}
    assert [key for key, one in steps(facts(notices=[FIRST])).items() if not one.provision and key not in practice] == []


def test_office_enters_notices_and_the_issue_and_the_panel_its_own():
    needs = {key: one.needs for key, one in steps(facts(notices=[FIRST])).items()}
    assert {key for key, who in needs.items() if who == "notify"} == {
        "notice", "revised", "response", "issued", "facts", "figures",
    }  # fmt: skip


# Warnings ---------------------------------------------------------------------------------------------------------


def test_case_in_time_has_no_warning():
    assert told(facts(notices=[FIRST], today=FEB[8])) == []


def test_late_notice_and_none():
    assert told(facts(notices=[notice(FEB[2])])) == [("late", "regulation 3")]
    assert told(facts(status=CaseStatus.EXPECTED, today=FEB[2])) == [("late", "regulation 3")]
    assert told(facts(status=CaseStatus.EXPECTED, today=FEB[1])) == []


def test_time_over_without_a_report_says_what_the_law_does():
    found = warnings_of(facts(notices=[FIRST], today=FEB[9]))
    assert [(one.kind, one.provision) for one in found] == [("lapsed", "SI 2012/2271, regulation 4(2)")]
    assert "the Commissioner may issue the proposed precept" in found[0].words


def test_report_that_waits_to_be_published_is_not_called_missing():
    assert told(facts(status=CaseStatus.REPORTED, notices=[FIRST], today=FEB[9])) == []


def test_late_veto_is_flagged_with_what_follows():
    known = facts(
        status=CaseStatus.REPORTED, notices=[FIRST], reports=[report(Position.VETO_LOW, FEB[9], late=True)], today=FEB[10]
    )
    assert told(known) == [("lapsed", "regulation 4(2)")]
    assert "there is no second round" in warnings_of(known)[0].words


def test_late_report_without_veto_is_only_late():
    known = facts(
        status=CaseStatus.REPORTED, notices=[FIRST], reports=[report(Position.SUPPORT, FEB[9], late=True)], today=FEB[10]
    )
    assert told(known) == [("late", "regulation 4(1)")]


def test_no_revised_precept_by_15_february():
    known = {"status": CaseStatus.REPORTED, "notices": [FIRST], "reports": [VETO]}
    assert told(facts(**known, today=FEB[15])) == []
    assert told(facts(**known, today=FEB[16])) == [("late", "regulation 5")]


def test_revised_precept_that_came_late_and_the_wrong_way():
    known = facts(status=CaseStatus.REVISED, notices=[FIRST, revised(FEB[16], "251.20")], reports=[VETO], today=FEB[17])
    assert told(known) == [("late", "regulation 5"), ("wrong-way", "regulation 5")]


def test_second_round_past_its_time_and_a_second_veto():
    both = [FIRST, revised(FEB[14], "246.20")]
    assert told(facts(status=CaseStatus.REVISED, notices=both, reports=[VETO], today=FEB[23])) == [("lapsed", "regulation 6")]
    again = report(Position.VETO_HIGH, FEB[18], number=2)
    known = facts(status=CaseStatus.REPORTED_AGAIN, notices=both, reports=[VETO, again], today=FEB[20])
    assert told(known) == [("wrong-way", "regulation 6")]


def test_no_issue_by_1_march_and_a_late_one():
    answered = {"notices": [FIRST], "reports": [SUPPORT], "responses": [response(SUPPORT, FEB[9])]}
    assert told(facts(status=CaseStatus.ANSWERED, today=date(2022, 3, 1), **answered)) == []
    assert told(facts(status=CaseStatus.ANSWERED, today=date(2022, 3, 2), **answered)) == [("late", "Part 2")]
    closed = facts(status=CaseStatus.CLOSED, today=date(2022, 4, 1), outcome_on=date(2022, 3, 2), **answered)
    assert told(closed) == [("late", "Part 2")]


def issued(band_d, **known):
    row = SimpleNamespace(band_d_before=Decimal("241.20"), tax_base=None, band_d_issued=Decimal(band_d))
    return facts(status=CaseStatus.CLOSED, outcome_on=FEB[25], today=FEB[26], precept=row, **known)


def test_issued_figure_that_may_not_be_is_flagged():
    found = told(issued("250.00", notices=[FIRST], reports=[SUPPORT], responses=[response(SUPPORT, FEB[9])]))
    assert found == [("wrong-way", "Police Reform and Social Responsibility Act 2011, Schedule 5 paragraph 5")]


def test_other_figure_after_a_veto_is_not_known_to_the_rule_book():
    both = [FIRST, revised(FEB[14], "246.20")]
    found = warnings_of(issued("245.00", notices=both, reports=[VETO, SECOND], responses=[response(SECOND, FEB[20])]))
    assert [(one.kind, one.is_verified) for one in found] == [("unsure", False)]


def test_issue_without_a_response_is_flagged():
    found = told(issued("251.20", notices=[FIRST], reports=[SUPPORT]))
    assert found == [("missing", "Police Reform and Social Responsibility Act 2011, Schedule 5 paragraph 5")]


def test_meeting_after_the_last_day_is_flagged_and_a_briefing_is_not():
    late, briefing = met(MeetingPart.REVIEW, date(2022, 3, 17)), met(MeetingPart.BRIEFING, date(2022, 3, 17))
    assert told(facts(notices=[FIRST], meetings=[late, briefing])) == [("outside", "regulation 4(1)")]
    assert told(facts(notices=[FIRST], meetings=[met(MeetingPart.REVIEW, date(2022, 3, 17), "postponed")])) == []


def test_increase_over_the_referendum_limit_is_flagged():
    found = warnings_of(facts(notices=[notice(FEB[1], "252.00")]))
    assert [one.kind for one in found] == ["outside"]
    assert "s.52ZC" in found[0].provision


def test_year_without_days_in_the_rule_book_says_so():
    rules = {key: one for key, one in rules_of().items() if not key.startswith("precept-")}
    found = warnings_of(facts(notices=[FIRST], today=date(2022, 6, 1), rules=rules))
    assert [(one.kind, one.is_verified) for one in found] == [("unsure", False)]


def test_withdrawn_case_warns_of_nothing():
    assert told(facts(status=CaseStatus.WITHDRAWN, today=date(2022, 6, 1))) == []


def test_draft_report_counts_for_nothing():
    draft = report(Position.VETO_HIGH, None, status=ReportStatus.DRAFT)
    assert told(facts(notices=[FIRST], reports=[draft], today=FEB[9])) == [("lapsed", "regulation 4(2)")]


# The story --------------------------------------------------------------------------------------------------------


def test_story_tells_each_figure_and_the_day_that_passed():
    known = facts(notices=[FIRST], today=FEB[9])
    assert [(one.on, one.title) for one in told_by_kind(known)] == [
        (FEB[1], "Band D of £251.20 proposed"), (FEB[8], "The panel’s time to report ended without a report"),
    ]  # fmt: skip
    assert told_by_kind(known)[1].words == "A veto reported later does not hold (SI 2012/2271, regulation 4(2))."


def test_story_does_not_deny_a_report_that_a_reader_may_not_see():
    assert len(told_by_kind(facts(status=CaseStatus.REPORTED, notices=[FIRST], today=FEB[9]))) == 1
