"""The parts of commissioning, as the sub-navigation of all its pages."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

Part = dict[str, Any]
# Each part, and the other addresses under `commissioning/` that belong to it
PARTS = (
    ("commissioning:overview", _("Overview"), ("priorities",)),
    ("commissioning:pipeline", _("Pipeline"), ("needs", "calendar")),
    ("grants:grant-list", _("Grants"), ("funds", "totals")),
    ("awards:contract-list", _("Contracts"), ("awards",)),
    ("services:service-list", _("Services"), ("providers", "late-returns")),
    ("spending:payment-list", _("Spending"), ()),
    ("bids:bid-list", _("Bids and schemes"), ()),
    ("opendata:index", _("Open data"), ()),
)


def parts(request: Any) -> list[Part]:
    """Links to the parts of commissioning that everybody reads; current by the address."""
    slug = request.area.slug
    overview = reverse("commissioning:overview", args=[slug])
    found = []
    for name, words, others in PARTS:
        url = reverse(name, args=[slug])
        under = [url] if url != overview else []
        below = request.path.startswith((*under, *(f"{overview}{other}/" for other in others)))
        found.append({"url": url, "text": words, "current": request.path == url or below})
    return found
