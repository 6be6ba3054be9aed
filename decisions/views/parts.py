"""The part of a case page that belongs to its kind.

Each kind's module of views has `part(request, facts) -> (template, context)`; None where there is nothing to show.
"""

from importlib import import_module
from typing import Any

from django.urls import NoReverseMatch, reverse

from decisions.choices import CaseKind
from decisions.models import Case
from decisions.rules.facts import CaseFacts

_MODULES = {
    CaseKind.PRECEPT: "precept",
    CaseKind.APPOINTMENT: "appointments",
    CaseKind.REMOVAL: "appointments",
    CaseKind.PLAN: "texts",
    CaseKind.ANNUAL_REPORT: "texts",
    CaseKind.INFORMATION: "requests",
    CaseKind.ATTENDANCE: "requests",
    CaseKind.SUSPENSION: "requests",
    CaseKind.ACTING: "requests",
    CaseKind.DECISION: "reviews",
}
# Where the notice of a kind of case is changed
NOTICE_EDITS = {
    CaseKind.PRECEPT: "cases:precept-notice-update",
    CaseKind.APPOINTMENT: "cases:candidate-update",
    CaseKind.REMOVAL: "cases:removal-update",
}


def part_of(request: Any, facts: CaseFacts) -> tuple[str, dict[str, Any]]:
    """The template of the kind's own part and what it needs; an empty name where the kind has none."""
    module = import_module(f"decisions.views.{_MODULES[CaseKind(facts.case.kind)]}")  # read late: it needs the page's own words
    return module.part(request, facts) or ("", {})


def case_url(case: Case, route: str, *args: Any) -> str:
    """The address of a page of a case; empty where there is no such page."""
    try:
        return reverse(route, args=[case.area.slug, case.kind, case.slug, *args])
    except NoReverseMatch:
        return ""
