"""Pages on which the office enters, changes, takes out and puts back the rows of bids and schemes: one set for every kind."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commissioning.forms import scheme_rows as forms
from commissioning.models import Advocate, AdvocateMeeting, BidPartner, Priority
from commissioning.rules.advocates import council_of
from commissioning.services import scheme_rows as services
from commissioning.views import advocates, bids, priorities
from commissioning.views.office import form_page, require_commissioning
from decisions.forms.cases import ActForm
from interface.templatetags.dates import long_date
from meetings.views.programme import sent

Page = dict[str, Any]
View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class Rows:
    """How one kind of row is kept: its forms, what its pages are called, what names a row, and where the pages lead.

    `parent` gives what the rows belong to, where the reader may keep it; `around` what stands around a form.
    """

    model: Any
    create_form: Any
    update_form: Any
    words: dict[str, str | Promise]
    named: Callable[[Any], str]
    parent: Callable[..., Any]
    parent_name: str
    around: Callable[[Any, Any], Page]
    anchor: str = ""
    asks: Callable[[Any], dict[str, Any]] = field(default=lambda request: {})


def row_create(rows: Rows) -> View:
    """The page that adds a row."""

    @login_required
    def view(request: Any, area: str, slug: str = "") -> HttpResponse:
        parent = rows.parent(request, slug)
        form = rows.create_form(sent(request), **rows.asks(request))

        def do() -> None:
            services.add_row(model=rows.model, parent=parent, actor=request.user, **form.facts())

        return _page(request, rows, parent, form, do, "add", done=_("Added"))

    return view


def row_update(rows: Rows) -> View:
    """The page that changes a row."""

    @login_required
    def view(request: Any, area: str, slug: str = "", **named: Any) -> HttpResponse:
        parent, row = _row(request, rows, slug, named)
        form = rows.update_form(sent(request), row=row, **rows.asks(request))
        return _page(
            request, rows, parent, form, lambda: services.change_row(row=row, actor=request.user, **form.facts()), "change",
            done=_("Saved"),
        )  # fmt: skip

    return view


def row_remove(rows: Rows) -> View:
    """The page that asks before a row is taken out."""
    stays = gettext_lazy("It stays on record for the office, and can be put back.")
    return _move(rows, services.remove_row, "remove", gettext_lazy("Taken out. You can put it back on this page"), stays)


def row_restore(rows: Rows) -> View:
    """The page that asks before a row is put back."""
    return _move(rows, services.restore_row, "restore", gettext_lazy("Put back"))


def _move(rows: Rows, service: Any, act: str, done: Any, *words: Any) -> View:
    @login_required
    def view(request: Any, area: str, slug: str = "", **named: Any) -> HttpResponse:
        parent, row = _row(request, rows, slug, named)
        form = ActForm(sent(request), row=row)

        def do() -> None:
            service(row=row, version=form.cleaned_data["version"], actor=request.user)

        said = [rows.named(row), *(str(one) for one in words), *([str(rows.words["after"])] if _warns(rows, act) else [])]
        return _page(request, rows, parent, form, do, act, done=str(done), words=said)

    return view


def _warns(rows: Rows, act: str) -> bool:
    return act == "remove" and "after" in rows.words


def _row(request: Any, rows: Rows, slug: str, named: dict[str, Any]) -> tuple[Any, Any]:
    """What a row belongs to, and the row, that the reader may see and keep; one without a number has a slug of its own."""
    parent = rows.parent(request, slug)
    named = named or {"slug": slug}
    row = get_object_or_404(rows.model.objects.visible_to(request.user), **{rows.parent_name: parent}, **named)
    return parent, row


def _page(
    request: Any, rows: Rows, parent: Any, form: Any, do: Callable[[], Any], act: str, **page: Any
) -> HttpResponse:  # fmt: skip
    around = rows.around(request, parent)

    def work() -> str:
        do()
        return f"{around['back'][0]}{rows.anchor}"

    return form_page(
        request, form, work, title=str(rows.words[act]), button=str(rows.words[f"{act}_button"]), **page, **around
    )  # fmt: skip


# Each kind ------------------------------------------------------------------------------------------------------------


def _area(request: Any, _slug: str) -> Any:
    require_commissioning(request)
    return request.area


def _of_area(request: Any) -> dict[str, Any]:
    return {"area": request.area}


PARTNERS = Rows(
    model=BidPartner, create_form=forms.PartnerCreateForm, update_form=forms.PartnerUpdateForm, named=lambda row: row.name,
    parent=bids.own, parent_name="bid", around=bids.page_of, anchor="#partners",
    words={
        "add": gettext_lazy("Add a partner"), "add_button": gettext_lazy("Add the partner"),
        "change": gettext_lazy("Change the partner"), "change_button": gettext_lazy("Save the partner"),
        "remove": gettext_lazy("Take the partner out"), "remove_button": gettext_lazy("Take partner out"),
        "restore": gettext_lazy("Put the partner back"), "restore_button": gettext_lazy("Put partner back"),
    },
)  # fmt: skip
ADVOCATES = Rows(
    model=Advocate, create_form=forms.AdvocateCreateForm, update_form=forms.AdvocateUpdateForm, asks=_of_area,
    named=lambda row: f"{row.councillor}, {council_of(row)}", parent=_area, parent_name="area", around=advocates.around,
    words={
        "add": gettext_lazy("Enter a councillor advocate"), "add_button": gettext_lazy("Enter the advocate"),
        "change": gettext_lazy("Change the councillor advocate"), "change_button": gettext_lazy("Save the advocate"),
        "remove": gettext_lazy("Take the councillor advocate out"), "remove_button": gettext_lazy("Take advocate out"),
        "restore": gettext_lazy("Put the councillor advocate back"), "restore_button": gettext_lazy("Put advocate back"),
        "after": gettext_lazy("Where somebody only stopped speaking for the council, change the entry and say on which day."),
    },
)  # fmt: skip
MEETINGS = Rows(
    model=AdvocateMeeting, create_form=forms.MeetingCreateForm, update_form=forms.MeetingUpdateForm,
    named=lambda row: long_date(row.held_on), parent=_area, parent_name="area", around=advocates.around, anchor="#meetings",
    words={
        "add": gettext_lazy("Enter a meeting of the advocates"), "add_button": gettext_lazy("Enter the meeting"),
        "change": gettext_lazy("Change the meeting"), "change_button": gettext_lazy("Save the meeting"),
        "remove": gettext_lazy("Take the meeting out"), "remove_button": gettext_lazy("Take meeting out"),
        "restore": gettext_lazy("Put the meeting back"), "restore_button": gettext_lazy("Put meeting back"),
    },
)  # fmt: skip
PRIORITIES = Rows(
    model=Priority, create_form=forms.PriorityCreateForm, update_form=forms.PriorityUpdateForm, named=lambda row: row.title,
    parent=_area, parent_name="area", around=priorities.around,
    words={
        "add": gettext_lazy("Enter a priority"), "add_button": gettext_lazy("Enter the priority"),
        "change": gettext_lazy("Change the priority"), "change_button": gettext_lazy("Save the priority"),
        "remove": gettext_lazy("Take the priority out"), "remove_button": gettext_lazy("Take priority out"),
        "restore": gettext_lazy("Put the priority back"), "restore_button": gettext_lazy("Put priority back"),
        "after": gettext_lazy("What stands under it is then told without a priority."),
    },
)  # fmt: skip
