"""How rows that belong to something are numbered."""

from typing import Any

import factory
from django.db.models import Max


def next_number(rows: Any, field: str = "number") -> int:
    """One more than the highest number among some rows."""
    return (rows.aggregate(last=Max(field))["last"] or 0) + 1


def row_of(field: str) -> factory.LazyAttribute:
    """The next number among all rows of what stands in a field (a decision, a report, a project), which counts them."""
    return factory.LazyAttribute(lambda one: _counted(getattr(one, field)))


def _counted(owner: Any) -> int:
    owner.rows_made += 1
    type(owner).objects.filter(pk=owner.pk).update(rows_made=owner.rows_made)
    return owner.rows_made
