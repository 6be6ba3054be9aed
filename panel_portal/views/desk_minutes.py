"""What waits after a meeting: minutes to write, check, correct and confirm, and the actions that somebody answers for."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interface.templatetags.dates import long_date
from meetings import permissions, rules
from meetings.choices import CorrectionStatus, MeetingKind, MinutesStatus
from meetings.models import Action, Meeting, Minutes
from panels.models import PoliceArea
from panels.permissions import WRITES_AGENDAS, bodies_open_to

# A meeting that is over and has no minutes is on the desk for so long
LOOKS_BACK = timedelta(weeks=6)
MINUTED = (MeetingKind.ORDINARY, MeetingKind.ANNUAL, MeetingKind.HEARING, MeetingKind.SUB_COMMITTEE)


@dataclass(frozen=True)
class Afterwork:
    """One thing to do about the minutes of a meeting: how they stand, why, and the page where it goes on."""

    meeting: Meeting
    state: str
    hint: str
    url: str
    act: str


def minutes_to_write(user: Any, area: PoliceArea, today: date) -> list[Afterwork]:
    """For those who write minutes: meetings without any, then those not confirmed, the latest on top. Three queries."""
    bodies = bodies_open_to(user, WRITES_AGENDAS)
    written = list(_unconfirmed(area).filter(meeting__body__in=bodies))
    held = Meeting.objects.visible_to(user).filter(area=area, body__in=bodies, kind__in=MINUTED, minutes=None)
    held = held.filter(held_on__gte=today - LOOKS_BACK, held_on__lte=today, announced_at__isnull=False)
    begun = [_begun(one) for one in held.exclude(status__in=rules.OFF).for_page()]
    later = _days_of_meetings(user, area) if written else {}
    return sorted([*begun, *(_goes_on(one, later, today) for one in written)], key=lambda one: one.meeting.held_on, reverse=True)


def minutes_to_check(user: Any, area: PoliceArea) -> list[Minutes]:
    """Those sent to somebody as the Chair of the body, who has not agreed to them yet."""
    sent = _unconfirmed(area).filter(sent_to_chair_at__isnull=False, status=MinutesStatus.DRAFTING)
    return list(sent.filter(meeting__body__in=bodies_open_to(user, permissions.CHAIRS)))


def minutes_to_read(user: Any, area: PoliceArea) -> list[Minutes]:
    """Published drafts of the bodies that somebody sits on, which members may still correct."""
    out = _unconfirmed(area).filter(status=MinutesStatus.PUBLISHED, meeting__body__in=bodies_open_to(user, permissions.SITS))
    return list(out)


def own_actions(user: Any, area: PoliceArea) -> list[Action]:
    """The actions that somebody answers for, the most urgent first."""
    own = Action.objects.visible_to(user).filter(area=area, owner_user=user).out().unanswered().for_page()
    return sorted(own, key=lambda one: (one.due_on or date.max, one.reference))


def _unconfirmed(area: PoliceArea) -> QuerySet[Minutes]:
    proposed = Count("corrections", filter=Q(corrections__status=CorrectionStatus.PROPOSED))
    rows = Minutes.objects.filter(meeting__area=area).exclude(status=MinutesStatus.CONFIRMED)
    return rows.for_page().annotate(open_corrections=proposed).order_by("-meeting__held_on", "pk")


def _days_of_meetings(user: Any, area: PoliceArea) -> dict[int, list[date]]:
    """The announced days of each body's meetings, past and to come: by body, the earliest first."""
    days: dict[int, list[date]] = {}
    announced = Meeting.objects.visible_to(user).filter(area=area, kind__in=MINUTED, announced_at__isnull=False)
    for body, day in announced.exclude(status__in=rules.OFF).order_by("held_on").values_list("body", "held_on"):
        days.setdefault(body, []).append(day)
    return days


def _begun(meeting: Meeting) -> Afterwork:
    hint = _("Nobody has begun them")
    return Afterwork(meeting, _("Not started"), hint, _page(meeting, "minutes-start"), _("Begin the minutes"))


def _goes_on(minutes: Any, later: dict[int, list[date]], today: date) -> Afterwork:
    meeting = minutes.meeting
    if minutes.status == MinutesStatus.DRAFTING:
        return _drafting(minutes)
    if minutes.status == MinutesStatus.CHECKED:
        hint = _("The Chair agrees to their publication")
        return Afterwork(meeting, _("Checked"), hint, _page(meeting, "minutes-publish"), _("Publish the draft minutes"))
    if count := minutes.open_corrections:
        hint = ngettext("A member proposes a correction", "Members propose corrections", count)
        state = _("%(count)d to decide") % {"count": count}
        return Afterwork(meeting, state, hint, _page(meeting, "correction-list"), _("Decide on the corrections"))
    return _to_confirm(minutes, [day for day in later.get(meeting.body_id, []) if day > meeting.held_on], today)


def _drafting(minutes: Minutes) -> Afterwork:
    meeting = minutes.meeting
    if minutes.sent_to_chair_at:
        hint = _("The Chair has not answered yet")
        return Afterwork(meeting, _("With the Chair"), hint, minutes.get_absolute_url(), _("Read the draft minutes"))
    words = _("Go on writing the minutes")
    return Afterwork(meeting, _("Being written"), _("Not sent to the Chair yet"), _page(meeting, "minutes-write"), words)


def _to_confirm(minutes: Minutes, days: list[date], today: date) -> Afterwork:
    """The next meeting confirms them; once its day has come, the page for that is the act."""
    meeting = minutes.meeting
    read = (minutes.get_absolute_url(), _("Read the draft minutes"))
    if not days:
        return Afterwork(meeting, _("Draft published"), _("No later meeting is announced that could confirm them"), *read)
    hint = _("To be confirmed on %(day)s") % {"day": long_date(days[0])}
    if days[0] > today:
        return Afterwork(meeting, _("Draft published"), hint, *read)
    return Afterwork(meeting, _("Draft published"), hint, _page(meeting, "minutes-confirm"), _("Confirm the minutes"))


def _page(meeting: Meeting, name: str) -> str:
    return reverse(f"meetings:{name}", args=[meeting.area.slug, meeting.slug])
