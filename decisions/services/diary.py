"""Whom the Commissioner meets: entered, changed, called off, published and taken from the public."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from decisions.choices import DiaryKind
from decisions.models import DiaryEntry
from interface import clock
from panels.counters import next_number, raise_to
from panels.models import PoliceArea

SERIES = "DIARY"
CHANGEABLE = ("kind", "on", "date_words", "part_of_day", "with_whom", "subject", "place")


@transaction.atomic
def add_entry(
    *, area: PoliceArea, actor: User | None, with_whom: str, subject: str, kind: str = DiaryKind.COMMUNITY,
    on: date | None = None, date_words: str = "", part_of_day: str = "", place: str = "",
) -> DiaryEntry:  # fmt: skip
    """Enter whom the Commissioner met or will meet; the office's own until it is published. A day that is not agreed is None,
    or said in `date_words`. Raises ValidationError by field."""
    raise_to(area, SERIES, 0, DiaryEntry.objects.filter(area=area).aggregate(last=Max("number"))["last"] or 0)
    entry = DiaryEntry(
        area=area, number=next_number(area, SERIES), kind=kind, on=on, date_words=date_words.strip(), part_of_day=part_of_day,
        with_whom=with_whom.strip(), subject=subject.strip(), place=place.strip(), created_at=clock.now(), created_by=actor,
    )  # fmt: skip
    _refuse_two_dates(entry)
    entry.full_clean()
    entry.save()
    _tell(entry, actor, "diary_entry_added")
    return entry


@transaction.atomic
def change_entry(*, entry: DiaryEntry, version: int, actor: User | None, **facts: Any) -> DiaryEntry:
    """Change any of CHANGEABLE. What is public changes for everybody at once. Raises ValidationError "stale", "cancelled" and by
    field."""
    if unknown := set(facts) - set(CHANGEABLE):
        raise TypeError(f"change_entry() does not change {', '.join(sorted(unknown))}")
    held = _lock(entry, version)
    if held.cancelled_why:
        raise ValidationError(_("This was called off. Say first that it takes place after all"), code="cancelled")
    for name, value in facts.items():
        setattr(held, name, value.strip() if isinstance(value, str) else value)
    _refuse_two_dates(held)
    return _save(held, actor, "diary_entry_changed")


@transaction.atomic
def cancel_entry(*, entry: DiaryEntry, version: int, why: str, actor: User | None) -> DiaryEntry:
    """Call it off with a reason that its readers read; it stays. Undone by `revive_entry`. Raises ValidationError "stale",
    "cancelled"; by field: `why`."""
    held = _lock(entry, version)
    if held.cancelled_why:
        raise ValidationError(_("This was called off already"), code="cancelled")
    if not why.strip():
        raise ValidationError({"why": _("Say why it was called off")})
    held.cancelled_why = why.strip()
    return _save(held, actor, "diary_entry_cancelled")


@transaction.atomic
def revive_entry(*, entry: DiaryEntry, version: int, actor: User | None) -> DiaryEntry:
    """Say that it takes place after all. Raises ValidationError "stale", "planned"."""
    held = _lock(entry, version)
    if not held.cancelled_why:
        raise ValidationError(_("This was not called off"), code="planned")
    held.cancelled_why = ""
    return _save(held, actor, "diary_entry_revived")


@transaction.atomic
def publish_entry(*, entry: DiaryEntry, version: int, actor: User | None) -> DiaryEntry:
    """Let everybody read it, here and in the public calendar. Raises ValidationError "stale", "published"."""
    held = _lock(entry, version)
    if held.published_at is not None:
        raise ValidationError(_("This is public already"), code="published")
    held.published_at = clock.now()
    return _save(held, actor, "diary_entry_published")


@transaction.atomic
def hide_entry(*, entry: DiaryEntry, version: int, actor: User | None) -> DiaryEntry:
    """Take it from the public and out of the calendar. Undone by `publish_entry`. Raises ValidationError "stale",
    "unpublished"."""
    held = _lock(entry, version)
    if held.published_at is None:
        raise ValidationError(_("This is not public"), code="unpublished")
    held.published_at = None
    return _save(held, actor, "diary_entry_hidden")


def _lock(entry: DiaryEntry, version: int) -> DiaryEntry:
    held = DiaryEntry.objects.select_for_update(of=("self",)).select_related("area").get(pk=entry.pk)
    held.still_at(version)
    return held


def _refuse_two_dates(entry: DiaryEntry) -> None:
    if entry.on is not None and entry.date_words:
        raise ValidationError({"date_words": _("Take these words out: the date is given above")})


def _save(entry: DiaryEntry, actor: User | None, act: str) -> DiaryEntry:
    entry.bump()
    entry.full_clean()
    entry.save()
    _tell(entry, actor, act)
    return entry


def _tell(entry: DiaryEntry, actor: User | None, act: str) -> None:
    record(actor=actor, action=f"decisions.{act}", target=entry, area=entry.area, detail={"number": entry.number})
