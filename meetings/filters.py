"""Narrowing lists of meetings, actions and recommendations; the rows come from `visible_to`."""

import django_filters
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from documents.choices import Access, Edition
from documents.models import Pack
from documents.services.personal import personal_data
from interface.templatetags.dates import short_date
from meetings.choices import (
    ActionStatus,
    EventKind,
    MeetingKind,
    QuestionKind,
    QuestionStatus,
    RecommendationSource,
    RecommendationStatus,
    ReviewStatus,
)
from meetings.models import Action, Event, Meeting, PublicQuestion, Recommendation, Review
from panels.filters import FilterForm, ShownMixin
from panels.models import Body
from panels.permissions import bodies_open_to


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
    """Body, source, year, what was said to it, late or not, series. The rows come from `with_sources`."""

    source = django_filters.ChoiceFilter(label=_("Source"), choices=RecommendationSource.choices, empty_label=_("Every source"))
    year = django_filters.ChoiceFilter(field_name="made_on__year", label=_("Year"), empty_label=_("Every year"))
    status = django_filters.ChoiceFilter(label=_("Response"), choices=RecommendationStatus.choices, empty_label=_("Any response"))
    late = django_filters.ChoiceFilter(
        label=_("In time"), method="by_late", choices=[("yes", _("Only late"))], empty_label=_("Late or not")
    )

    class Meta:
        model = Recommendation
        fields: list[str] = []
        form = FilterForm

    field_order = ["body", "source", "year", "status", "late", "series"]

    def __init__(self, *args, user, area, **kwargs):
        super().__init__(*args, user=user, area=area, **kwargs)
        self.put_in_order()
        years = sorted({day.year for day in self.queryset.order_by().dates("made_on", "year")}, reverse=True)
        self.filters["year"].extra["choices"] = [(str(year), str(year)) for year in years]

    def by_late(self, rows, name, value):
        return rows.filter(is_late=True)


class QuestionFilter(ShownMixin, django_filters.FilterSet):
    """Meeting, kind, answered or not. The rows were accepted."""

    several = False  # whether they are of more than one body

    meeting = django_filters.ChoiceFilter(field_name="meeting__slug", label=_("Meeting"), empty_label=_("Every meeting"))
    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=QuestionKind.choices, empty_label=_("Every kind"))
    answered = django_filters.ChoiceFilter(
        label=_("Answer"), method="by_answer", choices=[("yes", _("Answered")), ("no", _("No answer yet"))],
        empty_label=_("Answered or not"),
    )  # fmt: skip

    class Meta:
        model = PublicQuestion
        fields: list[str] = []
        form = FilterForm

    def __init__(self, *args, user, area, **kwargs):
        super().__init__(*args, **kwargs)
        known = Q(pk__in=self.queryset.order_by().values("meeting")) | Q(slug=self._asked())
        self.meetings = list(Meeting.objects.visible_to(user).filter(known, area=area).select_related("body"))
        self.several = len({one.body_id for one in self.meetings}) > 1
        self.filters["meeting"].extra["choices"] = [(one.slug, self._named(one)) for one in self.meetings]

    def _asked(self):
        """The meeting that the address names: one of which nothing is shown can be asked for too."""
        return str(self.data.get("meeting", "")).replace("\0", "")[:100]

    def _named(self, meeting):
        day = short_date(meeting.held_on)
        return f"{day}, {meeting.body.name}" if self.several else day

    @property
    def one_meeting(self):
        """The one meeting that the list is narrowed to, if it is."""
        return next((one for one in self.meetings if one.slug == self._asked()), None)

    def by_answer(self, rows, name, value):
        answered = Q(status=QuestionStatus.ANSWERED)
        return rows.filter(answered if value == "yes" else ~answered)


class QueueFilter(QuestionFilter):
    """State, kind, meeting, late, personal data. Without a state: what is to be decided or answered."""

    OPEN = (QuestionStatus.RECEIVED, QuestionStatus.ACCEPTED)

    answered = None
    state = django_filters.ChoiceFilter(
        label=_("State"), method="by_state", choices=[*QuestionStatus.choices, ("every", _("Every state"))],
        empty_label=_("To decide or to answer"),
    )  # fmt: skip
    late = django_filters.ChoiceFilter(
        label=_("In time"), method="by_late", choices=[("yes", _("Late")), ("no", _("In time"))], empty_label=_("In time or late")
    )
    personal = django_filters.ChoiceFilter(
        label=_("Personal data"), method="by_personal", choices=[("yes", _("Found")), ("no", _("None found"))],
        empty_label=_("Found or not"),
    )  # fmt: skip

    field_order = ["state", "kind", "meeting", "late", "personal"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.field_order:
            self.filters.move_to_end(name)

    def filter_queryset(self, queryset):
        rows = super().filter_queryset(queryset)
        return rows if self.form.cleaned_data.get("state") else rows.filter(status__in=self.OPEN)

    def by_state(self, rows, name, value):
        return rows if value == "every" else rows.filter(status=value)

    def by_late(self, rows, name, value):
        return rows.filter(late_for__isnull=value == "no")

    def by_personal(self, rows, name, value):
        """By what is found in the words as sent: looked for in all of them, since the database knows no telephone number."""
        found = [key for key, words in rows.order_by().values_list("pk", "words") if personal_data(words)]
        return rows.filter(pk__in=found) if value == "yes" else rows.exclude(pk__in=found)


def reads_private_records(user, area) -> bool:
    """Whether somebody reads private records of any body of an area."""
    return bodies_open_to(user).filter(area=area).exists() if user.is_authenticated else False


class EventFilter(ShownMixin, django_filters.FilterSet):
    """Kind of event."""

    kind = django_filters.ChoiceFilter(label=_("Kind"), choices=EventKind.choices, empty_label=_("Every kind"))

    class Meta:
        model = Event
        fields: list[str] = []
        form = FilterForm


class ReviewFilter(ShownMixin, django_filters.FilterSet):
    """Body, state, the year in which it began."""

    several = False  # whether the area has more than one body

    body = django_filters.ChoiceFilter(field_name="body__slug", label=_("Body"), empty_label=_("Every body"))
    status = django_filters.ChoiceFilter(label=_("State"), choices=ReviewStatus.choices, empty_label=_("Every state"))
    year = django_filters.ChoiceFilter(field_name="started_on__year", label=_("Begun in"), empty_label=_("Every year"))

    class Meta:
        model = Review
        fields: list[str] = []
        form = FilterForm

    def __init__(self, *args, user, area, **kwargs):
        super().__init__(*args, **kwargs)
        bodies = Body.objects.visible_to(user).filter(area=area).order_by("name")
        self.filters["body"].extra["choices"] = list(bodies.values_list("slug", "name"))
        self.several = len(self.filters["body"].extra["choices"]) > 1
        if not self.several:
            del self.filters["body"]
        years = sorted({day.year for day in self.queryset.order_by().dates("started_on", "year")}, reverse=True)
        self.filters["year"].extra["choices"] = [(str(year), str(year)) for year in years]
