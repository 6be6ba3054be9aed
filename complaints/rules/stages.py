"""Where a complaint is, in stages, and which of its steps presses: what a page draws from the machine.

`stages_of(facts)` are the stages of the way that this complaint takes; `main_step(facts)` the step that comes next where
nothing keeps it; `wording(kind)` how a step is called and what it does.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.dateformat import format as in_words
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.choices import ComplaintStatus as State
from complaints.choices import StepKind
from complaints.rules.facts import ComplaintFacts
from decisions.rules.parts import Stage, stages_from


@dataclass(frozen=True)
class StepWords:
    """A step as an act to do: its title, what it does, and the verb on its button."""

    title: str | Promise
    effect: str | Promise
    button: str | Promise


WORDING: dict[StepKind, StepWords] = {
    StepKind.RECORD: StepWords(
        gettext_lazy("Record the complaint"),
        gettext_lazy("Each allegation is recorded, or is not on a ground that the complainant is told. Both sides are told."),
        gettext_lazy("Record"),
    ),
    StepKind.NOT_RECORD: StepWords(
        gettext_lazy("Decide not to record it"),
        gettext_lazy("The complainant is told the decision and the grounds."),
        gettext_lazy("Do not record"),
    ),
    StepKind.TRANSFER: StepWords(
        gettext_lazy("Pass it on"),
        gettext_lazy("If another panel or body must deal with it. The complainant is told who does."),
        gettext_lazy("Pass on"),
    ),
    StepKind.REFER: StepWords(
        gettext_lazy("Refer to the IOPC"),
        gettext_lazy("Needed at once if the conduct could be a criminal offence. Drafts the referral notice."),
        gettext_lazy("Refer"),
    ),
    StepKind.REFER_BACK: StepWords(
        gettext_lazy("Record that the IOPC referred it back"),
        gettext_lazy("The panel can then disapply the regulations or resolve it informally."),
        gettext_lazy("Record the return"),
    ),
    StepKind.IOPC_END: StepWords(
        gettext_lazy("Record that the IOPC ended it"),
        gettext_lazy("Enters the outcome of the IOPC. Both sides are told."),
        gettext_lazy("Record the end"),
    ),
    StepKind.DISAPPLY: StepWords(
        gettext_lazy("Disapply the regulations"),
        gettext_lazy("On one of the grounds (a) to (f). It is then handled in another way, or no action is taken."),
        gettext_lazy("Disapply"),
    ),
    StepKind.RESOLVE: StepWords(
        gettext_lazy("Begin informal resolution"),
        gettext_lazy("Both sides are invited to comment. It is never an investigation."),
        gettext_lazy("Begin resolution"),
    ),
    StepKind.CONCLUDE: StepWords(
        gettext_lazy("Record the outcome"),
        gettext_lazy("After both sides could comment. No apology without the agreement of the office holder."),
        gettext_lazy("Record outcome"),
    ),
    StepKind.COPY: StepWords(
        gettext_lazy("Confirm that the outcome was sent"),
        gettext_lazy("To both sides, once their letters have gone."),
        gettext_lazy("Confirm sending"),
    ),
    StepKind.INVITE: StepWords(
        gettext_lazy("Invite representations on publication"),
        gettext_lazy("An outcome is published only after both sides could say what they think of that."),
        gettext_lazy("Invite representations"),
    ),
    StepKind.DECIDE: StepWords(
        gettext_lazy("Decide on publication"),
        gettext_lazy("The outcome is published only if that is in the public interest."),
        gettext_lazy("Decide on publication"),
    ),
    StepKind.CLOSE: StepWords(
        gettext_lazy("Close the complaint"),
        gettext_lazy("Its record is kept for the time that the panel’s retention policy says."),
        gettext_lazy("Close"),
    ),
    StepKind.WITHDRAW: StepWords(
        gettext_lazy("Record a withdrawal"),
        gettext_lazy("If the complainant says in writing that they do not want to go on."),
        gettext_lazy("Record withdrawal"),
    ),
}
# The step that comes next where nothing keeps it, by state
NEXT_STEP = {
    State.RECEIVED: StepKind.RECORD,
    State.RECORDED: StepKind.RESOLVE,
    State.REFERRED_BACK: StepKind.RESOLVE,
    State.WITH_IOPC: StepKind.REFER_BACK,
    State.IN_RESOLUTION: StepKind.CONCLUDE,
    State.CONCLUDED: StepKind.COPY,
    State.COPIED: StepKind.INVITE,
    State.REPRESENTATIONS: StepKind.DECIDE,
    State.TRANSFERRED: StepKind.CLOSE,
    State.NOT_RECORDED: StepKind.CLOSE,
    State.DISAPPLIED: StepKind.CLOSE,
    State.DECIDED: StepKind.CLOSE,
}


def wording(kind: str) -> StepWords:
    """How a step is called and what it does. Raises KeyError for the receipt, which nobody takes."""
    return WORDING[StepKind(kind)]


def main_step(facts: ComplaintFacts) -> StepKind | None:
    """The step that presses, whether it is open or not: the referral of what is serious before all else; None once it is over."""
    if facts.complaint.is_over:
        return None
    serious = any(one.is_serious for one in facts.recorded)
    if serious and facts.complaint.status == State.RECORDED:
        return StepKind.REFER
    return NEXT_STEP[State(facts.complaint.status)]


def needs_allegations(facts: ComplaintFacts) -> bool:
    """Whether what is alleged has still to be entered, or in a recorded complaint confirmed, before anything can rest on it."""
    if facts.complaint.status == State.RECEIVED:
        return not facts.allegations
    unconfirmed = not facts.allegations or any(not one.is_confirmed for one in facts.allegations)
    return facts.complaint.status == State.RECORDED and unconfirmed


def to_judge(facts: ComplaintFacts) -> list:
    """The recorded allegations of which nobody has yet said whether they are serious."""
    if facts.complaint.status not in (State.RECORDED, State.REFERRED_BACK, State.IN_RESOLUTION):
        return []
    return [one for one in facts.recorded if one.is_serious is None]


# Stages -----------------------------------------------------------------------------------------------------------


def stages_of(facts: ComplaintFacts) -> list[Stage]:
    """The stages of the way that a complaint takes, with the day of each that is done. Of one that is over, those that it went
    through and no others."""
    is_over = facts.complaint.is_over
    titles = [row for row in _titles(facts) if row[1] or not is_over]
    return stages_from(titles, is_over=is_over)


def _titles(facts: ComplaintFacts) -> Iterator[tuple[str, bool, str]]:
    yield _stage(facts, _("Received"), StepKind.RECEIVE)
    aside = facts.step(StepKind.NOT_RECORD, StepKind.TRANSFER)
    if aside is not None:
        yield str(aside.get_kind_display()), True, _day(aside)
    else:
        yield _stage(facts, _("Recorded"), StepKind.RECORD)
        yield from _seriousness(facts)
        yield from _handling(facts)
    ended = facts.step(StepKind.WITHDRAW)
    if ended is not None:
        yield _("Withdrawn"), True, _day(ended)
    else:
        yield _stage(facts, _("Closed"), StepKind.CLOSE)


def _seriousness(facts: ComplaintFacts) -> Iterator[tuple[str, bool, str]]:
    referred = facts.step(StepKind.REFER)
    recorded = facts.recorded
    known = bool(recorded) and all(one.is_serious is not None for one in recorded)
    serious = any(one.is_serious for one in recorded)
    if referred is not None:
        back = facts.step(StepKind.REFER_BACK)
        yield _("Referred to the IOPC"), True, _day(referred)
        if back is not None:
            yield _("Referred back"), True, _day(back)
        elif facts.complaint.status == State.WITH_IOPC:
            yield _("With the IOPC"), False, _("waits for the IOPC")
    elif serious:
        yield _("Serious: to the IOPC"), False, _("not yet referred")
    else:
        yield _("Is it serious?"), known, _("no") if known else _seriousness_waits(facts)


def _seriousness_waits(facts: ComplaintFacts) -> str:
    if facts.complaint.status == State.RECEIVED:
        return ""
    return _("waits for the allegations") if needs_allegations(facts) else _("waits for a decision")


def _handling(facts: ComplaintFacts) -> Iterator[tuple[str, bool, str]]:
    disapplied = facts.step(StepKind.DISAPPLY)
    if disapplied is not None:
        yield _("Disapplied"), True, _day(disapplied)
        return
    ended = facts.step(StepKind.CONCLUDE, StepKind.IOPC_END)
    title = _("Informal resolution") if facts.step(StepKind.RESOLVE) is not None else _("Handled")
    yield title, ended is not None, _day(ended) if ended is not None else ""
    yield _stage(facts, _("Outcome sent"), StepKind.COPY)
    yield _stage(facts, _("Publication decided"), StepKind.DECIDE)


def _stage(facts: ComplaintFacts, title: str, *kinds: StepKind) -> tuple[str, bool, str]:
    step = facts.step(*kinds)
    return title, step is not None, _day(step) if step is not None else ""


def _day(step) -> str:
    return in_words(step.taken_on, "j F")
