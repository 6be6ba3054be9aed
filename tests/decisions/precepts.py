"""Facts of a precept case without a database: rows are plain objects, rules those of the rule book's fixture."""

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

from decisions.choices import CaseKind, CaseStatus, NoticeKind, ReportStatus
from decisions.rules.facts import CaseFacts
from panels.models import Rule

RULEBOOK = Path(__file__).parents[2] / "fixtures" / "rulebook.json"
EVERY = [row.get("fields", row) for row in json.loads(RULEBOOK.read_text())]
ENGLISH = [row for row in EVERY if row["jurisdiction"] == "england"]


def load_rules() -> None:
    """The whole rule book as rows, in one query."""
    Rule.objects.bulk_create(Rule(**row) for row in EVERY)


def rules_of(year: int = 2022) -> dict[str, SimpleNamespace]:
    """The rules of England, and the referendum limit of a year; numbers and provisions as the fixture has them."""
    found = {}
    for row in ENGLISH:
        facts = {"month": None, "number": None, **row}
        if facts["key"] != "referendum-cap-pounds" or facts["in_force_from"] == f"{year}-04-01":
            found[facts["key"]] = SimpleNamespace(**facts)
    return found


def notice(received_on, band_d="251.20", *, kind=NoticeKind.PROPOSAL, total=None, number=1):
    precept = SimpleNamespace(band_d=Decimal(band_d), total=None if total is None else Decimal(total))
    return SimpleNamespace(kind=kind, received_on=received_on, precept=precept, number=number)


def revised(received_on, band_d, **more):
    return notice(received_on, band_d, kind=NoticeKind.REVISED, number=2, **more)


def report(position, issued_on, *, number=1, late=False, band_d=None, status=ReportStatus.PUBLISHED):
    return SimpleNamespace(
        pk=number, number=number, position=position, issued_on=issued_on, was_late=late, status=status, vote=None,
        recommended_band_d=None if band_d is None else Decimal(band_d),
    )  # fmt: skip


def response(to, responded_on):
    return SimpleNamespace(report_id=to.pk, responded_on=responded_on, published_at=None, number=9)


def met(part, held_on, status="published"):
    return SimpleNamespace(part=part, meeting=SimpleNamespace(held_on=held_on, status=status))


def facts(
    *, today=date(2022, 2, 5), status=CaseStatus.NOTIFIED, notices=(), reports=(), responses=(), meetings=(), votes=(), year=2022,
    rules=None, precept=None, outcome="", outcome_on=None, elections=(),
):  # fmt: skip
    """A precept of a year, seen on a day."""
    row = precept or SimpleNamespace(band_d_before=Decimal("241.20"), tax_base=None, band_d_issued=None)
    case = SimpleNamespace(
        kind=CaseKind.PRECEPT, year=year, status=status, area=SimpleNamespace(nation="england"), outcome_on=outcome_on,
        precept=row, outcome=outcome, shared_at=today, published_at=today, opened_on=date(year, 1, 10),
    )  # fmt: skip
    return CaseFacts(
        case=case, notices=list(notices), meetings=list(meetings), votes=list(votes), reports=list(reports),
        responses=list(responses), rules=rules_of(year) if rules is None else rules, elections=list(elections), today=today,
    )  # fmt: skip
