"""Keeping the agenda as it stood before its last change, and going back to it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from documents.models import Paper
from interface import clock
from meetings.models import AgendaItem, AgendaUndo, ItemPaper, Meeting, MinuteItem
from meetings.services.locks import lock_open
from meetings.services.matching import match_reports
from meetings.services.privacy import match_papers

ITEM_FIELDS = (
    "parent_id", "slug", "position", "number", "kind", "item_type", "title", "purpose", "lead", "state", "access",
    "neutral_title", "exempt_paragraph", "public_interest_reason", "content", "needs_paper", "version",
)  # fmt: skip
NOTE = "chair_note"  # comes back with a deleted item; a note written since the change stays


def snapshot(meeting: Meeting) -> dict[str, Any]:
    """Every item of a meeting and where its papers are, as plain values."""
    items = AgendaItem.objects.filter(meeting=meeting).order_by("position", "pk")
    links = ItemPaper.objects.filter(item__meeting=meeting).order_by("pk")
    return {
        "items": [{"pk": item.pk, **{name: getattr(item, name) for name in (*ITEM_FIELDS, NOTE)}} for item in items],
        "links": list(links.values("item_id", "paper_id", "position")),
    }


def keep(meeting: Meeting, before: dict[str, Any], label: str, actor: User | None) -> None:
    """Keep how the agenda stood before a change, in place of what was kept; called within the change."""
    AgendaUndo.objects.filter(meeting=meeting).delete()
    if actor is None:
        return
    AgendaUndo.objects.create(
        meeting=meeting,
        label=label[:200],
        snapshot=before,
        meeting_version=meeting.version,
        made_at=clock.now(),
        made_by=actor,
    )


def forget(meeting: Meeting) -> None:
    """Drop what was kept: it can no longer be gone back to."""
    AgendaUndo.objects.filter(meeting=meeting).delete()


@transaction.atomic
def undo_agenda(*, meeting: Meeting, actor: User) -> Meeting:
    """Put the agenda back as it stood before its last change.

    Refuses when nothing was changed, or when the meeting changed since. A paper that was deleted stays deleted.
    A report that so comes off its item waits again to be decided.
    """
    locked = lock_open(meeting)
    kept = AgendaUndo.objects.select_for_update().filter(meeting=locked).first()
    if kept is None:
        raise ValidationError(_("There is nothing to undo"))
    if kept.meeting_version != locked.version:
        raise ValidationError(_("The meeting has changed since. The last change of the agenda cannot be undone"))
    if MinuteItem.objects.filter(agenda_item__meeting=locked).exists():
        raise ValidationError(_("The minutes are begun with these items. The last change cannot be undone"), code="minuted")
    _restore_items(locked, kept.snapshot["items"])
    _restore_links(locked, kept.snapshot["links"])
    match_papers(locked, actor)
    match_reports(locked, actor)
    detail = {"undone": kept.label}
    kept.delete()
    locked.bump()
    locked.save(update_fields=["version"])
    record(actor=actor, action="meetings.agenda_undone", target=locked, area=locked.area, detail=detail)
    return locked


def _restore_items(meeting: Meeting, rows: list[dict[str, Any]]) -> None:
    ItemPaper.objects.filter(item__meeting=meeting).delete()
    present = {item.pk: item for item in AgendaItem.objects.filter(meeting=meeting)}
    AgendaItem.objects.filter(meeting=meeting).exclude(pk__in=[row["pk"] for row in rows]).delete()
    for row in sorted(rows, key=lambda row: row["parent_id"] is not None):
        found = present.get(row["pk"])
        item = found or AgendaItem(pk=row["pk"], meeting=meeting)
        for name in ITEM_FIELDS:
            setattr(item, name, row[name])
        if found is None:
            item.chair_note = row.get(NOTE, "")
        item.version = row["version"] + 1 if found is None else max(found.version, row["version"]) + 1
        item.save()


def _restore_links(meeting: Meeting, rows: list[dict[str, Any]]) -> None:
    there = set(Paper.objects.filter(pk__in=[row["paper_id"] for row in rows]).values_list("pk", flat=True))
    links = [ItemPaper(**row) for row in rows if row["paper_id"] in there]
    ItemPaper.objects.bulk_create(links)
