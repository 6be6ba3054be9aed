"""The standing report on complaints in a built pack: as at a day, in tables, tagged, and frozen when the agenda goes out."""

import pytest

from complaints.choices import StepKind
from complaints.services import summaries
from documents.assembly.check import structure_problems
from documents.models import Paper
from documents.services.packs import build
from meetings.services import add_item, add_paper
from meetings.services.packs import pack_plan
from tests.documents.test_verapdf import JAVA, broken_rules, jars
from tests.factories.complaints import ComplaintFactory, PublicSummaryFactory, StepFactory
from tests.factories.panels import OfficeHolderFactory
from tests.meetings.test_packs import clerk, meeting, own_stores, published  # noqa: F401  the same meeting and stores
from tests.meetings.test_whole_packs import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def reported(meeting, clerk, rulebook):  # noqa: F811  pytest hands fixtures over by their names
    """A meeting with the report on its agenda: forty complaints about two office holders."""
    holders = [OfficeHolderFactory(area=meeting.area), OfficeHolderFactory(area=meeting.area, former=True)]
    for number in range(40):
        complaint = ComplaintFactory(
            body=meeting.body, office_holder=holders[number % 2], recorded=True, reference=f"CC-2022-{number:03}", line="CANARY"
        )
        StepFactory(complaint=complaint, kind=StepKind.RECORD)
        if number % 4:
            PublicSummaryFactory(complaint=complaint, published=True, text=f"Matter {number} was not answered in time.")
    item = add_item(meeting=meeting, actor=clerk, title="Complaints")
    add_paper(item=item, actor=clerk, title="Complaints about the Commissioner", source="complaints-report")
    return meeting


def test_it_is_whole_and_tagged_in_a_pack_and_holds_nothing_private(reported, tmp_path):
    made = build(pack_plan(reported, "public"))

    words = " ".join(text_of(made.pdf).split())
    assert "As at " in words
    assert "To give members of the" in words
    assert "Matter 1 was not answered in time." in words
    assert words.count("Not yet written for the public") == 10
    assert "CANARY" not in words
    assert structure_problems(made.pdf) == []
    if JAVA is not None and jars():
        (tmp_path / "pack.pdf").write_bytes(made.pdf)
        assert broken_rules([tmp_path / "pack.pdf"]) == {"pack": []}


def test_it_is_frozen_when_the_agenda_goes_out(reported, clerk):  # noqa: F811  pytest hands fixtures over by their names
    published(reported, clerk)
    complaint = reported.area.complaints.get(reference="CC-2022-001")
    summary = complaint.summaries.get()

    summaries.withdraw_summary(summary=summary, version=summary.version, why="It said too much.", actor=clerk)

    paper = Paper.objects.select_related("current").get(source="complaints-report")
    assert paper.current.frozen_at is not None
    assert "Matter 1 was" in paper.current.text
