"""Every change to an agenda while it is prepared. Each is numbered anew, recorded, and can be undone once."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from documents.choices import Access
from documents.models import Paper
from meetings import rules
from meetings.choices import ItemKind, ItemState
from meetings.models import AgendaItem, ItemPaper, Meeting, MinuteItem, PaperRequest
from meetings.services import undo
from meetings.services.locks import lock_open
from meetings.services.privacy import match_papers
from meetings.services.reading import agenda_lines

EDITABLE = ("title", "purpose", "lead", "item_type", "state", "needs_paper", "content")
PRIVATE = ("access", "neutral_title", "exempt_paragraph", "public_interest_reason")


@contextmanager
def agenda_change(
    meeting: Meeting, *, actor: User | None, action: str, label: str, version: int | None = None
) -> Iterator[tuple[Meeting, dict[str, Any]]]:
    """One change of an agenda: locks it, refuses it once published, numbers the items, keeps the state before, records.

    `version` is that of the meeting as the page was opened; given, a change since is refused. What goes into the
    yielded mapping is recorded, so it never holds a title.
    """
    with transaction.atomic():
        locked = lock_open(meeting)
        if version is not None:
            locked.still_at(version)
        before = undo.snapshot(locked)
        detail: dict[str, Any] = {}
        yield locked, detail
        renumber(locked)
        locked.bump()
        locked.save(update_fields=["version"])
        undo.keep(locked, before, label, actor)
        record(actor=actor, action=action, target=locked, area=locked.area, detail=detail)
    meeting.version = locked.version


def add_item(
    *,
    meeting: Meeting,
    actor: User | None,
    title: str,
    kind: str = ItemKind.ITEM,
    parent: AgendaItem | None = None,
    **facts: Any,
) -> AgendaItem:
    """Put an item, a sub-item of `parent`, or a heading at the end of the agenda."""
    label = _("Added a line to the agenda")
    with agenda_change(meeting, actor=actor, action="meetings.item_added", label=label) as (locked, detail):
        item = place_item(locked, title=title, kind=kind, parent=parent, **facts)
        detail["item"] = item.reference
    item.refresh_from_db()
    return item


def update_item(*, item: AgendaItem, actor: User | None, version: int, **changes: Any) -> AgendaItem:
    """Change what an item says. Its privacy is `set_item_private`; its place is `move_item`."""
    label = _("Changed %(item)s") % {"item": _called(item)}
    with agenda_change(item.meeting, actor=actor, action="meetings.item_updated", label=label) as (_locked, detail):
        fresh = _lock_item(item, version)
        changed = [name for name in EDITABLE if name in changes and getattr(fresh, name) != changes[name]]
        for name in changed:
            setattr(fresh, name, changes[name])
        _save(fresh)
        if "state" in changed and fresh.state == ItemState.WITHDRAWN:
            _withdraw_sub_items(fresh)
        detail |= {"item": fresh.reference, "fields": changed}
    fresh.refresh_from_db()
    return fresh


def set_item_private(
    *,
    item: AgendaItem,
    actor: User | None,
    version: int,
    access: str = Access.EXEMPT,
    neutral_title: str = "",
    exempt_paragraph: int | None = None,
    public_interest_reason: str = "",
) -> AgendaItem:
    """Take an item and its papers out of the public's sight, or give them back to it.

    A private item needs a neutral title, the paragraph of Schedule 12A and why the public interest is in withholding
    (Local Government Act 1972, s.100I and Schedule 12A, paragraph 10). Its address is then made of the neutral title.
    Its sub-items follow it, but for those that are private on their own account; none is opened while it is private.
    """
    label = _("Changed who may read %(item)s") % {"item": _called(item)}
    action = "meetings.item_privacy_changed"
    with agenda_change(item.meeting, actor=actor, action=action, label=label) as (locked, detail):
        fresh = _lock_item(item, version)
        if access == Access.PUBLIC and fresh.parent and fresh.parent.is_private:
            raise ValidationError({"access": _("Its item is private. Open that one first")})
        followers = _followers(fresh)
        _refuse_minuted([one for one in (fresh, *followers) if not one.is_private], access)
        parts = (access, neutral_title.strip(), exempt_paragraph, public_interest_reason.strip())
        for one in (fresh, *followers):
            _make_as_private(one, locked, dict(zip(PRIVATE, parts, strict=True)))
        match_papers(locked, actor)
        detail |= {"item": fresh.reference, "access": access, "paragraph": exempt_paragraph}
        if followers:
            detail["sub_items"] = [one.reference for one in followers]
    fresh.refresh_from_db()
    return fresh


def move_item(
    *,
    item: AgendaItem,
    actor: User | None,
    step: int = 0,
    position: int | None = None,
    version: int | None = None,
) -> AgendaItem:
    """Move an item one place up (-1) or down (+1) among its equals, or to a place counted from 1."""
    label = _("Moved %(item)s") % {"item": _called(item)}
    change = agenda_change(item.meeting, actor=actor, action="meetings.item_moved", label=label, version=version)
    with change as (locked, detail):
        lines = agenda_lines(list(locked.agenda_items.in_order()))
        if position is None:
            keys = rules.moved_by_one(lines, item.pk, step)
        else:
            keys = rules.moved(lines, item.pk, position)
        _place(locked, keys)
        detail["item"] = item.reference
    item.refresh_from_db()
    return item


def reorder(*, meeting: Meeting, actor: User | None, slugs: Sequence[str], version: int) -> Meeting:
    """Put the agenda in an order, given every item's slug. Refuses a list that lacks an item or is out of date."""
    label = _("Changed the order of the agenda")
    change = agenda_change(meeting, actor=actor, action="meetings.agenda_reordered", label=label, version=version)
    with change as (locked, detail):
        by_slug = {item.slug: item for item in locked.agenda_items.in_order()}
        if sorted(by_slug) != sorted(slugs):
            raise ValidationError(_("The list does not hold every item once. Open the agenda again"))
        lines = agenda_lines([by_slug[slug] for slug in slugs])
        _place(locked, [line.key for line in rules.reading_order(lines)])
        detail["order"] = [by_slug[slug].reference for slug in slugs]
    return locked


def withdraw_item(*, item: AgendaItem, actor: User | None, version: int) -> AgendaItem:
    """Take an item back with its sub-items but keep their lines, marked as withdrawn.

    They take no number and their papers do not go out.
    """
    label = _("Withdrew %(item)s") % {"item": _called(item)}
    with agenda_change(item.meeting, actor=actor, action="meetings.item_withdrawn", label=label) as (_locked, detail):
        fresh = _lock_item(item, version)
        fresh.state = ItemState.WITHDRAWN
        _save(fresh)
        _withdraw_sub_items(fresh)
        detail["item"] = fresh.reference
    fresh.refresh_from_db()
    return fresh


def delete_item(*, item: AgendaItem, actor: User | None) -> None:
    """Take a line off the agenda, with its sub-items. Their papers stay, on no item, until put on one or deleted."""
    label = _("Took %(item)s off the agenda") % {"item": _called(item)}
    with agenda_change(item.meeting, actor=actor, action="meetings.item_deleted", label=label) as (_locked, detail):
        if PaperRequest.objects.filter(Q(item=item) | Q(item__parent=item)).exists():
            raise ValidationError(_("Somebody was asked to report on it. Keep its line, marked as withdrawn"), code="asked")
        if MinuteItem.objects.filter(Q(agenda_item=item) | Q(agenda_item__parent=item)).exists():
            raise ValidationError(_("It stands in the minutes already. Keep its line, marked as withdrawn"), code="minuted")
        AgendaItem.objects.get(pk=item.pk).delete()
        detail["item"] = item.reference


def link_paper(item: AgendaItem, paper: Paper, actor: User | None) -> ItemPaper:
    """Put a paper last on an item, taking it off another; called within a change. What was to follow has come then."""
    ItemPaper.objects.filter(paper=paper).delete()
    last = item.item_papers.order_by("position").last()
    link = ItemPaper(item=item, paper=paper, position=last.position + 1 if last else 1)
    link.full_clean()
    link.save()
    if item.state == ItemState.TO_FOLLOW:
        item.state = ItemState.EXPECTED
        item.bump()
        item.save(update_fields=["state", "version"])
    match_papers(item.meeting, actor)
    return link


def place_item(meeting: Meeting, *, title: str, parent: AgendaItem | None = None, **facts: Any) -> AgendaItem:
    """Make a line at the end of an agenda, or of its parent's sub-items; called within a change.

    Under a private item it is as private as that one, unless it has reasons of its own.
    """
    if parent and (parent.meeting_id != meeting.pk or parent.parent_id or parent.kind == ItemKind.HEADING):
        raise ValidationError({"parent": _("Choose an item of this agenda that is not itself a sub-item")})
    if parent:
        parent.refresh_from_db()
        if parent.is_private and facts.get("access", Access.PUBLIC) == Access.PUBLIC:
            facts |= _privacy_of(parent)
    item = AgendaItem(meeting=meeting, parent=parent, title=title.strip(), position=_end(meeting), **facts)
    if item.is_private:
        _refuse_unexplained(item)
    item.slug = _free_slug(meeting, item.neutral_title if item.is_private else item.title)
    item.full_clean()
    item.save()
    _place(meeting, [line.key for line in rules.reading_order(agenda_lines(list(meeting.agenda_items.in_order())))])
    return item


def renumber(meeting: Meeting) -> None:
    """Write the numbers that the order of the items gives."""
    items = list(meeting.agenda_items.in_order())
    letters = meeting.body.letters_sub_items
    numbers = rules.numbers(agenda_lines(items), is_out=meeting.agenda_is_out, letters=letters)
    for item in items:
        if item.number != numbers[item.pk]:
            AgendaItem.objects.filter(pk=item.pk).update(number=numbers[item.pk])


def _place(meeting: Meeting, keys: Sequence[int]) -> None:
    positions = dict(AgendaItem.objects.filter(meeting=meeting).values_list("pk", "position"))
    for position, key in enumerate(keys, start=1):
        if positions[key] != position:
            meeting.agenda_items.filter(pk=key).update(position=position)


def _end(meeting: Meeting) -> int:
    last = meeting.agenda_items.order_by("position").last()
    return last.position + 1 if last else 1


def _lock_item(item: AgendaItem, version: int) -> AgendaItem:
    fresh = AgendaItem.objects.select_for_update(of=("self",)).select_related("meeting", "parent").get(pk=item.pk)
    fresh.still_at(version)
    return fresh


def _save(item: AgendaItem) -> None:
    item.bump()
    item.full_clean()
    item.save()


def _refuse_minuted(items: Sequence[AgendaItem], access: str) -> None:
    """Minutes are as private as the agenda was when they were begun: a line made private later would be minuted in public."""
    if access != Access.PUBLIC and MinuteItem.objects.filter(agenda_item__in=items).exists():
        words = _("The minutes are begun with this item in public. Raise a private item in the minutes for what was private")
        raise ValidationError(words, code="minuted")


def _privacy_of(item: AgendaItem) -> dict[str, Any]:
    return {name: getattr(item, name) for name in PRIVATE}


def _followers(item: AgendaItem) -> list[AgendaItem]:
    """The sub-items that are read as their item is: public ones, and those that were made private with it."""
    subs = AgendaItem.objects.select_for_update(of=("self",)).filter(parent=item).order_by("position", "pk")
    return [sub for sub in subs if not sub.is_private or _privacy_of(sub) == _privacy_of(item)]


def _make_as_private(item: AgendaItem, meeting: Meeting, privacy: dict[str, Any]) -> None:
    """Give an item its privacy. A private one loses the address that its title gave it."""
    for name, value in privacy.items():
        setattr(item, name, value)
    if item.is_private:
        _refuse_unexplained(item)
        item.slug = _free_slug(meeting, item.neutral_title, but=item.pk)
    _save(item)


def _withdraw_sub_items(item: AgendaItem) -> None:
    for sub in AgendaItem.objects.select_for_update(of=("self",)).filter(parent=item).exclude(state=ItemState.WITHDRAWN):
        sub.state = ItemState.WITHDRAWN
        _save(sub)


def _refuse_unexplained(item: AgendaItem) -> None:
    """Each missing part of a private item, beside its own field."""
    problems = {}
    if not item.neutral_title:
        problems["neutral_title"] = _("Enter the title that the public sees")
    if item.access == Access.EXEMPT and not item.exempt_paragraph:
        problems["exempt_paragraph"] = _("Choose the paragraph of Schedule 12A")
    if not item.public_interest_reason:
        problems["public_interest_reason"] = _("Say why the public interest is in withholding it")
    if problems:
        raise ValidationError(problems)


def _free_slug(meeting: Meeting, title: str, but: int | None = None) -> str:
    """An address of the title that no other item of the meeting has. A private item's comes from its neutral title."""
    taken = set(meeting.agenda_items.exclude(pk=but or 0).values_list("slug", flat=True)) | {"create"}
    wanted = slugify(title)[:90] or "item"
    slug, again = wanted, 2
    while slug in taken:
        slug, again = f"{wanted}-{again}", again + 1
    return slug


def _called(item: AgendaItem) -> str:
    return _("item %(number)s") % {"number": item.number} if item.number else _("a line of the agenda")
