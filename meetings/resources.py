"""Lists as files, each with what the list shows and nothing more; and an action log taken in from one."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from import_export import fields, resources, results, widgets

from accounts.models import User
from interface import clock
from interface.tables import safe_cell
from interface.templatetags.dates import clock_time, short_date
from meetings.choices import OwnerKind, QuestionStatus, RecommendationSource
from meetings.models import Action, Meeting, ProgrammeEntry, PublicQuestion, Recommendation, Review
from meetings.rules import action_rows
from meetings.services.actions import raise_action
from meetings.services.actions.matching import KnownNames, known_names
from meetings.services.actions.raising import WORDS, refuse_wrong
from panels.models import Body


class SafeResource(resources.ModelResource):
    """Exports no cell that a spreadsheet could take for a formula."""

    def export_field(self, field: fields.Field, instance: Any, **kwargs: Any) -> Any:
        value = super().export_field(field, instance, **kwargs)
        return safe_cell(value) if isinstance(value, str) else value


class MeetingResource(SafeResource):
    """One row a meeting."""

    date = fields.Field(attribute="held_on", column_name=_("Date"))
    start = fields.Field(column_name=_("Start"))
    body = fields.Field(attribute="body__name", column_name=_("Body"))
    kind = fields.Field(attribute="get_kind_display", column_name=_("Type"))
    subject = fields.Field(attribute="subject", column_name=_("Subject"))
    place = fields.Field(column_name=_("Place"))
    state = fields.Field(attribute="get_status_display", column_name=_("State"))
    reason = fields.Field(attribute="status_reason", column_name=_("Reason"))
    published = fields.Field(column_name=_("Agenda published on"))
    address = fields.Field(attribute="get_absolute_url", column_name=_("Address"))

    class Meta:
        model = Meeting
        fields = ("date", "start", "body", "kind", "subject", "place", "state", "reason", "published", "address")
        export_order = fields

    def dehydrate_start(self, meeting: Meeting) -> str:
        return clock_time(meeting.starts_at)

    def dehydrate_place(self, meeting: Meeting) -> str:
        return str(meeting.venue or "")

    def dehydrate_published(self, meeting: Meeting) -> str:
        return clock.as_local(meeting.published_at).date().isoformat() if meeting.published_at else ""


class ActionResource(SafeResource):
    """One row an action of `for_log`; the columns that an import takes have the headings that it knows."""

    reference = fields.Field(attribute="reference", column_name=_("Reference"))
    body = fields.Field(attribute="body__name", column_name=action_rows.COLUMNS["body"])
    text = fields.Field(attribute="text", column_name=action_rows.COLUMNS["text"])
    owner_kind = fields.Field(attribute="get_owner_kind_display", column_name=action_rows.COLUMNS["owner_kind"])
    owner = fields.Field(attribute="owner", column_name=action_rows.COLUMNS["owner_name"])
    due = fields.Field(column_name=action_rows.COLUMNS["due_on"])
    agreed = fields.Field(column_name=action_rows.COLUMNS["raised_on"])
    private = fields.Field(column_name=action_rows.COLUMNS["access"])
    state = fields.Field(attribute="get_status_display", column_name=action_rows.COLUMNS["status"])
    overdue = fields.Field(column_name=_("Overdue"))
    evidence = fields.Field(column_name=_("Last evidence"))
    said = fields.Field(column_name=_("Last update"))
    closed = fields.Field(column_name=_("Closed on"))
    address = fields.Field(attribute="get_absolute_url", column_name=_("Address"))

    class Meta:
        model = Action
        fields = (
            "reference", "body", "text", "owner_kind", "owner", "due", "agreed", "private", "state", "overdue", "evidence",
            "said", "closed", "address",
        )  # fmt: skip
        export_order = fields

    def __init__(self, *, evidence: dict[int, str] | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.evidence_words = evidence or {}

    def dehydrate_due(self, action: Any) -> str:
        if action.due_on:
            return short_date(action.due_on)
        if not action.due_next_meeting:
            return ""
        day = f" ({short_date(action.due_by)})" if action.due_by else ""
        return gettext("next meeting") + day

    def dehydrate_agreed(self, action: Action) -> str:
        return short_date(action.raised_on)

    def dehydrate_private(self, action: Action) -> str:
        return gettext("yes") if action.is_private else gettext("no")

    def dehydrate_overdue(self, action: Any) -> str:
        return gettext("yes") if action.is_overdue else gettext("no")

    def dehydrate_evidence(self, action: Action) -> str:
        return self.evidence_words.get(action.pk, "")

    def dehydrate_said(self, action: Any) -> str:
        return short_date(action.last_said_on)

    def dehydrate_closed(self, action: Action) -> str:
        return short_date(action.closed_on) if action.closed_how else ""


class RecommendationResource(SafeResource):
    """One row a recommendation, with the newest response."""

    reference = fields.Field(attribute="reference", column_name=_("Reference"))
    body = fields.Field(attribute="body__name", column_name=_("Body"))
    text = fields.Field(attribute="text", column_name=_("Recommendation"))
    made_to = fields.Field(attribute="made_to", column_name=_("Made to"))
    made = fields.Field(column_name=_("Made on"))
    source = fields.Field(column_name=_("Source"))
    private = fields.Field(column_name=_("Private"))
    asked_by = fields.Field(column_name=_("Response asked for by"))
    late = fields.Field(column_name=_("Late"))
    state = fields.Field(column_name=_("Response"))
    responded = fields.Field(column_name=_("Responded on"))
    address = fields.Field(attribute="get_absolute_url", column_name=_("Address"))

    class Meta:
        model = Recommendation
        fields = (
            "reference", "body", "text", "made_to", "made", "source", "private", "asked_by", "late", "state", "responded",
            "address",
        )  # fmt: skip
        export_order = fields

    def dehydrate_made(self, made: Recommendation) -> str:
        return short_date(made.made_on)

    def dehydrate_private(self, made: Recommendation) -> str:
        return gettext("yes") if made.is_private else gettext("no")

    def dehydrate_state(self, made: Recommendation) -> str:
        return gettext("Taken back") if made.withdrawn_at else str(made.get_status_display())

    def dehydrate_source(self, made: Any) -> str:
        return str(RecommendationSource(made.source).label)

    def dehydrate_asked_by(self, made: Recommendation) -> str:
        return short_date(made.response_due_on)

    def dehydrate_late(self, made: Any) -> str:
        return gettext("yes") if made.is_late else gettext("no")

    def dehydrate_responded(self, made: Any) -> str:
        return short_date(made.responded_on)


class ReviewResource(SafeResource):
    """One row a review, with how many recommendations it made and how many have a response."""

    title = fields.Field(attribute="title", column_name=_("Topic"))
    body = fields.Field(attribute="body__name", column_name=_("Body"))
    lead = fields.Field(attribute="lead__name", column_name=_("Lead member"))
    begun = fields.Field(column_name=_("Begun"))
    state = fields.Field(attribute="get_status_display", column_name=_("State"))
    reported = fields.Field(column_name=_("Reported"))
    made = fields.Field(attribute="made", column_name=_("Recommendations"))
    answered = fields.Field(attribute="answered", column_name=_("With a response"))
    asked_by = fields.Field(column_name=_("Response asked for by"))
    address = fields.Field(attribute="get_absolute_url", column_name=_("Address"))

    class Meta:
        model = Review
        fields = ("title", "body", "lead", "begun", "state", "reported", "made", "answered", "asked_by", "address")
        export_order = fields

    def dehydrate_begun(self, review: Review) -> str:
        return short_date(review.started_on)

    def dehydrate_reported(self, review: Review) -> str:
        return short_date(review.reported_on)

    def dehydrate_asked_by(self, review: Review) -> str:
        return short_date(review.response_due_on) if review.is_reported else ""


class ProgrammeResource(SafeResource):
    """One row an entry of a work programme, which has its `group` and what is `said` of it, as the year's page shows them."""

    date = fields.Field(column_name=_("Date"))
    meeting = fields.Field(column_name=_("Meeting"))
    business = fields.Field(attribute="title", column_name=_("Business"))
    notes = fields.Field(attribute="notes", column_name=_("Notes"))
    lead = fields.Field(attribute="lead", column_name=_("Lead"))
    minutes = fields.Field(column_name=_("Minutes planned"))
    private = fields.Field(column_name=_("Private"))
    state = fields.Field(column_name=_("State"))
    reason = fields.Field(attribute="state_reason", column_name=_("Why"))
    check = fields.Field(attribute="said__mismatch", column_name=_("Day to check"))

    class Meta:
        model = ProgrammeEntry
        fields = ("date", "meeting", "business", "notes", "lead", "minutes", "private", "state", "reason", "check")
        export_order = fields

    def __init__(self, *, shows_load: bool, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.shows_load = shows_load

    def dehydrate_date(self, entry: Any) -> str:
        return short_date(entry.group.day)

    def dehydrate_meeting(self, entry: Any) -> str:
        return entry.group.meeting.called if entry.group.meeting else ""

    def dehydrate_minutes(self, entry: ProgrammeEntry) -> int | str:
        return entry.minutes_planned if self.shows_load and entry.minutes_planned else ""

    def dehydrate_private(self, entry: ProgrammeEntry) -> str:
        return gettext("yes") if entry.is_private else gettext("no")

    def dehydrate_state(self, entry: Any) -> str:
        return entry.said.words or entry.get_state_display()


class QuestionResource(SafeResource):
    """One row a submission that was accepted, in the words for the papers and never those as sent."""

    reference = fields.Field(attribute="reference", column_name=_("Reference"))
    body = fields.Field(attribute="body__name", column_name=_("Body"))
    meeting = fields.Field(column_name=_("Meeting"))
    kind = fields.Field(attribute="get_kind_display", column_name=_("Kind"))
    name = fields.Field(attribute="published_name", column_name=_("Name"))
    words = fields.Field(attribute="published_words", column_name=_("Words"))
    signatures = fields.Field(attribute="signatures", column_name=_("Signatures"))
    answer = fields.Field(column_name=_("Answer"))
    answered_by = fields.Field(column_name=_("Answered by"))
    answered_on = fields.Field(column_name=_("Answered on"))
    shown = fields.Field(column_name=_("On the website"))
    address = fields.Field(attribute="get_absolute_url", column_name=_("Address"))

    class Meta:
        model = PublicQuestion
        fields = (
            "reference", "body", "meeting", "kind", "name", "words", "signatures", "answer", "answered_by", "answered_on",
            "shown", "address",
        )  # fmt: skip
        export_order = fields

    def dehydrate_meeting(self, question: PublicQuestion) -> str:
        return short_date(question.meeting.held_on) if question.meeting else gettext("not announced yet")

    def dehydrate_answer(self, question: PublicQuestion) -> str:
        return question.answer if question.status == QuestionStatus.ANSWERED else ""

    def dehydrate_answered_by(self, question: PublicQuestion) -> str:
        return question.answered_by if question.status == QuestionStatus.ANSWERED else ""

    def dehydrate_answered_on(self, question: PublicQuestion) -> str:
        return short_date(question.answered_on) if question.status == QuestionStatus.ANSWERED else ""

    def dehydrate_shown(self, question: PublicQuestion) -> str:
        return gettext("yes") if question.is_published else gettext("no")


class ReadWidget(widgets.Widget):
    """Reads a cell with one of `rules.action_rows`, whose ValueError says what to do."""

    def __init__(self, read: Any) -> None:
        super().__init__()
        self.read = read

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        return self.read(value or "")


def _column(name: str, read: Any) -> fields.Field:
    return fields.Field(attribute=name, column_name=name, widget=ReadWidget(read))


class ActionImportResource(resources.ModelResource):
    """Rows of a spreadsheet as actions of an area, each entered by the service. All of them, or none.

    The columns are named by `rules.action_rows.COLUMNS`; a row is refused with the column and the reason.
    """

    text = _column("text", action_rows.read_text)
    owner_kind = _column("owner_kind", action_rows.read_owner_kind)
    owner_name = _column("owner_name", action_rows.read_owner_name)
    due_on = _column("due_on", action_rows.read_due)
    raised_on = _column("raised_on", action_rows.read_raised_on)
    access = _column("access", action_rows.read_access)
    status = _column("status", action_rows.read_status)

    class Meta:
        model = Action
        fields = ("text", "owner_kind", "owner_name", "due_on", "raised_on", "access", "status")
        import_id_fields: tuple[str, ...] = ()
        force_init_instance = True
        use_transactions = True
        skip_diff = True
        store_instance = True

    def __init__(
        self, *, bodies: Sequence[Body], actor: User, numbers: Sequence[int], keeps: bool = False, **kwargs: Any
    ) -> None:
        """`numbers` are those that the spreadsheet gives its rows; `keeps` lets no second import in until this one ends."""
        super().__init__(**kwargs)
        self.bodies, self.actor, self.numbers, self.keeps = bodies, actor, numbers, keeps

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        self.known: KnownNames = known_names(self.bodies, hold=self.keeps)

    def get_instance(self, instance_loader: Any, row: Any) -> None:
        """A row is always a new action: references are the portal's own."""
        return

    def import_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """Read every cell before anything is refused, so that the report names all that is wrong with a row."""
        problems: dict[str, Any] = {}
        try:
            super().import_instance(instance, row, **kwargs)
        except ValidationError as error:
            error.update_error_dict(problems)
        for name, match in (("body", self._match_body), ("owner_name", self._match_owner)):
            try:
                match(instance, row, problems)
            except ValueError as error:
                problems[name] = [ValidationError(str(error))]
        if problems:
            raise ValidationError(problems)

    def _match_body(self, instance: Any, row: Any, problems: dict[str, Any]) -> None:
        instance.body = self.known.body(row.get("body", ""))
        instance.area = instance.body.area

    def _match_owner(self, instance: Any, row: Any, problems: dict[str, Any]) -> None:
        if not {"owner_kind", "owner_name"} & set(problems) and instance.owner_kind == OwnerKind.PERSON:
            instance.owner_person = self.known.person(instance.owner_name)

    def validate_instance(self, instance: Any, import_validation_errors: Any = None, validate_unique: bool = True) -> None:
        """What the cells said; the service checks the rest."""
        if import_validation_errors:
            raise ValidationError(import_validation_errors)

    def save_instance(self, instance: Any, is_create: bool, row: Any, **kwargs: Any) -> None:
        """Enter the action, known at once; one that the log or the file holds already is refused."""
        body, person = instance.body, getattr(instance, "owner_person", None)
        if known := self.known.twin(body, instance.text, instance.raised_on):
            raise ValidationError({"text": known})
        instance.body, instance.owner_person = body, person
        instance.owner_name = "" if person else instance.owner_name
        instance.due_next_meeting = instance.due_on == "next"
        instance.due_on = None if instance.due_next_meeting else instance.due_on
        instance.raised_meeting = self.known.meeting(body, instance.raised_on)
        if kwargs.get("dry_run"):  # looking through a file locks no counter and writes no trail
            refuse_wrong(instance)
        else:
            facts = {name: getattr(instance, name) for name in (*WORDS, "access", "raised_on", "raised_meeting")}
            raise_action(body=body, actor=self.actor, is_out=True, **facts)
        self.known.note(instance, self.numbers[kwargs["row_number"] - 1])

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        """The library would reset the table's sequence here, which is not the portal's to do: no row brings a key."""

    def save_m2m(self, *args: Any, **kwargs: Any) -> None:
        """An action has none."""


def wrong_cells(result: results.Result, numbers: Sequence[int]) -> list[tuple[int, str, str]]:
    """All that is wrong with an import, in the order of the file: row as the spreadsheet numbers it, field, reason."""
    found = []
    for row in result.invalid_rows:
        for name, reasons in row.error.update_error_dict({}).items():
            found += [(numbers[row.number - 1], name, " ".join(error.messages)) for error in reasons]
    for number, errors in result.row_errors():
        found += [(numbers[number - 1], "", str(one.error)) for one in errors]
    return sorted(found, key=lambda one: one[0])


def evidence_words(found: dict[int, Any]) -> dict[int, str]:
    """Evidence as the export writes it: what it is, and its page."""
    page = gettext("page %(page)s")
    return {
        key: link.other.words + (f", {page % {'page': link.link.page}}" if link.link.page else "") for key, link in found.items()
    }
