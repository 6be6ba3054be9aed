"""Whether lines add up to what a paper states, and who may be told."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser

from commissioning.choices import AwardStatus
from commissioning.models import StatedTotal
from commissioning.rules.totals import check_shares, check_total, figure, vat_words
from commissioning.services.totals import check_of, checks_of
from interface import clock
from tests.commissioning.funding import office_of
from tests.factories.commissioning import AwardFactory, ExerciseFactory, FundFactory, LineFactory, TotalFactory

PUBLIC = AnonymousUser()
D = Decimal


@pytest.mark.parametrize(
    ("stated", "lines", "unit", "words"),
    [
        ("30797", ["10000.00", "20796.90", "0.10"], "pounds", "Lines add up to £30,797.00, as typed"),
        ("50", ["3", "24", "24"], "number", "Lines add up to 51, 1 more than the 50 typed"),
        ("70000", ["69999.99"], "pounds", "Lines add up to £69,999.99, £0.01 less than the £70,000.00 typed"),
        ("1.5", ["0.75", "0.5"], "number", "Lines add up to 1.25, 0.25 less than the 1.5 typed"),
        ("-5", ["-6"], "pounds", "Lines add up to −£6.00, £1.00 less than the −£5.00 typed"),
        ("0", [], "pounds", "Lines add up to £0.00, as typed"),
    ],
    ids=["adds up", "one more", "a penny less", "parts of numbers", "less than nothing", "no lines"],
)
def test_a_total_says_what_its_lines_add_up_to(stated, lines, unit, words):
    assert check_total(D(stated), [D(one) for one in lines], unit).words == words


def test_a_total_is_exact_where_floats_are_not():
    check = check_total(D("0.30"), [D("0.10"), D("0.20")], "pounds")

    assert (check.agrees, check.difference) == (True, D("0.00"))


@pytest.mark.parametrize(
    ("shares", "whole", "words"),
    [
        (["50", "45"], None, "Shares make 95%. They must make 100%"),
        (["33.3333", "33.3333", "33.3334"], None, ""),
        (["33.3333"] * 3, None, "Shares make 99.9999%. They must make 100%"),
        (["950"], "1000", "Shares make £950.00. They must make £1,000.00"),
        (["600.50", "399.50"], "1000.00", ""),
        ([], None, ""),
    ],
)
def test_shares_must_make_the_whole(shares, whole, words):
    assert check_shares([D(one) for one in shares], None if whole is None else D(whole)) == words


def test_figures_and_vat_are_worded():
    assert (figure(D("-51"), "number"), figure(D("1234.50"), "number")) == ("−51", "1,234.5")
    assert vat_words(["outside", "outside"]) == "Outside the scope of VAT"
    assert (vat_words(["outside", "including"]), vat_words([])) == ("VAT differs from line to line", "")


@pytest.mark.django_db
def test_own_lines_come_before_the_awards_of_the_fund():
    fund = FundFactory()
    AwardFactory(area=fund.area, fund=fund, amount=D("900.00"))
    total = TotalFactory(area=fund.area, fund=fund, stated=D("1000.00"))

    assert check_of(total, PUBLIC).reckoned == D("900.00")

    LineFactory(total=total, value=D("1000.00"))
    LineFactory(total=total, value=D("5.00"), removed_at=clock.now())
    assert check_of(total, PUBLIC).agrees


@pytest.mark.django_db
def test_drafts_and_cancelled_awards_are_not_added_up():
    fund = FundFactory()
    AwardFactory(area=fund.area, fund=fund, amount=D("70000.00"))
    AwardFactory(area=fund.area, fund=fund, draft=True)
    AwardFactory(area=fund.area, fund=fund, status=AwardStatus.CANCELLED, cancelled_why="Not taken up")

    assert check_of(TotalFactory(area=fund.area, fund=fund, stated=D("70000.00")), PUBLIC).agrees


@pytest.mark.django_db
def test_a_total_of_both_a_fund_and_a_round_adds_up_what_is_of_both():
    fund = FundFactory()
    exercise = ExerciseFactory(area=fund.area, fund=fund)
    AwardFactory(area=fund.area, fund=fund, exercise=exercise, amount=D("300.00"))
    AwardFactory(area=fund.area, fund=fund, amount=D("400.00"))
    AwardFactory(area=fund.area, exercise=exercise, amount=D("500.00"))

    assert check_of(TotalFactory(area=fund.area, fund=fund, exercise=exercise), PUBLIC).reckoned == D("300.00")


@pytest.mark.django_db
def test_a_total_in_numbers_counts_awards():
    fund = FundFactory()
    AwardFactory.create_batch(3, area=fund.area, fund=fund)

    assert check_of(TotalFactory(area=fund.area, fund=fund, unit="number", stated=D(3)), PUBLIC).agrees


@pytest.mark.django_db
@pytest.mark.parametrize("private", [{"exempt": True}, {"unpublished": True}], ids=["exempt", "unpublished"])
def test_a_total_over_a_private_award_is_told_to_the_office_alone(private):
    fund = FundFactory()
    AwardFactory(area=fund.area, fund=fund, amount=D("600.00"))
    AwardFactory(area=fund.area, fund=fund, amount=D("400.00"), **private)
    total = TotalFactory(area=fund.area, fund=fund)

    assert check_of(total, PUBLIC) is None
    assert check_of(total, office_of(fund.area)).agrees


@pytest.mark.django_db
def test_what_is_not_there_to_be_told_is_none():
    bare, draft, out = TotalFactory(), TotalFactory(published_at=None), TotalFactory(removed_at=clock.now())
    for one in (draft, out):
        LineFactory(total=one)

    assert checks_of([bare, draft, out], PUBLIC) == {bare.pk: None, draft.pk: None, out.pk: None}


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3, 30])
def test_any_number_of_totals_takes_three_queries(django_assert_num_queries, count):
    fund = FundFactory()
    AwardFactory(area=fund.area, fund=fund)
    for number in range(count):
        total = TotalFactory(area=fund.area, fund=fund if number % 2 else None)
        if not number % 2:
            LineFactory(total=total)
    rows = list(StatedTotal.objects.all())

    with django_assert_num_queries(2 if count == 1 else 3):
        assert all(checks_of(rows, PUBLIC).values())
