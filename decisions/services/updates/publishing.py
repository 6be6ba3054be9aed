"""An update report published with every register frozen, and what is added to it afterwards."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from decisions.choices import SectionKind, UpdateStatus
from decisions.models import Addendum, UpdateReport
from decisions.papers.updates import addendum_sheet, draw_live, registers, update_sheet
from decisions.rules.updates import Remark, clean_text, missing
from decisions.services.updates.keeping import lock_report, save_report
from documents.choices import Access
from documents.models import Print
from documents.services.prints import newest_print, print_sheet
from interface import clock

REPORT, ADDENDUM = "update-report", "update-addendum"


@transaction.atomic
def publish_report(*, report: UpdateReport, version: int, actor: User | None) -> UpdateReport:
    """Publish a draft: its registers stay as they speak now (as at the report's day), it is printed, and no word of it changes.

    Raises ValidationError listing every problem; "stale", "published", "too-wide".
    """
    held = lock_report(report, version)
    if problems := [_told(one) for one in remarks(held) if one.blocks]:
        raise ValidationError(problems)
    _freeze(held)
    held.status, held.published_at, held.published_by = UpdateStatus.PUBLISHED, clock.now(), actor
    held.bump()
    save_report(held, actor, "update_published", as_at=held.as_at.isoformat())
    print_sheet(
        area=held.area, owner_kind=REPORT, owner_key=held.pk, sheet=update_sheet(held, drawn_on(held)), access=Access.PUBLIC,
        actor=actor,
    )  # fmt: skip
    return held


@transaction.atomic
def add_addendum(*, report: UpdateReport, heading: str, text: str, why: str, actor: User | None) -> Addendum:
    """Add what came after a report was published (Markdown), with why it comes late; printed by itself, and shown on top.

    Raises ValidationError "draft" for a report that is not published; by field: `heading`, `text`, `why`.
    """
    held = UpdateReport.objects.select_for_update(of=("self",)).for_page().get(pk=report.pk)
    if not held.is_out:
        raise ValidationError(_("The report is not published yet. Write this into the report itself"), code="draft")
    number = (held.addenda.aggregate(last=Max("number"))["last"] or 0) + 1
    addendum = Addendum(
        report=held, number=number, heading=" ".join(heading.split()), text=clean_text(text), why=why.strip(),
        added_on=clock.today(), added_at=clock.now(), added_by=actor,
    )  # fmt: skip
    addendum.full_clean()
    addendum.save()
    told = {"report": held.slug, "addendum": addendum.number}
    record(actor=actor, action="decisions.update_addendum_added", target=held, area=held.area, detail=told)
    print_sheet(
        area=held.area, owner_kind=ADDENDUM, owner_key=addendum.pk, sheet=addendum_sheet(addendum), access=Access.PUBLIC,
        actor=actor,
    )  # fmt: skip
    return addendum


def remarks(report: UpdateReport) -> list[Remark]:
    """What keeps a report from being published, and what else is missing in it."""
    rows = report.sections.standing().select_related("standing", "carried_from").order_by("position", "number")
    return missing(report, list(rows), clock.today(), registers())


def drawn_on(report: UpdateReport) -> date:
    """The day as at which a report's registers speak: its own, or today while that is still to come."""
    return min(report.as_at, clock.today())


def printed_report(report: UpdateReport) -> Print | None:
    """The print of a published report; None for a draft."""
    return newest_print(REPORT, report.pk)


def printed_addendum(addendum: Addendum) -> Print | None:
    """The print of an addendum."""
    return newest_print(ADDENDUM, addendum.pk)


def _freeze(report: UpdateReport) -> None:
    day = drawn_on(report)
    for section in report.sections.standing().filter(kind=SectionKind.LIVE):
        drawn = draw_live(report, section.source, day)
        section.frozen, section.frozen_charts, section.frozen_on = drawn.text.strip(), drawn.charts, day
        section.full_clean()
        section.save()


def _told(remark: Remark) -> str:
    return f"{remark.section.heading}: {remark.words}" if remark.section else remark.words
