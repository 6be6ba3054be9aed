"""What the publication scheme shows of complaints about the Commissioner: how many the public register holds
(SI 2011/3050, Schedule, paragraph 1(f))."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from complaints.services.register import counts_of
from decisions.registry import SchemeFact, scheme_fact
from interface.links import url_or_none
from panels.models import PoliceArea


@scheme_fact("complaints")
def complaints(area: PoliceArea) -> SchemeFact | None:
    """How many complaints there are, and how many of them are not over: what the public register says on its first line."""
    counts, url = counts_of(area), url_or_none("complaints:public-register", area.slug)
    if not counts.every or url is None:
        return None
    words = ngettext("%(count)d complaint", "%(count)d complaints", counts.every) % {"count": counts.every}
    live = _("%(complaints)s, %(live)d of them live") % {"complaints": words, "live": counts.live}
    return SchemeFact(live, url)
