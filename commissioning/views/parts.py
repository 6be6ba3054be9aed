"""The parts of commissioning, as the sub-navigation of all its pages."""

from typing import Any

from django.utils.translation import gettext as _

from interface.links import url_or_none

Part = dict[str, Any]


def parts(request: Any) -> list[Part]:
    """Links to the parts of commissioning that everybody reads; current by the address."""
    known = (
        ("commissioning:overview", _("Overview")),
        ("commissioning:pipeline", _("Pipeline")),
        ("grants:grant-list", _("Grants")),
        ("awards:contract-list", _("Contracts")),
        ("services:service-list", _("Services")),
        ("spending:payment-list", _("Spending")),
        ("bids:bid-list", _("Bids and schemes")),
        ("opendata:index", _("Open data")),
    )
    found = [(url_or_none(name, request.area.slug), words) for name, words in known]
    overview = found[0][0]
    return [
        {"url": url, "text": words, "current": request.path == url or (url != overview and request.path.startswith(url))}
        for url, words in found
        if url
    ]
