"""Taking in the items of the publication scheme from `fixtures/scheme.json`, and who sees to them in an area."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from decisions.due.scheme import KIND
from decisions.models import SchemeDuty, SchemeItem, SchemePublication
from decisions.services.scheme.keeping import enter_items, lock_duty
from decisions.services.scheme.publishing import Told, publish_item
from panels.models import PoliceArea
from panels.rules import first_clash
from panels.services.due import keep_duties
from panels.services.rows import Row, put


@transaction.atomic
def load_scheme(rows: Iterable[dict[str, Any]], *, actor: User | None = None) -> int:
    """Make or correct the items that the rows tell of, and enter them for every area; a second run changes nothing. Gives how
    many were written.

    Raises ValidationError naming the first bad row, or two rows of one item in force on the same day, and changes nothing then.
    """
    written = sum(_load_item(Row("item", number, data)) for number, data in enumerate(rows, start=1))
    items = SchemeItem.objects.order_by("key", "started_on")
    claims = ((one.key, (one.started_on, one.ended_on), f"{one.key}, {one.started_on}") for one in items)
    if clash := first_clash(claims):
        words = _("Two rows of an item are in force at once: %(first)s and %(second)s")
        raise ValidationError(words % dict(zip(("first", "second"), clash, strict=True)))
    if written:
        record(actor=actor, action="decisions.scheme_loaded", detail={"items": written})
    for area in PoliceArea.objects.order_by("pk"):
        enter_items(area, actor=actor)
    return written


def _load_item(row: Row) -> bool:
    key = {"key": row.text("key"), "started_on": row.day("started_on")}
    fields: dict[str, Any] = {name: row.text(name) for name in ("heading", "paragraph", "title", "period", "provision", "source")}
    fields |= {name: row.text(name, "") for name in ("about", "reckoning", "timing", "table", "register")}
    fields |= {"position": row.number("position"), "number": row.number("number", None), "ended_on": row.day("ended_on", None)}
    fields |= {"is_verified": row.flag("is_verified", ...), "before_period": row.flag("before_period")}
    return put(row, SchemeItem, key, fields)[1]


@transaction.atomic
def load_area_scheme(area: PoliceArea, rows: Iterable[dict[str, Any]], *, actor: User | None = None) -> int:
    """Say who sees to items in an area, and what was published under them: rows of `item`, `owner`, `page_url`, `note`,
    `not_applicable_why` and `publications` (`title`, `started_on`, `ended_on`, `published_on`, `url`). A second run changes
    nothing. Gives how many rows were written; raises ValidationError naming the first bad one."""
    return sum(_load_duty(area, Row("scheme", number, data), actor) for number, data in enumerate(rows, start=1))


def _load_duty(area: PoliceArea, row: Row, actor: User | None) -> int:
    item = _item(row, row.text("item"))
    publications = list(row.rows("publications"))
    fields = {name: row.text(name, "") for name in ("owner", "page_url", "note", "not_applicable_why")}
    lock_duty(area, item)
    duty, is_changed = put(row, SchemeDuty, {"area": area, "item": item}, fields)
    if is_changed:
        record(actor=actor, action="decisions.scheme_item_kept", target=duty, area=area, detail={"item": item.key})
        keep_duties(KIND, duty, actor=actor)
    return is_changed + sum(_load_publication(area, item, one, actor) for one in publications)


def _load_publication(area: PoliceArea, item: SchemeItem, row: Row, actor: User | None) -> bool:
    published_on: date | None = row.day("published_on")
    started_on, ended_on = row.day("started_on", None), row.day("ended_on", None)
    told = Told(row.text("title"), published_on or date.min, started_on, ended_on, row.text("url"))
    row.done()
    same = {"published_on": told.published_on, "started_on": started_on, "ended_on": ended_on, "url": told.url}
    if SchemePublication.objects.filter(area=area, item=item, title=told.title, **same).exists():
        return False
    with row.named():
        publish_item(area=area, item=item, told=told, actor=actor)
    return True


def _item(row: Row, key: str) -> SchemeItem:
    """The newest row of an item."""
    found = SchemeItem.objects.filter(key=key).order_by("-started_on").first()
    return found or row.refuse(_("“%(field)s” names %(value)s, which the scheme does not hold") % {"field": "item", "value": key})
