"""How the panel voted in a case, and what was entered in error taken back: a vote, or a notice of the Commissioner."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from decisions.forms.cases import ActForm, TakeBackForm
from decisions.forms.votes import VoteForm
from decisions.models import Case, Notice, PanelVote
from decisions.rules.votes import result_of, veto_rule, why_no_veto
from decisions.services import notices as notice_services
from decisions.services import voting as services
from decisions.services.reading import facts_of
from decisions.views.acts import notified_case, own_case
from decisions.views.cases import done, sent
from decisions.views.detail import crumbs
from interface.once import done_once
from meetings.models import Meeting, MinuteEntry
from meetings.rules.minutes import veto_test


@login_required
def case_vote_create(request: Any, area: str, kind: str, slug: str) -> HttpResponse:
    """Record how the panel voted: from a resolution of the minutes, or typed. The page works out what a veto needs."""
    case = own_case(request, kind, slug)
    facts = facts_of(case)
    meetings = services.meetings_of(case).filter(pk__in=Meeting.objects.visible_to(request.user).values("pk"))
    entries = MinuteEntry.objects.visible_to(request.user).values("pk")
    resolutions = services.resolutions_of(case).filter(entry__in=entries)
    latest = meetings.first()
    members = services.members_on_day(latest) if latest else 0
    no_veto, rule = why_no_veto(facts), veto_rule(facts)
    form = VoteForm(
        sent(request), meetings=meetings, resolutions=resolutions, members=members, veto=no_veto
    )  # fmt: skip
    if form.is_valid():
        url = done_once(form, lambda: _record(request, case, form))
        if url:
            return redirect(url)
    context = {
        "form": form,
        "case": case,
        "latest": latest,
        "members": members,
        "no_veto": no_veto,
        "test": veto_test(None, members, rule) if rule is not None and members and not no_veto else None,
        "breadcrumbs": crumbs(request, case),
    }
    return render(request, "decisions/case_vote_form.html", context)


def _record(request: Any, case: Case, form: VoteForm) -> str:
    vote = services.record_vote(case=case, version=case.version, actor=request.user, **form.facts())
    result = result_of(vote, facts_of(case))
    messages.success(request, _("Vote recorded. %(result)s") % {"result": result.words})
    return f"{case.get_absolute_url()}#votes"


@login_required
def case_vote_take_back(request: Any, area: str, kind: str, slug: str, number: int) -> HttpResponse:
    """Take back a vote that was entered in error."""
    case = own_case(request, kind, slug)
    seen = PanelVote.objects.visible_to(request.user).standing()
    vote = get_object_or_404(seen, case=case, number=number)
    vote.case = case
    form = ActForm(sent(request), row=vote)
    if form.is_valid() and done(form, lambda: services.take_back_vote(vote=vote, actor=request.user, **form.cleaned_data)):
        messages.success(request, _("Vote taken back"))
        return redirect(case)
    context = {"form": form, "case": case, "vote": vote, "breadcrumbs": crumbs(request, case)}
    return render(request, "decisions/case_vote_take_back.html", context)


@login_required
def notice_take_back(request: Any, area: str, kind: str, slug: str, number: int) -> HttpResponse:
    """Take back a notice that was entered in error: the office's own act too."""
    case = notified_case(request, kind, slug)
    seen = Notice.objects.visible_to(request.user).standing()
    notice = get_object_or_404(seen, case=case, number=number)
    notice.case = case
    form = TakeBackForm(sent(request), row=notice)
    work = notice_services.take_back_notice
    if form.is_valid() and done(form, lambda: work(notice=notice, actor=request.user, **form.cleaned_data)):
        messages.success(request, _("Notice taken back"))
        return redirect(case)
    context = {"form": form, "case": case, "notice": notice, "breadcrumbs": crumbs(request, case)}
    return render(request, "decisions/notice_take_back.html", context)
