"""Providers: organisations that receive money, entered once, found again by number or name, published."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import CharField, F, Func, Q, Value
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from accounts.models import User
from commissioning.choices import ProviderKind
from commissioning.models import Provider
from commissioning.rules.numbers import tidy_charity_number, tidy_company_number, tidy_identifier
from commissioning.services.rows import free_slug, keep
from interface import clock
from panels.models import PoliceArea
from panels.services.keeping import hide, hold, hold_area, publish, set_facts

CHANGEABLE = ("name", "kind", "charity_number", "company_number", "identifier", "about", "url", "postcode", "note")
NUMBERS: dict[str, Callable[[str], str]] = {
    "charity_number": tidy_charity_number,
    "company_number": tidy_company_number,
    "identifier": tidy_identifier,
}


@transaction.atomic
def create_provider(*, area: PoliceArea, name: str, actor: User | None, **facts: Any) -> Provider:
    """Enter an organisation with any of CHANGEABLE; the office's own until it is published. Its address comes from the name and
    stays. Raises ValidationError by field."""
    held = hold_area(area)
    slug = free_slug(Provider, held, name, otherwise="provider")
    row = Provider(area=held, slug=slug, created_at=clock.now())
    _set(row, {"name": name, **facts})
    return keep(row, area=held, actor=actor, act="provider_created", is_new=True)


@transaction.atomic
def change_provider(*, provider: Provider, version: int, actor: User | None, **facts: Any) -> Provider:
    """Change any of CHANGEABLE. Raises ValidationError "stale" and by field."""
    held = hold(provider, version)
    _set(held, facts)
    return keep(held, area=held.area, actor=actor, act="provider_changed")


@transaction.atomic
def publish_provider(*, provider: Provider, version: int, actor: User | None) -> Provider:
    """Let everybody read it. Raises ValidationError "stale", "published"."""
    held = hold(provider, version)
    publish(held)
    return keep(held, area=held.area, actor=actor, act="provider_published")


@transaction.atomic
def hide_provider(*, provider: Provider, version: int, actor: User | None) -> Provider:
    """Take it from the public. Undone by `publish_provider`. Raises ValidationError "stale", "unpublished", and "named" while a
    published award or service names it."""
    held = hold(provider, version)
    if held.awards.filter(published_at__isnull=False).exists() or held.services.filter(published_at__isnull=False).exists():
        words = _("It is named by an award or a service that is public. Take that from the public first")
        raise ValidationError(words, code="named")
    hide(held)
    return keep(held, area=held.area, actor=actor, act="provider_hidden")


@transaction.atomic
def find_or_create_provider(
    *, area: PoliceArea, name: str, actor: User | None, charity_number: str = "", company_number: str = "",
    identifier: str = "", kind: str = "",
) -> tuple[Provider, bool]:  # fmt: skip
    """The organisation that a file or a form means, and whether it is new: by a number first, then by its name, compared without
    case and spaces. One of the same name that has another number is another. Raises ValidationError by field."""
    given = {"charity_number": charity_number, "company_number": company_number, "identifier": identifier}
    numbers = _tidied(given)
    held = hold_area(area)
    if found := _by_number(held, numbers) or _by_name(held, name, numbers):
        return found, False
    made = create_provider(area=held, name=name, actor=actor, kind=kind or kind_by(numbers), **numbers)
    return made, True


def kind_by(numbers: dict[str, str]) -> str:
    """What an organisation is as far as its numbers tell."""
    if numbers["charity_number"]:
        return ProviderKind.CHARITABLE_COMPANY if numbers["company_number"] else ProviderKind.CHARITY
    return ProviderKind.COMPANY if numbers["company_number"] else ProviderKind.OTHER


def _by_number(area: PoliceArea, numbers: dict[str, str]) -> Provider | None:
    for name, number in numbers.items():
        if number and (found := Provider.objects.filter(area=area, **{name: number}).order_by("pk").first()):
            return found
    return None


def _by_name(area: PoliceArea, name: str, numbers: dict[str, str]) -> Provider | None:
    """One of the name whose numbers do not say that it is another."""
    rows = Provider.objects.filter(area=area).annotate(bare=Lower(_bare(F("name"))))
    rows = rows.filter(bare=Lower(_bare(Value(name))))
    for field, number in numbers.items():
        if number:
            rows = rows.filter(Q(**{field: number}) | Q(**{field: ""}))
    return rows.order_by("pk").first()


def _bare(text: Any) -> Func:
    """A text without the blanks in it."""
    return Func(text, Value(r"\s+"), Value(""), Value("g"), function="regexp_replace", output_field=CharField())


def _set(row: Provider, facts: dict[str, Any]) -> None:
    """Change facts, numbers in the form of their registers, each of one organisation only."""
    given = {name: facts[name] for name in NUMBERS if name in facts}
    set_facts(row, {**facts, **_tidied(given)}, CHANGEABLE)
    row.postcode = row.postcode.upper()
    for name in given:
        number = getattr(row, name)
        if not number:
            continue
        other = Provider.objects.filter(area=row.area, **{name: number}).exclude(pk=row.pk).first()
        if other:
            words = _("%(name)s has this number already") % {"name": other.name}
            raise ValidationError({name: ValidationError(words, code="taken")})


def _tidied(given: dict[str, str]) -> dict[str, str]:
    """Numbers as their registers write them. Raises ValidationError by field, of all of them at once."""
    made, problems = {}, {}
    for name, text in given.items():
        try:
            made[name] = NUMBERS[name](text)
        except ValidationError as refused:
            problems[name] = refused
    if problems:
        raise ValidationError(problems)
    return made
