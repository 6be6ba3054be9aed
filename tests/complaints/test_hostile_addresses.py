"""Addresses and forms that nobody sends by mistake: answered without a server error, in no long time, and nothing is done."""

import re
import time

import pytest

from complaints.models import Complaint
from complaints.urls import ReferenceConverter
from tests.complaints.confirming import confirmed

pytestmark = pytest.mark.usefixtures("today", "rulebook", "powers")
HERE = "/northshire/complaints/"
CASES = f"{HERE}cases/"
CASE = f"{CASES}CC-2022-001/"
HUGE = "9" * 20
ADDRESSES = (
    f"{CASES}CC-%001/", f"{CASES}CC-%001/people/", f"{CASES}%00/1/", f"{CASES}CC-2022-001%00/letters/", f"{CASE}letters/{HUGE}/",
    f"{CASE}letters/{HUGE}/issue/", f"{CASE}people/{HUGE}/edit/", f"{CASE}files/{HUGE}/copy/", f"{CASE}steps/record/?x=%00",
    f"{CASE}publication/{HUGE}/approve/", f"{CASES}import/x%00y/", f"{CASES}?sort=%00", f"{CASES}?about=%00&year=%00&status=%00",
    f"{CASES}?page={HUGE}", f"{CASES}views/create/?status=%00", f"{CASES}export/csv/?sort=%00", f"{HERE}?year=%00&page=-1",
    f"{HERE}?year={HUGE}", f"{HERE}?holder=%00&state=%00", f"{HERE}export/csv/?year=%00", f"{HERE}handling/{HUGE}/edit/",
    f"{HERE}retention/erase/?reference=%00", f"{HERE}letters/recorded/?recipient=%00",
)  # fmt: skip
FORMS = {
    f"{CASE}edit/": {"version": HUGE, "line": "a\0b", "received_on": "1/1/22222", "office_holder": "\0"},
    f"{CASE}steps/withdraw/": {"version": HUGE, "taken_on": "1/1/0001", "reason": "\0", "decided_by": "\0", "meeting": "\0"},
    f"{CASE}people/create/": {"token": "\0", "name": "\0", "kind": "\0"},
    f"{CASE}letters/create/": {"token": "\0", "kind": "\0", "to": "person-\0"},
    f"{CASE}publication/write/": {"token": "\0", "text": "\0"},
    f"{CASE}hold/": {"version": "\0", "reason": "\0"},
    f"{CASE}allegations/create/": {"token": "\0", "text": "\0"},
    f"{CASE}risks/create/": {"token": "\0", "text": "\0", "level": "\0"},
    f"{CASES}create/": {"token": "\0", "line": "\0", "kind": "\0"},
    f"{CASES}import/": {"source": "\0", "name": "\0", "token": "\0"},
    f"{HERE}retention/erase/": {"reference": ["\0", "x"], "token": "\0"},
    f"{HERE}handling/create/": {"started_on": "\0", "power": "\0", "sub_committee": "\0"},
}


def test_no_address_and_no_form_breaks_a_page(log, lead):
    complaint = log()
    client = confirmed(lead)
    client.raise_request_exception = False
    answers = {address: client.get(address).status_code for address in ADDRESSES}
    answers |= {f"to {address}": client.post(address, sent).status_code for address, sent in FORMS.items()}

    assert {address: status for address, status in answers.items() if status >= 500 or status == 302} == {}
    assert Complaint.objects.get() == Complaint.objects.get(pk=complaint.pk, version=complaint.version)


@pytest.mark.parametrize("reference", ["CC-2022-001", "CC-2022-10000", "1", "x" * 19 + "1"])
def test_a_reference_is_known_as_one(reference):
    assert re.fullmatch(ReferenceConverter.regex, reference)


@pytest.mark.parametrize("word", ["create", "import", "views", "CC-\x001", "a b1", "1" * 21, ""])
def test_a_word_is_not(word):
    assert not re.fullmatch(ReferenceConverter.regex, word)


def test_a_long_address_is_read_at_once(client, area):
    start = time.perf_counter()
    for _turn in range(5):
        assert client.get(f"{CASES}{'1' * 8000}/zzz/").status_code == 404

    assert time.perf_counter() - start < 3  # it took half a minute when every split of the figures was tried
