"""May this agenda go out? Every obstacle at once, in the words the clerk reads.

Notice of a meeting, its agenda and its reports are open to the public for five clear days before it in England
(Local Government Act 1972, s.100A(6) and s.100B(3)-(4)), three in Wales. The number comes from the rule book.
"""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from documents.choices import Access
from interface.templatetags.dates import long_date
from meetings.choices import ApprovalStatus, ItemKind, ItemState, MeetingStatus
from meetings.rules.lateness import provision_words
from meetings.rules.meeting import CHANGEABLE
from meetings.rules.readiness import Check, ItemFacts, OutstandingReport, Problem, Readiness

PROVISION_WITHOUT_NOTICE = gettext_lazy("Not a meeting open to the public: no notice is laid down")
PROVISION_OF_BOARDS = gettext_lazy(
    "A body that the Commissioner calls, which Part VA of the Local Government Act 1972 does not bind: no notice is laid down"
)


def without_notice(*, of_commissioner: bool) -> str:
    """Why no notice is laid down for a meeting, in words for its agenda and its checks.

    That the Part speaks of principal councils (Local Government Act 1972, s.100J), and of a Commissioner only through a panel
    (Police Reform and Social Responsibility Act 2011, s.28 and Schedule 6), was not read there yet, and the words say so.
    """
    return provision_words(str(PROVISION_OF_BOARDS), False) if of_commissioner else str(PROVISION_WITHOUT_NOTICE)


def publication_problems(facts: Readiness) -> list[str]:
    """Everything that keeps an agenda from going out, in words; empty when nothing does."""
    if facts.status not in CHANGEABLE:
        return [_("The agenda is not open: the meeting is %(state)s") % {"state": MeetingStatus(facts.status).label.lower()}]
    return [problem.words for check in publication_checks(facts) for problem in check.problems]


def publication_checks(facts: Readiness) -> list[Check]:
    """The table of checks, in the order in which a clerk mends things."""
    checks = [
        _check_meeting(facts),
        _check_notice(facts),
        _check_items(facts),
        _check_private(facts),
        _check_papers(facts),
        _check_reports(facts),
        _check_findings(facts),
        _check_readable(facts),
        _check_members(facts),
        _check_contact(facts),
    ]
    if facts.approval is not None:
        checks.append(_check_approval(facts))
    checks.append(_check_packs(facts))
    if len(facts.packs) > 1:
        checks.append(_check_editions(facts))
    return checks


def _check_meeting(facts: Readiness) -> Check:
    problems = [] if facts.has_venue else [Problem(_("Say where the meeting is held"), "meeting")]
    if facts.held_on < facts.today:
        problems.append(Problem(_("The date of the meeting has passed. Change the date"), "meeting"))
    return Check("meeting", _("Date and place"), long_date(facts.held_on), problems)


def _check_notice(facts: Readiness) -> Check:
    title = _("Clear days")
    if facts.last_day is None:
        return Check("notice", title, without_notice(of_commissioner=facts.of_commissioner))
    said = {"day": long_date(facts.last_day), "days": facts.clear_days_required}
    if facts.today <= facts.last_day:
        return Check("notice", title, _("In time. The last day is %(day)s") % said)
    if facts.lateness and not facts.lateness.problems:
        return Check("notice", title, _("Late, and it is said why. The last day was %(day)s") % said)
    words = _("The last day that leaves %(days)s clear days was %(day)s. Say why the agenda opens late, or change the date")
    problems = [Problem(words % said, "late")]
    return Check("notice", title, _("Too late for the full notice"), problems, is_late=True)


def _check_items(facts: Readiness) -> Check:
    count = sum(1 for item in _going_out(facts) if item.kind == ItemKind.ITEM)
    found = ngettext("%(count)d item", "%(count)d items", count) % {"count": count}
    return Check("items", _("Agenda"), found, [] if count else [Problem(_("Add at least one agenda item"), "item-create")])


def _check_private(facts: Readiness) -> Check:
    private = [item for item in facts.items if item.access != Access.PUBLIC]
    problems = [problem for item in private for problem in _private_problems(item)]
    found = ngettext("%(count)d private item", "%(count)d private items", len(private)) % {"count": len(private)}
    return Check("private", _("Private items"), found if private else _("None"), problems)


def _private_problems(item: ItemFacts) -> list[Problem]:
    words = []
    if item.access == Access.EXEMPT and not item.exempt_paragraph:
        words.append(_("Item %(number)s: Choose the paragraph of Schedule 12A"))
    if not item.neutral_title.strip():
        words.append(_("Item %(number)s: Enter the title that the public sees"))
    if not item.public_interest_reason.strip():
        words.append(_("Item %(number)s: Say why the public interest is in withholding it"))
    return [Problem(one % {"number": item.number}, "privacy", item.slug) for one in words]


def _check_papers(facts: Readiness) -> Check:
    """Every paper is in, or its item says that none is needed or that it follows."""
    problems = []
    for item in facts.items:
        said = {"number": item.number}
        expected = item.needs_paper and item.state == ItemState.EXPECTED
        if expected and not item.paper_count and not item.reports:
            words = _("Item %(number)s has no paper. Add one, or say that none is needed")
            problems.append(Problem(words % said, "item", item.slug, act="to-follow", item=item.slug))
        if item.papers_out_of_step:
            words = _("A paper of item %(number)s is not as private as its item. Save the item again")
            problems.append(Problem(words % said, "privacy", item.slug))
    count = sum(item.paper_count for item in _going_out(facts))
    return Check("papers", _("Papers"), ngettext("%(count)d paper", "%(count)d papers", count) % {"count": count}, problems)


def _check_reports(facts: Readiness) -> Check:
    """A report that was asked for is on the agenda, or “to follow” is printed in its place."""
    title = _("Reports asked for")
    asked = [(item, report) for item in _going_out(facts) for report in item.reports if item.state == ItemState.EXPECTED]
    said = {"count": len(asked)}
    if not asked:
        return Check("reports", title, _("None is outstanding"))
    if facts.reports_follow:
        return Check("reports", title, ngettext("%(count)d is to follow", "%(count)d are to follow", len(asked)) % said)
    problems = [_report_problem(item, report) for item, report in asked]
    found = ngettext("%(count)d is outstanding", "%(count)d are outstanding", len(asked)) % said
    return Check("reports", title, found, problems, is_answered_here=True)


def _report_problem(item: ItemFacts, report: OutstandingReport) -> Problem:
    if report.findings:
        words = _("Item %(number)s: the report asked of %(name)s has come. Decide what was found in its file, or return it")
        said = {"number": item.number, "name": report.asked_of}
        return Problem(words % said, "findings", report.findings.paper, act="to-follow", item=item.slug)
    if report.has_come:
        words = _("Item %(number)s: the report asked of %(name)s has come. Put it on the agenda, or return it")
    elif report.is_late:
        words = _("Item %(number)s: the report asked of %(name)s is late. Ask for it, or tick below that it is to follow")
    else:
        words = _("Item %(number)s: the report asked of %(name)s has not come. Tick below that it is to follow, or wait")
    said = {"number": item.number, "name": report.asked_of}
    return Problem(words % said, "request", str(report.number), act="to-follow", item=item.slug)


def _check_findings(facts: Readiness) -> Check:
    """Text that a reader of the page does not see goes out on somebody's own name, or not at all."""
    open_ones = [(item.number, one) for item in _going_out(facts) for one in item.findings]
    title = _("Findings in uploaded papers")
    if not open_ones:
        return Check("findings", title, _("Every finding is decided"))
    count = sum(one.count for _number, one in open_ones)
    said = {"count": count, "name": facts.override.answered_for}
    if facts.override.is_complete:
        words = ngettext(
            "%(count)d is published on the name of %(name)s", "%(count)d are published on the name of %(name)s", count
        )
        return Check("findings", title, words % said)
    problems = [Problem(_findings_words(number, one.title, one.count), "findings", one.paper) for number, one in open_ones]
    found = ngettext("%(count)d is not decided", "%(count)d are not decided", count) % said
    return Check("findings", title, found, problems, is_answered_here=True)


def _findings_words(number: str, title: str, count: int) -> str:
    words = ngettext(
        "Item %(number)s: “%(title)s” has %(count)d finding to decide. Decide it, or say below who answers for it",
        "Item %(number)s: “%(title)s” has %(count)d findings to decide. Decide them, or say below who answers for them",
        count,
    )
    return words % {"number": number, "title": title, "count": count}


def _check_readable(facts: Readiness) -> Check:
    """Papers that are only pictures of pages shut out readers who listen (Equality Act 2010, s.20)."""
    papers = [(item, title) for item in _going_out(facts) for title in item.unreadable]
    title = _("Readable by everyone")
    told_words = _("“%(title)s” fails the standard for accessible PDF files. It is read as a web page")
    told = [Problem(told_words % {"title": name}, "paper", slug) for slug, name in facts.unlike_the_standard]
    if not papers:
        return Check("readable", title, _("Every paper holds text"), told=told)
    words = _("Item %(number)s: “%(title)s” is a picture of pages and cannot be read out. Put another file in, or tick below")
    problems = [Problem(words % {"number": item.number, "title": paper}, "item", item.slug) for item, paper in papers]
    found = ngettext("%(count)d paper cannot be read out", "%(count)d papers cannot be read out", len(papers))
    said = found % {"count": len(papers)}
    return Check("readable", title, said, [] if facts.accept_unreadable else problems, is_answered_here=True, told=told)


def _check_members(facts: Readiness) -> Check:
    if facts.attendee_count is not None:
        return _check_attendees(facts.attendee_count + facts.member_count)
    found = ngettext("%(count)d member", "%(count)d members", facts.member_count) % {"count": facts.member_count}
    words = _("Nobody is a member of the body on the date of the meeting. Add its members")
    return Check("members", _("Members on the date"), found, [] if facts.member_count else [Problem(words, "body")])


def _check_attendees(count: int) -> Check:
    """Of a board the agenda names the offices that attend it, and its members where it has any."""
    found = ngettext("%(count)d attends", "%(count)d attend", count) % {"count": count}
    words = _("No office attends the body on the date of the meeting. Add its standing attendees")
    return Check("members", _("Attendees on the date"), found, [] if count else [Problem(words, "body")])


def _check_contact(facts: Readiness) -> Check:
    problems = [] if facts.has_contact else [Problem(_("Name a contact officer for the day of publication"), "body")]
    return Check("contact", _("Contact officer"), _("Named") if facts.has_contact else _("None"), problems)


def _check_approval(facts: Readiness) -> Check:
    """The body's own rules may ask that the Chair sees the agenda first; what changed since was not seen."""
    title = _("Approval of the Chair")
    approval = facts.approval
    if approval is None or approval.stands:
        return Check("approval", title, _("Approved as it stands"))
    words = {
        ApprovalStatus.ASKED: _("The Chair has not answered yet"),
        ApprovalStatus.RETURNED: _("The Chair returned the agenda. Read the remarks, and ask again"),
        ApprovalStatus.APPROVED: _("The agenda changed after the Chair approved it. Ask the Chair again"),
    }
    if approval.status == ApprovalStatus.ASKED and not approval.is_current:
        words[ApprovalStatus.ASKED] = _("The agenda changed after it went to the Chair. Ask the Chair again")
    said = words[ApprovalStatus(approval.status)] if approval.status else _("Ask the Chair to approve the agenda")
    is_waiting = approval.status == ApprovalStatus.ASKED and approval.is_current
    return Check("approval", title, _("Not approved"), [Problem(said, "approval", act="" if is_waiting else "ask-chair")])


def _check_packs(facts: Readiness) -> Check:
    words = [_("The %(edition)s is not built") % {"edition": one.edition.lower()} for one in facts.packs if not one.is_built]
    if any(one.is_built and not one.is_current for one in facts.packs):
        words.append(_("The pack was built before the last change. Build it again"))
    # One build makes every edition
    problems = [Problem(one, "packs", act="" if place else "build") for place, one in enumerate(words)]
    found = ngettext("%(count)d edition", "%(count)d editions", len(facts.packs)) % {"count": len(facts.packs)}
    return Check("packs", _("Pack built from these versions"), found, problems)


def _check_editions(facts: Readiness) -> Check:
    title = _("Both editions agree")
    if facts.editions_agree is None:
        return Check("editions", title, _("Looked at once the packs are built"), is_pending=True)
    if facts.editions_agree:
        return Check("editions", title, _("A page has one number in both"))
    words = _("The public and the members’ edition number pages differently. Shorten a title on the agenda")
    return Check("editions", title, _("They differ"), [Problem(words, "agenda")])


def _going_out(facts: Readiness) -> list[ItemFacts]:
    """The items that go out: a withdrawn one keeps its line and nothing else."""
    return [item for item in facts.items if item.state != ItemState.WITHDRAWN]
