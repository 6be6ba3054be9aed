"""Decisions about actions and recommendations: who is to do what by when, what closes one, what a response may be."""

from datetime import date

from django.utils.translation import gettext as _

from interface.templatetags.dates import long_date
from meetings.choices import ActionStatus, ClosedBy, MeetingKind, MeetingStatus, OwnerKind, RecommendationStatus

ACTIONS = "A"
PRIVATE_ACTIONS = "AX"
RECOMMENDATIONS = "R"
PRIVATE_RECOMMENDATIONS = "RX"
UNSETTLED = (ActionStatus.OPEN, ActionStatus.ANSWERED)
RESPONSES = (RecommendationStatus.ACCEPTED, RecommendationStatus.PARTLY, RecommendationStatus.REJECTED)
NOT_TAKING_PLACE = (MeetingStatus.DRAFT, MeetingStatus.POSTPONED, MeetingStatus.CANCELLED)
# "By the next meeting" means the next one at which the body does its ordinary business
BUSINESS_MEETINGS = (MeetingKind.ORDINARY, MeetingKind.ANNUAL)

Problems = dict[str, str]


def action_problems(
    *,
    text: str,
    owner_kind: str,
    has_person: bool,
    owner_name: str,
    due_on: date | None,
    due_next_meeting: bool,
    raised_on: date,
    today: date,
) -> Problems:
    """What is wrong with an action, by field; nothing when it can be entered. All days are London's."""
    problems = {} if text.strip() else {"text": _("Enter what is to be done")}
    if not (has_person or owner_name.strip()):
        problems["owner_name"] = _("Say who is to do it")
    elif has_person and owner_kind != OwnerKind.PERSON:
        problems["owner_kind"] = _("Choose “A person”, or take the member out")
    if raised_on > today:
        problems["raised_on"] = _("An action cannot be agreed on a day that has not come yet")
    if problem := due_problem(due_on, due_next_meeting, raised_on):
        problems["due_on"] = problem
    return problems


def due_problem(due_on: date | None, due_next_meeting: bool, raised_on: date) -> str:
    """Why an action cannot be due then; empty when it can. No day at all is known of many real actions."""
    if due_on and due_next_meeting:
        return _("Choose a date or the next meeting, not both")
    if due_on and due_on < raised_on:
        return _("The action was agreed on %(day)s. Choose that day or a later one") % {"day": long_date(raised_on)}
    return ""


def said_problem(*, on: date, raised_on: date, today: date) -> str:
    """Why an update cannot be of that day; empty when it can."""
    if on > today:
        return _("Enter today or an earlier day")
    if on < raised_on:
        return _("The action was agreed on %(day)s. Choose that day or a later one") % {"day": long_date(raised_on)}
    return ""


def closing_problems(
    *,
    how: str,
    reason: str,
    on: date,
    raised_on: date,
    today: date,
    meeting_takes_place: bool | None,
    is_of_body: bool,
) -> Problems:
    """Why an action cannot be closed so, by field: it takes a meeting of the body, or the Chair with a reason.

    `on` is the day of the meeting, or the day on which the Chair decided; `meeting_takes_place` is None where none is named.
    """
    if how == ClosedBy.CHAIR:
        problem = said_problem(on=on, raised_on=raised_on, today=today)
        problems = {"on": problem} if problem else {}
        return problems if reason.strip() else problems | {"reason": _("Say why the Chair closes it")}
    if how != ClosedBy.MEETING or meeting_takes_place is None:
        return {"how" if how != ClosedBy.MEETING else "meeting": without_authority()}
    if not is_of_body:
        return {"meeting": _("Choose a meeting of the body that agreed the action")}
    if not meeting_takes_place or on > today:
        return {"meeting": _("That meeting has not taken place. Choose one that has")}
    if on < raised_on:
        return {"meeting": _("The action was agreed on %(day)s. Choose a meeting from then on") % {"day": long_date(raised_on)}}
    return {}


def without_authority() -> str:
    """What is said to whoever would close an action on nobody's authority."""
    return _("Only a meeting, or the Chair with a reason, can close this action")


def settled_problem(status: str) -> str:
    """Why nothing more can be done to an action; empty while it is open or answered."""
    if status in UNSETTLED:
        return ""
    if status == ActionStatus.CLOSED:
        return _("This action is closed. Reopen it first")
    return _("This action is superseded. Reopen it first")


def response_problems(*, responded_on: date, made_on: date, position: str, text: str, today: date) -> Problems:
    """What is wrong with a response to a recommendation, by field."""
    problems = {}
    if responded_on > today:
        problems["responded_on"] = _("Enter today or an earlier day")
    elif responded_on < made_on:
        words = _("The recommendation was made on %(day)s. Choose that day or a later one")
        problems["responded_on"] = words % {"day": long_date(made_on)}
    if position not in RESPONSES:
        problems["position"] = _("Choose what was said to the recommendation")
    if not text.strip():
        problems["text"] = _("Enter what was said")
    return problems


def series_of(is_private: bool, public: str, private: str) -> str:
    """From which series a reference comes; it stays when the record is made public later."""
    return private if is_private else public
