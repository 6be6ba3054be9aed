"""Why papers open late: said before the pack is built, printed in it, told on the page and stated in the minutes."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from interface import clock
from meetings import services
from meetings.services.lateness import lateness, say_why_late
from meetings.services.minutes import start_minutes
from meetings.services.minutes.reading import read_minutes
from meetings.services.pack_plans import pack_plan
from meetings.services.packs import build_packs
from panels.choices import RuleUnit
from panels.models import Rule
from tests.factories.meetings import ON_TIME

WORDS = "The Chair certifies that it is urgent: Storm. Agreed by A Chair, who chairs. (The Act, s.9; not yet verified)"


@pytest.fixture
def urgent_rule(db):
    facts = {"title": "Urgent business", "unit": RuleUnit.NONE, "provision": "The Act, s.9", "source": "none"}
    return Rule.objects.create(key="late-urgent", jurisdiction="england", in_force_from=date(2012, 11, 22), **facts)


def said(meeting, clerk, **but):
    facts = {"ground": "urgent", "reason": "Storm", "agreed_by": "A Chair"}
    return say_why_late(meeting=meeting, version=meeting.version, actor=clerk, **facts | but)


def front(meeting):
    return pack_plan(meeting, "public").opening({}, 0)[0].html


@pytest.mark.parametrize(
    ("but", "field"),
    [
        pytest.param({"ground": ""}, "late_ground", id="no ground"),
        pytest.param({"reason": " "}, "late_reason", id="no reason"),
        pytest.param({"agreed_by": ""}, "late_agreed_by", id="nobody certified"),
    ],
)
def test_say_why_late_refuses_what_is_missing(ready, clerk, but, field):
    with pytest.raises(ValidationError) as refused:
        said(ready, clerk, **but)

    ready.refresh_from_db()
    assert (list(refused.value.error_dict), ready.late_ground) == ([field], "")


def test_lateness_is_told_only_after_the_last_day(ready, clerk, urgent_rule):
    meeting = said(ready, clerk)

    with clock.stand_on(ON_TIME):
        assert (lateness(meeting), WORDS in front(meeting)) == (None, False)
    assert (lateness(meeting).words, WORDS in front(meeting)) == (WORDS, True)


def test_late_agenda_is_told_on_its_page_and_in_the_minutes(client, ready, clerk, urgent_rule):
    said(ready, clerk)
    build_packs(meeting=ready, actor=clerk)
    services.publish_agenda(meeting=ready, actor=clerk)
    ready.refresh_from_db()

    page = client.get(ready.get_absolute_url())
    with clock.stand_on(ready.held_on):
        minutes = start_minutes(meeting=ready, actor=clerk)

    assert page.context["late_words"] == WORDS
    assert read_minutes(minutes, private=False).late_lines == (WORDS,)
