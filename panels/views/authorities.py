"""The councils of the area: those of a day with their seats on the panel, and those that were abolished with what came after."""

from collections import Counter
from datetime import date
from typing import Any

from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interface.tables import Column, Table
from interface.templatetags.dates import long_date, short_date
from interface.templatetags.govuk import tag
from panels.forms.arrangements import OnForm
from panels.forms.rules import in_boxes
from panels.models import Authority, Membership
from panels.querysets import in_force
from panels.views.keeping import WITH_QUIET
from panels.views.pages import PanelPage


class OnDayMixin:
    """A page that is read as it stands on a day: `?on=`, today without it."""

    request: Any
    today: date
    form_class: type[OnForm] = OnForm

    @cached_property
    def form(self) -> Any:
        return self.form_class(in_boxes(self.request.GET, "on"))

    @cached_property
    def on(self) -> date:
        return self.form.day_or(self.today)

    def on_filters(self) -> list[dict[str, str]]:
        """The day, where another than today's was asked for, as a filter that can be removed."""
        if self.on == self.today:
            return []
        return [{"text": _("On %(day)s") % {"day": short_date(self.on)}, "url": self.request.path}]

    def on_query(self) -> str:
        """The day as an address carries it on to a page beside; empty for today."""
        return "" if self.on == self.today else f"?on={self.on.isoformat()}"


class AuthorityListView(OnDayMixin, PanelPage):
    """Which councils there are, who took over from those that are gone, and whose seats are filled."""

    template_name = "panels/authority_list.html"
    part = "authority-list"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Authority.objects.visible_to(self.request.user).filter(area=self.request.area).select_related("successor")
        order = ("name", "pk")
        there = list(rows.on(self.on).order_by(*order))
        words = ngettext("%(count)s council on %(day)s", "%(count)s councils on %(day)s", len(there))
        return super().get_context_data(
            table=self._current(there),
            gone=self._gone(rows.filter(ended_on__lt=self.on).order_by("-ended_on", *order)),
            to_come=self._to_come(rows.filter(started_on__gt=self.on).order_by("started_on", *order)),
            filter_form=self.form,
            filters=self.on_filters(),
            words=words % {"count": f"{len(there):,}", "day": long_date(self.on)},
            on_query=self.on_query(),
            **kwargs,
        )

    def _current(self, rows: list[Authority]) -> Table:
        filled = Counter(
            Membership.objects.visible_to(self.request.user).filter(body=self.panel, authority__isnull=False)
            .filter(in_force(self.on)).values_list("authority", flat=True)
        )  # fmt: skip
        columns = [
            Column("name", _("Council"), self._name, heads_row=True),
            Column("seats", _("Seats on the panel"), lambda row: row.seats, numeric=True),
            Column("filled", _("Filled"), lambda row: filled[row.pk], numeric=True),
            Column("state", _("State"), lambda row: _seats_state(row.seats, filled[row.pk])),
            Column("from", _("Since"), lambda row: short_date(row.started_on)),
            Column("until", _("Until"), _until),
        ]
        empty = _("No council of this area is recorded for %(day)s.") % {"day": long_date(self.on)}
        return Table(self.request, rows, columns=columns, caption=_("Councils"), empty=empty)

    def _gone(self, rows: Any) -> Table:
        columns = [
            Column("name", _("Council"), self._name, heads_row=True),
            Column("until", _("Last day"), lambda row: short_date(row.ended_on)),
            Column("successor", _("What came after it"), lambda row: row.successor or _("not recorded")),
        ]
        return Table(self.request, rows, columns=columns, caption=_("Councils that were abolished"), empty="")

    def _to_come(self, rows: Any) -> Table:
        columns = [
            Column("name", _("Council"), self._name, heads_row=True),
            Column("from", _("First day"), lambda row: short_date(row.started_on)),
            Column("seats", _("Seats on the panel"), lambda row: row.seats, numeric=True),
        ]
        return Table(self.request, rows, columns=columns, caption=_("Councils to come"), empty="")

    @staticmethod
    def _name(row: Authority) -> SafeString:
        return format_html(WITH_QUIET, row.name, row.get_kind_display())


def _until(row: Authority) -> SafeString | str:
    """Its last day, with what comes after it under it."""
    if row.ended_on is None:
        return _("not ended")
    after = _("then %(council)s") % {"council": row.successor} if row.successor else _("what comes after it is not recorded")
    return format_html(WITH_QUIET, short_date(row.ended_on), after)


def _seats_state(seats: int, filled: int) -> SafeString | str:
    if filled < seats:
        words = ngettext("%(count)s vacant", "%(count)s vacant", seats - filled) % {"count": seats - filled}
        return tag(words, "orange")
    if filled > seats:
        return tag(_("%(count)s too many") % {"count": filled - seats}, "red")
    return _("Filled")
