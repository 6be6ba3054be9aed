"""The live paper of key decisions: what the Commissioner decided formally since the body last met.

It is for everybody, so that it says of a decision only what its public line says, and nothing of one that is not published.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from decisions.models import Decision, NilReturn
from decisions.rules.decision_rows import cost_words, nil_sentence, plain
from documents.choices import ExemptParagraph
from documents.sources import source
from interface.templatetags.dates import long_date, short_date
from meetings.choices import MeetingStatus
from meetings.models import Meeting
from meetings.papers.questions import MARKS
from meetings.papers.tables import table
from panels.models import Body, PoliceArea

KEY_DECISIONS = "key-decisions"
PUBLIC = AnonymousUser()


@source(KEY_DECISIONS, gettext_lazy("Key decisions"), of_collection=True)
def key_decisions(area: PoliceArea, body: Body, on: date, collection: str) -> tuple[str, dict[str, Any]]:
    """The decisions that were signed or published after the body's last meeting and until a day, the earliest first; without
    one, that there was none, with the nil returns that say so."""
    since = last_met(body, on, collection)
    found = decided(area, since, on)
    parts = [_opening(since, on, found), *_nils(area, since, on)]
    if found:
        caption = _("Formal decisions signed or published since the last meeting")
        heads = (_("Reference"), _("Decision"), _("Signed"), _("Cost or ceiling"))
        parts.append(table(caption, heads, [_cells(one) for one in found]))
    return "\n\n".join(parts) + "\n", {}


def last_met(body: Body, on: date, collection: str = "") -> date | None:
    """The day on which a body met last before a day; None where it has not met. The meeting of the paper itself is not meant."""
    held = Meeting.objects.visible_to(PUBLIC).filter(body=body, held_on__lt=on, status=MeetingStatus.HELD)
    return held.exclude(slug=collection).order_by("-held_on").values_list("held_on", flat=True).first()


def decided(area: PoliceArea, since: date | None, on: date) -> list[Decision]:
    """The published decisions of an area that were signed or published after a day, and published by another."""
    rows = Decision.objects.visible_to(PUBLIC).filter(area=area, published_on__lte=on)
    if since is not None:
        rows = rows.filter(Q(signed_on__gt=since) | Q(published_on__gt=since))
    return list(rows.select_related("area", "rescinded_by").order_by("year", "number"))


def _opening(since: date | None, on: date, found: Sequence[Decision]) -> str:
    said = {"since": long_date(since), "on": long_date(on)}
    if found and since:
        return _("The Commissioner’s formal decisions signed or published after the meeting of %(since)s, as at %(on)s.") % said
    if found:
        return _("The Commissioner’s formal decisions, as at %(on)s.") % said
    if since:
        words = _("No formal decision was published between the meeting of %(since)s and %(on)s.")
        return words % said
    return _("No formal decision is published as at %(on)s.") % said


def _nils(area: PoliceArea, since: date | None, on: date) -> list[str]:
    """The nil returns that speak of the time, as the register has them."""
    rows = NilReturn.objects.visible_to(PUBLIC).standing().filter(area=area, ended_on__lte=on)
    if since is not None:
        rows = rows.filter(ended_on__gt=since)
    return [nil_sentence(one) for one in rows.order_by("ended_on")]


def _cells(decision: Decision) -> tuple[str, ...]:
    title = safe(decision.public_title)
    if decision.is_private:
        paragraph = ExemptParagraph(decision.exempt_paragraph or 0).label if decision.exempt_paragraph else ""
        words = _("%(title)s (private: Local Government Act 1972, Schedule 12A, paragraph %(paragraph)s)")
        title, cost = words % {"title": title, "paragraph": safe(str(paragraph))}, _("private")
    else:
        cost = cost_words(decision.cost_kind, decision.cost)
    if decision.rescinded_by is not None and decision.rescinded_by.is_out:
        title = _("%(title)s, rescinded by %(reference)s") % {"title": title, "reference": decision.rescinded_by.reference}
    return decision.reference, title, short_date(decision.signed_on), safe(cost)


def safe(text: str) -> str:
    """Somebody's words as Markdown that says just them, on one line."""
    return MARKS.sub(r"\\\1", " ".join(plain(text).split()))
