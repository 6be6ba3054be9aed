"""The items of the Order as they are delivered: every paragraph, dated, and verified only where it was read."""

import re
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts.models import AuditEntry
from decisions.choices import SchemeHeading
from decisions.models import SchemeDuty, SchemeItem, SchemePublication
from decisions.services.scheme.loading import load_area_scheme, load_scheme
from panels.models import Obligation

PARAGRAPHS = {"1", "2", "2A", "3", "4", "5", "6", "7", "7A", "7B", "7C", "8"}


def test_every_paragraph_of_the_schedule_has_items(rows):
    assert {re.match(r"\d[A-C]?", row["paragraph"])[0] for row in rows} == PARAGRAPHS
    assert {row["heading"] for row in rows} == set(SchemeHeading.values)


def test_only_what_was_read_with_its_timing_is_verified(rows):
    verified = [row["paragraph"] for row in rows if row["is_verified"]]
    assert verified == ["3(a)", "3(b)", "3(c)", "3(d)", "3(e)", "3(f)", "3(g)"]
    assert all("cmhaff/69/6908" in row["source"] for row in rows if row["is_verified"])
    assert all("not read" in row["source"] or "as printed" in row["source"] or "SI 2013/1816" in row["source"]
               for row in rows if not row["is_verified"])  # fmt: skip


def test_loading_twice_changes_nothing(area, today, rows):
    assert load_scheme(rows) == len(rows)
    entries = AuditEntry.objects.count()
    assert load_scheme(rows) == 0
    assert AuditEntry.objects.count() == entries
    assert SchemeDuty.objects.filter(area=area).count() == len(rows)


def test_item_of_2021_is_not_asked_of_2018(scheme):
    in_2018 = set(SchemeItem.objects.on(date(2018, 4, 4)).values_list("paragraph", flat=True))
    assert {"7A(a)", "7B(a)", "7C(b)(i)"} & in_2018 == set()
    assert {"2A", "3(h)", "8"} <= in_2018
    assert "3(h)" not in SchemeItem.objects.on(date(2013, 8, 11)).values_list("paragraph", flat=True)


@pytest.mark.parametrize(
    ("change", "words"),
    [({"periode": "year"}, "unknown fields: periode"), ({"heading": "horses"}, "horses"), ({"started_on": "soon"}, "'soon'")],
)
def test_bad_row_is_named_and_nothing_is_kept(db, rows, change, words):
    with pytest.raises(ValidationError, match=words) as refusal:
        load_scheme([*rows[:3], rows[3] | change])
    assert "item 4" in str(refusal.value)
    assert not SchemeItem.objects.exists()


def test_two_rows_of_an_item_at_once_are_refused(db, rows):
    with pytest.raises(ValidationError, match="in force at once"):
        load_scheme([rows[0], rows[0] | {"started_on": "2015-01-01"}])


def test_area_says_who_sees_to_what_and_what_was_published(area, scheme):
    said = [
        {
            "item": "spending-over-500", "owner": "Chief Finance Officer",
            "publications": [
                {"title": "Spending in January", "started_on": "2022-01-01", "ended_on": "2022-01-31",
                 "published_on": "2022-02-20", "url": "https://office.example/january"},
            ],
        },
        {"item": "complaints-functions", "not_applicable_why": "No notice was given."},
    ]  # fmt: skip
    assert load_area_scheme(area, said) == 3
    assert load_area_scheme(area, said) == 0
    assert SchemeDuty.objects.get(area=area, item__key="spending-over-500").owner == "Chief Finance Officer"
    assert SchemePublication.objects.get().title == "Spending in January"
    assert Obligation.objects.get(key="publish-2022-01").status == "met"
    with pytest.raises(ValidationError, match="horses"):
        load_area_scheme(area, [{"item": "horses"}])
