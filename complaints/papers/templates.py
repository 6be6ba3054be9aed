"""The portal's own wording of every letter, for a panel that has not written its own.

Each text is Markdown with the fields of `papers.merging`. No provision, number of days or address is typed here: the fields and
"The law behind this letter" (`papers.letters`) bring them from the rule book, with what nobody has verified yet.
A wording is known by its key, which stands in addresses: "recorded", "recorded-to-office-holder", "referred-to-iopc".
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from complaints.choices import LetterKind, Recipient

Words = str | Promise


@dataclass(frozen=True)
class Wording:
    """Subject and text of a letter of a kind to a recipient."""

    kind: LetterKind
    recipient: Recipient
    subject: Words
    parts: tuple[Words, ...]

    @property
    def text(self) -> str:
        """The paragraphs one after another, in the language that is spoken now."""
        return "\n\n".join(str(part) for part in self.parts)

    @property
    def key(self) -> str:
        """Its name in addresses."""
        return key_of(self.kind, self.recipient)


def key_of(kind: str, recipient: str) -> str:
    """The name of a wording in addresses. Letters to anybody but the office holder and the IOPC share the complainant's."""
    return str(kind) if _whose(recipient) == Recipient.COMPLAINANT else f"{kind}-to-{recipient}"


def wording(kind: str, recipient: str) -> Wording:
    """The portal's wording of a letter. One that has none of its own for a recipient begins as a short neutral letter."""
    return WORDINGS.get(key_of(kind, recipient)) or Wording(LetterKind(kind), _whose(recipient), _PLAIN_SUBJECT, _PLAIN)


def wording_of(key: str) -> Wording | None:
    """The portal's wording with a key; None where there is none."""
    return WORDINGS.get(key)


def _whose(recipient: str) -> Recipient:
    others = (Recipient.OFFICE_HOLDER, Recipient.IOPC)
    return Recipient(recipient) if recipient in others else Recipient.COMPLAINANT


_ASK = _("## If you have a question\n\nSay the reference {{reference}} when you ask:\n\n{{contact}}")
_AFTER = _("## What you can still do\n\n{{no_appeal}}\n\n{{ombudsman}}")
_PLAIN_SUBJECT = _("Complaint {{reference}}")
_PLAIN = (_("This letter is about complaint {{reference}}."), _ASK)


def _to(kind: LetterKind, recipient: Recipient, subject: Words, *parts: Words) -> Wording:
    return Wording(kind, recipient, subject, parts)


def _complainant(kind: LetterKind, subject: Words, *parts: Words) -> Wording:
    return _to(kind, Recipient.COMPLAINANT, subject, _("Dear {{name}}"), *parts, _ASK)


def _holder(kind: LetterKind, subject: Words, *parts: Words) -> Wording:
    return _to(kind, Recipient.OFFICE_HOLDER, subject, *parts, _ASK)


_ALL = (
    _complainant(
        LetterKind.ACKNOWLEDGEMENT, _("We received your complaint {{reference}}"),
        _("Your complaint about {{office_holder}} was received on {{received_on}}. Its reference is {{reference}}."),
        _("## What happens next"),
        _("First it is decided whether the complaint is recorded under the regulations on complaints about Commissioners. "
          "You will be told the decision and the reason. A serious complaint must be passed to the Independent Office for Police "
          "Conduct. The others are for {{panel}}, which tries to resolve them informally. The panel cannot investigate."),
        _("The aim is to finish by {{finish_by}}."),
        _("## What you can do now"),
        _("If you have more to say, or if you want to take the complaint back, write to us."),
    ),
    _complainant(
        LetterKind.CONFIRM, _("Tell us what your complaint {{reference}} is about"),
        _("Your complaint about {{office_holder}} was received on {{received_on}}."),
        _("So that nothing is missed, we have set down what we understand you to allege:"),
        _("{{allegations}}"),
        _("Tell us by {{answer_by}} whether this is right, and what is missing. Give the day of each event as nearly as you can. "
          "If you do not answer, the complaint is dealt with on what we have."),
    ),
    _complainant(
        LetterKind.TRANSFERRED, _("Your complaint {{reference}} is passed on"),
        _("Your complaint was received on {{received_on}}. It is not for {{panel}} to deal with: it is not about a Commissioner "
          "or Deputy of this area. It was passed on {{decision_on}} to the body that can deal with it."),
        _("Decided by: {{decided_by}}."),
        _("That body will write to you. You need not complain again."),
    ),
    _complainant(
        LetterKind.RECORDED, _("Your complaint {{reference}} is recorded"),
        _("On {{decision_on}} your complaint about {{office_holder}} was recorded. This is what is recorded:"),
        _("{{allegations}}"),
        _("Decided by: {{decided_by}}."),
        _("## What happens next"),
        _("It is looked at whether the complaint is serious. A serious one is passed to the Independent Office for Police "
          "Conduct. If it is not serious, {{panel}} tries to resolve it informally, and asks you for your view first. "
          "You will be told each decision."),
        _("The aim is to finish by {{finish_by}}."),
    ),
    _holder(
        LetterKind.RECORDED, _("A complaint about you is recorded: {{reference}}"),
        _("On {{decision_on}} a complaint about you was recorded. Who complains is not named in this letter. "
          "This is what is recorded:"),
        _("{{allegations}}"),
        _("Decided by: {{decided_by}}."),
        _("Keep everything that may matter to this complaint: letters, messages, notes, recordings. Say at once if any of it is "
          "at risk of being lost."),
        _("You need not answer now. If the complaint is resolved informally, you will be asked for your comments."),
    ),
    _complainant(
        LetterKind.NOT_RECORDED, _("Decision not to record: complaint {{reference}}"),
        _("On {{decision_on}} it was decided not to record the following from your complaint:"),
        _("{{allegations}}"),
        _("The grounds are:"),
        _("{{grounds}}"),
        _("Decided by: {{decided_by}}."),
        _("What is not recorded goes no further under the regulations on complaints about Commissioners."),
        _("{{ombudsman}}"),
    ),
    _to(
        LetterKind.REFERRED, Recipient.IOPC, _("Referral of complaint {{reference}}"),
        _("{{panel}} refers this complaint about {{office_holder}} to you. It was received on {{received_on}}, and the decision "
          "to refer it was made on {{decision_on}}."),
        _("What is alleged:"), _("{{allegations}}"),
        _("Decided by: {{decided_by}}."),
        _("The particulars of who complains, and what they sent, come with the referral by the secure route that you ask for."),
        _ASK,
    ),
    _complainant(
        LetterKind.REFERRED, _("Your complaint {{reference}} is with the IOPC"),
        _("On {{decision_on}} your complaint about {{office_holder}} was referred to the Independent Office for Police Conduct "
          "(IOPC), because what is alleged is serious."),
        _("Decided by: {{decided_by}}."),
        _("The IOPC now decides what is done. It may look into the complaint itself, or refer it back to {{panel}}. "
          "We will write to you when we hear from it. Referring a complaint says nothing about whether it is true."),
    ),
    _complainant(
        LetterKind.REFERRED_BACK, _("Your complaint {{reference}} is back with the panel"),
        _("The Independent Office for Police Conduct (IOPC) has referred your complaint about {{office_holder}} back. "
          "This was entered on {{decision_on}}."),
        _("{{panel}} now deals with it, and you will be told what is decided."),
    ),
    _complainant(
        LetterKind.DISAPPLIED, _("Decision on your complaint {{reference}}"),
        _("On {{decision_on}} it was decided that your complaint about {{office_holder}} need not be dealt with under the usual "
          "rules. The law allows this on certain grounds. In your case these hold:"),
        _("{{grounds}}"),
        _("What is done: {{handling}}."),
        _("Decided by: {{decided_by}}."),
        _("{{ombudsman}}"),
    ),
    _complainant(
        LetterKind.INVITATION, _("Your view of your complaint {{reference}}"),
        _("Your complaint about {{office_holder}} is now being resolved informally, by {{resolver}}. This is what is looked at:"),
        _("{{allegations}}"),
        _("You may comment. Tell us by {{answer_by}} what you would like to happen, and anything that would help. "
          "You need not: if you do not want to comment, tell us so, and the complaint goes on."),
        _("The panel cannot investigate. It can ask for an explanation, for documents and for a meeting. "
          "An apology can be given only if the office holder agrees to it."),
    ),
    _holder(
        LetterKind.INVITATION, _("Your comments on complaint {{reference}}"),
        _("A complaint about you is now being resolved informally, by {{resolver}}. This is what is alleged:"),
        _("{{allegations}}"),
        _("You may comment. Tell us by {{answer_by}} how you answer it, and what you would agree to: an explanation, a meeting, "
          "an action, an apology. Nothing is offered on your behalf unless you agree."),
        _("If you choose not to comment, tell us so. That will be recorded."),
    ),
    _complainant(
        LetterKind.OUTCOME, _("The outcome of your complaint {{reference}}"),
        _("Your complaint about {{office_holder}} has been dealt with. The outcome was recorded on {{decision_on}}:"),
        _("{{outcome}}"),
        _("Decided by: {{decided_by}}."),
        _("You will hear from us if the outcome is to be published. Nobody who complains is named in what is published."),
        _AFTER,
    ),
    _holder(
        LetterKind.OUTCOME, _("The outcome of complaint {{reference}}"),
        _("The complaint about you has been dealt with. The outcome was recorded on {{decision_on}}:"),
        _("{{outcome}}"),
        _("Decided by: {{decided_by}}."),
        _("The person who complained is told the same."),
    ),
    _complainant(
        LetterKind.REPRESENTATIONS, _("Should the outcome of complaint {{reference}} be published?"),
        _("{{panel}} may publish the outcome of your complaint if that is in the public interest. You would not be named."),
        _("Before it decides, you may say what you think. Write to us by {{answer_by}}. "
          "If you do not answer, the decision is made without your view."),
    ),
    _holder(
        LetterKind.REPRESENTATIONS, _("Should the outcome of complaint {{reference}} be published?"),
        _("{{panel}} may publish the outcome of the complaint about you if that is in the public interest."),
        _("Before it decides, you may say what you think. Write to us by {{answer_by}}. "
          "If you do not answer, the decision is made without your view."),
    ),
    _complainant(
        LetterKind.CLOSURE, _("Your complaint {{reference}} is finished"),
        _("Your complaint about {{office_holder}} is finished. {{publication}}"),
        _("Decided on {{decision_on}} by: {{decided_by}}."),
        _("What you sent, and your name and address, are kept apart from everything else, for as long as the panel’s policy "
          "on records says, and are then erased."),
        _AFTER,
    ),
    _complainant(
        LetterKind.WITHDRAWN, _("Your complaint {{reference}} is withdrawn"),
        _("You told us that you do not want to go on with your complaint about {{office_holder}}. This was entered on "
          "{{decision_on}}, and nothing more is done."),
        _("If this is not what you meant, write to us at once."),
    ),
)  # fmt: skip
WORDINGS: dict[str, Wording] = {one.key: one for one in _ALL}
