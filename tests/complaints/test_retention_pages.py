"""The pages on how long complaints are kept: for the lead officer alone, a dry run first, and erasure only after a look."""

from datetime import date

import pytest

from accounts.choices import Role
from complaints.models import Complaint
from interface import clock
from panels.rulebook import COMPLAINT_RETENTION
from tests.factories.complaints import ComplaintFactory
from tests.factories.panels import AppointmentFactory, BodyFactory, PoliceAreaFactory, RuleFactory
from tests.panels.arranging import rows_of, sent_of, statuses, words_of

ENDED = date(2016, 3, 1)
TODAY = date(2022, 3, 17)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.stand_on(TODAY):
        yield


@pytest.fixture
def panel(db):
    RuleFactory(key=COMPLAINT_RETENTION, number=6, unit="years", provision="The policy", in_force_from=date(2012, 11, 22))
    return BodyFactory(area=PoliceAreaFactory(slug="avonshire"), slug="panel")


@pytest.fixture
def lead(client, panel):
    user = appointed(panel, Role.LEAD_OFFICER)
    client.force_login(user)
    return user


def appointed(panel, role):
    return AppointmentFactory(area=panel.area, role=role).user


def url(rest=""):
    return f"/avonshire/complaints/{rest}"


def ended(panel, reference, ended_on=ENDED, **changes):
    received = date(2016, 1, 4)
    return ComplaintFactory(
        body=panel, reference=reference, status="closed", ended_on=ended_on, made_on=None, received_on=received, **changes
    )


def test_the_list_says_until_when_each_is_kept(client, panel, lead):
    ended(panel, "CC-2016-001")
    ended(panel, "CC-2016-002", held=True)
    ended(panel, "CC-2016-003", ended_on=date(2016, 3, 17))
    ended(panel, "CC-2016-004", erased_at=clock.now())
    ComplaintFactory(body=panel)
    ComplaintFactory(closed=True, reference="CC-CANARY-1")

    shown = client.get(url("retention/"))

    assert [row[:5] for row in rows_of(shown.context["table"])] == [
        ["CC-2016-001", "1 Mar 2016", "1 Mar 2022", "Due", "Hold CC-2016-001"],
        ["CC-2016-002", "1 Mar 2016", "1 Mar 2022", "On hold / A court asked for it.", "Release CC-2016-002"],
        ["CC-2016-003", "17 Mar 2016", "17 Mar 2022", "Kept", "Hold CC-2016-003"],
    ]
    words = words_of(shown)
    assert "Kept for 6 years after they end. The policy" in words
    assert "1 complaint would be erased today. 1 was erased before." in words
    assert "CANARY" not in words
    assert shown.content.decode().count('form="to-erase"') == 1


def test_a_rule_that_nobody_verified_is_marked(client, panel, lead):
    RuleFactory._meta.model.objects.update(is_verified=False)

    assert "The policy Not yet verified" in words_of(client.get(url("retention/")))


def test_without_a_complaint_that_is_over_the_list_says_what_comes(client, panel, lead):
    words = words_of(client.get(url("retention/")))

    assert "No complaint is over. Those that end are listed here" in words
    assert "0 complaints would be erased today" in words


def test_several_are_erased_after_a_look(client, panel, lead):
    for number in (1, 2, 3):
        ended(panel, f"CC-2016-00{number}", line="Words")
    look = client.get(url("retention/erase/?reference=CC-2016-001&reference=CC-2016-003&reference=CC-9"))
    assert [one.complaint.reference for one in look.context["chosen"]] == ["CC-2016-001", "CC-2016-003"]
    assert not Complaint.objects.filter(erased_at__isnull=False).exists()
    sent = {"reference": ["CC-2016-001", "CC-2016-003"], "token": look.context["form"]["token"].value()}

    unsure = client.post(url("retention/erase/"), sent)
    assert unsure.context["form"].errors == {"is_sure": ["Tick that you know that this cannot be undone"]}
    for _ in range(2):
        assert client.post(url("retention/erase/"), {**sent, "is_sure": "on"})["Location"] == url("retention/")

    gone = Complaint.objects.filter(erased_at__isnull=False).order_by("reference")
    assert list(gone.values_list("reference", "line")) == [("CC-2016-001", ""), ("CC-2016-003", "")]


def test_what_is_not_due_is_not_erased_by_its_address(client, panel, lead):
    ended(panel, "CC-2016-001", held=True)

    look = client.get(url("retention/erase/?reference=CC-2016-001"))
    assert "No complaint was chosen that may be erased today" in words_of(look)
    sent = {"reference": ["CC-2016-001"], "token": look.context["form"]["token"].value(), "is_sure": "on"}
    refused = client.post(url("retention/erase/"), sent)

    assert refused.status_code == 200
    assert not Complaint.objects.filter(erased_at__isnull=False).exists()


def test_a_complaint_is_held_and_released(client, panel, lead):
    complaint = ended(panel, "CC-2016-001")
    page = url("cases/CC-2016-001/hold/")
    opened = client.get(page)

    silent = client.post(page, sent_of(opened))
    assert silent.context["form"].errors == {"reason": ["Say why it may not be erased"]}
    client.post(page, sent_of(opened, reason="A court case"))
    complaint.refresh_from_db()
    assert (complaint.hold_reason, complaint.held_at is None) == ("A court case", False)
    stale = client.post(page, sent_of(opened, reason="Another"))
    assert stale.status_code == 200

    released = client.get(page)
    assert "A court case" in words_of(released)
    assert client.post(page, sent_of(released))["Location"] == url("retention/")
    complaint.refresh_from_db()
    assert (complaint.hold_reason, complaint.held_at) == ("", None)


@pytest.mark.parametrize(
    ("role", "on_case"),
    [
        (Role.CLERK, {403}), (Role.CHAIR, {403}), (Role.PANEL_MEMBER, {404}), (Role.AUDITOR, {404}),
        (Role.OFFICE_COMPLAINTS, {403}), (Role.OFFICE_DECISIONS, {404}),
    ],
)  # fmt: skip
def test_the_lead_officer_alone_keeps_the_records(client, panel, role, on_case):
    ended(panel, "CC-2016-001")
    assert statuses(client, [url("retention/erase/"), url("cases/CC-2016-001/hold/")]) == {302}
    assert client.get(url("retention/")).status_code == 302
    client.force_login(appointed(panel, role))

    assert client.get(url("retention/")).status_code == 403
    assert statuses(client, [url("retention/erase/")]) == {403}
    assert statuses(client, [url("cases/CC-2016-001/hold/")]) == on_case
    assert not Complaint.objects.filter(erased_at__isnull=False).exists()


def test_an_erased_one_is_neither_held_nor_erased_again(client, panel, lead):
    ended(panel, "CC-2016-001", erased_at=clock.now())

    assert client.get(url("cases/CC-2016-001/hold/")).status_code == 404
    assert client.get(url("retention/erase/?reference=CC-2016-001")).context["chosen"] == []


def test_the_list_asks_as_often_for_three_hundred_as_for_one(client, panel, lead, django_assert_num_queries):
    first = ended(panel, "CC-2016-001")
    for wanted in (1, 3, 300):
        start = Complaint.objects.count()
        Complaint.objects.bulk_create(
            Complaint(
                area=panel.area, body=panel, reference=f"CC-2016-9{n:03d}", status="closed", ended_on=ENDED, means="post",
                came_to="panel", received_on=ENDED, office_holder=first.office_holder, logged_at=clock.now(),
            )
            for n in range(start, wanted)
        )  # fmt: skip
        client.get(url("retention/"))
        with django_assert_num_queries(13):
            assert client.get(url("retention/")).context["table"].count == wanted
