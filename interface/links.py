"""Addresses of pages that may not be there."""

from typing import Any

from django.urls import NoReverseMatch, reverse


def url_or_none(name: str, *args: Any) -> str | None:
    """The address of a page by its name ("decisions:decision-list") and the parts of its address; None where no such page
    exists."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return None
