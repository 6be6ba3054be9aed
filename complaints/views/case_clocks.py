"""The clocks of a complaint, its tests, its letters and what its sides say: the tables of its page."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from complaints.choices import ComplaintStatus as State
from complaints.choices import LetterStatus, StepKind
from complaints.due.complaints import KIND
from complaints.models import Complaint
from complaints.rules.facts import ComplaintFacts
from complaints.rules.grounds import Test, no_name_test, one_year_test
from complaints.rules.typed import short_provision
from complaints.views.links import case_url
from complaints.views.next_steps import Law, law_of
from interface import clock
from interface.templatetags.dates import day_date, short_date
from interface.templatetags.govuk import tag
from panels import rulebook
from panels.choices import DutyStatus, Reckoning
from panels.due import CLOSED, MET, MET_LATE, MISSED, NOT_APPLICABLE, DueState, state_of
from panels.models import Obligation
from panels.views.due import counting_words, deadline_words

AFTER = (Reckoning.WORKING_AFTER, Reckoning.DAYS_AFTER, Reckoning.MONTHS_AFTER, Reckoning.YEARS_AFTER)
SETTLED = (CLOSED, MET, MET_LATE, NOT_APPLICABLE)
BEFORE_HANDLING = (State.RECEIVED, State.RECORDED, State.REFERRED_BACK)


def due_in(complaint: Complaint, user: Any) -> QuerySet[Obligation]:
    """What is due in a complaint whose page somebody may open: all of it, as its words name only the reference. `has_page` says
    whether the page of the obligation itself is theirs to read."""
    own_page = Obligation.objects.visible_to(user).filter(pk=OuterRef("pk"))
    rows = Obligation.objects.of(KIND, complaint.pk).annotate(has_page=Exists(own_page))
    return rows.for_page().order_by("due_on", "reference")


def clocks(request: Any, facts: ComplaintFacts) -> dict[str, Any]:
    """`clocks`, the rows of the table, what is missed and what comes next first; `met_clocks`, those that ask for nothing more,
    under `met_words`; and `counted`, how the day that comes next is worked out, one day after the other."""
    now = clock.now()
    duties = list(due_in(facts.complaint, request.user))
    told = [(one, state_of(one, now)) for one in duties]
    rows = [_of_duty(one, state) for one, state in sorted(told, key=_presses) if state.key not in SETTLED]
    met = [_of_duty(one, state) for one, state in told if state.key in SETTLED]
    coming = next((one for one in duties if one.status == DutyStatus.OPEN and not one.is_closing), None)
    if facts.complaint.erased_at is None and not facts.complaint.imported_id:
        rows += [*_referral(facts), *[_of_test(facts, one) for one in _tests(facts)]]
    counted = deadline_words(coming, now) if coming else None
    return {"clocks": rows, "met_clocks": met, "met_words": _met_words(told), "coming": coming, "counted": counted}


def _presses(told: tuple[Obligation, DueState]) -> tuple[bool, Any]:
    """What was missed before all else, the rest by its day."""
    return told[1].key != MISSED, told[0].due_on


def _met_words(told: list[tuple[Obligation, DueState]]) -> str:
    """What the clocks that ask for nothing more are: "7 clocks that were met, 1 of them late"."""
    late = sum(1 for _one, state in told if state.key == MET_LATE)
    met = sum(1 for _one, state in told if state.key == MET) + late
    rest = sum(1 for _one, state in told if state.key in (CLOSED, NOT_APPLICABLE))
    said = []
    if met:
        said.append(ngettext("%(count)s clock that was met", "%(count)s clocks that were met", met) % {"count": met})
    if late:
        said.append(_("%(count)s of them late") % {"count": late})
    if rest and met:
        words = ngettext("%(count)s that closed or does not apply", "%(count)s that closed or do not apply", rest)
        said.append(words % {"count": rest})
    elif rest:
        words = ngettext("%(count)s clock that closed or does not apply", "%(count)s clocks that closed or do not apply", rest)
        said.append(words % {"count": rest})
    return ", ".join(said)


def _of_duty(one: Any, stands: DueState) -> dict[str, Any]:
    law = Law(short_provision(one), one.is_verified)
    by = format_html('<span class="app-nowrap">{} {}</span>', day_date(one.due_on), one.due_on.year)
    note = one.explanation or one.met_how
    return {
        "title": one.title, "url": one.get_absolute_url() if one.has_page else None, "by": by, "law": law,
        "rule": _counting(one), "state": tag(stands.words), "note": note,
    }  # fmt: skip


def _counting(one: Obligation) -> str:
    """How the day is counted from another: "5 working days after 1 Feb 2022"."""
    if one.reckoning == Reckoning.ON_DAY:
        return ""
    said = {"counted": counting_words(one), "day": short_date(one.counted_from)}
    if one.reckoning in AFTER:
        return _("%(counted)s %(day)s") % said
    return _("%(counted)s. Counted from %(day)s") % said


def _referral(facts: ComplaintFacts) -> list[dict[str, Any]]:
    """The clock of the referral while it has not begun."""
    complaint = facts.complaint
    if complaint.serious_on or complaint.status not in (*BEFORE_HANDLING, State.IN_RESOLUTION) or facts.step(StepKind.REFER):
        return []
    rule = facts.rules.get(rulebook.COMPLAINT_REFERRAL)
    count = (rule.number or 0) if rule else 0
    words = ngettext("%(count)s day after it becomes clear", "%(count)s days after it becomes clear", count) % {"count": count}
    return [{
        "title": _("Refer to the IOPC, if serious"), "by": _("Starts when it becomes clear"),
        "law": law_of(facts.rules, rulebook.COMPLAINT_REFERRAL), "rule": words if count else "",
        "state": _("Not started"),
    }]  # fmt: skip


def _tests(facts: ComplaintFacts) -> list[Test]:
    """The two tests that can be computed, while the regulations can still be disapplied, or where they were."""
    if facts.complaint.status not in (*BEFORE_HANDLING, State.DISAPPLIED) or facts.complaint.is_over:
        return []
    return [one_year_test(facts), no_name_test(facts)]


def _of_test(facts: ComplaintFacts, test: Test) -> dict[str, Any]:
    answers = {True: _("Holds"), False: _("Does not hold"), None: _("Not known")}
    return {
        "title": _("Test: %(name)s") % {"name": test.name}, "by": _("No day is due"), "rule": "",
        "law": Law(test.provision, test.is_verified), "state": answers[test.holds], "note": test.words,
    }  # fmt: skip


# Letters and comments ----------------------------------------------------------------------------------------------


def letter_rows(facts: ComplaintFacts) -> list[dict[str, Any]]:
    """The letters of a complaint, to whom each goes, and how far it is."""
    return [
        {
            "title": one.get_kind_display(), "to": one.get_recipient_display(), "state": _letter_state(one),
            "note": one.not_needed_why, "url": case_url(facts.complaint, "letter-detail", one.number),
            "act": _("Preview") if one.status == LetterStatus.DRAFT else _("Read"),
        }
        for one in facts.letters
    ]  # fmt: skip


def _letter_state(letter: Any) -> str:
    if letter.status == LetterStatus.ISSUED:
        return _("Issued %(day)s") % {"day": short_date(letter.issued_on)}
    return tag(letter.get_status_display())


def comment_rows(facts: ComplaintFacts) -> list[dict[str, Any]]:
    """Whom the panel asked for comments, on what, by when, and whether they came."""
    return [
        {"one": one, "state": comment_state(one, facts.today), "url": case_url(facts.complaint, "comment-update", one.number)}
        for one in facts.comments
    ]


def comment_state(one: Any, today: Any) -> str:
    """How far the comments of a side are."""
    if one.declined:
        return _("Does not want to comment")
    if one.received_on:
        return tag(_("Came %(day)s") % {"day": short_date(one.received_on)}, "green")
    if one.until_on and one.until_on < today:
        return _("Nothing came in time")
    return tag(_("No answer yet"), "yellow")
