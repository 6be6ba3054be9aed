"""Papers published, revised, withdrawn and replaced while packs are built: each pack is one recorded set of versions."""

import hashlib
import threading
from datetime import date

import pytest
from django.db import connection, transaction
from django.test import override_settings
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule, run_state_machine_as_test

from documents import rendering
from documents.choices import PackStatus, PaperStatus
from documents.models import Pack, Paper
from documents.services import packs as making
from interface import clock
from jobs.models import Job
from jobs.services import run_all
from meetings.models import AgendaItem, ItemPaper, Meeting, Supplement
from meetings.services import add_paper, discard_paper, publish_agenda, revise_paper
from meetings.services.locks import lock
from meetings.services.pack_plans import planned
from meetings.services.packs import build_packs, rebuild_packs, withdraw_from_packs
from meetings.services.supplements import (
    add_supplement_paper,
    draft_supplement,
    publish_supplement,
    replaceable,
    start_supplement,
)
from tests.documents.samples import plain_pdf
from tests.factories.meetings import ReadyMeetingFactory
from tests.factories.panels import AppointmentFactory

pytestmark = pytest.mark.django_db
Versions = frozenset[tuple[str, int]]


def present(meeting: Meeting, part: int) -> Versions:
    """What a part of the meeting's pack would hold at this moment, straight from the rows."""
    links = ItemPaper.objects.filter(item__meeting=meeting).select_related("paper__current", "supplement")
    of_part = [link.paper for link in links if (link.supplement.number if link.supplement else 0) == part]
    return frozenset((paper.slug, 0 if paper.withdrawn_at else paper.current.number) for paper in of_part)


def held(pack: Pack) -> Versions:
    """What a pack says that it holds."""
    return frozenset(
        (piece["key"], piece["version"]) for piece in pack.manifest["pieces"] if piece["kind"] in ("report", "upload")
    )


def quick_piece(html: str, *, stylesheets) -> bytes:
    return plain_pdf(text=hashlib.sha256(html.encode()).hexdigest()[:12])


def quick_pack(placed, *, sources, meta) -> bytes:
    """Other bytes for other pieces."""
    return plain_pdf(text=hashlib.sha256(b"".join(sources[entry.piece.key] for entry in placed)).hexdigest()[:12])


class Building(RuleBasedStateMachine):
    """Acts of clerks, and builds with other acts between reading the plan, making the pieces and keeping the pack."""

    def __init__(self) -> None:
        super().__init__()
        self.recorded: dict[int, set[Versions]] = {}
        self.during: list[tuple[str, int]] = []
        self.count = 0

    @initialize()
    def begin(self) -> None:
        self.meeting = ReadyMeetingFactory(held_on=date(2022, 3, 17))
        Pack.objects.all().delete()
        Job.objects.all().delete()
        self.clerk = AppointmentFactory(area=self.meeting.area).user
        self.item = AgendaItem.objects.filter(meeting=self.meeting).first()
        for _turn in range(2):
            self.add()
        self.record()

    # Acts, each followed by a record of what stands -----------------------------------------------------------------

    def record(self) -> None:
        for part in range(Supplement.objects.filter(meeting=self.meeting).count() + 1):
            self.recorded.setdefault(part, set()).add(present(self.meeting, part))

    def act(self, name: str, choice: int) -> None:
        """One act in a transaction of its own; one that is refused changes nothing."""
        try:
            with transaction.atomic():
                getattr(self, name)(choice)
        except (making.ValidationError, Refused):
            pass
        self.record()

    def papers(self, status: str, part: int | None = None) -> list[Paper]:
        links = ItemPaper.objects.filter(item__meeting=self.meeting, paper__status=status).order_by("pk")
        return [link.paper for link in links.select_related("paper__area", "paper__body", "paper__replaces")]

    def one(self, found: list, choice: int):
        if not found:
            raise Refused
        return found[choice % len(found)]

    def fresh(self) -> Meeting:
        return Meeting.objects.for_page().get(pk=self.meeting.pk)

    def add(self, choice: int = 0) -> None:
        self.count += 1
        facts = {"title": f"Paper {self.count}", "text": f"## A\n\nText {self.count}", "actor": self.clerk}
        if not self.fresh().agenda_is_out:
            add_paper(item=self.item, **facts)
        elif supplement := draft_supplement(self.meeting):
            waiting = replaceable(self.meeting)
            replaces = waiting[choice % len(waiting)] if waiting else None
            add_supplement_paper(supplement=supplement, item=self.item, replaces=replaces, **facts)
        else:
            raise Refused

    def revise(self, choice: int) -> None:
        paper = self.one(self.papers(PaperStatus.DRAFT), choice)
        self.count += 1
        revise_paper(paper=paper, actor=self.clerk, version=paper.version, text=f"## A\n\nOther {self.count}")

    def discard(self, choice: int) -> None:
        discard_paper(paper=self.one(self.papers(PaperStatus.DRAFT), choice), actor=self.clerk)

    def withdraw(self, choice: int) -> None:
        paper = self.one(self.papers(PaperStatus.PUBLISHED), choice)
        withdraw_from_packs(meeting=self.fresh(), paper=paper, reason="Wrong", actor=self.clerk)

    def publish(self, choice: int) -> None:
        if not self.fresh().agenda_is_out:
            publish_agenda(meeting=self.fresh(), actor=self.clerk)
        elif supplement := draft_supplement(self.meeting):
            publish_supplement(supplement=supplement, actor=self.clerk)
        else:
            start_supplement(meeting=self.fresh(), actor=self.clerk, reason="Late", agreed_by="Chair")

    ACTS = ("add", "revise", "discard", "withdraw", "publish")

    @rule(name=st.sampled_from(ACTS), choice=st.integers(0, 5))
    def do(self, name: str, choice: int) -> None:
        self.act(name, choice)

    # Builds ---------------------------------------------------------------------------------------------------------

    def interrupt(self, *_words) -> None:
        """What `progress` is told: the moments at which others get their turn."""
        if self.during:
            self.act(*self.during.pop(0))

    @rule(
        during=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 5)), max_size=3),
        again=st.booleans(),
        choice=st.integers(0, 5),
    )
    def build(self, during: list[tuple[str, int]], again: bool, choice: int) -> None:
        """A build of whatever can be built now, with acts in the middle of it."""
        self.during = list(during)
        draft = draft_supplement(self.meeting)
        part = draft.number if draft else 0
        try:
            if again and self.fresh().agenda_is_out:
                parts = 1 + Supplement.objects.filter(meeting=self.meeting, published_at__isnull=False).count()
                rebuild_packs(meeting=self.fresh(), actor=self.clerk, progress=self.interrupt, part=choice % parts)
            else:
                build_packs(meeting=self.fresh(), actor=self.clerk, progress=self.interrupt, part=part)
        except making.ValidationError:
            pass
        self.during = []

    @precondition(lambda self: Job.objects.alive().exists())
    @rule()
    def work(self) -> None:
        run_all()

    # What must hold -------------------------------------------------------------------------------------------------

    @invariant()
    def every_pack_is_one_recorded_set(self) -> None:
        for pack in Pack.objects.all():
            assert held(pack) in self.recorded[pack.part], (pack, held(pack), self.recorded[pack.part])

    @invariant()
    def what_is_on_offer_is_what_is_published(self) -> None:
        for pack in Pack.objects.filter(status=PackStatus.PUBLISHED):
            assert held(pack) == present(self.meeting, pack.part)

    @invariant()
    def nothing_withdrawn_is_on_offer_or_in_a_preview(self) -> None:
        gone = {slug for slug, version in present_everywhere(self.meeting) if version == 0}
        for pack in Pack.objects.exclude(status=PackStatus.SUPERSEDED):
            assert not {slug for slug, version in held(pack) if version} & gone

    def teardown(self) -> None:
        """In the end the worker has done everything that was asked, and every part that is out is on offer again."""
        run_all()
        out = Supplement.objects.filter(meeting=self.meeting, published_at__isnull=False).values_list("number", flat=True)
        for part in ([0] if self.fresh().agenda_is_out else []) + list(out):
            assert Pack.objects.filter(status=PackStatus.PUBLISHED, part=part).exists(), part


class Refused(Exception):
    """There is nothing that the act could be done to."""


def present_everywhere(meeting: Meeting) -> Versions:
    parts = range(Supplement.objects.filter(meeting=meeting).count() + 1)
    return frozenset().union(*(present(meeting, part) for part in parts))


@pytest.fixture
def quick(monkeypatch, tmp_path):
    """Pieces of one page in no time, and nothing of the pages read back: what is held is the question here."""
    monkeypatch.setattr(rendering, "render_piece", quick_piece)
    monkeypatch.setattr(making, "problem_sheets", lambda pdf, placed: [])
    monkeypatch.setattr(making, "assemble", quick_pack)
    stores = {"public": tmp_path / "public", "restricted": tmp_path / "restricted"}
    with override_settings(STORES=stores), clock.stand_on(date(2022, 3, 8)):
        yield


def test_every_pack_is_one_recorded_set_of_versions(quick):
    class InOneTransaction(Building):
        """Each example leaves nothing."""

        def __init__(self) -> None:
            super().__init__()
            self.point = transaction.savepoint()

        def teardown(self) -> None:
            try:
                super().teardown()
            finally:
                transaction.savepoint_rollback(self.point)

    assert connection.in_atomic_block
    few = settings(
        max_examples=6, stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
    )
    run_state_machine_as_test(InOneTransaction, settings=few)


@pytest.mark.django_db(transaction=True)
def test_a_plan_waits_for_a_change_of_several_papers_to_be_whole(settings, tmp_path):
    settings.STORES = {"public": tmp_path / "public", "restricted": tmp_path / "restricted"}
    meeting = ReadyMeetingFactory(held_on=date(2022, 3, 17))
    item = AgendaItem.objects.filter(meeting=meeting).first()
    made = [add_paper(item=item, actor=None, title=f"Paper {one}", text="## A\n\nB") for one in range(2)]
    plans: list = []

    def plan() -> None:
        plans.extend(planned(meeting))
        connection.close()

    other = threading.Thread(target=plan)
    with transaction.atomic():
        lock(meeting)
        revise_paper(paper=made[0], actor=None, version=made[0].version, text="## A\n\nOther")
        other.start()
        other.join(1)
        assert plans == []  # it waits
        revise_paper(paper=made[1], actor=None, version=made[1].version, text="## A\n\nOther")
    other.join(10)

    assert {number for slug, number in plans[0].plan.versions() if slug.startswith("paper")} == {2}
