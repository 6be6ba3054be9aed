"""Who pays for an award or a joint exercise: read as a table, entered all at once so that they make the whole."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from commissioning import permissions
from commissioning.forms.award_parts import SharesForm, share_words
from commissioning.models import Award, Exercise, Share
from commissioning.services.shares import set_shares, share_problem
from commissioning.views.office import form_page, require_commissioning
from interface.links import url_or_none
from meetings.views.programme import sent

Owner = Award | Exercise


def owner_of(request: Any, ref: str) -> Owner:
    """The award or the exercise of a reference, where the reader reads it in whole."""
    award = Award.objects.wholly_read(request.user).filter(area=request.area, reference=ref).select_related("area").first()
    if award is not None:
        return award
    exercise = Exercise.objects.visible_to(request.user).filter(area=request.area, reference=ref).select_related("area").first()
    if exercise is None:
        raise Http404
    return exercise


def own(request: Any, ref: str) -> Owner:
    """The same, for who keeps it."""
    owner = owner_of(request, ref)
    require_commissioning(request)
    return owner


def page_of(owner: Owner) -> dict[str, Any]:
    """What the pages below an award or an exercise have around their form."""
    is_award = isinstance(owner, Award)
    above = url_or_none("awards:award-list" if is_award else "commissioning:pipeline", owner.area.slug) or ""
    return {
        "caption": f"{owner.reference}: {owner.title}",
        "back": (owner.get_absolute_url(), _("Back to the award") if is_award else _("Back to the exercise")),
        "steps": [
            (above, _("Grants and contracts") if is_award else _("Pipeline")),
            (owner.get_absolute_url(), owner.reference),
        ],
    }


def shares_of(request: Any, owner: Owner) -> dict[str, Any]:
    """What `commissioning/_shares.html` draws: the shares that the reader may see, and whether they make the whole."""
    place = {"award": owner} if isinstance(owner, Award) else {"exercise": owner}
    rows = list(Share.objects.visible_to(request.user).kept().filter(**place).select_related("organisation").order_by("number"))
    works = permissions.can_commission(request.user, request.area)
    whole = owner.amount if isinstance(owner, Award) else owner.estimate
    is_told = isinstance(owner, Award) or works or owner.is_estimate_public
    return {
        "shares": [{"row": one, "words": share_words(one)} for one in rows],
        "share_problem": share_problem(rows, whole if is_told else None) if rows else "",
        "share_url": url_or_none("awards:share-update", owner.area.slug, owner.reference) if works else "",
    }


@login_required
def share_update(request: Any, area: str, ref: str) -> HttpResponse:
    """Say who pays how much of it."""
    owner = own(request, ref)
    place = {"award": owner} if isinstance(owner, Award) else {"exercise": owner}
    rows = Share.objects.visible_to(request.user).kept().filter(**place).order_by("number")
    form = SharesForm(sent(request), row=owner, shares=list(rows))

    def work() -> str:
        facts = form.facts()
        set_shares(of=owner, version=facts["version"], lines=facts["shares"], actor=request.user)
        return f"{owner.get_absolute_url()}#shares"

    words = [_("All shares in per cent, or all in pounds. Together they make 100%, or the whole amount.")]
    return form_page(
        request, form, work, title=_("Funders and shares"), button=_("Save the shares"), done=_("Shares saved"), words=words,
        **page_of(owner),
    )  # fmt: skip
