"""Members who lead on a subject, and those who sit or observe elsewhere for the panel: read by everybody, kept by the clerk."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
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
from panels.forms.arrangements import EndForm, OnForm, RepresentativeCreateForm, RepresentativeUpdateForm
from panels.forms.rules import in_boxes
from panels.models import Body, Membership, Person, Representative
from panels.resources import list_of_representatives
from panels.services import representatives as services
from panels.services.representatives import what_of
from panels.views.authorities import OnDayMixin
from panels.views.keeping import (
    LINK,
    WITH_QUIET,
    ActPage,
    act,
    acts_cell,
    exported,
    exports,
    kept_panel,
    panel_here,
    posted,
    trail,
)
from panels.views.pages import PanelPage


class RepresentativeListView(OnDayMixin, PanelPage):
    """Who leads on what, and who sits where for the panel, on a day."""

    template_name = "panels/representative_list.html"
    part = "representative-list"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        keeps = permissions.can_keep_arrangements(self.request.user, self.panel)
        table = self._table(_on(self.request, self.panel, self.on), keeps=keeps)
        words = ngettext("%(count)s line on %(day)s", "%(count)s lines on %(day)s", table.count)
        return super().get_context_data(
            table=table,
            words=words % {"count": f"{table.count:,}", "day": long_date(self.on)},
            filter_form=self.form,
            filters=self.on_filters(),
            exports=exports("representative-export", self.request, self.on_query()) if table.count else [],
            keeps=keeps,
            **kwargs,
        )

    def _table(self, rows: Any, *, keeps: bool) -> Table:
        columns = [
            Column("what", _("Subject or body"), _what, heads_row=True),
            Column("member", _("Member"), self._member),
            Column("kind", _("As what"), lambda row: row.get_kind_display()),
            Column("from", _("From"), lambda row: short_date(row.started_on)),
            Column("until", _("Until"), lambda row: short_date(row.ended_on) or _("not ended")),
        ]
        if keeps:
            columns.append(Column("acts", _("Keep"), self._acts, stack_label=""))
        empty = _("No link member or representative is recorded for %(day)s.") % {"day": long_date(self.on)}
        caption = _("Link members and representatives")
        return Table(self.request, rows, columns=columns, caption=caption, empty=empty)

    def _member(self, row: Representative) -> SafeString:
        return format_html(LINK, reverse("panels:member-detail", args=[self.request.area.slug, row.person.slug]), row.person.name)

    def _acts(self, row: Representative) -> SafeString:
        here = [self.request.area.slug, row.number]
        what = _("%(name)s, %(what)s") % {"name": row.person.name, "what": what_of(row)}
        links = [(reverse("panels:representative-update", args=here), _("Change"), what)]
        if row.ended_on is None:
            links.append((reverse("panels:representative-end", args=here), _("End"), what))
        return acts_cell(*links)


def _on(request: Any, panel: Body, day: Any) -> Any:
    rows = Representative.objects.visible_to(request.user).filter(body=panel).on(day).select_related("person", "on_body")
    return rows.order_by("kind", "subject", "on_name", "on_body__name", "number")


def _what(row: Representative) -> SafeString | str:
    return format_html(WITH_QUIET, what_of(row), row.note) if row.note else what_of(row)


@require_safe
def representative_export(request: Any, area: str, fmt: str) -> HttpResponse:
    """Exactly what the list shows of a day."""
    day = OnForm(in_boxes(request.GET, "on")).day_or(clock.today())
    rows = _on(request, panel_here(request), day)
    return exported(list_of_representatives(rows), f"{area}-representatives", fmt)


# Keeping it -------------------------------------------------------------------------------------------------------


@login_required
def representative_create(request: Any, area: str) -> HttpResponse:
    """Enter a link member, a representative or an observer."""
    panel = kept_panel(request)
    form = RepresentativeCreateForm(posted(request), initial={"started_on": clock.today()}, **_choices(request, panel))
    page = ActPage(_("Enter a link member or representative"), _("Enter the member"), _trail(request))

    def work() -> str:
        made = services.add_representative(body=panel, actor=request.user, **form.facts())
        return _told(request, _("%(name)s is in the register") % {"name": made.person.name})

    return act(request, form, page, work)


@login_required
def representative_update(request: Any, area: str, number: int) -> HttpResponse:
    """Correct what the register says of one."""
    row = _kept(request, number)
    form = RepresentativeUpdateForm(posted(request), representative=row, **_choices(request, row.body))
    title = _("Change: %(name)s, %(what)s") % {"name": row.person.name, "what": what_of(row)}
    page = ActPage(title, _("Save the line"), _trail(request))

    def work() -> str:
        version = form.cleaned_data["version"]
        saved = services.change_representative(representative=row, version=version, actor=request.user, **form.facts())
        return _told(request, _("The line of %(name)s is saved") % {"name": saved.person.name})

    return act(request, form, page, work)


@login_required
def representative_end(request: Any, area: str, number: int) -> HttpResponse:
    """Give one its last day."""
    row = _kept(request, number)
    form = EndForm(posted(request), versioned=row, initial={"ended_on": row.ended_on or clock.today()})
    facts = [
        {"term": _("Member"), "value": row.person.name}, {"term": _("As what"), "value": row.get_kind_display()},
        {"term": _("Subject or body"), "value": what_of(row)}, {"term": _("From"), "value": long_date(row.started_on)},
    ]  # fmt: skip
    words = [_("It stays in the register with its last day. To undo this, change the line and empty the day.")]
    title = _("End: %(name)s, %(what)s") % {"name": row.person.name, "what": what_of(row)}
    page = ActPage(title, _("End it"), _trail(request), words=words, facts=facts)

    def work() -> str:
        answers = form.cleaned_data
        services.end_representative(
            representative=row, version=answers["version"], ended_on=answers["ended_on"], actor=request.user
        )
        said = {"name": row.person.name, "day": long_date(answers["ended_on"])}
        return _told(request, _("The line of %(name)s ends on %(day)s") % said)

    return act(request, form, page, work)


def _kept(request: Any, number: int) -> Representative:
    panel = kept_panel(request)
    rows = Representative.objects.visible_to(request.user).filter(body=panel)
    return get_object_or_404(rows.select_related("person", "on_body", "body__area"), number=number)


def _choices(request: Any, panel: Body) -> dict[str, Any]:
    """Everybody who sat on the panel, for the register goes back; and the other bodies of the area."""
    seats = Membership.objects.visible_to(request.user).filter(body=panel)
    bodies = Body.objects.visible_to(request.user).filter(area=request.area).exclude(pk=panel.pk)
    people = Person.objects.visible_to(request.user).filter(pk__in=seats.values("person"))
    return {"people": people.order_by("name", "pk"), "bodies": bodies.order_by("name", "pk")}


def _told(request: Any, words: str) -> str:
    messages.success(request, words)
    return reverse("panels:representative-list", args=[request.area.slug])


def _trail(request: Any) -> list[dict[str, str]]:
    return trail(request, ("representative-list", _("Representatives")))
