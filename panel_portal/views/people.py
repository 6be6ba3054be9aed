"""People, for administrators: who may sign in, what they are appointed to, and for how long."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts import services as accounts
from accounts.models import User
from interface import clock
from interface.once import done_once
from interface.tables import Column, Table
from interface.templatetags.dates import short_date
from interface.templatetags.govuk import tag
from panel_portal.filters import PeopleFilter
from panel_portal.forms import (
    WHOLE_PORTAL,
    AppointForm,
    AppointmentAreaForm,
    CloseAccountForm,
    EndAppointmentForm,
    PersonForm,
)
from panel_portal.permissions import can_close_account
from panels import services
from panels.models import Appointment, PoliceArea
from panels.permissions import can_administer


@login_required
@require_safe
def people_list(request: HttpRequest) -> HttpResponse:
    """Everybody who may sign in, by name, with what they are appointed to today."""
    _administrators_only(request)
    in_force = Appointment.objects.visible_to(request.user).on(clock.today()).for_page()
    held_now = Prefetch("appointments", in_force, to_attr="held_now")
    search = PeopleFilter(request.GET, User.objects.visible_to(request.user).prefetch_related(held_now))
    table = _people_table(request, search.qs if search.is_valid() else search.queryset.none())
    context = {
        "table": table,
        "form": search.form,
        "filter_form": search.form,
        "filters": [{"text": text, "url": _without(request, name)} for name, text in search.in_force()],
        "words": ngettext("%(count)s person", "%(count)s people", table.count) % {"count": f"{table.count:,}"},
    }
    return render(request, "panel_portal/people_list.html", context)


@login_required
def person_create(request: HttpRequest) -> HttpResponse:
    """Opens an account. Nothing is sent: the person asks for a password when they first come."""
    _administrators_only(request)
    form = PersonForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (url := done_once(form, lambda: _open(request, form))):
        return redirect(url)
    return render(request, "panel_portal/person_create.html", {"form": form, "breadcrumbs": _crumbs()})


def _open(request: HttpRequest, form: PersonForm) -> str:
    asked = form.cleaned_data
    person = accounts.open_account(email=asked["email"], name=asked["name"], actor=request.user)
    messages.success(request, _("Account opened. Nothing was sent: tell the person, and appoint them to a role"))
    return person.get_absolute_url()


@login_required
@require_safe
def person_detail(request: HttpRequest, reference: str) -> HttpResponse:
    """One person: the account, and every appointment there was and will be."""
    person = _person(request, reference)
    context = {
        "person": person,
        "facts": _facts(person),
        "table": _appointments_table(request, person),
        "can_close": can_close_account(request.user, person),
        "breadcrumbs": _crumbs(),
    }
    return render(request, "panel_portal/person_detail.html", context)


@login_required
def person_appoint(request: HttpRequest, reference: str) -> HttpResponse:
    """Asks where first, in the address, then for the role and the rest."""
    person = _person(request, reference)
    areas = PoliceArea.objects.visible_to(request.user).exclude(ended_on__lt=clock.today()).order_by("name")
    place = AppointmentAreaForm(request.GET if "area" in request.GET else None, areas=areas)
    context = {"person": person, "breadcrumbs": _crumbs(person), "form": place}
    if not place.is_valid():
        return render(request, "panel_portal/person_appoint_where.html", context)
    chosen = place.cleaned_data["area"]
    area = None if chosen == WHOLE_PORTAL else areas.get(slug=chosen)
    form = AppointForm(request.POST if request.method == "POST" else None, area=area)
    if form.is_valid() and (url := done_once(form, lambda: _appoint(request, person, area, form))):
        return redirect(url)
    return render(request, "panel_portal/person_appoint.html", {**context, "form": form, "place": _place(area)})


def _appoint(request: HttpRequest, person: User, area: PoliceArea | None, form: AppointForm) -> str:
    services.appoint(user=person, area=area, actor=request.user, **form.facts())
    messages.success(request, _("Appointment made"))
    return person.get_absolute_url()


@login_required
def appointment_end(request: HttpRequest, reference: str) -> HttpResponse:
    """Asks for the last day, and says what follows."""
    _administrators_only(request)
    seen = Appointment.objects.visible_to(request.user).for_page()
    appointment = get_object_or_404(seen, reference=reference)
    form = EndAppointmentForm(request.POST if request.method == "POST" else None, appointment=appointment)
    if form.is_valid():
        asked = {"ended_on": form.cleaned_data["ended_on"], "version": form.cleaned_data.get("version")}
        try:
            services.end_appointment(appointment=appointment, actor=request.user, **asked)
        except ValidationError as error:
            form.show_refusal(error)
        else:
            messages.success(request, _("The appointment ends on %(day)s") % {"day": short_date(asked["ended_on"])})
            return redirect(appointment.user)
    words = {"appointment": appointment, "place": _where(appointment), "breadcrumbs": _crumbs(appointment.user)}
    return render(request, "panel_portal/appointment_end.html", {"form": form, **words})


@login_required
def person_close(request: HttpRequest, reference: str) -> HttpResponse:
    """Asks whether the account is to be closed, and closes it."""
    person = _person(request, reference)
    form = CloseAccountForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and (url := done_once(form, lambda: _close(request, person))):
        return redirect(url)
    context = {"form": form, "person": person, "breadcrumbs": _crumbs(person)}
    return render(request, "panel_portal/person_close.html", context)


def _close(request: HttpRequest, person: User) -> str:
    services.close_account(user=person, actor=request.user)
    messages.success(request, _("Account closed. Its sessions have ended"))
    return person.get_absolute_url()


def _administrators_only(request: HttpRequest) -> None:
    if not can_administer(request.user):
        raise PermissionDenied


def _person(request: HttpRequest, reference: str) -> User:
    """Somebody by reference, for an administrator."""
    _administrators_only(request)
    return get_object_or_404(User.objects.visible_to(request.user), reference=reference)


def _crumbs(person: User | None = None) -> list[dict[str, str]]:
    crumbs = [{"text": _("People"), "url": reverse("people-list")}]
    return [*crumbs, {"text": str(person), "url": person.get_absolute_url()}] if person else crumbs


def _without(request: HttpRequest, name: str) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    query.pop(name, None)
    return f"?{query.urlencode()}"


def _people_table(request: HttpRequest, people) -> Table:
    columns = [
        Column("name", _("Person"), _name, sort="name", heads_row=True),
        Column("email", _("Email address"), "email", sort="email"),
        Column("appointments", _("Appointments in force"), _held_now),
        Column("signed-in", _("Last signed in"), lambda one: short_date(one.last_login) or _("Never"), sort="last_login"),
    ]
    empty = _("Nobody matches. Remove a filter, or open an account.")
    return Table(request, people, columns=columns, caption=_("Accounts"), empty=empty, order="name")


def _name(person: User) -> str:
    closed = "" if person.is_active else tag(_("Closed"), "grey")
    return format_html('<a class="govuk-link" href="{}">{}</a> {}', person.get_absolute_url(), person, closed)


def _held_now(person: Any) -> str:
    lines = ((f"{held.get_role_display()}, {_where(held)}",) for held in person.held_now)
    return format_html_join(SafeString("<br>"), "{}", lines) or _("None")


def _place(area: PoliceArea | None) -> str:
    return area.name if area else _("the whole portal")


def _where(appointment: Appointment) -> str:
    """In which body or area somebody is appointed."""
    if appointment.body:
        return f"{appointment.body.name}, {_place(appointment.area)}"
    return _place(appointment.area)


def _facts(person: User) -> list[dict[str, Any]]:
    return [
        {"term": _("Email"), "value": person.email},
        {"term": _("Account"), "value": _("Open") if person.is_active else tag(_("Closed"), "grey")},
        {"term": _("Opened"), "value": short_date(person.created_at)},
        {"term": _("Password"), "value": _("Set") if person.has_usable_password() else _("Not set")},
        {"term": _("Second factor"), "value": _("Set up") if accounts.has_second_factor(person) else _("Not set up")},
        {"term": _("Last signed in"), "value": short_date(person.last_login) or _("Never")},
    ]


def _appointments_table(request: HttpRequest, person: User) -> Table:
    today = clock.today()
    columns = [
        Column("role", _("Role"), _role, heads_row=True),
        Column("where", _("Where"), _where),
        Column("from", _("First day"), lambda held: short_date(held.started_on)),
        Column("until", _("Last day"), lambda held: short_date(held.ended_on) or _("Not set")),
        Column("approved", _("Approved by"), "approved_by"),
        Column("state", _("State"), lambda held: _state(held, today)),
        Column("acts", _("Acts"), lambda held: _end_link(held, today), stack_label=""),
    ]
    rows = Appointment.objects.visible_to(request.user).filter(user=person).for_page()
    return Table(request, rows, columns=columns, caption=_("Appointments"), empty=_("No appointment yet."))


def _role(appointment: Appointment) -> str:
    role = str(appointment.get_role_display())
    return _("%(role)s, as %(person)s") % {"role": role, "person": appointment.person} if appointment.person else role


def _is_over(appointment: Appointment, today: date) -> bool:
    return appointment.ended_on is not None and appointment.ended_on < today


def _state(appointment: Appointment, today: date) -> str:
    if _is_over(appointment, today):
        return tag(_("Ended"), "grey")
    return _("Upcoming") if appointment.started_on > today else _("In force")


def _end_link(appointment: Appointment, today: date) -> str:
    """A link to where it is ended, for what is not over."""
    if _is_over(appointment, today):
        return ""
    return format_html(
        '<a class="govuk-link" href="{}">{}<span class="govuk-visually-hidden">: {}, {}</span></a>',
        reverse("appointment-end", args=[appointment.reference]), _("End"), _role(appointment), _where(appointment),
    )  # fmt: skip
