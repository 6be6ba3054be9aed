"""Who handles complaints about the Commissioner: read by everybody, kept by the panel's clerk and lead officer."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from complaints import permissions
from complaints.choices import Handler, Power
from complaints.forms.powers import PowerCreateForm, PowerUpdateForm
from complaints.models import HandlingPower
from complaints.services import powers as services
from complaints.views.links import crumbs
from interface import clock
from interface.tables import Column, Table
from interface.templatetags.dates import long_date, short_date
from panels import rulebook
from panels.choices import BodyKind
from panels.forms.arrangements import EndForm
from panels.models import Body
from panels.views.keeping import WITH_QUIET, ActPage, act, acts_cell, posted
from panels.views.ruled import rule_here, ruled, rules_here

PROVISIONS = {
    Power.RECORD: rulebook.COMPLAINT_RECORD, Power.REFER: rulebook.COMPLAINT_SERIOUS,
    Power.DISAPPLY: rulebook.COMPLAINT_DISAPPLY, Power.WITHDRAW: rulebook.COMPLAINT_WITHDRAWN,
    Power.RESOLVE: rulebook.COMPLAINT_RESOLUTION, Power.PUBLISH: rulebook.COMPLAINT_PUBLICATION,
}  # fmt: skip


@require_safe
def power_list(request: Any, area: str) -> HttpResponse:
    """Who uses each power today, and who has used it or will."""
    panel, today = _panel(request), clock.today()
    keeps = permissions.can_keep_powers(request.user, panel)
    seen = HandlingPower.objects.visible_to(request.user).filter(body=panel).select_related("sub_committee")
    rows = list(seen.order_by("-started_on", "-number"))
    now = {row.power: row for row in rows if row.started_on <= today and (row.ended_on is None or today <= row.ended_on)}
    others = [row for row in rows if now.get(row.power) is not row]
    context = {
        "panel": panel, "keeps": keeps, "rule": rule_here(request.area, rulebook.COMPLAINT_DELEGATION, today),
        "table": _today(request, now, keeps=keeps), "others": _others(request, others, keeps=keeps) if others else None,
        "breadcrumbs": crumbs(request),
    }  # fmt: skip
    return render(request, "complaints/power_list.html", context)


def _today(request: Any, now: dict[str, HandlingPower], *, keeps: bool) -> Table:
    rules = rules_here(request.area, PROVISIONS.values(), clock.today())

    def law(power: Power) -> Any:
        found = ruled(rules.get(PROVISIONS[power]))
        return found.words if found else _("not known")

    def of(power: Power, words: Any, otherwise: str = "") -> Any:
        return words(now[power]) if power in now else otherwise

    columns = [
        Column("power", _("Power"), lambda power: format_html(WITH_QUIET, power.label, law(power)), heads_row=True),
        Column("by", _("Used by"), lambda power: of(power, _holder, _("The panel itself"))),
        Column("since", _("Since"), lambda power: of(power, _held, _("not delegated"))),
        Column("decided", _("Decided by"), lambda power: of(power, lambda row: row.decided_by, _("none"))),
    ]
    if keeps:
        columns.append(Column("acts", _("Keep"), lambda power: of(power, lambda row: _acts(request, row)), stack_label=""))
    return Table(request, list(Power), columns=columns, caption=_("Who uses each power today"), empty="")


def _others(request: Any, rows: list[HandlingPower], *, keeps: bool) -> Table:
    columns = [
        Column("power", _("Power"), lambda row: row.get_power_display(), heads_row=True),
        Column("by", _("Used by"), _holder),
        Column("when", _("When"), _held),
        Column("decided", _("Decided by"), "decided_by"),
    ]
    if keeps:
        columns.append(Column("acts", _("Keep"), lambda row: _acts(request, row), stack_label=""))
    return Table(request, rows, columns=columns, caption=_("On other days"), empty="")


def _holder(row: HandlingPower) -> SafeString:
    who = str(row.sub_committee) if row.handler == Handler.SUB_COMMITTEE else row.get_handler_display()
    names = ", ".join(line.strip() for line in row.aliases.splitlines() if line.strip())
    title = _("%(title)s, in papers also %(names)s") % {"title": row.to_title, "names": names} if names else row.to_title
    return format_html(WITH_QUIET if who != row.to_title else "{}", title, who)


def _held(row: HandlingPower) -> SafeString:
    since, until = _day(row.started_on), _day(row.ended_on)
    if until:
        return format_html(_("{since} to {until}"), since=since, until=until)
    return since if row.started_on <= clock.today() else format_html(_("from {day}"), day=since)


def _day(day: date | None) -> SafeString:
    """A day in a table, on one line; empty where there is none."""
    return format_html('<span class="app-nowrap">{}</span>', short_date(day)) if day else SafeString("")


def _acts(request: Any, row: HandlingPower) -> SafeString:
    here = [request.area.slug, row.number]
    what = _("%(power)s, %(title)s") % {"power": row.get_power_display(), "title": row.to_title}
    links = [(reverse("complaints:power-update", args=here), _("Change"), what)]
    if row.ended_on is None:
        links.append((reverse("complaints:power-end", args=here), _("End"), what))
    return acts_cell(*links)


# Keeping it -------------------------------------------------------------------------------------------------------


@login_required
def power_create(request: Any, area: str) -> HttpResponse:
    """Enter who uses a power."""
    panel = _kept_panel(request)
    form = PowerCreateForm(posted(request), initial={"started_on": clock.today()}, bodies=_bodies(request, panel))
    page = ActPage(_("Enter who uses a power"), _("Enter the delegation"), _trail(request), words=[_said(request)])

    def work() -> str:
        made = services.add_power(body=panel, actor=request.user, **form.facts())
        said = {"title": made.to_title, "power": made.get_power_display(), "day": long_date(made.started_on)}
        return _told(request, _("%(title)s has the power “%(power)s” from %(day)s") % said)

    return act(request, form, page, work)


@login_required
def power_update(request: Any, area: str, number: int) -> HttpResponse:
    """Correct what is entered of one."""
    row = _kept(request, number)
    form = PowerUpdateForm(posted(request), held=row, bodies=_bodies(request, row.body))
    title = _("Change: %(power)s, %(title)s") % {"power": row.get_power_display(), "title": row.to_title}
    page = ActPage(title, _("Save the delegation"), _trail(request), words=[_said(request)])

    def work() -> str:
        saved = services.change_power(held=row, version=form.cleaned_data["version"], actor=request.user, **form.facts())
        return _told(request, _("The delegation to %(title)s is saved") % {"title": saved.to_title})

    return act(request, form, page, work)


@login_required
def power_end(request: Any, area: str, number: int) -> HttpResponse:
    """Give one its last day."""
    row = _kept(request, number)
    form = EndForm(posted(request), versioned=row, initial={"ended_on": row.ended_on or clock.today()})
    facts = [
        {"term": _("Power"), "value": row.get_power_display()}, {"term": _("Used by"), "value": row.to_title},
        {"term": _("From"), "value": long_date(row.started_on)},
    ]  # fmt: skip
    words = [
        _("From the day after, the panel decides itself and its lead officer enters what it decided. To undo this, change the "
          "delegation and empty the day."),
    ]  # fmt: skip
    title = _("End: %(power)s, %(title)s") % {"power": row.get_power_display(), "title": row.to_title}
    page = ActPage(title, _("End it"), _trail(request), words=words, facts=facts)

    def work() -> str:
        answers = form.cleaned_data
        services.end_power(held=row, version=answers["version"], ended_on=answers["ended_on"], actor=request.user)
        said = {"title": row.to_title, "day": long_date(answers["ended_on"])}
        return _told(request, _("The delegation to %(title)s ends on %(day)s") % said)

    return act(request, form, page, work)


def _said(request: Any) -> Any:
    """What no panel may give away, with its provision."""
    rule = rule_here(request.area, rulebook.COMPLAINT_DELEGATION, clock.today())
    words = _(
        "Informal resolution cannot be given to the Commissioner’s office. Who may take which step changes on the first day."
    )
    return format_html("{} {}", words, rule.words if rule else "")


def _panel(request: Any) -> Body:
    panel = Body.objects.visible_to(request.user).panel_of(request.area, clock.today())
    if panel is None:
        raise Http404
    return panel


def _kept_panel(request: Any) -> Body:
    panel = _panel(request)
    if not permissions.can_keep_powers(request.user, panel):
        raise PermissionDenied
    return panel


def _kept(request: Any, number: int) -> HandlingPower:
    panel = _panel(request)
    rows = HandlingPower.objects.visible_to(request.user).filter(body=panel).select_related("body__area", "sub_committee")
    row = get_object_or_404(rows, number=number)
    _kept_panel(request)
    return row


def _bodies(request: Any, panel: Body) -> Any:
    bodies = Body.objects.visible_to(request.user).filter(area=request.area, kind=BodyKind.SUB_COMMITTEE)
    return bodies.exclude(pk=panel.pk).order_by("name", "pk")


def _told(request: Any, words: str) -> str:
    messages.success(request, words)
    return reverse("complaints:power-list", args=[request.area.slug])


def _trail(request: Any) -> list[dict[str, str]]:
    here = {"url": reverse("complaints:power-list", args=[request.area.slug]), "text": _("Who handles complaints")}
    return [*crumbs(request), here]
