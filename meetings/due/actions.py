"""What is due of whoever answers for an action: by its day, or by the next meeting once that is announced."""

from collections.abc import Iterator
from datetime import date, datetime, time

from django.db.models import Q, QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from interface import clock
from interface.templatetags.dates import long_date
from meetings.choices import ActionStatus, MeetingStatus, Publication
from meetings.due.owners import access_over, owner_of
from meetings.models import Action, Meeting
from meetings.rules.actions import BUSINESS_MEETINGS, NOT_TAKING_PLACE
from panels.due import Duty, Subject, duties

KIND = "action"
NOON = time(12)
FIRST_WORDS = 200  # letters: what a row holds of them


def subject(action: Action) -> Subject:
    """How duties name an action: a public one by its first words, a private one by nothing but its reference."""
    about = "" if action.is_private else Truncator(action.text).chars(FIRST_WORDS)
    return Subject(KIND, str(action.pk), action.area, action.body, about, action.get_absolute_url())


def living() -> QuerySet:
    """Actions that are out and open, with a day to be done by."""
    dated = Q(due_on__isnull=False) | Q(due_next_meeting=True)
    out = Action.objects.filter(dated, published_at__isnull=False, status=ActionStatus.OPEN)
    return out.select_related("area", "body", "owner_user", "raised_meeting").order_by("pk")


@duties(KIND, subject=subject, living=living)
def of_action(action: Action) -> Iterator[Duty]:
    """Nothing before the action is out, or while no day is known. Answering or closing it meets it."""
    due_on = action.due_on or _next_day(action)
    if action.published_at is None or due_on is None:
        return
    said = {"reference": action.reference, "day": long_date(action.raised_on)}
    minuted = _("Minutes of %(day)s, action %(reference)s") if action.raised_meeting_id else _("Action log, %(reference)s")
    title = _("Private action %(reference)s") if action.is_private else _("Answer action %(reference)s")
    answered = answered_on(action)
    yield Duty(
        key="action",
        title=title % said,
        owner=owner_of(action.owner_user, action.body),
        owner_user=action.owner_user,
        access=access_over(action.body),
        due_on=due_on,
        provision=minuted % said,
        is_verified=True,
        counted_from=due_on,
        met_at=datetime.combine(answered, NOON, clock.LONDON) if answered else None,
        met_how=_("The action was answered") if action.status == ActionStatus.ANSWERED else _("The action was closed"),
        not_applicable=_("The action was superseded or taken back") if action.status == ActionStatus.SUPERSEDED else "",
    )


def _next_day(action: Action) -> date | None:
    """The day of the next meeting after the one that raised the action, once everybody may know that it takes place: of a panel
    one in public, of a board that approves its papers for release one whose date is announced."""
    if not action.due_next_meeting:
        return None
    gone = {MeetingStatus.DRAFT, *NOT_TAKING_PLACE}
    known = [Publication.PUBLIC, *([Publication.NOTICE] if action.body.approves_release else [])]
    later = Meeting.objects.filter(
        body=action.body_id, held_on__gt=action.raised_on, kind__in=BUSINESS_MEETINGS, publication__in=known
    )
    return later.exclude(status__in=gone).order_by("held_on").values_list("held_on", flat=True).first()


def answered_on(action: Action) -> date | None:
    """The day since which an action is answered, else that on which it was closed; None while it is neither."""
    if action.status not in (ActionStatus.ANSWERED, ActionStatus.CLOSED):
        return None
    since = None
    for status, on in action.updates.order_by("-number").values_list("status", "on"):
        if status != ActionStatus.ANSWERED:
            break
        since = on
    return since or action.closed_on
