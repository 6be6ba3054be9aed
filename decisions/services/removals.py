"""What happens in the case of a call for a Chief Constable to go: the Commissioner's notice, and what was done in the end."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from decisions.choices import CaseKind, NoticeKind
from decisions.models import Case, Notice
from decisions.rules.hearings import received_problem
from decisions.services.appointments import day_problem, decide, lock_notice, refuse_if, save_notice
from decisions.services.locking import lock_case, save_case
from decisions.services.notices import enter_notice
from decisions.services.reading import facts_of


@transaction.atomic
def receive_removal_notice(*, case: Case, version: int, received_on: date, text: str, actor: User | None) -> Notice:
    """Keep the notice that the Commissioner intends to call on the Chief Constable to go, and why: the panel's time begins
    with the day it was received. What it says is for the panel and the office alone, whatever becomes of the case.

    Raises ValidationError by field: `received_on`; "stale", "over".
    """
    held = lock_case(case, version)
    facts = facts_of(held)
    is_first = facts.running_notice is None and held.kind == CaseKind.REMOVAL
    refuse_if(
        {
            "received_on": received_problem(facts, received_on) if is_first else _("The panel was notified already"),
        }
    )
    notice = enter_notice(held, kind=NoticeKind.PROPOSAL, received_on=received_on, text=text, actor=actor)
    save_case(held, actor, "removal_notified", notice=notice.number, received=received_on)
    return notice


@transaction.atomic
def change_removal_notice(*, notice: Notice, version: int, received_on: date, text: str, actor: User | None) -> Notice:
    """Correct the notice of a call to go. Raises ValidationError by field: `received_on`; "stale", "taken-back"."""
    held = lock_case(notice.case, open_only=False)
    row = lock_notice(notice, version)
    refuse_if({"received_on": day_problem(facts_of(held), row, received_on)})
    row.received_on, row.text = received_on, text.strip()
    save_notice(row)
    save_case(held, actor, "removal_notice_changed", notice=row.number, received=received_on)
    return row


@transaction.atomic
def decide_removal(*, case: Case, version: int, decided_on: date, outcome: str, note: str, actor: User | None) -> Case:
    """Record whether the Commissioner called on the Chief Constable to go, and end the case; see `decide_appointment`.

    Raises ValidationError by field: `decided_on`, `goes_ahead`; "stale", "over".
    """
    return decide(case, version, decided_on=decided_on, outcome=outcome, note=note, actor=actor)
