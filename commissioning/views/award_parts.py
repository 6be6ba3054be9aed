"""One set of pages for all that belongs to an award: added, changed, taken out, put back; and options of an extension decided."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commissioning.forms.award_parts import FORMS, DecideForm, InvokeForm
from commissioning.models import Award, Extension
from commissioning.services import awards as services
from commissioning.views.award_keeping import own, page_of
from commissioning.views.award_tables import KINDS, Kind
from commissioning.views.office import form_page
from decisions.forms.cases import ActForm
from meetings.views.programme import sent

LAST_DAY_STAYS = gettext_lazy(
    "Where no other variation or extension sets the last day, that stays. Change the award if it is wrong."
)


def _kind(part: str) -> Kind:
    """A kind of rows by its word in addresses; any other word is not found."""
    if part not in KINDS:
        raise Http404
    return KINDS[part]


def _row(request: Any, award: Award, kind: Kind, number: int) -> Any:
    row = get_object_or_404(kind.model.objects.visible_to(request.user), award=award, number=number)
    row.award = award
    return row


def _page(request: Any, award: Award, form: Any, do: Callable[[], Any], part: str, **page: Any) -> HttpResponse:
    def work() -> str:
        do()
        return f"{award.get_absolute_url()}#{part}"

    return form_page(request, form, work, **page, **page_of(request, award))


@login_required
def part_create(request: Any, area: str, ref: str, part: str) -> HttpResponse:
    """Add a row."""
    award, kind = own(request, ref), _kind(part)
    form = FORMS[kind.model][0](sent(request), award=award, user=request.user)
    return _page(
        request, award, form,
        lambda: services.add_part(award=award, model=kind.model, actor=request.user, **form.facts()), part,
        title=str(kind.add), button=_("Add"), done=_("%(what)s added") % {"what": str(kind.one)}, words=_words(kind),
    )  # fmt: skip


@login_required
def part_update(request: Any, area: str, ref: str, part: str, number: int) -> HttpResponse:
    """Change a row."""
    award, kind = own(request, ref), _kind(part)
    row = _row(request, award, kind, number)
    form = FORMS[kind.model][1](sent(request), row=row, award=award, user=request.user)
    what = {"what": str(kind.one), "number": number}
    return _page(
        request, award, form, lambda: services.change_part(row=row, actor=request.user, **form.facts()), part,
        title=_("%(what)s %(number)d: change") % what, button=_("Save"), done=_("%(what)s %(number)d saved") % what,
        words=_words(kind),
    )  # fmt: skip


@login_required
def part_remove(request: Any, area: str, ref: str, part: str, number: int) -> HttpResponse:
    """Take a row out."""
    words = [_("You can put it back on the page of the award.")]
    if part in ("variations", "extensions"):
        words.append(str(LAST_DAY_STAYS))
    what = {"what": str(_kind(part).one), "number": number}
    return _act(
        request, ref, part, number, services.remove_part, title=_("%(what)s %(number)d: take out") % what, button=_("Take out"),
        done=_("Taken out. You can put it back on this page"), words=words,
    )  # fmt: skip


@login_required
def part_restore(request: Any, area: str, ref: str, part: str, number: int) -> HttpResponse:
    """Put a row back."""
    what = {"what": str(_kind(part).one), "number": number}
    return _act(
        request, ref, part, number, services.restore_part, title=_("%(what)s %(number)d: put back") % what, button=_("Put back"),
        done=_("Put back"), words=[],
    )  # fmt: skip


def _act(request: Any, ref: str, part: str, number: int, service: Callable[..., Any], **page: Any) -> HttpResponse:
    """The page that asks before a row is moved."""
    award, kind = own(request, ref), _kind(part)
    row = _row(request, award, kind, number)
    form = ActForm(sent(request), row=row)
    return _page(
        request, award, form, lambda: service(row=row, version=form.cleaned_data["version"], actor=request.user), part, **page
    )  # fmt: skip


def _words(kind: Kind) -> list[str]:
    if kind.slug == "variations":
        return [_("The amount of the award itself stays. What it is worth now is worked out from its variations and extensions.")]
    return []


# Options to extend ----------------------------------------------------------------------------------------------------


@login_required
def extension_invoke(request: Any, area: str, ref: str, number: int) -> HttpResponse:
    """Say that an option is taken."""
    award, row = _extension(request, ref, number)
    form = InvokeForm(sent(request), row=row, award=award, user=request.user)
    return _decide(
        request, award, row, form, services.invoke_extension, title=_("Invoke the extension"), button=_("Invoke extension"),
        done=_("Extension invoked"), words=[row.words, _("The contract then ends on its last day, and its amount counts.")],
    )  # fmt: skip


@login_required
def extension_leave(request: Any, area: str, ref: str, number: int) -> HttpResponse:
    """Say that an option is not taken."""
    award, row = _extension(request, ref, number)
    return _decide(
        request, award, row, DecideForm(sent(request), row=row), services.leave_extension, title=_("Do not take the extension"),
        button=_("Save that it is not taken"), done=_("Extension not taken"), words=[row.words],
    )  # fmt: skip


@login_required
def extension_reopen(request: Any, area: str, ref: str, number: int) -> HttpResponse:
    """Take back what was decided of an option."""
    award, row = _extension(request, ref, number)
    words = [row.words, str(LAST_DAY_STAYS)]
    return _decide(
        request, award, row, ActForm(sent(request), row=row), services.reopen_extension, title=_("Take the decision back"),
        button=_("Take it back"), done=_("The extension is to be decided again"), words=words,
    )  # fmt: skip


def _extension(request: Any, ref: str, number: int) -> tuple[Award, Extension]:
    award = own(request, ref)
    return award, _row(request, award, KINDS["extensions"], number)


def _decide(
    request: Any, award: Award, row: Extension, form: Any, service: Callable[..., Any], **page: Any
) -> HttpResponse:  # fmt: skip
    def do() -> Any:
        return service(extension=row, actor=request.user, **form.cleaned_data)

    return _page(request, award, form, do, "extensions", **page)
