"""Members who lead on a subject for the panel or sit on another body for it: entered, changed, ended, and on their own pages."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from interface.tables import Column
from interface.templatetags.dates import short_date
from panels.models import Body, Membership, Person, Representative
from panels.registry import Part, member_part
from panels.rules.arrangements import representative_problems


@transaction.atomic
def add_representative(
    *,
    body: Body,
    person: Person,
    kind: str,
    started_on: date,
    subject: str = "",
    on_body: Body | None = None,
    on_name: str = "",
    ended_on: date | None = None,
    note: str = "",
    actor: User | None,
) -> Representative:
    """Enter a link member, a representative or an observer; the number is never used again for the panel.

    Refuses by field somebody who does not sit on the panel on the first day, a link member without a subject, and a
    representative without a body.
    """
    Body.objects.select_for_update(no_key=True).get(pk=body.pk)
    last = Representative.objects.filter(body=body).aggregate(last=Max("number"))["last"] or 0
    made = Representative(
        body=body, number=last + 1, person=person, kind=kind, subject=subject.strip(), on_body=on_body, on_name=on_name.strip(),
        started_on=started_on, ended_on=ended_on, note=note.strip(),
    )  # fmt: skip
    return _kept(made, actor, "panels.representative_added")


@transaction.atomic
def change_representative(*, representative: Representative, version: int, actor: User | None, **facts: Any) -> Representative:
    """Correct what the register says, or give it another last day or none. `facts` as of `add_representative`. Refuses as
    that does, and a stale save."""
    locked = _locked(representative, version)
    for name, value in facts.items():
        setattr(locked, name, value.strip() if isinstance(value, str) else value)
    locked.bump()
    return _kept(locked, actor, "panels.representative_changed")


@transaction.atomic
def end_representative(*, representative: Representative, version: int, ended_on: date, actor: User | None) -> Representative:
    """Give it its last day; it stays in the register. To undo that, change it and empty the day."""
    locked = _locked(representative, version)
    locked.ended_on = ended_on
    locked.bump()
    return _kept(locked, actor, "panels.representative_ended")


def _locked(representative: Representative, version: int) -> Representative:
    rows = Representative.objects.select_for_update(of=("self",)).select_related("body__area", "person", "on_body")
    locked = rows.get(pk=representative.pk)
    locked.still_at(version)
    return locked


def _kept(row: Representative, actor: User | None, action: str) -> Representative:
    problems = representative_problems(
        kind=row.kind, subject=row.subject, is_on_body=row.on_body_id is not None, on_name=row.on_name,
        is_sitting=Membership.objects.on(row.started_on).filter(body=row.body_id, person=row.person_id).exists(),
        name=row.person.name, started_on=row.started_on,
    )  # fmt: skip
    if row.ended_on is not None and row.ended_on < row.started_on:
        problems["ended_on"] = _("The last day must not be before the first")
    if problems:
        raise ValidationError(dict(problems))
    row.full_clean()
    row.save()
    detail = {"number": row.number, "member": row.person.slug}
    record(actor=actor, action=action, target=row, area=row.body.area, detail=detail)
    return row


@member_part("representative", order=20)
def representative_part(person: Person, user: Any) -> Part | None:
    """What a member does for the panel beside its meetings, the newest first; nothing where it is nothing."""
    seen = Representative.objects.visible_to(user).filter(person=person).select_related("on_body")
    rows = list(seen.order_by("-started_on", "number"))
    if not rows:
        return None
    columns = [
        Column("kind", _("As what"), lambda row: row.get_kind_display(), heads_row=True),
        Column("subject", _("Subject or body"), what_of),
        Column("from", _("From"), lambda row: short_date(row.started_on)),
        Column("until", _("Until"), lambda row: short_date(row.ended_on) or _("not ended")),
    ]
    heading = _("Link member and representative")
    return Part(heading, _("What the member does for the panel elsewhere"), columns, rows, "")


def what_of(row: Representative) -> str:
    """The subject, the body, or both: “Rural crime, on the Rural Affairs Board”."""
    if row.subject and row.where:
        return _("%(subject)s, on %(body)s") % {"subject": row.subject, "body": row.where}
    return row.subject or row.where
