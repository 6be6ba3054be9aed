"""The glossary as everybody reads it, and as the office keeps it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from decisions.forms.cases import ActForm
from interface import markdown
from meetings.views.programme import sent
from performance import permissions
from performance.forms.glossary import TermCreateForm, TermUpdateForm
from performance.models import Term
from performance.rules.glossary import link_terms
from performance.services import glossary as services
from performance.views.measures import steps
from performance.views.office import crumbs, form_page, require_reporting
from performance.views.parts import GLOSSARY, parts


def _list_url(request: Any) -> str:
    return reverse("performance:term-list", args=[request.area.slug])


@require_safe
def term_list(request: Any, area: str) -> HttpResponse:
    """What do the words mean?"""
    seen = list(Term.objects.visible_to(request.user).filter(area=request.area).select_related("area").order_by("term"))
    kept = [one for one in seen if one.removed_at is None]
    url = _list_url(request)
    context = {
        "terms": [
            {"row": one, "text": link_terms(markdown.render(one.text, level=3), [other for other in kept if other != one], url)}
            for one in kept
        ],
        "removed": [one for one in seen if one.removed_at is not None],
        "reports": permissions.can_report(request.user, request.area),
        "parts": parts(request, GLOSSARY),
        "breadcrumbs": crumbs(request, *steps(request)),
    }
    return render(request, "performance/term_list.html", context)


def _around(request: Any, caption: str = "") -> dict[str, Any]:
    url = _list_url(request)
    return {
        "caption": caption,
        "back": (url, _("Back to the glossary")),
        "steps": [*steps(request), (url, _("Glossary"))],
    }


def _own(request: Any, slug: str) -> Term:
    seen = Term.objects.visible_to(request.user).select_related("area")
    term = get_object_or_404(seen, area=request.area, slug=slug)
    require_reporting(request)
    return term


@login_required
def term_create(request: Any, area: str) -> HttpResponse:
    """Explain a term."""
    require_reporting(request)
    form = TermCreateForm(sent(request))

    def work() -> str:
        return services.create_term(area=request.area, actor=request.user, **form.facts()).get_absolute_url()

    return form_page(
        request, form, work, title=_("Explain a term"), button=_("Add the term"), done=_("Term added"),
        words=[_("Everybody reads it at once, and texts that use the term link to it.")], **_around(request),
    )  # fmt: skip


@login_required
def term_update(request: Any, area: str, slug: str) -> HttpResponse:
    """Change a term."""
    term = _own(request, slug)
    form = TermUpdateForm(sent(request), row=term)

    def work() -> str:
        return services.change_term(term_row=term, actor=request.user, **form.facts()).get_absolute_url()

    return form_page(
        request, form, work, title=_("Change the term"), button=_("Save the term"), done=_("Term saved"),
        words=[_("Everybody reads it at once.")], **_around(request, term.term),
    )  # fmt: skip


@login_required
def term_remove(request: Any, area: str, slug: str) -> HttpResponse:
    """Take a term out."""
    return _act(
        request, slug, services.remove_term, title=_("Take the term out"), button=_("Take term out"),
        done=_("Taken out. You can put it back on this page"),
    )  # fmt: skip


@login_required
def term_restore(request: Any, area: str, slug: str) -> HttpResponse:
    """Put a term back."""
    return _act(
        request, slug, services.restore_term, title=_("Put the term back"), button=_("Put term back"), done=_("Put back")
    )  # fmt: skip


def _act(request: Any, slug: str, service: Any, **page: Any) -> HttpResponse:
    term = _own(request, slug)
    form = ActForm(sent(request), row=term)

    def work() -> str:
        service(term_row=term, version=form.cleaned_data["version"], actor=request.user)
        return _list_url(request)

    return form_page(request, form, work, **page, **_around(request, term.term))
