"""A panel's own rules: laid down, changed from a day on, and given a last day."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interface import clock
from interface.fields import parse_date
from interface.once import done_once
from interface.templatetags.dates import long_date
from panels import permissions, services
from panels.forms.rules import (
    LocalRuleChooseForm,
    LocalRuleCreateForm,
    LocalRuleEndForm,
    LocalRuleUpdateForm,
    LocalRuleWithdrawForm,
)
from panels.models import Body, LocalRule
from panels.rulebook import LOCAL
from panels.services.local_rules import Moment, days_to_come, moved_days, newest_save
from panels.views.rules import amount_and_time


@login_required
def local_rule_create(request: Any, area: str) -> HttpResponse:
    """Lay down a rule that the panel has not: first what it is about, then the rule."""
    body = _kept_body(request)
    key = request.GET.get("key", "")
    if key not in LOCAL:
        return _choose(request, body)
    start = {"in_force_from": clock.today()}
    form = LocalRuleCreateForm(request.POST if request.method == "POST" else None, known=LOCAL[key], initial=start)
    if form.is_valid():
        url = done_once(form, lambda: _laid_down(request, body, key, form))
        if url:
            return redirect(url)
    context = {"form": form, "known": LOCAL[key], "body": body}
    return render(request, "panels/local_rule_form.html", {**context, "breadcrumbs": _breadcrumbs(request)})


def _choose(request: Any, body: Body) -> HttpResponse:
    held = LocalRule.objects.filter(body=body).exclude(in_force_until__lt=clock.today())
    answered = "key" in request.GET or request.method == "POST"
    form = LocalRuleChooseForm(request.GET if answered else None, taken=set(held.values_list("key", flat=True)))
    context = {"form": form, "body": body, "breadcrumbs": _breadcrumbs(request)}
    return render(request, "panels/local_rule_choose.html", context)


def _laid_down(request: Any, body: Body, key: str, form: LocalRuleCreateForm) -> str:
    before = days_to_come(body)
    rule = services.set_local_rule(body=body, key=key, actor=request.user, **form.facts())
    words = _("“%(title)s” holds from %(day)s") % {"title": rule.title, "day": long_date(rule.in_force_from)}
    _say(request, words, body, before)
    return _list(request)


def _say(request: Any, words: str, body: Body, before: dict[str, Moment]) -> None:
    """The notice of what was done, with how many deadlines it moved and the way to them."""
    moved = moved_days(before, days_to_come(body))
    if not moved:
        messages.success(request, words)
        return
    said = ngettext("%(count)s deadline has moved.", "%(count)s deadlines have moved.", moved) % {"count": f"{moved:,}"}
    address = reverse("panels:obligation-list", args=[request.area.slug])
    link = format_html('<a class="govuk-notification-banner__link" href="{}">{}</a>', address, _("See what is due"))
    messages.success(request, format_html("{}. {} {}", words, said, link))


@login_required
def local_rule_update(request: Any, area: str, key: str) -> HttpResponse:
    """Change a rule from a day on, or correct it on its own first day."""
    rule = _kept_rule(request, key)
    newest = newest_save(rule.body, key)
    form = LocalRuleUpdateForm(
        request.POST if request.method == "POST" else None, known=LOCAL[key], rule=rule, newest=newest or rule
    )
    if form.is_valid():
        version, before = form.cleaned_data["version"], days_to_come(rule.body)
        try:
            saved = services.set_local_rule(body=rule.body, key=key, version=version, actor=request.user, **form.facts())
        except ValidationError as error:
            form.show_refusal(error)
        else:
            said = {"title": saved.title, "amount": amount_and_time(saved), "day": long_date(saved.in_force_from)}
            _say(request, _("“%(title)s” from %(day)s: %(amount)s") % said, rule.body, before)
            return redirect(_list(request))
    context = {"form": form, "known": LOCAL[key], "rule": rule, "amount": amount_and_time(rule), "body": rule.body}
    return render(request, "panels/local_rule_form.html", {**context, "breadcrumbs": _breadcrumbs(request)})


@login_required
def local_rule_end(request: Any, area: str, key: str) -> HttpResponse:
    """Give a rule its last day; one that has not begun is taken back."""
    rule = _kept_rule(request, key)
    planned = rule.in_force_from > clock.today()
    newest = newest_save(rule.body, key) or rule
    kind = LocalRuleWithdrawForm if planned else LocalRuleEndForm
    form: Any = kind(request.POST if request.method == "POST" else None, versioned=newest)
    if form.is_valid():
        before = days_to_come(rule.body)
        try:
            words = _ended(request, rule, form, planned=planned)
        except ValidationError as error:
            form.show_refusal(error)
        else:
            _say(request, words, rule.body, before)
            return redirect(_list(request))
    context = {
        "form": form,
        "rule": rule,
        "amount": amount_and_time(rule),
        "planned": planned,
    }
    return render(request, "panels/local_rule_end.html", {**context, "breadcrumbs": _breadcrumbs(request)})


def _ended(request: Any, rule: LocalRule, form: Any, *, planned: bool) -> str:
    version, said = form.cleaned_data["version"], {"title": rule.title}
    if planned:
        services.withdraw_local_rule(rule=rule, version=version, actor=request.user)
        return _("“%(title)s” is taken back and will not begin") % said
    day, past = form.cleaned_data["ended_on"], form.cleaned_data["past_is_meant"]
    services.end_local_rule(rule=rule, version=version, ended_on=day, past_is_meant=past, actor=request.user)
    return _("“%(title)s” holds until %(day)s") % {**said, "day": long_date(day)}


def _kept_body(request: Any) -> Body:
    """The body whose rules are kept: the area's panel unless the address names another."""
    seen = Body.objects.visible_to(request.user)
    slug = request.GET.get("body", "").replace("\0", "")  # which no database takes
    body = seen.filter(area=request.area, slug=slug).first() if slug else seen.panel_of(request.area, clock.today())
    if body is None:
        raise Http404
    if not permissions.can_keep_rules(request.user, body):
        raise PermissionDenied
    return body


def _kept_rule(request: Any, key: str) -> LocalRule:
    """The rule that the address names by its first day; else the one that holds today, or is next to begin."""
    body = _kept_body(request)
    rows = LocalRule.objects.filter(body=body, key=key if key in LOCAL else "").select_related("body__area")
    if day := parse_date(request.GET.get("from", "")):
        return get_object_or_404(rows, in_force_from=day)
    found = rows.exclude(in_force_until__lt=clock.today()).order_by("in_force_from").first()
    if found is None:
        raise Http404
    return found


def _list(request: Any) -> str:
    return reverse("panels:rule-list", args=[request.area.slug])


def _breadcrumbs(request: Any) -> list[dict[str, str]]:
    here = [request.area.slug]
    return [
        {"url": reverse("area-home", args=here), "text": request.area.name},
        {"url": reverse("panels:panel-detail", args=here), "text": _("Panel")},
        {"url": _list(request), "text": _("Rules")},
    ]
