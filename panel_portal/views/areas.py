"""Which panel is mine, and what is happening at this one?"""

from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from commissioning.models import Award
from complaints.services.register import counts_of
from decisions.models import Case, Decision
from decisions.views.lists import OVER
from documents.choices import Edition, PackStatus
from documents.models import Pack, Paper
from interface import clock
from interface.templatetags.dates import long_date
from meetings.choices import MeetingKind, MeetingStatus
from meetings.models import Action, Meeting, Minutes
from meetings.services.reading import public_deadlines
from panel_portal.forms import AreaSearchForm
from panels.models import Body, ContactOfficer, Host, Membership, PoliceArea
from performance.models import Measure

EXPECTED = (MeetingStatus.ANNOUNCED, MeetingStatus.PUBLISHED)
NEW_LINES = 5


class AreaChooserView(TemplateView):
    template_name = "panel_portal/home.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = AreaSearchForm(request.GET if "q" in request.GET else None)
        areas = PoliceArea.objects.visible_to(request.user).on(clock.today())
        found = None
        if form.is_valid():
            found = areas.matching(form.cleaned_data["q"]).for_chooser(clock.today())
            if not found:
                form.add_error("q", _("We do not know that place. Choose your police area from the list"))
        context = self.get_context_data(form=form, found=found, areas=areas.for_chooser(clock.today()))
        return self.render_to_response(context)


class AreaHomeView(TemplateView):
    """What is happening, and how can I take part? Everything starts from what the reader may see."""

    template_name = "panel_portal/area_home.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # The words of the address stay out of the context: `area` there is the police area itself
        return self.render_to_response(self.get_context_data())

    @cached_property
    def meetings(self):
        return Meeting.objects.visible_to(self.request.user).filter(area=self.request.area)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = clock.today()
        panel = Body.objects.visible_to(self.request.user).panel_of(self.request.area, today)
        coming = list(self.meetings.upcoming(today).filter(status__in=EXPECTED).for_page()[:5])
        next_meeting = min(coming, key=_stands_first, default=None)
        return super().get_context_data(
            panel=panel,
            next_meeting=next_meeting,
            later=[meeting for meeting in coming if meeting != next_meeting],
            last_meeting=None if coming else self.meetings.past(today).exclude(status=MeetingStatus.CANCELLED).first(),
            pack=current_pack(self.request.user, next_meeting) if next_meeting else None,
            deadlines=[one for one in public_deadlines(next_meeting, today) if not one.is_over] if next_meeting else [],
            news=self._news(),
            unanswered=Action.objects.visible_to(self.request.user).filter(area=self.request.area).out().unanswered().count(),
            open_cases=Case.objects.visible_to(self.request.user).filter(area=self.request.area).exclude(status__in=OVER).count(),
            decisions=Decision.objects.visible_to(AnonymousUser()).filter(area=self.request.area).count(),
            complaints=counts_of(self.request.area),
            awards=Award.objects.open_to_all().filter(area=self.request.area).count(),
            measures=Measure.objects.visible_to(AnonymousUser()).filter(area=self.request.area).on(today).count(),
            **self._people(panel, today),
            **kwargs,
        )

    def _people(self, panel: Body | None, today: date) -> dict[str, Any]:
        """Who sits, who hosts and whom to write to on a day."""
        user = self.request.user
        seats = Membership.objects.visible_to(user).filter(body=panel).on(today)
        return {
            "members": seats.select_related("person", "authority").with_offices_held(today),
            "host": Host.objects.visible_to(user).filter(body=panel).on(today).select_related("authority").first(),
            "contact": ContactOfficer.objects.visible_to(user).filter(body=panel).on(today).first(),
        }

    def _news(self) -> list[dict[str, Any]]:
        """The newest things that the reader may see, newest first: agendas, announcements, minutes and withdrawn papers."""
        agendas = self.meetings.agenda_read_by(self.request.user)
        announced = self.meetings.filter(status=MeetingStatus.ANNOUNCED, announced_at__isnull=False)
        minutes = Minutes.objects.visible_to(self.request.user).filter(meeting__area=self.request.area)
        withdrawn = Paper.objects.visible_to(self.request.user).filter(area=self.request.area, withdrawn_at__isnull=False)
        news = [
            *(_line(one.published_at, one, _("Agenda published"), _about(one)) for one in _newest(agendas, "published_at")),
            *(_line(one.announced_at, one, _("Meeting announced"), _about(one)) for one in _newest(announced, "announced_at")),
            *(
                _line(one.published_at, one, _("Draft minutes published"), _about(one.meeting))
                for one in _newest_minutes(minutes)
            ),
            *(_line(one.withdrawn_at, one, _("Paper withdrawn"), one.title) for one in _newest(withdrawn, "withdrawn_at")),
        ]
        return sorted(news, key=lambda line: line["at"], reverse=True)[:NEW_LINES]


def current_pack(user: Any, meeting: Meeting) -> Pack | None:
    """The published pack that a reader may open: the members' edition for those entitled to it, else the public one."""
    packs = Pack.objects.visible_to(user).filter(status=PackStatus.PUBLISHED)
    editions = (Edition.MEMBERS, Edition.PUBLIC) if user.is_authenticated else (Edition.PUBLIC,)
    return next((pack for edition in editions if (pack := packs.current(meeting.area, meeting.slug, edition))), None)


def _stands_first(meeting: Meeting) -> tuple:
    """Nearest first; of two on a day the one whose agenda is out, and a meeting of the body before a hearing."""
    is_hearing = meeting.kind == MeetingKind.HEARING
    return meeting.held_on, not meeting.agenda_is_out, is_hearing, meeting.starts_at is None, meeting.starts_at or 0


def _newest(rows, field: str):
    return rows.select_related("area", "body").order_by(f"-{field}", "pk")[:NEW_LINES]


def _newest_minutes(rows):
    return rows.filter(published_at__isnull=False).for_page().order_by("-published_at", "pk")[:NEW_LINES]


def _about(meeting: Meeting) -> str:
    words = {"kind": meeting.called, "day": long_date(meeting.held_on)}
    return _("%(kind)s, %(day)s") % words


def _line(at: Any, about: Meeting | Minutes | Paper, what: str, title: str) -> dict[str, Any]:
    return {"at": at, "what": what, "title": title, "url": about.get_absolute_url()}
