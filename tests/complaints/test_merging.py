"""Merge fields: a closed vocabulary, checked when a text is saved, filled by words that are never read as anything else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from complaints.choices import LetterKind, Recipient
from complaints.papers import merging
from complaints.papers.mails import plain_text
from complaints.papers.templates import WORDINGS
from complaints.rules.machine import FIRST_NOTICES, STEPS
from interface import markdown

COMPLAINANT = Recipient.COMPLAINANT


@pytest.mark.parametrize(
    ("text", "kind", "recipient", "expected"),
    [
        ("Dear {{name}}\n{{ reference }}", LetterKind.RECORDED, COMPLAINANT, []),
        ("one\nyour {{shoe}}", LetterKind.RECORDED, COMPLAINANT,
         ["Line 2: there is no field {{shoe}}. Choose one from the list"]),
        ("{{Reference}}", LetterKind.RECORDED, COMPLAINANT,
         ["Line 1: there is no field {{Reference}}. Choose one from the list"]),
        ("{{reference", LetterKind.RECORDED, COMPLAINANT,
         ["Line 1: write a field with two braces on each side, as in {{reference}}"]),
        ("a\n\nreference}}", LetterKind.RECORDED, COMPLAINANT,
         ["Line 3: write a field with two braces on each side, as in {{reference}}"]),
        ("{{ letter.party.name }}", LetterKind.RECORDED, COMPLAINANT,
         ["Line 1: write a field with two braces on each side, as in {{reference}}"]),
        ("{{}}", LetterKind.RECORDED, COMPLAINANT,
         ["Line 1: write a field with two braces on each side, as in {{reference}}"]),
        ("{{outcome}}", LetterKind.RECORDED, COMPLAINANT,
         ["Line 1: {{outcome}} cannot stand here. Choose one from the list"]),
        ("{{name}}", LetterKind.RECORDED, Recipient.OFFICE_HOLDER,
         ["Line 1: {{name}} cannot stand here. Choose one from the list"]),
        ("{{address}}", LetterKind.REFERRED, Recipient.IOPC,
         ["Line 1: {{address}} cannot stand here. Choose one from the list"]),
        ("It says: {{allegations}}", LetterKind.RECORDED, COMPLAINANT, ["Line 1: put {{allegations}} on a line of its own"]),
        ("Goodbye", LetterKind.NOT_RECORDED, COMPLAINANT,
         ["Put in {{grounds}}: this letter must say it (The grounds of the decision, each with its regulation)"]),
        ("{% include 'x' %}", LetterKind.RECORDED, COMPLAINANT, []),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_text_names_its_line(text, kind, recipient, expected):
    assert merging.problems(text, kind=kind, recipient=recipient) == expected


@pytest.mark.parametrize("name", ["name", "address", "allegations"])
def test_a_subject_names_nobody_and_has_one_line(name):
    words = f"About {{{{{name}}}}}"

    assert merging.subject_problems(words, kind=LetterKind.RECORDED, recipient=COMPLAINANT) == [
        f"Line 1: {{{{{name}}}}} cannot stand here. Choose one from the list"
    ]


def test_every_wording_of_the_portal_is_sound_and_there_is_one_for_every_notice():
    wrong = {
        key: merging.problems(one.text, kind=one.kind, recipient=one.recipient)
        + merging.subject_problems(str(one.subject), kind=one.kind, recipient=one.recipient)
        for key, one in WORDINGS.items()
    }
    asked = {pair for step in STEPS.values() for pair in step.notices} | set(FIRST_NOTICES)

    assert {key: found for key, found in wrong.items() if found} == {}
    assert asked - {(one.kind, one.recipient) for one in WORDINGS.values()} == set()
    assert {one.kind for one in WORDINGS.values()} == set(LetterKind)


def test_a_value_is_never_read_as_a_field_or_as_markdown():
    hostile = "{{name}} **bold** <script>alert(1)</script> [x](javascript:1) # not | a & heading"

    merged = merging.merge("{{office_holder}}", {"office_holder": merging.escaped(hostile)})

    assert merging.fields_in(merged) == []
    assert merging.merge(merged, {"name": "Marian Wren"}) == merged
    assert markdown.plain(merged) == markdown.plain(merging.escaped(hostile))
    html = str(markdown.render(merged))
    assert "<script" not in html
    assert "<strong" not in html
    assert "<a " not in html


@given(st.text(max_size=60))
def test_whatever_a_value_holds_is_read_as_those_words(words):
    escaped = merging.escaped(words)

    assert merging.fields_in(escaped) == []
    assert "{{" not in escaped
    assert merging.merge_subject("{{panel}}", {"panel": escaped}) == (" ".join(words.split()) or "{{panel}}")


@pytest.mark.parametrize("words", ["1. first", "2022) x", "- dash", "# heading", "> quoted", "=== under", "+ plus", "(c) ground"])
def test_the_start_of_a_line_makes_no_list_and_no_heading(words):
    html = str(markdown.render(merging.escaped(words), for_pdf=True)).strip()

    assert html == f"<p>{words.replace('>', '&gt;')}</p>"


def test_what_is_not_known_is_said_in_a_preview_and_named():
    text = "By {{answer_by}}, {{reference}}"

    assert merging.unfilled(text, {"reference": "CC-2022-001"}) == ["answer_by"]
    assert markdown.plain(merging.marked(text, {"reference": "CC-2022-001"})) == (
        "By [Last day for an answer: not known yet], CC-2022-001"
    )


def test_a_mail_has_the_words_without_the_marks():
    text = (
        "Dear Marian\n\n## What *next*\n\n1. first\n2. second (see [us](https://panel.example/x))\n\n- one\n- two\n\n"
        "Ask:\n\nClerk\\\nclerk@panel.example\n"
    )

    assert plain_text(text) == (
        "Dear Marian\n\nWhat next\n\n1. first\n2. second (see us (https://panel.example/x))\n\n- one\n- two\n\n"
        "Ask:\n\nClerk\nclerk@panel.example\n"
    )
