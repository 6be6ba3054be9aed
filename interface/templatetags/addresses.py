"""Postal addresses as they are printed."""

import re

from django import template

register = template.Library()

POSTCODE = re.compile(r"\b([A-Z]{1,2}\d[A-Z\d]?) (\d[A-Z]{2})\b")


@register.filter
def whole_postcode(address: str) -> str:
    """The address with its postcode kept on one line."""
    return POSTCODE.sub("\\1\N{NO-BREAK SPACE}\\2", address)
