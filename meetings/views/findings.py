"""Is this file safe to publish? What was found in it, page by page, and what was decided."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from documents import permissions as paper_permissions
from documents.choices import BLOCKING_FINDINGS, FindingKind, FindingState, IntakeOutcome
from documents.models import Finding, Paper
from documents.services.files import FileLost, read_bytes
from documents.services.findings import can_be_removed, open_blocking
from interface.once import refused
from interface.tables import PAGE_SIZE, pagination
from meetings.choices import RequestStatus
from meetings.forms import DecideForm, KeepFindingForm
from meetings.models import Meeting, PaperRequest
from meetings.services import findings as services
from meetings.services.papers import meeting_of
from meetings.views.acts import note_reading

KEEP, REMOVE, REOPEN = "keep", "remove", "reopen"
PNG = "image/png"
WIDTH = 1000  # pixels, of the visible page

# What each kind means for somebody who will publish the file
MEANINGS = {
    FindingKind.BOX: gettext_lazy("A box covers these words, but anybody can copy them out of the file."),
    FindingKind.WHITE: gettext_lazy("These words are printed in the colour of the paper. Selecting the page shows them."),
    FindingKind.INVISIBLE: gettext_lazy("These words are in the file but are not drawn. A search or a screen reader finds them."),
    FindingKind.CROPPED: gettext_lazy("These words stand outside the visible page. Anybody can bring them back."),
    FindingKind.REDACTION: gettext_lazy("Somebody marked these words to be blacked out, but that was never carried out."),
    FindingKind.UNSEEN: gettext_lazy("We could not look for hidden words here. Look at every page yourself."),
    FindingKind.REPAIRED: gettext_lazy(
        "The file was damaged and has been repaired. Something may be missing: compare its pages."
    ),
    FindingKind.COMMENT: gettext_lazy("A comment was taken out of the file, with the name of who wrote it."),
    FindingKind.NO_TEXT: gettext_lazy("The page is only a picture. People who use a screen reader cannot read it."),
    FindingKind.ODD_SIZE: gettext_lazy("The page is not A4. It is fitted to the pack’s pages."),
    FindingKind.PERSONAL: gettext_lazy("This may be personal data. Ask whether the public must read it."),
}


@dataclass(frozen=True)
class FoundLine:
    """One finding, and what may be decided about it now."""

    finding: Finding
    meaning: str
    can_keep: bool
    can_remove: bool
    can_reopen: bool


@dataclass(frozen=True)
class FoundPage:
    """The findings of one page of the file; of the file as a whole when there is no number."""

    number: int | None
    lines: list[FoundLine]
    alt: str


@login_required
def finding_list(request: Any, area: str, meeting: str, paper: str) -> HttpResponse:
    """What was found in a paper's file and what to decide. Sent, it takes out all hidden words that are still open."""
    found, seen = found_paper(request, meeting, paper)
    if request.method == "POST":
        return _remove(request, seen, None)
    note_reading(request, seen)
    return render(request, "meetings/finding_list.html", _page(request, found, seen))


@login_required
def finding_decide(request: Any, area: str, meeting: str, paper: str, position: int, act: str) -> HttpResponse:
    """Keep with a reason, on a page of its own; remove; decide again."""
    if act not in (KEEP, REMOVE, REOPEN):
        raise Http404
    if act != KEEP and request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    found, seen = found_paper(request, meeting, paper)
    if not paper_permissions.can_revise_paper(request.user, seen):
        raise PermissionDenied
    finding = get_object_or_404(Finding, version=seen.current_id, position=position)
    if act == KEEP:
        return _keep(request, found, seen, finding)
    return _remove(request, seen, finding) if act == REMOVE else _reopen(request, seen, finding)


@login_required
@require_safe
def finding_picture(request: Any, area: str, meeting: str, paper: str, page: int) -> HttpResponse:
    """One page of the file as it is now, with a mark around each place where something was found."""
    _meeting, seen = found_paper(request, meeting, paper)
    version = seen.current
    if version is None or version.pdf is None:
        raise Http404
    marks = [mark for one in version.findings.filter(page=page) if one.state != FindingState.REMOVED for mark in one.marks]
    from documents.intake.drawing import picture  # heavy, and needed nowhere else here

    try:
        # Made anew each time: what is kept beside a file could be met by others, and outlive the paper
        drawn = picture(read_bytes(version.pdf), page, marks=marks, width=WIDTH)
    except (ValueError, FileLost) as error:
        raise Http404 from error
    note_reading(request, seen)
    response = HttpResponse(drawn, content_type=PNG)
    response["Cache-Control"] = "private, no-store"
    return response


def standing(user: Any, paper: Paper) -> dict[str, Any]:
    """What a paper's own page says of its findings, to those who may read them."""
    if paper.withdrawn_at or not paper.current_id or not paper_permissions.can_read_findings(user, paper):
        return {}
    found = list(Finding.objects.filter(version=paper.current_id).only("version", "kind", "state"))
    return {"to_decide": sum(one.is_blocking for one in found), "was_looked_at": bool(found)}


def undecided(*papers: Paper) -> int:
    """How many findings keep papers from going out."""
    return sum(len(found) for found in open_blocking(papers).values())


def with_findings(words: str, papers: Iterable[Paper]) -> str:
    """A notice that papers came in, with what must be decided before they go out."""
    if not (count := undecided(*papers)):
        return words
    more = ngettext(
        "%(count)d finding must be decided before it goes out", "%(count)d findings must be decided before it goes out", count
    )
    return f"{words}. {more % {'count': count}}"


def findings_url(paper: Paper, finding: Finding | None = None) -> str:
    """The page of a paper's findings, or the place of one of them on it."""
    url = reverse("meetings:finding-list", args=[paper.area.slug, paper.collection, paper.slug])
    return f"{url}#finding-{finding.position}" if finding else url


# Deciding --------------------------------------------------------------------------------------------------------


def _keep(request: Any, meeting: Meeting, paper: Paper, finding: Finding) -> HttpResponse:
    number = paper.current.number if paper.current else 0
    form = KeepFindingForm(request.POST if request.method == "POST" else None, initial={"version": number})
    if form.is_valid():
        try:
            _refuse_older(form, number)
            services.keep_finding(paper=paper, finding=finding, reason=form.cleaned_data["reason"], actor=request.user)
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, _("It stays in the file, with your reason"))
            return redirect(findings_url(paper, finding))
    meaning, list_url = MEANINGS[FindingKind(finding.kind)], findings_url(paper)
    context = {"meeting": meeting, "paper": paper, "finding": finding, "meaning": meaning, "form": form, "list_url": list_url}
    return render(request, "meetings/finding_keep.html", context)


def _reopen(request: Any, paper: Paper, finding: Finding) -> HttpResponse:
    def work() -> str:
        services.reopen_finding(paper=paper, finding=finding, actor=request.user)
        return _("Decide again what to do with it")

    return _acted(request, paper, work, back=findings_url(paper, finding))


def _remove(request: Any, paper: Paper, finding: Finding | None) -> HttpResponse:
    """Take out what one finding is about, or all that is hidden and open."""
    if not paper_permissions.can_revise_paper(request.user, paper):
        raise PermissionDenied

    def work() -> str:
        every = paper.current.findings.filter(state=FindingState.OPEN) if paper.current else []
        services.remove_findings(paper=paper, findings=[finding] if finding else every, actor=request.user)
        return _("The hidden words are out of the file. Look at its pages before it goes out")

    return _acted(request, paper, work, back=findings_url(paper))


def _acted(request: Any, paper: Paper, work: Callable[[], str], *, back: str) -> HttpResponse:
    """Do what a button asked for, if the file is still the one that was looked at, and go back to the list."""
    form = DecideForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError([error for errors in form.errors.values() for error in errors])
        _refuse_older(form, paper.current.number if paper.current else 0)
        messages.success(request, work())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(back)


def _refuse_older(form: DecideForm, number: int) -> None:
    if form.cleaned_data["version"] != number:
        raise ValidationError(_("The paper has another file now. Look at what was found in it"), code="stale")


# The page --------------------------------------------------------------------------------------------------------


def found_paper(request: Any, meeting: str, slug: str) -> tuple[Meeting, Paper]:
    """A paper that is there, for those who prepare it or sent it in: these may not yet know the meeting itself."""
    seen = Paper.objects.visible_to(request.user).for_page().select_related("current__pdf", "area", "body")
    paper = get_object_or_404(seen, area=request.area, collection=meeting, slug=slug, withdrawn_at=None)
    if not paper_permissions.can_read_findings(request.user, paper):
        raise PermissionDenied
    return meeting_of(paper), paper


def _page(request: Any, meeting: Meeting, paper: Paper) -> dict[str, Any]:
    version = paper.current
    every = list(version.findings.select_related("decided_by").order_by("position")) if version else []
    decides = paper_permissions.can_revise_paper(request.user, paper)
    to_decide = [one for one in every if one.kind in BLOCKING_FINDINGS]
    part = Paginator(_by_page(to_decide), PAGE_SIZE).get_page(request.GET.get("page"))
    asked = PaperRequest.objects.select_related("meeting__area").filter(paper=paper).first()
    return {
        "meeting": meeting,
        "paper": paper,
        "version": version,
        "decides": decides,
        "verdict": _verdict(version, to_decide),
        "open_count": sum(one.is_blocking for one in to_decide),
        "removable_count": sum(one.state == FindingState.OPEN and can_be_removed(one) for one in to_decide),
        "pages": _pages(part.object_list, decides),
        "pagination": pagination(part, lambda number: f"?page={number}"),
        "good_to_know": _pages(_by_page(one for one in every if one.kind not in BLOCKING_FINDINGS), decides=False),
        "looks": services.second_looks_of(paper, every) if decides else [],
        "asked": asked,
        "return_url": _return_url(asked) if asked and decides else "",
    }


def _return_url(asked: PaperRequest) -> str:
    """Where a report that was sent in is given back to its author with a reason; else the request itself."""
    if asked.status != RequestStatus.SUBMITTED:
        return asked.get_absolute_url()
    return reverse("meetings:request-decide", args=[asked.meeting.area.slug, asked.meeting.slug, asked.number, "return"])


def _by_page(findings: Iterable[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda one: (one.page is None, one.page or 0, one.position))


def _verdict(version: Any, to_decide: Sequence[Finding]) -> str:
    """The outcome as it stands: what was decided since intake counts."""
    if any(one.is_blocking for one in to_decide):
        return IntakeOutcome.REVIEW
    was_repaired = version and version.outcome == IntakeOutcome.REPAIRED
    return IntakeOutcome.REPAIRED if was_repaired else IntakeOutcome.ACCEPTED


def _pages(findings: Iterable[Finding], decides: bool) -> list[FoundPage]:
    return [
        FoundPage(number, [_line(one, decides) for one in here], _alt(number, here))
        for number, group in groupby(findings, key=lambda one: one.page)
        for here in [list(group)]
    ]


def _line(finding: Finding, decides: bool) -> FoundLine:
    return FoundLine(
        finding=finding,
        meaning=str(MEANINGS[FindingKind(finding.kind)]),
        can_keep=decides and finding.is_blocking,
        can_remove=decides and finding.state == FindingState.OPEN and can_be_removed(finding),
        can_reopen=decides and finding.state == FindingState.KEPT,
    )


def _alt(number: int | None, findings: Sequence[Finding]) -> str:
    """What the marks of a page's picture show; empty when there is nothing to show."""
    marked = [one for one in findings if one.marks and one.state != FindingState.REMOVED]
    if number is None:
        return ""
    if not marked:
        return _("Page %(page)s of the file, with no marks") % {"page": number}
    kinds = ", ".join(dict.fromkeys(str(one.get_kind_display()).lower() for one in marked))
    return _("Page %(page)s of the file. Marked: %(kinds)s") % {"page": number, "kinds": kinds}
