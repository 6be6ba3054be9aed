"""What a side says when it is invited to: on the complaint, and on publication."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from complaints.choices import CommentPurpose, Side
from complaints.models import Complaint, SideComment
from complaints.services.locking import lock_complaint, next_row, save_complaint
from interface import clock


def invite_sides(complaint: Complaint, purpose: CommentPurpose, *, invited_on: date, until_on: date | None) -> None:
    """Ask both sides of a held complaint to comment by a day. A side that was invited before is invited anew, unless it has
    answered: it was heard."""
    known = {one.side: one for one in SideComment.objects.filter(complaint=complaint, purpose=purpose)}
    for side in Side:
        row = known.get(side)
        if row is None:
            row = SideComment(complaint=complaint, number=next_row(complaint), side=side, purpose=purpose)
        elif row.received_on or row.declined:
            continue
        else:
            row.bump()
        row.invited_on, row.until_on = invited_on, until_on
        row.full_clean()
        row.save()


def drop_invitations(complaint: Complaint, purpose: CommentPurpose) -> None:
    """Take back the invitations of a held complaint that nobody has answered; what a side said stays."""
    asked = SideComment.objects.filter(complaint=complaint, purpose=purpose, received_on__isnull=True, declined=False)
    asked.delete()


@transaction.atomic
def enter_comment(
    *, complaint: Complaint, version: int, number: int, received_on: date | None, text: str = "", declined: bool = False,
    until_on: date | None = None, actor: User | None,
) -> SideComment:  # fmt: skip
    """Enter what a side said and when, or that it does not want to; `until_on` gives it until another day. Sent again it is a
    correction; without any of them it is as if nothing had come. `version` is that of the comment.

    Raises ValidationError by field (`received_on`, `text`, `until_on`), "stale", "gone", "over", "erased".
    """
    held = lock_complaint(complaint)
    row = SideComment.objects.filter(complaint=held, number=number).first()
    if row is None:
        raise ValidationError(_("This side was not invited to comment"), code="gone")
    row.still_at(version)
    if problems := _problems(row, received_on, text, declined=declined, until_on=until_on):
        raise ValidationError(dict(problems))
    row.received_on, row.text, row.declined = received_on, text.strip(), declined
    row.until_on = until_on or row.until_on
    row.bump()
    row.full_clean()
    row.save()
    save_complaint(held, actor, "comment_entered", number=number, side=row.side, purpose=row.purpose)
    return row


def _problems(row: SideComment, received_on: date | None, text: str, *, declined: bool, until_on: date | None) -> dict[str, str]:
    problems: dict[str, str] = {}
    if (received_on, text.strip(), declined, until_on or row.until_on) == (row.received_on, row.text, row.declined, row.until_on):
        problems["text"] = _("Nothing is changed. Enter what they say and when, or that they do not want to comment")
    if text.strip() and received_on is None:
        problems["received_on"] = _("Enter the day on which it came")
    elif received_on is not None and received_on > clock.today():
        problems["received_on"] = _("The day must be today or earlier")
    elif received_on is not None and received_on < row.invited_on:
        problems["received_on"] = _("The day must not be before the invitation")
    if received_on is not None and not text.strip() and not declined:
        problems["text"] = _("Enter what they say, or that they do not want to comment")
    if until_on is not None and until_on < row.invited_on:
        problems["until_on"] = _("The day must not be before the invitation")
    return problems
