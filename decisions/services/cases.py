"""Cases: opened, changed, made public, closed, withdrawn and opened again."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from decisions.choices import ASKED, PROPOSED, REVIEWED, CaseKind, CaseStatus, PreceptService
from decisions.models import Case, Decision, Notice, Precept, SeniorAppointment
from decisions.rules.naming import ONCE, naming_problems, slug_of, title_of
from decisions.rules.review_steps import open_problem
from decisions.rules.status import status_from
from decisions.services.locking import lock_case, save_case
from decisions.services.reading import facts_of
from decisions.services.request_letters import publish_letter
from interface import clock
from panels.models import Body

CHANGEABLE = ("about", "concerns", "due_on", "from_on", "until_on", "opened_on")


@transaction.atomic
def open_case(
    *, body: Body, kind: str, opened_on: date, actor: User | None, slug: str = "", title: str = "", year: int | None = None,
    ends_year: int | None = None, is_variation: bool = False, about: str = "", concerns: str = "", due_on: date | None = None,
    from_on: date | None = None, until_on: date | None = None, post: str = "", is_temporary: bool = False,
    applications: int | None = None, service: str = PreceptService.POLICE, decision: Decision | None = None,
) -> Case:  # fmt: skip
    """Open a case of a kind. Its title and address follow from kind, year and post; requests have the title that is typed, and
    the review of a `decision` that of the decision's reference.

    What the Commissioner proposes is known to the Commissioner's office at once, and so is the review of a decision; a request
    once it is sent. A precept and a senior appointment get the row of their own. Raises ValidationError by field.
    """
    Body.objects.select_for_update(of=("self",), no_key=True).get(pk=body.pk)
    reference = decision.reference if decision is not None else ""
    problems = naming_problems(kind, year=year, ends_year=ends_year, post=post, title=title, decision=reference)
    if opened_on > clock.today():
        problems["opened_on"] = _("The day must be today or earlier")
    if problems:
        raise ValidationError(problems)
    _refuse_second(body, kind, (year, ends_year), is_variation=is_variation, service=service)
    _refuse_review(body, kind, decision)
    named: dict[str, Any] = {
        "year": year, "ends_year": ends_year, "post": post, "title": title, "opened_on": opened_on, "service": service,
        "is_variation": is_variation, "decision": reference,
    }  # fmt: skip
    now = clock.now()
    case = Case(
        area=body.area, body=body, kind=kind, slug=_free_slug(body, kind, slug or slug_of(kind, **named)),
        title=title_of(kind, is_temporary=is_temporary, **named), year=year, ends_year=ends_year, is_variation=is_variation,
        about=about.strip(), concerns=concerns.strip(), due_on=due_on, from_on=from_on, until_on=until_on,
        opened_on=opened_on, opened_at=now, opened_by=actor, shared_at=now if kind in PROPOSED | REVIEWED else None,
        decision=decision if kind in REVIEWED else None,
        status=CaseStatus.NOTIFIED if kind in REVIEWED else CaseStatus.EXPECTED,
    )  # fmt: skip
    case.full_clean()
    case.save()
    if kind == CaseKind.PRECEPT:
        Precept.objects.create(case=case, service=service)
    elif kind == CaseKind.APPOINTMENT:
        SeniorAppointment.objects.create(case=case, post=post, is_temporary=is_temporary, applications=applications)
    return save_case(Case.objects.for_page().get(pk=case.pk), actor, "case_opened", kind=kind)


def _refuse_second(body: Body, kind: str, years: tuple[int | None, int | None], *, is_variation: bool, service: str) -> None:
    """A precept, plan or annual report of the same years has one case; what was withdrawn does not count."""
    if kind not in ONCE or is_variation:
        return
    same = Case.objects.filter(body=body, kind=kind, year=years[0], is_variation=False).exclude(status=CaseStatus.WITHDRAWN)
    if kind == CaseKind.PLAN:
        same = same.filter(ends_year=years[1])
    if kind == CaseKind.PRECEPT:
        same = same.filter(Q(precept__service=service) | Q(precept__isnull=True))
    if known := same.first():
        words = _("There is a case already: %(title)s")
        raise ValidationError({"year": words % {"title": known.title}}, code="taken")


def _refuse_review(body: Body, kind: str, decision: Decision | None) -> None:
    """One review of a decision at a time, and of one alone that is public or that the office shared with the panel."""
    if kind not in REVIEWED:
        return
    own = decision if decision is not None and decision.area_id == body.area_id else None
    if problem := open_problem(own):
        raise ValidationError({"decision": problem})
    running = Case.objects.filter(body=body, decision=decision, closed_at__isnull=True)
    if known := running.first():
        words = _("There is a case already: %(title)s")
        raise ValidationError({"decision": words % {"title": known.title}}, code="taken")


def _free_slug(body: Body, kind: str, wanted: str) -> str:
    """The address wanted, or with the next free number behind it."""
    taken = set(Case.objects.filter(area=body.area_id, kind=kind, slug__startswith=wanted).values_list("slug", flat=True))
    if wanted not in taken:
        return wanted
    number = 2
    while f"{wanted}-{number}" in taken:
        number += 1
    return f"{wanted}-{number}"


@transaction.atomic
def change_case(*, case: Case, version: int, actor: User | None, title: str | None = None, **facts: Any) -> Case:
    """Change what a case is about, who is concerned, and the days that the sides set. `facts` are any of CHANGEABLE.

    The title changes only where it was typed; addresses stay. Raises ValidationError "stale", "over" and by field.
    """
    unknown = set(facts) - set(CHANGEABLE)
    if unknown:
        raise TypeError(f"change_case() does not change {', '.join(sorted(unknown))}")
    held = lock_case(case, version)
    if facts.get("opened_on") and facts["opened_on"] > clock.today():
        raise ValidationError({"opened_on": _("The day must be today or earlier")})
    for name, value in facts.items():
        setattr(held, name, value.strip() if isinstance(value, str) else value)
    if title is not None and held.kind not in PROPOSED | REVIEWED:
        held.title = title.strip()
    return save_case(held, actor, "case_changed")


@transaction.atomic
def publish_case(*, case: Case, version: int, actor: User | None) -> Case:
    """Let everybody know of a case and of the notices in it. Candidates, drafts and what is exempt stay private.

    Raises ValidationError "stale", "published", "withdrawn", and "unsent" for a request that was not sent.
    """
    held = lock_case(case, version, open_only=False)
    if held.published_at is not None:
        raise ValidationError(_("This case is public already"), code="published")
    if held.status == CaseStatus.WITHDRAWN:
        raise ValidationError(_("This case was withdrawn. Open it again first"), code="withdrawn")
    if held.kind in ASKED and held.shared_at is None:
        raise ValidationError(_("The request has not been sent. Send it first"), code="unsent")
    held.published_at = clock.now()
    Notice.objects.standing().filter(case=held, published_at__isnull=True).update(published_at=held.published_at)
    publish_letter(held, actor)
    return save_case(held, actor, "case_published")


@transaction.atomic
def withdraw_case(*, case: Case, version: int, why: str, withdrawn_on: date, actor: User | None) -> Case:
    """End a case without a result, with a reason that its readers read. `reopen_case` undoes it.

    Raises ValidationError by field: `why`, `withdrawn_on`; "stale", "over".
    """
    held = lock_case(case, version)
    problems = _day_problems(held, "withdrawn_on", withdrawn_on)
    if not why.strip():
        problems["why"] = _("Say why it was withdrawn")
    if problems:
        raise ValidationError(problems)
    held.status, held.outcome_on, held.outcome_note, held.closed_at = CaseStatus.WITHDRAWN, withdrawn_on, why.strip(), clock.now()
    return save_case(held, actor, "case_withdrawn")


@transaction.atomic
def close_case(*, case: Case, version: int, outcome: str, outcome_on: date, note: str, actor: User | None) -> Case:
    """End a case with its outcome. Whether the law lets it end so is for the kind of case, which calls this.

    Raises ValidationError by field: `outcome_on`; "stale", "over".
    """
    held = lock_case(case, version)
    if problems := _day_problems(held, "outcome_on", outcome_on):
        raise ValidationError(problems)
    held.outcome, held.outcome_on, held.outcome_note = outcome, outcome_on, note.strip()
    held.status, held.closed_at = CaseStatus.CLOSED, clock.now()
    return save_case(held, actor, "case_closed", outcome=outcome)


@transaction.atomic
def reopen_case(*, case: Case, version: int, actor: User | None) -> Case:
    """Undo the end of a case: it goes back to where its notices, reports and answers leave it. What was issued or decided in
    the end is entered again. Raises ValidationError "stale", "open", "taken"."""
    held = lock_case(case, version, open_only=False)
    if not held.is_over:
        raise ValidationError(_("This case has not ended"), code="open")
    if held.status == CaseStatus.WITHDRAWN:
        precept = getattr(held, "precept", None)
        service = precept.service if precept else PreceptService.POLICE
        years = held.year, held.ends_year
        _refuse_second(held.body, held.kind, years, is_variation=held.is_variation, service=service)
    _refuse_review(held.body, held.kind, held.decision)
    held.outcome, held.outcome_on, held.outcome_note, held.closed_at = "", None, "", None
    Precept.objects.filter(case=held).update(band_d_issued=None, total_issued=None)
    held.status = status_from(facts_of(held))
    return save_case(held, actor, "case_reopened", undoes=True)


def _day_problems(case: Case, field: str, day: date) -> dict[str, str]:
    if day > clock.today():
        return {field: _("The day must be today or earlier")}
    if day < case.opened_on:
        return {field: _("The day must not be before the case was opened")}
    return {}
