"""Do agenda, minutes and register of a board agree? Row by row, with the evidence, and a correction of each reading."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from decisions import permissions
from decisions.choices import Agreement, BoardSide
from decisions.forms.boards import CorrectForm, UndoCorrectionForm
from decisions.models import BoardCorrection, Decision
from decisions.rules.reconciliation import Mention, Row, reading_words
from decisions.services.boards.corrections import correct, differing, undo_correction
from decisions.services.boards.reconciling import Laid, Place, lay_side_by_side, standing_corrections
from decisions.views.board_parts import board_crumbs, board_url, find_board
from decisions.views.cases import sent
from interface.once import done_once
from interface.templatetags.govuk import tag
from meetings.choices import MinutesStatus
from meetings.models import Meeting
from meetings.views.addresses import pack_page

COLOURS: dict[str, str] = {
    Agreement.MATCHED: "green", Agreement.RENUMBERED: "orange", Agreement.SWAPPED: "orange", Agreement.MISSING: "red",
    Agreement.NEW: "yellow", Agreement.CORRECTED: "green",
}  # fmt: skip
WHY_HINTS = {
    MinutesStatus.PUBLISHED: gettext_lazy("The clerk and the members of the board read this with the correction of the minutes"),
    MinutesStatus.CONFIRMED: gettext_lazy("It is printed with the corrigendum: everybody who reads the minutes reads it"),
}
MARKS_BETWEEN = 5  # letters that may stand around a number and a title: a dash, brackets, a full stop
OFFICE_HINT = gettext_lazy("Those who keep the papers of this board read this")


@login_required
@require_safe
def reconciliation(request: Any, area: str, meeting: str) -> HttpResponse:
    """Agenda, minutes and register side by side, decision by decision."""
    board = find_board(request, meeting)
    laid = lay_side_by_side(board, request.user)
    corrections = standing_corrections(board)
    context = {
        "meeting": board,
        "laid": laid,
        "rows": [_row(request, board, row) for row in laid.rows],
        "all_agree": bool(laid.rows) and laid.agree == laid.count,
        "corrections": [_correction(request, board, one) for one in corrections],
        "decisions_url": board_url(board, "board-decision-list"),
        "breadcrumbs": board_crumbs(request, board),
    }
    return render(request, "decisions/reconciliation.html", context)


def _row(request: Any, meeting: Meeting, row: Row) -> dict[str, Any]:
    return {
        "row": row,
        "agenda": _cell(request, meeting, row.agenda),
        "minutes": _cell(request, meeting, row.minutes),
        "decision_url": _decision_url(request, meeting, row),
        "tag": tag(Agreement(row.agreement).label, COLOURS[row.agreement]),
        "correct_url": "" if row.agrees else board_url(meeting, "reading-correct", row.key),
    }


def _cell(request: Any, meeting: Meeting, mention: Mention | None) -> dict[str, Any] | None:
    """How a paper has a decision: its number and title there, where that is, the way there, and the words around it."""
    if mention is None:
        return None
    place: Place = mention.place
    says_more = len(mention.quote) > len(mention.literal) + len(mention.title) + MARKS_BETWEEN
    return {
        "mention": mention,
        "quote": mention.quote if says_more else "",
        "where": _where(place),
        "url": _place_url(meeting, place),
    }


def _where(place: Place) -> str:
    return _("%(place)s, page %(page)d of the pack") % {"place": place.words, "page": place.page} if place.page else place.words


def _place_url(meeting: Meeting, place: Place) -> str:
    if place.anchor:
        return f"{reverse('meetings:minutes-detail', args=[meeting.area.slug, meeting.slug])}#{place.anchor}"
    return pack_page(meeting, place.page) if place.page else meeting.get_absolute_url()


def _decision_url(request: Any, meeting: Meeting, row: Row) -> str:
    if row.register is None or not permissions.can_work_on_decisions(request.user, meeting.area):
        return ""
    return reverse("decisions:decision-detail", args=[meeting.area.slug, row.register.reference.replace("/", "-")])


def _correction(request: Any, meeting: Meeting, one: BoardCorrection) -> dict[str, Any]:
    return {
        "correction": one,
        "words": _words(one),
        "in_minutes": _in_minutes(one),
        "undo_url": board_url(meeting, "reading-undo", one.number),
    }


def _words(one: BoardCorrection) -> str:
    return reading_words(one.side, one.printed, one.decision.reference)


def _in_minutes(one: BoardCorrection) -> str:
    """What the correction set off in the minutes."""
    if one.minutes_correction is not None:
        said = {"number": one.minutes_correction.number, "state": one.minutes_correction.get_status_display().lower()}
        return _("Correction %(number)d of the minutes: %(state)s") % said
    if one.corrigendum is not None:
        return _("Corrigendum %(number)d of the minutes") % {"number": one.corrigendum.number}
    return ""


# Put right, and undone -----------------------------------------------------------------------------------------------


@login_required
def reading_correct(request: Any, area: str, meeting: str, key: str) -> HttpResponse:
    """Say which decision the papers mean by what they print."""
    board = find_board(request, meeting)
    laid = lay_side_by_side(board, request.user)
    if (row := laid.row(key)) is None:
        raise Http404
    minutes = getattr(board, "minutes", None)
    hint = WHY_HINTS.get(minutes.status, OFFICE_HINT) if minutes is not None and row.minutes else OFFICE_HINT
    form = CorrectForm(sent(request), decisions=None if row.register else _decisions(request, board), why_hint=hint)
    if form.is_valid() and (url := done_once(form, lambda: _correct(request, board, key, form))):
        return redirect(url)
    context = {
        "form": form,
        "meeting": board,
        "one": _row(request, board, row),
        "will": _will(board, laid, row),
        "breadcrumbs": board_crumbs(request, board, below="reconciliation"),
    }
    return render(request, "decisions/reconciliation_correct.html", context)


def _decisions(request: Any, meeting: Meeting) -> Any:
    """The decisions of the area around the year of a board, for who may know of all of them."""
    year = meeting.held_on.year
    rows = Decision.objects.visible_to(request.user).filter(area=meeting.area_id, year__range=(year - 1, year + 1))
    if not permissions.can_work_on_decisions(request.user, meeting.area):
        rows = rows.none()
    return rows.order_by("-year", "number")


def _correct(request: Any, meeting: Meeting, key: str, form: CorrectForm) -> str:
    facts = {"why": form.cleaned_data["why"], "decision": form.cleaned_data.get("decision")}
    made = correct(meeting=meeting, key=key, actor=request.user, **facts)
    messages.success(request, " ".join(_words(one) for one in made))
    return board_url(meeting, "reconciliation")


def _will(meeting: Meeting, laid: Laid, row: Row) -> list[str]:
    """What putting the reading right does, line by line."""
    known = row.register.reference if row.register else ""
    reference = known or _("the decision that you choose")
    found = []
    for side, mention in differing(laid, row, known):
        on_agenda = side == BoardSide.AGENDA
        said = {"printed": mention.printed if mention else "", "reference": reference}
        if mention is None:
            words = (
                _("It is kept that the agenda leaves it out.") if on_agenda else _("It is kept that the minutes leave it out.")
            )
        elif on_agenda:
            words = _("On the agenda %(printed)s is read as %(reference)s. The printed agenda stays as it is.") % said
        else:
            words = _("In the minutes %(printed)s is read as %(reference)s.") % said + _minutes_follow(meeting)
        found.append(words)
    return found


def _minutes_follow(meeting: Meeting) -> str:
    minutes = getattr(meeting, "minutes", None)
    if minutes is not None and minutes.status == MinutesStatus.PUBLISHED:
        return " " + _("A correction of the draft minutes is proposed.")
    if minutes is not None and minutes.is_confirmed:
        return " " + _("The minutes are confirmed, so a corrigendum is put beside them.")
    return " " + _("The minutes are still being written: change them there too.")


@login_required
def reading_undo(request: Any, area: str, meeting: str, number: int) -> HttpResponse:
    """Take back a reading that was put right in error."""
    board = find_board(request, meeting)
    rows = BoardCorrection.objects.filter(meeting=board, undone_at__isnull=True)
    one = get_object_or_404(rows.select_related("decision", "minutes_correction", "corrigendum"), number=number)
    form = UndoCorrectionForm(sent(request))
    if form.is_valid() and (url := done_once(form, lambda: _undo(request, board, one, form))):
        return redirect(url)
    context = {
        "form": form,
        "meeting": board,
        "correction": one,
        "words": _words(one),
        "in_minutes": _in_minutes(one),
        "breadcrumbs": board_crumbs(request, board, below="reconciliation"),
    }
    return render(request, "decisions/reconciliation_undo.html", context)


def _undo(request: Any, meeting: Meeting, one: BoardCorrection, form: UndoCorrectionForm) -> str:
    undo_correction(correction=one, why=form.cleaned_data["why"], actor=request.user)
    messages.success(request, _("The reading is undone"))
    return board_url(meeting, "reconciliation")
