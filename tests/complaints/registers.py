"""An older register of a made-up area with the faults that real ones have, as tests send it."""

import io
from dataclasses import dataclass
from datetime import date

from openpyxl import Workbook

HEADINGS = [
    "No.", "Date rcvd / log no.", "Summary of complaint or allegation", "Recorded?", "Handled by", "Outcome", "Live or Closed",
]  # fmt: skip
EXPLAINED = "Local resolution by means of explanation."
TITLE = "COMPLAINTS and CONDUCT MATTERS AGAINST AVONSHIRE POLICE AND CRIME COMMISSIONER AND DEPUTY PCC"
NOW = "COMPLAINTS and CONDUCT MATTERS AGAINST AVONSHIRE POLICE AND CRIME COMMISSIONER BEA BIRCH"
FORMER = "COMPLAINTS and CONDUCT MATTERS AGAINST FORMER AVONSHIRE POLICE AND CRIME COMMISSIONER ANN ASH"
ROWS = [
    [TITLE],
    ["Date: 14th January 2022"],
    HEADINGS,
    [NOW],
    ["70.", "31/08/2021", "Direct to PCC: anon complaint received about a parade.", "Yes", "CEO", "No response sent.", "Closed"],
    ["Page 57", "10/09/21", "Direct to PCC: a speech at a school.", "Yes", "CEO", EXPLAINED, "Closed"],
    ["72.", "19/09/2021", "Direct to PCC: a letter that came late. Either:", "Yes", "CEO", EXPLAINED, "Closed"],
    ["", "", "the letter was lost, or it was never sent."],
    HEADINGS,
    ["73.", "06.09.21", "To Panel: a review that was too slow.", "Yes", "COS", EXPLAINED, "Closed"],
    ["74.", "18.11.21", "To Panel: no answer about a bridge.", "Yes", "Panel", EXPLAINED, "Closed"],
    [FORMER],
    ["74.", "11.10.21", "A list was passed on.", "Yes", "CEO", EXPLAINED, "Closed"],
    ["77.", "11.02.22", "Allegations yet to be confirmed by complainant.", "Yes", "COS", "TBC pending confirmation", "Live"],
]


@dataclass
class Holder:
    """As much of an office holder as reading a table asks for."""

    name: str
    pk: int
    started_on: date


HOLDERS = [Holder("Ann Ash", 1, date(2016, 5, 12)), Holder("Bea Birch", 2, date(2021, 5, 13))]
TODAY = date(2022, 3, 17)


def cells_of(rows=ROWS):
    return list(enumerate(rows, start=1))


def as_csv(rows=ROWS) -> bytes:
    return "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows).encode()


def as_xlsx(rows=ROWS) -> bytes:
    book, data = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.create_sheet("Old").sheet_state = "hidden"
    book.save(data)
    return data.getvalue()


def as_ods(rows=ROWS) -> bytes:
    from tablib import Dataset

    wide = [[*row, *[""] * (len(HEADINGS) - len(row))] for row in rows]
    return Dataset(*wide[1:], headers=wide[0]).export("ods")


def as_tabs(rows=ROWS) -> str:
    return "\n".join("\t".join(row) for row in rows)


def as_bars(rows=ROWS) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join([*lines[:3], "|---|---|---|", *lines[3:]])
