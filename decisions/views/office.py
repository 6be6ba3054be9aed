"""What the pages of the office's registers share: who may work on them, the way there, and a page with one form."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from decisions import permissions
from interface.once import done_once


def require_office(request: Any) -> None:
    """Raise PermissionDenied for who does not work on decisions in the Commissioner's office of the area."""
    if not permissions.can_work_on_decisions(request.user, request.area):
        raise PermissionDenied


def crumbs(request: Any, *steps: tuple[str, str]) -> list[dict[str, str]]:
    """The way from the area to the page above this one: (address, words) of each."""
    home = {"url": reverse("area-home", args=[request.area.slug]), "text": request.area.name}
    return [home, *({"url": url, "text": words} for url, words in steps)]


def form_page(
    request: Any, form: Any, work: Callable[[], str], *, title: str, button: str, done: str, back: tuple[str, str],
    steps: list[tuple[str, str]], caption: str = "", words: list[str] | None = None,
) -> HttpResponse:  # fmt: skip
    """A page that asks before an act, or for what it needs: done once, it leads to where `work` says; what a service refuses
    stands on the form. `words` are paragraphs above it; `back` is (address, words)."""
    if form.is_valid() and (url := done_once(form, work)):
        messages.success(request, done)
        return redirect(url)
    context = {
        "form": form, "title": title, "button": button, "caption": caption, "words": words or [], "back_url": back[0],
        "back_words": back[1], "breadcrumbs": crumbs(request, *steps),
    }  # fmt: skip
    return render(request, "decisions/office_form.html", context)
