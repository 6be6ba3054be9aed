"""The business that a body has every year: kept, and taken into a work programme."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from interface import clock
from meetings.models import CycleEntry, Meeting, ProgrammeEntry, WorkProgramme
from meetings.permissions import Reader
from meetings.rules import OFF
from meetings.rules.cycle import Month, by_month, first_day, in_month, is_there, same_words
from meetings.rules.programme import place_problems
from meetings.services.programme.locking import lock_programme, new_entry, note
from meetings.services.programme.reading import meetings_to_choose
from panels.choices import BodyKind
from panels.models import Body, PoliceArea, Rule
from panels.rulebook import jurisdictions_of

WORDS = ("month", "title", "provision", "notes", "minutes", "is_private")


@dataclass(frozen=True)
class Provision:
    """The provision under which business comes every year, and how far the rule book knows it."""

    words: str
    is_known: bool
    is_verified: bool


@dataclass(frozen=True)
class Offer:
    """Yearly business that a programme can take: the meeting of its month, the first day of that month, or why it has it.

    `taken` is the entry of the programme that bears the same title already.
    """

    entry: CycleEntry
    meeting: Meeting | None
    day: date | None
    taken: ProgrammeEntry | None


@dataclass(frozen=True)
class Pick:
    """Yearly business that somebody chose, and where it comes: at a meeting, on a day, or on neither yet."""

    entry: CycleEntry
    meeting: Meeting | None = None
    planned_for: date | None = None


# What is read -----------------------------------------------------------------------------------------------------


def cycle_of(body: Body, user: Reader, *, ended: bool = False) -> list[CycleEntry]:
    """The yearly business of a body that somebody may know of: what is still done, or what no longer is."""
    rows = CycleEntry.objects.visible_to(user).filter(body=body)
    today = clock.today()
    rows = rows.filter(ended_on__lte=today) if ended else rows.on(today)
    return list(rows.order_by("month", "number"))


def months_of(body: Body, entries: Iterable[CycleEntry]) -> list[Month]:
    """Yearly business by month from that of the annual meeting on, as the newest work programme begins. One query."""
    newest = WorkProgramme.objects.filter(body=body).order_by("-started_on").values_list("started_on", flat=True).first()
    return by_month(entries, newest.month if newest else 1)


def bodies_of(area: PoliceArea, user: Reader) -> list[Body]:
    """The bodies of an area with yearly business that somebody may know of, and always the panel, which comes first."""
    seen = CycleEntry.objects.visible_to(user).values("body")
    rows = Body.objects.on(clock.today()).filter(area=area).filter(Q(kind=BodyKind.PANEL) | Q(pk__in=seen))
    return sorted(rows.select_related("area"), key=lambda one: (one.kind != BodyKind.PANEL, one.name))


def provisions_of(area: PoliceArea, entries: Iterable[CycleEntry]) -> dict[str, Provision]:
    """What the rule book knows of the provisions that stand beside yearly business, by their words. One query."""
    said = {entry.provision for entry in entries if entry.provision}
    rules = Rule.objects.in_force(clock.today()).filter(jurisdiction__in=jurisdictions_of(area))
    known: dict[str, list[bool]] = {}
    for provision, is_verified in rules.values_list("provision", "is_verified") if said else []:
        known.setdefault(provision, []).append(is_verified)
    return {words: _provision(words, known) for words in said}


def _provision(words: str, known: dict[str, list[bool]]) -> Provision:
    """A provision is known where a rule of the rule book is under it, alone or among others (“s.28(4) and s.12(3)”)."""
    marks = [mark for name, found in known.items() for mark in found if name == words or name.startswith(f"{words} ")]
    return Provision(words, bool(marks), bool(marks) and all(marks))


def offers_for(programme: WorkProgramme, user: Reader) -> list[Offer]:
    """The yearly business of a programme's body in the order of its year, and where each piece would stand. Four queries."""
    entries = cycle_of(programme.body, user)
    meetings = list(meetings_to_choose(user, programme))
    there = {same_words(one.title): one for one in _standing(programme)}
    first, last = programme.started_on, programme.ended_on
    ordered = [entry for month in by_month(entries, first.month) for entry in month.entries]
    return [
        Offer(
            entry,
            in_month(meetings, entry.month, first=first, last=last, is_private=entry.is_private),
            first_day(entry.month, first, last),
            there.get(same_words(entry.title)),
        )
        for entry in ordered
    ]


def _standing(programme: WorkProgramme):
    return ProgrammeEntry.objects.filter(programme=programme, removed_at__isnull=True).order_by("-number")


# What is kept -----------------------------------------------------------------------------------------------------


@transaction.atomic
def add_business(*, body: Body, actor: User | None, **facts: Any) -> CycleEntry:
    """Enter business that a body has every year. `facts` are month (1 to 12), title, provision, notes, minutes, is_private.

    Numbers are given out per area and never used again. Raises ValidationError by field.
    """
    PoliceArea.objects.select_for_update(of=("self",), no_key=True).get(pk=body.area_id)
    last = CycleEntry.objects.filter(body__area=body.area_id).aggregate(last=Max("number"))["last"] or 0
    _refuse_twice(body, facts["title"])
    return _saved(CycleEntry(body=body, number=last + 1, **_stripped(facts)), actor, "cycle_entry_added")


@transaction.atomic
def change_business(*, entry: CycleEntry, version: int, actor: User | None, **facts: Any) -> CycleEntry:
    """Change what comes every year; programmes that took it stay as they are. Raises ValidationError by field, "stale"."""
    held = _lock(entry, version)
    _refuse_twice(held.body, facts["title"], but=held.pk)
    changed = [name for name, value in _stripped(facts).items() if name in WORDS and getattr(held, name) != value]
    for name in changed:
        setattr(held, name, _stripped(facts)[name])
    if not changed:
        return held
    held.bump()
    return _saved(held, actor, "cycle_entry_changed", fields=changed)


@transaction.atomic
def end_business(*, entry: CycleEntry, version: int, ended_on: date, actor: User | None) -> CycleEntry:
    """Say from which day on a body no longer does it every year. Raises ValidationError "ended", "stale"."""
    held = _lock(entry, version)
    if held.ended_on is not None:
        raise ValidationError(_("It has ended already. Take it up again first"), code="ended")
    held.ended_on = ended_on
    held.bump()
    return _saved(held, actor, "cycle_entry_ended")


@transaction.atomic
def resume_business(*, entry: CycleEntry, version: int, actor: User | None) -> CycleEntry:
    """Undo the end of yearly business. Raises ValidationError "stale", or where its title is in use again."""
    held = _lock(entry, version)
    if held.ended_on is None:
        return held
    _refuse_twice(held.body, held.title, but=held.pk)
    held.ended_on = None
    held.bump()
    return _saved(held, actor, "cycle_entry_resumed")


@transaction.atomic
def take_business(*, programme: WorkProgramme, picks: Sequence[Pick], actor: User | None) -> list[ProgrammeEntry]:
    """Put yearly business into a work programme, each piece once.

    What bears the title of an entry that stands there is refused, as is a meeting of another body. An entry says in its
    notes under which provision it comes. Undone by removing entries. Raises ValidationError listing every problem; then
    nothing is taken.
    """
    locked = lock_programme(programme)
    if not picks:
        raise ValidationError(_("Choose at least one piece of business"), code="none")
    titles = {same_words(one.title) for one in _standing(locked)}
    problems = [problem for pick in picks for problem in _pick_problems(pick, locked, titles)]
    if problems:
        raise ValidationError(problems)
    provisions = provisions_of(locked.area, [pick.entry for pick in picks])
    return [_taken(locked, pick, provisions.get(pick.entry.provision), actor) for pick in picks]


def _pick_problems(pick: Pick, programme: WorkProgramme, titles: set[str]) -> list[str]:
    said = {"title": pick.entry.title}
    problems = []
    if is_there(pick.entry.title, titles):
        problems.append(_("“%(title)s” is in the work programme already") % said)
    titles.add(same_words(pick.entry.title))
    if pick.entry.body_id != programme.body_id:
        problems.append(_("“%(title)s” is the business of another body") % said)
    wrong = place_problems(pick.meeting, programme.body_id).get("meeting")
    if wrong:
        problems.append(f"{pick.entry.title}: {wrong}")
    day = pick.planned_for
    if day and not programme.started_on <= day <= programme.ended_on:
        problems.append(_("“%(title)s”: choose a day in the year of the work programme") % said)
    return problems


def _taken(programme: WorkProgramme, pick: Pick, provision: Provision | None, actor: User | None) -> ProgrammeEntry:
    source = pick.entry
    entry = new_entry(
        programme, title=source.title, notes=notes_of(source, provision), minutes_planned=source.minutes,
        is_private=source.is_private, meeting=pick.meeting, planned_for=None if pick.meeting else pick.planned_for,
    )  # fmt: skip
    note(entry, actor, "programme_entry_taken", business=source.number, meeting=pick.meeting.slug if pick.meeting else "")
    return entry


def notes_of(entry: CycleEntry, provision: Provision | None) -> str:
    """The notes of a programme's entry: those of the yearly business, and its provision with its mark."""
    if provision is None:
        return entry.notes
    words = provision.words
    if not provision.is_verified:
        mark = _("not yet verified") if provision.is_known else _("not in the rule book")
        words = f"{words} ({mark})"
    return "\n".join(part for part in (entry.notes, words) if part)


def meetings_of_year(programme: WorkProgramme, user: Reader):
    """The meetings at which a year's business can be planned: those of the body in its days that take place."""
    return meetings_to_choose(user, programme).filter(held_on__lte=programme.ended_on).exclude(status__in=OFF)


def _stripped(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value.strip() if isinstance(value, str) else value for name, value in facts.items()}


def _refuse_twice(body: Body, title: str, *, but: int | None = None) -> None:
    others = CycleEntry.objects.on(clock.today()).filter(body=body).exclude(pk=but)
    if is_there(title, {same_words(one) for one in others.values_list("title", flat=True)}):
        raise ValidationError({"title": _("There is business of this title already. Change that, or choose another title")})


def _lock(entry: CycleEntry, version: int) -> CycleEntry:
    held = CycleEntry.objects.select_for_update(of=("self",)).select_related("body__area").get(pk=entry.pk)
    held.still_at(version)
    return held


def _saved(entry: CycleEntry, actor: User | None, act: str, **detail: Any) -> CycleEntry:
    entry.full_clean()
    entry.save()
    said = {"business": entry.number, **detail}
    record(actor=actor, action=f"meetings.{act}", target=entry, area=entry.body.area, detail=said)
    return entry
