"""What changes in minutes that are out: members propose corrections, the clerk decides them; corrigenda afterwards."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from interface.markdown import plain
from interface.once import done_once, refused
from meetings import permissions
from meetings.choices import CorrectionStatus
from meetings.forms.corrections import CorrectionForm, CorrigendumForm, DecideCorrectionForm
from meetings.models import Correction, MinuteEntry, Minutes
from meetings.services.minutes import corrections as services
from meetings.services.minutes.reading import MinutesText, ReadEntry, read_minutes
from meetings.services.minutes.words import seen_title
from meetings.views.minutes import PRIVATE, find_minutes, own_minutes

ACCEPT, DECLINE, WITHDRAW = "accept", "decline", "withdraw"
BUTTONS = {
    ACCEPT: gettext_lazy("Accept the correction"),
    DECLINE: gettext_lazy("Decline the correction"),
    WITHDRAW: gettext_lazy("Take the correction back"),
}
DONE = {
    ACCEPT: gettext_lazy("The correction is accepted, and the draft is printed anew. Its author is told"),
    DECLINE: gettext_lazy("The correction is declined. Its author is told"),
    WITHDRAW: gettext_lazy("You have taken the correction back"),
}
COLOURS = {
    CorrectionStatus.PROPOSED: "blue",
    CorrectionStatus.ACCEPTED: "green",
    CorrectionStatus.DECLINED: "grey",
    CorrectionStatus.WITHDRAWN: "magenta",
}
WORDS_SHOWN = 12


def _find(request: Any, meeting: str) -> Minutes:
    """Minutes that are out, for members and those who prepare the meetings: corrections are their business."""
    found = find_minutes(request, meeting)
    if not permissions.can_read_private(request.user, found.meeting):
        raise PermissionDenied
    if not found.is_out:
        raise Http404
    return found


@login_required
@require_safe
def correction_list(request: Any, area: str, meeting: str) -> HttpResponse:
    """Every correction with what became of it, those to be decided first."""
    minutes = _find(request, meeting)
    rows = minutes.corrections.select_related("entry__item", "item", "proposed_by", "decided_by").order_by("number")
    places = _places(read_minutes(minutes, private=True))
    shown = [_row(request, one, minutes, places) for one in rows]
    context = {
        "minutes": minutes,
        "meeting": minutes.meeting,
        "waiting": [row for row in shown if row["correction"].status == CorrectionStatus.PROPOSED],
        "decided": [row for row in shown if row["correction"].status != CorrectionStatus.PROPOSED],
        "can_correct": permissions.can_propose_correction(request.user, minutes),
        "writes": permissions.can_write_minutes(request.user, minutes.meeting),
    }
    return _unkept(render(request, "meetings/correction_list.html", context))


def _places(text: MinutesText) -> dict[int, str]:
    """Where each entry stands on the page of the minutes."""
    return {entry.entry.pk: entry.anchor for item in text.items for entry in item.entries}


def _row(request: Any, correction: Correction, minutes: Minutes, places: dict[int, str]) -> dict[str, Any]:
    acts = []
    if correction.status == CorrectionStatus.PROPOSED and not minutes.is_confirmed:
        if permissions.can_write_minutes(request.user, minutes.meeting):
            acts += [ACCEPT, DECLINE]
        if permissions.can_withdraw_correction(request.user, correction):
            acts.append(WITHDRAW)
    item = correction.entry.item if correction.entry else correction.item
    return {
        "correction": correction,
        "colour": COLOURS[CorrectionStatus(correction.status)],
        "anchor": places.get(correction.entry_id or 0, f"item-{item.slug}" if item else ""),
        "item": _item_words(item) if item else "",
        "acts": [(act, BUTTONS[act]) for act in acts],
        "is_own": correction.proposed_by_id == request.user.pk,
    }


def _item_words(item: Any) -> str:
    return f"{item.number}. {seen_title(item, hidden=False)}" if item.number else seen_title(item, hidden=False)


@login_required
def correction_create(request: Any, area: str, meeting: str) -> HttpResponse:
    """Propose other words for some of the draft; `?entry=12` chooses the entry and quotes it."""
    minutes = find_minutes(request, meeting)
    if not permissions.can_propose_correction(request.user, minutes):
        raise PermissionDenied
    text = read_minutes(minutes, private=permissions.can_read_private(request.user, minutes.meeting))
    entry = _asked_entry(request, text)
    quoted = entry.entry.text if entry else ""
    form = CorrectionForm(
        request.POST if request.method == "POST" else None,
        entries=entry_choices(text, _("Something else, such as who was there or a time")),
        initial={"entry": str(entry.entry.number) if entry else "", "quoted": quoted, "proposed": quoted},
    )

    def propose() -> str:
        answers = {name: form.cleaned_data[name] for name in ("quoted", "proposed", "why")}
        chosen = _chosen(text, form.cleaned_data["entry"])
        made = services.propose_correction(minutes=minutes, actor=request.user, entry=chosen, **answers)
        messages.success(request, _("Correction %(number)d is proposed. The clerk is told") % {"number": made.number})
        return reverse("meetings:correction-list", args=[minutes.meeting.area.slug, minutes.meeting.slug])

    return _asked(request, form, propose, "meetings/correction_create.html", minutes, {"chosen": entry})


@login_required
def corrigendum_create(request: Any, area: str, meeting: str) -> HttpResponse:
    """Put right an error in confirmed minutes: `?entry=12` shows the words beside the form."""
    minutes = own_minutes(request, meeting)
    if not minutes.is_confirmed:
        raise Http404
    text = read_minutes(minutes, private=True)
    entry = _asked_entry(request, text)
    form = CorrigendumForm(
        request.POST if request.method == "POST" else None,
        entries=entry_choices(text, _("The minutes as a whole: it stands at their end")),
        initial={"entry": str(entry.entry.number) if entry else ""},
    )

    def add() -> str:
        chosen = _chosen(text, form.cleaned_data["entry"])
        answers = {name: form.cleaned_data[name] for name in ("text", "reason")}
        services.add_corrigendum(minutes=minutes, actor=request.user, entry=chosen, **answers)
        messages.success(request, _("The corrigendum stands beside the words. Members are told"))
        return minutes.get_absolute_url()

    return _asked(request, form, add, "meetings/corrigendum_create.html", minutes, {"chosen": entry})


def _asked(
    request: Any, form: Any, work: Callable[[], str], template: str, minutes: Minutes, more: dict[str, Any]
) -> HttpResponse:  # fmt: skip
    if form.is_valid() and (url := done_once(form, work)):
        return redirect(url)
    context = {"form": form, "minutes": minutes, "meeting": minutes.meeting, **more}
    return _unkept(render(request, template, context))


@login_required
def correction_decide(request: Any, area: str, meeting: str, number: int, act: str) -> HttpResponse:
    """Accept or decline a correction with a reason, or take one's own back."""
    minutes = _find(request, meeting)
    rows = minutes.corrections.select_related("entry__question", "entry__item", "item", "proposed_by")
    correction = get_object_or_404(rows, number=number)
    if act not in BUTTONS:
        raise Http404
    correction.minutes = minutes
    if act == WITHDRAW:
        return _withdraw(request, correction)
    if not permissions.can_write_minutes(request.user, minutes.meeting):
        raise PermissionDenied
    form = DecideCorrectionForm(
        request.POST if request.method == "POST" else None, correction=correction, accept=act == ACCEPT
    )  # fmt: skip
    if form.is_valid():
        try:
            services.decide_correction(
                correction=correction, accept=act == ACCEPT, actor=request.user, **form.cleaned_data
            )  # fmt: skip
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, DONE[act])
            return _to_list(minutes)
    return _unkept(render(request, "meetings/correction_decide.html", _decision(minutes, correction, act, form)))


def _decision(minutes: Minutes, correction: Correction, act: str, form: Any) -> dict[str, Any]:
    item = correction.entry.item if correction.entry else correction.item
    return {
        "form": form,
        "minutes": minutes,
        "meeting": minutes.meeting,
        "correction": correction,
        "act": act,
        "button": BUTTONS[act],
        "item": _item_words(item) if item else "",
        "is_open": correction.status == CorrectionStatus.PROPOSED and not minutes.is_confirmed,
        "is_gone": correction.entry is not None and _is_gone(correction),
    }


def _is_gone(correction: Correction) -> bool:
    entry = correction.entry
    return entry is not None and services.amended(entry, correction.quoted, correction.proposed) is None


def _withdraw(request: Any, correction: Correction) -> HttpResponse:
    """On a page of its own, because a correction that is taken back cannot be brought back."""
    minutes = correction.minutes
    if correction.proposed_by_id != request.user.pk:
        raise PermissionDenied
    if request.method == "POST":
        try:
            services.withdraw_correction(correction=correction, actor=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, DONE[WITHDRAW])
        return _to_list(minutes)
    return _unkept(render(request, "meetings/correction_decide.html", _decision(minutes, correction, WITHDRAW, None)))


def _to_list(minutes: Minutes) -> HttpResponse:
    return redirect("meetings:correction-list", minutes.meeting.area.slug, minutes.meeting.slug)


def entry_choices(text: MinutesText, nowhere: str) -> list[tuple[str, Any]]:
    """The entries that the reader may read, by item, each with its first words; before them what is in none."""
    groups = [
        (
            f"{item.number}. {item.title}" if item.number else item.title,
            [(str(entry.entry.number), _entry_words(entry)) for entry in item.entries],
        )
        for item in text.items
        if item.entries
    ]
    return [("", nowhere), *groups]


def _entry_words(entry: ReadEntry) -> str:
    words = Truncator(plain(entry.entry.text) or entry.lead).words(WORDS_SHOWN)
    named = f"{entry.label} {entry.reference}".strip()
    return f"{named}: {words}" if words else named


def _asked_entry(request: Any, text: MinutesText) -> ReadEntry | None:
    number = request.GET.get("entry", "")
    return next((one for item in text.items for one in item.entries if str(one.entry.number) == number), None)


def _chosen(text: MinutesText, number: str) -> MinuteEntry | None:
    found = (one.entry for item in text.items for one in item.entries if str(one.entry.number) == number)
    return next(found, None)


def _unkept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = PRIVATE
    return response
