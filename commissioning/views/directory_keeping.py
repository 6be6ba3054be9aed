"""Services and providers as the office keeps them: entered, changed, published."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commissioning.forms.directory import ProviderCreateForm, ProviderUpdateForm, ServiceCreateForm, ServiceUpdateForm
from commissioning.models import Priority, Provider, Service
from commissioning.services import directory, providers
from commissioning.views import directory as service_pages
from commissioning.views import providers as provider_pages
from commissioning.views.office import form_page, require_commissioning
from decisions.forms.cases import ActForm
from meetings.views.programme import sent

HIDE_WORDS = gettext_lazy("Only the office reads it then. It can be published again.")


# Services -----------------------------------------------------------------------------------------------------------


def _own_service(request: Any, slug: str) -> Service:
    row = service_pages.find(request, slug)
    require_commissioning(request)
    return row


def _around_service(request: Any, row: Service) -> dict[str, Any]:
    steps = [service_pages.list_step(request), (row.get_absolute_url(), row.title)]
    return {"caption": row.title, "back": (row.get_absolute_url(), _("Back to the service")), "steps": steps}


def _offered(request: Any) -> dict[str, Any]:
    """What a service may be linked with."""
    seen = Provider.objects.visible_to(request.user).filter(area=request.area)
    return {
        "providers": seen.order_by("name"),
        "priorities": Priority.objects.visible_to(request.user).kept().filter(area=request.area),
    }


@login_required
def service_create(request: Any, area: str) -> HttpResponse:
    """Enter a service."""
    require_commissioning(request)
    form, step = ServiceCreateForm(sent(request), **_offered(request)), service_pages.list_step(request)

    def work() -> str:
        return directory.create_service(area=request.area, actor=request.user, **form.facts()).get_absolute_url()

    return form_page(
        request, form, work, title=_("Enter a service"), button=_("Enter the service"),
        back=(step[0], _("Back to the directory")), done=_("Service entered. Only the office reads it yet"),
        words=[_("Only the office reads it until you publish it.")], steps=[step],
    )  # fmt: skip


@login_required
def service_update(request: Any, area: str, slug: str) -> HttpResponse:
    """Change a service."""
    row = _own_service(request, slug)
    form = ServiceUpdateForm(sent(request), row=row, **_offered(request))

    def work() -> str:
        return directory.change_service(service=row, actor=request.user, **form.facts()).get_absolute_url()

    return form_page(
        request, form, work, title=_("Change the service"), button=_("Save the service"), done=_("Service saved"),
        **_around_service(request, row),
    )  # fmt: skip


@login_required
def service_publish(request: Any, area: str, slug: str) -> HttpResponse:
    """Let everybody find a service."""
    row = _own_service(request, slug)
    return _act(
        request, row, directory.publish_service, "service", title=_("Publish the service"), button=_("Publish service"),
        done=_("Service published"), words=[_("Everybody can then find it in the directory. It must say how to get help.")],
        **_around_service(request, row),
    )  # fmt: skip


@login_required
def service_hide(request: Any, area: str, slug: str) -> HttpResponse:
    """Take a service from the public."""
    row = _own_service(request, slug)
    return _act(
        request, row, directory.hide_service, "service", title=_("Take the service from the public"),
        button=_("Take from the public"), done=_("The service is no longer public"), words=[str(HIDE_WORDS)],
        **_around_service(request, row),
    )  # fmt: skip


# Providers ----------------------------------------------------------------------------------------------------------


def _own_provider(request: Any, slug: str) -> Provider:
    row = provider_pages.find(request, slug)
    require_commissioning(request)
    return row


def _around_provider(request: Any, row: Provider) -> dict[str, Any]:
    steps = [*provider_pages.steps(request), (row.get_absolute_url(), row.name)]
    return {"caption": row.name, "back": (row.get_absolute_url(), _("Back to the provider")), "steps": steps}


@login_required
def provider_create(request: Any, area: str) -> HttpResponse:
    """Enter an organisation."""
    require_commissioning(request)
    form, way = ProviderCreateForm(sent(request)), provider_pages.steps(request)

    def work() -> str:
        return providers.create_provider(area=request.area, actor=request.user, **form.facts()).get_absolute_url()

    return form_page(
        request, form, work, title=_("Enter a provider"), button=_("Enter the provider"), steps=way,
        done=_("Provider entered. Only the office reads it yet"), back=(way[-1][0], _("Back to the list")),
        words=[_("Only the office reads it until you publish it, or an award to it.")],
    )  # fmt: skip


@login_required
def provider_update(request: Any, area: str, slug: str) -> HttpResponse:
    """Change an organisation."""
    row = _own_provider(request, slug)
    form = ProviderUpdateForm(sent(request), row=row)

    def work() -> str:
        return providers.change_provider(provider=row, actor=request.user, **form.facts()).get_absolute_url()

    return form_page(
        request, form, work, title=_("Change the provider"), button=_("Save the provider"), done=_("Provider saved"),
        **_around_provider(request, row),
    )  # fmt: skip


@login_required
def provider_publish(request: Any, area: str, slug: str) -> HttpResponse:
    """Let everybody read an organisation."""
    row = _own_provider(request, slug)
    return _act(
        request, row, providers.publish_provider, "provider", title=_("Publish the provider"), button=_("Publish provider"),
        done=_("Provider published"), words=[_("Everybody can then read it. The note for the office stays with the office.")],
        **_around_provider(request, row),
    )  # fmt: skip


@login_required
def provider_hide(request: Any, area: str, slug: str) -> HttpResponse:
    """Take an organisation from the public."""
    row = _own_provider(request, slug)
    return _act(
        request, row, providers.hide_provider, "provider", title=_("Take the provider from the public"),
        button=_("Take from the public"), done=_("The provider is no longer public"), words=[str(HIDE_WORDS)],
        **_around_provider(request, row),
    )  # fmt: skip


def _act(request: Any, row: Any, service: Callable[..., Any], named: str, **page: Any) -> HttpResponse:
    """A page that asks to be sure, and does it."""
    form = ActForm(sent(request), row=row)

    def work() -> str:
        service(**{named: row}, version=form.cleaned_data["version"], actor=request.user)
        return row.get_absolute_url()

    return form_page(request, form, work, **page)
