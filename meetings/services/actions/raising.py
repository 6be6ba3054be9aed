"""Actions as they are agreed: entered, changed, taken back with the entry that holds them, and made known."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from documents.choices import Access
from interface import clock
from meetings.choices import ActionStatus
from meetings.models import Action, Meeting, MinuteEntry, Minutes
from meetings.rules.actions import ACTIONS, PRIVATE_ACTIONS, UNSETTLED, action_problems, series_of, settled_problem
from meetings.services.actions.letters import tell_owner
from meetings.services.actions.locking import lock_action, lock_unsettled, save_action
from meetings.services.duties import keep_action
from panels.counters import next_reference
from panels.models import Body, Person

# What an action says; the minutes that hold it say the same
WORDS = ("text", "owner_kind", "owner_person", "owner_name", "due_on", "due_next_meeting")
CHANGEABLE = (*WORDS, "owner_user", "access")


@transaction.atomic
def raise_action(
    *,
    body: Body,
    text: str,
    access: str,
    owner_kind: str,
    raised_on: date,
    actor: User | None,
    owner_person: Person | None = None,
    owner_name: str = "",
    owner_user: User | None = None,
    due_on: date | None = None,
    due_next_meeting: bool = False,
    raised_meeting: Meeting | None = None,
    entry: MinuteEntry | None = None,
    is_out: bool = False,
) -> Action:
    """Enter an action that a body agreed on a day, under the next reference of its series and year.

    One that `is_out` is known at once, and whoever answers for it is told by mail; otherwise it waits for the minutes.
    Raises ValidationError by field. A reference that is not kept goes to the next action: there is no gap.
    """
    action = Action(
        area=body.area, body=body, text=text.strip(), access=access, owner_kind=owner_kind, owner_person=owner_person,
        owner_name=owner_name.strip(), owner_user=owner_user, due_on=due_on, due_next_meeting=due_next_meeting,
        raised_on=raised_on, raised_meeting=raised_meeting, entry=entry, created_at=clock.now(), created_by=actor,
        published_at=clock.now() if is_out else None,
    )  # fmt: skip
    refuse_wrong(action)
    series = series_of(action.is_private, ACTIONS, PRIVATE_ACTIONS)
    action.reference = next_reference(body.area, series, raised_on.year)
    action.full_clean(validate_unique=False, validate_constraints=False)  # the counter and `refuse_wrong` saw to those
    action.save()
    detail = {"out": is_out, "due": due_on, "next_meeting": due_next_meeting}
    record(actor=actor, action="meetings.action_raised", target=action, area=action.area, detail=detail)
    if due_on or due_next_meeting:
        keep_action(action, actor)
    tell_owner(action, actor)
    return action


@transaction.atomic
def change_action(*, action: Action, actor: User | None, version: int | None = None, **changes: Any) -> Action:
    """Change what an action says, who is to do it and by when, or who answers for it in the portal.

    Its reference stays, also when a private one is made public. Refuses one that is settled (its words alone may still be
    corrected), the words of one in confirmed minutes, and making private what is known. A new person who answers for it is
    told by mail. Raises ValidationError by field, `stale` when `version` is not the newest.
    """
    locked = lock_action(action, version)
    changed = [name for name in CHANGEABLE if name in changes and getattr(locked, name) != changes[name]]
    _refuse_change(locked, changed, changes)
    for name in changed:
        setattr(locked, name, changes[name])
    refuse_wrong(locked)
    if not changed:
        return locked
    save_action(locked, actor, "action_changed", fields=changed)
    if "owner_user" in changed:
        tell_owner(locked, actor)
    return locked


@transaction.atomic
def take_back_action(*, action: Action, actor: User | None, reason: str = "") -> Action:
    """Say that an action was entered in error: it stays under its reference, superseded by nothing."""
    locked = lock_unsettled(action)
    locked.status, locked.superseded_by = ActionStatus.SUPERSEDED, None
    locked.closed_on, locked.closed_by, locked.closed_reason = clock.today(), actor, reason.strip()
    return save_action(locked, actor, "action_taken_back")


@transaction.atomic
def restore_action(*, action: Action, actor: User | None) -> Action:
    """Undo taking an action back: it stands as its newest update left it. One that was not taken back stays as it is."""
    locked = lock_action(action)
    if locked.status != ActionStatus.SUPERSEDED or locked.superseded_by_id:
        return locked
    newest = locked.updates.order_by("-number").first()
    locked.status = newest.status if newest and newest.status in UNSETTLED else ActionStatus.OPEN
    locked.closed_on, locked.closed_by, locked.closed_reason = None, None, ""
    return save_action(locked, actor, "action_restored")


@transaction.atomic
def publish_actions(*, minutes: Minutes, actor: User | None) -> list[Action]:
    """Make the actions of minutes known, as far as they stand and were not yet; whoever answers for one is told by mail."""
    waiting = Action.objects.filter(entry__minutes=minutes, entry__removed_at__isnull=True, published_at__isnull=True)
    standing = waiting.filter(status__in=UNSETTLED).select_related("area", "body", "owner_user")
    actions = list(standing.select_for_update(of=("self",)).order_by("pk"))
    for action in actions:
        action.published_at = clock.now()
        action.bump()
        action.save(update_fields=["published_at", "version"])
        tell_owner(action, actor)
    if actions:
        detail = {"references": [action.reference for action in actions]}
        area = actions[0].area
        record(actor=actor, action="meetings.actions_published", target=minutes, area=area, detail=detail)
    for action in actions:
        keep_action(action, actor)
    return actions


def refuse_wrong(action: Action) -> None:
    """Raise ValidationError, by field, for an action that cannot be entered as it is. Writes nothing, and asks nothing."""
    problems = action_problems(
        text=action.text,
        owner_kind=action.owner_kind,
        has_person=action.owner_person is not None,
        owner_name=action.owner_name,
        due_on=action.due_on,
        due_next_meeting=action.due_next_meeting,
        raised_on=action.raised_on,
        today=clock.today(),
    )
    if action.owner_person and action.owner_person.area_id != action.area_id:
        problems["owner_person"] = _("Choose somebody of this police area")
    if action.raised_meeting and action.raised_meeting.body_id != action.body_id:
        problems["raised_meeting"] = _("Choose a meeting of the body that agreed the action")
    if problems:
        raise ValidationError(dict(problems))


def _refuse_change(action: Action, changed: list[str], changes: dict[str, Any]) -> None:
    words = [name for name in changed if name in WORDS]
    if words and action.entry and action.entry.minutes.is_confirmed:
        said = _("The minutes are confirmed. An error is met by a corrigendum")
        raise ValidationError({name: ValidationError(said, code="confirmed") for name in words})
    problem = settled_problem(action.status)
    if problem and set(changed) - {"text", "access"}:
        raise ValidationError(problem, code="settled")
    if "access" in changed and changes["access"] != Access.PUBLIC and action.access == Access.PUBLIC and action.published_at:
        raise ValidationError({"access": _("This action is known to the public. It cannot be made private")})
