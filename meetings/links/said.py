"""What was said of actions since they were asked: dated updates, and the links that say something of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.safestring import SafeString

from documents.choices import Relation
from documents.links import Reader, SeenLink, links_around
from interface import markdown
from meetings.choices import ActionStatus
from meetings.models import Action, ActionUpdate


@dataclass(frozen=True)
class Said:
    """What came on one day: an update with what it shows, or links that stand alone.

    `is_answer`: it answers the action; `reopens`: the action had an answer before and is open again.
    """

    on: date
    update: ActionUpdate | None = None
    links: list[SeenLink] = field(default_factory=list)
    is_answer: bool = False
    reopens: bool = False

    @property
    def html(self) -> SafeString:
        """What was said, safe for a page."""
        return markdown.render(self.update.text, level=4) if self.update else SafeString("")


def said_of(user: Reader, actions: Sequence[Action]) -> dict[int, list[Said]]:
    """What a person may read of each action, the oldest first: a fixed number of queries for any number of actions.

    A link stands with the update of its day; of several, with the last. That the person may see the actions themselves is
    for the caller to have made sure.
    """
    keys = [action.pk for action in actions]
    links = links_around(user, "action", keys)
    updates: dict[int, list[ActionUpdate]] = {key: [] for key in keys}
    for update in ActionUpdate.objects.filter(action__in=keys).order_by("on", "number"):
        updates[update.action_id].append(update)
    return {key: _by_day(updates[key], links[key]) for key in keys}


def _by_day(updates: Sequence[ActionUpdate], links: Sequence[SeenLink]) -> list[Said]:
    days: dict[date, list[SeenLink]] = {}
    for link in links:
        days.setdefault(link.link.on, []).append(link)
    last = {update.on: update.pk for update in updates}
    said = [Said(one.on, one, days.pop(one.on, []) if last[one.on] == one.pk else []) for one in updates]
    alone = [Said(on, None, found) for on, found in days.items()]
    return _read_on(sorted([*said, *alone], key=lambda one: (one.on, one.update.number if one.update else 0)))


def _read_on(days: Sequence[Said]) -> list[Said]:
    """Mark what answered and what opened again: an update answers where the state became so, a link where it says so."""
    before, marked = str(ActionStatus.OPEN), []
    for one in days:
        status = one.update.status if one.update else before
        answers = any(link.is_source and link.relation == Relation.ANSWERS for link in one.links)
        became = status != before
        is_answer = answers or (became and status == ActionStatus.ANSWERED)
        marked.append(replace(one, is_answer=is_answer, reopens=became and status == ActionStatus.OPEN))
        before = status
    return marked
