"""The forces that figures are compared with: the groups of the area's own force, and how many people live in each."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from interface import clock
from interface.tables import Column, Table
from interface.templatetags.dates import long_date, short_date
from interface.templatetags.govuk import tag
from meetings.views import listing
from meetings.views.programme import sent
from performance import permissions
from performance.choices import Denominator
from performance.forms.forces import ForceForm, GroupForm, PopulationForm, SureForm
from performance.models import Force, Population, SimilarGroup
from performance.services import groups as services
from performance.services.force_tables import populations_dataset
from performance.views.measure_rows import as_day
from performance.views.measures import steps
from performance.views.office import crumbs, form_page, require_reporting
from performance.views.parts import parts

EVERYBODY = "everybody"  # stands in addresses where no group of residents is named


def list_url(request: Any) -> str:
    """The page of forces."""
    return reverse("performance:force-list", args=[request.area.slug])


def own_force(request: Any) -> Force | None:
    """The force of the area; None until it is named."""
    return Force.objects.visible_to(request.user).filter(area=request.area).first()


def _around(request: Any) -> dict[str, Any]:
    url = list_url(request)
    return {"back": (url, _("Back to forces")), "steps": [*steps(request), (url, _("Forces"))]}


@require_safe
def force_list(request: Any, area: str) -> HttpResponse:
    """Which forces are similar, since when, and how many people live there?"""
    force, today = own_force(request), clock.today()
    seen = SimilarGroup.objects.visible_to(request.user).filter(force=force).prefetch_related("forces").order_by("-started_on")
    groups = [_group(one, today) for one in seen] if force else []
    reports = permissions.can_report(request.user, request.area)
    context = {
        "force": force,
        "groups": groups,
        "populations": _populations(request, force, reports=reports),
        "exports": [
            {"text": _("Download as %(kind)s") % {"kind": fmt.upper()},
             "url": reverse("performance:population-export", args=[request.area.slug, fmt])}
            for fmt in listing.FORMATS
        ],
        "reports": reports,
        "parts": parts(request, ""),
        "breadcrumbs": crumbs(request, *steps(request)),
    }  # fmt: skip
    return render(request, "performance/force_list.html", context)


def _group(group: SimilarGroup, today: Any) -> dict[str, Any]:
    others = sorted(one.name for one in group.forces.all() if one.pk != group.force_id)
    in_force = group.started_on <= today and (group.ended_on is None or group.ended_on >= today)
    return {"row": group, "others": others, "is_in_force": in_force, "day": group.started_on.isoformat()}


def _populations(request: Any, force: Force | None, *, reports: bool) -> Table:
    """The numbers as a table; the office may take its own out."""
    columns = [
        Column("force", _("Force"), "force.name", heads_row=True),
        Column("kind", _("Of whom"), _of_whom),
        Column("on", _("As at"), lambda row: short_date(row.on)),
        Column("value", _("Number"), _number, numeric=True),
        Column("source", _("Source"), lambda row: row.source or _("not known")),
    ]
    if reports:
        columns.append(Column("remove", _("Take out"), lambda row: _remove_link(request, row)))
    empty = _("No number of people is entered yet. Rates are not known without one.")
    rows = _numbers(request, force)
    return Table(request, rows, columns=columns, caption=_("How many people live there"), empty=empty)


def _numbers(request: Any, force: Force | None) -> Any:
    """Of the area's own force and of those in any of its groups."""
    rows = Population.objects.visible_to(request.user).select_related("force").order_by("force__name", "kind", "group", "-on")
    if force is None:
        return rows.none()
    shown = Force.objects.visible_to(request.user).filter(similar_to__force=force).values("pk")
    return rows.filter(Q(force__in=shown) | Q(force=force))


@require_safe
def population_export(request: Any, area: str, fmt: str) -> HttpResponse:
    """Exactly what the page lists, as a file."""
    rows = _numbers(request, own_force(request))
    return listing.dataset_as_file(populations_dataset(rows), fmt=fmt, name=f"{area}-numbers-of-people")


def _of_whom(row: Population) -> str:
    label = Denominator(row.kind).label
    return f"{label}: {row.group}" if row.group else str(label)


def _number(row: Population) -> SafeString:
    number = f"{row.value:,}"
    return format_html("{} {}", number, tag(_("Illustrative"), "grey")) if row.is_illustrative else format_html("{}", number)


def _remove_link(request: Any, row: Population) -> SafeString | str:
    if row.force.area_id not in (None, request.area.pk):
        return _("kept by its own office")
    key = [request.area.slug, row.force.slug, row.kind, row.group or EVERYBODY, row.on.isoformat()]
    link = '<a class="govuk-link" href="{}">{}<span class="govuk-visually-hidden">: {}, {}, {}</span></a>'
    named = (row.force.name, _of_whom(row), short_date(row.on))
    return format_html(link, reverse("performance:population-delete", args=key), _("Take out"), *named)


@login_required
def force_create(request: Any, area: str) -> HttpResponse:
    """Name a force: first that of the area, then others."""
    require_reporting(request)
    form, is_own = ForceForm(sent(request)), own_force(request) is None

    def work() -> str:
        services.create_force(area=request.area, name=form.cleaned_data["name"], is_own=is_own, actor=request.user)
        return list_url(request)

    words = _("It is the force of this area.") if is_own else _("It can then be put into a group, and figures of it brought in.")
    return form_page(
        request, form, work, title=_("Name a force"), button=_("Add the force"), done=_("Force added"), words=[words],
        **_around(request),
    )  # fmt: skip


# Groups ---------------------------------------------------------------------------------------------------------------


def _kept_force(request: Any) -> Force:
    require_reporting(request)
    force = own_force(request)
    if force is None:
        raise Http404
    return force


@login_required
def group_create(request: Any, area: str) -> HttpResponse:
    """Say which forces are most similar from a day on."""
    force = _kept_force(request)
    before = SimilarGroup.objects.visible_to(request.user).filter(force=force).order_by("-started_on").first()
    form = GroupForm(sent(request), force=force, like=before)

    def work() -> str:
        services.add_group(area=request.area, force=force, actor=request.user, **form.facts())
        return list_url(request)

    words = [_("%(force)s is always one of its own group.") % {"force": force.name}]
    if before is not None and before.ended_on is None:
        words.append(_("The group in force until now ends the day before."))
    return form_page(
        request, form, work, title=_("Add a group of similar forces"), button=_("Add the group"), done=_("Group added"),
        words=words, **_around(request),
    )  # fmt: skip


def _find_group(request: Any, force: Force, day: str) -> SimilarGroup:
    seen = SimilarGroup.objects.visible_to(request.user).select_related("force__area")
    return get_object_or_404(seen, force=force, started_on=as_day(day))


@login_required
def group_update(request: Any, area: str, day: str) -> HttpResponse:
    """Change a group."""
    force = _kept_force(request)
    group = _find_group(request, force, day)
    form = GroupForm(sent(request), force=force, group=group)

    def work() -> str:
        services.change_group(group=group, actor=request.user, **form.facts())
        return list_url(request)

    return form_page(
        request, form, work, title=_("Change the group"), button=_("Save the group"), done=_("Group saved"),
        words=[_("Ranks and averages of all measures are worked out anew.")], **_around(request),
    )  # fmt: skip


@login_required
def group_delete(request: Any, area: str, day: str) -> HttpResponse:
    """Take a group out for good."""
    group = _find_group(request, _kept_force(request), day)
    words = [
        _("From %(day)s") % {"day": long_date(group.started_on)},
        _("Within its days nothing is compared any more. It is gone for good; it can be entered again."),
    ]
    return _sure(
        request, lambda: services.delete_group(group=group, actor=request.user), title=_("Take the group out"),
        button=_("Take group out"), done=_("Group taken out"), words=words,
    )  # fmt: skip


def _sure(request: Any, do: Any, **page: Any) -> HttpResponse:
    form: forms.Form = SureForm(sent(request))

    def work() -> str:
        do()
        return list_url(request)

    return form_page(request, form, work, **page, **_around(request))


# Populations ----------------------------------------------------------------------------------------------------------


@login_required
def population_create(request: Any, area: str) -> HttpResponse:
    """Say how many people live in the area of a force on a day."""
    require_reporting(request)
    form = PopulationForm(sent(request), area=request.area)

    def work() -> str:
        services.add_population(area=request.area, actor=request.user, **form.facts())
        return list_url(request)

    words = [_("A rate of 12 months is divided by the number of the nearest day before their end.")]
    return form_page(
        request, form, work, title=_("Enter a number of people"), button=_("Enter the number"), done=_("Number entered"),
        words=words, **_around(request),
    )  # fmt: skip


@login_required
def population_delete(request: Any, area: str, force: str, kind: str, group: str, day: str) -> HttpResponse:
    """Take a number of people out for good."""
    require_reporting(request)
    named = {"force__slug": force, "kind": kind, "group": "" if group == EVERYBODY else group, "on": as_day(day)}
    row = get_object_or_404(Population.objects.visible_to(request.user).select_related("force"), **named)
    if row.force.area_id not in (None, request.area.pk):
        raise Http404
    said = {"force": row.force.name, "whom": _of_whom(row), "number": f"{row.value:,}", "day": long_date(row.on)}
    words = [
        _("%(force)s: %(number)s (%(whom)s), as at %(day)s") % said,
        _("Rates then use the number of another day, or are not known. It is gone for good; it can be entered again."),
    ]
    return _sure(
        request, lambda: services.delete_population(area=request.area, population=row, actor=request.user),
        title=_("Take the number out"), button=_("Take number out"), done=_("Number taken out"), words=words,
    )  # fmt: skip
