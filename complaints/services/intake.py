"""Complaints as they are taken in, by staff or from the website: logged with their files, the sender told, likely twins found."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User
from complaints.choices import CameTo, Handler, Means, PartyKind, Power
from complaints.emails import complaint_received
from complaints.models import Allegation, Complaint, Party
from complaints.permissions import Reader, power_in_force
from complaints.services.complaints import AllegationFacts, PartyFacts, log_complaint
from complaints.services.files import add_files
from documents.services.contents import Content
from interface import clock
from jobs.services import enqueue
from meetings.emails import send
from meetings.rules.questions import same_sender
from meetings.services.notices import MOST_ATTEMPTS
from panels.models import Body, OfficeHolder, PoliceArea
from panels.permissions import areas_handling_complaints

RECEIPT_JOB = "complaints.send_receipt"
MOST_ROWS = 500  # people of one area that are compared; more of one address or name are no help to anybody
PHONE_DIGITS = 9  # the last of a number, which its ways of writing share


@dataclass(frozen=True)
class Likely:
    """Another complaint that may be about the same matter, and what the two share; never whose name or address it is."""

    complaint: Complaint
    shared: tuple[str, ...]


@transaction.atomic
def take_in(*, files: Sequence[Content] = (), actor: User | None, **facts: Any) -> Complaint:
    """Log a complaint with the files that came with it: all or nothing. `facts` as of `log_complaint`, `files` as of
    `files.examine_all`. Raises ValidationError by field."""
    complaint = log_complaint(actor=actor, **facts)
    if files:
        add_files(complaint=complaint, contents=files, note=_("Came with the complaint"), actor=actor)
    return complaint


@transaction.atomic
def make_complaint(
    *, area: PoliceArea, body: Body, office_holder: OfficeHolder | None, words: str, days: AllegationFacts, is_anonymous: bool,
    parties: Sequence[PartyFacts], files: Sequence[Content] = (), actor: User | None,
) -> Complaint:  # fmt: skip
    """Log what somebody sends on the website, to the panel, today. What is alleged is worded by the panel afterwards: until then
    there is one allegation that is still to be confirmed, with the days alone. A receipt goes to the address that was given.

    Raises ValidationError by field.
    """
    today = clock.today()
    complaint = take_in(
        area=area, body=body, means=Means.WEB, came_to=CameTo.PANEL, received_on=today, made_on=today,
        office_holder=office_holder, is_anonymous=is_anonymous, words=words, parties=() if is_anonymous else parties,
        allegations=[replace(days, text=_("Still to be put into words from what the complainant wrote"), is_confirmed=False)],
        files=files, actor=actor,
    )  # fmt: skip
    if not is_anonymous and any(one.email for one in parties):
        enqueue(
            RECEIPT_JOB, key=complaint.reference, payload={"complaint": complaint.pk}, requested_by=None, area_slug=area.slug,
            max_attempts=MOST_ATTEMPTS,
        )  # fmt: skip
    return complaint


def send_receipt(*, complaint: int) -> int:
    """Send the receipt of a complaint to who sent it, in the portal's own language: the representative, else the complainant.

    Gives how many left; none when nobody can be reached by email any more.
    """
    found = Complaint.objects.for_page().get(pk=complaint)
    spoken = Party.objects.filter(complaint=found, removed_at__isnull=True).exclude(email="").exclude(kind=PartyKind.INTERESTED)
    people = {one.kind: one.email for one in spoken}
    address = people.get(PartyKind.REPRESENTATIVE) or people.get(PartyKind.COMPLAINANT)
    if not address or found.erased_at is not None:
        return 0
    with translation.override(settings.LANGUAGE_CODE):
        subject, text = complaint_received(found)
    return send([address], subject, text)


def closed_to_logger(user: Reader, area: PoliceArea, body: Body) -> bool:
    """Whether what is made to the panel is closed to who logs it: somebody of the Commissioner's office, while the panel's first
    handling is not the office's (regulation 7)."""
    held = power_in_force(body, Power.RECORD)
    return area.pk in areas_handling_complaints(user) and not (held and held.handler == Handler.OFFICE)


# What may be the same matter -------------------------------------------------------------------------------------


def likely_same(complaint: Complaint, user: Reader) -> list[Likely]:
    """Complaints of the area that may be about the same matter, the newest first: of those of which the reader may know who
    complains, by the same email, telephone or name; of those whose page they may open, by office holder and day.

    It says what is shared, never the name or the address.
    """
    shared: dict[int, list[str]] = {}
    for pk, words in (*_same_people(complaint, user), *_same_events(complaint, user)):
        said = shared.setdefault(pk, [])
        if words not in said:
            said.append(words)
    found = Complaint.objects.visible_to(user).filter(pk__in=shared).for_page().order_by("-received_on", "-reference")
    return [Likely(one, tuple(shared[one.pk])) for one in found]


def _same_people(complaint: Complaint, user: Reader) -> list[tuple[int, str]]:
    spoken = Party.objects.visible_to(user).filter(removed_at__isnull=True).exclude(kind=PartyKind.INTERESTED)
    own = list(spoken.filter(complaint=complaint))
    if not own:
        return []
    others = spoken.filter(complaint__area=complaint.area, complaint__erased_at__isnull=True).exclude(complaint=complaint)
    return [
        (other.complaint_id, words)
        for other in others.order_by("-pk")[:MOST_ROWS]
        for mine in own
        for words in _what_is_shared(mine, other)
    ]


def _what_is_shared(mine: Party, other: Party) -> list[str]:
    compared = (
        (_email(mine), _email(other), _("the same email address")),
        (_phone(mine), _phone(other), _("the same telephone number")),
        (_name(mine), _name(other), _("the same name")),
    )
    return [words for one, another, words in compared if one and one == another]


def _same_events(complaint: Complaint, user: Reader) -> list[tuple[int, str]]:
    """Those about the same office holder, with events on the same day."""
    days = set(Allegation.objects.standing().filter(complaint=complaint).values_list("incident_from", flat=True)) - {None}
    if not days or complaint.office_holder_id is None:
        return []
    rows = Allegation.objects.standing().visible_to(user).filter(
        complaint__area=complaint.area, complaint__office_holder=complaint.office_holder_id, incident_from__in=days
    )  # fmt: skip
    others = rows.exclude(complaint=complaint).values_list("complaint", flat=True).distinct()
    return [(pk, _("the same office holder and day")) for pk in others]


def _email(party: Party) -> str:
    return same_sender(party.email) if party.email else ""


def _phone(party: Party) -> str:
    digits = re.sub(r"\D", "", party.phone)
    return digits[-PHONE_DIGITS:] if len(digits) >= PHONE_DIGITS else ""


def _name(party: Party) -> str:
    """A name without case, order of its parts or what stands between them."""
    return " ".join(sorted(re.findall(r"\w+", party.name.casefold())))
