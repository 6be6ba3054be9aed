"""What the office takes out comes in again as it was, through every kind of file, whatever stands in the cells."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from accounts.choices import Role
from decisions.choices import CostKind
from decisions.models import Decision
from decisions.services.register.importing import read_cells
from interface import clock
from tests.decisions.register.sheets import HEADS, bring_in, exported
from tests.factories.panels import AppointmentFactory, OfficeHolderFactory, PoliceAreaFactory
from tests.factories.register import DecisionFactory, PublishedDecisionFactory, SignedDecisionFactory

pytestmark = pytest.mark.django_db

KINDS = ("csv", "xlsx", "ods")
ODD = [
    "=1+1", "+44 117", "-5", "@sum", "'Tis", "''twice", "\ttab", "＝full width", "a  two  spaces", "“quotes” \"and\" 'these'",
    "line\nbreak\n\nand a blank one", "a,b;c\td", "Ŵyth gŵr, ŷd a thŷ, Llŷn", "<b>&amp;</b>", "_x000D_", "1.204,00", "2018/005",
    "🏛",
]  # fmt: skip


@pytest.fixture(autouse=True)
def in_april():
    with clock.stand_on(date(2022, 4, 1)):
        yield


@pytest.fixture
def filled(area):
    """A decision in every state and with every odd cell."""
    maker = OfficeHolderFactory(area=area, name="Robin Vale")
    for number, text in enumerate(ODD, start=1):
        DecisionFactory(area=area, maker=None, year=2021, number=number, summary=text, reasons=f"{text}\n{text}",
                        maker_words=" ".join(text.split()), cost=Decimal(number) / 100)  # fmt: skip
    states = ("agreed", "deferred", "rejected", "withdrawn", "published", "implemented", "rescinded", "on_board")
    for number, state in enumerate(states, start=1):
        DecisionFactory(area=area, maker=maker, maker_words="", year=2020, number=number, **{state: True})
    SignedDecisionFactory(area=area, maker=maker, exempt=True, year=2019, number=1, summary="Private words", term="")
    PublishedDecisionFactory(area=area, maker=maker, exempt_part=True, year=2019, number=2, cost_kind=CostKind.NONE, cost=None,
                             background_papers="One\r\nTwo\r\n")  # fmt: skip
    PublishedDecisionFactory(area=area, maker=maker, year=2019, number=4, cost_kind=CostKind.CEILING, cost=Decimal("99999999.99"))
    return area


@pytest.mark.parametrize("kind", KINDS)
def test_a_register_comes_back_the_same_in_an_empty_area(filled, office, kind):
    other = PoliceAreaFactory()
    elsewhere = AppointmentFactory(area=other, role=Role.OFFICE_DECISIONS).user
    taken_out = exported(filled, office, kind)

    made = bring_in(other, elsewhere, taken_out, f"register.{kind}")

    assert (made.status, made.problems) == ("done", [])
    assert made.made == filled.decisions.count() == other.decisions.count()
    name = f"register.{kind}"
    assert read_cells(name, exported(other, elsewhere, kind)).rows == read_cells(name, taken_out).rows
    if kind == "csv":
        assert exported(other, elsewhere, kind) == taken_out
    texts = other.decisions.filter(year=2021).order_by("number").values_list("summary", flat=True)
    assert list(texts) == [text.strip() for text in ODD]


@pytest.mark.parametrize("kind", KINDS)
def test_a_register_brought_in_where_it_came_from_changes_nothing(filled, office, kind):
    before = list(Decision.objects.order_by("pk").values())

    made = bring_in(filled, office, exported(filled, office, kind), f"register.{kind}")

    assert (made.status, made.made, made.changed, made.problems) == ("done", 0, 0, [])
    assert list(Decision.objects.order_by("pk").values()) == before


def test_no_cell_of_a_file_is_a_formula(filled, office):
    book = load_workbook(io.BytesIO(exported(filled, office, "xlsx")))
    kinds = {cell.data_type for row in book.worksheets[0].iter_rows() for cell in row if cell.value is not None}
    assert kinds == {"s"}
    rows = list(csv.reader(io.StringIO(exported(filled, office, "csv").decode(), newline="")))
    assert rows[0] == HEADS
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "＝"))]
    assert next(row for row in rows if row[0] == "2021/001")[HEADS.index("What is decided")] == "'=1+1"
