"""Taking in the rule book."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.services import record
from panels.models import Rule
from panels.rules import first_clash
from panels.services.rows import Row, put


@transaction.atomic
def load_rulebook(rows: Iterable[dict[str, Any]], *, actor=None) -> int:
    """Make or correct the rules that the rows tell of; a second run changes nothing. Returns how many were written.

    Raises ValidationError naming the first bad row, or two rules of one key in force on the same day; nothing is
    changed then. Rules that the rows do not mention stay as they are.
    """
    written = sum(_put_rule(Row("rule", number, data)) for number, data in enumerate(rows, start=1))
    claims = (
        ((rule.key, rule.jurisdiction), (rule.in_force_from, rule.in_force_until), f"{rule.key}, {rule.in_force_from}")
        for rule in Rule.objects.all()
    )
    if clash := first_clash(claims):
        raise ValidationError(
            _("Two rules are in force at once: %(first)s and %(second)s") % dict(zip(("first", "second"), clash, strict=True))
        )
    if written:
        record(actor=actor, action="panels.rulebook_loaded", detail={"rules": written})
    return written


def _put_rule(row: Row) -> bool:
    key = {"key": row.text("key"), "jurisdiction": row.text("jurisdiction"), "in_force_from": row.day("in_force_from")}
    fields = {
        "title": row.text("title"),
        "number": row.number("number", None),
        "month": row.number("month", None),
        "unit": row.text("unit"),
        "provision": row.text("provision"),
        "source": row.text("source"),
        "is_verified": row.flag("is_verified", ...),
        "in_force_until": row.day("in_force_until", None),
    }
    return put(row, Rule, key, fields)[1]
