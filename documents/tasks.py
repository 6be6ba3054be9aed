"""Work that documents ask for in the background."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from documents.choices import PackStatus
from documents.models import Pack, Paper, PaperVersion
from documents.services.files import FileLost
from documents.services.large_print import LARGE_PRINT_JOB, Heads, NoLargePrint, large_print
from documents.services.second_looks import JOBS, LOOK, RECOGNISE, look_at_unseen, recognise_text
from documents.services.texts import TEXTS_JOB, pack_texts
from jobs.registry import register
from jobs.services import Failed, JobRun


@register(LARGE_PRINT_JOB)
def make_large_print(run: JobRun, *, paper: int, heads: dict[str, Any]) -> dict[str, Any]:
    """Make the large print of a published paper. One that has gone or was withdrawn since needs none."""
    found = Paper.objects.for_page().select_related("current__large_print").filter(pk=paper).first()
    if found is None or found.withdrawn_at:
        return {"made": 0}
    try:
        file = large_print(paper=found, heads=Heads(**heads))
    except NoLargePrint as error:
        raise Failed(f"{found.reference} has no large print") from error
    return {"made": 1, "sha256": file.sha256}


@register(TEXTS_JOB)
def read_pack(run: JobRun, *, pack: int) -> dict[str, Any]:
    """Read the words of a pack on offer, for its reader and for finding in it. One that was taken down needs no reading."""
    found = Pack.objects.filter(pk=pack, status=PackStatus.PUBLISHED).select_related("file").first()
    try:
        return {"sheets": len(pack_texts(found)) if found else 0}
    except FileLost:  # taken down this moment
        return {"sheets": 0}


@register(JOBS[LOOK])
def look_at_pages(run: JobRun, *, version: int, actor: int) -> dict[str, Any]:
    """Look at the pages of a draft's file that nobody had time for. A version that has gone needs no look."""
    found = PaperVersion.objects.select_related("pdf").filter(pk=version).first()
    if found is None:
        return {"looked_at": 0, "left": 0}
    try:
        looked = look_at_unseen(version=found, actor=User.objects.get(pk=actor), progress=run.progress)
    except FileLost as error:
        raise Failed(_("The file is missing from its store. Upload it again")) from error
    return {"looked_at": len(looked.texts), "left": len(looked.left)}


@register(JOBS[RECOGNISE])
def recognise(run: JobRun, *, version: int, actor: int) -> dict[str, Any]:
    """Read the words in the pictures of a draft's file. A version that has gone needs no reading."""
    found = PaperVersion.objects.select_related("pdf").filter(pk=version).first()
    try:
        actor_of = User.objects.get(pk=actor)
        return {"pages": len(recognise_text(version=found, actor=actor_of, progress=run.progress)) if found else 0}
    except FileLost as error:
        raise Failed(_("The file is missing from its store. Upload it again")) from error
    except ValidationError as error:
        raise Failed(" ".join(error.messages)) from error
