"""The live paper of what earlier meetings left open: every action not closed, what has arrived since, and no answer yet."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from documents.choices import Access
from documents.links import End, SeenLink, find_ends
from documents.sources import source
from interface.templatetags.dates import long_date
from meetings.choices import ActionStatus
from meetings.links import Said, Since, plain_day, said_of, short, since_asked
from meetings.models import Action
from panels.models import Body, PoliceArea

MATTERS_ARISING = "matters-arising"
PUBLIC = AnonymousUser()  # the paper is for everybody: it says what everybody may see, and nothing else
WHOLE = 2000  # letters of an action's words: all of them, on one line
Ends = dict[tuple[str, int], End]
MARKS = re.compile(r"([\\`*_\[\]<>#])")


@source(MATTERS_ARISING, gettext_lazy("Matters arising"))
def matters_arising(area: PoliceArea, body: Body, on: date) -> tuple[str, dict[str, Any]]:
    """Every action of the body that is out and not closed, as at a day, as far as those may read it for whom the paper is.

    First those with an answer, which the panel may agree to close; then a list titled plainly “No answer yet”.
    """
    actions, exempt = list(open_actions(body, on)), _exempt(body, on)
    if not actions:
        return (exempt or _("Every action is closed.")) + "\n", {}
    said = said_of(PUBLIC, actions)
    asked = find_ends(PUBLIC, _asked(actions))
    answered = [one for one in actions if one.status == ActionStatus.ANSWERED]
    waiting = [one for one in actions if one.status == ActionStatus.OPEN]
    since = since_asked(PUBLIC, waiting, said, on)
    parts = [_beginning(len(actions), len(answered), len(waiting))]
    if answered:
        to_agree = _("Answered, to be agreed") if body.is_of_commissioner else _("Answered, for the panel to agree")
        parts += [f"## {to_agree}", *(_one(one, asked, said[one.pk]) for one in answered)]
    parts.append(f"## {_('No answer yet')}")
    parts += [_one(one, asked, said[one.pk], since[one.pk]) for one in waiting]
    if not waiting:
        parts.append(_("Every action above has had an answer."))
    if exempt:
        parts.append(exempt)
    return "\n\n".join(parts) + "\n", {}


def open_actions(body: Body, on: date):
    """The public actions of a body that are out and neither closed nor superseded, the oldest first.

    The paper of a board that approves its papers for release is for those who attend it, until it has: of its meetings, which
    are not open to the public, it holds every action but those that are private by a paragraph.
    """
    seen = Action.objects.out().exclude(access=Access.EXEMPT) if body.approves_release else Action.objects.visible_to(PUBLIC)
    return seen.unsettled().filter(body=body, raised_on__lte=on).for_page().order_by(F("raised_on"), "reference")


def _exempt(body: Body, on: date) -> str:
    """How many open actions of a board are private by a paragraph: the paper holds their number and nothing else of them."""
    if not body.is_of_commissioner:
        return ""
    rows = Action.objects.out().unsettled().filter(body=body, raised_on__lte=on, access=Access.EXEMPT)
    count = rows.count()
    words = ngettext(
        "%(count)d action is in the exempt actions list.", "%(count)d actions are in the exempt actions list.", count
    )
    return words % {"count": count} if count else ""


def _asked(actions: Sequence[Action]) -> list[tuple[str, int]]:
    meetings = [("meeting", one.raised_meeting_id) for one in actions if one.raised_meeting_id]
    return meetings + [("minute", one.entry_id) for one in actions if one.entry_id]


def _beginning(count: int, answered: int, waiting: int) -> str:
    words = ngettext("%(count)d action is not closed.", "%(count)d actions are not closed.", count) % {"count": count}
    if answered:
        has = ngettext("%(count)d has had an answer.", "%(count)d have had an answer.", answered)
        words += " " + has % {"count": answered}
    if waiting:
        none = ngettext("%(count)d has had no answer yet.", "%(count)d have had no answer yet.", waiting)
        words += " " + none % {"count": waiting}
    return words


def _one(action: Action, asked: Ends, said: Sequence[Said], since: Since | None = None) -> str:
    """An action with all that arrived: its words, where it was asked, who owes it, and what was said since.

    With `since` it has no answer: what passed without one stands where the answer would.
    """
    facts = _("**Asked:** %(where)s. **Owner:** %(owner)s.") % {"where": _where(action, asked), "owner": _safe(action.owner)}
    if since:
        facts += " " + _("**Since then:** %(passed)s.") % {"passed": _passed(since)}
    lines = [line for one in said for line in _lines(one)]
    heard = "\n".join(f"- {line}" for line in lines)
    if not lines and not since:
        heard = _("The log says that it was answered and does not say by what.")
    parts = (f"### {action.reference}", _safe(short(action.text, WHOLE)), facts, heard)
    return "\n\n".join(part for part in parts if part)


def _where(action: Action, asked: Ends) -> str:
    """The minutes and item, else the meeting, else the day: whatever of these the public may see."""
    found = asked.get(("minute", action.entry_id or 0)) or asked.get(("meeting", action.raised_meeting_id or 0))
    return _safe(found.words) if found else plain_day(action.raised_on)


def _lines(said: Said) -> list[str]:
    """What came on one day, each line beginning with the day."""
    day = long_date(said.on)
    shown = [_link(link) for link in said.links]
    if said.update:
        words = f"{day}: {_safe(short(said.update.text, WHOLE))}"
        return [f"{words} ({'; '.join(shown)})" if shown else words]
    return [f"{day}: {one}" for one in shown]


def _link(link: SeenLink) -> str:
    """A paper or minute that says something of the action, with its page of the pack."""
    words = _safe(link.other.words)
    if link.link.page:
        words = _("%(paper)s, page %(page)d of the pack") % {"paper": words, "page": link.link.page}
    return _("%(paper)s: %(note)s") % {"paper": words, "note": _safe(link.link.note)} if link.link.note else words


def _passed(since: Since) -> str:
    """37 days and no meeting; no link in the 7 papers of 17 March 2022."""
    days = ngettext("%(count)d day", "%(count)d days", since.days) % {"count": since.days}
    count = len(since.passed)
    meetings = ngettext("%(count)d meeting", "%(count)d meetings", count) % {"count": count} if count else _("no meeting")
    passed = _("%(days)s and %(meetings)s") % {"days": days, "meetings": meetings}
    return "; ".join([passed, *since.searched])


def _safe(text: str) -> str:
    """Words that stand as they are in Markdown, on one line."""
    return MARKS.sub(r"\\\1", " ".join(text.split()))
