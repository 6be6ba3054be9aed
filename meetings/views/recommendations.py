"""What panels recommend to the policing body, and what was said to it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import F, OuterRef, Subquery
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from documents.links import find_ends
from interface import markdown
from interface.tables import Column, Table
from interface.templatetags.dates import short_date
from interface.templatetags.govuk import tag
from meetings import permissions
from meetings.choices import RecommendationStatus
from meetings.filters import RecommendationFilter
from meetings.forms.recommendations import RecommendationForm, RespondForm
from meetings.links import short
from meetings.models import Recommendation, RecommendationResponse
from meetings.resources import RecommendationResource
from meetings.services import recommendations as services
from meetings.services.chain import links_of
from meetings.views import listing
from meetings.views.action_acts import meetings_held
from meetings.views.acts import done_once

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
    form = RecommendationForm(_sent(request), bodies=bodies, meetings=meetings_held(request, bodies))
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
    keeps = permissions.can_keep_actions(request.user, made.body)
    context = {
        "recommendation": made,
        "words": markdown.render(made.text, level=3),
        "responses": responses,
        "raised": _raised_at(request, made),
        "state": _state(made),
        "outcome": links_of("recommendation", [made.pk], request.user)[made.pk],
        "can_respond": keeps and made.published_at is not None and made.withdrawn_at is None,
    }
    return render(request, "meetings/recommendation_detail.html", context)


@login_required
def recommendation_respond(request: Any, area: str, reference: str) -> HttpResponse:
    """Record what the policing body said."""
    made = _find(request, reference)
    if not permissions.can_keep_actions(request.user, made.body):
        raise PermissionDenied
    form = RespondForm(_sent(request), recommendation=made)
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
    """The minute and the meeting that made it, as far as the reader may know of them."""
    keys = [("minute", made.entry_id), ("meeting", made.raised_meeting_id)]
    wanted = [(kind, key) for kind, key in keys if key]
    found = find_ends(request.user, wanted)
    return [found[key] for key in wanted if key in found]


def _narrowed(request: Any) -> RecommendationFilter:
    seen = Recommendation.objects.visible_to(request.user).for_page().filter(area=request.area)
    newest = RecommendationResponse.objects.filter(recommendation=OuterRef("pk")).order_by("-responded_on", "-number")
    rows = seen.annotate(responded_on=Subquery(newest.values("responded_on")[:1]))
    taken_back_last = F("withdrawn_at").asc(nulls_first=True)
    ordered = rows.order_by(taken_back_last, F("responded_on").desc(nulls_first=True), "made_on", "reference", "pk")
    return RecommendationFilter(request.GET, queryset=ordered, user=request.user, area=request.area)


def _table(request: Any, narrowed: RecommendationFilter) -> Table:
    columns = [
        Column("reference", _("Reference"), lambda one: _reference_cell(one, narrowed.several), "reference", heads_row=True),
        Column("text", _("Recommendation"), lambda one: short(one.text, WORDS_SHOWN)),
        Column("made_to", _("Made to"), "made_to", "made_to"),
        Column("made", _("Made on"), _made_cell, "made_on"),
        Column("response", _("Response"), _response_cell, "responded_on"),
    ]
    return Table(request, narrowed.rows, columns=columns, caption=_("What was recommended"), empty="")


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


def _sent(request: Any) -> Any:
    return request.POST if request.method == "POST" else None
