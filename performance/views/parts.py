"""The parts of performance, as the list of links that stands on each of their pages."""

from typing import Any

from django.utils.translation import gettext as _

from interface.links import url_or_none
from performance import permissions

OVERVIEW, MEASURES, PLAN, REPORTS, INSPECTIONS = "overview", "measures", "plan", "reports", "inspections"
PANELS, CASEWORK, ASSURANCE, GLOSSARY, DATA = "panels", "casework", "assurance", "glossary", "data"


def parts(request: Any, current: str) -> list[dict[str, Any]]:
    """The links of `performance/_parts_of_performance.html`; `current` is one of the names above, or empty."""
    named = [
        (OVERVIEW, _("Overview"), "performance:overview"),
        (MEASURES, _("Measures"), "performance:measure-list"),
        (PLAN, _("Plan"), "performance:plan-list"),
        (REPORTS, _("Quarterly reports"), "quarterly:report-list"),
        (INSPECTIONS, _("Inspections"), "inspections:inspection-list"),
        (PANELS, _("Scrutiny panels"), "scrutiny:panel-list"),
        (CASEWORK, _("Contacts and workforce"), "scrutiny:casework"),
        (ASSURANCE, _("Assurance"), "scrutiny:assurance-list"),
        (GLOSSARY, _("Glossary"), "performance:term-list"),
    ]
    if permissions.can_report(request.user, request.area):
        named.append((DATA, _("Data"), "figures:upload-list"))
    found = ((key, words, url_or_none(name, request.area.slug)) for key, words, name in named)
    return [{"text": words, "url": url, "current": key == current} for key, words, url in found if url]
