"""The history of a case as a story: what happened, told from its dated rows, the newest first.

What somebody may not see is not among the rows, so it is not in the story either. Names of candidates never are.
"""

from typing import Any

from django.utils.translation import gettext as _

from decisions.choices import OWN_ACTS, CaseStatus, NoticeKind, ReportStatus
from decisions.rules.facts import OFF, CaseFacts
from decisions.rules.parts import Told
from decisions.rules.votes import result_of
from interface import clock
from interface.templatetags.dates import long_date
from meetings.choices import MeetingStatus

OPENED, RECEIVED, MET, VOTED, SENT, ANSWERED, ENDED = range(7)


def story_of(facts: CaseFacts, more: list[Told] | None = None) -> list[Told]:
    """What happened, the newest first; `more` is what the kind of case adds."""
    told = [_opened(facts), *_notices(facts), *_meetings(facts), *_votes(facts), *_reports(facts), *_responses(facts)]
    told += [*_ended(facts), *(more or [])]
    return sorted(told, key=lambda one: (one.on, one.order))[::-1]


def _opened(facts: CaseFacts) -> Told:
    case = facts.case
    if case.kind in OWN_ACTS:
        words = _("The panel took it up.")
    else:
        words = ""
    return Told(case.opened_on, _("Case opened"), words, order=OPENED)


def _notices(facts: CaseFacts) -> list[Told]:
    found = []
    for notice in facts.notices:
        words = ""
        if notice.kind == NoticeKind.RENOTIFICATION:
            words = _("The panel’s time begins again with this day.")
        elif notice is facts.second_notice:
            words = _("It follows the panel’s veto. There is no second veto.")
        title = _("Received: %(what)s") % {"what": lower(notice.get_kind_display())}
        found.append(Told(notice.received_on, title, words, _("the Commissioner"), order=RECEIVED))
    return found


def _meetings(facts: CaseFacts) -> list[Told]:
    found = []
    for row in facts.meetings:
        meeting = row.meeting
        if meeting.held_on > facts.today and meeting.status not in OFF:
            continue
        moved = meeting.moved_to if meeting.moved_to_id and meeting.moved_to.status != MeetingStatus.DRAFT else None
        if meeting.status in OFF:
            title = _("%(part)s: did not take place") % {"part": row.get_part_display()}
            words = _("It moved to %(day)s.") % {"day": long_date(moved.held_on)} if moved else meeting.status_reason
            found.append(Told(min(meeting.held_on, facts.today), title, words, url=meeting.get_absolute_url(), order=MET))
            continue
        found.append(Told(meeting.held_on, row.get_part_display(), _held_words(row), url=meeting.get_absolute_url(), order=MET))
    return found


def _held_words(row: Any) -> str:
    words = [_("At a meeting of the %(body)s.") % {"body": row.meeting.body.name}]
    if row.withdrew:
        words.append(_("The Commissioner and staff left the room before the vote."))
    elif row.withdrew is False:
        words.append(_("The Commissioner and staff stayed in the room."))
    return " ".join([*words, row.withdrew_note, row.note]).strip()


def _votes(facts: CaseFacts) -> list[Told]:
    found = []
    for vote in facts.votes:
        words = result_of(vote, facts).words
        found.append(Told(vote.meeting.held_on, words, vote.question, _("the panel"), order=VOTED))
    return found


def _reports(facts: CaseFacts) -> list[Told]:
    found = []
    for report in facts.issued_reports:
        words = [report.get_position_display() + "."]
        if report.was_late:
            words.append(_("It was sent after the panel’s time was over."))
        found.append(Told(report.issued_on, _("Report sent to the Commissioner"), " ".join(words), _("the panel"), order=SENT))
        if report.status == ReportStatus.PUBLISHED and report.published_at:
            day = clock.as_local(report.published_at).date()
            found.append(Told(day, _("Report published"), report.manner, order=SENT))
    return found


def _responses(facts: CaseFacts) -> list[Told]:
    found = []
    for answer in facts.responses:
        found.append(Told(answer.responded_on, _("The Commissioner responded"), "", _("the Commissioner"), order=ANSWERED))
        if answer.published_at:
            day = clock.as_local(answer.published_at).date()
            found.append(Told(day, _("Response published"), order=ANSWERED))
    return found


def _ended(facts: CaseFacts) -> list[Told]:
    case = facts.case
    if not facts.is_over or case.outcome_on is None:
        return []
    title = _("Withdrawn") if case.status == CaseStatus.WITHDRAWN else case.get_outcome_display()
    return [Told(case.outcome_on, title, case.outcome_note, order=ENDED)]


def lower(words: str) -> str:
    """Words inside a sentence: without their capital."""
    return words[:1].lower() + words[1:]
