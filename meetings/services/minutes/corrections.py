"""What changes in minutes that are out: corrections that members propose to a draft, corrigenda to confirmed minutes."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from interface import clock
from meetings.choices import CorrectionStatus, EntryKind, MinutesEdition
from meetings.models import Correction, Corrigendum, MinuteEntry, MinuteItem, Minutes
from meetings.services.minutes.entries import amend_entry
from meetings.services.minutes.letters import MinutesWord, tell_author, tell_members, tell_of_correction
from meetings.services.minutes.locks import lock_minutes, lock_published
from meetings.services.minutes.printing import print_minutes

# Typographic marks as they are typed, one letter for one
PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " "})


@transaction.atomic
def propose_correction(
    *,
    minutes: Minutes,
    quoted: str,
    proposed: str,
    why: str,
    actor: User,
    entry: MinuteEntry | None = None,
    item: MinuteItem | None = None,
) -> Correction:
    """Propose other words for some of a published draft; those who prepare the meetings are told by mail.

    `quoted` are words of the entry, once in it. What stands outside the entries (who was there, a time) is quoted as it is
    read, with the item or without. Raises ValidationError with `entry`, `quoted`, `proposed` or `why`, "confirmed" later on.
    """
    locked = lock_published(minutes)
    quoted, proposed, why = quoted.strip(), proposed.strip(), why.strip()
    if problems := _problems(locked, entry, quoted, proposed, why):
        raise ValidationError(problems)
    made = Correction(
        minutes=locked,
        number=(locked.corrections.aggregate(last=Max("number"))["last"] or 0) + 1,
        entry=entry,
        item=entry.item if entry else item,
        quoted=quoted,
        proposed=proposed,
        why=why,
        proposed_at=clock.now(),
        proposed_by=actor,
    )
    made.full_clean()
    made.save()
    _record(made, actor, "meetings.correction_proposed")
    tell_of_correction(made, actor)
    return made


@transaction.atomic
def decide_correction(*, correction: Correction, version: int, accept: bool, reason: str, actor: User | None) -> Correction:
    """Accept a correction, which changes the entry and prints the draft anew, or decline it; either with a reason.

    The entry's earlier text is kept. What is no part of an entry stands as a note in the minutes. The author is told.
    Raises ValidationError with `reason`, "gone" where the quoted words are no longer there, "decided", "stale".
    """
    locked = lock_published(correction.minutes)
    fresh = _lock(correction, locked)
    fresh.still_at(version)
    _refuse_decided(fresh)
    if not reason.strip():
        words = _("Say why you accept it") if accept else _("Say why you decline it")
        raise ValidationError({"reason": words})
    if accept and fresh.entry:
        _amend(fresh, fresh.entry, actor)
    fresh.status = CorrectionStatus.ACCEPTED if accept else CorrectionStatus.DECLINED
    fresh.reason, fresh.decided_at, fresh.decided_by = reason.strip(), clock.now(), actor
    _save(fresh)
    _record(fresh, actor, "meetings.correction_accepted" if accept else "meetings.correction_declined")
    if accept:
        locked.bump()
        locked.save(update_fields=["version"])
        print_minutes(minutes=locked, edition=MinutesEdition.DRAFT, actor=actor)
    tell_author(fresh, actor)
    return fresh


@transaction.atomic
def withdraw_correction(*, correction: Correction, actor: User) -> Correction:
    """Take a correction back, as its author, until it is decided. It stays in the list as taken back."""
    locked = lock_minutes(correction.minutes)
    fresh = _lock(correction, locked)
    _refuse_decided(fresh)
    fresh.status = CorrectionStatus.WITHDRAWN
    _save(fresh)
    _record(fresh, actor, "meetings.correction_withdrawn")
    return fresh


@transaction.atomic
def add_corrigendum(*, minutes: Minutes, text: str, reason: str, actor: User, entry: MinuteEntry | None = None) -> Corrigendum:
    """Put right an error found in confirmed minutes: beside the entry, or at their end. Not a word of them changes.

    They are printed anew with it, and members are told. Raises ValidationError with `entry`, `text`, `reason`.
    """
    locked = lock_minutes(minutes)
    if not locked.is_confirmed:
        raise ValidationError(_("A corrigendum is for confirmed minutes. Propose a correction to a draft"), code="not-confirmed")
    problems = {}
    if entry is not None and (entry.minutes_id != locked.pk or entry.removed_at):
        problems["entry"] = _("Choose an entry of these minutes")
    if not text.strip():
        problems["text"] = _("Enter what it should say")
    if not reason.strip():
        problems["reason"] = _("Say how the error came about or was found")
    if problems:
        raise ValidationError(problems)
    number = (locked.corrigenda.aggregate(last=Max("number"))["last"] or 0) + 1
    made = Corrigendum(
        minutes=locked,
        number=number,
        entry=entry,
        text=text.strip(),
        reason=reason.strip(),
        made_at=clock.now(),
        made_by=actor,
    )
    made.full_clean()
    made.save()
    locked.bump()
    locked.save(update_fields=["version"])
    detail = {"number": number, "entry": entry.number if entry else None}
    record(actor=actor, action="meetings.corrigendum_added", target=locked, area=locked.meeting.area, detail=detail)
    print_minutes(minutes=locked, edition=MinutesEdition.CORRIGENDUM, actor=actor)
    tell_members(locked, MinutesWord.CORRIGENDUM, actor)
    return made


def places_of(entry: MinuteEntry) -> dict[str, str]:
    """The words of an entry that a correction may quote, by the name that `amend_entry` knows them under."""
    places = {"text": entry.text}
    if entry.kind == EntryKind.QUESTION and hasattr(entry, "question"):
        places["answer"] = entry.question.answer
    return places


def amended(entry: MinuteEntry, quoted: str, proposed: str) -> dict[str, str] | None:
    """What `amend_entry` is given to put words in place of others; None unless they stand in the entry exactly once."""
    found = [(name, text, place) for name, text in places_of(entry).items() for place in _places(text, quoted)]
    if len(found) != 1:
        return None
    name, text, place = found[0]
    text = _one_line_end(text)
    return {name: text[:place] + _one_line_end(proposed) + text[place + len(_one_line_end(quoted)) :]}


def _places(text: str, quoted: str) -> list[int]:
    """Where words begin in a text. Who copies them from the page has its typographic quotation marks."""
    text, quoted = (_one_line_end(one).translate(PLAIN) for one in (text, quoted))
    found, start = [], text.find(quoted)
    while quoted and start >= 0:
        found.append(start)
        start = text.find(quoted, start + 1)
    return found


def _one_line_end(text: str) -> str:
    """A browser sends the end of a line as two characters."""
    return text.replace("\r\n", "\n")


def _problems(minutes: Minutes, entry: MinuteEntry | None, quoted: str, proposed: str, why: str) -> dict[str, str]:
    problems = {}
    if entry is not None and (entry.minutes_id != minutes.pk or entry.removed_at):
        problems["entry"] = _("Choose an entry of these minutes")
    elif quoted and entry is not None and amended(entry, quoted, proposed) is None:
        problems["quoted"] = _quote_problem(entry, quoted)
    if not quoted:
        problems["quoted"] = _("Copy the words that should change")
    if not proposed:
        problems["proposed"] = _("Enter the words that should stand there")
    elif proposed == quoted:
        problems["proposed"] = _("These are the words that stand there already. Enter others")
    if not why:
        problems["why"] = _("Say why the words should change")
    return problems


def _quote_problem(entry: MinuteEntry, quoted: str) -> str:
    if any(_places(text, quoted) for text in places_of(entry).values()):
        return _("These words stand in the entry more than once. Copy more of the sentence")
    return _("These words do not stand in the entry. Copy them as they are, with their punctuation")


def _amend(correction: Correction, entry: MinuteEntry, actor: User | None) -> None:
    content = amended(entry, correction.quoted, correction.proposed)
    if content is None or entry.removed_at:
        words = _("The words that the correction quotes no longer stand in the entry. Decline it, or ask for another")
        raise ValidationError(words, code="gone")
    amend_entry(entry=entry, actor=actor, **content)


def _lock(correction: Correction, minutes: Minutes) -> Correction:
    rows = Correction.objects.select_for_update(of=("self",)).select_related("entry__question", "item", "proposed_by")
    fresh = rows.get(pk=correction.pk)
    fresh.minutes = minutes
    if fresh.entry:
        fresh.entry.minutes = minutes
    return fresh


def _refuse_decided(correction: Correction) -> None:
    if correction.status != CorrectionStatus.PROPOSED:
        words = _("This correction is %(state)s already")
        raise ValidationError(words % {"state": correction.get_status_display().lower()}, code="decided")


def _save(correction: Correction) -> None:
    correction.bump()
    correction.full_clean()
    correction.save()


def _record(correction: Correction, actor: User | None, action: str) -> None:
    entry = correction.entry
    detail = {"number": correction.number, "entry": entry.number if entry else None}
    record(actor=actor, action=action, target=correction.minutes, area=correction.minutes.meeting.area, detail=detail)
