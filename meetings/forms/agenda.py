"""What clerks type about an item of the agenda: its words, its place, and whether it is private."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from documents.choices import Access, ExemptParagraph
from interface.forms import OPEN_AGAIN, GovukForm, OnceFormMixin, VersionedFormMixin
from interface.widgets import Radios
from meetings.choices import ItemKind, ItemState
from meetings.forms.refusals import RefusalMixin
from meetings.models import AgendaItem, Meeting, TemplateItem

STATE_HINTS: dict[str, Any] = {
    ItemState.EXPECTED.value: _("Its paper goes out with the agenda"),
    ItemState.TO_FOLLOW.value: _("Its paper comes later"),
    ItemState.TABLED.value: _("Its paper is handed out at the meeting"),
    ItemState.WITHDRAWN.value: _("It keeps its line, takes no number, and its papers do not go out"),
}


class ItemForm(RefusalMixin, GovukForm, forms.ModelForm):
    """What an item says."""

    class Meta:
        model = AgendaItem
        fields = ["title", "purpose", "lead", "item_type", "needs_paper"]
        labels = {"needs_paper": _("This item needs a paper"), "item_type": _("What the panel does")}
        help_texts = {
            "title": _("As it stands on the agenda"),
            "purpose": _("One sentence, such as “To note the report”"),
            "lead": _("Who presents it: an office, or a member"),
        }
        widgets = {"item_type": Radios()}
        error_messages = {"title": {"required": _("Enter the title")}}

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields if name in self.fields}

    def validate_constraints(self) -> None:
        """The service checks them over the whole row."""


class ItemCreateForm(OnceFormMixin, ItemForm):
    """A new line: an item, a sub-item of another, a heading, or a standing item of the body's template."""

    kind = forms.ChoiceField(label=_("What to add"), choices=ItemKind.choices, widget=Radios(), initial=ItemKind.ITEM)
    parent = forms.ModelChoiceField(
        AgendaItem.objects.none(), label=_("Under which item"), required=False, to_field_name="slug",
        empty_label=_("None: an item of its own"), help_text=_("Only for a sub-item"),
    )  # fmt: skip

    field_order = ["kind", "title", "purpose", "item_type", "lead", "parent", "needs_paper"]

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tops = meeting.agenda_items.in_order().filter(kind=ItemKind.ITEM, parent__isnull=True)
        self.fields["parent"].queryset = tops
        self.fields["parent"].label_from_instance = lambda item: f"{item.number} {item.title}".strip()

    def facts(self) -> dict[str, Any]:
        return {**super().facts(), "kind": self.cleaned_data["kind"], "parent": self.cleaned_data["parent"]}


class ItemUpdateForm(VersionedFormMixin, ItemForm):
    """The same over an item that is there, with its state."""

    class Meta(ItemForm.Meta):
        fields = [*ItemForm.Meta.fields, "state"]
        labels = {**ItemForm.Meta.labels, "state": _("State of the item and its paper")}
        widgets = {**ItemForm.Meta.widgets, "state": Radios(hints=STATE_HINTS)}


class HeadingUpdateForm(VersionedFormMixin, ItemForm):
    """A heading has words and nothing else."""

    class Meta(ItemForm.Meta):
        fields = ["title"]


class PrivacyForm(RefusalMixin, VersionedFormMixin, GovukForm, forms.Form):
    """Whether an item is private; if so, its three parts. It shows the public line as it will stand."""

    access = forms.ChoiceField(
        label=_("Who may read this item and its papers"),
        choices=[
            (Access.PUBLIC.value, _("Everybody")),
            (Access.EXEMPT.value, _("Members and officers: it is private")),
        ],
        widget=Radios(),
    )
    neutral_title = forms.CharField(
        label=_("Title that the public sees"), max_length=200, required=False,
        help_text=_("It says nothing of what is private, such as “Staffing matter”"),
    )  # fmt: skip
    exempt_paragraph = forms.TypedChoiceField(
        label=_("Paragraph of Schedule 12A"), required=False, coerce=int, empty_value=None,
        choices=[("", _("Choose a paragraph")), *ExemptParagraph.choices],
    )  # fmt: skip
    public_interest_reason = forms.CharField(
        label=_("Why the public interest is in withholding it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The public reads this. Name no person and nothing that is private"),
    )  # fmt: skip

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        names = ("access", "neutral_title", "exempt_paragraph", "public_interest_reason")
        initial = {name: getattr(item, name) for name in names}
        super().__init__(*args, versioned=item, initial=initial, **kwargs)

    def facts(self) -> dict[str, Any]:
        if self.cleaned_data["access"] == Access.PUBLIC:
            return {"access": Access.PUBLIC}
        names = ("access", "neutral_title", "exempt_paragraph", "public_interest_reason")
        return {name: self.cleaned_data[name] for name in names}


class PlaceForm(forms.Form):
    """Where an item goes: one up, one down, or to a place counted from 1."""

    direction = forms.ChoiceField(choices=[("up", ""), ("down", ""), ("to", "")], required=False)
    position = forms.IntegerField(min_value=1, required=False)
    version = forms.IntegerField(error_messages={"required": OPEN_AGAIN, "invalid": OPEN_AGAIN})


class StandingItemForm(GovukForm, forms.Form):
    """One of the body's standing items."""

    fields: dict[str, Any]

    standing = forms.ModelChoiceField(TemplateItem.objects.none(), label=_("Standing item"), empty_label=None)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["standing"].queryset = TemplateItem.objects.filter(body=meeting.body, kind=meeting.kind)
