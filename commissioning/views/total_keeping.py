"""Stated totals and their lines as the office keeps them."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from commissioning.forms.totals import LineCreateForm, LineUpdateForm, TotalCreateForm, TotalUpdateForm
from commissioning.models import Fund, StatedLine, StatedTotal
from commissioning.services import stated_totals as services
from commissioning.views.office import form_page, require_commissioning
from commissioning.views.totals import find, list_steps, total_url
from decisions.forms.cases import ActForm
from meetings.views.programme import sent


def _own(request: Any, number: int) -> StatedTotal:
    total = find(request, number)
    require_commissioning(request)
    return total


def _around(request: Any, total: StatedTotal) -> dict[str, Any]:
    url = total_url(total)
    return {"caption": total.title, "back": (url, _("Back to the total")), "steps": [*list_steps(request), (url, total.title)]}


@login_required
def total_create(request: Any, area: str) -> HttpResponse:
    """Enter a total as a paper states it."""
    require_commissioning(request)
    fund = Fund.objects.visible_to(request.user).filter(area=request.area, slug=request.GET.get("fund", "")).first()
    form, way = TotalCreateForm(sent(request), area=request.area, fund=fund), list_steps(request)

    def work() -> str:
        return total_url(services.create_total(area=request.area, actor=request.user, **form.facts()))

    return form_page(
        request, form, work, title=_("Enter a total"), button=_("Enter the total"), done=_("Total entered"),
        words=[_("Write it as the paper has it, right or wrong. Its lines are added up on the next page.")],
        back=(way[-1][0], _("Back to the totals")), steps=way,
    )  # fmt: skip


@login_required
def total_update(request: Any, area: str, number: int) -> HttpResponse:
    """Change a total."""
    total = _own(request, number)
    form = TotalUpdateForm(sent(request), row=total, area=request.area)

    def work() -> str:
        return total_url(services.change_total(total=total, actor=request.user, **form.facts()))

    return form_page(
        request, form, work, title=_("Change the total"), button=_("Save the total"), done=_("Total saved"),
        **_around(request, total),
    )  # fmt: skip


@login_required
def total_publish(request: Any, area: str, number: int) -> HttpResponse:
    """Let everybody read a total."""
    words = [
        _("Everybody can then read it with its lines, and whether they add up."),
        _("Where its lines are awards, it is told once each of them is public."),
    ]
    return _act(
        request, number, services.publish_total, title=_("Publish the total"), button=_("Publish total"),
        done=_("Total published"), words=words,
    )  # fmt: skip


@login_required
def total_hide(request: Any, area: str, number: int) -> HttpResponse:
    """Take a total from the public."""
    return _act(
        request, number, services.hide_total, title=_("Take the total from the public"), button=_("Take from the public"),
        done=_("The total is no longer public"), words=[_("Only the office reads it then. It can be published again.")],
    )  # fmt: skip


@login_required
def total_remove(request: Any, area: str, number: int) -> HttpResponse:
    """Take a total out."""
    return _act(
        request, number, services.remove_total, title=_("Take the total out"), button=_("Take total out"),
        done=_("Taken out. You can put it back on this page"), words=[_("It is taken from the public too.")],
    )  # fmt: skip


@login_required
def total_restore(request: Any, area: str, number: int) -> HttpResponse:
    """Put a total back."""
    return _act(
        request, number, services.restore_total, title=_("Put the total back"), button=_("Put total back"), done=_("Put back"),
        words=[_("Only the office reads it until you publish it.")],
    )  # fmt: skip


def _act(request: Any, number: int, service: Callable[..., Any], **page: Any) -> HttpResponse:
    """A page that asks to be sure, and does it."""
    total = _own(request, number)
    form = ActForm(sent(request), row=total)

    def work() -> str:
        return total_url(service(total=total, version=form.cleaned_data["version"], actor=request.user))

    return form_page(request, form, work, **page, **_around(request, total))


# Lines ----------------------------------------------------------------------------------------------------------------


def _line(request: Any, number: int, line: int) -> StatedLine:
    total = _own(request, number)
    row = get_object_or_404(StatedLine.objects.visible_to(request.user), total=total, number=line)
    row.total = total
    return row


@login_required
def line_create(request: Any, area: str, number: int) -> HttpResponse:
    """Add a line under a total."""
    total, form = _own(request, number), LineCreateForm(sent(request))

    def work() -> str:
        services.add_line(total=total, actor=request.user, **form.facts())
        return f"{total_url(total)}#lines"

    return form_page(
        request, form, work, title=_("Add a line"), button=_("Add the line"), done=_("Line added"), **_around(request, total)
    )


@login_required
def line_update(request: Any, area: str, number: int, line: int) -> HttpResponse:
    """Change a line."""
    row = _line(request, number, line)
    form = LineUpdateForm(sent(request), row=row)

    def work() -> str:
        services.change_line(line=row, actor=request.user, **form.facts())
        return f"{total_url(row.total)}#lines"

    return form_page(
        request, form, work, title=_("Change the line"), button=_("Save the line"), done=_("Line saved"),
        **_around(request, row.total),
    )  # fmt: skip


@login_required
def line_remove(request: Any, area: str, number: int, line: int) -> HttpResponse:
    """Take a line out."""
    return _move(
        request, number, line, services.remove_line, title=_("Take the line out"), button=_("Take line out"),
        done=_("Taken out. You can put it back on this page"),
    )  # fmt: skip


@login_required
def line_restore(request: Any, area: str, number: int, line: int) -> HttpResponse:
    """Put a line back."""
    return _move(
        request, number, line, services.restore_line, title=_("Put the line back"), button=_("Put line back"), done=_("Put back")
    )


def _move(request: Any, number: int, line: int, service: Callable[..., Any], **page: Any) -> HttpResponse:
    row = _line(request, number, line)
    form = ActForm(sent(request), row=row)

    def work() -> str:
        service(line=row, version=form.cleaned_data["version"], actor=request.user)
        return f"{total_url(row.total)}#lines"

    return form_page(request, form, work, words=[row.label], **page, **_around(request, row.total))
