"""What the page of a case shows of a senior appointment, or of a call for a Chief Constable to go: to each reader, theirs."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from decisions import permissions
from decisions.choices import CaseKind, CaseStatus, NoticeKind
from decisions.models import Candidate, Observer, SelectionStage
from decisions.rules.facts import CaseFacts, candidate_of
from decisions.rules.hearings import Asked, by_rule, notice_checklist, why_no_veto
from decisions.views.parts import case_url
from documents.choices import Access
from interface.templatetags.dates import long_date
from interface.templatetags.govuk import tag
from panels import rulebook

Fact = dict[str, Any]


@dataclass(frozen=True)
class ShownCandidate:
    """A candidate as one reader may know of them: in facts, with what the law asks of the notice for who enters it."""

    title: str
    facts: list[Fact]
    checklist: list[Asked]
    edit_url: str


def part(request: Any, facts: CaseFacts) -> tuple[str, dict[str, Any]]:
    """The template of the part, and what it needs."""
    if facts.case.kind == CaseKind.REMOVAL:
        return "decisions/_removal.html", {"removal": _removal(request, facts)}
    return "decisions/_appointment.html", {"appointment": _appointment(request, facts)}


# A senior appointment ---------------------------------------------------------------------------------------------


def _appointment(request: Any, facts: CaseFacts) -> dict[str, Any]:
    changes = permissions.can_notify(request.user, facts.case) and not facts.is_over
    row = facts.appointment
    stages = list(SelectionStage.objects.filter(appointment=row).order_by("on", "number")) if row else []
    observers = list(Observer.objects.filter(appointment=row).select_related("person").order_by("number")) if row else []
    return {
        "post": _post(facts),
        "stages": stages,
        "has_notes": any(one.note for one in stages),
        "observers": [one.person.name if one.person else one.words for one in observers],
        "candidates": [_candidate(request, facts, notice) for notice in reversed(facts.notices) if candidate_of(notice)],
        "empty": _empty(facts),
        "asks": facts.rule(rulebook.HEARING_NOTICE),
        "in_private": facts.rule(rulebook.HEARING_PRIVATE),
        "post_url": case_url(facts.case, "cases:post-update") if changes else "",
        "stages_url": case_url(facts.case, "cases:stage-list") if changes else "",
        "observers_url": case_url(facts.case, "cases:observer-list") if changes else "",
    }


def _post(facts: CaseFacts) -> list[Fact]:
    row = facts.appointment
    if row is None:
        return []
    applied = _("not known") if row.applications is None else f"{row.applications:,}"
    rows = [
        (_("Post"), row.get_post_display()),
        (_("For how long"), _("Temporary or interim") if row.is_temporary else _("Permanent")),
        (_("Applications"), applied),
        (_("Veto"), _veto(facts)),
    ]
    return [{"term": term, "value": value} for term, value in rows]


def _veto(facts: CaseFacts) -> Any:
    """Whether the panel has a veto, with the provision."""
    if refusal := why_no_veto(facts):
        return f"{by_rule(*refusal)}."
    rule = facts.rule(rulebook.CHIEF_CONSTABLE_VETO)
    if rule is None:
        return format_html("{} {}", _("The rule book does not say."), tag(_("Not yet verified")))
    mark = "" if rule.is_verified else tag(_("Not yet verified"))
    return format_html("{} {} {}", _("The panel can veto: %(title)s.") % {"title": _inside(rule.title)}, rule.provision, mark)


def _empty(facts: CaseFacts) -> str:
    """What stands in the place of a candidate where there is none to show."""
    if facts.case.status == CaseStatus.EXPECTED:
        return _("The Commissioner has not proposed a candidate yet. The panel’s time begins on the day it receives the notice.")
    return _("The notice of the candidate is not public.")


def _candidate(request: Any, facts: CaseFacts, notice: Any) -> ShownCandidate:
    candidate = notice.candidate
    candidate.notice = notice
    notifies = permissions.can_notify(request.user, facts.case)
    said = {"kind": notice.get_kind_display(), "day": long_date(notice.received_on)}
    rows = [
        (_("Candidate"), _name(request, facts, notice)),
        (_("Hearing put off"), _moved_for(facts, notice)),
        (_("Criteria"), _text(candidate.criteria) if candidate.criteria else _("not given")),
        *_particulars(request, candidate),
    ]
    return ShownCandidate(
        title=_("%(kind)s, received %(day)s") % said,
        facts=[{"term": term, "value": value} for term, value in rows if value],
        checklist=notice_checklist(candidate) if notifies else [],
        edit_url=case_url(facts.case, "cases:candidate-update", notice.number) if notifies else "",
    )


def _name(request: Any, facts: CaseFacts, notice: Any) -> SafeString | str:
    candidate = notice.candidate
    if not permissions.can_read_name(request.user, candidate):
        return unnamed(facts, notice)
    mark = tag(_("Private")) if candidate.name_access != Access.PUBLIC else ""
    return format_html("{} {}", candidate.name, mark)


def unnamed(facts: CaseFacts, notice: Any) -> str:
    """What everybody reads in the place of a name that is private."""
    second = facts.second_notice
    is_reserve = second is not None and (notice.received_on, notice.number) >= (second.received_on, second.number)
    return _("The reserve candidate") if is_reserve else _("The preferred candidate")


def _moved_for(facts: CaseFacts, notice: Any) -> str:
    """The hearing that was put off, for who may know of that meeting."""
    known = {one.meeting_id for one in facts.meetings}
    is_known = notice.kind == NoticeKind.RENOTIFICATION and notice.moved_for_id in known
    return long_date(notice.moved_for.held_on) if is_known else ""


def _particulars(request: Any, candidate: Candidate) -> list[tuple[str, Any]]:
    """Why the candidate meets the criteria, and the terms; or the line that says under which paragraph they are private."""
    terms = ((_("Why they are met"), candidate.why), (_("Terms"), candidate.terms))
    if not permissions.can_read_particulars(request.user, candidate):
        return [(_("Why they are met, and the terms"), private_words(candidate.get_exempt_paragraph_display()))]
    mark = tag(_("Private")) if candidate.particulars_access != Access.PUBLIC else ""
    return [(term, format_html("{}{}", mark, _text(text) if text else _(" not given"))) for term, text in terms]


def private_words(paragraph: str | Promise | None) -> str:
    """The neutral line for what is private under a paragraph."""
    words = _("Private. Local Government Act 1972, Schedule 12A, paragraph %(paragraph)s.")
    return words % {"paragraph": paragraph or ""}


# A removal --------------------------------------------------------------------------------------------------------


def _removal(request: Any, facts: CaseFacts) -> dict[str, Any]:
    """The notice for the panel and the office; for everybody else that what it says is private."""
    reads = permissions.can_read_private_case(request.user, facts.case)
    acts = permissions.can_notify(request.user, facts.case)
    notice = facts.running_notice if reads else None
    return {
        "reads": reads,
        "notice": notice,
        "text": _text(notice.text) if notice and notice.text else "",
        "rule": facts.rule(rulebook.RESIGNATION_CALL),
        "in_private": facts.rule(rulebook.REMOVAL_PRIVATE),
        "was_notified": facts.case.status not in (CaseStatus.EXPECTED, CaseStatus.WITHDRAWN),
        "edit_url": case_url(facts.case, "cases:removal-update", notice.number) if notice and acts else "",
    }


def _text(words: str) -> SafeString:
    """A typed text in paragraphs; nothing in it is markup."""
    return format_html_join("", "<p>{}</p>", ((line,) for line in words.splitlines() if line.strip()))


def _inside(words: str) -> str:
    return words[:1].lower() + words[1:]
