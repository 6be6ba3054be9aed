"""What happens in the case of a precept: the figures of the year, the notices, the figures behind it, and the issue."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from decisions.choices import CaseKind, CaseStatus, NoticeKind, PreceptService
from decisions.models import BandFigure, Case, Figure, Notice, Precept, PreceptProposal
from decisions.rules.bands import Stated
from decisions.rules.facts import AFTER_VETO, FIRST_ROUND, CaseFacts
from decisions.rules.naming import title_of
from decisions.rules.precept import issue_problems, notice_problems, outcome_of
from decisions.services.cases import close_case
from decisions.services.locking import lock_case, save_case
from decisions.services.notices import enter_notice
from decisions.services.reading import facts_of
from interface.templatetags.dates import long_date
from panels import rulebook

Bands = Mapping[str, Stated]
LINE = ("section", "label", "value", "unit", "is_total", "is_rough", "where")


# The figures of the year ------------------------------------------------------------------------------------------


@transaction.atomic
def set_precept_facts(
    *, case: Case, version: int, band_d_before: Decimal | None, tax_base: Decimal | None, actor: User | None, service: str = ""
) -> Case:
    """Keep band D of the year before (pounds) and the tax base (band D equivalents); `service` changes for whom the precept
    is, and the title with it.

    A fire precept is refused where the rule book does not set it apart. Raises ValidationError by field; "stale", "over".
    """
    held = _lock(case, version)
    row = held.precept
    row.band_d_before, row.tax_base = band_d_before, tax_base
    if service and service != row.service:
        _change_service(held, row, service)
    row.full_clean(exclude=["case"])
    row.save()
    return save_case(held, actor, "precept_facts_set")


def _change_service(held: Case, row: Precept, service: str) -> None:
    facts = facts_of(held)
    if service == PreceptService.FIRE and facts.rule(rulebook.PRECEPTS_APART) is None:
        words = _("Only a Commissioner who governs fire and rescue as well has a precept for it. Choose the police")
        raise ValidationError({"service": words}, code="no-fire")
    if facts.issued_reports:
        raise ValidationError({"service": _("The panel has reported on this precept. It stays as it is")}, code="reported")
    same = Case.objects.filter(body=held.body, kind=held.kind, year=held.year, precept__service=service)
    if same.exclude(status=CaseStatus.WITHDRAWN).exists():
        raise ValidationError({"service": _("There is a case of that precept already")}, code="taken")
    row.service = service
    held.title = title_of(
        held.kind, year=held.year, ends_year=None, post="", title="", opened_on=held.opened_on, service=service
    )  # fmt: skip


# Notices ----------------------------------------------------------------------------------------------------------


@transaction.atomic
def receive_precept(
    *,
    case: Case,
    version: int,
    received_on: date,
    band_d: Decimal,
    total: Decimal | None,
    bands: Bands,
    text: str,
    actor: User | None,
    kind: str = NoticeKind.PROPOSAL,
) -> Notice:
    """Enter the notice of the proposed precept, or after a veto of the revised one. Pounds; `bands` as the papers state them.

    Refuses a second notice of a kind, a revised precept without a veto in time, and one that moves the wrong way (SI
    2012/2271, regulations 4(2), 5 and 6). Raises ValidationError by field: `kind`, `received_on`, `band_d`, `total`; "stale",
    "over".
    """
    held = _lock(case, version)
    _refuse_if(notice_problems(facts_of(held), kind=kind, received_on=received_on, band_d=band_d, total=total))
    notice = enter_notice(held, kind=kind, received_on=received_on, text=text, actor=actor)
    _keep_proposal(PreceptProposal(notice=notice), band_d, total, bands)
    save_case(held, actor, "precept_received", notice=notice.number, kind=str(kind))
    return notice


@transaction.atomic
def change_precept_notice(
    *,
    notice: Notice,
    version: int,
    received_on: date,
    band_d: Decimal,
    total: Decimal | None,
    bands: Bands,
    text: str,
    actor: User | None,
) -> Notice:
    """Change a notice that was entered wrongly. Refused once the panel has reported on it: its report quotes the figures.

    `version` is the notice's. Raises ValidationError by field as `receive_precept`; "stale", "over", "taken-back",
    "reported".
    """
    held = _lock(notice.case)
    row = Notice.objects.select_for_update(of=("self",)).select_related("precept").get(pk=notice.pk)
    row.still_at(version)
    facts = facts_of(held)
    if problem := why_notice_stays(facts, row):
        raise ValidationError(problem, code="reported")
    _refuse_if(notice_problems(facts, kind=row.kind, instead_of=row, received_on=received_on, band_d=band_d, total=total))
    row.received_on, row.text = received_on, text.strip()
    row.bump()
    row.full_clean()
    row.save()
    _keep_proposal(row.precept, band_d, total, bands)
    save_case(held, actor, "precept_notice_changed", notice=row.number)
    return row


def why_notice_stays(facts: CaseFacts, notice: Notice) -> str:
    """Why a notice cannot be changed; empty where it can."""
    if notice.taken_back_at is not None:
        return _("This notice was taken back")
    report = facts.issued_in(AFTER_VETO if notice.kind == NoticeKind.REVISED else FIRST_ROUND)
    if report is None:
        return ""
    words = _("The panel reported on this notice on %(day)s, and its report quotes the figures. They stay as they are")
    return words % {"day": long_date(report.issued_on)}


def _keep_proposal(proposal: PreceptProposal, band_d: Decimal, total: Decimal | None, bands: Bands) -> None:
    proposal.band_d, proposal.total = band_d, total
    proposal.full_clean(exclude=["notice"])
    proposal.save()
    proposal.bands.all().delete()
    for band, (amount, increase) in bands.items():
        if amount is not None or increase is not None:
            row = BandFigure(proposal=proposal, band=band, amount=amount, increase=increase)
            row.full_clean()
            row.save()


# The figures behind it --------------------------------------------------------------------------------------------


@transaction.atomic
def keep_figures(*, case: Case, version: int, rows: Iterable[Mapping[str, Any]], actor: User | None) -> Case:
    """Keep the figures behind a precept as they are given, in their order: `section`, `label`, `value`, `unit`, `is_total`,
    `is_rough`, `where`. They take the place of those that stood. Raises ValidationError "stale", "over" and by field of a
    line: `label-2` for the second."""
    held = _lock(case, version)
    figures = [
        Figure(precept=held.precept, number=number, **{name: _clean(row[name]) for name in LINE})
        for number, row in enumerate(rows, start=1)
    ]
    problems: dict[str, Any] = {}
    for figure in figures:
        try:
            figure.full_clean(exclude=["precept"], validate_unique=False, validate_constraints=False)
        except ValidationError as error:
            problems |= {f"{name}-{figure.number}": found for name, found in error.error_dict.items()}
    if problems:
        raise ValidationError(problems)
    held.precept.figures.all().delete()
    Figure.objects.bulk_create(figures)
    return save_case(held, actor, "precept_figures_kept", lines=len(figures))


def _clean(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


# The issue --------------------------------------------------------------------------------------------------------


@transaction.atomic
def issue_precept(
    *, case: Case, version: int, issued_on: date, band_d: Decimal, total: Decimal | None, note: str, actor: User | None
) -> Case:
    """Enter the precept that the Commissioner issued, and end the case: how it ended follows from the record.

    Refuses a figure that may not be issued (2011 Act, Schedule 5 paragraph 5; SI 2012/2271, regulation 5), and a day before
    the panel has reported or its time is over. Raises ValidationError by field: `issued_on`, `band_d`; "stale", "over".
    """
    held = _lock(case, version)
    facts = facts_of(held)
    problems = issue_problems(facts, issued_on=issued_on, band_d=band_d)
    if issued_on < held.opened_on:
        words = _("The case was opened on %(day)s. Enter that day or a later one")
        problems.setdefault("issued_on", words % {"day": long_date(held.opened_on)})
    _refuse_if(problems)
    row = held.precept
    row.band_d_issued, row.total_issued = band_d, total
    row.full_clean(exclude=["case"])
    row.save()
    record(
        actor=actor, action="decisions.precept_issued", target=held, area=held.area,
        detail={"case": held.slug, "band_d": str(band_d), "issued_on": issued_on.isoformat()},
    )  # fmt: skip
    outcome = outcome_of(facts, band_d)
    return close_case(case=held, version=held.version, outcome=outcome, outcome_on=issued_on, note=note, actor=actor)


# Together ---------------------------------------------------------------------------------------------------------


def _lock(case: Case, version: int | None = None) -> Case:
    """A precept's case, held. Raises ValidationError "kind" for a case of another kind."""
    if case.kind != CaseKind.PRECEPT:
        raise ValidationError(_("This case is about no precept"), code="kind")
    return lock_case(case, version)


def _refuse_if(problems: Mapping[str, str]) -> None:
    """Raise what is wrong, by field."""
    if problems:
        raise ValidationError(dict(problems))
