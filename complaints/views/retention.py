"""How long complaints are kept: those that ended with their last day, holds, and erasing. For the panel's lead officer."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from complaints import permissions
from complaints.forms.retention import EraseForm, HoldForm, ReleaseForm
from complaints.models import Complaint
from complaints.rules.retention import Kept
from complaints.services import retention as services
from complaints.views.acts import allowed, find_complaint
from complaints.views.links import crumbs
from interface import clock
from interface.once import done_once
from interface.tables import Column, Table
from interface.templatetags.dates import long_date, short_date
from interface.templatetags.govuk import tag
from panels.models import Body, Rule
from panels.rules import amount_words
from panels.views.keeping import ActPage, act, posted
from panels.views.ruled import Ruled

LINK = '<a class="govuk-link" href="{}">{}</a>'
BOX = (
    '<div class="govuk-checkboxes govuk-checkboxes--small" data-module="govuk-checkboxes"><div class="govuk-checkboxes__item">'
    '<input class="govuk-checkboxes__input" id="erase-{0}" name="reference" type="checkbox" value="{0}" form="to-erase">'
    '<label class="govuk-label govuk-checkboxes__label" for="erase-{0}"><span class="govuk-visually-hidden">{1}</span></label>'
    "</div></div>"
)


@login_required
@require_safe
def retention_list(request: Any, area: str) -> HttpResponse:
    """Every complaint that is over: until when it is kept, whether somebody holds it, and which would be erased today."""
    panel = _kept_panel(request)
    found = _found(request)
    due = [one for one in found if one.is_due]
    columns = [
        Column("reference", _("Reference"), _reference, heads_row=True),
        Column("ended", _("Ended"), lambda one: short_date(one.complaint.ended_on)),
        Column("kept", _("Last day kept"), lambda one: short_date(one.last_day) or _("not known")),
        Column("state", _("State"), _state),
        Column("acts", _("Hold"), _acts, stack_label=""),
    ]
    if due:
        columns.append(Column("erase", _("Erase"), _box))
    rows = sorted(found, key=lambda one: not one.is_due)
    table = Table(
        request, rows, columns=columns, caption=_("Complaints that are over"),
        empty=_("No complaint is over. Those that end are listed here with the last day on which they are kept."),
    )  # fmt: skip
    words = ngettext("%(count)s complaint would be erased today", "%(count)s complaints would be erased today", len(due))
    erased = Complaint.objects.visible_to(request.user).filter(area=request.area, erased_at__isnull=False).count()
    gone = ngettext("%(count)s was erased before", "%(count)s were erased before", erased)
    context = {
        "table": table, "words": words % {"count": f"{len(due):,}"}, "gone": gone % {"count": f"{erased:,}"} if erased else "",
        "rule": _rule(panel), "any_due": bool(due), "breadcrumbs": crumbs(request),
    }  # fmt: skip
    return render(request, "complaints/retention_list.html", context)


def _found(request: Any) -> list[Kept]:
    """What is kept of the bodies whose records the reader keeps."""
    seen = set(Complaint.objects.visible_to(request.user).filter(area=request.area).values_list("pk", flat=True))
    return [one for one in services.all_kept(area=request.area) if one.complaint.pk in seen]


def _rule(panel: Body) -> dict[str, Any] | None:
    rule = services.retention_rule(panel)
    if rule is None:
        return None
    is_verified = rule.is_verified if isinstance(rule, Rule) else True  # the panel's own rule is its own to know
    words = _("Kept for %(time)s after they end") % {"time": amount_words(rule.number, rule.unit)}
    return {"words": words, "law": Ruled(rule.title, rule.provision, is_verified).words}


def _reference(one: Kept) -> SafeString:
    return format_html(LINK, one.complaint.get_absolute_url(), one.complaint.reference)


def _state(one: Kept) -> SafeString:
    if one.is_due:
        return format_html("{}", tag(_("Due"), "yellow"))
    if one.complaint.held_at is not None:
        return format_html('{}<br><span class="app-quiet">{}</span>', tag(_("On hold"), "orange"), one.complaint.hold_reason)
    return format_html("{}", _("Kept") if one.last_day else one.why)


def _acts(one: Kept) -> SafeString:
    words = _("Release") if one.complaint.held_at else _("Hold")
    link = '<a class="govuk-link" href="{}">{}<span class="govuk-visually-hidden"> {}</span></a>'
    url = reverse("complaints:complaint-hold", args=[one.complaint.area.slug, one.complaint.reference])
    return format_html(link, url, words, one.complaint.reference)


def _box(one: Kept) -> SafeString | str:
    reference = one.complaint.reference
    return format_html(BOX, reference, _("Erase %(reference)s") % {"reference": reference}) if one.is_due else ""


# Holding ----------------------------------------------------------------------------------------------------------


@login_required
def complaint_hold(request: Any, area: str, reference: str) -> HttpResponse:
    """Hold a complaint back from erasure, or let it go again."""
    complaint = allowed(find_complaint(request, reference), _keeps_records, request)
    if complaint.erased_at is not None:
        raise Http404
    is_held = complaint.held_at is not None
    kind = ReleaseForm if is_held else HoldForm
    form = kind(posted(request), versioned=complaint)
    here = reverse("complaints:retention-list", args=[request.area.slug])
    facts = [{"term": _("Complaint"), "value": complaint.reference}]
    if is_held:
        facts.append({"term": _("On hold since"), "value": long_date(clock.as_local(complaint.held_at).date())})
        facts.append({"term": _("Why"), "value": complaint.hold_reason})
    title = _("Release %(reference)s") if is_held else _("Hold %(reference)s")
    words = _("Once its last day has passed it may be erased.") if is_held else _("It is kept until somebody releases it.")
    page = ActPage(
        title % {"reference": reference}, _("Release the complaint") if is_held else _("Hold the complaint"),
        [*crumbs(request), {"url": here, "text": _("How long they are kept")}], words=[words], facts=facts,
    )  # fmt: skip

    def work() -> str:
        version = form.cleaned_data["version"]
        if is_held:
            services.release_complaint(complaint=complaint, version=version, actor=request.user)
            messages.success(request, _("%(reference)s is released") % {"reference": reference})
        else:
            reason = form.cleaned_data["reason"]
            services.hold_complaint(complaint=complaint, version=version, reason=reason, actor=request.user)
            messages.success(request, _("%(reference)s is on hold") % {"reference": reference})
        return here

    return act(request, form, page, work)


# Erasing ----------------------------------------------------------------------------------------------------------


@login_required
def retention_erase(request: Any, area: str) -> HttpResponse:
    """Erase the complaints that were chosen, after showing what goes and what stays."""
    _kept_panel(request)
    due = {one.complaint.reference: one for one in _found(request) if one.is_due}
    asked = request.POST.getlist("reference") if request.method == "POST" else request.GET.getlist("reference")
    chosen = [due[one] for one in dict.fromkeys(asked) if one in due]
    back = reverse("complaints:retention-list", args=[request.area.slug])
    initial = {"reference": [one.complaint.reference for one in chosen]}
    over = Complaint.objects.visible_to(request.user).filter(area=request.area, ended_on__isnull=False)
    form = EraseForm(posted(request), references=list(over.values_list("reference", flat=True)), initial=initial)

    def work() -> str:
        rows = over.filter(reference__in=form.cleaned_data["reference"])
        gone = services.erase_complaints(complaints=rows, actor=request.user)
        words = ngettext("%(names)s is erased", "%(names)s are erased", len(gone))
        messages.success(request, words % {"names": ", ".join(gone)})
        return back

    if form.is_valid() and (url := done_once(form, work)):
        return redirect(url)
    context = {
        "form": form, "chosen": chosen, "back": back,
        "breadcrumbs": [*crumbs(request), {"url": back, "text": _("How long they are kept")}],
    }  # fmt: skip
    return render(request, "complaints/retention_erase.html", context)


def _keeps_records(user: Any, complaint: Complaint) -> bool:
    return permissions.can_keep_records(user, complaint.body)


def _kept_panel(request: Any) -> Body:
    """The area's panel, whose records the reader keeps; 403 for who does not."""
    panel = Body.objects.visible_to(request.user).panel_of(request.area, clock.today())
    if panel is None:
        raise Http404
    if not permissions.can_keep_records(request.user, panel):
        raise PermissionDenied
    return panel
