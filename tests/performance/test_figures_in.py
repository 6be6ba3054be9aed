"""Figures that come in files: the layouts that are read, what is kept of what was, all or nothing, and only once."""

import threading
from datetime import date

import pytest
import tablib
from django.core.exceptions import ValidationError
from django.db import connection
from import_export.formats.base_formats import ODS

from accounts.choices import Role
from accounts.models import AuditEntry
from jobs.models import Job
from jobs.services import Cancelled
from meetings.views.listing import FORMATS
from performance.choices import Layout
from performance.models import FiguresUpload, Observation, Revision, Series, Standing
from performance.resources import ObservationResource, figures_for_export
from performance.rules.layouts import Reading
from performance.services import figures_in
from tests.factories.panels import AppointmentFactory
from tests.factories.performance import ForceFactory, MeasureFactory, SeriesFactory, months
from tests.performance.figure_files import as_csv, as_xlsx, brought_in, sent, told, worked

ROWS = as_csv(("Robbery", "Oct 2021", "50"), ("Robbery", "Nov 2021", "51"), ("Robbery", "Dec 2021", "52"))


@pytest.fixture
def measure(db):
    made = MeasureFactory(title="Robbery", slug="robbery")
    ForceFactory(area=made.area)
    return made


@pytest.fixture
def analyst(measure):
    return AppointmentFactory(area=measure.area, role=Role.OFFICE_PERFORMANCE).user


def held(**facts):
    rows = Observation.objects.filter(**facts).order_by("series__measure__slug", "series__force__slug", "started_on")
    names = ("series__measure__slug", "series__force__slug", "started_on", "ended_on", "value", "state", "is_partial")
    return list(rows.values_list(*names))


# Layouts


def as_ods(*rows):
    return ODS().export_data(tablib.Dataset(*[list(row) for row in rows[1:]], headers=list(rows[0])))


@pytest.mark.parametrize("fmt", ["csv", "xlsx", "ods"])
def test_the_long_table_goes_out_and_comes_back_the_same(measure, analyst, fmt):
    level = MeasureFactory(objective=measure.objective, slug="satisfied", title="=Satisfied", basis="level", unit="percent")
    other = ForceFactory(area=None, slug="kent", name="Kent Police")
    months(SeriesFactory(measure=measure), [50, 51, 52])
    months(SeriesFactory(measure=measure, force=other), [70, 71], state="provisional")
    months(SeriesFactory(measure=level), ["71.5", "72.0625"], state="revised")
    Observation.objects.filter(value=52).update(is_partial=True)
    rows = figures_for_export(analyst, measure.area)
    data = FORMATS[fmt]().export_data(ObservationResource().export(rows))
    data = data.encode() if isinstance(data, str) else data
    before = held()

    assert brought_in(measure.area, analyst, data, f"a.{fmt}").same == 7
    Observation.objects.all().delete()
    Series.objects.all().delete()
    assert brought_in(measure.area, analyst, data, f"a.{fmt}").made == 7
    assert held() == before


@pytest.mark.parametrize("make", [as_csv, as_xlsx, lambda *rows, heads: as_ods(heads, *rows)])
def test_a_wide_table_has_measures_down_and_months_across(measure, analyst, make):
    MeasureFactory(objective=measure.objective, title="Burglary", slug="burglary")
    data = make(("Robbery", 50, 51, 101), ("Burglary", 7, "", 7), heads=("Measure", "Nov 2021", "Dec 2021", "Total"))
    name = "a.csv" if make is as_csv else "a.xlsx" if make is as_xlsx else "a.ods"

    brought_in(measure.area, analyst, data, name)
    assert [(row[0], row[2].month, row[4]) for row in held()] == [("burglary", 11, 7), ("robbery", 11, 50), ("robbery", 12, 51)]


@pytest.mark.parametrize("word", ["Devon and Cornwall", "Devon & Cornwall", "devon-and-cornwall", "Devon and Cornwall Police"])
def test_a_force_is_known_by_its_name_with_and_without_police(measure, analyst, word):
    ForceFactory(area=None, slug="devon-and-cornwall", name="Devon and Cornwall Police")
    brought_in(measure.area, analyst, as_csv(("Robbery", word, "Dec 2021", 9), heads=("Measure", "Force", "Period", "Figure")))
    assert [row[1] for row in held()] == ["devon-and-cornwall"]


def test_a_published_table_with_notes_above_its_headings_is_read_in_a_kept_layout(measure, analyst):
    ForceFactory(area=None, slug="kent", name="Kent")
    reading = Reading(
        columns={"measure": ("Offence group",), "force": ("Force name",), "period": ("Financial quarter",),
                 "year": ("Financial year",), "value": ("Number of offences",)},
        measures={"Robbery of the person": "robbery"}, forces={"Ours": measure.area.force.slug}, left_out=("England",),
        only_known=False, state="provisional",
    )  # fmt: skip
    type(measure).objects.update(frequency="quarter")
    mapping = figures_in.create_layout(area=measure.area, title="Home Office", reading=reading, actor=analyst)
    data = as_ods(
        ("Recorded crime by force", "", "", "", ""), ("This sheet has notes [note 1]", "", "", "", ""), ("", "", "", "", ""),
        ("Force name", "Financial year", "Financial quarter", "Offence group [note 2]", "Number of offences"),
        ("Ours", "2021/22", "Q3", "Robbery of the person", 150), ("Kent", "2021/22", "Q3", "Robbery", 90),
        ("England", "2021/22", "Q3", "Robbery", 9000), ("Source: Home Office", "", "", "", ""),
    )  # fmt: skip

    upload = brought_in(measure.area, analyst, data, "a.ods", mapping)
    assert (upload.made, {row[4] for row in held()}, {row[5] for row in held()}) == (2, {150, 90}, {"provisional"})
    assert {(row[2], row[3]) for row in held()} == {(date(2021, 10, 1), date(2021, 12, 31))}


def test_a_sheet_behind_others_and_one_measure_of_every_force_are_read_in_a_layout(measure, analyst):
    ForceFactory(area=None, slug="kent", name="Kent")

    def behind(book):
        sheet = book.create_sheet("Table 2")
        for row in (("Robbery by force",), ("Force", "Nov 2021", "Dec 2021"), ("Kent", 5, 6), ("Total", 50, 60)):
            sheet.append(row)

    reading = Reading(layout=Layout.WIDE, sheet="table 2", columns={"force": ("Force",)}, measure="robbery", only_known=True)
    mapping = figures_in.create_layout(area=measure.area, title="By force", reading=reading, actor=analyst)
    brought_in(measure.area, analyst, as_xlsx(("Cover",), heads=None, change=behind), "a.xlsx", mapping)
    assert [(row[1], row[4]) for row in held()] == [("kent", 5), ("kent", 6)]


def test_a_reading_is_the_same_after_it_was_kept():
    reading = Reading(sheet="A", measures={"x": "y"}, left_out=("z",), only_known=True, short_years=True)
    assert Reading.of_json(reading.as_json()) == reading


# What is kept


def test_the_same_file_twice_changes_nothing_and_says_so(measure, analyst):
    brought_in(measure.area, analyst, ROWS)
    before, entries = held(), Standing.objects.values_list("made_at", flat=True)
    stood = list(entries)
    again = sent(measure.area, analyst, ROWS)

    assert (again.status, again.made, again.revised, again.same) == ("done", 0, 0, 3)
    assert (held(), list(entries), Revision.objects.count()) == (before, stood, 0)


def test_a_figure_that_changes_keeps_what_it_was_by_whom_and_why(measure, analyst):
    brought_in(measure.area, analyst, ROWS)
    upload = sent(measure.area, analyst, ROWS.replace(b"52", b"54"))
    assert any(why.endswith("52 becomes 54") for _row, _column, why in told(upload.notices))
    figures_in.accept_figures(upload=upload, version=upload.version, why="Late returns", actor=analyst)
    worked(upload)

    was = Revision.objects.get()
    assert (was.value, was.state, was.why, was.replaced_by, was.upload) == (52, "final", "Late returns", analyst, upload)
    assert (was.observation.value, was.observation.state, was.entered_by) == (54, "revised", analyst)


def test_a_partial_period_that_ends_is_no_revision_of_a_final_figure(measure, analyst):
    brought_in(measure.area, analyst, as_csv(("Robbery", "December 2021 (up to 06/12)", "9")))
    assert held()[0][3:] == (date(2021, 12, 6), 9, "final", True)
    brought_in(measure.area, analyst, as_csv(("Robbery", "December 2021", "50")))
    assert held()[0][3:] == (date(2021, 12, 31), 50, "final", False)
    assert Revision.objects.get().is_partial


def test_a_state_that_the_file_gives_is_kept_and_stays(measure, analyst):
    data = as_csv(("Robbery", "Dec 2021", "9", "Provisional"), heads=("Measure", "Period", "Figure", "State"))
    brought_in(measure.area, analyst, data)
    assert (held()[0][5], sent(measure.area, analyst, data).same) == ("provisional", 1)
    assert sent(measure.area, analyst, as_csv(("Robbery", "Dec 2021", "9"))).same == 1


def test_figures_make_the_standings_of_their_measures_anew(measure, analyst):
    brought_in(measure.area, analyst, ROWS)
    data = Standing.objects.get(measure=measure, audience="office").data
    assert [point["value"] for point in data["points"]] == [50, 51, 52]


def test_the_trail_tells_what_was_done_without_the_name_of_the_file(measure, analyst):
    brought_in(measure.area, analyst, ROWS, "private name.csv")
    entries = AuditEntry.objects.filter(action__startswith="performance.figures").order_by("pk")
    assert [one.action.rpartition("_")[2] for one in entries] == ["sent", "read", "accepted", "done"]
    assert not [one for one in entries if "private" in str(one.detail)]


# What is told


def test_a_figure_outside_the_natural_limits_is_told_and_one_inside_is_not(measure, analyst):
    months(SeriesFactory(measure=measure), [100, 104, 98, 101, 103, 99, 102, 97, 100, 105, 99, 101] * 2, until=date(2021, 11, 1))
    brought_in(measure.area, analyst, as_csv(("Robbery", "Nov 2021", "100"), ("Robbery", "Dec 2021", "103")))
    upload = sent(measure.area, analyst, as_csv(("Robbery", "Dec 2021", "104"), ("Robbery", "Jan 2022", "300")))
    assert [row for row, _column, why in told(upload.notices) if "natural limits" in why] == [3]


def test_a_figure_ten_times_the_one_before_is_told_where_there_are_no_limits(measure, analyst):
    rows = as_csv(("Robbery", "Nov 2021", "51"), ("Robbery", "Dec 2021", "512"))
    assert [row for row, _c, why in told(sent(measure.area, analyst, rows).notices) if "far from the figure" in why] == [3]


def test_what_everybody_reads_at_once_is_told(measure, analyst):
    upload = sent(measure.area, analyst, as_csv(("Robbery", "Dec 2021", "51"), ("Robbery", "Jan 2022", "52")))
    assert "1 figure is of a period that is" in [why[:31] for _row, _column, why in told(upload.notices)]


def test_what_is_new_is_told_of_each_measure(measure, analyst):
    upload = sent(measure.area, analyst, as_csv(("Robbery", "Dec 2021", "51"), ("Robbery", "Jan 2022", "52")))
    assert any("2 new figures, 1 Dec 2021 to 31 Jan 2022" in why for _row, _column, why in told(upload.notices))


# All or nothing, at any size


def many(wrong=()):
    """10,000 rows of ten measures, some of them wrong."""
    rows = []
    for number in range(10_000):
        month, year = number // 10 % 12 + 1, 1921 + number // 120
        value = "many" if number in wrong else str(100 + number % 7)
        rows.append((f"Measure {number % 10}", f"{year}-{month:02}", value))
    return as_csv(*rows)


@pytest.fixture
def ten(measure):
    return [MeasureFactory(objective=measure.objective, title=f"Measure {number}", slug=f"m-{number}") for number in range(10)]


def test_ten_thousand_rows_with_three_wrong_bring_in_nothing(measure, analyst, ten):
    upload = sent(measure.area, analyst, many(wrong={5, 4_999, 9_998}))
    assert [(row, column) for row, column, _why in told(upload.problems)] == [(7, "C"), (5_001, "C"), (10_000, "C")]
    assert (upload.status, Observation.objects.exists()) == ("refused", False)


def test_ten_thousand_rows_come_in(measure, analyst, ten):
    upload = sent(measure.area, analyst, many())
    assert (upload.status, upload.made) == ("read", 10_000)
    figures_in.accept_figures(upload=upload, version=upload.version, actor=analyst)
    assert worked(upload).status == "done"
    assert Observation.objects.count() == 10_000
    assert Job.objects.get(name=figures_in.BRING_IN_JOB).result["made"] == 10_000


def test_work_tells_how_far_it_is(measure, analyst):
    said = []
    upload = figures_in.send_figures(area=measure.area, name="a.csv", data=ROWS, actor=analyst)
    figures_in.look_through(upload=upload, progress=lambda *words: said.append(words))
    assert said == [("Reading the file", 0, 0), ("Comparing with what the portal holds", 3, 3)]


def test_bringing_in_asks_the_database_no_more_often_for_many_rows(measure, analyst, django_assert_max_num_queries):
    months(SeriesFactory(measure=measure), [1] * 100)
    rows = [("Robbery", f"{2013 + number // 12}-{number % 12 + 1:02}", "5") for number in range(100)]
    upload = sent(measure.area, analyst, as_csv(*rows))
    figures_in.accept_figures(upload=upload, version=upload.version, why="Late", actor=analyst)
    with django_assert_max_num_queries(70):
        figures_in.bring_in(upload=upload, progress=lambda stage, done, total: None)


def test_what_goes_wrong_at_the_end_leaves_nothing(measure, analyst, monkeypatch):
    upload = sent(measure.area, analyst, ROWS)
    figures_in.accept_figures(upload=upload, version=upload.version, actor=analyst)
    monkeypatch.setattr("performance.services.figures_in.working.keep_standings", lambda measures: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        figures_in.bring_in(upload=upload, progress=lambda stage, done, total: None)
    assert not Observation.objects.exists()


def test_work_that_is_cancelled_keeps_nothing_and_the_file_waits_again(measure, analyst):
    def stop(stage, done, total):
        if done:
            raise Cancelled

    upload = sent(measure.area, analyst, ROWS)
    figures_in.accept_figures(upload=upload, version=upload.version, actor=analyst)
    with pytest.raises(Cancelled):
        figures_in.bring_in(upload=upload, progress=stop)
    upload.refresh_from_db()
    assert (upload.status, upload.accepted_by, Observation.objects.exists()) == ("read", None, False)


def test_a_file_is_looked_through_again_where_figures_changed_since(measure, analyst):
    upload = sent(measure.area, analyst, ROWS)
    figures_in.accept_figures(upload=upload, version=upload.version, actor=analyst)
    months(SeriesFactory(measure=measure), [60])
    worked(upload)
    assert (upload.status, upload.made, upload.revised) == ("read", 2, 1)
    assert "Look through it again" in upload.notices[0]["reason"]


def test_a_measure_that_gets_a_figure_in_between_refuses_the_file(measure, analyst):
    upload = sent(measure.area, analyst, ROWS)
    figures_in.accept_figures(upload=upload, version=upload.version, actor=analyst)
    months(SeriesFactory(measure=measure), [60])
    Observation.objects.update(started_on="2021-11-15", ended_on="2021-12-14")
    assert worked(upload).status == "refused"
    assert Observation.objects.count() == 1


def test_a_file_is_accepted_once_and_by_the_version_that_was_read(measure, analyst):
    upload = sent(measure.area, analyst, ROWS)
    figures_in.accept_figures(upload=upload, version=upload.version, actor=analyst)
    for work in (figures_in.accept_figures, figures_in.drop_figures):
        with pytest.raises(ValidationError):
            work(upload=upload, version=upload.version, actor=analyst)


@pytest.mark.django_db(transaction=True)
def test_the_same_file_accepted_twice_at_once_comes_in_once():
    made = MeasureFactory(title="Robbery", slug="robbery")
    ForceFactory(area=made.area)
    actor = AppointmentFactory(area=made.area, role=Role.OFFICE_PERFORMANCE).user
    uploads = [sent(made.area, actor, ROWS) for _turn in range(2)]
    for upload in uploads:
        figures_in.accept_figures(upload=upload, version=upload.version, actor=actor)
    start, failures = threading.Barrier(2), []

    def bring(upload):
        try:
            start.wait()
            figures_in.bring_in(upload=upload, progress=lambda stage, done, total: None)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=bring, args=[upload]) for upload in uploads]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert sorted(FiguresUpload.objects.values_list("status", "made", "same")) == [("done", 0, 3), ("done", 3, 0)]
    assert (Observation.objects.count(), Revision.objects.count()) == (3, 0)
