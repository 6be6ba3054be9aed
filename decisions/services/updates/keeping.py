"""How an update report begins, and how its own words change while it is a draft."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from decisions.choices import SectionKind, UpdateStatus
from decisions.models import StandingItem, UpdateReport, UpdateSection
from decisions.papers.updates import PUBLIC, registers
from decisions.rules.updates import clean_text
from documents.sources import title_of
from interface import clock
from meetings.choices import Publication
from meetings.models import Meeting
from meetings.rules import OFF
from panels.models import Body, PoliceArea

FACTS = ("title", "as_at", "introduction", "summary", "contact_name", "contact_office")
LIVE_AT_FIRST = ("key-decisions", "complaints-report")  # where no report before says which registers it is taken from


# A report ----------------------------------------------------------------------------------------------------------------


@transaction.atomic
def create_report(
    *, area: PoliceArea, body: Body, meeting_on: date, actor: User | None, meeting: Meeting | None = None,
    started_on: date | None = None, as_at: date | None = None, with_sections: bool = True, **facts: str,
) -> UpdateReport:  # fmt: skip
    """Begin the report to a body's meeting as a draft of the office.

    It tells of the time since the body's last meeting (`started_on`, reckoned where it is not given) and stands as at today
    unless told otherwise. `with_sections` makes the parts and registers of the report before, and each open standing item with
    the text that it had there. Raises ValidationError by field: `meeting_on`, `as_at`, `meeting`.
    """
    Body.objects.select_for_update(of=("self",), no_key=True).get(pk=body.pk)
    report = UpdateReport(
        area=area, body=body, meeting=meeting, meeting_on=meeting_on, slug=_slug(area, body, meeting, meeting_on),
        title=facts.pop("title", "") or _("Commissioner’s update report"),
        started_on=started_on or last_meeting_on(body, meeting_on, as_at or clock.today()), as_at=as_at or clock.today(),
        created_at=clock.now(), created_by=actor, **_cleaned(facts),
    )  # fmt: skip
    save_report(report, actor, "update_begun")
    if with_sections:
        _begin_sections(report)
        report.save()
    return report


@transaction.atomic
def change_report(*, report: UpdateReport, version: int, actor: User | None, **facts: Any) -> UpdateReport:
    """Change the title, the as-at day, the introduction and executive summary (Markdown) or the contact officer of a draft.

    Since when it tells is reckoned anew with another as-at day: a meeting may have been held in between.
    Raises ValidationError "stale", "published"; by field.
    """
    held = lock_report(report, version)
    before = held.as_at
    for name, value in _cleaned({name: facts[name] for name in FACTS if name in facts}).items():
        setattr(held, name, value)
    if held.as_at != before:
        held.started_on = last_meeting_on(held.body, held.meeting_on, held.as_at) or held.started_on
    held.bump()
    return save_report(held, actor, "update_changed")


@transaction.atomic
def delete_report(*, report: UpdateReport, version: int, actor: User | None) -> None:
    """Remove a draft with its sections for good.

    Raises ValidationError "stale", "published"; "carried" where a published report carries a standing item on from it.
    """
    held = lock_report(report, version)
    carried = UpdateSection.objects.filter(carried_from__report=held, report__status=UpdateStatus.PUBLISHED)
    if carried.exists():
        raise ValidationError(_("A published report carries standing items on from this draft, so it stays"), code="carried")
    record(actor=actor, action="decisions.update_deleted", target=held, area=held.area, detail={"report": held.slug})
    held.delete()


def lock_report(report: UpdateReport, version: int | None = None) -> UpdateReport:
    """A draft, held until the change is done. Called inside a transaction.

    Raises ValidationError "stale" when it moved past the version that was read, "published" when nothing of it may change.
    """
    held = UpdateReport.objects.select_for_update(of=("self",)).for_page().get(pk=report.pk)
    if held.is_out:
        words = _("The report is published. It stays as it is; what comes later is an addendum")
        raise ValidationError(words, code="published")
    if version is not None:
        held.still_at(version)
    return held


def save_report(report: UpdateReport, actor: User | None, act: str, **detail: Any) -> UpdateReport:
    """Save a held report and tell the trail. `detail` holds no words of the report."""
    report.full_clean()
    report.save()
    told = {"report": report.slug, **detail}
    record(actor=actor, action=f"decisions.{act}", target=report, area=report.area, detail=told)
    return report


def last_meeting_on(body: Body, before: date, as_at: date) -> date | None:
    """The day of the last public meeting of a body before another, as far as meetings have come on a day; None where there was
    none."""
    seen = Meeting.objects.visible_to(PUBLIC).filter(body=body, publication=Publication.PUBLIC)
    held = seen.filter(held_on__lt=before, held_on__lte=as_at).exclude(status__in=OFF)
    return held.order_by("-held_on").values_list("held_on", flat=True).first()


def report_before(report: UpdateReport) -> UpdateReport | None:
    """The report to the meeting before."""
    earlier = UpdateReport.objects.filter(body=report.body, meeting_on__lt=report.meeting_on)
    return earlier.order_by("-meeting_on").first()


def _cleaned(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: clean_text(value) if name in ("introduction", "summary") else value for name, value in facts.items()}


def _slug(area: PoliceArea, body: Body, meeting: Meeting | None, day: date) -> str:
    """The day of the meeting; with the body's name where another body's report has that address."""
    if meeting and (meeting.body_id != body.pk or meeting.held_on != day):
        raise ValidationError({"meeting": _("Choose a meeting of the panel on that day")})
    same_day = UpdateReport.objects.filter(area=area, meeting_on=day)
    if same_day.filter(body=body).exists():
        raise ValidationError({"meeting_on": _("There is a report to the meeting of that day already")})
    return f"{day:%Y-%m-%d}-{body.slug}" if same_day.exists() else f"{day:%Y-%m-%d}"


# Its first sections --------------------------------------------------------------------------------------------------------


def _begin_sections(report: UpdateReport) -> None:
    """The parts, registers and standing items of the report before in their order, then the standing items that it lacked."""
    items = {item.pk: item for item in StandingItem.objects.filter(area=report.area).open_on(clock.today()).order_by("position")}
    before = report_before(report)
    carried = list(before.sections.standing().select_related("standing").order_by("position", "number")) if before else []
    made = [new for old in carried if (new := _carried(report, old, items))]
    told = {one.standing_id for one in made}
    for item in items.values():
        if item.pk not in told:
            _put_item(report, made, item)
    if before is None:
        _put_live(report, made)
    for position, section in enumerate(made, start=1):
        report.rows_made += 1
        section.number, section.position = report.rows_made, position
        section.full_clean(exclude=["report"])
        section.save()


def _carried(report: UpdateReport, old: UpdateSection, items: dict[int, StandingItem]) -> UpdateSection | None:
    """A section like one of the report before; none of what was written for that meeting alone, or has been closed."""
    if old.kind == SectionKind.LIVE:
        offered = old.source in registers()
        return UpdateSection(report=report, kind=old.kind, heading=old.heading, source=old.source) if offered else None
    if old.standing_id in items:
        return _of_item(report, items[old.standing_id], old)
    return UpdateSection(report=report, kind=old.kind, heading=old.heading) if old.kind == SectionKind.PART else None


def _of_item(report: UpdateReport, item: StandingItem, old: UpdateSection | None) -> UpdateSection:
    text = old.text if old else ""
    return UpdateSection(report=report, heading=item.title, text=text, standing=item, carried_from=old, is_updated=False)


def _put_item(report: UpdateReport, made: list[UpdateSection], item: StandingItem) -> None:
    """A standing item at the end of its part, with the last words that a report had of it; a part that is new is made."""
    told = UpdateSection.objects.filter(standing=item, removed_at__isnull=True, report__body=report.body)
    last = told.filter(report__meeting_on__lt=report.meeting_on).order_by("-report__meeting_on").first()
    made.insert(place_in_part(made, item.part, report), _of_item(report, item, last))


def _put_live(report: UpdateReport, made: list[UpdateSection]) -> None:
    """The registers that a first report is usually taken from, at its end: in a part of their own where it has parts."""
    keys = [key for key in LIVE_AT_FIRST if key in registers()]
    if keys and any(one.kind == SectionKind.PART for one in made):
        made.append(UpdateSection(report=report, kind=SectionKind.PART, heading=_("Governance")))
    made += [UpdateSection(report=report, kind=SectionKind.LIVE, heading=title_of(key), source=key) for key in keys]


def place_in_part(sections: list[UpdateSection], part: str, report: UpdateReport) -> int:
    """Where the next section of a part goes; before the first part for one that names none. A new part is put last."""
    heads = [place for place, one in enumerate(sections) if one.kind == SectionKind.PART]
    if not part:
        return heads[0] if heads else len(sections)
    mine = next((place for place in heads if sections[place].heading.lower() == part.lower()), None)
    if mine is None:
        sections.append(UpdateSection(report=report, kind=SectionKind.PART, heading=part))
        return len(sections)
    return next((place for place in heads if place > mine), len(sections))
