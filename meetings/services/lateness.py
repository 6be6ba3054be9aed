"""Saying why an agenda opens after the last day for full notice, and telling it again in the pack and the minutes."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from accounts.services import record
from interface import clock
from meetings import rules
from meetings.choices import LateGround
from meetings.models import AgendaVersion, Meeting, Supplement
from meetings.services.locks import lock_open
from meetings.services.reading import notice_for, notice_is_past
from panels import rulebook


@transaction.atomic
def say_why_late(*, meeting: Meeting, version: int, ground: str, reason: str, actor: User | None, agreed_by: str = "") -> Meeting:
    """Say on which ground the agenda opens late, and why; for urgency also which Chair certifies it.

    Refuses what is missing, by field, a stale version, and an agenda that is out. The pack prints it, so it is built after.
    """
    locked = lock_open(meeting)
    locked.still_at(version)
    said = rules.Lateness(ground, reason.strip(), agreed_by.strip())
    if said.problems:
        raise ValidationError(said.problems)
    locked.late_ground, locked.late_reason, locked.late_agreed_by = said.ground, said.reason, said.agreed_by
    locked.bump()
    locked.full_clean()
    locked.save()
    record(actor=actor, action="meetings.lateness_explained", target=locked, area=locked.area, detail={"ground": ground})
    return locked


def late_provision(meeting: Meeting, ground: str) -> str:
    """The provision of a ground on the day of the meeting, with its mark; empty where the rule book has none."""
    try:
        rule = rulebook.rule_for(meeting.area, f"late-{ground}", on=meeting.held_on)
    except rulebook.RuleMissing:
        return ""
    return rules.provision_words(rule.provision, rule.is_verified)


def late_provisions(meeting: Meeting) -> dict[str, str]:
    """Ground to provision, for the page that asks."""
    return {ground.value: late_provision(meeting, ground.value) for ground in LateGround}


def lateness(meeting: Meeting, opened: date | None = None) -> rules.Lateness | None:
    """Why a meeting's agenda is late, as far as it is said; None where it opens in time on a day (today unless given)."""
    try:
        notice = notice_for(meeting)
    except rulebook.RuleMissing:
        return None
    if not notice_is_past(notice, opened or clock.today()):
        return None
    provision = late_provision(meeting, meeting.late_ground) if meeting.late_ground else ""
    return rules.Lateness(meeting.late_ground, meeting.late_reason, meeting.late_agreed_by, provision)


def supplement_lateness(supplement: Supplement) -> rules.Lateness | None:
    """On which ground a supplement comes after the last day for full notice; None where none is said."""
    if not supplement.late_ground:
        return None
    provision = late_provision(supplement.meeting, supplement.late_ground)
    return rules.Lateness(supplement.late_ground, supplement.reason, supplement.agreed_by, provision)


def late_lines(meeting: Meeting) -> tuple[str, ...]:
    """What the minutes say of papers that opened late: the agenda first, then each supplement. Two queries.

    Of urgency the reason is specified in the minutes (Local Government Act 1972, s.100B(4)(b), not yet verified).
    """
    version = meeting.agenda_versions.order_by("-number").first()
    told = [version_lateness(version)] if version else []
    told += [supplement_lateness(one) for one in meeting.supplements.order_by("number") if one.is_out]
    return tuple(one.words for one in told if one)


def version_lateness(version: AgendaVersion) -> rules.Lateness | None:
    """Why a published agenda was late; None where it was in time."""
    if not version.late_reason:
        return None
    return rules.Lateness(version.late_ground, version.late_reason, version.late_agreed_by, version.late_provision)
