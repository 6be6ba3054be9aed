"""Awards as the office keeps them: entered, changed, kept private, made, published, begun, ended, and tied to a decision."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _

from commissioning.choices import AwardKind, AwardStatus, ExerciseKind
from commissioning.forms.awards import (
    AwardCreateForm,
    AwardUpdateForm,
    BeginForm,
    CancelForm,
    DecisionForm,
    EndForm,
    MakeForm,
    PlaceForm,
    PrivateForm,
)
from commissioning.models import Award, Exercise
from commissioning.rules.awards import state_before
from commissioning.services import awards as services
from commissioning.services.providers import find_or_create_provider
from commissioning.views.award_lists import list_step
from commissioning.views.award_reading import find
from commissioning.views.award_words import step_back_words
from commissioning.views.office import form_page, require_commissioning
from decisions.forms.cases import ActForm
from interface import clock
from meetings.views.programme import sent


def own(request: Any, ref: str) -> Award:
    """An award that the reader keeps."""
    award = find(request, ref)
    require_commissioning(request)
    return award


def page_of(request: Any, award: Award) -> dict[str, Any]:
    """What the pages below an award have around their form."""
    return {
        "caption": f"{award.reference}: {award.title}",
        "back": (award.get_absolute_url(), _("Back to the award")),
        "steps": [list_step(request), (award.get_absolute_url(), award.reference)],
    }


@login_required
def award_create(request: Any, area: str) -> HttpResponse:
    """Enter a grant or a contract."""
    require_commissioning(request)
    form = AwardCreateForm(sent(request), area=request.area, initial=_initial(request))

    def work() -> str:
        facts = form.facts()
        if name := facts.pop("provider_name"):
            facts["provider"] = find_or_create_provider(area=request.area, name=name, actor=request.user)[0]
        return services.create_award(area=request.area, actor=request.user, **facts).get_absolute_url()

    return form_page(
        request, form, work, title=_("Enter a grant or a contract"), button=_("Enter the award"), done=_("Award entered"),
        words=[_("Only the office reads it until you publish it.")], back=(list_step(request)[0], _("Back to the list")),
        steps=[list_step(request)],
    )  # fmt: skip


def _initial(request: Any) -> dict[str, Any]:
    """What the page that led here tells of the award: the exercise that it comes from."""
    seen = Exercise.objects.visible_to(request.user).filter(area=request.area)
    exercise = seen.filter(reference=request.GET.get("exercise", "")).first()
    if exercise is None:
        return {}
    kind = AwardKind.GRANT if exercise.kind == ExerciseKind.GRANT_ROUND else AwardKind.CONTRACT
    return {"exercise": exercise, "fund": exercise.fund_id, "kind": kind, "title": exercise.title, "vat": exercise.vat}


@login_required
def award_update(request: Any, area: str, ref: str) -> HttpResponse:
    """Change what was awarded to whom."""
    award = own(request, ref)
    form = AwardUpdateForm(sent(request), row=award)

    def work() -> str:
        services.change_award(award=award, actor=request.user, **form.facts())
        return award.get_absolute_url()

    words = [_("It is public. What you save is public at once.")] if award.is_out else []
    return form_page(
        request, form, work, title=_("Change the award"), button=_("Save the award"), done=_("Award saved"), words=words,
        **page_of(request, award),
    )  # fmt: skip


@login_required
def award_place(request: Any, area: str, ref: str) -> HttpResponse:
    """Say where an award belongs."""
    award = own(request, ref)
    return _change(
        request, award, PlaceForm(sent(request), row=award), title=_("Change where it belongs"), button=_("Save"),
        done=_("Saved"), words=[],
    )  # fmt: skip


@login_required
def award_private(request: Any, area: str, ref: str) -> HttpResponse:
    """Say what of an award is private, and why."""
    award = own(request, ref)
    words = [
        _("Of a private award the public reads the neutral title, the paragraph of Schedule 12A, the reason and the state."),
        _("Its reference shows whether it is a grant or a contract."),
        _("Once it is private, payments made under it are taken from the public."),
    ]
    return _change(
        request, award, PrivateForm(sent(request), row=award), title=_("Say what is private"), button=_("Save what is private"),
        done=_("Saved"), words=words,
    )  # fmt: skip


def _change(request: Any, award: Award, form: Any, **page: Any) -> HttpResponse:
    return _page(request, award, form, services.change_award, **page)


def _page(request: Any, award: Award, form: Any, service: Callable[..., Any], **page: Any) -> HttpResponse:
    """A page with a form that changes an award and leads back to it."""

    def work() -> str:
        facts = {name: value for name, value in form.cleaned_data.items() if name != "token"}
        service(award=award, actor=request.user, **facts)
        return award.get_absolute_url()

    return form_page(request, form, work, **page, **page_of(request, award))


# Its life -------------------------------------------------------------------------------------------------------------


@login_required
def award_make(request: Any, area: str, ref: str) -> HttpResponse:
    """Say that it is awarded."""
    award = own(request, ref)
    words = [_("The office still reads it alone. Publish it after that.")]
    return _page(
        request, award, MakeForm(sent(request), row=award), services.make_award, title=_("Say that it is awarded"),
        button=_("Award it"), done=_("Awarded"), words=words,
    )  # fmt: skip


@login_required
def award_take_back(request: Any, area: str, ref: str) -> HttpResponse:
    """Take back the last step of an award."""
    award = own(request, ref)
    before = AwardStatus(state_before(award, clock.today()))
    words = {AwardStatus.DRAFT: [_("It is being prepared again then.")]}.get(
        before, [_("Its days stay as they are. Change them on the page of the award.")]
    )  # fmt: skip
    return _page(
        request, award, ActForm(sent(request), row=award), services.take_step_back, title=step_back_words(award),
        button=_("Take back"), done=_("Taken back. The state is now: %(state)s") % {"state": before.label}, words=words,
    )  # fmt: skip


@login_required
def award_publish(request: Any, area: str, ref: str) -> HttpResponse:
    """Let everybody read it."""
    award = own(request, ref)
    return _page(
        request, award, ActForm(sent(request), row=award), services.publish_award, title=_("Publish the award"),
        button=_("Publish award"), done=_("Award published"), words=_publish_words(award),
    )  # fmt: skip


def _publish_words(award: Award) -> list[str]:
    if award.is_private:
        return [_("Everybody then reads “%(title)s”, the paragraph and the reason. The panel reads the award.") % {
            "title": award.neutral_title
        }]  # fmt: skip
    words = [
        _("Everybody then reads the provider, the amount, purpose, conditions and reasons, here and in the open data."),
        _("The provider and the partners get public pages, and public files can be opened by everybody."),
    ]
    if award.commercial_terms:
        words.append(_("The commercial terms stay with the office."))
    return words


@login_required
def award_hide(request: Any, area: str, ref: str) -> HttpResponse:
    """Take it from the public."""
    award = own(request, ref)
    return _page(
        request, award, ActForm(sent(request), row=award), services.hide_award, title=_("Take the award from the public"),
        button=_("Take from the public"), done=_("The award is no longer public"),
        words=[_("Only the office reads it then. It can be published again.")],
    )  # fmt: skip


@login_required
def award_begin(request: Any, area: str, ref: str) -> HttpResponse:
    """Say that it is live."""
    award = own(request, ref)
    return _page(
        request, award, BeginForm(sent(request), row=award), services.begin_award, title=_("Say that it is live"),
        button=_("Save the first day"), done=_("It is live"),
    )  # fmt: skip


@login_required
def award_end(request: Any, area: str, ref: str) -> HttpResponse:
    """Say that it is over."""
    award = own(request, ref)
    return _page(
        request, award, EndForm(sent(request), row=award), services.end_award, title=_("Say that it is over"),
        button=_("Save the last day"), done=_("It is over"),
    )  # fmt: skip


@login_required
def award_cancel(request: Any, area: str, ref: str) -> HttpResponse:
    """Say that it comes to nothing."""
    award = own(request, ref)
    return _page(
        request, award, CancelForm(sent(request), row=award), services.cancel_award, title=_("Cancel the award"),
        button=_("Cancel award"), done=_("Award cancelled"), words=[_("It stays on record. It counts in no sum any more.")],
    )  # fmt: skip


# Its decision ---------------------------------------------------------------------------------------------------------


@login_required
def decision_propose(request: Any, area: str, ref: str) -> HttpResponse:
    """Enter a proposed decision with the words of the award."""
    award = own(request, ref)
    words = [
        _("It takes over the title, the purpose, the reasons, the amount and what is private. It is signed and published in the"
          " register of decisions."),
        _("The commercial terms are not taken over."),
    ]  # fmt: skip
    return _page(
        request, award, ActForm(sent(request), row=award), services.propose_decision, title=_("Propose the decision"),
        button=_("Propose decision"), done=_("Decision proposed. It is to be signed"), words=words,
    )  # fmt: skip


@login_required
def decision_link(request: Any, area: str, ref: str) -> HttpResponse:
    """Link a decision that is in the register."""
    award = own(request, ref)
    return _page(
        request, award, DecisionForm(sent(request), row=award, user=request.user), services.take_decision,
        title=_("Link the decision"), button=_("Link decision"), done=_("Decision linked"),
    )  # fmt: skip


@login_required
def decision_unlink(request: Any, area: str, ref: str) -> HttpResponse:
    """Take the link to the decision out."""
    award = own(request, ref)
    return _page(
        request, award, ActForm(sent(request), row=award), services.unlink_decision, title=_("Take out the link to the decision"),
        button=_("Take out the link"), done=_("Link taken out"), words=[_("The decision itself stays in the register.")],
    )  # fmt: skip
