"""The tables of an exercise's page as `commissioning/_rows.html` draws them: headings, lines with their acts, and what to add."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from commissioning.choices import ExerciseStatus
from commissioning.forms.award_parts import share_words
from commissioning.models import Award, Exercise, Lot, Share, Stage
from commissioning.rules.stages import date_words, slip
from commissioning.rules.totals import add_up, vat_words
from commissioning.views import pipeline_words as words_of
from commissioning.views.cells import QUIET, linked
from interface.links import url_or_none
from interface.templatetags.dates import money, short_date
from interface.templatetags.govuk import tag

Line = dict[str, Any]
NUMERIC = True


def table(
    key: str, title: str, heads: Sequence[tuple[str, bool]], lines: list[Line], *, add: dict[str, str] | None = None,
    empty: str = "", caption: str = "", flag: str = "",
) -> dict[str, Any]:  # fmt: skip
    """A table of rows under an exercise; `heads` are (words, whether numeric), the first of them heads the rows."""
    return {
        "key": key, "title": title, "caption": caption or title, "flag": flag, "add": add, "empty": empty, "lines": lines,
        "heads": [{"text": words, "numeric": numeric} for words, numeric in heads],
        "acts": any(one["acts"] for one in lines),
    }  # fmt: skip


def _line(head: Any, cells: Sequence[tuple[str, Any, bool]], acts: Iterable[dict[str, str]] = (), named: str = "") -> Line:
    made = [{"label": label, "value": value, "numeric": numeric} for label, value, numeric in cells]
    return {"head": head, "cells": made, "acts": list(acts), "named": named or head}


def _url(exercise: Exercise, name: str, *more: Any) -> str:
    return reverse(f"commissioning:{name}", args=[exercise.area.slug, exercise.reference, *more])


def _kept(exercise: Exercise, one: str, row: Any) -> list[dict[str, str]]:
    return [
        {"text": _("Change"), "url": _url(exercise, f"{one}-update", row.number)},
        {"text": _("Take out"), "url": _url(exercise, f"{one}-remove", row.number)},
    ]


def stages(
    exercise: Exercise, rows: Sequence[Stage], passed: set[int], today: date, *, works: bool
) -> dict[str, Any]:  # fmt: skip
    """Planned, now expected, reached, and the slip. A stage that was passed over, or stands in what is over, slips no further;
    where none is waited for, nothing is expected."""
    lines, waits = [], any(one.actual_on is None and one.pk not in passed for one in rows)
    for one in rows:
        late = "" if one.pk in passed else words_of.slip_tag(slip(one, today))
        reach = [] if one.actual_on else [{"text": _("Reached"), "url": _url(exercise, "stage-reach", one.number)}]
        cells = [
            (_("Planned"), date_words(one.planned_on, one.planned_as) or _("not known"), False),
            *([(_("Now expected"), _expected(one, is_passed=one.pk in passed), False)] if waits else []),
            (_("Reached"), _reached(exercise, one, is_passed=one.pk in passed), False),
            (_("Slip"), late or _("not known"), False),
        ]
        head = format_html(QUIET, one.get_kind_display(), one.note) if one.note else one.get_kind_display()
        acts = [*reach, *_kept(exercise, "stage", one)] if works else []
        lines.append(_line(head, cells, acts, one.get_kind_display()))
    named = (_("Stage"), _("Planned"), *([_("Now expected")] if waits else []), _("Reached"), _("Slip"))
    heads = [(words, False) for words in named]
    add = {"text": _("Add a stage"), "url": _url(exercise, "stage-create")} if works else None
    return table("stages", _("Stages"), heads, lines, add=add, empty=_("No stage is entered yet."))


def _expected(stage: Stage, *, is_passed: bool) -> str:
    if stage.actual_on:
        return _("reached")
    if is_passed:
        return _("no longer")
    return date_words(stage.expected_on, stage.expected_as) or _("as planned")


def _reached(exercise: Exercise, stage: Stage, *, is_passed: bool) -> str:
    if stage.actual_on:
        return date_words(stage.actual_on, stage.actual_as)
    if exercise.status == ExerciseStatus.CANCELLED:
        return _("not reached")
    return _("not known") if is_passed else _("not yet")


def lots(exercise: Exercise, rows: Sequence[Lot], *, told: bool, works: bool) -> dict[str, Any]:
    """Lots, with their estimates for who may read these."""
    priced = told and any(one.estimate is not None for one in rows)
    lines = []
    for one in rows:
        cells = [(_("What it covers"), one.about or _("not known"), False)]
        if priced:
            words = money(one.estimate, "pence") if one.estimate is not None else _("not known")
            cells.append((_("Estimate"), words, NUMERIC))
        lines.append(_line(one.title, cells, _kept(exercise, "lot", one) if works else []))
    heads = [(_("Lot"), False), (_("What it covers"), False), *([(_("Estimate"), NUMERIC)] if priced else [])]
    add = {"text": _("Add a lot"), "url": _url(exercise, "lot-create")} if works else None
    vat = {"vat": words_of.in_sentence(exercise.get_vat_display())}
    caption = _("Lots. Estimates %(vat)s") % vat if priced else _("Lots")
    return table("lots", _("Lots"), heads, lines, add=add, flag=_lots_gap(exercise, rows) if priced else "", caption=caption)


def _lots_gap(exercise: Exercise, rows: Sequence[Lot]) -> str:
    """That the estimates of the lots do not make that of the whole; nothing where they do, or one of them is not known."""
    parts = [one.estimate for one in rows if one.estimate is not None]
    if exercise.estimate is None or len(parts) < len(rows):
        return ""
    if (made := add_up(parts)) == exercise.estimate:
        return ""
    names = {"made": money(made, "pence"), "whole": money(exercise.estimate, "pence")}
    return _("Estimates of the lots make %(made)s. That of the whole is %(whole)s") % names


def shares(
    exercise: Exercise, rows: Sequence[Share], problem: str, *, told: bool, works: bool
) -> dict[str, Any]:  # fmt: skip
    """Who pays, and whether the shares make the whole. Shares in pounds add up to the estimate: only for who may read that."""
    lines = [
        _line(one.funder, [(_("Share"), share_words(one) if told or one.amount is None else _("not told"), NUMERIC)])
        for one in rows
    ]
    url = url_or_none("awards:share-update", exercise.area.slug, exercise.reference) if works else None
    heads = [(_("Funder"), False), (_("Share"), NUMERIC)]
    add = {"text": _("Say who pays"), "url": url} if url else None
    vat = {"vat": words_of.in_sentence(exercise.get_vat_display())}
    in_pounds = told and any(one.amount is not None for one in rows)
    caption = _("Funders and their shares, %(vat)s") % vat if in_pounds else ""
    return table("shares", _("Funders and their shares"), heads, lines, add=add, flag=problem, caption=caption)


def awards(rows: Sequence[tuple[Award, bool]]) -> dict[str, Any]:
    """What was awarded in it; of one that is private only what everybody may be told."""
    has_page = bool(rows) and url_or_none("awards:award-list", rows[0][0].area.slug)
    lines = []
    for one, wholly in rows:
        title = one.title if wholly else one.public_title
        head = linked(one, title) if has_page else title
        if one.is_private:
            head = format_html("{} {}", head, tag(_("Private"), "purple") if one.published_at else "")
        told = _("private")
        cells = [
            (_("Reference"), one.reference, False),
            (_("Provider"), one.provider.name if wholly else told, False),
            (_("Awarded on"), (short_date(one.awarded_on) or _("not yet")) if wholly else told, False),
            (_("Amount"), money(one.amount, "pence") if wholly else told, NUMERIC),
        ]
        lines.append(_line(head, cells, named=title))
    heads = [
        (_("Award"), False), (_("Reference"), False), (_("Provider"), False), (_("Awarded on"), False), (_("Amount"), NUMERIC),
    ]  # fmt: skip
    vat = vat_words([one.vat for one, wholly in rows if wholly])
    caption = _("Awards. %(vat)s") % {"vat": vat} if vat else _("Awards")
    return table("awards", _("Awards"), heads, lines, caption=caption)


def removed(exercise: Exercise, stage_rows: Sequence[Stage], lot_rows: Sequence[Lot]) -> list[dict[str, str]]:
    """What was taken out, for who may put it back."""
    rows: list[tuple[str, str, Any]] = [("stage-restore", one.get_kind_display(), one) for one in stage_rows if one.removed_at]
    rows += [("lot-restore", one.title, one) for one in lot_rows if one.removed_at]
    return [{"words": str(words), "url": _url(exercise, name, row.number)} for name, words, row in rows]
