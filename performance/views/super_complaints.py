"""Police super-complaints: the list, one of them with the Commissioner's response, and how the office keeps them."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from decisions.forms.cases import ActForm
from interface import markdown
from interface.tables import Column, Table
from interface.templatetags.dates import long_date, short_date
from meetings.views import listing
from meetings.views.programme import sent
from performance import permissions
from performance.choices import SuperComplaintStatus
from performance.filters.inspections import SuperComplaintFilter
from performance.forms.super_complaints import ComplaintResponseForm, SuperComplaintCreateForm, SuperComplaintUpdateForm
from performance.models import SuperComplaint
from performance.services import inspections as services
from performance.views import inspection_words as words_of
from performance.views.inspection_lists import dataset, day_cell, list_step, yes_or_no
from performance.views.inspection_reading import outer_link
from performance.views.office import crumbs, form_page, require_reporting
from performance.views.parts import INSPECTIONS, parts


def _find(request: Any, slug: str) -> SuperComplaint:
    seen = SuperComplaint.objects.visible_to(request.user).select_related("area")
    return get_object_or_404(seen, area=request.area, slug=slug)


def _own(request: Any, slug: str) -> SuperComplaint:
    complaint = _find(request, slug)
    require_reporting(request)
    return complaint


def _list_step(request: Any) -> tuple[str, str]:
    return reverse("inspections:complaint-list", args=[request.area.slug]), _("Super-complaints")


@require_safe
def complaint_list(request: Any, area: str) -> HttpResponse:
    """Which super-complaints are there, and what did the Commissioner respond?"""
    narrowed = _narrowed(request)
    table = _table(request, narrowed)
    works = permissions.can_report(request.user, request.area)
    words = ngettext("%(count)s super-complaint", "%(count)s super-complaints", table.count) % {"count": f"{table.count:,}"}
    table.empty = _empty(narrowed, works=works)
    context = {
        "table": table, "works": works, "breadcrumbs": crumbs(request, list_step(request)), "parts": parts(request, INSPECTIONS),
        **listing.shown(request, narrowed, words=words, export="inspections:complaint-export"),
    }  # fmt: skip
    context["exports"] = context["exports"] if table.count else []
    return render(request, "performance/complaint_list.html", context)


@require_safe
def complaint_export(request: Any, area: str, fmt: str) -> HttpResponse:
    """Exactly what the list shows with its filter and its order, on every page of it."""
    rows = _table(request, _narrowed(request)).page.paginator.object_list
    heads = (
        _("Super-complaint"), _("Made by"), _("State"), _("Report published on"), _("Response submitted on"), _("Public"),
        _("Address"),
    )  # fmt: skip
    made = (
        (one.title, one.made_by, one.get_status_display(), day_cell(one.report_on), day_cell(one.responded_on),
         yes_or_no(one.published_at is not None), one.get_absolute_url())
        for one in rows
    )  # fmt: skip
    return listing.dataset_as_file(dataset(heads, made), fmt=fmt, name=f"{area}-super-complaints")


def _narrowed(request: Any) -> SuperComplaintFilter:
    seen = SuperComplaint.objects.visible_to(request.user).filter(area=request.area).select_related("area")
    return SuperComplaintFilter(request.GET, queryset=seen.order_by("title", "pk"))


def _table(request: Any, narrowed: SuperComplaintFilter) -> Table:
    columns = [
        Column("title", _("Super-complaint"), _title_cell, "title", heads_row=True),
        Column("state", _("State"), words_of.complaint_tag, "status"),
        Column("report", _("Report"), lambda one: short_date(one.report_on) or _("not published"), "report_on"),
        Column("response", _("Response"), lambda one: short_date(one.responded_on) or _("none"), "responded_on"),
    ]
    return Table(request, narrowed.rows, columns=columns, caption=_("Police super-complaints, by title"), empty="")


def _title_cell(one: SuperComplaint) -> SafeString:
    return words_of.linked(one, _("made by %(body)s") % {"body": one.made_by} if one.made_by else "")


def _empty(narrowed: SuperComplaintFilter, *, works: bool) -> str:
    if narrowed.in_force():
        return _("No super-complaints match. Remove a filter.")
    if works:
        return _("No super-complaint is entered yet. Enter one that was made, and the response once it is submitted.")
    return _("No super-complaint is published yet. They appear here with the Commissioner’s response.")


@require_safe
def complaint_detail(request: Any, area: str, slug: str) -> HttpResponse:
    """Where is the super-complaint, and what did the Commissioner respond?"""
    complaint = _find(request, slug)
    is_answered = complaint.status == SuperComplaintStatus.RESPONDED
    works = permissions.can_report(request.user, request.area)
    rows: list[tuple[str, Any]] = [
        (_("Made by"), complaint.made_by),
        (_("Report published on"), long_date(complaint.report_on)),
        (_("Response submitted on"), long_date(complaint.responded_on)),
        (_("Published"), outer_link(complaint.url, _("Read it where it is published"))),
    ]
    context = {
        "complaint": complaint, "works": works, "state": words_of.complaint_tag(complaint), "is_answered": is_answered,
        "facts": [{"term": term, "value": value} for term, value in rows if value],
        "note": markdown.render(complaint.note, level=2),
        "response": markdown.render(complaint.response, level=3) if is_answered else "",
        "parts": parts(request, INSPECTIONS),
        "breadcrumbs": crumbs(request, list_step(request), _list_step(request)),
    }  # fmt: skip
    return render(request, "performance/complaint_detail.html", context)


# For the office -----------------------------------------------------------------------------------------------------


def _page(request: Any, complaint: SuperComplaint) -> dict[str, Any]:
    return {
        "caption": complaint.title,
        "back": (complaint.get_absolute_url(), _("Back to the super-complaint")),
        "steps": [list_step(request), _list_step(request), (complaint.get_absolute_url(), complaint.title)],
    }


def _work(service: Callable[..., Any], complaint: SuperComplaint, request: Any, form: Any) -> Callable[[], str]:
    def work() -> str:
        service(complaint=complaint, actor=request.user, **form.cleaned_data)
        return complaint.get_absolute_url()

    return work


@login_required
def complaint_create(request: Any, area: str) -> HttpResponse:
    """Enter a super-complaint."""
    require_reporting(request)
    form = SuperComplaintCreateForm(sent(request))

    def work() -> str:
        return services.create_super_complaint(area=request.area, actor=request.user, **form.facts()).get_absolute_url()

    return form_page(
        request, form, work, title=_("Enter a super-complaint"), button=_("Enter the super-complaint"),
        done=_("Super-complaint entered"), words=[_("Only the office reads it until you publish it.")],
        back=(_list_step(request)[0], _("Back to the list")), steps=[list_step(request), _list_step(request)],
    )  # fmt: skip


@login_required
def complaint_update(request: Any, area: str, slug: str) -> HttpResponse:
    """Change a super-complaint."""
    complaint = _own(request, slug)
    form = SuperComplaintUpdateForm(sent(request), complaint=complaint)
    return form_page(
        request, form, _work(services.change_super_complaint, complaint, request, form), title=_("Change the super-complaint"),
        button=_("Save the super-complaint"), done=_("Super-complaint saved"), **_page(request, complaint),
    )  # fmt: skip


@login_required
def complaint_respond(request: Any, area: str, slug: str) -> HttpResponse:
    """Enter the response that was submitted."""
    complaint = _own(request, slug)
    form = ComplaintResponseForm(sent(request), complaint=complaint)
    return form_page(
        request, form, _work(services.respond_to_super_complaint, complaint, request, form), title=_("Enter the response"),
        button=_("Save the response"), done=_("Response saved"), **_page(request, complaint),
    )  # fmt: skip


def _act(request: Any, slug: str, service: Callable[..., Any], **page: Any) -> HttpResponse:
    complaint = _own(request, slug)
    form = ActForm(sent(request), row=complaint)
    return form_page(request, form, _work(service, complaint, request, form), **page, **_page(request, complaint))


@login_required
def complaint_publish(request: Any, area: str, slug: str) -> HttpResponse:
    """Let everybody know of a super-complaint."""
    return _act(
        request, slug, services.publish_super_complaint, title=_("Publish the super-complaint"),
        button=_("Publish super-complaint"), done=_("Super-complaint published"),
        words=[_("Everybody can then read it, and the response once it is submitted.")],
    )  # fmt: skip


@login_required
def complaint_hide(request: Any, area: str, slug: str) -> HttpResponse:
    """Take a super-complaint from the public."""
    return _act(
        request, slug, services.hide_super_complaint, title=_("Take the super-complaint from the public"),
        button=_("Take from the public"), done=_("The super-complaint is no longer public"),
        words=[_("Only the office reads it then. It can be published again.")],
    )  # fmt: skip


@login_required
def complaint_take_back(request: Any, area: str, slug: str) -> HttpResponse:
    """Take back a response that was entered in error."""
    return _act(
        request, slug, services.take_back_complaint_response, title=_("Take the response back"), button=_("Take back response"),
        done=_("Response taken back"), words=[_("Its words are deleted. Enter the right ones afterwards.")],
    )  # fmt: skip
