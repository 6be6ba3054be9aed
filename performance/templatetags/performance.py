"""Words of the glossary in a text, as links."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString

from performance.models import Term
from performance.rules.glossary import link_terms

register = template.Library()


@register.filter
def with_terms(html: Any, terms: Sequence[Term]) -> SafeString:
    """A text in which the first use of each term leads to the glossary; `terms` are those of `services.glossary.terms_of`."""
    url = reverse("performance:term-list", args=[terms[0].area.slug]) if terms else ""
    return link_terms(html, terms, url)
