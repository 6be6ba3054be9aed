import json

import pytest
from django.conf import settings

from meetings.choices import MeetingStatus
from meetings.models import Meeting
from meetings.services import loading
from panels.services import load_panel, load_rulebook, read_panel
from tests.factories.accounts import UserFactory

FIXTURES = settings.BASE_DIR / "fixtures"
pytestmark = pytest.mark.django_db


@pytest.fixture
def load():
    load_rulebook(json.loads((FIXTURES / "rulebook.json").read_text()))
    area, actor = load_panel(read_panel(FIXTURES / "northshire")), UserFactory()
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

    monkeypatch.setattr(loading, "_publish", publish)
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
