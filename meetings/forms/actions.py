"""What is typed about actions: one entered by hand, what came of it, who closes it, and a whole log sent as a file."""

import json
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from documents.choices import Access
from documents.models import Paper
from interface import clock
from interface.fields import DateField, FileField
from interface.forms import OPEN_AGAIN, GovukForm, OnceFormMixin, VersionedFormMixin
from interface.templatetags.dates import short_date
from interface.widgets import Radios
from meetings.choices import ClosedBy, OwnerKind
from meetings.forms.refusals import RefusalMixin
from meetings.models import Action, Meeting
from meetings.rules.actions import without_authority
from meetings.services.evidence import papers_to_link
from panels.models import Body, Person

ACCESS = [(Access.PUBLIC, _("Everybody")), (Access.EXEMPT, _("Only members and officers: it is private"))]
DATE_HINT = _("For example, 17 3 2022")
WORDS = ("text", "owner_kind", "owner_person", "owner_name", "due_on", "due_next_meeting", "owner_user")


def named_user(person: User) -> str:
    """Somebody who signs in, as a list offers them."""
    return person.name or person.email


class MeetingChoice(forms.ModelChoiceField):
    """A meeting by its day, named in the address of the form and not by its row."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, to_field_name="slug", **kwargs)
        self.error_messages["invalid_choice"] = _("Choose a meeting from the list")

    def label_from_instance(self, meeting: Meeting) -> str:
        words = gettext("%(day)s, %(body)s")
        return words % {"day": short_date(meeting.held_on), "body": meeting.body.name}


class OwnerMixin:
    """Who is to do it, by when, and who answers for it in the portal."""

    fields: dict[str, Any]

    def offer(self, *, members: Any, people: Any) -> None:
        """Put the people to choose from into the form; `people` are those who sign in."""
        self.fields["owner_person"].queryset = members
        self.fields["owner_person"].to_field_name = "slug"
        self.fields["owner_user"].queryset = people
        self.fields["owner_user"].to_field_name = "reference"
        self.fields["owner_user"].label_from_instance = named_user
        for name in ("owner_person", "owner_user"):
            self.fields[name].error_messages["invalid_choice"] = _("Choose somebody from the list")


class ActionForm(OwnerMixin, RefusalMixin, GovukForm, forms.Form):
    """What is to be done, by whom and by when."""

    fields: dict[str, Any]

    text = forms.CharField(
        label=_("What is to be done"),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Enter what is to be done")},
    )
    owner_kind = forms.ChoiceField(
        label=_("Who is to do it"),
        choices=OwnerKind.choices,
        widget=Radios,
        error_messages={"required": _("Choose a person, an office or an organisation")},
    )
    owner_person = forms.ModelChoiceField(
        Person.objects.none(), label=_("A member of the panel"), required=False, empty_label=_("Nobody from this list")
    )
    owner_name = forms.CharField(
        label=_("Or write who it is"),
        help_text=_("A name, an office or an organisation, such as Chief Finance Officer"),
        max_length=160,
        required=False,
    )
    due_on = DateField(label=_("By when, if a day was agreed"), help_text=DATE_HINT, required=False)
    due_next_meeting = forms.BooleanField(label=_("By the next meeting"), required=False)
    owner_user = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who answers for it in the portal"),
        help_text=_("They are told by mail, see it among theirs, and can say what has come of it"),
        required=False,
        empty_label=_("Nobody"),
    )

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        said = self.cleaned_data
        if said.get("owner_person") and said.get("owner_name"):
            self.add_error("owner_name", _("Choose a member or write who it is, not both"))
        return cleaned

    def facts(self) -> dict[str, Any]:
        """What a valid form says, as keywords for a service."""
        return {name: self.cleaned_data[name] for name in WORDS if name in self.fields}


class ActionCreateForm(OnceFormMixin, ActionForm):
    """The same, with the body that agreed it, and when."""

    body = forms.ModelChoiceField(Body.objects.none(), label=_("Body"), empty_label=None, to_field_name="slug")
    raised_meeting = MeetingChoice(
        Meeting.objects.none(), label=_("Agreed at the meeting of"), required=False, empty_label=_("No meeting in this list")
    )
    raised_on = DateField(label=_("Or the day on which it was agreed"), help_text=DATE_HINT, required=False)
    access = forms.ChoiceField(label=_("Who may read it"), choices=ACCESS, widget=Radios, initial=Access.PUBLIC)

    field_order = ["body", "raised_meeting", "raised_on", *WORDS, "access"]

    def __init__(self, *args: Any, bodies: Any, meetings: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = bodies
        self.fields["raised_meeting"].queryset = meetings
        rows = list(bodies)
        if len(rows) == 1:
            self.fields["body"].widget, self.fields["body"].initial = forms.HiddenInput(), rows[0].slug

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        said = self.cleaned_data
        meeting, day = said.get("raised_meeting"), said.get("raised_on")
        if meeting and day and meeting.held_on != day:
            self.add_error("raised_on", _("Choose the meeting or a day, not both"))
        elif not (meeting or day) and not {"raised_on", "raised_meeting"} & set(self.errors):
            self.add_error("raised_on", _("Choose the meeting, or enter the day on which it was agreed"))
        return cleaned

    def facts(self) -> dict[str, Any]:
        said = self.cleaned_data
        meeting = said["raised_meeting"]
        when = {"raised_meeting": meeting, "raised_on": meeting.held_on if meeting else said["raised_on"]}
        return super().facts() | when | {"body": said["body"], "access": said["access"]}


class ActionUpdateForm(VersionedFormMixin, ActionForm):
    """The same over an action of the log. The words of one that stands in minutes are changed there."""

    field_order = list(WORDS)

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        initial = {name: getattr(action, name) for name in WORDS}
        initial["owner_person"] = action.owner_person.slug if action.owner_person else None
        initial["owner_user"] = action.owner_user.reference if action.owner_user else None
        super().__init__(*args, versioned=action, initial=initial, **kwargs)
        if action.entry_id:
            for name in set(WORDS) - {"owner_user"}:
                del self.fields[name]
                self._saved.pop(name)


class SayForm(RefusalMixin, OnceFormMixin, VersionedFormMixin, GovukForm, forms.Form):
    """What has come of an action on a day, whether that answers it, and what shows it."""

    fields: dict[str, Any]

    on = DateField(label=_("Date"), help_text=DATE_HINT, error_messages={"required": _("Enter the date")})
    text = forms.CharField(
        label=_("What has happened"),
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": _("Enter what has happened")},
    )
    answers = forms.BooleanField(
        label=_("This answers the action"),
        help_text=_("The log then shows it as answered, until a meeting or the Chair closes it"),
        required=False,
    )
    evidence = forms.ChoiceField(label=_("The paper that shows it"), required=False)
    page = forms.IntegerField(
        label=_("Page of the pack, if you know it"),
        min_value=1,
        max_value=9999,
        required=False,
        error_messages={
            "invalid": _("Enter a page number, like 43"),
            "min_value": _("Enter a page number, like 43"),
            "max_value": _("Enter a page number, like 43"),
        },
    )
    note = forms.CharField(label=_("What the paper shows"), max_length=300, required=False)

    def __init__(self, *args: Any, action: Action, papers: list[tuple[Paper, Meeting]], reader: User, **kwargs: Any) -> None:
        super().__init__(*args, versioned=action, initial={"on": clock.today()}, **kwargs)
        self._saved = {}  # nothing here stands in the action already
        self.reader = reader
        self.papers = {f"{meeting.slug}/{paper.slug}": (paper, meeting) for paper, meeting in papers}
        words = [(f"{meeting.slug}/{paper.slug}", f"{short_date(meeting.held_on)}: {paper.title}") for paper, meeting in papers]
        self.fields["evidence"].choices = [("", _("No paper")), *words]
        if not papers:
            for name in ("evidence", "page", "note"):
                del self.fields[name]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        said = self.cleaned_data
        if said.get("page") and not said.get("evidence") and "evidence" not in self.errors:
            self.add_error("evidence", _("Choose the paper that the page belongs to"))
        if said.get("page") and said.get("evidence"):
            self._refuse_other_page(said["page"], *self.papers[said["evidence"]])
        return cleaned

    def _refuse_other_page(self, page: int, paper: Paper, meeting: Meeting) -> None:
        offered = {one.paper.pk: one.pages for one in papers_to_link(meeting, self.reader)}
        first, last = offered.get(paper.pk) or (page, page)
        if not first <= page <= last:
            words = gettext("The paper has pages %(first)s to %(last)s of the pack")
            self.add_error("page", words % {"first": first, "last": last})

    def shown(self) -> list[tuple[tuple[str, int], int | None, str]]:
        """The evidence of a valid form, as the service takes it."""
        chosen = self.papers.get(self.cleaned_data.get("evidence", ""))
        return [(("paper", chosen[0].pk), self.cleaned_data["page"], self.cleaned_data["note"])] if chosen else []


class CloseForm(RefusalMixin, VersionedFormMixin, GovukForm, forms.Form):
    """On whose authority an action is closed: a meeting's, or the Chair's with a reason."""

    fields: dict[str, Any]

    how = forms.ChoiceField(
        label=_("Who closes it"), choices=ClosedBy.choices, widget=Radios, error_messages={"required": without_authority()}
    )
    meeting = MeetingChoice(
        Meeting.objects.none(),
        label=_("The meeting that agreed to close it"),
        required=False,
        empty_label=_("Choose a meeting"),
    )
    on = DateField(label=_("The day on which the Chair decided"), help_text=_("Leave empty for today"), required=False)
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Everybody who can read the action reads this. The Chair must give one"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, action: Action, meetings: Any, is_chair: bool, **kwargs: Any) -> None:
        initial = {"how": ClosedBy.CHAIR if is_chair else ClosedBy.MEETING}
        super().__init__(*args, versioned=action, initial=initial, **kwargs)
        self._saved = {}
        self.fields["meeting"].queryset = meetings

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("version", "how", "meeting", "on", "reason")}


class ReopenForm(RefusalMixin, VersionedFormMixin, GovukForm, forms.Form):
    """Why an action is opened again."""

    fields: dict[str, Any]

    reason = forms.CharField(
        label=_("Why it is opened again"),
        help_text=_("Everybody who can read the action reads this"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Say why the action is opened again")},
    )

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, versioned=action, **kwargs)
        self._saved = {}


class SupersedeForm(RefusalMixin, VersionedFormMixin, GovukForm, forms.Form):
    """Which action takes the place of another, and why."""

    fields: dict[str, Any]

    by = forms.ModelChoiceField(
        Action.objects.none(),
        label=_("The action that takes its place"),
        empty_label=_("Choose an action"),
        to_field_name="reference",
        error_messages={
            "required": _("Choose the action that takes its place"), "invalid_choice": _("Choose an action from the list"),
        },
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Reason"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody who can read the action reads this"),
    )  # fmt: skip

    def __init__(self, *args: Any, action: Action, others: Any, **kwargs: Any) -> None:
        super().__init__(*args, versioned=action, **kwargs)
        self._saved = {}
        self.fields["by"].queryset = others
        self.fields["by"].label_from_instance = self._named

    @staticmethod
    def _named(action: Action) -> str:
        words = action.text if len(action.text) <= 80 else f"{action.text[:80].rsplit(' ', 1)[0]}…"
        return f"{action.reference}: {words}"


class ImportFileForm(GovukForm, forms.Form):
    """A spreadsheet to look through."""

    file = FileField(
        label=_("Spreadsheet"),
        help_text=_("CSV, XLSX or ODS; at most 500 rows and 1 MB"),
        error_messages={"required": _("Choose a spreadsheet")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ".csv,.xlsx,.ods"


class ImportKeepForm(OnceFormMixin, GovukForm, forms.Form):
    """The rows that were looked at, sent back to be kept. They are checked again as if they were new."""

    sheet = forms.CharField(widget=forms.HiddenInput, error_messages={"required": OPEN_AGAIN})

    def clean_sheet(self) -> dict[str, Any]:
        try:
            sheet = json.loads(self.cleaned_data["sheet"])
            headings = [str(words) for words in sheet["headings"]]
            rows = [(int(number), [str(cell) for cell in cells]) for number, cells in sheet["rows"]]
        except (ValueError, TypeError, KeyError) as error:
            raise forms.ValidationError(OPEN_AGAIN) from error
        return {"headings": headings, "rows": rows}

    def show_refusal(self, error: forms.ValidationError) -> None:
        """The page lists what is wrong by row; the form has nothing beside which to say it."""
        self.add_error(None, error)
