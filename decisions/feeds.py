"""The register of decisions as an Atom feed: what everybody may read, whoever asks."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.db.models import F
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html
from django.utils.translation import gettext as _

from decisions.models import Decision
from decisions.rules.decision_rows import cost_words, plain
from documents.choices import ExemptParagraph
from interface import clock
from interface.markdown import render
from interface.templatetags.dates import long_date

NEWEST = 50


class DecisionFeed(Feed):
    """The newest published decisions of an area. Of an exempt one it tells the public line and nothing else."""

    feed_type = Atom1Feed

    def get_object(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        return request.area

    def title(self, area: Any) -> str:
        return _("Decisions of the Commissioner, %(area)s") % {"area": area.name}

    def subtitle(self, area: Any) -> str:
        return _("Formal decisions as they are published. Of an exempt decision only its public line is told.")

    def link(self, area: Any) -> str:
        return reverse("decisions:decision-list", args=[area.slug])

    def feed_url(self, area: Any) -> str:
        return reverse("decisions:decision-feed", args=[area.slug])

    def author_name(self, area: Any) -> str:
        return area.name

    def items(self, area: Any) -> Iterable[Decision]:
        rows = Decision.objects.visible_to(AnonymousUser()).filter(area=area).select_related("area", "rescinded_by")
        return rows.order_by(F("published_at").desc(), "-year", "-number")[:NEWEST]

    def item_title(self, item: Any) -> str:
        return plain(f"{item.reference}: {item.public_title}")

    def item_description(self, item: Any) -> str:
        parts = [_private(item)] if item.is_private else _public(item)
        if item.rescinded_by is not None and item.rescinded_by.is_out:
            by = {"reference": item.rescinded_by.reference, "day": long_date(item.rescinded_on)}
            parts.append(format_html("<p>{}</p>", _("Rescinded by %(reference)s on %(day)s.") % by))
        return "".join(parts)

    def item_pubdate(self, item: Any) -> datetime:
        return item.published_at

    def item_updateddate(self, item: Any) -> datetime:
        """When a reader was last told something new: published, implemented or rescinded."""
        later = [day for day in (item.implemented_on, item.rescinded_on) if day]
        moments = [datetime.combine(day, time(), clock.LONDON) for day in later]
        return max([item.published_at, *moments])


def _public(decision: Any) -> list[str]:
    signed = {"who": decision.signatory, "day": long_date(decision.signed_on)}
    cost = cost_words(decision.cost_kind, decision.cost)
    return [
        str(render(plain(decision.summary))),
        format_html("<p>{}</p>", _("Cost or ceiling: %(cost)s.") % {"cost": cost}),
        format_html("<p>{}</p>", plain(_("Signed by %(who)s on %(day)s.") % signed)),
    ]


def _private(decision: Any) -> str:
    words = _("Private. Local Government Act 1972, Schedule 12A, paragraph %(paragraph)s. %(reason)s")
    paragraph = ExemptParagraph(decision.exempt_paragraph).label
    return format_html("<p>{}</p>", plain(words % {"paragraph": paragraph, "reason": decision.public_interest_reason}))
