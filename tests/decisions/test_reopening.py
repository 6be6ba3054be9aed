"""A case that is opened again is as it was before its end: nothing of the end is left, and nothing else is gone."""

from datetime import date
from decimal import Decimal

import pytest

from decisions.models import Case, Precept
from decisions.services.cases import publish_case, reopen_case, withdraw_case
from decisions.services.precept import issue_precept
from decisions.services.requests import decide_act, end_act
from interface import clock
from tests.factories.decisions import (
    CaseFactory,
    CaseMeetingFactory,
    NoticeFactory,
    PanelVoteFactory,
    PreceptFactory,
    PreceptProposalFactory,
    ReportFactory,
)

pytestmark = pytest.mark.usefixtures("rulebook")
LATER = date(2022, 2, 25)


def act(service, case, **said):
    fresh = Case.objects.for_page().get(pk=case.pk)
    with clock.stand_on(LATER):
        return service(case=fresh, version=fresh.version, actor=None, **said)


def test_what_was_issued_is_not_issued_any_more(body):
    case = CaseFactory(body=body, notified=True)
    PreceptFactory(case=case)
    PreceptProposalFactory(notice=NoticeFactory(case=case))
    ReportFactory(case=case, issued=True)
    act(issue_precept, case, issued_on=LATER, band_d=Decimal("251.20"), total=Decimal("25120000"), note="")
    assert Precept.objects.get().band_d_issued == Decimal("251.20")

    act(reopen_case, case)
    assert Precept.objects.filter(band_d_issued=None, total_issued=None).exists()


@pytest.mark.parametrize("ends", ["ended", "withdrawn"])
def test_what_the_panel_decided_outlives_the_end_and_its_undoing(client, body, ends):
    case = CaseFactory(body=body, suspension=True, unshared=True, notified=True)
    meeting = CaseMeetingFactory(case=case).meeting
    PanelVoteFactory(case=case, meeting=meeting)
    said = {"goes_ahead": True, "concerns": "", "from_on": date(2022, 2, 2), "until_on": None}
    act(decide_act, case, note="It looks at this again in May.", **said)
    act(publish_case, case)
    if ends == "ended":
        act(end_act, case, ended_on=LATER, note="The charge was dropped.")
    else:
        act(withdraw_case, case, withdrawn_on=LATER, why="Opened twice.")
    assert "It looks at this again in May." in client.get(case.get_absolute_url()).content.decode()

    made = act(reopen_case, case)
    assert (made.decided_note, made.outcome_note) == ("It looks at this again in May.", "")
