"""The live papers of commissioning: the whole paper and the section of the update report, of what everybody may read."""

from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext_lazy

from commissioning.papers.commissioning import Facts, write_report, write_section
from commissioning.services import overview
from decisions.papers.key_decisions import last_met
from documents.sources import source
from panels.models import Body, PoliceArea
from panels.rules.hosts import financial_year

PUBLIC = AnonymousUser()


@source("commissioning", gettext_lazy("Commissioning report"), of_collection=True)
def commissioning_report(area: PoliceArea, body: Body, on: date, collection: str) -> tuple[str, dict[str, Any]]:
    """Awards since the body last met, procurements by stage, grants by fund, spending by priority, and exceptions."""
    return write_report(facts_of(area, body, on, collection))


@source("commissioning-section", gettext_lazy("Commissioning: section of the update report"), of_collection=True)
def commissioning_section(area: PoliceArea, body: Body, on: date, collection: str) -> tuple[str, dict[str, Any]]:
    """The same in short."""
    return write_section(facts_of(area, body, on, collection))


def facts_of(area: PoliceArea, body: Body, on: date, collection: str = "") -> Facts:
    """What the papers of a body's meeting tell, as at a day."""
    since, year = last_met(body, on, collection), financial_year(on)
    return Facts(
        on=on, since=since, year=year, awards=overview.new_awards(area, PUBLIC, since=since, on=on),
        standings=overview.standings(area, PUBLIC, on), funds=overview.fund_lines(area, PUBLIC, on),
        slices=overview.by_priority(area, PUBLIC, year=year, on=on), endings=overview.endings(area, PUBLIC, on),
        wrong=overview.wrong_totals(area, PUBLIC),
    )  # fmt: skip
