"""What is typed about proactive reviews: the review, its parts, its report and how it ended."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from documents.choices import Access, ExemptParagraph
from interface import clock
from interface.fields import DateField, MarkdownField
from interface.forms import GovukForm, OnceFormMixin, VersionedFormMixin
from interface.templatetags.dates import short_date
from interface.widgets import Radios
from meetings.choices import EvidenceKind
from meetings.forms.actions import ACCESS, DATE_HINT, MeetingChoice
from meetings.forms.refusals import RefusalMixin
from meetings.models import Meeting, Review, ReviewEvidence, ReviewWitness
from meetings.services.reviews.keeping import FACTS
from meetings.services.reviews.parts import EVIDENCE, WITNESS
from panels.models import Body, Person

COMMISSIONER = _("Police and Crime Commissioner")


class ReviewForm(RefusalMixin, GovukForm, forms.Form):
    """The topic, what the review covers, and who leads it."""

    fields: dict[str, Any]

    title = forms.CharField(label=_("Topic"), max_length=200, error_messages={"required": _("Enter the topic")})
    why = MarkdownField(label=_("Why the panel looks into it"), required=False)
    scope = MarkdownField(
        label=_("What the review covers"),
        help_text=_("Say what it leaves out too"),
        error_messages={"required": _("Say what the review covers, and what it does not")},
    )
    lead = forms.ModelChoiceField(
        Person.objects.none(), label=_("Lead member"), required=False, empty_label=_("Nobody yet"), to_field_name="slug"
    )
    started_on = DateField(
        label=_("Begins on"), help_text=DATE_HINT, error_messages={"required": _("Enter the day on which it begins")}
    )

    def offer(self, members: Any) -> None:
        """Put the members to choose from into the form."""
        self.fields["lead"].queryset = members
        self.fields["lead"].error_messages["invalid_choice"] = _("Choose a member from the list")
        self.fields["why"].widget.attrs["rows"] = 4

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for a service."""
        return {name: self.cleaned_data[name] for name in FACTS}


class ReviewCreateForm(OnceFormMixin, ReviewForm):
    """The same, with the body that does it."""

    body = forms.ModelChoiceField(Body.objects.none(), label=_("Body"), empty_label=None, to_field_name="slug")

    field_order = ["body"]

    def __init__(self, *args: Any, bodies: Any, members: Any, **kwargs: Any) -> None:
        super().__init__(*args, initial={"started_on": clock.today()}, **kwargs)
        self.offer(members)
        self.fields["body"].queryset = bodies
        rows = list(bodies)
        if len(rows) == 1:
            self.fields["body"].widget, self.fields["body"].initial = forms.HiddenInput(), rows[0].slug


class ReviewUpdateForm(VersionedFormMixin, ReviewForm):
    """The same, over a review that is there."""

    def __init__(self, *args: Any, review: Review, members: Any, **kwargs: Any) -> None:
        initial = {name: getattr(review, name) for name in FACTS} | {"lead": review.lead.slug if review.lead else None}
        super().__init__(*args, versioned=review, initial=initial, **kwargs)
        self.offer(members)


class ReviewMeetingForm(RefusalMixin, OnceFormMixin, GovukForm, forms.Form):
    """What a meeting does for a review, and under which item. The meeting was chosen on the page before."""

    fields: dict[str, Any]

    item = forms.ChoiceField(label=_("Item of its agenda"), required=False)
    what = forms.CharField(
        label=_("What happens there"), max_length=200, required=False,
        help_text=_("For example, “The panel agreed the scope”. Everybody who sees the review reads it"),
    )  # fmt: skip

    def __init__(self, *args: Any, items: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = {item.slug: item for item in items}
        rows = [(item.slug, f"{item.number} {item.title}".strip()) for item in items]
        self.fields["item"].choices = [("", gettext("No item of its own")), *rows]

    def facts(self) -> dict[str, Any]:
        return {"item": self.items.get(self.cleaned_data["item"]), "what": self.cleaned_data["what"]}


class EvidenceForm(RefusalMixin, GovukForm, forms.Form):
    """What was taken into account, from whom, and who may read it."""

    fields: dict[str, Any]

    kind = forms.ChoiceField(label=_("Kind"), choices=EvidenceKind.choices, widget=Radios, initial=EvidenceKind.WRITTEN)
    title = forms.CharField(label=_("What it is"), max_length=200, error_messages={"required": _("Say what it is")})
    given_by = forms.CharField(label=_("From whom"), max_length=160, required=False)
    on = DateField(label=_("Of which day"), help_text=DATE_HINT, required=False)
    text = MarkdownField(label=_("What it says"), required=False)
    paper = forms.ChoiceField(
        label=_("Paper of a meeting"), required=False,
        help_text=_("Papers that are out for the meetings of this review stand here"),
    )  # fmt: skip
    access = forms.ChoiceField(label=_("Who may read it"), choices=ACCESS, widget=Radios, initial=Access.PUBLIC)
    exempt_paragraph = forms.TypedChoiceField(
        label=_("Paragraph of Schedule 12A, where it is private"), required=False, coerce=int, empty_value=None,
        choices=[("", _("Choose a paragraph")), *ExemptParagraph.choices],
    )  # fmt: skip

    def offer(self, papers: list[tuple[Any, Any]]) -> None:
        """Put the papers to choose from into the form, each by its meeting and address."""
        self.papers = {f"{meeting.slug}/{paper.slug}": paper for paper, meeting in papers}
        days = {paper.pk: short_date(meeting.held_on) for paper, meeting in papers}
        words = [(key, f"{paper.title}, {days[paper.pk]}") for key, paper in self.papers.items()]
        self.fields["paper"].choices = [("", gettext("None of these")), *words]
        self.fields["text"].widget.attrs["rows"] = 5

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for a service."""
        said = {name: self.cleaned_data[name] for name in EVIDENCE}
        return said | {"paper": self.papers.get(said["paper"])}


class EvidenceCreateForm(OnceFormMixin, EvidenceForm):
    """New evidence."""

    def __init__(self, *args: Any, papers: list[tuple[Any, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(papers)


class EvidenceUpdateForm(VersionedFormMixin, EvidenceForm):
    """Evidence that is there."""

    def __init__(self, *args: Any, evidence: ReviewEvidence, papers: list[tuple[Any, Any]], **kwargs: Any) -> None:
        paper = evidence.paper
        chosen = f"{paper.collection}/{paper.slug}" if paper else ""
        initial = {name: getattr(evidence, name) for name in EVIDENCE} | {"paper": chosen}
        super().__init__(*args, versioned=evidence, initial=initial, **kwargs)
        self.offer(papers)


class WitnessForm(RefusalMixin, GovukForm, forms.Form):
    """Who is asked to speak, when they were heard, and what they said."""

    fields: dict[str, Any]

    name = forms.CharField(
        label=_("Office or name"), max_length=160, error_messages={"required": _("Enter the office or the name")},
        help_text=_("The office where that is enough. A name only where it is public: everybody who sees the review reads it"),
    )  # fmt: skip
    organisation = forms.CharField(label=_("Organisation"), max_length=160, required=False)
    meeting = MeetingChoice(
        Meeting.objects.none(), label=_("At the meeting of"), required=False, empty_label=_("No meeting in this list")
    )
    heard_on = DateField(label=_("Heard on"), help_text=DATE_HINT, required=False)
    text = MarkdownField(label=_("What they said"), required=False)

    def offer(self, meetings: Any) -> None:
        self.fields["meeting"].queryset = meetings
        self.fields["text"].widget.attrs["rows"] = 5

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in WITNESS}


class WitnessCreateForm(OnceFormMixin, WitnessForm):
    """A new witness."""

    def __init__(self, *args: Any, meetings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(meetings)


class WitnessUpdateForm(VersionedFormMixin, WitnessForm):
    """A witness who is there."""

    def __init__(self, *args: Any, witness: ReviewWitness, meetings: Any, **kwargs: Any) -> None:
        initial = {name: getattr(witness, name) for name in WITNESS}
        initial["meeting"] = witness.meeting.slug if witness.meeting else None
        super().__init__(*args, versioned=witness, initial=initial, **kwargs)
        self.offer(meetings)


class ReportForm(VersionedFormMixin, RefusalMixin, GovukForm, forms.Form):
    """What the panel found and concludes, and by when it asks for a response."""

    fields: dict[str, Any]

    findings = MarkdownField(label=_("What the panel found"), required=False)
    conclusions = MarkdownField(label=_("Conclusions"), required=False)
    response_due_on = DateField(
        label=_("Response asked for by"), required=False,
        help_text=_("The law names no day. Leave it empty where the panel sets none"),
    )  # fmt: skip

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        names = ("findings", "conclusions", "response_due_on")
        initial = {name: getattr(review, name) for name in names}
        super().__init__(*args, versioned=review, initial=initial, **kwargs)
        self.fields["findings"].widget.attrs["rows"] = 14

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("version", "findings", "conclusions", "response_due_on")}


class DraftForm(RefusalMixin, GovukForm, forms.Form):
    """A recommendation of a report that is being written."""

    fields: dict[str, Any]

    text = MarkdownField(label=_("What is recommended"), error_messages={"required": _("Enter what is recommended")})
    made_to = forms.CharField(
        label=_("To whom"),
        max_length=160,
        initial=COMMISSIONER,
        error_messages={"required": _("Enter to whom it is recommended")},
    )

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("text", "made_to")}


class DraftCreateForm(OnceFormMixin, DraftForm):
    """A new one."""


class DraftUpdateForm(VersionedFormMixin, DraftForm):
    """One that is there."""

    def __init__(self, *args: Any, recommendation: Any, **kwargs: Any) -> None:
        initial = {"text": recommendation.text, "made_to": recommendation.made_to}
        super().__init__(*args, versioned=recommendation, initial=initial, **kwargs)


class IssueForm(VersionedFormMixin, RefusalMixin, GovukForm, forms.Form):
    """The day on which the report is sent."""

    fields: dict[str, Any]

    issued_on = DateField(
        label=_("Day of the report"), help_text=DATE_HINT, error_messages={"required": _("Enter the day of the report")}
    )

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, versioned=review, initial={"issued_on": clock.today()}, **kwargs)
        self._saved = {}

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("version", "issued_on")}


class CloseReviewForm(VersionedFormMixin, RefusalMixin, GovukForm, forms.Form):
    """How a review ended."""

    fields: dict[str, Any]

    closed_on = DateField(
        label=_("Closed on"), help_text=DATE_HINT, error_messages={"required": _("Enter the day on which it ended")}
    )
    note = forms.CharField(
        label=_("How it ended"), max_length=500, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("This stands on the page of the review"), error_messages={"required": _("Say how it ended")},
    )  # fmt: skip

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, versioned=review, initial={"closed_on": clock.today()}, **kwargs)
        self._saved = {}

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("version", "closed_on", "note")}


class ReviewActForm(VersionedFormMixin, RefusalMixin, GovukForm, forms.Form):
    """Only the version that was read."""

    fields: dict[str, Any]

    def facts(self) -> dict[str, Any]:
        return {"version": self.cleaned_data["version"]}


class PartActForm(RefusalMixin, GovukForm, forms.Form):
    """Nothing to type: taking a part out, or putting it back, can be done twice without harm."""

    fields: dict[str, Any]

    def facts(self) -> dict[str, Any]:
        return {}
