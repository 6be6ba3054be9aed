"""Files of a response: hostile until shown otherwise, public with the response alone, kept only with a reason."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import AuditEntry
from decisions.models import Consultation, ConsultationFile
from decisions.services import consultation_files as files
from decisions.services import consultations as services
from documents.models import StoredFile
from documents.services.files import read_bytes
from tests.documents.hiding import BOX_OVER, OPEN, SECRET, page_with
from tests.documents.samples import plain_pdf
from tests.factories.office import ConsultationFactory

pytestmark = pytest.mark.usefixtures("today")


@pytest.fixture
def one(area):
    return ConsultationFactory(area=area, sent=True)


def url(one, name, *more):
    return reverse(f"consultations:{name}", args=["avon", one.reference, *more])


def upload(data, name="canary name.pdf"):
    return SimpleUploadedFile(name, data, content_type="application/pdf")


def added(one, data):
    content = files.examine_upload(upload(data))
    return files.add_file(consultation=one, content=content, title="The response as it was sent", actor=None)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def published(one):
    return services.publish_response(consultation=one, version=fresh(one).version, actor=None)


def public_hashes():
    return set(StoredFile.objects.filter(store="public").values_list("sha256", flat=True))


def test_file_is_rebuilt_and_public_only_with_the_response(client, one, office):
    data = plain_pdf(text="We agree")
    client.force_login(office)
    token = client.get(url(one, "file-create")).context["form"]["token"].value()
    answer = client.post(url(one, "file-create"), {"upload": upload(data), "title": "The response", "token": token})
    file = ConsultationFile.objects.get()
    assert answer["Location"] == url(one, "file-detail", file.number)
    assert read_bytes(file.original) == data != read_bytes(file.pdf)
    assert public_hashes() == set()
    copy = url(one, "file-download", file.number, "copy")
    client.logout()
    assert client.get(copy).status_code == 404
    published(one)
    assert public_hashes() == {file.pdf.sha256}
    response = client.get(copy)
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert b"".join(response.streaming_content) == read_bytes(fresh(file).pdf)
    assert "canary" not in response["Content-Disposition"]
    assert client.get(url(one, "file-download", file.number, "original")).status_code == 404
    assert "canary" not in client.get(url(one, "file-detail", file.number)).content.decode()
    assert "canary" not in str(list(AuditEntry.objects.values()))


def test_hidden_response_takes_its_files_out_of_the_public_store(client, one):
    file = added(one, plain_pdf(text="We agree"))
    published(one)
    services.hide_response(consultation=one, version=fresh(one).version, actor=None)
    assert (public_hashes(), fresh(file).pdf.store) == (set(), "restricted")


def test_file_that_hides_something_keeps_the_response_back_until_somebody_says_why(one):
    file = added(one, page_with(OPEN + SECRET + BOX_OVER))
    with pytest.raises(ValidationError, match="File 1 holds more than the eye sees"):
        published(one)
    with pytest.raises(ValidationError, match="Say why it may go out"):
        files.keep_findings(file=file, version=file.version, why="  ", actor=None)
    file = files.keep_findings(file=file, version=file.version, why="It repeats the page", actor=None)
    assert published(one).published_at is not None


def test_office_alone_reads_what_was_found(client, one, office, body, member):
    file = added(one, page_with(OPEN + SECRET + BOX_OVER))
    page = url(one, "file-detail", file.number)
    client.force_login(member)
    assert "Secret name" not in client.get(page).content.decode()
    client.force_login(office)
    html = client.get(page).content.decode()
    assert ("Secret name" in html, "Say why it may go out" in html) == (True, True)
    assert "Secret name" in client.get(url(one, "file-keep", file.number)).content.decode()


def test_file_taken_out_of_a_public_response_is_gone_at_once_and_comes_back(client, one, office):
    file = added(one, plain_pdf(text="We agree"))
    published(one)
    files.remove_file(file=file, version=fresh(file).version, actor=None)
    assert public_hashes() == set()
    pages = [url(one, "file-detail", file.number), url(one, "file-download", file.number, "copy")]
    assert [client.get(page).status_code for page in pages] == [404, 404]
    assert file.title not in client.get(one.get_absolute_url()).content.decode()
    client.force_login(office)
    assert client.get(pages[0]).status_code == 200
    client.post(url(one, "file-restore", file.number), {"version": fresh(file).version})
    assert public_hashes() == {file.pdf.sha256}


def test_file_that_hides_something_does_not_come_back_into_a_public_response(one):
    file = added(one, page_with(OPEN + SECRET + BOX_OVER))
    files.remove_file(file=file, version=file.version, actor=None)
    published(one)
    with pytest.raises(ValidationError, match="Say first why it may go out"):
        files.restore_file(file=file, version=fresh(file).version, actor=None)
    assert (public_hashes(), fresh(file).removed_at is None) == (set(), False)


def test_nothing_is_added_to_a_public_response(one):
    published(one)
    with pytest.raises(ValidationError, match="Take it from the public before you add a file"):
        added(one, plain_pdf(text="More"))


def test_what_is_no_document_is_refused_beside_its_field(client, one, office):
    client.force_login(office)
    page = url(one, "file-create")
    token = client.get(page).context["form"]["token"].value()
    form = client.post(page, {"upload": upload(b"MZ\x90"), "title": "A program", "token": token}).context["form"]
    assert list(form.errors) == ["upload"]
    assert not ConsultationFile.objects.exists()
    assert Consultation.objects.get().version == one.version
