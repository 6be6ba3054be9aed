"""What stands in an update report: sections added, written, moved, taken out and put back, while it is a draft."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from decisions.choices import SectionKind
from decisions.models import StandingItem, UpdateReport, UpdateSection
from decisions.papers.updates import registers
from decisions.rules.updates import clean_heading, clean_text, moved
from decisions.services.updates.keeping import lock_report, save_report
from documents.sources import title_of
from interface import clock


@transaction.atomic
def add_section(
    *, report: UpdateReport, actor: User | None, kind: str = SectionKind.WRITTEN, heading: str = "", text: str = "",
    source: str = "", standing: StandingItem | None = None, after: int | None = None, is_updated: bool = True,
) -> UpdateSection:  # fmt: skip
    """Put a section into a draft: a part's heading, written text (Markdown; typed paragraph numbers go) or a register.

    It goes to the end, or below the section with the number `after`. A standing item's heading is the item's where none is
    given, a register's likewise. Raises ValidationError "published"; by field: `heading`, `source`, `standing`, `after`.
    """
    held = lock_report(report)
    held.rows_made += 1
    section = UpdateSection(
        report=held, number=held.rows_made, kind=kind, source=source, standing=standing, is_updated=is_updated,
        heading=clean_heading(heading or _usual_heading(source, standing), is_standing=standing is not None),
        text=clean_text(text), position=0,
    )  # fmt: skip
    _check(held, section)
    order = _order(held)
    order.insert(_place(order, after), section.number)
    section.position = order.index(section.number) + 1
    section.full_clean()
    section.save()
    _put_in_order(held, order)
    _counted(held, actor, "update_section_added", section)
    return section


@transaction.atomic
def change_section(*, section: UpdateSection, version: int, actor: User | None, heading: str, text: str = "") -> UpdateSection:
    """Write a section anew. Of a standing item whose words are those of the report before, nothing counts as changed.

    Raises ValidationError "stale", "published", "removed"; by field: `heading`.
    """
    held, mine = _lock(section)
    mine.still_at(version)
    mine.heading = clean_heading(heading, is_standing=mine.standing_id is not None)
    if mine.kind != SectionKind.LIVE:
        mine.text = clean_text(text)
    if mine.carried_from is not None:
        mine.is_updated = mine.text != mine.carried_from.text
    else:
        mine.is_updated = mine.is_updated or bool(mine.text)
    mine.bump()
    mine.full_clean()
    mine.save()
    _counted(held, actor, "update_section_changed", mine)
    return mine


@transaction.atomic
def move_section(*, section: UpdateSection, direction: str, actor: User | None) -> UpdateSection:
    """Move a section one place "up" or "down"; at either end it stays. Raises ValidationError "published", "removed"."""
    held, mine = _lock(section)
    order = moved(_order(held), mine.number, direction)
    if order:
        _put_in_order(held, order)
        _counted(held, actor, "update_section_moved", mine)
    return mine


@transaction.atomic
def remove_section(*, section: UpdateSection, actor: User | None) -> UpdateSection:
    """Take a section out of a draft. Undone by `restore_section`. Raises ValidationError "published", "removed"."""
    held, mine = _lock(section)
    mine.removed_at = clock.now()
    mine.bump()
    mine.save()
    _put_in_order(held, _order(held))
    _counted(held, actor, "update_section_removed", mine)
    return mine


@transaction.atomic
def restore_section(*, section: UpdateSection, actor: User | None) -> UpdateSection:
    """Put a section back where it stood. Raises ValidationError "published"; "twice" where its standing item has another."""
    held = lock_report(section.report)
    mine = UpdateSection.objects.select_for_update(of=("self",)).get(pk=section.pk)
    if mine.removed_at is None:
        return mine
    order = _order(held)
    order.insert(min(mine.position - 1, len(order)), mine.number)
    mine.removed_at = None
    _check(held, mine)
    mine.bump()
    mine.full_clean()
    mine.save()
    _put_in_order(held, order)
    _counted(held, actor, "update_section_restored", mine)
    return mine


def _lock(section: UpdateSection) -> tuple[UpdateReport, UpdateSection]:
    """The draft and a section that stands in it, both held."""
    held = lock_report(section.report)
    rows = UpdateSection.objects.select_for_update(of=("self",)).select_related("standing", "carried_from")
    mine = rows.get(pk=section.pk)
    if mine.removed_at is not None:
        raise ValidationError(_("This section was taken out. Put it back first"), code="removed")
    return held, mine


def _check(report: UpdateReport, section: UpdateSection) -> None:
    """What the fields of a section cannot say of themselves. Raises ValidationError by field."""
    if section.kind == SectionKind.LIVE and section.source not in registers():
        raise ValidationError({"source": _("Choose the register that the section is taken from")})
    if section.standing is None:
        return
    if section.standing.area_id != report.area_id:
        raise ValidationError({"standing": _("Choose a standing item of this area")})
    if report.sections.standing().filter(standing=section.standing).exclude(pk=section.pk).exists():
        raise ValidationError({"standing": _("This standing item is in the report already")}, code="twice")


def _usual_heading(source: str, standing: StandingItem | None) -> str:
    if standing is not None:
        return standing.title
    return title_of(source) if source else ""


def _order(report: UpdateReport) -> list[int]:
    """The numbers of the sections that stand in a held report, in their order."""
    return list(report.sections.standing().order_by("position", "number").values_list("number", flat=True))


def _place(order: list[int], after: int | None) -> int:
    if after is None:
        return len(order)
    if after not in order:
        raise ValidationError({"after": _("Choose a section of this report")})
    return order.index(after) + 1


def _put_in_order(report: UpdateReport, order: list[int]) -> None:
    """Give each section the place that its number has in an order."""
    rows = list(report.sections.filter(number__in=order))
    for row in rows:
        row.position = order.index(row.number) + 1
    UpdateSection.objects.bulk_update(rows, ["position"])


def _counted(report: UpdateReport, actor: User | None, act: str, section: UpdateSection) -> Any:
    """Save the held report that a section changed in, so that who checks it reads the newest, and tell the trail."""
    report.bump()
    return save_report(report, actor, act, section=section.number, kind=str(section.kind))
