"""The history of a decision as a story: what moved it on, the newest first; and what each open step does."""

from collections.abc import Collection, Iterable
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from decisions.choices import DecisionStepKind
from decisions.rules.decision_steps import standing_steps
from decisions.rules.parts import Told

Kind = DecisionStepKind
# Of an exempt decision everybody else learns its reference, its neutral line and these
TOLD_TO_ALL = frozenset({Kind.SIGN, Kind.PUBLISH, Kind.IMPLEMENT, Kind.RESCIND})
EFFECTS: dict[DecisionStepKind, Promise] = {
    Kind.PUT_ON_BOARD: gettext_lazy("It becomes an item of that board’s agenda."),
    Kind.TAKE_OFF_BOARD: gettext_lazy("It is proposed again, and its item leaves the agenda."),
    Kind.AGREE: gettext_lazy("It can then be signed."),
    Kind.DEFER: gettext_lazy("It waits until its condition is met."),
    Kind.REJECT: gettext_lazy("It ends here. It can be proposed again."),
    Kind.WITHDRAW: gettext_lazy("It ends here. It can be proposed again."),
    Kind.REOPEN: gettext_lazy("It goes back to the beginning, under the same reference."),
    Kind.SIGN: gettext_lazy("Its text is frozen for good, and the notice is printed."),
    Kind.SHARE: gettext_lazy("The panel’s members and officers read all of it, also what is private."),
    Kind.PUBLISH: gettext_lazy("Everybody reads the notice, without what is private. It stays published."),
    Kind.IMPLEMENT: gettext_lazy("It says on which day the decision was carried out."),
    Kind.RESCIND: gettext_lazy("The notice stays, and says which later decision rescinded it."),
}


def decision_story(
    steps: Iterable[Any], *, tells_all: bool, is_hidden: bool, meetings: Collection[int], rescinded_by: Any = None
) -> list[Told]:
    """What happened to a decision, the newest first.

    The office (`tells_all`) reads reasons, conditions and what was taken back. Others read the steps that stand; of a decision
    that is hidden from them only those that everybody may know of. A meeting is named where its key is among `meetings`: those
    whose agenda the reader may read. `rescinded_by` is the later decision, where the reader may know of it.
    """
    known = sorted(steps, key=lambda one: one.number)
    shown = known if tells_all else standing_steps(known)
    if is_hidden:
        shown = [one for one in shown if one.kind in TOLD_TO_ALL]
    return [_told(one, tells_all=tells_all, meetings=meetings, rescinded_by=rescinded_by) for one in shown][::-1]


def _told(step: Any, *, tells_all: bool, meetings: Collection[int], rescinded_by: Any) -> Told:
    words, url = [], ""
    if step.meeting_id in meetings:
        words.append(_("%(body)s.") % {"body": step.meeting.body.name})
        url = step.meeting.get_absolute_url()
    if step.kind == Kind.RESCIND and rescinded_by is not None:
        words.append(_("By decision %(reference)s.") % {"reference": rescinded_by.reference})
        url = rescinded_by.get_absolute_url()
    if tells_all and step.condition:
        words.append(_("Until: %(condition)s.") % {"condition": step.condition.rstrip(".")})
    if tells_all and step.reason:
        words.append(step.reason)
    by = step.made_by.name if tells_all and step.made_by else ""
    return Told(step.taken_on, str(step.get_kind_display()), " ".join(words), by, url, step.number)


def effect_words(kind: str) -> str:
    """What a step does, for who is about to take it."""
    return str(EFFECTS[DecisionStepKind(kind)])
