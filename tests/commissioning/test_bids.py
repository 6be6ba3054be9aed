"""Bids for money: entered, partners added, submitted, their outcome, published; who reads which."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import Role
from accounts.models import AuditEntry
from commissioning.choices import BidStatus
from commissioning.models import BidPartner, FundingBid
from commissioning.services import bids as services
from interface import clock
from tests.factories.commissioning import BidFactory, PartnerFactory, PriorityFactory
from tests.factories.panels import AppointmentFactory, PoliceAreaFactory

pytestmark = pytest.mark.django_db
TODAY = date(2022, 3, 10)


@pytest.fixture(autouse=True)
def today():
    with clock.stand_on(TODAY):
        yield TODAY


@pytest.fixture
def area():
    return PoliceAreaFactory(slug="northshire", name="Northshire")


@pytest.fixture
def office(area):
    return AppointmentFactory(area=area, role=Role.OFFICE_COMMISSIONING).user


def url(name, area, *args):
    return reverse(f"bids:{name}", args=[area.slug, *args])


def sent(client, address, **data):
    """Fill a form as it stands, and send it."""
    form = client.get(address).context["form"]
    hidden = {name: form[name].value() for name in ("token", "version") if name in form.fields}
    return client.post(address, {**hidden, **data}, follow=True)


def day(name, value):
    """A day as the three boxes send it."""
    return {f"{name}-day": value.day, f"{name}-month": value.month, f"{name}-year": value.year}


def test_a_bid_goes_from_entered_to_won(client, area, office):
    client.force_login(office)

    sent(client, url("bid-create", area), title="Safer streets", fund="Safer Streets Fund", asked="3,150,000.00")
    bid = FundingBid.objects.get()
    sent(client, url("partner-create", area, bid.slug), name="Northshire Council", role="Lighting")
    sent(client, url("bid-submit", area, bid.slug), **day("submitted_on", date(2022, 1, 14)))
    sent(client, url("bid-outcome", area, bid.slug), status="part", won="£1,000,000.10", **day("outcome_on", TODAY))
    page = sent(client, url("bid-publish", area, bid.slug))
    client.logout()

    shown = client.get(bid.get_absolute_url()).content.decode()
    assert "Bid published" in page.content.decode()
    assert all(words in shown for words in ("Safer Streets Fund", "£3,150,000.00", "£1,000,000.10", "Northshire Council"))
    assert "Successful in part" in shown


def test_a_draft_is_the_offices_own(client, area, office):
    hidden = BidFactory(area=area, draft=True, title="CANARY", asked=Decimal("777.77"))
    BidFactory(area=area, title="Known")

    for address in (url("bid-list", area), url("bid-export", area, "csv"), url("bid-list", area) + "?state=submitted"):
        page = client.get(address).content.decode()
        assert "Known" in page
        assert "CANARY" not in page
        assert "777" not in page
    assert client.get(hidden.get_absolute_url()).status_code == 404
    client.force_login(office)
    assert "CANARY" in client.get(url("bid-list", area)).content.decode()


@pytest.mark.parametrize("name", ["bid-update", "bid-submit", "bid-outcome", "bid-publish", "bid-hide", "bid-withdraw",
                                  "bid-reopen", "partner-create"])  # fmt: skip
def test_nobody_else_writes(client, area, name):
    bid = BidFactory(area=area)
    client.force_login(AppointmentFactory(area=area, role=Role.OFFICE_PERFORMANCE).user)

    assert client.get(url(name, area, bid.slug)).status_code == 403
    client.logout()
    assert client.get(url(name, area, bid.slug)).status_code == 302


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"status": "won", "outcome_on": TODAY}, "won"),
        ({"status": "lost", "outcome_on": date(2022, 3, 11)}, "outcome_on"),
        ({"status": "lost", "outcome_on": date(2022, 1, 1)}, "outcome_on"),
        ({"status": "submitted", "outcome_on": TODAY}, "status"),
    ],
    ids=["won without an amount", "in the future", "before it was submitted", "no outcome"],
)
def test_a_wrong_outcome_is_refused(area, facts, field):
    bid = BidFactory(area=area)

    with pytest.raises(ValidationError) as refused:
        services.record_outcome(bid=bid, version=bid.version, actor=None, **facts)

    assert list(refused.value.message_dict) == [field]
    bid.refresh_from_db()
    assert bid.status == BidStatus.SUBMITTED
    assert not AuditEntry.objects.exists()


def test_a_lost_bid_receives_nothing_and_can_be_opened_again(area):
    bid = BidFactory(area=area)

    bid = services.record_outcome(
        bid=bid, version=bid.version, actor=None, status="lost", outcome_on=TODAY, won=Decimal(5), outcome="No reason was given."
    )
    assert bid.won is None
    bid = services.reopen_bid(bid=bid, version=bid.version, actor=None)

    assert (bid.status, bid.outcome, bid.outcome_on) == (BidStatus.SUBMITTED, "", None)
    assert [one.action for one in AuditEntry.objects.order_by("pk")] == [
        "commissioning.bid_outcome_recorded", "commissioning.bid_reopened",
    ]  # fmt: skip


def test_the_trail_holds_no_amount_and_no_title(area):
    bid = services.create_bid(area=area, title="CANARY", fund="CANARY", actor=None, asked=Decimal("98765.43"))
    services.submit_bid(bid=bid, version=bid.version, actor=None, submitted_on=TODAY)

    told = " ".join(f"{one.action} {one.detail}" for one in AuditEntry.objects.all())
    assert "CANARY" not in told
    assert "98765" not in told


def test_a_partner_is_taken_out_and_put_back(client, area, office):
    partner = PartnerFactory(bid=BidFactory(area=area), name="Essex Council")
    bid = partner.bid
    client.force_login(office)

    sent(client, url("partner-remove", area, bid.slug, partner.number))
    client.logout()
    assert "Essex Council" not in client.get(bid.get_absolute_url()).content.decode()
    assert "Essex Council" not in client.get(url("bid-export", area, "csv")).content.decode()
    client.force_login(office)
    sent(client, url("partner-restore", area, bid.slug, partner.number))

    assert BidPartner.objects.kept().get() == partner


def test_a_stale_save_is_refused(area):
    bid = BidFactory(area=area)
    services.change_bid(bid=bid, version=bid.version, actor=None, title="First")

    with pytest.raises(ValidationError, match="saved"):
        services.change_bid(bid=bid, version=bid.version, actor=None, title="Second")


def test_an_outcome_that_is_late_is_marked(client, area):
    BidFactory(area=area, outcome_due_on=date(2022, 3, 9))

    assert "Outcome late" in client.get(url("bid-list", area)).content.decode()


def test_the_file_says_exactly_what_the_list_shows(client, area):
    BidFactory(area=area, title="=cmd()", priority=PriorityFactory(area=area), asked=Decimal("0.10"))
    BidFactory(area=area, title="Lost", status="lost", outcome_on=TODAY)

    lines = client.get(url("bid-export", area, "csv") + "?state=submitted").content.decode().splitlines()

    assert len(lines) == 2
    assert lines[1].startswith("'=cmd()")
    assert ",0.10," in lines[1]
    assert "VAT not stated" in lines[1]


def test_the_list_asks_as_often_for_30_bids_as_for_1(client, area):
    counts = []
    for more in (1, 2, 27):
        for one in BidFactory.create_batch(more, area=area):
            PartnerFactory(bid=one)
        client.get(url("bid-list", area))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(url("bid-list", area))
            client.get(url("bid-export", area, "csv"))
        counts.append(len(asked))

    assert counts[0] == counts[1] == counts[2]
