"""The pages of files of figures, as an analyst of the office goes through them."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.choices import Role
from performance.models import ColumnMapping, FiguresUpload, Observation
from performance.rules.layouts import Reading
from performance.services import figures_in
from tests.factories.panels import AppointmentFactory
from tests.factories.performance import ForceFactory, MeasureFactory, SeriesFactory, months
from tests.performance.figure_files import as_csv, brought_in, sent, worked

pytestmark = pytest.mark.django_db
ROWS = as_csv(("Robbery", "Oct 2021", "50"), ("Robbery", "Nov 2021", "51"), ("Robbery", "Dec 2021", "52"))


@pytest.fixture
def measure():
    made = MeasureFactory(title="Robbery", slug="robbery")
    ForceFactory(area=made.area)
    return made


@pytest.fixture
def analyst(measure):
    return AppointmentFactory(area=measure.area, role=Role.OFFICE_PERFORMANCE).user


@pytest.fixture
def office(client, analyst):
    client.force_login(analyst)
    return client


def url(measure, name, *parts):
    return reverse(f"figures:{name}", args=[measure.area.slug, *parts])


def send(office, measure, data, name="figures.csv", **fields):
    address = url(measure, "upload-create")
    token = office.get(address).context["form"]["token"].value()
    return office.post(address, {"file": SimpleUploadedFile(name, data), "token": token, **fields})


def act(office, address, **fields):
    form = office.get(address).context["form"]
    kept = {name: form[name].value() for name in ("version", "token") if name in form.fields}
    return office.post(address, {**kept, **fields})


def test_a_file_is_sent_looked_through_and_brought_in(office, measure):
    address = send(office, measure, ROWS).url
    assert "Being read" in office.get(address).content.decode()
    worked(FiguresUpload.objects.get())
    page = office.get(address).content.decode()
    assert "Look through what the file would do" in page
    assert not Observation.objects.exists()

    assert act(office, url(measure, "upload-accept", FiguresUpload.objects.get().reference)).url == address
    worked(FiguresUpload.objects.get())
    assert "Brought in" in office.get(address).content.decode()
    assert Observation.objects.count() == 3


def test_a_refused_file_names_what_to_correct_and_offers_it_as_csv(office, measure, analyst):
    upload = sent(measure.area, analyst, as_csv(("Robery", "Dec 2021", "5")))
    page = office.get(url(measure, "upload-detail", upload.reference)).content.decode()
    assert "“Robery” is not a measure of this area. The nearest is “Robbery”" in page
    file = office.get(url(measure, "upload-problems", upload.reference)).content.decode()
    assert file.splitlines()[1].startswith('2,A,"“Robery” is not a measure')


def test_figures_that_change_need_a_reason(office, measure, analyst):
    brought_in(measure.area, analyst, ROWS)
    upload = sent(measure.area, analyst, ROWS.replace(b"52", b"54"))
    address = url(measure, "upload-accept", upload.reference)
    assert "Say why figures that the portal holds change" in act(office, address).content.decode()
    assert act(office, address, why="Late returns").status_code == 302


def test_a_file_is_left_out_and_read_again(office, measure, analyst):
    upload = sent(measure.area, analyst, ROWS)
    act(office, url(measure, "upload-drop", upload.reference))
    upload.refresh_from_db()
    assert upload.status == "dropped"
    response = act(office, url(measure, "upload-again", upload.reference), mapping="")
    again = worked(FiguresUpload.objects.exclude(pk=upload.pk).get())
    assert (again.status, response.url) == ("read", url(measure, "upload-detail", again.reference))


def test_work_that_waits_is_cancelled_and_keeps_nothing(office, measure, analyst):
    upload = figures_in.send_figures(area=measure.area, name="a.csv", data=ROWS, actor=analyst)
    office.post(url(measure, "upload-cancel", upload.reference))
    assert worked(upload).status == "dropped"


def test_columns_of_a_file_are_given_a_meaning_and_that_is_kept(office, measure, analyst):
    rows = [
        ("Recorded crime, quarter ending December",),
        ("Notes: see below",),
        ("Offence", "When", "Number"),
        ("Robbery", "Dec 2021", "7"),
    ]
    upload = sent(measure.area, analyst, as_csv(*rows, heads=None))
    assert upload.status == "refused"
    address = f"{url(measure, 'layout-create')}?upload={upload.reference}"
    page = office.get(address)
    assert page.context["headings"].row == 3
    act(
        office,
        address,
        title="Crime table",
        layout="long",
        state_of_all="final",
        measure="Offence",
        period="When",
        value="Number",
    )
    made = worked(FiguresUpload.objects.exclude(pk=upload.pk).get())
    assert (made.status, made.made, made.mapping.title) == ("read", 1, "Crime table")


def test_a_layout_is_changed_taken_out_and_put_back(office, measure, analyst):
    mapping = figures_in.create_layout(area=measure.area, title="Crime", reading=Reading(), actor=analyst)
    shown = {"layout": "wide", "state_of_all": "final", "measure": "Measure", "measures": "Robbery of all = robbery"}
    act(office, url(measure, "layout-update", mapping.slug), title="Crime table", **shown)
    mapping.refresh_from_db()
    assert (mapping.title, mapping.layout, mapping.reading["measures"]) == ("Crime table", "wide", {"Robbery of all": "robbery"})
    act(office, url(measure, "layout-remove", mapping.slug))
    assert "Put back Crime table" in office.get(url(measure, "layout-list")).content.decode()
    act(office, url(measure, "layout-restore", mapping.slug))
    assert not ColumnMapping.objects.get().removed_at


def test_a_layout_that_lacks_a_column_is_refused_beside_it(office, measure, analyst):
    upload = sent(measure.area, analyst, as_csv(("a", "b"), heads=("Offence", "When")))
    address = f"{url(measure, 'layout-create')}?upload={upload.reference}"
    page = act(office, address, title="Crime", layout="long", state_of_all="final", measure="Offence", period="When")
    assert "Choose the column of this: Figure" in page.content.decode()


@pytest.mark.parametrize("name", ["upload-list", "upload-create", "layout-list"])
def test_who_does_not_report_is_refused(client, measure, name):
    client.force_login(AppointmentFactory(area=measure.area, role=Role.OFFICE_DECISIONS).user)
    assert client.get(url(measure, name)).status_code == 403


def test_a_file_of_the_office_is_not_there_for_others(client, measure, analyst):
    upload = sent(measure.area, analyst, ROWS)
    client.force_login(AppointmentFactory(area=measure.area, role=Role.PANEL_MEMBER).user)
    for name in ("upload-detail", "upload-accept", "upload-problems"):
        assert client.get(url(measure, name, upload.reference)).status_code == 404


@pytest.mark.parametrize("fmt", ["csv", "xlsx", "ods"])
def test_the_table_to_fill_is_read_as_it_is_and_holds_nothing(office, measure, analyst, fmt):
    months(SeriesFactory(measure=measure), [4, 5])
    data = office.get(url(measure, "figures-template", fmt)).content
    upload = sent(measure.area, analyst, data, f"a.{fmt}")
    assert [one["reason"] for one in upload.problems] == ["The file has no figure under its headings"]
    filled = office.get(url(measure, "figures-template", fmt), {"filled": 1}).content
    assert (sent(measure.area, analyst, filled, f"a.{fmt}").status, Observation.objects.count()) == ("done", 2)


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_page_of_data_asks_as_often_for_many_as_for_few(office, measure, analyst, count, django_assert_num_queries):
    for number in range(count):
        made = MeasureFactory(objective=measure.objective, slug=f"m-{number}")
        months(SeriesFactory(measure=made), [4, 5])
        figures_in.send_figures(area=measure.area, name=f"{number}.csv", data=ROWS, actor=analyst)
    office.get(url(measure, "upload-list"))
    with django_assert_num_queries(QUERIES):
        page = office.get(url(measure, "upload-list"))
    assert page.content.decode().count("Being read") == min(count, 20)


QUERIES = 8


def test_the_export_streams_every_figure(office, measure):
    months(SeriesFactory(measure=measure), [4, 5])
    data = b"".join(office.get(url(measure, "figures-export", "csv")).streaming_content)
    assert io.BytesIO(data).readlines()[-1].decode().strip().endswith("2021-12-01,2021-12-31,5,Final,no,no")
