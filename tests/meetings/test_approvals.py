"""The Chair's approval, and the notes that nobody else may meet."""

import io
import zipfile

import pikepdf
import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.choices import Role
from accounts.models import AuditEntry
from documents import rendering
from interface import clock
from jobs.services import run_all
from meetings import services
from meetings.choices import ApprovalStatus
from meetings.models import AgendaApproval, AgendaItem
from meetings.services import approvals
from meetings.services.chair_edition import chair_pdf
from meetings.services.packs import build_packs
from panels.choices import RuleUnit
from tests.factories.meetings import ON_TIME, publish
from tests.factories.panels import AppointmentFactory, LocalRuleFactory

NOTE = "CANARYNOTE ask for a named vote"


@pytest.fixture(autouse=True)
def day():
    with clock.stand_on(ON_TIME):
        yield


@pytest.fixture
def chair(area, body):
    return AppointmentFactory(
        area=area, body=body, role=Role.CHAIR, user__name="Anna Ash", user__email="chair@panel.example"
    ).user


@pytest.fixture
def rule(body):
    return LocalRuleFactory(
        body=body, key="chair-approves-agenda", number=1, unit=RuleUnit.MEMBERS, provision="Rules of procedure"
    )


def ask(meeting, clerk):
    return approvals.ask_approval(meeting=meeting, actor=clerk)


def decide(approval, chair, approve=True, remarks="", seen=None):
    meeting = approval.meeting
    meeting.refresh_from_db()
    hashed = approvals.agenda_hash(meeting) if seen is None else seen
    return approvals.decide_approval(approval=approval, approve=approve, remarks=remarks, seen=hashed, actor=chair)


def url(name, meeting):
    return reverse(f"meetings:{name}", args=[meeting.area.slug, meeting.slug])


def state(meeting):
    found = approvals.approval_state(meeting)
    return found.needed, found.status, found.is_current, found.is_given


def annotate(meeting, actor, note=NOTE):
    meeting.refresh_from_db()
    item = meeting.agenda_items.in_order().first()
    approvals.save_chair_notes(meeting=meeting, notes={item.slug: note}, actor=actor, version=meeting.version)
    meeting.refresh_from_db()
    return item


# Approval --------------------------------------------------------------------------------------------------------


def test_approval_is_needed_only_by_rule(ready, body):
    assert state(ready) == (False, "", False, True)

    LocalRuleFactory(body=body, key="chair-approves-agenda", number=1, unit=RuleUnit.MEMBERS)

    assert state(ready) == (True, "", False, False)


def test_approval_stands_until_the_agenda_changes(with_private, clerk, chair, rule):
    approval = ask(with_private, clerk)
    assert state(with_private) == (True, ApprovalStatus.ASKED, True, False)
    decide(approval, chair)
    assert state(with_private) == (True, ApprovalStatus.APPROVED, True, True)

    with_private.refresh_from_db()
    services.add_item(meeting=with_private, actor=clerk, title="One more")

    assert state(with_private) == (True, ApprovalStatus.APPROVED, False, False)
    assert ask(with_private, clerk).number == 2


def test_a_paper_that_changes_needs_approval_again(with_private, clerk, chair, rule):
    decide(ask(with_private, clerk), chair)
    paper = with_private.area.papers.get()

    services.revise_paper(paper=paper, actor=clerk, version=paper.version, text="## Other words")

    assert state(with_private) == (True, ApprovalStatus.APPROVED, False, False)


def test_a_note_does_not_undo_approval(ready, clerk, chair, rule):
    decide(ask(ready, clerk), chair)

    annotate(ready, clerk)

    assert state(ready) == (True, ApprovalStatus.APPROVED, True, True)


def test_asking_without_the_rule_leaves_publishing_free(ready, clerk, chair):
    decide(ask(ready, clerk), chair, approve=False, remarks="Shorter")

    assert state(ready) == (False, ApprovalStatus.RETURNED, True, True)


def test_chair_and_clerk_are_written_to_without_a_title(with_private, clerk, chair, rule):
    decide(ask(with_private, clerk), chair)
    run_all()

    assert [(message.to, message.subject) for message in mail.outbox] == [
        (["chair@panel.example"], "Avon Police and Crime Panel: the agenda of Thursday 17 March 2022 waits for your approval"),
        ([clerk.email], "Avon Police and Crime Panel: the Chair has approved the agenda of Thursday 17 March 2022"),
    ]
    assert not any("CANARY" in message.body for message in mail.outbox)


def test_asking_is_refused_without_a_chair_and_twice(ready, clerk, area, body):
    with pytest.raises(ValidationError, match="Nobody is appointed as Chair"):
        ask(ready, clerk)
    AppointmentFactory(area=area, body=body, role=Role.CHAIR)
    ask(ready, clerk)
    with pytest.raises(ValidationError, match="has this agenda already"):
        ask(ready, clerk)

    assert AgendaApproval.objects.count() == 1


def test_asking_is_refused_for_an_empty_agenda_and_an_approved_one(ready, clerk, chair):
    decide(ask(ready, clerk), chair)
    with pytest.raises(ValidationError, match="as it stands"):
        ask(ready, clerk)
    AgendaItem.objects.all().delete()
    with pytest.raises(ValidationError, match="Nothing is on the agenda"):
        ask(ready, clerk)


def test_deciding_is_refused_on_what_was_not_read(ready, clerk, chair):
    approval = ask(ready, clerk)
    with pytest.raises(ValidationError, match="changed while you read it"):
        decide(approval, chair, seen="0" * 64)
    with pytest.raises(ValidationError) as refused:
        decide(approval, chair, approve=False, remarks=" ")
    assert refused.value.message_dict == {"remarks": ["Say what should change"]}
    decide(approval, chair)
    with pytest.raises(ValidationError, match="decided already"):
        decide(approval, chair)

    assert AuditEntry.objects.filter(action="meetings.agenda_approved").count() == 1


def test_chair_approves_on_the_page(client, with_private, clerk, chair, rule):
    ask(with_private, clerk)
    client.force_login(chair)
    assert client.get(with_private.get_absolute_url()).status_code == 404  # a draft is still its clerk's
    page = client.get(url("approval-detail", with_private))
    seen = page.context["form"]["seen"].value()

    answer = client.post(url("approval-detail", with_private), {"seen": seen, "remarks": "", "decision": "approve"})

    assert "CANARY-TITLE" in page.content.decode()
    assert answer.status_code == 302
    assert AgendaApproval.objects.get().status == ApprovalStatus.APPROVED


def test_chair_returns_only_with_remarks(client, ready, clerk, chair):
    ask(ready, clerk)
    client.force_login(chair)
    seen = approvals.agenda_hash(ready)

    answer = client.post(url("approval-detail", ready), {"seen": seen, "remarks": "", "decision": "return"})

    assert answer.context["form"].errors == {"remarks": ["Say what should change"]}


def test_only_the_chair_decides(client, ready, clerk, chair, member):
    ask(ready, clerk)
    client.force_login(clerk)
    assert client.post(url("approval-detail", ready), {"decision": "approve"}).status_code == 403
    client.force_login(member)
    for name in ("approval-detail", "approval-pack", "chair-notes", "chair-edition"):
        assert client.get(url(name, ready)).status_code == 404


def test_chair_sees_no_agenda_in_the_making(client, ready, chair):
    client.force_login(chair)

    assert client.get(url("approval-detail", ready)).status_code == 404


def test_clerk_asks_from_the_page(client, ready, clerk, chair):
    client.force_login(clerk)

    client.post(url("approval-create", ready))

    assert AgendaApproval.objects.get().asked_by == clerk


def test_chair_reads_the_pack_before_it_goes_out(client, ready, clerk, chair):
    build_packs(meeting=ready, actor=clerk)
    ask(ready, clerk)
    client.force_login(chair)

    answer = client.get(url("approval-pack", ready))

    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-store")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")


# Notes -----------------------------------------------------------------------------------------------------------


def test_notes_are_saved_from_one_page_and_a_stale_one_is_refused_once(client, ready, clerk):
    client.force_login(clerk)
    item = ready.agenda_items.get()
    field = f"note-{item.slug}"
    page = client.get(url("chair-notes", ready))
    version = page.context["form"]["version"].value()

    client.post(url("chair-notes", ready), {"version": version, field: "First"})
    stale = client.post(url("chair-notes", ready), {"version": version, field: "Second"})

    item.refresh_from_db()
    assert item.chair_note == "First"
    assert [(one.theirs, one.yours) for one in stale.context["form"].stale] == [("First", "Second")]


def test_notes_leave_the_last_change_to_be_undone_and_come_back_with_an_item(ready, clerk):
    extra = services.add_item(meeting=ready, actor=clerk, title="Extra")
    ready.refresh_from_db()
    approvals.save_chair_notes(meeting=ready, notes={extra.slug: "Keep me"}, actor=clerk, version=ready.version)
    services.delete_item(item=extra, actor=clerk)
    ready.refresh_from_db()
    approvals.save_chair_notes(meeting=ready, notes={ready.agenda_items.get().slug: "Newer"}, actor=clerk, version=ready.version)
    services.undo_agenda(meeting=ready, actor=clerk)

    assert sorted(ready.agenda_items.values_list("chair_note", flat=True)) == ["Keep me", "Newer"]


def test_notes_are_refused_once_the_meeting_is_off(ready, clerk):
    services.announce_meeting(meeting=ready, actor=clerk)
    services.cancel_meeting(meeting=ready, reason="Snow", actor=clerk)

    with pytest.raises(ValidationError, match="does not take place"):
        annotate(ready, clerk)


def test_annotated_edition_is_tagged_and_says_whose_it_is(with_private, clerk):
    build_packs(meeting=with_private, actor=clerk)
    annotate(with_private, clerk)

    text, tagged = _words(chair_pdf(with_private))

    assert tagged
    for words in ("CANARYNOTE", "CANARY-TITLE", "For the Chair only", "(Page"):
        assert words in text


def _words(pdf):
    import pypdfium2

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        tagged = "/StructTreeRoot" in opened.Root and opened.Root.MarkInfo.Marked
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(page.get_textpage().get_text_range() for page in document), tagged


def test_annotated_edition_is_for_the_chair_and_those_who_prepare(client, with_private, clerk, chair, member, monkeypatch):
    monkeypatch.setattr(rendering, "render_piece", lambda html, stylesheets: b"%PDF-1.7")
    address = url("chair-edition", with_private)
    assert client.get(address).status_code == 302
    for person, status in ((member, 404), (chair, 404), (clerk, 200)):
        client.force_login(person)
        assert client.get(address).status_code == status

    publish_quickly(with_private, clerk)
    for person, status in ((member, 404), (chair, 200), (clerk, 200)):
        client.force_login(person)
        answer = client.get(address)
        assert answer.status_code == status
        assert answer.headers["Cache-Control"] == "private, no-store"


def publish_quickly(meeting, clerk):
    type(meeting).objects.filter(pk=meeting.pk).update(status="published", published_at=clock.now(), announced_at=clock.now())


def test_notes_are_met_nowhere_else(client, with_private, clerk, chair, member):
    annotate(with_private, clerk)
    AppointmentFactory(user__email="x@x.example", area=with_private.area, role=Role.LEAD_OFFICER)
    meeting = publish(with_private, clerk)
    pages = ("meeting-detail", "meeting-history", "meeting-notice", "agenda-detail", "pack-detail", "approval-detail",
             "request-list", "meeting-update")  # fmt: skip
    item = meeting.agenda_items.in_order().first()
    more = [reverse("meetings:item-update", args=[meeting.area.slug, meeting.slug, item.slug]),
            reverse("meetings:meeting-export", args=[meeting.area.slug, "csv"]),
            reverse("meetings:pack-archive", args=[meeting.area.slug, meeting.slug]),
            reverse("desk", args=[meeting.area.slug]),
            reverse("audit-list", args=[meeting.area.slug])]  # fmt: skip
    for person in (None, member, chair, clerk):
        client.logout()
        if person:
            client.force_login(person)
        for address in [*(url(name, meeting) for name in pages), *more]:
            assert "CANARYNOTE" not in _text(client.get(address)), address

    run_all()
    for pack in meeting.area.packs.filter(collection=meeting.slug):
        from documents.services.files import read_bytes

        assert "CANARYNOTE" not in _words(read_bytes(pack.file))[0]
    assert not any("CANARYNOTE" in message.body for message in mail.outbox)
    assert "CANARYNOTE" not in str(list(AuditEntry.objects.values_list("detail", flat=True)))
    assert "CANARYNOTE" not in str(list(meeting.agenda_versions.values_list("snapshot", flat=True)))
    assert "CANARYNOTE" not in str(list(meeting.area.papers.values("title")))


def _text(answer):
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if not content.startswith(b"PK"):
        return content.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(content)) as bundle:
        return " ".join(bundle.namelist())
