"""The pages of spending: what everybody reads, what stays with the office, and files that open safely."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from accounts.choices import Role
from commissioning.choices import UploadKind
from commissioning.models import Award, Payment, Upload
from commissioning.services import files_in
from tests.commissioning.spending_files import AWARD, AWARD_HEADS, GOOD, HEADS, as_csv, brought_in, sent, worked
from tests.factories.commissioning import AwardFactory, PaymentFactory, ProviderFactory
from tests.factories.panels import AppointmentFactory, PoliceAreaFactory, RuleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def area():
    RuleFactory(key="spending-pounds", number=500, unit="pounds")
    return PoliceAreaFactory()


@pytest.fixture
def officer(area):
    return AppointmentFactory(area=area, role=Role.OFFICE_COMMISSIONING).user


@pytest.fixture
def office(client, officer):
    client.force_login(officer)
    return client


def url(area, name, *parts):
    return reverse(f"spending:{name}", args=[area.slug, *parts])


def read(client, address):
    return client.get(address).content.decode()


def act(client, address, **fields):
    form = client.get(address).context["form"]
    kept = {name: form[name].value() for name in ("version", "token") if name in form.fields}
    return client.post(address, {**kept, **fields}, follow=True)


def exported(client, area, query=""):
    return list(csv.DictReader(io.StringIO(read(client, url(area, "payment-export", "csv") + query))))


# What everybody reads -----------------------------------------------------------------------------------------------


def test_everybody_reads_published_payments_with_what_they_make(client, area):
    PaymentFactory(area=area, amount=Decimal("1204.50"))
    PaymentFactory(area=area, amount=Decimal("-4.50"))
    PaymentFactory(area=area, amount=Decimal("999"), unpublished=True)
    page = read(client, url(area, "payment-list"))
    assert "The 2 payments make £1,200.00, with the VAT that cannot be recovered and no other VAT." in page
    assert "over £500" in page
    assert "999" not in page


def test_a_person_is_named_to_the_office_alone(client, area, officer):
    provider = ProviderFactory(area=area, name="Secret Person", slug="secret-person")
    payment = PaymentFactory(area=area, recipient="Secret Person", is_withheld=True, provider=provider)
    told = [url(area, "payment-list"), f"{url(area, 'payment-list')}?q=secret", url(area, "payment-detail", payment.code)]
    told += [f"{url(area, 'payment-list')}?provider=secret-person", url(area, "payment-export", "csv")]
    for address in told:
        assert "Secret Person" not in read(client, address)
    assert "Withheld: personal data" in read(client, told[0])
    assert "0 payments" in read(client, told[1])
    client.force_login(officer)
    assert "Secret Person" in read(client, told[0])
    assert exported(client, area)[0]["Recipient"] == "Secret Person"


def test_names_withheld_stand_in_no_order(client, area):
    names = ("Zed", "Abe", "Mo")
    payments = [PaymentFactory(area=area, recipient=name, is_withheld=True, paid_on=date(2022, 2, 1)) for name in names]
    rows = client.get(f"{url(area, 'payment-list')}?sort=recipient").context["table"].page.object_list
    assert [one.pk for one in rows] == [one.pk for one in payments]


def test_an_award_that_is_not_told_is_named_nowhere(client, area, officer):
    hidden = [
        AwardFactory(area=area, reference="G-2022-901", exempt=True),
        AwardFactory(area=area, reference="G-2022-902", draft=True),
    ]
    told = AwardFactory(area=area, reference="G-2022-900")
    payments = [PaymentFactory(area=area, award=one) for one in (*hidden, told)]
    for address in (url(area, "payment-list"), url(area, "payment-export", "csv"), url(area, "payment-detail", payments[0].code)):
        assert "G-2022-90" not in read(client, address).replace("G-2022-900", "")
    assert client.get(f"{url(area, 'payment-list')}?award=G-2022-901").context["table"].count == 0
    assert len(exported(client, area, "?award=G-2022-900")) == 1
    client.force_login(officer)
    assert client.get(f"{url(area, 'payment-list')}?award=G-2022-901").context["table"].count == 1


def test_filters_narrow_the_list_the_sum_and_the_file(client, area):
    PaymentFactory(area=area, paid_on=date(2022, 1, 3), category="Fleet", amount=Decimal("100"))
    PaymentFactory(area=area, paid_on=date(2022, 2, 3), amount=Decimal("-700"), recipient="Avon Repairs")
    for query in ("?month=2022-02", "?category=none", "?size=over", "?q=avon"):
        assert "The 1 payment makes −£700.00" in read(client, url(area, "payment-list") + query)
        assert [row["Recipient"] for row in exported(client, area, query)] == ["Avon Repairs"]
    assert "No payments match" in read(client, f"{url(area, 'payment-list')}?month=2021-01")


@pytest.mark.parametrize("fmt", ["csv", "xlsx", "ods"])
def test_a_file_opens_safely_and_comes_back_as_it_is(area, office, officer, fmt):
    cells = ("=1+1", "+1", "-1", "@x", "\t=1", "＝1", "'=1")
    for place, text in enumerate(cells):
        PaymentFactory(area=area, recipient=text, purpose=text, reference=f"R-{place}", amount=Decimal("-0.10"), unpublished=True)
    data = office.get(url(area, "payment-export", fmt)).content
    if fmt == "xlsx":
        found = list(load_workbook(io.BytesIO(data)).active.iter_rows(min_row=2))
        assert all(row[2].value.startswith("'") and row[2].data_type == "s" for row in found)
        assert {row[8].value for row in found} == {"-0.10"}
    before = list(Payment.objects.order_by("pk").values_list("amount", "version"))
    upload = sent(area, officer, data, name=f"a.{fmt}")
    assert (upload.problems, upload.status, upload.made) == ([], "read" if upload.changed else "done", 0)
    assert list(Payment.objects.order_by("pk").values_list("amount", "version")) == before


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_the_list_asks_as_often_for_many_as_for_few(client, area, rows):
    for _turn in range(rows):
        PaymentFactory(area=area, award=AwardFactory(area=area), provider=ProviderFactory(area=area))
    with CaptureQueriesContext(connection) as asked:
        client.get(url(area, "payment-list"))
    assert len(asked) == 8


def test_months_tell_what_was_spent_and_where_nothing_was(client, area):
    PaymentFactory(area=area, paid_on=date(2021, 12, 5), amount=Decimal("10"))
    PaymentFactory(area=area, paid_on=date(2022, 2, 5), amount=Decimal("0.10"), category="Fleet")
    PaymentFactory(area=area, paid_on=date(2022, 2, 6), amount=Decimal("600.20"), unpublished=True)
    page = client.get(url(area, "month-list"))
    assert [(one.first.month, one.count, one.total) for one in page.context["table"].page] == [
        (2, 1, Decimal("0.10")), (1, 0, Decimal(0)), (12, 1, Decimal("10")),
    ]  # fmt: skip
    assert "The 1 payment makes £0.10" in read(client, url(area, "month-detail", "2022-02"))
    assert "No payment of January 2022 is published." in read(client, url(area, "month-detail", "2022-01"))
    assert client.get(url(area, "month-detail", "2022-13")).status_code == 404


# What the office does -----------------------------------------------------------------------------------------------


def test_a_month_is_published_at_once_but_for_private_awards(client, office, area):
    PaymentFactory.create_batch(2, area=area, unpublished=True, amount=Decimal("12.25"))
    private = PaymentFactory(area=area, unpublished=True, award=AwardFactory(area=area, exempt=True))
    address = url(area, "month-publish", "2022-02")
    page = read(office, address)
    assert "2 payments of £24.50 in all become public." in page
    assert "1 payment of a private award stays" in page
    assert "Take February 2022 from the public" in act(office, address).content.decode()
    assert Payment.objects.filter(published_at__isnull=False).count() == 2
    act(office, url(area, "payment-publish", private.code))
    assert Payment.objects.get(pk=private.pk).published_at
    act(office, url(area, "month-hide", "2022-02"))
    assert not Payment.objects.filter(published_at__isnull=False).exists()


def test_a_payment_is_entered_corrected_published_and_hidden(office, area):
    provider = ProviderFactory(area=area, name="Harbour Trust")
    facts = {"paid_on-day": "17", "paid_on-month": "2", "paid_on-year": "2022", "recipient": "Harbour Trust",
             "amount": "£1,204.50", "irrecoverable_vat": "0", "purpose": "Sessions", "spender": "commissioner"}  # fmt: skip
    act(office, url(area, "payment-create"), reference="P-1", **facts)
    payment = Payment.objects.get()
    assert (payment.amount, payment.provider, payment.published_at) == (Decimal("1204.50"), provider, None)
    page = act(office, url(area, "payment-create"), reference="P-1", **facts).content.decode()
    assert "There is a payment with this number already" in page
    page = act(office, url(area, "payment-update", payment.code), **facts | {"irrecoverable_vat": "9999"}).content.decode()
    assert "The VAT must not be more than the amount" in page
    act(office, url(area, "payment-update", payment.code), **facts | {"is_withheld": "on"})
    assert Payment.objects.get().provider is None
    act(office, url(area, "payment-publish", payment.code))
    assert Payment.objects.get().published_at
    act(office, url(area, "payment-hide", payment.code))
    assert Payment.objects.get().published_at is None


def test_only_the_office_writes(client, area):
    payment = PaymentFactory(area=area)
    client.force_login(AppointmentFactory(area=area, role=Role.PANEL_MEMBER).user)
    for name in ("payment-create", "upload-list", "upload-create"):
        assert client.get(url(area, name)).status_code == 403
    for name in ("payment-update", "payment-publish", "payment-hide"):
        assert client.get(url(area, name, payment.code)).status_code == 403
    for name in ("month-publish", "month-hide"):
        assert client.get(url(area, name, "2022-02")).status_code == 403
    hidden = PaymentFactory(area=area, unpublished=True)
    assert client.get(url(area, "payment-detail", hidden.code)).status_code == 404


# Files --------------------------------------------------------------------------------------------------------------


def test_a_file_is_sent_looked_through_and_brought_in(office, area):
    token = office.get(url(area, "upload-create")).context["form"]["token"].value()
    file = SimpleUploadedFile("feb.csv", as_csv(*GOOD))
    address = office.post(url(area, "upload-create"), {"file": file, "token": token, "kind": "payments", "fund": ""}).url
    assert "Being read" in read(office, address)
    worked(Upload.objects.get())
    page = read(office, address)
    assert "Look through what the file would do" in page
    assert "£1,804.50" in page
    assert "The amounts of the file make £1,804.50." in read(office, url(area, "upload-accept", Upload.objects.get().reference))
    act(office, url(area, "upload-accept", Upload.objects.get().reference))
    worked(Upload.objects.get())
    assert "Brought in" in read(office, address)
    assert Payment.objects.count() == 2


def test_a_refused_file_names_what_to_correct_and_is_read_again(office, officer, area):
    upload = sent(area, officer, as_csv((*GOOD[0], "G-2022-001"), heads=(*HEADS, "Award")))
    assert "There is no award with this reference" in read(office, url(area, "upload-detail", upload.reference))
    lines = read(office, url(area, "upload-problems", upload.reference)).splitlines()
    assert lines[1].startswith('2,F,"There is no award')
    AwardFactory(area=area, reference="G-2022-001")
    act(office, url(area, "upload-again", upload.reference))
    assert worked(Upload.objects.order_by("-pk").first()).status == "read"


def test_work_on_a_file_is_cancelled_and_a_file_left_out(office, officer, area):
    upload = files_in.send_file(area=area, kind=UploadKind.PAYMENTS, name="a.csv", data=as_csv(*GOOD), actor=officer)
    office.post(url(area, "upload-cancel", upload.reference))
    assert Upload.objects.get().status == "dropped"
    read_one = sent(area, officer, as_csv(*GOOD))
    act(office, url(area, "upload-drop", read_one.reference))
    assert "Nothing of it was brought in" in read(office, url(area, "upload-detail", read_one.reference))


def test_a_file_of_the_office_is_not_there_for_others(client, area, officer):
    upload = sent(area, officer, as_csv(("P-1", "x", "A", "b", "1")))
    client.force_login(AppointmentFactory(area=area, role=Role.CHAIR).user)
    for act_on in ("detail", "problems", "accept", "drop", "again"):
        assert client.get(url(area, f"upload-{act_on}", upload.reference)).status_code == 404


@pytest.mark.parametrize("fmt", ["csv", "xlsx", "ods"])
@pytest.mark.parametrize("kind", ["payments", "awards"])
def test_a_table_to_fill_has_every_heading_and_no_row(office, officer, area, kind, fmt):
    data = office.get(url(area, "upload-template", kind, fmt)).content
    upload = sent(area, officer, data, name=f"a.{fmt}", kind=kind)
    assert [one["reason"] for one in upload.problems] == ["The table has headings and no row under them"]


def test_awards_go_out_as_the_table_that_comes_back_without_private_ones(office, officer, area):
    brought_in(area, officer, as_csv(AWARD, heads=AWARD_HEADS), kind=UploadKind.AWARDS)
    AwardFactory(area=area, exempt=True, title="A secret", commercial_terms="")
    data = office.get(url(area, "award-table", "xlsx")).content
    assert "A secret" not in str(list(load_workbook(io.BytesIO(data)).active.values))
    upload = sent(area, officer, data, name="a.xlsx", kind=UploadKind.AWARDS)
    assert (upload.problems, upload.status, upload.same) == ([], "done", 1)
    assert Award.objects.count() == 2


@pytest.mark.parametrize("rows", [1, 3, 30])
def test_the_files_are_listed_with_as_few_questions(office, officer, area, rows):
    first = sent(area, officer, as_csv(*GOOD))
    for _turn in range(rows):
        Upload.objects.create(
            area=area, kind="payments", file=first.file, digest="x", name="a.csv", sent_at=first.sent_at, sent_by=officer
        )
    with CaptureQueriesContext(connection) as asked:
        office.get(url(area, "upload-list"))
    assert len(asked) == 6
