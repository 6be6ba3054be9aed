"""Votes and what they decide: whether they add up, whether "unanimously" stands, whether a veto has its majority."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from meetings.choices import Majority, MinutesStatus, Result, Vote
from panels.choices import RuleUnit
from panels.rules import SHARES, members_needed

# Minutes that their clerk still writes
WRITABLE = frozenset({MinutesStatus.DRAFTING, MinutesStatus.CHECKED})
COUNTS: Mapping[str, str] = {
    Vote.FOR: "votes_for",
    Vote.AGAINST: "votes_against",
    Vote.ABSTAINED: "abstained",
    Vote.NOT_VOTING: "not_voting",
    Vote.NOT_RECORDED: "not_recorded",
}
SAID_IF_ANY = "not_recorded"  # left out of a sum while there are none


@dataclass(frozen=True)
class Votes:
    """How many voted which way. All five are None where no vote was taken."""

    votes_for: int | None = None
    votes_against: int | None = None
    abstained: int | None = None
    not_voting: int | None = None
    not_recorded: int | None = None

    @classmethod
    def counted(cls, given: Mapping[str, Any]) -> "Votes":
        """From what was typed: a count left empty beside others is none."""
        counts = {name: given.get(name) for name in COUNTS.values()}
        if all(count is None for count in counts.values()):
            return cls()
        return cls(**{name: count or 0 for name, count in counts.items()})

    @classmethod
    def named(cls, votes: Iterable[str], in_room: int) -> "Votes":
        """From the votes by name; of those in the room without one, the vote is not recorded."""
        found = Counter(str(vote) for vote in votes)
        found[Vote.NOT_RECORDED.value] += max(in_room - sum(found.values()), 0)
        return cls(**{name: found[str(vote)] for vote, name in COUNTS.items()})

    @property
    def is_taken(self) -> bool:
        return self.votes_for is not None

    @property
    def counts(self) -> dict[str, int]:
        """The five counts by field, none where no vote was taken."""
        return {name: getattr(self, name) or 0 for name in COUNTS.values()}

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True)
class Veto:
    """What a veto needs, and how that is worked out. `is_met` is None where no vote was taken."""

    needed: int
    is_met: bool | None
    words: str
    provision: str
    is_verified: bool


def vote_problems(votes: Votes, in_room: int) -> dict[str, str]:
    """What cannot be about the votes, by field: they add up to the members in the room for the item."""
    below = {name: _("Enter a whole number, 0 or more") for name, count in votes.counts.items() if count < 0}
    if below or not votes.is_taken:
        return below
    if not in_room:
        return {"votes_for": _("Nobody is marked as in the room for this item. Say who is in the room, then enter the votes")}
    if votes.total != in_room:
        return {"votes_for": _total_words(votes, in_room)}
    return {}


def working_words(votes: Votes, in_room: int) -> str:
    """The sum as the page shows it beside the votes; empty where no vote was taken."""
    if not votes.is_taken:
        return ""
    said = {"sum": " + ".join(_listed(votes)), "total": votes.total, "room": in_room}
    if votes.total == in_room:
        return _("%(sum)s = %(total)d, which agrees with the room") % said
    return _("%(sum)s = %(total)d, but %(room)d members are in the room") % said


def _total_words(votes: Votes, in_room: int) -> str:
    joined = _(" and ").join(_listed(votes))
    words = ngettext(
        "%(counts)s make %(total)d, but %(room)d member was in the room",
        "%(counts)s make %(total)d, but %(room)d members were in the room",
        in_room,
    )
    return words % {"counts": joined, "total": votes.total, "room": in_room}


def _listed(votes: Votes) -> list[str]:
    return [str(count) for name, count in votes.counts.items() if name != SAID_IF_ANY or count]


def agreement_problems(entered: Votes, by_name: Votes) -> dict[str, str]:
    """Where the counts that were entered differ from the votes by name, beside each count."""
    if not entered.is_taken:
        return {}
    words = _("The votes by name make %(named)d, but you entered %(entered)d")
    named = by_name.counts
    return {
        name: words % {"named": named[name], "entered": count} for name, count in entered.counts.items() if count != named[name]
    }


def result_problems(result: str, votes: Votes, *, majority: str = Majority.SIMPLE, needed: int | None = None) -> dict[str, str]:
    """Where the result contradicts the votes. `needed` is how many a veto needs, None where the rule book does not say.

    Equal votes may be carried or lost: the person presiding has a second vote (Local Government Act 1972, Schedule 12
    paragraph 39(2)). Votes that are not recorded may have gone either way.
    """
    if result == Result.FELL:
        words = _("A resolution that fell was not put to the vote. Take the votes out, or change the result")
        return {"result": words} if votes.is_taken else {}
    problem = _veto_problem(result, votes, needed) if majority == Majority.TWO_THIRDS else _simple_problem(result, votes)
    return {"result": problem} if problem else {}


def _simple_problem(result: str, votes: Votes) -> str:
    count = votes.counts
    said = {"for": count["votes_for"], "against": count["votes_against"]}
    if result == Result.CARRIED and count["votes_against"] > count["votes_for"] + count["not_recorded"]:
        return _("%(against)d voted against and %(for)d for, so it was not carried. Change the result or the votes") % said
    if result == Result.CARRIED and votes.is_taken and not count["votes_for"] + count["not_recorded"]:
        return _("Nobody voted for it, so it was not carried. Change the result or the votes")
    if result == Result.LOST and count["votes_for"] > count["votes_against"] + count["not_recorded"]:
        return _("%(for)d voted for and %(against)d against, so it was not lost. Change the result or the votes") % said
    return ""


def _veto_problem(result: str, votes: Votes, needed: int | None) -> str:
    if result == Result.CARRIED and not votes.is_taken:
        return _("A veto stands on its votes. Enter how many voted for it")
    if needed is None or not votes.is_taken:
        return ""
    count = votes.counts
    said = {"needed": needed, "for": count["votes_for"]}
    if result == Result.CARRIED and count["votes_for"] < needed:
        return _("A veto needs %(needed)d votes and %(for)d voted for it, so it was not carried") % said
    if result == Result.LOST and count["votes_for"] >= needed:
        return _("A veto needs %(needed)d votes and %(for)d voted for it, so it was carried") % said
    return ""


def unanimity_problems(result: str, votes: Votes) -> dict[str, str]:
    """What no reason can mend: a vote against, or nothing carried."""
    if result != Result.CARRIED:
        return {"is_unanimous": _("Only what was carried can be unanimous")}
    against = votes.counts["votes_against"]
    if against:
        words = ngettext(
            "%(count)d member voted against, so it was not unanimous",
            "%(count)d members voted against, so it was not unanimous",
            against,
        )
        return {"is_unanimous": words % {"count": against}}
    return {}


def unanimity_warning(votes: Votes, in_room: int) -> str:
    """What the clerk confirms with a reason before "unanimously" stands; empty where everybody in the room voted for it."""
    say_why = _("say why “unanimously” stands. The reason goes in the record, not in the minutes")
    if not votes.is_taken:
        return _("No votes are entered. Enter them, or %(say_why)s") % {"say_why": say_why}
    missing = in_room - votes.counts["votes_for"]
    if missing <= 0:
        return ""
    words = ngettext(
        "%(count)d member in the room did not vote for it, or no vote of theirs is recorded.",
        "%(count)d members in the room did not vote for it, or no votes of theirs are recorded.",
        missing,
    )
    mend = _("If they had left, change who is in the room. If not, %(say_why)s") % {"say_why": say_why}
    return f"{words % {'count': missing}} {mend}"


def veto_test(votes_for: int | None, members: int, rule: Any) -> Veto:
    """Whether so many votes are enough for a veto, by a rule of the rule book (Police Reform and Social Responsibility
    Act 2011, Schedule 5 paragraph 4(4)): a share of the persons who are members on the day, present or not."""
    needed = members_needed(rule.number, rule.unit, members)
    is_met = None if votes_for is None else votes_for >= needed
    return Veto(needed, is_met, _veto_words(needed, members, rule), rule.provision, rule.is_verified)


def _veto_words(needed: int, members: int, rule: Any) -> str:
    share = SHARES.get(rule.unit)
    if share is None:
        return ngettext("%(count)d vote", "%(count)d votes", needed) % {"count": needed}
    exact = Fraction(members * rule.number, share)
    said = {"share": _share_words(rule.number, rule.unit), "members": members, "needed": needed}
    if exact.denominator == 1:
        return _("%(share)s of %(members)d is %(needed)d") % said
    return _("%(share)s of %(members)d is %(exact)s, so %(needed)d") % {**said, "exact": f"{float(exact):.1f}"}


def _share_words(number: int, unit: str) -> str:
    named = {
        (1, RuleUnit.THIRDS): _("one-third"),
        (2, RuleUnit.THIRDS): _("two-thirds"),
        (1, RuleUnit.QUARTERS): _("one-quarter"),
        (2, RuleUnit.QUARTERS): _("half"),
        (3, RuleUnit.QUARTERS): _("three-quarters"),
    }
    return named.get((number, RuleUnit(unit)), pgettext("a share", "%(number)d/%(share)d") % {
        "number": number, "share": SHARES[unit],
    })  # fmt: skip


def moved_to(keys: list[int], key: int, position: int) -> list[int]:
    """The keys once one of them stands at a place counted from 1; a place beyond either end is that end."""
    others = [other for other in keys if other != key]
    others.insert(min(max(position - 1, 0), len(others)), key)
    return others
