"""The directory of services: what there is for whom, where, and how to reach it."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from commissioning import permissions
from commissioning.choices import ServiceFor
from commissioning.filters.directory import ServiceFilter
from commissioning.models import Award, Provider, Service
from commissioning.views.cells import dataset, facts_of, linked, outer_link, priority_words
from commissioning.views.office import crumbs
from commissioning.views.parts import parts
from decisions.rules.decision_rows import day_cell, yes_or_no
from interface import clock, markdown
from interface.tables import PAGE_SIZE, pagination
from interface.templatetags.dates import long_date
from meetings.views import listing

ORDER = {value: place for place, value in enumerate(ServiceFor.values)}


def find(request: Any, slug: str) -> Service:
    """A service that the reader may see."""
    seen = Service.objects.visible_to(request.user).select_related("area", "priority")
    return get_object_or_404(seen, area=request.area, slug=slug)


def directory_parts(request: Any) -> list[dict[str, Any]]:
    """The parts of commissioning, with the directory as the one where the reader is: providers belong to it."""
    here = reverse("services:service-list", args=[request.area.slug])
    return [{**one, "current": one["url"] == here} for one in parts(request)]


def list_step(request: Any) -> tuple[str, str]:
    """The way to a page below the directory."""
    return reverse("services:service-list", args=[request.area.slug]), _("Services")


# The list -----------------------------------------------------------------------------------------------------------


@require_safe
def service_list(request: Any, area: str) -> HttpResponse:
    """Who can help, where, and how are they reached?"""
    narrowed = _narrowed(request)
    found = _in_order(narrowed.rows)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    works = permissions.can_commission(request.user, request.area)
    words = ngettext("%(count)s service", "%(count)s services", len(found)) % {"count": f"{len(found):,}"}
    context = {
        "groups": _groups(list(page)), "works": works, "empty": "" if found else _empty(narrowed, works=works),
        "pagination": pagination(page, lambda number: listing.address(request) + f"&page={number}"),
        "parts": directory_parts(request), "breadcrumbs": crumbs(request),
        **listing.shown(request, narrowed, words=words, export="services:service-export"),
    }  # fmt: skip
    context["exports"] = context["exports"] if found else []
    return render(request, "commissioning/service_list.html", context)


@require_safe
def service_export(request: Any, area: str, fmt: str) -> HttpResponse:
    """Exactly what the directory shows with its filters, on every page of it."""
    heads = (
        _("Service"), _("Whom it helps"), _("What it does"), _("Who can use it"), _("Where"), _("When it is open"),
        _("Telephone"), _("Email"), _("Website"), _("How to get help"), _("Who provides it"), _("Last day"), _("Public"),
        _("Address"),
    )  # fmt: skip
    made = (
        (one.title, one.get_helps_display(), one.about, one.who_for, one.where, one.hours, one.phone, one.email, one.url,
         one.how_to_reach, ", ".join(each.name for each in one.known_providers), day_cell(one.ended_on),
         yes_or_no(one.published_at is not None), one.get_absolute_url())
        for one in _in_order(_narrowed(request).rows)
    )  # fmt: skip
    return listing.dataset_as_file(dataset(heads, made), fmt=fmt, name=f"{area}-services")


def _narrowed(request: Any) -> ServiceFilter:
    providers = Prefetch("providers", Provider.objects.visible_to(request.user), to_attr="known_providers")
    seen = Service.objects.visible_to(request.user).filter(area=request.area)
    return ServiceFilter(request.GET, queryset=seen.select_related("area").prefetch_related(providers))


def _in_order(rows: QuerySet) -> list[Any]:
    """By whom they help, as the choices stand, then by name."""
    return sorted(rows, key=lambda one: (ORDER[one.helps], one.title.casefold(), one.pk))


def _groups(services: list[Any]) -> list[dict[str, Any]]:
    today = clock.today()
    groups: dict[str, list[dict[str, Any]]] = {}
    for one in services:
        has_ended = one.ended_on is not None and one.ended_on < today
        entry = {"row": one, "name": linked(one, one.title), "reach": reach_of(one), "has_ended": has_ended}
        groups.setdefault(one.get_helps_display(), []).append(entry)
    return [{"words": words, "services": found} for words, found in groups.items()]


def _empty(narrowed: ServiceFilter, *, works: bool) -> str:
    """Why nothing is shown, and what to do next."""
    if narrowed.in_force():
        return _("No services match. Remove a filter.")
    if works:
        return _("No service is entered yet. Enter one.")
    return _("No service is published yet. Services that the Commissioner pays for appear here.")


# One service --------------------------------------------------------------------------------------------------------


def reach_of(service: Service) -> list[dict[str, Any]]:
    """How to reach a service, with links that call, write and open."""
    number = "".join(one for one in service.phone if one.isdigit() or one == "+")
    phone = _address(f"tel:{number}", service.phone) if number else service.phone
    email = _address(f"mailto:{service.email}", service.email)
    return facts_of(
        (_("Telephone"), phone), (_("Email"), email), (_("Website"), outer_link(service.url, _bare(service.url))),
        (_("Open"), service.hours), (_("Where"), service.where),
    )  # fmt: skip


def _address(url: str, words: str) -> SafeString | str:
    return format_html('<a class="govuk-link" href="{}">{}</a>', url, words) if words else ""


def _bare(url: str) -> str:
    """An address as people say it."""
    return url.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")


@require_safe
def service_detail(request: Any, area: str, slug: str) -> HttpResponse:
    """What is it, for whom, and how is it reached?"""
    service = find(request, slug)
    works = permissions.can_commission(request.user, request.area)
    context = {
        "service": service,
        "has_ended": service.ended_on is not None and service.ended_on < clock.today(),
        "about": markdown.render(service.about, level=2),
        "reach": reach_of(service),
        "facts": _facts(request, service),
        "awards": _awards(request, service),
        "acts": _acts(service) if works else [],
        "parts": directory_parts(request),
        "breadcrumbs": crumbs(request, list_step(request)),
    }
    return render(request, "commissioning/service_detail.html", context)


def _facts(request: Any, service: Service) -> list[dict[str, Any]]:
    providers = Provider.objects.visible_to(request.user).filter(services=service).select_related("area").order_by("name")
    items = format_html_join("", "<li>{}</li>", ((linked(one, one.name),) for one in providers))
    links = format_html('<ul class="govuk-list app-tight">{}</ul>', items) if items else ""
    return facts_of(
        (_("Helps"), service.get_helps_display()), (_("Provided by"), links),
        (_("Priority"), priority_words(service, request.user)),
        (_("From"), long_date(service.started_on)), (_("Last day"), long_date(service.ended_on)),
    )  # fmt: skip


def _awards(request: Any, service: Service) -> list[Award]:
    """The awards that pay for it, as far as the reader reads them in whole."""
    rows = Award.objects.wholly_read(request.user).filter(area=request.area, services=service)
    return list(rows.select_related("area", "provider").order_by("-awarded_on", "-reference"))


def _acts(service: Service) -> list[dict[str, str]]:
    change = (_("Change the service"), "service-update")
    hide, publish = (_("Take it from the public"), "service-hide"), (_("Publish the service"), "service-publish")
    ordered = [change, hide] if service.published_at else [publish, change]
    args = [service.area.slug, service.slug]
    return [{"text": words, "url": reverse(f"services:{name}", args=args)} for words, name in ordered]
