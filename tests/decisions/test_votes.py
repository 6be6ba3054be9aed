"""Votes in a case: two-thirds of the membership for every size of panel, from the minutes or typed, and what is refused."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from decisions.choices import CaseKind, NoticeKind, Position, Post
from decisions.models import Case, PanelVote
from decisions.rules.reports import report_problems
from decisions.rules.votes import result_from, result_of
from decisions.services.reading import facts_of
from decisions.services.requests import decide_act
from decisions.services.voting import record_vote, resolutions_of, take_back_vote
from panels.choices import BodyKind, RuleUnit
from panels.models import Rule
from tests.factories.decisions import (
    CaseFactory,
    CaseMeetingFactory,
    NoticeFactory,
    PanelVoteFactory,
    ReportFactory,
    SeniorAppointmentFactory,
)
from tests.factories.minutes import HeldMeetingFactory, MinuteItemFactory, MinutesFactory, ResolutionFactory
from tests.factories.panels import BodyFactory, MembershipFactory

pytestmark = pytest.mark.usefixtures("today", "rulebook")

# Two-thirds of the membership, worked out by hand: a fraction of a person is a whole one more
NEEDED = {10: 7, 11: 8, 12: 8, 13: 9, 14: 10, 15: 10, 16: 11, 17: 12, 18: 12, 19: 13, 20: 14}


@pytest.fixture
def case(body):
    case = CaseFactory(body=body, slug="2022-23", notified=True)
    NoticeFactory(case=case)
    CaseMeetingFactory(case=case)
    return case


def _record(case, **facts):
    case.refresh_from_db()
    usual = {"question": "That the precept is vetoed", "meeting": case.meetings.get().meeting, "votes_for": 8, "actor": None}
    return record_vote(case=case, version=case.version, **usual | facts)


def _problems(error):
    return {name: [str(one) for one in found] for name, found in error.value.message_dict.items()}


@pytest.mark.parametrize(("members", "needed"), NEEDED.items())
def test_veto_needs_two_thirds_of_the_membership_on_the_page(client, case, clerk, members, needed):
    """Through the public face: one vote too few fails and one more carries, however few were in the room."""
    MembershipFactory.create_batch(members, body=case.body)
    client.force_login(clerk)
    url = reverse("cases:case-vote-create", args=["avon", "precept", "2022-23"])
    for votes in (needed - 1, needed):
        page = client.get(url)
        assert f"A veto needs {needed} of them" in page.content.decode()
        sent = {"question": "That the precept is vetoed", "is_veto": "on", "votes_for": votes}
        sent |= {name: page.context["form"][name].value() for name in ("token", "meeting")}
        words = client.post(url, sent, follow=True).content.decode()
        said = "carried" if votes == needed else "failed"
        assert f"Veto {said}: {votes} voted for it and {needed} are needed" in words
        assert f"The panel had {members} members on the day." in words
        assert "Schedule 5 paragraph 4(4)" in words
    assert [vote.members for vote in PanelVote.objects.all()] == [members, members]


def test_all_who_were_in_the_room_may_be_too_few(case):
    rule = facts_of(case).rule("veto-majority")
    counts = {"votes_for": 11, "votes_against": 0, "abstained": 0, "not_voting": 0}
    result = result_from(counts, 11, 20, veto=rule)
    assert (result.is_carried, result.needed, result.test) == (False, 14, "Two-thirds of 20 is 13.3, so 14")


def test_other_votes_are_carried_by_more_for_than_against():
    def came_out(*counts):
        return result_from(dict(zip(("votes_for", "votes_against", "abstained", "not_voting"), counts, strict=True)), 9, 12)

    assert [came_out(5, 4, 0, 0).is_carried, came_out(4, 5, 0, 0).is_carried, came_out(4, 4, 1, 0).is_carried] == [
        True,
        False,
        None,
    ]
    assert came_out(4, 4, 1, 0).words == "Equal votes: the person presiding decides"


@pytest.mark.parametrize(
    ("facts", "problems"),
    [
        ({"votes_for": None}, {"votes_for": ["Enter how many voted for it, 0 if nobody did"]}),
        ({"votes_for": 0}, {"votes_for": ["Nobody voted and nobody was in the room. Enter the counts"]}),
        (
            {"in_room": 9, "members": 12},
            {"in_room": ["The counts make 8, but 9 members were in the room. Count those who did not vote too"]},
        ),
        ({"members": 7}, {"members": ["8 members were in the room, but the panel had 7 on the day"]}),
        ({}, {"members": ["Enter how many members the panel had on the day"]}),
        ({"question": " ", "members": 12}, {"question": ["Say what was put to the vote"]}),
    ],
)
def test_counts_that_cannot_be_are_refused_by_field(case, facts, problems):
    with pytest.raises(ValidationError) as error:
        _record(case, **facts)
    assert _problems(error) == problems


def test_counts_come_from_the_resolution_of_the_minutes(case):
    meeting = case.meetings.get().meeting
    item = MinuteItemFactory(minutes=MinutesFactory(meeting=meeting))
    counts = {"votes_for": 9, "votes_against": 2, "abstained": 1, "not_voting": 1, "not_recorded": 1, "in_room": 14}
    resolution = ResolutionFactory(entry__item=item, members_on_day=17, **counts)
    uncounted = ResolutionFactory(entry__item=item)
    assert list(resolutions_of(case)) == [resolution]

    vote = _record(case, resolution=resolution, votes_for=1)
    assert (vote.votes_for, vote.not_voting, vote.in_room, vote.members) == (9, 2, 14, 17)
    assert not resolutions_of(case).exists()
    with pytest.raises(ValidationError, match="The minutes give no counts"):
        _record(case, resolution=uncounted)


def test_resolution_of_another_meeting_is_refused(case, body):
    other = HeldMeetingFactory(body=body, slug="other")
    item = MinuteItemFactory(minutes=MinutesFactory(meeting=other))
    resolution = ResolutionFactory(
        entry__item=item, votes_for=9, votes_against=0, abstained=0, not_voting=0, not_recorded=0, in_room=9
    )
    with pytest.raises(ValidationError, match="minutes of that meeting"):
        _record(case, resolution=resolution, members=12)


def test_a_vote_is_taken_at_a_meeting_of_the_case_that_has_been(case, body):
    with pytest.raises(ValidationError, match="meeting of this case that has been held"):
        _record(case, meeting=HeldMeetingFactory(body=body, slug="other"), members=12)


# Where there is no veto


def test_a_post_other_than_chief_constable_cannot_be_vetoed(body):
    case = CaseFactory(body=body, hearing=True, notified=True)
    SeniorAppointmentFactory(case=case, post=Post.DEPUTY)
    CaseMeetingFactory(case=case)
    with pytest.raises(ValidationError) as error:
        _record(case, is_veto=True, members=12)
    words = _problems(error)["is_veto"][0]
    assert words == (
        "The law gives the panel no veto here: Police Reform and Social Responsibility Act 2011, Schedule 1 paragraph 12 and "
        "Schedule 8 paragraph 7"
    )


def test_a_chief_constable_may_be_vetoed_by_a_rule_of_its_own(body):
    case = CaseFactory(body=body, hearing=True, notified=True)
    SeniorAppointmentFactory(case=case, post=Post.CHIEF_CONSTABLE)
    CaseMeetingFactory(case=case)
    vote = _record(case, is_veto=True, members=12)
    assert result_of(vote, facts_of(vote.case)).provision.endswith("Schedule 8 paragraph 5")


@pytest.mark.parametrize("kind", [CaseKind.PLAN, CaseKind.ANNUAL_REPORT, CaseKind.SUSPENSION, CaseKind.REMOVAL])
def test_other_kinds_of_case_know_no_veto(body, kind):
    case = CaseFactory(body=body, kind=kind, title="Title", notified=True)
    CaseMeetingFactory(case=case)
    with pytest.raises(ValidationError, match="no veto"):
        _record(case, is_veto=True, members=12)


def test_there_is_no_second_veto(case):
    ReportFactory(case=case, issued=True, position=Position.VETO_HIGH)
    NoticeFactory(case=case, kind=NoticeKind.REVISED, received_on=case.notices.get().received_on)
    with pytest.raises(ValidationError) as error:
        _record(case, is_veto=True, members=12)
    assert _problems(error)["is_veto"] == ["There is no second veto: SI 2012/2271, regulation 6"]


def test_without_the_rule_nothing_is_assumed(case):
    Rule.objects.filter(key="veto-majority").delete()
    with pytest.raises(ValidationError, match="no veto"):
        _record(case, is_veto=True, members=12)


def test_the_majority_is_the_rule_books(case):
    Rule.objects.filter(key="veto-majority").update(number=3, unit=RuleUnit.QUARTERS)
    vote = _record(case, is_veto=True, members=12)
    assert result_of(vote, facts_of(case)).needed == 9


# Taken back


def test_vote_is_taken_back_and_its_draft_loses_it(case):
    vote = PanelVoteFactory(case=case, meeting=case.meetings.get().meeting)
    draft = ReportFactory(case=case, vote=vote)
    take_back_vote(vote=vote, version=vote.version, actor=None)
    draft.refresh_from_db()
    assert draft.vote is None
    assert not facts_of(case).votes


def test_vote_stays_once_a_report_on_it_was_sent(case):
    vote = PanelVoteFactory(case=case, meeting=case.meetings.get().meeting)
    ReportFactory(case=case, vote=vote, issued=True)
    with pytest.raises(ValidationError) as error:
        take_back_vote(vote=vote, version=vote.version, actor=None)
    assert error.value.code == "reported"


# Who votes on a veto, and against how many it is measured


def test_a_veto_is_not_voted_on_by_a_sub_committee_whose_few_members_would_do(case, body):
    few = BodyFactory(area=body.area, kind=BodyKind.SUB_COMMITTEE, slug="few")
    MembershipFactory.create_batch(3, body=few)
    case.meetings.update(meeting=HeldMeetingFactory(body=few, slug="few-1"))
    with pytest.raises(ValidationError) as error:
        _record(case, votes_for=3, is_veto=True)
    assert _problems(error)["is_veto"] == [
        "A veto is voted on by the whole panel, and this meeting is one of another body: Police Reform and Social "
        "Responsibility Act 2011, Schedule 6 paragraph 27 (not yet verified)"
    ]
    assert _record(case, votes_for=3).members == 3


def test_a_veto_is_not_measured_against_fewer_members_than_the_panel_has(case, body):
    """Whoever types those present for those who are members would make 8 of 17 a veto."""
    MembershipFactory.create_batch(17, body=body)
    with pytest.raises(ValidationError) as error:
        _record(case, members=10, is_veto=True)
    words = "The panel had 17 members on the day. A veto is measured against all of them, present or not"
    assert _problems(error) == {"members": [words]}
    assert [_record(case, members=members, is_veto=True).members for members in (17, 18)] == [17, 18]
    assert _record(case, members=10).members == 10


def test_a_report_cannot_veto_by_the_vote_of_another_body(case, body):
    """One that was recorded before, or loaded."""
    few = HeldMeetingFactory(body=BodyFactory(area=body.area, kind=BodyKind.SUB_COMMITTEE, slug="few"), slug="few-1")
    draft = ReportFactory(case=case, veto=True, vote=PanelVoteFactory(case=case, meeting=few, veto=True))
    refused = [one.words for one in report_problems(facts_of(case), draft) if one.refuses]
    assert refused == ["The vote was taken by another body. A veto is voted on by the whole panel"]


def test_vote_stays_once_a_decision_of_the_panel_rests_on_it(body):
    case = CaseFactory(body=body, suspension=True, unshared=True, notified=True)
    meeting = CaseMeetingFactory(case=case).meeting
    vote = PanelVoteFactory(case=case, meeting=meeting)
    fresh = Case.objects.get(pk=case.pk)
    said = {"goes_ahead": True, "concerns": "", "from_on": meeting.held_on, "until_on": None, "note": ""}
    decide_act(case=fresh, version=fresh.version, actor=None, **said)
    with pytest.raises(ValidationError) as error:
        take_back_vote(vote=vote, version=vote.version, actor=None)
    assert error.value.message == "The panel’s decision rests on this vote, so the vote stays"
