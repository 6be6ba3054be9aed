"""What a report states from the record: to whom, what was proposed, the vote, a veto as the law asks, what follows."""

import re
from datetime import date
from decimal import Decimal

import pytest

from decisions.choices import MeetingPart, Position, Post
from decisions.models import Case
from decisions.papers import Letterhead, report_sheet
from decisions.papers.letterheads import commissioner_lines, panel_lines
from decisions.services.reading import facts_of
from decisions.services.reports import draft_sheet
from interface import clock
from meetings.choices import Publication
from panels.choices import PolicingBodyKind
from panels.models import Rule
from tests.decisions.reporting import again, hearing, meeting_of, panel, precept, revised, rules, sent, written
from tests.factories.decisions import CaseFactory, CaseMeetingFactory, NoticeFactory, PanelVoteFactory
from tests.factories.panels import PoliceAreaFactory

ACT = "Police Reform and Social Responsibility Act 2011"
HEAD = Letterhead(panel=("Avon Police and Crime Panel",), commissioner=("Mark Shelford",))


@pytest.fixture(autouse=True)
def today(db):
    rules()
    with clock.stand_on(date(2022, 2, 7)):
        yield


@pytest.fixture
def body(db):
    return panel()


def words(case, report, on=None):
    """The words of a report as one line, without tags."""
    sheet = report_sheet(facts_of(again(case)), report, head=HEAD, issued_on=on)
    return " ".join(strip(sheet.content).split())


def strip(html):
    return re.sub(r"<[^>]+>", " ", str(html)).replace("&#x27;", "'")


def spaced(text):
    return " ".join(text.split()).replace(" )", ")").replace("( ", "(")


# To whom and under what ------------------------------------------------------------------------------------------


def test_a_report_is_from_the_panel_at_its_host_to_the_commissioner_under_the_provision(body):
    case = precept(body)
    sheet = draft_sheet(facts_of(case), written(case))

    assert sheet.to_lines == ("Mark Shelford", "Avon Police and Crime Commissioner")
    assert sheet.from_lines == (
        "Avon Police and Crime Panel", "care of Somerset County Council", "County Hall, The Crescent", "Taunton, TA1 4DY",
    )  # fmt: skip
    assert ("Reported under", "SI 2012/2271, regulation 4(1)") in sheet.facts
    assert ("Notice received", "Tuesday 25 January 2022") in sheet.facts
    assert sheet.standing == "Draft. Not sent."
    assert sheet.signature_lines == ["Anna Ash", "Chair", "Avon Police and Crime Panel"]


def test_a_second_report_is_under_its_own_provision(body):
    case = precept(body)
    sent(case)
    with clock.stand_on(date(2022, 2, 20)):
        second = revised(case)
        sheet = draft_sheet(facts_of(second), written(second, Position.SUPPORT, number=2, vote=None))

    assert ("Reported under", "SI 2012/2271, regulation 6") in sheet.facts
    assert sheet.title == "Precept 2022/23: second report"


@pytest.mark.parametrize(
    ("kind", "line"),
    [
        (PolicingBodyKind.COMMISSIONER, "Avon Police and Crime Commissioner"),
        (PolicingBodyKind.FIRE_COMMISSIONER, "Avon Police, Fire and Crime Commissioner"),
        (PolicingBodyKind.MAYOR, "Mayor, for policing in Avon"),
        (PolicingBodyKind.BOARD, "Avon Policing and Crime Board"),
    ],
)
def test_every_kind_of_policing_body_is_written_to_by_its_office(kind, line):
    area = PoliceAreaFactory.build(name="Avon", policing_body=kind, commissioner_name="")

    assert commissioner_lines(area) == (line,)
    assert panel_lines("The Panel", "", "") == ("The Panel",)


# The precept -----------------------------------------------------------------------------------------------------


def test_a_veto_states_that_it_is_one_and_whether_too_high_with_vote_and_what_follows(body):
    case = precept(body)
    said = words(case, written(case), on=date(2022, 2, 4))

    for sentence in (
        "The panel vetoes the proposed precept.",
        "In the panel’s view the precept is too high.",
        f"This report states that the panel vetoes. {ACT}, Schedule 5 paragraph 4(2); SI 2012/2271, regulation 5(3)",
        "On Tuesday 25 January 2022 the panel received notice of the precept that the Commissioner proposes to issue for",
        "Band D this year £241.20 Band D proposed £251.20 Increase £10.00, 4.15% Precept in all £25,120,000",
        "The panel reviewed the proposed precept at its meeting of Tuesday 1 February 2022 at The Deane House 1.",
        "The Commissioner and staff left the room before the panel voted.",
        "The panel voted on Tuesday 1 February 2022.",
        "For 12 Against 1 Abstained 1 Not voting or not recorded 0 Members in the room 14 Members of the panel on the day 17",
        "two-thirds of 17 is 11.3, so 12. In favour were 12, so the panel vetoed.",
        f"({ACT}, Schedule 5 paragraph 4(4))",
        "It asked about reserves.",
        "By Tuesday 15 February 2022 the Commissioner responds to this report, publishes the response and gives the panel notice "
        "of a revised precept. (SI 2012/2271, regulation 5)",
        "The revised precept is lower than the one that was proposed, of £251.20 at band D. (SI 2012/2271, regulation 5)",
        "By Tuesday 22 February 2022 the panel reviews the revised precept and reports on it. It cannot veto again. "
        "(SI 2012/2271, regulation 6)",
        "By Tuesday 1 March 2022 the Commissioner issues the precept. (SI 2012/2271, Part 2)",
        f"The panel publishes this report and its recommendations. ({ACT}, s.28(6)-(7))",
        "published in this manner: On the panel’s website.",
    ):
        assert sentence in spaced(said), sentence


def test_a_veto_as_too_low_says_so_and_asks_for_more(body):
    said = words(precept(body), written(precept_of(body), Position.VETO_LOW), on=date(2022, 2, 4))

    assert "In the panel’s view the precept is too low." in said
    assert "The revised precept is higher than the one that was proposed" in said
    assert "too high" not in said


def precept_of(body):
    return Case.objects.for_page().get(body=body, slug="2022-23")


@pytest.mark.parametrize("day", [date(2022, 2, 8), date(2022, 2, 9)])
def test_only_a_veto_after_8_february_says_that_the_process_ends(body, day):
    said = spaced(words(precept(body), written(precept_of(body)), on=day))
    ends = "A veto that is not reported in time ends the process: the Commissioner may issue the proposed precept. (SI 2012/2271"

    assert (ends in said) == (day > date(2022, 2, 8))
    assert ("gives the panel notice of a revised precept" in said) == (day <= date(2022, 2, 8))


def test_support_names_the_provision_that_binds_what_may_be_issued_and_no_veto(body):
    case = precept(body)
    draft = written(case, Position.RECOMMEND, vote=None, recommendations=["Hold it."], recommended_band_d=Decimal("249.20"))
    said = spaced(words(case, draft, on=date(2022, 2, 4)))

    assert "The panel makes recommendations on the proposed precept." in said
    assert "The panel recommends a precept of £249.20 at band D." in said
    assert (
        f"Only the proposed precept may then be issued, or another that this report recommends. ({ACT}, Schedule 5 paragraph 5)"
        in said
    )
    assert "veto" not in said
    assert "The vote" not in said


def test_a_report_that_is_sent_late_without_a_veto_says_so(body):
    said = spaced(words(precept(body), written(precept_of(body), Position.SUPPORT), on=date(2022, 2, 10)))

    assert "This report is sent after Tuesday 8 February 2022, the last day for it. (SI 2012/2271, regulation 4(1))" in said


def test_the_second_report_sets_both_figures_side_by_side_and_names_only_its_own_meeting(body):
    case = precept(body)
    sent(case)
    with clock.stand_on(date(2022, 2, 20)):
        second = revised(case)
        said = spaced(words(second, written(second, Position.SUPPORT, number=2, vote=None), on=date(2022, 2, 20)))

    assert "Band D proposed £251.20 £249.20" in said
    assert "Increase £10.00, 4.15% £8.00, 3.32%" in said
    assert "Friday 18 February 2022" in said
    assert "Tuesday 1 February 2022" not in said
    assert "There is no second veto. (SI 2012/2271, regulation 6)" in said


# Appointments ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_public", [False, True])
def test_the_candidate_is_named_only_where_the_name_is_public(body, is_public):
    case = hearing(body, named=is_public)
    draft = written(case, Position.APPOINT, vote=None)
    said = words(case, draft, on=date(2022, 2, 7))

    who = "Alexandra Candlewick" if is_public else "the preferred candidate"
    assert f"The panel recommends that {who} is appointed as Deputy Police and Crime Commissioner." in said
    assert ("Candlewick" in said) == is_public
    assert "council" not in said  # why the candidate meets the criteria, and the terms
    assert "65,000" not in said


def test_a_veto_of_a_chief_constable_says_who_comes_next_and_that_it_is_not_verified(body):
    case = hearing(body, Post.CHIEF_CONSTABLE)
    with clock.stand_on(date(2022, 2, 12)):
        vote = PanelVoteFactory(case=case, meeting=case.meetings.get().meeting, is_veto=True, votes_for=12, members=17)
        said = spaced(words(case, written(again(case), Position.VETO, vote=vote), on=date(2022, 2, 12)))

    assert "The panel vetoes the appointment of the preferred candidate as Chief Constable." in said
    assert "The panel held a confirmatory hearing in public on Thursday 10 February 2022" in said
    assert "whom it cannot veto. (SI 2012/2271, regulations 9-10; not yet verified)" in said


def test_after_three_weeks_the_report_says_that_the_commissioner_may_appoint(body):
    case = hearing(body)
    draft = written(case, Position.APPOINT, vote=None)

    assert "ends the process: the Commissioner may appoint." in words(case, draft, on=date(2022, 2, 22))
    assert "ends the process" not in words(case, draft, on=date(2022, 2, 21))


def test_private_meetings_are_told_as_private_and_those_of_members_alone_not_at_all(body):
    case = hearing(body)
    private = meeting_of(body, date(2022, 2, 11), publication=Publication.NOTICE, slug="private")
    hidden = meeting_of(body, date(2022, 2, 9), publication=Publication.MEMBERS, slug="hidden")
    CaseMeetingFactory(case=case, meeting=private, part=MeetingPart.DELIBERATION)
    CaseMeetingFactory(case=case, meeting=hidden, part=MeetingPart.BRIEFING)
    with clock.stand_on(date(2022, 2, 12)):
        said = words(case, written(again(case), Position.APPOINT, vote=None), on=date(2022, 2, 12))

    assert "The panel considered its recommendation in private on Friday 11 February 2022." in said
    assert "The Deane House 11" not in said
    assert "9 February" not in said


# The other kinds -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "position", "sentences"),
    [
        ("plan", Position.SUPPORT, ["received the draft of “Police and crime plan 2021-25”.", "supports the draft plan."]),
        ("plan", Position.RECOMMEND, [f"recommendations. ({ACT}, s.12(5))"]),
        ("annual_report", Position.NOT_SUPPORT, ["The panel does not support the annual report."]),
        ("removal", Position.STAY, ["does not call on the Chief Constable to resign or retire.", "not yet verified"]),
        ("removal", Position.GO, ["recommends that the Commissioner calls on the Chief Constable to resign or retire."]),
    ],
)  # fmt: skip
def test_every_kind_of_case_says_what_it_is_about_and_what_follows(body, kind, position, sentences):
    case = CaseFactory(body=body, notified=True, **{kind: True})
    NoticeFactory(case=case)
    said = spaced(words(case, written(case, position, vote=None), on=date(2022, 2, 7)))

    for sentence in sentences:
        assert sentence in said, sentence


def test_a_rule_that_is_not_verified_is_marked_in_print_and_a_missing_one_invents_nothing(body):
    Rule.objects.filter(key="precept-report-date").delete()
    Rule.objects.filter(key__in=["precept-response-date", "precept-no-veto"]).update(is_verified=False)
    said = spaced(words(precept(body), written(precept_of(body)), on=date(2022, 2, 9)))

    assert "(SI 2012/2271, regulation 5; not yet verified)" in said
    assert "8 February" not in said
