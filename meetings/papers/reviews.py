"""The report of a proactive review as it is printed: from the review's own rows, as far as everybody may read them."""

from datetime import date
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from documents.choices import Access
from documents.services.prints import Sheet
from interface import markdown
from interface.templatetags.dates import long_date
from meetings.models import Meeting, Review, ReviewMeeting
from panels import rulebook

PUBLIC = AnonymousUser()  # the report is for everybody
LEVEL = 3  # of headings that were typed: the report's own stand above them


@translation.override(settings.LANGUAGE_CODE)
def report_sheet(review: Review, *, on: date, response_due_on: date | None, is_draft: bool = False) -> Sheet:
    """The sheet of a review's report as of a day. Private evidence is not in it, nor that there is any.

    A draft says so. The words that the law asks for come from the rule book.
    """
    made_under = _provision(review, rulebook.PUBLISH_REPORTS, on)
    facts = [(_("Topic"), review.title), (_("Report of"), review.body.name), (_("Day of the report"), long_date(on))]
    if review.lead:
        facts.append((_("Lead member"), review.lead.name))
    if made_under:
        facts.append((_("Made and published under"), made_under))
    return Sheet(
        title=_("Review: %(topic)s") % {"topic": review.title},
        kind_words=_("Report to the Police and Crime Commissioner"),
        content=_content(review, on, response_due_on),
        facts=facts,
        signature_lines=(_("For the %(body)s") % {"body": review.body.name}, long_date(on)),
        running=_("%(body)s: review, %(topic)s") % {"body": review.body.name, "topic": review.title},
        standing=_("Draft. Not sent.") if is_draft else "",
        author=review.body.name,
    )


def _content(review: Review, on: date, response_due_on: date | None) -> SafeString:
    made = review.recommendations.filter(withdrawn_at__isnull=True, access=Access.PUBLIC).order_by("reference")
    context = {
        "texts": [(heading, _html(text)) for heading, text in _texts(review) if text.strip()],
        "meetings": _meetings(review),
        "evidence": review.evidence.filter(removed_at__isnull=True, access=Access.PUBLIC).order_by("on", "number"),
        "witnesses": review.witnesses.filter(removed_at__isnull=True).order_by("heard_on", "number"),
        "findings": _html(review.findings),
        "conclusions": _html(review.conclusions),
        "recommendations": [(one.reference, _html(one.text), one.made_to) for one in made],
        "response": _provision(review, rulebook.REPORT_RESPONSE, on),
        "response_due_on": response_due_on,
        "publication": _provision(review, rulebook.PUBLISH_REPORTS, on),
    }
    return SafeString(render_to_string("meetings/pdf/review_report.html", context))


def _texts(review: Review) -> list[tuple[str, str]]:
    return [(_("Why the panel looked into it"), review.why), (_("What the review covers"), review.scope)]


def _html(text: str) -> SafeString:
    return markdown.render(text, level=LEVEL, for_pdf=True)


def _meetings(review: Review) -> list[ReviewMeeting]:
    """The meetings that everybody may know of; their items where the agenda is out and they are open."""
    open_items = Q(item__access=Access.PUBLIC, meeting__published_at__isnull=False)
    rows = ReviewMeeting.objects.filter(review=review, meeting__in=Meeting.objects.visible_to(PUBLIC))
    found = list(rows.select_related("meeting", "item").order_by("meeting__held_on", "number"))
    shown = set(rows.filter(open_items).values_list("pk", flat=True))
    row: Any
    for row in found:
        row.shown_item = row.item if row.pk in shown else None
    return found


def _provision(review: Review, key: str, on: date) -> str:
    """A provision as print names it, with a word where it is not verified; empty where the rule book has no such rule."""
    try:
        rule = rulebook.rule_for(review.area, key, on=on)
    except rulebook.RuleMissing:
        return ""
    return rule.provision if rule.is_verified else _("%(provision)s (not yet verified)") % {"provision": rule.provision}
