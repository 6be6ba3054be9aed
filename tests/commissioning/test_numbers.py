"""The form of charity and company numbers, and identifiers made of them."""

from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError

from commissioning.rules.numbers import (
    identifiers,
    organisation_identifier,
    tidy_charity_number,
    tidy_company_number,
    tidy_identifier,
)


def one(charity="", company="", identifier=""):
    return SimpleNamespace(slug="a-charity", charity_number=charity, company_number=company, identifier=identifier)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("1118907", "1118907"), (" 111 8907 ", "1118907"), ("203644", "203644"), ("1118907-1", "1118907-1"),
     ("sc 012345", "SC012345"), ("nic101234", "NIC101234"), ("", "")],
)  # fmt: skip
def test_a_charity_number_is_kept_as_its_register_writes_it(typed, kept):
    assert tidy_charity_number(typed) == kept


@pytest.mark.parametrize("typed", ["12345", "12345678", "SC1234", "NI101234", "11189O7", "1118907-", "none", "١١١٨٩٠٧"])
def test_a_charity_number_of_another_form_is_refused_with_the_forms(typed):
    with pytest.raises(ValidationError, match=r"1118907 .*SC012345 .*NIC101234"):
        tidy_charity_number(typed)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("05892114", "05892114"), ("5892114", "05892114"), ("sc 123456", "SC123456"), ("oc301234", "OC301234"), ("", "")],
)  # fmt: skip
def test_a_company_number_is_kept_as_its_register_writes_it(typed, kept):
    assert tidy_company_number(typed) == kept


@pytest.mark.parametrize("typed", ["123456789", "SC12345", "ABC12345", "05892l14", "٠٥٨٩٢١١٤"])
def test_a_company_number_of_another_form_is_refused(typed):
    with pytest.raises(ValidationError, match="8 digits, like 05892114"):
        tidy_company_number(typed)


@pytest.mark.parametrize("typed", ["BST", "GB-LAE", "gb lae bst", "GB-LAE-"])
def test_an_identifier_without_its_register_is_refused(typed):
    with pytest.raises(ValidationError, match="GB-LAE-BST"):
        tidy_identifier(typed)


@pytest.mark.parametrize(
    ("row", "identifier"),
    [(one(charity="1118907", company="05892114"), "GB-CHC-1118907"), (one(charity="SC012345"), "GB-SC-SC012345"),
     (one(charity="NIC101234"), "GB-NIC-NIC101234"), (one(company="05892114"), "GB-COH-05892114"),
     (one(identifier="GB-LAE-BST"), "GB-LAE-BST"), (one(), "360G-northshire-a-charity")],
)  # fmt: skip
def test_an_organisation_is_known_by_its_charity_first(row, identifier):
    assert organisation_identifier(row, "360G-northshire") == identifier


def test_every_register_of_an_organisation_is_told():
    row = one(charity="1118907", company="05892114", identifier="GB-UKPRN-10001234")
    assert identifiers(row, "360G-x") == [
        ("GB-CHC", "GB-CHC-1118907"), ("GB-COH", "GB-COH-05892114"), ("GB-UKPRN", "GB-UKPRN-10001234"),
    ]  # fmt: skip
