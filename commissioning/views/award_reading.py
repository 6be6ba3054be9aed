"""One award as it is read: who receives how much, what for and why, and all that belongs to it."""

from decimal import Decimal
from typing import Any

from django.db.models import Count, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commissioning import permissions
from commissioning.choices import AwardStatus, DecidedBy, ExerciseStatus
from commissioning.links import AWARD
from commissioning.models import Award, Payment, Stage
from commissioning.rules.stages import date_words, in_order, passed_over, told
from commissioning.rules.values import current_value
from commissioning.services.awards import note_reading_of_award
from commissioning.services.returns import returns_of
from commissioning.views import award_words as words_of
from commissioning.views.award_documents import documents_of
from commissioning.views.award_lists import list_step
from commissioning.views.award_tables import Tables, tables_of
from commissioning.views.cells import facts_of, outer_link, priority_words
from commissioning.views.office import crumbs
from commissioning.views.parts import parts
from commissioning.views.shares import shares_of
from decisions.models import Decision
from decisions.views.decision_tags import state_tag as decision_tag
from documents.links import links_around
from interface.links import url_or_none
from interface.templatetags.dates import long_date, short_date


def find(request: Any, ref: str) -> Award:
    """An award that the reader may know of."""
    seen = Award.objects.visible_to(request.user).filter(area=request.area)
    return get_object_or_404(
        seen.select_related("area", "provider", "fund", "exercise", "lot", "priority", "decision__area"), reference=ref
    )


@require_safe
def award_detail(request: Any, area: str, ref: str) -> HttpResponse:
    """Who receives how much, what for and why? Of a private one only the neutral line, for who is not entitled to more."""
    award = find(request, ref)
    page = {
        "award": award, "state": words_of.state_tag(award), "parts": parts(request),
        "breadcrumbs": crumbs(request, list_step(request)),
    }  # fmt: skip
    if not permissions.can_read_award(request.user, award):
        paragraph = words_of.paragraph_words(award)
        return render(request, "commissioning/award_private.html", {**page, "paragraph": paragraph})
    note_reading_of_award(award, request.user)
    works = permissions.can_commission(request.user, award.area)
    tables = tables_of(request, award, works=works)
    context = {
        **page,
        "works": works,
        "tag": words_of.reading_tag(award),
        "key_facts": _key_facts(award, tables),
        "facts": _facts(request, award, works=works),
        "decision": _decision(request, award, works=works),
        **shares_of(request, award),
        "stages": _stages(request, award),
        "tables": tables.drawn,
        "removed": tables.removed,
        **documents_of(request, award),
        "returns": returns_of(award, request.user),
        "returns_url": _returns_url(award),
        "payments": _payments(request, award),
        "links": links_around(request.user, AWARD, [award.pk])[award.pk],
        "acts": _acts(award) if works else [],
    }
    return render(request, "commissioning/award_detail.html", context)


# What is known --------------------------------------------------------------------------------------------------------


def _key_facts(award: Award, tables: Tables) -> list[dict[str, Any]]:
    now = current_value(award.amount, tables.variations, tables.extensions)
    found = [{"term": _("Amount"), "value": words_of.pounds(award.amount), "note": award.get_vat_display()}]
    if now != award.amount:
        note = _("%(vat)s, with its variations and extensions") % {"vat": award.get_vat_display()}
        found.append({"term": _("Worth now"), "value": words_of.pounds(now), "note": note})
    found.append({"term": _("Awarded"), "value": short_date(award.awarded_on) or _("not yet"), "note": _decided_words(award)})
    if award.ended_on or not award.is_grant:
        found.append({"term": _("Last day"), "value": short_date(award.ended_on) or _("not known"), "note": award.term})
    return found


def _decided_words(award: Award) -> str:
    if award.decided_words or award.decided_by == DecidedBy.NOT_STATED:
        return award.decided_words
    return award.get_decided_by_display()


def _facts(request: Any, award: Award, *, works: bool) -> list[dict[str, Any]]:
    return facts_of(
        (_("Provider"), _link(award, award.provider, award.provider.name, works=works) or award.provider.name),
        (_("Reference"), award.reference),
        (_("Fund"), _link(award, award.fund, award.fund.title, works=works) if award.fund else ""),
        (_("Procurement or round"), _link(award, award.exercise, award.exercise.title, works=works) if award.exercise else ""),
        (_("Lot"), award.lot.title if award.lot and _is_told(award.exercise, works=works) else ""),
        (_("Priority"), priority_words(award, request.user)),
        (_("Services"), _services(award, works=works)),
        (_("Agreement signed on"), long_date(award.signed_on)),
        (_("From"), long_date(award.started_on)),
        (_("For how long"), award.term),
        (_("To be spent by"), long_date(award.spend_by)),
        (_("Framework agreement"), award.framework),
        (_("Where it was published"), outer_link(award.source_url, award.source_url)),
        (_("Identifier there"), award.their_identifier),
        (_("Why it is cancelled"), award.cancelled_why),
    )


def _is_told(row: Any, *, works: bool) -> bool:
    """Whether the reader may know of something that an award points at: a draft is the office's own."""
    return row is not None and (works or row.published_at is not None)


def _link(award: Award, row: Any, words: str, *, works: bool) -> str:
    """The way to what an award points at; nothing where the reader may not know of that."""
    if not _is_told(row, works=works):
        return ""
    row.area = award.area
    return format_html('<a class="govuk-link" href="{}">{}</a>', row.get_absolute_url(), words)


def _services(award: Award, *, works: bool) -> str:
    told_of = [one for one in award.services.all().select_related("area") if _is_told(one, works=works)]
    return format_html_join(", ", '<a class="govuk-link" href="{}">{}</a>', ((o.get_absolute_url(), o.title) for o in told_of))


def _decision(request: Any, award: Award, *, works: bool) -> dict[str, Any]:
    """The decision behind it as far as the reader may know of it; the office knows that one is to be signed."""
    decision = award.decision
    if decision is None:
        return {"words": _("No decision notice is linked to it")}
    if not Decision.objects.visible_to(request.user).filter(pk=decision.pk).exists():
        unsigned = _("To be signed") if not decision.is_signed else _("Signed. It is to be published")
        return {"words": f"{decision.reference}: {unsigned}" if works else _("not published yet")}
    waits = _("To be signed") if works and not decision.is_signed else ""
    return {
        "url": decision.get_absolute_url(), "words": f"{decision.reference}: {decision.public_title}",
        "tag": decision_tag(decision), "waits": waits,
    }  # fmt: skip


def _stages(request: Any, award: Award) -> list[dict[str, Any]]:
    """The stages of the exercise that it comes from, where the reader may know of that."""
    if award.exercise_id is None:
        return []
    seen = in_order(list(Stage.objects.visible_to(request.user).kept().filter(exercise=award.exercise_id)))
    passed = passed_over(seen, is_over=award.exercise.status != ExerciseStatus.IN_HAND)
    return [
        {
            "title": one.get_kind_display(), "planned": date_words(one.planned_on, one.planned_as) or _("not known"),
            "reached": date_words(one.actual_on, one.actual_as) or (_("not known") if one.pk in passed else _expected(one)),
        }
        for one in seen
    ]  # fmt: skip


def _expected(stage: Stage) -> str:
    if not (stage.expected_on or stage.planned_on):
        return _("not known")
    return _("expected %(day)s") % {"day": date_words(*told(stage))}


def _returns_url(award: Award) -> str:
    return url_or_none("returns:return-list", award.area.slug, award.reference) or ""


def _payments(request: Any, award: Award) -> dict[str, Any] | None:
    """What was paid for it so far, as far as the reader may know of the payments."""
    seen = Payment.objects.visible_to(request.user).filter(award=award)
    found = seen.aggregate(total=Sum("amount"), count=Count("pk"))
    if not found["count"]:
        return None
    above = url_or_none("spending:payment-list", award.area.slug)
    total: Decimal = found["total"]
    return {"total": words_of.pounds(total), "count": found["count"], "url": f"{above}?award={award.reference}" if above else ""}


# For the office -------------------------------------------------------------------------------------------------------


def _acts(award: Award) -> list[dict[str, str]]:
    """What the office can do next; the first is the button."""
    named = _steps(award)
    if award.status != AwardStatus.CANCELLED:
        named += [
            (_("Change the award"), "award-update"),
            (_("Change where it belongs"), "award-place"),
            (_("Say what is private"), "award-private"),
            *_decision_steps(award),
        ]
    args = [award.area.slug, award.reference]
    acts = [{"text": words, "url": reverse(f"awards:{name}", args=args)} for words, name in named]
    return acts + _cancel(award, args)


def _steps(award: Award) -> list[tuple[str, str]]:
    hide = [(_("Take it from the public"), "award-hide")] if award.is_out else []
    publish = [] if award.is_out else [(_("Publish the award"), "award-publish")]
    end = (_("Say that it is over"), "award-end")
    steps: dict[str, list[tuple[str, str]]] = {
        AwardStatus.DRAFT: [(_("Say that it is awarded"), "award-make")],
        AwardStatus.AWARDED: [*publish, (_("Say that it is live"), "award-begin"), end, *_back(award), *hide],
        AwardStatus.LIVE: [*publish, end, *_back(award), *hide],
        AwardStatus.ENDED: [*publish, *_back(award), *hide],
        AwardStatus.CANCELLED: [*_back(award), *hide],
    }
    return steps[award.status]


def _back(award: Award) -> list[tuple[str, str]]:
    stays = award.is_out and award.status == AwardStatus.AWARDED
    return [] if stays else [(words_of.step_back_words(award), "award-take-back")]


def _decision_steps(award: Award) -> list[tuple[str, str]]:
    if award.decision_id:
        return [(_("Take out the link to the decision"), "decision-unlink")]
    return [(_("Propose the decision"), "decision-propose"), (_("Link a decision of the register"), "decision-link")]


def _cancel(award: Award, args: list[str]) -> list[dict[str, str]]:
    if award.status in (AwardStatus.CANCELLED, AwardStatus.ENDED):
        return []
    return [{"text": _("Cancel the award"), "url": reverse("awards:award-cancel", args=args)}]
