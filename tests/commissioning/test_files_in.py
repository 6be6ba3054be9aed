"""Files of payments and awards: read strictly, all or nothing, and the same file again changes nothing."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from accounts.choices import Role
from accounts.models import AuditEntry
from commissioning.choices import UploadKind
from commissioning.models import Award, Payment, Provider
from commissioning.registry import Looked, reader, reader_of
from commissioning.services import files_in
from jobs.services import Cancelled
from tests.commissioning.spending_files import (
    AWARD,
    AWARD_HEADS,
    GOOD,
    HEADS,
    accepted,
    as_csv,
    as_ods,
    as_xlsx,
    brought_in,
    sent,
    told,
    worked,
)
from tests.factories.commissioning import AwardFactory, PaymentFactory, ProviderFactory
from tests.factories.panels import AppointmentFactory, PoliceAreaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def area():
    return PoliceAreaFactory()


@pytest.fixture
def officer(area):
    return AppointmentFactory(area=area, role=Role.OFFICE_COMMISSIONING).user


def test_a_file_says_what_it_would_do_and_keeps_nothing(area, officer):
    upload = sent(area, officer, as_csv(*GOOD))
    assert (upload.status, upload.made, upload.changed, upload.same) == ("read", 2, 0, 0)
    assert upload.total == Decimal("1804.50")
    assert not Payment.objects.exists()


@pytest.mark.parametrize(("name", "made"), [("a.csv", as_csv), ("a.xlsx", as_xlsx), ("a.ods", as_ods)])
def test_payments_come_in_from_each_kind_of_file(area, officer, name, made):
    provider = ProviderFactory(area=area, name="HARBOUR trust")
    assert brought_in(area, officer, made(*GOOD), name=name).status == "done"
    rows = Payment.objects.order_by("reference").values_list("reference", "paid_on", "amount", "provider", "published_at")
    assert list(rows) == [
        ("P-1", date(2022, 2, 17), Decimal("1204.50"), None, None),
        ("P-2", date(2022, 2, 18), Decimal("600.00"), provider.pk, None),
    ]


def test_numbers_and_days_of_a_spreadsheet_are_read_as_it_keeps_them(area, officer):
    brought_in(
        area,
        officer,
        as_xlsx(("P-1", date(2022, 2, 17), "A", "b", 0.1), ("P-2", date(2022, 2, 3), "A", "b", 30797)),
        name="a.xlsx",
    )
    assert list(Payment.objects.order_by("reference").values_list("amount", flat=True)) == [Decimal("0.10"), Decimal("30797.00")]


def test_the_same_file_again_changes_nothing(area, officer):
    brought_in(area, officer, as_csv(*GOOD))
    before = list(Payment.objects.order_by("pk").values())
    again = sent(area, officer, as_csv(*GOOD))
    assert (again.status, again.made, again.changed, again.same) == ("done", 0, 0, 2)
    assert list(Payment.objects.order_by("pk").values()) == before


def test_a_later_file_changes_what_it_says_and_keeps_what_it_lacks(area, officer):
    PaymentFactory(area=area, reference="P-1", paid_on=date(2022, 2, 17), recipient="Avon Repairs", purpose="Two vans",
                   amount=Decimal("1204.50"), category="Vehicles")  # fmt: skip
    upload = sent(area, officer, as_csv(("P-1", "17/02/2022", "Avon Repairs", "Three vans", "1204.50"), GOOD[1]))
    assert (upload.made, upload.changed) == (1, 1)
    assert told(upload.notices) == [
        (0, "", "1 payment that changes is public. Everybody reads the change at once"),
        (2, "", "P-1: Purpose: Two vans becomes Three vans"),
    ]
    accepted(upload, officer)
    changed = Payment.objects.get(reference="P-1")
    assert (changed.purpose, changed.category, changed.version) == ("Three vans", "Vehicles", 2)


def test_of_ten_thousand_rows_three_bad_keep_all_out(area, officer):
    rows = [(f"P-{number}", "17/02/2022", "Avon Repairs", "Vans", "12.50") for number in range(10_000)]
    rows[7] = ("P-7", "17/02/2022", "Avon Repairs", "Vans", "1.204")
    rows[5_000] = ("P-5000", "02/17/2022", "Avon Repairs", "Vans", "12.50")
    rows[9_999] = ("P-9999", "17/02/2022", "", "Vans", "12.50")
    upload = sent(area, officer, as_csv(*rows))
    assert [(one[0], one[1]) for one in told(upload.problems)] == [(9, "E"), (5_002, "B"), (10_001, "C")]
    assert upload.status == "refused"
    assert not Payment.objects.exists()


def test_ten_thousand_rows_come_in(area, officer):
    rows = [(f"P-{number}", "17/02/2022", "Avon Repairs", "Vans", "12.50") for number in range(10_000)]
    upload = brought_in(area, officer, as_csv(*rows))
    assert (upload.status, upload.made, upload.total) == ("done", 10_000, Decimal("125000.00"))
    assert Payment.objects.count() == 10_000


@pytest.mark.parametrize(
    ("column", "text", "words"),
    [
        ("Amount", "1.204,50", "Write the pence after a point"),
        ("Amount", "1204,50", "Write the pence after a point"),
        ("Amount", "1.204", "Write two figures for the pence"),
        ("Amount", "1.2e3", "Write an amount in pounds"),
        ("Amount", "€12", "Write an amount in pounds"),
        ("Amount", "#REF!", "Write an amount in pounds"),
        ("Amount", "999999999999.99", "it is too large"),
        ("Amount", "0", "Nothing was paid"),
        ("Amount", "", "Fill this cell in"),
        ("Date", "02/17/2022", "Write a real date with the day first"),
        ("Date", "February 2022", "Write a real date"),
        ("Date", "44609", "Write a real date"),
        ("Date", "31/12/2999", "This day has not come yet"),
        ("Recipient", "Withheld: personal data", "Write the recipient"),
        ("Recipient", "x" * 201, "Shorten it to 200"),
    ],
)
def test_what_could_mean_two_things_is_refused_where_it_stands(area, officer, column, text, words):
    row = dict(zip(HEADS, GOOD[0], strict=True)) | {column: text}
    upload = sent(area, officer, as_csv([row[head] for head in HEADS]))
    (problem,) = told(upload.problems)
    assert (problem[0], problem[1]) == (2, "ABCDE"[HEADS.index(column)])
    assert words in problem[2]


def test_a_file_contradicts_neither_itself_nor_the_register(area, officer):
    heads = (*HEADS, "VAT that cannot be recovered", "Award", "Spent by")
    upload = sent(area, officer, as_csv((*GOOD[0], "2000", "G-2099-001", "Nobody"), heads=heads))
    assert [one[1] for one in told(upload.problems)] == ["H"]
    upload = sent(area, officer, as_csv((*GOOD[0], "2000", "G-2099-001", ""), (*GOOD[0], "", "", ""), heads=heads))
    assert [one[:2] for one in told(upload.problems)] == [(2, "F"), (2, "G"), (3, "A")]


def test_merged_cells_are_refused_and_hidden_rows_and_formulas_told(area, officer):
    def change(book):
        book.active.merge_cells("D2:D3")
        book.active.row_dimensions[3].hidden = True
        book.active["E3"] = "=600"

    upload = sent(area, officer, as_xlsx(*GOOD, change=change), name="a.xlsx")
    reasons = " ".join(one["reason"] for one in upload.problems)
    assert "The cells D2 to D3 are merged" in reasons
    assert "The formula has no saved value" in reasons
    assert "This is hidden in your file, and it is read" in " ".join(one["reason"] for one in upload.notices)


def test_columns_that_are_missing_or_there_twice_are_named(area, officer):
    assert "Add the column “Amount" in sent(area, officer, as_csv(GOOD[0][:4], heads=HEADS[:4])).problems[0]["reason"]
    twice = sent(area, officer, as_csv((*GOOD[0], "x"), heads=(*HEADS, "Supplier")))
    assert "say the same" in twice.problems[0]["reason"]
    odd = sent(area, officer, as_csv((*GOOD[0], "x"), heads=(*HEADS, "Colour")))
    assert odd.notices[0]["reason"] == "Columns that are not read: Colour"


def test_what_no_file_of_ours_is_refused_at_once(area, officer):
    for name, data in (("a.pdf", b"%PDF"), ("a.csv", b"x" * 20_000_001)):
        with pytest.raises(ValidationError, match=r"CSV, XLSX or ODS|MB or smaller"):
            files_in.send_file(area=area, kind=UploadKind.PAYMENTS, name=name, data=data, actor=officer)
    assert "could not read" in sent(area, officer, b"not a book", name="a.xlsx").problems[0]["reason"]


def test_a_cancelled_file_leaves_nothing(area, officer):
    upload = files_in.send_file(area=area, kind=UploadKind.PAYMENTS, name="a.csv", data=as_csv(*GOOD), actor=officer)

    def stop(*args):
        raise Cancelled

    with pytest.raises(Cancelled):
        files_in.look_through(upload=upload, progress=stop)
    upload.refresh_from_db()
    assert upload.status == "dropped"


def test_a_file_whose_rows_were_changed_since_is_looked_through_again(area, officer):
    upload = sent(area, officer, as_csv(*GOOD))
    brought_in(area, officer, as_csv(GOOD[0]))
    files_in.accept_file(upload=upload, version=upload.version, actor=officer)
    worked(upload)
    assert (upload.status, upload.made, upload.same) == ("read", 1, 1)
    assert "Look through it again" in upload.notices[0]["reason"]
    assert Payment.objects.count() == 1


def test_what_the_register_holds_by_then_keeps_a_file_out(area, officer):
    award = AwardFactory(area=area, reference="G-2022-001")
    upload = sent(area, officer, as_csv((*GOOD[0], "G-2022-001"), heads=(*HEADS, "Award")))
    Award.objects.filter(pk=award.pk).update(reference="G-2022-009")
    files_in.accept_file(upload=upload, version=upload.version, actor=officer)
    assert worked(upload).status == "refused"
    assert not Payment.objects.exists()


def test_the_trail_holds_how_many_and_never_what(area, officer):
    brought_in(area, officer, as_csv(*GOOD))
    entries = AuditEntry.objects.filter(action__startswith="commissioning.file_").order_by("pk")
    assert [one.action for one in entries] == [f"commissioning.file_{act}" for act in ("sent", "read", "accepted", "done")]
    assert "Avon" not in str([one.detail for one in entries])


# Awards -------------------------------------------------------------------------------------------------------------


def test_awards_come_in_whole_with_their_providers(area, officer):
    upload = brought_in(area, officer, as_csv(AWARD, heads=AWARD_HEADS), kind=UploadKind.AWARDS)
    assert (upload.status, upload.made, upload.total) == ("done", 1, Decimal("12500.00"))
    award = Award.objects.get()
    assert (award.title, award.amount, award.came_from, award.published_at) == ("Sessions", Decimal("12500.00"), "table", None)
    assert Provider.objects.get().charity_number == "1012345"


def test_awards_of_the_same_file_again_stay_as_they_are(area, officer):
    brought_in(area, officer, as_csv(AWARD, heads=AWARD_HEADS), kind=UploadKind.AWARDS)
    again = sent(area, officer, as_csv(AWARD, heads=AWARD_HEADS), kind=UploadKind.AWARDS)
    assert (again.status, again.same) == ("done", 1)


def test_what_the_register_finds_wrong_with_an_award_is_told_by_row_and_column(area, officer):
    bad = dict(zip(AWARD_HEADS, AWARD, strict=True)) | {"Charity number": "12", "Last day": "1/1/2022"}
    heads = ("note",), AWARD_HEADS, AWARD, tuple(bad.values())
    upload = sent(area, officer, as_csv(*heads, heads=None), kind=UploadKind.AWARDS)
    assert {one[:2] for one in told(upload.problems)} & {(4, "E"), (4, "N")}
    assert not Award.objects.exists()
    assert not Provider.objects.exists()


def test_a_table_of_awards_needs_its_columns_lest_an_award_lose_what_it_says(area, officer):
    upload = sent(area, officer, as_csv(AWARD[:8], heads=AWARD_HEADS[:8]), kind=UploadKind.AWARDS)
    assert "Add the column “Purpose”" in " ".join(one["reason"] for one in upload.problems)


def test_an_app_may_enter_a_reader_of_its_own_once():
    known = reader_of(UploadKind.AWARDS)
    assert known is not None
    with pytest.raises(ValueError, match="Two readers"):
        reader(UploadKind.AWARDS)(lambda upload, progress: Looked())
    assert reader_of("no such kind") is None
