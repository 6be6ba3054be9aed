"""How funds, grants, applications and stated totals are told on pages and in files."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from commissioning.choices import ApplicationStatus, DecidedBy, ExerciseKind, ExerciseStatus
from commissioning.rules.totals import Check, figure
from commissioning.services.fund_reading import Told
from commissioning.views.cells import QUIET
from interface.links import url_or_none
from interface.templatetags.dates import money, short_date
from interface.templatetags.govuk import tag

APPLICATION_COLOURS = {
    ApplicationStatus.RECEIVED: "blue", ApplicationStatus.NOT_ELIGIBLE: "grey", ApplicationStatus.RECOMMENDED: "yellow",
    ApplicationStatus.AWARDED: "green", ApplicationStatus.REFUSED: "red", ApplicationStatus.WITHDRAWN: "magenta",
}  # fmt: skip


def pounds(amount: Decimal | None) -> str:
    """£30,797.00; what is not known says so."""
    return _("not known") if amount is None else money(amount, "pence")


def with_vat(amount: Decimal, vat: str) -> SafeString:
    """An amount and, below it, how it stands to VAT."""
    return (
        format_html('{}<br><span class="app-quiet">{}</span>', pounds(amount), vat) if vat else format_html("{}", pounds(amount))
    )


def linked_to(url: str | None, words: str, *marks: str) -> SafeString:
    """Words that lead somewhere, where that is there, with tags behind them."""
    link = format_html('<a class="govuk-link" href="{}">{}</a>', url, words) if url else format_html("{}", words)
    return format_html("{}{}", link, format_html_join("", " {}", ((one,) for one in marks if one)))


def quietly(words: SafeString | str, below: str) -> SafeString:
    """Words with a quiet line below them, where there is one."""
    return format_html(QUIET, words, below) if below else format_html("{}", words)


def award_link(award: Any, area: Any) -> SafeString:
    """The title of an award that the reader reads in whole, and whether that is for some only."""
    url = url_or_none("awards:award-detail", area.slug, award.reference)
    private = tag(_("Private"), "purple") if award.is_private or award.published_at is None else ""
    return linked_to(url, award.title, private)


def provider_link(provider: Any, area: Any, *, works: bool) -> SafeString:
    """An organisation by its name, which leads to its page where the reader may open that."""
    is_open = works or provider.published_at is not None
    return linked_to(url_or_none("services:provider-detail", area.slug, provider.slug) if is_open else None, provider.name)


def exercise_link(exercise: Any, area: Any) -> SafeString:
    """A round that the reader may see."""
    url = url_or_none("commissioning:exercise-detail", area.slug, exercise.reference)
    return linked_to(url, exercise.title, tag(_("Private"), "purple") if exercise.published_at is None else "")


def application_state(application: Any) -> str:
    """The state of an application."""
    return tag(application.get_status_display(), APPLICATION_COLOURS[ApplicationStatus(application.status)])


def check_tag(check: Check | None) -> str:
    """Whether a total agrees with its lines."""
    if check is None:
        return tag(_("Missing"), "red")
    return tag(_("Matched"), "green") if check.agrees else tag(_("Does not match"), "orange")


def check_words(check: Check | None) -> str:
    """Lines add up to £30,797.00, as typed; or that nothing stands there to be added up."""
    return check.words if check else _("No lines stand under it")


def difference_words(check: Check | None, unit: str) -> str:
    """By how much lines differ from their total; “none” where they agree."""
    if check is None:
        return _("not known")
    return _("none") if check.agrees else figure(check.difference, unit)


def told_words(told: Told | None, exercise: Any) -> str:
    """12 applications received, 5 awarded; or that this is told once it is decided, or that it never was."""
    if told is None:
        is_awaited = exercise.kind == ExerciseKind.GRANT_ROUND and exercise.status == ExerciseStatus.IN_HAND
        return _("told once it is decided") if is_awaited else _("not told")
    return _("%(received)s received, %(awarded)s awarded") % {"received": f"{told.received:,}", "awarded": f"{told.awarded:,}"}


def decided_words(exercise: Any) -> str:
    """The day on which a round was decided; of what is over without one, that it is not known."""
    return short_date(exercise.decided_on) or (_("not yet") if exercise.status == ExerciseStatus.IN_HAND else _("not known"))


def decider_words(row: Any) -> str:
    """Who decides, by name where there is one, else by kind; empty where it is not stated."""
    if row.decided_by == DecidedBy.NOT_STATED:
        return row.decided_words
    return str(row.decided_words or row.get_decided_by_display())


def fact_list(*facts: tuple[str, Any, str]) -> list[dict[str, Any]]:
    """Key facts: term, value and a note."""
    return [{"term": term, "value": value, "note": note} for term, value, note in facts]


def dashed(parts: Iterable[str]) -> str:
    """Parts that are there, with commas between them."""
    return ", ".join(one for one in parts if one)
