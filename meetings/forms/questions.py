"""What those who keep the queue type about questions, statements and petitions of the public."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interface.clock import LONDON
from interface.fields import DateField, TimeField
from interface.forms import GovukForm, OnceFormMixin, VersionedFormMixin
from interface.widgets import Radios
from meetings.choices import QuestionKind, RejectionGround, Residence
from meetings.forms.actions import DATE_HINT, MeetingChoice
from meetings.forms.refusals import RefusalMixin
from meetings.models import AgendaItem, Meeting, PublicQuestion
from meetings.rules.questions import NAME_LETTERS, TEXT_LETTERS
from panels.models import Body

RESIDENCE = [
    (Residence.LIVES, _("Lives in the area")),
    (Residence.WORKS, _("Works in the area")),
    (Residence.BOTH, _("Lives and works in the area")),
]


class QuestionForm(RefusalMixin, VersionedFormMixin, GovukForm, forms.Form):
    """A decision on one submission, at the version that was read."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, question: PublicQuestion, **kwargs: Any) -> None:
        super().__init__(*args, versioned=question, **kwargs)

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for the service."""
        return dict(self.cleaned_data)


class DecideForm(QuestionForm):
    """The words and the name as they enter the papers, where they stand, and whether everybody reads them."""

    published_words = forms.CharField(
        label=_("Words for the papers"),
        help_text=_("Take out personal data, and leave the sender’s words as they are otherwise"),
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={"required": _("Enter the words that enter the papers")},
    )
    published_name = forms.CharField(label=_("Name for the papers"), max_length=NAME_LETTERS, required=False)
    item = forms.ModelChoiceField(
        AgendaItem.objects.none(), label=_("Item of the agenda"), to_field_name="slug", required=False,
        empty_label=_("No item yet"),
    )  # fmt: skip
    is_published = forms.BooleanField(label=_("Show it on the website, with the name for the papers"), required=False)
    personal_data_reason = forms.CharField(
        label=_("Why personal data may stay, if it does"), max_length=300, required=False,
        help_text=_("For example, it is the published telephone number of an office"),
    )  # fmt: skip

    def __init__(self, *args: Any, question: PublicQuestion, items: Any, item: str, shown: bool, **kwargs: Any) -> None:
        initial = {
            "published_words": question.published_words or question.words,
            "published_name": question.published_name or question.name,
            "item": item,
            "is_published": shown,
            "personal_data_reason": question.personal_data_reason,
        }
        super().__init__(*args, question=question, initial=initial, **kwargs)
        self.fields["item"].queryset = items
        self.fields["item"].label_from_instance = lambda one: f"{one.number} {one.title}".strip()
        self.fields["item"].error_messages["invalid_choice"] = _("Choose an item from the list")


class RejectForm(QuestionForm):
    """Why a submission is not taken, and what its sender is told."""

    ground = forms.ChoiceField(
        label=_("Why it is not accepted"), choices=RejectionGround.choices, widget=Radios,
        error_messages={"required": _("Choose why it is not accepted")},
    )  # fmt: skip
    words = forms.CharField(
        label=_("What the sender is told"), max_length=600, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("The reason above is in the mail already. Say what it means here, and where else they can turn"),
        error_messages={"required": _("Enter what the sender is told")},
    )  # fmt: skip


class CarryForm(QuestionForm):
    """To which meeting a submission goes, and why."""

    to = MeetingChoice(
        Meeting.objects.none(), label=_("Carry it to the meeting of"), empty_label=_("Choose a meeting"),
        error_messages={"required": _("Choose the meeting")},
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Why it is carried over"), max_length=300, error_messages={"required": _("Say why it is carried over")}
    )

    def __init__(self, *args: Any, meetings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = meetings


class AnswerForm(QuestionForm):
    """The answer, by whom it was given and when."""

    answer = forms.CharField(
        label=_("The answer"), widget=forms.Textarea(attrs={"rows": 10}), error_messages={"required": _("Enter the answer")}
    )
    answered_by = forms.CharField(
        label=_("Who answered"), help_text=_("A name or an office, such as the Police and Crime Commissioner"), max_length=160,
        error_messages={"required": _("Enter who answered")},
    )  # fmt: skip
    answered_on = DateField(
        label=_("Day of the answer"), help_text=DATE_HINT, error_messages={"required": _("Enter the day of the answer")}
    )


class EnterForm(RefusalMixin, OnceFormMixin, GovukForm, forms.Form):
    """A submission that came by post, by email or by word of mouth."""

    fields: dict[str, Any]

    body = forms.ModelChoiceField(Body.objects.none(), label=_("Body"), empty_label=None, to_field_name="slug")
    kind = forms.ChoiceField(
        label=_("What it is"), choices=QuestionKind.choices, widget=Radios,
        error_messages={"required": _("Choose a question, a statement or a petition")},
    )  # fmt: skip
    meeting = MeetingChoice(
        Meeting.objects.none(), label=_("For the meeting of"), required=False,
        empty_label=_("The next one, when it is announced"),
    )  # fmt: skip
    received_on = DateField(
        label=_("Day on which it came"), help_text=DATE_HINT, error_messages={"required": _("Enter the day on which it came")}
    )
    received_time = TimeField(
        label=_("Time at which it came"), required=False,
        help_text=_("For example, 10:45am. Left empty, it counts from the beginning of the day"),
    )  # fmt: skip
    words = forms.CharField(
        label=_("Words as sent"), widget=forms.Textarea(attrs={"rows": 8}), max_length=TEXT_LETTERS,
        error_messages={"required": _("Enter what was sent")},
    )  # fmt: skip
    signatures = forms.IntegerField(label=_("Signatures, of a petition"), min_value=1, max_value=10_000_000, required=False)
    name = forms.CharField(
        label=_("Name of the sender"), max_length=NAME_LETTERS,
        error_messages={"required": _("Enter the name of whoever sent it")},
    )  # fmt: skip
    email = forms.EmailField(label=_("Email address"), help_text=_("With it, the sender gets a receipt"), required=False)
    phone = forms.CharField(label=_("Telephone"), max_length=40, required=False)
    residence = forms.ChoiceField(
        label=_("Lives or works in the area"), choices=RESIDENCE, widget=Radios,
        error_messages={"required": _("Choose whether the sender lives or works in the area")},
    )  # fmt: skip
    will_attend = forms.BooleanField(label=_("Will read it out at the meeting"), required=False)
    consented = forms.BooleanField(
        label=_("The sender knows and agrees that the name and the words may be published"),
        error_messages={"required": _("Ask the sender first, then tick that they agree to publication")},
    )

    def __init__(self, *args: Any, bodies: Any, meetings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies
        self.fields["meeting"].queryset = meetings
        rows = list(bodies)
        if len(rows) == 1:
            self.fields["body"].widget, self.fields["body"].initial = forms.HiddenInput(), rows[0].slug

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for the service."""
        said = self.cleaned_data
        names = ("body", "kind", "meeting", "words", "signatures", "name", "email", "phone", "residence", "will_attend")
        moment = datetime.combine(said["received_on"], said["received_time"] or time(0), LONDON)
        return {name: said[name] for name in names} | {"received_at": moment}
