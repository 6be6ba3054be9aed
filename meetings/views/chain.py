"""An action with all that came of it, what nobody answers, linking an answer, and the paper of matters arising."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from documents.links import Offering, offering_of
from documents.sources import title_of
from interface import clock, markdown
from interface.once import done_once
from interface.tables import PAGE_SIZE, pagination
from meetings import permissions, rules
from meetings.choices import ActionStatus
from meetings.forms import chain as forms
from meetings.forms.chain import LinkForm, LinkWhereForm, MattersArisingForm
from meetings.models import Action, Meeting
from meetings.papers.matters_arising import MATTERS_ARISING
from meetings.rules.actions import BUSINESS_MEETINGS
from meetings.services import evidence, no_answer
from meetings.services.chain import Chain, chain_of, note_reading_of_action
from meetings.services.matters_arising import add_matters_arising, is_for_it, items_for, offer_for
from meetings.views.acts import find_meeting, own_meeting


def find_action(request: Any, reference: str) -> Action:
    """An action that the reader may see."""
    return get_object_or_404(Action.objects.visible_to(request.user).for_page(), area=request.area, reference=reference)


def kept_action(request: Any, reference: str) -> Action:
    """An action of a log that the reader keeps."""
    action = find_action(request, reference)
    if not permissions.can_keep_actions(request.user, action.body):
        raise PermissionDenied
    return action


@require_safe
def action_detail(request: Any, area: str, reference: str) -> HttpResponse:
    """Where an action came from and what answered it, read downwards."""
    action = find_action(request, reference)
    keeps = permissions.can_keep_actions(request.user, action.body)
    chain = chain_of(action, request.user)
    context = {
        "action": action,
        "chain": chain,
        "is_overdue": _is_overdue(action, chain),
        "can_keep": keeps,
        "can_update": permissions.can_update_action(request.user, action) and action.is_unsettled,
        "can_close": permissions.can_close_action(request.user, action) and action.is_unsettled,
        "can_reopen": permissions.can_close_action(request.user, action) and not action.is_unsettled,
        "kept_links": evidence.links_kept(action, request.user) if keeps else [],
        "is_taken_back": action.status == ActionStatus.SUPERSEDED and action.superseded_by_id is None,
        "words": markdown.render(action.text, level=3),
    }
    if request.method == "GET":
        note_reading_of_action(action, request.user)
    return render(request, "meetings/action_detail.html", context)


def _is_overdue(action: Action, chain: Chain) -> bool:
    """Whether nobody answered by the day, or the meeting, that was named: as the log counts it."""
    if chain.since is None:
        return False
    passed = bool(chain.since.passed) if action.due_next_meeting else False
    return passed or bool(action.due_on and action.due_on < clock.today())


@require_safe
def no_answer_list(request: Any, area: str) -> HttpResponse:
    """What nobody is answering: by owner, the oldest first."""
    page = Paginator(no_answer.unanswered_actions(request.user, request.area), PAGE_SIZE).get_page(request.GET.get("page"))
    rows = no_answer.describe_unanswered(request.user, list(page.object_list), clock.today())
    context = {
        "owners": no_answer.by_owner(rows),
        "page": page,
        "count": page.paginator.count,
        "pagination": pagination(page, lambda number: f"?page={number}"),
        "agenda": _next_agenda(request, [row.action for row in rows]) if rows else None,
    }
    return render(request, "meetings/no_answer_list.html", context)


def _next_agenda(request: Any, actions: list[Action]) -> Meeting | None:
    """The nearest ordinary or annual agenda of these actions' bodies that the reader prepares and that can take their paper."""
    if not request.user.is_authenticated:
        return None
    bodies = {action.body_id for action in actions}
    coming = Meeting.objects.visible_to(request.user).filter(
        body__in=bodies, status__in=rules.CHANGEABLE, kind__in=BUSINESS_MEETINGS
    )
    nearest = coming.upcoming(clock.today()).select_related("body", "area")
    return next((one for one in nearest[:PAGE_SIZE] if permissions.can_edit_agenda(request.user, one)), None)


@login_required
def link_create(request: Any, area: str, reference: str) -> HttpResponse:
    """In two steps: what answers it and at which meeting; then the very paper, page, paragraph or record."""
    action = kept_action(request, reference)
    meetings = evidence.meetings_to_link(action, request.user)
    asked = "what" in request.GET
    where = LinkWhereForm(request.GET if asked else None, meetings=meetings)
    if not (asked and where.is_valid()):
        return _where(request, action, where)
    what = where.cleaned_data["what"]
    meeting = find_meeting(request, where.cleaned_data["meeting"]) if what in forms.AT_A_MEETING else None
    offering = offering_of(what)
    form = _offered_form(request, action, offering) if offering else _link_form(request, action, what, meeting)
    if form is None:
        where.add_error("what" if offering else "meeting", _nothing_to_link(what))
        return _where(request, action, where)
    if form.is_valid():
        url = done_once(form, lambda: _linked(request, action, form))
        if url:
            return redirect(url)
    context = {**_about(action), "form": form, "meeting": meeting, "what": what, "offering": offering}
    return render(request, "meetings/link_create.html", context)


def _where(request: Any, action: Action, form: LinkWhereForm) -> HttpResponse:
    return render(request, "meetings/link_where.html", {**_about(action), "form": form})


def _about(action: Action) -> dict[str, Any]:
    return {"action": action, "words": markdown.render(action.text, level=2)}


def _link_form(request: Any, action: Action, what: str, meeting: Meeting | None) -> LinkForm | None:
    """The form of the second step; None when there is nothing of that kind to choose from."""
    data = request.POST if request.method == "POST" else None
    if meeting is None:
        return forms.RecordLinkForm(data, action=action, user=request.user)
    if what == forms.PAPER:
        papers = evidence.papers_to_link(meeting, request.user)
        return forms.PaperLinkForm(data, action=action, papers=papers) if papers else None
    if what == forms.MINUTE:
        entries = evidence.entries_to_link(meeting, request.user)
        return forms.MinuteLinkForm(data, action=action, entries=entries, meeting=meeting) if entries else None
    return forms.MeetingLinkForm(data, action=action, meeting=meeting)


def _offered_form(request: Any, action: Action, offering: Offering) -> LinkForm | None:
    """The form of the second step for what another part of the portal offers; None when it has nothing to choose from."""
    data = request.POST if request.method == "POST" else None
    things = offering.find(request.user, action.area)
    return forms.OfferedLinkForm(data, action=action, offering=offering, things=things) if things else None


def _nothing_to_link(what: str) -> str:
    if what not in forms.AT_A_MEETING:
        return _("There is none to choose yet. Choose something else")
    if what == forms.PAPER:
        return _("No paper of that meeting is out. Choose another meeting")
    return _("The minutes of that meeting are not published. Choose another meeting")


def _linked(request: Any, action: Action, form: LinkForm) -> str:
    facts = form.facts
    evidence.link_evidence(action=action, actor=request.user, **facts)
    words = _("The answer is linked") if facts["answers"] else _("The link is there")
    messages.success(request, words)
    return f"{action.get_absolute_url()}#chain"


@login_required
@require_POST
def link_change(request: Any, area: str, reference: str, number: int, act: str) -> HttpResponse:
    """Takes a link away, or puts it back."""
    action = kept_action(request, reference)
    kept = next((one for one in evidence.links_kept(action, request.user) if one.link.number == number), None)
    if kept is None or act not in ("remove", "restore"):
        raise Http404
    bare = evidence.change_link(link=kept.link, action=action, actor=request.user, removed=act == "remove")
    words = _("The link is removed. You can put it back for 30 days") if act == "remove" else _("The link is back")
    messages.success(request, words)
    if bare:
        messages.warning(request, _("The action still says that it is answered, and no link answers it. Say what answers it"))
    return redirect(f"{action.get_absolute_url()}#links")


@login_required
def matters_arising_add(request: Any, area: str, meeting: str) -> HttpResponse:
    """Puts the paper of everything left open on an item of the agenda."""
    found = own_meeting(request, meeting)
    offer = offer_for(found)
    items = items_for(found) if offer else []
    chosen = next((item.slug for item in items if is_for_it(item)), "")
    form = MattersArisingForm(request.POST if request.method == "POST" else None, items=items, chosen=chosen)
    if offer and form.is_valid():
        url = done_once(form, lambda: _added(request, found, next(i for i in items if i.slug == form.cleaned_data["item"])))
        if url:
            return redirect(url)
    context = {
        "meeting": found,
        "offer": offer,
        "form": form,
        "items": items,
        "is_open": found.status in rules.CHANGEABLE,
        "paper_title": title_of(MATTERS_ARISING),
    }
    return render(request, "meetings/matters_arising_add.html", context)


def _added(request: Any, meeting: Meeting, item: Any) -> str:
    item.meeting = meeting
    add_matters_arising(item=item, actor=request.user)
    messages.success(request, _("The paper is on item %(number)s") % {"number": item.number})
    url = reverse("meetings:agenda-detail", args=[meeting.area.slug, meeting.slug])
    return f"{url}#item-{item.slug}"
