"""A panel's own annual report as a sheet for print: what it says of its year, and the figures."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from decisions.choices import AnnualStatus
from decisions.papers.reports import reasons_html
from decisions.rules.annual import tables_of, years_of
from documents.services.prints import Sheet
from interface.templatetags.dates import long_date


def title_of_annual(report: Any) -> str:
    """“Annual report 2021/22”."""
    return _("Annual report %(years)s") % {"years": years_of(report.started_on, report.ended_on)}


@translation.override(settings.LANGUAGE_CODE)
def annual_sheet(report: Any, figures: Mapping[str, Any]) -> Sheet:
    """The report as it is printed; a draft says so. `figures` are those of `services.annual.figures_of`."""
    is_draft = report.status == AnnualStatus.DRAFT
    context = {
        "foreword": reasons_html(report.foreword),
        "looking_back": reasons_html(report.looking_back),
        "looking_ahead": reasons_html(report.looking_ahead),
        "tables": tables_of(figures),
    }
    content = render_to_string("decisions/pdf/_annual.html", context).strip()
    title = title_of_annual(report)
    return Sheet(
        title=title,
        kind_words=str(report.body.name),
        content=mark_safe(content),  # noqa: S308  escaped by the template
        facts=_facts(report, figures),
        running=f"{report.body.name}, {title}",
        standing=_("Draft. Not published.") if is_draft else "",
        author=report.body.name,
    )


def _facts(report: Any, figures: Mapping[str, Any]) -> list[tuple[str, str]]:
    said = {"first": long_date(report.started_on), "last": long_date(report.ended_on)}
    return [
        (_("Year"), _("%(first)s to %(last)s") % said),
        (_("Figures as at"), long_date(date.fromisoformat(figures["as_at"]))),
    ]
