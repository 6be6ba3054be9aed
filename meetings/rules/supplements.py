"""May this supplement go out? Every obstacle at once.

A report that the public could not read for the days that the law asks for is considered only where the Chair agrees that
it is urgent, for a reason that is minuted (Local Government Act 1972, s.100B(4)(b)).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.choices import MeetingStatus
from meetings.rules.lateness import Lateness
from meetings.rules.readiness import Check, Override, Problem

# An agenda that is out, of a meeting that takes place or took place
SUPPLEMENTED = frozenset({MeetingStatus.PUBLISHED, MeetingStatus.HELD})


@dataclass(frozen=True)
class SupplementPaper:
    """A paper of a supplement as the checks see it."""

    slug: str
    title: str
    is_readable: bool = True
    open_findings: int = 0


@dataclass(frozen=True)
class SupplementFacts:
    """All that decides whether a supplement may go out."""

    number: int
    is_draft: bool
    takes_place: bool
    reason: str
    agreed_by: str
    is_late: bool
    late_ground: str = ""
    papers: Sequence[SupplementPaper] = ()
    is_built: bool = False
    is_current: bool = False
    accept_unreadable: bool = False
    override: Override = field(default_factory=Override)


def supplement_problems(facts: SupplementFacts) -> list[str]:
    """Everything that keeps a supplement back, in words; empty when nothing does."""
    if not facts.is_draft:
        return [_("The supplement is published already")]
    if not facts.takes_place:
        return [_("A supplement follows an agenda that is published, of a meeting that takes place")]
    return [problem.words for check in supplement_checks(facts) for problem in check.problems]


def supplement_checks(facts: SupplementFacts) -> list[Check]:
    """The table of checks, in the order in which a clerk mends things."""
    return [_check_reason(facts), _check_papers(facts), _check_findings(facts), _check_readable(facts), _check_pack(facts)]


def _check_reason(facts: SupplementFacts) -> Check:
    words = [] if facts.reason else [_("Say why these papers come late. It is printed on the first page")]
    if facts.is_late:
        told = Lateness(facts.late_ground, facts.reason or "-", facts.agreed_by)
        words += [_("The last day for the full notice is past. %(what)s") % {"what": one} for one in told.problems.values()]
    found = _("After the last day for the full notice") if facts.is_late else _("Within the time for notice")
    problems = [Problem(one, "supplement-edit", str(facts.number)) for one in words]
    return Check("supplement-edit", _("Why they come late"), found, problems)


def _check_papers(facts: SupplementFacts) -> Check:
    count = len(facts.papers)
    found = ngettext("%(count)d paper", "%(count)d papers", count) % {"count": count}
    problems = [] if count else [Problem(_("Add at least one paper"), "supplement", str(facts.number))]
    return Check("papers", _("Papers"), found, problems)


def _check_findings(facts: SupplementFacts) -> Check:
    """Text that a reader of the page does not see goes out on somebody's own name, or not at all."""
    title = _("Findings in uploaded papers")
    found = [paper for paper in facts.papers if paper.open_findings]
    if not found:
        return Check("findings", title, _("Every finding is decided"))
    count = sum(paper.open_findings for paper in found)
    if facts.override.is_complete:
        said = _("Published on the name of %(name)s") % {"name": facts.override.answered_for}
        return Check("findings", title, said)
    words = _("“%(title)s” has findings to decide. Decide them, or say below who answers for them")
    problems = [Problem(words % {"title": paper.title}, "findings", paper.slug) for paper in found]
    said = ngettext("%(count)d is not decided", "%(count)d are not decided", count) % {"count": count}
    return Check("findings", title, said, problems, is_answered_here=True)


def _check_readable(facts: SupplementFacts) -> Check:
    """Papers that are only pictures of pages shut out readers who listen (Equality Act 2010, s.20)."""
    title, closed = _("Readable by everyone"), [paper for paper in facts.papers if not paper.is_readable]
    if not closed:
        return Check("readable", title, _("Every paper holds text"))
    words = _("“%(title)s” is a picture of pages and cannot be read out. Put another file in, or tick below")
    problems = [Problem(words % {"title": paper.title}, "paper", paper.slug) for paper in closed]
    found = ngettext("%(count)d paper cannot be read out", "%(count)d papers cannot be read out", len(closed))
    return Check(
        "readable", title, found % {"count": len(closed)}, [] if facts.accept_unreadable else problems, is_answered_here=True
    )


def _check_pack(facts: SupplementFacts) -> Check:
    if facts.is_built and facts.is_current:
        return Check("packs", _("Pack built from these versions"), _("Built"))
    words = _("The pack was built before the last change. Build it again") if facts.is_built else _("The pack is not built")
    found = _("Out of date") if facts.is_built else _("Not built")
    return Check("packs", _("Pack built from these versions"), found, [Problem(words, "supplement", str(facts.number))])
