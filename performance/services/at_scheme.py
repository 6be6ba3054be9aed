"""What the publication scheme shows of inspections: the newest report on the force itself, and the Commissioner's responses
(SI 2011/3050, Schedule, paragraph 7B)."""

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from decisions.registry import SchemeFact, scheme_fact
from interface.links import url_or_none
from interface.templatetags.dates import short_date
from panels.models import PoliceArea
from performance.choices import InspectionKind
from performance.models import Inspection

PUBLIC = AnonymousUser()  # whoever reads the page, it says what everybody may read


@scheme_fact("inspections")
def inspections(area: PoliceArea) -> SchemeFact | None:
    """The newest PEEL report that the register holds, and how many responses; nothing where it has no published report."""
    out = Inspection.objects.visible_to(PUBLIC).filter(area=area, report_on__isnull=False)
    count, url = out.filter(responded_on__isnull=False).count(), url_or_none("inspections:inspection-list", area.slug)
    newest = out.filter(kind=InspectionKind.PEEL).order_by("-report_on").first()
    if url is None or not (count or newest):
        return None
    words = []
    if newest is not None:
        words.append(_("%(title)s, %(day)s") % {"title": newest.title, "day": short_date(newest.report_on)})
    if count:
        words.append(ngettext("%(count)d response to a report", "%(count)d responses to reports", count) % {"count": count})
    return SchemeFact("; ".join(words), url)
