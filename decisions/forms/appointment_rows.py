"""What is typed in rows about the search for a candidate: its stages, and who observes it for the panel."""

import re
from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from decisions.models import Case, Observer, SelectionStage
from interface.fields import DateField
from interface.forms import GovukForm, VersionedFormMixin
from meetings.forms.refusals import RefusalMixin
from panels.models import Person

EMPTY_ROWS = 3
MOST_ROWS = 60
STANDING = "row"


class _Rows(forms.Form):
    """Rows that stand, by their number, and empty ones behind them; one whose first box is emptied is taken out."""

    FIRST = ""  # the box without which a row is none

    def __init__(self, *args: Any, rows: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = [f"{STANDING}{row.number}" for row in rows]
        self.keys += [key for key in self._sent() if key not in self.keys]
        self.keys += [f"new{place}" for place in range(1, EMPTY_ROWS + 1)]
        for key in self.keys:
            for name, field in self.boxes().items():
                self.fields[f"{key}-{name}"] = field
        for row in rows:
            for name in self.boxes():
                self.initial[f"{STANDING}{row.number}-{name}"] = self.shown(row, name)

    def boxes(self) -> dict[str, forms.Field]:
        """The boxes of one row, fresh ones: stages and observers, below, each say which."""
        raise NotImplementedError

    def shown(self, row: Any, name: str) -> Any:
        """What stands in a box."""
        return getattr(row, name)

    def _sent(self) -> list[str]:
        """Rows that stood when the page was opened, so that what was typed into one that is gone is not lost."""
        sent = re.compile(rf"({STANDING}\d{{1,9}})-{self.FIRST}(?:-day)?$")
        found = (sent.match(name) for name in self.data) if self.is_bound else ()
        return list(dict.fromkeys(match[1] for match in found if match))[:MOST_ROWS]

    def groups(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """Each row with its heading."""
        for place, key in enumerate(self.keys, start=1):
            yield self.heading(place), [self[f"{key}-{name}"] for name in self.boxes()]

    def heading(self, place: int) -> str:
        """What a row is called: stages and observers, below, each say it."""
        raise NotImplementedError

    def given(self, key: str) -> dict[str, Any]:
        """What a row says, empty texts included."""
        return {name: self.cleaned_data.get(f"{key}-{name}") for name in self.boxes()}

    def rows(self) -> list[dict[str, Any]]:
        """The rows of a valid form, as the service takes them."""
        found = []
        for key in self.keys:
            said = self.given(key)
            if any(said.values()):
                found.append({"number": int(key.removeprefix(STANDING)) if key.startswith(STANDING) else None, **said})
        return found


class StagesForm(VersionedFormMixin, RefusalMixin, GovukForm, _Rows):
    """The stages of the search."""

    FIRST = "title"

    def __init__(self, *args: Any, case: Case, rows: list[SelectionStage], **kwargs: Any) -> None:
        super().__init__(*args, rows=rows, versioned=case, **kwargs)

    def boxes(self) -> dict[str, forms.Field]:
        hint = gettext_lazy("For example, applications closed. Empty it to take the stage out")
        return {
            "title": forms.CharField(label=gettext_lazy("Stage"), help_text=hint, max_length=160, required=False),
            "on": DateField(label=gettext_lazy("Date"), help_text=gettext_lazy("If it is known"), required=False),
            "until": DateField(label=gettext_lazy("Last day, if it takes several"), required=False),
            "note": forms.CharField(
                label=gettext_lazy("Note"), help_text=gettext_lazy("Everybody reads it"), max_length=300, required=False
            ),
        }

    def heading(self, place: int) -> str:
        return _("Stage %(place)d") % {"place": place}

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for key in self.keys:
            said = self.given(key)
            if not said["title"] and any(said.values()):
                self.add_error(f"{key}-title", _("Enter what the stage is, or empty its other boxes"))
            if said["until"] and not said["on"]:
                self.add_error(f"{key}-on", _("Enter the first day as well"))
            elif said["until"] and said["until"] < said["on"]:
                self.add_error(f"{key}-until", _("The last day must not be before the first"))
        return cleaned


class ObserversForm(VersionedFormMixin, RefusalMixin, GovukForm, _Rows):
    """Who observes the selection for the panel."""

    FIRST = "person"

    def __init__(self, *args: Any, case: Case, rows: list[Observer], people: Any, **kwargs: Any) -> None:
        self.people = people
        super().__init__(*args, rows=rows, versioned=case, **kwargs)

    def boxes(self) -> dict[str, forms.Field]:
        hint = gettext_lazy("Where nobody is named, for example two members of the panel")
        chosen = forms.ModelChoiceField(
            self.people, label=gettext_lazy("Member"), required=False, empty_label=gettext_lazy("Nobody from this list"),
            to_field_name="slug",
        )  # fmt: skip
        chosen.error_messages["invalid_choice"] = gettext_lazy("Choose a member from the list")
        return {
            "person": chosen,
            "words": forms.CharField(
                label=gettext_lazy("Or say who it is"), help_text=hint, max_length=160, required=False
            ),
        }  # fmt: skip

    def shown(self, row: Observer, name: str) -> Any:
        person: Person | None = row.person
        if name == "person":
            return person.slug if person else None
        return row.words

    def heading(self, place: int) -> str:
        return _("Observer %(place)d") % {"place": place}

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for key in self.keys:
            said = self.given(key)
            if said["person"] and said["words"]:
                self.add_error(f"{key}-words", _("Choose a member or say who it is, not both"))
        return cleaned
