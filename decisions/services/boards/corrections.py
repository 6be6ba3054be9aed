"""Putting a reading right: what a number in a board's papers stands for. The print stays, and no signed notice changes."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from decisions.choices import BoardSide
from decisions.models import BoardCorrection, Decision
from decisions.rules.reconciliation import Mention, Row
from decisions.services.boards.holding import hold_board
from decisions.services.boards.reconciling import Laid, Place, lay_side_by_side
from interface import clock
from meetings.choices import CorrectionStatus, MinutesStatus
from meetings.models import Correction as MinutesCorrection
from meetings.models import Corrigendum, Meeting, Minutes
from meetings.services.minutes.corrections import (
    add_corrigendum,
    amended,
    decide_correction,
    propose_correction,
    withdraw_correction,
)

LONGEST = BoardCorrection._meta.get_field("printed_title").max_length or 0


@transaction.atomic
def correct(*, meeting: Meeting, key: str, why: str, actor: User, decision: Decision | None = None) -> list[BoardCorrection]:
    """Say what a row of the reconciliation stands for: the decision that the register has there, or `decision` where it has none.

    One reading is kept for each paper that differs. Where the minutes are out as a draft, a correction of them is proposed; where
    they are confirmed, a corrigendum is put beside them; else the reading alone is kept. Raises ValidationError "gone" where
    there is no such row any more, "agrees" where there is nothing to put right; by field: `why`, `decision`.
    """
    held = hold_board(meeting)
    laid = lay_side_by_side(held, actor)
    row = laid.row(key)
    if row is None:
        raise ValidationError(_("Agenda, minutes or register have changed. Look at them again"), code="gone")
    if row.agrees:
        raise ValidationError(_("They agree on this decision. There is nothing to put right"), code="agrees")
    meant = _meant(held, row, decision)
    if not why.strip():
        raise ValidationError({"why": _("Say why, or how you know")})
    made = [_keep(held, side, mention, meant, why.strip(), actor) for side, mention in differing(laid, row, meant.reference)]
    if not made:
        raise ValidationError(_("They agree on this decision. There is nothing to put right"), code="agrees")
    return made


@transaction.atomic
def undo_correction(*, correction: BoardCorrection, why: str, actor: User) -> BoardCorrection:
    """Take a reading back that was made in error. The correction of draft minutes that rests on it is taken back or declined;
    beside confirmed minutes a second corrigendum says so, for the first one stays.

    Raises ValidationError "undone"; "accepted" where the minutes were changed since; by field: `why`.
    """
    meeting = hold_board(correction.meeting)
    held = BoardCorrection.objects.select_for_update(of=("self",)).select_related(
        "decision", "minutes_correction__minutes", "corrigendum__minutes__meeting", "corrigendum__entry"
    ).get(pk=correction.pk)  # fmt: skip
    held.meeting = meeting
    if held.undone_at is not None:
        raise ValidationError(_("This reading is undone already"), code="undone")
    if not why.strip():
        raise ValidationError({"why": _("Say why it is undone")})
    if held.minutes_correction is not None:
        _undo_in_draft(held.minutes_correction, actor)
    if held.corrigendum is not None:
        said = {"printed": held.printed, "reference": held.decision.reference}
        words = _("%(printed)s does not stand for %(reference)s, as was said before.") % said
        entry = held.corrigendum.entry
        add_corrigendum(minutes=held.corrigendum.minutes, text=words, reason=why.strip(), actor=actor, entry=entry)
    held.undone_at = clock.now()
    held.save(update_fields=["undone_at"])
    _record(held, actor, "decisions.reading_undone")
    return held


def differing(laid: Laid, row: Row, reference: str) -> list[tuple[str, Mention | None]]:
    """The papers of a row that have another number than the decision `reference`, or leave it out, and that nobody has put right
    yet; of a row that is not in the register, every paper."""
    there = {BoardSide.AGENDA: laid.has_agenda, BoardSide.MINUTES: laid.has_minutes}
    put_right = {(one.side, one.printed) for one in row.corrections}
    found: list[tuple[str, Mention | None]] = []
    for side, mention in ((BoardSide.AGENDA, row.agenda), (BoardSide.MINUTES, row.minutes)):
        printed = mention.printed if mention else ""
        differs = row.register is None or printed != reference
        if there[side] and differs and (side, printed) not in put_right:
            found.append((side, mention))
    return found


def _meant(meeting: Meeting, row: Row, decision: Decision | None) -> Decision:
    rows = Decision.objects.select_related("area").filter(area=meeting.area_id)
    if row.register is not None:
        return rows.get(pk=row.register.key)
    if decision is None or decision.area_id != meeting.area_id:
        words = _("Choose which decision it is. If the register does not have it, log it first")
        raise ValidationError({"decision": words})
    return rows.get(pk=decision.pk)


def _keep(
    meeting: Meeting, side: str, mention: Mention | None, decision: Decision, why: str, actor: User
) -> BoardCorrection:  # fmt: skip
    made = BoardCorrection(
        meeting=meeting,
        number=(meeting.board_corrections.aggregate(last=Max("number"))["last"] or 0) + 1,
        side=side,
        printed=mention.printed if mention else "",
        printed_title=mention.title[:LONGEST] if mention else "",
        decision=decision,
        why=why,
        made_at=clock.now(),
        made_by=actor,
    )
    if side == BoardSide.MINUTES and mention is not None and mention.printed != decision.reference:
        made.minutes_correction, made.corrigendum = _in_minutes(meeting, mention, decision, why, actor)
    made.full_clean()
    made.save()
    _record(made, actor, "decisions.reading_corrected")
    return made


def _in_minutes(
    meeting: Meeting, mention: Mention, decision: Decision, why: str, actor: User
) -> tuple[MinutesCorrection | None, Corrigendum | None]:
    """What a reading sets off in the minutes, by how far they have come."""
    minutes = Minutes.objects.for_page().get(meeting=meeting)
    place: Place = mention.place
    if minutes.status == MinutesStatus.PUBLISHED:
        if (words := _words_to_change(mention, decision)) is None:
            return None, None
        quoted, proposed = words
        facts = {"quoted": quoted, "proposed": proposed, "why": why, "entry": place.entry, "item": place.item}
        return propose_correction(minutes=minutes, actor=actor, **facts), None
    if minutes.is_confirmed:
        text = _("%(printed)s stands for %(reference)s.") % {"printed": mention.printed, "reference": decision.reference}
        return None, add_corrigendum(minutes=minutes, text=text, reason=why, actor=actor, entry=place.entry)
    return None, None


def _words_to_change(mention: Mention, decision: Decision) -> tuple[str, str] | None:
    """The words of the minutes that hold the number once, and the same with the right one; None where no such words are there,
    and the correction is proposed by hand."""
    place: Place = mention.place
    if place.entry is None:
        return mention.quote, mention.quote.replace(mention.literal, decision.reference)
    lines = [line.strip() for line in place.entry.text.splitlines() if mention.literal in line]
    for quoted in (mention.literal, *lines):
        proposed = quoted.replace(mention.literal, decision.reference)
        if amended(place.entry, quoted, proposed) is not None:
            return quoted, proposed
    return None


def _undo_in_draft(correction: MinutesCorrection, actor: User) -> None:
    if correction.status == CorrectionStatus.ACCEPTED:
        words = _("The minutes were changed since. Propose another correction of them instead")
        raise ValidationError(words, code="accepted")
    if correction.status != CorrectionStatus.PROPOSED:
        return
    if correction.proposed_by_id == actor.pk or correction.minutes.is_confirmed:
        withdraw_correction(correction=correction, actor=actor)
        return
    reason = _("The reading that it rests on was undone")
    decide_correction(correction=correction, version=correction.version, accept=False, reason=reason, actor=actor)


def _record(correction: BoardCorrection, actor: User, action: str) -> None:
    detail = {
        "number": correction.number, "side": correction.side, "printed": correction.printed,
        "decision": correction.decision.reference,
    }  # fmt: skip
    record(actor=actor, action=action, target=correction.meeting, area=correction.meeting.area, detail=detail)
