"""What happens in the case of a plan or an annual report beside review and report: texts that came, and what was issued."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import User
from decisions.models import Case, Notice
from decisions.rules.text_steps import issue_problems, outcome_of, receive_problems
from decisions.services.cases import close_case
from decisions.services.locking import lock_case, save_case
from decisions.services.notices import enter_notice
from decisions.services.reading import facts_of


@transaction.atomic
def receive_text(*, case: Case, version: int, kind: str, received_on: date, text: str, actor: User | None) -> Notice:
    """Enter a draft (NoticeKind.PROPOSAL) or a final text (NoticeKind.FINAL) on the day the panel received it.

    `text` says in a few words (Markdown) what it is and where to read it. It is public where the case is. Undone by
    `take_back_notice`. Raises ValidationError "stale", "over"; by field: `kind`, `received_on`.
    """
    held = lock_case(case, version)
    if problems := receive_problems(facts_of(held), kind, received_on):
        raise ValidationError(problems)
    notice = enter_notice(held, kind=kind, received_on=received_on, text=text, actor=actor)
    save_case(held, actor, "text_received", notice=notice.number, kind=kind)
    return notice


@transaction.atomic
def issue_text(*, case: Case, version: int, issued_on: date, was_changed: bool, note: str, actor: User | None) -> Case:
    """Record that the final text was issued, which ends the case. How it went ahead is told from the panel's report and from
    whether it was changed after that.

    Nothing keeps a Commissioner from issuing without a report or an answer: the case then says what was left out. Undone by
    `reopen_case`. Raises ValidationError "stale", "over"; by field: `issued_on`.
    """
    held = lock_case(case, version)
    facts = facts_of(held)
    if problems := issue_problems(facts, issued_on):
        raise ValidationError(problems)
    outcome = outcome_of(facts, issued_on=issued_on, was_changed=was_changed)
    return close_case(case=held, version=held.version, outcome=outcome, outcome_on=issued_on, note=note, actor=actor)
