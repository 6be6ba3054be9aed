"""What the public asked and what it was told; and the queue of those who decide on it."""

from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Case, F, Value, When
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from documents.services.personal import personal_data
from interface import clock
from interface.tables import PAGE_SIZE, Column, Table, pagination
from interface.templatetags.dates import clock_time, day_date, long_date, short_date
from interface.templatetags.govuk import tag
from meetings import permissions
from meetings.choices import QuestionKind, QuestionStatus
from meetings.filters import QuestionFilter, QueueFilter
from meetings.models import PublicQuestion
from meetings.resources import QuestionResource
from meetings.services.questions.deciding import papers_that_hold
from meetings.services.questions.redaction import marked_lines
from meetings.views import listing

COLOURS = {
    QuestionStatus.RECEIVED: "yellow",
    QuestionStatus.ACCEPTED: "blue",
    QuestionStatus.ANSWERED: "green",
    QuestionStatus.REJECTED: "red",
    QuestionStatus.WITHDRAWN: "magenta",
}


@require_safe
def question_list(request: Any, area: str) -> HttpResponse:
    """What was asked at question time, meeting by meeting, with the answers."""
    narrowed = _narrowed(request)
    page = Paginator(narrowed.rows, PAGE_SIZE).get_page(request.GET.get("page"))
    count = page.paginator.count
    words = ngettext("%(count)s submission", "%(count)s submissions", count) % {"count": f"{count:,}"}
    context = {
        "groups": [{"meeting": meeting, "questions": list(rows)} for meeting, rows in groupby(page, lambda one: one.meeting)],
        "pagination": pagination(page, lambda number: f"{listing.address(request, page=str(number))}"),
        "several": narrowed.several,
        "keeps": permissions.can_call_panel(request.user, request.area),
        "meeting": narrowed.one_meeting,
        **listing.shown(request, narrowed, words=words, export="questions:question-export"),
    }
    context["empty"] = "" if count else _empty(narrowed)
    context["exports"] = context["exports"] if count else []
    return render(request, "meetings/question_list.html", context)


@require_safe
def question_export(request: Any, area: str, fmt: str) -> HttpResponse:
    """Exactly what the list shows with its filters, on every page of it."""
    return listing.as_file(QuestionResource(), list(_narrowed(request).rows), fmt=fmt, name=f"{area}-questions")


@require_safe
def question_detail(request: Any, area: str, reference: str) -> HttpResponse:
    """A submission as it was accepted, with its answer; for those who keep the queue, all that there is of it."""
    question = find_question(request, reference)
    keeps = permissions.can_keep_questions(request.user, question.body)
    context: dict[str, Any] = {
        "question": question,
        "state": state_of(question),
        "is_answered": question.status == QuestionStatus.ANSWERED,
        "keeps": keeps,
        "item": _item_shown(request, question),
    }
    if keeps:
        context |= _staff_block(question)
    return render(request, "meetings/question_detail.html", context)


@login_required
@require_safe
def question_queue(request: Any, area: str) -> HttpResponse:
    """What must be answered or refused? The oldest on top."""
    if not permissions.can_call_panel(request.user, request.area):
        raise PermissionDenied
    kept = PublicQuestion.objects.kept_by(request.user).for_page().filter(area=request.area).order_by("received_at", "reference")
    narrowed = QueueFilter(request.GET, queryset=kept, user=request.user, area=request.area)
    table = _queue_table(request, narrowed)
    words = ngettext("%(count)s submission", "%(count)s submissions", table.count) % {"count": f"{table.count:,}"}
    context = {"table": table, **listing.shown(request, narrowed, words=words, export="questions:question-export")}
    context["exports"] = []
    nothing = _("Nothing waits to be decided or answered.")
    table.empty = _("No submissions match. Remove a filter.") if context["any_filter"] else nothing
    return render(request, "meetings/question_queue.html", context)


def _item_shown(request: Any, question: PublicQuestion) -> Any:
    """The item that it is on, where the reader may know of it: of an agenda that is being prepared, who prepares it."""
    meeting, item = question.meeting, question.item
    if meeting is None or item is None or permissions.can_edit_agenda(request.user, meeting):
        return item
    if not meeting.agenda_is_out:
        return None
    return None if item.is_private and not permissions.can_read_private(request.user, meeting) else item


def find_question(request: Any, reference: str) -> PublicQuestion:
    """A submission that the reader may know of."""
    seen = PublicQuestion.objects.visible_to(request.user).for_page().filter(area=request.area)
    return get_object_or_404(seen, reference=reference)


def state_of(question: PublicQuestion) -> str:
    """How far it has come, in a tag."""
    return tag(question.get_status_display(), COLOURS[QuestionStatus(question.status)])


def _narrowed(request: Any) -> QuestionFilter:
    """What was accepted and the reader may read, the latest meeting first; what waits for one stands on top."""
    seen = PublicQuestion.objects.visible_to(request.user).taken().for_page().filter(area=request.area)
    order = Case(*(When(kind=kind, then=Value(place)) for place, kind in enumerate(QuestionKind.values)))
    newest = (F("meeting__held_on").desc(nulls_first=True), "meeting__slug")
    return QuestionFilter(
        request.GET, queryset=seen.order_by(*newest, order, "received_at", "reference"), user=request.user, area=request.area
    )


def _empty(narrowed: QuestionFilter) -> str:
    if len(narrowed.in_force()) > 1 or (narrowed.in_force() and not narrowed.one_meeting):
        return _("No submissions match. Remove a filter.")
    if not narrowed.one_meeting:
        return _("No question, statement or petition has been published yet.")
    day = long_date(narrowed.one_meeting.held_on)
    if narrowed.one_meeting.held_on >= clock.today():
        return _("No questions are accepted yet for %(day)s.") % {"day": day}
    return _("No questions were asked at the meeting of %(day)s, or none is published.") % {"day": day}


def _staff_block(question: PublicQuestion) -> dict[str, Any]:
    """What only those who keep the queue read: words and name as sent, how to reach the sender, moves, and what can be done."""
    is_live = question.status in (QuestionStatus.RECEIVED, QuestionStatus.ACCEPTED)
    out = papers_that_hold(question)
    may_change = is_live and not out
    is_taken = question.is_accepted
    return {
        "lines": marked_lines(question, question.words),
        "sender": getattr(question, "sender", None),
        "moves": question.moves.select_related("from_meeting", "to_meeting").all(),
        "papers_out": out,
        "can_decide": may_change,
        "can_answer": is_taken,
        "can_reopen": question.status == QuestionStatus.ANSWERED
        or (question.status in (QuestionStatus.ACCEPTED, QuestionStatus.REJECTED) and not out),
    }


def _queue_table(request: Any, narrowed: QueueFilter) -> Table:
    columns = [
        Column("reference", _("Reference"), _reference_cell, "reference", heads_row=True),
        Column("kind", _("Kind"), lambda one: one.get_kind_display(), "kind"),
        Column("arrived", _("Arrived"), _arrived_cell, "received_at"),
        Column("meeting", _("Meeting and item"), lambda one: _meeting_cell(one, narrowed.several), "meeting__held_on"),
        Column("personal", _("Personal data"), _personal_cell),
        Column("state", _("State"), state_of, "status"),
    ]
    return Table(request, narrowed.rows, columns=columns, caption=_("What the public has sent"), empty="")


def _reference_cell(question: PublicQuestion) -> str:
    return format_html('<a class="govuk-link app-nowrap" href="{}">{}</a>', question.get_absolute_url(), question.reference)


def _arrived_cell(question: PublicQuestion) -> str:
    moment = clock.as_local(question.received_at)
    when = f"{short_date(moment)}, {clock_time(moment)}"
    if question.late_for is None:
        return format_html('<span class="app-nowrap">{}</span><br>{}', when, _("In time"))
    late = _("for %(day)s") % {"day": day_date(question.late_for.held_on)}
    return format_html('<span class="app-nowrap">{}</span><br>{} {}', when, tag(_("Late"), "orange"), late)


def _meeting_cell(question: PublicQuestion, several: bool) -> str:
    if question.meeting is None:
        return _("The next one, when it is announced")
    day = short_date(question.meeting.held_on)
    body = format_html('<br><span class="app-quiet">{}</span>', question.body.name) if several else ""
    item = _("Item %(number)s") % {"number": question.item.number} if question.item and question.item.number else ""
    return format_html('<span class="app-nowrap">{}</span>{}{}', day, format_html("<br>{}", item) if item else "", body)


def _personal_cell(question: PublicQuestion) -> str:
    """What was found in the words as sent, while they are to be decided; afterwards whether something may stay."""
    if question.status != QuestionStatus.RECEIVED:
        return _("May stay, with a reason") if question.personal_data_reason else _("none")
    found = {one.kind for one in personal_data(question.words)}
    labels = {"email": _("email address"), "phone": _("phone number"), "postcode": _("postcode")}
    names = [str(label) for kind, label in labels.items() if kind in found]
    return format_html("{} {}", tag(_("Take out"), "yellow"), ", ".join(names)) if names else _("none found")
