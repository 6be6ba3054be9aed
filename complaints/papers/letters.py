"""A letter in print and as the text of a mail: with the panel's address, the window, what it says, and the law behind it.

The law is added to every letter, whatever its wording: a deadline or a consequence names its provision, and says so where
nobody has verified it. A panel that rewords a letter cannot leave it out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from complaints.choices import Handler, LetterKind, Power, Recipient
from complaints.papers import merging
from complaints.papers.dates import answer_rule, finish_day
from complaints.papers.values import Head, step_behind
from complaints.rules.facts import ComplaintFacts
from complaints.rules.machine import STEPS
from documents.services.prints import Sheet
from interface import markdown
from interface.templatetags.dates import long_date
from panels import rulebook

LAWS: dict[LetterKind, str] = {
    LetterKind.ACKNOWLEDGEMENT: rulebook.COMPLAINT_RECORD,
    LetterKind.CONFIRM: rulebook.COMPLAINT_RECORD,
    LetterKind.TRANSFERRED: rulebook.COMPLAINT_RECORD,
    LetterKind.RECORDED: rulebook.COMPLAINT_RECORD,
    LetterKind.NOT_RECORDED: rulebook.COMPLAINT_NOT_RECORDED,
    LetterKind.REFERRED: rulebook.COMPLAINT_SERIOUS,
    LetterKind.REFERRED_BACK: rulebook.COMPLAINT_REFERRED_BACK,
    LetterKind.DISAPPLIED: rulebook.COMPLAINT_DISAPPLY,
    LetterKind.INVITATION: rulebook.COMPLAINT_RESOLUTION,
    LetterKind.OUTCOME: rulebook.COMPLAINT_OUTCOME,
    LetterKind.REPRESENTATIONS: rulebook.COMPLAINT_PUBLICATION,
    LetterKind.CLOSURE: rulebook.COMPLAINT_PUBLICATION,
    LetterKind.WITHDRAWN: rulebook.COMPLAINT_WITHDRAWN,
}


@dataclass(frozen=True)
class Law:
    """What a letter does or asks, and the rule behind it; `rule` is None where the rule book holds none."""

    words: str
    rule: Any

    @property
    def line(self) -> str:
        """In one sentence, with the mark of the rule book."""
        if self.rule is None:
            return _("%(what)s: the rule book holds no provision. Not yet verified.") % {"what": self.words}
        said = {"what": self.words, "provision": self.rule.provision}
        if getattr(self.rule, "is_verified", True):
            return _("%(what)s: %(provision)s.") % said
        return _("%(what)s: %(provision)s. Not yet verified.") % said


def laws_of(letter: Any, facts: ComplaintFacts) -> list[Law]:
    """The provisions behind a letter: of what it tells, and of every deadline and consequence that its text names."""
    used, rules = merging.fields_in(letter.text), facts.rules
    found = [Law(_("What this letter tells"), rules.get(LAWS[LetterKind(letter.kind)]))]
    if letter.answer_by:
        words = _("An answer by %(day)s") % {"day": long_date(letter.answer_by)}
        found.append(Law(words, answer_rule(facts, letter.kind)))
    if "finish_by" in used and (last := finish_day(facts)):
        words = _("The aim to finish by %(day)s") % {"day": long_date(last)}
        found.append(Law(words, rules.get(rulebook.COMPLAINT_FINISH)))
    said = {"no_appeal": _("That there is no appeal"), "ombudsman": _("What the Ombudsman looks at")}
    found += [Law(words, rules.get(rulebook.COMPLAINT_NO_APPEAL)) for name, words in said.items() if name in used]
    return found


def with_laws(letter: Any, facts: ComplaintFacts) -> str:
    """The text of a draft with the law behind it; its fields are not filled yet."""
    lines = merging.listed([law.line for law in laws_of(letter, facts)])
    return "\n\n".join((letter.text.strip(), f"## {_('The law behind this letter')}", lines))


# To whom, and signed by whom -------------------------------------------------------------------------------------


def office_lines(letter: Any, facts: ComplaintFacts) -> tuple[str, ...]:
    """The lines of the address of an office holder or the IOPC; empty for everybody else, who are named in `Party` alone."""
    if letter.recipient == Recipient.IOPC:
        return (str(Recipient.IOPC.label),)
    if letter.recipient == Recipient.OFFICE_HOLDER and facts.complaint.office_holder_id:
        holder = facts.complaint.office_holder
        return (holder.name, str(holder.get_kind_display()), facts.complaint.area.name)
    return ()


def party_lines(party: Any) -> tuple[str, ...]:
    """The lines of the address of a complainant or an interested person; for those who may read who complains."""
    if party is None:
        return ()
    lines = [party.name, *party.address.splitlines()]
    return tuple(line.strip() for line in (lines if party.address.strip() else [party.name, party.email]) if line.strip())


def signed_by(letter: Any, facts: ComplaintFacts) -> list[str]:
    """Who signs: the office that uses the power of the step, for the panel; else the panel."""
    step = step_behind(letter, facts)
    power = STEPS[step.kind].power if step and step.kind in STEPS else Power.RECORD
    held, panel = facts.powers.get(power), facts.complaint.body.name
    if held is None or (held.handler == Handler.OFFICE and not facts.is_open_to_office):
        return [panel]
    return [held.to_title, _("for %(panel)s") % {"panel": panel}]


# Printed and mailed ----------------------------------------------------------------------------------------------


@translation.override(settings.LANGUAGE_CODE)
def letter_sheet(
    letter: Any, facts: ComplaintFacts, *, head: Head, subject: str, text: str, to_lines: Sequence[str], day: date, is_draft: bool
) -> Sheet:
    """The letter as it is printed. `text` is Markdown with every field filled; `day` the date that it bears."""
    complaint = facts.complaint
    return Sheet(
        title=subject,
        kind_words=_("Letter"),
        content=markdown.render(text, for_pdf=True),
        facts=[(_("Our reference"), _("%(reference)s, letter %(number)d") % {"reference": complaint.reference,
                "number": letter.number}), (_("Date"), long_date(day))],
        to_lines=to_lines,
        from_lines=head.panel,
        signature_lines=signed_by(letter, facts),
        running=f"{complaint.body.name}, {complaint.reference}",
        standing=_("Draft. Not sent.") if is_draft else "",
        author=complaint.body.name,
        exempt_line=_("Private and confidential"),
        is_letter=True,
    )  # fmt: skip
