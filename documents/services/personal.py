"""Personal data in a text that somebody typed, found as the intake of files finds it, with the line where it stands.

People type postcodes in small letters too; print has them in capitals.
"""

import re
from dataclasses import dataclass

from documents.intake.patterns import PERSONAL_DATA

TYPED = {kind: re.compile(pattern.pattern, pattern.flags | re.IGNORECASE) for kind, pattern in PERSONAL_DATA.items()}


@dataclass(frozen=True)
class PersonalData:
    """One find: the line and the column (both from 1), how many characters it takes, its kind, and the words.

    `kind` is `email`, `phone` or `postcode`. What runs over the end of a line stands where it begins.
    """

    line: int
    column: int
    length: int
    kind: str
    words: str


def as_lines(text: str) -> str:
    """The text with one sign for the end of a line, as lines and columns are counted."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def personal_data(text: str) -> list[PersonalData]:
    """Every email address, telephone number and postcode in a text, in the order of reading."""
    text = as_lines(text)
    found = []
    for kind, pattern in TYPED.items():
        for match in pattern.finditer(text):
            start = match.start()
            line = text.count("\n", 0, start) + 1
            column = start - text.rfind("\n", 0, start)
            found.append(PersonalData(line, column, len(match.group()), kind, match.group()))
    return sorted(found, key=lambda one: (one.line, one.column))
