"""What the checks before publication look at, and what they answer."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.choices import ApprovalStatus
from meetings.rules.lateness import Lateness


@dataclass(frozen=True)
class Problem:
    """One thing in the way, and where it is mended: a kind of page, and the slug or number of what it is about.

    Rules know no addresses; views turn `mend` and `key` into one. `act` names what can be done at once, with `item`.
    """

    words: str
    mend: str
    key: str = ""
    act: str = ""
    item: str = ""


@dataclass(frozen=True)
class OpenFindings:
    """A paper in whose file something was found that nobody has decided about."""

    paper: str
    title: str
    count: int


@dataclass(frozen=True)
class OutstandingReport:
    """A report that was asked for and is not on the agenda yet; of one that has come, what its file holds to decide."""

    number: int
    asked_of: str
    has_come: bool
    is_late: bool = False
    title: str = ""
    findings: OpenFindings | None = None


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
    slug: str = ""
    findings: Sequence[OpenFindings] = ()
    reports: Sequence[OutstandingReport] = ()


@dataclass(frozen=True)
class PackState:
    """One edition's pack: absent, or built from an earlier state, or good."""

    edition: str
    is_built: bool
    is_current: bool
    page_count: int = 0


@dataclass(frozen=True)
class Approval:
    """How far the Chair's approval has come, where the body's rules ask for it."""

    status: str
    is_current: bool

    @property
    def stands(self) -> bool:
        return self.status == ApprovalStatus.APPROVED and self.is_current


@dataclass(frozen=True)
class Override:
    """Who publishes although hidden text is undecided, and why."""

    answered_for: str = ""
    reason: str = ""

    @property
    def is_complete(self) -> bool:
        return bool(self.answered_for and self.reason)


@dataclass(frozen=True)
class Readiness:
    """All that decides whether an agenda may go out. `last_day` is None when no notice is laid down.

    `editions_agree` is None until every edition is built from the present state. `unlike_the_standard` are papers whose
    file fails the accessibility standard, as (slug, title): they are told, and keep nothing back. `approval` is None
    where no rule asks for it. `attendee_count` is that of the offices that attend a board by its terms, and None for a body
    that has members; of a body `of_commissioner` the law lays down no notice.
    """

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
    lateness: Lateness | None = None
    accept_unreadable: bool = False
    reports_follow: bool = False
    approval: Approval | None = None
    override: Override = Override()
    editions_agree: bool | None = None
    unlike_the_standard: Sequence[tuple[str, str]] = ()
    attendee_count: int | None = None
    of_commissioner: bool = False


@dataclass(frozen=True)
class Check:
    """One line of the table of checks: what was looked at, what was found, and what is in the way.

    `is_answered_here`: the form that publishes asks for what is missing, so it does not keep the form away. `told` is
    what the reader should know of but need not mend. `is_pending`: it cannot be looked at yet.
    """

    key: str
    title: str
    found: str
    problems: list[Problem] = field(default_factory=list)
    is_late: bool = False
    is_answered_here: bool = False
    told: list[Problem] = field(default_factory=list)
    is_pending: bool = False

    @property
    def state(self) -> str:
        if not self.problems:
            return _("Cannot start yet") if self.is_pending else _("Complete")
        if self.is_late:
            return _("Late")
        return ngettext("%(count)d to decide", "%(count)d to decide", len(self.problems)) % {"count": len(self.problems)}
