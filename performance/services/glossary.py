"""The glossary: terms explained, changed, taken out and put back; and the terms that a page links to."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from panels.models import PoliceArea
from panels.services.keeping import hold, hold_area, put_back, refuse_removed, set_facts, take_out
from performance.models import Term
from performance.rules.glossary import forms_of, key_of
from performance.services.rows import free_slug, keep

CHANGEABLE = ("term", "aliases", "text")


def terms_of(area: PoliceArea) -> list[Term]:
    """The terms of an area, for the filter `with_terms` of templates and for `rules.glossary.link_terms`. One query."""
    return list(Term.objects.filter(area=area).kept().select_related("area").order_by("term"))


@transaction.atomic
def create_term(*, area: PoliceArea, actor: User | None, term: str, text: str, aliases: Sequence[str] = ()) -> Term:
    """Explain a term; everybody reads it at once. Raises ValidationError by field."""
    held = hold_area(area)
    row = Term(area=held, slug=free_slug(Term, held, term, otherwise="term"))
    return _kept(row, {"term": term, "text": text, "aliases": list(aliases)}, actor, "term_created", is_new=True)


@transaction.atomic
def change_term(*, term_row: Term, version: int, actor: User | None, **facts: Any) -> Term:
    """Change any of CHANGEABLE. Raises ValidationError "stale", "removed" and by field."""
    row = _held(term_row, version)
    refuse_removed(row)
    return _kept(row, facts, actor, "term_changed")


@transaction.atomic
def remove_term(*, term_row: Term, version: int, actor: User | None) -> Term:
    """Take a term out; `restore_term` puts it back. Raises ValidationError "stale", "removed"."""
    row = _held(term_row, version)
    take_out(row)
    return keep(row, area=row.area, actor=actor, act="term_removed")


@transaction.atomic
def restore_term(*, term_row: Term, version: int, actor: User | None) -> Term:
    """Put back what was taken out. Raises ValidationError "stale", "there", and where another has its name by now."""
    row = _held(term_row, version)
    put_back(row)
    return _kept(row, {}, actor, "term_restored")


def _held(row: Term, version: int) -> Term:
    area = hold_area(row.area)
    held = hold(row, version)
    held.area = area
    return held


def _kept(row: Term, facts: dict[str, Any], actor: User | None, act: str, *, is_new: bool = False) -> Term:
    set_facts(row, facts, CHANGEABLE)
    row.aliases = [squeezed for one in row.aliases if (squeezed := " ".join(one.split()))]
    _refuse_taken(row)
    return keep(row, area=row.area, actor=actor, act=act, is_new=is_new)


def _refuse_taken(row: Term) -> None:
    """Two terms written alike would leave a text without one place to link to."""
    taken = {key_of(form): one.term for one in terms_of(row.area) if one.pk != row.pk for form in forms_of(one)}
    problems = {}
    if found := taken.get(key_of(row.term)):
        problems["term"] = _("The glossary has this already, under “%(term)s”. Change that one") % {"term": found}
    if found := next((taken[key] for one in row.aliases if (key := key_of(one)) in taken), None):
        problems["aliases"] = _("One of these is under “%(term)s” already. Take it out here or there") % {"term": found}
    if problems:
        raise ValidationError(problems)
