"""Who holds and held the office of Commissioner or Deputy: read by everybody, kept by the clerk and the Commissioner's office."""

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

from interface import clock
from interface.tables import Column, Table
from interface.templatetags.dates import long_date, short_date
from panels import permissions
from panels.choices import OfficeKind
from panels.forms.arrangements import EndForm
from panels.forms.office_holders import OfficeHolderCreateForm, OfficeHolderUpdateForm
from panels.models import OfficeHolder
from panels.services import office_holders as services
from panels.views.keeping import WITH_QUIET, ActPage, act, acts_cell, posted, trail
from panels.views.pages import PanelPage

MOST = 500  # in one table: more than any area has had in either office


class OfficeHolderListView(PanelPage):
    """Who held which office from when to when, the newest first: one table for each office."""

    template_name = "panels/office_holder_list.html"
    part = "office-holder-list"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        keeps = permissions.can_keep_office_holders(self.request.user, self.request.area)
        held = OfficeHolder.objects.visible_to(self.request.user).filter(area=self.request.area)
        rows = list(held.select_related("area").order_by("-started_on", "number"))
        tables = [self._table(kind, [row for row in rows if row.kind == kind], keeps=keeps) for kind in OfficeKind]
        return super().get_context_data(tables=tables, keeps=keeps, **kwargs)

    def _table(self, kind: OfficeKind, rows: list[OfficeHolder], *, keeps: bool) -> Table:
        columns = [
            Column("name", _("Name"), _name, heads_row=True),
            Column("from", _("From"), lambda row: short_date(row.started_on)),
            Column("until", _("Last day"), lambda row: short_date(row.ended_on) or _("still in office")),
        ]
        if keeps:
            columns.append(Column("acts", _("Keep"), _acts, stack_label=""))
        empty = _("Nobody is entered for this office.")
        return Table(self.request, rows, columns=columns, caption=str(kind.label), empty=empty, per_page=MOST)


def _name(row: OfficeHolder) -> SafeString | str:
    return format_html(WITH_QUIET, row.name, row.date_note) if row.date_note else row.name


def _acts(row: OfficeHolder) -> SafeString:
    here = [row.area.slug, row.number]
    links = [(reverse("panels:office-holder-update", args=here), _("Change"), str(row))]
    if row.ended_on is None:
        links.append((reverse("panels:office-holder-end", args=here), _("End"), str(row)))
    return acts_cell(*links)


# Keeping it -------------------------------------------------------------------------------------------------------


@login_required
def office_holder_create(request: Any, area: str) -> HttpResponse:
    """Enter somebody who holds or held an office."""
    _refuse_others(request)
    form = OfficeHolderCreateForm(posted(request))
    page = ActPage(_("Enter an office holder"), _("Enter the office holder"), _trail(request))

    def work() -> str:
        made = services.add_office_holder(area=request.area, actor=request.user, **form.facts())
        return _told(request, _("%(name)s is in the list") % {"name": made.name})

    return act(request, form, page, work)


@login_required
def office_holder_update(request: Any, area: str, number: int) -> HttpResponse:
    """Correct a name or the days."""
    row = _kept(request, number)
    form = OfficeHolderUpdateForm(posted(request), holder=row)
    words = [_("Complaints about this person stay with them. What is changed here shows with each of these complaints.")]
    page = ActPage(_("Change: %(who)s") % {"who": row}, _("Save the office holder"), _trail(request), words=words)

    def work() -> str:
        version = form.cleaned_data["version"]
        saved = services.change_office_holder(holder=row, version=version, actor=request.user, **form.facts())
        return _told(request, _("%(name)s is saved") % {"name": saved.name})

    return act(request, form, page, work)


@login_required
def office_holder_end(request: Any, area: str, number: int) -> HttpResponse:
    """Give somebody's time in office its last day."""
    row = _kept(request, number)
    form = EndForm(posted(request), versioned=row, initial={"ended_on": row.ended_on or clock.today()})
    facts = [
        {"term": _("Name"), "value": row.name}, {"term": _("Office"), "value": row.get_kind_display()},
        {"term": _("From"), "value": long_date(row.started_on)},
    ]  # fmt: skip
    words = [_("They stay in the list with their last day. To undo this, change the entry and empty the day.")]
    page = ActPage(_("End: %(who)s") % {"who": row}, _("Enter the last day"), _trail(request), words=words, facts=facts)

    def work() -> str:
        answers = form.cleaned_data
        services.end_office_holder(holder=row, version=answers["version"], ended_on=answers["ended_on"], actor=request.user)
        said = {"name": row.name, "day": long_date(answers["ended_on"])}
        return _told(request, _("%(name)s held the office until %(day)s") % said)

    return act(request, form, page, work)


def _refuse_others(request: Any) -> None:
    if not permissions.can_keep_office_holders(request.user, request.area):
        raise PermissionDenied


def _kept(request: Any, number: int) -> OfficeHolder:
    rows = OfficeHolder.objects.visible_to(request.user).filter(area=request.area).select_related("area")
    row = get_object_or_404(rows, number=number)
    _refuse_others(request)
    return row


def _told(request: Any, words: str) -> str:
    messages.success(request, words)
    return reverse("panels:office-holder-list", args=[request.area.slug])


def _trail(request: Any) -> list[dict[str, str]]:
    return trail(request, ("office-holder-list", _("Office holders")))
