"""The letter in which the panel asks for information, or for somebody to attend: what, by when, under which provision."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from decisions.choices import CaseKind
from decisions.papers.letterheads import Letterhead
from decisions.papers.reports import provision_words, reasons_html
from decisions.rules.common_steps import power_of
from decisions.rules.facts import CaseFacts
from decisions.rules.request_steps import last_day, meeting_of
from documents.services.prints import Sheet
from interface.templatetags.dates import clock_time, long_date
from meetings.choices import Publication


@translation.override(settings.LANGUAGE_CODE)
def request_sheet(facts: CaseFacts, *, head: Letterhead, sent_on: Any, signed_by: str, is_invitation: bool = False) -> Sheet:
    """The letter as it is printed. `is_invitation`: of a Chief Constable, whom a panel can invite and not require."""
    context = {"asked": _asked(facts, is_invitation), "text": reasons_html(facts.case.about), "when": _when(facts)}
    content = render_to_string("decisions/pdf/_request.html", context).strip()
    return Sheet(
        title=facts.case.title,
        kind_words=_("Request of the panel"),
        content=mark_safe(content),  # noqa: S308  escaped by the template
        facts=_facts(facts, sent_on),
        to_lines=head.commissioner,
        from_lines=head.panel,
        signature_lines=_signature(facts, signed_by),
        running=f"{facts.case.body.name}, {facts.case.title}",
        author=facts.case.body.name,
        is_letter=True,
    )


def _facts(facts: CaseFacts, sent_on: Any) -> list[tuple[str, str]]:
    rule, last = power_of(facts), last_day(facts)
    found = [
        (_("Date"), long_date(sent_on)),
        (_("Asked under"), provision_words(rule.provision, rule.is_verified) if rule else ""),
        (_("Asked for by"), long_date(last) if last else ""),
    ]
    return [(term, value) for term, value in found if value]


def _asked(facts: CaseFacts, is_invitation: bool) -> str:
    if facts.case.kind == CaseKind.INFORMATION:
        return _("The panel asks for the information below, which it needs to do its work.")
    said = {"who": facts.case.concerns}
    if is_invitation:
        return _("The panel invites %(who)s to attend its meeting, and to answer questions there.") % said
    return _("The panel requires %(who)s to attend its meeting, and to answer questions there.") % said


def _when(facts: CaseFacts) -> list[str]:
    """By when, and where. That the day is the panel's own is said, since the law names no number of days."""
    last, meeting = last_day(facts), meeting_of(facts)
    if facts.case.kind == CaseKind.INFORMATION or meeting is None:
        words = _("The panel asks for this by %(day)s, which it considers a reasonable time. The Act names no number of days.")
        return [words % {"day": long_date(last)}] if last else []
    said = {"day": long_date(meeting.held_on), "time": clock_time(meeting.starts_at), "place": _place(meeting)}
    words = _("The meeting is on %(day)s at %(time)s%(place)s.") if said["time"] else _("The meeting is on %(day)s%(place)s.")
    found = [words % said]
    if meeting.publication == Publication.PUBLIC:
        found.append(_("It is open to the public."))
    return found


def _place(meeting: Any) -> str:
    return _(", at %(venue)s") % {"venue": meeting.venue.name} if meeting.venue_id else ""


def _signature(facts: CaseFacts, signed_by: str) -> list[str]:
    lines = [part.strip() for part in signed_by.split(",", 1) if part.strip()]
    return [*lines, facts.case.body.name]
