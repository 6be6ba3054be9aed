"""Linking a measure with what concerned it, in two steps: what and at which meeting; then the very record, paragraph or paper."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from interface.templatetags.dates import long_date
from meetings.models import Meeting
from meetings.services import evidence
from meetings.views.acts import find_meeting
from meetings.views.programme import sent
from performance.forms import measure_links as forms
from performance.forms.measure_links import LinkForm, WhereForm
from performance.models import Measure
from performance.services import links as services
from performance.views.measures import find, steps
from performance.views.office import crumbs, form_page, require_reporting


def _own(request: Any, slug: str) -> Measure:
    measure = find(request, slug)
    require_reporting(request)
    return measure


@login_required
def link_create(request: Any, area: str, slug: str) -> HttpResponse:
    """What concerned the measure?"""
    measure = _own(request, slug)
    asked = "what" in request.GET
    where = WhereForm(request.GET if asked else None, meetings=services.meetings_to_link(measure.area, request.user))
    if not (asked and where.is_valid()):
        return _where(request, measure, where)
    what = where.cleaned_data["what"]
    meeting = find_meeting(request, where.cleaned_data["meeting"]) if what in forms.AT_A_MEETING else None
    form = _form(request, measure, what, meeting)
    if form is None:
        where.add_error("meeting", _nothing(what))
        return _where(request, measure, where)
    return form_page(
        request, form, lambda: _linked(request, measure, form), title=_title(what, meeting), button=_("Save the link"),
        done=_("The link is there"), caption=measure.title, back=(request.path, _("Choose something else")),
        steps=steps(request, measure),
    )  # fmt: skip


def _where(request: Any, measure: Measure, form: WhereForm) -> HttpResponse:
    context = {"form": form, "measure": measure, "breadcrumbs": crumbs(request, *steps(request, measure))}
    return render(request, "performance/measure_link.html", context)


def _form(request: Any, measure: Measure, what: str, meeting: Meeting | None) -> LinkForm | None:
    """The form of the second step; None when there is nothing of that kind to choose from."""
    data = sent(request)
    if meeting is None:
        return forms.RecordForm(data, area=measure.area, user=request.user)
    if what == forms.MINUTE:
        entries = evidence.entries_to_link(meeting, request.user)
        return forms.EntryForm(data, entries=entries, meeting=meeting) if entries else None
    if what == forms.PAPER:
        papers = evidence.papers_to_link(meeting, request.user)
        return forms.PaperForm(data, papers=papers, meeting=meeting) if papers else None
    return forms.MeetingForm(data, meeting=meeting)


def _nothing(what: str) -> str:
    if what == forms.PAPER:
        return _("No paper of that meeting is out. Choose another meeting")
    return _("The minutes of that meeting are not published. Choose another meeting")


def _title(what: str, meeting: Meeting | None) -> str:
    if meeting is None:
        return _("Which action, recommendation or decision?")
    said = {"day": long_date(meeting.held_on)}
    titles = {
        forms.MINUTE: _("Where in the minutes of %(day)s?"),
        forms.PAPER: _("Which paper of %(day)s?"),
        forms.MEETING: _("The meeting of %(day)s"),
    }
    return titles[what] % said


def _linked(request: Any, measure: Measure, form: LinkForm) -> str:
    other, on = form.chosen()
    services.link_measure(measure=measure, other=other, text=form.cleaned_data["text"], actor=request.user, on=on)
    return f"{measure.get_absolute_url()}#said"


@login_required
@require_POST
def link_change(request: Any, area: str, slug: str, number: int, act: str) -> HttpResponse:
    """Takes a link away, or puts it back."""
    measure = _own(request, slug)
    found = next((one for one in services.links_kept(measure, request.user) if one.link.number == number), None)
    if found is None:
        raise Http404
    services.change_link(link=found.link, actor=request.user, removed=act == "remove")
    words = _("The link is removed. You can put it back for 30 days") if act == "remove" else _("The link is back")
    messages.success(request, words)
    return redirect(f"{measure.get_absolute_url()}#links")
