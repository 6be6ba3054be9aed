"""The live paper of who sits on a body, and when it meets."""

from datetime import date
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.sources import source
from interface.templatetags.dates import clock_time, long_date
from meetings.choices import MeetingStatus, Publication
from meetings.models import Meeting
from meetings.papers.tables import table
from panels.models import Body, Membership, PoliceArea

NOT_TAKING_PLACE = (MeetingStatus.DRAFT, MeetingStatus.POSTPONED, MeetingStatus.CANCELLED)


@source("membership-and-dates", gettext_lazy("Membership and meeting dates"))
def membership_and_dates(area: PoliceArea, body: Body, on: date) -> tuple[str, dict[str, Any]]:
    """The body's members by authority and its announced dates open to the public, as at a day."""
    parts = [
        f"## {_('Members')}",
        _members(body, on),
        f"## {_('Dates of meetings')}",
        _dates(body, on),
    ]
    return "\n\n".join(parts) + "\n", {}


def _members(body: Body, on: date) -> str:
    seats = list(Membership.objects.on(on).filter(body=body).for_page())
    if not seats:
        return _("Nobody is recorded as a member on this day.")
    named = sorted((seat.co_opted, _authority(seat), seat.person.name, _member(seat, on)) for seat in seats)
    rows = [
        (authority, ", ".join(words for *_key, words in found)) for authority, found in groupby(named, key=lambda row: row[1])
    ]
    caption = _("Members by authority, %(count)d in all") % {"count": len(seats)}
    return table(caption, (_("Authority"), _("Members")), rows)


def _authority(seat: Membership) -> str:
    return seat.authority.name if seat.authority else _("Independent members")


def _member(seat: Membership, on: date) -> str:
    held = [o for o in seat.offices.all() if o.started_on <= on and (o.ended_on is None or o.ended_on >= on)]
    offices = ", ".join(office.get_kind_display() for office in held)
    return f"{seat.person.name} ({offices})" if offices else seat.person.name


def _dates(body: Body, on: date) -> str:
    """Meetings that only members know of are left out: the paper is public."""
    coming = Meeting.objects.filter(body=body).upcoming(on).exclude(status__in=NOT_TAKING_PLACE)
    known = coming.exclude(publication=Publication.MEMBERS).select_related("venue")
    rows = [
        (
            long_date(meeting.held_on),
            clock_time(meeting.starts_at) or _("not known"),
            _kind(meeting),
            str(meeting.venue or _("not known")),
        )
        for meeting in known
    ]
    if not rows:
        return _("No meeting is announced.")
    return table(_("Coming meetings"), (_("Date"), _("Time"), _("Meeting"), _("Place")), rows)


def _kind(meeting: Meeting) -> str:
    if meeting.publication == Publication.PUBLIC:
        return meeting.get_kind_display()
    return _("%(kind)s, not open to the public") % {"kind": meeting.get_kind_display()}
