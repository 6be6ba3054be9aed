"""Who complains, who speaks for them and who else is concerned: entered, changed, taken out and put back.

What the trail keeps is the number and the kind of a row, never a word of it.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from complaints.choices import PartyKind
from complaints.models import Complaint, Party, Submission
from complaints.services.complaints import PartyFacts
from complaints.services.locking import lock_complaint, next_row, save_complaint
from interface import clock

TYPED = ("name", "email", "phone", "address", "contact_note")


@transaction.atomic
def add_person(*, complaint: Complaint, facts: PartyFacts, actor: User | None) -> Party:
    """Enter one more person. A complaint has one complainant; a named one is no longer anonymous.

    Raises ValidationError by field (`kind`, `name`), "over" or "erased".
    """
    held = lock_complaint(complaint)
    party = Party(complaint=held, number=next_row(held), kind=facts.kind)
    _write(party, facts)
    party.save()
    _note_anonymity(held, party)
    save_complaint(held, actor, "person_added", number=party.number, kind=party.kind)
    return party


@transaction.atomic
def change_person(*, party: Party, version: int, facts: PartyFacts, actor: User | None) -> Party:
    """Change who somebody is or how they are reached. Raises ValidationError by field, "stale", "over" or "erased"."""
    held = lock_complaint(party.complaint)
    party = _lock(party, version)
    party.complaint = held
    party.kind = facts.kind
    _write(party, facts)
    party.bump()
    party.save()
    _note_anonymity(held, party)
    save_complaint(held, actor, "person_changed", number=party.number, kind=party.kind)
    return party


@transaction.atomic
def remove_person(*, party: Party, version: int, actor: User | None) -> Party:
    """Take somebody out who was entered in error; `restore_person` undoes it. Raises ValidationError "stale", "over"."""
    held = lock_complaint(party.complaint)
    party = _lock(party, version)
    party.removed_at = clock.now()
    party.bump()
    party.save()
    save_complaint(held, actor, "person_removed", undoes=True, number=party.number, kind=party.kind)
    return party


@transaction.atomic
def restore_person(*, party: Party, version: int, actor: User | None) -> Party:
    """Put somebody back. Raises ValidationError where there is another complainant by now, "stale" or "over"."""
    held = lock_complaint(party.complaint)
    party = _lock(party, version)
    party.complaint = held
    party.removed_at = None
    _refuse_second_complainant(party)
    party.bump()
    party.save()
    _note_anonymity(held, party)
    save_complaint(held, actor, "person_restored", number=party.number, kind=party.kind)
    return party


@transaction.atomic
def enter_words(*, complaint: Complaint, text: str, actor: User | None) -> Submission:
    """Enter the words of a complaint as they came, where none are kept yet: what came once is not written over.

    Raises ValidationError by field (`text`), "over" or "erased".
    """
    held = lock_complaint(complaint)
    if not text.strip():
        raise ValidationError({"text": _("Enter the words as they came")})
    if Submission.objects.filter(complaint=held).exists():
        raise ValidationError({"text": _("The words as they came are kept already, and stay as they are")})
    made = Submission.objects.create(complaint=held, text=text)
    save_complaint(held, actor, "words_entered")
    return made


def _lock(party: Party, version: int) -> Party:
    held = Party.objects.select_for_update(of=("self",)).get(pk=party.pk)
    held.still_at(version)
    return held


def _write(party: Party, facts: PartyFacts) -> None:
    if not facts.says_something:
        raise ValidationError({"name": _("Enter a name, or a way to reach the person")})
    for name in TYPED:
        setattr(party, name, getattr(facts, name).strip())
    _refuse_second_complainant(party)
    party.full_clean()


def _refuse_second_complainant(party: Party) -> None:
    if party.kind != PartyKind.COMPLAINANT or party.removed_at is not None:
        return
    others = Party.objects.filter(complaint=party.complaint, kind=PartyKind.COMPLAINANT, removed_at__isnull=True)
    if others.exclude(pk=party.pk).exists():
        words = _("There is a complainant already. Change that entry, or enter this one as an interested person")
        raise ValidationError({"kind": words})


def _note_anonymity(complaint: Complaint, party: Party) -> None:
    """A complainant whose name is known is no longer anonymous."""
    if party.kind == PartyKind.COMPLAINANT and party.name and party.removed_at is None:
        complaint.is_anonymous = False
