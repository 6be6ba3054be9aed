"""Who hosts the panel: read by everybody, kept by the clerk's office, with the notice of a host that wishes to stop."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from interface import clock
from interface.tables import Column, Table
from interface.templatetags.dates import long_date, short_date
from interface.templatetags.govuk import tag
from panels import permissions
from panels.due.hosts import KIND
from panels.forms.hosts import (
    HostCreateForm,
    HostNoticeCreateForm,
    HostNoticeTakeBackForm,
    HostNoticeUpdateForm,
    HostUpdateForm,
    PlainForm,
)
from panels.models import Authority, Body, Host, HostNotice, LocalRule, Obligation
from panels.rulebook import HOST_NOTICE, PANEL_IN_DEFAULT, local_rule
from panels.rules import amount_words
from panels.rules.hosts import NoticeTest, notice_test
from panels.services import hosts as services
from panels.views.contributions import contributions_of
from panels.views.due import deadline_words
from panels.views.keeping import ActPage, act, acts_cell, kept_panel, posted, trail
from panels.views.pages import PanelPage
from panels.views.ruled import rule_here


class HostListView(PanelPage):
    """The hosts with their days, the notice that stands, what the councils give in a year, and what would happen otherwise."""

    template_name = "panels/host_list.html"
    part = "host-list"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        hosts = list(_hosts(self.request, self.panel))
        notices = list(_notices(self.request, self.panel))
        standing = standing_notice(notices)
        keeps = permissions.can_keep_arrangements(self.request.user, self.panel)
        return super().get_context_data(
            panel=self.panel,
            table=_table(self.request, hosts),
            notice=_rule_words(local_rule(self.panel, HOST_NOTICE, on=self.today)),
            standing=_standing_words(self.request, self.panel, standing, hosts) if standing else None,
            default=rule_here(self.request.area, PANEL_IN_DEFAULT, self.today),
            past=_past_notices(self.request, notices, keeps=keeps),
            shares=contributions_of(self.request, self.panel, keeps=keeps),
            acts=_acts(self.request, hosts, standing) if keeps else [],
            **kwargs,
        )


def standing_notice(notices: Iterable[HostNotice]) -> HostNotice | None:
    """The notice that was not taken back, of a host that has not stopped: the newest."""
    today = clock.today()
    return next(
        (one for one in notices if one.taken_back_on is None and (one.host.ended_on is None or one.host.ended_on >= today)), None
    )


def _hosts(request: Any, panel: Body) -> Any:
    rows = Host.objects.visible_to(request.user).filter(body=panel).select_related("authority")
    return rows.order_by("-started_on", "pk")


def _notices(request: Any, panel: Body) -> Any:
    rows = HostNotice.objects.visible_to(request.user).filter(host__body=panel)
    return rows.select_related("host__authority", "host__body__area").order_by("-given_on", "pk")


def _table(request: Any, hosts: list[Host]) -> Table:
    columns = [
        Column("authority", _("Council"), "authority.name", heads_row=True),
        Column("from", _("From"), lambda host: short_date(host.started_on)),
        Column("until", _("Until"), lambda host: short_date(host.ended_on) or _("not ended")),
        Column("address", _("Address"), lambda host: host.address or _("not known")),
        Column("note", _("Note on the dates"), lambda host: host.date_note or _("none")),
    ]
    empty = _("No host authority is recorded.")
    return Table(request, hosts, columns=columns, caption=_("Host authorities"), empty=empty)


def _rule_words(rule: LocalRule | None) -> dict[str, str] | None:
    return {"amount": amount_words(rule.number, rule.unit), "provision": rule.provision} if rule else None


def _standing_words(request: Any, panel: Body, notice: HostNotice, hosts: list[Host]) -> dict[str, Any]:
    """What the page says of the notice that stands, with its deadlines and how they are counted."""
    rule = local_rule(panel, HOST_NOTICE, on=notice.given_on)
    test = notice_test(notice.given_on, notice.transfer_on, rule.number if rule else None, request.area.nation)
    after = next((host for host in reversed(hosts) if host.started_on > notice.host.started_on), None)
    seen = Obligation.objects.visible_to(request.user).for_page().of(KIND, notice.pk).order_by("due_on", "pk")
    now = clock.now()
    return {
        "council": notice.host.authority.name,
        "is_planned": notice.given_on > clock.today(),
        "given_on": notice.given_on,
        "next": after.authority.name if after else "",
        "facts": _notice_facts(notice, rule, test),
        "deadlines": [{"title": one.title, "url": one.get_absolute_url(), **deadline_words(one, now)} for one in seen],
    }


def _notice_facts(notice: HostNotice, rule: LocalRule | None, test: NoticeTest) -> list[dict[str, Any]]:
    unruled = _("not known: the panel has laid down no rule about it")
    given = _("Notice to be given") if notice.given_on > clock.today() else _("Notice given")
    return [
        {"term": given, "value": long_date(notice.given_on)},
        {"term": _("Another host takes over"), "value": long_date(notice.transfer_on) or _("no day is agreed")},
        {"term": _("Notice runs out"), "value": long_date(test.earliest) or unruled},
        {"term": _("Long enough?"), "value": _enough_words(notice, rule, test)},
        {"term": _("Why"), "value": notice.reason or _("not given")},
    ]


def _enough_words(notice: HostNotice, rule: LocalRule | None, test: NoticeTest) -> SafeString | str:
    if rule is None or test.is_long_enough is None:
        return _("not known")
    said = {"amount": amount_words(rule.number, rule.unit), "provision": rule.provision}
    if test.is_long_enough:
        return _("Yes: %(amount)s are over by then (%(provision)s)") % said
    words = _("No: %(amount)s are not over by then (%(provision)s)") % said
    return format_html("{} {}", tag(_("Too short"), "orange"), words)


def _past_notices(request: Any, notices: list[HostNotice], *, keeps: bool) -> Table:
    gone = [one for one in notices if one.taken_back_on is not None]
    put_back = reverse("panels:host-notice-put-back", args=[request.area.slug])
    columns = [
        Column("council", _("Council"), "host.authority.name", heads_row=True),
        Column("given", _("Notice given"), lambda one: short_date(one.given_on)),
        Column("back", _("Taken back"), lambda one: short_date(one.taken_back_on)),
    ]
    if keeps:
        words = _("the notice of %(day)s")
        columns.append(
            Column(
                "acts", _("Undo"), stack_label="",
                value=lambda one: acts_cell((
                    f"{put_back}?given={one.given_on.isoformat()}", _("Put back"), words % {"day": short_date(one.given_on)},
                )),
            )
        )  # fmt: skip
    return Table(request, gone, columns=columns, caption=_("Notices that were taken back"), empty="", caption_size="s")


def _acts(request: Any, hosts: list[Host], standing: HostNotice | None) -> list[dict[str, str]]:
    """What the clerk may do here, the likeliest first."""
    if standing is not None:
        names = [("host-notice-update", _("Change the notice")), ("host-notice-take-back", _("Take the notice back"))]
    else:
        names = [("host-notice-create", _("Record notice of the host"))] if hosts else []
    names.append(("host-create", _("Enter the next host") if hosts else _("Enter the host")))
    if hosts:
        names.append(("host-update", _("Correct the newest host")))
        if hosts[0].started_on > clock.today():
            names.append(("host-withdraw", _("Take the next host back")))
    return [{"url": reverse(f"panels:{name}", args=[request.area.slug]), "text": text} for name, text in names]


# Notice -----------------------------------------------------------------------------------------------------------


@login_required
def host_notice_create(request: Any, area: str) -> HttpResponse:
    """Record that the host gives notice."""
    panel = kept_panel(request)
    host = _newest_begun(request, panel)
    form = HostNoticeCreateForm(posted(request), initial={"given_on": clock.today()})
    page = ActPage(
        _("Record notice of the host"), _("Record the notice"), _trail(request), words=_rule_sentences(panel),
        facts=[{"term": _("Host"), "value": host.authority.name}],
    )  # fmt: skip

    def work() -> str:
        services.give_notice(host=host, actor=request.user, **form.facts())
        return _told(request, _("The notice of %(council)s is recorded") % {"council": host.authority.name})

    return act(request, form, page, work)


@login_required
def host_notice_update(request: Any, area: str) -> HttpResponse:
    """Correct the notice that stands, or enter the day of the transfer."""
    panel = kept_panel(request)
    notice = _standing(request, panel)
    form = HostNoticeUpdateForm(posted(request), notice=notice)
    page = ActPage(
        _("Change the notice"), _("Save the notice"), _trail(request), words=_rule_sentences(panel),
        facts=[{"term": _("Host"), "value": notice.host.authority.name}],
    )  # fmt: skip

    def work() -> str:
        services.change_notice(notice=notice, version=form.cleaned_data["version"], actor=request.user, **form.facts())
        return _told(request, _("The notice is saved"))

    return act(request, form, page, work)


@login_required
def host_notice_take_back(request: Any, area: str) -> HttpResponse:
    """The host stays after all."""
    notice = _standing(request, kept_panel(request))
    form = HostNoticeTakeBackForm(posted(request), versioned=notice, initial={"taken_back_on": clock.today()})
    words = [_("The notice stays on the page with the day on which it was taken back, and its deadlines do not apply any more.")]
    page = ActPage(
        _("Take the notice back"), _("Take it back"), _trail(request), words=words, is_grave=True, facts=_named(notice)
    )

    def work() -> str:
        answers = form.cleaned_data
        services.take_back_notice(
            notice=notice, version=answers["version"], taken_back_on=answers["taken_back_on"], actor=request.user
        )
        return _told(request, _("The notice is taken back. It can be put back from the list below"))

    return act(request, form, page, work)


@login_required
def host_notice_put_back(request: Any, area: str) -> HttpResponse:
    """Undo that a notice was taken back: the newest, or that of the day in the address."""
    panel = kept_panel(request)
    gone = [one for one in _notices(request, panel) if one.taken_back_on is not None]
    asked = request.GET.get("given", "")
    notice = next((one for one in gone if not asked or one.given_on.isoformat() == asked), None)
    if notice is None:
        raise Http404
    form = PlainForm(posted(request), versioned=notice)
    words = [_("The notice stands again, and its deadlines are worked out anew.")]
    page = ActPage(_("Put the notice back"), _("Put it back"), _trail(request), words=words, facts=_named(notice))

    def work() -> str:
        services.put_back_notice(notice=notice, version=form.cleaned_data["version"], actor=request.user)
        return _told(request, _("The notice stands again"))

    return act(request, form, page, work)


# The next host ----------------------------------------------------------------------------------------------------


@login_required
def host_create(request: Any, area: str) -> HttpResponse:
    """Another council hosts the panel from a day."""
    panel = kept_panel(request)
    notice = standing_notice(_notices(request, panel))
    start = {"started_on": notice.transfer_on if notice else None}
    form = HostCreateForm(posted(request), councils=_councils(request), initial=start)
    words = [_("The host before it ends the day before. A host from a day to come can be taken back until it begins.")]
    page = ActPage(_("Enter the next host"), _("Enter the host"), _trail(request), words=words)

    def work() -> str:
        host = services.begin_host(body=panel, actor=request.user, **form.facts())
        said = {"council": host.authority.name, "day": long_date(host.started_on)}
        return _told(request, _("%(council)s hosts the panel from %(day)s") % said)

    return act(request, form, page, work)


@login_required
def host_update(request: Any, area: str) -> HttpResponse:
    """Correct the first day, the address or the note of the newest host."""
    host = _newest(request, kept_panel(request))
    form = HostUpdateForm(posted(request), host=host)
    facts = [{"term": _("Host"), "value": host.authority.name}]
    page = ActPage(_("Correct the newest host"), _("Save the host"), _trail(request), facts=facts)

    def work() -> str:
        services.change_host(host=host, version=form.cleaned_data["version"], actor=request.user, **form.facts())
        return _told(request, _("The host is saved"))

    return act(request, form, page, work)


@login_required
def host_withdraw(request: Any, area: str) -> HttpResponse:
    """Take back a host that has not begun."""
    host = _newest(request, kept_panel(request))
    if host.started_on <= clock.today():
        raise Http404
    form = PlainForm(posted(request), versioned=host)
    facts = [
        {"term": _("Council"), "value": host.authority.name}, {"term": _("From"), "value": long_date(host.started_on)},
    ]  # fmt: skip
    words = [_("It will not begin. The host before it goes on, unless its notice says when it stops.")]
    page = ActPage(_("Take the next host back"), _("Take it back"), _trail(request), words=words, facts=facts, is_grave=True)

    def work() -> str:
        services.withdraw_host(host=host, version=form.cleaned_data["version"], actor=request.user)
        return _told(request, _("The next host is taken back"))

    return act(request, form, page, work)


def _newest(request: Any, panel: Body) -> Host:
    host = _hosts(request, panel).select_related("body__area").first()
    if host is None:
        raise Http404
    return host


def _newest_begun(request: Any, panel: Body) -> Host:
    """The host of today, or the newest that has begun."""
    host = _hosts(request, panel).filter(started_on__lte=clock.today()).select_related("body__area").first()
    if host is None:
        raise Http404
    return host


def _standing(request: Any, panel: Body) -> HostNotice:
    notice = standing_notice(_notices(request, panel))
    if notice is None:
        raise Http404
    return notice


def _councils(request: Any) -> Any:
    """The councils of the area that are there today or later."""
    today = clock.today()
    rows = Authority.objects.visible_to(request.user).filter(area=request.area)
    return rows.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=today)).order_by("name", "pk")


def _rule_sentences(panel: Body) -> list[str]:
    rule = local_rule(panel, HOST_NOTICE, on=clock.today())
    if rule is None:
        return [
            _("The panel has laid down no rule about how long the notice must be, so the day on which it runs out is not known.")
        ]
    said = {"amount": amount_words(rule.number, rule.unit), "provision": rule.provision}
    return [_("Notice is %(amount)s (%(provision)s). The day on which it runs out is worked out from that.") % said]


def _named(notice: HostNotice) -> list[dict[str, Any]]:
    return [
        {"term": _("Host"), "value": notice.host.authority.name},
        {"term": _("Notice given"), "value": long_date(notice.given_on)},
    ]


def _told(request: Any, words: str) -> str:
    messages.success(request, words)
    return reverse("panels:host-list", args=[request.area.slug])


def _trail(request: Any) -> list[dict[str, str]]:
    return trail(request, ("host-list", _("Host authority")))
