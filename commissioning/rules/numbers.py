"""The numbers of organisations: the form of charity and company numbers, and identifiers as org-id.guide writes them.

Neither register has a check digit, so that only the form can be checked.
"""

import re
from typing import Protocol

from company_id_validators import validate_gb_company_number
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

BETWEEN = re.compile(r"[\s./]+")
ENGLAND_AND_WALES = re.compile(r"[0-9]{6,7}(-[0-9]{1,2})?")
SCOTLAND = re.compile(r"SC[0-9]{6}")
NORTHERN_IRELAND = re.compile(r"NIC[0-9]{6}")
IDENTIFIER = re.compile(r"[A-Z]{2,3}-[A-Z0-9_]+-[\x21-\x7e]+")
COMPANY_DIGITS = 8


class Numbered(Protocol):
    """An organisation, as far as its numbers go."""

    @property
    def slug(self) -> str: ...
    @property
    def charity_number(self) -> str: ...
    @property
    def company_number(self) -> str: ...
    @property
    def identifier(self) -> str: ...


def tidy_charity_number(text: str) -> str:
    """The number as its register writes it; nothing stays nothing. Raises ValidationError that says the forms."""
    number = BETWEEN.sub("", text).upper()
    if number and not _charity_register(number):
        raise ValidationError(
            _("Enter a charity number like 1118907 (England and Wales), SC012345 (Scotland) or NIC101234 (Northern Ireland)"),
            code="charity_number",
        )
    return number


def tidy_company_number(text: str) -> str:
    """The number as Companies House writes it, with the noughts before it; nothing stays nothing. Raises ValidationError that
    says the form."""
    number = BETWEEN.sub("", text).upper()
    if number.isdigit():
        number = number.zfill(COMPANY_DIGITS)
    if number and not validate_gb_company_number(number)["ok"]:
        raise ValidationError(
            _("Enter a company number of 8 digits, like 05892114, or of 2 letters and 6 digits, like SC012345"),
            code="company_number",
        )
    return number


def tidy_identifier(text: str) -> str:
    """An identifier of another register, whole; nothing stays nothing. Raises ValidationError that says the form."""
    identifier = text.strip()
    if identifier and not IDENTIFIER.fullmatch(identifier):
        raise ValidationError(
            _("Enter the whole identifier, with the register before the number, like GB-LAE-BST"), code="identifier"
        )
    return identifier


def identifiers(provider: Numbered, prefix: str) -> list[tuple[str, str]]:
    """What an organisation is known by, as (register, identifier), the one to use first; where no register has it, a name of the
    publisher's own, made with its `prefix`."""
    known = []
    if provider.charity_number and (register := _charity_register(provider.charity_number)):
        known.append((register, f"{register}-{provider.charity_number}"))
    if provider.company_number:
        known.append(("GB-COH", f"GB-COH-{provider.company_number}"))
    if provider.identifier:
        known.append((register_of(provider.identifier), provider.identifier))
    return known or [(prefix, f"{prefix}-{provider.slug}")]


def organisation_identifier(provider: Numbered, prefix: str) -> str:
    """The identifier of an organisation in open data: that of its charity, else of its company, else of another register."""
    return identifiers(provider, prefix)[0][1]


def register_of(identifier: str) -> str:
    """The register of a whole identifier: GB-LAE of GB-LAE-BST."""
    return "-".join(identifier.split("-", 2)[:2])


def _charity_register(number: str) -> str:
    """Which register writes charity numbers so; "" for none."""
    forms = (("GB-CHC", ENGLAND_AND_WALES), ("GB-SC", SCOTLAND), ("GB-NIC", NORTHERN_IRELAND))
    return next((register for register, form in forms if form.fullmatch(number)), "")
