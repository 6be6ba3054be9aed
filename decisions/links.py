"""What of this app can stand at the end of a link: cases, for their reports and the recommendations in them; decisions."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from decisions import permissions
from decisions.models import Case, Decision
from documents.links import End, Reader, end

DECISION = "decision"


@end("case", _("Statutory case"))
def cases(user: Reader, keys: Collection[int]) -> dict[int, End]:
    """The cases that a person may see."""
    rows = Case.objects.visible_to(user).select_related("area").filter(pk__in=keys)
    return {
        case.pk: End(
            "case", case.pk, case.title, case.get_absolute_url(), on=case.opened_on, is_private=case.published_at is None
        )
        for case in rows
    }


@end(DECISION, _("Decision of the Commissioner"))
def commissioner_decisions(user: Reader, keys: Collection[int]) -> dict[int, End]:
    """The decisions that a person may see: of an exempt one the neutral title, unless they read all of it."""
    rows = Decision.objects.visible_to(user).select_related("area").filter(pk__in=keys)
    return {
        row.pk: End(
            DECISION, row.pk, f"{row.reference} {_title(user, row)}", row.get_absolute_url(),
            on=row.signed_on or row.proposed_on, is_private=not row.is_out,
        )
        for row in rows
    }  # fmt: skip


def _title(user: Reader, row: Decision) -> str:
    return row.title if not row.is_private or permissions.can_read_decision(user, row) else row.public_title
