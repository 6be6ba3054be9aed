"""What belongs to an award: variations and extensions that change its value and its last day, reviews, parties, shares."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from commissioning.choices import AwardKind, AwardStatus, ExtensionStatus
from commissioning.models import Award, Extension, Party, Review, Share, Variation
from commissioning.rules.values import current_value
from commissioning.services import awards as services
from commissioning.services.shares import ShareLine, set_shares
from tests.commissioning.awards.awarding import DAY, refusal, sent, url
from tests.factories.commissioning import AwardFactory, ExerciseFactory, ExtensionFactory, ProviderFactory, ShareFactory
from tests.factories.register import DecisionFactory


@pytest.fixture
def contract(entered):
    return entered(kind=AwardKind.CONTRACT, amount="1000.00", started_on=date(2022, 3, 1), ended_on=date(2023, 3, 31))


def worth(award):
    return current_value(award.amount, award.variations.all(), award.extensions.all())


def option(award, office, **facts):
    given = {"words": "One year", "until_on": date(2024, 3, 31), "amount": Decimal("500.10"), **facts}
    return services.add_part(award=award, model=Extension, actor=office, **given)


def test_an_invoked_extension_adds_its_amount_and_moves_the_last_day(contract, office):
    row = option(contract, office)
    assert worth(contract) == Decimal("1000.00")

    services.invoke_extension(extension=row, version=row.version, decided_on=DAY, actor=office)

    contract.refresh_from_db()
    assert (worth(contract), contract.ended_on, contract.amount) == (Decimal("1500.10"), date(2024, 3, 31), Decimal("1000.00"))


def test_an_extension_that_is_not_taken_changes_nothing(contract, office):
    row = option(contract, office)

    row = services.leave_extension(extension=row, version=row.version, decided_on=DAY, actor=office)

    contract.refresh_from_db()
    assert (row.status, worth(contract), contract.ended_on) == (ExtensionStatus.NOT_TAKEN, Decimal(1000), date(2023, 3, 31))
    assert refusal(services.invoke_extension, extension=row, version=row.version, decided_on=DAY, actor=office) == [
        "This extension is decided already"
    ]


def test_a_decision_on_an_extension_is_taken_back(contract, office):
    row = option(contract, office)
    row = services.invoke_extension(extension=row, version=row.version, decided_on=DAY, actor=office)

    row = services.reopen_extension(extension=row, version=row.version, actor=office)

    assert (row.status, row.decided_on, worth(contract)) == (ExtensionStatus.OPEN, None, Decimal(1000))


def test_an_extension_is_not_decided_in_the_future(contract, office):
    row = option(contract, office)

    told = refusal(services.invoke_extension, extension=row, version=row.version, decided_on=date(2022, 3, 11), actor=office)

    assert told == {"decided_on": ["The date must be today or in the past"]}


def test_variations_change_the_value_and_the_newest_the_last_day(contract, office):
    for on, change, until in ((date(2022, 3, 5), "250.05", date(2023, 6, 30)), (date(2022, 3, 8), "-100.00", date(2023, 5, 31))):
        services.add_part(
            award=contract, model=Variation, actor=office, on=on, words="More", change=Decimal(change), ended_on=until
        )

    contract.refresh_from_db()
    assert (worth(contract), contract.ended_on) == (Decimal("1150.05"), date(2023, 5, 31))


def test_a_variation_taken_out_counts_no_more(contract, office):
    first = services.add_part(
        award=contract, model=Variation, actor=office, on=DAY, words="More", change=Decimal(50), ended_on=date(2023, 6, 30)
    )
    second = services.add_part(
        award=contract,
        model=Variation,
        actor=office,
        on=date(2022, 3, 8),
        words="More",
        change=Decimal(7),
        ended_on=DAY.replace(2024),
    )

    services.remove_part(row=second, version=second.version, actor=office)

    contract.refresh_from_db()
    assert (worth(contract), contract.ended_on, first.award_id) == (Decimal(1050), date(2023, 6, 30), contract.pk)


def test_an_award_is_never_worth_less_than_nothing(contract, office):
    told = refusal(
        services.add_part, award=contract, model=Variation, actor=office, on=DAY, words="Less", change=Decimal("-1000.01")
    )

    assert told == {"change": ["The award would be worth less than nothing"]}
    assert not Variation.objects.exists()


def test_the_provider_is_no_party_beside_itself(contract, office, area):
    told = refusal(services.add_part, award=contract, model=Party, actor=office, provider=contract.provider)
    assert told == {"provider": ["This organisation is the provider itself. Choose another"]}

    partner = services.add_part(award=contract, model=Party, actor=office, provider=ProviderFactory(area=area, draft=True))
    assert partner.provider.published_at is None
    contract.refresh_from_db()
    services.publish_award(award=contract, version=contract.version, actor=office)
    partner.provider.refresh_from_db()
    assert partner.provider.published_at is not None


# Shares ---------------------------------------------------------------------------------------------------------------


def shared(of, office, **percents):
    of.refresh_from_db()
    lines = [ShareLine(name, percent=Decimal(percent)) for name, percent in percents.items()]
    return set_shares(of=of, version=of.version, lines=lines, actor=office)


def test_shares_must_make_the_whole(contract, office):
    assert refusal(shared, of=contract, office=office, Ministry="60", Council="35") == {
        "shares": ["Shares make 95%. They must make 100%"]
    }
    assert not Share.objects.exists()

    shared(contract, office, Ministry="60", Council="40")
    shared(contract, office, Ministry="70", Trust="30")

    assert [(one.funder, one.percent) for one in contract.shares.kept()] == [("Ministry", 70), ("Trust", 30)]


def test_shares_in_pounds_must_make_the_amount(contract, office):
    contract.refresh_from_db()
    lines = [ShareLine("Ministry", amount=Decimal("600.00")), ShareLine("Council", amount=Decimal("399.99"))]

    told = refusal(set_shares, of=contract, version=contract.version, lines=lines, actor=office)

    assert told == {"shares": ["Shares make £999.99. They must make £1,000.00"]}


def test_an_award_with_wrong_shares_is_not_published(contract, office):
    ShareFactory(award=contract, percent=Decimal(95))

    told = refusal(services.publish_award, award=contract, version=contract.version, actor=office)

    assert told == ["Shares make 95%. They must make 100%"]


def test_an_exercise_has_shares_too(office, area, client):
    exercise = ExerciseFactory(area=area)
    client.force_login(office)

    client.post(url("share-update", exercise), sent(exercise, shares="Ministry of Justice: 60%\nNHS: 40%"))

    assert [(one.funder, one.percent) for one in exercise.shares.kept()] == [("Ministry of Justice", 60), ("NHS", 40)]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        pytest.param("Ministry: 95%", "Shares make 95%. They must make 100%", id="too little"),
        pytest.param("Ministry 100", "Line 1: write the funder, a colon and the share", id="no colon"),
        pytest.param("A: 60%\nB: £400", "Give all shares in per cent, or all in pounds", id="both kinds"),
        pytest.param("A: 60%\na: 40%", "A funder stands on two lines. Put its shares together on one", id="twice"),
        pytest.param("A: 100.00001%", "Line 1: write the funder", id="too exact"),
    ],
)
def test_the_page_of_shares_says_what_is_wrong(contract, office, client, typed, told):
    client.force_login(office)

    page = client.post(url("share-update", contract), sent(contract, shares=typed))

    assert page.context["form"].errors["shares"][0].startswith(told)
    assert not Share.objects.exists()


# Pages ----------------------------------------------------------------------------------------------------------------


def test_parts_are_added_changed_taken_out_and_put_back(contract, office, client):
    client.force_login(office)
    review = {"findings": "It works.", "outcome": "continue"}
    client.post(url("part-create", contract, "reviews"), sent(on=DAY, **review))
    row = Review.objects.get()

    client.post(url("part-update", contract, "reviews", 1), sent(row, on=DAY, **{**review, "findings": "It works well."}))
    row.refresh_from_db()
    assert row.findings == "It works well."
    client.post(url("part-remove", contract, "reviews", 1), sent(row))
    row.refresh_from_db()
    assert row.removed_at is not None
    client.post(url("part-restore", contract, "reviews", 1), sent(row))

    row.refresh_from_db()
    assert row.removed_at is None


def test_the_decision_of_an_extension_is_linked_for_who_may_read_it(area, client):
    award = AwardFactory(area=area, contract=True)
    known, secret = DecisionFactory(area=area, published=True), DecisionFactory(area=area)
    for decision in (known, secret):
        ExtensionFactory(award=award, status=ExtensionStatus.INVOKED, decided_on=DAY, decision=decision)

    page = client.get(url("award-detail", award)).content.decode()

    assert f"Decision {known.reference}" in page
    assert known.get_absolute_url() in page
    assert secret.reference not in page


def test_an_award_that_is_over_is_not_extended(contract, office):
    row = option(contract, office)
    Award.objects.update(status=AwardStatus.ENDED, awarded_on=DAY)

    told = refusal(services.invoke_extension, extension=row, version=row.version, decided_on=DAY, actor=office)

    assert told == ["This award is over. Take that back before you extend it"]
    row.refresh_from_db()
    assert row.status == ExtensionStatus.OPEN


def test_an_extension_is_invoked_on_its_page(contract, office, client):
    client.force_login(office)
    option(contract, office)
    row = Extension.objects.get()

    client.post(url("extension-invoke", contract, 1), sent(row, decided_on=DAY))

    row.refresh_from_db()
    assert row.status == ExtensionStatus.INVOKED


def test_a_part_of_no_kind_is_not_found(contract, office, client):
    client.force_login(office)

    assert client.get(url("part-create", contract, "wishes")).status_code == 404


def test_only_the_office_adds_parts(contract, member, client):
    client.force_login(member)
    services.publish_award(award=contract, version=contract.version, actor=None)

    assert client.get(url("part-create", contract, "reviews")).status_code == 403


def test_a_removed_row_cannot_be_removed_again(contract, office):
    row = option(contract, office)
    row = services.remove_part(row=row, version=row.version, actor=office)

    with pytest.raises(ValidationError) as refused:
        services.remove_part(row=row, version=row.version, actor=office)

    assert refused.value.code == "removed"
