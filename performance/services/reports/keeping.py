"""How a quarterly report begins from the one before, and how it and its parts are written while it is a draft."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from decisions.rules.updates import clean_text, moved
from interface import clock
from panels.models import Body, PoliceArea
from performance.choices import ObjectiveKind, PlannedStatus
from performance.models import ActionStanding, Objective, PlannedAction, QuarterlyReport, ReportPart
from performance.rules.quarters import ends_quarter, quarter_slug, quarter_start, quarter_words

FACTS = ("title", "introduction", "contact_name", "contact_office")
IN_A_FIRST_REPORT = (ObjectiveKind.NATIONAL, ObjectiveKind.LOCAL)
OVER = (PlannedStatus.DONE, PlannedStatus.DROPPED)


# A report ----------------------------------------------------------------------------------------------------------------


@transaction.atomic
def create_report(
    *, area: PoliceArea, body: Body, ended_on: date, actor: User | None, objectives: Sequence[Objective] | None = None,
    **facts: str,
) -> QuarterlyReport:  # fmt: skip
    """Begin the report of the quarter that ends on a day, as a draft of the office.

    It has the parts of the report before and those of objectives that are new since, each with the words it had there; without
    a report before, the national and local objectives; or just `objectives`, in their order. Planned actions that are not done
    or dropped come with it. Raises ValidationError by field: `ended_on`, `body`.
    """
    _check_quarter(area, body, ended_on)
    PoliceArea.objects.select_for_update(of=("self",), no_key=True).get(pk=area.pk)
    before = _last_report(area, ended_on)
    report = QuarterlyReport(
        area=area, body=body, slug=quarter_slug(ended_on), started_on=quarter_start(ended_on), ended_on=ended_on,
        created_at=clock.now(), created_by=actor, **_as_before(before) | _cleaned(facts),
    )  # fmt: skip
    report.title = report.title or _("Performance report, %(quarter)s") % {"quarter": quarter_words(ended_on)}
    report.full_clean()
    report.save()
    _begin_parts(report, before, objectives)
    _carry_actions(report)
    _told(report, actor, "report_begun")
    return report


@transaction.atomic
def change_report(*, report: QuarterlyReport, version: int, actor: User | None, **facts: Any) -> QuarterlyReport:
    """Change the title, the introduction (Markdown) or the contact officer of a draft. Raises ValidationError "stale",
    "published"; by field."""
    held = lock_report(report, version)
    for name, value in _cleaned({name: facts[name] for name in FACTS if name in facts}).items():
        setattr(held, name, value)
    held.bump()
    return save_report(held, actor, "report_changed")


@transaction.atomic
def delete_report(*, report: QuarterlyReport, version: int, actor: User | None) -> None:
    """Remove a draft for good. Its planned actions stay, but for those that were first written in it: they go too.

    Raises ValidationError "stale", "published".
    """
    held = lock_report(report, version)
    _told(held, actor, "report_deleted")
    new = PlannedAction.objects.filter(area=held.area, standings__report=held)
    mine = [row.pk for row in new if not row.standings.exclude(report=held).exists()]
    held.standings.all().delete()
    PlannedAction.objects.filter(pk__in=mine).delete()
    held.delete()


def lock_report(report: QuarterlyReport, version: int | None = None) -> QuarterlyReport:
    """A draft, held until the change is done. Called inside a transaction.

    Raises ValidationError "stale" when it moved past the version that was read, "published" when nothing of it may change.
    """
    rows = QuarterlyReport.objects.select_for_update(of=("self",)).select_related("area", "body", "meeting")
    held = rows.get(pk=report.pk)
    if held.is_out:
        words = _("The report is published. It stays as it is; what changes comes in the next report")
        raise ValidationError(words, code="published")
    if version is not None:
        held.still_at(version)
    return held


def save_report(report: QuarterlyReport, actor: User | None, act: str, **detail: Any) -> QuarterlyReport:
    """Save a held report and tell the trail. `detail` holds no words of the report."""
    report.full_clean()
    report.save()
    _told(report, actor, act, **detail)
    return report


def counted(report: QuarterlyReport, actor: User | None, act: str, **detail: Any) -> None:
    """Count a change of something in a held report as one of the report: who checks it reads the newest."""
    report.bump()
    save_report(report, actor, act, **detail)


def report_before(report: QuarterlyReport) -> QuarterlyReport | None:
    """The report of the newest quarter before."""
    return _last_report(report.area, report.ended_on)


def _last_report(area: PoliceArea, ended_on: date) -> QuarterlyReport | None:
    return QuarterlyReport.objects.filter(area=area, ended_on__lt=ended_on).order_by("-ended_on").first()


def _told(report: QuarterlyReport, actor: User | None, act: str, **detail: Any) -> None:
    told = {"report": report.slug, **detail}
    record(actor=actor, action=f"performance.{act}", target=report, area=report.area, detail=told)


def _check_quarter(area: PoliceArea, body: Body, ended_on: date) -> None:
    if body.area_id != area.pk:
        raise ValidationError({"body": _("Choose a body of this area")})
    if not ends_quarter(ended_on):
        raise ValidationError({"ended_on": _("Enter the last day of a quarter, as 31 December 2021")})
    if QuarterlyReport.objects.filter(area=area, ended_on=ended_on).exists():
        raise ValidationError({"ended_on": _("There is a report of this quarter already")})


def _as_before(before: QuarterlyReport | None) -> dict[str, str]:
    """What a report takes over unless it is told: whom to ask."""
    return {"contact_name": before.contact_name, "contact_office": before.contact_office} if before else {}


def _cleaned(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: clean_text(value) if name == "introduction" else " ".join(value.split()) for name, value in facts.items()}


# Its parts ---------------------------------------------------------------------------------------------------------------


@transaction.atomic
def write_part(*, part: ReportPart, version: int, actor: User | None, text: str = "", left_out_why: str = "") -> ReportPart:
    """Say what an objective is about (Markdown), or why the objective is left out of this report.

    Raises ValidationError "stale", "published"; by field.
    """
    held, mine = lock_part(part)
    mine.still_at(version)
    mine.text, mine.left_out_why = clean_text(text), " ".join(left_out_why.split())
    save_part(held, mine, actor, "report_part_written", is_left_out=bool(mine.left_out_why))
    return mine


@transaction.atomic
def put_part(*, report: QuarterlyReport, objective: Objective, actor: User | None) -> ReportPart:
    """Put an objective that came later at the end of a draft. Raises ValidationError "published"; by field: `objective`."""
    held = lock_report(report)
    if objective.area_id != held.area_id:
        raise ValidationError({"objective": _("Choose an objective of this area")})
    if held.parts.filter(objective=objective).exists():
        raise ValidationError({"objective": _("The report has this objective already")})
    last = held.parts.aggregate(last=Max("position"))["last"] or 0
    part = ReportPart(report=held, objective=objective, position=last + 1)
    part.full_clean()
    part.save()
    counted(held, actor, "report_part_added", objective=objective.slug)
    return part


@transaction.atomic
def move_part(*, part: ReportPart, direction: str, actor: User | None) -> ReportPart:
    """Move an objective one place "up" or "down" in a draft; at either end it stays. Raises ValidationError "published"."""
    held, mine = lock_part(part)
    rows = list(held.parts.order_by("position", "pk"))
    order = moved([row.pk for row in rows], mine.pk, direction)
    if order:
        put_in_order(ReportPart, rows, order)
        counted(held, actor, "report_part_moved", objective=mine.objective.slug)
    return mine


def lock_part(part: ReportPart) -> tuple[QuarterlyReport, ReportPart]:
    """The draft and a part of it, both held."""
    held = lock_report(part.report)
    return held, ReportPart.objects.select_for_update(of=("self",)).select_related("objective").get(pk=part.pk)


def save_part(report: QuarterlyReport, part: ReportPart, actor: User | None, act: str, **detail: Any) -> None:
    """Save a held part, and count it as a change of its report."""
    part.bump()
    part.full_clean()
    part.save()
    counted(report, actor, act, objective=part.objective.slug, **detail)


def put_in_order(model: Any, rows: Sequence[Any], order: Sequence[int]) -> None:
    """Give each row the place that its key has in an order."""
    for row in rows:
        row.position = order.index(row.pk) + 1
    model.objects.bulk_update(rows, ["position"])


def _begin_parts(report: QuarterlyReport, before: QuarterlyReport | None, objectives: Sequence[Objective] | None) -> None:
    had = {one.objective_id: one for one in before.parts.select_related("objective")} if before else {}
    chosen = objectives if objectives is not None else _usual_objectives(report, list(had.values()))
    for position, objective in enumerate(chosen, start=1):
        text = had[objective.pk].text if objective.pk in had else ""
        part = ReportPart(report=report, objective=objective, position=position, text=text)
        part.full_clean()
        part.save()


def _usual_objectives(report: QuarterlyReport, had: list[ReportPart]) -> list[Objective]:
    """Those of the report before that are still pursued, in their order, then the national and local ones that it lacked."""
    pursued = Objective.objects.filter(area=report.area).on(report.ended_on)
    usual = [one for one in pursued.order_by("position", "title") if one.kind in IN_A_FIRST_REPORT]
    still = set(pursued.values_list("pk", flat=True))
    carried = [part.objective for part in sorted(had, key=lambda part: part.position) if part.objective_id in still]
    known = {one.pk for one in carried}
    return carried + [one for one in usual if one.pk not in known]


def _carry_actions(report: QuarterlyReport) -> None:
    """Every planned action that was not done or dropped by the report before comes with “No update”."""
    rows = PlannedAction.objects.filter(area=report.area, removed_at__isnull=True, started_on__lte=report.ended_on)
    over = ActionStanding.objects.filter(Q(report__ended_on__lt=report.ended_on), action__in=rows, status__in=OVER).values(
        "action"
    )
    carried = [ActionStanding(report=report, action=action) for action in rows.exclude(pk__in=over)]
    ActionStanding.objects.bulk_create(carried)
