"""Whether the panel is made up as Schedule 6 asks on a day, with the rule behind each line; and consents to co-opt more."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interface.fields import parse_date
from interface.tables import Column, Table
from interface.templatetags.dates import long_date, short_date
from interface.templatetags.govuk import tag
from panels import permissions
from panels.choices import Nation, PolicingBodyKind
from panels.forms.arrangements import ConsentCreateForm, ConsentUpdateForm
from panels.models import Authority, Body, CoOptionConsent, Membership, Rule
from panels.querysets import in_force
from panels.rulebook import (
    APPOINTED_EACH,
    APPOINTED_LEAST,
    BALANCE,
    CO_OPTED_LEAST,
    CO_OPTED_OUTSIDE_LEAST,
    CO_OPTION_BARS,
    CO_OPTION_CONSENT,
    MEMBERS_MOST,
    PANEL_SET_UP,
    POLICING_BODY,
)
from panels.rules.composition import Council, Line, Numbers, Result, Sitting, general_lines, schedule_lines
from panels.services import arrangements as services
from panels.views.authorities import OnDayMixin
from panels.views.keeping import ActPage, act, acts_cell, kept_panel, posted, trail
from panels.views.pages import PanelPage
from panels.views.ruled import Ruled, ruled, rules_here

KEYS = (
    APPOINTED_EACH, APPOINTED_LEAST, BALANCE, CO_OPTED_LEAST, CO_OPTED_OUTSIDE_LEAST, CO_OPTION_BARS, CO_OPTION_CONSENT,
    MEMBERS_MOST, PANEL_SET_UP, POLICING_BODY,
)  # fmt: skip
# The rules behind each line of the check; that of the seats is the panel's own arrangements, which name them
BEHIND = {
    "size": (APPOINTED_LEAST, APPOINTED_EACH),
    "co-opted": (CO_OPTED_LEAST,),
    "outside": (CO_OPTED_OUTSIDE_LEAST,),
    "consent": (CO_OPTION_CONSENT,),
    "cap": (MEMBERS_MOST,),
    "balance": (BALANCE,),
    "bars": (CO_OPTION_BARS,),
}
UNDER_AN_ORDER = frozenset({PolicingBodyKind.MAYOR, PolicingBodyKind.BOARD})


@dataclass(frozen=True)
class Shown:
    """A line of the check as the page draws it."""

    title: str
    state: SafeString
    words: str
    rule: Ruled | None


class CompositionDetailView(OnDayMixin, PanelPage):
    """The check, line by line; what the portal cannot know is said."""

    template_name = "panels/composition_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        panel, area = self.panel, self.request.area
        rules = rules_here(area, KEYS, self.on)
        consents = list(_consents(self.request, panel))
        lines = _lines(self.request, panel, self.on, rules, consents)
        keeps = permissions.can_keep_arrangements(self.request.user, panel)
        context = super().get_context_data(
            panel=panel,
            lines=[_shown(line, rules) for line in lines],
            words=_sum_words(lines, self.on),
            flags=sum(line.result == Result.FLAG for line in lines),
            set_up=ruled(rules.get(PANEL_SET_UP)),
            is_wales=area.nation == Nation.WALES,
            order=ruled(rules.get(POLICING_BODY)) if area.policing_body in UNDER_AN_ORDER else None,
            consents=_consent_table(self.request, consents, keeps=keeps),
            filter_form=self.form,
            filters=self.on_filters(),
            on_query=self.on_query(),
            keeps=keeps,
            **kwargs,
        )
        here = reverse("panels:authority-list", args=[area.slug]) + self.on_query()
        context["breadcrumbs"].append({"url": here, "text": _("Councils")})
        return context


def _lines(request: Any, panel: Body, day: date, rules: dict[str, Rule], consents: list[CoOptionConsent]) -> list[Line]:
    """The whole check: the numbers of Part 2 in England alone, the rest everywhere."""
    area = request.area
    councils = [Council(one.name, one.seats) for one in Authority.objects.visible_to(request.user).filter(area=area).on(day)]
    members = _sitting(request, panel, day)
    general = general_lines(councils, members, area.commissioner_name)
    if area.nation == Nation.WALES:
        return general
    consent = next((one.number for one in consents if _holds(one, day)), None)
    return [*schedule_lines(councils, members, _numbers(rules), consent), *general]


def _sitting(request: Any, panel: Body, day: date) -> list[Sitting]:
    seats = Membership.objects.visible_to(request.user).filter(in_force(day), body=panel).select_related("person", "authority")
    return [
        Sitting(
            name=one.person.name,
            authority=one.authority.name if one.authority else "",
            is_councillor=one.is_councillor,
            party=one.party,
            is_over=bool(one.authority and one.authority.ended_on and one.authority.ended_on < day),
        )
        for one in seats
    ]


def _numbers(rules: dict[str, Rule]) -> Numbers:
    def number(key: str) -> int | None:
        return rules[key].number if key in rules else None

    return Numbers(
        appointed=number(APPOINTED_LEAST), each=number(APPOINTED_EACH), co_opted=number(CO_OPTED_LEAST),
        outside=number(CO_OPTED_OUTSIDE_LEAST), most=number(MEMBERS_MOST),
    )  # fmt: skip


def _holds(row: CoOptionConsent, day: date) -> bool:
    return row.started_on <= day and (row.ended_on is None or row.ended_on >= day)


def _shown(line: Line, rules: dict[str, Rule]) -> Shown:
    states = {
        Result.OK: tag(_("As it should be"), "green"),
        Result.FLAG: tag(_("Look at this"), "orange"),
        Result.UNKNOWN: tag(_("Not known"), "grey"),
    }
    behind = next((rules[key] for key in BEHIND.get(line.key, ()) if key in rules), None)
    return Shown(line.title, states[line.result], line.words, ruled(behind))


def _sum_words(lines: list[Line], day: date) -> str:
    """The answer in one sentence."""
    flags = sum(line.result == Result.FLAG for line in lines)
    said = {"day": long_date(day), "count": flags}
    if not flags:
        return _("On %(day)s nothing that the portal can check is amiss.") % said
    words = ngettext(
        "On %(day)s there is %(count)s thing to look at.", "On %(day)s there are %(count)s things to look at.", flags
    )
    return words % said


# Consents ---------------------------------------------------------------------------------------------------------


def _consents(request: Any, panel: Body) -> Any:
    return CoOptionConsent.objects.visible_to(request.user).filter(body=panel).order_by("-started_on", "pk")


def _consent_table(request: Any, rows: list[CoOptionConsent], *, keeps: bool) -> Table:
    columns = [
        Column("from", _("From"), lambda row: short_date(row.started_on), heads_row=True),
        Column("until", _("Last day"), lambda row: short_date(row.ended_on) or _("not ended")),
        Column("number", _("Co-opted members in all"), lambda row: row.number, numeric=True),
        Column("source", _("Where it is written"), "source"),
    ]
    if keeps:
        columns.append(Column("acts", _("Correct"), lambda row: _consent_acts(request, row), stack_label=""))
    empty = _("No consent of the Secretary of State to more co-opted members is recorded.")
    return Table(request, rows, columns=columns, caption=_("Consents to more co-opted members"), empty=empty)


def _consent_acts(request: Any, row: CoOptionConsent) -> SafeString:
    url = reverse("panels:consent-update", args=[request.area.slug, row.started_on.isoformat()])
    return acts_cell((url, _("Change"), _("the consent from %(day)s") % {"day": short_date(row.started_on)}))


@login_required
def consent_create(request: Any, area: str) -> HttpResponse:
    """Enter a consent of the Secretary of State."""
    panel = kept_panel(request)
    form = ConsentCreateForm(posted(request))
    words = [_("The consent before it ends the day before.")]
    page = ActPage(_("Enter a consent"), _("Save the consent"), _trail(request), words=words)

    def work() -> str:
        services.add_consent(body=panel, actor=request.user, **form.facts())
        return _told(request)

    return act(request, form, page, work)


@login_required
def consent_update(request: Any, area: str, day: str) -> HttpResponse:
    """Correct a consent, or give it its last day."""
    panel = kept_panel(request)
    first = parse_date(day)
    if first is None:
        raise Http404
    consent = get_object_or_404(_consents(request, panel), started_on=first)
    form = ConsentUpdateForm(posted(request), consent=consent)
    facts = [{"term": _("From"), "value": long_date(consent.started_on)}]
    page = ActPage(_("Change the consent"), _("Save the consent"), _trail(request), facts=facts)

    def work() -> str:
        services.change_consent(consent=consent, version=form.cleaned_data["version"], actor=request.user, **form.facts())
        return _told(request)

    return act(request, form, page, work)


def _told(request: Any) -> str:
    messages.success(request, _("The consent is saved"))
    return reverse("panels:composition-detail", args=[request.area.slug])


def _trail(request: Any) -> list[dict[str, str]]:
    return trail(request, ("authority-list", _("Councils")), ("composition-detail", _("How the panel is made up")))
