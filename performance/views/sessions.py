"""Sessions of scrutiny panels as the office keeps them: entered, their findings, the force's answer, published."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _

from decisions.forms.cases import ActForm
from meetings.views.programme import sent
from performance.forms.scrutiny import AnswerForm, SessionCreateForm, SessionUpdateForm, findings_form
from performance.models import ScrutinySession
from performance.services import scrutiny as services
from performance.views.office import form_page, require_reporting
from performance.views.scrutiny import find, findings_of, panel_steps
from performance.views.scrutiny_words import when_words


def own(request: Any, slug: str) -> ScrutinySession:
    """A session that the reader keeps."""
    session = find(request, slug)
    require_reporting(request)
    return session


def _around(request: Any, session: ScrutinySession) -> dict[str, Any]:
    """What the pages below a session have around their form."""
    title = f"{session.body.name}, {when_words(session)}"
    return {
        "caption": title,
        "back": (session.get_absolute_url(), _("Back to the session")),
        "steps": [*panel_steps(request), (session.get_absolute_url(), title)],
    }


def _page(request: Any, session: ScrutinySession, form: Any, service: Callable[..., Any], **page: Any) -> HttpResponse:
    def work() -> str:
        service(session=session, actor=request.user, **form.facts())
        return session.get_absolute_url()

    return form_page(request, form, work, **page, **_around(request, session))


@login_required
def session_create(request: Any, area: str) -> HttpResponse:
    """Enter a session."""
    require_reporting(request)
    form = SessionCreateForm(sent(request), area=request.area, user=request.user)

    def work() -> str:
        return services.create_session(actor=request.user, **form.facts()).get_absolute_url()

    way = panel_steps(request)
    return form_page(
        request, form, work, title=_("Enter a session"), button=_("Enter the session"),
        done=_("Session entered. Enter its findings, then publish it"),
        words=[_("Only the office reads it until you publish it. One that is to come can be published without findings.")],
        back=(way[-1][0], _("Back to the scrutiny panels")), steps=way,
    )  # fmt: skip


@login_required
def session_update(request: Any, area: str, slug: str) -> HttpResponse:
    """Change a session."""
    session = own(request, slug)
    form = SessionUpdateForm(sent(request), row=session)
    return _page(
        request, session, form, services.change_session, title=_("Change the session"), button=_("Save the session"),
        done=_("Session saved"), words=_public_words(session),
    )  # fmt: skip


@login_required
def findings_update(request: Any, area: str, slug: str) -> HttpResponse:
    """Say all findings of a session, with how many cases came to each."""
    session = own(request, slug)
    form = findings_form(sent(request), session=session, findings=findings_of(request, session))
    words = [
        _("The findings must add up to the cases looked at: 6 appropriate, 9 with observations and 7 inappropriate make 22."),
        _("To take a finding out, empty its words and its number."),
    ]
    return _page(
        request, session, form, services.set_findings, title=_("Enter the findings"), button=_("Save the findings"),
        done=_("Findings saved"), words=[*words, *_public_words(session)],
    )  # fmt: skip


@login_required
def answer_update(request: Any, area: str, slug: str) -> HttpResponse:
    """Keep what the force answered."""
    session = own(request, slug)
    form = AnswerForm(sent(request), row=session)
    words = [_("The force is asked whether the session teaches it something as an organisation, and what it does about it.")]
    return _page(
        request, session, form, services.keep_answer, title=_("The force’s answer"), button=_("Save the answer"),
        done=_("Answer saved"), words=[*words, *_public_words(session)],
    )  # fmt: skip


def _public_words(session: ScrutinySession) -> list[str]:
    return [_("The session is public: what you save is read by everybody at once.")] if session.published_at else []


@login_required
def session_publish(request: Any, area: str, slug: str) -> HttpResponse:
    """Let everybody read a session."""
    session = own(request, slug)
    return _act(
        request, session, services.publish_session, title=_("Publish the session"), button=_("Publish session"),
        done=_("Session published"),
        words=[_("Everybody can then read it with its findings and the force’s answer. The findings must add up first.")],
    )  # fmt: skip


@login_required
def session_hide(request: Any, area: str, slug: str) -> HttpResponse:
    """Take a session from the public."""
    session = own(request, slug)
    return _act(
        request, session, services.hide_session, title=_("Take the session from the public"), button=_("Take from the public"),
        done=_("The session is no longer public"), words=[_("Only the office reads it then. It can be published again.")],
    )  # fmt: skip


def _act(request: Any, session: ScrutinySession, service: Callable[..., Any], **page: Any) -> HttpResponse:
    """A page that asks to be sure, and does it."""
    form = ActForm(sent(request), row=session)

    def work() -> str:
        service(session=session, version=form.cleaned_data["version"], actor=request.user)
        return session.get_absolute_url()

    return form_page(request, form, work, **page, **_around(request, session))
