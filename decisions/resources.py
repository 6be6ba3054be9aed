"""Lists of cases as files, each with what the list shows and nothing more."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from import_export import fields
from tablib import Dataset

from decisions.models import Case
from decisions.rules.asked import Asked
from decisions.rules.status import WAITS_FOR, state_words, waits_for
from interface.tables import safe_cell
from interface.templatetags.dates import short_date
from meetings.resources import SafeResource


class CaseResource(SafeResource):
    """One row a case of `for_list`; `due` are the obligations that come next, by key."""

    kind = fields.Field(attribute="get_kind_display", column_name=_("Kind"))
    title = fields.Field(attribute="title", column_name=_("Title"))
    body = fields.Field(attribute="body__name", column_name=_("Body"))
    state = fields.Field(column_name=_("State"))
    waits = fields.Field(column_name=_("Waits for"))
    due = fields.Field(column_name=_("Next due"))
    due_on = fields.Field(column_name=_("Due on"))
    provision = fields.Field(column_name=_("Provision"))
    verified = fields.Field(column_name=_("Verified"))
    outcome = fields.Field(attribute="get_outcome_display", column_name=_("Outcome"))
    outcome_on = fields.Field(column_name=_("Ended on"))
    opened = fields.Field(column_name=_("Opened on"))
    public = fields.Field(column_name=_("Public"))
    address = fields.Field(attribute="get_absolute_url", column_name=_("Address"))

    class Meta:
        model = Case
        fields = (
            "kind", "title", "body", "state", "waits", "due", "due_on", "provision", "verified", "outcome", "outcome_on",
            "opened", "public", "address",
        )  # fmt: skip
        export_order = fields

    def __init__(self, *args: Any, due: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.coming = due

    def dehydrate_state(self, case: Case) -> str:
        return state_words(case.kind, case.status)

    def dehydrate_waits(self, case: Case) -> str:
        return str(WAITS_FOR[waits_for(case.kind, case.status)])

    def dehydrate_due(self, case: Any) -> str:
        return self._next(case, "title")

    def dehydrate_due_on(self, case: Any) -> str:
        return case.next_on.isoformat() if case.next_on else ""

    def dehydrate_provision(self, case: Any) -> str:
        return self._next(case, "provision")

    def dehydrate_verified(self, case: Any) -> str:
        coming = self.coming.get(case.next_key)
        if coming is None:
            return ""
        return str(_("Yes") if coming.is_verified else _("Not yet verified"))

    def dehydrate_outcome_on(self, case: Case) -> str:
        return case.outcome_on.isoformat() if case.outcome_on else ""

    def dehydrate_opened(self, case: Case) -> str:
        return case.opened_on.isoformat()

    def dehydrate_public(self, case: Case) -> str:
        return str(_("Yes") if case.published_at else _("No"))

    def _next(self, case: Any, name: str) -> str:
        return str(getattr(self.coming.get(case.next_key), name, ""))


ASKED_HEADS = (
    _("Reference"), _("Kind"), _("What was asked"), _("Body"), _("Asked on"), _("Asked for by"), _("Under"), _("Verified"),
    _("Received"), _("State"), _("Private"), _("Address"),
)  # fmt: skip


def asked_dataset(rows: Iterable[Asked]) -> Dataset:
    """What the panel has asked, one row a thing, as the list shows it; no cell that a spreadsheet could take for a formula."""
    made = Dataset(headers=[str(one) for one in ASKED_HEADS])
    for one in rows:
        cells = (
            one.reference, one.kind.label, one.about, one.body, short_date(one.asked_on), short_date(one.due_on), one.under,
            _("yes") if one.is_verified else _("Not yet verified"), short_date(one.received_on), one.state.label,
            _("yes") if one.is_private else _("no"), one.url,
        )  # fmt: skip
        made.append([safe_cell(cell) for cell in cells])
    return made
