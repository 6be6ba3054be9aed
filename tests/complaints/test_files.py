"""Files that come with a complaint: hostile until shown otherwise, restricted for good, shared only after somebody looked."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.choices import Role
from accounts.models import AuditEntry
from complaints.models import Complaint, ComplaintFile
from complaints.services import files as services
from documents.models import StoredFile
from documents.services.files import read_bytes
from tests.complaints.confirming import confirmed
from tests.documents.hiding import BOX_OVER, OPEN, SECRET, page_with
from tests.documents.samples import plain_pdf
from tests.factories.complaints import ComplaintFileFactory
from tests.factories.panels import AppointmentFactory

pytestmark = pytest.mark.django_db
NAME = "Marian Wren, 4 Hazel Row.pdf"


@pytest.fixture
def complaint(log, rulebook, today):
    return log()


@pytest.fixture
def chair(area, body):
    return AppointmentFactory(area=area, body=body, role=Role.CHAIR).user


def url(complaint, name, *more):
    return reverse(f"complaints:{name}", args=[complaint.area.slug, complaint.reference, *more])


def upload(data, name=NAME):
    return SimpleUploadedFile(name, data, content_type="application/pdf")


def added(complaint, data, lead):
    return services.add_files(complaint=complaint, contents=services.examine_all([upload(data)]), actor=lead)[0]


def test_a_file_is_rebuilt_and_kept_in_the_restricted_store_alone(lead, complaint):
    data = plain_pdf(text="Hazel Row")
    sent = {"uploads": [upload(data)], "note": "The letter", "token": uuid4()}

    answer = confirmed(lead).post(url(complaint, "file-create"), sent)

    assert answer["Location"] == url(complaint, "file-list")
    file = ComplaintFile.objects.get()
    assert (file.name, file.note, file.is_shared) == (NAME, "The letter", False)
    assert read_bytes(file.original) == data != read_bytes(file.pdf)
    assert set(StoredFile.objects.values_list("store", flat=True)) == {"restricted"}
    assert "Hazel" not in str(list(AuditEntry.objects.values()))


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "empty.pdf", "empty"),
        (b"MZ\x90\x00" + b"\x00" * 500, "letter.pdf", "must be a PDF, DOCX or ODT"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 500, "photo.jpg", "must be a PDF, DOCX or ODT"),
        (b"%PDF-1.7 nothing more", "broken.pdf", "damaged"),
        (b"<html><script>alert(7)</script>%PDF-1.7", "page.pdf", "must be a PDF, DOCX or ODT"),
    ],
)
def test_what_is_no_document_is_refused_with_what_to_do(lead, complaint, data, name, words):
    sent = {"uploads": [upload(data, name)], "note": "The letter", "token": uuid4()}

    answer = confirmed(lead).post(url(complaint, "file-create"), sent)

    assert answer.status_code == 200
    assert words in answer.context["form"].errors["uploads"][0]
    assert 'value="The letter"' in answer.content.decode()
    assert not ComplaintFile.objects.exists()
    assert not StoredFile.objects.exists()


def test_one_refused_file_keeps_all_out(lead, complaint):
    sent = {"uploads": [upload(plain_pdf()), upload(b"MZ", "b.exe")], "token": uuid4()}
    confirmed(lead).post(url(complaint, "file-create"), sent)
    assert not ComplaintFile.objects.exists()


def test_words_under_a_box_are_told_and_keep_a_file_from_being_shared(lead, complaint):
    file = added(complaint, page_with(OPEN + SECRET + BOX_OVER), lead)
    client = confirmed(lead)

    told = client.get(url(complaint, "file-detail", file.number)).content.decode()
    refused = client.post(url(complaint, "file-share", file.number), {"is_shared": "on", "version": file.version})

    assert "Text under a box" in told
    assert "Secret name" in told
    assert "more in this file than the eye sees" in refused.content.decode()
    assert "It cannot be shared" in told
    assert url(complaint, "file-share", file.number) not in told
    assert not ComplaintFile.objects.get().is_shared


def test_a_shared_file_is_read_without_the_name_it_came_under(lead, chair, complaint):
    file = added(complaint, plain_pdf(text="Shared words"), lead)
    reader = confirmed(chair, ago=100_000)
    here = [url(complaint, "file-detail", file.number), url(complaint, "file-download", file.number, "copy")]
    assert [reader.get(one).status_code for one in here] == [404, 404]

    confirmed(lead).post(url(complaint, "file-share", file.number), {"is_shared": "on", "version": file.version})

    assert [reader.get(one).status_code for one in here] == [200, 200]
    assert reader.get(url(complaint, "file-download", file.number, "original")).status_code == 404
    pages = [reader.get(url(complaint, "file-list")), reader.get(here[0]), reader.get(here[1])]
    told = "".join(f"{one.headers}{b''.join(one.streaming_content) if one.streaming else one.content.decode()}" for one in pages)
    assert "Wren" not in told
    assert "Hazel" not in told
    assert f"{complaint.reference}-file-{file.number}.pdf" in told


def test_the_original_is_saved_and_never_opened_by_the_browser(lead, complaint):
    file = added(complaint, plain_pdf(), lead)

    answer = confirmed(lead).get(url(complaint, "file-download", file.number, "original"))

    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == f'attachment; filename="{complaint.reference}-file-{file.number}.pdf"'
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["X-Content-Type-Options"] == "nosniff"
    read = AuditEntry.objects.get(action="complaints.file_read")
    assert read.detail == {"number": file.number, "kind": "original"}


def test_a_file_taken_out_is_gone_for_all_but_its_keepers_and_comes_back(lead, chair, complaint):
    file = ComplaintFileFactory(complaint=complaint, shared=True)
    client = confirmed(lead)
    client.post(url(complaint, "file-remove", file.number), {"version": file.version})
    assert confirmed(chair).get(url(complaint, "file-detail", file.number)).status_code == 404
    assert client.get(url(complaint, "file-detail", file.number)).status_code == 200

    file.refresh_from_db()
    client.post(url(complaint, "file-restore", file.number), {"version": file.version})
    assert confirmed(chair).get(url(complaint, "file-detail", file.number)).status_code == 200


@pytest.mark.parametrize("name", ["file-share", "file-remove", "file-restore"])
def test_who_does_not_work_on_it_changes_no_file(chair, member, complaint, name):
    file = ComplaintFileFactory(complaint=complaint, shared=True)
    sent = {"version": file.version, "is_shared": "on"}
    assert confirmed(chair).post(url(complaint, name, file.number), sent).status_code == 403
    assert confirmed(member).post(url(complaint, name, file.number), sent).status_code == 404


def test_a_file_that_moved_on_is_not_shared_at_an_older_version(lead, complaint):
    file = ComplaintFileFactory(complaint=complaint)
    services.remove_file(file=file, version=file.version, actor=lead)
    with pytest.raises(ValidationError, match="Someone else saved this"):
        services.share_file(file=file, version=file.version, is_shared=True, actor=lead)


def test_the_number_of_queries_does_not_grow_with_the_files(lead, complaint, django_assert_num_queries):
    client = confirmed(lead)
    page = url(complaint, "file-list")
    ComplaintFileFactory(complaint=complaint)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for more in (0, 2, 297):
        for _row in range(more):
            ComplaintFileFactory(complaint=complaint)
        with CaptureQueriesContext(connection) as found:
            assert client.get(page).status_code == 200
        counts.append(len(found))
    assert len(set(counts)) == 1, counts
    assert Complaint.objects.count() == 1
