"""Who may prepare, publish and privately read a body's meetings. Roles come from dated appointments in `panels`."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from interface import clock
from meetings.choices import CorrectionStatus, MinutesStatus, Publication
from meetings.models import Action, Correction, Meeting, Minutes, PaperRequest, Recommendation
from panels.choices import OF_COMMISSIONER
from panels.models import Appointment, Body, Person, PoliceArea
from panels.permissions import (
    CHAIRS,
    SITS,
    WRITES_AGENDAS,
    appointed_over,
    appointments_of,
    areas_deciding,
    bodies_open_to,
    can_read_restricted,
    can_write_agendas,
    holds,
)

Reader = User | AnonymousUser


def can_create_meeting(user: Reader, area: PoliceArea) -> bool:
    """Whether somebody may call a meeting of at least one body of an area."""
    return holds(user, WRITES_AGENDAS, area=area) or (user.is_authenticated and bodies_to_call(user, area).exists())


def bodies_to_call(user: Reader, area: PoliceArea):
    """The bodies of an area whose meetings somebody may create."""
    today = clock.today()
    return Body.objects.on(today).filter(area=area, pk__in=bodies_open_to(user, WRITES_AGENDAS)).order_by("name")


def can_call_panel(user: Reader, area: PoliceArea) -> bool:
    """Whether somebody prepares a body of the panel's side: with question time, and with reviews of its own."""
    return holds(user, WRITES_AGENDAS, area=area)


def panels_to_call(user: Reader, area: PoliceArea):
    """The bodies to call but those of the Commissioner, of which the public asks no questions, and which review nobody."""
    return bodies_to_call(user, area).exclude(kind__in=OF_COMMISSIONER)


def can_edit_agenda(user: Reader, meeting: Meeting) -> bool:
    """Whether somebody prepares this meeting: its date, its agenda and its papers."""
    return can_write_agendas(user, meeting.body)


def can_publish_agenda(user: Reader, meeting: Meeting) -> bool:
    """Whether somebody may put the agenda and its papers before the public."""
    return can_write_agendas(user, meeting.body)


def can_read_private(user: Reader, meeting: Meeting) -> bool:
    """Whether somebody reads the private items of a meeting, and the agenda of a private one."""
    return can_read_restricted(user, meeting.body)


def can_approve_agenda(user: Reader, meeting: Meeting) -> bool:
    """Whether somebody is the Chair, who looks at the agenda before it goes out."""
    return holds(user, CHAIRS, body=meeting.body)


def can_submit_report(user: Reader, request: PaperRequest) -> bool:
    """Whether somebody was asked for a report, and so sends it in."""
    return request.asked_of_id == user.pk


def can_decide_report(user: Reader, request: PaperRequest) -> bool:
    """Whether somebody accepts, returns and cancels the reports asked for a meeting."""
    return can_write_agendas(user, request.meeting.body)


def seat_of(user: Reader, body: Body) -> Person | None:
    """The member as whom somebody signs in to a body's business; None when no appointment names one."""
    held = (one for one in appointments_of(user) if one.role in SITS and one.area_id == body.area_id)
    return next((one.person for one in held if one.person and one.body_id in (None, body.pk)), None)


def can_send_apologies(user: Reader, meeting: Meeting) -> bool:
    """Whether somebody sits on the body that meets, and so may say that they cannot come. Preparers say it for others."""
    return holds(user, SITS, body=meeting.body)


def can_read_minutes(user: Reader, meeting: Meeting) -> bool:
    """Whether somebody reads the minutes of a meeting that they know of: `MinutesQuerySet.visible_to`, of one in hand."""
    minutes = getattr(meeting, "minutes", None)
    if minutes is None:
        return False
    if can_write_agendas(user, meeting.body):
        return True
    if minutes.is_out:
        return meeting.minutes_publication == Publication.PUBLIC or can_read_restricted(user, meeting.body)
    return minutes.sent_to_chair_at is not None and holds(user, CHAIRS, body=meeting.body)


def can_read_decisions(user: Reader, meeting: Meeting) -> bool:
    """Whether somebody reads the sheet of decisions, which goes out before the minutes do."""
    minutes = getattr(meeting, "minutes", None)
    if minutes is None or minutes.decisions_published_at is None:
        return False
    return meeting.minutes_publication == Publication.PUBLIC or can_read_restricted(user, meeting.body)


def can_write_minutes(user: Reader, meeting: Meeting) -> bool:
    """Whether somebody writes the minutes of a meeting, publishes them and has them confirmed."""
    return can_write_agendas(user, meeting.body)


def can_check_minutes(user: Reader, minutes: Minutes) -> bool:
    """Whether somebody is the Chair, who agrees to the minutes before they are published."""
    return holds(user, CHAIRS, body=minutes.meeting.body)


def can_propose_correction(user: Reader, minutes: Minutes) -> bool:
    """Whether somebody may say what should stand in draft minutes until they are confirmed: members of the body, and those
    who wrote them, whose own slips are corrected in the same way and seen by all."""
    if minutes.status != MinutesStatus.PUBLISHED:
        return False
    return holds(user, SITS, body=minutes.meeting.body) or can_write_agendas(user, minutes.meeting.body)


def can_withdraw_correction(user: Reader, correction: Correction) -> bool:
    """Whether somebody may take a correction back: its author, until it is decided."""
    return correction.proposed_by_id == user.pk and correction.status == CorrectionStatus.PROPOSED


def can_keep_actions(user: Reader, body: Body) -> bool:
    """Whether somebody keeps a body's action log: enters, links, closes and imports."""
    return can_write_agendas(user, body)


def can_update_action(user: Reader, action: Action) -> bool:
    """Whether somebody may say what has come of an action: who answers for it, and those who keep the log."""
    is_own = user.is_authenticated and action.owner_user_id == user.pk
    return is_own or can_write_agendas(user, action.body)


def can_close_action(user: Reader, action: Action) -> bool:
    """Whether somebody may record that an action is closed: those who keep the log, and the Chair."""
    return can_write_agendas(user, action.body) or holds(user, CHAIRS, body=action.body)


def people_to_ask(area: PoliceArea):
    """Who may be asked for a report: everybody with an appointment in the area today."""
    appointed = Appointment.objects.on(clock.today()).filter(area=area)
    return User.objects.filter(pk__in=appointed.values("user"), is_active=True).order_by("name", "email")


def chairs_of(meeting: Meeting) -> list[User]:
    """Who is appointed today as the Chair of the body that meets."""
    return _appointed(meeting, CHAIRS)


def people_preparing(meeting: Meeting) -> list[User]:
    """Who is appointed today to prepare the meetings of the body."""
    return _appointed(meeting, WRITES_AGENDAS)


def people_summoned(meeting: Meeting) -> list[User]:
    """Who is sent the notice of a meeting: everybody appointed today as a member or the chair of its body."""
    return _appointed(meeting, SITS)


def _appointed(meeting: Meeting, roles: frozenset[str]) -> list[User]:
    appointed = Appointment.objects.on(clock.today()).filter(appointed_over(meeting.body, roles))
    return list(User.objects.filter(pk__in=appointed.values("user"), is_active=True).order_by("email"))


def can_keep_questions(user: Reader, body: Body) -> bool:
    """Whether somebody reads what the public sends in, decides on it, and reads how to reach the senders."""
    return can_write_agendas(user, body)


def can_keep_programme(user: Reader, body: Body) -> bool:
    """Whether somebody writes a body's work programme, calls its year of meetings and keeps its events."""
    return can_write_agendas(user, body)


def can_keep_reviews(user: Reader, body: Body) -> bool:
    """Whether somebody writes a body's proactive reviews, and the business that it has every year."""
    return can_write_agendas(user, body)


def can_respond(user: Reader, recommendation: Recommendation) -> bool:
    """Whether somebody enters what was said to a recommendation: who keeps the log, or the Commissioner's office itself."""
    return can_write_agendas(user, recommendation.body) or recommendation.area_id in areas_deciding(user)
