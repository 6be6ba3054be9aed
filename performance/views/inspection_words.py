"""How inspections, recommendations and super-complaints are told on pages and in files."""

from datetime import date, datetime
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from interface.templatetags.dates import short_date
from interface.templatetags.govuk import tag
from panels.choices import DutyStatus
from panels.due import state_of
from panels.models import Obligation
from performance.choices import AskStatus, InspectionStatus, SuperComplaintStatus
from performance.due.inspections import KEY, KIND
from performance.rules.inspections import DONE_WITH, waits_for_response

QUIET = '{}<br><span class="app-quiet govuk-!-font-weight-regular">{}</span>'
STATE_COLOURS = {
    InspectionStatus.PLANNED: "", InspectionStatus.UNDER_WAY: "blue", InspectionStatus.PUBLISHED: "yellow",
    InspectionStatus.RESPONDED: "green", InspectionStatus.CLOSED: "grey",
}  # fmt: skip
ASK_COLOURS = {
    AskStatus.OPEN: "blue", AskStatus.IN_PROGRESS: "blue", AskStatus.COMPLETE: "", AskStatus.NOT_TAKEN_UP: "grey",
}  # fmt: skip
COMPLAINT_COLOURS = {
    SuperComplaintStatus.RECEIVED: "blue", SuperComplaintStatus.ELIGIBLE: "blue", SuperComplaintStatus.NOT_ELIGIBLE: "grey",
    SuperComplaintStatus.INVESTIGATED: "yellow", SuperComplaintStatus.RESPONDED: "green",
}  # fmt: skip


def state_tag(inspection: Any) -> str:
    """The state of an inspection. A report that asks for no response is not one that waits."""
    colour = STATE_COLOURS[InspectionStatus(inspection.status)]
    if inspection.status == InspectionStatus.PUBLISHED and not inspection.needs_response:
        colour = "grey"
    return tag(inspection.get_status_display(), colour) if colour else inspection.get_status_display()


def ask_tag(ask: Any, today: date) -> str:
    """The state of a recommendation, and that it is late."""
    words, colour = ask.get_status_display(), ASK_COLOURS[AskStatus(ask.status)]
    if is_late(ask, today):
        return format_html("{}<br>{}", words, tag(_("Late"), "orange"))
    return tag(words, colour) if colour else format_html("{}", words)


def is_late(ask: Any, today: date) -> bool:
    """Whether its day has passed and it is not done with."""
    return ask.due_on is not None and ask.due_on < today and ask.status not in DONE_WITH


def complaint_tag(complaint: Any) -> str:
    """The state of a super-complaint."""
    return tag(complaint.get_status_display(), COMPLAINT_COLOURS[SuperComplaintStatus(complaint.status)])


def private_tag(row: Any) -> str:
    """That only the office reads it; empty for what is public."""
    return "" if row.published_at else format_html(" {}", tag(_("Private"), "purple"))


def linked(row: Any, quiet: str) -> SafeString:
    """A title that leads to its page, whether it is private, and a quiet line below."""
    link = format_html('<a class="govuk-link" href="{}">{}</a>{}', row.get_absolute_url(), row.title, private_tag(row))
    return format_html(QUIET, link, quiet) if quiet else link


def due_of(rows: Any, user: Any) -> dict[str, Obligation]:
    """What is due for inspections of a list that the reader may know of, by their keys: one query."""
    keys = [str(row.pk) for row in rows]
    seen = Obligation.objects.visible_to(user).filter(subject_kind=KIND, subject_key__in=keys, key=KEY)
    return {one.subject_key: one for one in seen.select_related("area")}


def response_words(inspection: Any, due: Obligation | None, now: datetime) -> tuple[str, str]:
    """Where the response is, as words and what a tag says of its day."""
    if inspection.responded_on is not None:
        late = due is not None and due.status == DutyStatus.MET and due.was_late
        return _("published %(day)s") % {"day": short_date(inspection.responded_on)}, _("Late") if late else ""
    if inspection.report_on is None:
        return _("no report yet"), ""
    if not inspection.needs_response:
        return _("not needed"), ""
    if due is None or not waits_for_response(inspection):
        return _("not published"), ""
    return _("due %(day)s") % {"day": short_date(due.due_on)}, state_of(due, now).words


def response_cell(inspection: Any, due: Obligation | None, now: datetime) -> SafeString:
    """The same in a table."""
    words, state = response_words(inspection, due, now)
    return format_html('<span class="app-nowrap">{}</span><br>{}', words, _due_tag(state)) if state else format_html("{}", words)


def _due_tag(state: str) -> str:
    return tag(state, "orange") if state == _("Late") else tag(state)


def asks_words(count: int, open_count: int) -> str:
    """“3 of 5 not done with”; “none” where there is none."""
    if not count:
        return _("none")
    return _("%(open)d of %(count)d open") % {"open": open_count, "count": count}


def ask_title(ask: Any) -> str:
    """“Recommendation 3”, “Area for improvement”."""
    kind = ask.get_kind_display()
    return _("%(kind)s %(label)s") % {"kind": kind, "label": ask.label} if ask.label else kind
