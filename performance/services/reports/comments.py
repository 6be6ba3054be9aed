"""Numbered comments on an objective: written, moved, taken out and put back while the report is a draft."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from decisions.rules.updates import clean_text, moved
from interface import clock
from performance.models import QuarterlyReport, ReportComment, ReportPart
from performance.services.reports.keeping import counted, lock_part, lock_report, put_in_order, save_part


@transaction.atomic
def add_comment(*, part: ReportPart, text: str, actor: User | None) -> ReportComment:
    """Write a comment (Markdown) at the end of an objective's. Raises ValidationError "published"; by field: `text`."""
    held, mine = lock_part(part)
    comment = ReportComment(part=mine, number=_next_number(mine), position=len(_order(mine)) + 1, text=clean_text(text))
    _save(comment)
    if mine.has_no_comment:
        mine.has_no_comment = False
        mine.bump()
        mine.save()
    _counted(held, actor, "report_comment_added", comment)
    return comment


@transaction.atomic
def change_comment(*, comment: ReportComment, version: int, text: str, actor: User | None) -> ReportComment:
    """Write a comment anew. Raises ValidationError "stale", "published", "removed"; by field: `text`."""
    held, mine = _lock(comment)
    mine.still_at(version)
    mine.text = clean_text(text)
    mine.bump()
    _save(mine)
    _counted(held, actor, "report_comment_changed", mine)
    return mine


@transaction.atomic
def move_comment(*, comment: ReportComment, direction: str, actor: User | None) -> ReportComment:
    """Move a comment one place "up" or "down"; at either end it stays. Raises ValidationError "published", "removed"."""
    held, mine = _lock(comment)
    rows = _order(mine.part)
    order = moved([row.pk for row in rows], mine.pk, direction)
    if order:
        put_in_order(ReportComment, rows, order)
        _counted(held, actor, "report_comment_moved", mine)
    return mine


@transaction.atomic
def remove_comment(*, comment: ReportComment, actor: User | None) -> ReportComment:
    """Take a comment out of a draft. Undone by `restore_comment`. Raises ValidationError "published", "removed"."""
    held, mine = _lock(comment)
    mine.removed_at = clock.now()
    mine.bump()
    mine.save()
    rows = _order(mine.part)
    put_in_order(ReportComment, rows, [row.pk for row in rows])
    _counted(held, actor, "report_comment_removed", mine)
    return mine


@transaction.atomic
def restore_comment(*, comment: ReportComment, actor: User | None) -> ReportComment:
    """Put a comment back where it stood. Raises ValidationError "published"."""
    held = lock_report(comment.part.report)
    mine = ReportComment.objects.select_for_update(of=("self",)).select_related("part__objective").get(pk=comment.pk)
    if mine.removed_at is None:
        return mine
    rows = _order(mine.part)
    rows.insert(min(mine.position - 1, len(rows)), mine)
    mine.removed_at = None
    mine.bump()
    mine.save()
    put_in_order(ReportComment, rows, [row.pk for row in rows])
    if mine.part.has_no_comment:
        ReportPart.objects.filter(pk=mine.part_id).update(has_no_comment=False)
    _counted(held, actor, "report_comment_restored", mine)
    return mine


@transaction.atomic
def say_nothing_to_comment(*, part: ReportPart, version: int, is_so: bool = True, actor: User | None) -> ReportPart:
    """Say that there is nothing to comment on in an objective this quarter, or take that back.

    Raises ValidationError "stale", "published"; "commented" where a comment stands.
    """
    held, mine = lock_part(part)
    mine.still_at(version)
    if is_so and mine.comments.kept().exists():
        raise ValidationError(_("There are comments on this objective. Take them out first"), code="commented")
    mine.has_no_comment = is_so
    save_part(held, mine, actor, "report_part_without_comment", is_so=is_so)
    return mine


def _lock(comment: ReportComment) -> tuple[QuarterlyReport, ReportComment]:
    """The draft and a comment that stands in it, both held."""
    held = lock_report(comment.part.report)
    mine = ReportComment.objects.select_for_update(of=("self",)).select_related("part__objective").get(pk=comment.pk)
    if mine.removed_at is not None:
        raise ValidationError(_("This comment was taken out. Put it back first"), code="removed")
    return held, mine


def _order(part: ReportPart) -> list[ReportComment]:
    return list(part.comments.kept().order_by("position", "number"))


def _next_number(part: ReportPart) -> int:
    last = part.comments.order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def _save(comment: ReportComment) -> None:
    if not comment.text:
        raise ValidationError({"text": _("Enter the comment")})
    comment.full_clean()
    comment.save()


def _counted(report: QuarterlyReport, actor: User | None, act: str, comment: ReportComment) -> None:
    counted(report, actor, act, objective=comment.part.objective.slug, comment=comment.number)
