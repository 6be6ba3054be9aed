"""Pages about a panel itself: who sits, who hosts, by which rules, and the bodies beside it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from interface import clock
from interface.tables import Column, Table
from interface.templatetags.dates import long_date, short_date
from panels.choices import BodyKind
from panels.models import Body, ContactOfficer, Host, Membership, Person
from panels.registry import Part, member_parts

LINE_BREAK = mark_safe("<br>")  # a constant of ours
LINK = '<a class="govuk-link" href="{}">{}</a>'


class PanelPage(TemplateView):
    """A page under "Panel": knows the area's panel and draws the sub-navigation."""

    part = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # The words of the address stay out of the context: `area` there is the police area itself
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        here = [self.request.area.slug]
        links = [
            {"url": reverse(f"panels:{name}", args=here), "text": text, "current": name == self.part}
            for name, text in (
                ("panel-detail", _("About the panel")),
                ("interest-list", _("Members’ interests")),
                ("rule-list", _("Rules")),
                ("authority-list", _("Councils")),
                ("representative-list", _("Representatives")),
                ("delegation-list", _("Delegations")),
                ("office-holder-list", _("Office holders")),
                ("host-list", _("Host")),
                ("body-list", _("Bodies")),
            )
        ]
        breadcrumbs = [{"url": reverse("area-home", args=here), "text": self.request.area.name}]
        if self.part != "panel-detail":
            breadcrumbs.append({"url": reverse("panels:panel-detail", args=here), "text": _("Panel")})
        return super().get_context_data(sub_navigation=links, breadcrumbs=breadcrumbs, **kwargs)

    @cached_property
    def today(self):
        return clock.today()

    @cached_property
    def panel(self) -> Body:
        found = Body.objects.visible_to(self.request.user).panel_of(self.request.area, self.today)
        if found is None:
            raise Http404
        return found

    def members(self, body: Body) -> Table:
        seats = Membership.objects.visible_to(self.request.user).filter(body=body).on(self.today)
        rows = seats.select_related("person", "authority").with_offices_held(self.today)
        columns = [
            Column("name", _("Member"), self._link_to_person, heads_row=True),
            Column("authority", _("Appointed by"), lambda seat: seat.authority or _("Co-opted independent member")),
            Column("office", _("Office"), lambda seat: ", ".join(str(office) for office in seat.offices_held) or _("Member")),
        ]
        return Table(
            self.request, rows, columns=columns, caption=_("Members"),
            empty=_("No members are recorded for %(day)s.") % {"day": long_date(self.today)},
        )  # fmt: skip

    def _link_to_person(self, seat: Membership) -> SafeString:
        address = reverse("panels:member-detail", args=[self.request.area.slug, seat.person.slug])
        return format_html(LINK, address, _full_name(seat.person))


class PanelDetailView(PanelPage):
    template_name = "panels/panel_detail.html"
    part = "panel-detail"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        hosts = Host.objects.visible_to(user).filter(body=self.panel).on(self.today)
        officers = ContactOfficer.objects.visible_to(user).filter(body=self.panel).on(self.today)
        return super().get_context_data(
            panel=self.panel,
            host=hosts.select_related("authority").first(),
            contact=officers.first(),
            table=self.members(self.panel),
            **kwargs,
        )


class MemberDetailView(PanelPage):
    template_name = "panels/member_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        people = Person.objects.visible_to(self.request.user).filter(area=self.request.area)
        person = get_object_or_404(people.prefetch_related("aliases"), slug=self.kwargs["person"])
        seats = Membership.objects.visible_to(self.request.user).filter(person=person)
        table = self._seats(seats.for_page().order_by("-started_on", "pk"))
        parts = [self._part(part) for part in member_parts(person, self.request.user)]
        names = {"person": person, "full_name": _full_name(person), "interests_url": self._interests(person)}
        return super().get_context_data(table=table, parts=parts, **names, **kwargs)

    def _part(self, part: Part) -> dict[str, Any]:
        """What another app shows of the person, in pages of its own: `?page=` is that of the longest table."""
        facts = {"columns": part.columns, "caption": part.caption, "empty": part.empty, "caption_size": "s"}
        return {"heading": part.heading, "table": Table(self.request, part.rows, **facts), "words": part.words}

    def _interests(self, person: Person) -> str:
        """The person's lines in the register, while they sit on the panel."""
        seats = Membership.objects.visible_to(self.request.user).filter(person=person, body__kind=BodyKind.PANEL)
        if not seats.on(self.today).exists():
            return ""
        return f"{reverse('panels:interest-list', args=[self.request.area.slug])}?member={person.slug}"

    def _seats(self, rows) -> Table:
        columns = [
            Column("body", _("Body"), "body.name", heads_row=True),
            Column("authority", _("Appointed by"), lambda seat: seat.authority or _("Co-opted independent member")),
            Column("office", _("Offices held"), _offices_with_dates),
            Column("from", _("From"), lambda seat: short_date(seat.started_on)),
            Column("until", _("Until"), lambda seat: short_date(seat.ended_on) or _("still a member")),
            Column("party", _("Party"), lambda seat: seat.party or _("not known")),
            Column("note", _("Note on the dates"), lambda seat: seat.date_note or _("none")),
        ]
        empty = _("This person has no seat on a body of this area.")
        return Table(self.request, rows, columns=columns, caption=_("Seats and offices"), empty=empty)


def _full_name(person: Person) -> str:
    return f"{person.style} {person.name}".strip()


def _offices_with_dates(seat: Membership) -> SafeString | str:
    """Each office on a line of its own, with its dates."""
    words = [
        _("%(office)s from %(start)s to %(end)s")
        % {"office": office, "start": short_date(office.started_on), "end": short_date(office.ended_on)}
        if office.ended_on
        else _("%(office)s since %(start)s") % {"office": office, "start": short_date(office.started_on)}
        for office in seat.offices.all()
    ]
    return format_html_join(LINE_BREAK, "{}", ((word,) for word in words)) or _("none")
