"""Reading what is not for everybody is kept in the trail, and names nobody but the reader."""

import pytest
from django.urls import reverse

from accounts.models import AuditEntry
from documents.models import Pack, Paper
from meetings import services
from tests.factories.meetings import publish

READ = "documents.restricted_read"


def _readings():
    entries = AuditEntry.objects.filter(action=READ).order_by("sequence")
    return [(entry.actor, entry.target_type, entry.target_reference, entry.chain) for entry in entries]


@pytest.fixture
def out(with_private, clerk):
    """A published meeting with a public and a private paper."""
    services.add_paper(item=with_private.agenda_items.get(slug="apologies-for-absence"), actor=clerk, title="Open", text="W")
    with_private.refresh_from_db()
    return publish(with_private, clerk)


def _addresses(meeting):
    private, public = Paper.objects.get(access="exempt"), Paper.objects.get(access="public")
    here = ["avon", meeting.slug]
    restricted = [
        reverse("meetings:paper-detail", args=[*here, private.slug]), reverse("meetings:paper-file", args=[*here, private.slug]),
        reverse("meetings:pack-file", args=[*here, "members"]), reverse("meetings:pack-archive", args=here),
    ]  # fmt: skip
    opened = [
        reverse("meetings:paper-detail", args=[*here, public.slug]), reverse("meetings:paper-file", args=[*here, public.slug]),
        reverse("meetings:pack-file", args=[*here, "public"]),
    ]  # fmt: skip
    return restricted, opened


def test_members_reading_is_kept_and_the_publics_is_not(client, out, member):
    restricted, opened = _addresses(out)
    for address in (*restricted, *opened):
        client.get(address)
    assert _readings() == []
    client.force_login(member)

    answers = [client.get(address).status_code for address in (*restricted, *opened)]

    paper, pack = Paper.objects.get(access="exempt"), Pack.objects.get(edition="members")
    of_paper, of_pack = (member, "documents.paper", paper.reference, "avon"), (member, "documents.pack", str(pack.pk), "avon")
    assert answers == [200] * 7
    assert _readings() == [of_paper, of_paper, of_pack, of_paper]
    details = list(AuditEntry.objects.filter(action=READ).values_list("detail", flat=True))
    assert details[0] == {"of": out.slug, "version": 1}
    assert "CANARY" not in str(details)


def test_reader_who_has_the_pack_already_reads_nothing_new(client, out, member):
    client.force_login(member)
    address = reverse("meetings:pack-file", args=["avon", out.slug, "members"])
    tag = client.head(address)["ETag"]

    again = client.get(address, headers={"If-None-Match": tag})

    assert (again.status_code, _readings()) == (304, [])


def test_clerk_reading_a_draft_is_kept_and_stays_out_of_the_meetings_history(client, ready, clerk):
    paper = services.add_paper(item=ready.agenda_items.get(), actor=clerk, title="Open", text="Words")
    client.force_login(clerk)

    client.get(paper.get_absolute_url())
    page = client.get(reverse("meetings:meeting-history", args=["avon", ready.slug])).content.decode()

    assert _readings() == [(clerk, "documents.paper", paper.reference, "avon")]
    assert ("Paper made" in page, "not for everybody" in page) == (True, False)
