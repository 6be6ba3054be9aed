"""How sessions of scrutiny panels are told on pages and in files."""

from collections.abc import Sequence
from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interface.templatetags.dates import short_date
from interface.templatetags.govuk import tag
from performance.models import CaseFinding, ScrutinySession
from performance.rules.scrutiny import days_waited, is_planned, sum_words

QUIET = '{}<br><span class="app-quiet govuk-!-font-weight-regular">{}</span>'


def when_words(session: ScrutinySession) -> str:
    """“2 Mar 2022”, or from the first day to the last."""
    first = short_date(session.held_on)
    if session.ended_on is None or session.ended_on == session.held_on:
        return first
    return _("%(first)s to %(last)s") % {"first": first, "last": short_date(session.ended_on)}


def state_tags(session: ScrutinySession, today: date) -> SafeString:
    """That it is to come, and that only the office reads it."""
    planned = format_html(" {}", tag(_("Planned"), "blue")) if is_planned(session, today) else ""
    private = "" if session.published_at else format_html(" {}", tag(_("Private"), "purple"))
    return format_html("{}{}", planned, private)


def cases_words(session: ScrutinySession, findings: Sequence[CaseFinding], today: date) -> str:
    """“22 = 6 + 9 + 7”, how many are to be looked at, or that nobody knows."""
    if findings:
        return sum_words([one.count for one in findings])
    if session.cases is None:
        return _("not known")
    if is_planned(session, today):
        return _("%(cases)s to be looked at") % {"cases": f"{session.cases:,}"}
    return f"{session.cases:,}"


def findings_words(findings: Sequence[CaseFinding]) -> str:
    """“6 appropriate; 9 appropriate with observations; 7 inappropriate”."""
    return "; ".join(f"{one.count:,} {one.words[:1].lower()}{one.words[1:]}" for one in findings)


def answer_words(session: ScrutinySession, today: date) -> str:
    """“Answered 3 Feb 2022”, “No answer yet, 15 days”, “Not asked”."""
    if session.answered_on is not None:
        return _("Answered %(day)s") % {"day": short_date(session.answered_on)}
    days = days_waited(session, today)
    if days is None:
        return _("Not asked")
    return ngettext("No answer yet, %(count)s day", "No answer yet, %(count)s days", days) % {"count": f"{days:,}"}


def report_cell(session: ScrutinySession) -> SafeString:
    """Where the report is."""
    words = short_date(session.report_on) or _("Report")
    if session.report_url:
        return format_html('<a class="govuk-link" href="{}">{}</a>', session.report_url, words)
    return format_html("{}", words if session.report_on else _("not published"))


def session_cell(session: ScrutinySession, today: date) -> SafeString:
    """The day, which leads to the page, and the theme."""
    link = format_html(
        '<a class="govuk-link app-nowrap" href="{}">{}</a>{}', session.get_absolute_url(), when_words(session),
        state_tags(session, today),
    )  # fmt: skip
    return format_html(QUIET, link, session.theme) if session.theme else link


def cases_cell(session: ScrutinySession, findings: Sequence[CaseFinding], today: date) -> SafeString:
    """The sum, and which finding is which number."""
    words = cases_words(session, findings, today)
    return format_html(QUIET, words, findings_words(findings)) if findings else format_html("{}", words)
