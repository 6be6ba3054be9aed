"""The Commissioner's update reports: the list, one of them, begun, checked, published, added to, and its files."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from decisions import permissions
from decisions.choices import SectionKind
from decisions.forms.updates import AddendumForm, UpdateCreateForm, UpdateFactsForm, UpdateVersionForm
from decisions.models import Addendum, UpdateReport
from decisions.papers.updates import (
    Piece,
    late_html,
    opening_html,
    pieces,
    read_report,
    report_facts,
    summary_html,
    title_of_update,
    update_sheet,
)
from decisions.rules.updates import PART_LEVEL, oddities
from decisions.services import updates as services
from documents.services.prints import PDF, preview_sheet
from documents.views import response_for
from interface import clock
from interface.once import done_once
from interface.tables import Column, Table
from interface.templatetags.dates import short_date
from interface.templatetags.govuk import tag
from meetings.choices import Publication
from meetings.models import Meeting
from meetings.rules import OFF
from meetings.views.programme import kept, sent
from panels.choices import BodyKind
from panels.models import Body


def find_report(request: Any, slug: str) -> UpdateReport:
    """A report that the reader may see."""
    seen = UpdateReport.objects.visible_to(request.user).for_page()
    return get_object_or_404(seen, area=request.area, slug=slug)


def own_report(request: Any, slug: str) -> UpdateReport:
    """A report of the reader's own office."""
    report = find_report(request, slug)
    check_works(request)
    return report


def check_works(request: Any) -> None:
    """Only who works on decisions in the Commissioner's office goes on."""
    if not permissions.can_work_on_decisions(request.user, request.area):
        raise PermissionDenied


def update_url(report: UpdateReport, name: str, *more: Any) -> str:
    """The address of a page of a report."""
    return reverse(f"updates:{name}", args=[report.area.slug, report.slug, *more])


def crumbs(
    request: Any, report: UpdateReport | None = None, *, is_top: bool = False, edits: bool = False
) -> list[dict[str, str]]:
    """The way to a page of update reports, below one of them, or below its sections."""
    found = [{"url": reverse("area-home", args=[request.area.slug]), "text": request.area.name}]
    if not is_top:
        found.append({"url": reverse("updates:update-list", args=[request.area.slug]), "text": _("Update reports")})
    if report:
        found.append({"url": report.get_absolute_url(), "text": short_date(report.meeting_on)})
    if report and edits:
        found.append({"url": update_url(report, "section-list"), "text": _("Write")})
    return found


def stays(request: Any, report: UpdateReport) -> HttpResponse | None:
    """Back to a report that is published, which nobody edits; None for a draft."""
    if not report.is_out:
        return None
    messages.error(request, _("The report is published. It stays as it is; what comes later is an addendum"))
    return redirect(report)


# The list ------------------------------------------------------------------------------------------------------------------


@require_safe
def update_list(request: Any, area: str) -> HttpResponse:
    """What did the Commissioner tell the panel? The newest first; the office's drafts among them for the office."""
    rows = UpdateReport.objects.visible_to(request.user).for_page().filter(area=request.area)
    keeps = permissions.can_work_on_decisions(request.user, request.area)
    table = _table(request, rows)
    table.empty = _("No update report is published yet. The Commissioner writes one for each meeting of the panel.")
    if keeps:
        table.empty = _("There is no update report yet. Begin the one to the next meeting of the panel.")
    words = ngettext("%(count)s update report", "%(count)s update reports", table.count) % {"count": f"{table.count:,}"}
    context = {"table": table, "words": words, "keeps": keeps, "breadcrumbs": crumbs(request, is_top=True)}
    return render(request, "decisions/update_list.html", context)


def _table(request: Any, rows: Any) -> Table:
    columns = [
        Column("meeting", _("To the meeting of"), _meeting_cell, "meeting_on", heads_row=True),
        Column("title", _("Title"), "title", "title"),
        Column("body", _("Body"), "body.name", "body__name"),
        Column("since", _("Since"), lambda one: short_date(one.started_on) or _("not known"), "started_on"),
        Column("as-at", _("As at"), lambda one: short_date(one.as_at), "as_at"),
        Column("published", _("Published"), _published_cell, "published_at"),
    ]
    return Table(request, rows, columns=columns, caption=_("By meeting"), empty="", order="-meeting")


def _meeting_cell(report: UpdateReport) -> str:
    words = short_date(report.meeting_on)
    return format_html('<a class="govuk-link app-nowrap" href="{}">{}</a>', report.get_absolute_url(), words)


def _published_cell(report: UpdateReport) -> str:
    return short_date(report.published_at) if report.published_at else tag(_("Draft"))


# One report ----------------------------------------------------------------------------------------------------------------


@require_safe
def update_detail(request: Any, area: str, slug: str) -> HttpResponse:
    """The report section by section; a draft as it stands today, for the office."""
    report = find_report(request, slug)
    read = read_report(report, services.drawn_on(report))
    told = pieces(read)
    keeps = permissions.can_work_on_decisions(request.user, request.area)
    context = {
        "report": report,
        "title": title_of_update(report),
        "facts": [{"term": term, "value": value} for term, value in report_facts(report)],
        "opening": opening_html(read),
        "summary": summary_html(read),
        "pieces": told,
        "contents": _contents(told),
        "addenda": [(one, late_html(one)) for one in read.addenda],
        "meeting": _seen_meeting(request, report),
        "keeps": keeps,
        "in_the_way": any(one.blocks for one in services.remarks(report)) if keeps and not report.is_out else False,
        "breadcrumbs": crumbs(request),
    }
    return render(request, "decisions/update_detail.html", context)


def _contents(told: list[Piece]) -> list[dict[str, Any]]:
    """What is in the report: parts, each with what it holds."""
    found: list[dict[str, Any]] = []
    for piece in told:
        if piece.laid.level == PART_LEVEL or not found:
            found.append({"piece": piece, "below": []})
        else:
            found[-1]["below"].append(piece)
    return found


def _seen_meeting(request: Any, report: UpdateReport) -> Meeting | None:
    """The meeting that a report is for, where the reader may know of it."""
    return Meeting.objects.visible_to(request.user).select_related("area").filter(pk=report.meeting_id).first()


@require_safe
def update_file(request: Any, area: str, slug: str) -> HttpResponseBase:
    """The report as it was printed; a draft as it would be printed now, never kept."""
    report = find_report(request, slug)
    name = f"{report.area.slug}-update-report-{report.slug}.pdf"
    if kept := services.printed_report(report):
        return response_for(request, kept, name)
    if report.is_out:
        raise Http404
    try:
        pdf = preview_sheet(update_sheet(report, services.drawn_on(report)))
    except ValidationError as error:
        raise Http404 from error
    response = HttpResponse(pdf, content_type=PDF)
    response["Content-Disposition"] = f'inline; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def addendum_file(request: Any, area: str, slug: str, number: int) -> HttpResponseBase:
    """What was added to a report, as it was printed."""
    report = find_report(request, slug)
    seen = Addendum.objects.visible_to(request.user)
    kept = services.printed_addendum(get_object_or_404(seen, report=report, number=number))
    if kept is None:
        raise Http404
    return response_for(request, kept, f"{report.area.slug}-update-report-{report.slug}-addendum-{number}.pdf")


# What the office does --------------------------------------------------------------------------------------------------------


@login_required
def update_create(request: Any, area: str) -> HttpResponse:
    """Begin the report to a meeting of the panel."""
    check_works(request)
    panel = Body.objects.panel_of(request.area, clock.today())
    form = UpdateCreateForm(sent(request), meetings=_meetings_to_come(request))
    if form.is_valid() and (url := done_once(form, lambda: _create(request, form, panel))):
        return redirect(url)
    context = {"form": form, "panel": panel, "breadcrumbs": crumbs(request)}
    return render(request, "decisions/update_form.html", context)


def _create(request: Any, form: UpdateCreateForm, panel: Body | None) -> str:
    facts = form.facts()
    body = facts.pop("body", panel)
    if body is None:
        raise ValidationError(_("This area has no panel yet. Ask its clerk to enter it"))
    report = services.create_report(area=request.area, body=body, actor=request.user, **facts)
    messages.success(request, _("Update report begun. Only the Commissioner’s office sees it"))
    return update_url(report, "section-list")


def _meetings_to_come(request: Any) -> list[Meeting]:
    """Public meetings of the area's panel from today on that the office knows of and that have no report yet. What is sent
    may name one that has: a form that is sent twice finds the report that it made."""
    seen = Meeting.objects.visible_to(request.user).filter(
        area=request.area, body__kind=BodyKind.PANEL, publication=Publication.PUBLIC
    )
    coming = seen.filter(held_on__gte=clock.today()).exclude(status__in=OFF)
    if request.method != "POST":
        coming = coming.filter(update_reports__isnull=True)
    return list(coming.select_related("body__area", "area").order_by("held_on", "starts_at", "pk"))


@login_required
def update_update(request: Any, area: str, slug: str) -> HttpResponse:
    """Write what stands before the sections."""
    report = own_report(request, slug)
    if back := stays(request, report):
        return back
    form = UpdateFactsForm(sent(request), report=report)
    if form.is_valid() and kept(form, lambda: services.change_report(report=report, actor=request.user, **form.facts())):
        messages.success(request, _("Update report saved"))
        return redirect(update_url(report, "section-list"))
    context = {"form": form, "report": report, "breadcrumbs": crumbs(request, report, edits=True)}
    return render(request, "decisions/update_facts.html", context)


@login_required
def update_check(request: Any, area: str, slug: str) -> HttpResponse:
    """What is missing, and what a reader would stumble over."""
    report = own_report(request, slug)
    if back := stays(request, report):
        return back
    found = services.remarks(report)
    context = {
        "report": report,
        "in_the_way": [one for one in found if one.blocks],
        "to_look_at": [one for one in found if not one.blocks],
        "odd": _odd(report),
        "breadcrumbs": crumbs(request, report, edits=True),
    }
    return render(request, "decisions/update_check.html", context)


def _odd(report: UpdateReport) -> list[dict[str, Any]]:
    """What looks wrong, by where it stands."""
    own = [(_("Introduction"), report.introduction, "update-update"), (_("Executive summary"), report.summary, "update-update")]
    written = report.sections.standing().exclude(kind=SectionKind.LIVE).order_by("position", "number")
    places = [(words, text, update_url(report, name)) for words, text, name in own]
    places += [(one.heading, one.text, update_url(report, "section-update", one.number)) for one in written]
    told = [{"heading": words, "url": url, "found": oddities(text, report.as_at)} for words, text, url in places]
    return [one for one in told if one["found"]]


@login_required
def update_publish(request: Any, area: str, slug: str) -> HttpResponse:
    """Publish the report: every register in it stays as it speaks now, and it is printed."""
    report = own_report(request, slug)
    if back := stays(request, report):
        return back
    form = UpdateVersionForm(sent(request), versioned=report)
    if form.is_valid() and kept(form, lambda: services.publish_report(report=report, actor=request.user, **form.cleaned_data)):
        messages.success(request, _("Update report published and printed"))
        return redirect(report)
    found = services.remarks(report)
    context = {
        "form": form,
        "report": report,
        "in_the_way": [one for one in found if one.blocks],
        "look_count": len([one for one in found if not one.blocks]) + len(_odd(report)),
        "live": report.sections.standing().filter(kind=SectionKind.LIVE).order_by("position", "number"),
        "breadcrumbs": crumbs(request, report, edits=True),
    }
    return render(request, "decisions/update_publish.html", context)


@login_required
def update_delete(request: Any, area: str, slug: str) -> HttpResponse:
    """Remove a draft that was begun in error, after a page that says so."""
    report = own_report(request, slug)
    if back := stays(request, report):
        return back
    form = UpdateVersionForm(sent(request), versioned=report)
    if form.is_valid() and kept(form, lambda: services.delete_report(report=report, actor=request.user, **form.cleaned_data)):
        messages.success(request, _("Draft removed"))
        return redirect("updates:update-list", request.area.slug)
    count = report.sections.standing().exclude(text="").count()
    context = {"form": form, "report": report, "count": count, "breadcrumbs": crumbs(request, report, edits=True)}
    return render(request, "decisions/update_delete.html", context)


@login_required
def addendum_create(request: Any, area: str, slug: str) -> HttpResponse:
    """Add what came after the report was published."""
    report = own_report(request, slug)
    if not report.is_out:
        messages.error(request, _("The report is not published yet. Write this into the report itself"))
        return redirect(update_url(report, "section-list"))
    form = AddendumForm(sent(request))
    if form.is_valid() and (url := done_once(form, lambda: _add(request, form, report))):
        return redirect(url)
    context = {"form": form, "report": report, "breadcrumbs": crumbs(request, report)}
    return render(request, "decisions/update_addendum.html", context)


def _add(request: Any, form: AddendumForm, report: UpdateReport) -> str:
    addendum = services.add_addendum(report=report, actor=request.user, **form.facts())
    messages.success(request, _("Addendum published and printed"))
    return f"{report.get_absolute_url()}#addendum-{addendum.number}"
