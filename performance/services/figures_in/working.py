"""What the jobs do with a file of figures: look through it without keeping anything, then bring it in whole or not at all."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from documents.services.files_in import Changed, FilesIn, Refused
from interface import clock
from performance.choices import UploadStatus
from performance.models import FiguresUpload, Force, Measure, Series
from performance.rules.found_figures import FigureRow, Found
from performance.rules.layouts import Reading
from performance.services.figures_in.bounds import BRING_IN_JOB, READ_JOB
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


def _tell(upload: FiguresUpload, actor: User | None, act: str) -> None:
    """Enter an act in the trail: before anything was read with the layout, after that with the counts."""
    detail: dict[str, Any] = {"upload": upload.reference}
    if act in BY_HAND:
        detail["layout"] = upload.mapping.slug if upload.mapping else ""
    else:
        detail |= {"made": upload.made, "revised": upload.revised, "same": upload.same, "problems": len(upload.problems)}
    record(actor=actor, action=f"performance.figures_{act}", target=upload, area=upload.area, detail=detail)


BY_HAND = (UploadStatus.SENT, UploadStatus.ACCEPTED)
FILES = FilesIn(FiguresUpload, read_job=READ_JOB, bring_in_job=BRING_IN_JOB, tell=_tell)


# Looking through ----------------------------------------------------------------------------------------------------


def look_through(*, upload: FiguresUpload, progress: Progress) -> FiguresUpload:
    """Read a file and note on the upload what it would do, or why it is refused. Nothing else is kept. Done twice it does nothing
    the second time. Cancelled, the file is left out."""
    looked: FiguresUpload = FILES.look_through(upload, progress, _looked_through)
    return looked


def _looked_through(held: FiguresUpload, progress: Progress) -> Any:
    progress(_("Reading the file"), 0, 0)
    found = read_upload(held)
    check_figures(held.area, found, clock.today())
    if found.problems:
        return FILES.refuse(held, found)
    FILES.note(held, found)
    counts = _tried(held, found, progress)
    held.made, held.revised, held.same = counts.made, counts.revised, counts.same
    if not counts.made and not counts.revised:
        return FILES.finish(held, UploadStatus.DONE, held.sent_by)
    if day := FILES.same_file_before(held):
        words = _("The same file was brought in on %(day)s. Figures were changed since, and would be changed back")
        held.notices = [{"row": 0, "column": "", "reason": words % {"day": day}}, *held.notices]
    held.status = UploadStatus.READ
    return FILES.save(held, held.sent_by, "read")


def _tried(held: FiguresUpload, found: Found, progress: Progress) -> Counts:
    """What bringing the figures in would do; it is done, counted and undone."""
    with transaction.atomic():
        counts = _import(held, found.figures, progress, _("Comparing with what the portal holds"), is_trial=True)
        transaction.set_rollback(True)
    return counts


# Bringing in --------------------------------------------------------------------------------------------------------


def bring_in(*, upload: FiguresUpload, progress: Progress) -> FiguresUpload:
    """Bring in a file that was accepted: every figure, with what each was before, or none. Done twice it does nothing the second
    time. Where other figures would change than those that were looked through, it goes back to be looked through again."""
    reason = _("Figures were changed after you looked through the file. Look through it again")
    done: FiguresUpload = FILES.bring_in(upload, progress, _brought_in, again=_looked_through, why_again=reason)
    return done


def _brought_in(held: FiguresUpload, progress: Progress) -> Any:
    progress(_("Reading the file"), 0, 0)
    found = read_upload(held)
    measures = _hold_measures(held, found.figures)
    check_figures(held.area, found, clock.today())
    if found.problems:
        raise Refused(found)
    counts = _import(held, found.figures, progress, _("Bringing the figures in"), is_trial=False)
    if (counts.made, counts.revised) != (held.made, held.revised) and (counts.made or counts.revised):
        raise Changed
    held.made, held.revised, held.same = counts.made, counts.revised, counts.same
    progress(_("Working out totals, rates and trends"), 0, 0)
    keep_standings(measures)
    return FILES.finish(held, UploadStatus.DONE, held.accepted_by)


def _hold_measures(held: FiguresUpload, figures: Iterable[FigureRow]) -> list[Measure]:
    """The measures of a file, held so that nobody else writes figures of them."""
    rows = Measure.objects.select_for_update(of=("self",)).filter(area=held.area, slug__in={one.measure for one in figures})
    return list(rows.order_by("pk"))


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
