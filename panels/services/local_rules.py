"""The rules that a body has made for itself: each change begins on a day, and what held before that day stays.

What is due by them is worked out anew in the same transaction.
"""

from datetime import date, time, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from interface import clock
from interface.models import STALE
from interface.templatetags.dates import long_date
from panels.models import Body, LocalRule, Obligation
from panels.rulebook import LOCAL
from panels.rules import number_problem
from panels.services.due import refresh_duties

DAY = timedelta(days=1)
Moment = tuple[date, time | None]


@transaction.atomic
def set_local_rule(
    *,
    body: Body,
    key: str,
    number: int,
    unit: str,
    provision: str,
    in_force_from: date,
    actor: User | None,
    closes_at: time | None = None,
    title: str = "",
    version: int | None = None,
    past_is_meant: bool = False,
) -> LocalRule:
    """Lay down a rule under a key of `rulebook.LOCAL` from a day on; the rule before it ends the day before.

    `version` is that of the key's newest save (`newest_save`), None for a rule where none holds. On the first day of a rule
    that is there already, that rule is corrected. Refuses by field what cannot be, a stale save, and with code "past" a day
    that has gone by unless `past_is_meant`: deadlines that are over are not worked out anew.
    """
    rows = _locked_rows(body, key)
    problems = _problems(key, number, unit, closes_at, provision)
    if not past_is_meant and in_force_from < clock.today():
        problems["in_force_from"] = _past(in_force_from)
    if problems:
        raise ValidationError(problems)
    _check_version(rows, version, in_force_from)
    rule = next((row for row in rows if row.in_force_from == in_force_from), None) or _begun(body, key, rows, in_force_from)
    rule.title, rule.number, rule.unit = title or str(LOCAL[key].title), number, unit
    rule.closes_at, rule.provision = closes_at, provision.strip()
    return _kept(rule, rows, actor, "panels.local_rule_set")


@transaction.atomic
def end_local_rule(
    *, rule: LocalRule, version: int, ended_on: date, actor: User | None, past_is_meant: bool = False
) -> LocalRule:
    """Let a rule hold until a day and no longer; nothing takes its place. Refuses a day before its first or past the first
    of the rule after it, a stale save, and a day that has gone by as `set_local_rule` does.
    """
    rows = _locked_rows(rule.body, rule.key)
    locked = _found(rows, rule)
    _check_version(rows, version, locked.in_force_from)
    if ended_on < locked.in_force_from:
        raise ValidationError({"ended_on": _("The last day must not be before the first")})
    after = next((row for row in rows if row.in_force_from > locked.in_force_from), None)
    if after and ended_on >= after.in_force_from:
        words = _("A new rule begins on %(day)s. Choose an earlier day") % {"day": long_date(after.in_force_from)}
        raise ValidationError({"ended_on": words})
    if not past_is_meant and ended_on < clock.today():
        raise ValidationError({"ended_on": _past(ended_on)})
    locked.in_force_until = ended_on
    return _kept(locked, rows, actor, "panels.local_rule_ended")


@transaction.atomic
def withdraw_local_rule(*, rule: LocalRule, version: int, actor: User | None) -> None:
    """Take back a rule that has not begun: the one before it goes on as if it had never been planned."""
    rows = _locked_rows(rule.body, rule.key)
    locked = _found(rows, rule)
    _check_version(rows, version, locked.in_force_from)
    if locked.in_force_from <= clock.today():
        raise ValidationError(_("This rule holds already. Give it a last day instead"), code="begun")
    before = [row for row in rows if row.in_force_from < locked.in_force_from]
    detail = {"rule": locked.key, "from": locked.in_force_from.isoformat()}
    record(actor=actor, action="panels.local_rule_withdrawn", target=locked, area=locked.body.area, detail=detail)
    taken_until = locked.in_force_until
    locked.delete()
    if before and before[-1].in_force_until == locked.in_force_from - DAY:
        before[-1].in_force_until = taken_until
        _saved_next(before[-1], rows)
    refresh_duties(body=rule.body)


def newest_save(body: Body, key: str) -> LocalRule | None:
    """The row of a key that was saved last: its version is that of the key, for whoever opens a form over it."""
    return LocalRule.objects.filter(body=body, key=key).order_by("-version", "-in_force_from").first()


def _locked_rows(body: Body, key: str) -> list[LocalRule]:
    """All rules of a key, oldest first; one act at a time for a body, also where there is no rule yet."""
    Body.objects.select_for_update(no_key=True).get(pk=body.pk)
    return list(LocalRule.objects.filter(body=body, key=key).select_related("body__area").order_by("in_force_from"))


def _found(rows: list[LocalRule], rule: LocalRule) -> LocalRule:
    for row in rows:
        if row.pk == rule.pk:
            return row
    raise ValidationError(_("Somebody took this rule back meanwhile"), code="gone")


def _check_version(rows: list[LocalRule], version: int | None, day: date) -> None:
    if version is not None and version != _newest(rows):
        raise ValidationError(STALE, code="stale")
    if version is None and any(row.in_force_until is None or row.in_force_until >= day for row in rows):
        raise ValidationError(_("The panel has a rule about this already. Change that rule"), code="there")


def _newest(rows: list[LocalRule]) -> int:
    return max((row.version for row in rows), default=0)


def _problems(key: str, number: int, unit: str, closes_at: time | None, provision: str) -> dict[str, str | ValidationError]:
    """What cannot be, by field."""
    known = LOCAL.get(key)
    if known is None:
        return {"key": _("Choose a rule from the list")}
    found: dict[str, str | ValidationError] = {}
    if unit not in known.units:
        found["unit"] = _("Choose how it is counted from the list")
    elif problem := number_problem(number, unit):
        found["number"] = problem
    if closes_at and not known.has_hour:
        found["closes_at"] = _("This rule has no time of day")
    if not provision.strip():
        found["provision"] = _("Enter where it is laid down")
    return found


def _past(day: date) -> ValidationError:
    words = _("%(day)s has gone by. Confirm that you mean it, or choose a later day") % {"day": long_date(day)}
    return ValidationError(words, code="past")


def _begun(body: Body, key: str, rows: list[LocalRule], day: date) -> LocalRule:
    """A new rule between the one before it, which ends, and the one after it, which stays."""
    before = [row for row in rows if row.in_force_from < day]
    after = next((row for row in rows if row.in_force_from > day), None)
    if before and (before[-1].in_force_until is None or before[-1].in_force_until >= day):
        before[-1].in_force_until = day - DAY
        _saved_next(before[-1], rows)
    until = after.in_force_from - DAY if after else None
    return LocalRule(body=body, key=key, in_force_from=day, in_force_until=until, version=0)


def _saved_next(rule: LocalRule, rows: list[LocalRule]) -> None:
    """Save it as the newest of its key: versions of a key go on from row to row."""
    rule.version = max(_newest(rows), rule.version) + 1
    rule.save()


def _kept(rule: LocalRule, rows: list[LocalRule], actor: User | None, action: str) -> LocalRule:
    rule.version = max(rule.version, 1)
    rule.full_clean()
    _saved_next(rule, rows)
    detail = {"rule": rule.key, "from": rule.in_force_from.isoformat()}
    record(actor=actor, action=action, target=rule, area=rule.body.area, detail=detail)
    refresh_duties(body=rule.body)
    return rule


def days_to_come(body: Body) -> dict[str, Moment]:
    """The days and hours of a body's deadlines that are open, by reference: to tell which of them a change moves."""
    rows = Obligation.objects.filter(body=body).open().values_list("reference", "due_on", "due_at")
    return {reference: (day, hour) for reference, day, hour in rows}


def moved_days(before: dict[str, Moment], after: dict[str, Moment]) -> int:
    """How many deadlines have another day or hour than before, are new, or are open no longer."""
    return sum(before.get(reference) != after.get(reference) for reference in before.keys() | after.keys())
