"""Supplements: papers that follow a published agenda, from their start to their publication."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from documents.models import Pack
from interface.once import done_once, refused
from meetings import permissions, rules
from meetings.choices import ItemKind, ItemState, RequestStatus
from meetings.forms import PublishForm
from meetings.forms.supplements import (
    LiveSupplementPaperForm,
    SupplementCreateForm,
    SupplementUpdateForm,
    UploadSupplementPaperForm,
    WriteSupplementPaperForm,
)
from meetings.models import AgendaItem, Meeting, Supplement
from meetings.services import supplements as services
from meetings.services.packs import request_packs
from meetings.services.papers import Upload
from meetings.services.questions.papers import questions_offer
from meetings.services.requests import outstanding
from meetings.views.acts import own_item, own_meeting
from meetings.views.addresses import named_register
from meetings.views.contents import pack_row
from meetings.views.findings import findings_url, undecided, with_findings
from meetings.views.mending import CheckRow, Mended, mended, page_address

WAYS = {
    "upload": (UploadSupplementPaperForm, gettext_lazy("Upload a file")),
    "write": (WriteSupplementPaperForm, gettext_lazy("Write it here")),
    "register": (LiveSupplementPaperForm, gettext_lazy("Take it from a register")),
}


def _own(request: Any, meeting: str, part: int) -> Supplement:
    """A supplement of a meeting that the reader prepares."""
    found = own_meeting(request, meeting)
    supplement = get_object_or_404(Supplement, meeting=found, number=part)
    supplement.meeting = found
    return supplement


def _own_draft(request: Any, meeting: str, part: int) -> Supplement:
    """The same, which can still change."""
    supplement = _own(request, meeting, part)
    if supplement.is_out:
        raise PermissionDenied
    return supplement


def _address(supplement: Supplement) -> str:
    meeting = supplement.meeting
    return reverse("meetings:supplement-detail", args=[meeting.area.slug, meeting.slug, supplement.number])


@login_required
def supplement_create(request: Any, area: str, meeting: str) -> HttpResponse:
    """Begin a supplement: why the papers come late, and who agreed."""
    found = own_meeting(request, meeting)
    form = SupplementCreateForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (url := done_once(form, lambda: _started(request, found, form))):
        return redirect(url)
    context = {"meeting": found, "form": form, **_lateness(found), "draft": services.draft_supplement(found)}
    return render(request, "meetings/supplement_form.html", context)


def _started(request: Any, meeting: Meeting, form: SupplementCreateForm) -> str:
    supplement = services.start_supplement(meeting=meeting, actor=request.user, **form.facts())
    messages.success(request, _("Supplement %(number)s is begun. Add its papers") % {"number": supplement.number})
    return _address(supplement)


def _lateness(meeting: Meeting) -> dict[str, Any]:
    return {"is_late": services.is_late(meeting), "notice": services.full_notice(meeting)}


@login_required
@require_safe
def supplement_detail(request: Any, area: str, meeting: str, part: int) -> HttpResponse:
    """A supplement's papers, its pack, and every check at once; of one that is out, what was published."""
    return _shown(request, _own(request, meeting, part), None)


def _shown(request: Any, supplement: Supplement, sent: PublishForm | None) -> HttpResponse:
    meeting = supplement.meeting
    papers = services.papers_of(supplement)
    checks = [] if supplement.is_out else rules.supplement_checks(services.supplement_facts(supplement))
    seen = Pack.objects.visible_to(request.user).filter(area=meeting.area, collection=meeting.slug)
    newest = [seen.current(meeting.area, meeting.slug, edition, supplement.number) for edition in ("members", "public")]
    context = {
        "meeting": meeting,
        "supplement": supplement,
        "papers": papers,
        "items": _items(meeting),
        "waiting": [] if supplement.is_out else [one for one in outstanding(meeting) if one.status == RequestStatus.SUBMITTED],
        "rows": [_row(supplement, check) for check in checks],
        "can_publish": bool(checks) and all(check.is_answered_here for check in checks if check.problems),
        "form": sent or _publish_form(checks),
        "packs": [pack_row(meeting, pack) for pack in newest if pack],
        "public_questions": None if supplement.is_out else questions_offer(meeting),
        "recipients": len(permissions.people_summoned(meeting)),
        "button": _button(supplement, len(papers)),
    }
    return render(request, "meetings/supplement_detail.html", context)


def _button(supplement: Supplement, count: int) -> str:
    words = ngettext(
        "Publish supplement %(number)d and %(count)d paper", "Publish supplement %(number)d and %(count)d papers", count
    )
    return words % {"number": supplement.number, "count": count}


def _items(meeting: Meeting) -> list[rules.SeenItem]:
    """The items that a paper may follow."""
    items = meeting.agenda_items.for_page().filter(kind=ItemKind.ITEM).exclude(state=ItemState.WITHDRAWN)
    return [rules.seen_item(item, True) for item in items]


def _row(supplement: Supplement, check: rules.Check) -> CheckRow:
    meeting, key = supplement.meeting, str(supplement.number)
    mends = check.key if check.key in ("supplement", "supplement-edit") else "supplement"
    problems = [_mended(supplement, check, problem) for problem in check.problems]
    return CheckRow(check=check, url=page_address(meeting, mends, key), problems=problems, told=[])


def _mended(supplement: Supplement, check: rules.Check, problem: rules.Problem) -> Mended:
    """Where a problem of a supplement is mended; of what stands on its own page, the part of that page or the act."""
    found = mended(supplement.meeting, problem)
    if check.key == "packs":
        here = [supplement.meeting.area.slug, supplement.meeting.slug, supplement.number]
        build = reverse("meetings:supplement-build", args=here) if services.papers_of(supplement) else ""
        return replace(found, url="", act_url=build, act=_("Build the pack"))
    return replace(found, url="#add-heading", link=_("Add a paper")) if check.key == "papers" else found


def _publish_form(checks: list[rules.Check], sent: Any = None) -> PublishForm:
    return PublishForm(sent, asked={check.key for check in checks if check.problems and check.is_answered_here})


@login_required
@require_POST
def supplement_publish(request: Any, area: str, meeting: str, part: int) -> HttpResponse:
    """Open a supplement to those who may read it, and tell the members."""
    supplement = _own_draft(request, meeting, part)
    checks = rules.supplement_checks(services.supplement_facts(supplement))
    form = _publish_form(checks, request.POST)
    if form.is_valid():
        try:
            services.publish_supplement(supplement=supplement, actor=request.user, **form.answers())
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, _("Supplement %(number)s is published") % {"number": supplement.number})
            return redirect(supplement.meeting)
    supplement = _own(request, meeting, part)
    return _shown(request, supplement, form)


@login_required
def supplement_update(request: Any, area: str, meeting: str, part: int) -> HttpResponse:
    """Why the papers of a draft come late, and who agreed."""
    supplement = _own_draft(request, meeting, part)
    sent = request.POST if request.method == "POST" else None
    form = SupplementUpdateForm(sent, instance=supplement)
    if form.is_valid():
        try:
            change = {**form.facts(), "version": form.cleaned_data["version"]}
            services.update_supplement(supplement=supplement, actor=request.user, **change)
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, _("Saved"))
            return redirect(_address(supplement))
    context = {"meeting": supplement.meeting, "supplement": supplement, "form": form, **_lateness(supplement.meeting)}
    return render(request, "meetings/supplement_form.html", context)


@login_required
def supplement_delete(request: Any, area: str, meeting: str, part: int) -> HttpResponse:
    """Deletes a draft with its papers; asks first, since it cannot be undone."""
    supplement = _own_draft(request, meeting, part)
    if request.method == "POST":
        try:
            services.discard_supplement(supplement=supplement, actor=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(_address(supplement))
        messages.success(request, _("The supplement is deleted"))
        return redirect(supplement.meeting)
    context = {"meeting": supplement.meeting, "supplement": supplement, "papers": services.papers_of(supplement)}
    return render(request, "meetings/supplement_delete.html", context)


@login_required
@require_POST
def supplement_build(request: Any, area: str, meeting: str, part: int) -> HttpResponse:
    """Ask for the supplement's packs; the reader goes to the page that shows how far it is."""
    supplement = _own_draft(request, meeting, part)
    if not services.papers_of(supplement):
        messages.error(request, _("Add at least one paper"))
        return redirect(_address(supplement))
    found = supplement.meeting
    job = request_packs(meeting=found, actor=request.user, part=supplement.number)
    return redirect("meetings:build-detail", found.area.slug, found.slug, job.reference)


@login_required
def supplement_paper_add(request: Any, area: str, meeting: str, part: int, item: str, how: str) -> HttpResponse:
    """One paper for one item, in a supplement: uploaded, written, or taken from a register."""
    if how not in WAYS:
        raise Http404
    found = own_item(request, meeting, item)
    supplement = _own_draft(request, meeting, part)
    sent = request.method == "POST"
    replaceable = services.replaceable(supplement.meeting)
    asked = named_register(request) if how == "register" else {}
    form = WAYS[how][0](request.POST if sent else None, request.FILES if sent else None, replaceable=replaceable, initial=asked)
    if form.is_valid() and (url := done_once(form, lambda: _added(request, supplement, found, form))):
        return redirect(url)
    here = [supplement.meeting.area.slug, supplement.meeting.slug, supplement.number, found.slug]
    links = [
        {"url": reverse("meetings:supplement-paper-add", args=[*here, way]), "text": text, "current": way == how}
        for way, (_form, text) in WAYS.items()
    ]
    context = {"meeting": supplement.meeting, "item": rules.seen_item(found, True), "form": form, "links": links, "how": how}
    context["supplement"] = supplement
    return render(request, "meetings/supplement_paper_form.html", context)


def _added(request: Any, supplement: Supplement, item: AgendaItem, form: Any) -> str:
    answers = form.cleaned_data
    content: dict[str, Any] = {name: answers[name] for name in ("text", "source", "replaces") if name in answers}
    if "file" in answers:
        content["upload"] = Upload(answers["file"].name, answers["file"].read)
    paper = services.add_supplement_paper(supplement=supplement, item=item, actor=request.user, **form.facts(), **content)
    messages.success(request, with_findings(_("The paper is in the supplement"), [paper]))
    return findings_url(paper) if undecided(paper) else _address(supplement)
