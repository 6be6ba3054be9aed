"""Applications of a round as the office reads them: the list, one of them, the list as a file. Nobody else has these pages."""

from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from commissioning.choices import ApplicationStatus, ExerciseKind, ExerciseStatus
from commissioning.filters.grants import ApplicationFilter
from commissioning.models import Application, Exercise
from commissioning.rules.applications import AWARDED, JUDGED, MAY_BECOME, OPEN
from commissioning.services.deciding import left_of
from commissioning.views import grant_words as words_of
from commissioning.views.cells import dataset, facts_of
from commissioning.views.office import crumbs, require_commissioning
from commissioning.views.parts import parts
from interface.links import url_or_none
from interface.tables import Column, Table
from interface.templatetags.dates import long_date, short_date
from meetings.views import listing

Step = tuple[str, str]
CALLED = {
    ExerciseKind.PROCUREMENT: _lazy("Bids"), ExerciseKind.GRANT_ROUND: _lazy("Applications"),
    ExerciseKind.EXPRESSIONS: _lazy("Expressions of interest"),
}  # fmt: skip


def own_round(request: Any, ref: str) -> Exercise:
    """An exercise whose applications the reader keeps."""
    seen = Exercise.objects.visible_to(request.user).select_related("area", "fund")
    exercise = get_object_or_404(seen, area=request.area, reference=ref)
    require_commissioning(request)
    return exercise


def rows_of(request: Any, exercise: Exercise) -> QuerySet:
    """The applications of a round, those taken out too."""
    seen = Application.objects.visible_to(request.user).filter(exercise=exercise)
    return seen.select_related("exercise__area", "provider", "lot", "award").order_by("number")


def own(request: Any, ref: str, number: int) -> Application:
    """One application that the reader keeps."""
    return get_object_or_404(rows_of(request, own_round(request, ref)), number=number)


def list_url(exercise: Exercise) -> str:
    return reverse("grants:application-list", args=[exercise.area.slug, exercise.reference])


def application_url(application: Application) -> str:
    """The page of one application."""
    exercise = application.exercise
    return reverse("grants:application-detail", args=[exercise.area.slug, exercise.reference, application.number])


def round_steps(request: Any, exercise: Exercise) -> list[Step]:
    """The way to the list of applications."""
    slug = request.area.slug
    known = [
        (url_or_none("commissioning:pipeline", slug), _("Pipeline")),
        (url_or_none("commissioning:exercise-detail", slug, exercise.reference), exercise.title),
    ]
    return [(url, words) for url, words in known if url]


def list_steps(request: Any, exercise: Exercise) -> list[Step]:
    """The way to a page below the list of applications."""
    return [*round_steps(request, exercise), (list_url(exercise), str(CALLED[ExerciseKind(exercise.kind)]))]


@require_safe
def application_list(request: Any, area: str, ref: str) -> HttpResponse:
    """Who applied, how do they stand, and what is asked for beside what is left?"""
    exercise = own_round(request, ref)
    narrowed = _narrowed(request, exercise)
    table = _table(request, exercise, narrowed)
    words = ngettext("%(count)s application", "%(count)s applications", table.count) % {"count": f"{table.count:,}"}
    table.empty = _("No applications match. Remove a filter.") if narrowed.in_force() else _(
        "No application is entered yet. Enter those that were received."
    )  # fmt: skip
    context = {
        "exercise": exercise, "called": CALLED[ExerciseKind(exercise.kind)], "table": table,
        "key_facts": _key_facts(exercise), "acts": _acts(exercise),
        "removed": _removed(request, exercise), "parts": parts(request),
        "breadcrumbs": crumbs(request, *round_steps(request, exercise)),
        **listing.shown_filters(request, narrowed), "words": words, "exports": _exports(request, exercise, table.count),
    }  # fmt: skip
    return render(request, "commissioning/application_list.html", context)


@require_safe
def application_export(request: Any, area: str, ref: str, fmt: str) -> HttpResponse:
    """Exactly what the list shows with its filters and its order. For the office alone."""
    exercise = own_round(request, ref)
    heads = (
        _("Number"), _("Who applies"), _("Kind of applicant"), _("Lot"), _("What for"), _("Amount in pounds"), _("VAT"),
        _("Score"), _("Received on"), _("State"), _("Decided on"), _("Reason"),
    )  # fmt: skip
    made = (
        (one.number, one.applicant, one.applicant_kind, one.lot.title if one.lot else "", one.summary,
         "" if one.amount is None else one.amount, exercise.get_vat_display(), one.score, one.received_on.isoformat(),
         one.get_status_display(), one.decided_on.isoformat() if one.decided_on else "", one.reason)
        for one in _table(request, exercise, _narrowed(request, exercise)).page.paginator.object_list
    )  # fmt: skip
    return listing.dataset_as_file(dataset(heads, made), fmt=fmt, name=f"{area}-{exercise.reference}-applications")


def _exports(request: Any, exercise: Exercise, count: int) -> list[dict[str, str]]:
    query = listing.address(request)
    return [
        {"text": _("Download as %(kind)s") % {"kind": fmt.upper()},
         "url": reverse("grants:application-export", args=[exercise.area.slug, exercise.reference, fmt])
         + (query if query != "?" else "")}
        for fmt in listing.FORMATS
    ] if count else []  # fmt: skip


def _narrowed(request: Any, exercise: Exercise) -> ApplicationFilter:
    return ApplicationFilter(request.GET, queryset=rows_of(request, exercise).kept())


def _table(request: Any, exercise: Exercise, narrowed: ApplicationFilter) -> Table:
    columns = [
        Column("number", _("Number"), "number", "number", heads_row=True),
        Column("applicant", _("Who applies"), _applicant_cell, "applicant"),
        Column("amount", _("Amount"), lambda one: words_of.pounds(one.amount), "amount", numeric=True),
        Column("score", _("Score"), lambda one: one.score or _("none"), "score"),
        Column("received", _("Received"), lambda one: short_date(one.received_on), "received_on"),
        Column("state", _("State"), words_of.application_state, "status"),
        Column("decided", _("Decided"), lambda one: short_date(one.decided_on) or _("not yet"), "decided_on"),
    ]
    caption = _("Applications, as the office alone reads them. Amounts: %(vat)s") % {"vat": exercise.get_vat_display()}
    return Table(request, narrowed.rows, columns=columns, caption=caption, empty="")


def _applicant_cell(one: Application) -> SafeString:
    link = format_html('<a class="govuk-link" href="{}">{}</a>', application_url(one), one.applicant)
    return words_of.quietly(link, words_of.dashed([one.applicant_kind, one.lot.title if one.lot else ""]))


def _key_facts(exercise: Exercise) -> list[dict[str, Any]]:
    counts = Application.objects.kept().filter(exercise=exercise).aggregate(
        every=Count("pk"), open=Count("pk", filter=Q(status__in=OPEN)), awarded=Count("pk", filter=Q(status=AWARDED)),
        asked=Sum("amount", filter=Q(status__in=OPEN)),
    )  # fmt: skip
    asked, left = counts["asked"] or Decimal("0.00"), left_of(exercise.fund)
    found = [
        (_("Received"), f"{counts['every']:,}", ""),
        (_("To be decided"), f"{counts['open']:,}", _("they ask for %(sum)s") % {"sum": words_of.pounds(asked)}),
        (_("Awarded"), f"{counts['awarded']:,}", ""),
    ]
    if exercise.fund is not None:
        found.append((_("Left of the fund"), words_of.pounds(left), exercise.fund.title))
    return words_of.fact_list(*found)


def _acts(exercise: Exercise) -> list[dict[str, str]]:
    if exercise.status != ExerciseStatus.IN_HAND:
        return []
    named = [(_("Enter an application"), "application-create")]
    waits = Application.objects.kept().filter(exercise=exercise, status__in=OPEN).exists()
    if waits and exercise.kind != ExerciseKind.EXPRESSIONS:
        named.insert(0, (_("Decide the round"), "application-decide"))
    args = [exercise.area.slug, exercise.reference]
    return [{"text": words, "url": reverse(f"grants:{name}", args=args)} for words, name in named]


def _removed(request: Any, exercise: Exercise) -> list[dict[str, str]]:
    rows = rows_of(request, exercise).filter(removed_at__isnull=False)
    args = [exercise.area.slug, exercise.reference]
    return [
        {"words": one.applicant, "url": reverse("grants:application-restore", args=[*args, one.number])} for one in rows
    ]  # fmt: skip


# One application ------------------------------------------------------------------------------------------------------


@require_safe
def application_detail(request: Any, area: str, ref: str, number: int) -> HttpResponse:
    """Who asks for what, how does it stand, and what became of it?"""
    row = own(request, ref, number)
    exercise = row.exercise
    award = getattr(row, "award", None)
    context = {
        "row": row,
        "exercise": exercise,
        "state": words_of.application_state(row),
        "key_facts": words_of.fact_list(
            (_("Asks for"), words_of.pounds(row.amount), exercise.get_vat_display() if row.amount is not None else ""),
            (_("Received on"), short_date(row.received_on), ""),
            (_("Decided on"), short_date(row.decided_on) or _("not yet"), ""),
        ),
        "facts": facts_of(
            (_("Kind of applicant"), row.applicant_kind),
            (_("Organisation"), words_of.provider_link(row.provider, exercise.area, works=True) if row.provider else ""),
            (_("Lot"), row.lot.title if row.lot else ""),
            (_("Score"), row.score),
            (_("Decided on"), long_date(row.decided_on)),
            (_("Reason"), row.reason),
            (_("Award"), words_of.award_link(award, exercise.area) if award else ""),
        ),
        "acts": _acts_of(row),
        "parts": parts(request),
        "breadcrumbs": crumbs(request, *list_steps(request, exercise)),
    }
    return render(request, "commissioning/application_detail.html", context)


def _acts_of(row: Application) -> list[dict[str, str]]:
    """What the office can do next with an application."""
    may = MAY_BECOME[ApplicationStatus(row.status)]
    named: list[tuple[str, str]] = []
    if row.removed_at is not None:
        named = [(_("Put it back"), "application-restore")]
    elif row.status != AWARDED:
        can_decide = AWARDED in may and row.exercise.kind != ExerciseKind.EXPRESSIONS
        decide = [(_("Decide on it"), "application-decide-one")] if can_decide else []
        judge = [(_("Say how it stands"), "application-judge")] if may & JUDGED else []
        rest = [(_("Change the application"), "application-update"), (_("Take it out"), "application-remove")]
        named = [*decide, *judge, *rest]
    args = [row.exercise.area.slug, row.exercise.reference, row.number]
    return [{"text": words, "url": reverse(f"grants:{name}", args=args)} for words, name in named]
