"""The register of members' interests as a file, with what the list shows and nothing more."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from tablib import Dataset

from interface.tables import safe_cell
from panels.models import Interest
from panels.rules import interest_words


def register_of_interests(rows: Iterable[Interest], *, keeps: bool) -> Dataset:
    """A line for each interest; of a sensitive one only that it is registered, unless the reader keeps the register."""
    table = Dataset(headers=[_("Member"), _("Kind of interest"), _("Interest"), _("Registered"), _("Held")])
    for row in rows:
        words = interest_words(row, is_open=keeps or not row.is_sensitive)
        cells = (row.person.name, words.kind, words.text, words.registered, words.held)
        table.append([safe_cell(cell) for cell in cells])
    return table
