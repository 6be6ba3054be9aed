"""A person's own calendar: secret addresses made and revoked, and the file that other programs fetch without signing in."""

import hashlib
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts import services
from accounts.models import CalendarAddress
from interface import clock
from interface.calendars import CONTENT_TYPE, write
from interface.once import done_once, refused
from interface.tables import Column, Table
from interface.templatetags.dates import clock_time, short_date
from interface.templatetags.govuk import tag
from meetings.feeds import REFRESH, own_entries
from panel_portal.forms import CalendarAddressForm, RevokeCalendarForm
from panels.models import PoliceArea
from panels.permissions import areas_of

HOUR = 3600  # seconds
MOST_FETCHES = 60  # of one address in an hour
MOST_UNKNOWN = 120  # addresses that are none, from one place in an hour


@login_required
@require_safe
def calendar_list(request: Any) -> HttpResponse:
    """The person's addresses, and the public calendars of their areas."""
    rows = CalendarAddress.objects.filter(user=request.user)
    areas = PoliceArea.objects.visible_to(request.user).filter(pk__in=areas_of(request.user)).order_by("name")
    table = Table(
        request, rows, columns=_columns(), caption=_("Your calendar addresses"),
        empty=_("You have no calendar address yet. Make one to see your meetings and deadlines in your own calendar."),
    )  # fmt: skip
    context = {
        "table": table,
        "words": ngettext("%(count)s address", "%(count)s addresses", table.count) % {"count": table.count},
        "in_use": rows.filter(revoked_at=None).count(),
        "feeds": [{"name": area.name, "address": _web("meetings:calendar-feed", area.slug)} for area in areas],
        "breadcrumbs": _crumbs(),
    }
    return render(request, "panel_portal/calendar_list.html", context)


@login_required
def calendar_create(request: HttpRequest) -> HttpResponse:
    """Makes an address and shows it, this once: the answer is the page itself, which nothing keeps."""
    form = CalendarAddressForm(request.POST if request.method == "POST" else None)
    made: list[str] = []
    if form.is_valid() and (url := done_once(form, lambda: _make(request, form, made))):
        if not made:
            messages.info(
                request, _("That address was shown when it was made. If you did not keep it, revoke it and make another")
            )
            return redirect(url)
        context = {"address": made[0], "label": form.cleaned_data["label"], "breadcrumbs": _crumbs(inside=True)}
        return _kept_nowhere(render(request, "panel_portal/calendar_made.html", context))
    return render(request, "panel_portal/calendar_create.html", {"form": form, "breadcrumbs": _crumbs(inside=True)})


def _make(request: HttpRequest, form: CalendarAddressForm, made: list[str]) -> str:
    label = form.cleaned_data["label"]
    _address, key = services.make_calendar_address(user=request.user, label=label, actor=request.user)
    made.append(_web("calendar-file", key))
    return reverse("calendar-list")


@login_required
def calendar_revoke(request: Any, reference: str) -> HttpResponse:
    """Asks whether an address is to end."""
    address = get_object_or_404(CalendarAddress, user=request.user, reference=reference)
    form = RevokeCalendarForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            services.revoke_calendar_address(address=address, actor=request.user)
        except ValidationError as error:
            refused(form, error)
        else:
            messages.success(request, _("The address is revoked. Whatever used it gets nothing from now on"))
            return redirect("calendar-list")
    context = {"form": form, "address": address, "breadcrumbs": _crumbs(inside=True)}
    return render(request, "panel_portal/calendar_revoke.html", context)


@login_required
def calendar_revoke_all(request: HttpRequest) -> HttpResponse:
    """Asks whether every address is to end."""
    form = RevokeCalendarForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        count = services.revoke_calendar_addresses(user=request.user, actor=request.user)
        words = ngettext("%(count)s address is revoked", "%(count)s addresses are revoked", count)
        messages.success(request, words % {"count": count})
        return redirect("calendar-list")
    return render(request, "panel_portal/calendar_revoke.html", {"form": form, "breadcrumbs": _crumbs(inside=True)})


@require_safe
def calendar_file(request: HttpRequest, key: str) -> HttpResponse:
    """A person's calendar for whoever has its address. Unknown, revoked and closed look the same."""
    address = services.calendar_address_of(key)
    if address is None:
        if _is_too_often(f"unknown-{_place_of(request)}", MOST_UNKNOWN):
            return _come_back_later(request)
        raise Http404
    if _is_too_often(address.reference, MOST_FETCHES):
        return _come_back_later(request)
    made = write(_("My meetings and deadlines"), own_entries(address.user, clock.today()), refresh=REFRESH)
    services.note_fetched(address)
    response = HttpResponse(made, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = 'inline; filename="calendar.ics"'
    return _kept_nowhere(response)


def _kept_nowhere(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _come_back_later(request: HttpRequest) -> HttpResponse:
    response = render(request, "429.html", status=429)
    response["Retry-After"] = str(HOUR)
    return _kept_nowhere(response)


def _is_too_often(name: str, most: int) -> bool:
    """Count one more within the hour; whether that passes what is allowed."""
    counter = f"calendar-{hashlib.sha256(name.encode()).hexdigest()}"
    if cache.add(counter, 1, HOUR):
        return False
    try:
        return cache.incr(counter) > most
    except ValueError:  # the hour ended in between
        return False


def _place_of(request: HttpRequest) -> str:
    """Where a request comes from, as a word that says nothing by itself and changes every day."""
    place = get_adapter().get_client_ip(request) or ""
    return salted_hmac(f"calendar-{clock.today()}", place).hexdigest()


def _columns() -> list[Column]:
    return [
        Column("label", _("What it is for"), lambda one: one.label or _("no name"), heads_row=True),
        Column("made", _("Made"), lambda one: short_date(one.created_at)),
        Column("fetched", _("Last fetched"), _fetched),
        Column("state", _("State"), lambda one: tag(_("Revoked"), "grey") if one.revoked_at else _("In use")),
        Column("acts", _("Acts"), _acts, stack_label=""),
    ]


def _fetched(address: CalendarAddress) -> str:
    if address.last_fetched_at is None:
        return _("never")
    moment = address.last_fetched_at
    return _("%(day)s at %(time)s") % {"day": short_date(moment), "time": clock_time(moment)}


def _acts(address: CalendarAddress) -> SafeString | str:
    if address.revoked_at:
        return ""
    return format_html(
        '<a class="govuk-link" href="{}">{}<span class="govuk-visually-hidden">: {}</span></a>',
        reverse("calendar-revoke", args=[address.reference]), _("Revoke"), address.label or _("no name"),
    )  # fmt: skip


def _web(name: str, word: str) -> str:
    return f"{settings.SITE_ADDRESS}{reverse(name, args=[word])}"


def _crumbs(*, inside: bool = False) -> list[dict[str, Any]]:
    crumbs = [{"url": reverse("mfa_index"), "text": _("Your account")}]
    if inside:
        crumbs.append({"url": reverse("calendar-list"), "text": _("Calendars")})
    return crumbs
