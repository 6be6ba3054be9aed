"""Live papers of the items that stand in each update report: contacts and reviews, scrutiny panels, force establishment, estates.

They are for everybody, so that they say nothing of what is not published and of no figure that is not released.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from decisions.papers.key_decisions import last_met, safe
from documents.sources import source
from interface.templatetags.dates import long_date, short_date
from meetings.papers.tables import table
from panels.models import Body, PoliceArea
from performance.models import CaseFinding, ScrutinySession
from performance.rules import words
from performance.rules.casework import (
    Outcomes,
    YearTable,
    change_words,
    days_words,
    gap_words,
    percent_words,
    period_words,
)
from performance.rules.casework_facts import fact_of
from performance.rules.charts import control_chart
from performance.rules.scrutiny import sum_words
from performance.services.casework import Casework, casework_of

CONTACTS, PANELS, ESTABLISHMENT = "contacts-and-reviews", "scrutiny-panels", "force-establishment"
PUBLIC = AnonymousUser()
Drawn = tuple[str, dict[str, Any]]


# Contacts, reviews, establishment -------------------------------------------------------------------------------------


@source(CONTACTS, gettext_lazy("Contacts and complaint reviews"), of_collection=True)
def contacts_and_reviews(area: PoliceArea, body: Body, on: date, collection: str) -> Drawn:
    """What the office watches that has no target to reach: figures until a day, this year beside last year, and outcomes."""
    found = [one for one in _watched(area, on) if not _has_target(one)]
    if not found:
        return _("No figures of contacts or complaint reviews are published as at %(on)s.") % {"on": long_date(on)} + "\n", {}
    return "\n\n".join(part for one in found for part in _figures(one)) + "\n", {}


@source(ESTABLISHMENT, gettext_lazy("Force establishment"), of_collection=True)
def force_establishment(area: PoliceArea, body: Body, on: date, collection: str) -> Drawn:
    """What the office watches that has a target, as the uplift of officers: against the target, and month by month."""
    found = [one for one in _watched(area, on) if _has_target(one)]
    if not found:
        return _("No figures of the force’s establishment are published as at %(on)s.") % {"on": long_date(on)} + "\n", {}
    charts = {
        f"establishment-{one.measure.slug}": control_chart(one.measure, one.drawn)
        for casework in found for one in casework.counted if one.analysis.targets and len(one.analysis.points) > 1
    }  # fmt: skip
    parts = [part for one in found for part in _figures(one)]
    return "\n\n".join([*parts, *(f"Chart: {key}" for key in charts)]) + "\n", charts


def _watched(area: PoliceArea, on: date) -> list[Casework]:
    """What everybody may read of what the office watches, as it was known on a day; without what holds no figure."""
    rows = (one.until(on) for one in casework_of(area, PUBLIC))
    return [one for one in rows if any(each.analysis.points for each in one.counted)]


def _has_target(casework: Casework) -> bool:
    return any(one.analysis.targets for one in casework.counted)


def _figures(casework: Casework) -> list[str]:
    """A heading, a line for each figure, the targets, outcomes, and tables of months."""
    facts = (fact_of(one) for one in casework.counted if one.analysis.points)
    lines = "\n".join(f"- {safe(one['term'])}: **{safe(one['value'])}** ({safe(one['note'])})" for one in facts)
    outcomes = [_outcomes(casework.outcomes)] if casework.outcomes else []
    months = (_months(one) for one in casework.tables)
    return [f"## {safe(casework.objective.title)}", lines, *_aims(casework), *outcomes, *months]


def _aims(casework: Casework) -> list[str]:
    if not casework.aims:
        return []
    heads = (_("Measure"), _("By"), _("Target"), _("Actual"), _("Beside the target"))
    rows = [
        (
            safe(one.counted.measure.title), short_date(one.by), words.figure_words(one.counted.measure, one.target),
            f"{words.figure_words(one.counted.measure, one.last.value)} ({words.period_words(one.last)})", gap_words(one),
        )
        for one in casework.aims
    ]  # fmt: skip
    is_illustrative = any(one.counted.analysis.is_illustrative for one in casework.aims)
    return [table(_marked(_("Against the targets"), is_illustrative=is_illustrative), heads, rows)]


def _marked(caption: str, *, is_illustrative: bool) -> str:
    return _("%(title)s. Illustrative") % {"title": caption} if is_illustrative else caption


def _outcomes(outcomes: Outcomes) -> str:
    whole = outcomes.whole
    rows = [
        (safe(one.measure.title), words.figure_words(one.measure, value), f"{words.number_words(share, 0)}%")
        for one, value, share in outcomes.parts
    ]  # fmt: skip
    rows.append((_("Together"), words.figure_words(whole.measure, outcomes.value), "100%"))
    of = [whole, *(one for one, _value, _share in outcomes.parts)]
    caption = _marked(safe(whole.measure.title), is_illustrative=any(one.analysis.is_illustrative for one in of))
    return table(caption, (_("Outcome"), _("Figure"), _("Share")), rows)


def _months(found: YearTable) -> str:
    """The last twelve months, each beside the same month of the year before, with the totals of the same days."""
    measure, (now, before) = found.counted.measure, found.years
    has_year = not now.isdecimal()
    rows = [
        (
            period_words(one.point, has_year=has_year), words.figure_words(measure, one.point.value),
            words.figure_words(measure, one.before.value if one.before else None),
            change_words(measure, one.change, is_partial=one.is_partial),
        )
        for one in found.lines
    ]  # fmt: skip
    if found.total is not None:
        total = found.total
        percent = f" ({percent_words(total.percent)})" if total.percent is not None else ""
        rows.append((
            days_words(total.started_on, total.ended_on), words.figure_words(measure, total.value),
            words.figure_words(measure, total.before), f"{change_words(measure, total.change)}{percent}",
        ))  # fmt: skip
    caption = _marked(safe(measure.title), is_illustrative=found.counted.analysis.is_illustrative)
    return table(caption, (_("Period"), now, before, _("Change")), rows)


# Scrutiny panels ------------------------------------------------------------------------------------------------------


@source(PANELS, gettext_lazy("Scrutiny panels"), of_collection=True)
def scrutiny_panels(area: PoliceArea, body: Body, on: date, collection: str) -> Drawn:
    """By panel, the sessions since the body last met and those to come, what they found, and what the force says to it."""
    since = last_met(body, on, collection)
    sessions = [one for one in _sessions(area) if since is None or _day(one) > since]
    if not sessions:
        said = {"day": long_date(since), "on": long_date(on)}
        none = (
            _("No session was published after the meeting of %(day)s.") if since else _("No session is published as at %(on)s.")
        )
        return none % said + "\n", {}
    parts: list[str] = []
    for panel in dict.fromkeys(one.body for one in sessions):
        of_panel = [one for one in sessions if one.body_id == panel.pk]
        parts += [f"## {safe(panel.name)}", _bullets(_session(one, on) for one in of_panel)]
    return "\n\n".join([*parts, *_waiting(area, on)]) + "\n", {}


def _sessions(area: PoliceArea) -> list[ScrutinySession]:
    kept = CaseFinding.objects.visible_to(PUBLIC).kept().order_by("position", "number")
    rows = ScrutinySession.objects.visible_to(PUBLIC).filter(area=area).select_related("area", "body")
    return list(rows.prefetch_related(Prefetch("findings", kept, to_attr="standing")).order_by("body__name", "held_on", "pk"))


def _day(session: ScrutinySession) -> date:
    """The last day of a session, or that of its report where this came out later."""
    return max(one for one in (session.held_on, session.ended_on, session.report_on) if one is not None)


def _session(session: ScrutinySession, on: date) -> str:
    """One session in a few sentences."""
    said = {"day": _days(session), "theme": safe(session.theme)}
    if session.held_on > on:
        planned = _("On %(day)s it will look at: %(theme)s.") % said
        cases = ngettext("%(count)d case.", "%(count)d cases.", session.cases) % {"count": session.cases} if session.cases else ""
        return f"{planned} {cases}".strip()
    return " ".join(part for part in (_("%(day)s: %(theme)s.") % said, _found(session), _answer(session, on)) if part)


def _days(session: ScrutinySession) -> str:
    if session.ended_on is None or session.ended_on == session.held_on:
        return long_date(session.held_on)
    return _("%(first)s to %(last)s") % {"first": long_date(session.held_on), "last": long_date(session.ended_on)}


def _found(session: Any) -> str:
    found: Sequence[CaseFinding] = session.standing
    if not found:
        return ""
    named = "; ".join(f"{one.count} {safe(one.words[:1].lower() + one.words[1:])}" for one in found)
    return _("Cases: %(sum)s (%(named)s).") % {"sum": sum_words([one.count for one in found]), "named": named}


def _answer(session: ScrutinySession, on: date) -> str:
    if session.answered_on and session.answered_on <= on:
        said = {"day": long_date(session.answered_on), "learning": safe(session.learning), "action": safe(session.force_action)}
        answer = [_("The force answered on %(day)s:") % said, said["learning"], said["action"]]
        return " ".join(part for part in answer if part)
    if session.asked_on and session.asked_on <= on:
        return _("The force has not answered yet.")
    return ""


def _waiting(area: PoliceArea, on: date) -> list[str]:
    """How many sessions of whatever day wait for an answer."""
    waiting = [
        one for one in _sessions(area)
        if one.asked_on and one.asked_on <= on and (one.answered_on is None or one.answered_on > on)
    ]  # fmt: skip
    if not waiting:
        return []
    words_of = ngettext(
        "Of %(count)d session the force has not said yet what it learns from it.",
        "Of %(count)d sessions the force has not said yet what it learns from them.", len(waiting),
    )  # fmt: skip
    return [words_of % {"count": len(waiting)}]


def _bullets(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
