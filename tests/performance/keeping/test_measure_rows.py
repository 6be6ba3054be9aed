"""Breaks, targets and benchmarks of a measure, its trend, and single figures."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from accounts.models import AuditEntry
from performance.models import Benchmark, Observation, Revision, SeriesBreak, Target, TrendWord
from performance.services import figures_by_hand, measure_rows
from performance.services.standing import analysis_of
from tests.performance.keeping.pages import fresh, parts, send, url, words


def rows_of(measure):
    return Observation.objects.filter(series__measure=measure).order_by("started_on")


def test_break_splits_the_limits_and_comes_back(client, measure, analyst):
    client.force_login(analyst)
    day = parts("on", date(2020, 7, 1))
    assert send(client, url("break-create", measure.slug), title="New rules", **day)["Location"].endswith("keep/#breaks")
    row = SeriesBreak.objects.get()
    assert len(analysis_of(measure, analyst).limits) == 2
    send(client, url("break-update", measure.slug, row.number), splits="")
    assert len(analysis_of(measure, analyst).limits) == 1
    send(client, url("break-remove", measure.slug, row.number))
    assert analysis_of(measure, analyst).breaks == ()
    assert "Breaks taken out" in words(client.get(url("measure-keep", measure.slug)))
    send(client, url("break-restore", measure.slug, row.number))
    assert analysis_of(measure, analyst).breaks[0].title == "New rules"


def test_two_breaks_do_not_share_a_day(measure):
    facts = {"measure": measure, "actor": None, "on": date(2020, 7, 1)}
    one = measure_rows.add_break(title="A", **facts)
    with pytest.raises(ValidationError):
        measure_rows.add_break(title="B", **facts)
    measure_rows.remove_row(row=one, version=1, actor=None)
    assert measure_rows.add_break(title="B", **facts).number == 2
    with pytest.raises(ValidationError):
        measure_rows.restore_row(row=one, version=2, actor=None)


def test_target_is_kept_and_stands_in_the_analysis(client, measure, analyst):
    client.force_login(analyst)
    send(client, url("target-create", measure.slug), value="3291", source="Home Office", **parts("by_on", date(2023, 3, 31)))
    row = Target.objects.get()
    assert analysis_of(measure, analyst).targets == ((date(2023, 3, 31), 3291.0),)
    assert client.get(url("target-update", measure.slug, row.number)).context["form"]["value"].value() == "3291"
    send(client, url("target-update", measure.slug, row.number), value="3,291x")
    assert fresh(row).value == 3291
    send(client, url("target-remove", measure.slug, row.number))
    assert analysis_of(measure, analyst).targets == ()
    send(client, url("target-restore", measure.slug, row.number))
    assert [entry.action for entry in AuditEntry.objects.order_by("pk")] == [
        "performance.target_added", "performance.target_removed", "performance.target_restored",
    ]  # fmt: skip


def test_benchmark_stands_beside_the_figures_until_it_is_taken_out(client, measure, analyst):
    client.force_login(analyst)
    typed = {"rank": "4", "size": "8", "position": "below", "source": "Digest"}
    send(client, url("benchmark-create", measure.slug), **typed, **parts("ended_on", date(2021, 12, 31)))
    assert (analysis_of(measure, analyst).place.rank, analysis_of(measure, analyst).place.size) == (4, 8)
    send(client, url("benchmark-update", measure.slug, "2021-12-31"), rank="5")
    assert "5th of 8 (below the average of the group)" in words(client.get(url("measure-keep", measure.slug)))
    send(client, url("benchmark-delete", measure.slug, "2021-12-31"))
    assert (Benchmark.objects.count(), analysis_of(measure, analyst).place.rank) == (0, None)
    assert client.get(url("benchmark-update", measure.slug, "some-day")).status_code == 404


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"rank": 9, "size": 8}, "rank"), ({"rank": 3}, "size"), ({"size": 8}, "rank"), ({}, "rank"),
     ({"rank": 1, "size": 8, "ended_on": date(2021, 9, 30)}, "ended_on")],
)  # fmt: skip
def test_benchmark_that_cannot_be_is_refused_by_field(measure, facts, field):
    measure_rows.add_benchmark(measure=measure, actor=None, ended_on=date(2021, 9, 30), words="Similar")
    with pytest.raises(ValidationError) as refusal:
        measure_rows.add_benchmark(**{"measure": measure, "actor": None, "ended_on": date(2021, 12, 31)} | facts)
    assert list(refusal.value.message_dict) == [field]
    assert Benchmark.objects.count() == 1


# The trend ------------------------------------------------------------------------------------------------------------


def test_analyst_accepts_the_trend_or_sets_another_word_with_a_reason(client, measure, analyst):
    client.force_login(analyst)
    page = url("trend-set", measure.slug)
    send(client, page)
    assert TrendWord.objects.get().is_overridden is False
    refused = send(client, page, word="increasing", reason="")
    assert refused.context["form"].errors == {"reason": ["Say why you set another word than the figures give"]}
    send(client, page, word="increasing", reason="Two months are late.")
    row = TrendWord.objects.get()
    assert (row.word, row.reason, row.ended_on) == ("increasing", "Two months are late.", date(2021, 12, 31))
    assert "Increasing, set for 31 Dec 2021 instead of what the figures give" in words(
        client.get(url("measure-keep", measure.slug))
    )
    send(client, url("trend-clear", measure.slug))
    assert analysis_of(measure, analyst).trend.is_accepted is False


def test_word_set_meanwhile_is_not_written_over(client, measure, analyst):
    client.force_login(analyst)
    page = url("trend-set", measure.slug)
    form = client.get(page).context["form"]
    send(client, page)
    sent = {"token": form["token"].value(), "version": 0, "word": "reducing", "reason": "No."}
    assert client.post(page, sent).context["form"].non_field_errors()
    assert TrendWord.objects.get().word == "stable"


def test_trend_of_no_figures_is_not_found(client, area, measure, analyst):
    rows_of(measure).delete()
    client.force_login(analyst)
    assert client.get(url("trend-set", measure.slug)).status_code == 404
    assert "not known: it has no figures" in words(client.get(url("measure-keep", measure.slug)))


# A figure ---------------------------------------------------------------------------------------------------------------


def figure_page(row):
    return url("figure-update", row.series.measure.slug, row.series.force.slug, row.started_on.isoformat())


def test_figure_is_revised_with_what_it_was_beside_it(client, measure, analyst):
    row, before = rows_of(measure).last(), rows_of(measure).last().value
    client.force_login(analyst)
    assert send(client, figure_page(row), value="1204", why="Two were counted twice.")["Location"].endswith("#figures")
    now, old = fresh(row), Revision.objects.get()
    assert (now.value, now.state, now.entered_by) == (1204, "revised", analyst)
    assert (old.value, old.state, old.replaced_by, old.why) == (before, "final", analyst, "Two were counted twice.")
    assert analysis_of(measure, analyst).last.value == 1204
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.detail["started_on"]) == ("performance.figure_revised", "2021-12-01")
    assert "why" not in entry.detail


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"value": Decimal("1.5")}, "value"),
        ({"value": Decimal(-1)}, "value"),
        ({"why": " "}, "why"),
        ({"counted_until": date(2021, 11, 30)}, "counted_until"),
        ({"counted_until": date(2021, 12, 31)}, "counted_until"),
    ],
)
def test_figure_that_cannot_be_is_refused_by_field(measure, facts, field):
    row = rows_of(measure).last()
    with pytest.raises(ValidationError) as refusal:
        figures_by_hand.revise_figure(
            **{"observation": row, "was": row.value, "value": Decimal(1), "why": "So.", "actor": None} | facts
        )
    assert list(refusal.value.message_dict) == [field]
    assert (fresh(row).value, Revision.objects.count()) == (row.value, 0)


def revise(row, **facts):
    facts = {"was": row.value, "value": row.value, "why": "So.", "actor": None} | facts
    return figures_by_hand.revise_figure(observation=row, **facts)


def test_newer_figure_is_not_written_over(measure):
    row = rows_of(measure).last()
    revise(row, value=Decimal(1))
    with pytest.raises(ValidationError) as refusal:
        revise(row, value=Decimal(2))
    assert (refusal.value.code, fresh(row).value) == ("stale", 1)


def test_period_that_was_not_over_is_counted_to_its_end_and_is_no_revision(measure):
    row = rows_of(measure).last()
    row = revise(row, counted_until=date(2021, 12, 6), is_provisional=True)
    assert (row.is_partial, row.ended_on, row.state) == (True, date(2021, 12, 6), "provisional")
    row = revise(row, value=Decimal(130))
    assert (row.is_partial, row.ended_on, row.state) == (False, date(2021, 12, 31), "final")
    assert Revision.objects.count() == 2


def test_nothing_changed_is_refused(measure):
    with pytest.raises(ValidationError) as refusal:
        revise(rows_of(measure).last())
    assert refusal.value.code == "same"


def test_page_of_figures_asks_as_much_for_many_as_for_few(client, measure, analyst, django_assert_num_queries):
    client.force_login(analyst)
    page = url("measure-keep", measure.slug)
    client.get(page)
    rows_of(measure).filter(started_on__lt=date(2021, 12, 1)).update(value=1)
    with django_assert_num_queries(COUNT := _counted(client, page)):
        client.get(page)
    rows_of(measure).filter(started_on__lt=date(2021, 11, 1)).delete()
    assert _counted(client, page) == COUNT


def _counted(client, page):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        client.get(page)
    return len(asked)
