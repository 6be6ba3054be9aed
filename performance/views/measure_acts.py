"""What the office can do with a measure: the links on its page to the pages that keep it."""

from typing import Any

from django.utils.translation import gettext as _

from interface.links import url_or_none
from performance.models import Measure


def acts(measure: Measure) -> list[dict[str, Any]]:
    """The pages that are there, in the order in which they are used."""
    is_out = measure.published_at is not None
    publish = (_("Publish it"), "performance:measure-publish")
    named = [
        (_("Accept or set the trend word"), "performance:trend-set"),
        (_("Release figures"), "performance:measure-release"),
        (_("Link what concerned it"), "performance:link-create"),
        (_("Keep figures, breaks, targets and comparisons"), "performance:measure-keep"),
        (_("Change the measure"), "performance:measure-update"),
        (_("Take it from the public"), "performance:measure-hide") if is_out else publish,
    ]
    found = ((text, url_or_none(name, measure.area.slug, measure.slug)) for text, name in named)
    return [{"text": text, "url": url} for text, url in found if url]
