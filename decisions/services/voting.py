"""How the panel voted in a case: from a resolution of the minutes, or typed; taken back where it was entered in error."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from decisions.choices import OWN_ACTS, ReportStatus
from decisions.models import Case, CaseMeeting, PanelVote, Report
from decisions.rules.facts import OFF
from decisions.rules.request_steps import decided_on
from decisions.rules.votes import COUNTS, vote_problems, why_no_veto, why_not_there, why_too_few
from decisions.services.locking import lock_case, next_row, save_case
from decisions.services.reading import facts_of
from interface import clock
from meetings.models import Meeting, Resolution
from panels.models import Membership


@transaction.atomic
def record_vote(
    *, case: Case, version: int, meeting: Meeting, question: str, actor: User | None, resolution: Resolution | None = None,
    is_veto: bool = False, votes_for: int | None = None, votes_against: int | None = None, abstained: int | None = None,
    not_voting: int | None = None, in_room: int | None = None, members: int | None = None,
) -> PanelVote:  # fmt: skip
    """Record how the panel voted at a meeting of the case. The counts come from a resolution of that meeting's minutes, or
    are typed; who was in the room is their sum, and the members of the day are counted unless they are typed.

    A veto that misses two-thirds of the membership is recorded as one that failed: nothing rests on it. It is voted on at a
    meeting of the case's own body, and against no fewer members than its register has on the day. Raises ValidationError by
    field: `meeting`, `resolution`, `question`, `is_veto`, the counts, `in_room`, `members`; "stale", "over".
    """
    held = lock_case(case, version)
    _refuse_meeting(held, meeting)
    typed: dict[str, Any] = {
        "votes_for": votes_for, "votes_against": votes_against, "abstained": abstained, "not_voting": not_voting,
        "in_room": in_room, "members": members,
    }  # fmt: skip
    counts = counts_of(resolution) if resolution is not None else typed
    counted = members_on_day(meeting)
    on_day = counts.get("members") or counted
    problems = _problems(held, meeting, resolution, question, is_veto=is_veto)
    problems = problems or vote_problems({name: counts.get(name) for name in COUNTS}, counts.get("in_room"), on_day)
    if is_veto and not problems and (too_few := why_too_few(on_day, counted)):
        problems = {"members": too_few}
    if problems:
        raise ValidationError(problems)
    filled = {name: counts.get(name) or 0 for name in COUNTS}
    vote = PanelVote(
        case=held, number=next_row(held), meeting=meeting, resolution=resolution, question=question.strip(), is_veto=is_veto,
        in_room=sum(filled.values()), members=on_day, **filled,
    )  # fmt: skip
    vote.full_clean(exclude=["case"])
    vote.save()
    save_case(held, actor, "vote_recorded", vote=vote.number, meeting=meeting.reference)
    return vote


@transaction.atomic
def take_back_vote(*, vote: PanelVote, version: int, actor: User | None) -> PanelVote:
    """Take back a vote that was entered in error. Raises ValidationError "stale", "over", "taken-back", and "reported" where
    a report that was sent, or a decision of the panel itself, rests on it. A draft that rests on it is left without a vote."""
    case = lock_case(vote.case)
    held = PanelVote.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=vote.pk)
    held.still_at(version)
    if held.taken_back_at is not None:
        raise ValidationError(_("This vote was taken back already"), code="taken-back")
    if Report.objects.filter(vote=held).exclude(status=ReportStatus.DRAFT).exists():
        raise ValidationError(_("The panel has sent a report that rests on this vote, so the vote stays"), code="reported")
    if case.kind in OWN_ACTS and decided_on(facts_of(case)) == held.meeting.held_on:
        raise ValidationError(_("The panel’s decision rests on this vote, so the vote stays"), code="reported")
    for draft in Report.objects.select_for_update(of=("self",)).filter(vote=held):
        draft.vote = None
        draft.bump()
        draft.save()
    held.taken_back_at = clock.now()
    held.bump()
    held.save()
    save_case(case, actor, "vote_taken_back", undoes=True, vote=held.number)
    return held


def counts_of(resolution: Resolution) -> dict[str, int | None]:
    """The counts of a resolution as a case keeps them: those whose vote is not recorded are among those not voting."""
    if resolution.votes_for is None:
        return dict.fromkeys((*COUNTS, "in_room", "members"))
    return {
        "votes_for": resolution.votes_for, "votes_against": resolution.votes_against, "abstained": resolution.abstained,
        "not_voting": (resolution.not_voting or 0) + (resolution.not_recorded or 0), "in_room": resolution.in_room,
        "members": resolution.members_on_day,
    }  # fmt: skip


def members_on_day(meeting: Meeting) -> int:
    """How many persons were members of the meeting's body on its day, present or not."""
    rows = Membership.objects.on(meeting.held_on).filter(body=meeting.body_id)
    return rows.values("person").distinct().count()


def meetings_of(case: Case) -> QuerySet:
    """The meetings of a case that have been: those at which it may have been voted on, the latest first."""
    tied = CaseMeeting.objects.standing().filter(case=case).values("meeting")
    return Meeting.objects.filter(pk__in=tied, held_on__lte=clock.today()).exclude(status__in=OFF).order_by("-held_on", "slug")


def resolutions_of(case: Case) -> QuerySet:
    """Resolutions with counts in the minutes of the case's meetings that no vote of it rests on yet."""
    used = PanelVote.objects.standing().filter(case=case, resolution__isnull=False).values("resolution")
    rows = Resolution.objects.filter(entry__minutes__meeting__in=meetings_of(case).values("pk"), votes_for__isnull=False)
    kept = rows.filter(entry__removed_at__isnull=True).exclude(pk__in=used)
    return kept.select_related("entry__item", "entry__minutes__meeting")


def _refuse_meeting(case: Case, meeting: Meeting) -> None:
    if not meetings_of(case).filter(pk=meeting.pk).exists():
        raise ValidationError({"meeting": _("Choose a meeting of this case that has been held")})


def _problems(case: Case, meeting: Meeting, resolution: Resolution | None, question: str, *, is_veto: bool) -> dict[str, str]:
    if not question.strip():
        return {"question": _("Say what was put to the vote")}
    if resolution is not None:
        if resolution.entry.minutes.meeting_id != meeting.pk:
            return {"resolution": _("Choose a resolution of the minutes of that meeting")}
        if resolution.votes_for is None:
            return {"resolution": _("The minutes give no counts for this resolution. Type them below")}
    if not is_veto:
        return {}
    facts = facts_of(case)
    problem = why_no_veto(facts) or why_not_there(facts, meeting)
    return {"is_veto": problem} if problem else {}
