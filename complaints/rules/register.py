"""How a complaint is named and told of in a line: about whom it is, how it came, and with whom it is now."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import TextChoices
from django.utils.dateformat import format as in_words
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.choices import OVER, ComplaintKind, Handler, Power, StepKind
from complaints.choices import ComplaintStatus as State
from complaints.rules.facts import ComplaintFacts
from interface.templatetags.dates import long_date, short_date
from panels.choices import OfficeKind


class With(TextChoices):
    """Who has to do the next thing in a complaint."""

    OFFICE = "office", gettext_lazy("The Commissioner’s office")
    LEAD_OFFICER = "lead-officer", gettext_lazy("The panel’s lead officer")
    PANEL = "panel", gettext_lazy("The panel")
    IOPC = "iopc", gettext_lazy("The IOPC")
    NOBODY = "nobody", gettext_lazy("Nobody: it is over")


# Under which power the next thing is done, by state; with the IOPC it is the IOPC's, and once over it is nobody's
NEXT_POWER: dict[State, Power] = {
    State.RECEIVED: Power.RECORD,
    State.RECORDED: Power.REFER,
    State.REFERRED_BACK: Power.DISAPPLY,
    State.IN_RESOLUTION: Power.RESOLVE,
    State.TRANSFERRED: Power.PUBLISH,
    State.NOT_RECORDED: Power.PUBLISH,
    State.DISAPPLIED: Power.PUBLISH,
    State.CONCLUDED: Power.PUBLISH,
    State.COPIED: Power.PUBLISH,
    State.REPRESENTATIONS: Power.PUBLISH,
    State.DECIDED: Power.PUBLISH,
}


def with_handler(handler: str, *, is_kept: bool) -> With:
    """Who uses a power that is held so (`Handler`, empty where the panel gave it to nobody). Where a complaint is kept from the
    Commissioner's office, the lead officer does what the office would."""
    if handler == Handler.OFFICE:
        return With.LEAD_OFFICER if is_kept else With.OFFICE
    return With.LEAD_OFFICER if handler == Handler.LEAD_OFFICER else With.PANEL


def with_whom(complaint: Any, handlers: Mapping[tuple[int, str], str]) -> With:
    """With whom a complaint is. `handlers` gives who uses a power today, by body and power."""
    if complaint.status in OVER:
        return With.NOBODY
    if complaint.status == State.WITH_IOPC:
        return With.IOPC
    power = NEXT_POWER[State(complaint.status)]
    return with_handler(handlers.get((complaint.body_id, power), ""), is_kept=complaint.is_kept_from_office)


def about_words(complaint: Any) -> str:
    """Against which office it is, present or former, without a name: "Complaint about the former Commissioner"."""
    is_conduct = complaint.kind == ComplaintKind.CONDUCT
    holder = complaint.office_holder
    if holder is None:
        return _("Conduct matter") if is_conduct else _("Complaint")
    is_former = holder.ended_on is not None and holder.ended_on < complaint.received_on
    words = {
        (OfficeKind.COMMISSIONER, False): _("the Commissioner"),
        (OfficeKind.COMMISSIONER, True): _("the former Commissioner"),
        (OfficeKind.DEPUTY, False): _("the Deputy Commissioner"),
        (OfficeKind.DEPUTY, True): _("the former Deputy Commissioner"),
    }[OfficeKind(holder.kind), is_former]
    whole = _("Conduct matter about %(whom)s") if is_conduct else _("Complaint about %(whom)s")
    return whole % {"whom": words}


def holder_words(holder: Any) -> str:
    """An office holder with office and days: "Jane Roe, Commissioner from 12 May 2016 to 12 May 2021"."""
    if holder is None:
        return _("Not known yet")
    said = {"name": holder.name, "office": holder.get_kind_display(), "first": short_date(holder.started_on)}
    if holder.ended_on is None:
        return _("%(name)s, %(office)s since %(first)s") % said
    return _("%(name)s, %(office)s from %(first)s to %(last)s") % (said | {"last": short_date(holder.ended_on)})


def came_words(complaint: Any) -> str:
    """How it came, and to whom it was made: "By email, to the panel"."""
    return _("%(means)s, %(to)s") % {"means": complaint.get_means_display(), "to": inside(complaint.get_came_to_display())}


def received_words(complaint: Any) -> str:
    """On which day it was received, how, and to whom it was made."""
    return _("%(day)s, %(came)s") % {"day": long_date(complaint.received_on), "came": inside(came_words(complaint))}


def power_words(facts: ComplaintFacts, power: str) -> str:
    """Who uses a power in this complaint today: the title, and under which delegation; the panel where it gave it to nobody."""
    held = facts.powers.get(power)
    if held is None or held.handler == Handler.PANEL:
        return _("The panel itself")
    if held.handler == Handler.OFFICE and facts.complaint.is_kept_from_office:
        return _("The panel’s lead officer, as the complaint is kept from the Commissioner’s office")
    if held.handler == Handler.OFFICE and not facts.is_open_to_office:
        return _("The panel’s lead officer, as the complaint was not made to the Commissioner’s office")
    return _("%(title)s, under the delegation of %(day)s") % {"title": held.to_title, "day": long_day(held.started_on)}


def long_day(day: date) -> str:
    """A day inside a sentence: 24 June 2021."""
    return in_words(day, "j F Y")


def inside(words: Any) -> str:
    """Words inside a sentence: without their capital."""
    text = str(words)
    return text[:1].lower() + text[1:]


def ending_words(row: Any) -> str:
    """How a complaint of the list ended: its outcome, else what an older register printed, else the step that put it aside; empty
    for one that lives. `put_aside` is the kind of that step, as the list's query says."""
    aside = StepKind(row.put_aside).label if row.put_aside and not row.erased_at else ""
    return str(row.get_outcome_display() or row.raw_outcome or aside)
