"""What happens in the case of a senior appointment: the post and the search, the candidate's notice, the decision."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from decisions.choices import CaseKind, Outcome
from decisions.models import Candidate, Case, Notice, Observer, SelectionStage, SeniorAppointment
from decisions.rules.endings import outcome_of, why_not_decided
from decisions.rules.facts import CaseFacts
from decisions.rules.hearings import answer_problem, notice_refusal, received_problem, report_on
from decisions.rules.naming import title_of
from decisions.services.cases import close_case
from decisions.services.locking import lock_case, next_row, save_case
from decisions.services.notices import enter_notice
from decisions.services.reading import facts_of
from decisions.services.reports import print_anew
from documents.choices import Access
from interface.templatetags.dates import long_date
from meetings.models import Meeting

WORDS = ("name", "criteria", "why", "terms")
FACTS = (*WORDS, "name_access", "particulars_access", "exempt_paragraph")
OPEN = (Access.PUBLIC, Access.EXEMPT)


# The post and the search ------------------------------------------------------------------------------------------


@transaction.atomic
def set_post(*, case: Case, version: int, post: str, is_temporary: bool, applications: int | None, actor: User | None) -> Case:
    """Change which post is filled, whether for a time, and how many applied. The title follows the post; the address stays.

    The post stays once the panel has reported on it. Raises ValidationError by field: `post`; "stale", "over".
    """
    held = lock_case(case, version)
    row = SeniorAppointment.objects.get(case=held)
    if (post, is_temporary) != (row.post, row.is_temporary) and facts_of(held).issued_reports:
        raise ValidationError({"post": _("The panel has reported on this post. It stays as it is")})
    row.post, row.is_temporary, row.applications = post, is_temporary, applications
    row.full_clean()
    row.save()
    held.appointment = row
    held.title = title_of(
        held.kind, year=None, ends_year=None, post=post, title="", opened_on=held.opened_on, service="", is_temporary=is_temporary
    )
    return save_case(held, actor, "post_set", post=post)


@transaction.atomic
def keep_stages(*, case: Case, version: int, rows: Iterable[Mapping[str, Any]], actor: User | None) -> Case:
    """Keep the stages of the search as they are given: `number` of one that stands (None: a new one), `title`, `on`, `until`,
    `note`. One that is not given any more is taken out. Raises ValidationError "stale", "over" and by field of a row."""
    held = lock_case(case, version)
    _keep_rows(held, SelectionStage.objects.filter(appointment__case=held), rows)
    return save_case(held, actor, "stages_kept")


@transaction.atomic
def keep_observers(*, case: Case, version: int, rows: Iterable[Mapping[str, Any]], actor: User | None) -> Case:
    """Keep who observes the selection for the panel: `number`, `person` or `words`. One that is not given any more is taken
    out. Raises ValidationError "stale", "over" and by field of a row."""
    held = lock_case(case, version)
    _keep_rows(held, Observer.objects.filter(appointment__case=held), rows)
    return save_case(held, actor, "observers_kept")


def _keep_rows(case: Case, standing: Any, rows: Iterable[Mapping[str, Any]]) -> None:
    known = {row.number: row for row in standing.order_by("number")}
    for given in rows:
        facts = {name: value for name, value in given.items() if name != "number"}
        row = known.pop(given.get("number"), None) or standing.model(appointment=case.appointment, number=next_row(case))
        for name, value in facts.items():
            setattr(row, name, value.strip() if isinstance(value, str) else value)
        row.full_clean()
        row.save()
    standing.filter(number__in=known).delete()


# The candidate ----------------------------------------------------------------------------------------------------


@transaction.atomic
def notify_candidate(
    *, case: Case, version: int, kind: str, received_on: date, name: str, actor: User | None,
    name_access: str = Access.EXEMPT, criteria: str = "", why: str = "", terms: str = "",
    particulars_access: str = Access.EXEMPT, exempt_paragraph: int | None = None, moved_for: Meeting | None = None,
) -> Notice:  # fmt: skip
    """Keep the Commissioner's notice of a candidate: the panel's time begins with the day it was received, or begins anew.

    Refuses a second first notice, one given again after the report, and a reserve candidate without a veto that stands.
    In a case that is public the notice is too; the name and the particulars only where their access says so.
    Raises ValidationError by field: `kind`, `received_on`, `name`, `exempt_paragraph`, `moved_for`; "stale", "over".
    """
    held = lock_case(case, version)
    facts = facts_of(held)
    given = {
        "name": name, "criteria": criteria, "why": why, "terms": terms, "name_access": name_access,
        "particulars_access": particulars_access, "exempt_paragraph": exempt_paragraph,
    }  # fmt: skip
    refuse_if(
        {
            "kind": notice_refusal(facts, kind) if held.kind == CaseKind.APPOINTMENT else _("This case has no candidate"),
            "received_on": received_problem(facts, received_on) or answer_problem(facts, kind, received_on),
            **_candidate_problems(given, moved_for, facts),
        }
    )
    notice = enter_notice(held, kind=kind, received_on=received_on, moved_for=moved_for, actor=actor)
    _fill(Candidate(notice=notice), given)
    save_case(held, actor, "candidate_notified", notice=notice.number, kind=kind, received=received_on)
    return notice


@transaction.atomic
def change_candidate(
    *, notice: Notice, version: int, received_on: date, actor: User | None, moved_for: Meeting | None = None, **given: Any
) -> Notice:
    """Correct a notice of a candidate, or open what of it was private. `given` are all of FACTS.

    The day stays once the panel has reported on the notice, or the case has ended: what came in time is told from it. Where a
    name that was public is made private, reports that printed it are printed again without it.
    Raises ValidationError by field: `received_on`, `name`, `exempt_paragraph`, `moved_for`; "stale", "taken-back".
    """
    held = lock_case(notice.case, open_only=False)
    row = lock_notice(notice, version)
    facts = facts_of(held)
    refuse_if(
        {
            "received_on": day_problem(facts, row, received_on),
            **_candidate_problems(given, moved_for, facts),
        }
    )
    row.received_on, row.moved_for = received_on, moved_for
    was_open = row.candidate.name_access == Access.PUBLIC
    save_notice(row)
    _fill(row.candidate, {name: given[name] for name in FACTS})
    if was_open and row.candidate.name_access != Access.PUBLIC:
        print_anew(case=held, actor=actor)
    save_case(held, actor, "candidate_changed", notice=row.number, received=received_on)
    return row


def _candidate_problems(given: Mapping[str, Any], moved_for: Meeting | None, facts: CaseFacts) -> dict[str, str]:
    found = {"name": "" if given["name"].strip() else _("Enter the name of the candidate")}
    for field in ("name_access", "particulars_access"):
        found[field] = "" if given[field] in OPEN else _("Choose who may read it")
    is_private = Access.EXEMPT in (given["name_access"], given["particulars_access"])
    if is_private and given["exempt_paragraph"] is None:
        found["exempt_paragraph"] = _("Choose the paragraph of Schedule 12A under which it is private")
    if moved_for is not None and moved_for.pk not in {one.meeting_id for one in facts.meetings}:
        found["moved_for"] = _("Choose a meeting of this case")
    return found


def _fill(candidate: Candidate, given: Mapping[str, Any]) -> None:
    for name, value in given.items():
        setattr(candidate, name, value.strip() if name in WORDS else value)
    candidate.full_clean()
    candidate.save()


# The decision -----------------------------------------------------------------------------------------------------


@transaction.atomic
def decide_appointment(*, case: Case, version: int, decided_on: date, outcome: str, note: str, actor: User | None) -> Case:
    """Record what the Commissioner decided, and end the case. `outcome` says whether the candidate is appointed: any but "did
    not go ahead" is that. What it amounts to, as proposed or against the panel's advice, is told from the record.

    Refuses an appointment while the panel still has time, and one over a veto that stands. Raises ValidationError by field:
    `decided_on`, `goes_ahead`; "stale", "over".
    """
    return decide(case, version, decided_on=decided_on, outcome=outcome, note=note, actor=actor)


def decide(case: Case, version: int, *, decided_on: date, outcome: str, note: str, actor: User | None) -> Case:
    """End a case of an appointment or a removal as the record lets it end. Called inside a transaction."""
    held = lock_case(case, version)
    facts, goes_ahead = facts_of(held), outcome != Outcome.NOT_PROCEEDED
    refuse_if(why_not_decided(facts, decided_on, goes_ahead=goes_ahead))
    if decided_on < held.opened_on:
        words = _("The case was opened on %(day)s. Enter that day or a later one")
        raise ValidationError({"decided_on": words % {"day": long_date(held.opened_on)}})
    said = outcome_of(facts, decided_on, goes_ahead=goes_ahead)
    return close_case(case=held, version=held.version, outcome=said, outcome_on=decided_on, note=note, actor=actor)


# Notices ----------------------------------------------------------------------------------------------------------


def lock_notice(notice: Notice, version: int) -> Notice:
    """A notice that stands, held until the change is done. Raises ValidationError "stale", "taken-back"."""
    rows = Notice.objects.select_for_update(of=("self",)).select_related("case", "candidate")
    row = rows.get(pk=notice.pk)
    row.still_at(version)
    if row.taken_back_at is not None:
        raise ValidationError(_("This notice was taken back"), code="taken-back")
    return row


def save_notice(notice: Notice) -> None:
    """Save a held notice as one version more."""
    notice.bump()
    notice.full_clean()
    notice.save()


def day_problem(facts: CaseFacts, notice: Notice, received_on: date) -> str:
    """What cannot be about another day for a notice that stands; empty where it can."""
    if received_on == notice.received_on:
        return ""
    if report_on(facts, notice) is not None or facts.is_over:
        return _("What came in time was told from this day. It stays as it is")
    return received_problem(facts, received_on, notice) or answer_problem(facts, notice.kind, received_on)


def refuse_if(problems: Mapping[str, str]) -> None:
    """Raise what is wrong by field, where anything is."""
    found = {name: words for name, words in problems.items() if words}
    if found:
        raise ValidationError(found)
