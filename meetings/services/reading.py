"""What a page or a pack needs to know of a meeting, put together from rules, calendar and rule book."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from interface import clock
from interface.templatetags.dates import clock_time, long_date
from meetings import permissions, rules
from meetings.choices import ItemState, Publication, QuestionKind
from meetings.due.dates import Notice, notice_for
from meetings.models import AgendaItem, Meeting, StandingAttendee
from meetings.services.closings import closings_of, rules_of_question_time
from panels import rulebook, working_days
from panels.models import Body, Membership
from panels.working_days import CountedDay


@dataclass(frozen=True)
class PublicDeadline:
    """Until when the public may send questions or statements, by the body's own rule, and how the day is counted."""

    last_day: date
    sentence: str
    provision: str
    is_over: bool
    counted: tuple[CountedDay, ...] = ()


def seen_agenda(meeting: Meeting, *, entitled: bool, part: int | None = None) -> list[rules.SeenItem]:
    """The agenda as a reader sees it, in reading order. Entitled readers see private titles and papers too.

    With its papers and those of the supplements that are out; with `part`, those of the pack (0) or one supplement alone.
    """
    items = as_printed(meeting, list(meeting.agenda_items.for_page()))
    lines = {line.key: line for line in agenda_lines(items)}
    order = [line.key for line in rules.reading_order(list(lines.values()))]
    by_key = {item.pk: item for item in items}
    text = "" if meeting.agenda_is_out else _next_meeting(meeting, items)
    return [rules.seen_item(by_key[key], entitled, next_meeting=text, part=part) for key in order]


def as_printed(meeting: Meeting, items: list[AgendaItem]) -> list[AgendaItem]:
    """Items fetched with their papers, in the state that a pack built now prints: "to follow" while a report is awaited.

    When the agenda goes out, `services.requests.mark_to_follow` writes the same into the rows.
    """
    if meeting.agenda_is_out:
        return items
    awaited = set(meeting.paper_requests.outstanding().values_list("item_id", flat=True))
    for item in items:
        if item.pk in awaited and item.state == ItemState.EXPECTED and not item.item_papers.all():
            item.state = ItemState.TO_FOLLOW
    return items


def _next_meeting(meeting: Meeting, items: list) -> str:
    return next_meeting_text(meeting) if any(item.content for item in items) else ""


def next_meeting_text(meeting: Meeting) -> str:
    """The words of “Date of next meeting”, from the calendar, no longer than an item's purpose may be."""
    longest = AgendaItem._meta.get_field("purpose").max_length or 0
    return rules.next_meeting_text(Meeting.objects.following(meeting), longest=longest)


def agenda_lines(items: list) -> list[rules.Line]:
    return [rules.Line(item.pk, item.parent_id, item.kind, item.state, item.number) for item in items]


def clear_days_given(meeting: Meeting, opened: date) -> int:
    """How many clear working days lie between a day and the meeting."""
    return working_days.count_clear_days(opened, meeting.held_on, working_days.working_days_of(meeting.area.nation))


def public_deadlines(meeting: Meeting, today: date) -> list[PublicDeadline]:
    """The body's own last days for questions and statements, nearest first; empty when it has no such rules."""
    if meeting.publication != Publication.PUBLIC:
        return []
    words = {
        QuestionKind.QUESTION: _("Send a question by %(time)s on %(day)s"),
        QuestionKind.STATEMENT: _("Send a statement by %(time)s on %(day)s"),
        QuestionKind.PETITION: _("Send a petition by %(time)s on %(day)s"),
    }
    laid_down = rules_of_question_time(meeting.body, meeting.held_on)
    found = []
    for kind, closing in closings_of(meeting, laid_down).items():
        if kind == QuestionKind.PETITION and rulebook.PETITIONS_CLOSE not in laid_down:
            continue  # it closes with questions
        said = {"time": clock_time(closing.time) or _("the end of the day"), "day": long_date(closing.day)}
        is_over = closing.day < today or (today == clock.today() and closing.is_over(clock.now()))
        sentence = words[QuestionKind(kind)] % said
        found.append(PublicDeadline(closing.day, sentence, closing.provision, is_over, closing.counted))
    return found


def date_problems(held_on: date, nation: str, today: date) -> list[str]:
    """What speaks against a date, to be confirmed by whoever calls the meeting."""
    return rules.date_problems(
        held_on,
        today=today,
        holiday=working_days.holiday_name(held_on, nation),
        is_working_day=working_days.is_working_day(held_on, nation),
    )


def notice_is_past(notice: Notice | None, today: date) -> bool:
    """Whether the last day to publish in time has gone by."""
    return notice is not None and notice.last_day < today


def late_problem(*, body: Body, kind: str, held_on: date, today: date) -> str:
    """What to ask of whoever calls a meeting so near that its agenda cannot go out in time; empty when it can."""
    publication = rules.publication_for(kind, approves_release=body.approves_release)
    meeting = Meeting(area=body.area, body=body, kind=kind, publication=publication, held_on=held_on)
    try:
        notice = notice_for(meeting)
    except rulebook.RuleMissing:
        return ""
    if notice is None or held_on < today or not notice_is_past(notice, today):
        return ""
    words = _(
        "The last day to publish for %(day)s was %(last)s. Choose a later day, or confirm that it is called at shorter notice"
    )
    return words % {"day": long_date(held_on), "last": long_date(notice.last_day)}


def members_on_the_day(meeting: Meeting):
    """Who sits on the body on the day of the meeting."""
    return Membership.objects.on(meeting.held_on).filter(body=meeting.body_id)


def offices_on_the_day(meeting: Meeting):
    """The offices that attend the body by its terms on the day of the meeting, in the order of its agenda."""
    return StandingAttendee.objects.on(meeting.held_on).filter(body=meeting.body_id).order_by("position", "number")


@dataclass(frozen=True)
class DayFacts:
    """What follows from a day, shown beside the form that chooses it."""

    notice: Notice | None
    deadlines: list[PublicDeadline]
    same_day: list[Meeting]
    problems: list[str]
    is_missed: bool = False


def day_facts(
    *, body: Body, kind: str, held_on: date, today: date, user: permissions.Reader, except_for: Meeting | None = None
) -> DayFacts:
    """The last day to publish, the public's deadlines and the other meetings that a person may know of, for a day."""
    publication = rules.publication_for(kind, approves_release=body.approves_release)
    meeting = Meeting(area=body.area, body=body, kind=kind, publication=publication, held_on=held_on)
    seen = Meeting.objects.visible_to(user)
    others = seen.filter(area=body.area, held_on=held_on).select_related("area", "body")
    if except_for is not None:
        others = others.exclude(pk=except_for.pk)
    notice = notice_for(meeting)
    return DayFacts(
        notice=notice,
        deadlines=public_deadlines(meeting, today),
        same_day=list(others.order_by("starts_at", "slug")),
        problems=date_problems(held_on, body.area.nation, today),
        is_missed=notice_is_past(notice, today),
    )
