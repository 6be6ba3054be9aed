"""Writing an update report: its sections in order, each added, written, moved, taken out and put back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from decisions.choices import SectionKind
from decisions.forms.updates import SectionCreateForm, SectionUpdateForm
from decisions.models import StandingItem, UpdateReport, UpdateSection
from decisions.papers.updates import draw_section, registers
from decisions.services import updates as services
from decisions.views.updates import crumbs, own_report, stays, update_url
from documents.papers import text_html
from documents.sources import title_of
from interface import clock
from interface.once import done_once
from interface.templatetags.dates import short_date
from interface.templatetags.govuk import tag
from meetings.views.programme import kept, sent

DIRECTIONS = ("up", "down")


@login_required
def section_list(request: Any, area: str, slug: str) -> HttpResponse:
    """What is written and what is not: every section with its state, and what can be done with it."""
    report = own_report(request, slug)
    if back := stays(request, report):
        return back
    rows = list(report.sections.select_related("standing", "carried_from__report").order_by("position", "number"))
    kept = [row for row in rows if row.removed_at is None]
    context = {
        "report": report,
        "lines": [_line(row, place, len(kept)) for place, row in enumerate(kept, start=1)],
        "removed": [row for row in rows if row.removed_at is not None],
        "facts_state": _("Written") if report.summary.strip() else _("Not written yet"),
        "can_take_registers": bool(registers()),
        "breadcrumbs": crumbs(request, report),
    }
    return render(request, "decisions/update_section_list.html", context)


def _line(section: UpdateSection, place: int, count: int) -> dict[str, Any]:
    return {
        "section": section,
        "hint": _hint(section),
        "state": _state(section),
        "is_part": section.kind == SectionKind.PART,
        "is_first": place == 1,
        "is_last": place == count,
    }


def _hint(section: UpdateSection) -> str:
    """What a section is, where its heading does not say so."""
    if section.kind == SectionKind.LIVE:
        return _("Taken from the register “%(register)s”") % {"register": title_of(section.source)}
    if section.carried_from is not None and not section.is_updated:
        day = short_date(section.carried_from.report.meeting_on)
        return _("Standing item. Carried forward from %(day)s, not changed yet") % {"day": day}
    return _("Standing item") if section.standing_id else ""


def _state(section: UpdateSection) -> str:
    """How far a section is, in words or a tag. A heading of a part needs nothing."""
    if section.kind == SectionKind.LIVE:
        return tag(_("Live"), "teal")
    if section.text.strip():
        return _("Written") if section.is_updated else tag(_("No update"), "yellow")
    return "" if section.kind == SectionKind.PART else tag(_("Not written"), "blue")


@login_required
def section_create(request: Any, area: str, slug: str, kind: str) -> HttpResponse:
    """Put a section of a kind into the report."""
    report = own_report(request, slug)
    if kind not in SectionKind.values:
        raise Http404
    if back := stays(request, report):
        return back
    rows = list(report.sections.standing().order_by("position", "number"))
    places = [(row.number, _("After “%(heading)s”") % {"heading": row.heading}) for row in rows]
    items = _items_not_in(request, rows)
    form = SectionCreateForm(sent(request), kind=kind, places=places, items=items, registers=registers())
    if form.is_valid() and (url := done_once(form, lambda: _create(request, form, report, kind))):
        return redirect(url)
    context = {"form": form, "report": report, "kind": kind, "breadcrumbs": crumbs(request, report, edits=True)}
    return render(request, "decisions/update_section_form.html", context)


def _items_not_in(request: Any, rows: list[UpdateSection]) -> dict[str, StandingItem]:
    """Open standing items of the area that the report does not tell of. What is sent may name one that it does: a form that is
    sent twice finds the section that it made."""
    told = [row.standing_id for row in rows if row.standing_id and request.method != "POST"]
    seen = StandingItem.objects.visible_to(request.user).filter(area=request.area).open_on(clock.today())
    return {one.slug: one for one in seen.exclude(pk__in=told).order_by("position", "title")}


def _create(request: Any, form: SectionCreateForm, report: UpdateReport, kind: str) -> str:
    section = services.add_section(report=report, kind=kind, actor=request.user, **form.facts())
    messages.success(request, _("Section added"))
    return f"{update_url(report, 'section-list')}#line-{section.number}"


@login_required
def section_update(request: Any, area: str, slug: str, number: int) -> HttpResponse:
    """Write a section."""
    report = own_report(request, slug)
    if back := stays(request, report):
        return back
    section = _find(request, report, number)
    form = SectionUpdateForm(sent(request), section=section)
    if form.is_valid() and kept(form, lambda: services.change_section(section=section, actor=request.user, **form.facts())):
        messages.success(request, _("Section saved"))
        return redirect(f"{update_url(report, 'section-list')}#line-{number}")
    context = {
        "form": form,
        "report": report,
        "section": section,
        "kind": section.kind,
        "hint": _hint(section),
        "spoken": _spoken(report, section),
        "breadcrumbs": crumbs(request, report, edits=True),
    }
    return render(request, "decisions/update_section_form.html", context)


def _spoken(report: UpdateReport, section: UpdateSection) -> SafeString | None:
    """What a register says now; None of a section that is written here."""
    if section.kind != SectionKind.LIVE:
        return None
    drawn = draw_section(report, section, services.drawn_on(report))
    return text_html(drawn.text, drawn.charts, first_level=3)


@login_required
@require_POST
def section_move(request: Any, area: str, slug: str, number: int) -> HttpResponse:
    """One place up or down."""
    report = own_report(request, slug)
    direction = request.POST.get("direction", "")
    if direction not in DIRECTIONS:
        raise Http404
    section = _find(request, report, number)
    return _act(request, report, section, lambda: services.move_section(section=section, direction=direction, actor=request.user))


@login_required
@require_POST
def section_remove(request: Any, area: str, slug: str, number: int) -> HttpResponse:
    """Take a section out; the page offers to put it back."""
    report = own_report(request, slug)
    section = _find(request, report, number)
    words = _("Section taken out. It is at the end of this page, where you can put it back")
    return _act(request, report, section, lambda: services.remove_section(section=section, actor=request.user), words)


@login_required
@require_POST
def section_restore(request: Any, area: str, slug: str, number: int) -> HttpResponse:
    """Put a section back that was taken out."""
    report = own_report(request, slug)
    section = _find(request, report, number, is_removed=True)
    words = _("Section put back")
    return _act(request, report, section, lambda: services.restore_section(section=section, actor=request.user), words)


def _act(request: Any, report: UpdateReport, section: UpdateSection, work: Callable[[], Any], words: str = "") -> HttpResponse:
    """Do something with a section and go back to it, with what was refused on top."""
    try:
        work()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        if words:
            messages.success(request, words)
    anchor = "" if words else f"#line-{section.number}"
    return redirect(report if report.is_out else f"{update_url(report, 'section-list')}{anchor}")


def _find(request: Any, report: UpdateReport, number: int, *, is_removed: bool = False) -> UpdateSection:
    seen = UpdateSection.objects.visible_to(request.user).select_related("report", "standing", "carried_from__report")
    return get_object_or_404(seen, report=report, number=number, removed_at__isnull=not is_removed)
