"""The parts of commissioning, as the sub-navigation of all its pages."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

Part = dict[str, Any]
# Each part, and how the other addresses under `commissioning/` begin that belong to it. A grant is known by its reference
PARTS = (
    ("commissioning:overview", _("Overview"), ("priorities/",)),
    ("commissioning:pipeline", _("Pipeline"), ("needs/", "calendar/")),
    ("grants:grant-list", _("Grants"), ("funds/", "totals/", "awards/G-")),
    ("awards:contract-list", _("Contracts"), ("awards/",)),
    ("services:service-list", _("Services"), ("providers/", "late-returns/")),
    ("spending:payment-list", _("Spending"), ()),
    ("bids:bid-list", _("Bids and schemes"), ()),
    ("opendata:index", _("Open data"), ()),
)


def parts(request: Any) -> list[Part]:
    """Links to the parts of commissioning that everybody reads; current by the address."""
    slug = request.area.slug
    overview = reverse("commissioning:overview", args=[slug])
    found: list[Part] = []
    for name, words, others in PARTS:
        url = reverse(name, args=[slug])
        under = [url] if url != overview else []
        below = request.path.startswith((*under, *(f"{overview}{other}" for other in others)))
        is_current = (request.path == url or below) and not any(one["current"] for one in found)
        found.append({"url": url, "text": words, "current": is_current})
    return found
