"""Acts upon actions: entered, changed, answered, closed, opened again, replaced."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from documents.choices import PaperStatus
from documents.models import Paper
from interface import clock
from interface.once import done_once, refused
from meetings import permissions
from meetings.forms.actions import ActionCreateForm, ActionUpdateForm, CloseForm, ReopenForm, SayForm, SupersedeForm
from meetings.models import Action, Meeting
from meetings.rules.actions import NOT_TAKING_PLACE, settled_problem
from meetings.services import actions as services
from meetings.services.actions.reading import members_of

Allowed = Callable[[Any, Any], bool]


@login_required
def action_create(request: Any, area: str) -> HttpResponse:
    """An action that stands in no minutes here: agreed before the portal, or between meetings. It is known at once."""
    bodies = permissions.bodies_to_call(request.user, request.area)
    if not bodies.exists():
        raise PermissionDenied
    form = ActionCreateForm(_sent(request), bodies=bodies, meetings=meetings_held(request, bodies))
    form.offer(members=members_of(bodies, clock.today()), people=permissions.people_to_ask(request.area))
    if form.is_valid():
        url = done_once(form, lambda: _create(request, form))
        if url:
            return redirect(url)
    return render(request, "meetings/action_form.html", {"form": form})


def _create(request: Any, form: ActionCreateForm) -> str:
    action = services.raise_action(**form.facts(), actor=request.user, is_out=True)
    messages.success(request, _("Action %(reference)s entered") % {"reference": action.reference})
    return action.get_absolute_url()


@login_required
def action_update(request: Any, area: str, reference: str) -> HttpResponse:
    """Change an action of the log. Of one that stands in minutes, who answers for it; its words are changed there."""
    action = own_action(request, reference, _keeps)
    form = ActionUpdateForm(_sent(request), action=action)
    if action.entry_id:
        form.fields["owner_user"].queryset = permissions.people_to_ask(request.area)
        form.fields["owner_user"].to_field_name = "reference"
    else:
        members = members_of([action.body], clock.today()) | _present_owner(action)
        form.offer(members=members, people=permissions.people_to_ask(request.area))
    problem = settled_problem(action.status)
    if form.is_valid() and not problem and _done(form, lambda: _change(request, action, form)):
        messages.success(request, _("Action %(reference)s saved") % {"reference": action.reference})
        return redirect(action)
    return render(request, "meetings/action_form.html", {"form": form, "action": action, "problem": problem})


def _change(request: Any, action: Action, form: ActionUpdateForm) -> Action:
    version = form.cleaned_data["version"]
    return services.change_action(action=action, actor=request.user, version=version, **form.facts())


@login_required
def action_say(request: Any, area: str, reference: str) -> HttpResponse:
    """Say what has come of an action, for those who keep the log and whoever answers for it."""
    action = own_action(request, reference, permissions.can_update_action)
    form = SayForm(_sent(request), action=action, papers=_papers_since(request, action), reader=request.user)
    if form.is_valid():
        url = done_once(form, lambda: _say(request, action, form))
        if url:
            return redirect(url)
    context = {"form": form, "action": action, "problem": settled_problem(action.status)}
    return render(request, "meetings/action_say.html", context)


def _say(request: Any, action: Action, form: SayForm) -> str:
    said = {name: form.cleaned_data[name] for name in ("version", "on", "text", "answers")}
    services.say_of_action(action=action, actor=request.user, evidence=form.shown(), **said)
    words = _("Update added. The action is answered") if said["answers"] else _("Update added")
    messages.success(request, words)
    return action.get_absolute_url()


@login_required
def action_close(request: Any, area: str, reference: str) -> HttpResponse:
    """Close an action on the authority of a meeting, or of the Chair with a reason."""
    action = own_action(request, reference, permissions.can_close_action)
    is_chair = not _keeps(request.user, action)
    since = meetings_held(request, [action.body]).filter(held_on__gte=action.raised_on)
    form = CloseForm(_sent(request), action=action, meetings=since, is_chair=is_chair)
    problem = settled_problem(action.status)
    if form.is_valid() and not problem and _done(form, lambda: _close(request, action, form)):
        messages.success(request, _("Action %(reference)s closed") % {"reference": action.reference})
        return redirect(action)
    return render(request, "meetings/action_close.html", {"form": form, "action": action, "problem": problem})


def _close(request: Any, action: Action, form: CloseForm) -> Action:
    return services.close_action(action=action, actor=request.user, **form.facts())


@login_required
def action_reopen(request: Any, area: str, reference: str) -> HttpResponse:
    """Open an action again, with a reason."""
    action = own_action(request, reference, permissions.can_close_action)
    form = ReopenForm(_sent(request), action=action)
    if form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("version", "reason")}
        if _done(form, lambda: services.reopen_action(action=action, actor=request.user, **facts)):
            messages.success(request, _("Action %(reference)s is open again") % {"reference": action.reference})
            return redirect(action)
    context = {"form": form, "action": action, "problem": _("This action is open") if action.is_unsettled else ""}
    return render(request, "meetings/action_reopen.html", context)


@login_required
def action_supersede(request: Any, area: str, reference: str) -> HttpResponse:
    """Say which action takes the place of this one."""
    action = own_action(request, reference, _keeps)
    others = Action.objects.visible_to(request.user).unsettled().filter(body=action.body_id).exclude(pk=action.pk)
    form = SupersedeForm(_sent(request), action=action, others=others.order_by("-raised_on", "reference"))
    problem = settled_problem(action.status)
    if form.is_valid() and not problem:
        facts = {name: form.cleaned_data[name] for name in ("version", "by", "reason")}
        if _done(form, lambda: services.supersede_action(action=action, actor=request.user, **facts)):
            said = {"old": action.reference, "new": facts["by"].reference}
            messages.success(request, _("Action %(old)s is superseded by %(new)s") % said)
            return redirect(action)
    context = {"form": form, "action": action, "problem": problem, "has_others": others.exists()}
    return render(request, "meetings/action_supersede.html", context)


def own_action(request: Any, reference: str, allowed: Allowed) -> Action:
    """An action that the reader may know of, and may act upon."""
    seen = Action.objects.visible_to(request.user).for_page().filter(area=request.area)
    action = get_object_or_404(seen, reference=reference)
    if not allowed(request.user, action):
        raise PermissionDenied
    return action


def meetings_held(request: Any, bodies: Any) -> QuerySet:
    """The meetings of some bodies that have taken place, the latest first."""
    seen = Meeting.objects.visible_to(request.user).filter(body__in=bodies, held_on__lte=clock.today())
    return seen.exclude(status__in=NOT_TAKING_PLACE).select_related("body").order_by("-held_on", "slug")


def _keeps(user: Any, action: Action) -> bool:
    return permissions.can_keep_actions(user, action.body)


def _present_owner(action: Action) -> QuerySet:
    """The member who owns it now stays on offer after leaving the body."""
    people: Any = Action._meta.get_field("owner_person").related_model
    return people._default_manager.filter(pk=action.owner_person_id)


def _papers_since(request: Any, action: Action) -> list[tuple[Paper, Meeting]]:
    """The papers that have gone out for meetings of the body since an action was agreed, the newest meeting first."""
    known = Meeting.objects.visible_to(request.user).filter(body=action.body_id, held_on__gte=action.raised_on)
    meetings = {meeting.slug: meeting for meeting in known}
    seen = Paper.objects.visible_to(request.user).filter(area=request.area, body=action.body_id, collection__in=meetings)
    papers = seen.filter(status=PaperStatus.PUBLISHED).order_by("title", "pk")
    found = [(paper, meetings[paper.collection]) for paper in papers]
    return sorted(found, key=lambda one: one[1].held_on, reverse=True)


def _done(form: Any, work: Callable[[], Any]) -> bool:
    """Whether the work was done; what the service refused stands on the form."""
    try:
        work()
    except ValidationError as error:
        refused(form, error)
        return False
    return True


def _sent(request: Any) -> Any:
    return request.POST if request.method == "POST" else None
