"""What the publication scheme shows of commissioning: crime and disorder grants, contracts over the threshold, tenders and
spending (SI 2011/3050, Schedule, paragraphs 3 and 4). Each says only what everybody may read."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commissioning.choices import AwardKind, ExerciseKind
from commissioning.models import Award, Exercise, Payment
from commissioning.services.spending import over, stated_threshold, threshold
from decisions.registry import SchemeFact, scheme_fact
from interface.links import url_or_none
from interface.templatetags.dates import long_date
from panels import rulebook
from panels.models import PoliceArea

PUBLIC = AnonymousUser()  # whoever reads the page, it says what everybody may read


@scheme_fact("grants")
def grants(area: PoliceArea) -> SchemeFact | None:
    """The crime and disorder reduction grants in the register, and the day of the newest."""
    rows = Award.objects.open_to_all().filter(area=area, kind=AwardKind.GRANT, is_crime_and_disorder=True)
    words = ngettext(
        "%(count)d crime and disorder reduction grant", "%(count)d crime and disorder reduction grants", rows.count()
    )
    return _fact(words, rows, "awarded_on", "grants:grant-list", area)


@scheme_fact("contracts")
def contracts(area: PoliceArea) -> SchemeFact | None:
    """The contracts above what the rule book says, and the day of the newest."""
    above = stated_threshold(area, rulebook.CONTRACTS) or 0
    rows = Award.objects.open_to_all().filter(area=area, kind=AwardKind.CONTRACT, amount__gt=above)
    words = ngettext("%(count)d contract", "%(count)d contracts", rows.count())
    return _fact(words, rows, "awarded_on", "awards:contract-list", area)


@scheme_fact("smaller-contracts")
def smaller_contracts(area: PoliceArea) -> SchemeFact | None:
    """The other contracts, and the day of the newest."""
    above = stated_threshold(area, rulebook.CONTRACTS) or 0
    rows = Award.objects.open_to_all().filter(area=area, kind=AwardKind.CONTRACT, amount__lte=above)
    words = ngettext("%(count)d contract", "%(count)d contracts", rows.count())
    return _fact(words, rows, "awarded_on", "awards:contract-list", area)


@scheme_fact("tenders")
def tenders(area: PoliceArea) -> SchemeFact | None:
    """The procurements that everybody can read of."""
    rows = Exercise.objects.visible_to(PUBLIC).filter(area=area, kind=ExerciseKind.PROCUREMENT)
    words = ngettext("%(count)d procurement", "%(count)d procurements", rows.count())
    return _fact(words, rows, "", "commissioning:pipeline", area)


@scheme_fact("spending")
def spending(area: PoliceArea) -> SchemeFact | None:
    """The published payments above what the rule book says, and the day of the newest."""
    rows = Payment.objects.visible_to(PUBLIC).filter(over(threshold(area)), area=area)
    words = ngettext("%(count)d payment", "%(count)d payments", rows.count())
    return _fact(words, rows, "paid_on", "spending:payment-list", area)


def _fact(words: str, rows: Any, newest: str, route: str, area: PoliceArea) -> SchemeFact | None:
    """A count with the day of the newest row; nothing where there is no row or no page."""
    count, url = rows.count(), url_or_none(route, area.slug)
    if not count or url is None:
        return None
    said = words % {"count": count}
    day = rows.order_by(f"-{newest}").values_list(newest, flat=True).first() if newest else None
    return SchemeFact(_("%(words)s, the newest of %(day)s") % {"words": said, "day": long_date(day)} if day else said, url)
