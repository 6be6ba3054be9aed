"""The register of powers that the Commissioner and the panel let others use: read by everybody."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from interface import clock
from interface.tables import Column, Table
from interface.templatetags.dates import long_date, short_date
from panels import permissions
from panels.choices import Delegator
from panels.forms.arrangements import DelegationCreateForm, DelegationFilterForm, DelegationUpdateForm, EndForm
from panels.forms.rules import in_boxes
from panels.models import Delegation
from panels.resources import list_of_delegations
from panels.rulebook import DELEGATION
from panels.services import arrangements as services
from panels.views.authorities import OnDayMixin
from panels.views.keeping import WITH_QUIET, ActPage, act, acts_cell, exported, exports, posted, trail
from panels.views.pages import PanelPage
from panels.views.ruled import rule_here


class DelegationListView(OnDayMixin, PanelPage):
    """Who may use which power, under what limits, on a day."""

    template_name = "panels/delegation_list.html"
    part = "delegation-list"
    form_class = DelegationFilterForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        whose = self.form.answer("whose")
        table = self._table(_narrowed(self.request, self.form, self.on))
        words = ngettext("%(count)s delegation on %(day)s", "%(count)s delegations on %(day)s", table.count)
        return super().get_context_data(
            table=table,
            words=words % {"count": f"{table.count:,}", "day": long_date(self.on)},
            rule=rule_here(self.request.area, DELEGATION, self.on),
            filter_form=self.form,
            filters=self._filters(whose),
            exports=exports("delegation-export", self.request, self._query()) if table.count else [],
            keeps=bool(kept_delegators(self.request)),
            **kwargs,
        )

    def _table(self, rows: Any) -> Table:
        kept = kept_delegators(self.request)
        columns = [
            Column("power", _("What may be done"), _power, heads_row=True),
            Column("whose", _("Whose power"), lambda row: row.get_delegator_display()),
            Column("whom", _("By whom"), "to_whom"),
            Column("limits", _("Limits and conditions"), lambda row: row.limits or _("none")),
            Column("decided", _("Decided by"), "decided_by"),
            Column("held", _("Holds"), _held),
        ]
        if kept:
            columns.append(Column("acts", _("Keep"), lambda row: _acts(row, kept), stack_label=""))
        empty = _("No delegation is recorded for %(day)s. Choose another day, or everybody’s.") % {"day": long_date(self.on)}
        return Table(self.request, rows, columns=columns, caption=_("Delegated powers"), empty=empty)

    def _filters(self, whose: str) -> list[dict[str, str]]:
        found = []
        if self.on != self.today:
            url = f"{self.request.path}?whose={whose}" if whose else self.request.path
            found.append({"text": _("On %(day)s") % {"day": short_date(self.on)}, "url": url})
        if whose:
            found.append({"text": Delegator(whose).label, "url": self.request.path + self.on_query()})
        return found

    def _query(self) -> str:
        whose = self.form.answer("whose")
        said = [f"on={self.on.isoformat()}", *([f"whose={whose}"] if whose else [])]
        return f"?{'&'.join(said)}"


def _narrowed(request: Any, form: DelegationFilterForm, day: Any) -> Any:
    rows = Delegation.objects.visible_to(request.user).filter(area=request.area).on(day).select_related("area")
    whose = form.answer("whose")
    return (rows.filter(delegator=whose) if whose else rows).order_by("delegator", "power", "number")


def _power(row: Delegation) -> SafeString:
    """What may be done; under it the provision."""
    return format_html(WITH_QUIET, row.power, row.provision or _("provision not known"))


def _held(row: Delegation) -> str:
    since, until = short_date(row.started_on), short_date(row.ended_on)
    return _("%(since)s to %(until)s") % {"since": since, "until": until} if until else _("since %(day)s") % {"day": since}


def _acts(row: Delegation, kept: list[str]) -> SafeString | str:
    if row.delegator not in kept:
        return ""
    here, what = [row.area.slug, row.number], _("delegation %(number)s") % {"number": row.number}
    links = [(reverse("panels:delegation-update", args=here), _("Change"), what)]
    if row.ended_on is None:
        links.append((reverse("panels:delegation-end", args=here), _("End"), what))
    return acts_cell(*links)


@require_safe
def delegation_export(request: Any, area: str, fmt: str) -> HttpResponse:
    """Exactly what the list shows with its filters."""
    form = DelegationFilterForm(in_boxes(request.GET, "on"))
    rows = _narrowed(request, form, form.day_or(clock.today()))
    return exported(list_of_delegations(rows), f"{area}-delegations", fmt)


# Keeping it -------------------------------------------------------------------------------------------------------


def kept_delegators(request: Any) -> list[str]:
    """Whose powers the reader keeps in the register."""
    return [one for one in Delegator.values if permissions.can_keep_delegations(request.user, request.area, one)]


@login_required
def delegation_create(request: Any, area: str) -> HttpResponse:
    """Enter a power that somebody may use."""
    kept = kept_delegators(request)
    if not kept:
        raise PermissionDenied
    form = DelegationCreateForm(posted(request), delegators=kept, initial={"started_on": clock.today()})
    page = ActPage(_("Enter a delegation"), _("Enter the delegation"), _trail(request))

    def work() -> str:
        made = services.add_delegation(area=request.area, actor=request.user, **form.facts())
        return _told(request, _("Delegation %(number)s is in the register") % {"number": made.number})

    return act(request, form, page, work)


@login_required
def delegation_update(request: Any, area: str, number: int) -> HttpResponse:
    """Correct a delegation, or say how it holds from a day on."""
    row = _kept(request, number)
    form = DelegationUpdateForm(posted(request), delegation=row, delegators=kept_delegators(request))
    page = ActPage(_("Change delegation %(number)s") % {"number": row.number}, _("Save the delegation"), _trail(request))

    def work() -> str:
        facts = {**form.facts(), "changed_on": form.cleaned_data["changed_on"]}
        saved = services.change_delegation(delegation=row, version=form.cleaned_data["version"], actor=request.user, **facts)
        if saved.number == row.number:
            return _told(request, _("Delegation %(number)s is saved") % {"number": row.number})
        said = {"old": row.number, "number": saved.number, "day": long_date(saved.started_on)}
        return _told(request, _("Delegation %(number)s takes the place of %(old)s from %(day)s") % said)

    return act(request, form, page, work)


@login_required
def delegation_end(request: Any, area: str, number: int) -> HttpResponse:
    """Give a delegation its last day."""
    row = _kept(request, number)
    form = EndForm(posted(request), versioned=row, initial={"ended_on": row.ended_on or clock.today()})
    facts = [
        {"term": _("What may be done"), "value": row.power}, {"term": _("By whom"), "value": row.to_whom},
        {"term": _("Holds"), "value": _held(row)},
    ]  # fmt: skip
    words = [_("It stays in the register with its last day. To undo this, change the delegation and empty the day.")]
    page = ActPage(_("End delegation %(number)s") % {"number": number}, _("End it"), _trail(request), words=words, facts=facts)

    def work() -> str:
        answers = form.cleaned_data
        services.end_delegation(delegation=row, version=answers["version"], ended_on=answers["ended_on"], actor=request.user)
        said = {"number": row.number, "day": long_date(answers["ended_on"])}
        return _told(request, _("Delegation %(number)s holds until %(day)s") % said)

    return act(request, form, page, work)


def _kept(request: Any, number: int) -> Delegation:
    rows = Delegation.objects.visible_to(request.user).filter(area=request.area).select_related("area")
    row = get_object_or_404(rows, number=number)
    if not permissions.can_keep_delegations(request.user, request.area, row.delegator):
        raise PermissionDenied
    return row


def _told(request: Any, words: str) -> str:
    messages.success(request, words)
    return reverse("panels:delegation-list", args=[request.area.slug])


def _trail(request: Any) -> list[dict[str, str]]:
    return trail(request, ("delegation-list", _("Delegations")))
