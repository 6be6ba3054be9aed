"""A sheet with a chart of each kind: the PDF keeps PDF/UA, and every drawing has its words."""

import pikepdf
import pytest
from django.utils.safestring import mark_safe

from documents.services.prints import Sheet, preview_sheet
from interface.charts import chart_figure
from tests.documents import test_verapdf as verapdf
from tests.interface.chart_samples import ALL

pytestmark = verapdf.pytestmark


@pytest.fixture(scope="module")
def sheet():
    drawn = "".join(chart_figure(spec, key=key, for_pdf=True) for key, spec in ALL.items())
    return preview_sheet(Sheet(title="Charts", kind_words="Report", content=mark_safe(drawn)))


def alternatives(pdf):
    return [str(one["/Alt"]) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]


def test_every_kind_of_chart_keeps_the_standard(sheet, tmp_path):
    file = tmp_path / "charts.pdf"
    file.write_bytes(sheet)

    assert verapdf.broken_rules([file])["charts"] == []


def test_every_drawing_says_what_it_shows(sheet, tmp_path):
    (tmp_path / "charts.pdf").write_bytes(sheet)
    with pikepdf.open(tmp_path / "charts.pdf") as pdf:
        said = alternatives(pdf)

    assert len(said) == len(ALL)
    assert "Bar chart: Offences each quarter. Illustrative figures. Bars: Offences" in said
