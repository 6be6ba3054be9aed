"""What must be done by a day: written from what the apps say of their things, and settled by hand.

Everybody locks in one order: the audit trail of the area, the rows, the counter. So acts are recorded before a row is held.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from interface import clock
from panels.choices import DutyStatus
from panels.counters import next_references
from panels.due import Duty, Source, Subject, is_over, source_of, sources
from panels.models import Body, Obligation, PoliceArea

SERIES = "D"
NOON = time(12)
# What of an open row follows its thing and the rules
FOLLOWS = (
    "title", "about", "address", "owner", "owner_user_id", "access", "is_closing", "due_on", "due_at", "rule_title",
    "provision", "is_verified", "reckoning", "counted_from", "number", "paused_from", "paused_until", "paused_why",
)  # fmt: skip
# What of it comes from the rules: for a day that is over it stays, whatever they say now
RECKONED = frozenset(FOLLOWS[FOLLOWS.index("is_closing") + 1 :])
SETTLES = ("status", "met_at", "met_by_id", "met_how", "was_late", "explanation")
WRITTEN = [name.removesuffix("_id") for name in (*FOLLOWS, *SETTLES)]
LONGEST = {field.name: field.max_length for field in Obligation._meta.concrete_fields if field.max_length}


@dataclass
class _Plan:
    """What keeping the duties of a thing comes to: rows to make and rows to save."""

    made: list[Obligation] = field(default_factory=list)
    changed: list[Obligation] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.made) + len(self.changed)


# Following things and rules ---------------------------------------------------------------------------------------


def keep_duties(kind: str, thing: Any, *, actor: User | None = None, again: bool = False) -> None:
    """Bring what is due for a thing in line with the thing and the rules. Called in the change of the thing, once that is
    recorded; calling it twice changes nothing.

    A duty that is said for the first time gets the next reference. An open one follows, but a day that is over is not reckoned
    anew from other rules, only where the thing itself moved; what the portal saw happen meets it, late or not. What is met, or
    was set aside by hand, stays and is called as its thing is: only with `again`, for a thing that was taken up again, is a
    met one open again. A duty that is no longer said becomes not applicable, and none is deleted.
    """
    with transaction.atomic(savepoint=False), _own_language():
        _keep(source_of(kind), thing, again=again)


def refresh_duties(*, body: Body | None = None, area: PoliceArea | None = None) -> int:
    """The same for everything that lives, of one body or area or of all: after a change of the rules, and every night.

    Looks first without holding anything; gives how many rows were written. One record per area in the trail.
    """
    stale: dict[PoliceArea, list[tuple[Source, Any]]] = defaultdict(list)
    with _own_language():
        for source in sources():
            for subject, thing in _out_of_line(source, body, area):
                stale[subject.area].append((source, thing.pk))
        return sum(_bring_in_line(place, things) for place, things in stale.items())


def _own_language() -> AbstractContextManager[None]:
    """Rows are written in the portal's own language, whatever that of whoever changes a thing."""
    return translation.override(settings.LANGUAGE_CODE)


def _out_of_line(source: Source, body: Body | None, area: PoliceArea | None) -> Iterable[tuple[Subject, Any]]:
    things = list(source.living_of(body=body, area=area))
    subjects = [source.subject(thing) for thing in things]
    known: dict[str, dict[str, Obligation]] = defaultdict(dict)
    keys = [subject.key for subject in subjects]
    for row in Obligation.objects.filter(subject_kind=source.kind, subject_key__in=keys):
        known[row.subject_key][row.key] = row
    for subject, thing in zip(subjects, things, strict=True):
        if _plan(subject, source.make(thing), known[subject.key], again=False):
            yield subject, thing


@transaction.atomic
def _bring_in_line(area: PoliceArea, things: list[tuple[Source, Any]]) -> int:
    record(actor=None, action="panels.duties_refreshed", area=area, detail={"things": len(things)})
    written = 0
    for source, key in things:
        fresh = source.living().filter(pk=key).first()
        if fresh is not None:
            written += _keep(source, fresh)
    return written


def _keep(source: Source, thing: Any, *, again: bool = False) -> int:
    subject = source.subject(thing)
    held = Obligation.objects.select_for_update(of=("self",)).of(source.kind, subject.key).order_by("pk")
    plan = _plan(subject, source.make(thing), {row.key: row for row in held}, again=again)
    by_year: dict[int, list[Obligation]] = defaultdict(list)
    for row in plan.made:
        by_year[row.due_on.year].append(row)
    for year, rows in sorted(by_year.items()):
        for row, reference in zip(rows, next_references(subject.area, SERIES, year, len(rows)), strict=True):
            row.reference = reference
    for row in plan.changed:
        row.bump()
    if plan.made:
        Obligation.objects.bulk_create(plan.made)
    if plan.changed:
        Obligation.objects.bulk_update(plan.changed, [*WRITTEN, "version"])
    return len(plan)


def _plan(subject: Subject, said: Iterable[Duty], rows: Mapping[str, Obligation], *, again: bool) -> _Plan:
    duties = {duty.key: duty for duty in said}
    plan = _Plan()
    for key, duty in duties.items():
        if key not in rows and not duty.not_applicable:
            plan.made.append(_new(subject, duty))
    for key, row in rows.items():
        if _follow(row, subject, duties.get(key), again):
            plan.changed.append(row)
    return plan


def _new(subject: Subject, duty: Duty) -> Obligation:
    row = Obligation(
        area=subject.area, body=subject.body, key=duty.key, subject_kind=subject.kind, subject_key=subject.key,
        created_at=clock.now(),
    )  # fmt: skip
    _write(row, subject, duty)
    return row


def _follow(row: Obligation, subject: Subject, duty: Duty | None, again: bool) -> bool:
    """Bring one row in line with what is said now; says whether anything changed."""
    if row.status != DutyStatus.OPEN and not _comes_back(row, duty, again):
        return _renamed(row, subject, duty)
    before = [getattr(row, name) for name in (*FOLLOWS, *SETTLES)]
    if row.status != DutyStatus.OPEN:
        _open(row)
    if duty is None:
        if not (row.is_closing and is_over(row.due_on, row.due_at, clock.now())):
            _set_aside(row, _("It no longer follows from the rules"))
    else:
        _write(row, subject, duty)
    return before != [getattr(row, name) for name in (*FOLLOWS, *SETTLES)]


def _renamed(row: Obligation, subject: Subject, duty: Duty | None) -> bool:
    """Let a settled row call its thing by its present words, lead to it, and be read by whoever may know of it now: those taken
    out of the thing stay nowhere."""
    named = {"about": str(subject.about)[: LONGEST["about"]], "address": str(subject.address)[: LONGEST["address"]]}
    if duty is not None:
        named["access"] = duty.access
    before = {name: getattr(row, name) for name in named}
    for name, value in named.items():
        setattr(row, name, value)
    return before != named


def _comes_back(row: Obligation, duty: Duty | None, again: bool) -> bool:
    """Whether a settled row is open again: what the portal itself had set aside holds again, or the thing was taken up again."""
    if duty is None or duty.not_applicable:
        return False
    if row.status == DutyStatus.MET:
        return again and duty.met_at is None
    return row.met_by_id is None


def _write(row: Obligation, subject: Subject, duty: Duty) -> None:
    facts = {
        "about": subject.about, "address": subject.address, "owner_user_id": duty.owner_user.pk if duty.owner_user else None,
        "paused_from": duty.pause.first if duty.pause else None, "paused_until": duty.pause.until if duty.pause else None,
        "paused_why": duty.pause.why if duty.pause else "",
    }  # fmt: skip
    stays = row.pk and row.counted_from == duty.counted_from and is_over(row.due_on, row.due_at, clock.now())
    for name in FOLLOWS:
        if stays and name in RECKONED:
            continue
        value = facts[name] if name in facts else getattr(duty, name)
        setattr(row, name, str(value)[: LONGEST[name]] if name in LONGEST else value)
    if duty.not_applicable:
        _set_aside(row, duty.not_applicable)
    elif duty.met_at is not None:
        row.status, row.met_at, row.met_how = DutyStatus.MET, duty.met_at, duty.met_how[:500]
        row.was_late = is_over(row.due_on, row.due_at, duty.met_at)
        row.explanation = row.explanation or (duty.explanation[:500] if row.was_late else "")


def _set_aside(row: Obligation, reason: str) -> None:
    row.status, row.explanation = DutyStatus.NOT_APPLICABLE, str(reason)[:500]


def _open(row: Obligation) -> None:
    row.status, row.met_at, row.met_by, row.met_how, row.was_late, row.explanation = DutyStatus.OPEN, None, None, "", False, ""


# By hand ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def meet(*, obligation: Obligation, version: int, met_on: date, how: str, explanation: str = "", actor: User) -> Obligation:
    """Record by hand that something due was done on a day, and how. One done late says why.

    Raises ValidationError by field: `met_on`, `how`, `explanation`; "closing" for what nobody owes; "settled", "stale".
    """
    _record("duty_met", obligation, actor, late=met_on > obligation.due_on)
    row = _lock_open(obligation, version)
    if row.is_closing:
        words = _("Nobody owes this: it says until when something may be sent in")
        raise ValidationError(words, code="closing")
    problems = {}
    if met_on > clock.today():
        problems["met_on"] = _("The day it was done must be today or earlier")
    if not how.strip():
        problems["how"] = _("Say what met it, for instance “published on the council’s website”")
    if met_on > row.due_on and not explanation.strip():
        problems["explanation"] = _("Say why it was late")
    if problems:
        raise ValidationError(dict(problems))
    now = clock.now()
    row.status, row.met_by, row.met_how, row.was_late = DutyStatus.MET, actor, how.strip(), met_on > row.due_on
    row.met_at = now if met_on == now.date() else datetime.combine(met_on, NOON, clock.LONDON)
    row.explanation = explanation.strip()
    return _save(row)


@transaction.atomic
def set_aside(*, obligation: Obligation, version: int, reason: str, actor: User) -> Obligation:
    """Record by hand that something does not apply, and why. It stays so whatever becomes of its thing, until it is reopened.

    Raises ValidationError by field: `reason`; "settled", "stale".
    """
    _record("duty_set_aside", obligation, actor)
    row = _lock_open(obligation, version)
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it does not apply")})
    _set_aside(row, reason.strip())
    row.met_by = actor
    return _save(row)


@transaction.atomic
def reopen(*, obligation: Obligation, version: int, reason: str, actor: User) -> Obligation:
    """Undo what was settled by hand; the row is reckoned from its thing and the rules again. `met_how` then says why.

    Refuses what the portal itself saw happen: that is undone where it happened ("portal"). Raises ValidationError by
    field: `reason`; "open", "stale".
    """
    _record("duty_reopened", obligation, actor)
    row = _lock(obligation, version)
    if row.status == DutyStatus.OPEN:
        raise ValidationError(_("This is open already"), code="open")
    if row.met_by_id is None:
        words = _("The portal recorded this from what happened. It changes when that changes")
        raise ValidationError(words, code="portal")
    if not reason.strip():
        raise ValidationError({"reason": _("Say why it is opened again")})
    _open(row)
    row.met_how = reason.strip()
    _save(row)
    _reckon_anew(row)
    return Obligation.objects.for_page().get(pk=row.pk)


@transaction.atomic
def explain(*, obligation: Obligation, version: int, explanation: str, actor: User) -> Obligation:
    """Record why something was missed, or met late. A missed one stays missed; its explanation goes with it.

    Raises ValidationError by field: `explanation`; "in-time" for what is neither missed nor late; "stale".
    """
    _record("duty_explained", obligation, actor)
    row = _lock(obligation, version)
    missed = row.status == DutyStatus.OPEN and not row.is_closing and is_over(row.due_on, row.due_at, clock.now())
    if not (missed or (row.status == DutyStatus.MET and row.was_late)):
        raise ValidationError(_("This is neither missed nor late. There is nothing to explain"), code="in-time")
    if not explanation.strip():
        raise ValidationError({"explanation": _("Say why it was late")})
    row.explanation = explanation.strip()
    return _save(row)


def _reckon_anew(row: Obligation) -> None:
    """Bring a row that was opened again in line with its thing, where that still lives."""
    source = next((one for one in sources() if one.kind == row.subject_kind), None)
    thing = source.living().filter(pk=row.subject_key).first() if source else None
    if source and thing is not None:
        with _own_language():
            _keep(source, thing)


def _lock(obligation: Obligation, version: int) -> Obligation:
    rows = Obligation.objects.select_for_update(of=("self",)).select_related("area", "body", "owner_user", "met_by")
    row = rows.get(pk=obligation.pk)
    row.still_at(version)
    return row


def _lock_open(obligation: Obligation, version: int) -> Obligation:
    row = _lock(obligation, version)
    if row.status != DutyStatus.OPEN:
        raise ValidationError(_("This is settled already. Open it again first"), code="settled")
    return row


def _save(row: Obligation) -> Obligation:
    row.bump()
    row.full_clean()
    row.save()
    return row


def _record(act: str, obligation: Obligation, actor: User | None, **detail: Any) -> None:
    """Into the trail, before the row is held; a refusal takes it back with the rest. Facts alone, no words."""
    facts = {"duty": obligation.key, "due": obligation.due_on, **detail}
    record(actor=actor, action=f"panels.{act}", target=obligation, area=obligation.area, detail=facts)
