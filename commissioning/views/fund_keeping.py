"""Funds as the office keeps them: entered, changed, published."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _

from commissioning.forms.funds import FundCreateForm, FundUpdateForm
from commissioning.models import Fund
from commissioning.services import funds as services
from commissioning.views.funds import find, list_steps
from commissioning.views.office import form_page, require_commissioning
from decisions.forms.cases import ActForm
from meetings.views.programme import sent


def _own(request: Any, slug: str) -> Fund:
    fund = find(request, slug)
    require_commissioning(request)
    return fund


def _around(request: Any, fund: Fund) -> dict[str, Any]:
    url = fund.get_absolute_url()
    return {"caption": fund.title, "back": (url, _("Back to the fund")), "steps": [*list_steps(request), (url, fund.title)]}


@login_required
def fund_create(request: Any, area: str) -> HttpResponse:
    """Enter a fund."""
    require_commissioning(request)
    form, way = FundCreateForm(sent(request), area=request.area), list_steps(request)

    def work() -> str:
        return services.create_fund(area=request.area, actor=request.user, **form.facts()).get_absolute_url()

    return form_page(
        request, form, work, title=_("Enter a fund"), button=_("Enter the fund"), done=_("Fund entered"),
        words=[_("Only the office reads it until you publish it.")], back=(way[-1][0], _("Back to the funds")), steps=way,
    )  # fmt: skip


@login_required
def fund_update(request: Any, area: str, slug: str) -> HttpResponse:
    """Change a fund."""
    fund = _own(request, slug)
    form = FundUpdateForm(sent(request), row=fund, area=request.area)

    def work() -> str:
        return services.change_fund(fund=fund, actor=request.user, **form.facts()).get_absolute_url()

    return form_page(
        request, form, work, title=_("Change the fund"), button=_("Save the fund"), done=_("Fund saved"), **_around(request, fund)
    )


@login_required
def fund_publish(request: Any, area: str, slug: str) -> HttpResponse:
    """Let everybody read a fund."""
    return _act(
        request, slug, services.publish_fund, title=_("Publish the fund"), button=_("Publish fund"), done=_("Fund published"),
        words=[_("Everybody can then read it with its budget and those of its grants that are published.")],
    )  # fmt: skip


@login_required
def fund_hide(request: Any, area: str, slug: str) -> HttpResponse:
    """Take a fund from the public."""
    return _act(
        request, slug, services.hide_fund, title=_("Take the fund from the public"), button=_("Take from the public"),
        done=_("The fund is no longer public"), words=[_("Only the office reads it then. It can be published again.")],
    )  # fmt: skip


def _act(request: Any, slug: str, service: Callable[..., Any], **page: Any) -> HttpResponse:
    """A page that asks to be sure, and does it."""
    fund = _own(request, slug)
    form = ActForm(sent(request), row=fund)

    def work() -> str:
        service(fund=fund, version=form.cleaned_data["version"], actor=request.user)
        return fund.get_absolute_url()

    return form_page(request, form, work, **page, **_around(request, fund))
