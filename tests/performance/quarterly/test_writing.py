"""A quarterly report begins from the one before, is written while it is a draft, and then the database keeps it."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import AuditEntry
from performance.choices import ObjectiveKind, PlannedStatus
from performance.models import ActionStanding, PlannedAction, QuarterlyReport, ReportComment, ReportPart
from performance.services import reports
from tests.factories.performance import (
    ActionStandingFactory,
    CommentFactory,
    ObjectiveFactory,
    PartFactory,
    PlannedActionFactory,
    ReportFactory,
)
from tests.performance.quarterly.conftest import END

NEXT = date(2022, 3, 31)
PUBLIC = AnonymousUser()


@pytest.fixture
def report(area, body, objective, office):
    return reports.create_report(area=area, body=body, ended_on=END, actor=office)


def part_of(report, objective):
    return report.parts.get(objective=objective)


def test_a_first_report_has_the_national_and_local_objectives(area, body, objective, office):
    local = ObjectiveFactory(area=area, kind=ObjectiveKind.LOCAL, position=2)
    ObjectiveFactory(area=area, kind=ObjectiveKind.OVERSIGHT)
    ObjectiveFactory(area=area, ended_on=date(2021, 6, 30))
    report = reports.create_report(area=area, body=body, ended_on=END, actor=office)
    assert [part.objective for part in report.parts.order_by("position")] == [objective, local]
    assert (report.slug, report.started_on) == ("2021-12", date(2021, 10, 1))
    assert report.title == "Performance report, quarter ending December 2021"


@pytest.mark.parametrize("day", [date(2021, 12, 30), date(2021, 11, 30)])
def test_a_report_is_of_a_quarter(area, body, office, day):
    with pytest.raises(ValidationError) as refused:
        reports.create_report(area=area, body=body, ended_on=day, actor=office)
    assert "ended_on" in refused.value.message_dict


def test_a_quarter_has_one_report(area, body, report, office):
    with pytest.raises(ValidationError) as refused:
        reports.create_report(area=area, body=body, ended_on=END, actor=office)
    assert "ended_on" in refused.value.message_dict


def test_the_next_report_takes_over_objectives_words_and_planned_actions(area, body, report, objective, office):
    reports.write_part(part=part_of(report, objective), version=1, text="Own words.", actor=office)
    kept = reports.add_planned_action(report=report, objective=objective, text="Go on", actor=office)
    done = reports.add_planned_action(report=report, objective=objective, text="End", status="done", actor=office)
    reports.add_comment(part=part_of(report, objective), text="Not carried.", actor=office)
    new = ObjectiveFactory(area=area, position=9)
    following = reports.create_report(area=area, body=body, ended_on=NEXT, actor=office)
    assert [part.objective for part in following.parts.order_by("position")] == [objective, new]
    assert part_of(following, objective).text == "Own words."
    assert not ReportComment.objects.filter(part__report=following).exists()
    standing = following.standings.get()
    assert (standing.action, standing.status) == (kept, PlannedStatus.NO_UPDATE)
    assert done.standings.count() == 1


def test_a_report_of_an_earlier_quarter_carries_nothing_of_a_later_one(area, body, report, objective, office):
    reports.add_planned_action(report=report, objective=objective, text="Later", actor=office)
    earlier = reports.create_report(area=area, body=body, ended_on=date(2021, 9, 30), actor=office)
    assert not earlier.standings.exists()


def test_comments_are_ordered_taken_out_and_put_back(report, objective, office):
    part = part_of(report, objective)
    one, _two, three = (reports.add_comment(part=part, text=text, actor=office) for text in ("One.", "Two.", "Three."))
    reports.move_comment(comment=three, direction="up", actor=office)
    reports.remove_comment(comment=one, actor=office)
    assert [row.text for row in part.comments.kept()] == ["Three.", "Two."]
    reports.restore_comment(comment=one, actor=office)
    assert [row.text for row in part.comments.kept()] == ["One.", "Three.", "Two."]
    assert [row.position for row in part.comments.kept()] == [1, 2, 3]


def test_a_comment_loses_a_typed_number_and_must_have_words(report, objective, office):
    part = part_of(report, objective)
    assert reports.add_comment(part=part, text="3.4 Robbery fell.", actor=office).text == "Robbery fell."
    with pytest.raises(ValidationError) as refused:
        reports.add_comment(part=part, text="  ", actor=office)
    assert "text" in refused.value.message_dict


def test_nothing_to_comment_is_said_only_where_no_comment_stands(report, objective, office):
    part = reports.say_nothing_to_comment(part=part_of(report, objective), version=1, actor=office)
    comment = reports.add_comment(part=part, text="After all.", actor=office)
    part.refresh_from_db()
    assert not part.has_no_comment
    with pytest.raises(ValidationError):
        reports.say_nothing_to_comment(part=part, version=part.version, actor=office)
    reports.remove_comment(comment=comment, actor=office)
    part.refresh_from_db()
    assert reports.say_nothing_to_comment(part=part, version=part.version, actor=office).has_no_comment


def test_a_stale_save_is_refused(report, objective, office):
    part = part_of(report, objective)
    reports.write_part(part=part, version=1, text="Theirs.", actor=office)
    with pytest.raises(ValidationError) as refused:
        reports.write_part(part=part, version=1, text="Mine.", actor=office)
    assert refused.value.code == "stale"


def test_planned_actions_keep_their_number_and_have_a_place(report, objective, office):
    first, second = (
        reports.add_planned_action(report=report, objective=objective, text=text, actor=office) for text in ("First", "Second")
    )
    reports.move_planned_action(action=second, report=report, direction="up", actor=office)
    assert [row.text for row in PlannedAction.objects.order_by("position")] == ["Second", "First"]
    reports.remove_planned_action(action=first, report=report, actor=office)
    third = reports.add_planned_action(report=report, objective=objective, text="Third", actor=office)
    assert (first.number, second.number, third.number) == (1, 2, 3)
    reports.restore_planned_action(action=first, report=report, actor=office)
    assert PlannedAction.objects.kept().count() == 3


def test_a_dropped_action_says_why(report, objective, office):
    action = reports.add_planned_action(report=report, objective=objective, text="Do it", actor=office)
    with pytest.raises(ValidationError) as refused:
        reports.say_how_it_stands(action=action, report=report, status="dropped", actor=office)
    assert "note" in refused.value.message_dict
    standing = reports.say_how_it_stands(action=action, report=report, status="dropped", note="No money.", actor=office)
    assert (standing.status, standing.note) == ("dropped", "No money.")


def test_an_action_is_due_on_a_day_or_in_words(report, objective, office):
    with pytest.raises(ValidationError) as refused:
        reports.add_planned_action(
            report=report, objective=objective, text="Do it", due_on=NEXT, due_words="spring", actor=office
        )
    assert "due_words" in refused.value.message_dict


def frozen_before(report):
    """The published report of the quarter before."""
    return ReportFactory(body=report.body, slug="2021-09", started_on=date(2021, 7, 1), ended_on=date(2021, 9, 30), frozen=True)


def test_an_action_that_a_published_report_told_of_is_dropped_not_taken_out(report, objective, office):
    told = PlannedActionFactory(objective=objective, area=report.area)
    ActionStandingFactory(report=frozen_before(report), action=told)
    with pytest.raises(ValidationError) as refused:
        reports.remove_planned_action(action=told, report=report, actor=office)
    assert refused.value.code == "told"


def test_a_draft_goes_with_the_actions_first_written_in_it(report, objective, office):
    mine = reports.add_planned_action(report=report, objective=objective, text="Mine", actor=office)
    older = PlannedActionFactory(objective=objective, area=report.area)
    ActionStandingFactory(report=report, action=older)
    ActionStandingFactory(report=ReportFactory(body=report.body, slug="2021-09", ended_on=date(2021, 9, 30),
                                               started_on=date(2021, 7, 1)), action=older)  # fmt: skip
    report.refresh_from_db()
    reports.delete_report(report=report, version=report.version, actor=office)
    assert not QuarterlyReport.objects.filter(pk=report.pk).exists()
    assert list(PlannedAction.objects.values_list("pk", flat=True)) == [older.pk] != [mine.pk]


def test_the_trail_tells_of_acts_without_their_words(report, objective, office):
    reports.add_comment(part=part_of(report, objective), text="Secret words.", actor=office)
    reports.add_planned_action(report=report, objective=objective, text="Secret plan", owner="Ann Owner", actor=office)
    rows = AuditEntry.objects.filter(action__startswith="performance.")
    assert [row.action for row in rows.order_by("sequence")] == [
        "performance.report_begun", "performance.report_comment_added", "performance.planned_action_added",
    ]  # fmt: skip
    assert not any("Secret" in str(row.detail) or "Ann" in str(row.detail) for row in rows)


CHANGES = {
    "report": lambda rows: QuarterlyReport.objects.filter(pk=rows["report"].pk).update(frozen_text="Other."),
    "report gone": lambda rows: QuarterlyReport.objects.filter(pk=rows["report"].pk)._raw_delete("default"),
    "part": lambda rows: ReportPart.objects.update(text="Other."),
    "comment": lambda rows: ReportComment.objects.update(text="Other."),
    "comment gone": lambda rows: ReportComment.objects.all()._raw_delete("default"),
    "standing": lambda rows: ActionStanding.objects.update(note="Other."),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_database_keeps_a_published_report_as_it_was(body, change):
    report = ReportFactory(body=body, frozen=True)
    rows = {"report": report, "comment": CommentFactory(part=PartFactory(report=report))}
    ActionStandingFactory(report=report)
    with pytest.raises(IntegrityError), transaction.atomic():
        CHANGES[change](rows)


@pytest.mark.parametrize("change", ["report", "part", "comment", "standing"])
def test_the_database_lets_a_draft_change(body, change):
    report = ReportFactory(body=body)
    rows = {"report": report, "comment": CommentFactory(part=PartFactory(report=report))}
    ActionStandingFactory(report=report)
    assert CHANGES[change](rows) == 1


def test_a_published_report_still_counts_its_saves(body):
    report = ReportFactory(body=body, frozen=True)
    assert QuarterlyReport.objects.filter(pk=report.pk).update(version=2) == 1


def test_the_words_of_a_promise_that_was_told_stay_but_its_day_may_move(report, objective, office):
    action = PlannedActionFactory(objective=objective, area=report.area, text="Told words")
    ActionStandingFactory(report=frozen_before(report), action=action)
    with pytest.raises(ValidationError) as refused:
        reports.change_planned_action(action=action, report=report, version=1, text="Other words", actor=office)
    assert "text" in refused.value.message_dict
    moved = reports.change_planned_action(action=action, report=report, version=1, due_on=NEXT, actor=office)
    assert (moved.text, moved.due_on) == ("Told words", NEXT)


def test_what_was_promised_for_an_objective_that_a_report_leaves_out_is_not_told(body, objective):
    report = ReportFactory(body=body, frozen=True)
    PartFactory(report=report, objective=objective, left_out_why="No survey was held.")
    standing = ActionStandingFactory(report=report, action__objective=objective, note="Draft words")
    assert not PlannedAction.objects.visible_to(PUBLIC).exists()
    assert not ActionStanding.objects.visible_to(PUBLIC).exists()
    ActionStandingFactory(report=ReportFactory(body=body, slug="2022-03", frozen=True), action=standing.action)
    assert PlannedAction.objects.visible_to(PUBLIC).get() == standing.action
