"""How far a case is, told from its rows; for whom it waits."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from decisions.choices import ASKED, OWN_ACTS, REVIEWED, CaseKind, CaseStatus
from decisions.rules.facts import AFTER_VETO, FIRST_ROUND, CaseFacts

COMMISSIONER, PANEL, NOBODY = "commissioner", "panel", "nobody"
WAITS_FOR: dict[str, str | Promise] = {
    PANEL: _("The panel"),
    COMMISSIONER: _("The Commissioner"),
    NOBODY: _("Nobody: it has ended"),
}
_PROPOSED = {
    CaseStatus.EXPECTED: COMMISSIONER, CaseStatus.NOTIFIED: PANEL, CaseStatus.REPORTED: COMMISSIONER,
    CaseStatus.ANSWERED: COMMISSIONER, CaseStatus.REVISED: PANEL, CaseStatus.REPORTED_AGAIN: COMMISSIONER,
}  # fmt: skip
_ASKED_WORDS: dict[CaseStatus, str | Promise] = {
    CaseStatus.EXPECTED: _("Being written"), CaseStatus.NOTIFIED: _("With the Commissioner"),
}  # fmt: skip
_ASKED = {
    CaseStatus.EXPECTED: PANEL, CaseStatus.NOTIFIED: COMMISSIONER, CaseStatus.REPORTED: COMMISSIONER,
    CaseStatus.ANSWERED: PANEL,
}  # fmt: skip
_REVIEWED = {CaseStatus.REPORTED: COMMISSIONER}  # else the panel, which ends its own review


def waits_for(kind: str, status: str) -> str:
    """Who acts next in a case of a kind in a state: "panel", "commissioner" or "nobody"."""
    if status in (CaseStatus.CLOSED, CaseStatus.WITHDRAWN):
        return NOBODY
    if kind in OWN_ACTS:
        return PANEL
    states = _ASKED if kind in ASKED else _REVIEWED if kind in REVIEWED else _PROPOSED
    return states.get(CaseStatus(status), PANEL)


def state_words(kind: str, status: str) -> str:
    """How far a case is, in the words of its tag: a request that was sent is with the Commissioner, and nobody expects an act
    of the panel’s own from anybody else."""
    if kind in ASKED and status in _ASKED_WORDS:
        return str(_ASKED_WORDS[CaseStatus(status)])
    if kind in OWN_ACTS and status == CaseStatus.EXPECTED:
        return str(_("In progress"))
    return str(CaseStatus(status).label)


def states_waiting_for(whom: str) -> list[tuple[str, str]]:
    """The kinds and states in which cases wait for somebody, for narrowing a list."""
    return [(str(kind), str(state)) for kind in CaseKind for state in CaseStatus if waits_for(kind, state) == whom]


def status_from(facts: CaseFacts) -> CaseStatus:
    """How far a case that has not ended is, by what stands in it: the notices, the reports that were sent, the answers."""
    kind = facts.case.kind
    if kind in OWN_ACTS:
        return CaseStatus.REPORTED if facts.issued_reports or facts.case.shared_at else CaseStatus.NOTIFIED
    if kind in ASKED:
        if facts.responses:
            return CaseStatus.ANSWERED
        return CaseStatus.NOTIFIED if facts.case.shared_at else CaseStatus.EXPECTED
    return _proposed(facts)


def _proposed(facts: CaseFacts) -> CaseStatus:
    if facts.round == AFTER_VETO:
        return _of_round(facts, AFTER_VETO, CaseStatus.REVISED, CaseStatus.REPORTED_AGAIN)
    is_here = facts.running_notice is not None or facts.case.kind in REVIEWED
    before = CaseStatus.NOTIFIED if is_here else CaseStatus.EXPECTED
    return _of_round(facts, FIRST_ROUND, before, CaseStatus.REPORTED)


def _of_round(facts: CaseFacts, number: int, before: CaseStatus, sent: CaseStatus) -> CaseStatus:
    report = facts.issued_in(number)
    if report is None:
        return before
    return CaseStatus.ANSWERED if facts.responses_to(report) else sent
