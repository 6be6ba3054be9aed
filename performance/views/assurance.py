"""The assurance library: reports, audits and enquiry days, as they are read and as the office keeps them."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
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
from performance.filters.scrutiny import AssuranceFilter
from performance.forms.scrutiny import AssuranceCreateForm, AssuranceUpdateForm
from performance.models import Assurance
from performance.services import assurance as services
from performance.views.inspection_lists import dataset, day_cell, yes_or_no
from performance.views.inspection_reading import outer_link
from performance.views.inspection_words import private_tag
from performance.views.measures import steps
from performance.views.office import crumbs, form_page, require_reporting
from performance.views.parts import ASSURANCE, parts


def find(request: Any, slug: str) -> Assurance:
    """An entry that the reader may see."""
    seen = Assurance.objects.visible_to(request.user).select_related("area")
    return get_object_or_404(seen, area=request.area, slug=slug)


def list_steps(request: Any) -> list[tuple[str, str]]:
    """The way to a page below the library."""
    return [*steps(request), (reverse("scrutiny:assurance-list", args=[request.area.slug]), _("Assurance"))]


@require_safe
def assurance_list(request: Any, area: str) -> HttpResponse:
    """What was looked into, when, and what was found?"""
    narrowed = _narrowed(request)
    table = _table(request, narrowed)
    works = permissions.can_report(request.user, request.area)
    words = ngettext("%(count)s entry", "%(count)s entries", table.count) % {"count": f"{table.count:,}"}
    table.empty = _empty(narrowed, works=works)
    context = {
        "table": table, "works": works, "parts": parts(request, ASSURANCE), "breadcrumbs": crumbs(request, *steps(request)),
        **listing.shown(request, narrowed, words=words, export="scrutiny:assurance-export"),
    }  # fmt: skip
    context["exports"] = context["exports"] if table.count else []
    return render(request, "performance/assurance_list.html", context)


@require_safe
def assurance_export(request: Any, area: str, fmt: str) -> HttpResponse:
    """Exactly what the list shows with its filters and its order."""
    heads = (_("Topic"), _("Kind"), _("Date"), _("What it found"), _("Where it is published"), _("Public"), _("Address"))
    made = (
        (one.topic, one.get_kind_display(), day_cell(one.on), one.about, one.url, yes_or_no(one.published_at is not None),
         one.get_absolute_url())
        for one in _table(request, _narrowed(request)).page.paginator.object_list
    )  # fmt: skip
    return listing.dataset_as_file(dataset(heads, made), fmt=fmt, name=f"{area}-assurance")


def _narrowed(request: Any) -> AssuranceFilter:
    seen = Assurance.objects.visible_to(request.user).filter(area=request.area).select_related("area")
    return AssuranceFilter(request.GET, queryset=seen.order_by("-on", "topic", "pk"))


def _table(request: Any, narrowed: AssuranceFilter) -> Table:
    columns = [
        Column("topic", _("Topic"), _topic_cell, "topic", heads_row=True),
        Column("kind", _("Kind"), "get_kind_display", "kind"),
        Column("on", _("Date"), lambda one: short_date(one.on), "on"),
        Column("report", _("Report"), lambda one: outer_link(one.url, _("Read it")) or _("on its page")),
    ]
    return Table(request, narrowed.rows, columns=columns, caption=_("Assurance, the newest first"), empty="")


def _topic_cell(one: Assurance) -> SafeString:
    link = format_html('<a class="govuk-link" href="{}">{}</a>', one.get_absolute_url(), one.topic)
    return format_html("{}{}", link, private_tag(one))


def _empty(narrowed: AssuranceFilter, *, works: bool) -> str:
    """Why no row is shown, and what to do next."""
    if narrowed.in_force():
        return _("No entries match. Remove a filter.")
    if works:
        return _("Nothing is entered yet. Enter an assurance report, an audit or an enquiry day.")
    return _("Nothing is published yet. Assurance reports, audits and enquiry days appear here.")


@require_safe
def assurance_detail(request: Any, area: str, slug: str) -> HttpResponse:
    """What did it find?"""
    row = find(request, slug)
    works = permissions.can_report(request.user, request.area)
    facts: list[tuple[str, Any]] = [
        (_("Kind"), row.get_kind_display()), (_("Date"), long_date(row.on)), (_("Report"), outer_link(row.url, _("Read it"))),
    ]  # fmt: skip
    context = {
        "row": row,
        "facts": [{"term": term, "value": value} for term, value in facts if value],
        "about": markdown.render(row.about, level=2),
        "acts": _acts(row) if works else [],
        "parts": parts(request, ASSURANCE),
        "breadcrumbs": crumbs(request, *list_steps(request)),
    }
    return render(request, "performance/assurance_detail.html", context)


def _acts(row: Assurance) -> list[dict[str, str]]:
    change = (_("Change it"), "assurance-update")
    hide, publish = (_("Take it from the public"), "assurance-hide"), (_("Publish it"), "assurance-publish")
    ordered = [change, hide] if row.published_at else [publish, change]
    args = [row.area.slug, row.slug]
    return [{"text": words, "url": reverse(f"scrutiny:{name}", args=args)} for words, name in ordered]


# Kept by the office ---------------------------------------------------------------------------------------------------


def _own(request: Any, slug: str) -> Assurance:
    row = find(request, slug)
    require_reporting(request)
    return row


def _around(request: Any, row: Assurance) -> dict[str, Any]:
    return {
        "caption": row.topic, "back": (row.get_absolute_url(), _("Back to the entry")),
        "steps": [*list_steps(request), (row.get_absolute_url(), row.topic)],
    }  # fmt: skip


@login_required
def assurance_create(request: Any, area: str) -> HttpResponse:
    """Enter a piece of assurance."""
    require_reporting(request)
    form, way = AssuranceCreateForm(sent(request)), list_steps(request)

    def work() -> str:
        return services.create_assurance(area=request.area, actor=request.user, **form.facts()).get_absolute_url()

    return form_page(
        request, form, work, title=_("Enter assurance"), button=_("Enter it"), done=_("Entered. Only the office reads it yet"),
        words=[_("Only the office reads it until you publish it.")], back=(way[-1][0], _("Back to the library")), steps=way,
    )  # fmt: skip


@login_required
def assurance_update(request: Any, area: str, slug: str) -> HttpResponse:
    """Change an entry."""
    row = _own(request, slug)
    form = AssuranceUpdateForm(sent(request), row=row)

    def work() -> str:
        return services.change_assurance(assurance=row, actor=request.user, **form.facts()).get_absolute_url()

    return form_page(
        request, form, work, title=_("Change the entry"), button=_("Save it"), done=_("Saved"), **_around(request, row)
    )


@login_required
def assurance_publish(request: Any, area: str, slug: str) -> HttpResponse:
    """Let everybody read an entry."""
    return _act(
        request, slug, services.publish_assurance, title=_("Publish it"), button=_("Publish"), done=_("Published"),
        words=[_("Everybody can then read it. It must say what was found, or where it is published.")],
    )  # fmt: skip


@login_required
def assurance_hide(request: Any, area: str, slug: str) -> HttpResponse:
    """Take an entry from the public."""
    return _act(
        request, slug, services.hide_assurance, title=_("Take it from the public"), button=_("Take from the public"),
        done=_("It is no longer public"), words=[_("Only the office reads it then. It can be published again.")],
    )  # fmt: skip


def _act(request: Any, slug: str, service: Callable[..., Any], **page: Any) -> HttpResponse:
    row = _own(request, slug)
    form = ActForm(sent(request), row=row)

    def work() -> str:
        service(assurance=row, version=form.cleaned_data["version"], actor=request.user)
        return row.get_absolute_url()

    return form_page(request, form, work, **page, **_around(request, row))
