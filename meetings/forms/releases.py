"""What is typed of what a board approves for release."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from interface.forms import GovukForm, OnceFormMixin, VersionedFormMixin
from interface.widgets import Checkboxes
from meetings.forms.refusals import RefusalMixin
from meetings.models import MinuteItem, Release
from meetings.services.releases import Document

NUMBER_AND_VERSION = re.compile(r"[1-9][0-9]{0,8}-[1-9][0-9]{0,8}")


class AskForm(RefusalMixin, OnceFormMixin, GovukForm, forms.Form):
    """Which documents are put before the meeting."""

    fields: dict[str, Any]

    documents = forms.MultipleChoiceField(
        label=_("Documents"), widget=Checkboxes, error_messages={"required": _("Choose at least one document")}
    )

    def __init__(self, *args: Any, documents: Sequence[Document], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {document.key: document for document in documents}
        self.fields["documents"].choices = [(key, _offered(document)) for key, document in self.known.items()]

    def chosen(self) -> list[Document]:
        """The documents of a valid form, in the order in which they were offered."""
        wanted = set(self.cleaned_data["documents"])
        return [document for key, document in self.known.items() if key in wanted]


def _offered(document: Document) -> str:
    return document.words if document.is_held else gettext("%(words)s (not in this portal)") % {"words": document.words}


class NumbersField(forms.MultipleChoiceField):
    """Numbers of releases with the versions read. What was settled meanwhile is refused by the service, which sees it held."""

    def valid_value(self, value: Any) -> bool:
        return bool(NUMBER_AND_VERSION.fullmatch(str(value)))


class ApproveForm(RefusalMixin, OnceFormMixin, GovukForm, forms.Form):
    """Which documents the meeting approved, and under which item it did. Each is known by its number and the version read."""

    fields: dict[str, Any]

    chosen = NumbersField(
        label=_("What was approved for release"),
        widget=Checkboxes,
        error_messages={
            "required": _("Choose at least one document"),
            "invalid_choice": _("Somebody else changed this list meanwhile. Open this page again"),
        },
    )
    minute_item = forms.ChoiceField(label=_("Under which item of the minutes"), required=False)

    def __init__(self, *args: Any, releases: Sequence[tuple[Release, str]], items: Sequence[MinuteItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = {item.slug: item for item in items}
        self.fields["chosen"].choices = [(f"{row.number}-{row.version}", words) for row, words in releases]
        self.fields["chosen"].initial = [f"{row.number}-{row.version}" for row, _words in releases]
        if not items:
            del self.fields["minute_item"]
            return
        named = [(item.slug, f"{item.number} {item.title}".strip()) for item in items]
        self.fields["minute_item"].choices = [("", gettext("Not said")), *named]
        own = gettext("Publication").casefold()
        self.fields["minute_item"].initial = next((item.slug for item in items if item.title.casefold().startswith(own)), "")

    def numbers(self) -> list[tuple[int, int]]:
        """Number and version of each that a valid form names."""
        pairs = (one.split("-") for one in self.cleaned_data["chosen"])
        return [(int(number), int(version)) for number, version in pairs]

    def item(self) -> MinuteItem | None:
        """The item of the minutes that a valid form names."""
        return self.items.get(self.cleaned_data.get("minute_item") or "")


class HoldBackForm(RefusalMixin, VersionedFormMixin, GovukForm, forms.Form):
    """Why a document is not released."""

    reason = forms.CharField(
        label=_("Why it is held back"),
        help_text=_("Only those who attend the board and keep its business read it"),
        max_length=300,
        error_messages={"required": _("Say why it is held back")},
    )


class ReleaseActForm(RefusalMixin, VersionedFormMixin, GovukForm, forms.Form):
    """Nothing is typed: what is agreed to is on the page."""
