"""What the tests of a board share: its agenda and minutes as somebody wrote them, and what was refused."""

import pytest
from django.core.exceptions import ValidationError

from decisions.models import BoardDecision
from meetings.models import AgendaItem
from meetings.rules.agenda import letter
from tests.factories.minutes import MinuteEntryFactory, MinuteItemFactory
from tests.factories.register import BoardDecisionFactory, DecisionFactory

# As a real board had it: the number and title on the agenda; what its minutes print
AGENDA = [
    (5, "Out of Court Disposals"), (6, "Williton Police Station"), (7, "Shepton Mallet Police Station"), (8, "MFSS"),
    (10, "BT Wide Area Network"), (11, "Kenneth Steele House"),
]  # fmt: skip
MINUTES = [
    "2022/009 (Out of Court Disposals) – two tiers from July.", "2022/006 (Shepton Mallet Station) – to be sold.",
    "2022/007 (Williton Police Station) – to be sold.", "2022/010 (BT Wide Area Network) – for five years.",
    "2022/011 (Kenneth Steele House) – at most £3.65 million.", "2022/012 (IBM Software) – for a year.",
]  # fmt: skip


def refused(work, *args, **kwargs):
    with pytest.raises(ValidationError) as error:
        work(*args, **kwargs)
    return error.value


def line(meeting, title, *, parent=None, **facts):
    """A line of an agenda as a row, whatever state the meeting is in."""
    position = meeting.agenda_items.count() + 1
    number = f"{parent.number}{letter(parent.sub_items.count() + 1)}" if parent else str(position)
    return AgendaItem.objects.create(
        meeting=meeting, parent=parent, title=title, slug=f"line-{position}", position=position, number=number, **facts
    )


def put(meeting, number, title, *, parent=None, year=2022, **facts):
    """A decision on a board's agenda, as rows."""
    decision = DecisionFactory(area=meeting.area, year=year, number=number, title=title, on_board=True, **facts)
    item = line(meeting, f"{decision.reference} – {title}", parent=parent) if parent else None
    return BoardDecisionFactory(decision=decision, meeting=meeting, agenda_item=item)


def agenda_of(meeting, pairs=AGENDA):
    """The agenda of a board with its decisions under item 1; gives that item."""
    parent = line(meeting, "Decisions (to be signed at the meeting)")
    for number, title in pairs:
        put(meeting, number, title, parent=parent)
    return parent


def written(minutes, texts=MINUTES, **facts):
    """The item of decisions of some minutes with a note for each text; gives the notes."""
    item = MinuteItemFactory(minutes=minutes, title="Decisions", number="1", **facts)
    return [MinuteEntryFactory(item=item, minutes=minutes, text=text) for text in texts]


def titles(meeting):
    return [(one.number, one.title) for one in meeting.agenda_items.in_order()]


def lines_of(meeting):
    return list(BoardDecision.objects.standing().filter(meeting=meeting).order_by("decision__number"))
