"""Holding a meeting still while it, its agenda or its papers change."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from meetings import rules
from meetings.models import Meeting, Supplement


def lock(meeting: Meeting) -> Meeting:
    """The meeting's row, held until the transaction ends.

    Held without its key: what only points at the meeting, such as an action that it closes, waits for nobody. Otherwise
    whoever holds a counter or an action and then names the meeting would wait for one who holds the meeting and wants those.
    """
    rows = Meeting.objects.select_for_update(of=("self",), no_key=True).select_related("area", "body", "venue")
    return rows.get(pk=meeting.pk)


def lock_open(meeting: Meeting) -> Meeting:
    """The same, refusing a meeting whose agenda can no longer change."""
    locked = lock(meeting)
    if locked.agenda_is_out:
        raise ValidationError(_("The agenda is published. Nothing on it can be changed"), code="published")
    if locked.status not in rules.CHANGEABLE:
        words = _("The meeting is %(state)s. Nothing on it can be changed")
        raise ValidationError(words % {"state": locked.get_status_display().lower()}, code="closed")
    return locked


def lock_supplement(supplement: Supplement) -> Supplement:
    """A supplement's row and its meeting's, refusing one that is out or gone."""
    locked = lock(supplement.meeting)
    fresh = Supplement.objects.select_for_update(of=("self",)).filter(pk=supplement.pk).first()
    if fresh is None:
        raise ValidationError(_("The supplement is no longer there"), code="closed")
    if fresh.is_out:
        raise ValidationError(_("The supplement is published. Nothing in it can be changed"), code="published")
    fresh.meeting = locked
    return fresh
