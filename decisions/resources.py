"""Lists of cases and the register of decisions as files, each with what the list shows and nothing more."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from import_export import fields
from tablib import Dataset

from decisions.choices import CostKind
from decisions.models import Case, Consultation, ConsultationAnswer, DiaryEntry, NilReturn
from decisions.rules.asked import Asked
from decisions.rules.decision_rows import COLUMNS, amount_cell, cells_of, day_cell, yes_or_no
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


# The register of decisions ---------------------------------------------------------------------------------------

# What everybody reads of a decision in the list, under the name that it has in JSON
PUBLIC_COLUMNS = {
    "reference": COLUMNS["reference"], "title": COLUMNS["title"], "state": COLUMNS["status"],
    "signed_on": COLUMNS["signed_on"], "published_on": COLUMNS["published_on"], "cost": COLUMNS["cost_kind"],
    "amount": COLUMNS["cost"], "term": COLUMNS["term"], "significant": COLUMNS["is_significant"],
    "private": _("Private, or with a private part"), "paragraph": COLUMNS["exempt_paragraph"],
    "reason": COLUMNS["public_interest_reason"], "rescinded_by": COLUMNS["rescinded_by"], "address": _("Address"),
}  # fmt: skip


def public_cells(decision: Any, *, is_office: bool = False) -> dict[str, Any]:
    """What the list shows of a row of `filters.for_register`: of an exempt one its public line alone, for who may not read it."""
    by = decision.rescinded_by
    is_known = by is not None and (by.is_out or is_office)
    return {
        "reference": decision.reference,
        "title": decision.seen_title,
        "state": str(decision.get_status_display()),
        "signed_on": day_cell(decision.signed_on),
        "published_on": day_cell(decision.published_on),
        "cost": str(CostKind(decision.cost_kind).label) if decision.is_read else "",
        "amount": amount_cell(decision.seen_cost),
        "term": decision.term if decision.is_read else "",
        "significant": yes_or_no(decision.is_significant) if decision.is_read else "",
        "private": yes_or_no(decision.is_private or bool(decision.exempt_text)),
        "paragraph": str(decision.exempt_paragraph or ""),
        "reason": decision.public_interest_reason,
        "rescinded_by": by.reference if is_known else "",
        "address": decision.get_absolute_url(),
    }


def decision_dataset(rows: Iterable[Any], *, is_office: bool) -> Dataset:
    """The register as a table. The office gets every column with every text, which an import takes back as it is; everybody else
    what the list shows. No cell that a spreadsheet could take for a formula."""
    heads: dict[str, Any] = COLUMNS if is_office else PUBLIC_COLUMNS
    write = cells_of if is_office else public_cells
    made = Dataset(headers=[str(one) for one in heads.values()])
    for row in rows:
        cells = write(row)
        made.append([safe_cell(cells[name]) for name in heads])
    return made


def register_json(
    rows: Iterable[Any], nils: Iterable[NilReturn], *, is_office: bool, absolute: Any, missing: Iterable[str]
) -> dict[str, Any]:
    """The same for machines, with the nil returns and the numbers that the register does not hold. `absolute` makes an address
    whole. Days are as 2022-03-17, amounts in pounds as text, so that no penny is rounded."""
    decisions = []
    for row in rows:
        cells = public_cells(row, is_office=is_office)
        whole = {name: text for name, text in cells_of(row).items() if name not in cells} if is_office else {}
        decisions.append({**cells, **whole, "address": absolute(cells["address"])})
    return {
        "decisions": decisions,
        "nil_returns": [{"from": day_cell(one.started_on), "until": day_cell(one.ended_on), "note": one.note} for one in nils],
        "not_held": list(missing),
    }


# The office's other registers ------------------------------------------------------------------------------------


def consultation_dataset(rows: Iterable[Consultation]) -> Dataset:
    """Consultations, one row each, as the list shows them."""
    heads = (_("Reference"), _("Title"), _("Who asks"), _("Closes on"), _("State"), _("Response sent on"), _("Address"))
    return _safe_table(heads, (
        (one.reference, one.title, one.asked_by, day_cell(one.closes_on), one.get_status_display(), day_cell(one.responded_on),
         one.get_absolute_url())
        for one in rows
    ))  # fmt: skip


def answer_dataset(rows: Iterable[ConsultationAnswer]) -> Dataset:
    """The answers of a response, one row each: the columns that a pasted table has."""
    heads = (_("Question"), _("What is asked"), _("Answer"), _("In words"))
    return _safe_table(heads, ((one.question, one.asked, one.get_agrees_display(), one.text) for one in rows))


def project_dataset(lines: Iterable[Any]) -> Dataset:
    """Major projects, one row each, as the list shows them; `lines` are `rules.projects.ProjectLine`."""
    heads = (
        _("Project"), _("State"), _("Next milestone"), _("Planned for"), _("Expected on"), _("Reckoned"), _("Stated"),
        _("Risk score"), _("Public"), _("Address"),
    )  # fmt: skip
    return _safe_table(heads, (
        (one.project.title, one.project.get_status_display(), one.next_title, day_cell(one.planned_on), day_cell(one.expected_on),
         one.slip_words, one.stated_words, str(one.risk or ""), yes_or_no(one.project.published_at is not None),
         one.project.get_absolute_url())
        for one in lines
    ))  # fmt: skip


def diary_dataset(rows: Iterable[DiaryEntry]) -> Dataset:
    """Whom the Commissioner meets, one row each, as the list shows it."""
    heads = (
        _("Date"), _("Date in words"), _("Time of day"), _("Kind"), _("With whom"), _("About what"), _("Where"), _("Called off"),
        _("Public"),
    )  # fmt: skip
    return _safe_table(heads, (
        (day_cell(one.on), one.date_words, one.get_part_of_day_display(), one.get_kind_display(), one.with_whom, one.subject,
         one.place, one.cancelled_why, yes_or_no(one.published_at is not None))
        for one in rows
    ))  # fmt: skip


def _safe_table(heads: Iterable[Any], rows: Iterable[Iterable[Any]]) -> Dataset:
    """A table with no cell that a spreadsheet could take for a formula."""
    made = Dataset(headers=[str(one) for one in heads])
    for cells in rows:
        made.append([safe_cell(cell) for cell in cells])
    return made
