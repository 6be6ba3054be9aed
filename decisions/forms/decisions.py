"""What is typed of a decision: logged once, changed until it is signed."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from decisions.choices import CostKind
from decisions.models import Decision
from documents.choices import Access, ExemptParagraph
from interface import clock
from interface.fields import DateField, MarkdownField, MoneyField
from interface.forms import GovukForm, OnceFormMixin, VersionedFormMixin
from interface.widgets import Radios
from meetings.forms.actions import DATE_HINT
from meetings.forms.refusals import RefusalMixin
from panels.models import OfficeHolder, PoliceArea

# The fields in their groups: heading, and what stands under it
GROUPS = (
    (_("What is decided"), ("title", "summary", "reasons", "options", "is_significant", "proposed_on")),
    (_("Who decides"), ("maker", "maker_words", "officer")),
    (_("Cost"), ("cost_kind", "cost", "term")),
    (_("Implications"), ("financial_implications", "legal_implications", "equality_implications")),
    (_("Papers and numbers"), ("background_papers", "printed_label")),
    (_("What is private"), ("access", "neutral_title", "exempt_text", "exempt_paragraph", "public_interest_reason")),
)


class HolderChoice(forms.ModelChoiceField):
    """Somebody who holds or held an office, with the time."""

    def label_from_instance(self, obj: OfficeHolder) -> str:
        until = obj.ended_on.year if obj.ended_on else ""
        return f"{obj.name}, {obj.get_kind_display()} {obj.started_on.year}–{until}".rstrip("–")


def _text(label: Any, help_text: Any = "", rows: int = 5) -> MarkdownField:
    field = MarkdownField(label=label, help_text=help_text, required=False)
    field.widget.attrs["rows"] = rows
    return field


class DecisionForm(RefusalMixin, GovukForm, forms.Form):
    """The words and facts of a decision. Half of one is saved as well: what a signature needs is listed before it."""

    fields: dict[str, Any]

    title = forms.CharField(
        label=_("Title"), max_length=200,
        help_text=_("What it is about, in a few words. A private one has a second, neutral title"),
        error_messages={"required": _("Enter the title")},
    )  # fmt: skip
    summary = _text(_("What is decided"), _("The decision itself, such as “A grant of £20,000 is made to …”"), 6)
    reasons = _text(_("Reasons"), rows=6)
    options = _text(_("Options considered"), _("Those that were not chosen, and why"))
    is_significant = forms.BooleanField(
        label=_("It is of significant public interest"), required=False, initial=True,
        help_text=_("Such decisions must be published"),
    )  # fmt: skip
    maker = HolderChoice(
        OfficeHolder.objects.none(), label=_("Who decides"), to_field_name="number", required=False,
        empty_label=_("Somebody else, or nobody chosen yet"),
    )  # fmt: skip
    maker_words = forms.CharField(
        label=_("In words, where it is somebody else"), max_length=160, required=False,
        help_text=_("For example, the Chief Executive under the scheme of consent. These words stand in the notice"),
    )  # fmt: skip
    officer = forms.CharField(label=_("Officer to ask"), max_length=160, required=False, help_text=_("Name or office"))
    cost_kind = forms.ChoiceField(
        label=_("What does it cost?"), choices=CostKind.choices, initial=CostKind.NOT_KNOWN, widget=Radios
    )
    cost = MoneyField(label=_("Amount in pounds"), help_text=_("For example, 20000"), max_digits=14, required=False)
    term = forms.CharField(
        label=_("For how long"), max_length=120, required=False, help_text=_("For example, one year from 1 April 2018")
    )
    financial_implications = _text(_("Financial implications"), rows=4)
    legal_implications = _text(_("Legal implications"), rows=4)
    equality_implications = _text(_("Equality implications"), rows=4)
    background_papers = forms.CharField(
        label=_("Background papers"), required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("One on each line")
    )
    printed_label = forms.CharField(
        label=_("Other number in print"), max_length=40, required=False,
        help_text=_("Where papers gave it another number than its reference. It does not change the reference"),
    )  # fmt: skip
    access = forms.ChoiceField(
        label=_("Who may read it once it is published?"), widget=Radios, initial=Access.PUBLIC,
        choices=[(Access.PUBLIC.value, _("Everybody")), (Access.EXEMPT.value, _("The office and the panel: it is exempt"))],
    )  # fmt: skip
    neutral_title = forms.CharField(
        label=_("Title that the public sees"), max_length=200, required=False,
        help_text=_("For an exempt decision. It says nothing of what is private, such as “Decision on a contract”"),
    )  # fmt: skip
    exempt_text = _text(_("Private part"), _("Of a decision whose rest is public: what only the office and the panel read"), 4)
    exempt_paragraph = forms.TypedChoiceField(
        label=_("Paragraph of Schedule 12A"), required=False, coerce=int, empty_value=None,
        choices=[("", _("Choose a paragraph")), *ExemptParagraph.choices],
    )  # fmt: skip
    public_interest_reason = forms.CharField(
        label=_("Why the public interest is in withholding it"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The public reads this. Name no person and nothing that is private"),
    )  # fmt: skip

    def offer(self, area: PoliceArea) -> None:
        """Offer the office holders of an area, the newest first."""
        self.fields["maker"].queryset = OfficeHolder.objects.filter(area=area).order_by("-started_on", "number")

    def groups(self) -> Iterator[dict[str, Any]]:
        """The fields under their headings, for a page."""
        for heading, names in GROUPS:
            yield {"heading": heading, "fields": [self[name] for name in names if name in self.fields]}

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for a service."""
        return {name: self.cleaned_data[name] for _heading, names in GROUPS for name in names if name in self.fields}


class DecisionCreateForm(OnceFormMixin, DecisionForm):
    """A new decision, under the next number of the year."""

    proposed_on = DateField(label=_("Proposed on"), help_text=DATE_HINT, error_messages={"required": _("Enter the day")})

    def __init__(self, *args: Any, area: PoliceArea, **kwargs: Any) -> None:
        super().__init__(*args, initial={"proposed_on": clock.today()}, **kwargs)
        self.offer(area)
        today = clock.today()
        now = next((one for one in self.fields["maker"].queryset if one.kind == "commissioner" and one.held_on(today)), None)
        self.fields["maker"].initial = now.number if now else None


class DecisionUpdateForm(VersionedFormMixin, DecisionForm):
    """A decision that nobody has signed yet. Its reference and the day it was proposed stay."""

    def __init__(self, *args: Any, decision: Decision, **kwargs: Any) -> None:
        names = [name for _heading, some in GROUPS for name in some if name != "proposed_on"]
        initial = {name: getattr(decision, name) for name in names}
        initial["maker"] = decision.maker.number if decision.maker else None
        super().__init__(*args, versioned=decision, initial=initial, **kwargs)
        self.offer(decision.area)
