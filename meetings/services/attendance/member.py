"""The meetings that a member was expected at, as their own page shows them."""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interface.tables import Column
from interface.templatetags.dates import short_date
from meetings.choices import AttendanceGroup, AttendanceStatus, MinutesStatus
from meetings.models import Attendance, Minutes
from meetings.rules.attendance import movement_words
from panels.models import Person
from panels.registry import Part, member_part

OUT = (MinutesStatus.PUBLISHED, MinutesStatus.CONFIRMED)
LINK = '<a class="govuk-link" href="{}">{}</a>'


def attendance_of(person: Person, user: Any) -> QuerySet:
    """What the published minutes that a reader may see say of a member's coming, the latest meeting first.

    Which meetings those are is asked first: as one query, who may see what is worked out again for every row.
    """
    minutes = Minutes.objects.visible_to(user).filter(status__in=OUT, meeting__attendances__person=person)
    meetings = list(minutes.values_list("meeting", flat=True))
    rows = Attendance.objects.filter(person=person, group=AttendanceGroup.MEMBERS, meeting__in=meetings)
    kept = rows.select_related("meeting__area", "meeting__body", "arrived_item", "left_item")
    return kept.order_by("-meeting__held_on", "-meeting__starts_at", "pk")


@member_part("attendance", order=10)
def attendance_part(person: Person, user: Any) -> Part | None:
    """The part of a member's page; nothing where no minutes that are out say anything of them."""
    rows = attendance_of(person, user)
    counts = rows.order_by().aggregate(
        all=Count("pk"),
        came=Count("pk", filter=Q(status=AttendanceStatus.PRESENT)),
        apologies=Count("pk", filter=Q(status=AttendanceStatus.APOLOGIES)),
    )
    if not counts["all"]:
        return None
    columns = [
        Column("date", _("Date"), _meeting, heads_row=True),
        Column("body", _("Meeting"), lambda row: f"{row.meeting.body.name}, {row.meeting.called.lower()}"),
        Column("came", _("Attendance"), lambda row: row.get_status_display()),
        Column("times", _("Late or left early"), lambda row: movement_words(row) or _("no")),
    ]
    caption = _("Meetings with published minutes, the latest first")
    return Part(_("Attendance"), caption, columns, rows, "", _words(counts))


def _meeting(row: Attendance) -> SafeString:
    return format_html(LINK, row.meeting.get_absolute_url(), short_date(row.meeting.held_on))


def _words(counts: dict[str, int]) -> str:
    words = ngettext("Came to %(came)s of %(all)s meeting.", "Came to %(came)s of %(all)s meetings.", counts["all"])
    said = words % counts
    if counts["apologies"]:
        sent = ngettext("Sent apologies to %(apologies)s.", "Sent apologies to %(apologies)s.", counts["apologies"])
        said = f"{said} {sent % counts}"
    return said
