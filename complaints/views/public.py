"""The public register of complaints, and the same as a file: approved summaries and nothing that leads to whoever complains."""

from itertools import groupby
from typing import Any

from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from tablib import Dataset

from complaints import permissions
from complaints.due.facts import rules_for
from complaints.forms.public import PublicFilter
from complaints.models import Complaint
from complaints.rules.public import PublicRow
from complaints.services.register import Counts, counts_of, rows_of, shown, tombstones
from interface import clock
from interface.links import url_or_none
from interface.tables import PAGE_SIZE, pagination, safe_cell
from interface.templatetags.dates import long_date, short_date
from meetings.views import listing
from panels import rulebook
from panels.choices import BodyKind
from panels.models import Body

TELLS = (
    rulebook.COMPLAINT_RECORD, rulebook.COMPLAINT_NOT_RECORDED, rulebook.COMPLAINT_SERIOUS, rulebook.COMPLAINT_DISAPPLY,
    rulebook.COMPLAINT_RESOLUTION, rulebook.COMPLAINT_PUBLICATION, rulebook.COMPLAINT_NO_APPEAL, rulebook.COMPLAINT_RETENTION,
)  # fmt: skip


@require_safe
def public_register(request: Any, area: str) -> HttpResponse:
    """Are complaints about the Commissioner handled, and how?"""
    narrowed = _narrowed(request)
    page = Paginator(narrowed.rows, PAGE_SIZE).get_page(request.GET.get("page"))
    counts = counts_of(request.area)
    found = page.paginator.count
    words = ngettext("%(count)s complaint", "%(count)s complaints", found) % {"count": f"{found:,}"}
    reads = permissions.can_read_register(request.user, request.area)
    context = {
        "counts": counts,
        "sentence": _sentence(counts),
        "groups": _groups(rows_of(page)),
        "pagination": pagination(page, lambda number: _address(request, number)),
        "empty": _empty(request, narrowed, counts),
        "tombstones": tombstones(request.area) if counts.erased else [],
        "rules": _rules(request),
        "make_url": url_or_none("complaints:make-start", area),
        "powers_url": url_or_none("complaints:power-list", area),
        "holders_url": url_or_none("panels:office-holder-list", area),
        "cases_url": url_or_none("complaints:complaint-list", area) if reads else None,
        **listing.shown(request, narrowed, words=words, export="complaints:public-export"),
    }
    context["exports"] = context["exports"] if found else []
    return render(request, "complaints/public_register.html", context)


@require_safe
def public_export(request: Any, area: str, fmt: str) -> HttpResponse:
    """Exactly what the register shows with its filters, on every page of it."""
    made = Dataset(headers=[str(one) for one in _heads()])
    for row in rows_of(_narrowed(request).rows):
        made.append([safe_cell(cell) for cell in _cells(row)])
    return listing.dataset_as_file(made, fmt=fmt, name=f"{area}-complaints")


def _narrowed(request: Any) -> PublicFilter:
    newest = F("office_holder__started_on").desc(nulls_last=True)
    rows = shown(request.area).order_by(newest, "office_holder__kind", "office_holder", "-received_on", "-reference")
    return PublicFilter(request.GET, queryset=rows, area=request.area, this_year=clock.today().year)


def _groups(rows: list[PublicRow]) -> list[dict[str, Any]]:
    """The rows by office holder, as they come."""
    found = []
    for _key, mine in groupby(rows, key=lambda row: row.holder.pk if row.holder else None):
        ones = list(mine)
        whom = ones[0].holder_line if ones[0].holder else _("An office holder who is not known yet")
        found.append({"caption": whom, "rows": ones})
    return found


def _sentence(counts: Counts) -> str:
    """How many there are, as at today."""
    said = {"count": f"{counts.every:,}", "live": f"{counts.live:,}", "over": f"{counts.over:,}", "day": long_date(counts.on)}
    if not counts.every:
        return _("As at %(day)s, no complaint has been entered.") % said
    return ngettext(
        "As at %(day)s, %(count)s complaint or conduct matter is known: %(live)s live, %(over)s closed or withdrawn.",
        "As at %(day)s, %(count)s complaints and conduct matters are known: %(live)s live, %(over)s closed or withdrawn.",
        counts.every,
    ) % said  # fmt: skip


def _empty(request: Any, narrowed: PublicFilter, counts: Counts) -> str:
    """Why nothing is shown, and what to do next."""
    if year := narrowed.asked_year:
        of_year = counts_of(request.area, year=year)
        if not of_year.every:
            return _("No complaints were recorded in %(year)s.") % {"year": year}
        return ngettext(
            "%(count)s complaint was received in %(year)s. No summary of it has been approved for the public yet.",
            "%(count)s complaints were received in %(year)s. No summary of them has been approved for the public yet.",
            of_year.every,
        ) % {"count": f"{of_year.every:,}", "year": year}  # fmt: skip
    if narrowed.in_force():
        return _("No complaints match. Remove a filter.")
    if counts.every:
        return _("No summary has been approved for the public yet. Complaints appear here when it has.")
    return _("No complaint has been entered here. One that is made appears once a summary of it is approved.")


def _rules(request: Any) -> list[Any]:
    """The rules that hold today, as the page names them; those of the panel where it has laid down its own."""
    body = Body.objects.visible_to(request.user).filter(area=request.area, kind=BodyKind.PANEL).order_by("-started_on").first()
    if body is None:
        return []
    held = rules_for(Complaint(area=request.area, body=body, received_on=clock.today()))
    return [
        {"title": rule.title, "provision": rule.provision, "is_verified": getattr(rule, "is_verified", True)}
        for rule in (held.get(key) for key in TELLS) if rule is not None
    ]  # fmt: skip


def _address(request: Any, number: int) -> str:
    query = request.GET.copy()
    query["page"] = str(number)
    return f"?{query.urlencode()}"


def _heads() -> tuple[str, ...]:
    return (
        _("Reference"), _("Printed number"), _("What it is"), _("About whom"), _("Received"), _("Public summary"), _("Recorded"),
        _("Handled by"), _("Outcome"), _("What is published of the outcome"), _("State"),
    )  # fmt: skip


def _cells(row: PublicRow) -> tuple[str, ...]:
    whom = row.holder_line if row.holder else _("Not known yet")
    return (
        row.reference, row.printed_label, row.kind, whom, short_date(row.received_on), row.summary, row.recorded, row.handled_by,
        row.outcome, row.outcome_text, row.state,
    )  # fmt: skip
