"""What never stands in a log: the keys of secret addresses, which open a calendar or a submission to whoever has them."""

import re
from typing import Any

HIDDEN = "[key]"
SECRET_ADDRESSES = re.compile(r"(account/calendar/)[^/\s\"?]+(\.ics)|(questions/follow/[^/\s\"?]+/)[^/\s\"?\\]+")


def hide_keys(logger: Any, name: str, line: str) -> str:
    """A whole line of the log as it is about to be written, with the key of every secret address taken out."""
    return SECRET_ADDRESSES.sub(_without_key, line)


def _without_key(found: re.Match[str]) -> str:
    calendar, ending, follow = found.groups()
    return f"{calendar}{HIDDEN}{ending}" if calendar else f"{follow}{HIDDEN}"
