"""What becomes of an action: what is said of it, who closes it, what takes its place."""

from collections.abc import Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from documents.choices import Relation
from documents.links import Key, find_ends
from documents.services.links import add_link
from interface import clock
from interface.templatetags.dates import long_date
from meetings.choices import ActionStatus, ClosedBy
from meetings.models import Action, ActionUpdate, Meeting
from meetings.rules.actions import NOT_TAKING_PLACE, UNSETTLED, closing_problems, said_problem
from meetings.services.actions.locking import lock_action, lock_unsettled, save_action

Evidence = tuple[Key, int | None, str]


@transaction.atomic
def say_of_action(
    *,
    action: Action,
    version: int,
    actor: User | None,
    on: date,
    text: str,
    answers: bool,
    evidence: Sequence[Evidence] = (),
) -> ActionUpdate:
    """Say what has come of an action on a day, and link what shows it; when that `answers` it, its state says so.

    `evidence` are things entered in `documents.links`, each with a page of the pack and a note. Raises ValidationError by
    field: a day to come, nothing said, evidence that the actor cannot see.
    """
    locked = lock_unsettled(action, version)
    _refuse_saying(locked, actor, on, text, [key for key, _page, _note in evidence])
    if answers:
        locked.status = ActionStatus.ANSWERED
    update = _add_update(locked, actor, on, text.strip())
    relation = Relation.ANSWERS if answers else Relation.BEARS_ON
    for source, page, note in evidence:
        add_link(
            area=locked.area, source=source, relation=relation, target=("action", locked.pk), actor=actor, on=on, page=page,
            note=note,
        )  # fmt: skip
    save_action(locked, actor, "action_updated", update=update.number, answers=answers, evidence=len(evidence))
    return update


@transaction.atomic
def close_action(
    *,
    action: Action,
    version: int,
    how: str,
    actor: User | None,
    meeting: Meeting | None = None,
    reason: str = "",
    on: date | None = None,
) -> Action:
    """Close an action: by the panel at a meeting of its body that has taken place, or by the Chair with a reason.

    `on` is the day on which the Chair decided, today unless given; a meeting closes on its own day. Raises ValidationError
    by field when neither authority is there.
    """
    locked = lock_unsettled(action, version)
    by_meeting = meeting if how == ClosedBy.MEETING else None
    day = by_meeting.held_on if by_meeting else on or clock.today()
    problems = closing_problems(
        how=how,
        reason=reason,
        on=day,
        raised_on=locked.raised_on,
        today=clock.today(),
        meeting_takes_place=by_meeting.status not in NOT_TAKING_PLACE if by_meeting else None,
        is_of_body=bool(by_meeting and by_meeting.body_id == locked.body_id),
    )
    if problems:
        raise ValidationError(dict(problems))
    locked.status, locked.closed_how, locked.closed_meeting = ActionStatus.CLOSED, how, by_meeting
    locked.closed_on, locked.closed_reason, locked.closed_by = day, reason.strip(), actor
    return save_action(locked, actor, "action_closed", how=how, on=day, meeting=by_meeting.slug if by_meeting else "")


@transaction.atomic
def reopen_action(*, action: Action, version: int, reason: str, actor: User | None) -> Action:
    """Open an action again that was closed or superseded, with a reason; an update keeps when it was settled, and why not.

    Refuses one whose entry was removed from the minutes: that is undone there.
    """
    locked = lock_action(action, version)
    if locked.status in UNSETTLED:
        raise ValidationError(_("This action is open"), code="open")
    if locked.entry and locked.entry.removed_at:
        raise ValidationError(_("Its entry was removed from the minutes. Bring the entry back there"), code="removed")
    if not reason.strip():
        raise ValidationError({"reason": _("Say why the action is opened again")})
    before = long_date(locked.closed_on) if locked.closed_on else _("an earlier day")
    words = _("Opened again. It had been closed on %(day)s.")
    if locked.status == ActionStatus.SUPERSEDED:
        words = _("Opened again. It had been superseded on %(day)s.")
    locked.status, locked.superseded_by, locked.closed_how, locked.closed_meeting = ActionStatus.OPEN, None, "", None
    locked.closed_on, locked.closed_reason, locked.closed_by = None, "", None
    _add_update(locked, actor, clock.today(), f"{words % {'day': before}} {reason.strip()}")
    return save_action(locked, actor, "action_reopened")


@transaction.atomic
def supersede_action(*, action: Action, version: int, by: Action, reason: str, actor: User | None) -> Action:
    """Say that another action of the same body takes the place of this one. That one must stand itself."""
    ordered = sorted({action.pk, by.pk})
    list(Action.objects.select_for_update(of=("self",)).filter(pk__in=ordered).order_by("pk"))
    locked = lock_unsettled(action, version)
    if by.pk == locked.pk:
        raise ValidationError({"by": _("Choose another action than this one")})
    other = lock_action(by)
    if other.body_id != locked.body_id or other.status not in UNSETTLED:
        raise ValidationError({"by": _("Choose an action of the same body that is open or answered")})
    if locked.published_at and not other.published_at:
        raise ValidationError({"by": _("%(action)s is not published yet. Choose one that is") % {"action": other.reference}})
    locked.status, locked.superseded_by = ActionStatus.SUPERSEDED, other
    locked.closed_on, locked.closed_reason, locked.closed_by = clock.today(), reason.strip(), actor
    return save_action(locked, actor, "action_superseded", by=other.reference)


def _refuse_saying(action: Action, actor: User | None, on: date, text: str, keys: list[Key]) -> None:
    problems = {} if text.strip() else {"text": _("Enter what has happened")}
    if problem := said_problem(on=on, raised_on=action.raised_on, today=clock.today()):
        problems["on"] = problem
    if actor is not None and keys and set(keys) - set(find_ends(actor, keys)):
        problems["evidence"] = _("Choose what shows it from the list")
    if problems:
        raise ValidationError(dict(problems))


def _add_update(action: Action, actor: User | None, on: date, text: str) -> ActionUpdate:
    last = action.updates.aggregate(last=Max("number"))["last"] or 0
    update = ActionUpdate(
        action=action, number=last + 1, on=on, text=text, status=action.status, made_at=clock.now(), made_by=actor
    )
    update.full_clean()
    update.save()
    return update
