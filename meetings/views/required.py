"""Who must attend a private day of a body."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from interface.once import refused
from meetings.forms.required import RequiredForm
from meetings.models import Meeting, Minutes
from meetings.services.required import list_version, may_require, members_listed, members_to_require, set_required
from meetings.views.acts import own_meeting
from meetings.views.attendance import stopped


class ListedMembers:
    """What the form is a version of: the members in the attendance, and who of them must attend."""

    def __init__(self, meeting: Meeting) -> None:
        self.version = list_version(meeting)


@login_required
def required_update(request: Any, area: str, meeting: str) -> HttpResponse:
    """Say which members must attend: everybody, some by name, or nobody."""
    found = own_meeting(request, meeting)
    if not may_require(found):
        raise Http404
    minutes = Minutes.objects.visible_to(request.user).filter(meeting=found).first()
    if closed := stopped(request, found, minutes):
        return closed
    rows = members_listed(found)
    form = RequiredForm(
        request.POST if request.method == "POST" else None,
        versioned=ListedMembers(found),
        members=members_to_require(found),
        required=[row.person.slug for row in rows if row.must_attend and row.person],
        count=len(rows),
    )
    if form.is_valid() and _saved(request, found, form):
        return redirect("meetings:attendance-detail", found.area.slug, found.slug)
    return render(request, "meetings/required_update.html", {"meeting": found, "form": form})


def _saved(request: Any, meeting: Meeting, form: RequiredForm) -> bool:
    try:
        set_required(meeting=meeting, version=form.cleaned_data["version"], actor=request.user, people=form.chosen())
    except ValidationError as error:
        refused(form, error)
        return False
    messages.success(request, _("Saved: who must attend"))
    return True
