"""What is published under an item of the scheme: recorded with its address or its file, and withdrawn with a reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from decisions.due.scheme import KIND
from decisions.models import SchemeItem, SchemePublication
from decisions.rules.scheme import publication_problems
from decisions.services.scheme.keeping import lock_duty, refuse_address
from documents.choices import BLOCKING_FINDINGS, FindingKind, StoreName
from documents.models import StoredFile
from documents.services.contents import MEDIA_TYPES, Content, examine
from documents.services.files import drop_file, ensure_restricted, store_bytes
from interface import clock
from panels.models import PoliceArea
from panels.services.due import keep_duties


@dataclass(frozen=True)
class Told:
    """What is said of a publication: its title, the time that it is about, on which day it was published, and where."""

    title: str
    published_on: date
    started_on: date | None = None
    ended_on: date | None = None
    url: str = ""


@dataclass(frozen=True)
class Table:
    """A table that was written anew: its file, what came, how many rows it has and what they make together."""

    data: bytes
    media_type: str
    original: bytes
    original_type: str
    rows: int
    total: Decimal


def examine_pdf(data: bytes, name: str) -> Content:
    """What a PDF holds, looked at as hostile, with a rebuilt copy. Slow: never inside a transaction that holds locks.

    Raises ValidationError (`file`): another kind, what intake refuses, or words in it that the eye does not see.
    """
    content, wrong = examine(data, name)
    if wrong:
        raise ValidationError(wrong)
    if not content.pdf:
        raise ValidationError({"file": _("Choose a PDF. A table of spending or contracts has a page of its own")})
    if hidden := findings_in(content, BLOCKING_FINDINGS):
        words = _("There is more in this file than the eye sees (%(what)s). Take it out of the file, then choose it again")
        raise ValidationError({"file": words % {"what": ", ".join(hidden)}})
    return content


def findings_in(content: Content, kinds: Iterable[str]) -> list[str]:
    """Which of some kinds of finding a file has, in words, each with its page."""
    wanted = set(kinds)
    found = {(one.kind, one.page) for one in content.findings if one.kind in wanted}
    page = _("%(what)s, page %(page)s")
    return [
        page % {"what": FindingKind(kind).label, "page": number} if number else str(FindingKind(kind).label)
        for kind, number in sorted(found, key=lambda one: (one[1] or 0, one[0]))
    ]


@transaction.atomic
def publish_item(
    *, area: PoliceArea, item: SchemeItem, told: Told, content: Content | None = None, table: Table | None = None,
    actor: User | None,
) -> SchemePublication:  # fmt: skip
    """Record that something is published under an item: on a page (`told.url`), as a PDF of `examine_pdf`, or as a table.

    Our files go into the public store now. What was due for the time is met. Raises ValidationError by field: `title`, `url`,
    `published_on`, `period`; "not-applicable".
    """
    duty = lock_duty(area, item)
    if duty.not_applicable_why:
        words = _("This item is marked as not applicable. Change that first")
        raise ValidationError(words, code="not-applicable")
    _refuse_wrong(item, told, has_file=bool(content or table))
    made = SchemePublication(
        area=area, item=item, number=_next_number(area), title=told.title.strip(), started_on=told.started_on,
        ended_on=told.ended_on, published_on=told.published_on, url=told.url.strip(), made_at=clock.now(), made_by=actor,
    )  # fmt: skip
    if content is not None:
        _take_pdf(made, content)
    if table is not None:
        _take_table(made, table)
    made.full_clean()
    made.save()
    _tell(made, actor, "published")
    keep_duties(KIND, duty, actor=actor)
    return made


@transaction.atomic
def withdraw_publication(
    *, publication: SchemePublication, version: int, why: str, actor: User | None
) -> SchemePublication:  # fmt: skip
    """Take back what was published, with a reason that everybody reads. Its file leaves the public store at once; that there was
    such a publication stays. What it met is due again. Raises ValidationError `why`, "stale", "withdrawn"."""
    duty = lock_duty(publication.area, publication.item)
    rows = SchemePublication.objects.select_for_update(of=("self",)).select_related("area", "item", "file")
    held = rows.get(pk=publication.pk)
    held.still_at(version)
    if held.withdrawn_at is not None:
        raise ValidationError(_("This was withdrawn already"), code="withdrawn")
    if not why.strip():
        raise ValidationError({"why": _("Say why it is withdrawn. Everybody reads this")})
    public = held.file
    if public is not None:
        held.file = ensure_restricted(public)
    held.withdrawn_at, held.withdrawn_why = clock.now(), why.strip()
    held.bump()
    held.full_clean()
    held.save()
    _tell(held, actor, "withdrawn")
    if public is not None and public.store == StoreName.PUBLIC:
        drop_file(public)
    keep_duties(KIND, duty, actor=actor, again=True)
    return held


def _refuse_wrong(item: SchemeItem, told: Told, *, has_file: bool) -> None:
    problems: dict[str, Any] = publication_problems(
        item, today=clock.today(), published_on=told.published_on, started_on=told.started_on, ended_on=told.ended_on
    )
    if not told.title.strip():
        problems["title"] = [_("Enter a title")]
    if not has_file and not told.url.strip():
        problems["url"] = [_("Enter the address of the page, or choose a file")]
    if problems:
        raise ValidationError(problems)
    if told.url.strip():
        refuse_address(told.url.strip(), "url")


def _take_pdf(made: SchemePublication, content: Content) -> None:
    made.file = store_bytes(store=StoreName.PUBLIC, data=content.pdf, media_type=MEDIA_TYPES["pdf"])
    made.file_name = f"{made.area.slug}-{made.item.key}-{made.number}.pdf"
    made.original = _kept(content.original, content.original_type)


def _take_table(made: SchemePublication, table: Table) -> None:
    made.file = store_bytes(store=StoreName.PUBLIC, data=table.data, media_type=table.media_type)
    made.file_name = f"{made.area.slug}-{made.item.key}-{made.number}.csv"
    made.original = _kept(table.original, table.original_type)
    made.rows, made.total = table.rows, table.total


def _kept(data: bytes, media_type: str) -> StoredFile | None:
    return store_bytes(store=StoreName.RESTRICTED, data=data, media_type=media_type) if data else None


def _next_number(area: PoliceArea) -> int:
    """The next number of an area's publications; whoever publishes there at the same time waits."""
    PoliceArea.objects.select_for_update(no_key=True).get(pk=area.pk)
    return (SchemePublication.objects.filter(area=area).aggregate(last=Max("number"))["last"] or 0) + 1


def _tell(made: SchemePublication, actor: User | None, act: str) -> None:
    days = {name: day.isoformat() for name, day in (("from", made.started_on), ("until", made.ended_on)) if day}
    detail = {"item": made.item.key, "number": made.number, "published_on": made.published_on.isoformat(), **days}
    record(actor=actor, action=f"decisions.scheme_{act}", target=made, area=made.area, detail=detail)
