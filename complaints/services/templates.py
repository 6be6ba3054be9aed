"""The wording of a panel's letters: its own where it has written one, else the portal's; a change is a new row."""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import translation

from accounts.models import User
from accounts.services import record
from complaints.models import LetterTemplate
from complaints.papers import merging
from complaints.papers.templates import key_of, wording, wording_of
from interface import clock
from interface.models import STALE
from panels.models import Body


@dataclass(frozen=True)
class Words:
    """Subject and text of a letter, with fields. `own` is the panel's row; None where the words are the portal's."""

    subject: str
    text: str
    own: LetterTemplate | None = None

    @property
    def version(self) -> int:
        """What a writer has read: the number of the panel's row; 0 where there is none."""
        return self.own.number if self.own else 0


def wording_for(body: Body, kind: str, recipient: str) -> Words:
    """What a panel writes in a kind of letter to a recipient today."""
    own = newest(body, key_of(kind, recipient))
    return Words(own.subject, own.text, own) if own else _portals(kind, recipient)


def newest(body: Body, key: str) -> LetterTemplate | None:
    """The panel's own wording with a key; None where it has none."""
    known = wording_of(key)
    if known is None:
        return None
    rows = LetterTemplate.objects.filter(body=body, kind=known.kind, recipient=known.recipient)
    return rows.order_by("-number").first()


@translation.override(settings.LANGUAGE_CODE)
def _portals(kind: str, recipient: str) -> Words:
    own = wording(kind, recipient)
    return Words(str(own.subject), own.text)


def refuse_wrong_words(subject: str, text: str, kind: str, recipient: str) -> None:
    """Raise ValidationError by field, with its line, where fields are wrong or one that the letter must carry is missing."""
    found = {
        "subject": merging.subject_problems(subject, kind=kind, recipient=recipient),
        "text": merging.problems(text, kind=kind, recipient=recipient),
    }
    if wrong := {name: words for name, words in found.items() if words}:
        raise ValidationError(wrong)


@transaction.atomic
def write_template(*, body: Body, key: str, version: int, subject: str, text: str, actor: User | None) -> LetterTemplate:
    """Give a panel words of its own for a letter, under the next number; older ones are kept, as are letters drafted before.

    `version` is the number of the words that were read. Raises ValidationError by field for wrong fields, "stale" where somebody
    else wrote meanwhile, and KeyError for a key that is none."""
    known = wording_of(key)
    if known is None:
        raise KeyError(key)
    Body.objects.select_for_update().get(pk=body.pk)
    rows = LetterTemplate.objects.filter(body=body, kind=known.kind, recipient=known.recipient)
    last = rows.aggregate(last=Max("number"))["last"] or 0
    if last != version:
        raise ValidationError(STALE, code="stale")
    refuse_wrong_words(subject, text, known.kind, known.recipient)
    made = LetterTemplate(
        body=body, kind=known.kind, recipient=known.recipient, number=last + 1, subject=subject.strip(), text=text.strip(),
        written_at=clock.now(), written_by=actor,
    )  # fmt: skip
    made.full_clean()
    made.save()
    detail = {"body": body.slug, "letter": key, "number": made.number}
    record(actor=actor, action="complaints.template_written", target=made, area=body.area, detail=detail)
    return made


def history(body: Body, key: str) -> list[LetterTemplate]:
    """Every wording of its own that a panel has given a letter, newest first."""
    known = wording_of(key)
    if known is None:
        return []
    rows = LetterTemplate.objects.filter(body=body, kind=known.kind, recipient=known.recipient)
    return list(rows.select_related("written_by").order_by("-number"))


def older(body: Body, key: str, number: int) -> Words | None:
    """A wording as it was, to be brought back: the panel's row with a number, the portal's for 0; None where there is none."""
    known = wording_of(key)
    if known is None:
        return None
    if number == 0:
        return _portals(known.kind, known.recipient)
    row = LetterTemplate.objects.filter(body=body, kind=known.kind, recipient=known.recipient, number=number).first()
    return Words(row.subject, row.text, row) if row else None


@translation.override(settings.LANGUAGE_CODE)
def with_examples(subject: str, text: str) -> tuple[str, str]:
    """A wording with made-up values, to be looked at: its subject, and its text as Markdown."""
    values = {name: merging.escaped(field.example) for name, field in merging.FIELDS.items()}
    return merging.merge_subject(subject, values), merging.merge(text, values)


def newest_of_all(body: Body) -> dict[str, LetterTemplate]:
    """The panel's own wordings by key, in one query."""
    rows = LetterTemplate.objects.filter(body=body).select_related("written_by").order_by("number")
    return {key_of(row.kind, row.recipient): row for row in rows}
