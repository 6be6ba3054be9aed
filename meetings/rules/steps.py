"""What is left to do for a meeting, in order: until its agenda is out, and after. For the desk of whoever prepares it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from documents.choices import Access
from meetings.choices import ApprovalStatus, ItemKind, ItemState
from meetings.rules.publication import publication_checks
from meetings.rules.readiness import Approval, Check, ItemFacts, OutstandingReport, Problem, Readiness

DRAFTS, NOTICE = "drafts", "notice"
SOON = timedelta(days=7)


@dataclass(frozen=True)
class Step:
    """One part of the work: how far it is, the page where it goes on, and the deadline that it stands under."""

    key: str
    title: str
    hint: str
    state: str
    mend: str
    target: str = ""
    deadline: str = ""
    is_done: bool = False
    is_back: bool = False  # somebody answered, and it waits again for whoever prepares the meeting


@dataclass(frozen=True)
class Afterwards:
    """What may wait for a clerk once the agenda is out."""

    reports: Sequence[tuple[str, OutstandingReport]] = ()
    supplements: Sequence[tuple[int, int]] = ()
    format_requests: int = 0
    building: str = ""
    build_failed: str = ""


def urgency(day: date, today: date, *, is_blocked: bool) -> tuple[int, date]:
    """Sorts what can go wrong: missed, due today, blocked though it is due within a week, due next."""
    if day < today:
        return 0, day
    if day == today:
        return 1, day
    return (2 if is_blocked and day <= today + SOON else 3), day


def steps_before(facts: Readiness, *, building: str = "") -> list[Step]:
    """The parts of preparing an agenda. `building` is the reference of a build that is under way."""
    checks = {check.key: check for check in publication_checks(facts)}
    steps = [
        _agenda(facts, checks["items"]),
        _papers(facts),
        _findings(facts),
        *([_private(checks["private"])] if any(item.access != Access.PUBLIC for item in facts.items) else []),
        _front_sheet(facts, [checks[key] for key in ("meeting", "members", "contact")]),
        *([_approval(facts.approval)] if facts.approval else []),
        _pack(facts, building),
    ]
    return [*steps, _publish(facts, [problem for check in checks.values() for problem in check.problems])]


def steps_after(waits: Afterwards) -> list[Step]:
    """What comes next once an agenda is out; empty when nothing waits."""
    steps = _late_reports(waits.reports)
    for number, papers in waits.supplements:
        hint = ngettext("%(count)d paper, not published", "%(count)d papers, not published", papers) % {"count": papers}
        title = _("Supplement %(number)d") % {"number": number}
        steps.append(Step(f"supplement-{number}", title, hint, _("Draft"), "supplement", str(number)))
    if waits.format_requests:
        state = _("%(count)d to answer") % {"count": waits.format_requests}
        title, hint = _("Requests for another format"), _("Somebody cannot use the papers as they are")
        steps.append(Step("formats", title, hint, state, "formats"))
    if waits.building:
        title, hint = _("Packs are being made again"), _("They come back with the same page numbers")
        steps.append(Step("packs", title, hint, _("In progress"), "build", waits.building))
    elif waits.build_failed:
        title, hint = _("Packs were not made again"), _("Nobody is served a pack until they are")
        steps.append(Step("packs", title, hint, _("Missing"), "build", waits.build_failed))
    return steps


def came_in(reports: Sequence[tuple[str, OutstandingReport]]) -> list[Step]:
    """The reports that have come and wait for whoever prepares the meeting, each with the page where it is decided."""
    return [_came(number, report) for number, report in reports if report.has_come]


def _came(number: str, report: OutstandingReport) -> Step:
    said = {"number": number, "name": report.asked_of}
    hint, key = _("Item %(number)s, from %(name)s") % said, f"came-{report.number}"
    if report.findings:
        state = _("%(count)d to review") % {"count": report.findings.count}
        return Step(key, report.title, hint, state, "findings", report.findings.paper)
    return Step(key, report.title, hint, _("1 to decide"), "request", str(report.number))


def waiting_reports(facts: Readiness) -> list[tuple[str, OutstandingReport]]:
    """The reports asked for that are not on the agenda, with the number of their item."""
    return [(item.number, report) for item in _going_out(facts) for report in item.reports]


def _going_out(facts: Readiness) -> list[ItemFacts]:
    return [item for item in facts.items if item.state != ItemState.WITHDRAWN and item.kind == ItemKind.ITEM]


def _agenda(facts: Readiness, check: Check) -> Step:
    private = sum(item.access != Access.PUBLIC for item in _going_out(facts))
    public = len(_going_out(facts)) - private
    hint = ngettext("%(count)d public item", "%(count)d public items", public) % {"count": public}
    if private:
        hint += _(", %(count)d private") % {"count": private}
    is_done = not check.problems
    state = _("Complete") if is_done else _("Not started")
    return Step("agenda", _("Agenda"), hint if is_done else _("Nothing is on it yet"), state, "agenda", is_done=is_done)


def _papers(facts: Readiness) -> Step:
    """How many of the papers that should go out are in. One that is to follow is settled until it comes."""
    waits = [item for item in _going_out(facts) if item.state == ItemState.EXPECTED and (item.needs_paper or item.reports)]
    has_come = [item for item in _going_out(facts) if item.paper_count and not (item in waits and item.reports)]
    missing = [item for item in waits if item.reports or not item.paper_count]
    count, wanted = len(has_come), len(has_come) + sum(item not in has_come for item in missing)
    title, mend = _("Papers"), "requests" if any(item.reports for item in _going_out(facts)) else "agenda"
    if not wanted:
        return Step("papers", title, _("No item needs a paper"), _("Complete"), mend, is_done=True)
    hint = _("%(count)d of %(wanted)d in.") % {"count": count, "wanted": wanted}
    if late := [report.asked_of for _number, report in waiting_reports(facts) if report.is_late]:
        hint += " " + _("Late: %(names)s.") % {"names": ", ".join(dict.fromkeys(late))}
    if follows := sum(item.state == ItemState.TO_FOLLOW and not item.paper_count for item in _going_out(facts)):
        hint += " " + ngettext("%(count)d is to follow.", "%(count)d are to follow.", follows) % {"count": follows}
    if not missing:
        return Step("papers", title, hint, _("Complete"), mend, is_done=True)
    return Step("papers", title, hint, _papers_state(facts, len(late), count), mend, deadline=DRAFTS)


def _papers_state(facts: Readiness, late: int, count: int) -> str:
    to_decide = sum(report.has_come for _number, report in waiting_reports(facts))
    if late:
        return _("%(count)d late") % {"count": late}
    if to_decide:
        return _("%(count)d to decide") % {"count": to_decide}
    return _("In progress") if count else _("Not started")


def _findings(facts: Readiness) -> Step:
    title = _("Findings in uploaded papers")
    found = [one for item in _going_out(facts) for one in item.findings]
    found += [report.findings for _number, report in waiting_reports(facts) if report.findings]
    if not found:
        return Step("findings", title, _("Nothing is left to decide"), _("Complete"), "agenda", is_done=True)
    hint = ", ".join(f"{one.title}: {one.count}" for one in found)
    state = _("%(count)d to review") % {"count": sum(one.count for one in found)}
    return Step("findings", title, hint, state, "findings", found[0].paper)


def _private(check: Check) -> Step:
    if not check.problems:
        hint = _("Each has its paragraph, its reason and a neutral title")
        return Step("private", check.title, hint, _("Complete"), "agenda", is_done=True)
    first = check.problems[0]
    return Step("private", check.title, first.words, check.state, first.mend, first.key)


def _front_sheet(facts: Readiness, checks: Sequence[Check]) -> Step:
    title, problems = _("Front sheet and members"), [problem for check in checks for problem in check.problems]
    if problems:
        state = _("%(count)d to decide") % {"count": len(problems)}
        return Step("front", title, ". ".join(one.words for one in problems), state, problems[0].mend)
    if facts.attendee_count is not None:
        count = facts.attendee_count + facts.member_count
        hint = ngettext("%(count)d attends, place and contact", "%(count)d attend, place and contact", count) % {"count": count}
        return Step("front", _("Front sheet and attendees"), hint, _("Complete"), "meeting", is_done=True)
    hint = ngettext("%(count)d member, place and contact", "%(count)d members, place and contact", facts.member_count)
    return Step("front", title, hint % {"count": facts.member_count}, _("Complete"), "meeting", is_done=True)


def _approval(approval: Approval) -> Step:
    title = _("Approval of the Chair")
    if approval.stands:
        return Step("approval", title, _("Approved as it stands"), _("Complete"), "approval", is_done=True)
    if not approval.status:
        hint = _("The body’s rules ask that the Chair sees the agenda first")
        return Step("approval", title, hint, _("Not started"), "approval")
    if not approval.is_current:
        return Step("approval", title, _("The agenda changed since. Ask the Chair again"), _("Out of date"), "approval")
    if approval.status == ApprovalStatus.RETURNED:
        return Step("approval", title, _("Read the remarks, and ask again"), _("1 to answer"), "approval", is_back=True)
    return Step("approval", title, _("The Chair has not answered yet"), _("With the Chair"), "approval")


def _pack(facts: Readiness, building: str) -> Step:
    title = _("Build the pack")
    if building:
        return Step("pack", title, _("It is being built"), _("In progress"), "build", building)
    built = [pack for pack in facts.packs if pack.is_built]
    if len(built) < len(facts.packs):
        return Step("pack", title, _("There is no preview yet"), _("Not started"), "publish")
    pages = max((pack.page_count for pack in built), default=0)
    hint = ngettext("Last preview: %(count)d page", "Last preview: %(count)d pages", pages) % {"count": pages}
    if all(pack.is_current for pack in built):
        return Step("pack", title, hint, _("Complete"), "packs", is_done=True)
    return Step("pack", title, hint + ". " + _("Something has changed since."), _("Out of date"), "publish")


def _publish(facts: Readiness, problems: Sequence[Problem]) -> Step:
    hint = _("Nothing is in the way")
    if problems:
        words = ngettext("%(count)d thing is in the way", "%(count)d things are in the way", len(problems))
        hint = words % {"count": len(problems)}
    state = _publish_state(facts, bool(problems))
    return Step("publish", _("Check and publish"), hint, state, "publish", deadline=NOTICE if facts.last_day else "")


def _publish_state(facts: Readiness, is_blocked: bool) -> str:
    if facts.last_day:
        near = {0: _("Due today"), 1: _("Due tomorrow")}
        days = (facts.last_day - facts.today).days
        if days < 0:
            return _("Missed")
        if days in near:
            return near[days]
    return _("Cannot start yet") if is_blocked else _("Not started")


def _late_reports(reports: Sequence[tuple[str, OutstandingReport]]) -> list[Step]:
    """Reports that came after the agenda went out want a supplement; the others still say “to follow”."""
    steps = []
    for number, report in reports:
        title = _("Item %(number)s: report asked of %(name)s") % {"number": number, "name": report.asked_of}
        key = f"report-{report.number}"
        if report.findings:
            hint = _("It has come. Decide what was found in its file, or return it")
            state = _("%(count)d to review") % {"count": report.findings.count}
            steps.append(Step(key, title, hint, state, "findings", report.findings.paper))
        elif report.has_come:
            hint = _("It has come. Put it in a supplement, or return it")
            steps.append(Step(key, title, hint, _("1 to decide"), "request", str(report.number)))
        else:
            steps.append(Step(key, title, _("It is to follow"), _("In progress"), "request", str(report.number)))
    return steps
