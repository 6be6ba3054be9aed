"""Monitoring returns as the office keeps them: planned, chased, received, accepted, published."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commissioning.forms.returns import (
    ChaseForm,
    IndicatorCreateForm,
    IndicatorUpdateForm,
    PlanForm,
    ReceiveForm,
    ReturnCreateForm,
    ReturnUpdateForm,
)
from commissioning.models import Award, Indicator, MonitoringReturn, Reading
from commissioning.rules.returns import period_words
from commissioning.services import returns as services
from commissioning.views.office import crumbs, form_page, require_commissioning
from commissioning.views.parts import parts
from commissioning.views.return_acts import ACTS, Act
from commissioning.views.returns import find, find_award, list_url, steps
from decisions.forms.cases import ActForm
from interface.once import done_once
from meetings.views.programme import sent


def _own_award(request: Any, ref: str) -> Award:
    award = find_award(request, ref)
    require_commissioning(request)
    return award


def _own(request: Any, ref: str, number: int) -> MonitoringReturn:
    row = find(request, ref, number)
    require_commissioning(request)
    return row


def _around_award(award: Award) -> dict[str, Any]:
    return {"caption": award.title, "back": (list_url(award), _("Back to the returns")), "steps": steps(award)}


def _around(row: MonitoringReturn) -> dict[str, Any]:
    words, url = period_words(row.started_on, row.ended_on), row.get_absolute_url()
    caption = f"{row.award.title}, {words}"
    return {"caption": caption, "back": (url, _("Back to the return")), "steps": [*steps(row.award), (url, words)]}


# The schedule -------------------------------------------------------------------------------------------------------


@login_required
def return_plan(request: Any, area: str, ref: str) -> HttpResponse:
    """Expect returns for the whole time of an award."""
    award = _own_award(request, ref)
    form = PlanForm(sent(request), award=award)

    def work() -> str:
        made = services.plan_returns(award=award, actor=request.user, **form.facts())
        words = ngettext("%(count)d return is expected", "%(count)d returns are expected", len(made))
        messages.success(request, words % {"count": len(made)})
        return list_url(award)

    return form_page(
        request, form, work, title=_("Plan the returns"), button=_("Plan the returns"), done=_("Returns planned"),
        words=[
            _("A return is expected for each period. Quarters are those of the financial year, from April."),
            _("Returns that are there already stay as they are."),
        ],
        **_around_award(award),
    )  # fmt: skip


@login_required
def return_create(request: Any, area: str, ref: str) -> HttpResponse:
    """Expect one return more."""
    award = _own_award(request, ref)
    form = ReturnCreateForm(sent(request))

    def work() -> str:
        return services.add_return(award=award, actor=request.user, **form.facts()).get_absolute_url()

    return form_page(
        request, form, work, title=_("Add one return"), button=_("Add the return"), done=_("Return added"), **_around_award(award)
    )


@login_required
def return_update(request: Any, area: str, ref: str, number: int) -> HttpResponse:
    """Change the period of a return, its due day or the office's note."""
    row = _own(request, ref, number)
    form = ReturnUpdateForm(sent(request), row=row)
    return form_page(
        request, form, _work(services.change_return, row, request, form), title=_("Change the return"),
        button=_("Save the return"), done=_("Return saved"), **_around(row),
    )  # fmt: skip


# What becomes of a return -------------------------------------------------------------------------------------------


@login_required
def return_receive(request: Any, area: str, ref: str, number: int) -> HttpResponse:
    """Enter what a provider reports."""
    row = _own(request, ref, number)
    indicators = list(Indicator.objects.visible_to(request.user).kept().filter(award=row.award).order_by("position", "number"))
    readings = Reading.objects.visible_to(request.user).filter(monitoring_return=row)
    form = ReceiveForm(sent(request), row=row, indicators=indicators, readings=readings)
    if form.is_valid() and (url := done_once(form, _work(services.receive_return, row, request, form))):
        messages.success(request, _("Saved. Accept the return once it is complete"))
        return redirect(url)
    around = _around(row)
    context = {
        "form": form, "row": row, "caption": around["caption"], "back_url": row.get_absolute_url(), "parts": parts(request),
        "breadcrumbs": crumbs(request, *around["steps"]),
    }  # fmt: skip
    return render(request, "commissioning/return_receive.html", context)


@login_required
def return_act(request: Any, area: str, ref: str, number: int, act: str) -> HttpResponse:
    """A page that asks to be sure, or for what was said, and does it: one of ACTS."""
    row = _own(request, ref, number)
    asked: Act = ACTS[act]
    form = ChaseForm(sent(request), row=row) if asked.asks_words else ActForm(sent(request), row=row)
    return form_page(
        request, form, _work(asked.service, row, request, form), title=str(asked.title), button=str(asked.button),
        done=str(asked.done), words=[str(asked.words)] if asked.words else [], **_around(row),
    )  # fmt: skip


def _work(service: Callable[..., Any], row: MonitoringReturn, request: Any, form: Any) -> Callable[[], str]:
    """Work that a form asks for upon a return; it leads to its page."""

    def work() -> str:
        facts = form.facts() if hasattr(form, "facts") else {"version": form.cleaned_data["version"]}
        service(row=row, actor=request.user, **facts)
        return row.get_absolute_url()

    return work


# Indicators ---------------------------------------------------------------------------------------------------------


def _own_indicator(request: Any, ref: str, number: int) -> Indicator:
    award = _own_award(request, ref)
    row = get_object_or_404(Indicator.objects.visible_to(request.user), award=award, number=number)
    row.award = award
    return row


def _indicator_page(request: Any, award: Award, form: Any, do: Callable[..., Any], **page: Any) -> HttpResponse:
    def work() -> str:
        do(actor=request.user)
        return f"{list_url(award)}#indicators"

    return form_page(request, form, work, **page, **_around_award(award))


@login_required
def indicator_create(request: Any, area: str, ref: str) -> HttpResponse:
    """Say what the provider counts."""
    award = _own_award(request, ref)
    form = IndicatorCreateForm(sent(request))
    return _indicator_page(
        request, award, form, lambda actor: services.add_indicator(award=award, actor=actor, **form.facts()),
        title=_("Add an indicator"), button=_("Add the indicator"), done=_("Indicator added"),
    )  # fmt: skip


@login_required
def indicator_update(request: Any, area: str, ref: str, number: int) -> HttpResponse:
    """Change an indicator."""
    row = _own_indicator(request, ref, number)
    form = IndicatorUpdateForm(sent(request), row=row)
    return _indicator_page(
        request, row.award, form, lambda actor: services.change_indicator(row=row, actor=actor, **form.facts()),
        title=_("Change the indicator"), button=_("Save the indicator"), done=_("Indicator saved"),
    )  # fmt: skip


@login_required
def indicator_remove(request: Any, area: str, ref: str, number: int) -> HttpResponse:
    """Take an indicator out."""
    return _move(
        request, ref, number, services.remove_indicator, title=_("Take the indicator out"), button=_("Take indicator out"),
        done=_("Taken out. You can put it back on this page"),
    )  # fmt: skip


@login_required
def indicator_restore(request: Any, area: str, ref: str, number: int) -> HttpResponse:
    """Put an indicator back."""
    return _move(
        request, ref, number, services.restore_indicator, title=_("Put the indicator back"), button=_("Put indicator back"),
        done=_("Put back"),
    )  # fmt: skip


def _move(request: Any, ref: str, number: int, service: Callable[..., Any], **page: Any) -> HttpResponse:
    row = _own_indicator(request, ref, number)
    form = ActForm(sent(request), row=row)
    return _indicator_page(
        request, row.award, form, lambda actor: service(row=row, version=form.cleaned_data["version"], actor=actor),
        words=[row.title, _("Its readings go and come with it.")], **page,
    )  # fmt: skip
