"""The live paper of inspections and super-complaints: what the Commissioner answered since the body last met, which reports wait
for a response and until when, and where the force itself is inspected.

It is for everybody, so that it says nothing of what is not published, and of no draft.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from html import unescape
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from decisions.papers.key_decisions import last_met, safe
from documents.sources import source
from interface import markdown
from interface.templatetags.dates import long_date
from panels.models import Body, Obligation, PoliceArea
from performance.choices import InspectionStatus, SuperComplaintStatus
from performance.due.inspections import KEY, KIND
from performance.models import Inspection, InspectionAsk, SuperComplaint
from performance.rules.inspections import DONE_WITH, NOT_OUT

INSPECTIONS = "inspections"
PUBLIC = AnonymousUser()


@source(INSPECTIONS, gettext_lazy("Inspections and super-complaints"), of_collection=True)
def inspections(area: PoliceArea, body: Body, on: date, collection: str) -> tuple[str, dict[str, Any]]:
    """Inspections and super-complaints as at a day: what was answered after the body's last meeting, and what is open."""
    since = last_met(body, on, collection)
    rows = list(Inspection.objects.visible_to(PUBLIC).filter(area=area).order_by("report_on", "title"))
    complaints = list(SuperComplaint.objects.visible_to(PUBLIC).filter(area=area).order_by("title"))
    parts = [f"## {_('Inspections')}", *_answered(rows, since, on), *_waiting(rows, on), *_of_force(rows), *_asks(area)]
    parts += [f"## {_('Police super-complaints')}", *_complaints(complaints, since, on)]
    return "\n\n".join(parts) + "\n", {}


def _answered(rows: Sequence[Inspection], since: date | None, on: date) -> list[str]:
    found = [one for one in rows if one.responded_on and one.responded_on <= on and _is_new(one.responded_on, since)]
    if not found:
        if since is None:
            return [_("No response of the Commissioner is published as at %(on)s.") % {"on": long_date(on)}]
        return [_("No response was published after the meeting of %(day)s.") % {"day": long_date(since)}]
    words = ngettext("%(count)d response was published", "%(count)d responses were published", len(found)) % {"count": len(found)}
    after = _(" after the meeting of %(day)s") % {"day": long_date(since)} if since else ""
    return [f"{words}{after}:", _bullets(
        _("%(title)s, on %(day)s") % {"title": _named(one.title, one.response_url), "day": long_date(one.responded_on)}
        for one in found
    )]  # fmt: skip


def _is_new(day: date, since: date | None) -> bool:
    return since is None or day > since


def _waiting(rows: Sequence[Inspection], on: date) -> list[str]:
    """The reports that wait for a response as at the day, with the day by which it is due."""
    found = [
        one for one in rows
        if one.needs_response and one.report_on and one.report_on <= on and one.status != InspectionStatus.CLOSED
        and (one.responded_on is None or one.responded_on > on)
    ]  # fmt: skip
    if not found:
        return [_("No report waits for a response.")]
    due = {
        row.subject_key: row.due_on
        for row in Obligation.objects.visible_to(PUBLIC).filter(
            subject_kind=KIND, subject_key__in=[str(one.pk) for one in found], key=KEY
        )
    }  # fmt: skip
    words = ngettext("%(count)d report waits for a response:", "%(count)d reports wait for a response:", len(found))
    return [words % {"count": len(found)}, _bullets(_waits(one, due.get(str(one.pk))) for one in found)]


def _waits(one: Inspection, due_on: date | None) -> str:
    said = {"title": _named(one.title, one.report_url), "day": long_date(one.report_on), "due": long_date(due_on)}
    if due_on is None:
        return _("%(title)s, published on %(day)s") % said
    return _("%(title)s, published on %(day)s, response due by %(due)s") % said


def _of_force(rows: Sequence[Inspection]) -> list[str]:
    found = [one for one in rows if one.is_of_force and one.status in NOT_OUT]
    if not found:
        return []
    return [_("The force itself is inspected:"), _bullets(_planned(one) for one in found)]


def _planned(one: Inspection) -> str:
    when = f" ({safe(one.planned_words)})" if one.planned_words else ""
    state = one.get_status_display().lower()
    note = safe(unescape(markdown.plain(one.note)))
    return f"{safe(one.title)}, {state}{when}{f': {note}' if note else ''}"


def _asks(area: PoliceArea) -> list[str]:
    rows = InspectionAsk.objects.visible_to(PUBLIC).kept().filter(inspection__area=area)
    every, left = rows.count(), rows.filter(~Q(status__in=DONE_WITH)).count()
    if not every:
        return []
    said = {"left": left, "every": every}
    words = ngettext(
        "Of %(every)d recommendation that is followed, %(left)d is still open.",
        "Of %(every)d recommendations that are followed, %(left)d are still open.", every,
    )  # fmt: skip
    return [words % said]


def _complaints(rows: Sequence[SuperComplaint], since: date | None, on: date) -> list[str]:
    answered = [one for one in rows if one.responded_on and one.responded_on <= on and _is_new(one.responded_on, since)]
    eligible = [one for one in rows if one.status == SuperComplaintStatus.ELIGIBLE]
    found = []
    if answered:
        words = ngettext("%(count)d response was submitted:", "%(count)d responses were submitted:", len(answered))
        found += [words % {"count": len(answered)}, _bullets(_named(one.title, one.url) for one in answered)]
    else:
        found.append(_("No response was submitted since last reported.") if since else _("No response was submitted."))
    if eligible:
        words = ngettext(
            "%(count)d super-complaint was assessed as eligible for investigation:",
            "%(count)d super-complaints were assessed as eligible for investigation:", len(eligible),
        )  # fmt: skip
        found += [words % {"count": len(eligible)}, _bullets(_named(one.title, one.url) for one in eligible)]
    return found


def _named(title: str, url: str) -> str:
    """A title, leading to where it is published."""
    words = safe(title)
    return f"[{words}](<{url.replace('<', '%3C').replace('>', '%3E')}>)" if url else words


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
