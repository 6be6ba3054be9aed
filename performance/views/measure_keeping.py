"""Measures as the office keeps them: entered, changed, published, no longer counted; and until when figures are public."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from decisions.forms.cases import ActForm
from interface.templatetags.dates import long_date
from meetings.views.programme import sent
from performance.forms.measures import (
    MeasureCreateForm,
    MeasureUpdateForm,
    ReleaseForm,
    ReleaseManyForm,
    RetireForm,
    TakeBackFiguresForm,
)
from performance.models import Measure, Objective
from performance.services import measures as services
from performance.views.measures import find, steps
from performance.views.office import form_page, require_reporting


def own(request: Any, slug: str) -> Measure:
    """A measure that the reader keeps."""
    measure = find(request, slug)
    require_reporting(request)
    return measure


def keep_url(measure: Measure) -> str:
    """Where the office keeps a measure."""
    return reverse("performance:measure-keep", args=[measure.area.slug, measure.slug])


def around(request: Any, measure: Measure) -> dict[str, Any]:
    """What the pages below a measure have around their form."""
    return {
        "caption": measure.title,
        "back": (keep_url(measure), _("Back to keeping the measure")),
        "steps": [*steps(request, measure), (keep_url(measure), _("Keep the measure"))],
    }


@login_required
def measure_create(request: Any, area: str) -> HttpResponse:
    """Enter a measure."""
    require_reporting(request)
    under = Objective.objects.visible_to(request.user).filter(area=request.area, slug=request.GET.get("objective", "")).first()
    form = MeasureCreateForm(sent(request), area=request.area, objective=under)

    def work() -> str:
        return keep_url(services.create_measure(area=request.area, actor=request.user, **form.facts()))

    overview = reverse("performance:objective-list", args=[request.area.slug])
    return form_page(
        request, form, work, title=_("Enter a measure"), button=_("Enter the measure"),
        done=_("Measure entered. Bring in its figures, then publish it"),
        words=[_("Only the office reads it until you publish it.")],
        back=(overview, _("Back to objectives and measures")),
        steps=[*steps(request), (overview, _("Objectives and measures"))],
    )  # fmt: skip


@login_required
def measure_update(request: Any, area: str, slug: str) -> HttpResponse:
    """Change a measure."""
    measure = own(request, slug)
    form = MeasureUpdateForm(sent(request), row=measure)

    def work() -> str:
        return keep_url(services.change_measure(measure=measure, actor=request.user, **form.facts()))

    words = [_("What is worked out of its figures is worked out anew.")]
    if measure.published_at:
        words.append(_("It is public: what you change is read by everybody at once."))
    return form_page(
        request, form, work, title=_("Change the measure"), button=_("Save the measure"), done=_("Measure saved"), words=words,
        **around(request, measure),
    )  # fmt: skip


@login_required
def measure_publish(request: Any, area: str, slug: str) -> HttpResponse:
    """Let everybody know of a measure."""
    measure = own(request, slug)
    words = [_("Everybody can then read what is counted. Its figures are released apart, until a day that you choose.")]
    if not measure.objective.published_at:
        words.append(_("Its objective is not public yet: nobody else reads the measure until it is."))
    return _act(
        request, measure, services.publish_measure, title=_("Publish the measure"), button=_("Publish measure"),
        done=_("Measure published"), words=words,
    )  # fmt: skip


@login_required
def measure_hide(request: Any, area: str, slug: str) -> HttpResponse:
    """Take a measure from the public."""
    return _act(
        request, own(request, slug), services.hide_measure, title=_("Take the measure from the public"),
        button=_("Take from the public"), done=_("The measure is no longer public"),
        words=[_("Only the office reads it then. Published reports keep what they said. It can be published again.")],
    )  # fmt: skip


@login_required
def measure_revive(request: Any, area: str, slug: str) -> HttpResponse:
    """Count a measure again."""
    return _act(
        request, own(request, slug), services.revive_measure, title=_("Count the measure again"), button=_("Count measure again"),
        done=_("The measure is counted again"), words=[_("It stands in the next quarterly report again.")],
    )  # fmt: skip


def _act(request: Any, measure: Measure, service: Any, **page: Any) -> HttpResponse:
    form = ActForm(sent(request), row=measure)

    def work() -> str:
        service(measure=measure, version=form.cleaned_data["version"], actor=request.user)
        return keep_url(measure)

    return form_page(request, form, work, **page, **around(request, measure))


@login_required
def measure_retire(request: Any, area: str, slug: str) -> HttpResponse:
    """Count a measure no longer."""
    measure = own(request, slug)
    return _with_day(
        request, measure, RetireForm(sent(request), row=measure), services.retire_measure, title=_("Stop counting the measure"),
        button=_("Stop counting"), done=_("The measure is not counted any longer"),
        words=[_("Its figures and pages stay. It can be counted again.")],
    )  # fmt: skip


@login_required
def measure_release(request: Any, area: str, slug: str) -> HttpResponse:
    """Let everybody read figures until a day."""
    measure = own(request, slug)
    words = [_released_words(measure), _("The trend and the rank that everybody reads are worked out from released figures.")]
    return _with_day(
        request, measure, ReleaseForm(sent(request), row=measure), services.release_figures, title=_("Release figures"),
        button=_("Release figures"), done=_("Figures released"), words=words,
    )  # fmt: skip


@login_required
def measure_take_back(request: Any, area: str, slug: str) -> HttpResponse:
    """Take figures from the public."""
    measure = own(request, slug)
    words = [_released_words(measure), _("Published reports and packs keep what they said.")]
    return _with_day(
        request, measure, TakeBackFiguresForm(sent(request), row=measure), services.take_back_figures,
        title=_("Take figures from the public"), button=_("Take figures back"), done=_("Figures taken from the public"),
        words=words,
    )  # fmt: skip


def _with_day(request: Any, measure: Measure, form: Any, service: Any, **page: Any) -> HttpResponse:
    def work() -> str:
        service(measure=measure, actor=request.user, **form.facts())
        return keep_url(measure)

    return form_page(request, form, work, **page, **around(request, measure))


def _released_words(measure: Measure) -> str:
    if measure.released_until is None:
        return _("No figures of this measure are public.")
    return _("Figures are public until %(day)s.") % {"day": long_date(measure.released_until)}


@login_required
def release_create(request: Any, area: str) -> HttpResponse:
    """Release the figures of all measures at once."""
    require_reporting(request)
    form = ReleaseManyForm(sent(request))
    measures = Measure.objects.visible_to(request.user).filter(
        area=request.area, published_at__isnull=False, ended_on__isnull=True
    )
    url, count = reverse("performance:objective-list", args=[request.area.slug]), measures.count()

    def work() -> str:
        services.release_many(measures=measures, until=form.cleaned_data["until"], actor=request.user)
        return url

    many = ngettext(
        "It releases the figures of %(count)s published measure.", "It releases the figures of all %(count)s published measures.",
        count,
    )  # fmt: skip
    words = [many % {"count": f"{count:,}"}, _("Measures whose figures are released until a later day stay as they are.")]
    return form_page(
        request, form, work, title=_("Release figures"), button=_("Release figures"), done=_("Figures released"), words=words,
        back=(url, _("Back to objectives and measures")), steps=[*steps(request), (url, _("Objectives and measures"))],
    )  # fmt: skip
