"""A senior appointment carried on by its services, each act on its day."""

from datetime import date

from decisions.choices import CaseKind, NoticeKind, Outcome, Position, Post, ReportStatus
from decisions.models import Case
from decisions.services import appointments as services
from decisions.services.cases import open_case
from interface import clock
from tests.factories.decisions import ReportFactory

OPENED, RECEIVED = date(2022, 1, 20), date(2022, 2, 1)
SAID = {
    "name": "Alexandra Candlewick", "criteria": "Ten years in public office.", "why": "She led a county council.",
    "terms": "£65,000 a year.", "exempt_paragraph": 1,
}  # fmt: skip


def opened(body, post=Post.DEPUTY, **fields):
    """A case that waits for the Commissioner's notice."""
    with clock.stand_on(OPENED):
        said = {"kind": CaseKind.APPOINTMENT, "post": post, "opened_on": OPENED, "actor": None, **fields}
        return open_case(body=body, **said)


def notify(case, actor=None, *, on=RECEIVED, kind=NoticeKind.PROPOSAL, **fields):
    """A notice entered on the day on which it was received; name and particulars are private unless opened."""
    with clock.stand_on(on):
        fresh = Case.objects.get(pk=case.pk)
        facts = {**SAID, "received_on": on, "kind": kind, "actor": actor} | fields
        return services.notify_candidate(case=fresh, version=fresh.version, **facts)


def reported(case, on, position=Position.APPOINT, *, number=1, **fields):
    """The panel's report as a row, sent on a day."""
    return ReportFactory(case=case, number=number, status=ReportStatus.ISSUED, issued_on=on, position=position, **fields)


def decide(case, on, outcome=Outcome.AS_PROPOSED, actor=None):
    """What the Commissioner decided, on the day."""
    with clock.stand_on(on):
        fresh = Case.objects.get(pk=case.pk)
        return services.decide_appointment(
            case=fresh, version=fresh.version, decided_on=on, outcome=outcome, note="", actor=actor
        )  # fmt: skip
