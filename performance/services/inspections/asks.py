"""What an inspection asks for: recommendations, areas for improvement and causes of concern, followed until they are complete."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from accounts.models import User
from interface import clock
from panels.services.keeping import refuse_removed, set_facts
from performance.choices import AskKind, AskStatus
from performance.models import AskNote, Inspection, InspectionAsk
from performance.rules.inspections import note_problems
from performance.services.inspections.rows import lock_inspection, lock_row, next_number, refuse, save_row

CHANGEABLE = ("label", "kind", "text", "addressed_to", "due_on", "answer")


@transaction.atomic
def add_ask(
    *, inspection: Inspection, actor: User | None, text: str, kind: str = AskKind.RECOMMENDATION, label: str = "",
    addressed_to: str = "", due_on: date | None = None, answer: str = "",
) -> InspectionAsk:  # fmt: skip
    """Add what the report asks for; it is open. `label` is its number in the report. Raises ValidationError by field."""
    held = lock_inspection(inspection)
    row = InspectionAsk(
        inspection=held, number=next_number(held), label=label.strip(), kind=kind, text=text.strip(),
        addressed_to=addressed_to.strip(), due_on=due_on, answer=answer.strip(),
    )  # fmt: skip
    return save_row(held, row, actor, "inspection_ask_added")


@transaction.atomic
def change_ask(*, ask: InspectionAsk, version: int, actor: User | None, **facts: Any) -> InspectionAsk:
    """Change any of CHANGEABLE; its state is told with `note_ask`. Raises ValidationError "stale", "removed" and by field."""
    held, row = lock_row(ask, version)
    refuse_removed(row)
    set_facts(row, facts, CHANGEABLE)
    return save_row(held, row, actor, "inspection_ask_changed")


@transaction.atomic
def note_ask(
    *, ask: InspectionAsk, version: int, actor: User | None, on: date, status: str, text: str
) -> AskNote:  # fmt: skip
    """Say how it stands on a day, which stays as it is written. The newest day decides its state: complete as of that day; where
    nothing is done about it, the words are the reason. Raises ValidationError "stale", "removed" and by field."""
    held, row = lock_row(ask, version)
    refuse_removed(row)
    refuse(note_problems(status=status, on=on, report_on=held.report_on, today=clock.today()))
    known = row.notes.aggregate(number=Max("number"), on=Max("on"))
    note = AskNote(
        ask=row, number=(known["number"] or 0) + 1, on=on, status=status, text=text.strip(), made_at=clock.now(), made_by=actor
    )
    note.full_clean(exclude=["ask"])
    if known["on"] is None or on >= known["on"]:
        row.status = status
        row.completed_on = on if status == AskStatus.COMPLETE else None
        row.answer = note.text if status == AskStatus.NOT_TAKEN_UP else row.answer
    save_row(held, row, actor, "inspection_ask_noted")
    note.save()
    return note
