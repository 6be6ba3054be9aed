"""The history of a complaint as a story, the newest first, told from its rows: nobody is named but by office and number.

What somebody may not see is not among the rows, so it is not in the story either.
"""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from complaints.choices import AllegationDecision, DisapplicationGround, LetterStatus, StepKind
from complaints.rules.facts import ComplaintFacts
from complaints.rules.register import came_words, inside
from decisions.rules.parts import Told
from interface import clock
from interface.templatetags.dates import long_date

STEP, TAKEN_BACK, LETTER, COMMENT = range(4)


def story_of(facts: ComplaintFacts, taken_back: Sequence[Any] = ()) -> list[Told]:
    """What happened, the newest first; with the steps that were `taken_back` where a page tells of them."""
    told = [_step(facts, one) for one in facts.steps]
    for one in taken_back:
        told += [_step(facts, one), _back(one)]
    told += [_letter(one) for one in facts.letters if one.status == LetterStatus.ISSUED]
    told += [_comment(one) for one in facts.comments if one.received_on]
    told += [_erased(facts)] if facts.complaint.erased_at else []
    return sorted(told, key=lambda one: (one.on, one.order))[::-1]


def _step(facts: ComplaintFacts, step: Any) -> Told:
    if step.kind == StepKind.RECEIVE:
        words = came_words(facts.complaint)
        return Told(step.taken_on, step.get_kind_display(), words, order=STEP)
    lines = [*_grounds(step), step.get_handling_display() if step.handling else "", *_of_kind(facts, step)]
    if step.reason:
        lines.append(_("Why: %(reason)s") % {"reason": step.reason})
    url = step.meeting.get_absolute_url() if step.meeting_id else ""
    words = "\n".join(str(one) for one in lines if one)
    return Told(step.taken_on, step.get_kind_display(), words, step.decided_by, url, order=_rank(STEP, step))


def _rank(base: int, row: Any) -> int:
    """Rows of one day stand in the order in which they were entered: rows and steps share one count."""
    return base + row.number * 10


def _grounds(step: Any) -> list[str]:
    labels = {one.value: str(one.label) for one in DisapplicationGround}
    return [labels[one] for one in step.grounds if one in labels]


def _of_kind(facts: ComplaintFacts, step: Any) -> list[str]:
    """What the step decided, as far as the complaint's own rows say it."""
    complaint = facts.complaint
    if step.kind in (StepKind.RECORD, StepKind.NOT_RECORD) and step is facts.step(StepKind(step.kind)):
        return _recorded(facts)
    if step.kind in (StepKind.CONCLUDE, StepKind.IOPC_END) and complaint.outcome:
        return [complaint.get_outcome_display()]
    if step.kind == StepKind.RESOLVE and complaint.resolver:
        return [_("Resolved by: %(who)s") % {"who": inside(complaint.get_resolver_display())}]
    if step.kind == StepKind.DECIDE and complaint.publishes_outcome is not None:
        return [_("The outcome is published") if complaint.publishes_outcome else _("The outcome is not published")]
    return []


def _recorded(facts: ComplaintFacts) -> list[str]:
    """How many allegations were recorded, and of each that was not, on which ground."""
    found = []
    if count := len(facts.recorded):
        found.append(ngettext("%(count)s allegation recorded", "%(count)s allegations recorded", count) % {"count": count})
    for place, one in enumerate(facts.allegations, 1):
        if one.decision == AllegationDecision.NOT_RECORDED:
            said = {"number": place, "ground": inside(one.get_ground_display())}
            found.append(_("Allegation %(number)s not recorded: %(ground)s") % said)
    return found


def _back(step: Any) -> Told:
    title = _("Taken back: %(what)s") % {"what": inside(step.get_kind_display())}
    by = step.taken_back_by.name if step.taken_back_by_id else ""
    day = clock.as_local(step.taken_back_at).date()
    return Told(day, title, step.taken_back_why, by, order=_rank(TAKEN_BACK, step))


def _letter(letter: Any) -> Told:
    title = _("Letter sent: %(what)s") % {"what": inside(letter.get_kind_display())}
    words = _("To %(whom)s") % {"whom": inside(letter.get_recipient_display())}
    if letter.answer_by:
        words = _("%(words)s. Answer asked for by %(day)s") % {"words": words, "day": long_date(letter.answer_by)}
    return Told(letter.issued_on, title, words, order=_rank(LETTER, letter))


def _comment(comment: Any) -> Told:
    title = _("%(side)s does not want to comment") if comment.declined else _("%(side)s commented")
    said = {"side": comment.get_side_display()}
    return Told(comment.received_on, title % said, comment.get_purpose_display(), order=_rank(COMMENT, comment))


def _erased(facts: ComplaintFacts) -> Told:
    day = clock.as_local(facts.complaint.erased_at).date()
    words = _("Nothing is left but the reference, the days, the states and the outcome in one word.")
    return Told(day, _("Erased"), words, order=9)
