"""The complaints of the fictional area: whole, once, with the faults of a printed register, and with nobody's real name."""

import json
import re

import pytest
from django.conf import settings

from complaints.choices import ComplaintStatus, LetterKind, LetterStatus
from complaints.models import Complaint, Letter, RegisterImport
from complaints.services.loading import load_complaints, read_complaints
from complaints.services.replaying import replayed_status
from interface import clock
from panels.services import load_panel, load_rulebook, read_panel
from tests.factories.panels import AppointmentFactory

FIXTURES = settings.BASE_DIR / "fixtures"
FOLDER = FIXTURES / "northshire"
FILES = ("complaints.json", "complaints-register.csv")
ROLES = ("office-complaints", "lead-officer", "clerk")
NAMES_A_PERSON = {"name", "commissioner_name", "signed_by", "lead", "report_of", "person"}
# Words of offices and councils, which stand where people are named
OF_AN_OFFICE = frozenset(
    [
        "Chief",
        "City",
        "Commissioner",
        "Constable",
        "Council",
        "County",
        "Crime",
        "Executive",
        "Finance",
        "Officer",
        "Panel",
        "Police",
        "Staff",
    ]
)
NAME = re.compile(r"\b[A-Z][a-z’']+ (?:[A-Z][a-z’']+-?)+\b")


@pytest.fixture
def area(db, settings, tmp_path):
    settings.STORES = {"public": tmp_path / "public", "restricted": tmp_path / "restricted"}
    load_rulebook(json.loads((FIXTURES / "rulebook.json").read_text()))
    with clock.stand_on(clock.today().replace(year=2022, month=3, day=10)):
        yield load_panel(read_panel(FOLDER))


@pytest.fixture
def people(area):
    return {role: AppointmentFactory(area=area, role=role, user__email=f"{role}@demo.example").user for role in ROLES}


def test_the_register_has_the_faults_of_a_printed_one_and_loads_once(area, people):
    rows = read_complaints(FOLDER)

    made = [load_complaints(rows, folder=FOLDER, area=area, people=people) for _time in range(2)]

    assert made[1] == 0
    printed = Complaint.objects.filter(imported__isnull=False).order_by("printed_order")
    assert [one.printed_label for one in printed] == ["70", "", "72", "73", "74", "74", "77"]
    assert [one.office_holder.name for one in printed] == ["Eleanor Marsh"] * 5 + ["Gareth Pellow"] * 2
    assert [one.status for one in printed] == [ComplaintStatus.CLOSED] * 6 + [ComplaintStatus.RECORDED]
    told = " ".join(fault["words"] for fault in RegisterImport.objects.get().report)
    assert all(number in told for number in ("71", "73", "74", "75", "76"))
    assert RegisterImport.objects.get().headed_on.isoformat() == "2022-01-14"


def test_complaints_stand_where_the_law_has_brought_them(area, people):
    load_complaints(read_complaints(FOLDER), folder=FOLDER, area=area, people=people)

    logged = {one.line: one for one in Complaint.objects.filter(imported__isnull=True)}
    assert [one.status for one in logged.values()]
    assert {one.status for one in logged.values()} == {
        ComplaintStatus.CLOSED,
        ComplaintStatus.IN_RESOLUTION,
        ComplaintStatus.WITH_IOPC,
        ComplaintStatus.RECEIVED,
    }
    assert all(replayed_status(one) == one.status for one in logged.values())
    assert Letter.objects.filter(kind=LetterKind.REFERRED, status=LetterStatus.ISSUED).count() == 2
    assert Complaint.objects.with_public_summary().count() == 8


def test_no_real_persons_name_is_in_the_complaints():
    """Real people are those whom the papers of the real area name; the fictional area shares nobody with them."""
    real = _real_names()
    words = " ".join((FOLDER / name).read_text() for name in FILES)

    assert len(real) > 25
    assert {name for name in real if name.lower() in words.lower()} == set()
    assert "Mark Shelford" in real  # else the search would find nothing


def _real_names() -> set[str]:
    found: set[str] = set()
    for path in sorted((FIXTURES / "avon-and-somerset").glob("*.json")):
        _gather(json.loads(path.read_text()), found)
    return {name for name in found if not OF_AN_OFFICE & set(name.split())}


def _gather(value, found: set[str]) -> None:
    """Every full name in what names a person, whatever stands around it."""
    if isinstance(value, list):
        for one in value:
            _gather(one, found)
    elif isinstance(value, dict):
        for key, one in value.items():
            if key in NAMES_A_PERSON and isinstance(one, str):
                found.update(NAME.findall(one))
            _gather(one, found)
