"""Taking in the rule book."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.services import record
from panels.models import Rule
from panels.rules import first_clash
from panels.services.rows import Row

Key = tuple[str, str, date]


@transaction.atomic
def load_rulebook(rows: Iterable[dict[str, Any]], *, actor=None) -> int:
    """Make or correct the rules that the rows tell of; a second run changes nothing. Returns how many were written.

    Raises ValidationError naming the first bad row, or two rules of one key in force on the same day; nothing is
    changed then. Rules that the rows do not mention stay as they are.
    """
    rules = {_key_of(rule): rule for rule in Rule.objects.all()}
    written = _write(rows, rules)
    claims = (
        ((rule.key, rule.jurisdiction), (rule.in_force_from, rule.in_force_until), f"{rule.key}, {rule.in_force_from}")
        for _key, rule in sorted(rules.items())
    )
    if clash := first_clash(claims):
        raise ValidationError(
            _("Two rules are in force at once: %(first)s and %(second)s") % dict(zip(("first", "second"), clash, strict=True))
        )
    if written:
        record(actor=actor, action="panels.rulebook_loaded", detail={"rules": written})
    return written


def _key_of(rule: Rule) -> Key:
    return rule.key, rule.jurisdiction, rule.in_force_from


def _write(rows: Iterable[dict[str, Any]], rules: dict[Key, Rule]) -> int:
    """Bring the rules up to date, the new ones all at once: the database holds them to the model's constraints.

    Only where something is refused is each asked by itself, in order, so that the first bad row is named.
    """
    changed: dict[Key, tuple[Row, Rule]] = {}
    try:
        for number, data in enumerate(rows, start=1):
            row = Row("rule", number, data)
            told = _told_by(row)
            rule = rules.setdefault(_key_of(told), told)
            if rule is told or _brought_up_to_date(rule, told):
                changed[_key_of(told)] = row, rule
                with row.named():
                    rule.clean_fields()
        _save([rule for _row, rule in changed.values()])
    except (ValidationError, IntegrityError):
        for row, rule in changed.values():
            with row.named():
                rule.full_clean()
        raise
    return len(changed)


def _told_by(row: Row) -> Rule:
    fields: dict[str, Any] = {
        "key": row.text("key"),
        "jurisdiction": row.text("jurisdiction"),
        "in_force_from": row.day("in_force_from"),
        "title": row.text("title"),
        "number": row.number("number", None),
        "month": row.number("month", None),
        "unit": row.text("unit"),
        "provision": row.text("provision"),
        "source": row.text("source"),
        "is_verified": row.flag("is_verified", ...),
        "in_force_until": row.day("in_force_until", None),
    }
    row.done()
    return Rule(**fields)


def _brought_up_to_date(rule: Rule, told: Rule) -> bool:
    names = [field.name for field in Rule._meta.concrete_fields if not field.primary_key]
    changed = {name: getattr(told, name) for name in names if getattr(told, name) != getattr(rule, name)}
    for name, value in changed.items():
        setattr(rule, name, value)
    return bool(changed)


@transaction.atomic
def _save(rules: list[Rule]) -> None:
    known = [rule for rule in rules if rule.pk]
    Rule.objects.bulk_create([rule for rule in rules if not rule.pk])
    for rule in known:
        rule.save()
