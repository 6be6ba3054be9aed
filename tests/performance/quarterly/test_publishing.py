"""What is missing before a report can be published, and what is everybody's afterwards."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from documents.models import Paper, Print
from documents.sources import draw
from interface import clock
from meetings.models import ItemPaper
from meetings.services import cancel_meeting, postpone_meeting
from performance.models import Observation, PlannedAction, TrendWord
from performance.services import reports
from performance.services.standing import analysis_of
from performance.services.trends import accept_trend
from tests.factories.meetings import AgendaItemFactory, AnnouncedMeetingFactory
from tests.factories.panels import BodyFactory
from tests.factories.performance import MeasureFactory, ObjectiveFactory, ReportFactory, StatedFigureFactory
from tests.performance.quarterly.conftest import END

PUBLIC = AnonymousUser()


@pytest.fixture
def report(area, body, measure, office):
    return reports.create_report(area=area, body=body, ended_on=END, actor=office)


@pytest.fixture
def ready(report, measure, objective, office):
    """A report in which nothing is missing."""
    reports.accept_proposed(report=report, actor=office)
    reports.add_comment(part=report.parts.get(), text="Robbery is stable.", actor=office)
    reports.add_planned_action(report=report, objective=objective, text="Patrol more", owner="Constabulary", actor=office)
    report.refresh_from_db()
    return report


def freeze(report, meeting, office):
    return reports.freeze_report(report=report, meeting=meeting, version=report.version, actor=office)


def missing(report, office):
    return [(one.task, one.blocks) for part in reports.readiness(report, office) for one in part.remarks]


def test_a_new_draft_lacks_trend_and_comment(report, office):
    assert missing(report, office) == [("trends", True), ("comments", True)]


def test_nothing_is_missing_once_they_are_there(ready, office):
    assert missing(ready, office) == []
    assert reports.in_the_way(reports.readiness(ready, office)) == []


def test_figures_that_do_not_reach_the_end_of_the_quarter_are_missing(ready, office):
    Observation.objects.filter(ended_on=END).delete()
    (remark,) = reports.readiness(ready, office)[0].of("data")
    assert remark.blocks
    assert "30 November 2021" in remark.words


def test_a_partial_last_month_does_not_reach_the_end(ready, office):
    Observation.objects.filter(ended_on=END).update(is_partial=True)
    assert ("data", True) in missing(ready, office)


def test_trends_of_measures_without_figures_are_not_accepted_for_the_analyst(report, objective, office):
    MeasureFactory(objective=objective)
    assert reports.accept_proposed(report=report, actor=office) == 1
    assert TrendWord.objects.count() == 1


def test_an_objective_that_is_not_published_is_in_the_way(ready, area, office):
    hidden = ObjectiveFactory(area=area, published_at=None)
    part = reports.put_part(report=ready, objective=hidden, actor=office)
    reports.say_nothing_to_comment(part=part, version=1, actor=office)
    assert ("objective", True) in missing(ready, office)


def test_an_objective_that_is_left_out_lacks_nothing(report, objective, office):
    reports.write_part(part=report.parts.get(), version=1, left_out_why="No survey was held.", actor=office)
    assert missing(report, office) == []
    assert reports.in_the_way(reports.readiness(report, office)) == ["The report tells of no objective. Add one"]


def test_an_action_without_update_and_a_stated_figure_that_differs_are_told_but_do_not_block(ready, objective, measure, office):
    action = PlannedAction.objects.get()
    reports.say_how_it_stands(action=action, report=ready, status="no-update", actor=office)
    StatedFigureFactory(objective=objective, measures=[measure], started_on=date(2021, 12, 1), ended_on=END, value=7)
    assert missing(ready, office) == [("actions", False), ("stated", False)]


def test_a_report_with_gaps_is_refused_with_every_gap(report, meeting, office):
    with pytest.raises(ValidationError) as refused:
        freeze(report, meeting, office)
    assert len(refused.value.messages) == 2
    assert all(words.startswith("Reduce robbery: ") for words in refused.value.messages)


def test_publishing_freezes_text_and_charts_and_prints_them(ready, meeting, office):
    frozen = freeze(ready, meeting, office)
    assert frozen.is_out
    assert "1.1 " in frozen.frozen_text
    assert "Robbery is stable." in frozen.frozen_text
    assert set(frozen.frozen_charts) == {"personal-robbery"}
    assert Print.objects.get().access == "public"


def test_what_changes_later_does_not_change_the_report(ready, meeting, measure, office):
    text = freeze(ready, meeting, office).frozen_text
    Observation.objects.update(value=1)
    accept_trend(measure=measure, ended_on=END, actor=office)
    ready.refresh_from_db()
    assert reports.read_report(ready).text == text


def test_publishing_gives_everybody_the_figures_until_the_end_of_the_quarter(ready, meeting, measure, office):
    assert analysis_of(measure, PUBLIC).points == ()
    freeze(ready, meeting, office)
    measure.refresh_from_db()
    assert measure.released_until == END
    assert analysis_of(measure, PUBLIC).last.ended_on == END


def test_figures_that_are_released_further_stay_so(ready, meeting, measure, office):
    type(measure).objects.update(released_until=date(2022, 2, 28))
    freeze(ready, meeting, office)
    measure.refresh_from_db()
    assert measure.released_until == date(2022, 2, 28)


def test_planned_actions_are_public_only_once_told(ready, meeting, office):
    assert not PlannedAction.objects.visible_to(PUBLIC).exists()
    freeze(ready, meeting, office)
    assert PlannedAction.objects.visible_to(PUBLIC).count() == 1


def test_a_published_report_is_written_no_more(ready, meeting, office):
    frozen = freeze(ready, meeting, office)
    for act in (
        lambda: reports.add_comment(part=frozen.parts.get(), text="Late.", actor=office),
        lambda: reports.delete_report(report=frozen, version=frozen.version, actor=office),
        lambda: reports.accept_proposed(report=frozen, actor=office),
        lambda: freeze(frozen, meeting, office),
    ):
        with pytest.raises(ValidationError) as refused:
            act()
        assert refused.value.code == "published"


def wrong_meetings(body):
    other = BodyFactory(area=body.area, slug="other", name="Other Panel")
    called_off = AnnouncedMeetingFactory(body=body, held_on=date(2022, 4, 7))
    cancel_meeting(meeting=called_off, actor=None, reason="Snow")
    called_off.refresh_from_db()
    with clock.stand_on(date(2021, 12, 1)):
        before = AnnouncedMeetingFactory(body=body, held_on=date(2021, 12, 9))
    return AnnouncedMeetingFactory(body=other), called_off, before


def test_the_meeting_is_a_later_one_of_the_body_that_takes_place(ready, body, office):
    for wrong in wrong_meetings(body):
        with pytest.raises(ValidationError) as refused:
            freeze(ready, wrong, office)
        assert "meeting" in refused.value.message_dict


def test_a_meeting_takes_one_report(ready, body, meeting, office):
    ReportFactory(body=body, meeting=meeting, slug="2021-09", started_on="2021-07-01", ended_on="2021-09-30", frozen=True)
    with pytest.raises(ValidationError) as refused:
        freeze(ready, meeting, office)
    assert "meeting" in refused.value.message_dict


# The agenda ------------------------------------------------------------------------------------------------------------------


def test_the_report_goes_on_the_item_that_names_it(ready, meeting, office):
    item = AgendaItemFactory(meeting=meeting, title="Performance report")
    AgendaItemFactory(meeting=meeting, title="Work programme")
    placed = reports.put_on_agenda(report=freeze(ready, meeting, office), actor=office)
    assert placed.item == item
    assert ItemPaper.objects.get().paper == placed.paper
    assert "Robbery is stable." in placed.paper.versions.latest("number").text


def test_a_report_that_no_item_names_waits_with_the_meeting(ready, meeting, office):
    AgendaItemFactory(meeting=meeting, title="Work programme")
    placed = reports.put_on_agenda(report=freeze(ready, meeting, office), actor=office)
    assert placed.item is None
    assert placed.paper.collection == meeting.slug


def test_a_live_paper_that_is_there_is_drawn_again(ready, meeting, office):
    item = AgendaItemFactory(meeting=meeting, title="Performance report")
    frozen = freeze(ready, meeting, office)
    first = reports.put_on_agenda(report=frozen, actor=office)
    again = reports.put_on_agenda(report=frozen, actor=office)
    assert (again.paper.pk, again.item) == (first.paper.pk, item)
    assert Paper.objects.count() == 1


def test_the_live_paper_is_the_frozen_report_of_that_meeting(ready, meeting, area, body, office):
    before = draw("performance-report", area=area, body=body, on=clock.today(), collection=meeting.slug)
    assert "not published" in before.text
    assert "Robbery is stable." not in before.text
    frozen = freeze(ready, meeting, office)
    drawn = draw("performance-report", area=area, body=body, on=clock.today(), collection=meeting.slug)
    assert (drawn.text, drawn.charts) == (frozen.frozen_text, frozen.frozen_charts)
    other = draw("performance-report", area=area, body=body, on=clock.today(), collection="2022-06-24-panel")
    assert "not published" in other.text


def test_the_report_goes_with_a_meeting_that_is_moved(ready, meeting, area, body, office):
    freeze(ready, meeting, office)
    postponed = postpone_meeting(meeting=meeting, actor=office, reason="Snow", held_on=date(2022, 3, 24), starts_at=None)
    drawn = draw("performance-report", area=area, body=body, on=clock.today(), collection=postponed.slug)
    assert "Robbery is stable." in drawn.text
