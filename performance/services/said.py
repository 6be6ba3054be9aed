"""What came of the things that concerned a measure, in a word or two, as far as a person may see them."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _

from decisions.models import Decision
from interface import clock
from meetings.models import Action, Recommendation
from performance.permissions import Reader
from performance.services.events import PLAN, REPORT, Event

Key = tuple[str, int]


def results_of(events: Sequence[Event], user: Reader) -> dict[Key, str]:
    """By kind and row: a query for each kind that has a state, however many events."""
    found: dict[Key, str] = {}
    for kind, model in (("action", Action), ("recommendation", Recommendation), ("decision", Decision)):
        keys = {one.key for one in events if one.kind == kind}
        rows: Iterable[Any] = model.objects.visible_to(user).filter(pk__in=keys) if keys else ()
        found |= {(kind, row.pk): str(row.get_status_display()) for row in rows}
    return found | _papers(events)


def _papers(events: Collection[Event]) -> dict[Key, str]:
    """Of reports whether a meeting is still to hear them; of plans that they are out; minutes agree nothing by themselves."""
    today, found = clock.today(), {}
    for one in events:
        if one.kind == REPORT:
            found[one.kind, one.key] = _("To be heard") if one.on > today else _("Reported")
        elif one.kind == PLAN:
            found[one.kind, one.key] = _("Published")
        elif one.kind == "minute":
            found[one.kind, one.key] = _("Minuted")
        elif one.kind in ("paper", "meeting"):
            found[one.kind, one.key] = _("To be heard") if one.on > today else _("Before the panel")
    return found
