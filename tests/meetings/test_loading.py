import json

import pytest
from django.conf import settings

from accounts.choices import Role
from documents.models import Pack, Paper
from meetings.choices import MeetingStatus, RequestStatus
from meetings.models import Meeting
from meetings.services import loading
from meetings.services.loading import year
from panels.services import load_panel, load_rulebook, read_panel
from tests.factories.accounts import UserFactory
from tests.factories.panels import AppointmentFactory

FIXTURES = settings.BASE_DIR / "fixtures"
pytestmark = pytest.mark.django_db


WITH_REPORTS = ("Rural crime", "Answering emergency calls", "Public question time")


@pytest.fixture
def area():
    """Northshire with the people that its file asks for reports, and a Chair."""
    load_rulebook(json.loads((FIXTURES / "rulebook.json").read_text()))
    made = load_panel(read_panel(FIXTURES / "northshire"))
    for name in ("decisions", "performance", "complaints"):
        AppointmentFactory(area=made, role=f"office-{name}", user__email=f"{name}@office.example")
    AppointmentFactory(area=made, role=Role.CHAIR)
    AppointmentFactory(area=made, role=Role.PANEL_MEMBER, user__email="member@panel.example")
    return made


@pytest.fixture
def load(area):
    actor = UserFactory()
    return lambda: loading.load_year(loading.read_year(FIXTURES / "northshire"), area=area, actor=actor, tell=lambda words: None)


@pytest.fixture
def published(monkeypatch):
    """The meetings whose agendas go out, in place of publishing them; the first try is cut short."""
    asked = []

    def publish(row, meeting, actor, progress):
        asked.append(meeting)
        if len(asked) == 1:
            raise KeyboardInterrupt
        Meeting.objects.filter(pk=meeting.pk).update(status=MeetingStatus.PUBLISHED)

    monkeypatch.setattr(year, "_publish", publish)
    return asked


def test_a_load_that_was_cut_short_is_finished_by_the_next(load, published):
    with pytest.raises(KeyboardInterrupt):
        load()
    waiting = published.pop()
    published.append(None)

    assert (load(), load()) == (0, 0)
    assert published == [None, waiting]


def test_an_agenda_that_somebody_moved_on_is_left_alone(load, published):
    with pytest.raises(KeyboardInterrupt):
        load()
    Meeting.objects.filter(pk=published[0].pk).update(status=MeetingStatus.CANCELLED, status_reason="Snow")

    assert load() == 0
    assert len(published) == 1


def test_what_happens_after_the_agenda_is_loaded_too(area, settings, tmp_path):
    settings.STORES = {"public": tmp_path / "public", "restricted": tmp_path / "restricted"}
    rows = loading.read_year(FIXTURES / "northshire")
    rows["meetings"] = [row for row in rows["meetings"] if row["held_on"] == "2022-03-24"]
    rows["programme"], rows["meetings"][0]["questions"] = {}, []  # they name the other meetings
    rows["meetings"][0]["items"] = [item for item in rows["meetings"][0]["items"] if item["title"] in WITH_REPORTS]

    loading.load_year(rows, area=area, actor=UserFactory(), tell=lambda words: None)

    meeting = Meeting.objects.get(slug="2022-03-24-panel")
    taken_down = Paper.objects.get(title="Rural crime: what the force does")
    assert taken_down.withdrawn_at
    assert Paper.objects.get(title="Rural crime: what the force does (corrected)").replaces == taken_down
    assert [(one.number, one.status) for one in meeting.supplements.all()] == [(1, "published")]
    assert [one.status for one in meeting.paper_requests.all()] == [RequestStatus.ACCEPTED]
    main, supplement = (Pack.objects.get(part=part, status="published", edition="public") for part in (0, 1))
    assert supplement.manifest["first"] == main.manifest["last"] + 1
