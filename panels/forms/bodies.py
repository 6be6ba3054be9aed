"""What is typed of a body that meets."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from interface.fields import DateField, MarkdownField
from interface.forms import OnceFormMixin, VersionedFormMixin
from interface.widgets import Radios
from panels.choices import BodyKind
from panels.forms.arrangements import A_DAY, LAST_DAY, FactsForm
from panels.models import Body

LONGEST_PURPOSE, LONGEST_TERMS = 1_000, 50_000


class BodyForm(FactsForm):
    """What the directory says of a body, and how its agendas and papers are kept."""

    FACTS: tuple[str, ...] = (
        "name", "purpose", "terms", "chaired_by", "meets", "parent", "letters_sub_items", "approves_release", "started_on",
        "ended_on",
    )  # fmt: skip
    fields: dict[str, Any]

    name = forms.CharField(
        label=_("Name"),
        help_text=_("For example, Police and Crime Board"),
        max_length=160,
        error_messages={"required": _("Enter the name of the body")},
    )
    purpose = forms.CharField(
        label=_("What it is for"),
        help_text=_("In a sentence or two. Agendas of a board begin with it"),
        max_length=LONGEST_PURPOSE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    terms = MarkdownField(label=_("Terms of reference"), required=False, max_length=LONGEST_TERMS)
    chaired_by = forms.CharField(
        label=_("Chaired by"),
        help_text=_("The office, such as Police and Crime Commissioner. Leave it empty where a member holds the chair"),
        max_length=160,
        required=False,
    )
    meets = forms.CharField(
        label=_("How often it meets"),
        help_text=_("For example, on the first Wednesday of each month"),
        max_length=160,
        required=False,
    )
    parent = forms.ModelChoiceField(
        Body.objects.none(), label=_("Part of"), empty_label=_("No other body"), to_field_name="slug", required=False
    )
    letters_sub_items = forms.BooleanField(
        label=_("Sub-items of its agendas take letters"),
        help_text=_("3a and 3b instead of 3.1 and 3.2. Agendas that are out keep their numbers"),
        required=False,
    )
    approves_release = forms.BooleanField(
        label=_("It approves its papers for release"),
        help_text=_(
            "Nothing but the date of its meetings is public until it has approved each document under its item “Publication”. "
            "For meetings called from now on"
        ),
        required=False,
    )
    started_on = DateField(label=_("Since"), help_text=A_DAY, error_messages={"required": _("Enter the first day")})
    ended_on = DateField(label=_("Last day"), help_text=LAST_DAY, required=False)

    def offer(self, others: Iterable[Body], *, of_commissioner: bool) -> None:
        """Offer the other bodies of the area; a body of the panel is not asked about release, which the law settles."""
        self.fields["parent"].queryset = others
        if not of_commissioner:
            del self.fields["approves_release"]


class BodyCreateForm(OnceFormMixin, BodyForm):
    """The same, of a body that is not in the directory yet: first of which kind it is."""

    kind = forms.ChoiceField(label=_("Kind"), widget=Radios, error_messages={"required": _("Choose the kind of body")})
    field_order = ["kind", *BodyForm.FACTS]
    FACTS = ("kind", *BodyForm.FACTS)

    def __init__(self, *args: Any, kinds: frozenset[str], others: Any, of_commissioner: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(value, label) for value, label in BodyKind.choices if value in kinds]
        self.offer(others, of_commissioner=of_commissioner)


class BodyUpdateForm(VersionedFormMixin, BodyForm):
    """The same, over one of the directory."""

    def __init__(self, *args: Any, body: Body, others: Any, **kwargs: Any) -> None:
        initial = {**self.of(body), "parent": body.parent.slug if body.parent else ""}
        super().__init__(*args, versioned=body, initial=initial, **kwargs)
        self.offer(others, of_commissioner=body.is_of_commissioner)
