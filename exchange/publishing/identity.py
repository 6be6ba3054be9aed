"""As whom an area publishes, and what organisations, grants and processes are known by for good."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.text import slugify

from commissioning.models import Publisher
from commissioning.rules.numbers import identifiers, register_of
from panels.models import PoliceArea


@dataclass(frozen=True)
class Source:
    """As whom an area publishes: its row of settings without the row."""

    area: str
    name: str
    organisation: str
    grants_prefix: str
    contracts_prefix: str
    is_registered: bool
    licence_url: str
    licence_name: str
    address: str

    def url(self, path: str) -> str:
        """The whole address of a page or a file."""
        return f"{self.address.rstrip('/')}{path}"


@dataclass(frozen=True)
class Organisation:
    """An organisation as open data names it; `registers` are (register, number) of those that have it."""

    id: str
    name: str
    registers: tuple[tuple[str, str], ...] = ()
    charity_number: str = ""
    company_number: str = ""
    postcode: str = ""
    url: str = ""
    about: str = ""


def source_of(area: PoliceArea) -> Source | None:
    """As whom an area publishes; None where nobody has said it, and then it publishes nothing."""
    row = Publisher.objects.filter(area=area).first()
    if row is None:
        return None
    return Source(
        area=area.slug, name=row.name, organisation=row.organisation, grants_prefix=row.grants_prefix,
        contracts_prefix=row.contracts_prefix, is_registered=row.is_registered, licence_url=row.licence_url,
        licence_name=row.licence_name, address=row.address,
    )  # fmt: skip


def publisher_as_organisation(source: Source) -> Organisation:
    """The Commissioner, as funder and buyer."""
    return Organisation(source.organisation, source.name, ((parted(source.organisation)),))


def organisation_of(provider: Any, prefix: str) -> Organisation:
    """An organisation of the register. Of one that is not public itself only the name and its numbers are told, which the award
    tells anyway. Where no register has it, its identifier is made with `prefix`."""
    known = identifiers(provider, prefix)
    is_out = provider.published_at is not None
    return Organisation(
        id=known[0][1], name=provider.name,
        registers=tuple((register, whole.removeprefix(f"{register}-")) for register, whole in known if register != prefix),
        charity_number=provider.charity_number, company_number=provider.company_number,
        postcode=provider.postcode if is_out else "", url=provider.url if is_out else "",
        about=provider.about if is_out else "",
    )  # fmt: skip


def funders_of(shares: Iterable[Any], source: Source, prefix: str) -> tuple[Organisation, ...]:
    """Whose money it is, each funder once; the Commissioner's where nobody shares in it."""
    found: dict[str, Organisation] = {}
    for share in shares:
        one = _funder(share, source, prefix)
        found.setdefault(one.id, one)
    return tuple(found.values()) or (publisher_as_organisation(source),)


def _funder(share: Any, source: Source, prefix: str) -> Organisation:
    if share.organisation is not None:
        return organisation_of(share.organisation, prefix)
    if share.funder.casefold().strip() == source.name.casefold().strip():
        return publisher_as_organisation(source)
    return Organisation(f"{prefix}-{slugify(share.funder) or share.number}", share.funder)


def parted(identifier: str) -> tuple[str, str]:
    """(register, number) of a whole identifier: GB-LAE and BST of GB-LAE-BST."""
    register = register_of(identifier)
    return register, identifier.removeprefix(f"{register}-")
