"""The pages that stand beside the bids: councillor advocates and expressions of interest."""

from typing import Any

from django.utils.translation import gettext as _

from interface.links import url_or_none


def schemes(request: Any) -> list[dict[str, Any]]:
    """Links among bids, advocates and expressions of interest; the page itself is current."""
    known = (
        ("bids:bid-list", _("Funding bids")),
        ("bids:advocate-list", _("Councillor advocates")),
        ("bids:expression-list", _("Expressions of interest")),
    )
    found = [(url_or_none(name, request.area.slug), words) for name, words in known]
    return [{"url": url, "text": words, "current": request.path == url} for url, words in found if url]
