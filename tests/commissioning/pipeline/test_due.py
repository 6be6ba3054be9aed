"""What is due in commissioning: ends, extensions, money to be spent and returns; and who may know of it."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from commissioning.choices import AwardStatus, ExtensionStatus, ReturnStatus
from commissioning.models import Award, Extension, Fund, MonitoringReturn
from commissioning.services.duties import keep_due
from commissioning.services.rows import keep
from interface import clock
from panels.choices import DutyAccess, DutyOwner, DutyStatus
from panels.models import Obligation
from panels.services.due import refresh_duties
from tests.factories import commissioning as make

pytestmark = pytest.mark.django_db
ENDS, DECIDE, SPEND, RETURN = date(2023, 3, 31), date(2022, 9, 30), date(2022, 3, 31), date(2022, 4, 30)


@pytest.fixture
def contract(area):
    made = make.AwardFactory(area=area, contract=True, title="CANARY helpline", ended_on=ENDS)
    make.ExtensionFactory(award=made, decide_by=DECIDE)
    make.ReturnFactory(award=made, due_on=RETURN)
    make.FundFactory(area=area, title="Community fund", spend_by=SPEND)
    return made


def duties(user=None):
    seen = Obligation.objects.visible_to(user or AnonymousUser()).exclude(status=DutyStatus.NOT_APPLICABLE)
    return {one.key: one.due_on for one in seen}


def change(row, **facts):
    """Change a row as a service does."""
    for name, value in facts.items():
        setattr(row, name, value)
    area = getattr(row, "area", None) or row.award.area
    keep(row, area=area, actor=None, act=facts.pop("act", "changed"))


def test_what_is_published_has_its_days_and_returns_are_not_public(contract, area, office, clerk, member):
    refresh_duties(area=area)

    public = {"contract-ends": ENDS, "contract-extension": DECIDE, "fund-spend-by": SPEND}
    assert duties() == duties(member) == public
    assert duties(office) == duties(clerk) == {**public, "monitoring-return": RETURN}
    row = Obligation.objects.get(key="contract-ends")
    assert (row.about, row.address, row.owner) == ("CANARY helpline", contract.get_absolute_url(), DutyOwner.COMMISSIONER)


def test_a_second_look_changes_nothing(contract, area):
    refresh_duties(area=area)

    assert refresh_duties(area=area) == 0


@pytest.mark.parametrize("facts", [{"published_at": None}, {"status": AwardStatus.DRAFT, "published_at": None}])
def test_what_is_not_published_has_none(contract, area, clerk, facts):
    Award.objects.update(**facts)
    Fund.objects.update(published_at=None)
    refresh_duties(area=area)

    assert not Obligation.objects.exists()


def test_what_is_taken_from_the_public_loses_its_duties_and_their_words(contract, area, clerk):
    refresh_duties(area=area)
    change(contract, published_at=None)
    change(Fund.objects.get(), published_at=None)

    assert duties() == duties(clerk) == {}
    assert not Obligation.objects.visible_to(AnonymousUser()).exists()
    assert not Obligation.objects.filter(about__contains="CANARY").exists()
    assert not Obligation.objects.filter(about__contains="Community").exists()
    change(contract, published_at=clock.now())
    assert duties()["contract-ends"] == ENDS


def test_of_an_exempt_award_only_who_reads_it_knows_the_day(area, office, clerk, member):
    made = make.AwardFactory(area=area, contract=True, exempt=True, title="CANARY", ended_on=ENDS)
    keep_due(made, actor=None)

    assert duties() == {}
    assert duties(clerk) == duties(office) == {"contract-ends": ENDS}
    row = Obligation.objects.get()
    assert (row.about, row.access) == ("An award", DutyAccess.COMMISSIONING)


def test_a_public_award_that_is_made_private_is_named_by_its_neutral_title(contract, area):
    refresh_duties(area=area)
    change(contract, access="exempt", neutral_title="An award", exempt_paragraph=3, public_interest_reason="Prices")

    assert set(duties()) == {"fund-spend-by"}
    assert not Obligation.objects.filter(about__contains="CANARY").exists()


def test_an_extension_is_met_by_its_decision_and_due_again_when_that_is_taken_back(contract, area):
    refresh_duties(area=area)
    extension, row = Extension.objects.get(), Obligation.objects.filter(key="contract-extension")
    change(extension, status=ExtensionStatus.NOT_TAKEN, decided_on=date(2022, 3, 1))
    assert (row.get().status, row.get().met_how) == (DutyStatus.MET, "Not taken")

    extension.status, extension.decided_on = ExtensionStatus.OPEN, None
    keep(extension, area=area, actor=None, act="extension_reopened")
    assert row.get().status == DutyStatus.OPEN


def test_a_return_is_met_once_it_is_received_late_or_not(contract, area):
    refresh_duties(area=area)
    MonitoringReturn.objects.update(status=ReturnStatus.RECEIVED, received_on=date(2022, 5, 2))
    with clock.stand_on(date(2022, 5, 3)):
        refresh_duties(area=area)

    row = Obligation.objects.get(key="monitoring-return")
    assert (row.status, row.was_late) == (DutyStatus.MET, True)


@pytest.mark.parametrize(
    ("key", "model", "facts"),
    [
        ("contract-ends", Award, {"status": AwardStatus.CANCELLED, "cancelled_why": "Withdrawn"}),
        ("monitoring-return", MonitoringReturn, {"status": ReturnStatus.NOT_NEEDED}),
        ("contract-extension", Extension, {"removed_at": clock.now()}),
    ],
)
def test_what_no_longer_applies_is_set_aside(contract, area, key, model, facts):
    refresh_duties(area=area)
    model.objects.update(**facts)
    refresh_duties(area=area)

    assert Obligation.objects.get(key=key).status == DutyStatus.NOT_APPLICABLE


def test_an_award_that_has_ended_meets_its_last_day(contract, area):
    refresh_duties(area=area)
    change(contract, status=AwardStatus.ENDED, ended_on=date(2022, 3, 1))

    assert Obligation.objects.get(key="contract-ends").status == DutyStatus.MET


def test_the_day_to_spend_merely_passes(contract, area):
    refresh_duties(area=area)

    with clock.stand_on(date(2022, 4, 1)):
        assert not Obligation.objects.missed(clock.now()).filter(key="fund-spend-by").exists()
