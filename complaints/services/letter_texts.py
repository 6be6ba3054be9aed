"""What a letter says, written out: for those who may read who complains, and for the others without a name."""

import json
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.conf import settings
from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from complaints.choices import LetterStatus, PartyKind, Recipient
from complaints.models import Complaint, Letter, Party
from complaints.papers import merging
from complaints.papers.letters import letter_sheet, office_lines, party_lines, signed_by, with_laws
from complaints.papers.mails import plain_text
from complaints.papers.values import Head, identity_values, values_of
from complaints.rules.facts import ComplaintFacts
from decisions.papers.letterheads import panel_lines
from documents.services.prints import Sheet, preview_sheet
from interface import markdown


@dataclass(frozen=True)
class Written:
    """A letter as it reads now, with every field filled: for those who may read who complains, unless it is made `nameless`.

    `kept_text` is what is kept of it: with the fields that say who complains.
    """

    letter: Letter
    subject: str
    text: str
    kept_text: str
    to_lines: tuple[str, ...]
    signed: tuple[str, ...]
    head: Head

    @property
    def digest(self) -> str:
        """What it says, in short: another letter has another."""
        return sha256(json.dumps([self.subject, self.text, self.to_lines, self.signed, self.head.panel]).encode()).hexdigest()

    @property
    def html(self) -> SafeString:
        """What it says, for a web page."""
        return markdown.render(self.text, level=3)

    @property
    def mail(self) -> str:
        """What it says, as the plain text of a mail."""
        return plain_text("\n\n".join((self.text, merging.lines(self.signed))))

    def sheet(self, facts: ComplaintFacts, *, day: date, is_draft: bool) -> Sheet:
        """The letter as it is printed, with the date that it bears."""
        return letter_sheet(
            self.letter, facts, head=self.head, subject=self.subject, text=self.text, to_lines=self.to_lines, day=day,
            is_draft=is_draft,
        )  # fmt: skip


def write_out(letter: Letter, facts: ComplaintFacts, *, on: date | None = None, nameless: bool = False) -> Written:
    """A letter with its fields filled; as it was issued where it was. `nameless`: for those who may not read who complains, with
    “[name]” for the name. What is not known yet is said in brackets. The portal's own language."""
    head = head_of(facts.complaint, on or facts.today)
    people = merging.nameless() if nameless else identity_values(letter.party)
    if letter.status == LetterStatus.ISSUED:
        subject, kept = letter.subject, letter.text
    else:
        with translation.override(settings.LANGUAGE_CODE):
            values = values_of(letter, facts, head)
            subject = merging.merge_subject(letter.subject, values)
            kept = merging.merge(with_laws(letter, facts), values, keep=merging.IDENTITY)
    to_lines = office_lines(letter, facts) or (_window(letter) if nameless else party_lines(letter.party))
    signed = tuple(signed_by(letter, facts))
    return Written(letter, subject, merging.marked(kept, people), kept, to_lines, signed, head)


def _window(letter: Letter) -> tuple[str, ...]:
    """The address of a letter for those who may not read it: the person by kind and number."""
    return (party_words(letter.party),) if letter.party else ()


def party_words(party: Party) -> str:
    """A person of a complaint without a name: “The complainant”, “Interested person 2”."""
    if party.kind == PartyKind.COMPLAINANT:
        return str(Recipient.COMPLAINANT.label)
    if party.kind == PartyKind.REPRESENTATIVE:
        return str(party.get_kind_display())
    return _("%(kind)s %(number)d") % {"kind": party.get_kind_display(), "number": party.number}


def head_of(complaint: Complaint, on: date) -> Head:
    """The panel's address and whom to ask, as they were on a day."""
    host = complaint.body.hosts.on(on).select_related("authority").order_by("-started_on").first()
    officer = complaint.body.contact_officers.on(on).order_by("-started_on").first()
    name, address = (host.authority.name, host.address) if host else ("", "")
    contact = (officer.title, officer.phone, officer.email) if officer else (complaint.body.name,)
    return Head(panel=panel_lines(complaint.body.name, name, address), contact=tuple(line for line in contact if line))


def preview_pdf(letter: Letter, facts: ComplaintFacts) -> bytes:
    """A letter as it would be printed today. Never kept; for those who may read who complains."""
    return preview_sheet(write_out(letter, facts).sheet(facts, day=facts.today, is_draft=True))
