"""A panel's year as plain rows: its work programme, what moved in it, and the events beside its meetings."""

from datetime import date
from typing import Any

import factory
from django.db.models import Max
from factory.django import DjangoModelFactory

from interface import clock
from meetings.choices import EntryState, EventKind, EventStatus
from meetings.models import Event, ProgrammeEntry, ProgrammeMove, StandingReport, WorkProgramme
from tests.factories.panels import BodyFactory

NOW = factory.LazyFunction(clock.now)


def _next(rows: Any, field: str) -> int:
    return (rows.aggregate(last=Max(field))["last"] or 0) + 1


class WorkProgrammeFactory(DjangoModelFactory):
    """The published programme of 2021/22; `draft=True` is only for those who write it."""

    class Meta:
        model = WorkProgramme

    body = factory.SubFactory(BodyFactory)
    area = factory.SelfAttribute("body.area")
    started_on = date(2021, 6, 24)
    ended_on = factory.LazyAttribute(lambda one: one.started_on.replace(year=one.started_on.year + 1, day=23))
    slug = factory.LazyAttribute(lambda one: f"{one.started_on.year}-{one.ended_on.year % 100:02d}")
    created_at = NOW
    published_at = NOW

    class Params:
        draft = factory.Trait(published_at=None)


class StandingReportFactory(DjangoModelFactory):
    class Meta:
        model = StandingReport

    programme = factory.SubFactory(WorkProgrammeFactory)
    position = factory.LazyAttribute(lambda one: _next(one.programme.standing_reports, "position"))
    title = factory.LazyAttribute(lambda one: f"Report of every meeting {one.position}")


class ProgrammeEntryFactory(DjangoModelFactory):
    """Planned business without a meeting or a day yet, after what is there."""

    class Meta:
        model = ProgrammeEntry

    programme = factory.SubFactory(WorkProgrammeFactory)
    number = factory.LazyAttribute(lambda one: _next(one.programme.entries, "number"))
    position = factory.LazyAttribute(lambda one: _next(one.programme.entries, "position"))
    title = factory.LazyAttribute(lambda one: f"Business {one.number} of the year")
    state = EntryState.PLANNED
    created_at = NOW

    class Params:
        private = factory.Trait(is_private=True)
        done = factory.Trait(state=EntryState.DONE)
        deferred = factory.Trait(state=EntryState.DEFERRED, state_reason="The figures are not ready.")
        cancelled = factory.Trait(state=EntryState.CANCELLED, state_reason="It was done elsewhere.")
        removed = factory.Trait(removed_at=NOW)

    @classmethod
    def _create(cls, model_class, *args, **fields):
        entry = super()._create(model_class, *args, **fields)
        WorkProgramme.objects.filter(pk=entry.programme_id).update(entries_made=entry.number)
        entry.programme.entries_made = entry.number
        return entry


class ProgrammeMoveFactory(DjangoModelFactory):
    """An entry that was deferred."""

    class Meta:
        model = ProgrammeMove

    entry = factory.SubFactory(ProgrammeEntryFactory, deferred=True)
    from_state = EntryState.PLANNED
    to_state = EntryState.DEFERRED
    reason = "The figures are not ready."
    moved_at = NOW


class EventFactory(DjangoModelFactory):
    """A public forum on 28 April 2022, whose date has to be confirmed; a private one's address does not tell its title."""

    class Meta:
        model = Event

    body = factory.SubFactory(BodyFactory)
    area = factory.SelfAttribute("body.area")
    kind = EventKind.FORUM
    title = factory.Sequence(lambda number: f"Forum {number}")
    held_on = date(2022, 4, 28)
    slug = factory.LazyAttributeSequence(lambda one, number: f"event-{one.held_on or 'later'}-{one.kind}-{number}")
    created_at = NOW

    class Params:
        private = factory.Trait(is_public=False, kind=EventKind.BRIEFING)
        confirmed = factory.Trait(is_confirmed=True)
        dateless = factory.Trait(held_on=None, expected="Autumn 2022")
        held = factory.Trait(status=EventStatus.HELD, is_confirmed=True)
        cancelled = factory.Trait(status=EventStatus.CANCELLED, status_reason="The hall is closed.")
