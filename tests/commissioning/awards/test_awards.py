"""Grants and contracts: entered under a reference that stays, made, published, ended, and tied to a decision."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from accounts.models import AuditEntry
from commissioning.choices import AwardKind, AwardStatus, CameFrom, DecidedBy
from commissioning.models import Award
from commissioning.services import awards as services
from decisions.choices import CostKind, DecisionStatus
from documents.choices import Access
from tests.commissioning.awards.awarding import DAY, PRIVATE, refusal
from tests.factories.commissioning import LotFactory, ProviderFactory
from tests.factories.register import DecisionFactory


def test_an_award_takes_the_next_reference_of_its_kind(entered):
    made = [entered().reference, entered(kind=AwardKind.CONTRACT).reference, entered().reference]

    assert made == ["G-2022-001", "C-2022-001", "G-2022-002"]


def test_an_award_of_an_older_register_keeps_its_reference(entered):
    older = entered(reference="G-2022-007")

    assert (older.reference, entered().reference) == ("G-2022-007", "G-2022-008")


def test_an_award_keeps_pence_exactly(entered):
    assert Award.objects.get(pk=entered(amount="99999999999.99").pk).amount == Decimal("99999999999.99")


def test_an_award_goes_through_its_life(entered, office):
    one = entered(made=False)
    one = services.make_award(award=one, version=one.version, awarded_on=DAY, actor=office)
    one = services.publish_award(award=one, version=one.version, actor=office)
    one = services.begin_award(award=one, version=one.version, started_on=date(2022, 3, 1), actor=office)
    one = services.end_award(award=one, version=one.version, ended_on=date(2022, 3, 9), actor=office)

    assert (one.status, one.is_out, one.awarded_on, one.ended_on) == (AwardStatus.ENDED, True, DAY, date(2022, 3, 9))
    acts = AuditEntry.objects.filter(action__startswith="commissioning.award_").order_by("pk").values_list("action", flat=True)
    assert [act.removeprefix("commissioning.award_") for act in acts] == ["created", "made", "published", "begun", "ended"]


def test_an_award_is_not_published_before_it_is_made(entered, office):
    one = entered(made=False)

    told = refusal(services.publish_award, award=one, version=one.version, actor=office)

    assert told == {"awarded_on": ["Publish is not open: it is not awarded"]}


def test_a_crime_grant_is_not_published_without_purpose_and_reasons(entered, office):
    one = entered(purpose="", reasons="", is_crime_and_disorder=True)

    told = refusal(services.publish_award, award=one, version=one.version, actor=office)

    assert told == {"purpose": ["Enter what it is for"], "reasons": ["Enter why it was awarded"]}


def test_an_award_out_of_an_older_table_is_published_without_reasons(entered):
    assert entered(purpose="", reasons="", came_from=CameFrom.TABLE, public=True).is_out


def test_a_public_award_brings_its_provider_out(entered):
    one = entered(public=True)

    one.provider.refresh_from_db()
    assert one.provider.published_at is not None


def test_a_private_award_does_not_tell_its_provider(entered, office):
    one = entered(public=True, **PRIVATE)
    one.provider.refresh_from_db()
    assert one.provider.published_at is None

    services.change_award(award=one, version=one.version, actor=office, access=Access.PUBLIC)

    one.provider.refresh_from_db()
    assert one.provider.published_at is not None


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        pytest.param({**PRIVATE, "neutral_title": ""}, "neutral_title", id="no neutral title"),
        pytest.param({**PRIVATE, "neutral_title": "night SUPPORT"}, "neutral_title", id="the title itself"),
        pytest.param({**PRIVATE, "exempt_paragraph": None}, "exempt_paragraph", id="no paragraph"),
        pytest.param({"commercial_terms": "£12 an hour"}, "public_interest_reason", id="terms without a reason"),
        pytest.param({"amount": "-0.01"}, "amount", id="less than nothing"),
        pytest.param({"kind": AwardKind.CONTRACT, "is_crime_and_disorder": True}, "is_crime_and_disorder", id="no grant"),
        pytest.param({"started_on": date(2022, 4, 1), "ended_on": date(2022, 3, 1)}, "ended_on", id="ends first"),
    ],
)
def test_an_award_says_what_is_wrong_with_it(entered, facts, field):
    assert field in refusal(entered, **facts)
    assert not Award.objects.exists()


def test_an_award_takes_nothing_of_another_area(entered):
    assert refusal(entered, provider=ProviderFactory()) == {"provider": ["Choose one of this area"]}
    assert refusal(entered, lot=LotFactory()) == {"lot": ["Choose a lot of the procurement that you chose"]}


def test_a_public_award_keeps_nothing_of_what_was_private(entered, office):
    one = entered(**PRIVATE)

    one = services.change_award(award=one, version=one.version, actor=office, access=Access.PUBLIC)

    assert (one.neutral_title, one.exempt_paragraph, one.public_interest_reason) == ("", None, "")


def test_a_stale_change_is_refused(entered, office):
    one = entered()
    services.change_award(award=one, version=one.version, actor=office, title="Other")

    with pytest.raises(ValidationError) as refused:
        services.change_award(award=one, version=one.version, actor=office, title="Third")

    assert refused.value.code == "stale"


def test_each_step_of_an_award_goes_back(entered, office):
    one = entered(public=True)
    one = services.begin_award(award=one, version=one.version, started_on=DAY, actor=office)
    one = services.end_award(award=one, version=one.version, ended_on=DAY, actor=office)
    states = []
    for _step in range(2):
        one = services.take_step_back(award=one, version=one.version, actor=office)
        states.append(one.status)
    assert states == [AwardStatus.LIVE, AwardStatus.AWARDED]
    told = refusal(services.take_step_back, award=one, version=one.version, actor=office)
    assert told == ["It is public. Take it from the public first"]
    one = services.hide_award(award=one, version=one.version, actor=office)
    assert services.take_step_back(award=one, version=one.version, actor=office).status == AwardStatus.DRAFT


def test_an_award_cancelled_by_mistake_is_taken_up_again(entered, office):
    one = entered(public=True)
    one = services.cancel_award(award=one, version=one.version, why="The wrong one", actor=office)
    one = services.take_step_back(award=one, version=one.version, actor=office)

    assert (one.status, one.cancelled_why) == (AwardStatus.AWARDED, "")
    assert one.published_at is not None


def test_a_cancelled_award_says_why_and_changes_no_more(entered, office):
    one = entered()
    assert refusal(services.cancel_award, award=one, version=one.version, why=" ", actor=office) == {
        "why": ["Say why it is cancelled"]
    }

    one = services.cancel_award(award=one, version=one.version, why="It went into administration", actor=office)

    assert refusal(services.change_award, award=one, version=one.version, actor=office, title="X")
    assert refusal(services.begin_award, award=one, version=one.version, started_on=DAY, actor=office)


def test_the_trail_tells_no_amount_and_no_words(entered, office):
    one = entered(title="Canary title", amount="777.77", public=True, **PRIVATE, commercial_terms="Canary terms")
    services.change_award(award=one, version=one.version, actor=office, amount=Decimal("888.88"))

    told = str(list(AuditEntry.objects.filter(action__startswith="commissioning.award").values_list("detail", flat=True)))

    assert not any(word in told for word in ("Canary", "777.77", "888.88"))


# Its decision ---------------------------------------------------------------------------------------------------------


def test_a_proposed_decision_takes_over_what_the_award_says(entered, office):
    one = entered(commercial_terms="£12 an hour", exempt_paragraph=3, public_interest_reason="Prices")

    decision = services.propose_decision(award=one, version=one.version, actor=office)

    one.refresh_from_db()
    assert (one.decision, one.decided_by, decision.status) == (decision, DecidedBy.COMMISSIONER, DecisionStatus.PROPOSED)
    assert (decision.title, decision.cost_kind, decision.cost) == ("Night support", CostKind.EXACT, Decimal("1204.50"))
    assert "£12" not in f"{decision.summary}{decision.reasons}{decision.exempt_text}"


def test_the_decision_of_a_private_award_is_private(entered, office):
    one = entered(**PRIVATE)

    decision = services.propose_decision(award=one, version=one.version, actor=office)

    assert (decision.access, decision.public_title) == (Access.EXEMPT, "A support contract")


def test_one_decision_stands_behind_an_award(entered, office, area):
    one, decision = entered(), DecisionFactory(area=area)
    services.take_decision(award=one, version=one.version, decision=decision, actor=office)
    one.refresh_from_db()

    assert refusal(services.propose_decision, award=one, version=one.version, actor=office) == [
        "A decision is linked to it already. Take that link out first"
    ]
    one = services.unlink_decision(award=one, version=one.version, actor=office)
    assert one.decision is None


def test_a_decision_of_another_area_is_not_taken(entered, office):
    one = entered()

    told = refusal(services.take_decision, award=one, version=one.version, decision=DecisionFactory(), actor=office)

    assert told == {"decision": ["Choose a decision of this area"]}
