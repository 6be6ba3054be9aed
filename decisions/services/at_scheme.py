"""What the publication scheme shows of registers that are kept below it or beside it: office holders, meetings, decisions.

Each says only what everybody may read, and nothing where there is nothing to read.
"""

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from decisions.models import Decision
from decisions.registry import SchemeFact, scheme_fact
from interface import clock
from interface.links import url_or_none
from meetings.choices import MeetingStatus
from meetings.models import Meeting, Minutes
from panels.choices import OF_COMMISSIONER
from panels.models import OfficeHolder, PoliceArea

PUBLIC = AnonymousUser()  # whoever reads the page, it says what everybody may read


def _fact(words: str, route: str, area: PoliceArea) -> SchemeFact | None:
    url = url_or_none(route, area.slug)
    return SchemeFact(words, url) if url and words else None


@scheme_fact("office-holders")
def office_holders(area: PoliceArea) -> SchemeFact | None:
    """Who holds which office today, by name."""
    held = OfficeHolder.objects.visible_to(PUBLIC).filter(area=area).order_by("kind", "-started_on")
    names = [_("%(name)s, %(office)s") % {"name": one.name, "office": one.get_kind_display()} for one in held if _holds(one)]
    return _fact("; ".join(names), "panels:office-holder-list", area)


def _holds(holder: OfficeHolder) -> bool:
    return holder.held_on(clock.today())


@scheme_fact("meetings")
def meetings(area: PoliceArea) -> SchemeFact | None:
    """Meetings of the Commissioner's own boards that were announced."""
    count = _boards(area).exclude(status=MeetingStatus.CANCELLED).count()
    words = ngettext("%(count)d meeting of a board", "%(count)d meetings of boards", count) % {"count": count}
    return _fact(words if count else "", "meetings:meeting-list", area)


@scheme_fact("agendas")
def agendas(area: PoliceArea) -> SchemeFact | None:
    """Their agendas that everybody can read."""
    count = _boards(area).agenda_read_by(PUBLIC).count()
    words = ngettext("%(count)d agenda of a board", "%(count)d agendas of boards", count) % {"count": count}
    return _fact(words if count else "", "meetings:meeting-list", area)


@scheme_fact("minutes")
def minutes(area: PoliceArea) -> SchemeFact | None:
    """Their minutes that everybody can read."""
    out = Minutes.objects.visible_to(PUBLIC)
    count = out.filter(meeting__area=area, meeting__body__kind__in=OF_COMMISSIONER).count()
    words = ngettext("Minutes of %(count)d meeting of a board", "Minutes of %(count)d meetings of boards", count)
    return _fact(words % {"count": count} if count else "", "meetings:meeting-list", area)


@scheme_fact("decisions")
def decisions(area: PoliceArea) -> SchemeFact | None:
    """Decisions in the public register."""
    count = Decision.objects.visible_to(PUBLIC).filter(area=area).count()
    words = ngettext("%(count)d decision in the register", "%(count)d decisions in the register", count) % {"count": count}
    return _fact(words if count else "", "decisions:decision-list", area)


def _boards(area: PoliceArea):
    return Meeting.objects.visible_to(PUBLIC).filter(area=area, body__kind__in=OF_COMMISSIONER)
