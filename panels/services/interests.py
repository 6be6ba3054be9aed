"""The standing register of members' interests: entered, changed, and taken out with a reason."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from interface import clock
from panels.models import Body, Interest, Membership, Person
from panels.rules import interest_problems

FACTS = ("category", "text", "is_sensitive", "declared_on", "started_on", "ended_on")


@transaction.atomic
def add_interest(
    *,
    body: Body,
    person: Person,
    actor: User | None,
    category: str,
    text: str,
    declared_on: date,
    is_sensitive: bool = False,
    started_on: date | None = None,
    ended_on: date | None = None,
) -> Interest:
    """Enter an interest that a member has registered; its number is never used again for that member.

    Refuses, beside the field, somebody who is not a member today, a day that has not come, and dates that cannot be.
    Localism Act 2011, s.29 (the register) and s.30 (28 days to tell the monitoring officer).
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    if not Membership.objects.on(clock.today()).filter(body=body, person=person).exists():
        raise ValidationError({"person": _("%(name)s is not a member today. Choose a member") % {"name": person.name}})
    last = Interest.objects.filter(person=person).aggregate(last=Max("number"))["last"] or 0
    interest = Interest(
        body=body, person=person, number=last + 1, category=category, text=text.strip(), is_sensitive=is_sensitive,
        declared_on=declared_on, started_on=started_on, ended_on=ended_on, entered_by=actor,
    )  # fmt: skip
    return _kept(interest, actor, "panels.interest_added")


@transaction.atomic
def change_interest(
    *,
    interest: Interest,
    version: int,
    actor: User | None,
    category: str,
    text: str,
    is_sensitive: bool,
    declared_on: date,
    started_on: date | None,
    ended_on: date | None,
) -> Interest:
    """Change what the register says of an interest, for instance that it is over. Refuses a stale save, one that was taken
    out, and dates that cannot be.
    """
    locked = _locked(interest, version)
    said = (category, text.strip(), is_sensitive, declared_on, started_on, ended_on)
    for name, value in zip(FACTS, said, strict=True):
        setattr(locked, name, value)
    locked.bump()
    return _kept(locked, actor, "panels.interest_changed")


@transaction.atomic
def remove_interest(*, interest: Interest, version: int, actor: User | None, reason: str) -> Interest:
    """Take out an interest that was entered in error; the row and the reason stay, and nobody reads them on a page.

    An interest that is over is not taken out: it is given its last day.
    """
    locked = _locked(interest, version)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is taken out")})
    locked.removed_at, locked.removed_reason = clock.now(), reason.strip()
    locked.bump()
    return _kept(locked, actor, "panels.interest_removed")


def _locked(interest: Interest, version: int) -> Interest:
    locked = Interest.objects.select_for_update(of=("self",)).select_related("person", "body__area").get(pk=interest.pk)
    if locked.removed_at:
        raise ValidationError(_("Somebody took this interest out of the register meanwhile"), code="gone")
    locked.still_at(version)
    return locked


def _kept(interest: Interest, actor: User | None, action: str) -> Interest:
    """Save it and record the act: whose it is and which, never what it says or of what kind it is."""
    problems = interest_problems(
        declared=interest.declared_on, started=interest.started_on, ended=interest.ended_on, today=clock.today()
    )
    if problems:
        raise ValidationError(problems)
    interest.full_clean()
    interest.save()
    detail = {"member": interest.person.slug, "number": interest.number}
    record(actor=actor, action=action, target=interest, area=interest.body.area, detail=detail)
    return interest
