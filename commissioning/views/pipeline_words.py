"""How exercises, needs assessments and their stages are told on pages and in files."""

from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from commissioning.choices import ExerciseStatus, NeedStatus
from commissioning.rules.stages import date_words, expected, slip_words
from commissioning.rules.standing import Standing, Value
from interface.templatetags.dates import money
from interface.templatetags.govuk import tag

STATE_COLOURS = {ExerciseStatus.IN_HAND: "blue", ExerciseStatus.COMPLETE: "", ExerciseStatus.CANCELLED: "magenta"}
NEED_COLOURS = {NeedStatus.PLANNED: "", NeedStatus.UNDER_WAY: "blue", NeedStatus.COMPLETE: ""}


def state_tag(exercise: Any) -> str:
    """The state of an exercise."""
    return _tagged(exercise.get_status_display(), STATE_COLOURS[ExerciseStatus(exercise.status)])


def need_tag(need: Any) -> str:
    """The state of a needs assessment."""
    return _tagged(need.get_status_display(), NEED_COLOURS[NeedStatus(need.status)])


def _tagged(words: str, colour: str) -> str:
    return tag(words, colour) if colour else format_html("{}", words)


def slip_tag(days: int | None) -> SafeString:
    """By how much a stage slips: a tag where it does, words where not."""
    words = slip_words(days)
    return format_html("{}", tag(words, "orange") if days and days > 0 else words)


def next_words(standing: Standing) -> str:
    """“Award, March 2022”; that none is planned of what is in hand, “none” of what is over."""
    if standing.next is None:
        return _("none planned") if standing.exercise.status == ExerciseStatus.IN_HAND else _("none")
    day = date_words(*expected(standing.next)) or _("day not known")
    return _("%(stage)s, %(day)s") % {"stage": standing.next.get_kind_display(), "day": day}


def value_words(value: Value | None) -> str:
    """“£120,000.00 estimated, without VAT”; empty where nothing may be told."""
    if value is None:
        return ""
    said = {"amount": money(value.amount, "pence"), "vat": in_sentence(value.vat)}
    return _("%(amount)s estimated, %(vat)s") % said if value.is_estimate else _("%(amount)s awarded, %(vat)s") % said


def value_cell(value: Value | None) -> SafeString:
    """The same in a table, on two lines."""
    if value is None:
        return format_html("{}", _("not told"))
    said = {"vat": in_sentence(value.vat)}
    words = _("estimated, %(vat)s") % said if value.is_estimate else _("awarded, %(vat)s") % said
    return format_html(
        '<span class="app-nowrap">{}</span><br><span class="app-quiet">{}</span>', money(value.amount, "pence"), words
    )


def in_sentence(words: str) -> str:
    """Words as they stand inside a sentence, but for those that begin with initials."""
    return words[:1].lower() + words[1:] if not words[1:2].isupper() else words
