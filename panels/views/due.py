"""What is due: the list, the same as a file, and each deadline with its counting."""

from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.dateformat import format as in_words
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from import_export.formats.base_formats import CSV, ODS, XLSX

from interface import clock
from interface.tables import Column, Table
from interface.templatetags.dates import clock_time, day_date, long_date, short_date
from interface.templatetags.govuk import tag
from panels import permissions, working_days
from panels.choices import DutyStatus, Reckoning
from panels.due import MET_LATE, MISSED
from panels.filters import ObligationFilter, is_over
from panels.models import Obligation
from panels.resources import list_of_due, owner_words, state_of

FORMATS = {"csv": CSV, "xlsx": XLSX, "ods": ODS}
LATE = "late"
BUTTONS = ("obligation-meet", "obligation-explain")
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
WITH_QUIET = '{}<br><span class="app-quiet">{}</span>'


class DueTable(Table):
    """Rows of what is due; in their usual order they stand in groups: what is missed, then week by week."""

    @property
    def groups(self) -> list[dict[str, Any]]:
        if self.order:
            return [{"heading": "", "rows": self.rows}]
        today = clock.today()
        found = groupby(self.page, key=lambda row: _group(row, today))
        return [
            {"heading": heading, "rows": [[self._cell(column, row) for column in self.columns] for row in rows]}
            for heading, rows in found
        ]


@login_required
@require_safe
def obligation_list(request: Any, area: str) -> HttpResponse:
    """What is coming, and who owes it: what is missed on top, then week by week."""
    narrowed, now = _narrowed(request), clock.now()
    table = _table(request, narrowed, now)
    table.empty = _empty(narrowed)
    context = {
        "table": table,
        "heading": _("What was met late") if narrowed.asked_state == LATE else _("What is due"),
        "key_facts": _key_facts(request, narrowed, now),
        "filter_form": narrowed.boxes,
        "words": _count_words(table.count),
        "filters": [{"text": text, "url": _without(request, name)} for name, text in narrowed.in_force()],
        "exports": _exports(request) if table.count else [],
        "breadcrumbs": [_area_crumb(request)],
    }
    return render(request, "panels/obligation_list.html", context)


@login_required
@require_safe
def obligation_export(request: Any, area: str, fmt: str) -> HttpResponse:
    """Exactly what the list shows with its filters and its order, on every page of it."""
    if fmt not in FORMATS:
        raise Http404
    now, made = clock.now(), FORMATS[fmt]()
    rows = _table(request, _narrowed(request), now).page.paginator.object_list
    response = HttpResponse(made.export_data(list_of_due(rows, now=now)), content_type=made.get_content_type())
    response["Content-Disposition"] = f'attachment; filename="{area}-due.{fmt}"'
    return response


@require_safe
def obligation_detail(request: Any, area: str, reference: str) -> HttpResponse:
    """One deadline: how it is counted, what met it, and for those who work with it, who was reminded."""
    one, now = find_obligation(request, reference), clock.now()
    works = permissions.can_see_due(request.user, request.area)
    settles = permissions.can_settle(request.user, one)
    state = state_of(one, now)
    context = {
        "one": one,
        "deadline": deadline_words(one, now),
        "facts": _facts(one, names=works or settles),
        "outcome": _outcome(one, names=works or settles),
        "is_late": state.key in (MISSED, MET_LATE),
        "is_missed": state.key == MISSED,
        "reminders": list(one.reminders.select_related("user")) if works or settles else None,
        "acts": _acts(one, state.key) if settles else [],
        "breadcrumbs": crumbs(request),
    }
    return render(request, "panels/obligation_detail.html", context)


def find_obligation(request: Any, reference: str) -> Obligation:
    """A deadline that the reader may know of."""
    seen = Obligation.objects.visible_to(request.user).for_page().filter(area=request.area)
    return get_object_or_404(seen, reference=reference)


def deadline_words(one: Obligation, now: datetime) -> dict[str, Any]:
    """A deadline as `components/deadline.html` shows it. The days are counted again, and shown while they lead to its day."""
    nation = one.area.nation
    leads_there = working_days.reckon(one.reckoning, one.counted_from, one.number, nation, one.pause) == one.due_on
    days = working_days.counted(one.reckoning, one.counted_from, one.number, nation, one.pause) if leads_there else []
    said = {"day": long_date(one.due_on), "time": clock_time(one.due_at)}
    if one.is_closing:
        words = _("Closes on %(day)s at %(time)s.") if one.due_at else _("Closes at the end of %(day)s.")
    else:
        words = _("Due by %(time)s on %(day)s.") if one.due_at else _("Due by the end of %(day)s.")
    return {
        "sentence": words % said,
        "state": _state_tag(one, now),
        "counted": [_counted(day) for day in days],
        "provision": one.provision,
        "verified": one.is_verified,
    }


def crumbs(request: Any, one: Obligation | None = None) -> list[dict[str, str]]:
    """The way to a page below the list: for those who may not read the list, without it."""
    found = [_area_crumb(request)]
    if permissions.can_see_due(request.user, request.area):
        found.append({"url": reverse("panels:obligation-list", args=[request.area.slug]), "text": _("What is due")})
    return [*found, {"url": one.get_absolute_url(), "text": one.reference}] if one else found


def _area_crumb(request: Any) -> dict[str, str]:
    return {"url": reverse("area-home", args=[request.area.slug]), "text": request.area.name}


def _narrowed(request: Any) -> ObligationFilter:
    """What the reader asks for of what they may know; PermissionDenied for those who do not work with what is due."""
    if not permissions.can_see_due(request.user, request.area):
        raise PermissionDenied
    seen = Obligation.objects.visible_to(request.user).for_page().filter(area=request.area)
    return ObligationFilter(request.GET, queryset=seen, user=request.user, now=clock.now())


def _table(request: Any, narrowed: ObligationFilter, now: datetime) -> DueTable:
    columns = [
        Column("when", _("When"), _when_cell, "due_on"),
        Column("what", _("What"), _what_cell, "title", heads_row=True),
        Column("rule", _("Rule"), _rule_cell, "provision"),
        Column("owner", _("Who owes it"), owner_words, "owner"),
        Column("state", _("State"), lambda one: _state_cell(one, now)),
    ]
    caption = _("Deadlines, missed ones first") if not narrowed.asked_state else _("Deadlines")
    return DueTable(request, narrowed.rows, columns=columns, caption=caption, empty="")


def _group(row: Any, today: date) -> str:
    """The heading under which a row stands."""
    if row.is_missed:
        return _("Missed")
    monday, this = row.due_on - DAY * row.due_on.weekday(), today - DAY * today.weekday()
    if monday == this:
        return _("This week")
    if monday == this + WEEK:
        return _("Next week")
    return _("Week of %(day)s") % {"day": long_date(monday)}


def _when_cell(one: Obligation) -> SafeString:
    day = format_html('<span class="app-nowrap">{}</span>', in_words(one.due_on, "D j M Y"))
    return format_html("{}<br>{}", day, clock_time(one.due_at)) if one.due_at else day


def _what_cell(one: Obligation) -> SafeString:
    link = format_html('<a class="govuk-link" href="{}">{}</a>', one.get_absolute_url(), one.title)
    return format_html(WITH_QUIET, link, one.about) if one.about else link


def _rule_cell(one: Obligation) -> SafeString | str:
    return one.provision if one.is_verified else format_html("{}<br>{}", one.provision, tag(_("Not yet verified"), "grey"))


def _state_cell(one: Obligation, now: datetime) -> str:
    words = _state_tag(one, now)
    return format_html(WITH_QUIET, words, one.explanation) if one.explanation else words


def _state_tag(one: Obligation, now: datetime) -> str:
    return tag(state_of(one, now).words)


def _counted(day: working_days.CountedDay) -> dict[str, str]:
    """One line of the count; where it runs over years, the day has its year."""
    words = day_date(day.day) if day.until is None else _("%(first)s to %(last)s") % {
        "first": short_date(day.day), "last": short_date(day.until),
    }  # fmt: skip
    if not day.counts:
        return {"day": words, "counts": _("No, %(reason)s") % {"reason": day.reason}}
    return {"day": words, "counts": f"{day.number}, {day.reason}" if day.reason else str(day.number)}


def _facts(one: Obligation, *, names: bool) -> list[dict[str, Any]]:
    """What it is, for what, who owes it, and under which rule."""
    about: Any = one.about or _("nothing else")
    if one.address.startswith("/") and one.about:
        about = format_html('<a class="govuk-link" href="{}">{}</a>', one.address, one.about)
    facts = [
        {"term": _("For what"), "value": about},
        {"term": _("Who owes it"), "value": owner_words(one) if names else one.get_owner_display()},
        {"term": _("Rule"), "value": one.rule_title or _("none by name")},
        {"term": _("Provision"), "value": _rule_cell(one)},
        {"term": _("How it is counted"), "value": _reckoning_words(one)},
    ]
    return facts[:1] + facts[2:] if one.is_closing else facts


def _reckoning_words(one: Obligation) -> str:
    if one.reckoning == Reckoning.ON_DAY:
        return str(one.get_reckoning_display())
    said = {"counted": counting_words(one), "day": long_date(one.counted_from)}
    return _("%(counted)s. Counted from %(day)s") % said


def counting_words(one: Obligation) -> str:
    """How many days of which kind are counted: "5 working days after", "1 day after"."""
    single = {
        Reckoning.WORKING_BEFORE: _("1 working day before"), Reckoning.WORKING_AFTER: _("1 working day after"),
        Reckoning.DAYS_AFTER: _("1 day after"), Reckoning.MONTHS_AFTER: _("1 month after"),
        Reckoning.YEARS_AFTER: _("1 year after"),
    }  # fmt: skip
    many = _("%(number)s %(how)s") % {"number": one.number, "how": one.get_reckoning_display()}
    return single.get(Reckoning(one.reckoning), many) if one.number == 1 else many


def _outcome(one: Obligation, *, names: bool) -> list[dict[str, Any]]:
    """What met it and when, and what was said of it."""
    found: list[dict[str, Any]] = []
    if one.met_at:
        found.append({"term": _("Done on"), "value": long_date(one.met_at)})
        found.append({"term": _("In time"), "value": _("No, late") if one.was_late else _("Yes")})
    if one.met_how:
        words = _("Opened again because") if one.status == DutyStatus.OPEN else _("What met it")
        found.append({"term": words, "value": one.met_how})
    if one.met_by and names:
        found.append({"term": _("Recorded by"), "value": one.met_by})
    if one.explanation:
        words = _("Why it does not apply") if one.status == DutyStatus.NOT_APPLICABLE else _("Why it was late")
        found.append({"term": words, "value": one.explanation})
    return found


def _acts(one: Obligation, state: str) -> list[dict[str, Any]]:
    """What can be recorded of it now, the nearest first; what settles nothing of itself stands as a link."""
    wanted: list[tuple[str, str]] = []
    if one.status == DutyStatus.OPEN and not one.is_closing:
        wanted.append(("obligation-meet", _("Mark as met")))
    if state in (MISSED, MET_LATE):
        wanted.append(("obligation-explain", _("Say why it was late")))
    if one.status == DutyStatus.OPEN:
        wanted.append(("obligation-set-aside", _("It does not apply")))
    if one.status != DutyStatus.OPEN and one.met_by_id:
        wanted.append(("obligation-reopen", _("Open it again")))
    here = [one.area.slug, one.reference]
    return [{"url": reverse(f"panels:{name}", args=here), "text": text, "is_button": name in BUTTONS} for name, text in wanted]


def _key_facts(request: Any, narrowed: ObligationFilter, now: datetime) -> list[dict[str, Any]]:
    """How much is missed, to come and was met late, each number leading there."""
    is_open, over = Q(status=DutyStatus.OPEN), is_over(now)
    counts = narrowed.queryset.order_by().aggregate(
        missed=Count("pk", filter=is_open & over & Q(is_closing=False)),
        upcoming=Count("pk", filter=is_open & ~over),
        late=Count("pk", filter=Q(status=DutyStatus.MET, was_late=True)),
    )
    words = {"missed": _("Missed"), "upcoming": _("To come"), LATE: _("Met late")}
    link = '<a class="govuk-link govuk-link--no-visited-state" href="?state={}">{}</a>'
    return [
        {"term": words[name], "value": format_html(link, name, f"{number:,}") if number else "0"}
        for name, number in counts.items()
    ] if any(counts.values()) else []  # fmt: skip


def _empty(narrowed: ObligationFilter) -> str:
    """Why no row is shown, and what to do next."""
    if [name for name, _words in narrowed.in_force()] == ["state"] and narrowed.asked_state in ("missed", LATE):
        return _("Nothing is missed.") if narrowed.asked_state == "missed" else _("Nothing was met late.")
    if narrowed.in_force():
        return _("No deadlines match. Remove a filter.")
    return _("Nothing is due. Deadlines come here when a meeting is called, a report is asked for or an action gets a day.")


def _count_words(count: int) -> str:
    return ngettext("%(count)s deadline", "%(count)s deadlines", count) % {"count": f"{count:,}"}


def _without(request: Any, name: str) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    query.pop(name, None)
    return f"?{query.urlencode()}"


def _exports(request: Any) -> list[dict[str, str]]:
    query = request.GET.copy()
    query.pop("page", None)
    ending = f"?{query.urlencode()}" if query else ""
    return [
        {"text": _("Download as %(kind)s") % {"kind": fmt.upper()},
         "url": reverse("panels:obligation-export", args=[request.area.slug, fmt]) + ending}
        for fmt in FORMATS
    ]  # fmt: skip
