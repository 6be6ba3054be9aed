"""Linking a measure with what concerned it, and taking such a link away."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from decisions.models import Decision
from decisions.rules.decision_reading import read_reference
from documents.choices import Relation
from documents.links import End, Key, find_ends
from documents.models import Link
from documents.services.links import add_link, remove_link, restore_link
from interface import clock
from meetings.models import Action, Meeting, Recommendation
from meetings.rules.actions import NOT_TAKING_PLACE
from panels.models import PoliceArea
from performance.links import MEASURE
from performance.models import Measure
from performance.permissions import Reader

UNDO_DAYS = 30  # how long a removed link is offered back
ASKED = ("action", "recommendation")  # what a measure bears on; everything else bears on the measure


def meetings_to_link(area: PoliceArea, user: Reader) -> list[Meeting]:
    """The meetings of the area that the person may know of, the latest first."""
    seen = Meeting.objects.visible_to(user).filter(area=area).exclude(status__in=NOT_TAKING_PLACE)
    return list(seen.select_related("body").order_by("-held_on", "-starts_at", "slug"))


def record_to_link(reference: str, area: PoliceArea, user: Reader) -> Key | None:
    """An action, a recommendation or a decision of the area by its reference, however it is typed."""
    wanted = {"area": area, "reference__iexact": reference.strip(), "published_at__isnull": False}
    if action := Action.objects.visible_to(user).filter(**wanted).first():
        return ("action", action.pk)
    if made := Recommendation.objects.visible_to(user).filter(**wanted).first():
        return ("recommendation", made.pk)
    read = read_reference(reference.strip())
    if read is None:
        return None
    decision = Decision.objects.visible_to(user).filter(area=area, year=read[0], number=read[1]).first()
    return ("decision", decision.pk) if decision else None


@transaction.atomic
def link_measure(*, measure: Measure, other: Key, text: str, actor: User, on: date | None = None) -> Link:
    """Say that something concerned a measure. A measure bears on an action or a recommendation; whether it answers one is for
    those who keep its log to say. Raises ValidationError by field."""
    if other not in find_ends(actor, [other]) or other == (MEASURE, measure.pk):
        raise ValidationError(_("Choose what to link to"), code="unknown")
    here = (MEASURE, measure.pk)
    source, target = (here, other) if other[0] in ASKED else (other, here)
    day = min(on or clock.today(), clock.today())
    return add_link(area=measure.area, source=source, relation=Relation.BEARS_ON, target=target, actor=actor, on=day, note=text)


@dataclass(frozen=True)
class KeptLink:
    """A link of a measure as the office sees it; `link.removed_at` says that it can be put back."""

    link: Link
    other: End


def links_kept(measure: Measure, user: User) -> list[KeptLink]:
    """The links of a measure as far as the person may see their far ends, and those that were removed in the last days."""
    here = Q(target_kind=MEASURE, target_key=measure.pk) | Q(source_kind=MEASURE, source_key=measure.pk)
    standing = Q(removed_at__isnull=True) | Q(removed_at__gte=clock.now() - timedelta(days=UNDO_DAYS))
    links = list(Link.objects.filter(here, standing, area=measure.area_id).order_by("on", "number"))
    far = {link.pk: _far(link, measure) for link in links}
    ends = find_ends(user, far.values())
    return [KeptLink(link, ends[far[link.pk]]) for link in links if far[link.pk] in ends]


def _far(link: Link, measure: Measure) -> Key:
    source, target = (link.source_kind, link.source_key), (link.target_kind, link.target_key)
    return target if source == (MEASURE, measure.pk) else source


@transaction.atomic
def change_link(*, link: Link, actor: User, removed: bool) -> Link:
    """Remove a link or put it back."""
    return remove_link(link=link, actor=actor) if removed else restore_link(link=link, actor=actor)
