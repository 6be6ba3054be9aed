"""What clerks type about the papers of an agenda, and where they put them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.forms import LivePaperForm, RevisePaperForm, UploadPaperForm, WrittenPaperForm
from documents.models import Paper
from interface.forms import GovukForm
from meetings.choices import ItemKind
from meetings.forms.refusals import RefusalMixin
from meetings.models import AgendaItem, Meeting


class AttachForm(RefusalMixin, GovukForm, forms.Form):
    """The item that a paper goes to. A private paper goes to a public item only with a tick."""

    fields: dict[str, Any]

    item = forms.ModelChoiceField(
        AgendaItem.objects.none(), label=_("Put it on item"), to_field_name="slug", empty_label=_("No item")
    )
    confirmed = forms.BooleanField(label=_("Everybody may read this paper once its item is public"), required=False)

    def __init__(self, *args: Any, meeting: Meeting, paper: Paper, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not paper.is_private:
            del self.fields["confirmed"]
        self.fields["item"].queryset = meeting.agenda_items.in_order().filter(kind=ItemKind.ITEM)
        self.fields["item"].label_from_instance = lambda item: f"{item.number} {item.title}".strip()
        self.fields["item"].required = False


class OwnAccessMixin:
    """A paper on an agenda is as private as its item, so its own form does not ask."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("access", "exempt_paragraph"):
            del self.fields[name]
            getattr(self, "_saved", {}).pop(name, None)


class WriteItemPaperForm(OwnAccessMixin, WrittenPaperForm):
    """A paper written in the portal for an item."""


class UploadItemPaperForm(OwnAccessMixin, UploadPaperForm):
    """A file for an item."""


class LiveItemPaperForm(OwnAccessMixin, LivePaperForm):
    """A paper from a register for an item."""


class ReviseItemPaperForm(OwnAccessMixin, RevisePaperForm):
    """A draft paper of an item."""
