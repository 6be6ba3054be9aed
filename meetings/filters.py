"""Narrowing lists of meetings, actions and recommendations; the rows come from `visible_to`."""

import django_filters
from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from documents.choices import Access, Edition
from documents.models import Pack
from interface.forms import GovukForm
from interface.templatetags.dates import short_date
from meetings.choices import ActionStatus, MeetingKind, RecommendationStatus
from meetings.models import Action, Meeting, Recommendation
from panels.models import Body
from panels.permissions import bodies_open_to


class FilterForm(GovukForm, forms.Form):
    """The boxes of the filter."""


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
                labels = {str(key): str(label) for key, label in box.choices}
                found.append((name, f"{box.label}: {labels.get(value, value)}"))
        return found


class MeetingFilter(ShownMixin, django_filters.FilterSet):
    """Body, year, type, and what is published."""

    body = django_filters.ChoiceFilter(field_name="body__slug", label=_("Body"), empty_label=_("Every body"))
    year = django_filters.ChoiceFilter(field_name="held_on__year", label=_("Year"), empty_label=_("Every year"))
    kind = django_filters.ChoiceFilter(label=_("Type"), choices=MeetingKind.choices, empty_label=_("Every type"))
    published = django_filters.ChoiceFilter(
        label=_("Published"),
        method="by_published",
        choices=[("agenda", _("Agenda")), ("pack", _("Agenda pack")), ("nothing", _("Nothing yet"))],
        empty_label=_("Anything"),
    )

    class Meta:
        model = Meeting
        fields: list[str] = []
        form = FilterForm

    def __init__(self, *args, user, area, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        bodies = Body.objects.visible_to(user).filter(area=area).order_by("name")
        self.filters["body"].extra["choices"] = list(bodies.values_list("slug", "name"))
        years = sorted({day.year for day in self.queryset.order_by().dates("held_on", "year")}, reverse=True)
        self.filters["year"].extra["choices"] = [(str(year), str(year)) for year in years]

    def by_published(self, rows, name, value):
        read = Meeting.objects.agenda_read_by(self.user)
        if value == "agenda":
            return rows.filter(pk__in=read.values("pk"))
        if value == "nothing":
            return rows.exclude(pk__in=read.values("pk"))
        packs = Pack.objects.visible_to(self.user).filter(
            area=OuterRef("area"), collection=OuterRef("slug"), edition=Edition.PUBLIC
        )
        return rows.filter(Exists(packs))


class RecordFilter(ShownMixin, django_filters.FilterSet):
    """What actions and recommendations have in common: the body, and the series, for those who see both."""

    field_order: list[str] = []
    several = False  # whether the area has more than one body

    body = django_filters.ChoiceFilter(field_name="body__slug", label=_("Body"), empty_label=_("Every body"))
    series = django_filters.ChoiceFilter(
        label=_("Series"),
        method="by_series",
        choices=[("public", _("Public")), ("private", _("Private"))],
        empty_label=_("Both series"),
    )

    def __init__(self, *args, user, area, **kwargs):
        super().__init__(*args, **kwargs)
        bodies = Body.objects.visible_to(user).filter(area=area).order_by("name")
        self.filters["body"].extra["choices"] = list(bodies.values_list("slug", "name"))
        self.several = len(self.filters["body"].extra["choices"]) > 1
        if not self.several:
            del self.filters["body"]
        if not reads_private_records(user, area):
            del self.filters["series"]

    def put_in_order(self):
        for name in [name for name in self.field_order if name in self.filters]:
            self.filters.move_to_end(name)

    def by_series(self, rows, name, value):
        return rows.filter(access=Access.PUBLIC) if value == "public" else rows.exclude(access=Access.PUBLIC)


class ActionFilter(RecordFilter):
    """Body, owner, state, overdue, the meeting that agreed it, series. The rows come from `for_log`."""

    owner = django_filters.ChoiceFilter(field_name="owner_words", label=_("Who is to do it"), empty_label=_("Everybody"))
    status = django_filters.ChoiceFilter(label=_("State"), choices=ActionStatus.choices, empty_label=_("Every state"))
    overdue = django_filters.ChoiceFilter(
        label=_("Overdue"), method="by_overdue", choices=[("yes", _("Only overdue"))], empty_label=_("Overdue or not")
    )
    meeting = django_filters.ChoiceFilter(field_name="raised_meeting__slug", label=_("Agreed at"), empty_label=_("Any meeting"))

    class Meta:
        model = Action
        fields: list[str] = []
        form = FilterForm

    field_order = ["body", "owner", "status", "overdue", "meeting", "series"]

    def __init__(self, *args, user, area, **kwargs):
        super().__init__(*args, user=user, area=area, **kwargs)
        self.put_in_order()
        names = self.queryset.order_by("owner_words").values_list("owner_words", flat=True).distinct()
        self.filters["owner"].extra["choices"] = [(name, name) for name in names]
        seen = Meeting.objects.visible_to(user).filter(area=area, pk__in=self.queryset.order_by().values("raised_meeting"))
        days = seen.order_by("-held_on", "slug").values_list("slug", "held_on", "body__name")
        several = len({name for _slug, _day, name in days}) > 1
        words = [(slug, f"{short_date(day)}, {name}" if several else short_date(day)) for slug, day, name in days]
        self.filters["meeting"].extra["choices"] = words

    def by_overdue(self, rows, name, value):
        return rows.filter(is_overdue=True)


class RecommendationFilter(RecordFilter):
    """Body, year, what was said to it, series."""

    year = django_filters.ChoiceFilter(field_name="made_on__year", label=_("Year"), empty_label=_("Every year"))
    status = django_filters.ChoiceFilter(label=_("Response"), choices=RecommendationStatus.choices, empty_label=_("Any response"))

    class Meta:
        model = Recommendation
        fields: list[str] = []
        form = FilterForm

    field_order = ["body", "year", "status", "series"]

    def __init__(self, *args, user, area, **kwargs):
        super().__init__(*args, user=user, area=area, **kwargs)
        self.put_in_order()
        years = sorted({day.year for day in self.queryset.order_by().dates("made_on", "year")}, reverse=True)
        self.filters["year"].extra["choices"] = [(str(year), str(year)) for year in years]


def reads_private_records(user, area) -> bool:
    """Whether somebody reads private records of any body of an area."""
    return bodies_open_to(user).filter(area=area).exists() if user.is_authenticated else False
