"""The pages on which papers come to an agenda, are moved, deleted and withdrawn."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from documents.models import Paper
from meetings import services
from tests.factories.meetings import PrivateItemFactory, publish


def _url(name, meeting, *more):
    return reverse(f"meetings:{name}", args=[meeting.area.slug, meeting.slug, *more])


@pytest.fixture
def desk(client, clerk):
    client.force_login(clerk)
    return client


def test_paper_add_by_writing(desk, ready):
    item = ready.agenda_items.get()
    data = {"token": uuid4(), "title": "Report", "text": "Words", "orientation": "portrait"}

    response = desk.post(_url("paper-add", ready, item.slug, "write"), data)

    paper = Paper.objects.get()
    assert (response["Location"], paper.item_paper.item) == (paper.get_absolute_url(), item)


def test_paper_add_from_the_register(desk, ready):
    item = ready.agenda_items.get()
    data = {"token": uuid4(), "title": "Members", "source": "membership-and-dates", "orientation": "portrait"}

    response = desk.post(_url("paper-add", ready, item.slug, "register"), data)

    assert response.status_code == 302
    assert "Members by authority, 1 in all" in Paper.objects.get().current.text


def test_paper_add_refuses_a_file_beside_its_field(desk, ready):
    file = SimpleUploadedFile("report.pdf", b"nothing of the kind")
    data = {"token": uuid4(), "title": "Report", "file": file, "orientation": "portrait"}

    response = desk.post(_url("paper-add", ready, ready.agenda_items.get().slug, "upload"), data)

    assert list(response.context["form"].errors) == ["file"]
    assert Paper.objects.count() == 0


def test_paper_add_knows_three_ways(desk, ready):
    assert desk.get(_url("paper-add", ready, ready.agenda_items.get().slug, "fax")).status_code == 404


def test_paper_create_says_which_files_were_refused(desk, ready):
    files = [SimpleUploadedFile("1 Apologies.pdf", b"nothing"), SimpleUploadedFile("holiday.docx", b"nothing")]

    response = desk.post(_url("paper-create", ready), {"token": uuid4(), "uploads": files})

    assert [one.name for one in response.context["taken"]] == ["1 Apologies.pdf", "holiday.docx"]
    assert Paper.objects.count() == 0


def test_paper_create_sent_twice_takes_the_files_in_once(desk, ready, monkeypatch):
    data, seen = {"token": uuid4()}, []
    monkeypatch.setattr("meetings.services.take_in_several", lambda **sent: seen.append(sent) or [])

    for _again in range(2):
        desk.post(_url("paper-create", ready), {**data, "uploads": [SimpleUploadedFile("1 Report.pdf", b"x")]})

    assert len(seen) == 1


def test_paper_update_moves_a_paper_and_makes_it_private(desk, ready, clerk):
    private = PrivateItemFactory(meeting=ready)
    paper = services.add_paper(item=ready.agenda_items.get(slug="apologies-for-absence"), actor=clerk, title="R", text="W")

    desk.post(_url("paper-update", ready, paper.slug), {"move": "1", "item": private.slug})

    paper.refresh_from_db()
    assert (paper.access, paper.item_paper.item) == ("exempt", private)


def test_paper_update_keeps_its_access(desk, ready, clerk):
    private = PrivateItemFactory(meeting=ready)
    paper = services.add_paper(item=private, actor=clerk, title="Report", text="Words")
    data = {"title": "Report", "text": "Other words", "orientation": "portrait", "version": paper.version}

    response = desk.post(_url("paper-update", ready, paper.slug), data)

    paper.refresh_from_db()
    assert (response.status_code, paper.access, paper.current.text) == (302, "exempt", "Other words")


def test_paper_delete_asks_first(desk, ready, clerk):
    paper = services.add_paper(item=ready.agenda_items.get(), actor=clerk, title="Report", text="Words")

    assert desk.get(_url("paper-delete", ready, paper.slug)).status_code == 200
    desk.post(_url("paper-delete", ready, paper.slug))

    assert Paper.objects.count() == 0


def test_paper_withdraw_leaves_a_tombstone(desk, ready, clerk):
    paper = services.add_paper(item=ready.agenda_items.get(), actor=clerk, title="Report", text="SECRET words")
    publish(ready, clerk)

    assert desk.get(_url("paper-update", ready, paper.slug)).status_code == 403
    desk.post(_url("paper-withdraw", ready, paper.slug), {"reason": "It named a person"})
    desk.logout()

    page = desk.get(_url("paper-detail", ready, paper.slug)).content.decode()
    assert ("It named a person" in page, "SECRET" in page) == (True, False)
    assert desk.get(_url("paper-file", ready, paper.slug)).status_code == 404
