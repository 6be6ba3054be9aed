"""What is typed of an engagement of the Commissioner."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from decisions.choices import DiaryKind
from decisions.forms.consultations import FactsForm
from decisions.models import DiaryEntry
from interface.fields import DateField
from interface.forms import OnceFormMixin, VersionedFormMixin
from interface.widgets import Radios
from meetings.choices import PartOfDay


class DiaryForm(FactsForm):
    """With whom, about what, when and where."""

    with_whom = forms.CharField(
        label=_("With whom"), max_length=200, help_text=_("The office or the body, and a name only where everybody may read it")
    )
    subject = forms.CharField(label=_("About what"), max_length=300)
    kind = forms.ChoiceField(label=_("Kind"), choices=DiaryKind.choices, widget=Radios, initial=DiaryKind.COMMUNITY)
    on = DateField(
        label=_("Date, if it is agreed"), called=_("The date"), required=False, help_text=_("For example, 8 3 2022")
    )  # fmt: skip
    date_words = forms.CharField(
        label=_("Date in words, where it is not agreed"), required=False, max_length=80,
        help_text=_("For example, “early May”. Leave both empty where nothing is known yet"),
    )  # fmt: skip
    part_of_day = forms.ChoiceField(
        label=_("Time of day"), required=False, widget=Radios, choices=[("", _("Not said")), *PartOfDay.choices]
    )
    place = forms.CharField(
        label=_("Where (optional)"), required=False, max_length=200, help_text=_("Leave out a private address")
    )


class DiaryCreateForm(OnceFormMixin, DiaryForm):
    """A new entry."""


class DiaryUpdateForm(VersionedFormMixin, DiaryForm):
    """An entry that is there."""

    def __init__(self, *args: Any, entry: DiaryEntry, **kwargs: Any) -> None:
        initial = {name: getattr(entry, name) for name in DiaryForm.base_fields}
        super().__init__(*args, versioned=entry, initial=initial, **kwargs)


class CancelForm(VersionedFormMixin, FactsForm):
    """Why it was called off."""

    why = forms.CharField(
        label=_("Why it was called off"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody who can read the entry reads this"), error_messages={"required": _("Say why it was called off")},
    )  # fmt: skip

    def __init__(self, *args: Any, entry: DiaryEntry, **kwargs: Any) -> None:
        super().__init__(*args, versioned=entry, **kwargs)
