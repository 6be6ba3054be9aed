"""Reminding people by mail of what they owe: before its day, on it, and once when it is missed.

A run writes down whom it reminds of what in the transaction that asks for the mail, so a run that is stopped and begun again
reminds nobody twice. What is mailed is read anew when the mail leaves: who may no longer know of it is sent nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import translation

from accounts.models import User
from interface import clock
from jobs.models import Job
from jobs.services import enqueue
from panels import emails, rulebook
from panels.choices import SERVES_COMMISSIONER, WRITES_AGENDAS, DutyOwner, DutyStatus, Nation, Reckoning, ReminderKind
from panels.models import Appointment, Body, LocalRule, Obligation, Reminder
from panels.permissions import CHAIRS, reaches
from panels.working_days import reckon

REMIND_JOB = "panels.remind"
LETTER_JOB = "panels.send_reminder"
MOST_ATTEMPTS = 8  # the pauses between them grow to about three hours in all

# Who is reminded of what a role owes; of the rest, those who prepare the business of the body
REMINDED: Mapping[str, frozenset[str]] = {DutyOwner.CHAIR: CHAIRS, DutyOwner.COMMISSIONER: SERVES_COMMISSIONER}


def ask_to_remind() -> Job:
    """Ask for today's reminders. While that waits or runs, asking again gives the same job."""
    day = clock.today().isoformat()
    return enqueue(REMIND_JOB, key=day, payload={"day": day})


def remind(*, day: date) -> int:
    """Ask for one mail to each person who is to be reminded of something on a day, and was not yet. Gives how many."""
    wanted = _wanted(day)
    people = _people(wanted, day)
    sent = set(Reminder.objects.filter(obligation__in=wanted).values_list("obligation", "user", "kind", "due_on"))
    letters: dict[User, list[Reminder]] = defaultdict(list)
    for row, kind in wanted.items():
        for person in people[row]:
            if (row.pk, person.pk, kind, row.due_on) not in sent:
                letters[person].append(Reminder(obligation=row, user=person, kind=kind, due_on=row.due_on, sent_at=clock.now()))
    return sum(_ask_for(person, letters[person]) for person in sorted(letters, key=lambda one: one.pk))


@transaction.atomic
def _ask_for(person: User, reminders: list[Reminder]) -> int:
    """Write down whom a mail reminds of what, and ask for it: both or neither."""
    seen = _seen_by(person, [one.obligation for one in reminders])
    kept = Reminder.objects.bulk_create([one for one in reminders if one.obligation_id in seen])
    if not kept:
        return 0
    keys = [one.pk for one in kept]
    payload = {"user": person.pk, "reminders": keys}
    enqueue(LETTER_JOB, key=f"{person.pk}/{keys[0]}", payload=payload, max_attempts=MOST_ATTEMPTS)
    return 1


def send_reminder(*, reader: User, reminders: list[int]) -> int:
    """Send one person the mail of one run, in the portal's own language. Gives how many left; raises what the server says.

    What was settled meanwhile, or is not theirs any more, is left out, and that they were reminded of it is struck out.
    """
    rows = Reminder.objects.filter(pk__in=reminders, user=reader)
    asked = list(rows.select_related("obligation__area", "obligation__body", "obligation__owner_user").order_by("due_on", "pk"))
    open_now = [one.obligation for one in asked if one.obligation.status == DutyStatus.OPEN]
    people = _people(open_now, clock.today())
    seen = _seen_by(reader, [row for row in open_now if reader in people[row]])
    rows.exclude(obligation__in=seen).delete()
    kept = [one for one in asked if one.obligation_id in seen]
    if not kept:
        return 0
    with translation.override(settings.LANGUAGE_CODE):
        subject, text = emails.things_due([(one.kind, one.obligation) for one in kept])
    return emails.send(reader.email, subject, text)


def _seen_by(reader: User, rows: Iterable[Obligation]) -> set[int]:
    if not reader.is_active:
        return set()
    keys = [row.pk for row in rows]
    return set(Obligation.objects.visible_to(reader).filter(pk__in=keys).values_list("pk", flat=True))


# What, and whom --------------------------------------------------------------------------------------------------


def kind_for(due_on: date, today: date, *, days: int, nation: str) -> ReminderKind | None:
    """Which reminder of something open is due on a day: `days` working days before it and until it comes, on it, or from
    the first working day after it and for as long again. A night that was left out is made good so."""
    if due_on == today:
        return ReminderKind.TODAY
    if due_on > today:
        return ReminderKind.SOON if reckon(Reckoning.WORKING_BEFORE, due_on, days, nation) <= today else None
    first, last = (reckon(Reckoning.WORKING_AFTER, due_on, number, nation) for number in (1, max(days, 1)))
    return ReminderKind.MISSED if first <= today <= last else None


def _wanted(day: date) -> dict[Obligation, ReminderKind]:
    """What is to be mentioned on a day, to whomever: open, owed, and not missed with an explanation."""
    own = _own_days(day)
    most = max([settings.REMIND_WORKING_DAYS, *own.values()]) + 1
    wanted = {}
    near = Obligation.objects.open().filter(is_closing=False).select_related("area", "body", "owner_user")
    for row in near.filter(due_on__range=_around(day, most)).order_by("due_on", "pk"):
        days = own.get(row.body_id or 0, settings.REMIND_WORKING_DAYS)
        kind = kind_for(row.due_on, day, days=days, nation=row.area.nation)
        if kind and not (kind == ReminderKind.MISSED and row.explanation):
            wanted[row] = kind
    return wanted


def _around(day: date, most: int) -> tuple[date, date]:
    """The days that can matter: so many working days to both sides, in the nation where that reaches farther."""
    nations = Nation.values
    back = min(reckon(Reckoning.WORKING_BEFORE, day, most, nation) for nation in nations)
    ahead = max(reckon(Reckoning.WORKING_AFTER, day, most, nation) for nation in nations)
    return back, ahead


def _own_days(day: date) -> dict[int, int]:
    """The bodies that have laid down themselves how many working days before they are reminded."""
    rules = LocalRule.objects.in_force(day).filter(key=rulebook.REMINDERS).order_by("in_force_from")
    return {rule.body_id: rule.number for rule in rules}


def _people(rows: Iterable[Obligation], day: date) -> dict[Obligation, list[User]]:
    """Who is reminded of each: the person named, while they serve in the area; else those appointed to what owes it."""
    rows = list(rows)
    areas = {row.area_id for row in rows}
    held = Appointment.objects.on(day).filter(area__in=areas, user__is_active=True).select_related("user").order_by("user")
    appointments = list(held)
    return {row: _people_for(row, appointments) for row in rows}


def _people_for(row: Obligation, appointments: Iterable[Appointment]) -> list[User]:
    """Of a body that the Commissioner calls, who prepares its business decides in that office; the panel's own are not told."""
    here = [one for one in appointments if one.area_id == row.area_id]
    if row.owner_user_id and any(one.user_id == row.owner_user_id for one in here):
        return [next(one.user for one in here if one.user_id == row.owner_user_id)]
    roles = WRITES_AGENDAS if row.owner_user_id else REMINDED.get(row.owner, WRITES_AGENDAS)
    over = [one for one in here if _is_over(one, roles, row.body)]
    return list({one.user_id: one.user for one in over}.values())


def _is_over(appointment: Appointment, roles: frozenset[str], body: Body | None) -> bool:
    """Whether an appointment in a role reaches what is due for a body, as `permissions.holds` tells it."""
    if body is not None:
        return reaches(appointment, roles, body)
    return appointment.body_id is None and appointment.role in roles
