"""Merge fields of letters: which there are, what each stands for, and how they are checked and filled.

`{{reference}}` in a text stands for what is known when the letter is issued. The vocabulary is closed. `problems` says what is
wrong with a text before it is saved; `merge` fills one in a single pass, so that nothing in a value is ever read as a field,
and as plain words, so that nothing in a value is ever read as Markdown. Who complains is named by two fields alone, which stay
in every kept text and are filled only in what is sent.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from complaints.choices import LetterKind, Recipient

FIELD = re.compile(r"\{\{\s*([A-Za-z_]+)\s*\}\}")
BRACES = re.compile(r"\{\{|\}\}")
MARKS = re.compile(r"([\\`*_{}\[\]()<>!|~&])")
ESCAPES = re.compile(r"\\(.)")
LINE_MARKS = re.compile(r"^(\s*)([-+#=>]|\d+(?=[.)]))")
Words = str | Promise
SHORTEST_NAME = 2  # letters; a single one would be found everywhere


@dataclass(frozen=True)
class Field:
    """A field: what it stands for, and an example. `is_block`: on lines of its own. `is_identity`: it says who complains."""

    name: str
    meaning: Words
    example: Words
    is_block: bool = False
    is_identity: bool = False

    @property
    def written(self) -> str:
        """The field as it is typed."""
        return f"{{{{{self.name}}}}}"


def _field(name: str, meaning: Words, example: Words, *, block: bool = False, identity: bool = False) -> Field:
    return Field(name, meaning, example, block, identity)


FIELDS: dict[str, Field] = {
    one.name: one
    for one in (
        _field("panel", gettext_lazy("The panel"), gettext_lazy("Northshire Police and Crime Panel")),
        _field("office_holder", gettext_lazy("Whom the complaint is about: name and office"),
               gettext_lazy("Robin Example (Commissioner)")),
        _field("reference", gettext_lazy("Reference of the complaint"), "CC-2022-002"),
        _field("received_on", gettext_lazy("Day it was received"), gettext_lazy("Friday 11 February 2022")),
        _field("made_on", gettext_lazy("Day it was made"), gettext_lazy("Thursday 10 February 2022")),
        _field("allegations", gettext_lazy("What is alleged, as a numbered list"),
               gettext_lazy("1. That a meeting was promised and not held."), block=True),
        _field("grounds", gettext_lazy("The grounds of the decision, each with its regulation"),
               gettext_lazy("- (f) It is repetitious (regulation 15(3)(f))"), block=True),
        _field("decision_on", gettext_lazy("Day of the decision"), gettext_lazy("Monday 14 February 2022")),
        _field("decided_by", gettext_lazy("Who decided, and under which delegation"),
               gettext_lazy("Chief Executive, under the delegation of 24 June 2021")),
        _field("handling", gettext_lazy("What is done with a disapplied complaint"), gettext_lazy("No action is taken")),
        _field("answer_by", gettext_lazy("Last day for an answer"), gettext_lazy("Friday 25 February 2022")),
        _field("finish_by", gettext_lazy("Day by which the panel aims to finish"), gettext_lazy("Friday 8 April 2022")),
        _field("outcome", gettext_lazy("The outcome, as both sides are told"),
               gettext_lazy("The office holder explained why the meeting was put off."), block=True),
        _field("publication", gettext_lazy("Whether the outcome is published"), gettext_lazy("The outcome is not published.")),
        _field("resolver", gettext_lazy("Who resolves the complaint"), gettext_lazy("the Complaints Sub-Committee")),
        _field("iopc_reference", gettext_lazy("Reference of the IOPC"), "2022/012345"),
        _field("contact", gettext_lazy("Whom to ask: the panel’s officer, with telephone and email"),
               gettext_lazy("Democratic Services, 01632 960 123, panel@northshire.example"), block=True),
        _field("no_appeal", gettext_lazy("That there is no appeal, and what can still be done"),
               gettext_lazy("There is no appeal against this.")),
        _field("ombudsman", gettext_lazy("The Ombudsman who looks at how complaints are handled"),
               gettext_lazy("Local Government and Social Care Ombudsman, www.lgo.org.uk")),
        _field("name", gettext_lazy("Name of the person written to"), gettext_lazy("Alex Example"), identity=True),
        _field("address", gettext_lazy("Postal address of the person written to"),
               gettext_lazy("1 Example Street, Northtown"), block=True, identity=True),
    )
}  # fmt: skip
IDENTITY = frozenset(name for name, field in FIELDS.items() if field.is_identity)

_COMMON = frozenset({
    "panel", "office_holder", "reference", "received_on", "made_on", "allegations", "finish_by", "contact", "no_appeal",
    "ombudsman", *IDENTITY,
})  # fmt: skip
_OF_STEP = _COMMON | {"decision_on", "decided_by"}
ALLOWED: dict[LetterKind, frozenset[str]] = {
    LetterKind.ACKNOWLEDGEMENT: _COMMON,
    LetterKind.CONFIRM: _COMMON | {"answer_by"},
    LetterKind.TRANSFERRED: _OF_STEP,
    LetterKind.RECORDED: _OF_STEP,
    LetterKind.NOT_RECORDED: _OF_STEP | {"grounds"},
    LetterKind.REFERRED: _OF_STEP | {"iopc_reference"},
    LetterKind.REFERRED_BACK: _OF_STEP | {"iopc_reference"},
    LetterKind.DISAPPLIED: _OF_STEP | {"grounds", "handling"},
    LetterKind.INVITATION: _OF_STEP | {"answer_by", "resolver"},
    LetterKind.OUTCOME: _OF_STEP | {"outcome", "resolver", "iopc_reference"},
    LetterKind.REPRESENTATIONS: _OF_STEP | {"outcome", "answer_by"},
    LetterKind.CLOSURE: _OF_STEP | {"outcome", "publication", "resolver"},
    LetterKind.WITHDRAWN: _OF_STEP,
}
# What a letter must tell: the grounds (regulations 10 and 15), the outcome (regulation 28), until when an answer counts.
REQUIRED: dict[LetterKind, tuple[str, ...]] = {
    LetterKind.CONFIRM: ("answer_by",),
    LetterKind.NOT_RECORDED: ("grounds",),
    LetterKind.DISAPPLIED: ("grounds",),
    LetterKind.INVITATION: ("answer_by",),
    LetterKind.OUTCOME: ("outcome",),
    LetterKind.REPRESENTATIONS: ("answer_by",),
}


def fields_for(kind: str, recipient: str) -> list[Field]:
    """The fields that a letter to a recipient may carry, in their order. The office holder never reads who complains."""
    allowed = ALLOWED[LetterKind(kind)]
    if recipient in (Recipient.OFFICE_HOLDER, Recipient.IOPC):
        allowed = allowed - IDENTITY
    return [field for name, field in FIELDS.items() if name in allowed]


def required_for(kind: str) -> tuple[str, ...]:
    """The fields that a letter of a kind must carry."""
    return REQUIRED.get(LetterKind(kind), ())


def fields_in(text: str) -> list[str]:
    """The names of the fields in a text, in their order, each once."""
    return list(dict.fromkeys(found.group(1) for found in FIELD.finditer(text)))


# Checked before a text is saved ----------------------------------------------------------------------------------


def problems(text: str, *, kind: str, recipient: str) -> list[str]:
    """What is wrong with the fields of a letter's text: each with its line and what to do. Empty where nothing is."""
    allowed = {field.name for field in fields_for(kind, recipient)}
    found = [words for number, line in enumerate(text.splitlines(), start=1) for words in _of_line(line, number, allowed)]
    missing = [name for name in required_for(kind) if name not in fields_in(text)]
    words = _("Put in {{%(name)s}}: this letter must say it (%(meaning)s)")
    return found + [words % {"name": name, "meaning": FIELDS[name].meaning} for name in missing]


def subject_problems(text: str, *, kind: str, recipient: str) -> list[str]:
    """What is wrong with the fields of a subject: it names nobody, since subjects stand in lists and on envelopes."""
    allowed = {field.name for field in fields_for(kind, recipient) if not field.is_block and not field.is_identity}
    return _of_line(text, 1, allowed)


def _of_line(line: str, number: int, allowed: Collection[str]) -> list[str]:
    found = []
    for name in fields_in(line):
        said = {"line": number, "name": name}
        if name not in FIELDS:
            found.append(_("Line %(line)d: there is no field {{%(name)s}}. Choose one from the list") % said)
        elif name not in allowed:
            found.append(_("Line %(line)d: {{%(name)s}} cannot stand here. Choose one from the list") % said)
        elif FIELDS[name].is_block and FIELD.sub("", line, count=1).strip():
            found.append(_("Line %(line)d: put {{%(name)s}} on a line of its own") % said)
    if BRACES.search(FIELD.sub("", line)):
        words = _("Line %(line)d: write a field with two braces on each side, as in {{reference}}")
        found.append(words % {"line": number})
    return found


def naming_lines(text: str, names: Collection[str]) -> list[int]:
    """The lines of a text that hold one of some names as whole words, in whatever case where there are several words."""
    wanted = [
        (re.escape(name), re.IGNORECASE if re.search(r"[\s@]", name) else 0) for name in names if len(name) >= SHORTEST_NAME
    ]
    found = [re.compile(rf"(?<!\w){one}(?!\w)", flags) for one, flags in wanted]
    return [number for number, line in enumerate(text.splitlines(), start=1) if any(one.search(line) for one in found)]


# Filled ----------------------------------------------------------------------------------------------------------


def merge(text: str, values: Mapping[str, str], *, keep: Collection[str] = ()) -> str:
    """The text with its fields filled by Markdown made with `escaped` and `listed`. Fields in `keep`, and those of which nothing
    is known, stay as they are (`unfilled` names them)."""

    def fill(found: re.Match[str]) -> str:
        name = found.group(1)
        return found.group() if name in keep else values.get(name) or found.group()

    return FIELD.sub(fill, text)


def merge_subject(text: str, values: Mapping[str, str]) -> str:
    """A subject with its fields filled by plain words; it is never read as Markdown."""
    return " ".join(merge(text, {name: ESCAPES.sub(r"\1", words) for name, words in values.items()}).split())


def unfilled(text: str, values: Mapping[str, str]) -> list[str]:
    """The fields of a text of which nothing is known."""
    return [name for name in fields_in(text) if not values.get(name)]


def marked(text: str, values: Mapping[str, str]) -> str:
    """The text for a preview: what is not known yet is said in brackets."""
    words = _("%(meaning)s: not known yet")
    named = {name: FIELDS[name].meaning if name in FIELDS else name for name in unfilled(text, values)}
    return merge(text, {**values, **{name: f"**\\[{escaped(words % {'meaning': said})}\\]**" for name, said in named.items()}})


def nameless() -> dict[str, str]:
    """What stands for who complains on pages that do not say it: “[name]”."""
    return {"name": escaped(_("[name]")), "address": escaped(_("[address]"))}


def escaped(text: object) -> str:
    """Words on one line as Markdown that reads as those words and nothing else; braces too, so that no field is in them."""
    line = MARKS.sub(r"\\\1", " ".join(str(text).split()))
    return LINE_MARKS.sub(_escape_start, line)


def _escape_start(found: re.Match[str]) -> str:
    space, mark = found.groups()
    return f"{space}{mark}\\" if mark.isdigit() else f"{space}\\{mark}"


def paragraphs(text: str) -> str:
    """Words in several paragraphs as Markdown that reads as those words; single line breaks are kept."""
    parts = [part for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()) if part.strip()]
    return "\n\n".join(lines(part.split("\n")) for part in parts)


def lines(parts: Collection[object]) -> str:
    """Lines under one another, as in an address."""
    return "\\\n".join(escaped(part) for part in parts if str(part).strip())


def listed(parts: Collection[object], *, numbered: bool = False) -> str:
    """A list, with bullets or numbered from 1."""
    return "\n".join(f"{f'{place}.' if numbered else '-'} {escaped(part)}" for place, part in enumerate(parts, start=1))
