"""What panels recommend to the policing body, and what was said to it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from documents.links import find_ends
from interface import clock, markdown
from interface.once import done_once
from interface.tables import Column, Table
from interface.templatetags.dates import long_date, short_date
from interface.templatetags.govuk import tag
from meetings import permissions
from meetings.choices import RecommendationSource, RecommendationStatus
from meetings.filters import RecommendationFilter
from meetings.forms.recommendations import RecommendationForm, RespondForm, ResponseDueForm
from meetings.links import short
from meetings.models import Recommendation, Review
from meetings.resources import RecommendationResource
from meetings.services import recommendations as services
from meetings.services.chain import links_of
from meetings.services.sources import cases_of, with_sources
from meetings.views import listing
from meetings.views.action_acts import meetings_held
from meetings.views.programme import kept, sent
from meetings.views.responding import deadline_of, law_of
from panels import rulebook

WORDS_SHOWN = 240  # letters of a recommendation in the list; its page has all of them
COLOURS = {
    RecommendationStatus.MADE: "yellow",
    RecommendationStatus.ACCEPTED: "green",
    RecommendationStatus.PARTLY: "blue",
    RecommendationStatus.REJECTED: "grey",
}


@require_safe
def recommendation_list(request: Any, area: str) -> HttpResponse:
    """What was recommended, and what was said to it: those without a response first, the oldest on top."""
    narrowed = _narrowed(request)
    table = _table(request, narrowed)
    count = table.count
    words = ngettext("%(count)s recommendation", "%(count)s recommendations", count) % {"count": f"{count:,}"}
    context = {
        "table": table,
        "keeps": permissions.can_create_meeting(request.user, request.area),
        "response": law_of(request.area, rulebook.REPORT_RESPONSE, clock.today()),
        **listing.shown(request, narrowed, words=words, export="recommendations:recommendation-export"),
    }
    context["exports"] = context["exports"] if count else []
    table.empty = _("No recommendation is made yet. They come from the minutes of the meetings at which they are made.")
    if narrowed.in_force():
        table.empty = _("No recommendations match. Remove a filter.")
    return render(request, "meetings/recommendation_list.html", context)


@require_safe
def recommendation_export(request: Any, area: str, fmt: str) -> HttpResponse:
    """Exactly what the list shows with its filters and its order, on every page of it."""
    rows = list(_table(request, _narrowed(request)).page.paginator.object_list)
    return listing.as_file(RecommendationResource(), rows, fmt=fmt, name=f"{area}-recommendations")


@login_required
def recommendation_create(request: Any, area: str) -> HttpResponse:
    """A recommendation that stands in no minutes here. It is known at once."""
    bodies = permissions.bodies_to_call(request.user, request.area)
    if not bodies.exists():
        raise PermissionDenied
    form = RecommendationForm(sent(request), bodies=bodies, meetings=meetings_held(request, bodies))
    if form.is_valid():
        url = done_once(form, lambda: _create(request, form))
        if url:
            return redirect(url)
    return render(request, "meetings/recommendation_form.html", {"form": form})


def _create(request: Any, form: RecommendationForm) -> str:
    made = services.make_recommendation(**form.facts(), actor=request.user, is_out=True)
    messages.success(request, _("Recommendation %(reference)s entered") % {"reference": made.reference})
    return made.get_absolute_url()


@require_safe
def recommendation_detail(request: Any, area: str, reference: str) -> HttpResponse:
    """What was recommended, where, and everything that was said to it, the newest last."""
    made = _find(request, reference)
    responses = list(made.responses.order_by("responded_on", "number"))
    for one in responses:
        one.html = markdown.render(one.text, level=3)
        one.colour = COLOURS[RecommendationStatus(one.position)]
    is_open = made.published_at is not None and made.withdrawn_at is None
    context = {
        "recommendation": made,
        "words": markdown.render(made.text, level=3),
        "responses": responses,
        "raised": _raised_at(request, made),
        "state": _state(made),
        "outcome": links_of("recommendation", [made.pk], request.user)[made.pk],
        "can_respond": is_open and permissions.can_respond(request.user, made),
        "can_ask": is_open and not responses and permissions.can_keep_actions(request.user, made.body),
        "deadline": _deadline(made, responses),
    }
    return render(request, "meetings/recommendation_detail.html", context)


def _deadline(made: Recommendation, responses: list[Any]) -> dict[str, Any] | None:
    """The day asked for, met by the first response."""
    if made.published_at is None or made.withdrawn_at or made.response_due_on is None:
        return None
    law = law_of(made.area, rulebook.REPORT_RESPONSE, made.made_on)
    received = [one.responded_on for one in responses[:1]]
    return deadline_of(made.response_due_on, law, received, still_waits=not received)


@login_required
def recommendation_due(request: Any, area: str, reference: str) -> HttpResponse:
    """Say by when the panel asks for a response; an empty day asks for none."""
    made = _find(request, reference)
    if not permissions.can_keep_actions(request.user, made.body):
        raise PermissionDenied
    form = ResponseDueForm(sent(request), recommendation=made)
    if form.is_valid():
        facts = form.facts()
        if kept(form, lambda: services.ask_response_by(recommendation=made, actor=request.user, **facts)):
            said = {"reference": made.reference, "day": long_date(facts["due_on"]) if facts["due_on"] else ""}
            words = _("Response to %(reference)s asked for by %(day)s") if facts["due_on"] else _("No day is asked for any more")
            messages.success(request, words % said)
            return redirect(made)
    context = {
        "form": form,
        "recommendation": made,
        "problem": _closed_to_responses(made),
        "words": short(made.text, 400),
        "law": law_of(made.area, rulebook.REPORT_RESPONSE, made.made_on),
    }
    return render(request, "meetings/recommendation_due.html", context)


@login_required
def recommendation_respond(request: Any, area: str, reference: str) -> HttpResponse:
    """Record what the policing body said: its own office does, or who keeps the log."""
    made = _find(request, reference)
    if not permissions.can_respond(request.user, made):
        raise PermissionDenied
    form = RespondForm(sent(request), recommendation=made)
    if form.is_valid():
        url = done_once(form, lambda: _respond(request, made, form))
        if url:
            return redirect(url)
    context = {"form": form, "recommendation": made, "problem": _closed_to_responses(made), "words": short(made.text, 400)}
    return render(request, "meetings/recommendation_respond.html", context)


def _respond(request: Any, made: Recommendation, form: RespondForm) -> str:
    services.respond(recommendation=made, actor=request.user, **form.facts())
    messages.success(request, _("Response to %(reference)s recorded") % {"reference": made.reference})
    return made.get_absolute_url()


def _closed_to_responses(made: Recommendation) -> str:
    if made.withdrawn_at:
        return _("This recommendation was taken back. No response to it can be recorded.")
    return "" if made.published_at else _("This recommendation is not published yet. A response can be recorded once it is.")


def _find(request: Any, reference: str) -> Recommendation:
    seen = Recommendation.objects.visible_to(request.user).for_page().filter(area=request.area)
    return get_object_or_404(seen, reference=reference)


def _raised_at(request: Any, made: Recommendation) -> list[Any]:
    """The minute and the meeting, the review or the statutory case that made it, as far as the reader may know of them."""
    keys = [("minute", made.entry_id), ("meeting", made.raised_meeting_id)]
    wanted = [(kind, key) for kind, key in keys if key]
    found = find_ends(request.user, wanted)
    places: list[Any] = [found[key] for key in wanted if key in found]
    if made.review_id:
        seen = Review.objects.visible_to(request.user).filter(pk=made.review_id).select_related("area")
        places += [{"words": _("Review: %(topic)s") % {"topic": one.title}, "url": one.get_absolute_url()} for one in seen]
    return places + list(cases_of([made.pk], request.user).values())


def _narrowed(request: Any) -> RecommendationFilter:
    seen = Recommendation.objects.visible_to(request.user).for_page().select_related("review__area").filter(area=request.area)
    rows = with_sources(seen, clock.today())
    return RecommendationFilter(request.GET, queryset=rows, user=request.user, area=request.area)


def _table(request: Any, narrowed: RecommendationFilter) -> Table:
    cases: dict[int, Any] = {}
    columns = [
        Column("reference", _("Reference"), lambda one: _reference_cell(one, narrowed.several), "reference", heads_row=True),
        Column("text", _("Recommendation"), lambda one: short(one.text, WORDS_SHOWN)),
        Column("made_to", _("Made to"), "made_to", "made_to"),
        Column("made", _("Made on"), lambda one: format_html("{}<br>{}", _made_cell(one), _source_cell(one, cases)), "made_on"),
        Column("due", _("Asked for by"), _due_cell, "response_due_on"),
        Column("response", _("Response"), _response_cell, "responded_on"),
    ]
    table = Table(request, narrowed.rows, columns=columns, caption=_("What was recommended"), empty="")
    if of_cases := [one.pk for one in table.page if one.source == RecommendationSource.CASE]:
        cases |= cases_of(of_cases, request.user)
    return table


def _source_cell(made: Any, cases: dict[int, Any]) -> str:
    """Where it was made, with a link where the reader may know of the place."""
    review = made.review
    if review and review.published_at:
        words = _("Review: %(topic)s") % {"topic": review.title}
        return format_html('<a class="govuk-link" href="{}">{}</a>', review.get_absolute_url(), words)
    if case := cases.get(made.pk):
        return format_html('<a class="govuk-link" href="{}">{}</a>', case.url, case.words)
    return str(RecommendationSource(made.source).label)


def _due_cell(made: Any) -> str:
    if made.response_due_on is None:
        return _("no day set")
    late = format_html("<br>{}", tag(_("Late"))) if made.is_late else ""
    return format_html('<span class="app-nowrap">{}</span>{}', short_date(made.response_due_on), late)


def _reference_cell(made: Recommendation, several: bool) -> str:
    where = format_html('<br><span class="app-quiet">{}</span>', made.body.name) if several else ""
    private = format_html(" {}", tag(_("Private"))) if made.is_private else ""
    waits = "" if made.published_at else format_html(" {}", tag(_("Draft")))
    link = format_html('<a class="govuk-link app-nowrap" href="{}">{}</a>', made.get_absolute_url(), made.reference)
    return format_html("{}{}{}{}", link, private, waits, where)


def _made_cell(made: Recommendation) -> str:
    return format_html('<span class="app-nowrap">{}</span>', short_date(made.made_on))


def _response_cell(made: Any) -> str:
    day = format_html('<br><span class="app-nowrap">{}</span>', short_date(made.responded_on)) if made.responded_on else ""
    return format_html("{}{}", _state(made), day)


def _state(made: Recommendation) -> str:
    """What was said to it, in a tag; that it was taken back goes before."""
    if made.withdrawn_at:
        return tag(_("Withdrawn"))
    return tag(made.get_status_display(), COLOURS[RecommendationStatus(made.status)])
