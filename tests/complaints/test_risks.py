"""Risk: read and written by those who read who complains, after they confirmed that it is they; nowhere else."""

import pytest

from accounts.models import AuditEntry
from complaints.models import RiskAssessment
from tests.complaints.confirming import confirmed
from tests.factories.complaints import ComplaintFactory, RiskAssessmentFactory, StepFactory

pytestmark = pytest.mark.usefixtures("today", "rulebook", "powers")
TOKEN = "3f0b9a52-2d0a-4f8e-9d5c-0f6f7c7f1a11"


def here(complaint, more=""):
    return f"/northshire/complaints/cases/{complaint.reference}/risks/{more}"


@pytest.fixture
def complaint(body, holder):
    made = ComplaintFactory(body=body, office_holder=holder, recorded=True)
    StepFactory(complaint=made)
    return made


def test_who_did_not_confirm_does_so_first(client, complaint, office):
    RiskAssessmentFactory(complaint=complaint)
    client.force_login(office)
    for more in ("", "create/"):
        response = client.get(here(complaint, more))
        assert response.status_code == 302
        assert "/cases/" not in response.url.split("?")[0]
        assert b"Long telephone" not in response.content


def test_office_and_lead_officer_read_and_assess(complaint, office, lead):
    RiskAssessmentFactory(complaint=complaint)
    for user in (office, lead):
        said = confirmed(user).get(here(complaint)).content.decode()
        assert "Long telephone calls." in said
        assert "Two officers take the calls in turn." in said
    sent = {"level": "high", "text": "Threats.", "measures": "", "token": TOKEN}
    client = confirmed(lead)
    assert client.post(here(complaint, "create/"), sent).url == here(complaint)
    client.post(here(complaint, "create/"), sent)
    assert list(RiskAssessment.objects.order_by("number").values_list("level", flat=True)) == ["low", "high"]
    said = client.get(here(complaint)).content.decode()
    assert said.index("Threats.") < said.index("Long telephone calls.")
    assert "Threats" not in str(list(AuditEntry.objects.values_list("detail", "target_reference")))


def test_what_is_missing_is_said(complaint, lead):
    said = confirmed(lead).post(here(complaint, "create/"), {"text": "Threats.", "token": TOKEN}).content.decode()
    assert "Choose how high the risk is" in said
    assert "Threats." in said


def test_who_may_not_read_who_complains_reads_no_risk(complaint, clerk, member):
    RiskAssessmentFactory(complaint=complaint)
    assert confirmed(clerk).get(here(complaint)).status_code == 403
    assert confirmed(clerk).post(here(complaint, "create/"), {"level": "low", "text": "None."}).status_code == 403
    assert confirmed(member).get(here(complaint)).status_code == 404
    assert RiskAssessment.objects.count() == 1
