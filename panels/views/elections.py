"""The polls for the local policing body of the area, and the days that do not count in the time for a hearing."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interface import clock
from interface.fields import parse_date
from interface.tables import Column, Table
from interface.templatetags.dates import long_date, short_date
from panels import permissions
from panels.forms.arrangements import ElectionCreateForm, ElectionUpdateForm
from panels.forms.hosts import PlainForm
from panels.models import Election
from panels.rulebook import HEARING_PAUSE
from panels.rules.arrangements import paused_days
from panels.services import arrangements as services
from panels.views.keeping import ActPage, act, acts_cell, posted, trail
from panels.views.pages import PanelPage
from panels.views.ruled import rule_here


class ElectionListView(PanelPage):
    """Every poll, the newest first, with the days that a hearing's time leaves out."""

    template_name = "panels/election_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = Election.objects.visible_to(self.request.user).filter(area=self.request.area).order_by("-poll_on", "pk")
        keeps = permissions.can_keep_elections(self.request.user, self.request.area)
        return super().get_context_data(
            table=self._table(rows, keeps=keeps),
            rule=rule_here(self.request.area, HEARING_PAUSE, self.today),
            keeps=keeps,
            **kwargs,
        )

    def _table(self, rows: Any, *, keeps: bool) -> Table:
        columns = [
            Column("poll", _("Poll"), lambda row: long_date(row.poll_on), heads_row=True),
            Column("kind", _("Kind"), lambda row: _("By-election") if row.is_by_election else _("Ordinary election")),
            Column("accepted", _("Office accepted"), lambda row: short_date(row.accepted_on) or _not_accepted(row)),
            Column("pause", _("Days that do not count for a hearing"), _pause_words),
            Column("note", _("Note on the dates"), lambda row: row.note or _("none")),
        ]
        if keeps:
            columns.append(Column("acts", _("Keep"), self._acts, stack_label=""))
        empty = _("No election is recorded. The time for a hearing is then counted without a break.")
        return Table(self.request, rows, columns=columns, caption=_("Elections"), empty=empty)

    def _acts(self, row: Election) -> SafeString:
        here = [self.request.area.slug, row.poll_on.isoformat()]
        what = _("the election of %(day)s") % {"day": short_date(row.poll_on)}
        return acts_cell(
            (reverse("panels:election-update", args=here), _("Change"), what),
            (reverse("panels:election-remove", args=here), _("Take out"), what),
        )


def _not_accepted(row: Election) -> str:
    return _("not held yet") if row.poll_on > clock.today() else _("not entered")


def _pause_words(row: Election) -> str:
    """“6 May 2021 to 13 May 2021, 8 days”; without an end while the office is not accepted."""
    days = paused_days(row.poll_on, row.accepted_on)
    if days is None:
        return _("from %(day)s until the office is accepted") % {"day": short_date(row.poll_on)}
    said = {"first": short_date(row.poll_on), "last": short_date(row.accepted_on), "count": days}
    return ngettext("%(first)s, %(count)s day", "%(first)s to %(last)s, %(count)s days", days) % said


# Keeping them -----------------------------------------------------------------------------------------------------


@login_required
def election_create(request: Any, area: str) -> HttpResponse:
    """Enter a poll."""
    _allowed(request)
    form = ElectionCreateForm(posted(request))
    page = ActPage(_("Enter an election"), _("Enter the election"), _trail(request), words=_effect())

    def work() -> str:
        services.add_election(area=request.area, actor=request.user, **form.facts())
        return _told(request, _("The election is entered. The time for hearings is worked out with it"))

    return act(request, form, page, work)


@login_required
def election_update(request: Any, area: str, day: str) -> HttpResponse:
    """Correct a poll, or enter when the office was accepted."""
    election = _kept(request, day)
    form = ElectionUpdateForm(posted(request), election=election)
    title = _("Change the election of %(day)s") % {"day": long_date(election.poll_on)}
    page = ActPage(title, _("Save the election"), _trail(request), words=_effect())

    def work() -> str:
        services.change_election(election=election, version=form.cleaned_data["version"], actor=request.user, **form.facts())
        return _told(request, _("The election is saved. The time for hearings is worked out anew"))

    return act(request, form, page, work)


@login_required
def election_remove(request: Any, area: str, day: str) -> HttpResponse:
    """Take out a poll that was entered in error."""
    election = _kept(request, day)
    form = PlainForm(posted(request), versioned=election)
    title = _("Take out the election of %(day)s") % {"day": long_date(election.poll_on)}
    words = [_("Take out only what was entered in error. The time for hearings is then worked out without it.")]
    page = ActPage(title, _("Take it out"), _trail(request), words=words, is_grave=True)

    def work() -> str:
        services.remove_election(election=election, version=form.cleaned_data["version"], actor=request.user)
        return _told(request, _("The election is taken out"))

    return act(request, form, page, work)


def _allowed(request: Any) -> None:
    if not permissions.can_keep_elections(request.user, request.area):
        raise PermissionDenied


def _kept(request: Any, day: str) -> Election:
    rows = Election.objects.visible_to(request.user).filter(area=request.area).select_related("area")
    poll_on = parse_date(day)
    if poll_on is None:
        raise Http404
    election = get_object_or_404(rows, poll_on=poll_on)
    _allowed(request)
    return election


def _effect() -> list[str]:
    return [_("The days from the poll until the office is accepted do not count in the time that the panel has for a hearing.")]


def _told(request: Any, words: str) -> str:
    messages.success(request, words)
    return reverse("panels:election-list", args=[request.area.slug])


def _trail(request: Any) -> list[dict[str, str]]:
    return trail(request, ("election-list", _("Elections")))
