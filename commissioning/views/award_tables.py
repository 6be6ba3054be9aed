"""The small tables of an award's page: extensions, variations, reviews, other organisations; one table drives all four."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.template.defaultfilters import linebreaksbr
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commissioning.choices import AwardStatus, ExtensionStatus
from commissioning.models import Award, Extension, Party, Review, Variation
from commissioning.views.award_words import extension_tag, pounds
from commissioning.views.cells import QUIET
from decisions.models import Decision
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
    has_money: bool = False
    for_office: int = 0  # how many of its last columns only the office reads

    def heads_for(self, *, works: bool) -> tuple[Words, ...]:
        """Its headings for one reader."""
        return self.heads if works else self.heads[: len(self.heads) - self.for_office]


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
        _note_decisions(request, standing)
        if kind.model is Extension:
            made.extensions = standing
        if kind.model is Variation:
            made.variations = standing
        if standing or works:
            made.drawn.append(_table(award, kind, standing, works=works))
        if works:
            made.removed += [_removed(award, kind, row) for row in rows if row.removed_at is not None]
    return made


def _note_decisions(request: Any, rows: list[Any]) -> None:
    """Give each row the decision behind it as far as the reader may know of that: one query, and none where no row has one."""
    names = {key for row in rows if (key := getattr(row, "decision_id", None))}
    seen = Decision.objects.visible_to(request.user).filter(pk__in=names).select_related("area") if names else ()
    found = {one.pk: one for one in seen}
    for row in rows:
        row.told_decision = found.get(getattr(row, "decision_id", None))


def part_url(award: Award, kind: Kind, name: str, number: int | None = None) -> str:
    """The address of a page that keeps a row of an award."""
    args: list[Any] = [award.area.slug, award.reference, kind.slug]
    return reverse(f"awards:{name}", args=args if number is None else [*args, number])


def _table(award: Award, kind: Kind, rows: list[Any], *, works: bool) -> dict[str, Any]:
    keeps = works and award.status != AwardStatus.CANCELLED
    return {
        "slug": kind.slug, "heading": kind.heading, "heads": kind.heads_for(works=works), "add": kind.add,
        "has_money": kind.has_money,
        "add_url": part_url(award, kind, "part-create") if keeps else "", "keeps": keeps,
        "rows": [_row(award, kind, row, works=works, keeps=keeps) for row in rows],
    }  # fmt: skip


def _row(award: Award, kind: Kind, row: Any, *, works: bool, keeps: bool) -> dict[str, Any]:
    first, *others = kind.cells(row, works)
    heads = kind.heads_for(works=works)[1:]
    labelled = [{"label": label, "value": value} for label, value in zip(heads, others, strict=True)]
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
    told = format_html(QUIET, state, decide) if decide else state
    return row.words, short_date(row.until_on), adds, format_html("{}{}", told, decision_link(row))


def _of_variation(row: Variation, works: bool) -> tuple[Any, ...]:
    return (
        format_html("{}{}", _private_below(row.words, row.private_note if works else ""), decision_link(row)),
        short_date(row.on),
        change_words(row.change),
        (short_date(row.ended_on) or _("as it was")),
    )


def _of_review(row: Review, works: bool) -> tuple[Any, ...]:
    cells = (short_date(row.on), linebreaksbr(row.findings), row.get_outcome_display())
    if not works:
        return cells
    return (*cells, _("Whoever reads the award") if row.is_public else _("The office alone"))


def _of_party(row: Party, works: bool) -> tuple[Any, ...]:
    is_told = works or row.provider.published_at is not None
    name = row.provider.name
    link = format_html('<a class="govuk-link" href="{}">{}</a>', row.provider.get_absolute_url(), name) if is_told else name
    return link, row.get_role_display()


def decision_link(row: Any) -> SafeString:
    """The decision behind a row on a line of its own; nothing where there is none that the reader may know of."""
    one = row.told_decision
    if one is None:
        return SafeString("")
    words = _("Decision %(reference)s") % {"reference": one.reference}
    link = '<br><a class="govuk-link govuk-!-font-weight-regular" href="{}">{}</a>'
    return format_html(link, one.get_absolute_url(), words)


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
            _of_variation, gettext_lazy("Variation"), gettext_lazy("Add a variation"), has_money=True,
        ),
        Kind(
            "extensions", Extension, gettext_lazy("Extension options"),
            (gettext_lazy("Option"), gettext_lazy("Until"), gettext_lazy("Adds"), gettext_lazy("State")),
            _of_extension, gettext_lazy("Extension"), gettext_lazy("Add an option"), has_money=True,
        ),
        Kind(
            "reviews", Review, gettext_lazy("Reviews"),
            (gettext_lazy("Date"), gettext_lazy("What was found"), gettext_lazy("What follows"), gettext_lazy("Who reads it")),
            _of_review, gettext_lazy("Review"), gettext_lazy("Add a review"), for_office=1,
        ),
        Kind(
            "parties", Party, gettext_lazy("Other organisations in it"),
            (gettext_lazy("Organisation"), gettext_lazy("As what")),
            _of_party, gettext_lazy("Organisation"), gettext_lazy("Add an organisation"), ("provider__area",),
        ),
    )
}  # fmt: skip
