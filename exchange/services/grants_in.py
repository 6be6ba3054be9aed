"""Another publisher's 360Giving file: looked through for the pages of commissioning that bring files in."""

from collections import Counter

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commissioning.choices import UploadKind
from commissioning.models import Upload
from commissioning.registry import Looked, Progress, reader
from documents.services.files import read_bytes
from exchange.publishing.identity import source_of
from exchange.threesixtygiving.bringing_in import Into, award_row, column_of, is_to_a_person
from exchange.threesixtygiving.mapping import unplaced
from exchange.threesixtygiving.reading import Line, lines_of

STEP = 500  # grants between two words of progress
ENDINGS = ("json", "csv", "xlsx")


@reader(UploadKind.GRANTS_FILE, endings=ENDINGS)
def look_through(upload: Upload, progress: Progress) -> Looked:
    """What a file of the 360Giving standard holds, what is wrong with it, and what of it the portal has no place for. Nothing is
    kept; nothing of a grant to a person is told."""
    looked = Looked()
    lines = lines_of(upload.name, read_bytes(upload.file), looked)
    organisations = [one for one in lines if not is_to_a_person(one)]
    _tell_of_persons(len(lines) - len(organisations), looked)
    _refuse_twice(organisations, looked)
    into, unmapped = _into(upload), Counter[str]()
    for place, line in enumerate(organisations, start=1):
        if row := award_row(line, into, looked):
            looked.rows.append(row)
        unmapped.update(unplaced(path) for path in line.values)
        if place % STEP == 0 or place == len(organisations):
            progress(_("Reading the grants"), place, len(organisations))
    looked.unmapped = dict(sorted(unmapped.items()))
    _tell_of_all(lines, organisations, looked)
    looked.tidy()
    return looked


def _into(upload: Upload) -> Into:
    fund = upload.fund
    return Into(fund.slug if fund else "", bool(fund and fund.is_crime_and_disorder), source_of(upload.area))


def _tell_of_persons(count: int, looked: Looked) -> None:
    if count:
        words = ngettext(
            "%(count)s grant went to a person. It is left out: the portal holds no personal data of those who receive grants",
            "%(count)s grants went to people. They are left out: the portal holds no personal data of those who receive grants",
            count,
        )
        looked.odd(0, "", words % {"count": f"{count:,}"})


def _refuse_twice(lines: list[Line], looked: Looked) -> None:
    """An identifier names one grant."""
    first: dict[str, int] = {}
    for line in lines:
        identifier = str(line.values.get("id", ""))
        if identifier in first:
            words = _("This identifier stands in row %(row)s already") % {"row": f"{first[identifier]:,}"}
            looked.wrong(line.number, column_of(line, "id"), words)
        elif identifier:
            first[identifier] = line.number


def _tell_of_all(lines: list[Line], organisations: list[Line], looked: Looked) -> None:
    if lines and not organisations:
        looked.wrong(0, "", _("Every grant of the file went to a person. There is nothing to bring in"))
    if looked.rows and not looked.problems:
        looked.odd(0, "", _("The grants and those who received them are public as soon as they are brought in"))
