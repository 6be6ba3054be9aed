"""The page of a step: for whom the delegation names, refused to others, and never taken where the rules do not allow it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from complaints.choices import CameTo, ComplaintStatus, Handler, Power, StepKind
from complaints.models import Complaint, ComplaintStep
from complaints.services.allegations import AllegationFacts, judge_allegation
from complaints.services.steps import take_step
from interface import clock
from tests.factories.complaints import HandlingPowerFactory

pytestmark = pytest.mark.django_db


def url_of(complaint, kind=""):
    name = "step-take" if kind else "step-take-back"
    return reverse(f"complaints:{name}", args=[complaint.area.slug, complaint.reference, *([kind] if kind else [])])


def sent(page, **more):
    """What the form of a page holds, as a browser would send it back."""
    data = {}
    for field in page.context["form"]:
        value = field.value()
        if hasattr(value, "year"):
            value = f"{value:%d/%m/%Y}"  # as one word, which the field reads too
        if isinstance(value, tuple):
            value = "/".join(value)
        if value not in (None, False, []):
            data[field.html_name] = value
    return data | more


@pytest.fixture
def complaint(log, powers, rulebook, today):
    return log()


@pytest.fixture
def recorded(complaint):
    take_step(complaint=complaint, version=complaint.version, kind=StepKind.RECORD, taken_on=clock.today(), actor=None)
    complaint.refresh_from_db()
    return complaint


def judged(complaint, *, is_serious=False):
    for one in complaint.allegations.all():
        judge_allegation(
            complaint=complaint, version=one.version, number=one.number, is_serious=is_serious, why="Looked at.",
            became_clear_on=clock.today(), actor=None,
        )  # fmt: skip
    complaint.refresh_from_db()


def test_the_page_says_who_decides_what_it_does_and_which_letters_it_drafts(client, complaint, office):
    client.force_login(office)
    page = client.get(url_of(complaint, "record"))
    html = page.content.decode()
    assert page.status_code == 200
    assert "Chief Executive of the Commissioner’s office, under the delegation of 24 June 2021" in html
    assert "SI 2012/62, regulation 9" in html
    assert [one.title for one in page.context["letters"]] == ["Recorded, to the complainant", "Recorded, to the office holder"]
    assert "Marian" not in html
    assert "Hazel" not in html


def test_taking_a_step_changes_the_state_and_sending_it_twice_takes_it_once(client, complaint, office):
    client.force_login(office)
    data = sent(client.get(url_of(complaint, "record")))
    for _turn in range(2):
        assert client.post(url_of(complaint, "record"), data).url == complaint.get_absolute_url()
    assert Complaint.objects.get().status == ComplaintStatus.RECORDED
    assert ComplaintStep.objects.filter(kind=StepKind.RECORD).count() == 1


def test_a_step_that_is_not_open_is_explained_and_never_taken(client, complaint, lead, powers):
    client.force_login(lead)
    page = client.get(url_of(complaint, "disapply"))
    assert page.status_code == 200
    assert "form" not in page.context or page.context["form"] is None
    assert "SI 2012/62, regulation 15" in page.content.decode()
    refused = client.post(url_of(complaint, "disapply"), {"reason": "Now."})
    assert refused.status_code == 409
    assert "The step was not taken." in refused.content.decode()
    assert ComplaintStep.objects.count() == 1


def test_who_does_not_hold_the_power_is_refused(client, recorded, office, lead, member, clerk):
    expected = {office: {"refer": 200, "disapply": 403, "resolve": 403}, lead: {"refer": 403, "disapply": 200, "resolve": 200}}
    expected |= {clerk: {"refer": 403, "disapply": 403, "resolve": 403}, member: {"refer": 404, "resolve": 404}}
    for user, answers in expected.items():
        client.force_login(user)
        for kind, status in answers.items():
            assert client.get(url_of(recorded, kind)).status_code == status, (user, kind)
            if status != 200:
                assert client.post(url_of(recorded, kind), {}).status_code == status, (user, kind)


def test_a_changed_delegation_changes_who_may_at_once(client, recorded, office, lead, body):
    client.force_login(office)
    assert client.get(url_of(recorded, "refer")).status_code == 200
    held = body.handling_powers.get(power=Power.REFER)
    held.ended_on = clock.today() - timedelta(days=1)
    held.save()
    HandlingPowerFactory(body=body, power=Power.REFER, led=True, handler=Handler.LEAD_OFFICER, started_on=clock.today())
    assert client.get(url_of(recorded, "refer")).status_code == 403
    client.force_login(lead)
    assert client.get(url_of(recorded, "refer")).status_code == 200


def test_ground_b_is_computed_and_refused_within_twelve_months(client, recorded, lead):
    judged(recorded)
    client.force_login(lead)
    page = client.get(url_of(recorded, "disapply"))
    assert "12 months after that is 12 January 2023" in page.content.decode()
    data = sent(page, grounds=["b"], handling="no-action", reason="It is old.")
    html = client.post(url_of(recorded, "disapply"), data).content.decode()
    assert "Ground (b) does not apply." in html
    assert "SI 2012/62, regulation 15(3)(b)" in html
    assert Complaint.objects.get().status == ComplaintStatus.RECORDED


def test_what_was_typed_stays_when_something_is_missing(client, recorded, lead):
    judged(recorded)
    client.force_login(lead)
    page = client.get(url_of(recorded, "disapply"))
    answer = client.post(url_of(recorded, "disapply"), sent(page, grounds=["e", "f"], reason="He wrote <b>daily</b>."))
    assert answer.context["form"].errors.keys() == {"handling"}
    assert "He wrote &lt;b&gt;daily&lt;/b&gt;." in answer.content.decode()
    done = client.post(url_of(recorded, "disapply"), sent(answer, grounds=["e", "f"], handling="otherwise"))
    assert done.status_code == 302
    step = ComplaintStep.objects.get(kind=StepKind.DISAPPLY)
    assert (step.grounds, step.handling) == (["e", "f"], "otherwise")


def test_the_panel_names_its_meeting_or_who_decided(client, recorded, lead):
    judged(recorded)
    client.force_login(lead)
    page = client.get(url_of(recorded, "resolve"))
    answer = client.post(url_of(recorded, "resolve"), sent(page, resolver="panel"))
    assert "regulation 7" in answer.context["form"].errors["decided_by"][0]
    assert client.post(url_of(recorded, "resolve"), sent(answer, resolver="panel", decided_by="The Chair")).status_code == 302
    assert Complaint.objects.get().resolver == "panel"


def test_parts_are_recorded_one_by_one(client, log, powers, rulebook, today, office):
    facts = [AllegationFacts("A letter was not answered.", today), AllegationFacts("An officer was rude.", today)]
    complaint = log(allegations=facts)
    first, second = complaint.allegations.order_by("number")
    client.force_login(office)
    page = client.get(url_of(complaint, "record"))
    data = sent(page) | {f"allegation-{second.number}": "not-conduct"}
    assert client.post(url_of(complaint, "record"), data).status_code == 302
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.decision, second.decision, second.ground) == ("recorded", "not-recorded", "not-conduct")
    assert complaint.letters.filter(kind="not-recorded").exists()


def test_two_people_at_once_the_second_is_told(client, recorded, lead):
    judged(recorded)
    client.force_login(lead)
    page = client.get(url_of(recorded, "disapply"))
    Complaint.objects.update(version=99)
    answer = client.post(url_of(recorded, "disapply"), sent(page, grounds=["a"], handling="no-action", reason="Staff."))
    assert "Someone else saved this" in answer.content.decode()
    assert ComplaintStep.objects.count() == 2
    again = sent(answer, grounds=["a"], handling="no-action", reason="Staff.")
    assert client.post(url_of(recorded, "disapply"), again).status_code == 302


def test_the_last_step_is_taken_back_with_a_reason(client, recorded, office):
    client.force_login(office)
    page = client.get(url_of(recorded))
    assert len(page.context["drafts"]) == 2
    assert client.post(url_of(recorded), sent(page)).context["form"].errors["why"] == ["Say why it is taken back"]
    assert client.post(url_of(recorded), sent(page, why="The wrong complaint.")).status_code == 302
    assert Complaint.objects.get().status == ComplaintStatus.RECEIVED
    assert "There is no step" in client.get(url_of(recorded)).content.decode()
    assert client.post(url_of(recorded), {"why": "Again."}).status_code == 409


def test_a_complaint_kept_from_the_office_is_the_lead_officers(client, log, powers, rulebook, today, office, lead):
    complaint = log(came_to=CameTo.PANEL)
    Complaint.objects.update(is_kept_from_office=True)
    client.force_login(office)
    assert client.get(url_of(complaint, "record")).status_code == 404
    client.force_login(lead)
    assert "kept from the Commissioner’s office" in client.get(url_of(complaint, "record")).content.decode()
