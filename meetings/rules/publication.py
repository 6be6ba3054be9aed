"""May this agenda go out? Every obstacle at once, in the words the clerk reads.

Notice of a meeting, its agenda and its reports are open to the public for five clear days before it in England
(Local Government Act 1972, s.100A(6) and s.100B(3)-(4)), three in Wales. The number comes from the rule book.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from documents.choices import Access
from interface.templatetags.dates import long_date
from meetings.choices import ItemKind, ItemState, MeetingStatus
from meetings.rules.meeting import CHANGEABLE

PROVISION_WITHOUT_NOTICE = gettext_lazy("Not a meeting open to the public: no notice is laid down")


@dataclass(frozen=True)
class ItemFacts:
    """An item as the checks see it."""

    number: str
    title: str
    kind: str
    state: str
    access: str
    needs_paper: bool
    paper_count: int
    neutral_title: str
    exempt_paragraph: int | None
    public_interest_reason: str
    papers_out_of_step: int = 0
    unreadable: Sequence[str] = ()


@dataclass(frozen=True)
class PackState:
    """One edition's pack: absent, or built from an earlier state, or good."""

    edition: str
    is_built: bool
    is_current: bool


@dataclass(frozen=True)
class Readiness:
    """All that decides whether an agenda may go out. `last_day` is None when no notice is laid down."""

    status: str
    held_on: date
    today: date
    has_venue: bool
    items: Sequence[ItemFacts]
    member_count: int
    has_contact: bool
    packs: Sequence[PackState]
    last_day: date | None = None
    clear_days_required: int = 0
    late_reason: str = ""
    late_agreed_by: str = ""
    accept_unreadable: bool = False


@dataclass(frozen=True)
class Check:
    """One line of the table of checks: what was looked at, what was found, and what is in the way.

    `is_answered_here`: the form that publishes asks for what is missing, so it does not keep the form away.
    """

    key: str
    title: str
    found: str
    problems: list[str] = field(default_factory=list)
    is_late: bool = False
    is_answered_here: bool = False

    @property
    def state(self) -> str:
        if not self.problems:
            return _("Complete")
        if self.is_late:
            return _("Late")
        return ngettext("%(count)d to decide", "%(count)d to decide", len(self.problems)) % {"count": len(self.problems)}


def publication_problems(facts: Readiness) -> list[str]:
    """Everything that keeps an agenda from going out; empty when nothing does."""
    if facts.status not in CHANGEABLE:
        return [_("The agenda is not open: the meeting is %(state)s") % {"state": MeetingStatus(facts.status).label.lower()}]
    return [problem for check in publication_checks(facts) for problem in check.problems]


def publication_checks(facts: Readiness) -> list[Check]:
    """The table of checks, in the order in which a clerk mends things."""
    return [
        _check_meeting(facts),
        _check_notice(facts),
        _check_items(facts),
        _check_private(facts),
        _check_papers(facts),
        _check_readable(facts),
        _check_members(facts),
        _check_contact(facts),
        _check_packs(facts),
    ]


def _check_meeting(facts: Readiness) -> Check:
    problems = [] if facts.has_venue else [_("Say where the meeting is held")]
    if facts.held_on < facts.today:
        problems.append(_("The date of the meeting has passed. Change the date"))
    return Check("meeting", _("Date and place"), long_date(facts.held_on), problems)


def _check_notice(facts: Readiness) -> Check:
    title = _("Clear days")
    if facts.last_day is None:
        return Check("notice", title, str(PROVISION_WITHOUT_NOTICE))
    said = {"day": long_date(facts.last_day), "days": facts.clear_days_required}
    if facts.today <= facts.last_day:
        return Check("notice", title, _("In time. The last day is %(day)s") % said)
    if facts.late_reason and facts.late_agreed_by:
        said["name"] = facts.late_agreed_by
        return Check("notice", title, _("Late, as %(name)s agreed. The last day was %(day)s") % said)
    problem = _(
        "The last day that leaves %(days)s clear days was %(day)s. "
        "Enter the Chair’s name and why the agenda is urgent, or change the date"
    )
    return Check("notice", title, _("Too late for the full notice"), [problem % said], is_late=True, is_answered_here=True)


def _check_items(facts: Readiness) -> Check:
    count = sum(1 for item in facts.items if item.kind == ItemKind.ITEM and item.state != ItemState.WITHDRAWN)
    found = ngettext("%(count)d item", "%(count)d items", count) % {"count": count}
    return Check("items", _("Agenda"), found, [] if count else [_("Add at least one agenda item")])


def _check_private(facts: Readiness) -> Check:
    private = [item for item in facts.items if item.access != Access.PUBLIC]
    problems = [problem for item in private for problem in _private_problems(item)]
    found = ngettext("%(count)d private item", "%(count)d private items", len(private)) % {"count": len(private)}
    return Check("private", _("Private items"), found if private else _("None"), problems)


def _private_problems(item: ItemFacts) -> list[str]:
    said = {"number": item.number}
    problems = []
    if item.access == Access.EXEMPT and not item.exempt_paragraph:
        problems.append(_("Item %(number)s: Choose the paragraph of Schedule 12A") % said)
    if not item.neutral_title.strip():
        problems.append(_("Item %(number)s: Enter the title that the public sees") % said)
    if not item.public_interest_reason.strip():
        problems.append(_("Item %(number)s: Say why the public interest is in withholding it") % said)
    return problems


def _check_papers(facts: Readiness) -> Check:
    problems = []
    for item in facts.items:
        expected = item.needs_paper and item.state == ItemState.EXPECTED
        if expected and not item.paper_count:
            problem = _("Item %(number)s has no paper. Add one, or say that none is needed")
            problems.append(problem % {"number": item.number})
        if item.papers_out_of_step:
            problem = _("A paper of item %(number)s is not as private as its item. Save the item again")
            problems.append(problem % {"number": item.number})
    count = sum(item.paper_count for item in facts.items if item.state != ItemState.WITHDRAWN)
    return Check("papers", _("Papers"), ngettext("%(count)d paper", "%(count)d papers", count) % {"count": count}, problems)


def _check_readable(facts: Readiness) -> Check:
    """Papers that are only pictures of pages shut out readers who listen (Equality Act 2010, s.20)."""
    going_out = [item for item in facts.items if item.state != ItemState.WITHDRAWN]
    papers = [(item.number, title) for item in going_out for title in item.unreadable]
    title = _("Readable by everyone")
    if not papers:
        return Check("readable", title, _("Every paper holds text"))
    words = _("Item %(number)s: “%(title)s” is a picture of pages and cannot be read out. Put another file in, or tick below")
    problems = [words % {"number": number, "title": paper} for number, paper in papers]
    found = ngettext("%(count)d paper cannot be read out", "%(count)d papers cannot be read out", len(papers))
    said = found % {"count": len(papers)}
    return Check("readable", title, said, [] if facts.accept_unreadable else problems, is_answered_here=True)


def _check_members(facts: Readiness) -> Check:
    found = ngettext("%(count)d member", "%(count)d members", facts.member_count) % {"count": facts.member_count}
    problems = [] if facts.member_count else [_("Nobody is a member of the body on the date of the meeting. Add its members")]
    return Check("members", _("Members on the date"), found, problems)


def _check_contact(facts: Readiness) -> Check:
    problems = [] if facts.has_contact else [_("Name a contact officer for the day of publication")]
    return Check("contact", _("Contact officer"), _("Named") if facts.has_contact else _("None"), problems)


def _check_packs(facts: Readiness) -> Check:
    problems = []
    for pack in facts.packs:
        if not pack.is_built:
            problems.append(_("Build the pack: %(edition)s") % {"edition": pack.edition.lower()})
        elif not pack.is_current:
            problems.append(_("The pack was built before the last change. Build it again"))
    found = ngettext("%(count)d edition", "%(count)d editions", len(facts.packs)) % {"count": len(facts.packs)}
    return Check("packs", _("Pack built from these versions"), found, list(dict.fromkeys(problems)))
