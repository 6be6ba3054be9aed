"""What of this app can stand at the end of a link: cases, for their reports and the recommendations in them."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from decisions.models import Case
from documents.links import End, Reader, end


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
