"""The case of a precept: figures of the year, notices, the figures behind it, the issue; and a calculator for anybody."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from decisions.choices import CaseKind, NoticeKind, Position
from decisions.forms.precept import CalculatorForm, FactsForm, IssueForm, NoticeCreateForm, NoticeUpdateForm
from decisions.forms.precept_figures import FiguresForm
from decisions.models import Case, Figure, Notice
from decisions.rules.bands import check_bands
from decisions.rules.facts import CaseFacts, proposal_of
from decisions.rules.parts import warning_by
from decisions.rules.precept import day_of, lawful_figures, no_second_round
from decisions.rules.precept_steps import not_to_be_issued
from decisions.services import precept as services
from decisions.services.reading import facts_of
from decisions.views.acts import ended_words, notified_case
from decisions.views.detail import crumbs
from decisions.views.precept_part import band_row, part
from interface import clock
from interface.once import done_once, refused
from interface.templatetags.dates import long_date, money
from panels import rulebook
from panels.rulebook import RuleMissing, rule_for

__all__ = [
    "part", "precept_calculator", "precept_facts", "precept_figures", "precept_issue", "precept_notice_create",
    "precept_notice_update",
]  # fmt: skip


@login_required
def precept_facts(request: Any, area: str, kind: str, slug: str) -> HttpResponse:
    """Band D of the year before and the tax base."""
    case = _precept_case(request, kind, slug)
    facts = facts_of(case)
    form = FactsForm(_sent(request), case=case, has_fire=facts.rule(rulebook.PRECEPTS_APART) is not None)
    if form.is_valid() and _saved(form, lambda: services.set_precept_facts(
        case=case, version=form.cleaned_data["version"], actor=request.user, **form.facts()
    )):  # fmt: skip
        messages.success(request, _("Figures of the year saved"))
        return redirect(case)
    heading, button = _("Enter band D of the year before and the tax base"), _("Save figures")
    context = {"heading": heading, "button": button, "fields": list(form), "problem": ended_words(request, case)}
    return _page(request, case, form, "decisions/precept_form.html", **context)


@login_required
def precept_figures(request: Any, area: str, kind: str, slug: str) -> HttpResponse:
    """Budget, reserves, capital and consultation, line by line."""
    case = _precept_case(request, kind, slug)
    rows = list(Figure.objects.filter(precept__case=case).order_by("number"))
    form = FiguresForm(_sent(request), case=case, figures=rows)
    if form.is_valid() and _saved(form, lambda: services.keep_figures(
        case=case, version=form.cleaned_data["version"], rows=form.rows(), actor=request.user
    )):  # fmt: skip
        messages.success(request, _("Figures saved"))
        return redirect(case.get_absolute_url() + "#figures")
    return _page(request, case, form, "decisions/precept_figures.html", problem=ended_words(request, case))


# Notices ----------------------------------------------------------------------------------------------------------


@login_required
def precept_notice_create(request: Any, area: str, kind: str, slug: str) -> HttpResponse:
    """Enter the proposed precept; once that stands, the revised one that answers a veto."""
    case = _precept_case(request, kind, slug)
    facts = facts_of(case)
    which = NoticeKind.REVISED if facts.first_notice is not None else NoticeKind.PROPOSAL
    form = NoticeCreateForm(_sent(request))
    if form.is_valid():
        url = done_once(form, lambda: _receive(request, case, which, form))
        if url:
            return redirect(url)
    problem = ended_words(request, case) or (no_second_round(facts) if which == NoticeKind.REVISED else "")
    heading = _("Enter the revised precept") if which == NoticeKind.REVISED else _("Enter the proposed precept")
    context = {"heading": heading, "button": _("Save notice"), "problem": problem, "laws": _notice_laws(facts, which)}
    return _page(request, case, form, "decisions/precept_notice.html", **context)


def _receive(request: Any, case: Case, which: str, form: NoticeCreateForm) -> str:
    services.receive_precept(case=case, version=case.version, kind=which, actor=request.user, **form.facts())
    done = _("Revised precept entered") if which == NoticeKind.REVISED else _("Proposed precept entered")
    messages.success(request, done)
    return case.get_absolute_url()


@login_required
def precept_notice_update(request: Any, area: str, kind: str, slug: str, number: int) -> HttpResponse:
    """Change a notice that was entered wrongly, until the panel has reported on it."""
    case = _precept_case(request, kind, slug)
    standing = Notice.objects.visible_to(request.user).standing().filter(case=case, precept__isnull=False)
    notice = get_object_or_404(standing.select_related("precept", "case"), number=number)
    facts = facts_of(case)
    form = NoticeUpdateForm(_sent(request), notice=notice)
    if form.is_valid() and _saved(form, lambda: services.change_precept_notice(
        notice=notice, version=form.cleaned_data["version"], actor=request.user, **form.facts()
    )):  # fmt: skip
        messages.success(request, _("Notice saved"))
        return redirect(case)
    heading = _("Change the revised precept") if notice.kind == NoticeKind.REVISED else _("Change the proposed precept")
    problem = ended_words(request, case) or services.why_notice_stays(facts, notice)
    context = {"heading": heading, "button": _("Save notice"), "problem": problem, "laws": _notice_laws(facts, notice.kind)}
    return _page(request, case, form, "decisions/precept_notice.html", **context)


def _notice_laws(facts: CaseFacts, kind: str) -> list[Any]:
    """What the law says of a notice, beside the form: by when, and after a veto which way."""
    due = day_of(facts, "revised" if kind == NoticeKind.REVISED else "notice")
    found = []
    if due is not None:
        words = _("%(title)s: by %(day)s") % {"title": due.title, "day": long_date(due.day)}
        found.append(_law(words, due.rule))
    proposed, rule = proposal_of(facts.first_notice), facts.rule(rulebook.PRECEPT_DIRECTION)
    if kind == NoticeKind.REVISED and facts.veto_report is not None and rule is not None and proposed is not None:
        is_high = facts.veto_report.position == Position.VETO_HIGH
        words = _("The panel vetoed %(band_d)s as too high: the revised figure is lower") if is_high else _(
            "The panel vetoed %(band_d)s as too low: the revised figure is higher"
        )  # fmt: skip
        found.append(_law(words % {"band_d": money(proposed.band_d, "pence")}, rule))
    return found


def _law(words: str, rule: Any) -> Any:
    return warning_by(words, rule, "")


# The issue --------------------------------------------------------------------------------------------------------


@login_required
def precept_issue(request: Any, area: str, kind: str, slug: str) -> HttpResponse:
    """Enter the precept that was issued: it ends the case."""
    case = _precept_case(request, kind, slug)
    facts = facts_of(case)
    proposed = proposal_of(facts.running_notice)
    offered = {"band_d": proposed.band_d if proposed else None, "total": proposed.total if proposed else None}
    form = IssueForm(_sent(request), case=case, **offered)
    if form.is_valid() and _saved(form, lambda: services.issue_precept(case=case, actor=request.user, **form.facts())):
        messages.success(request, _("The precept is entered as issued, and the case is closed"))
        return redirect(case)
    problem = ended_words(request, case) or not_to_be_issued(facts)
    rules = [facts.rule(key) for key in (rulebook.PRECEPT_NO_VETO, rulebook.PRECEPT_ISSUED)]
    context = {
        "heading": _("Enter the precept that was issued"),
        "button": _("Enter issued precept"),
        "fields": list(form),
        "problem": problem,
        "laws": [_law(rule.title, rule) for rule in rules if rule],
        "figures": [money(one, "pence") for one in lawful_figures(facts)],
    }
    return _page(request, case, form, "decisions/precept_form.html", **context)


# The calculator ---------------------------------------------------------------------------------------------------


@require_safe
def precept_calculator(request: Any, area: str) -> HttpResponse:
    """Bands A to H from a band D figure, for anybody; nothing that is typed is kept."""
    form = CalculatorForm(request.GET if "after" in request.GET else None)
    context = {"form": form, "breadcrumbs": crumbs(request), "rule": _ninths(request)}
    if form.is_valid():
        after, before = form.cleaned_data["after"], form.cleaned_data["before"]
        checks = check_bands(before, after, {})
        context |= {
            "bands": [band_row(one) for one in checks],
            "after": after,
            "before": before,
            "has_increase": before is not None,
            "apart": [one.band for one in checks if one.increase is not None and one.increase.differs],
        }
    return render(request, "decisions/precept_calculator.html", context)


def _ninths(request: Any) -> Any:
    try:
        return rule_for(request.area, rulebook.BAND_NINTHS, on=clock.today())
    except RuleMissing:
        return None


# Together ---------------------------------------------------------------------------------------------------------


def _precept_case(request: Any, kind: str, slug: str) -> Case:
    """A precept's case in which the reader may enter what the Commissioner sends; 404 for other kinds."""
    if kind != CaseKind.PRECEPT:
        raise Http404
    return notified_case(request, kind, slug)


def _sent(request: Any) -> Any:
    return request.POST if request.method == "POST" else None


def _saved(form: Any, work: Callable[[], Any]) -> bool:
    """Whether the work was done; else what was refused is on the form."""
    try:
        work()
    except ValidationError as error:
        refused(form, error)
        return False
    return True


def _page(request: Any, case: Case, form: Any, template: str, **context: Any) -> HttpResponse:
    shown = {"case": case, "form": form, "breadcrumbs": crumbs(request, case), **context}
    return render(request, template, shown)
