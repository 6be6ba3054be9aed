"""Writing a report: what it begins with, what stands in it, what is published, and what nobody changes afterwards."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import AuditEntry
from decisions.choices import SectionKind, UpdateStatus
from decisions.models import Addendum, StandingItem, UpdateReport, UpdateSection
from decisions.papers.updates import commissioners_update, update_sheet
from decisions.services.updates import (
    add_addendum,
    add_section,
    change_report,
    change_section,
    close_item,
    create_report,
    delete_report,
    move_item,
    move_section,
    open_item,
    printed_addendum,
    printed_report,
    publish_report,
    remove_section,
    reopen_item,
    restore_section,
)
from documents.choices import Access, StoreName
from documents.models import Print
from documents.services.prints import sheet_html
from interface import clock
from meetings.choices import MeetingStatus
from tests.factories.meetings import MeetingFactory

MARCH = date(2022, 3, 17)


def begin(area, body, **facts):
    return create_report(area=area, body=body, actor=None, **{"meeting_on": MARCH, **facts})


def headings(report):
    return list(report.sections.standing().order_by("position").values_list("kind", "heading"))


def published(area, body, *, with_sections=False, text="Words", **facts):
    report = begin(area, body, with_sections=with_sections, **facts)
    add_section(report=report, heading="Work", text=text, actor=None)
    report.refresh_from_db()
    return publish_report(report=report, version=report.version, actor=None)


# Beginning -----------------------------------------------------------------------------------------------------------------


def test_report_tells_of_the_time_since_the_last_meeting_that_took_place(area, body, office):
    for day, status in ((date(2022, 2, 1), MeetingStatus.HELD), (date(2022, 2, 18), MeetingStatus.CANCELLED)):
        reason = "Storm" if status == MeetingStatus.CANCELLED else ""
        MeetingFactory(body=body, held_on=day, status=status, status_reason=reason)
    meeting = MeetingFactory(body=body, held_on=MARCH, status=MeetingStatus.PUBLISHED)
    report = create_report(area=area, body=body, meeting=meeting, meeting_on=MARCH, actor=office)
    assert (report.slug, report.started_on, report.as_at) == ("2022-03-17", date(2022, 2, 1), date(2022, 3, 7))
    entry = AuditEntry.objects.get(action="decisions.update_begun")
    assert (entry.actor, entry.detail) == (office, {"report": "2022-03-17"})


def test_meeting_held_while_a_report_is_written_becomes_its_beginning(area, body):
    for day in (date(2022, 2, 1), date(2022, 5, 19)):
        MeetingFactory(body=body, held_on=day, status=MeetingStatus.PUBLISHED)
    report = begin(area, body, meeting_on=date(2022, 6, 23))
    assert report.started_on == date(2022, 2, 1)
    changed = change_report(report=report, version=report.version, as_at=date(2022, 6, 10), actor=None)
    assert changed.started_on == date(2022, 5, 19)


def test_meeting_has_one_report(area, body):
    begin(area, body)
    with pytest.raises(ValidationError) as refused:
        begin(area, body)
    assert list(refused.value.message_dict) == ["meeting_on"]


def test_first_report_has_the_standing_items_in_their_parts_and_registers_that_are_there(area, body, register, monkeypatch):
    monkeypatch.setattr("decisions.services.updates.keeping.LIVE_AT_FIRST", ("inspections", "not-there"))
    open_item(area=area, title="Uplift", part="Oversight", actor=None)
    open_item(area=area, title="Fire", part="Governance", actor=None)
    open_item(area=area, title="Estates", part="Oversight", actor=None)
    report = begin(area, body)
    assert headings(report) == [
        ("part", "Oversight"), ("written", "Uplift"), ("written", "Estates"), ("part", "Governance"), ("written", "Fire"),
        ("part", "Governance"), ("live", "Inspections"),
    ]  # fmt: skip


def test_next_report_carries_standing_items_until_they_are_closed(area, body, register):
    uplift = open_item(area=area, title="Uplift", part="Oversight", actor=None)
    estates = open_item(area=area, title="Estates", part="Oversight", actor=None)
    report = begin(area, body, meeting_on=date(2022, 2, 1), with_sections=False)
    add_section(report=report, kind=SectionKind.PART, heading="Oversight", actor=None)
    add_section(report=report, heading="Only this time", text="Gone", actor=None)
    told = add_section(report=report, text="31 leavers", standing=uplift, actor=None)
    add_section(report=report, text="On course", standing=estates, actor=None)
    add_section(report=report, kind=SectionKind.LIVE, source="inspections", actor=None)
    close_item(item=estates, version=estates.version, why="Sold", actor=None)
    later = open_item(area=area, title="Fire", part="Oversight", actor=None)

    following = begin(area, body)
    assert headings(following) == [
        ("part", "Oversight"), ("written", "Uplift"), ("live", "Inspections"), ("written", "Fire"),
    ]  # fmt: skip
    carried = following.sections.get(standing=uplift)
    assert (carried.text, carried.carried_from, carried.is_updated) == ("31 leavers", told, False)
    assert following.sections.get(standing=later).carried_from is None

    html = sheet_html(update_sheet(following, date(2022, 3, 7)))
    assert "Not changed since the report of Tuesday 1 February 2022." in html
    same = change_section(section=carried, version=carried.version, heading="Uplift", text="31 leavers", actor=None)
    assert not same.is_updated
    assert change_section(section=same, version=same.version, heading="Uplift", text="40 leavers", actor=None).is_updated


def test_item_left_out_of_one_report_comes_back_with_what_was_said_last(area, body):
    item = open_item(area=area, title="Uplift", actor=None)
    january = begin(area, body, meeting_on=date(2022, 1, 20), with_sections=False)
    add_section(report=january, standing=item, text="In January", actor=None)
    begin(area, body, meeting_on=date(2022, 2, 1), with_sections=False)
    assert begin(area, body).sections.get(standing=item).text == "In January"


# Sections ------------------------------------------------------------------------------------------------------------------


def test_sections_keep_their_order_through_every_act(area, body):
    report = begin(area, body, with_sections=False)
    first, second = (add_section(report=report, heading=name, text="x", actor=None) for name in ("A", "B"))
    add_section(report=report, heading="C", text="x", after=first.number, actor=None)
    assert [heading for _kind, heading in headings(report)] == ["A", "C", "B"]
    move_section(section=second, direction="up", actor=None)
    move_section(section=first, direction="up", actor=None)
    assert [heading for _kind, heading in headings(report)] == ["A", "B", "C"]
    remove_section(section=second, actor=None)
    assert [heading for _kind, heading in headings(report)] == ["A", "C"]
    restore_section(section=second, actor=None)
    assert [heading for _kind, heading in headings(report)] == ["A", "B", "C"]
    assert list(report.sections.order_by("position").values_list("position", flat=True)) == [1, 2, 3]


def test_what_a_section_cannot_be_is_refused_and_leaves_nothing(area, body, register):
    item = open_item(area=area, title="Uplift", actor=None)
    report = begin(area, body)
    cases = {
        "heading": {"text": "x"}, "source": {"kind": SectionKind.LIVE, "source": "commissioners-update"},
        "standing": {"standing": item}, "after": {"heading": "x", "after": 99},
    }  # fmt: skip
    for field, facts in cases.items():
        with pytest.raises(ValidationError) as refused:
            add_section(report=report, actor=None, **facts)
        assert list(refused.value.message_dict) == [field]
    assert report.sections.count() == 1


def test_standing_item_taken_out_and_added_anew_is_not_put_back_twice(area, body):
    item = open_item(area=area, title="Uplift", actor=None)
    report = begin(area, body)
    section = report.sections.get(standing=item)
    remove_section(section=section, actor=None)
    add_section(report=report, standing=item, text="New", actor=None)
    with pytest.raises(ValidationError) as refused:
        restore_section(section=section, actor=None)
    assert list(refused.value.message_dict) == ["standing"]


def test_stale_saves_are_refused(area, body):
    report = begin(area, body, with_sections=False)
    section = add_section(report=report, heading="A", text="x", actor=None)
    change_section(section=section, version=1, heading="A", text="first", actor=None)
    with pytest.raises(ValidationError) as refused:
        change_section(section=section, version=1, heading="A", text="second", actor=None)
    assert refused.value.code == "stale"
    with pytest.raises(ValidationError):
        change_report(report=report, version=1, summary="x", actor=None)
    section.refresh_from_db()
    assert section.text == "first"


# Published -----------------------------------------------------------------------------------------------------------------


def test_publishing_freezes_registers_and_prints_for_everybody(area, body, office, register):
    report = begin(area, body, with_sections=False, summary="In short.", contact_name="Sam Ash", as_at=date(2022, 3, 4))
    add_section(report=report, kind=SectionKind.LIVE, source="inspections", actor=None)
    report.refresh_from_db()
    publish_report(report=report, version=report.version, actor=office)
    section = UpdateSection.objects.get()
    assert (section.frozen, section.frozen_on) == ("## Inspections\n\n1.9 Three inspections.", date(2022, 3, 4))
    kept = printed_report(report)
    assert (kept.access, kept.file.store, kept.made_by) == (Access.PUBLIC, StoreName.PUBLIC, office)
    for words in ("Executive summary", "Three inspections.", "As at Friday 4 March 2022.", "Sam Ash"):
        assert words in kept.html
    assert "Draft" not in kept.html


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, "The report has no section with words in it. Add one"),
        ({"as_at": date(2022, 3, 8)}, "The report stands as at Tuesday 8 March 2022, which is still to come."),
    ],
)
def test_report_that_is_not_ready_is_not_published(area, body, facts, words):
    report = begin(area, body, with_sections=False, **facts)
    with pytest.raises(ValidationError) as refused:
        publish_report(report=report, version=report.version, actor=None)
    assert any(said.startswith(words) for said in refused.value.messages)
    assert not Print.objects.exists()
    assert UpdateReport.objects.get().status == UpdateStatus.DRAFT


def test_standing_item_without_words_and_a_register_that_is_gone_keep_it_back(area, body, register, monkeypatch):
    open_item(area=area, title="Uplift", actor=None)
    report = begin(area, body)
    add_section(report=report, kind=SectionKind.LIVE, source="inspections", actor=None)
    monkeypatch.setattr("documents.sources._register", {})
    report.refresh_from_db()
    with pytest.raises(ValidationError) as refused:
        publish_report(report=report, version=report.version, actor=None)
    assert refused.value.messages == [
        "Inspections: Its register is not there any more. Take the section out", "Uplift: A standing item has no words yet",
    ]  # fmt: skip


def test_no_service_changes_what_is_published(area, body):
    report = published(area, body)
    section = report.sections.get()
    acts = [
        lambda: change_report(report=report, version=report.version, summary="x", actor=None),
        lambda: publish_report(report=report, version=report.version, actor=None),
        lambda: delete_report(report=report, version=report.version, actor=None),
        lambda: add_section(report=report, heading="x", text="x", actor=None),
        lambda: change_section(section=section, version=section.version, heading="x", text="x", actor=None),
        lambda: move_section(section=section, direction="up", actor=None),
        lambda: remove_section(section=section, actor=None),
        lambda: restore_section(section=section, actor=None),
    ]
    for act in acts:
        with pytest.raises(ValidationError) as refused:
            act()
        assert refused.value.code == "published"


def test_database_refuses_to_change_what_is_published(area, body):
    report = published(area, body)
    section = report.sections.get()
    acts = [
        lambda: UpdateReport.objects.filter(pk=report.pk).update(summary="x"),
        lambda: UpdateReport.objects.filter(pk=report.pk).update(status=UpdateStatus.DRAFT),
        lambda: UpdateSection.objects.filter(pk=section.pk).update(text="x"),
        lambda: UpdateSection.objects.filter(pk=section.pk).delete(),
        lambda: UpdateReport.objects.filter(pk=report.pk)._raw_delete("default"),
    ]
    for act in acts:
        with pytest.raises(IntegrityError), transaction.atomic():
            act()
    section.refresh_from_db()
    assert section.text == "Words"


def test_addendum_has_its_day_its_reason_and_its_own_print(area, body, office):
    report = published(area, body)
    first_print = printed_report(report)
    with clock.stand_on(date(2022, 3, 14)):
        added = add_addendum(report=report, heading="Grant", text="It came.", why="The letter came late", actor=office)
    assert (added.number, added.added_on, added.added_by) == (1, date(2022, 3, 14), office)
    kept = printed_addendum(added)
    assert kept.file.store == StoreName.PUBLIC
    assert "The letter came late" in kept.html
    assert "It came." in kept.html
    assert printed_report(report) == first_print
    words, _charts = commissioners_update(area, body, date(2022, 3, 14), "2022-03-17-panel")
    assert words.index("## Added on Monday 14 March 2022: Grant") < words.index("## 1. Work")


def test_draft_takes_no_addendum(area, body):
    report = begin(area, body)
    with pytest.raises(ValidationError) as refused:
        add_addendum(report=report, heading="Grant", text="x", why="Late", actor=None)
    assert refused.value.code == "draft"
    assert not Addendum.objects.exists()


def test_paper_of_the_agenda_knows_no_draft(area, body):
    meeting = MeetingFactory(body=body, held_on=MARCH)
    report = begin(area, body, meeting=meeting, with_sections=False)
    add_section(report=report, heading="CANARY", text="CANARY", actor=None)
    words = "The Commissioner’s office has not published an update report for this meeting yet.\n"
    for collection in ("2022-03-17-panel", ""):
        assert commissioners_update(area, body, date(2022, 3, 10), collection) == (words, {})
    report.refresh_from_db()
    publish_report(report=report, version=report.version, actor=None)
    for collection in ("2022-03-17-panel", ""):
        assert "CANARY" in commissioners_update(area, body, date(2022, 3, 10), collection)[0]
    assert commissioners_update(area, body, date(2022, 3, 10), "2022-06-23-panel") == (words, {})


def test_removed_draft_leaves_items_and_trail(area, body):
    item = open_item(area=area, title="Uplift", actor=None)
    report = begin(area, body)
    delete_report(report=report, version=report.version, actor=None)
    assert not UpdateReport.objects.exists()
    assert StandingItem.objects.get() == item
    assert AuditEntry.objects.get(action="decisions.update_deleted").detail == {"report": "2022-03-17"}


def test_draft_that_a_published_report_goes_on_from_stays(area, body):
    item = open_item(area=area, title="Uplift", actor=None)
    earlier = begin(area, body, meeting_on=date(2022, 2, 1), with_sections=False)
    add_section(report=earlier, standing=item, text="Words", actor=None)
    later = begin(area, body)
    publish_report(report=later, version=later.version, actor=None)
    earlier.refresh_from_db()
    with pytest.raises(ValidationError) as refused:
        delete_report(report=earlier, version=earlier.version, actor=None)
    assert refused.value.code == "carried"


# Standing items ------------------------------------------------------------------------------------------------------------


def test_standing_item_closes_with_a_reason_and_opens_again(area):
    item = open_item(area=area, title="Uplift", actor=None)
    with pytest.raises(ValidationError) as refused:
        close_item(item=item, version=item.version, why=" ", closed_on=date(2022, 3, 8), actor=None)
    assert sorted(refused.value.message_dict) == ["closed_on", "closed_why"]
    closed = close_item(item=item, version=item.version, why="Target reached", actor=None)
    assert (closed.closed_on, closed.closed_why) == (date(2022, 3, 7), "Target reached")
    again = open_item(area=area, title="Uplift", actor=None)
    assert again.slug == "uplift-2"
    with pytest.raises(ValidationError) as refused:
        reopen_item(item=closed, version=closed.version, actor=None)
    assert list(refused.value.message_dict) == ["title"]
    close_item(item=again, version=again.version, why="Once is enough", actor=None)
    closed.refresh_from_db()
    assert reopen_item(item=closed, version=closed.version, actor=None).closed_on is None


def test_standing_items_are_told_in_their_order(area):
    items = [open_item(area=area, title=name, actor=None) for name in ("A", "B", "C")]
    move_item(item=items[2], direction="up", actor=None)
    move_item(item=items[0], direction="up", actor=None)
    assert list(StandingItem.objects.order_by("position").values_list("title", flat=True)) == ["A", "C", "B"]


def test_two_open_items_never_share_a_name(area):
    open_item(area=area, title="Uplift", actor=None)
    with pytest.raises(ValidationError) as refused:
        open_item(area=area, title="uplift ", actor=None)
    assert list(refused.value.message_dict) == ["title"]
