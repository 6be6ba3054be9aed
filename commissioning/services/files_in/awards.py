"""Awards out of a file, whoever's reader read it: set beside the register, and brought in whole or not at all."""

from collections.abc import Callable
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from commissioning.choices import AwardKind, CameFrom, UploadKind
from commissioning.models import Upload
from commissioning.registry import Looked, Progress, reader, reader_of
from commissioning.rules.award_columns import COLUMNS
from commissioning.rules.award_rows import AwardRow, Brought
from commissioning.rules.sheets import SheetRow
from commissioning.services.awards import bring_in_awards, preview_awards
from commissioning.services.files_in.reading import read_upload
from panels.services.due import refresh_duties

CAME_FROM = {UploadKind.AWARDS: CameFrom.TABLE, UploadKind.GRANTS_FILE: CameFrom.GRANTS_FILE}


@reader(UploadKind.AWARDS)
def read_table_of_awards(upload: Upload, progress: Progress) -> Looked:
    """The awards of the portal's own table. Those without a fund go into the upload's, where it has one."""
    found = read_upload(upload, COLUMNS)
    found.refuse_twins("reference")
    fund = upload.fund.slug if upload.fund else ""
    return Looked(
        found.problems, found.notices, [_award(row, fund) for row in found.rows], numbers=[row.number for row in found.rows],
        columns=found.columns,
    )  # fmt: skip


def _award(row: SheetRow, fund: str) -> AwardRow:
    values = dict(row.values)
    values["fund"] = values.get("fund") or (fund if values["kind"] == AwardKind.GRANT else "")
    return AwardRow(**values)


def read_awards(upload: Upload, progress: Progress) -> Looked:
    """What the reader of its kind finds in an upload."""
    entry = reader_of(upload.kind)
    if entry is None:
        found = Looked()
        found.wrong(0, "", _("The portal no longer reads files of this kind"))
        return found
    found = entry.read(upload, progress)
    if not found.rows and not found.problems:
        found.wrong(0, "", _("The file holds no award"))
    found.tidy()
    return found


def total_of(found: Looked) -> Decimal:
    """What the amounts of the rows make."""
    return sum((row.amount for row in found.rows), Decimal(0))


def try_awards(upload: Upload, found: Looked, progress: Progress) -> Brought:
    """What bringing the awards in would do. What the register finds wrong with them becomes problems of the file."""
    return _beside_register(preview_awards, upload, found, progress, _("Comparing with what the portal holds"), upload.sent_by)


def bring_in_upload(upload: Upload, found: Looked, progress: Progress) -> Brought:
    """Bring the awards in, or put into the problems of the file why none is."""
    done = _beside_register(bring_in_awards, upload, found, progress, _("Bringing the awards in"), upload.accepted_by)
    refresh_duties(area=upload.area)
    return done


def _beside_register(
    work: Callable[..., Brought], upload: Upload, found: Looked, progress: Progress, stage: str, actor: User | None
) -> Brought:  # fmt: skip
    def told(done: int, total: int) -> None:
        if done % 500 == 0 or done == total:
            progress(stage, done, total)

    came_from = CAME_FROM[UploadKind(upload.kind)]
    try:
        return work(area=upload.area, rows=found.rows, actor=actor, came_from=came_from, progress=told)
    except ValidationError as error:
        _refused(found, error)
        return Brought(0, 0, 0)


def _refused(found: Looked, error: ValidationError) -> None:
    for one in error.error_list:
        params = one.params or {}
        row, column = int(params.get("row", 0)), str(params.get("column", ""))
        number = found.numbers[row - 1] if row and found.numbers else row
        found.wrong(number, found.columns.get(column, ""), params.get("what") or " ".join(one.messages))
    found.tidy()
