"""Bringing in an older register: all or nothing, under references of its own, undone while nobody has worked on it."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError

from accounts.models import AuditEntry
from complaints.models import Allegation, Complaint, ComplaintStep, RegisterImport
from complaints.services import importing
from complaints.services.importing import PASTED, NotImported, Source, import_register, look_through, undo_import
from complaints.services.replaying import replayed_status
from documents.models import StoredFile
from interface import clock
from tests.complaints.registers import EXPLAINED, FORMER, HEADINGS, NOW, ROWS, TODAY, as_bars, as_csv, as_ods, as_tabs, as_xlsx
from tests.factories.complaints import ComplaintFactory, PartyFactory
from tests.factories.panels import BodyFactory, OfficeHolderFactory, PoliceAreaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.stand_on(TODAY):
        yield


@pytest.fixture
def panel(db):
    body = BodyFactory(area=PoliceAreaFactory(slug="avonshire", name="Avonshire"), slug="panel")
    OfficeHolderFactory(area=body.area, name="Ann Ash", former=True)
    OfficeHolderFactory(area=body.area, name="Bea Birch")
    return body


def bring_in(panel, source=None, **changes):
    return import_register(area=panel.area, body=panel, source=source or Source("old.csv", as_csv()), actor=None, **changes)


SOURCES = [
    ("old.csv", as_csv), ("old.xlsx", as_xlsx), ("old.ods", as_ods), (PASTED, lambda: as_tabs().encode()),
    (PASTED, lambda: as_bars().encode()),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data"), SOURCES)
def test_each_kind_of_table_makes_the_same_complaints(panel, name, data):
    made = bring_in(panel, Source(name, data()))

    kept = Complaint.objects.order_by("printed_order").values_list(
        "reference", "printed_label", "received_on", "office_holder__name", "status", "outcome", "came_to"
    )
    assert list(kept) == [
        ("CC-2022-001", "70", date(2021, 8, 31), "Bea Birch", "closed", "other", "office"),
        ("CC-2022-002", "", date(2021, 9, 10), "Bea Birch", "closed", "explanation", "office"),
        ("CC-2022-003", "72", date(2021, 9, 19), "Bea Birch", "closed", "explanation", "office"),
        ("CC-2022-004", "73", date(2021, 9, 6), "Bea Birch", "closed", "explanation", "panel"),
        ("CC-2022-005", "74", date(2021, 11, 18), "Bea Birch", "closed", "explanation", "panel"),
        ("CC-2022-006", "74", date(2021, 10, 11), "Ann Ash", "closed", "explanation", "panel"),
        ("CC-2022-007", "77", date(2022, 2, 11), "Ann Ash", "recorded", "", "panel"),
    ]
    assert (made.rows, made.headed_on) == (7, date(2022, 1, 14))
    kinds = [one["kind"] for one in made.report]
    assert {"duplicate", "lost", "gap", "order", "styles", "heading"} - set(kinds) <= (
        {"styles"} if name.endswith("xlsx") else set()
    )
    assert ("hidden" in kinds) == name.endswith("xlsx")


def test_words_are_restricted_and_raw_words_are_kept(panel):
    made = bring_in(panel)

    first, *_rest, last = Complaint.objects.order_by("printed_order")
    assert first.allegations.get().text == "Direct to PCC: anon complaint received about a parade."
    assert (first.line, first.raw_handler, first.raw_outcome) == ("", "CEO", "No response sent.")
    assert (first.is_anonymous, last.is_anonymous) == (True, False)
    assert (first.allegations.get().is_confirmed, last.allegations.get().is_confirmed) == (True, False)
    assert [(s.kind, s.taken_on, s.reason) for s in first.steps.order_by("number")] == [
        ("receive", date(2021, 8, 31), "Printed: 31/08/2021"),
        ("record", date(2021, 8, 31), "The register does not say when"),
        ("close", date(2022, 2, 11), "The register does not say when"),
    ]
    assert {s.decided_by for s in ComplaintStep.objects.all()} == {"As printed in the register"}
    assert (first.ended_on, last.ended_on) == (date(2022, 2, 11), None)
    assert made.file.store == "restricted"
    said = " ".join(f"{one.action} {one.detail}" for one in AuditEntry.objects.all())
    assert "parade" not in said
    assert "bridge" not in str(made.report)


def test_the_trail_leads_to_the_state_of_each(panel):
    bring_in(panel)

    for complaint in Complaint.objects.select_related("area"):
        assert replayed_status(complaint) == complaint.status
        complaint.full_clean()
    assert not Allegation.objects.exclude(decision="recorded").exists()


def test_references_go_on_from_those_that_are_there(panel):
    bring_in(panel)
    bring_in(panel)

    assert Complaint.objects.order_by("reference").last().reference == "CC-2022-014"


def many(count, *, bad=()):
    rows = [HEADINGS, [NOW]]
    for number in range(1, count + 1):
        day = "31.02.21" if number in bad else "03.02.21"
        rows.append([str(number), day, f"A speech, part {number}", "Yes", "CEO", EXPLAINED, "Closed"])
    return Source("many.csv", as_csv(rows))


def test_of_ten_thousand_rows_with_three_bad_none_is_kept_and_three_are_named(panel):
    with pytest.raises(NotImported) as found:
        bring_in(panel, many(9_998, bad=(7, 5_000, 9_998)))

    assert [(one.row, one.column, one.cell) for one in found.value.problems] == [
        (9, "Date received", "31.02.21"), (5_002, "Date received", "31.02.21"), (10_000, "Date received", "31.02.21"),
    ]  # fmt: skip
    assert not Complaint.objects.exists()
    assert not RegisterImport.objects.exists()
    assert not StoredFile.objects.exists()
    assert not AuditEntry.objects.filter(action__startswith="complaints.").exists()


def test_what_fails_half_way_leaves_nothing(panel, monkeypatch):
    def fails(**given):
        raise RuntimeError

    monkeypatch.setattr(importing, "record", fails)
    with pytest.raises(RuntimeError):
        bring_in(panel)

    assert not Complaint.objects.exists()
    monkeypatch.undo()
    assert bring_in(panel).complaints.order_by("reference").first().reference == "CC-2022-001"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("old.pdf", b"%PDF", "Choose a CSV, XLSX or ODS file"),
        ("old.xlsx", b"PK\x03\x04 not", "We could not read the file. Save it again as XLSX"),
        ("old.csv", b"x" * 3_000_001, "The file must be 3 MB or smaller. Split the list into several files"),
        ("old.csv", b"a,b\n" * 10_002, "The file has more than 10,000 rows. Split the list into several files"),
        (PASTED, b" \n ", "The file is empty. Choose another"),
    ],
)
def test_what_is_no_table_is_refused_in_words(panel, name, data, words):
    with pytest.raises(ValidationError) as found:
        look_through(area=panel.area, source=Source(name, data))

    assert found.value.messages == [words]


def test_formulas_stay_words(panel):
    rows = [HEADINGS, [NOW], ["1", "3.2.21", "=HYPERLINK(1)", "Yes", "@x", "+1", "Closed"]]
    bring_in(panel, Source("old.csv", as_csv(rows)))

    one = Complaint.objects.get()
    assert (one.allegations.get().text, one.raw_handler, one.raw_outcome) == ("=HYPERLINK(1)", "@x", "+1")


def test_an_import_is_undone_while_nobody_has_worked_on_it(panel, django_capture_on_commit_callbacks):
    made = bring_in(panel)
    ComplaintFactory(body=panel, reference="CC-2022-999")
    file = made.file
    path = Path(settings.STORES["restricted"]) / file.sha256[:2] / file.sha256[2:4] / file.sha256
    assert path.exists()

    with django_capture_on_commit_callbacks(execute=True):
        undo_import(register=made, version=1, actor=None)

    assert list(Complaint.objects.values_list("reference", flat=True)) == ["CC-2022-999"]
    assert not Allegation.objects.exists()
    assert not StoredFile.objects.filter(pk=file.pk).exists()
    assert not path.exists()
    again = bring_in(panel)
    assert again.complaints.order_by("reference").first().reference == "CC-2022-008"
    with pytest.raises(ValidationError, match="undone"):
        undo_import(register=RegisterImport.objects.get(pk=made.pk), version=2, actor=None)


@pytest.mark.parametrize("work", ["party", "version", "taken back"])
def test_an_import_on_which_somebody_has_worked_stays(panel, work):
    made = bring_in(panel)
    second = Complaint.objects.get(reference="CC-2022-002")
    if work == "party":
        PartyFactory(complaint=second)
    elif work == "version":
        Complaint.objects.filter(pk=second.pk).update(version=2)
    else:
        second.steps.filter(kind="close").update(taken_back_at=clock.now())

    with pytest.raises(ValidationError) as found:
        undo_import(register=made, version=1, actor=None)

    assert found.value.messages == ["Somebody has worked on these complaints already: CC-2022-002"]
    assert Complaint.objects.count() == 7


def test_the_one_meant_where_a_table_names_nobody(panel):
    holder = panel.area.office_holders.get(name="Ann Ash")
    rows = [row for row in ROWS if row[0] not in (NOW, FORMER)]

    bring_in(panel, Source("old.csv", as_csv(rows)), holder=holder)

    assert set(Complaint.objects.values_list("office_holder__name", flat=True)) == {"Ann Ash"}
