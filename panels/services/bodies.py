"""The bodies that meet, as the directory has them: entered, changed, ended."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from panels.choices import BodyKind
from panels.models import Body, PoliceArea
from panels.rules import overlap

NOT_AN_ADDRESS = frozenset({"create"})  # the word that the directory uses itself
LONGEST_SLUG = 60


@transaction.atomic
def add_body(*, area: PoliceArea, kind: str, name: str, started_on: date, actor: User | None, **facts: Any) -> Body:
    """Enter a body that meets. Its address comes from its name and stays; `facts` are purpose, terms, chaired_by, meets,
    letters_sub_items, approves_release, parent and ended_on.

    Refuses by field a name that another body of the area has on one of the days, a second panel, a last day before the
    first, a parent of another area, and papers approved for release by a body of the panel, whose papers the law opens.
    """
    _lock(area)
    made = Body(area=area, kind=kind, slug=_free_slug(area, name), started_on=started_on)
    return _kept(made, actor, "panels.body_added", {**facts, "name": name})


@transaction.atomic
def change_body(*, body: Body, version: int, actor: User | None, **facts: Any) -> Body:
    """Correct what the directory says of a body. `facts` as of `add_body`, and its name and first day; kind and address stay.

    Agendas that are out keep their numbers and meetings that are called what is public of them. Refuses as `add_body` does.
    """
    return _kept(_locked(body, version), actor, "panels.body_changed", facts)


@transaction.atomic
def end_body(*, body: Body, version: int, ended_on: date, actor: User | None) -> Body:
    """Give a body its last day. Its page and all its papers stay. To undo that, change it and empty the day."""
    return _kept(_locked(body, version), actor, "panels.body_ended", {"ended_on": ended_on})


def _kept(body: Body, actor: User | None, action: str, facts: dict[str, Any]) -> Body:
    for name, value in facts.items():
        setattr(body, name, value.strip() if isinstance(value, str) else value)
    if body.pk:
        body.bump()
    if problems := _problems(body):
        raise ValidationError(problems)
    body.full_clean()
    body.save()
    detail = {"body": body.slug, "kind": str(body.kind), "fields": sorted(facts)}
    record(actor=actor, action=action, target=body, area=body.area, detail=detail)
    return body


def _problems(body: Body) -> dict[str, str]:
    found = {}
    period = (body.started_on, body.ended_on)
    if body.ended_on is not None and body.ended_on < body.started_on:
        found["ended_on"] = _("The last day must not be before the first")
    others = list(Body.objects.filter(area=body.area_id).exclude(pk=body.pk))
    there = [one for one in others if overlap(period, (one.started_on, one.ended_on))]
    if any(one.name.casefold() == body.name.casefold() for one in there):
        found["name"] = _("Another body of this area has that name. Choose another")
    if body.kind == BodyKind.PANEL and any(one.kind == BodyKind.PANEL for one in there):
        found["kind"] = _("An area has one panel at a time. End the other one first")
    if body.parent is not None and (body.parent.area_id != body.area_id or body.parent_id == body.pk):
        found["parent"] = _("Choose another body of this area")
    if body.approves_release and not body.is_of_commissioner:
        found["approves_release"] = _(
            "The law opens the papers of a panel. Only a body that the Commissioner calls approves them"
        )
    return found


def _free_slug(area: PoliceArea, name: str) -> str:
    """An address made of the name: with a number where it is taken, or is a word of the directory itself."""
    stem = slugify(name)[:LONGEST_SLUG].strip("-") or "body"
    taken = set(Body.objects.filter(area=area).values_list("slug", flat=True)) | NOT_AN_ADDRESS
    slug, number = stem, 1
    while slug in taken:
        number += 1
        ending = f"-{number}"
        slug = f"{stem[: LONGEST_SLUG - len(ending)]}{ending}"
    return slug


def _lock(area: PoliceArea) -> None:
    """One act at a time in the directory of an area."""
    PoliceArea.objects.select_for_update(no_key=True).get(pk=area.pk)


def _locked(body: Body, version: int) -> Body:
    _lock(body.area)
    locked = Body.objects.select_for_update(of=("self",), no_key=True).select_related("area", "parent").get(pk=body.pk)
    locked.still_at(version)
    return locked
