"""The files of printed minutes: who may have which, under which headers, and what is kept of private readings."""

import pytest
from django.urls import reverse

from accounts.choices import Role
from accounts.models import AuditEntry
from interface import clock
from meetings.choices import MinutesEdition, MinutesStatus, Publication
from meetings.models import MinuteEntry, Minutes
from meetings.services.minutes import printing
from tests.factories.panels import AppointmentFactory
from tests.meetings.printed import again, minutes_of_february
from tests.meetings.test_printing import pages, text

READ = "documents.restricted_read"


@pytest.fixture
def minutes(body):
    return minutes_of_february(body)


@pytest.fixture
def out(minutes):
    printing.print_minutes(minutes=minutes, edition=MinutesEdition.DRAFT, actor=None)
    return minutes


@pytest.fixture
def chair(area, body):
    return AppointmentFactory(area=area, body=body, role=Role.CHAIR).user


def address(minutes, name, *more):
    return reverse(f"meetings:{name}", args=[minutes.meeting.area.slug, minutes.meeting.slug, *more])


def content(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def change(minutes, **fields):
    Minutes.objects.filter(pk=minutes.pk).update(**fields)
    return again(minutes)


def test_everybody_gets_the_public_file_and_may_keep_it_until_it_changes(out, client):
    response = client.get(address(out, "minutes-file"))

    assert response.status_code == 200
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'inline; filename="{out.meeting.slug}-minutes.pdf"'
    assert response["Cache-Control"] == "no-cache"
    assert "To define serious violence." in text(content(response))
    assert client.get(address(out, "minutes-file"), HTTP_IF_NONE_MATCH=response["ETag"]).status_code == 304
    assert not AuditEntry.objects.filter(action=READ).exists()


def test_the_public_file_is_the_same_for_members(out, client, member):
    public = content(client.get(address(out, "minutes-file")))
    client.force_login(member)

    assert content(client.get(address(out, "minutes-file"))) == public


def test_the_newest_print_is_served_and_the_earlier_one_stays(out, client):
    MinuteEntry.objects.filter(text__startswith="to endorse").update(text="to endorse the precept of £999.")
    printing.print_minutes(minutes=out, edition=MinutesEdition.DRAFT, actor=None)

    assert "£999" in text(content(client.get(address(out, "minutes-file"))))
    assert "£251.20" in text(content(client.get(address(out, "minutes-print", 1))))
    assert "£999" in text(content(client.get(address(out, "minutes-print", 2))))
    assert client.get(address(out, "minutes-print", 3)).status_code == 404


def test_the_members_file_is_for_those_entitled_and_their_reading_is_kept(out, client, member):
    addresses = [address(out, "minutes-members-file"), f"{address(out, 'minutes-print', 1)}?edition=members"]
    assert [client.get(one).status_code for one in addresses] == [404, 404]
    client.force_login(member)

    for one in addresses:
        response = client.get(one)
        assert "CANARY-NOTE" in text(content(response))
        assert response["Cache-Control"] == "private, no-store"
        client.head(one)
        client.get(one, HTTP_IF_NONE_MATCH=response["ETag"])
    kept = AuditEntry.objects.filter(action=READ)
    assert [(act.actor, act.detail) for act in kept] == [(member, {"of": out.meeting.slug, "minutes": "members-1"})] * 2


def test_no_members_file_where_nothing_is_private(minutes, client, member):
    minutes.items.update(access="public")
    printing.print_minutes(minutes=minutes, edition=MinutesEdition.DRAFT, actor=None)
    client.force_login(member)

    assert client.get(address(minutes, "minutes-members-file")).status_code == 404


@pytest.mark.parametrize("status", [MinutesStatus.DRAFTING, MinutesStatus.CHECKED])
def test_minutes_being_written_are_nobodys_file(out, client, clerk, status):
    change(out, status=status)
    item = out.items.get(number="2").slug
    addresses = [address(out, name) for name in ("minutes-file", "minutes-members-file", "decisions-file")]
    addresses += [address(out, "minutes-excerpt", item), address(out, "minutes-print", 1)]

    assert {client.get(one).status_code for one in addresses} == {404}
    client.force_login(clerk)
    assert {client.get(one).status_code for one in addresses} == {404}


def test_the_sheet_goes_out_ahead_of_the_minutes(minutes, client):
    change(minutes, status=MinutesStatus.DRAFTING)
    printing.print_minutes(minutes=minutes, edition=MinutesEdition.DECISIONS, actor=None)
    assert client.get(address(minutes, "decisions-file")).status_code == 404
    change(minutes, decisions_published_at=clock.now())

    response = client.get(address(minutes, "decisions-file"))
    assert "Decisions and actions" in text(content(response))
    assert response["Content-Disposition"] == f'inline; filename="{minutes.meeting.slug}-decisions.pdf"'
    assert client.get(address(minutes, "minutes-print", 1)).status_code == 200
    assert client.get(address(minutes, "minutes-file")).status_code == 404


def test_a_sheet_is_not_taken_for_the_minutes(out, client):
    printing.print_minutes(minutes=change(out, decisions_published_at=clock.now()), edition=MinutesEdition.DECISIONS, actor=None)

    assert "Draft minutes" in text(content(client.get(address(out, "minutes-file"))))
    assert "Decisions and actions" in text(content(client.get(address(out, "decisions-file"))))


def test_a_closed_meeting_has_files_for_those_entitled_alone(body, client, member):
    closed = minutes_of_february(body, publication=Publication.NOTICE)
    printing.print_minutes(minutes=closed, edition=MinutesEdition.DRAFT, actor=None)
    addresses = [address(closed, name) for name in ("minutes-file", "minutes-members-file")]
    addresses += [address(closed, "minutes-print", 1), address(closed, "minutes-excerpt", closed.items.get(number="2").slug)]

    assert [client.get(one).status_code for one in addresses] == [404] * 4
    client.force_login(member)
    responses = [client.get(one) for one in addresses]
    assert [response["Cache-Control"] for response in responses] == ["private, no-store"] * 4
    assert "The panel unanimously resolved" in text(content(responses[3]))
    assert AuditEntry.objects.filter(action=READ).count() == 4


# Extracts and the preview ----------------------------------------------------------------------------------------


def test_anybody_has_an_extract_of_a_public_item(out, client):
    response = client.get(address(out, "minutes-excerpt", out.items.get(number="2").slug))

    assert "Resolution 2/1" in text(content(response))
    assert response["Cache-Control"] == "no-cache"
    assert client.get(address(out, "minutes-excerpt", "nowhere")).status_code == 404


def test_an_extract_of_a_private_item_is_for_those_entitled(out, client, member):
    where = address(out, "minutes-excerpt", "staffing-matter")
    assert client.get(where).status_code == 404
    client.force_login(member)

    response = client.get(where)
    assert "CANARY-NOTE" in text(content(response))
    assert all("Exempt: panel members and officers" in page for page in pages(content(client.get(where))))
    assert response["Cache-Control"] == "private, no-store"
    assert AuditEntry.objects.filter(action=READ, detail__minutes__startswith="item-").count() == 2


def test_the_preview_is_for_who_writes_and_for_the_chair_once_sent(minutes, client, clerk, chair, member):
    minutes = change(minutes, status=MinutesStatus.DRAFTING, published_at=None, sent_to_chair_at=None)
    where = address(minutes, "minutes-preview")

    assert client.get(where).status_code == 302
    client.force_login(member)
    assert client.get(where).status_code == 404
    client.force_login(chair)
    assert client.get(where).status_code == 404
    change(minutes, sent_to_chair_at=clock.now())
    assert "Minutes being written" in text(content(client.get(where)))
    client.force_login(clerk)
    assert "CANARY-NOTE" in text(content(client.get(where)))
    assert "CANARY" not in text(content(client.get(f"{where}?edition=public")))
    assert client.get(where)["Cache-Control"] == "private, no-store"


def test_the_preview_of_published_minutes_stays_with_who_writes(out, client, member):
    client.force_login(member)

    assert client.get(address(out, "minutes-preview")).status_code == 403


@pytest.mark.parametrize("name", ["minutes-file", "minutes-members-file", "decisions-file", "minutes-preview"])
def test_nothing_is_posted_to_a_file(out, client, clerk, name):
    client.force_login(clerk)

    assert client.post(address(out, name)).status_code == 405
