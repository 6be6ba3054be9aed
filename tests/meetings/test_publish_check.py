"""Check and publish: every problem at once with the way to mend it, and what is answered there."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.choices import Role
from accounts.models import AuditEntry
from documents.choices import FindingKind, FindingState, PaperStatus
from documents.models import Finding
from interface import clock
from meetings import services
from meetings.choices import ItemState, MeetingStatus
from meetings.models import AgendaItem, AgendaVersion
from meetings.services import approvals, requests
from meetings.services.packs import build_packs
from meetings.services.papers import Upload
from panels.choices import RuleUnit
from tests.documents.samples import plain_pdf
from tests.factories.meetings import ON_TIME, AgendaItemFactory
from tests.factories.panels import AppointmentFactory, LocalRuleFactory
from tests.meetings.conftest import CANARIES

OVERRIDE = {"answered_for": "Lena Lead", "findings_reason": "The words are public already"}


@pytest.fixture(autouse=True)
def stores(settings, tmp_path):
    settings.STORES = {name: tmp_path / name for name in ("public", "restricted")}


@pytest.fixture(autouse=True)
def day():
    with clock.stand_on(ON_TIME):
        yield


@pytest.fixture
def office(area):
    return AppointmentFactory(area=area, role=Role.OFFICE_PERFORMANCE, user__name="Olive Office").user


@pytest.fixture
def uploaded(ready, clerk):
    upload = Upload("review.pdf", plain_pdf(text="All may read this"))
    paper = services.add_paper(item=ready.agenda_items.get(), actor=clerk, title="Review", upload=upload)
    Finding.objects.create(version=paper.current, position=1, kind=FindingKind.BOX, page=1, quote="CANARY-QUOTE")
    return paper


@pytest.fixture
def desk(client, clerk):
    client.force_login(clerk)
    return client


def address(meeting, name="agenda-publish", *more):
    return reverse(f"meetings:{name}", args=[meeting.area.slug, meeting.slug, *more])


def problems(response):
    return {one.words: one for row in response.context["rows"] for one in row.problems}


def asked_for(client, meeting):
    return list(client.get(address(meeting)).context["form"].fields)


# What the page says ----------------------------------------------------------------------------------------------


def test_every_problem_has_its_own_way_to_be_mended(desk, ready, clerk, office, uploaded):
    item = AgendaItemFactory(meeting=ready, title="Plan", needs_paper=True)
    asked = requests.ask_report(item=ready.agenda_items.get(number="1"), asked_of=office, title="Figures", actor=clerk)

    response = desk.get(address(ready))

    here = f"/avon/meetings/{ready.slug}"
    assert {words: (one.url, one.act_url) for words, one in problems(response).items()} == {
        "Item 2 has no paper. Add one, or say that none is needed": (
            f"{here}/agenda/items/{item.slug}/", f"{here}/agenda/items/{item.slug}/to-follow/"),
        "Item 1: the report asked of Olive Office has not come. Tick below that it is to follow, or wait": (
            f"{here}/requests/{asked.number}/", f"{here}/agenda/items/apologies-for-absence/to-follow/"),
        "Item 1: “Review” has 1 finding to decide. Decide it, or say below who answers for it": (
            f"{here}/papers/review/findings/", ""),
        "The public edition is not built": (f"{here}/pack/", f"{here}/pack/build/"),
    }  # fmt: skip
    page = response.content.decode()
    assert all(f'href="{one.url}"' in page for one in problems(response).values())
    assert f'href="{here}/agenda/preview/"' in page


def test_the_page_never_quotes_what_was_found(desk, ready, uploaded):
    assert "CANARY-QUOTE" not in desk.get(address(ready)).content.decode()


def test_a_paper_that_fails_the_standard_is_told(desk, ready, clerk):
    upload = Upload("review.pdf", plain_pdf(text="All may read this"))
    services.add_paper(item=ready.agenda_items.get(), actor=clerk, title="Review", upload=upload)
    for pack in build_packs(meeting=ready, actor=clerk):
        for piece in pack.manifest["pieces"]:
            piece["claims_ua"] = piece["kind"] != "upload"
        pack.save()

    response = desk.get(address(ready))

    (told,) = [one for row in response.context["rows"] for one in row.told]
    assert (told.words, told.url) == (
        "“Review” fails the standard for accessible PDF files. It is read as a web page",
        f"/avon/meetings/{ready.slug}/papers/review/",
    )
    assert response.context["can_publish"] is True


def test_a_closed_agenda_offers_neither_preview_nor_button(desk, ready):
    services.cancel_meeting(meeting=ready, reason="Snow", actor=None)

    page = desk.get(address(ready)).content.decode()

    assert "The agenda is closed. Nothing on it can be changed." in page
    assert "See what the public will see" not in page


def test_the_page_asks_as_much_of_many_items_as_of_one(desk, ready, clerk, office):
    def ask():
        with CaptureQueriesContext(connection) as counted:
            desk.get(address(ready))
        return len(counted)

    requests.ask_report(item=ready.agenda_items.get(number="1"), asked_of=office, title="Figures", actor=clerk)
    ask()  # what is read once and kept
    few = ask()
    for number in range(8):
        item = AgendaItemFactory(meeting=ready, needs_paper=True)
        requests.ask_report(item=item, asked_of=office, title=f"Figures {number}", actor=clerk)

    assert ask() == few


# Findings --------------------------------------------------------------------------------------------------------


def test_findings_go_out_on_a_name_that_is_recorded(desk, ready, clerk, uploaded):
    build_packs(meeting=ready, actor=clerk)

    asked = asked_for(desk, ready)
    desk.post(address(ready), OVERRIDE)

    ready.refresh_from_db()
    finding = Finding.objects.get()
    assert asked == ["answered_for", "findings_reason"]
    assert ready.status == MeetingStatus.PUBLISHED
    assert (finding.state, finding.answered_for, finding.reason, finding.decided_by) == (
        FindingState.OVERRIDDEN, "Lena Lead", "The words are public already", clerk,
    )  # fmt: skip
    entry = AuditEntry.objects.get(action="documents.findings_overridden")
    assert (entry.actor, "Lena" in str(entry.detail), "public already" in str(entry.detail)) == (clerk, False, False)


@pytest.mark.parametrize(
    ("sent", "missing"),
    [
        pytest.param({}, ["answered_for", "findings_reason"], id="nothing"),
        pytest.param({"answered_for": "Lena Lead", "findings_reason": "  "}, ["findings_reason"], id="no reason"),
        pytest.param({"findings_reason": "Public"}, ["answered_for"], id="no name"),
    ],
)
def test_findings_keep_the_agenda_back_without_a_name_and_a_reason(desk, ready, clerk, uploaded, sent, missing):
    build_packs(meeting=ready, actor=clerk)

    refused = desk.post(address(ready), sent)

    ready.refresh_from_db()
    uploaded.refresh_from_db()
    assert list(refused.context["form"].errors) == missing
    assert (ready.status, uploaded.status, Finding.objects.get().state) == (
        MeetingStatus.DRAFT, PaperStatus.DRAFT, FindingState.OPEN,
    )  # fmt: skip


def test_publish_agenda_refuses_findings_that_nobody_decided_and_changes_nothing(ready, clerk, uploaded):
    build_packs(meeting=ready, actor=clerk)
    entries = AuditEntry.objects.count()

    with pytest.raises(ValidationError) as refused:
        services.publish_agenda(meeting=ready, actor=clerk, answered_for="Lena Lead")

    assert refused.value.messages == ["Item 1: “Review” has 1 finding to decide. Decide it, or say below who answers for it"]
    assert (AuditEntry.objects.count(), AgendaVersion.objects.count()) == (entries, 0)


def test_a_name_given_for_nothing_overrides_nothing(ready, clerk, uploaded):
    Finding.objects.update(kind=FindingKind.ODD_SIZE)
    build_packs(meeting=ready, actor=clerk)

    services.publish_agenda(meeting=ready, actor=clerk, **OVERRIDE)

    assert Finding.objects.get().state == FindingState.OPEN
    assert not AuditEntry.objects.filter(action="documents.findings_overridden").exists()


# Reports and papers to follow ------------------------------------------------------------------------------------


def test_outstanding_reports_are_printed_to_follow_once_that_is_ticked(desk, ready, clerk, office):
    item = AgendaItemFactory(meeting=ready, title="Figures", needs_paper=True)
    requests.ask_report(item=item, asked_of=office, title="Figures", actor=clerk)
    build_packs(meeting=ready, actor=clerk)

    refused = desk.post(address(ready), {})
    desk.post(address(ready), {"reports_follow": "on"})

    item.refresh_from_db()
    ready.refresh_from_db()
    assert list(refused.context["form"].errors) == ["reports_follow"]
    assert (ready.status, item.state) == (MeetingStatus.PUBLISHED, ItemState.TO_FOLLOW)
    assert AgendaVersion.objects.get().snapshot["items"][1]["state"] == ItemState.TO_FOLLOW


def test_one_button_prints_a_paper_to_follow(desk, ready):
    item = AgendaItemFactory(meeting=ready, title="Figures", needs_paper=True)

    done = desk.post(address(ready, "item-to-follow", item.slug))
    again = desk.post(address(ready, "item-to-follow", item.slug), follow=True)

    item.refresh_from_db()
    assert (done["Location"], item.state) == (address(ready), ItemState.TO_FOLLOW)
    assert "This item waits for no paper" in again.content.decode()


def test_what_was_to_follow_has_come_once_a_paper_is_put_on_it(ready, clerk):
    item = AgendaItemFactory(meeting=ready, title="Figures", needs_paper=True)
    services.print_to_follow(item=item, actor=clerk)
    item.refresh_from_db()

    services.add_paper(item=item, actor=clerk, title="Figures", text="Words")

    assert AgendaItem.objects.get(pk=item.pk).state == ItemState.EXPECTED


# The Chair -------------------------------------------------------------------------------------------------------


def test_an_agenda_that_needs_the_chair_waits_for_the_answer(desk, ready, body, area, clerk):
    LocalRuleFactory(body=body, key="chair-approves-agenda", number=1, unit=RuleUnit.MEMBERS, provision="Rules of procedure")
    chair = AppointmentFactory(area=area, body=body, role=Role.CHAIR).user
    build_packs(meeting=ready, actor=clerk)

    (before,) = problems(desk.get(address(ready))).values()
    desk.post(before.act_url)
    (waiting,) = problems(desk.get(address(ready)))
    with pytest.raises(ValidationError):
        services.publish_agenda(meeting=ready, actor=clerk)
    approval, seen = ready.approvals.get(), approvals.agenda_hash(ready)
    approvals.decide_approval(approval=approval, approve=True, remarks="", seen=seen, actor=chair)
    services.publish_agenda(meeting=ready, actor=clerk)

    assert (before.words, before.url) == ("Ask the Chair to approve the agenda", address(ready, "approval-detail"))
    assert waiting == "The Chair has not answered yet"
    ready.refresh_from_db()
    assert ready.status == MeetingStatus.PUBLISHED


def test_private_words_stay_with_those_who_prepare(client, with_private, member):
    client.force_login(member)

    response = client.get(address(with_private))

    assert response.status_code in (403, 404)
    assert not [word for word in CANARIES if re.search(word, response.content.decode())]
