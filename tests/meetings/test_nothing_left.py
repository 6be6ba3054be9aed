"""What is taken down or made again leaves nothing behind: in the public store, beside a file, on a form, in a mail."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.core.management import call_command

from accounts.choices import Role
from documents.choices import PackStatus, StoreName
from documents.models import FormatRequest, Pack
from documents.services import texts
from documents.services.pictures import keep_view, kept_view
from documents.services.texts import pack_texts
from interface import clock
from jobs.services import run_all
from meetings.choices import MeetingKind
from meetings.models import AgendaItem, Meeting, Supplement
from meetings.services import add_item, add_paper, packs, publish_agenda
from meetings.services.chair_edition import members_ranges
from meetings.services.formats import ask_for_format
from meetings.services.packs import build_packs, withdraw_from_packs
from meetings.services.supplements import add_supplement_paper, discard_supplement, publish_supplement, start_supplement
from tests.factories.meetings import ReadyMeetingFactory
from tests.factories.panels import AppointmentFactory, BodyFactory, PoliceAreaFactory

pytestmark = pytest.mark.django_db


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
def out(body, clerk) -> Meeting:
    """A published agenda with two papers on one item."""
    meeting = ReadyMeetingFactory(body=body, held_on=date(2022, 3, 17))
    Pack.objects.all().delete()
    item = add_item(meeting=meeting, actor=clerk, title="Host report")
    for title in ("First report", "Second report"):
        add_paper(item=item, actor=clerk, title=title, text=f"## Words\n\nThe words of {title}.")
    build_packs(meeting=meeting, actor=clerk)
    publish_agenda(meeting=Meeting.objects.get(pk=meeting.pk), actor=clerk)
    return Meeting.objects.for_page().get(pk=meeting.pk)


def withdraw(meeting, title, clerk) -> None:
    paper = AgendaItem.objects.get(meeting=meeting, title="Host report").item_papers.get(paper__title=title).paper
    withdraw_from_packs(meeting=meeting, paper=paper, reason="A name was left in", actor=clerk)


def supplement(meeting, clerk, **facts) -> Supplement:
    begun = start_supplement(meeting=meeting, actor=clerk, reason="The figures came late", agreed_by="Pat Chair")
    item = AgendaItem.objects.get(meeting=meeting, title="Host report")
    add_supplement_paper(supplement=begun, item=item, actor=clerk, title="Late report", text="## Words\n\nLate words.", **facts)
    build_packs(meeting=meeting, actor=clerk, part=begun.number)
    return publish_supplement(supplement=Supplement.objects.get(pk=begun.pk), actor=clerk)


def views(settings, store: str) -> list[Path]:
    return [path for path in (Path(settings.STORES[store]) / "views").rglob("*") if path.is_file()]


def replaced(out, clerk, django_capture_on_commit_callbacks) -> None:
    """The first paper withdrawn and replaced in a supplement, so that the pack was made again while it was on offer."""
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(out, "First report", clerk)
        run_all()
    gone = AgendaItem.objects.get(meeting=out, title="Host report").item_papers.get(paper__title="First report").paper
    pack_texts(Pack.objects.get(part=0, status=PackStatus.PUBLISHED))
    with django_capture_on_commit_callbacks(execute=True):
        supplement(out, clerk, replaces=gone)
        run_all()


def test_pack_made_again_while_on_offer_leaves_the_public_store(out, clerk, settings, django_capture_on_commit_callbacks):
    replaced(out, clerk, django_capture_on_commit_callbacks)

    old = Pack.objects.filter(status=PackStatus.SUPERSEDED)
    assert old.count() >= 2
    assert {pack.file.store for pack in old} | {pack.screen.store for pack in old} == {StoreName.RESTRICTED}
    on_offer = {pack.file.sha256 for pack in Pack.objects.filter(status=PackStatus.PUBLISHED)}
    assert {path.parent.name for path in views(settings, "public")} <= on_offer


def test_words_read_while_the_pack_is_taken_down_are_not_kept(
    out, clerk, settings, monkeypatch, django_capture_on_commit_callbacks
):
    on_offer = Pack.objects.select_related("file").get(part=0, status=PackStatus.PUBLISHED)

    def read_slowly(pack: Pack) -> list[str]:
        with django_capture_on_commit_callbacks(execute=True):
            withdraw(out, "First report", clerk)
        return ["The words of First report."]

    monkeypatch.setattr(texts, "_read", read_slowly)

    pack_texts(on_offer)

    assert views(settings, "public") == views(settings, "restricted") == []
    assert kept_view(on_offer.file, texts.KEPT) is None


def test_sweep_drops_pictures_of_packs_that_nobody_reads(out, clerk, settings):
    on_offer = Pack.objects.select_related("file").get(part=0, status=PackStatus.PUBLISHED)
    keep_view(on_offer.file, "0.png", b"picture")
    stray = Path(settings.STORES["restricted"]) / "views" / "ab" / ("ab" * 32)
    stray.mkdir(parents=True)
    (stray / "0.png").write_bytes(b"an older preview")

    call_command("sweep")

    assert kept_view(on_offer.file, "0.png") == b"picture"
    assert not stray.exists()


def test_sweep_erases_what_was_written_in_requests_that_nobody_answered(out):
    asked = {"meeting": out, "paper": None, "wanted": "braille", "words": "I see", "reply_to": "r@x.example", "actor": None}
    old, young = ask_for_format(**asked), ask_for_format(**asked)
    FormatRequest.objects.filter(pk=old.pk).update(asked_at=clock.now() - timedelta(days=366))

    call_command("sweep")

    old.refresh_from_db()
    young.refresh_from_db()
    assert (old.words, old.reply_to) == ("", "")
    assert (young.words, young.reply_to) == ("I see", "r@x.example")


def test_mail_about_a_supplement_of_a_private_meeting_names_nothing(body, clerk):
    """Its items carry no mark of their own: the whole day is private."""
    AppointmentFactory(area=body.area, body=body, role=Role.PANEL_MEMBER, user__email="member@panel.example")
    meeting = ReadyMeetingFactory(body=body, held_on=date(2022, 3, 17), kind=MeetingKind.PRIVATE_BRIEFING)
    item = add_item(meeting=meeting, actor=clerk, title="canarytitle")
    add_paper(item=item, actor=clerk, title="canarypaper", text="## A\n\nB")
    build_packs(meeting=meeting, actor=clerk)
    publish_agenda(meeting=Meeting.objects.get(pk=meeting.pk), actor=clerk)
    begun = start_supplement(meeting=meeting, actor=clerk, reason="canaryreason", agreed_by="Pat Chair")
    add_supplement_paper(supplement=begun, item=item, actor=clerk, title="canarylate", text="## A\n\nB")
    build_packs(meeting=meeting, actor=clerk, part=1)
    publish_supplement(supplement=Supplement.objects.get(pk=begun.pk), actor=clerk)
    run_all()

    assert [one for one in mail.outbox if "upplement" in one.subject]
    assert "canary" not in " ".join(f"{one.subject} {one.body}" for one in mail.outbox)


def test_pack_of_a_deleted_supplement_is_not_kept_for_the_next_of_its_number(out, clerk, monkeypatch):
    item = AgendaItem.objects.get(meeting=out, title="Host report")
    begun = start_supplement(meeting=out, actor=clerk, reason="Late", agreed_by="Pat Chair")
    add_supplement_paper(supplement=begun, item=item, actor=clerk, title="Mistaken", text="## A\n\nB")
    whole = packs.built_alike

    def built_slowly(plans, progress=None):
        discard_supplement(supplement=Supplement.objects.get(pk=begun.pk), actor=clerk)
        start_supplement(meeting=out, actor=clerk, reason="Late", agreed_by="Pat Chair")
        return whole(plans, progress)

    monkeypatch.setattr(packs, "built_alike", built_slowly)
    with pytest.raises(ValidationError):
        build_packs(meeting=out, actor=clerk, part=1)

    assert not Pack.objects.filter(part=1).exists()


def test_deleting_a_supplement_puts_its_previews_and_their_pictures_away(
    out, clerk, settings, django_capture_on_commit_callbacks
):
    item = AgendaItem.objects.get(meeting=out, title="Host report")
    begun = start_supplement(meeting=out, actor=clerk, reason="Late", agreed_by="Pat Chair")
    add_supplement_paper(supplement=begun, item=item, actor=clerk, title="Mistaken", text="## A\n\nB")
    build_packs(meeting=out, actor=clerk, part=1)
    preview = Pack.objects.select_related("file").get(part=1)
    pack_texts(preview)

    with django_capture_on_commit_callbacks(execute=True):
        discard_supplement(supplement=Supplement.objects.get(pk=begun.pk), actor=clerk)

    assert Pack.objects.get(part=1).status == PackStatus.SUPERSEDED
    assert views(settings, "restricted") == []


def test_chairs_edition_knows_the_pages_of_a_public_supplement_to_a_members_pack(out, clerk):
    exempt = {"access": "exempt", "neutral_title": "Staffing", "exempt_paragraph": 1, "public_interest_reason": "One person."}
    Meeting.objects.filter(pk=out.pk).update(published_at=None, status="announced")
    add_item(meeting=Meeting.objects.get(pk=out.pk), actor=clerk, title="Staff", **exempt)
    Meeting.objects.filter(pk=out.pk).update(published_at=clock.now(), status="published")
    late = supplement(Meeting.objects.for_page().get(pk=out.pk), clerk)

    assert late.item_papers.get().paper.slug in members_ranges(Meeting.objects.get(pk=out.pk))
