"""What never stands in a log: the keys of secret addresses, which open a calendar or a submission to whoever has them, and what
an error says, which may hold anything that somebody typed (a database names the whole row that it refuses)."""

import re
from collections.abc import Iterator
from traceback import TracebackException
from typing import Any

HIDDEN = "[key]"
SECRET_ADDRESSES = re.compile(r"(account/calendar/)[^/\s\"?]+(\.ics)|(questions/follow/[^/\s\"?]+/)[^/\s\"?\\]+")


def hide_keys(logger: Any, name: str, line: str) -> str:
    """A whole line of the log as it is about to be written, with the key of every secret address taken out."""
    return SECRET_ADDRESSES.sub(_without_key, line)


def _without_key(found: re.Match[str]) -> str:
    calendar, ending, follow = found.groups()
    return f"{calendar}{HIDDEN}{ending}" if calendar else f"{follow}{HIDDEN}"


def told_where(exc_info: Any) -> str:
    """An error as the log names it: its kinds and where they came about, without a word of what they say."""
    return "\n".join(_lines(TracebackException(*exc_info, lookup_lines=False)))


def _lines(error: TracebackException) -> Iterator[str]:
    """The error from which it follows first, as Python writes them."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield from _lines(before)
        yield "then:"
    yield from (f"{one.filename}:{one.lineno} in {one.name}" for one in error.stack)
    yield error.exc_type.__name__ if error.exc_type else "error"
