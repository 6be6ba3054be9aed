"""What the law asks of a precept: which notices stand, what may be issued, how it ended, and what the figures come to."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from decisions.choices import CaseStatus, NoticeKind, Outcome, Position
from decisions.rules.precept import direction_problem, issue_problems, notice_problems, outcome_of
from decisions.rules.precept_figures import cap_check, check_figures, figure_words, percent, total_check
from meetings.rules.minutes import veto_test
from tests.decisions.precepts import facts, notice, report, response, revised, rules_of

FEB = {day: date(2022, 2, day) for day in range(1, 29)}
VETO_HIGH = report(Position.VETO_HIGH, FEB[7])
VETO_LOW = report(Position.VETO_LOW, FEB[7])
LATE_VETO = report(Position.VETO_HIGH, FEB[9], late=True)
SECOND = report(Position.SUPPORT, FEB[18], number=2)
FIRST = notice(FEB[1], total="144800000")


def refused(known, *, kind=NoticeKind.REVISED, received_on=FEB[14], band_d="246.20", total=None):
    amount = None if total is None else Decimal(total)
    return notice_problems(known, kind=kind, received_on=received_on, band_d=Decimal(band_d), total=amount)


# The revised precept ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("position", "figure", "goes"),
    [
        (Position.VETO_HIGH, "251.19", True), (Position.VETO_HIGH, "251.20", False), (Position.VETO_HIGH, "251.21", False),
        (Position.VETO_LOW, "251.21", True), (Position.VETO_LOW, "251.20", False), (Position.VETO_LOW, "251.19", False),
    ],
)  # fmt: skip
def test_revised_figure_moves_the_right_way_and_the_same_one_is_wrong(position, figure, goes):
    assert (direction_problem(position, Decimal("251.20"), Decimal(figure)) == "") is goes


def test_wrong_way_is_refused_beside_the_figure_with_its_provision():
    found = refused(facts(today=FEB[15], notices=[FIRST], reports=[VETO_HIGH]), band_d="252.00")
    assert found == {
        "band_d": "The panel vetoed £251.20 as too high. The revised figure must be lower, and £252.00 is not "
        "(SI 2012/2271, regulation 5)"
    }


def test_total_must_move_the_right_way_too():
    known = facts(today=FEB[15], notices=[FIRST], reports=[VETO_HIGH])
    assert list(refused(known, total="144800000")) == ["total"]
    assert refused(known, total="142000000") == {}


def test_no_revised_precept_before_the_panel_has_reported():
    found = refused(facts(today=FEB[15], notices=[FIRST]))
    assert found == {"kind": "A revised precept follows a veto, and the panel has not reported (SI 2012/2271, regulation 5)"}


def test_no_revised_precept_without_a_veto():
    found = refused(facts(today=FEB[15], notices=[FIRST], reports=[report(Position.SUPPORT, FEB[7])]))
    assert "did not veto" in found["kind"]
    assert "Schedule 5 paragraph 5" in found["kind"]


def test_late_veto_opens_no_second_round():
    found = refused(facts(today=FEB[15], notices=[FIRST], reports=[LATE_VETO]))
    assert found == {
        "kind": "The veto was reported on Wednesday 9 February 2022, after Tuesday 8 February 2022. It does not hold, and the "
        "proposed precept may be issued (SI 2012/2271, regulation 4(2))"
    }


def test_second_revised_precept_is_refused_because_there_is_no_second_veto():
    known = facts(today=FEB[20], notices=[FIRST, revised(FEB[14], "246.20")], reports=[VETO_HIGH])
    assert "regulation 6" in refused(known, received_on=FEB[16])["kind"]


def test_revised_precept_is_not_older_than_the_veto_it_answers():
    found = refused(facts(today=FEB[15], notices=[FIRST], reports=[VETO_HIGH]), received_on=FEB[6])
    assert "Monday 7 February 2022" in found["received_on"]


def test_second_first_notice_is_refused():
    found = refused(facts(notices=[FIRST]), kind=NoticeKind.PROPOSAL, received_on=FEB[2])
    assert found == {"kind": "The notice of Tuesday 1 February 2022 stands. Change it, or take it back first"}


def test_notice_from_tomorrow_is_refused():
    found = refused(facts(today=FEB[1]), kind=NoticeKind.PROPOSAL, received_on=FEB[2])
    assert found == {"received_on": "The day on which the panel received it must be today or earlier"}


def test_rule_that_the_rule_book_lacks_is_not_assumed():
    rules = {key: one for key, one in rules_of().items() if key != "precept-revised-direction"}
    assert refused(facts(today=FEB[15], notices=[FIRST], reports=[VETO_HIGH], rules=rules), band_d="300.00") == {}


# The issue --------------------------------------------------------------------------------------------------------


def issue(known, band_d, issued_on=FEB[20]):
    return issue_problems(known, issued_on=issued_on, band_d=Decimal(band_d))


def test_without_a_veto_only_the_proposed_figure_may_be_issued():
    known = facts(today=FEB[28], notices=[FIRST], reports=[report(Position.SUPPORT, FEB[7])])
    assert issue(known, "251.20") == {}
    assert issue(known, "250.00")["band_d"] == (
        "Only the proposed £251.20 may be issued, not £250.00: the panel recommended no other figure (Police Reform and Social "
        "Responsibility Act 2011, Schedule 5 paragraph 5)"
    )


def test_figure_that_the_panel_recommended_may_be_issued():
    known = facts(today=FEB[28], notices=[FIRST], reports=[report(Position.RECOMMEND, FEB[7], band_d="249.00")])
    assert issue(known, "249.00") == {}
    assert "£249.00 that the panel recommended" in issue(known, "248.00")["band_d"]


def test_veto_holds_the_issue_until_a_revised_precept_has_come():
    known = facts(today=FEB[28], notices=[FIRST], reports=[VETO_HIGH])
    assert "Enter the revised precept first (SI 2012/2271, regulation 5)" in issue(known, "251.20")["band_d"]


def test_late_veto_lets_the_proposed_precept_be_issued():
    assert issue(facts(today=FEB[28], notices=[FIRST], reports=[LATE_VETO]), "251.20") == {}


def test_after_a_veto_the_revised_figure_may_be_issued_and_nothing_nearer_the_vetoed_one():
    known = facts(
        today=FEB[28],
        notices=[FIRST, revised(FEB[14], "246.20")],
        reports=[VETO_HIGH, SECOND],
    )
    assert issue(known, "246.20") == {}
    assert issue(known, "246.00") == {}
    assert "no more than the revised £246.20" in issue(known, "246.21")["band_d"]


def test_after_a_veto_as_too_low_nothing_below_the_revised_figure():
    known = facts(
        today=FEB[28],
        notices=[FIRST, revised(FEB[14], "256.20")],
        reports=[VETO_LOW, SECOND],
    )
    assert "no less than the revised £256.20" in issue(known, "256.19")["band_d"]


@pytest.mark.parametrize(("day", "open_"), [(8, False), (9, True)])
def test_without_a_report_the_issue_waits_until_the_panels_time_is_over(day, open_):
    found = issue(facts(today=FEB[28], notices=[FIRST]), "251.20", issued_on=FEB[day])
    assert (found == {}) is open_
    if not open_:
        assert "regulation 4(1)" in found["issued_on"]


def test_second_report_is_waited_for_until_22_february():
    known = facts(today=FEB[28], notices=[FIRST, revised(FEB[14], "246.20")], reports=[VETO_HIGH])
    assert "Tuesday 22 February 2022" in issue(known, "246.20", issued_on=FEB[22])["issued_on"]
    assert issue(known, "246.20", issued_on=FEB[23]) == {}


def test_issue_before_the_report_or_the_notice_or_from_tomorrow_is_refused():
    known = facts(today=FEB[20], notices=[FIRST], reports=[report(Position.SUPPORT, FEB[7])])
    assert "sent its report on Monday 7 February" in issue(known, "251.20", issued_on=FEB[6])["issued_on"]
    assert "received the proposal" in issue(known, "251.20", issued_on=date(2022, 1, 31))["issued_on"]
    assert "today or earlier" in issue(known, "251.20", issued_on=FEB[21])["issued_on"]


def test_nothing_is_issued_without_a_notice():
    assert "SI 2012/2271, regulation 3" in issue(facts(), "251.20")["band_d"]


# How it ended -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("reports", "notices", "issued", "outcome"),
    [
        ([], [FIRST], "251.20", Outcome.WITHOUT_REPORT),
        ([report(Position.SUPPORT, FEB[7])], [FIRST], "251.20", Outcome.AS_PROPOSED),
        ([report(Position.RECOMMEND, FEB[7])], [FIRST], "251.20", Outcome.AS_PROPOSED),
        ([report(Position.RECOMMEND, FEB[7], band_d="249.00")], [FIRST], "249.00", Outcome.CHANGED),
        ([report(Position.RECOMMEND, FEB[7], band_d="249.00")], [FIRST], "251.20", Outcome.AGAINST_ADVICE),
        ([report(Position.NOT_SUPPORT, FEB[7])], [FIRST], "251.20", Outcome.AGAINST_ADVICE),
        ([LATE_VETO], [FIRST], "251.20", Outcome.AGAINST_ADVICE),
        ([VETO_HIGH], [FIRST, revised(FEB[14], "246.20")], "246.20", Outcome.CHANGED),
        (
            [VETO_HIGH, SECOND], [FIRST, revised(FEB[14], "246.20")], "246.20", Outcome.CHANGED,
        ),
        (
            [VETO_HIGH, report(Position.NOT_SUPPORT, FEB[18], number=2)], [FIRST, revised(FEB[14], "246.20")], "246.20",
            Outcome.AGAINST_ADVICE,
        ),
    ],
)  # fmt: skip
def test_outcome_follows_from_the_record(reports, notices, issued, outcome):
    known = facts(today=FEB[28], notices=notices, reports=reports, responses=[response(one, FEB[20]) for one in reports])
    assert outcome_of(known, Decimal(issued)) == outcome


def test_facts_are_of_the_first_round_until_a_revised_precept_comes():
    assert facts(notices=[FIRST], reports=[VETO_HIGH], status=CaseStatus.REPORTED).round == 1


# Two-thirds of the membership -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("members", "needed"),
    [(10, 7), (11, 8), (12, 8), (13, 9), (14, 10), (15, 10), (16, 11), (17, 12), (18, 12), (19, 13), (20, 14)],
)
def test_veto_needs_two_thirds_of_all_members_of_every_size(members, needed):
    rule = rules_of()["veto-majority"]
    assert veto_test(needed, members, rule).is_met
    assert not veto_test(needed - 1, members, rule).is_met
    assert veto_test(needed, members, rule).provision.endswith("Schedule 5 paragraph 4(4)")


# Checks of figures ------------------------------------------------------------------------------------------------


def cap(before, after, *, nation="england", year=2022):
    rule = rules_of(year).get("referendum-cap-pounds")
    return cap_check(Decimal(before) if before else None, Decimal(after), rule, nation=nation, year=f"{year}/{year % 100 + 1}")


def test_ten_pounds_is_within_the_limit_of_2022_23_and_a_penny_more_is_not():
    assert cap("241.20", "251.20").state == "agrees"
    over = cap("241.20", "251.21")
    assert over.is_wrong
    assert over.words == "An increase of £10.01 is more than the £10 that needs no referendum in 2022/23."
    assert "s.52ZC" in over.provision
    assert over.is_verified


def test_limit_that_was_not_read_is_marked():
    assert not cap("241.20", "256.20", year=2023).is_verified


def test_year_without_a_limit_and_wales_are_not_checked_and_say_so():
    assert "no referendum limit for 2040/41" in cap("241.20", "999.00", year=2040).words
    assert "Wales" in cap("241.20", "999.00", nation="wales").words
    assert cap(None, "251.20").state == "unknown"


def test_precept_is_band_d_times_the_tax_base_within_stated_rounding():
    base, total = Decimal("576433.12"), Decimal("144800000")  # £144,800,000 is said in hundred thousands
    found = total_check(Decimal("251.20"), base, total)
    assert found.state == "agrees"
    assert "rounding explains up to £52,882.17" in found.words


def test_exact_total_is_held_to_half_a_penny_a_property():
    base = Decimal("100000")
    assert total_check(Decimal("251.20"), base, Decimal("25120499.99")).state == "agrees"
    wrong = total_check(Decimal("251.20"), base, Decimal("25120512.34"))
    assert wrong.is_wrong
    assert "£251.20 × 100,000 = £25,120,000, but the papers say £25,120,512.34" in wrong.words


def test_total_without_tax_base_says_what_is_missing():
    assert (
        total_check(Decimal("1"), None, Decimal("5")).words
        == "The tax base is not entered, so the precept is not checked against it."
    )


def line(label, value, unit="millions", *, section="budget", total=False, rough=False):
    return SimpleNamespace(label=label, value=Decimal(value), unit=unit, section=section, is_total=total, is_rough=rough)


def states(*rows):
    return [one.check.state if one.check else None for one in check_figures(rows)]


def test_total_counts_the_lines_of_its_part_since_the_last_total():
    assert states(
        line("Grants", "10"), line("Tax", "5"), line("Income", "15", total=True),
        line("Pay", "7"), line("Kit", "1", section="capital"), line("Costs", "7", total=True),
    ) == [None, None, "agrees", None, None, "agrees"]  # fmt: skip


def test_pounds_thousands_and_millions_count_together_and_percentages_apart():
    assert states(
        line("Grants", "1"), line("Other", "500", "thousands"), line("Rest", "7", "pounds"), line("Share", "67.8", "percent"),
        line("Income", "1500007", "pounds", total=True),
    )[-1] == "agrees"  # fmt: skip


def test_rounded_lines_may_miss_by_a_little_and_whole_pounds_may_not():
    assert states(line("A", "7.44"), line("B", "2.31"), line("Sum", "9.76", total=True))[-1] == "rounding"
    assert states(line("A", "3", "pounds"), line("B", "4", "pounds"), line("Sum", "8", "pounds", total=True))[-1] == "differs"


def test_the_corrected_deficit_of_2022_would_have_been_found():
    wrong = check_figures([line("Funding", "-21.7"), line("Savings", "13.5"), line("Deficit", "-13.5", total=True)])[-1].check
    assert wrong.is_wrong
    assert wrong.words == "The lines make −£8.2 million, but the total says −£13.5 million."


def test_figures_said_roughly_only_warn():
    assert states(line("Replies", "6000", "number", rough=True), line("All", "6300", "number", total=True))[-1] == "rough"


def test_total_without_lines_is_not_checked():
    assert states(line("Total", "9", total=True)) == ["unknown"]


def test_words_of_figures():
    assert figure_words(Decimal("144.800"), "millions") == "£144.8 million"
    assert figure_words(Decimal("550"), "thousands") == "£550 thousand"
    assert figure_words(Decimal("67.800"), "percent") == "67.8%"
    assert figure_words(Decimal("6000.000"), "number") == "6,000"
    assert percent(Decimal("241.20"), Decimal("251.20")) == "4.1%"
