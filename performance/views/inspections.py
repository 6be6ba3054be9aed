"""Inspections as the office keeps them: entered, changed, published, their report out, answered, closed."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from decisions.forms.cases import ActForm
from interface import clock
from meetings.views.programme import sent
from panels import rulebook
from panels.models import Rule
from performance.forms.inspections import (
    CloseForm,
    CommentsForm,
    InspectionCreateForm,
    InspectionUpdateForm,
    ReportForm,
    ResponseForm,
    ResponsePublishForm,
)
from performance.models import Inspection, InspectionAsk
from performance.rules.inspections import unanswered
from performance.services import inspections as services
from performance.views.inspection_lists import list_step
from performance.views.inspection_reading import find
from performance.views.office import form_page, require_reporting


def own(request: Any, slug: str) -> Inspection:
    """An inspection that the reader keeps."""
    inspection = find(request, slug)
    require_reporting(request)
    return inspection


def page_of(request: Any, inspection: Inspection) -> dict[str, Any]:
    """What the pages below an inspection have around their form."""
    return {
        "caption": inspection.title,
        "back": (inspection.get_absolute_url(), _("Back to the inspection")),
        "steps": [list_step(request), (inspection.get_absolute_url(), inspection.title)],
    }


def work_of(service: Callable[..., Any], inspection: Inspection, request: Any, form: Any, part: str = "") -> Callable[[], str]:
    """Work that a form asks for, upon an inspection; it leads to its page, or to a part of that."""

    def work() -> str:
        service(inspection=inspection, actor=request.user, **_facts(form))
        return f"{inspection.get_absolute_url()}{part}"

    return work


def _facts(form: Any) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "token"}


@login_required
def inspection_create(request: Any, area: str) -> HttpResponse:
    """Enter an inspection."""
    require_reporting(request)
    form = InspectionCreateForm(sent(request))

    def work() -> str:
        return services.create_inspection(area=request.area, actor=request.user, **form.facts()).get_absolute_url()

    return form_page(
        request, form, work, title=_("Enter an inspection"), button=_("Enter the inspection"), done=_("Inspection entered"),
        words=[_("Only the office reads it until you publish it. Where its report is out already, say so on the next page.")],
        back=(list_step(request)[0], _("Back to the list")), steps=[list_step(request)],
    )  # fmt: skip


@login_required
def inspection_update(request: Any, area: str, slug: str) -> HttpResponse:
    """Change an inspection."""
    inspection = own(request, slug)
    form = InspectionUpdateForm(sent(request), inspection=inspection)
    work = work_of(services.change_inspection, inspection, request, form)
    return form_page(
        request, form, work, title=_("Change the inspection"), button=_("Save the inspection"), done=_("Inspection saved"),
        **page_of(request, inspection),
    )  # fmt: skip


def _act(request: Any, slug: str, service: Callable[..., Any], **page: Any) -> HttpResponse:
    """A page that asks to be sure, and does it."""
    inspection = own(request, slug)
    form = ActForm(sent(request), row=inspection)
    return form_page(
        request, form, work_of(service, inspection, request, form), **page, **page_of(request, inspection)
    )  # fmt: skip


@login_required
def inspection_publish(request: Any, area: str, slug: str) -> HttpResponse:
    """Let everybody know of an inspection."""
    words = [
        _("Everybody can then read it with its grades and recommendations, and those that you add later."),
        _("The draft of the response and the chief officer’s comments stay with the office until you publish the response."),
    ]
    return _act(
        request, slug, services.publish_inspection, title=_("Publish the inspection"), button=_("Publish inspection"),
        done=_("Inspection published"), words=words,
    )  # fmt: skip


@login_required
def inspection_hide(request: Any, area: str, slug: str) -> HttpResponse:
    """Take an inspection from the public."""
    return _act(
        request, slug, services.hide_inspection, title=_("Take the inspection from the public"), button=_("Take from the public"),
        done=_("The inspection is no longer public"), words=[_("Only the office reads it then. It can be published again.")],
    )  # fmt: skip


@login_required
def inspection_close(request: Any, area: str, slug: str) -> HttpResponse:
    """Close an inspection."""
    inspection = own(request, slug)
    form = CloseForm(sent(request), row=inspection)
    return form_page(
        request, form, work_of(services.close_inspection, inspection, request, form), title=_("Close the inspection"),
        button=_("Close inspection"), done=_("Inspection closed. You can open it again"),
        words=[_("Nobody works on it any more. Its recommendations stay in their list.")], **page_of(request, inspection),
    )  # fmt: skip


@login_required
def inspection_reopen(request: Any, area: str, slug: str) -> HttpResponse:
    """Open an inspection again."""
    return _act(
        request, slug, services.reopen_inspection, title=_("Open the inspection again"), button=_("Open again"),
        done=_("Inspection opened again"),
    )  # fmt: skip


# The report and what is said to it ----------------------------------------------------------------------------------


@login_required
def inspection_report(request: Any, area: str, slug: str) -> HttpResponse:
    """Say that the report is out, or correct since when."""
    inspection = own(request, slug)
    form = ReportForm(sent(request), inspection=inspection)
    title = _("Correct the day of the report") if inspection.report_on else _("Say that the report is published")
    return form_page(
        request, form, work_of(services.report_published, inspection, request, form), title=title, button=_("Save the report"),
        done=_("Report saved"), words=_time_words(request, inspection), **page_of(request, inspection),
    )  # fmt: skip


def _time_words(request: Any, inspection: Inspection) -> list[str]:
    """How long the Commissioner has, as the rule book says, and whether anybody verified it."""
    rule = _rule(request, inspection)
    if rule is None:
        return [_("The rule book holds no time for the response.")]
    said = {"days": rule.number, "provision": rule.provision}
    words = _("The Commissioner then has %(days)d days to publish a response, that day counted: %(provision)s.") % said
    return [words if rule.is_verified else f"{words} {_('Not yet verified.')}"]


def _rule(request: Any, inspection: Inspection) -> Rule | None:
    try:
        return rulebook.rule_for(request.area, rulebook.INSPECTION_RESPONSE, on=inspection.report_on or clock.today())
    except rulebook.RuleMissing:
        return None


@login_required
def report_take_back(request: Any, area: str, slug: str) -> HttpResponse:
    """Take back that the report is out."""
    words = [_("Do so only where it was entered in error. The time for the response no longer runs.")]
    return _act(
        request, slug, services.take_back_report, title=_("Take back that the report is published"), button=_("Take back"),
        done=_("Taken back: no report is published"), words=words,
    )  # fmt: skip


@login_required
def force_comments(request: Any, area: str, slug: str) -> HttpResponse:
    """Keep what the chief officer says."""
    inspection = own(request, slug)
    form = CommentsForm(sent(request), inspection=inspection)
    return form_page(
        request, form, work_of(services.take_force_comments, inspection, request, form, "#comments"),
        title=_("The chief officer’s comments"), button=_("Save the comments"), done=_("Comments saved"),
        words=[_("The Commissioner asks the chief officer first. The comments are published with the response.")],
        **page_of(request, inspection),
    )  # fmt: skip


@login_required
def response_write(request: Any, area: str, slug: str) -> HttpResponse:
    """Write the response."""
    inspection = own(request, slug)
    form = ResponseForm(sent(request), inspection=inspection)
    work = work_of(services.write_response, inspection, request, form, "response/")
    return form_page(
        request, form, work, title=_("Write the response"), button=_("Save the response"),
        done=_("Response saved. Only the office reads it"), words=_missing(inspection), **page_of(request, inspection),
    )  # fmt: skip


@login_required
def response_publish(request: Any, area: str, slug: str) -> HttpResponse:
    """Publish the response."""
    inspection = own(request, slug)
    form = ResponsePublishForm(sent(request), inspection=inspection)
    address = reverse("inspections:inspection-response", args=[inspection.area.slug, inspection.slug])
    words = [_("Everybody can then read it at %(address)s, with what is said of each recommendation.") % {"address": address}]
    return form_page(
        request, form, work_of(services.publish_response, inspection, request, form, "response/"),
        title=_("Publish the response"), button=_("Publish response"), done=_("Response published"),
        words=[*words, *_missing(inspection)], **page_of(request, inspection),
    )  # fmt: skip


def _missing(inspection: Inspection) -> list[str]:
    """What the law asks of a response and nobody has entered yet."""
    asks = list(InspectionAsk.objects.filter(inspection=inspection).kept())
    found, left = [], len(unanswered(asks))
    if left:
        words = ngettext(
            "Of %(count)d recommendation nobody has entered what is done about it, or why nothing is.",
            "Of %(count)d recommendations nobody has entered what is done about them, or why nothing is.", left,
        )  # fmt: skip
        found.append(words % {"count": left})
    if not inspection.force_comments:
        found.append(_("No comments of the chief officer are entered. The Commissioner must ask for them first."))
    return found


@login_required
def response_take_back(request: Any, area: str, slug: str) -> HttpResponse:
    """Take a published response back."""
    words = [_("It is a draft again that only the office reads, and the response is due again. You can publish it again.")]
    return _act(
        request, slug, services.take_back_response, title=_("Take the response back"), button=_("Take back response"),
        done=_("Response taken back"), words=words,
    )  # fmt: skip
