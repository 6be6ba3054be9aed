"""Excluding the press and public: offered, carried, lost, and what becomes public where the panel did not agree."""

from datetime import date

import pypdfium2
import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import AuditEntry
from documents.choices import Access, PaperStatus
from documents.models import Pack, Paper
from documents.services.files import read_bytes
from documents.services.opening import open_paper
from interface import clock
from jobs.services import run_all
from meetings.choices import EntryKind, Publication
from meetings.models import Action, AgendaItem, ItemPaper, Meeting, MinuteItem, Recommendation
from meetings.services import add_item, add_paper, hold_meeting, publish_agenda
from meetings.services import minutes as services
from meetings.services.minutes.exclusion import exclusion_words, papers_to_open
from meetings.services.packs import build_packs, withdraw_from_packs
from meetings.services.papers import Upload
from panels.choices import Nation
from tests.documents.samples import plain_pdf
from tests.factories.documents import PaperFactory
from tests.factories.meetings import ReadyMeetingFactory
from tests.factories.minutes import HeldMeetingFactory, MinuteEntryFactory, MinuteItemFactory, MinutesFactory

PRIVATE = {
    "access": Access.EXEMPT,
    "neutral_title": "Staffing matter",
    "exempt_paragraph": 1,
    "public_interest_reason": "One person.",
}
OWNED = {"owner_kind": "office", "owner_name": "Chief Constable"}
SHOWN = 200
HIDDEN = 404


@pytest.fixture(autouse=True)
def own_stores(settings, tmp_path):
    settings.STORES = {"public": tmp_path / "public", "restricted": tmp_path / "restricted"}


@pytest.fixture(autouse=True)
def after_the_meeting():
    with clock.stand_on(date(2022, 3, 18)):
        yield


@pytest.fixture
def item(body):
    minutes = MinutesFactory(meeting=HeldMeetingFactory(body=body, held_on=date(2022, 3, 17)))
    line = AgendaItem.objects.create(meeting=minutes.meeting, title="Dismissal", slug="staffing", position=1, **PRIVATE)
    return MinuteItemFactory(minutes=minutes, private=True, agenda_item=line)


def exclude(item, actor, result="carried", **content):
    facts = {"excludes_public": True, "exempt_paragraph": item.exempt_paragraph or 1, "result": result, **content}
    return services.add_entry(item=item, kind=EntryKind.RESOLUTION, actor=actor, **facts)


def fresh(item):
    return MinuteItem.objects.get(pk=item.pk)


# The resolution --------------------------------------------------------------------------------------------------


def test_the_resolution_is_offered_before_an_exempt_item_until_it_is_there(item, clerk):
    assert services.offer_exclusion(item) == 1

    entry = exclude(item, clerk)
    assert services.offer_exclusion(item) is None
    services.remove_entry(entry=entry, actor=clerk)
    assert services.offer_exclusion(item) == 1


def test_nothing_is_offered_where_the_public_is_not_excluded_by_paragraph(item):
    public = MinuteItemFactory(minutes=item.minutes)
    members = MinuteItemFactory(minutes=item.minutes, access=Access.MEMBERS, neutral_title="Briefing")
    day = HeldMeetingFactory(body=item.minutes.meeting.body, publication=Publication.MEMBERS, held_on=date(2022, 3, 1))
    closed = MinuteItemFactory(minutes__meeting=day, private=True)

    assert [services.offer_exclusion(one) for one in (public, members, closed)] == [None, None, None]


def test_without_words_of_its_own_it_takes_those_of_the_act(item, clerk):
    text = exclude(item, clerk).text

    assert text.startswith("That under section 100A(4) of the Local Government Act 1972 the press and public be excluded")
    assert "paragraph 1 of Part 1 of Schedule 12A" in text
    assert exclude(item, clerk, text="That they leave.").text == "That they leave."
    item.minutes.meeting.area.nation = Nation.WALES
    assert "of Part 4 of Schedule 12A" in exclusion_words(item, 12)


@pytest.mark.parametrize("paragraph", [None, 99])
def test_it_names_its_paragraph(item, clerk, paragraph):
    with pytest.raises(ValidationError) as refused:
        exclude(item, clerk, exempt_paragraph=paragraph)

    assert refused.value.message_dict == {"exempt_paragraph": ["Choose the paragraph of Schedule 12A"]}


def test_a_resolution_that_excludes_nobody_keeps_no_paragraph(item, clerk):
    entry = exclude(item, clerk, text="To note.", excludes_public=False)

    assert entry.resolution.exempt_paragraph is None


# Opening the minutes ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("results", [[], ["carried"], ["lost", "carried"]])
def test_an_item_is_opened_only_where_the_panel_did_not_agree(item, clerk, results):
    for result in results:
        exclude(item, clerk, result)

    assert not services.may_open(item)
    with pytest.raises(ValidationError) as refused:
        services.open_item(item=item, actor=clerk)

    words = ["First add the resolution to exclude the press and public, with the result that it was lost or fell"]
    assert refused.value.messages == words
    assert fresh(item).is_private


@pytest.mark.parametrize("result", ["lost", "fell"])
def test_an_item_that_was_opened_is_public_with_what_came_of_it(item, clerk, result):
    services.add_entry(item=item, kind="action", actor=clerk, text="To report.", **OWNED)
    services.add_entry(item=item, kind="recommendation", actor=clerk, text="To publish.", made_to="The Commissioner")
    exclude(item, clerk, result)
    assert services.may_open(fresh(item))

    opened = services.open_item(item=item, actor=clerk)

    assert (opened.access, opened.exempt_paragraph, fresh(item).access) == (Access.PUBLIC, None, Access.PUBLIC)
    assert (Action.objects.get().access, Recommendation.objects.get().access) == (Access.PUBLIC, Access.PUBLIC)
    assert Action.objects.get().reference == "AX-2022-001"
    assert services.open_item(item=item, actor=clerk).version == opened.version
    entry = AuditEntry.objects.order_by("sequence").last()
    assert (entry.action, entry.detail) == ("meetings.minute_item_opened", {"item": item.reference, "access": "public"})


@pytest.mark.parametrize("how", ["carried after all", "removed"])
def test_an_item_is_private_again_when_what_opened_it_no_longer_stands(item, clerk, how):
    services.add_entry(item=item, kind="action", actor=clerk, text="To report.", **OWNED)
    entry = exclude(item, clerk, "lost")
    services.open_item(item=item, actor=clerk)

    if how == "removed":
        services.remove_entry(entry=entry, actor=clerk)
    else:
        services.save_entry(entry=entry, version=1, actor=clerk, result="carried")

    assert (fresh(item).access, fresh(item).exempt_paragraph) == (Access.EXEMPT, 1)
    assert Action.objects.get().access == Access.EXEMPT


def test_an_item_whose_papers_are_out_stays_public(item, clerk):
    entry = exclude(item, clerk, "lost")
    services.publish_opened_papers(item=services.open_item(item=item, actor=clerk), actor=clerk)

    services.remove_entry(entry=entry, actor=clerk)

    assert not fresh(item).is_private


def test_a_public_item_may_hold_the_resolution_for_a_later_one(item, clerk):
    public = MinuteItemFactory(minutes=item.minutes)

    entry = exclude(public, clerk)

    assert (entry.resolution.excludes_public, fresh(public).is_private, fresh(item).is_private) == (True, False, True)


# Opening the papers ----------------------------------------------------------------------------------------------


def test_the_papers_of_a_private_item_stay_private(item, clerk):
    with pytest.raises(ValidationError) as refused:
        services.publish_opened_papers(item=item, actor=clerk)

    assert refused.value.messages == ["The item is private. Its papers stay so"]
    assert AgendaItem.objects.get().is_private


def test_the_papers_of_a_private_day_stay_with_its_members(body, clerk):
    day = HeldMeetingFactory(body=body, publication=Publication.MEMBERS)
    item = MinuteItemFactory(minutes__meeting=day)

    with pytest.raises(ValidationError) as refused:
        services.publish_opened_papers(item=item, actor=clerk)

    assert refused.value.messages == ["The meeting is not open to the public. Its papers stay with its members"]


def test_a_sub_item_of_a_private_item_is_not_opened_alone(item, clerk):
    parent = AgendaItem.objects.create(meeting=item.minutes.meeting, title="Staffing", slug="parent", position=2, **PRIVATE)
    AgendaItem.objects.filter(pk=item.agenda_item_id).update(parent=parent)
    exclude(item, clerk, "fell")
    opened = services.open_item(item=item, actor=clerk)

    with pytest.raises(ValidationError) as refused:
        services.publish_opened_papers(item=opened, actor=clerk)

    assert refused.value.messages == ["It stands under a private item. Open that one first"]


def test_an_item_raised_at_the_meeting_has_no_papers_to_open(item, clerk):
    raised = services.raise_item(minutes=item.minutes, title="Thanks", actor=clerk)

    assert papers_to_open(raised) == []
    assert services.publish_opened_papers(item=raised, actor=clerk) == []


@pytest.fixture
def held(body, clerk):
    """A meeting that took place: a private item with a text and an upload stands before a public one."""
    with clock.stand_on(date(2022, 3, 8)):
        meeting = ReadyMeetingFactory(body=body, held_on=date(2022, 3, 17))
        private = add_item(meeting=meeting, actor=clerk, title="Dismissal", **PRIVATE)
        public = add_item(meeting=meeting, actor=clerk, title="Update", needs_paper=True)
        add_paper(item=private, actor=clerk, title="Written", text="## Words\n\nOpened words.")
        add_paper(item=private, actor=clerk, title="Sent", upload=Upload("a.pdf", plain_pdf(text="Uploaded words")))
        for number in (1, 2):
            add_paper(item=public, actor=clerk, title=f"Update {number}", text="## Words\n\nPublic words.")
        build_packs(meeting=meeting, actor=clerk)
        publish_agenda(meeting=Meeting.objects.get(pk=meeting.pk), actor=clerk)
    return hold_meeting(meeting=meeting, actor=clerk)


def pack(edition):
    return Pack.objects.filter(edition=edition, status="published").get()


def test_papers_that_were_opened_are_read_by_everybody_and_the_packs_stay(held, clerk, client):
    minutes = services.start_minutes(meeting=held, actor=clerk)
    item = minutes.items.get(access=Access.EXEMPT)
    exclude(item, clerk, "lost")
    before = {edition: pack(edition).sha256 for edition in ("public", "members")}
    papers = papers_to_open(item)
    pages = {paper.slug: pack("members").manifest["ranges"][paper.slug] for paper in papers}
    addresses = [paper.get_absolute_url() for paper in papers]
    assert [client.get(address).status_code for address in addresses] == [HIDDEN, HIDDEN]

    opened = services.publish_opened_papers(item=services.open_item(item=item, actor=clerk), actor=clerk)

    assert [(one.title, one.access, one.status) for one in opened] == [
        ("Written", "public", PaperStatus.PUBLISHED), ("Sent", "public", PaperStatus.PUBLISHED),
    ]  # fmt: skip
    assert [client.get(address).status_code for address in addresses] == [SHOWN, SHOWN]
    agenda = client.get(held.get_absolute_url()).content.decode()
    assert "Dismissal" in agenda
    assert "Staffing matter" not in agenda
    for slug, words in zip(pages, ("Opened words", "Uploaded words"), strict=True):
        file = client.get(reverse("meetings:paper-file", args=[held.area.slug, held.slug, slug]))
        text = words_of(b"".join(file.streaming_content) if file.streaming else file.content)
        assert words in text
        assert "Exempt" not in text
    assert {edition: pack(edition).sha256 for edition in before} == before
    first, _last = pages[papers[0].slug]
    page = client.get(reverse("meetings:pack-page", args=[held.area.slug, held.slug, first]))
    assert (page.status_code, "Dismissal" in page.content.decode()) == (HIDDEN, False)  # the public pack has no such page
    printed = Paper.objects.get(title="Written").current.printed
    assert printed.store == "public"
    assert read_bytes(printed)

    # Another paper is withdrawn later: the public pack comes back, with every page where it was
    ranges = pack("public").manifest["ranges"]
    withdraw_from_packs(meeting=held, paper=Paper.objects.get(title="Update 1"), reason="Wrong figures", actor=clerk)
    run_all()
    again = pack("public").manifest["ranges"]
    assert {slug: again[slug] for slug in ranges} == ranges
    assert {slug: again[slug] for slug in pages} == pages


def words_of(data):
    return "\n".join(sheet.get_textpage().get_text_bounded() for sheet in pypdfium2.PdfDocument(data))


def test_only_what_is_published_is_opened(clerk):
    for facts in ({"status": "draft"}, {"status": "withdrawn"}):
        paper = PaperFactory(access=Access.EXEMPT, exempt_paragraph=1)
        Paper.objects.filter(pk=paper.pk).update(**facts)
        with pytest.raises(ValidationError, match="Only a paper that is published"):
            open_paper(paper=paper, actor=clerk)
        assert Paper.objects.get(pk=paper.pk).is_private


def test_a_draft_of_a_supplement_follows_its_item(item, clerk):
    draft = PaperFactory(
        area=item.minutes.meeting.area, body=item.minutes.meeting.body, collection=item.minutes.meeting.slug,
        access=Access.EXEMPT, exempt_paragraph=1,
    )  # fmt: skip
    ItemPaper.objects.create(item=item.agenda_item, paper=draft)
    exclude(item, clerk, "lost")

    services.publish_opened_papers(item=services.open_item(item=item, actor=clerk), actor=clerk)

    assert Paper.objects.values_list("access", "status").get() == ("public", "draft")


def test_opening_twice_changes_nothing_more(item, clerk):
    exclude(item, clerk, "lost")
    opened = services.open_item(item=item, actor=clerk)
    services.publish_opened_papers(item=opened, actor=clerk)
    version = AgendaItem.objects.get().version

    assert services.publish_opened_papers(item=opened, actor=clerk) == []
    assert AgendaItem.objects.get().version == version
    assert not MinuteEntryFactory(item=opened).item.is_private
