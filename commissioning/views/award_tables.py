"""The small tables of an award's page: extensions, variations, reviews, other organisations; one table drives all four."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commissioning.choices import AwardStatus, ExtensionStatus
from commissioning.models import Award, Extension, Party, Review, Variation
from commissioning.views.award_words import extension_tag, pounds
from commissioning.views.cells import QUIET
from interface.templatetags.dates import MINUS, short_date

Words = str | Promise


@dataclass(frozen=True)
class Kind:
    """A kind of rows: its word in addresses, its headings, and what the pages that keep it say."""

    slug: str
    model: Any
    heading: Words
    heads: tuple[Words, ...]
    cells: Callable[[Any, bool], tuple[Any, ...]]
    one: Words
    add: Words
    related: tuple[str, ...] = ()


@dataclass
class Tables:
    """The tables that are drawn, what was taken out of them, and the rows that make the award's value."""

    drawn: list[dict[str, Any]] = field(default_factory=list)
    removed: list[dict[str, str]] = field(default_factory=list)
    extensions: list[Extension] = field(default_factory=list)
    variations: list[Variation] = field(default_factory=list)


def tables_of(request: Any, award: Award, *, works: bool) -> Tables:
    """The tables of an award for one reader; empty ones are drawn for the office alone, with the way to fill them."""
    made = Tables()
    for kind in KINDS.values():
        rows = list(kind.model.objects.visible_to(request.user).filter(award=award).select_related(*kind.related))
        standing = [row for row in rows if row.removed_at is None]
        if kind.model is Extension:
            made.extensions = standing
        if kind.model is Variation:
            made.variations = standing
        if standing or works:
            made.drawn.append(_table(award, kind, standing, works=works))
        if works:
            made.removed += [_removed(award, kind, row) for row in rows if row.removed_at is not None]
    return made


def part_url(award: Award, kind: Kind, name: str, number: int | None = None) -> str:
    """The address of a page that keeps a row of an award."""
    args: list[Any] = [award.area.slug, award.reference, kind.slug]
    return reverse(f"awards:{name}", args=args if number is None else [*args, number])


def _table(award: Award, kind: Kind, rows: list[Any], *, works: bool) -> dict[str, Any]:
    keeps = works and award.status != AwardStatus.CANCELLED
    return {
        "slug": kind.slug, "heading": kind.heading, "heads": kind.heads, "add": kind.add,
        "add_url": part_url(award, kind, "part-create") if keeps else "", "keeps": keeps,
        "rows": [_row(award, kind, row, works=works, keeps=keeps) for row in rows],
    }  # fmt: skip


def _row(award: Award, kind: Kind, row: Any, *, works: bool, keeps: bool) -> dict[str, Any]:
    first, *others = kind.cells(row, works)
    labelled = [{"label": label, "value": value} for label, value in zip(kind.heads[1:], others, strict=True)]
    return {"number": row.number, "first": first, "cells": labelled, "acts": _acts(award, kind, row) if keeps else []}


def _acts(award: Award, kind: Kind, row: Any) -> list[dict[str, str]]:
    acts = []
    if isinstance(row, Extension):
        named = {"extension-invoke": _("Invoke"), "extension-leave": _("Not taken")}
        if row.status != ExtensionStatus.OPEN:
            named = {"extension-reopen": _("Take the decision back")}
        args = [award.area.slug, award.reference, row.number]
        acts = [{"text": words, "url": reverse(f"awards:{name}", args=args)} for name, words in named.items()]
    if not isinstance(row, Extension) or row.status == ExtensionStatus.OPEN:
        acts.append({"text": _("Change"), "url": part_url(award, kind, "part-update", row.number)})
    return [*acts, {"text": _("Take out"), "url": part_url(award, kind, "part-remove", row.number)}]


def _removed(award: Award, kind: Kind, row: Any) -> dict[str, str]:
    words = _("%(what)s %(number)d") % {"what": str(kind.one), "number": row.number}
    return {"words": words, "url": part_url(award, kind, "part-restore", row.number)}


# Cells ----------------------------------------------------------------------------------------------------------------


def _of_extension(row: Extension, works: bool) -> tuple[Any, ...]:
    decide = _("decided on %(day)s") % {"day": short_date(row.decided_on)} if row.decided_on else ""
    if not decide and row.decide_by:
        decide = _("by %(day)s") % {"day": short_date(row.decide_by)}
    state = extension_tag(row)
    adds = pounds(row.amount) if row.amount is not None else _("not known")
    return row.words, short_date(row.until_on), adds, format_html(QUIET, state, decide) if decide else state


def _of_variation(row: Variation, works: bool) -> tuple[Any, ...]:
    return (
        _private_below(row.words, row.private_note if works else ""),
        short_date(row.on),
        change_words(row.change),
        (short_date(row.ended_on) or _("as it was")),
    )


def _of_review(row: Review, works: bool) -> tuple[Any, ...]:
    told = _("Whoever reads the award") if row.is_public else _("The office alone")
    cells = (short_date(row.on), linebreaksbr(row.findings), row.get_outcome_display())
    return (*cells, told)


def _of_party(row: Party, works: bool) -> tuple[Any, ...]:
    is_told = works or row.provider.published_at is not None
    name = row.provider.name
    link = format_html('<a class="govuk-link" href="{}">{}</a>', row.provider.get_absolute_url(), name) if is_told else name
    return link, row.get_role_display()


def change_words(change: Any) -> str:
    """+£250.00, −£250.00, or none."""
    if not change:
        return _("none")
    return f"{MINUS if change < 0 else '+'}{pounds(abs(change))}"


def _private_below(words: str, note: str) -> Any:
    """Words and, for the office, the commercial terms beneath them."""
    return format_html(QUIET, words, _("For the office: %(note)s") % {"note": note}) if note else words


KINDS = {
    kind.slug: kind
    for kind in (
        Kind(
            "variations", Variation, gettext_lazy("Variations"),
            (gettext_lazy("What changes"), gettext_lazy("Date"), gettext_lazy("Amount"), gettext_lazy("Last day")),
            _of_variation, gettext_lazy("Variation"), gettext_lazy("Add a variation"),
        ),
        Kind(
            "extensions", Extension, gettext_lazy("Extension options"),
            (gettext_lazy("Option"), gettext_lazy("Until"), gettext_lazy("Adds"), gettext_lazy("State")),
            _of_extension, gettext_lazy("Extension"), gettext_lazy("Add an option"),
        ),
        Kind(
            "reviews", Review, gettext_lazy("Reviews"),
            (gettext_lazy("Date"), gettext_lazy("What was found"), gettext_lazy("What follows"), gettext_lazy("Who reads it")),
            _of_review, gettext_lazy("Review"), gettext_lazy("Add a review"),
        ),
        Kind(
            "parties", Party, gettext_lazy("Other organisations in it"),
            (gettext_lazy("Organisation"), gettext_lazy("As what")),
            _of_party, gettext_lazy("Organisation"), gettext_lazy("Add an organisation"), ("provider__area",),
        ),
    )
}  # fmt: skip
