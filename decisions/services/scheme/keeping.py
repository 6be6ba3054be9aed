"""Who sees to an item of the publication scheme in an area, where it stands, or why it does not apply there."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from decisions.due.scheme import KIND
from decisions.models import SchemeDuty, SchemeItem
from interface import clock
from panels.models import PoliceArea
from panels.services.due import keep_duties

TEXTS = ("owner", "page_url", "note", "not_applicable_why")


@transaction.atomic
def keep_item(*, area: PoliceArea, item: SchemeItem, version: int, actor: User | None, **facts: Any) -> SchemeDuty:
    """Say who sees to an item (`owner`, `owner_user`), where it stands (`page_url`), a `note`, or `not_applicable_why`.

    What is due follows. Raises ValidationError by field, and "stale".
    """
    held = lock_duty(area, item)
    held.still_at(version)
    for name in TEXTS:
        setattr(held, name, facts.get(name, getattr(held, name)).strip())
    held.owner_user = facts.get("owner_user", held.owner_user)
    if held.page_url:
        refuse_address(held.page_url, "page_url")
    held.bump()
    held.full_clean()
    held.save()
    record(actor=actor, action="decisions.scheme_item_kept", target=held, area=area, detail={"item": item.key})
    keep_duties(KIND, held, actor=actor)
    return held


def lock_duty(area: PoliceArea, item: SchemeItem) -> SchemeDuty:
    """How an area meets an item, held until the change is done; made where nobody has kept it yet. In a transaction."""
    SchemeDuty.objects.bulk_create([SchemeDuty(area=area, item=item)], ignore_conflicts=True)
    rows = SchemeDuty.objects.select_for_update(of=("self",)).select_related("area", "item", "owner_user")
    return rows.get(area=area, item=item)


@transaction.atomic
def enter_items(area: PoliceArea, *, actor: User | None = None) -> int:
    """Give an area a row for every item that is in force; says how many are new. Nothing is due under one that nobody has begun
    to record."""
    PoliceArea.objects.select_for_update(no_key=True).get(pk=area.pk)
    items = SchemeItem.objects.on(clock.today()).exclude(duties__area=area)
    made = SchemeDuty.objects.bulk_create([SchemeDuty(area=area, item=item) for item in items])
    if made:
        record(actor=actor, action="decisions.scheme_entered", area=area, detail={"items": len(made)})
    return len(made)


def refuse_address(address: str, field: str) -> None:
    """Refuse what is no address of a page: those of websites, and of this portal from a slash on. Raises ValidationError."""
    if address.startswith("/") and not address.startswith("//") and "\\" not in address:
        return
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError as error:
        words = _("Enter a whole address, such as https://example.org/spending, or one of this portal that begins with /")
        raise ValidationError({field: words}) from error
