"""Supplements: numbers that go on, editions that agree, an agenda that stays as it was."""

import re
import subprocess
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.choices import Role
from accounts.models import AuditEntry
from documents.assembly.check import read_back, structure_problems
from documents.choices import Access, Edition, PackStatus, PaperStatus
from documents.models import Pack, Paper
from documents.services.files import read_bytes
from documents.services.packs import read_pack
from interface import clock
from jobs.models import Job
from jobs.services import run_all
from meetings.choices import SupplementStatus
from meetings.models import AgendaItem, Meeting, Supplement
from meetings.services import add_item, add_paper, discard_paper, publish_agenda, revise_paper
from meetings.services.archive import archive
from meetings.services.packs import build_packs, withdraw_from_packs
from meetings.services.reading import seen_agenda
from meetings.services.supplements import (
    add_supplement_paper,
    discard_supplement,
    papers_of,
    publish_supplement,
    replaceable,
    start_supplement,
    update_supplement,
)
from tests.factories.meetings import ReadyMeetingFactory
from tests.factories.panels import AppointmentFactory, BodyFactory, PoliceAreaFactory

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


@pytest.fixture(autouse=True)
def own_stores(settings, tmp_path):
    settings.STORES = {"public": tmp_path / "public", "restricted": tmp_path / "restricted"}


@pytest.fixture(autouse=True)
def today():
    with clock.stand_on(date(2022, 3, 8)):
        yield


@pytest.fixture
def body(db):
    return BodyFactory(area=PoliceAreaFactory(slug="avon", name="Avon"), slug="panel", name="Avon Panel")


@pytest.fixture
def clerk(body):
    return AppointmentFactory(area=body.area, user__name="Chris Clerk").user


@pytest.fixture
def member(body):
    return AppointmentFactory(area=body.area, body=body, role=Role.PANEL_MEMBER, user__email="member@panel.example").user


@pytest.fixture
def out(body, clerk, member) -> Meeting:
    """A published agenda: a paper on a public item, one on an exempt item."""
    meeting = ReadyMeetingFactory(body=body, held_on=date(2022, 3, 17))
    Pack.objects.all().delete()
    item = add_item(meeting=meeting, actor=clerk, title="Host report")
    add_paper(item=item, actor=clerk, title="Host report", text="## Words\n\nThe first words.")
    exempt = add_item(
        meeting=meeting, actor=clerk, title="canarytitle", access=Access.EXEMPT, neutral_title="Staffing",
        exempt_paragraph=1, public_interest_reason="One person.",
    )  # fmt: skip
    add_paper(item=exempt, actor=clerk, title="canarypaper", text="## Words\n\ncanarytext.")
    build_packs(meeting=meeting, actor=clerk)
    publish_agenda(meeting=Meeting.objects.get(pk=meeting.pk), actor=clerk)
    return Meeting.objects.for_page().get(pk=meeting.pk)


def begun(meeting, clerk, **facts) -> Supplement:
    return start_supplement(meeting=meeting, actor=clerk, **{"reason": "The figures came late", "agreed_by": "Pat Chair"} | facts)


def added(supplement, clerk, title="Late report", item="Host report", **facts) -> Paper:
    found = AgendaItem.objects.get(meeting=supplement.meeting, title=item)
    text = f"## Words\n\nThe text of {title}."
    return add_supplement_paper(supplement=supplement, item=found, actor=clerk, title=title, text=text, **facts)


def built_and_published(supplement, clerk) -> Supplement:
    build_packs(meeting=supplement.meeting, actor=clerk, part=supplement.number)
    return publish_supplement(supplement=Supplement.objects.get(pk=supplement.pk), actor=clerk)


def words(data: bytes) -> str:
    done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True)
    return re.sub(r"\s+", " ", done.stdout.decode())


def current(meeting, edition, part=0) -> Pack:
    return Pack.objects.get(collection=meeting.slug, edition=edition, part=part, status=PackStatus.PUBLISHED)


def test_pages_go_on_from_the_members_edition(out, clerk):
    supplement = begun(out, clerk)
    late = added(supplement, clerk)
    private = added(supplement, clerk, "canarylate", "canarytitle")

    built_and_published(supplement, clerk)

    last = current(out, Edition.MEMBERS).manifest["last"]
    public, members = current(out, Edition.PUBLIC, 1), current(out, Edition.MEMBERS, 1)
    assert public.manifest["first"] == members.manifest["first"] == last + 1
    assert last > current(out, Edition.PUBLIC).manifest["last"]
    assert public.manifest["ranges"][late.slug] == members.manifest["ranges"][late.slug]
    assert members.manifest["ranges"][private.slug][0] > public.manifest["last"]
    assert private.slug not in public.manifest["ranges"]
    data = read_pack(public)
    assert read_back(data) == list(range(last + 1, public.manifest["last"] + 1))
    assert structure_problems(data) == []
    first, end = public.manifest["ranges"][late.slug]
    said = words(data)
    assert "Supplement 1 to the public document pack" in said
    assert "The figures came late" in said
    assert "Pat Chair" in said
    assert f"(Pages {first} - {end})" in said
    assert "canary" not in said


def test_a_second_supplement_goes_on_from_the_first(out, clerk):
    first = begun(out, clerk)
    added(first, clerk)
    built_and_published(first, clerk)
    second = begun(out, clerk)
    added(second, clerk, "Later report")

    built_and_published(second, clerk)

    assert second.number == 2
    assert current(out, Edition.PUBLIC, 2).manifest["first"] == current(out, Edition.PUBLIC, 1).manifest["last"] + 1


def test_both_files_of_every_pack_are_kept_with_one_numbering(out):
    pack = current(out, Edition.PUBLIC)

    screen = read_back(read_bytes(pack.screen))

    assert pack.screen_pages == len(screen) == pack.manifest["screen"]["pages"]
    assert pack.screen.sha256 == pack.manifest["screen"]["sha256"]
    assert set(screen) < set(read_back(read_pack(pack)))
    assert pack.file.store == pack.screen.store == "public"
    assert {piece["version"] for piece in pack.manifest["pieces"] if piece["kind"] == "report"} == {1}


def test_agenda_and_main_pack_stay_as_they_were(out, clerk):
    before = (list(AgendaItem.objects.values()), current(out, Edition.PUBLIC).sha256, Meeting.objects.values().get(pk=out.pk))
    supplement = begun(out, clerk)
    added(supplement, clerk)

    built_and_published(supplement, clerk)
    run_all()

    after = (list(AgendaItem.objects.values()), current(out, Edition.PUBLIC).sha256, Meeting.objects.values().get(pk=out.pk))
    assert after == before


def test_drafts_are_on_nobodys_agenda(out, clerk, client, member):
    supplement = begun(out, clerk)
    draft = added(supplement, clerk, "canarydraft")
    page = reverse("meetings:meeting-detail", args=["avon", out.slug])

    for entitled in (False, True):
        assert "canarydraft" not in [paper.title for item in seen_agenda(out, entitled=entitled) for paper in item.papers]
    assert "canarydraft" not in client.get(page).content.decode()
    assert client.get(draft.get_absolute_url()).status_code == 404
    client.force_login(member)
    assert "canarydraft" not in client.get(page).content.decode()
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert b"canarydraft" not in (archive(meeting=out, user=clerk) or b"")


def test_public_agenda_shows_the_late_paper_under_its_item(out, clerk, client):
    supplement = begun(out, clerk)
    late = added(supplement, clerk)
    built_and_published(supplement, clerk)

    page = client.get(reverse("meetings:meeting-detail", args=["avon", out.slug])).content.decode()

    first, last = current(out, Edition.PUBLIC, 1).manifest["ranges"][late.slug]
    assert "Late report" in page
    assert "Supplement 1, published on Tuesday 8 March 2022" in page
    assert f"Pages {first} to {last}" in page
    assert b"late-report.pdf" in (archive(meeting=out, user=NOBODY) or b"")
    history = client.get(reverse("meetings:meeting-history", args=["avon", out.slug])).content.decode()
    assert "Supplement 1 published" in history


def test_members_are_told_of_the_public_face_alone(out, clerk, mailoutbox, member):
    supplement = begun(out, clerk)
    added(supplement, clerk)
    added(supplement, clerk, "canarylate", "canarytitle")
    Job.objects.all().delete()

    built_and_published(supplement, clerk)
    run_all()

    [mail] = mailoutbox
    assert mail.to == ["member@panel.example"]
    assert "supplement 1" in mail.subject
    assert "Late report" in mail.body
    assert "Staffing" in mail.body
    assert "canary" not in mail.body


def test_publish_names_every_problem_and_changes_nothing(out, clerk):
    with clock.stand_on(date(2022, 3, 14)):
        supplement = begun(out, clerk, agreed_by="", reason="")
        with pytest.raises(ValidationError) as refusal:
            publish_supplement(supplement=supplement, actor=clerk)

    assert refusal.value.messages == [
        "Say why these papers come late. It is printed on the first page",
        "The last day for the full notice is past. Choose why the papers may open late",
        "Add at least one paper",
        "The pack is not built",
    ]
    supplement.refresh_from_db()
    assert supplement.status == SupplementStatus.DRAFT


def test_publish_refuses_a_pack_older_than_the_last_change(out, clerk):
    supplement = begun(out, clerk)
    late = added(supplement, clerk)
    build_packs(meeting=out, actor=clerk, part=1)
    revise_paper(paper=late, actor=clerk, version=late.version, text="## Words\n\nOther words.")

    with pytest.raises(ValidationError, match="built before the last change"):
        publish_supplement(supplement=supplement, actor=clerk)

    assert Paper.objects.get(pk=late.pk).status == PaperStatus.DRAFT


def test_a_published_supplement_is_frozen(out, clerk):
    supplement = begun(out, clerk)
    late = added(supplement, clerk)
    built_and_published(supplement, clerk)

    for act in (
        lambda: added(supplement, clerk, "Another"),
        lambda: update_supplement(supplement=supplement, actor=clerk, version=1, reason="x"),
        lambda: discard_supplement(supplement=supplement, actor=clerk),
        lambda: build_packs(meeting=out, actor=clerk, part=1),
        lambda: discard_paper(paper=late, actor=clerk),
    ):
        with pytest.raises(ValidationError):
            act()


def test_one_draft_at_a_time(out, clerk):
    begun(out, clerk)

    with pytest.raises(ValidationError, match="Supplement 1 is being prepared"):
        begun(out, clerk)


def test_no_supplement_before_the_agenda_is_out(body, clerk):
    with pytest.raises(ValidationError):
        begun(ReadyMeetingFactory(body=body, held_on=date(2022, 3, 24)), clerk)


def test_discarded_draft_frees_its_number_and_takes_its_papers(out, clerk):
    supplement = begun(out, clerk)
    added(supplement, clerk)
    build_packs(meeting=out, actor=clerk, part=1)

    discard_supplement(supplement=supplement, actor=clerk)

    assert not Paper.objects.filter(title="Late report").exists()
    assert not Pack.objects.visible_to(clerk).filter(part=1).exclude(status=PackStatus.SUPERSEDED).exists()
    assert begun(out, clerk).number == 1


def test_replacement_is_named_on_the_sheets_of_the_withdrawn_paper(out, clerk, client):
    wrong = Paper.objects.get(title="Host report")
    ranges = current(out, Edition.PUBLIC).manifest["ranges"]
    withdraw_from_packs(meeting=out, paper=wrong, reason="Figures wrong", actor=clerk)
    run_all()
    assert replaceable(out) == [wrong]
    supplement = begun(out, clerk)
    right = added(supplement, clerk, "Host report, mended", replaces=wrong)

    built_and_published(supplement, clerk)
    run_all()

    first, last = current(out, Edition.PUBLIC, 1).manifest["ranges"][right.slug]
    main = current(out, Edition.PUBLIC)
    assert main.manifest["ranges"] == ranges
    assert f"Replaced in supplement 1, pages {first} to {last}." in words(read_pack(main))
    assert replaceable(out) == []
    page = client.get(wrong.get_absolute_url()).content.decode()
    assert "Replaced in supplement 1" in page
    assert right.get_absolute_url() in page


def test_withdrawing_from_a_supplement_leaves_the_other_parts(out, clerk):
    supplement = begun(out, clerk)
    late = added(supplement, clerk)
    added(supplement, clerk, "Stays")
    built_and_published(supplement, clerk)
    main, before = current(out, Edition.PUBLIC), current(out, Edition.PUBLIC, 1)

    withdraw_from_packs(meeting=out, paper=late, reason="Wrong", actor=clerk)

    assert not Pack.objects.visible_to(NOBODY).filter(part=1).exists()
    run_all()
    after = current(out, Edition.PUBLIC, 1)
    assert current(out, Edition.PUBLIC) == main
    assert after.manifest["ranges"] == before.manifest["ranges"]
    assert "The text of Late report" not in words(read_pack(after))


def test_audit_names_no_title(out, clerk):
    supplement = begun(out, clerk, reason="canaryreason")
    added(supplement, clerk, "canarylate", "canarytitle")
    built_and_published(supplement, clerk)

    entries = map(str, AuditEntry.objects.values_list("target_reference", "detail"))
    assert not [entry for entry in entries if "canary" in entry]


def test_clerk_prepares_and_publishes_a_supplement_by_its_pages(out, clerk, client):
    client.force_login(clerk)
    here = ["avon", out.slug]
    meeting_page = client.get(reverse("meetings:meeting-detail", args=here)).content.decode()
    assert reverse("meetings:supplement-create", args=here) in meeting_page
    form = client.get(reverse("meetings:supplement-create", args=here)).context["form"]
    sent = {"reason": "Late figures", "agreed_by": "", "token": form["token"].value()}
    started = client.post(reverse("meetings:supplement-create", args=here), sent)
    assert started.url == reverse("meetings:supplement-detail", args=[*here, 1])
    assert "Add at least one paper" in client.get(started.url).content.decode()
    item = AgendaItem.objects.get(title="Host report")
    adding = reverse("meetings:supplement-paper-add", args=[*here, 1, item.slug, "write"])
    form = client.get(adding).context["form"]
    sent = {"title": "By page", "text": "## A\n\nWords", "orientation": "portrait", "token": form["token"].value()}
    assert client.post(adding, sent).url == started.url
    building = client.post(reverse("meetings:supplement-build", args=[*here, 1]))
    run_all()
    assert "The pack is built." in client.get(building.url).content.decode()
    page = client.get(started.url)
    assert page.context["can_publish"]

    response = client.post(reverse("meetings:supplement-publish", args=[*here, 1]))

    assert response.url == out.get_absolute_url()
    assert papers_of(Supplement.objects.get())[0].status == PaperStatus.PUBLISHED
    assert client.get(started.url).status_code == 200
    for name in ("supplement-file", "supplement-screen", "supplement-manifest"):
        assert client.get(reverse(f"meetings:{name}", args=[*here, 1, "public"])).status_code == 200


def test_a_rebuild_that_was_stopped_is_asked_for_again(out, clerk, client):
    client.force_login(clerk)
    withdraw_from_packs(meeting=out, paper=Paper.objects.get(title="Host report"), reason="Wrong", actor=clerk)
    Job.objects.all().delete()

    response = client.post(reverse("meetings:pack-build", args=["avon", out.slug]))
    run_all()

    assert "Back to the meeting" in client.get(response.url).content.decode()
    assert current(out, Edition.PUBLIC)
