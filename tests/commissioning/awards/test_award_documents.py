"""Files of awards and exercises: rebuilt, public with what they belong to, private for the office alone."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from commissioning.models import Document
from commissioning.services import awards as services
from commissioning.services import documents as files
from documents.choices import Access, FindingKind, IntakeOutcome, PaperKind, StoreName
from documents.models import Finding
from documents.services.contents import Content
from tests.commissioning.awards.awarding import PRIVATE, refusal, sent, url
from tests.documents.samples import plain_pdf
from tests.factories.commissioning import ExerciseFactory

WITHHELD = {"access": Access.EXEMPT, "exempt_paragraph": 3, "public_interest_reason": "It holds prices."}


def content(**facts):
    return Content(PaperKind.PDF, pdf=plain_pdf(), original_name="agreement.pdf", **facts)


@pytest.fixture
def added(office):
    def add(of, **facts):
        return files.add_document(of=of, content=content(), title="Agreement", actor=office, **facts)

    return add


def store_of(document):
    document.refresh_from_db()
    return document.file.store


def test_a_file_is_public_while_its_award_is(entered, added, office):
    one = entered()
    document = added(one)
    stores = [store_of(document)]
    one = services.publish_award(award=one, version=one.version, actor=office)
    stores.append(store_of(document))
    one = services.hide_award(award=one, version=one.version, actor=office)

    assert [*stores, store_of(document)] == [StoreName.RESTRICTED, StoreName.PUBLIC, StoreName.RESTRICTED]


def test_a_private_file_and_one_of_a_private_award_never_get_out(entered, added):
    private, of_private = added(entered(public=True), **WITHHELD), added(entered(title="B", public=True, **PRIVATE))

    assert (store_of(private), store_of(of_private)) == (StoreName.RESTRICTED, StoreName.RESTRICTED)


def test_a_file_leaves_the_public_store_when_it_is_made_private_or_taken_out(entered, added, office):
    one = entered(public=True)
    first, second = added(one), files.add_document(
        of=one, content=Content(PaperKind.PDF, pdf=plain_pdf(text="Other"), original_name="b.pdf"), title="B", actor=office
    )  # fmt: skip
    assert (store_of(first), store_of(second)) == (StoreName.PUBLIC, StoreName.PUBLIC)

    files.make_document_private(
        document=first, version=first.version, exempt_paragraph=3, public_interest_reason="Prices", actor=office
    )
    second = files.remove_document(document=second, version=second.version, actor=office)

    assert (store_of(first), store_of(second)) == (StoreName.RESTRICTED, StoreName.RESTRICTED)
    files.restore_document(document=second, version=second.version, actor=office)
    assert store_of(second) == StoreName.PUBLIC


def test_a_public_file_holds_nothing_unseen(entered, office):
    unseen = content(
        outcome=IntakeOutcome.REVIEW, findings=(Finding(kind=FindingKind.INVISIBLE, page=3, quote="Canary"),)
    )  # fmt: skip
    facts = {"of": entered(), "content": unseen, "title": "Agreement", "actor": office}

    told = refusal(files.add_document, **facts)["upload"][0]

    assert told.startswith("The file holds more than the eye sees on page 3.")
    assert "Canary" not in told
    assert files.add_document(**facts, **WITHHELD).access == Access.EXEMPT


def test_a_private_file_says_why(entered, added):
    told = refusal(added, of=entered(), access=Access.EXEMPT)

    assert sorted(told) == ["exempt_paragraph", "public_interest_reason"]


def test_only_a_pdf_is_taken():
    with pytest.raises(ValidationError) as refused:
        files.examine_upload(SimpleUploadedFile("table.csv", b"a,b"))

    assert "upload" in refused.value.message_dict


def test_the_office_adds_a_file_on_its_page_and_everybody_opens_it(client, entered, office):
    one = entered(public=True)
    client.force_login(office)
    upload = SimpleUploadedFile("agreement.pdf", plain_pdf(), content_type="application/pdf")
    client.post(url("document-create", one), {**sent(title="Agreement", kind="agreement"), "upload": upload})
    client.logout()

    answer = client.get(url("document-detail", one, 1))

    assert Document.objects.get().title == "Agreement"
    assert (answer.status_code, answer["Content-Type"], answer["X-Content-Type-Options"]) == (200, "application/pdf", "nosniff")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")


def test_nobody_else_opens_what_is_private_or_taken_out(client, entered, added, office, member):
    public, private = entered(public=True), entered(title="B", public=True, **PRIVATE)
    rows = [(public, added(public, **WITHHELD)), (private, added(private))]
    taken = added(public)
    files.remove_document(document=taken, version=taken.version, actor=office)
    told = {}
    for who in (None, member, office):
        if who:
            client.force_login(who)
        told[who] = [client.get(url("document-detail", one, row.number)).status_code for one, row in [*rows, (public, taken)]]

    assert told == {None: [404, 404, 404], member: [404, 200, 404], office: [200, 200, 200]}


def test_an_exercise_has_files_too(client, added, area, office):
    exercise = ExerciseFactory(area=area)
    document = added(exercise)

    assert store_of(document) == StoreName.PUBLIC
    assert client.get(reverse("awards:document-detail", args=[area.slug, exercise.reference, 1])).status_code == 200
