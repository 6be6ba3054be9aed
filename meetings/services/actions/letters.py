"""A letter to whoever answers for an action, once it is theirs and out. It names the action by its reference alone."""

from django.conf import settings
from django.utils import translation

from accounts.models import User
from jobs.services import enqueue
from meetings import emails
from meetings.models import Action
from meetings.services.notices import MOST_ATTEMPTS

ACTION_JOB = "meetings.tell_action_owner"


def tell_owner(action: Action, actor: User | None) -> None:
    """Ask for a letter, within the change that it tells of; nobody is told of what is not out, or of their own act."""
    if not (action.published_at and action.owner_user_id) or (actor is not None and actor.pk == action.owner_user_id):
        return
    enqueue(
        ACTION_JOB,
        key=f"action/{action.pk}/{action.version}/{action.owner_user_id}",
        payload={"action": action.pk, "user": action.owner_user_id},
        requested_by=actor,
        area_slug=action.area.slug,
        max_attempts=MOST_ATTEMPTS,
    )


def send_action_letter(*, action: Action, reader: User) -> int:
    """Send the letter, in the portal's own language, if the action is still theirs. Gives how many left."""
    if not reader.is_active or action.owner_user_id != reader.pk:
        return 0
    with translation.override(settings.LANGUAGE_CODE):
        subject, text = emails.action_is_yours(action)
    return emails.send([reader.email], subject, text)
