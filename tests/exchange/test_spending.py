"""Spending by month: the columns of the transparency code, above the threshold, exact, and no names of people."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from commissioning.choices import Spender
from commissioning.services.spending import stated_threshold
from exchange.publishing.writing import as_xlsx
from exchange.spending.facts import months_of, open_payments, spent_in
from exchange.spending.mapping import HEADINGS
from interface.spreadsheets import read_cells
from tests.factories import commissioning as make

FEBRUARY = date(2022, 2, 1)
ABOVE = Decimal("500")


def rows_of(response):
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"), newline="")))


def url(area, fmt="csv", year=2022, month=2):
    return reverse("opendata:spending", args=[area.slug, year, month, fmt])


@pytest.mark.usefixtures("rule")
def test_file_has_every_column_of_the_code(client, area):
    make.PaymentFactory(
        area=area, reference="P-1", recipient="Youth Works", department="Victims", category="Grants", amount=Decimal("1204.50"),
        irrecoverable_vat=Decimal("200.75"), spender=Spender.COMMISSIONER,
    )  # fmt: skip

    heads, row = rows_of(client.get(url(area)))

    assert heads == list(HEADINGS)
    assert row[1:] == ["Victims", "Youth Works", "2022-02-17", "Support sessions", "1204.50", "200.75", "Grants", "P-1"]
    assert row[0].endswith("(Commissioner)")


@pytest.mark.parametrize(("amount", "is_there"), [("500.00", False), ("500.01", True), ("-500.01", True), ("-12.00", False)])
def test_threshold_is_that_of_the_rule_book(area, rule, amount, is_there):
    make.PaymentFactory(area=area, amount=Decimal(amount))

    assert stated_threshold(area) == ABOVE
    assert open_payments(area, ABOVE).exists() is is_there


@pytest.mark.usefixtures("rule")
def test_person_is_not_named(client, area):
    make.PaymentFactory(area=area, recipient="Zq Person", is_withheld=True)

    text = client.get(url(area)).content.decode()

    assert "Withheld: personal data" in text
    assert "Zq Person" not in text


def test_only_what_is_public_and_of_the_month(area):
    make.PaymentFactory(area=area, unpublished=True)
    make.PaymentFactory(area=area, paid_on=date(2022, 3, 1))
    make.PaymentFactory(area=area, paid_on=date(2022, 1, 31))
    make.PaymentFactory()
    wanted = [make.PaymentFactory(area=area, paid_on=day) for day in (FEBRUARY, date(2022, 2, 28))]

    assert [one.reference for one in spent_in(area, ABOVE, FEBRUARY)] == [one.reference for one in wanted]
    assert [one.on.month for one in spent_in(area, ABOVE, date(2022, 3, 1))] == [3]


def test_december_ends_with_the_year(area):
    make.PaymentFactory(area=area, paid_on=date(2021, 12, 31))

    assert len(spent_in(area, ABOVE, date(2021, 12, 1))) == 1


def test_months_tell_how_many_and_how_much(area):
    for amount in ("600.10", "700.20"):
        make.PaymentFactory(area=area, amount=Decimal(amount))

    assert [(one.first, one.count, one.total) for one in months_of(area, ABOVE)] == [(FEBRUARY, 2, Decimal("1300.30"))]


@pytest.mark.usefixtures("rule")
def test_there_is_no_file_of_an_empty_month_or_of_no_month(client, area):
    make.PaymentFactory(area=area)

    assert client.get(url(area, "xlsx")).status_code == 200
    for wrong in (url(area, month=1), url(area, month=13), url(area, year=0), url(area, "json")):
        assert client.get(wrong).status_code == 404


def test_without_a_rule_there_is_no_file(client, area):
    make.PaymentFactory(area=area)

    assert stated_threshold(area) is None
    assert client.get(url(area)).status_code == 404


def test_amounts_are_exact_in_a_spreadsheet():
    amounts = [Decimal("0.10"), Decimal("99999999999.99"), Decimal("-0.01")]

    cells = read_cells("x.xlsx", as_xlsx("x", ["Amount"], [[one] for one in amounts])).rows[1:]

    assert [Decimal(row[0]) for _number, row in cells] == amounts
