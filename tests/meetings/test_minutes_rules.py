import pytest

from meetings.choices import Majority, Result, Vote
from meetings.rules.minutes import (
    Votes,
    agreement_problems,
    moved_to,
    result_problems,
    unanimity_problems,
    unanimity_warning,
    veto_test,
    vote_problems,
    working_words,
)
from panels.models import Rule

NONE = Votes()


def votes(*counts):
    return Votes(*(*counts, 0, 0, 0, 0, 0)[:5])


def rule(number=2, unit="thirds", *, is_verified=True):
    return Rule(number=number, unit=unit, provision="Schedule 5 paragraph 4(4)", is_verified=is_verified)


def test_no_count_at_all_is_no_vote_and_an_empty_one_beside_others_is_none():
    assert Votes.counted({}) == NONE
    assert not NONE.is_taken
    assert Votes.counted({"votes_for": 12, "not_recorded": 2}) == votes(12, 0, 0, 0, 2)
    assert Votes.counted({"votes_for": 0}).is_taken


def test_votes_by_name_leave_the_rest_of_the_room_not_recorded():
    assert Votes.named([Vote.FOR, Vote.FOR, Vote.AGAINST], 5) == votes(2, 1, 0, 0, 2)
    assert Votes.named([Vote.NOT_VOTING, "not-recorded"], 2) == votes(0, 0, 0, 1, 1)


@pytest.mark.parametrize(
    ("given", "in_room", "problem"),
    [
        (votes(12, 0, 0, 0, 2), 14, None),
        (NONE, 0, None),
        (votes(12, 0, 0, 1), 14, "12 and 0 and 0 and 1 make 13, but 14 members were in the room"),
        (votes(12, 0, 0, 0, 1), 14, "12 and 0 and 0 and 0 and 1 make 13, but 14 members were in the room"),
        (votes(2), 1, "2 and 0 and 0 and 0 make 2, but 1 member was in the room"),
        (votes(1), 0, "Nobody is marked as in the room for this item. Say who is in the room, then enter the votes"),
    ],
)
def test_votes_add_up_to_the_room(given, in_room, problem):
    assert vote_problems(given, in_room) == ({"votes_for": problem} if problem else {})


def test_a_count_is_never_below_none():
    assert vote_problems(votes(3, -1), 2) == {"votes_against": "Enter a whole number, 0 or more"}


def test_the_sum_is_shown_as_it_is_worked_out():
    assert working_words(votes(12, 0, 0, 2), 14) == "12 + 0 + 0 + 2 = 14, which agrees with the room"
    assert working_words(votes(12, 0, 0, 1), 14) == "12 + 0 + 0 + 1 = 13, but 14 members are in the room"
    assert working_words(NONE, 14) == ""


def test_counts_that_differ_from_the_names_are_named_one_by_one():
    found = agreement_problems(votes(3, 0), votes(2, 1))

    assert found == {
        "votes_for": "The votes by name make 2, but you entered 3",
        "votes_against": "The votes by name make 1, but you entered 0",
    }
    assert agreement_problems(NONE, votes(2, 1)) == {}
    assert agreement_problems(votes(2, 1), votes(2, 1)) == {}


@pytest.mark.parametrize(
    ("result", "given", "problem"),
    [
        (Result.CARRIED, votes(3, 5), "5 voted against and 3 for, so it was not carried. Change the result or the votes"),
        (Result.LOST, votes(5, 3), "5 voted for and 3 against, so it was not lost. Change the result or the votes"),
        (Result.FELL, votes(5, 3), "A resolution that fell was not put to the vote. Take the votes out, or change the result"),
        (Result.CARRIED, votes(5, 3), None),
        (Result.LOST, votes(3, 5), None),
        (Result.CARRIED, votes(4, 4), None),  # the person presiding decides
        (Result.LOST, votes(4, 4), None),
        (Result.CARRIED, votes(3, 5, 0, 0, 2), None),  # those not recorded may have been for it
        (
            Result.CARRIED,
            votes(1, 4, 0, 0, 2),
            "4 voted against and 1 for, so it was not carried. Change the result or the votes",
        ),
        (Result.FELL, NONE, None),
        (Result.CARRIED, NONE, None),
    ],
)
def test_a_result_never_contradicts_its_votes(result, given, problem):
    assert result_problems(result, given) == ({"result": problem} if problem else {})


@pytest.mark.parametrize(
    ("result", "given", "problem"),
    [
        (Result.CARRIED, votes(12, 5), None),
        (Result.CARRIED, votes(11, 6), "A veto needs 12 votes and 11 voted for it, so it was not carried"),
        (Result.CARRIED, votes(11, 0, 0, 0, 6), "A veto needs 12 votes and 11 voted for it, so it was not carried"),
        (Result.LOST, votes(11, 6), None),
        (Result.LOST, votes(12, 0), "A veto needs 12 votes and 12 voted for it, so it was carried"),
        (Result.CARRIED, NONE, "A veto stands on its votes. Enter how many voted for it"),
        (Result.LOST, NONE, None),
    ],
)
def test_a_veto_is_carried_by_its_majority_and_no_other(result, given, problem):
    found = result_problems(result, given, majority=Majority.TWO_THIRDS, needed=12)

    assert found == ({"result": problem} if problem else {})


def test_a_veto_without_a_rule_is_not_judged():
    assert result_problems(Result.CARRIED, votes(1, 9), majority=Majority.TWO_THIRDS, needed=None) == {}


@pytest.mark.parametrize(
    ("members", "needed", "words"),
    [
        (10, 7, "two-thirds of 10 is 6.7, so 7"),
        (12, 8, "two-thirds of 12 is 8"),
        (13, 9, "two-thirds of 13 is 8.7, so 9"),
        (14, 10, "two-thirds of 14 is 9.3, so 10"),
        (15, 10, "two-thirds of 15 is 10"),
        (16, 11, "two-thirds of 16 is 10.7, so 11"),
        (17, 12, "two-thirds of 17 is 11.3, so 12"),
        (18, 12, "two-thirds of 18 is 12"),
        (20, 14, "two-thirds of 20 is 13.3, so 14"),
    ],
)
def test_two_thirds_of_the_membership_shows_its_working(members, needed, words):
    found = veto_test(12, members, rule())

    assert (found.needed, found.words, found.is_met) == (needed, words, needed <= 12)


def test_a_veto_names_its_rule_and_says_nothing_of_a_vote_that_was_not_taken():
    found = veto_test(None, 17, rule(is_verified=False))

    assert (found.is_met, found.provision, found.is_verified) == (None, "Schedule 5 paragraph 4(4)", False)


def test_another_rule_has_other_words():
    assert veto_test(9, 10, rule(3, "quarters")).words == "three-quarters of 10 is 7.5, so 8"
    assert veto_test(9, 10, rule(5, "members")).words == "5 votes"
    assert veto_test(9, 10, rule(3, "thirds")).words == "3/3 of 10 is 10"


def test_unanimously_is_only_what_was_carried_without_a_vote_against():
    assert unanimity_problems(Result.CARRIED, votes(14)) == {}
    assert unanimity_problems(Result.LOST, votes(0, 14)) == {"is_unanimous": "Only what was carried can be unanimous"}
    assert unanimity_problems(Result.CARRIED, votes(12, 2)) == {
        "is_unanimous": "2 members voted against, so it was not unanimous"
    }


@pytest.mark.parametrize(
    ("given", "in_room", "begins"),
    [
        (votes(14), 14, ""),
        (votes(12, 0, 0, 0, 2), 14, "2 members in the room did not vote for it, or no votes of theirs are recorded. If they"),
        (votes(13, 0, 1), 14, "1 member in the room did not vote for it, or no vote of theirs is recorded. If they"),
        (NONE, 14, "No votes are entered. Enter them, or say why “unanimously” stands."),
    ],
)
def test_unanimously_with_fewer_votes_than_members_asks_why(given, in_room, begins):
    warning = unanimity_warning(given, in_room)

    assert warning.startswith(begins)
    assert bool(warning) == bool(begins)


@pytest.mark.parametrize(
    ("position", "order"),
    [(1, [3, 1, 2]), (2, [1, 3, 2]), (3, [1, 2, 3]), (99, [1, 2, 3]), (0, [3, 1, 2]), (-5, [3, 1, 2])],
)
def test_a_place_beyond_either_end_is_that_end(position, order):
    assert moved_to([1, 2, 3], 3, position) == order
