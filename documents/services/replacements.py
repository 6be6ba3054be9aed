"""A paper that stands in place of one that was withdrawn."""

from django.db import transaction

from accounts.models import User
from accounts.services import record
from documents.models import Paper


@transaction.atomic
def set_paper_replaces(*, paper: Paper, replaces: Paper | None, actor: User | None) -> Paper:
    """Say which withdrawn paper a draft stands in place of. The caller has seen that it may."""
    paper.replaces = replaces
    paper.bump()
    paper.full_clean()
    paper.save(update_fields=["replaces", "version"])
    detail = {"paper": f"{paper.collection}/{paper.reference}", "replaces": replaces.reference if replaces else ""}
    record(actor=actor, action="documents.paper_replaces", target=paper, area=paper.area, detail=detail)
    return paper
