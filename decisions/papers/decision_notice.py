"""The notice of a formal decision as a sheet: whole, or as the public reads it where a part of it or all of it is private."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from decisions.papers.letterheads import commissioner_lines
from decisions.papers.reports import provision_words
from decisions.rules.decision_rows import cost_words
from documents.choices import Access
from documents.services.prints import Sheet
from interface import clock, markdown
from interface.templatetags.dates import long_date
from panels import rulebook

Part = tuple[str, SafeString]


@translation.override(settings.LANGUAGE_CODE)
def notice_sheet(decision: Any, *, is_whole: bool) -> Sheet:
    """The notice as it is printed: all of it for who may read that (`is_whole`), or what the public reads. Of an exempt decision
    that is its neutral title, the paragraph of Schedule 12A and why, with the reference and the day it was signed: who signs may
    be named in words, which may say more. Until it is signed it says that it is a draft."""
    office = commissioner_lines(decision.area)[-1]
    is_hidden = decision.is_private and not is_whole
    return Sheet(
        title=decision.public_title if is_hidden else decision.title,
        kind_words=_("Decision notice %(reference)s") % {"reference": decision.reference},
        content=_content(decision, is_whole=is_whole, is_hidden=is_hidden),
        facts=_facts(decision, is_hidden=is_hidden),
        signature_lines=[] if is_hidden else _signature(decision),
        running=_("%(office)s, decision %(reference)s") % {"office": office, "reference": decision.reference},
        standing="" if decision.is_signed else _("Draft. Not signed."),
        author=office,
        exempt_line=_exempt_line(decision) if is_whole else "",
    )


def private_words(decision: Any) -> str:
    """Under which paragraph a decision or its private part is withheld, as "Local Government Act 1972, Schedule 12A, paragraph
    3: …"; empty for one that is wholly public, or has no paragraph yet."""
    if decision.exempt_paragraph is None or (decision.access == Access.PUBLIC and not decision.exempt_text):
        return ""
    words = _("Local Government Act 1972, Schedule 12A, paragraph %(paragraph)s")
    return words % {"paragraph": decision.get_exempt_paragraph_display()}


def maker_words(decision: Any) -> str:
    """Who decides, with the office: the office holder of the day, or the words of the register."""
    if decision.maker_words:
        return str(decision.maker_words)
    maker = decision.maker
    return f"{maker.name}, {maker.get_kind_display()}" if maker is not None else ""


def publication_rule(decision: Any) -> rulebook.Rule | None:
    """The rule under which a decision of significant public interest is published; None for another, or without such a rule."""
    if not decision.is_significant:
        return None
    try:
        return rulebook.rule_for(decision.area, rulebook.SIGNIFICANT_DECISIONS, on=decision.signed_on or clock.today())
    except rulebook.RuleMissing:
        return None


# What it says ----------------------------------------------------------------------------------------------------


def _facts(decision: Any, *, is_hidden: bool) -> list[tuple[str, str]]:
    found = [(_("Reference"), decision.reference)]
    if not is_hidden:
        rule = publication_rule(decision)
        cost = cost_words(decision.cost_kind, decision.cost)
        found += [
            (_("Other number"), decision.printed_label),
            (_("Decided by"), maker_words(decision)),
            (_("Cost"), cost[:1].upper() + cost[1:]),
            (_("For how long"), decision.term),
            (_("Officer to ask"), decision.officer),
            (_("Of significant public interest"), _("Yes") if decision.is_significant else _("No")),
            (_("Published under"), provision_words(rule.provision, rule.is_verified) if rule else ""),
        ]
    return [(term, value) for term, value in [*found, (_("Signed on"), long_date(decision.signed_on))] if value]


def _content(decision: Any, *, is_whole: bool, is_hidden: bool) -> SafeString:
    context = {
        "parts": [] if is_hidden else _parts(decision),
        "background": [] if is_hidden else [one.strip() for one in decision.background_papers.splitlines() if one.strip()],
        "is_hidden": is_hidden,
        "is_exempt": decision.is_private,
        "has_private_part": bool(decision.exempt_text),
        "private_text": _markdown(decision.exempt_text) if is_whole else "",
        "private_words": private_words(decision),
        "reason": decision.public_interest_reason,
    }
    html = render_to_string("decisions/pdf/_decision_notice.html", context)
    return mark_safe(html.strip())  # noqa: S308  escaped by the template


def _parts(decision: Any) -> list[Part]:
    """The texts that were written, each under its heading, in the order of a notice."""
    texts: Sequence[tuple[str, str]] = (
        (_("Decision"), decision.summary),
        (_("Reasons"), decision.reasons),
        (_("Options considered"), decision.options),
        (_("Financial implications"), decision.financial_implications),
        (_("Legal implications"), decision.legal_implications),
        (_("Equality implications"), decision.equality_implications),
    )
    return [(heading, _markdown(text)) for heading, text in texts if text.strip()]


def _markdown(text: str) -> SafeString:
    return markdown.render(text, level=3, for_pdf=True)


def _signature(decision: Any) -> list[str]:
    if not decision.is_signed:
        return []
    lines = [part.strip() for part in decision.signatory.split(",", 1) if part.strip()]
    return [*lines, long_date(decision.signed_on)]


def _exempt_line(decision: Any) -> str:
    """What stands across the foot of a notice that is not for publication as it is; empty for one that is wholly public."""
    if not private_words(decision):
        return ""
    words = _("Exempt: not for publication as it is. Paragraph %(number)s of Schedule 12A")
    return words % {"number": decision.exempt_paragraph}
