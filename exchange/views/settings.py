"""As whom the area publishes: a page of the office."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from commissioning.models import Publisher
from commissioning.views import office
from exchange.forms import PublisherCreateForm, PublisherUpdateForm
from exchange.services.publishers import fixed_of, set_publisher


@login_required
def publisher_update(request: Any, area: str) -> HttpResponse:
    """Say as whom open data is published, or change it; prefixes stay once anything is published with them."""
    office.require_commissioning(request)
    row = Publisher.objects.filter(area=request.area).first()
    index = reverse("opendata:index", args=[area])

    def work() -> str:
        set_publisher(area=request.area, actor=request.user, **form.facts())
        return index

    fixed = fixed_of(request.area) if row else {}
    form: Any = _form(request, row, fixed)
    words = [_("Every identifier in open data is made with these prefixes, so that others can refer to a grant for good.")]
    words += [_kept_words(row, name, why) for name, why in fixed.items()]
    return office.form_page(
        request, form, work, title=_("Publisher of open data"), button=_("Save"), done=_("The settings are saved"),
        back=(index, _("Back to open data")), steps=[(index, _("Open data"))], words=words,
    )  # fmt: skip


def _kept_words(row: Publisher | None, name: str, why: str) -> str:
    label = PublisherUpdateForm.base_fields[name].label
    return _("%(label)s: %(value)s. %(why)s.") % {"label": label, "value": getattr(row, name), "why": why}


def _form(request: Any, row: Publisher | None, fixed: dict[str, str]) -> Any:
    sent = request.POST if request.method == "POST" else None
    if row is not None:
        return PublisherUpdateForm(sent, row=row, fixed=fixed)
    return PublisherCreateForm(sent, initial={"address": settings.SITE_ADDRESS})
