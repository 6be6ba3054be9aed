"""The engagement diary as the office keeps it: entered, changed, called off, published, taken from the public."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _

from decisions.forms.cases import ActForm
from decisions.forms.diary import CancelForm, DiaryCreateForm, DiaryUpdateForm
from decisions.models import DiaryEntry
from decisions.services import diary as services
from decisions.views.diary_reading import day_words, entry_url, find, list_step
from decisions.views.office import form_page, require_office
from meetings.views.programme import sent


def _own(request: Any, number: int) -> DiaryEntry:
    entry = find(request, number)
    require_office(request)
    return entry


def _page(request: Any, entry: DiaryEntry) -> dict[str, Any]:
    """What the pages below an entry have around their form."""
    return {
        "caption": entry.subject,
        "back": (entry_url(entry), _("Back to the engagement")),
        "steps": [list_step(request), (entry_url(entry), entry.subject)],
    }


@login_required
def diary_create(request: Any, area: str) -> HttpResponse:
    """Enter an engagement."""
    require_office(request)
    form = DiaryCreateForm(sent(request))

    def work() -> str:
        return entry_url(services.add_entry(area=request.area, actor=request.user, **form.facts()))

    return form_page(
        request, form, work, title=_("Enter an engagement"), button=_("Enter the engagement"), done=_("Engagement entered"),
        words=[_("Only the office reads it until you publish it.")],
        back=(list_step(request)[0], _("Back to the diary")), steps=[list_step(request)],
    )  # fmt: skip


@login_required
def diary_update(request: Any, area: str, number: int) -> HttpResponse:
    """Change an engagement."""
    entry = _own(request, number)
    form = DiaryUpdateForm(sent(request), entry=entry)

    def work() -> str:
        return entry_url(services.change_entry(entry=entry, actor=request.user, **form.facts()))

    words = [_("It is public: what you change is read by everybody at once.")] if entry.published_at else []
    return form_page(
        request, form, work, title=_("Change the engagement"), button=_("Save the engagement"), done=_("Engagement saved"),
        words=words, **_page(request, entry),
    )  # fmt: skip


@login_required
def diary_cancel(request: Any, area: str, number: int) -> HttpResponse:
    """Call an engagement off."""
    entry = _own(request, number)
    form = CancelForm(sent(request), entry=entry)

    def work() -> str:
        return entry_url(services.cancel_entry(entry=entry, actor=request.user, **form.facts()))

    return form_page(
        request, form, work, title=_("Call the engagement off"), button=_("Call it off"), done=_("Called off"),
        words=[_("It stays in the diary with the reason. You can say later that it takes place after all.")],
        **_page(request, entry),
    )  # fmt: skip


@login_required
def diary_revive(request: Any, area: str, number: int) -> HttpResponse:
    """Say that it takes place after all."""
    return _act(
        request, number, services.revive_entry, title=_("It takes place after all"), button=_("Put it back"),
        done=_("Put back"), words=[_("The reason for which it was called off is taken out.")],
    )  # fmt: skip


@login_required
def diary_publish(request: Any, area: str, number: int) -> HttpResponse:
    """Let everybody read an engagement."""
    return _act(
        request, number, services.publish_entry, title=_("Publish the engagement"), button=_("Publish engagement"),
        done=_("Engagement published"), words=[_("Everybody can then read it here and in the public calendar:")], says=True,
    )  # fmt: skip


@login_required
def diary_hide(request: Any, area: str, number: int) -> HttpResponse:
    """Take an engagement from the public."""
    return _act(
        request, number, services.hide_entry, title=_("Take the engagement from the public"), button=_("Take from the public"),
        done=_("The engagement is no longer public"),
        words=[_("It also leaves the public calendar. Programs that fetched it drop it when they ask again.")],
    )  # fmt: skip


def _act(request: Any, number: int, service: Any, *, words: list[str], says: bool = False, **page: Any) -> HttpResponse:
    """A page that asks once more before an act upon an entry; `says` repeats what will be read."""
    entry = _own(request, number)
    form = ActForm(sent(request), row=entry)

    def work() -> str:
        service(entry=entry, version=form.cleaned_data["version"], actor=request.user)
        return entry_url(entry)

    read = [day_words(entry, is_long=True), entry.with_whom, entry.place, entry.cancelled_why] if says else []
    return form_page(request, form, work, words=[*words, *(one for one in read if one)], **page, **_page(request, entry))
