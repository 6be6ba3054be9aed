"""What a clerk types about an item of the minutes: what became of it, and an item raised at the meeting."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.choices import Access, ExemptParagraph
from interface.forms import GovukForm, OnceFormMixin, VersionedFormMixin
from interface.templatetags.dates import long_date
from meetings.choices import ItemOutcome
from meetings.forms.minutes import RowField
from meetings.forms.refusals import RefusalMixin
from meetings.models import Meeting, MinuteItem


def _one_line_end(text: Any) -> str:
    """A text without the line ends that browsers send: the same words are then the same text."""
    return str(text or "").replace("\r\n", "\n").strip()


class MeetingField(forms.ModelChoiceField):
    """A choice among the meetings of one body: by their kind and day, so that two of one day are told apart."""

    def label_from_instance(self, obj: Any) -> str:
        return _("%(day)s, %(kind)s") % {"day": long_date(obj.held_on), "kind": obj.called[:1].lower() + obj.called[1:]}


class OutcomeForm(RefusalMixin, VersionedFormMixin, GovukForm, forms.Form):
    """What became of an item; of a private one also what the public reads of it. Part of one form with the open entry."""

    fields: dict[str, Any]

    outcome = forms.ChoiceField(
        label=_("What became of this item?"), choices=ItemOutcome.choices, widget=forms.RadioSelect, initial=ItemOutcome.TAKEN
    )
    deferred_to = MeetingField(
        Meeting.objects.none(), label=_("Deferred to"), required=False, to_field_name="slug", empty_label=_("Choose a meeting"),
        help_text=_("Only for an item that is deferred"),
    )  # fmt: skip
    public_summary = forms.CharField(
        label=_("What the public reads"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("A summary written for the public. Name no person and nothing that is private"),
    )  # fmt: skip

    def __init__(self, *args: Any, item: MinuteItem, meetings: Any, **kwargs: Any) -> None:
        initial = {
            "outcome": item.outcome or ItemOutcome.TAKEN,
            "deferred_to": item.deferred_to.slug if item.deferred_to else None,
            "public_summary": item.public_summary,
        }
        super().__init__(*args, versioned=item, initial=initial, prefix="item", **kwargs)
        self.fields["deferred_to"].queryset = meetings
        if not item.is_private:
            del self.fields["public_summary"], self._saved["public_summary"]

    @property
    def is_other_than_saved(self) -> bool:
        """Whether what was sent says something else than what is kept, be it right or not."""
        names = [name for name in ("outcome", "deferred_to", "public_summary") if name in self.fields]
        sent = {name: _one_line_end(self.data.get(self.add_prefix(name))) for name in names}
        return sent != {name: _one_line_end(self.initial.get(name)) for name in names}

    def facts(self) -> dict[str, Any]:
        said = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        if "public_summary" in said:
            said["public_summary"] = _one_line_end(said["public_summary"])
        return said


class RaisedItemForm(RefusalMixin, OnceFormMixin, GovukForm, forms.Form):
    """An item that is not on the agenda."""

    fields: dict[str, Any]

    title = forms.CharField(label=_("Title"), max_length=200, error_messages={"required": _("Enter the title")})
    after = RowField(label=_("It was taken after"), required=False)
    is_private = forms.BooleanField(label=_("It was taken without the press and public"), required=False)
    neutral_title = forms.CharField(
        label=_("Title that the public sees"), max_length=200, required=False,
        help_text=_("Only for a private item. It says nothing of what is private, such as “Staffing matter”"),
    )  # fmt: skip
    exempt_paragraph = forms.TypedChoiceField(
        label=_("Paragraph of Schedule 12A"), required=False, coerce=int, empty_value=None,
        choices=[("", _("Choose a paragraph")), *ExemptParagraph.choices],
    )  # fmt: skip

    def __init__(self, *args: Any, items: Iterable[MinuteItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [(one.slug, f"{one.number} {one.title}".strip(), one) for one in items]
        self.fields["after"].offer(rows, empty=_("All other items"))

    def facts(self) -> dict[str, Any]:
        """What the service is told, by its own names."""
        facts = {"title": self.cleaned_data["title"], "after": self.cleaned_data["after"]}
        if not self.cleaned_data["is_private"]:
            return facts
        own = {name: self.cleaned_data[name] for name in ("neutral_title", "exempt_paragraph")}
        return {**facts, **own, "access": Access.EXEMPT}


class BeginForm(RefusalMixin, OnceFormMixin, GovukForm, forms.Form):
    """Begins the minutes: a press, sent twice, begins them once."""
