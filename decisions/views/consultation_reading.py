"""Responses to consultations as they are read: the list, one of them, and both as files."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from decisions import permissions
from decisions.choices import ConsultationStatus
from decisions.filters import ConsultationFilter
from decisions.models import Consultation
from decisions.resources import answer_dataset, consultation_dataset
from decisions.rules.consultations import fold_answers, late_words, must_be_decided, publish_problems
from decisions.views.office import crumbs
from interface import markdown
from interface.tables import Column, Table
from interface.templatetags.dates import long_date, short_date
from interface.templatetags.govuk import tag
from meetings.views import listing

QUIET = '{}<br><span class="app-quiet govuk-!-font-weight-regular">{}</span>'


def find(request: Any, reference: str) -> Consultation:
    """A response that the reader may see."""
    seen = Consultation.objects.visible_to(request.user).select_related("area")
    return get_object_or_404(seen, area=request.area, reference=reference)


def state_tag(consultation: Consultation) -> str:
    """How far a response is, as a tag."""
    words = {
        ConsultationStatus.OPEN: (_("Being answered"), "blue"),
        ConsultationStatus.SENT: (_("Sent"), "teal"),
        ConsultationStatus.PUBLISHED: (_("Published"), "green"),
    }  # fmt: skip
    return tag(*words[ConsultationStatus(consultation.status)])


def list_step(request: Any) -> tuple[str, str]:
    """The list, as a step on the way to a page below it."""
    return reverse("consultations:consultation-list", args=[request.area.slug]), _("Responses to consultations")


@require_safe
def consultation_list(request: Any, area: str) -> HttpResponse:
    """On what was the Commissioner asked for a view, and what was said?"""
    narrowed = _narrowed(request)
    table = _table(request, narrowed)
    works = permissions.can_work_on_decisions(request.user, request.area)
    words = ngettext("%(count)s consultation", "%(count)s consultations", table.count) % {"count": f"{table.count:,}"}
    table.empty = _empty(narrowed, works=works)
    context = {
        "table": table, "works": works, "breadcrumbs": crumbs(request),
        **listing.shown(request, narrowed, words=words, export="consultations:consultation-export"),
    }  # fmt: skip
    context["exports"] = context["exports"] if table.count else []
    return render(request, "decisions/consultation_list.html", context)


@require_safe
def consultation_export(request: Any, area: str, fmt: str) -> HttpResponse:
    """Exactly what the list shows with its filters and its order, on every page of it."""
    rows = _table(request, _narrowed(request)).page.paginator.object_list
    return listing.dataset_as_file(consultation_dataset(rows), fmt=fmt, name=f"{area}-consultations")


def _narrowed(request: Any) -> ConsultationFilter:
    seen = Consultation.objects.visible_to(request.user).filter(area=request.area).select_related("area")
    return ConsultationFilter(request.GET, queryset=seen.order_by("-reference"))


def _table(request: Any, narrowed: ConsultationFilter) -> Table:
    columns = [
        Column("title", _("Consultation"), _title_cell, "title", heads_row=True),
        Column("asked_by", _("Who asks"), "asked_by", "asked_by"),
        Column("closes", _("Closes"), lambda one: short_date(one.closes_on) or _("not known"), "closes_on"),
        Column("sent", _("Response"), _response_cell, "responded_on"),
    ]
    return Table(request, narrowed.rows, columns=columns, caption=_("Consultations, the newest first"), empty="")


def _title_cell(one: Consultation) -> SafeString:
    link = format_html('<a class="govuk-link" href="{}">{}</a>', one.get_absolute_url(), one.title)
    private = "" if one.published_at else format_html(" {}", tag(_("Private")))
    return format_html(QUIET, format_html("{}{}", link, private), one.reference)


def _response_cell(one: Consultation) -> str:
    state = state_tag(one)
    return format_html(QUIET, state, _("sent %(day)s") % {"day": short_date(one.responded_on)}) if one.responded_on else state


def _empty(narrowed: ConsultationFilter, *, works: bool) -> str:
    """Why no row is shown, and what to do next."""
    if narrowed.in_force():
        return _("No consultations match. Remove a filter.")
    if works:
        return _("No consultation is entered yet. Enter one when the Commissioner is asked for a view.")
    return _("No response is published yet. Responses to national consultations appear here once they are sent and published.")


# One of them ----------------------------------------------------------------------------------------------------------


@require_safe
def consultation_detail(request: Any, area: str, reference: str) -> HttpResponse:
    """What was the Commissioner asked, and what is the answer, question by question?"""
    one = find(request, reference)
    works = permissions.can_work_on_decisions(request.user, request.area)
    answers = list(one.answers.visible_to(request.user).order_by("position", "number"))
    every = list(one.files.visible_to(request.user).order_by("number")) if works else list(_standing(one))
    files = [file for file in every if file.removed_at is None]
    context = {
        "consultation": one,
        "state": state_tag(one),
        "facts": _facts(one, answers),
        "late": late_words(one),
        "text": markdown.render(one.text, level=3),
        "answers": answers,
        "answer_exports": _answer_exports(one) if answers else [],
        "files": [{"row": file, "must_decide": works and must_be_decided(file)} for file in files],
        "removed": [file for file in every if file.removed_at is not None],
        "works": works,
        "can_write": works and one.status == ConsultationStatus.OPEN,
        "problems": publish_problems(one, files) if works and one.status == ConsultationStatus.SENT else [],
        "breadcrumbs": crumbs(request, list_step(request)),
    }
    return render(request, "decisions/consultation_detail.html", context)


def _standing(one: Consultation) -> Iterable[Any]:
    return one.files.kept().order_by("number")


def _facts(one: Consultation, answers: list[Any]) -> list[dict[str, Any]]:
    """The facts of a consultation, without those that it does not have."""
    shares = ", ".join(_("%(answer)s: %(count)d") % {"answer": label, "count": count} for label, count in fold_answers(answers))
    link = format_html('<a class="govuk-link" href="{0}" rel="noopener noreferrer">{0}</a>', one.url) if one.url else ""
    rows = [
        (_("Who asks"), one.asked_by),
        (_("Where it is published"), link),
        (_("Closes on"), long_date(one.closes_on)),
        (_("Response sent on"), long_date(one.responded_on)),
        (_("Answers on the scale"), shares),
        (_("Reference"), one.reference),
    ]
    return [{"term": term, "value": value} for term, value in rows if value]


def _answer_exports(one: Consultation) -> list[dict[str, str]]:
    return [
        {"text": _("Download the answers as %(kind)s") % {"kind": fmt.upper()},
         "url": reverse("consultations:answer-export", args=[one.area.slug, one.reference, fmt])}
        for fmt in listing.FORMATS
    ]  # fmt: skip


@require_safe
def answer_export(request: Any, area: str, reference: str, fmt: str) -> HttpResponse:
    """The answers of a response as a table, in their order."""
    one = find(request, reference)
    rows = one.answers.visible_to(request.user).order_by("position", "number")
    return listing.dataset_as_file(answer_dataset(rows), fmt=fmt, name=f"{area}-{one.reference}-answers")
