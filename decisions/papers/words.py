"""What a report states, in sentences: what was proposed, where it was taken, the vote, and what it comes to."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from decisions.choices import CaseKind, MeetingPart, NoticeKind, Position
from decisions.rules.facts import AFTER_VETO, CaseFacts, candidate_of, proposal_of
from decisions.rules.naming import years_words
from decisions.rules.reports import notice_for, test_of
from documents.choices import Access
from interface.templatetags.dates import long_date, money
from meetings.choices import Publication


@dataclass(frozen=True)
class Said:
    """A sentence of a report with the provision behind it; empty where none is."""

    words: str
    provision: str = ""
    is_verified: bool = True


def by_rule(words: str, rule: Any) -> Said:
    """A sentence under a rule of the rule book."""
    return Said(words, rule.provision, rule.is_verified) if rule else Said(words)


# What was proposed -----------------------------------------------------------------------------------------------


def thing_of(facts: CaseFacts, number: int) -> str:
    """What the report is about, in the middle of a sentence: “the proposed precept”, “the draft plan”."""
    kind, is_second = facts.case.kind, number == AFTER_VETO
    if kind == CaseKind.PRECEPT:
        return _("the revised precept") if is_second else _("the proposed precept")
    if kind == CaseKind.APPOINTMENT:
        return _("the appointment of the reserve candidate") if is_second else _("the proposed appointment")
    if kind == CaseKind.REMOVAL:
        return _("the proposal to call on the Chief Constable to resign or retire")
    if kind == CaseKind.DECISION:
        return _("the decision")
    if kind == CaseKind.PLAN:
        return _("the draft variation of the police and crime plan") if facts.case.is_variation else _("the draft plan")
    return _("the annual report")


def candidate_words(facts: CaseFacts, number: int) -> str:
    """The candidate as everybody may read of them: by name only where the name is public."""
    candidate = candidate_of(notice_for(facts, number)) if notice_for(facts, number) else None
    if candidate is not None and candidate.name_access == Access.PUBLIC:
        return str(candidate.name)
    return _("the reserve candidate") if number == AFTER_VETO else _("the preferred candidate")


def proposed_words(facts: CaseFacts, number: int) -> list[str]:
    """What the Commissioner proposed, and when the panel received it."""
    if facts.decision is not None:
        return [decision_words(facts.decision)]
    notice = notice_for(facts, number)
    if notice is None:
        return []
    said = {"day": long_date(notice.received_on), "title": facts.case.title}
    kind = facts.case.kind
    if kind == CaseKind.PRECEPT:
        return [_precept_words(facts, number, said["day"])]
    if kind == CaseKind.APPOINTMENT:
        return [_appointment_words(facts, number, notice, said["day"])]
    words = {
        CaseKind.REMOVAL: _("On %(day)s the panel received notice that the Commissioner proposes to call on the Chief Constable "
                            "to resign or retire."),
        CaseKind.PLAN: _("On %(day)s the panel received the draft of “%(title)s”."),
        CaseKind.ANNUAL_REPORT: _("On %(day)s the panel received “%(title)s”."),
    }  # fmt: skip
    return [words[CaseKind(kind)] % said]


def decision_words(decision: Any) -> str:
    """Which decision the panel reviewed, as everybody may read it: its title only once it is public, and of a private one the
    title that the public sees."""
    if decision.published_at is None:
        return _("The panel reviewed decision %(reference)s of the Commissioner.") % {"reference": decision.reference}
    words = _("The panel reviewed decision %(reference)s of the Commissioner, “%(title)s”, signed on %(day)s.")
    return words % {
        "reference": decision.reference, "title": decision.public_title, "day": long_date(decision.signed_on)
    }  # fmt: skip


def _precept_words(facts: CaseFacts, number: int, day: str) -> str:
    said = {"day": day, "year": years_words(facts.case.year) if facts.case.year else ""}
    if number == AFTER_VETO:
        return _("On %(day)s the panel received the Commissioner’s revised precept for %(year)s, after its veto.") % said
    return _("On %(day)s the panel received notice of the precept that the Commissioner proposes to issue for %(year)s.") % said


def _appointment_words(facts: CaseFacts, number: int, notice: Any, day: str) -> str:
    said = {"day": day, "who": candidate_words(facts, number), "post": facts.case.title}
    if notice.kind == NoticeKind.RENOTIFICATION:
        return _("On %(day)s the Commissioner notified the panel again of the proposal to appoint %(who)s as %(post)s.") % said
    return _("On %(day)s the Commissioner notified the panel of the proposal to appoint %(who)s as %(post)s.") % said


def precept_rows(facts: CaseFacts, number: int) -> list[tuple[str, str, str]]:
    """The figures of the notice: (what, figure, and after a veto the figure that was vetoed, else empty)."""
    notice = notice_for(facts, number)
    proposal = proposal_of(notice) if notice else None
    if proposal is None or facts.precept is None:
        return []
    first = proposal_of(facts.first_notice) if number == AFTER_VETO else None
    before = facts.precept.band_d_before
    rows = [
        (_("Band D this year"), money(before, "pence"), money(before, "pence") if first else ""),
        (_("Band D proposed"), money(proposal.band_d, "pence"), money(first.band_d, "pence") if first else ""),
        (_("Increase"), _rise(before, proposal.band_d), _rise(before, first.band_d) if first else ""),
        (_("Precept in all"), money(proposal.total), money(first.total) if first else ""),
    ]
    return [row for row in rows if row[1]]


def _rise(before: Decimal | None, after: Decimal) -> str:
    """£10.00, 4.15%: what band D goes up by; a fall with its minus."""
    if before is None:
        return ""
    more = money(after - before, "pence")
    if not before:
        return more
    return _("%(pounds)s, %(percent)s%%") % {"pounds": more, "percent": f"{(after - before) / before * 100:.2f}"}


# Where it was taken ----------------------------------------------------------------------------------------------


def meeting_words(facts: CaseFacts, number: int) -> list[str]:
    """Where and when the panel took it, and whether the Commissioner and staff left before the vote. A meeting that only
    members may know of is not named."""
    known = [one for one in facts.held if one.meeting.publication != Publication.MEMBERS]
    rows = [one for one in known if _in_round(one, facts.second_notice, number)]
    return [words for one in rows for words in _of_meeting(facts, one, number)]


def _in_round(row: Any, second: Any, number: int) -> bool:
    if second is None:
        return True
    return (row.meeting.held_on >= second.received_on) == (number == AFTER_VETO)


def _of_meeting(facts: CaseFacts, row: Any, number: int) -> list[str]:
    meeting = row.meeting
    is_open = meeting.publication == Publication.PUBLIC and facts.case.kind != CaseKind.REMOVAL
    place = _(" at %(venue)s") % {"venue": meeting.venue.name} if meeting.venue_id and is_open else ""
    said = {"day": long_date(meeting.held_on), "thing": thing_of(facts, number), "place": place}
    found = [_part_words(row.part, is_open) % said]
    if row.withdrew:
        found.append(_("The Commissioner and staff left the room before the panel voted."))
    return found


def _part_words(part: str, is_open: bool) -> str:
    if part == MeetingPart.BRIEFING:
        return _("Members were briefed on %(thing)s on %(day)s.")
    if part == MeetingPart.HEARING and is_open:
        return _("The panel held a confirmatory hearing in public on %(day)s%(place)s.")
    if part == MeetingPart.HEARING:
        return _("The panel held a hearing in private on %(day)s.")
    if part == MeetingPart.DELIBERATION:
        return _("The panel considered its recommendation in private on %(day)s.")
    if part == MeetingPart.PRESENTATION:
        return _("The Commissioner presented it to the panel at its meeting of %(day)s%(place)s.")
    return _("The panel reviewed %(thing)s at its meeting of %(day)s%(place)s.")


# The vote --------------------------------------------------------------------------------------------------------


def vote_rows(vote: Any) -> list[tuple[str, int]]:
    """The counts of a vote, what they add up to, and how many are members."""
    return [
        (_("For"), vote.votes_for), (_("Against"), vote.votes_against), (_("Abstained"), vote.abstained),
        (_("Not voting or not recorded"), vote.not_voting), (_("Members in the room"), vote.in_room),
        (_("Members of the panel on the day"), vote.members),
    ]  # fmt: skip


def vote_words(facts: CaseFacts, vote: Any) -> list[Said]:
    """When it was taken, and for a veto what that needs and whether it was reached."""
    said = [Said(_("The panel voted on %(day)s.") % {"day": long_date(vote.meeting.held_on)})]
    test = test_of(facts, vote) if vote.is_veto else None
    if test is None:
        return said
    working = {"working": test.words, "votes": vote.votes_for}
    needs = _("A veto is measured against all who are members of the panel at the time, present or not: %(working)s.")
    ends = (
        _("In favour were %(votes)d, so the panel vetoed.") if test.is_met else _("In favour were %(votes)d, which is no veto.")
    )
    return [*said, Said(f"{needs % working} {ends % working}", test.provision, test.is_verified)]


# What it comes to ------------------------------------------------------------------------------------------------


def position_words(facts: CaseFacts, report: Any) -> list[str]:
    """What the panel reports, as the law asks a report to state it."""
    said = {
        "thing": thing_of(facts, report.number), "who": candidate_words(facts, report.number), "post": facts.case.title,
        "figure": money(report.recommended_band_d, "pence"),
    }  # fmt: skip
    found = [sentence % said for sentence in _stated(report.position)]
    if report.recommended_band_d is not None and facts.case.kind == CaseKind.PRECEPT:
        found.append(_("The panel recommends a precept of %(figure)s at band D.") % said)
    return found


def _stated(position: str) -> Sequence[str]:
    return {
        Position.SUPPORT: (_("The panel supports %(thing)s."),),
        Position.RECOMMEND: (_("The panel makes recommendations on %(thing)s."),),
        Position.NOT_SUPPORT: (_("The panel does not support %(thing)s."),),
        Position.VETO_HIGH: (_("The panel vetoes %(thing)s."), _("In the panel’s view the precept is too high.")),
        Position.VETO_LOW: (_("The panel vetoes %(thing)s."), _("In the panel’s view the precept is too low.")),
        Position.APPOINT: (_("The panel recommends that %(who)s is appointed as %(post)s."),),
        Position.NOT_APPOINT: (_("The panel recommends that %(who)s is not appointed as %(post)s."),),
        Position.VETO: (_("The panel vetoes the appointment of %(who)s as %(post)s."),),
        Position.GO: (_("The panel recommends that the Commissioner calls on the Chief Constable to resign or retire."),),
        Position.STAY: (
            _("The panel recommends that the Commissioner does not call on the Chief Constable to resign or retire."),
        ),
        "": (_("What the panel reports is not chosen yet."),),
    }[position]
