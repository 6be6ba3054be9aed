"""Take down: whatever was fetched before, nothing serves it again, and it is known who has it."""

import io
import zipfile
from datetime import date, timedelta

import pikepdf
import pytest
from django.core.management import call_command
from django.urls import reverse

from accounts.choices import Role
from documents.choices import Access, FetchKind, PackStatus
from documents.models import Fetch, Pack, Paper, StoredFile
from documents.services.fetches import fetches_of, forget_fetches, note_fetch
from interface import clock
from jobs.services import run_all
from meetings.models import AgendaItem, Meeting
from meetings.services import add_item, add_paper, publish_agenda
from meetings.services.packs import build_packs
from meetings.services.papers import Upload
from meetings.services.supplements import add_supplement_paper, publish_supplement, start_supplement
from tests.documents.samples import plain_pdf
from tests.factories.meetings import ReadyMeetingFactory
from tests.factories.panels import AppointmentFactory, BodyFactory, PoliceAreaFactory

pytestmark = pytest.mark.django_db
CANARY = "canarywithdrawn"
GONE = 404
PAGES = ("pack-page", "pack-picture")
OF_PAPER = ("paper-detail", "paper-file", "paper-large-print")
OF_MEETING = ("pack-detail", "pack-archive", "meeting-detail", "meeting-history")


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
    return AppointmentFactory(area=body.area, body=body, role=Role.PANEL_MEMBER, user__name="Mary Member").user


def publish(body, clerk, *, uploaded: bool, access: str = Access.PUBLIC) -> Paper:
    """A published agenda and a supplement, with the paper that is to be withdrawn; an older preview holds it too."""
    meeting = ReadyMeetingFactory(body=body, held_on=date(2022, 3, 17))
    Pack.objects.all().delete()
    private = {"neutral_title": "Staffing", "exempt_paragraph": 1, "public_interest_reason": "One person."}
    item = add_item(meeting=meeting, actor=clerk, title="An item", **({"access": access} | private if access != "public" else {}))
    pdf = Upload("a.pdf", plain_pdf(text=f"{CANARY} words"))
    content = {"upload": pdf} if uploaded else {"text": f"## Words\n\n{CANARY} words", "recommendation": f"{CANARY} asks"}
    paper = add_paper(item=item, actor=clerk, title="The report", **content)
    build_packs(meeting=meeting, actor=clerk)
    add_paper(item=item, actor=clerk, title="Another report", text="## Words\n\nThat stay.")
    build_packs(meeting=meeting, actor=clerk)
    publish_agenda(meeting=Meeting.objects.get(pk=meeting.pk), actor=clerk)
    return Paper.objects.select_related("area").get(pk=paper.pk)


def addresses(paper: Paper) -> list[str]:
    """Every address at which a paper's words were ever on offer."""
    here = [paper.area.slug, paper.collection]
    editions = [
        reverse(f"meetings:{name}", args=[*here, edition])
        for name in ("pack-file", "pack-screen", "pack-manifest")
        for edition in ("public", "members")
    ]
    first, _last = Pack.objects.filter(manifest__ranges__has_key=paper.slug).last().manifest["ranges"][paper.slug]
    pages = [reverse(f"meetings:{name}", args=[*here, first]) for name in PAGES]
    of_paper = [reverse(f"meetings:{name}", args=[*here, paper.slug]) for name in OF_PAPER]
    meeting = [reverse(f"meetings:{name}", args=here) for name in OF_MEETING]
    find = f"{reverse('meetings:pack-page', args=[*here, 1])}?find=words"
    return [*editions, *pages, *of_paper, *meeting, find]


def fetch(client, url: str, **headers: str) -> tuple[int, bytes, str]:
    response = client.get(url, headers=headers)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return response.status_code, content, response.headers.get("ETag", "")


def words(content: bytes) -> str:
    """All text of a response: of a PDF's streams and of the files in an archive too."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as bundle:
            return "".join(words(bundle.read(name)) for name in bundle.namelist())
    if not content.startswith(b"%PDF"):
        return content.decode(errors="replace")
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return pdf_words(content) + "".join(str(one) for one in pdf.objects if isinstance(one, pikepdf.String))


def shows(content: bytes) -> bool:
    """Whether a response holds the paper's words, or is a picture of its page."""
    return content.startswith(b"\x89PNG") or CANARY in words(content)


def pdf_words(content: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    return "".join(page.get_textpage().get_text_range() for page in document)


@pytest.fixture
def sessions(client, clerk, member):
    """The public, and a member's and a clerk's open sessions, by name."""
    found = {"public": client}
    for name, user in (("member", member), ("clerk", clerk)):
        found[name] = client.__class__()
        found[name].force_login(user)
    return found


@pytest.mark.parametrize(("uploaded", "access"), [(False, "public"), (True, "exempt")])
def test_no_address_edition_tag_range_or_session_serves_it_again(body, clerk, sessions, uploaded, access):
    paper = publish(body, clerk, uploaded=uploaded, access=access)
    asked = [(name, one, url) for name, one in sessions.items() for url in addresses(paper)]
    before = {(name, url): fetch(one, url) for name, one, url in asked}
    held = {key for key, (status, content, _tag) in before.items() if status == 200 and shows(content)}
    assert {name for name, _url in held} == ({"public", "member", "clerk"} if access == "public" else {"member", "clerk"})

    url = reverse("meetings:paper-withdraw", args=["avon", paper.collection, paper.slug])
    assert sessions["clerk"].post(url, {"reason": "Names a person"}).status_code == 302

    for _turn in ("at once", "made again"):
        stale = []
        for name, one, address in asked:
            _status, old, tag = before[name, address]
            again = [{}, {"If-None-Match": tag}, {"If-Range": tag, "Range": "bytes=0-65535"}] if tag else [{}]
            for headers in again if (name, address) in held else [{}]:
                status, content, _tag = fetch(one, address, **headers)
                if status == 304 or CANARY in words(content) or (status == 200 and content == old and shows(old)):
                    stale.append((name, address, headers, status))
        assert stale == []
        assert fetch(sessions["public"], reverse("meetings:paper-file", args=["avon", paper.collection, paper.slug]))[0] == GONE
        run_all()
    assert Pack.objects.filter(status=PackStatus.PUBLISHED, part=0).exists()


def test_nothing_of_it_is_left_in_the_public_store(body, clerk, sessions, settings):
    paper = publish(body, clerk, uploaded=False)
    fetch(sessions["public"], reverse("meetings:paper-large-print", args=["avon", paper.collection, paper.slug]))

    with_clerk = reverse("meetings:paper-withdraw", args=["avon", paper.collection, paper.slug])
    sessions["clerk"].post(with_clerk, {"reason": "Names a person"})
    run_all()

    public = {file.sha256 for file in StoredFile.objects.filter(store="public")}
    old = Pack.objects.filter(status=PackStatus.SUPERSEDED)
    assert not public & {sha for pack in old for sha in (pack.file.sha256, pack.screen.sha256)}
    version = paper.versions.get()
    assert (version.printed, version.large_print) == (None, None)


def test_clerk_sees_who_fetched_it(body, clerk, member, sessions):
    paper = publish(body, clerk, uploaded=True)
    here = ["avon", paper.collection]
    detail = reverse("meetings:paper-detail", args=[*here, paper.slug])
    fetch(sessions["public"], detail)
    fetch(sessions["public"], reverse("meetings:pack-archive", args=here))
    fetch(sessions["member"], reverse("meetings:pack-file", args=[*here, "public"]))
    sessions["member"].head(detail)
    before = sessions["clerk"].get(detail).content.decode()
    assert "Who fetched it" not in before

    sessions["clerk"].post(reverse("meetings:paper-withdraw", args=[*here, paper.slug]), {"reason": "Names a person"})
    run_all()
    fetch(sessions["public"], reverse("meetings:pack-file", args=[*here, "public"]))  # the pack made again counts no more

    page = sessions["clerk"].get(detail).content.decode()
    assert "The public fetched it 2 times" in page
    assert "Mary Member" in page
    assert "Mary Member" in sessions["clerk"].get(reverse("meetings:meeting-history", args=here)).content.decode()
    for name in ("public", "member"):
        assert "fetched" not in sessions[name].get(detail).content.decode()
        assert "fetched" not in sessions[name].get(reverse("meetings:meeting-history", args=here)).content.decode()
    found = fetches_of(Paper.objects.get(pk=paper.pk))
    assert [(one.user, one.kind) for one in found.named if one.user == member] == [(member, FetchKind.PACK)]
    assert found.public_count == 2
    assert [hour.count for hour in found.by_hour] == [2]


def test_drafts_and_answers_that_hold_nothing_are_not_noted(body, clerk, sessions):
    paper = publish(body, clerk, uploaded=False)
    Fetch.objects.all().delete()
    url = reverse("meetings:pack-file", args=["avon", paper.collection, "public"])
    _status, _content, tag = fetch(sessions["public"], url)

    fetch(sessions["public"], url, **{"If-None-Match": tag})

    assert Fetch.objects.count() == 1
    supplement = start_supplement(meeting=Meeting.objects.get(), actor=clerk, reason="Late", agreed_by="Chair")
    item = AgendaItem.objects.get(title="An item")
    draft = add_supplement_paper(supplement=supplement, item=item, actor=clerk, title="A draft", text="## A\n\nB")
    assert fetch(sessions["clerk"], draft.get_absolute_url())[0] == 200
    assert Fetch.objects.count() == 1


def test_paper_of_a_supplement_goes_the_same_way(body, clerk, sessions):
    publish(body, clerk, uploaded=False)
    meeting = Meeting.objects.for_page().get()
    supplement = start_supplement(meeting=meeting, actor=clerk, reason="Late", agreed_by="Chair")
    item = AgendaItem.objects.get(title="An item")
    late = add_supplement_paper(supplement=supplement, item=item, actor=clerk, title="Late", text=f"## A\n\n{CANARY}2")
    build_packs(meeting=meeting, actor=clerk, part=1)
    publish_supplement(supplement=supplement, actor=clerk)
    urls = [
        reverse(f"meetings:{name}", args=["avon", meeting.slug, 1, "public"]) for name in ("supplement-file", "supplement-screen")
    ]
    tags = {url: fetch(sessions["public"], url)[2] for url in urls}
    assert all(f"{CANARY}2" in words(fetch(sessions["public"], url)[1]) for url in urls)

    sessions["clerk"].post(reverse("meetings:paper-withdraw", args=["avon", meeting.slug, late.slug]), {"reason": "Wrong"})

    assert [fetch(one, url)[0] for one in sessions.values() for url in urls] == [GONE] * 6
    run_all()
    for one in sessions.values():
        for url in urls:
            status, content, _tag = fetch(one, url, **{"If-None-Match": tags[url]})
            assert status == 200
            assert f"{CANARY}2" not in words(content)


def test_old_public_fetches_are_swept_but_for_withdrawn_papers(body, clerk, member, sessions):
    paper = publish(body, clerk, uploaded=False)
    other = Paper.objects.get(title="Another report")
    facts = {"area": paper.area, "collection": paper.collection}
    for one in (paper, other):
        note_fetch(sessions["public"].get("/").wsgi_request.user, FetchKind.PAGE, paper=one, **facts)
    note_fetch(member, FetchKind.PAGE, paper=other, **facts)
    sessions["clerk"].post(reverse("meetings:paper-withdraw", args=["avon", paper.collection, paper.slug]), {"reason": "Wrong"})
    Fetch.objects.update(at=clock.now() - timedelta(days=400))

    assert forget_fetches(before=clock.now() - timedelta(days=500)) == 0
    call_command("sweep")

    assert {(fetch.paper_id, fetch.user_id) for fetch in Fetch.objects.all()} == {(paper.pk, None), (other.pk, member.pk)}
