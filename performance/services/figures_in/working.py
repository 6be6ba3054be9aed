"""What the jobs do with a file of figures: look through it without keeping anything, then bring it in whole or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from interface import clock
from interface.templatetags.dates import long_date
from jobs.services import Cancelled
from performance.choices import UploadStatus
from performance.models import FiguresUpload, Force, Measure, Series
from performance.rules.found_figures import FigureRow, Found
from performance.rules.layouts import Reading
from performance.services.figures_in.checks import check_figures
from performance.services.figures_in.reading import read_upload
from performance.services.figures_in.table import Bringing, ObservationResource, Progress, as_dataset
from performance.services.standing import keep_standings


@dataclass(frozen=True)
class Counts:
    """Figures that are new, that change, and that are held already as they stand in the file."""

    made: int
    revised: int
    same: int


class _Changed(Exception):
    """What a file would do is not what the analyst looked through."""


class _Refused(Exception):
    """What the portal holds now keeps the file out."""

    def __init__(self, found: Found) -> None:
        super().__init__("nothing was kept")
        self.found = found


# Looking through ----------------------------------------------------------------------------------------------------


def look_through(*, upload: FiguresUpload, progress: Progress) -> FiguresUpload:
    """Read a file and note on the upload what it would do, or why it is refused. Nothing else is kept. Done twice it does nothing
    the second time. Cancelled, the file is left out."""
    try:
        with transaction.atomic():
            held = hold_upload(upload)
            if held.status != UploadStatus.SENT:
                return held
            return _looked_through(held, progress)
    except Cancelled:
        stopped(upload)
        raise


def _looked_through(held: FiguresUpload, progress: Progress) -> FiguresUpload:
    progress(_("Reading the file"), 0, 0)
    found = read_upload(held)
    check_figures(held.area, found, clock.today())
    _note(held, found)
    if found.problems:
        return _finished(held, UploadStatus.REFUSED, held.sent_by)
    counts = _tried(held, found, progress)
    held.made, held.revised, held.same = counts.made, counts.revised, counts.same
    if not counts.made and not counts.revised:
        return _finished(held, UploadStatus.DONE, held.sent_by)
    held.notices = _brought_before(held) + held.notices
    held.status = UploadStatus.READ
    return _saved(held, held.sent_by, "figures_read")


def _tried(held: FiguresUpload, found: Found, progress: Progress) -> Counts:
    """What bringing the figures in would do; it is done, counted and undone."""
    with transaction.atomic():
        counts = _import(held, found.figures, progress, _("Comparing with what the portal holds"), is_trial=True)
        transaction.set_rollback(True)
    return counts


def _brought_before(held: FiguresUpload) -> list[dict[str, Any]]:
    """That the same file was brought in, so that whoever sends it again learns that its figures were changed since."""
    same = FiguresUpload.objects.filter(area=held.area, digest=held.digest, status=UploadStatus.DONE).first()
    if same is None or same.finished_at is None:
        return []
    words = _("The same file was brought in on %(day)s. Figures were changed since, and would be changed back")
    return [{"row": 0, "column": "", "reason": words % {"day": long_date(clock.as_local(same.finished_at))}}]


# Bringing in --------------------------------------------------------------------------------------------------------


def bring_in(*, upload: FiguresUpload, progress: Progress) -> FiguresUpload:
    """Bring in a file that was accepted: every figure, with what each was before, or none. Done twice it does nothing the second
    time. Where other figures would change than those that were looked through, it goes back to be looked through again."""
    try:
        with transaction.atomic():
            held = hold_upload(upload)
            if held.status != UploadStatus.ACCEPTED:
                return held
            return _brought_in(held, progress)
    except _Refused as refusal:
        return _ended_otherwise(upload, UploadStatus.REFUSED, refusal.found)
    except _Changed:
        return _ended_otherwise(upload, UploadStatus.SENT, Found(), progress)
    except Cancelled:
        stopped(upload)
        raise


def _brought_in(held: FiguresUpload, progress: Progress) -> FiguresUpload:
    progress(_("Reading the file"), 0, 0)
    found = read_upload(held)
    measures = _hold_measures(held, found.figures)
    check_figures(held.area, found, clock.today())
    if found.problems:
        raise _Refused(found)
    counts = _import(held, found.figures, progress, _("Bringing the figures in"), is_trial=False)
    if (counts.made, counts.revised) != (held.made, held.revised) and (counts.made or counts.revised):
        raise _Changed
    held.made, held.revised, held.same = counts.made, counts.revised, counts.same
    progress(_("Working out totals, rates and trends"), 0, 0)
    keep_standings(measures)
    return _finished(held, UploadStatus.DONE, held.accepted_by)


def _hold_measures(held: FiguresUpload, figures: Iterable[FigureRow]) -> list[Measure]:
    """The measures of a file, held so that nobody else writes figures of them."""
    rows = Measure.objects.select_for_update(of=("self",)).filter(area=held.area, slug__in={one.measure for one in figures})
    return list(rows.order_by("pk"))


def _ended_otherwise(upload: FiguresUpload, status: str, found: Found, progress: Progress | None = None) -> FiguresUpload:
    with transaction.atomic():
        held = hold_upload(upload)
        if held.status != UploadStatus.ACCEPTED:
            return held
        held.accepted_at, held.accepted_by, held.status = None, None, status
        if progress is not None:
            found_again = _looked_through(held, progress)
            reason = _("Figures were changed after you looked through the file. Look through it again")
            found_again.notices = [{"row": 0, "column": "", "reason": reason}, *found_again.notices]
            found_again.save()
            return found_again
        _note(held, found)
        return _finished(held, UploadStatus.REFUSED, held.sent_by)


# What both do -------------------------------------------------------------------------------------------------------


def _import(held: FiguresUpload, figures: list[FigureRow], progress: Progress, stage: str, *, is_trial: bool) -> Counts:
    bringing = Bringing(
        series=_series(held, figures), upload=held, actor=held.accepted_by, at=clock.now(), why=held.why,
        state=Reading.of_json(held.reading).state, progress=progress, stage=stage,
    )  # fmt: skip
    rows = as_dataset(figures)
    resource = ObservationResource(bringing=bringing)
    result = resource.import_data(rows, dry_run=is_trial, raise_errors=True, use_transactions=True, total=len(rows))
    return Counts(result.totals["new"], result.totals["update"], result.totals["skip"])


def _series(held: FiguresUpload, figures: list[FigureRow]) -> dict[tuple[str, str], int]:
    """The series of the figures by the keys of measure and force; those that are not there are made."""
    keys = {(one.measure, one.force) for one in figures}
    measures = dict(Measure.objects.filter(area=held.area, slug__in={key[0] for key in keys}).values_list("slug", "pk"))
    forces = dict(Force.objects.filter(slug__in={key[1] for key in keys}).values_list("slug", "pk"))
    wanted = [Series(measure_id=measures[measure], force_id=forces[force]) for measure, force in sorted(keys)]
    Series.objects.bulk_create(wanted, ignore_conflicts=True)
    rows = Series.objects.filter(measure__in=measures.values(), force__in=forces.values())
    ids = {(measure, force): pk for measure, force, pk in rows.values_list("measure__slug", "force__slug", "pk")}
    return {key: ids[key] for key in keys}


def hold_upload(upload: FiguresUpload) -> FiguresUpload:
    """The upload, held until what is done with it is done."""
    rows = FiguresUpload.objects.select_for_update(of=("self",)).select_related("area", "file", "sent_by", "accepted_by")
    return rows.get(pk=upload.pk)


def stopped(upload: FiguresUpload) -> FiguresUpload:
    """Somebody stopped the work: a file that was being read is left out, one that was accepted waits to be looked through."""
    with transaction.atomic():
        held = hold_upload(upload)
        if held.status == UploadStatus.SENT:
            return _finished(held, UploadStatus.DROPPED, held.sent_by)
        if held.status == UploadStatus.ACCEPTED:
            held.status, held.accepted_at, actor, held.accepted_by = UploadStatus.READ, None, held.accepted_by, None
            return _saved(held, actor, "figures_stopped")
        return held


def _note(held: FiguresUpload, found: Found) -> None:
    held.problems = [one.as_json() for one in found.problems]
    held.notices = [one.as_json() for one in sorted(found.notices, key=lambda one: (one.row, one.column))]


def _finished(held: FiguresUpload, status: str, actor: User | None) -> FiguresUpload:
    held.status, held.finished_at = status, clock.now()
    return _saved(held, actor, f"figures_{status}")


def _saved(held: FiguresUpload, actor: User | None, act: str) -> FiguresUpload:
    held.bump()
    held.full_clean()
    held.save()
    detail = {
        "upload": held.reference, "made": held.made, "revised": held.revised, "same": held.same, "problems": len(held.problems),
    }  # fmt: skip
    record(actor=actor, action=f"performance.{act}", target=held, area=held.area, detail=detail)
    return held
