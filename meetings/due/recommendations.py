"""What is due of the Commissioner for a recommendation: a response, by the day that the panel asks for it."""

from collections.abc import Iterator
from datetime import datetime, time

from django.db.models import QuerySet
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from interface import clock
from meetings.choices import RecommendationStatus
from meetings.due.owners import access_over
from meetings.models import Recommendation
from panels import rulebook
from panels.choices import DutyAccess, DutyOwner
from panels.due import Duty, Subject, duties

KIND = "recommendation"
NOON = time(12)
FIRST_WORDS = 200  # letters: what a row holds of them


def subject(made: Recommendation) -> Subject:
    """How duties name a recommendation: a public one by its first words, a private one by nothing but its reference."""
    about = "" if made.is_private else Truncator(made.text).chars(FIRST_WORDS)
    return Subject(KIND, str(made.pk), made.area, made.body, about, made.get_absolute_url())


def living() -> QuerySet:
    """Recommendations that are out and wait for the response that was asked for by a day."""
    waiting = Recommendation.objects.filter(response_due_on__isnull=False, status=RecommendationStatus.MADE)
    return waiting.filter(published_at__isnull=False).select_related("area", "body").order_by("pk")


@duties(KIND, subject=subject, living=living)
def of_recommendation(made: Recommendation) -> Iterator[Duty]:
    """Nothing before it is out, or where the panel asked for no day. The first response meets it.

    The Commissioner must respond (2011 Act, s.12(5)); the law names no day, so that is the panel's own and is told as such.
    """
    due_on = made.response_due_on
    if made.published_at is None or due_on is None:
        return
    provision, is_verified = asked_under(made)
    first = made.responses.order_by("responded_on", "number").first()
    title = _("Respond to private recommendation %(reference)s") if made.is_private else _("Respond to %(reference)s")
    yield Duty(
        key="recommendation",
        title=title % {"reference": made.reference},
        owner=DutyOwner.COMMISSIONER,
        due_on=due_on,
        provision=provision,
        is_verified=is_verified,
        counted_from=due_on,
        access=access_over(made.body) if made.is_private else DutyAccess.PUBLIC,
        met_at=datetime.combine(first.responded_on, NOON, clock.LONDON) if first else None,
        met_how=_("The response was entered"),
        not_applicable=_("The recommendation was taken back") if made.withdrawn_at else "",
    )


def asked_under(made: Recommendation) -> tuple[str, bool]:
    """The provision under which a response is owed, with whose day it is; and whether the rule was verified."""
    try:
        rule = rulebook.rule_for(made.area, rulebook.REPORT_RESPONSE, on=made.made_on)
    except rulebook.RuleMissing:
        return _("The panel’s own day"), True
    return day_of_panel(rule.provision), rule.is_verified


def day_of_panel(provision: str) -> str:
    """A provision that lays down what is owed and not by when, with the panel's day beside it."""
    return _("%(provision)s. The law names no day: the panel asks for this one") % {"provision": provision}
