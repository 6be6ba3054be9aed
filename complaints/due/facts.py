"""Reads the rows of a complaint and the rules that hold for it, in a fixed number of queries; below the services."""

from collections.abc import Callable
from datetime import date

from django.db.models import Q, QuerySet

from complaints.choices import PartyKind
from complaints.models import Allegation, Complaint, ComplaintStep, HandlingPower, Letter, Party, SideComment
from complaints.rules.facts import ComplaintFacts
from interface import clock
from panels import rulebook
from panels.models import LocalRule, Rule

KEYS = tuple(sorted(value for name, value in vars(rulebook).items() if name.startswith("COMPLAINT_")))

See = Callable[[QuerySet], QuerySet]


def facts_of(complaint: Complaint) -> ComplaintFacts:
    """All that is known of a complaint, without a reader: for services and for what is due."""
    return load_facts(complaint, see=lambda rows: rows)


def load_facts(complaint: Complaint, *, see: See) -> ComplaintFacts:
    """What is known of a complaint, each kind of row narrowed by `see` to what somebody may read. Of who complains only whether
    they can be reached."""
    mine = {"complaint": complaint}
    spoken = Party.objects.filter(complaint=complaint, removed_at__isnull=True, kind__in=_SPEAK)
    reached = list(spoken.values_list("kind", "name", "email", "address"))
    own = next((row for row in reached if row[0] == PartyKind.COMPLAINANT), None)
    steps = ComplaintStep.objects.standing().filter(**mine).select_related("taken_by", "meeting__area", "meeting__body")
    return ComplaintFacts(
        complaint=complaint,
        allegations=list(see(Allegation.objects.standing().filter(**mine)).order_by("number")),
        steps=list(see(steps).order_by("number")),
        letters=list(see(Letter.objects.filter(**mine)).order_by("number")),
        comments=list(see(SideComment.objects.filter(**mine)).order_by("number")),
        rules=rules_for(complaint),
        powers=powers_for(complaint),
        can_be_reached=any(email or address for _kind, _name, email, address in reached),
        has_name_and_address=bool(own and own[1] and (own[2] or own[3])),
        today=clock.today(),
    )


_SPEAK = (PartyKind.COMPLAINANT, PartyKind.REPRESENTATIVE)


def rules_for(complaint: Complaint) -> dict[str, Rule | LocalRule]:
    """The rules on complaints that held when it was received, by key: those of the rule book, the nearest place first, and before
    them what the panel has laid down for itself."""
    day, places = complaint.received_on, rulebook.jurisdictions_of(complaint.area)
    found: dict[str, Rule | LocalRule] = {}
    rows = list(Rule.objects.in_force(day).filter(jurisdiction__in=places, key__in=KEYS).order_by("in_force_from"))
    for place in reversed(places):  # the nearest last, so that it wins
        found |= {rule.key: rule for rule in rows if rule.jurisdiction == place}
    own = LocalRule.objects.in_force(day).filter(body=complaint.body, key__in=KEYS).order_by("in_force_from")
    return found | {rule.key: rule for rule in own}


def powers_for(complaint: Complaint, *, on: date | None = None) -> dict[str, HandlingPower]:
    """Who uses which power of the panel on a day (today unless given), by power."""
    held = HandlingPower.objects.on(on or clock.today()).filter(Q(body=complaint.body)).order_by("started_on", "number")
    return {one.power: one for one in held.select_related("sub_committee")}
