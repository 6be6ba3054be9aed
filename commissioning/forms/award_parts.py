"""What is typed of what belongs to an award: extensions, variations, reviews, other organisations, shares and files."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from commissioning.choices import DocumentKind, PartyRole, ReviewOutcome
from commissioning.forms.awards import decision_words, decisions_for, long_text, refuse_large
from commissioning.models import Award, Document, Extension, Party, Provider, Review, Share, Variation
from commissioning.services.shares import ShareLine
from decisions.forms.cases import ActForm
from decisions.forms.consultations import FactsForm
from decisions.forms.rows import DATE_HINT, OfRowForm, TitledChoiceField
from decisions.models import Decision
from documents.choices import Access, ExemptParagraph
from interface import clock
from interface.fields import DateField, FileField, MoneyField
from interface.forms import OnceFormMixin, VersionedFormMixin
from interface.templatetags.dates import money
from interface.widgets import Radios

LARGEST = 50  # megabytes of a file
MOST_SHARES = 20
SHARE = re.compile(r"^(?P<funder>.+?)\s*:\s*(?P<figure>.+)$")
PARAGRAPHS = [("", _("It is public")), *ExemptParagraph.choices]


class PartForm(FactsForm):
    """A row of an award; `award` and `user` say what it may point at."""

    def __init__(self, *args: Any, award: Award, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.award, self.user = award, user


class ExtensionForm(PartForm):
    """An option to extend."""

    words = forms.CharField(label=_("Option"), max_length=200, help_text=_("For example, One more year"))
    until_on = DateField(
        label=_("Until"), help_text=_("The last day where it is taken"), error_messages={"required": _("Enter the last day")}
    )
    decide_by = DateField(label=_("To be decided by (optional)"), required=False, help_text=DATE_HINT)
    amount = MoneyField(label=_("Adds, in pounds (optional)"), required=False)


class VariationForm(PartForm):
    """A change of the award."""

    on = DateField(label=_("Date"), help_text=DATE_HINT, error_messages={"required": _("Enter the day")})
    words = forms.CharField(label=_("What changes"), max_length=300, help_text=_("Whoever can read the award reads this"))
    change = MoneyField(
        label=_("Changes the amount by, in pounds"), min_value=None, initial=Decimal(0),
        help_text=_("0 where the amount stays, −500 where it falls by £500"),
    )  # fmt: skip
    ended_on = DateField(label=_("New last day (optional)"), required=False, help_text=DATE_HINT)
    decision = TitledChoiceField(
        queryset=Decision.objects.none(), label=_("Decision (optional)"), required=False, empty_label=_("None")
    )
    private_note = long_text(
        _("Commercial terms (optional)"), rows=3, required=False, help_text=_("Only the office ever reads them")
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["decision"]
        field.queryset, field.label_from_instance = decisions_for(self.award, self.user), decision_words


class ReviewForm(PartForm):
    """What a review found."""

    on = DateField(label=_("Date"), help_text=DATE_HINT, error_messages={"required": _("Enter the day")})
    findings = long_text(_("What was found"), rows=6)
    outcome = forms.ChoiceField(
        label=_("What follows"), choices=ReviewOutcome.choices, widget=Radios, initial=ReviewOutcome.CONTINUE
    )
    is_public = forms.BooleanField(label=_("Whoever can read the award may read the review"), required=False)


class PartyForm(PartForm):
    """Another organisation in the award."""

    provider = TitledChoiceField(
        queryset=Provider.objects.none(), named="name", label=_("Organisation"), empty_label=_("Choose an organisation"),
        error_messages={"required": _("Choose an organisation")},
    )  # fmt: skip
    role = forms.ChoiceField(label=_("As what"), choices=PartyRole.choices, widget=Radios, initial=PartyRole.PARTNER)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = Provider.objects.filter(area=self.award.area).exclude(pk=self.award.provider_id)
        self.fields["provider"].queryset = known.order_by("name", "pk")


class ExtensionCreateForm(OnceFormMixin, ExtensionForm): ...


class ExtensionUpdateForm(OfRowForm, ExtensionForm): ...


class VariationCreateForm(OnceFormMixin, VariationForm): ...


class VariationUpdateForm(OfRowForm, VariationForm): ...


class ReviewCreateForm(OnceFormMixin, ReviewForm): ...


class ReviewUpdateForm(OfRowForm, ReviewForm): ...


class PartyCreateForm(OnceFormMixin, PartyForm): ...


class PartyUpdateForm(OfRowForm, PartyForm): ...


# The form of a new row of each kind, and that of one that is there
FORMS: dict[type, tuple[Any, Any]] = {
    Extension: (ExtensionCreateForm, ExtensionUpdateForm),
    Variation: (VariationCreateForm, VariationUpdateForm),
    Review: (ReviewCreateForm, ReviewUpdateForm),
    Party: (PartyCreateForm, PartyUpdateForm),
}


class DecideForm(ActForm):
    """On which day it was decided whether an option is taken."""

    decided_on = DateField(label=_("Decided on"), help_text=DATE_HINT, error_messages={"required": _("Enter the day")})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["decided_on"].initial = clock.today()


class InvokeForm(DecideForm):
    """The same, with the decision behind it."""

    decision = TitledChoiceField(
        queryset=Decision.objects.none(), label=_("Decision (optional)"), required=False, empty_label=_("None")
    )

    def __init__(self, *args: Any, award: Award, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["decision"]
        field.queryset, field.label_from_instance = decisions_for(award, user), decision_words


# Shares ---------------------------------------------------------------------------------------------------------------


class SharesForm(VersionedFormMixin, FactsForm):
    """Who pays how much of it: one funder on each line."""

    shares = forms.CharField(
        label=_("Funders and their shares, one on each line"), required=False, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("For example, “Ministry of Justice: 60%” or “NHS England: £12,000”. Leave it empty where nobody else pays"),
    )  # fmt: skip

    def __init__(self, *args: Any, row: Any, shares: list[Share], **kwargs: Any) -> None:
        super().__init__(*args, versioned=row, initial={"shares": "\n".join(share_line(one) for one in shares)}, **kwargs)

    def clean_shares(self) -> list[ShareLine]:
        texts = [text.strip() for text in self.cleaned_data["shares"].splitlines()]
        lines = [_read_share(number, text) for number, text in enumerate(texts, 1) if text]
        if len(lines) > MOST_SHARES:
            raise ValidationError(gettext("Enter up to %(most)d funders") % {"most": MOST_SHARES})
        return lines


def share_line(share: Any) -> str:
    """A share as the form has it: Ministry of Justice: 60%."""
    return f"{share.funder}: {share_words(share)}"


def share_words(share: Any) -> str:
    """60% or £12,000.00."""
    if share.amount is not None:
        return money(share.amount, "pence")
    return f"{share.percent.normalize():f}%"


def _read_share(number: int, text: str) -> ShareLine:
    """A line as a share. Raises ValidationError that names the line."""
    found = SHARE.match(text)
    figure = re.sub(r"[£,\s]", "", found["figure"]) if found else ""
    is_percent = figure.endswith("%")
    try:
        value = Decimal(figure.removesuffix("%"))
    except InvalidOperation:
        value = Decimal("NaN")
    places = 4 if is_percent else 2
    if not found or not value.is_finite() or value < 0 or value != round(value, places) or (is_percent and value > 100):
        words = gettext(
            "Line %(number)d: write the funder, a colon and the share, like “Ministry of Justice: 60%%” or “£12,000.50”"
        )
        raise ValidationError(words % {"number": number})
    if is_percent:
        return ShareLine(found["funder"][:200], percent=value)
    return ShareLine(found["funder"][:200], amount=value)


# Files ----------------------------------------------------------------------------------------------------------------


class DocumentCreateForm(OnceFormMixin, FactsForm):
    """A new file. What is in it is looked at by the portal's own intake."""

    upload = FileField(
        label=_("File"), widget=forms.FileInput(attrs={"accept": ".pdf"}),
        help_text=_("PDF, up to 50 MB. It is rebuilt, and scripts and links are taken out"),
    )  # fmt: skip
    title = forms.CharField(label=_("Title"), max_length=200, help_text=_("Readers see this name"))
    kind = forms.ChoiceField(label=_("Kind"), choices=DocumentKind.choices, initial=DocumentKind.OTHER)
    exempt_paragraph = forms.TypedChoiceField(
        label=_("Who may read it"), required=False, coerce=int, empty_value=None, choices=PARAGRAPHS,
        help_text=_("A paragraph of Schedule 12A keeps it for the office alone"),
    )  # fmt: skip
    public_interest_reason = long_text(
        _("Why the public interest is in withholding it"),
        rows=3,
        required=False,
        help_text=_("Only of a file that is not public"),
    )

    def clean_upload(self) -> Any:
        upload = self.cleaned_data["upload"]
        refuse_large(upload, LARGEST)
        return upload

    def facts(self) -> dict[str, Any]:
        facts = {name: value for name, value in super().facts().items() if name != "upload"}
        return facts | {"access": Access.PUBLIC if facts["exempt_paragraph"] is None else Access.EXEMPT}


class DocumentUpdateForm(OfRowForm):
    """Title and kind of a file."""

    title = forms.CharField(label=_("Title"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=DocumentKind.choices)


class DocumentPrivateForm(ActForm):
    """Why a file is the office's alone from now on."""

    exempt_paragraph = forms.TypedChoiceField(
        label=_("Paragraph of Schedule 12A"), coerce=int, choices=[("", _("Choose a paragraph")), *ExemptParagraph.choices],
        error_messages={"required": _("Choose the paragraph of Schedule 12A")},
    )  # fmt: skip
    public_interest_reason = long_text(
        _("Why the public interest is in withholding it"), rows=3,
        error_messages={"required": _("Say why the public interest is in withholding it")},
    )  # fmt: skip

    def __init__(self, *args: Any, row: Document, **kwargs: Any) -> None:
        super().__init__(*args, row=row, **kwargs)
