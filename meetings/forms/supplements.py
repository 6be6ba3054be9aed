"""What clerks type about a supplement: why it comes, who agreed, and which withdrawn paper one of its papers replaces."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.models import Paper
from interface.forms import GovukForm, OnceFormMixin, VersionedFormMixin
from interface.widgets import Radios
from meetings.choices import LateGround
from meetings.forms.papers import LiveItemPaperForm, UploadItemPaperForm, WriteItemPaperForm
from meetings.forms.refusals import RefusalMixin
from meetings.models import Supplement


class SupplementForm(RefusalMixin, GovukForm, forms.ModelForm):
    """Why papers come late, and the Chair who agreed where the last day for notice is past."""

    class Meta:
        model = Supplement
        fields = ["reason", "late_ground", "agreed_by"]
        labels = {
            "late_ground": _("Why they may open late"),
            "reason": _("Why these papers come late"),
            "agreed_by": _("Name of the Chair who agreed that they are urgent"),
        }
        help_texts = {
            "reason": _("It is printed on the first page and shown to the public. Name no person"),
            "late_ground": _("Needed once the last day for the full notice is past"),
            "agreed_by": _("Needed where the Chair certifies that they are urgent"),
        }
        widgets = {"reason": forms.Textarea(attrs={"rows": 3}), "late_ground": Radios()}
        error_messages = {"reason": {"required": _("Say why these papers come late")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = True
        ground: Any = self.fields["late_ground"]
        ground.choices = LateGround.choices

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def validate_constraints(self) -> None:
        """The service checks them over the whole row."""


class SupplementCreateForm(OnceFormMixin, SupplementForm):
    """A new supplement."""


class SupplementUpdateForm(VersionedFormMixin, SupplementForm):
    """The same over a draft."""


class ReplacesMixin:
    """Asks which withdrawn paper this one stands in place of, where there is one."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, replaceable: list[Paper], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if replaceable:
            self.fields["replaces"] = forms.ModelChoiceField(
                Paper.objects.filter(pk__in=[paper.pk for paper in replaceable]),
                label=_("Which withdrawn paper it replaces"),
                required=False,
                to_field_name="slug",
                empty_label=_("None: it is a new paper"),
                help_text=_("The sheets of the withdrawn paper will say where this one is"),
            )
            chooser: Any = self.fields["replaces"]
            chooser.label_from_instance = lambda paper: paper.title


class WriteSupplementPaperForm(ReplacesMixin, WriteItemPaperForm):
    """A paper written in the portal for a supplement."""


class UploadSupplementPaperForm(ReplacesMixin, UploadItemPaperForm):
    """A file for a supplement."""


class LiveSupplementPaperForm(ReplacesMixin, LiveItemPaperForm):
    """A paper from a register for a supplement."""
