"""What the public, members and staff read of a meeting."""

from datetime import date

import pytest
from django.urls import reverse

from meetings import services
from meetings.choices import MeetingKind, MeetingStatus
from meetings.models import Meeting
from meetings.services.packs import withdraw_from_packs
from tests.factories.meetings import AgendaItemFactory, AnnouncedMeetingFactory, MeetingFactory, PublishedMeetingFactory, publish
from tests.factories.panels import RuleFactory
from tests.meetings.conftest import CANARIES


def _page(client, name, meeting, *more):
    return client.get(reverse(f"meetings:{name}", args=[meeting.area.slug, meeting.slug, *more]))


def test_unpublished_agenda_says_by_when(client, ready, clerk):
    services.announce_meeting(meeting=ready, actor=clerk)
    Meeting.objects.update(held_on=date(2022, 4, 26))

    page = _page(client, "meeting-detail", ready).content.decode()

    assert "The agenda will be published by Thursday 14 April 2022." in page
    assert "Apologies for absence" not in page


def test_private_day_shows_the_public_its_date_alone(client, body, clerk, member):
    meeting = PublishedMeetingFactory(body=body, kind=MeetingKind.DEVELOPMENT_DAY, actor=clerk)

    public = _page(client, "meeting-detail", meeting)
    client.force_login(member)
    members = _page(client, "meeting-detail", meeting)

    assert (public.status_code, members.status_code) == (200, 200)
    assert "Apologies for absence" not in public.content.decode()
    assert "Apologies for absence" in members.content.decode()


def test_training_is_not_there_for_the_public(client, body, member):
    meeting = AnnouncedMeetingFactory(body=body, kind=MeetingKind.TRAINING)

    assert _page(client, "meeting-detail", meeting).status_code == 404
    client.force_login(member)
    assert _page(client, "meeting-detail", meeting).status_code == 200


def test_published_meeting_shows_its_agenda_pages_and_counting(client, ready, clerk):
    services.add_paper(item=ready.agenda_items.get(), actor=clerk, title="Report", text="Words")
    AnnouncedMeetingFactory(body=ready.body, kind=MeetingKind.HEARING, subject="Deputy Commissioner")
    ready.refresh_from_db()
    publish(ready, clerk)

    response = _page(client, "meeting-detail", ready)
    page = response.content.decode()

    paper = response.context["lines"][0].only_paper
    pack = response.context["packs"][0]
    assert [paper.first, paper.last] == list(pack.manifest["ranges"]["report"])
    assert f"/pack/{paper.first}/" in page
    assert "That is 5 clear working days before the meeting; the law asks for 5" in page
    assert "Deputy Commissioner" in page
    assert "No, day of publication" in page
    assert pack.sha256 in page


def test_no_private_word_reaches_the_public(client, with_private, clerk, body):
    """List, page, notice, history, exports, next-meeting text, builder and papers: the canaries are in none."""
    AgendaItemFactory(meeting=with_private, title="Next", content="next-meeting")
    AnnouncedMeetingFactory(body=body, held_on=date(2022, 3, 30), kind=MeetingKind.TRAINING, subject="CANARY-TITLE")
    with_private.refresh_from_db()
    item = with_private.agenda_items.get(neutral_title="Staffing matter")
    paper = item.item_papers.get().paper
    publish(with_private, clerk)

    addresses = [reverse("meetings:meeting-list", args=["avon"])]
    addresses += [reverse("meetings:meeting-export", args=["avon", fmt]) for fmt in ("csv", "xlsx", "ods")]
    names = ("meeting-detail", "meeting-notice", "meeting-history", "pack-detail", "agenda-detail", "agenda-publish")
    addresses += [reverse(f"meetings:{name}", args=["avon", with_private.slug]) for name in names]
    addresses += [
        reverse(f"meetings:{name}", args=["avon", with_private.slug, paper.slug]) for name in ("paper-detail", "paper-file")
    ]
    addresses += [reverse("meetings:item-update", args=["avon", with_private.slug, item.slug])]
    answers = [client.get(address) for address in addresses]

    page = answers[4].content.decode()
    assert [answer.status_code for answer in answers[:4]] == [200] * 4
    assert "Staffing matter" in page
    assert "One person’s employment is discussed." in page
    leaks = [
        (address, word)
        for address, answer in zip(addresses, answers, strict=True)
        for word in CANARIES
        if word.encode() in answer.content
    ]
    assert leaks == []
    assert [answer.status_code for answer in answers[-3:]] == [404, 404, 302]


def test_members_read_the_private_item_at_the_same_address(client, with_private, clerk, member):
    publish(with_private, clerk)
    client.force_login(member)

    response = _page(client, "meeting-detail", with_private)

    page = response.content.decode()
    assert "CANARY-TITLE" in page
    assert "The public reads: Staffing matter" in page
    assert [pack.edition for pack in response.context["packs"]] == ["members", "public"]


def test_history_names_the_publisher_to_staff_alone(client, ready, clerk):
    publish(ready, clerk)

    public = _page(client, "meeting-history", ready).content.decode()
    client.force_login(clerk)
    staff = _page(client, "meeting-history", ready).content.decode()

    assert ("Chris Clerk" in public, "Agenda published" in public) == (False, True)
    assert ("Chris Clerk" in staff, "Item added" in staff) == (True, True)


def test_paper_page_and_file(client, ready, clerk):
    paper = services.add_paper(item=ready.agenda_items.get(), actor=clerk, title="Report", text="1.1 Words")
    assert _page(client, "paper-detail", ready, paper.slug).status_code == 404
    publish(ready, clerk)

    page = _page(client, "paper-detail", ready, paper.slug)
    file = _page(client, "paper-file", ready, paper.slug)

    assert "Words" in page.content.decode()
    assert (file["Content-Type"], file.content[:5]) == ("application/pdf", b"%PDF-")


def test_postponed_meeting_leads_on(client, body, clerk):
    meeting = AnnouncedMeetingFactory(body=body)
    services.postpone_meeting(
        meeting=meeting, reason="Storm", held_on=date(2022, 4, 26), starts_at=meeting.starts_at, actor=clerk
    )

    page = _page(client, "meeting-detail", meeting).content.decode()

    assert "It is now on Tuesday 26 April 2022" in page


def test_unknown_meeting_is_404(client, area):
    assert client.get(reverse("meetings:meeting-detail", args=["avon", "2022-01-01-panel"])).status_code == 404


def test_a_held_meeting_without_an_agenda_says_so_and_asks_for_none(client, body):
    RuleFactory()
    meeting = AnnouncedMeetingFactory(body=body, held_on=date(2021, 12, 8))

    page = _page(client, "meeting-detail", meeting).content.decode()

    assert "The agenda of this meeting is not on this site. Ask the clerk." in page
    assert "By when it must be published" not in page
    assert "Take part" not in page


def test_a_meeting_that_is_off_asks_nobody_to_take_part(client, ready, clerk):
    publish(ready, clerk)
    services.postpone_meeting(meeting=ready, reason="Storm", held_on=date(2022, 4, 26), starts_at=None, actor=clerk)

    page = _page(client, "meeting-detail", ready).content.decode()

    assert "Pack of the postponed meeting" in page
    assert ("Take part" in page, "Read the pack" in page) == (False, False)


def test_a_cancelled_meeting_has_no_last_day_to_publish(client, body, clerk):
    RuleFactory()
    meeting = AnnouncedMeetingFactory(body=body, held_on=date(2022, 4, 26))
    services.cancel_meeting(meeting=meeting, reason="Storm", actor=clerk)

    page = _page(client, "meeting-detail", meeting).content.decode()

    assert ("Take part" in page, "By when it must be published" in page) == (False, False)


def test_a_cancelled_draft_stays_with_its_clerk(client, body, clerk, member, mailoutbox):
    meeting = MeetingFactory(body=body)
    services.cancel_meeting(meeting=meeting, reason="Called by mistake", actor=clerk)

    seen = []
    for user in (None, member, clerk):
        client.logout()
        if user:
            client.force_login(user)
        seen.append(_page(client, "meeting-detail", meeting).status_code)

    assert seen == [404, 404, 200]
    assert mailoutbox == []


def test_no_dead_link_to_the_papers_as_one_file(client, ready, clerk):
    publish(ready, clerk)

    pages = [_page(client, name, ready).content.decode() for name in ("meeting-detail", "pack-detail")]

    assert ["papers.zip" in page for page in pages] == [False, False]
    assert _page(client, "pack-archive", ready).status_code == 404


def test_the_subject_stands_in_the_title(client, body):
    meeting = AnnouncedMeetingFactory(body=body, kind=MeetingKind.HEARING, subject="Deputy Commissioner")

    page = _page(client, "meeting-detail", meeting).content.decode()

    assert "Confirmatory hearing: Deputy Commissioner, Thursday 17 March 2022" in page
    assert "<title>Confirmatory hearing: Deputy Commissioner, 17 Mar 2022" in page.replace("\n", "")


def test_history_tells_the_public_what_went_out_and_what_came_back(client, ready, clerk, member):
    paper = services.add_paper(item=ready.agenda_items.get(), actor=clerk, title="Report", text="1.1 Words")
    publish(ready, clerk)
    withdraw_from_packs(meeting=ready, paper=paper, reason="Wrong figures", actor=clerk)
    services.postpone_meeting(meeting=ready, reason="Storm", held_on=date(2022, 4, 26), starts_at=None, actor=clerk)

    public = _page(client, "meeting-history", ready)
    client.force_login(clerk)
    staff = [str(act["words"]) for act in _page(client, "meeting-history", ready).context["acts"]]

    assert sorted((str(event["words"]), event["why"]) for event in public.context["events"]) == [
        ("Agenda published", ""), ("Paper withdrawn: Report", "Wrong figures"), ("Postponed", "Storm"),
    ]  # fmt: skip
    assert public.context["acts"] == []
    assert {"Paper made", "Paper withdrawn", "Pack published", "Pack taken down", "Meeting postponed"} <= set(staff)


@pytest.mark.parametrize("name", ["meeting-detail", "pack-detail", "meeting-history"])
def test_seeing_it_as_the_public_does_drops_rights_for_one_page(client, with_private, clerk, name):
    publish(with_private, clerk)
    public = _page(client, name, with_private).content.decode()
    client.force_login(clerk)
    address = reverse(f"meetings:{name}", args=["avon", with_private.slug])

    as_public = client.get(address, {"as": "public"})
    own = client.get(address)

    page = as_public.content.decode()
    assert [word for word in CANARIES if word in page] == []
    assert "This is what the public sees." in page
    assert f'href="{address}">Back to your view' in page
    assert as_public["Cache-Control"] == "private, no-store"
    assert "Chris Clerk" in own.content.decode() or "app-staff" in own.content.decode() or "CANARY" in own.content.decode()
    assert "This is what the public sees." not in public + own.content.decode()


def test_as_public_only_ever_drops_rights(client, body, clerk):
    draft = MeetingFactory(body=body)
    detail = reverse("meetings:meeting-detail", args=["avon", draft.slug])
    cancel = reverse("meetings:meeting-cancel", args=["avon", draft.slug])

    assert [client.get(detail, {"as": who}).status_code for who in ("public", "clerk", "")] == [404] * 3
    client.force_login(clerk)
    assert client.get(detail, {"as": "public"}).status_code == 404
    assert client.get(detail, {"as": "clerk"}).status_code == 200
    assert client.get(cancel, {"as": "public"})["Location"] == cancel
    assert client.post(f"{cancel}?as=public", {"reason": "By mistake"}).status_code == 302
    draft.refresh_from_db()
    assert draft.status == MeetingStatus.CANCELLED
