"""What the print and the paper of the minutes call things, so that a page of either finds the same words."""

from django.utils.translation import gettext as _

from meetings.choices import EntryKind
from meetings.services.minutes.reading import ReadEntry, ReadItem

LEADS_TO = (EntryKind.QUESTION, EntryKind.RECOMMENDATION)  # their lead is no sentence, and no part of one


def item_name(item: ReadItem) -> str:
    """“8. Scrutiny of the precept”."""
    return f"{item.number}. {item.title}" if item.number else item.title


def entry_name(entry: ReadEntry, item: ReadItem) -> str:
    """“Resolution 8/1.”, the first of item 8, which the web page has at `#resolution-8-1`; “Action A-2022-004.”"""
    reference = entry.reference
    if entry.kind == EntryKind.RESOLUTION and item.number:
        reference = f"{item.number}/{entry.anchor.rpartition('-')[2]}"
    return f"{entry.label} {reference}".strip() + "."


def lead_in(entry: ReadEntry) -> str:
    """The lead before its text: “The panel resolved to endorse…”, but “The panel resolved: To endorse…”.

    A question, a recommendation, and a resolution whose text begins a sentence of its own take a colon.
    """
    begins = entry.entry.text.lstrip("*_ ")[:1].isupper()
    has_colon = entry.kind in LEADS_TO or (entry.kind == EntryKind.RESOLUTION and begins)
    return f"{entry.lead}:" if entry.lead and has_colon else entry.lead


def whose(entry: ReadEntry) -> str:
    """Who promised to do it, and by when; empty for what is no action."""
    return ", ".join(part for part in (entry.owner_words, entry.due_words) if part)


def made_to(entry: ReadEntry) -> str:
    """To whom something was recommended."""
    recommendation = getattr(entry.entry, "recommendation", None)
    return recommendation.made_to if recommendation else ""


def due(entry: ReadEntry) -> str:
    """By when, or that nobody said."""
    return entry.due_words or _("No date set")
