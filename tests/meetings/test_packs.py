"""Packs: what they hold, that they are the same every time, and that nothing private is in the public one."""

import io
import re
import shutil
import subprocess
from datetime import date, time

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import translation

from accounts.models import AuditEntry
from documents.assembly.check import read_back, structure_problems
from documents.choices import Access, Edition, PackStatus
from documents.models import Pack, Paper, StoredFile
from documents.rendering import PieceFailed
from documents.services import packs
from documents.services.packs import build, read_pack
from jobs.services import run_all
from meetings.models import Meeting
from meetings.services import (
    add_item,
    add_paper,
    create_meeting,
    publish_agenda,
    revise_paper,
)
from meetings.services.archive import archive, paper_pdf
from meetings.services.packs import build_packs, editions, pack_inputs, pack_plan, withdraw_from_packs
from meetings.services.papers import Upload
from tests.factories.accounts import UserFactory
from tests.factories.meetings import VenueFactory
from tests.factories.panels import (
    AppointmentFactory,
    BodyFactory,
    ContactOfficerFactory,
    InformationSheetFactory,
    MembershipFactory,
    RuleFactory,
)

pytestmark = pytest.mark.django_db
CANARIES = [f"canary{word}" for word in ("title", "purpose", "text", "asks", "file", "author", "bookmark", "comment", "attached")]


@pytest.fixture(autouse=True)
def own_stores(settings, tmp_path):
    settings.STORES = {"public": tmp_path / "public", "restricted": tmp_path / "restricted"}


@pytest.fixture
def clerk():
    return UserFactory(name="Clerk")


@pytest.fixture
def meeting(clerk) -> Meeting:
    """A draft for 17 March 2022 with two written papers: everything that publication asks for is there."""
    body = BodyFactory(slug="panel")
    RuleFactory()
    MembershipFactory(body=body)
    ContactOfficerFactory(body=body)
    InformationSheetFactory(body=body)
    AppointmentFactory(user=clerk, area=body.area)
    made = create_meeting(
        body=body,
        actor=clerk,
        held_on=date(2022, 3, 17),
        starts_at=time(10, 45),
        venue=VenueFactory(area=body.area),
    )
    for title in ("Host report", "Work programme"):
        item = add_item(meeting=made, actor=clerk, title=title, needs_paper=True)
        add_paper(item=item, actor=clerk, title=title, text=f"## Words\n\nThe text of {title}.", report_of="Lead officer")
    return made


def hostile_pdf() -> bytes:
    """A PDF with a canary in its text, metadata, bookmarks, comments, attachment and page label."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    page = pdf.pages[0]
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=pdf.make_indirect(font)))
    page.obj.Contents = pdf.make_stream(b"BT /F1 20 Tf 80 700 Td (canaryfile words) Tj ET")
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[10, 10, 30, 30], Contents="canarycomment")
    page.obj.Annots = pikepdf.Array([pdf.make_indirect(note)])
    pdf.docinfo["/Author"] = "canaryauthor"
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("canarybookmark", 0))
    pdf.attachments["canaryattached.txt"] = b"canaryattached"
    written = io.BytesIO()
    pdf.save(written)
    return written.getvalue()


def add_private_item(meeting: Meeting, clerk) -> None:
    item = add_item(
        meeting=meeting,
        actor=clerk,
        title="canarytitle of the item",
        purpose="canarypurpose",
        access=Access.EXEMPT,
        neutral_title="Staffing",
        exempt_paragraph=1,
        public_interest_reason="One person’s terms are discussed.",
    )
    add_paper(item=item, actor=clerk, title="canarytitle", text="## Terms\n\ncanarytext", recommendation="canaryasks")
    add_paper(item=item, actor=clerk, title="canaryfile", upload=Upload("canaryfile.pdf", hostile_pdf()))


def test_pack_agenda_prints_the_pages_that_are_stamped(meeting, clerk):
    [pack] = build_packs(meeting=meeting, actor=clerk)

    data = read_pack(pack)
    printed = read_back(data)
    words = _words(data)
    assert printed == list(range(1, pack.page_count + 1))
    for first, last in pack.manifest["ranges"].values():
        assert f"(Pages {first} - {last})" in words
        assert (first % 2, last % 2) == (1, 0)
    assert structure_problems(data) == []


def _words(data: bytes) -> str:
    result = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True)
    return re.sub(r"\s+", " ", result.stdout.decode())


def test_build_twice_gives_the_same_bytes(meeting, clerk):
    plan = pack_plan(meeting, Edition.PUBLIC)

    first, second = build(plan), build(plan)

    assert first.pdf == second.pdf
    assert (first.rendered, second.rendered) == (6, 0)


def test_changing_one_paper_renders_one_piece_and_the_agenda(meeting, clerk):
    build(pack_plan(meeting, Edition.PUBLIC))
    paper = meeting.agenda_items.get(title="Host report").item_papers.get().paper
    longer = "## Words\n\n" + "\n\n".join(["A paragraph that fills the page." * 9] * 40)
    revise_paper(paper=paper, actor=clerk, version=paper.version, text=longer)

    built = build(pack_plan(meeting, Edition.PUBLIC))

    assert built.rendered == 2  # the paper, and the agenda that names the pages


def test_changing_one_word_renders_one_piece(meeting, clerk):
    build(pack_plan(meeting, Edition.PUBLIC))
    paper = meeting.agenda_items.get(title="Host report").item_papers.get().paper
    revise_paper(paper=paper, actor=clerk, version=paper.version, text="## Words\n\nThe other text of Host report.")

    assert build(pack_plan(meeting, Edition.PUBLIC)).rendered == 1


def test_the_same_pack_is_kept_once(meeting, clerk):
    [first] = build_packs(meeting=meeting, actor=clerk)
    [second] = build_packs(meeting=meeting, actor=clerk)

    assert first == second
    assert Pack.objects.count() == 1


def test_publish_refuses_a_pack_older_than_the_last_change(meeting, clerk):
    build_packs(meeting=meeting, actor=clerk)
    add_item(meeting=meeting, actor=clerk, title="Another item")

    with pytest.raises(ValidationError) as refusal:
        publish_agenda(meeting=Meeting.objects.get(pk=meeting.pk), actor=clerk)

    assert "The pack was built before the last change. Build it again" in refusal.value.messages
    assert Pack.objects.get().status == PackStatus.PREVIEW


def test_a_paper_that_cannot_be_made_is_named(meeting, monkeypatch, tmp_path):
    unreadable = tmp_path / "pack.css"
    unreadable.write_bytes(b"\xff\xfe\xff")
    monkeypatch.setattr(packs, "STYLESHEETS", (unreadable,))

    with pytest.raises(PieceFailed) as failure:
        build(pack_plan(meeting, Edition.PUBLIC))

    assert failure.value.title in {"Front sheet", "Agenda", "Public information sheet", "Host report", "Work programme"}
    assert not Pack.objects.exists()


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed")
def test_public_pack_holds_no_canary(meeting, clerk, tmp_path):
    add_private_item(meeting, clerk)
    public, members = build_packs(meeting=meeting, actor=clerk)

    assert editions(meeting) == [Edition.PUBLIC, Edition.MEMBERS]
    assert _found(read_pack(public), tmp_path) == set()
    assert {"canarytitle", "canarytext", "canaryasks", "canaryfile"} <= _found(read_pack(members), tmp_path)
    assert _found(archive(meeting=meeting, user=_stranger()) or b"", tmp_path) == set()


def _stranger():
    from django.contrib.auth.models import AnonymousUser

    return AnonymousUser()


def _found(data: bytes, folder) -> set[str]:
    """Canaries in the raw bytes, in every stream undone, in the words, in the attachments, bookmarks and metadata."""
    file = folder / "pack.pdf"
    file.write_bytes(data)
    seen = data
    for command in (
        ["qpdf", "--qdf", "--object-streams=disable", str(file), "-"],
        ["pdftotext", str(file), "-"],
        ["pdfdetach", "-list", str(file)],
        ["pdfinfo", "-meta", str(file)],
        ["pdfinfo", str(file)],
    ):
        seen += subprocess.run(command, capture_output=True).stdout
    seen += seen.replace(b"\x00", b"")
    return {canary for canary in CANARIES if canary.encode() in seen}


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed")
def test_the_canary_check_finds_every_plant(tmp_path):
    assert {"canaryfile", "canaryauthor", "canarybookmark", "canarycomment", "canaryattached"} <= _found(hostile_pdf(), tmp_path)


def test_editions_number_the_same_pages_alike(meeting, clerk):
    add_private_item(meeting, clerk)
    public, members = build_packs(meeting=meeting, actor=clerk)

    shared = public.manifest["ranges"]
    assert {key: members.manifest["ranges"][key] for key in shared} == shared
    private = [pages for key, pages in members.manifest["ranges"].items() if key not in shared]
    assert min(first for first, _last in private) > max(last for _first, last in shared.values())


def test_every_pack_leaves_an_audit_row(meeting, clerk):
    [pack] = build_packs(meeting=meeting, actor=clerk)

    entry = AuditEntry.objects.get(action="documents.pack_built")
    assert entry.detail["sha256"] == pack.sha256


def published(meeting, clerk) -> Meeting:
    from interface import clock

    with clock.stand_on(date(2022, 3, 9)):
        build_packs(meeting=meeting, actor=clerk)
        publish_agenda(meeting=meeting, actor=clerk)
    return Meeting.objects.select_related("area", "body", "venue").get(pk=meeting.pk)


@pytest.mark.parametrize("uploaded", [False, True], ids=["written", "uploaded"])
def test_withdrawn_paper_leaves_the_pack_at_once_and_keeps_its_pages(meeting, clerk, uploaded):
    item = add_item(meeting=meeting, actor=clerk, title="Third item")
    more = {"upload": Upload("third.pdf", hostile_pdf())} if uploaded else {"text": "## Words\n\ncanaryfile words"}
    third = add_paper(item=item, actor=clerk, title="Third report", **more)
    meeting = published(meeting, clerk)
    before = Pack.objects.get()
    assert "canaryfile" in _words(read_pack(before))

    withdraw_from_packs(meeting=meeting, paper=third, reason="Figures wrong", actor=clerk)

    before.refresh_from_db()
    assert not Pack.objects.visible_to(_stranger()).exists()
    assert not StoredFile.objects.filter(store="public", sha256=before.file.sha256).exists()
    run_all()
    after = Pack.objects.visible_to(_stranger()).get()
    words = _words(read_pack(after))
    assert after.manifest["ranges"] == before.manifest["ranges"]
    assert after.page_count == before.page_count
    assert "canaryfile" not in words
    assert "Figures wrong" in words


def test_withdrawing_leaves_other_packs_alone(meeting, clerk):
    meeting = published(meeting, clerk)
    loose = meeting.agenda_items.get(title="Host report").item_papers.get().paper
    other = Pack.objects.get()
    other.manifest["ranges"].pop(loose.slug)
    other.save()

    assert withdraw_from_packs(meeting=meeting, paper=loose, reason="Wrong", actor=clerk) is None
    assert Pack.objects.visible_to(_stranger()).count() == 1


def test_audit_names_no_address_that_comes_from_a_title(meeting, clerk):
    add_private_item(meeting, clerk)
    entries = AuditEntry.objects.values_list("target_reference", "detail")

    assert not [entry for entry in map(str, entries) if "canary" in entry or "host-report" in entry]


def test_editions_agree_where_the_members_agenda_is_longer(meeting, clerk):
    for number in range(14):
        add_item(meeting=meeting, actor=clerk, title=f"Item that fills the agenda {number}", purpose="To note it. " * 6)
    add_item(
        meeting=meeting,
        actor=clerk,
        title="A private title that takes several lines of the members’ agenda " * 2,
        purpose="Words for members. " * 20,
        access=Access.EXEMPT,
        neutral_title="Staffing",
        exempt_paragraph=1,
        public_interest_reason="One.",
    )

    public, members = build_packs(meeting=meeting, actor=clerk)

    assert public.manifest["ranges"] == members.manifest["ranges"]


def test_pack_is_the_same_in_whatever_language_it_is_asked_for(meeting, clerk):
    [pack] = build_packs(meeting=meeting, actor=clerk)

    with translation.override("cy"):
        assert pack_inputs(meeting, Edition.PUBLIC) == pack.inputs


def test_published_pack_is_not_built_again(meeting, clerk):
    meeting = published(meeting, clerk)

    with pytest.raises(ValidationError, match="is not built again"):
        build_packs(meeting=meeting, actor=clerk)


def test_build_pack_command_holds_a_published_pack_against_a_fresh_one(meeting, clerk, capsys):
    meeting = published(meeting, clerk)

    call_command("build_pack", meeting.area.slug, meeting.slug)

    assert "the same bytes as published" in capsys.readouterr().out


def test_published_papers_pdf_is_frozen(meeting, clerk):
    meeting = published(meeting, clerk)
    paper = meeting.agenda_items.get(title="Host report").item_papers.get().paper
    before = paper_pdf(paper, meeting)

    meeting.body.name = "Another name"
    meeting.body.save()
    after = paper_pdf(Paper.objects.select_related("current__printed", "body").get(pk=paper.pk), meeting)

    assert after == before
    assert paper.current.printed.store == "public"


def test_withdrawn_papers_frozen_pdf_leaves_the_public_store(meeting, clerk):
    meeting = published(meeting, clerk)
    paper = meeting.agenda_items.get(title="Host report").item_papers.get().paper
    printed = paper.current.printed

    withdraw_from_packs(meeting=meeting, paper=paper, reason="Wrong", actor=clerk)

    assert not StoredFile.objects.filter(pk=printed.pk).exists()
