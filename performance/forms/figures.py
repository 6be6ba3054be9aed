"""What is asked of a file of figures: the file itself, the layout it is read in, and why figures change."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from decisions.forms.cases import ActForm
from decisions.forms.consultations import FactsForm
from interface.fields import FileField
from interface.forms import OnceFormMixin
from panels.models import PoliceArea
from performance.models import ColumnMapping, FiguresUpload
from performance.services.figures_in import BOUNDS

OWN_LAYOUT = _("The portal’s own table: long, or months across")


class _InLayout(OnceFormMixin, FactsForm):
    """Chooses among the layouts of an area."""

    def __init__(self, *args: Any, area: PoliceArea, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["mapping"]
        field.queryset = ColumnMapping.objects.filter(area=area, removed_at__isnull=True)
        field.label_from_instance = lambda one: one.title


class FiguresFileForm(_InLayout):
    """One spreadsheet and how it is read."""

    file = FileField(label=_("Spreadsheet"))
    mapping = forms.ModelChoiceField(
        label=_("Layout"), queryset=ColumnMapping.objects.none(), required=False, empty_label=OWN_LAYOUT,
        help_text=_("For a file from elsewhere, send it first and choose what its columns mean after"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        bounds = {"rows": f"{BOUNDS.rows:,}", "size": BOUNDS.size // 1_000_000}
        self.fields["file"].help_text = _("CSV, XLSX or ODS; at most %(rows)s rows and %(size)s MB") % bounds
        self.fields["file"].widget.attrs["accept"] = ".csv,.xlsx,.ods"


class ReadAgainForm(_InLayout):
    """In which layout a file is read once more."""

    mapping = forms.ModelChoiceField(
        label=_("Layout"), queryset=ColumnMapping.objects.none(), required=False, empty_label=OWN_LAYOUT
    )


class AcceptForm(ActForm):
    """Why figures that are held change; asked only where some do."""

    why = forms.CharField(
        label=_("Why figures change"), max_length=300, required=False,
        help_text=_("The office reads this beside what each figure was before. For example, “Late returns for November”"),
    )  # fmt: skip

    def __init__(self, *args: Any, upload: FiguresUpload, **kwargs: Any) -> None:
        super().__init__(*args, row=upload, **kwargs)
        if not upload.revised:
            del self.fields["why"]
