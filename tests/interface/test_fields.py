from datetime import date, time
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ValidationError

from interface import fields
from interface.forms import GovukForm


class HeldForm(GovukForm, forms.Form):
    held_on = fields.DateField(label="Date of the meeting")


@pytest.mark.parametrize(
    "text", ["17/3/22", "17/03/2022", "17-3-2022", "17.3.2022", "17 Mar 2022", "17 march 2022", "2022-03-17",
             "Thursday 17 March 2022", "17th March 2022"],
)  # fmt: skip
def test_date_is_read_from_one_text(text):
    assert fields.parse_date(text) == date(2022, 3, 17)


@pytest.mark.parametrize(
    "text", ["31/2/2022", "17 Marsh 2022", "17/13/2022", "soon", "17 3", "17/3/222", "²/3/2022", "17/²/2022", "17/3/²²"]
)
def test_date_that_is_none_is_not_guessed(text):
    assert fields.parse_date(text) is None


@pytest.mark.parametrize(
    ("parts", "error"),
    [
        pytest.param(("", "", ""), "Enter date of the meeting", id="nothing"),
        pytest.param(("17", "", "2022"), "Date of the meeting must include a month", id="no-month"),
        pytest.param(("", "", "2022"), "Date of the meeting must include a day and month", id="year-only"),
        pytest.param(("31", "2", "2022"), "Date of the meeting must be a real date", id="unreal"),
        pytest.param(("17", "²", "2022"), "Date of the meeting must be a real date", id="raised-month"),
        pytest.param(("²", "3", "2022"), "Date of the meeting must be a real date", id="raised-day"),
        pytest.param(("9" * 5000, "3", "2022"), "Date of the meeting must be a real date", id="endless-day"),
        pytest.param(("17", "9" * 5000, "2022"), "Date of the meeting must be a real date", id="endless-month"),
        pytest.param(("17", "3", "²²²²"), "Date of the meeting must be a real date", id="raised-year"),
        pytest.param(("17", "3", "22"), "Date of the meeting must have a year of 4 numbers", id="short-year"),
    ],
)
def test_date_error_says_what_to_mend(parts, error):
    form = HeldForm(dict(zip(("held_on-day", "held_on-month", "held_on-year"), parts, strict=True)))

    assert form.errors["held_on"] == [error]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param({"held_on-day": "17", "held_on-month": "3", "held_on-year": "2022"}, id="three-fields"),
        pytest.param({"held_on-day": "17", "held_on-month": "Mar", "held_on-year": "2022"}, id="month-by-name"),
        pytest.param({"held_on-day": "17/3/22"}, id="all-in-the-first"),
        pytest.param({"held_on": "17 Mar 2022"}, id="one-value"),
    ],
)
def test_date_field_takes_three_fields_or_one_value(data):
    form = HeldForm(data)

    assert form.is_valid()
    assert form.cleaned_data["held_on"] == date(2022, 3, 17)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("10:45am", time(10, 45)), ("10.45", time(10, 45)), ("14:00", time(14)), ("5pm", time(17)), ("5 p.m.", time(17)),
     ("12am", time(0)), ("12pm", time(12)), ("noon", time(12)), ("midnight", time(0))],
)  # fmt: skip
def test_time_is_read_as_people_write_it(text, expected):
    assert fields.TimeField().clean(text) == expected


@pytest.mark.parametrize("text", ["5", "25:00", "13pm", "10:75", "later"])
def test_time_that_is_none_is_refused(text):
    with pytest.raises(ValidationError, match="Enter a time like 10:45am, 5pm or noon"):
        fields.TimeField().clean(text)


def test_money_takes_sign_and_commas():
    assert fields.MoneyField().clean("£30,797.50") == Decimal("30797.50")
    assert fields.MoneyField(min_value=None).clean("-1,000,000") == Decimal(-1_000_000)


@pytest.mark.parametrize("text", ["lots", "12,50", "12,5,0.1", "1.250,00", "30,7970"])
def test_money_that_may_mean_something_else_is_refused(text):
    with pytest.raises(ValidationError, match="Enter an amount in pounds"):
        fields.MoneyField().clean(text)
