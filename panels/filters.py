"""What the filters of every list share, and the narrowing of what is due; the rows come from `visible_to`."""

from datetime import datetime
from typing import Any

import django_filters
from django import forms
from django.db.models import BooleanField, Case, F, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from accounts.choices import Role
from interface.forms import GovukForm
from panels.choices import DECIDES, OF_COMMISSIONER, SERVES_COMMISSIONER, WRITES_AGENDAS, DutyOwner, DutyStatus
from panels.models import Obligation
from panels.permissions import appointments_of

# The words of each kind of deadline; one that is not here is shown by its key
KINDS = {
    "action": _("Action of a meeting"),
    "agenda": _("Agenda and papers"),
    "decisions-note": _("Note of decisions"),
    "host-notice-ends": _("Notice of the host authority"),
    "host-transfer": _("New host authority"),
    "inspection-response": _("Response to an inspection"),
    "questions-close": _("Public questions close"),
    "recommendation": _("Response to a recommendation"),
    "report": _("Report asked for"),
    "statements-close": _("Public statements close"),
    "substitutes": _("Notice of substitutes"),
    "award-spend-by": _("Grant to be spent"),
    "contract-ends": _("Contract ends"),
    "contract-extension": _("Extension to be decided"),
    "fund-spend-by": _("Fund to be spent"),
    "grant-ends": _("Grant ends"),
    "monitoring-return": _("Monitoring return"),
}
# Which offices' deadlines are a role's own: the clerk and the lead officer stand in for each other
OWED_BY: dict[str, tuple[DutyOwner, ...]] = {
    **dict.fromkeys(WRITES_AGENDAS, (DutyOwner.CLERK, DutyOwner.LEAD_OFFICER)),
    **dict.fromkeys(SERVES_COMMISSIONER, (DutyOwner.COMMISSIONER,)),
    Role.CHAIR: (DutyOwner.CHAIR,),
}
STATES = [
    ("missed", _("Missed")),
    ("upcoming", _("To come")),
    ("met", _("Met")),
    ("late", _("Met late")),
    ("closed", _("Closed to the public")),
    ("not-applicable", _("Not applicable")),
    ("all", _("Everything")),
]
LOOKING_BACK = frozenset({"met", "late", "closed", "not-applicable"})  # the newest stands first


class FilterForm(GovukForm, forms.Form):
    """The boxes of a filter."""


class ShownMixin:
    """What a list draws of its filters."""

    @property
    def rows(self):
        """The rows that match; a value that no filter knows matches none."""
        return self.qs if self.form.is_valid() else self.queryset.none()

    @property
    def boxes(self):
        """The form to draw: what it does not know is left out, and removed among the filters in force."""
        return self.form if self.form.is_valid() else self.get_form_class()(self.form.cleaned_data)

    def in_force(self) -> list[tuple[str, str]]:
        """Each filter in use: its name, and its words, which for a value that is not known are its own."""
        found = []
        for name, box in self.form.fields.items():
            if value := self.data.get(name):
                labels = {str(key): str(label) for key, label in getattr(box, "choices", ())}
                found.append((name, f"{box.label}: {labels.get(value, value)}"))
        return found


class ObligationFilter(ShownMixin, django_filters.FilterSet):
    """State, kind, who owes it, and one's own. Without a state: what is missed, and what is still to come."""

    state = django_filters.ChoiceFilter(label=_("State"), method="by_state", choices=STATES, empty_label=_("Still to do"))
    kind = django_filters.ChoiceFilter(label=_("Kind"), field_name="key", empty_label=_("Every kind"))
    owner = django_filters.ChoiceFilter(label=_("Who owes it"), choices=DutyOwner.choices, empty_label=_("Everybody"))
    mine = django_filters.ChoiceFilter(
        label=_("Yours"), method="by_mine", choices=[("yes", _("Only what you owe"))], empty_label=_("Yours and others’")
    )

    class Meta:
        model = Obligation
        fields: list[str] = []
        form = FilterForm

    def __init__(self, data: Any, *, queryset: QuerySet, user: Any, now: datetime) -> None:
        super().__init__(data, queryset=in_order(queryset, now))
        self.user, self.now = user, now
        keys = queryset.order_by("key").values_list("key", flat=True).distinct()
        self.filters["kind"].extra["choices"] = [(key, kind_words(key)) for key in keys]

    @property
    def rows(self) -> QuerySet:
        """The rows that match, in their usual order; a value that no filter knows matches none."""
        if not self.form.is_valid():
            return self.queryset.none()
        state = self.form.cleaned_data.get("state")
        found = self.qs if state else self.by_state(self.qs, "state", "")
        return found.order_by("-due_on", "-due_at", "-reference") if state in LOOKING_BACK else found

    @property
    def asked_state(self) -> str:
        """The state asked for, where it is one."""
        return self.form.cleaned_data.get("state", "") if self.form.is_valid() else ""

    def by_state(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        over = is_over(self.now)
        narrowed = {
            "": Q(status=DutyStatus.OPEN) & (Q(is_closing=False) | ~over),
            "missed": Q(status=DutyStatus.OPEN, is_closing=False) & over,
            "upcoming": Q(status=DutyStatus.OPEN) & ~over,
            "met": Q(status=DutyStatus.MET),
            "late": Q(status=DutyStatus.MET, was_late=True),
            "closed": Q(status=DutyStatus.OPEN, is_closing=True) & over,
            "not-applicable": Q(status=DutyStatus.NOT_APPLICABLE),
        }
        return rows.filter(narrowed[value]) if value in narrowed else rows

    def by_mine(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(owed_by(self.user))


def kind_words(key: str) -> str:
    """A kind of deadline in words."""
    return str(KINDS.get(key, key.replace("-", " ").capitalize()))


def is_over(now: datetime) -> Q:
    """Deadlines whose day, or hour on the day, has gone by at a moment in London."""
    today, moment = now.date(), now.timetz().replace(tzinfo=None)
    return Q(due_on__lt=today) | Q(due_on=today, due_at__isnull=False, due_at__lte=moment)


def in_order(rows: QuerySet, now: datetime) -> QuerySet:
    """Missed ones first (`is_missed`), then by day and hour."""
    missed = Case(
        When(is_over(now), status=DutyStatus.OPEN, is_closing=False, then=Value(True)),
        default=Value(False),
        output_field=BooleanField(),
    )
    marked = rows.annotate(is_missed=missed)
    return marked.order_by("-is_missed", "due_on", F("due_at").asc(nulls_last=True), "reference")


def owed_by(user: Any) -> Q:
    """What a person owes by name, or by an office that they hold where it is owed."""
    found = Q(owner_user=user)
    for held in appointments_of(user):
        there = Q(area=held.area_id, owner__in=OWED_BY.get(held.role, ()), owner_user__isnull=True, is_closing=False)
        found |= there & Q(body=held.body_id) if held.body_id else there & _of_bodies(held.role)
        if held.role in DECIDES and not held.body_id:  # who prepares the boards of the Commissioner owes what their clerk would
            owed = Q(area=held.area_id, owner__in=OWED_BY[Role.CLERK], owner_user__isnull=True, is_closing=False)
            found |= owed & Q(body__kind__in=OF_COMMISSIONER)
    return found


def _of_bodies(role: str) -> Q:
    """Which bodies a role in the business of a whole area reaches: those of the Commissioner only from that office."""
    return Q() if role in SERVES_COMMISSIONER else Q(body__isnull=True) | ~Q(body__kind__in=OF_COMMISSIONER)
