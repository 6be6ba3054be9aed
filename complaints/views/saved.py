"""The views of the register that somebody keeps for themselves: listed, saved, removed."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from complaints.filters import ComplaintFilter, for_list, handlers_in
from complaints.forms.views import SavedViewForm
from complaints.models import Complaint, SavedView
from complaints.services.saved import remove_view, save_view
from complaints.views.links import crumbs
from complaints.views.lists import readable, saved_views
from interface import clock
from interface.once import done_once
from meetings.views.programme import sent

KEPT = frozenset({*ComplaintFilter.base_filters, "sort"})


@login_required
@require_safe
def view_list(request: Any, area: str) -> HttpResponse:
    """The reader's own views, to open or to remove."""
    readable(request)
    return render(request, "complaints/view_list.html", {"views": saved_views(request), "breadcrumbs": crumbs(request)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def view_create(request: Any, area: str) -> HttpResponse:
    """Keep the filters of the address under a name."""
    readable(request)
    query, narrowed = _query(request), _narrowed(request)
    form = SavedViewForm(sent(request))
    if form.is_valid() and narrowed.in_force():
        back = reverse("complaints:complaint-list", args=[area]) + query
        url = done_once(form, lambda: _save(request, form, query, back))
        if url:
            return redirect(url)
    context = {"form": form, "filters": [text for _name, text in narrowed.in_force()], "breadcrumbs": crumbs(request)}
    return render(request, "complaints/view_form.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def view_remove(request: Any, area: str, slug: str) -> HttpResponse:
    """Remove one of the reader's own views, after asking."""
    readable(request)
    view = get_object_or_404(SavedView.objects.visible_to(request.user), area=request.area, slug=slug)
    if request.method == "POST":
        remove_view(view=view, actor=request.user)
        messages.success(request, _("View removed"))
        return redirect(reverse("complaints:view-list", args=[area]))
    return render(request, "complaints/view_remove.html", {"view": view, "breadcrumbs": crumbs(request)})


def _save(request: Any, form: SavedViewForm, query: str, url: str) -> str:
    save_view(area=request.area, name=form.cleaned_data["name"], query=query, actor=request.user)
    messages.success(request, _("View saved"))
    return url


def _query(request: Any) -> str:
    """The filters and the order of the address, and nothing else of it."""
    kept = QueryDict(mutable=True)
    for name in sorted(KEPT & set(request.GET)):
        kept[name] = request.GET[name][:60]
    return f"?{kept.urlencode()}"


def _narrowed(request: Any) -> ComplaintFilter:
    """The filters in force, in words; those that no filter knows are none."""
    seen = Complaint.objects.listed_for(request.user).filter(area=request.area)
    narrowed = ComplaintFilter(
        request.GET, queryset=for_list(seen, request.user, clock.now()), handlers=handlers_in(request.area)
    )
    return narrowed if narrowed.form.is_valid() else ComplaintFilter({}, queryset=narrowed.queryset, handlers=narrowed.handlers)
