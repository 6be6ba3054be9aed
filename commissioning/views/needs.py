"""Needs assessments: the list, one of them, and the pages on which the office keeps them."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from commissioning import permissions
from commissioning.choices import NeedStatus
from commissioning.filters.pipeline import NeedFilter
from commissioning.forms.needs import CompleteNeedForm, NeedCreateForm, NeedUpdateForm
from commissioning.models import Exercise, Need
from commissioning.rules.stages import date_words
from commissioning.services import needs as services
from commissioning.views import pipeline_words as words_of
from commissioning.views.cells import dataset, facts_of, linked, outer_link, priority_words
from commissioning.views.office import crumbs, form_page, require_commissioning
from commissioning.views.parts import parts
from commissioning.views.pipeline import list_step, priorities_of
from decisions.forms.cases import ActForm
from interface import markdown
from interface.tables import Column, Table
from meetings.views import listing
from meetings.views.programme import sent


def need_step(request: Any) -> tuple[str, str]:
    """The list, as a step on the way to a page below it."""
    return reverse("commissioning:need-list", args=[request.area.slug]), _("Needs assessments")


@require_safe
def need_list(request: Any, area: str) -> HttpResponse:
    """What was found that people need, and what is looked at now?"""
    narrowed = _narrowed(request)
    table = _table(request, narrowed)
    works = permissions.can_commission(request.user, request.area)
    words = ngettext("%(count)s needs assessment", "%(count)s needs assessments", table.count) % {"count": f"{table.count:,}"}
    table.empty = _empty(narrowed, works=works)
    context = {
        "table": table, "works": works, "parts": parts(request), "breadcrumbs": crumbs(request, list_step(request)),
        **listing.shown(request, narrowed, words=words, export="commissioning:need-export"),
    }  # fmt: skip
    context["exports"] = context["exports"] if table.count else []
    return render(request, "commissioning/need_list.html", context)


@require_safe
def need_export(request: Any, area: str, fmt: str) -> HttpResponse:
    """Exactly what the list shows with its filters and its order, on every page of it."""
    heads = (
        _("Title"), _("State"), _("Due"), _("Completed"), _("Priority"), _("Where it is published"), _("Public"), _("Address"),
    )  # fmt: skip
    made = (
        (one.title, one.get_status_display(), date_words(one.planned_on, one.planned_as),
         date_words(one.completed_on, one.completed_as), priority_words(one, request.user), one.url,
         _("Yes") if one.published_at else _("No"), one.get_absolute_url())
        for one in _table(request, _narrowed(request)).page.paginator.object_list
    )  # fmt: skip
    return listing.dataset_as_file(dataset(heads, made), fmt=fmt, name=f"{area}-needs-assessments")


@require_safe
def need_detail(request: Any, area: str, slug: str) -> HttpResponse:
    """What does it look at, what did it find, and what came of it?"""
    need = find(request, slug)
    works = permissions.can_commission(request.user, request.area)
    exercises = Exercise.objects.visible_to(request.user).filter(need=need).select_related("area").order_by("reference")
    context = {
        "need": need, "works": works, "state": words_of.need_tag(need),
        "about": markdown.render(need.about, level=2), "findings": markdown.render(need.findings, level=3),
        "exercises": [{"row": one, "state": words_of.state_tag(one)} for one in exercises],
        "facts": facts_of(
            (_("Due"), date_words(need.planned_on, need.planned_as) if need.status != NeedStatus.COMPLETE else ""),
            (_("Completed"), date_words(need.completed_on, need.completed_as)),
            (_("Priority"), priority_words(need, request.user)),
            (_("Published at"), outer_link(need.url, _("Read the assessment"))),
        ),
        "acts": _acts(need) if works else [], "parts": parts(request),
        "breadcrumbs": crumbs(request, list_step(request), need_step(request)),
    }  # fmt: skip
    return render(request, "commissioning/need_detail.html", context)


def find(request: Any, slug: str) -> Need:
    """A needs assessment that the reader may see."""
    seen = Need.objects.visible_to(request.user).select_related("area", "priority")
    return get_object_or_404(seen, area=request.area, slug=slug)


def _narrowed(request: Any) -> NeedFilter:
    seen = Need.objects.visible_to(request.user).filter(area=request.area).select_related("area", "priority")
    return NeedFilter(request.GET, queryset=seen.order_by("title", "pk"), priorities=priorities_of(request))


def _table(request: Any, narrowed: NeedFilter) -> Table:
    columns = [
        Column("title", _("Title"), lambda one: linked(one, one.title, priority_words(one, request.user)), "title",
               heads_row=True),
        Column("state", _("State"), words_of.need_tag, "status"),
        Column("due", _("Due"), lambda one: date_words(one.planned_on, one.planned_as) or _("not known"), "planned_on"),
        Column("completed", _("Completed"), lambda one: date_words(one.completed_on, one.completed_as) or _("not yet"),
               "completed_on"),
    ]  # fmt: skip
    return Table(request, narrowed.rows, columns=columns, caption=_("Needs assessments, by title"), empty="")


def _empty(narrowed: NeedFilter, *, works: bool) -> str:
    if narrowed.in_force():
        return _("No needs assessments match. Remove a filter.")
    if works:
        return _("No needs assessment is entered yet. Enter one that is planned, under way or complete.")
    return _("No needs assessment is published yet. They appear here once they are.")


def _acts(need: Need) -> list[dict[str, str]]:
    """What the office can do next; the first is the button."""
    named = [] if need.published_at else [(_("Publish it"), "publish")]
    if need.status == NeedStatus.COMPLETE:
        named += [(_("Correct what it found"), "complete"), (_("Change it"), "update"), (_("Open it again"), "reopen")]
    else:
        named += [(_("Complete it"), "complete"), (_("Change it"), "update")]
    named += [(_("Take it from the public"), "hide")] if need.published_at else []
    args = [need.area.slug, need.slug]
    return [{"text": words, "url": reverse(f"commissioning:need-{name}", args=args)} for words, name in named]


# Kept by the office -------------------------------------------------------------------------------------------------


@login_required
def need_create(request: Any, area: str) -> HttpResponse:
    """Enter a needs assessment."""
    require_commissioning(request)
    form = NeedCreateForm(sent(request), area=request.area)

    def work() -> str:
        return services.create_need(area=request.area, actor=request.user, **form.facts()).get_absolute_url()

    return form_page(
        request, form, work, title=_("Enter a needs assessment"), button=_("Enter the assessment"), done=_("Entered"),
        words=[_("Only the office reads it until you publish it. Where it is complete already, say so on the next page.")],
        back=(need_step(request)[0], _("Back to the list")), steps=[list_step(request), need_step(request)],
    )  # fmt: skip


def _own(request: Any, slug: str) -> Need:
    need = find(request, slug)
    require_commissioning(request)
    return need


def _act(request: Any, need: Need, form: Any, service: Callable[..., Need], **page: Any) -> HttpResponse:
    """A page that asks to be sure, or for what an act needs, and does it."""

    def work() -> str:
        service(need=need, actor=request.user, **{name: form.cleaned_data[name] for name in form.fields})
        return need.get_absolute_url()

    return form_page(
        request, form, work, caption=need.title, back=(need.get_absolute_url(), _("Back to the assessment")),
        steps=[list_step(request), need_step(request), (need.get_absolute_url(), need.title)], **page,
    )  # fmt: skip


@login_required
def need_update(request: Any, area: str, slug: str) -> HttpResponse:
    """Change a needs assessment."""
    need = _own(request, slug)
    form = NeedUpdateForm(sent(request), need=need)
    return _act(
        request, need, form, services.change_need, title=_("Change the assessment"), button=_("Save changes"), done=_("Saved")
    )  # fmt: skip


@login_required
def need_complete(request: Any, area: str, slug: str) -> HttpResponse:
    """Complete a needs assessment."""
    need = _own(request, slug)
    return _act(
        request, need, CompleteNeedForm(sent(request), row=need), services.complete_need, title=_("Complete the assessment"),
        button=_("Save the day"), done=_("Complete"),
    )  # fmt: skip


@login_required
def need_publish(request: Any, area: str, slug: str) -> HttpResponse:
    """Let everybody read a needs assessment."""
    need = _own(request, slug)
    return _act(
        request, need, ActForm(sent(request), row=need), services.publish_need, title=_("Publish the assessment"),
        button=_("Publish assessment"), done=_("Published"),
        words=[_("Everybody can then read what it looks at and what it found.")],
    )  # fmt: skip


@login_required
def need_hide(request: Any, area: str, slug: str) -> HttpResponse:
    """Take a needs assessment from the public."""
    need = _own(request, slug)
    return _act(
        request, need, ActForm(sent(request), row=need), services.hide_need, title=_("Take the assessment from the public"),
        button=_("Take from the public"), done=_("It is no longer public"), words=[_("Only the office reads it then.")],
    )  # fmt: skip


@login_required
def need_reopen(request: Any, area: str, slug: str) -> HttpResponse:
    """Take up a needs assessment that was complete."""
    need = _own(request, slug)
    return _act(
        request, need, ActForm(sent(request), row=need), services.reopen_need, title=_("Open the assessment again"),
        button=_("Open again"), done=_("Under way again"),
    )  # fmt: skip
