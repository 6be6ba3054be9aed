"""A body's work programme of one year: made, changed, published, and the reports that stand at its end."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from interface import clock
from meetings.choices import EntryState
from meetings.models import ProgrammeEntry, StandingReport, WorkProgramme
from meetings.rules.programme import is_undone, years_slug
from meetings.services.programme.locking import keep_move, lock_programme, new_entry, save_entry
from panels.choices import BodyKind
from panels.models import Body


@transaction.atomic
def create_programme(
    *,
    body: Body,
    started_on: date,
    ended_on: date,
    actor: User | None,
    introduction: str = "",
    carry_undone: bool = False,
) -> WorkProgramme:
    """Draft the programme of a year, with the standing reports of the year before.

    With `carry_undone` what was planned there and is not done comes along, without a meeting yet; there it stands as
    deferred. Raises ValidationError by field.
    """
    Body.objects.select_for_update(of=("self",), no_key=True).get(pk=body.pk)
    _refuse_years(body, started_on, ended_on)
    before = programme_before(body, started_on)
    slug = years_slug(started_on, ended_on, body.slug, is_panel=body.kind == BodyKind.PANEL)
    programme = WorkProgramme(
        area=body.area, body=body, slug=slug, started_on=started_on, ended_on=ended_on, introduction=introduction.strip(),
        created_at=clock.now(),
    )  # fmt: skip
    programme.full_clean()
    programme.save()
    detail: dict[str, Any] = {"year": slug}
    record(actor=actor, action="meetings.programme_created", target=programme, area=programme.area, detail=detail)
    if before:
        _copy_standing(before, programme)
        if carry_undone:
            _carry(before, programme, actor)
    return programme


@transaction.atomic
def change_programme(
    *, programme: WorkProgramme, version: int, introduction: str, ended_on: date, actor: User | None
) -> WorkProgramme:
    """Change the words before a programme and its last day; its address stays. Raises ValidationError by field."""
    locked = lock_programme(programme, version)
    if ended_on != locked.ended_on:
        _refuse_years(locked.body, locked.started_on, ended_on, but=locked.pk)
    locked.introduction, locked.ended_on = introduction.strip(), ended_on
    return _saved(locked, actor, "programme_changed")


@transaction.atomic
def publish_programme(*, programme: WorkProgramme, version: int, actor: User | None) -> WorkProgramme:
    """Make a programme public as it stands and as it changes from now on. Private entries stay with members."""
    locked = lock_programme(programme, version)
    if locked.published_at:
        raise ValidationError(_("The work programme is published already"), code="published")
    locked.published_at = clock.now()
    return _saved(locked, actor, "programme_published")


@transaction.atomic
def set_standing_reports(
    *, programme: WorkProgramme, version: int, reports: Sequence[tuple[str, str]], actor: User | None
) -> WorkProgramme:
    """Say which reports come to every meeting: title and what it tells, in order. Those without a title go."""
    locked = lock_programme(programme, version)
    locked.standing_reports.all().delete()
    wanted = [(title.strip(), note.strip()) for title, note in reports if title.strip()]
    for position, (title, note) in enumerate(wanted, start=1):
        report = StandingReport(programme=locked, position=position, title=title, note=note)
        report.full_clean()
        report.save()
    return _saved(locked, actor, "programme_standing_set", count=len(wanted))


def programme_before(body: Body, started_on: date) -> WorkProgramme | None:
    """The programme of the body's year before one that begins on a day."""
    return WorkProgramme.objects.filter(body=body, started_on__lt=started_on).order_by("-started_on").first()


def _refuse_years(body: Body, started_on: date, ended_on: date, but: int = 0) -> None:
    if ended_on <= started_on:
        raise ValidationError({"ended_on": _("The year must end after it starts")})
    if (ended_on - started_on).days > 2 * 366:
        raise ValidationError({"ended_on": _("A work programme is of one year. Check the last day")})
    others = WorkProgramme.objects.filter(body=body, started_on__lte=ended_on, ended_on__gte=started_on).exclude(pk=but)
    if other := others.first():
        words = _("The work programme %(years)s covers some of these days. Choose others") % {"years": other.years}
        raise ValidationError({"ended_on" if but else "started_on": words})


def _copy_standing(before: WorkProgramme, programme: WorkProgramme) -> None:
    kept = before.standing_reports.all()
    StandingReport.objects.bulk_create(
        StandingReport(programme=programme, position=one.position, title=one.title, note=one.note) for one in kept
    )


def _carry(before: WorkProgramme, programme: WorkProgramme, actor: User | None) -> None:
    rows = ProgrammeEntry.objects.select_for_update(of=("self",)).filter(programme=lock_programme(before))
    planned = rows.filter(removed_at__isnull=True, state=EntryState.PLANNED).select_related("meeting")
    today, reason = clock.today(), _("Carried to the work programme %(years)s") % {"years": programme.years}
    for entry in [one for one in planned.order_by("position", "number") if is_undone(one, today)]:
        entry.programme = before
        follow(entry, programme, actor, reason=reason)


def follow(entry: ProgrammeEntry, programme: WorkProgramme, actor: User | None, *, reason: str, **place: Any) -> ProgrammeEntry:
    """Defer a locked entry: it stands again in a locked programme, as an entry that follows it."""
    kept = {name: getattr(entry, name) for name in ("title", "notes", "lead", "minutes_planned", "is_private")}
    following = new_entry(programme, follows=entry, **kept, **place)
    entry.state, entry.state_reason = EntryState.DEFERRED, reason.strip()
    save_entry(entry, actor, "programme_entry_deferred", to=f"{programme.slug}/{following.number}")
    keep_move(entry, actor, before=entry.meeting, to=following.meeting, reason=reason)
    return following


def _saved(programme: WorkProgramme, actor: User | None, act: str, **detail: Any) -> WorkProgramme:
    programme.bump()
    programme.full_clean()
    programme.save()
    record(actor=actor, action=f"meetings.{act}", target=programme, area=programme.area, detail=detail)
    return programme
