"""What a vote in a case comes to: whether it adds up, whether a veto is open at all, and whether it has its majority."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from decisions.choices import CaseKind, Post
from decisions.rules.facts import AFTER_VETO, CaseFacts
from meetings.rules.minutes import veto_test
from panels import rulebook

COUNTS = ("votes_for", "votes_against", "abstained", "not_voting")


@dataclass(frozen=True)
class VoteResult:
    """How a vote came out. `words` say it, `working` shows the sum, `test` the share that the law asks for.

    `is_carried` is None where the votes do not say: equal votes, which the person presiding decides.
    """

    words: str
    working: str
    is_carried: bool | None
    needed: int | None = None
    test: str = ""
    provision: str = ""
    is_verified: bool = True


def veto_rule(facts: CaseFacts) -> Any:
    """The majority that a veto needs in this case; None where the law gives the panel no veto, or the rule book no rule."""
    if facts.case.kind == CaseKind.PRECEPT:
        return facts.rule(rulebook.VETO)
    if facts.case.kind == CaseKind.APPOINTMENT and facts.appointment and facts.appointment.post == Post.CHIEF_CONSTABLE:
        return facts.rule(rulebook.CHIEF_CONSTABLE_VETO)
    return None


def why_no_veto(facts: CaseFacts) -> str:
    """Why the panel cannot vote on a veto in this case now, with the provision; empty where it can."""
    if veto_rule(facts) is None:
        rule = facts.rule(rulebook.APPOINTMENT_DECISION) if facts.case.kind == CaseKind.APPOINTMENT else None
        words = _("The law gives the panel no veto here")
        return _with_provision(words, rule)
    if facts.round == AFTER_VETO:
        key = rulebook.PRECEPT_VETO_ONCE if facts.case.kind == CaseKind.PRECEPT else rulebook.RESERVE_CANDIDATE
        return _with_provision(_("There is no second veto"), facts.rule(key))
    return ""


def why_not_there(facts: CaseFacts, meeting: Any) -> str:
    """Why a veto cannot be voted on at a meeting, with the provision: one of another body, such as a sub-committee, whose own
    members would otherwise be counted for the panel's. Empty where it can."""
    if meeting.body_id == facts.case.body_id:
        return ""
    words = _("A veto is voted on by the whole panel, and this meeting is one of another body")
    return _with_provision(words, facts.rule(rulebook.SPECIAL_FUNCTIONS))


def why_too_few(members: int | None, counted: int) -> str:
    """Why a veto cannot be measured against so few members: the register has more of them on the day. Empty where it can."""
    if not members or members >= counted:
        return ""
    words = ngettext(
        "The panel had %(counted)d member on the day. A veto is measured against all of them, present or not",
        "The panel had %(counted)d members on the day. A veto is measured against all of them, present or not",
        counted,
    )
    return words % {"counted": counted}


def result_of(vote: Any, facts: CaseFacts) -> VoteResult:
    """How a recorded vote came out: a veto by two-thirds of the membership, everything else by more for than against."""
    return result_from({name: getattr(vote, name) for name in COUNTS}, vote.in_room, vote.members, veto=_rule_for(vote, facts))


def result_from(counts: Mapping[str, int], in_room: int, members: int, *, veto: Any = None) -> VoteResult:
    """The same from the counts; `veto` is the rule of the majority, where the vote was on a veto."""
    working = sum_words(counts, in_room)
    if veto is not None:
        return _veto(counts, members, veto, working)
    more = counts["votes_for"] - counts["votes_against"]
    if more == 0:
        return VoteResult(_("Equal votes: the person presiding decides"), working, None)
    return VoteResult(_("Carried") if more > 0 else _("Lost"), working, more > 0)


def _veto(counts: Mapping[str, int], members: int, rule: Any, working: str) -> VoteResult:
    test = veto_test(counts["votes_for"], members, rule)
    said = {"for": counts["votes_for"], "needed": test.needed}
    if test.is_met:
        words = _("Veto carried: %(for)d voted for it and %(needed)d are needed") % said
    else:
        words = _("Veto failed: %(for)d voted for it and %(needed)d are needed") % said
    return VoteResult(words, working, bool(test.is_met), test.needed, capfirst(test.words), test.provision, test.is_verified)


def sum_words(counts: Mapping[str, int], in_room: int) -> str:
    """“12 for, 3 against, 1 abstained, 0 not voting: 16 in the room”."""
    room = ngettext("%(count)d member in the room", "%(count)d members in the room", in_room) % {"count": in_room}
    words = _("%(for)d for, %(against)d against, %(abstained)d abstained, %(not)d not voting: %(room)s")
    return words % {
        "for": counts["votes_for"], "against": counts["votes_against"], "abstained": counts["abstained"],
        "not": counts["not_voting"], "room": room,
    }  # fmt: skip


def vote_problems(counts: Mapping[str, int | None], in_room: int | None, members: int | None) -> dict[str, str]:
    """What cannot be of the counts, by field."""
    if counts.get("votes_for") is None:
        return {"votes_for": _("Enter how many voted for it, 0 if nobody did")}
    found = {name: _("Enter a whole number, 0 or more") for name in COUNTS if (counts.get(name) or 0) < 0}
    if found:
        return found
    total = sum(counts.get(name) or 0 for name in COUNTS)
    if total == 0:
        return {"votes_for": _("Nobody voted and nobody was in the room. Enter the counts")}
    if in_room is not None and total != in_room:
        words = _("The counts make %(total)d, but %(room)d members were in the room. Count those who did not vote too")
        found["in_room"] = words % {"total": total, "room": in_room}
    if not members:
        found["members"] = _("Enter how many members the panel had on the day")
    elif total > members:
        words = _("%(total)d members were in the room, but the panel had %(members)d on the day")
        found["members"] = words % {"total": total, "members": members}
    return found


def _rule_for(vote: Any, facts: CaseFacts) -> Any:
    return veto_rule(facts) if vote.is_veto else None


def _with_provision(words: str, rule: Any) -> str:
    if rule is None:
        return words
    mark = "" if rule.is_verified else _(" (not yet verified)")
    return f"{words}: {rule.provision}{mark}"
