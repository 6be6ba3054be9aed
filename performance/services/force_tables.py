"""How many people live in the areas of forces, as a table for a file."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from tablib import Dataset

from interface.tables import safe_cell
from performance.models import Population


def populations_dataset(rows: Iterable[Population]) -> Dataset:
    """A row for each number, with its day and source."""
    heads = [_("Force"), _("Of whom"), _("Group"), _("As at"), _("Number"), _("Source"), _("Illustrative")]
    table = Dataset(headers=heads)
    for one in rows:
        illustrative = _("Yes") if one.is_illustrative else _("No")
        words = [safe_cell(one.force.name), one.get_kind_display(), one.group, one.on.isoformat()]
        table.append([*words, one.value, safe_cell(one.source), illustrative])
    return table
