from uuid import uuid4

import pytest
from django import forms

from interface import fields, widgets
from interface.forms import GovukForm, OnceFormMixin, StaleText, VersionedFormMixin
from interface.templatetags.govuk import govuk_errors, govuk_field


class PaperForm(OnceFormMixin, GovukForm, forms.Form):
    title = forms.CharField(label="Title", max_length=10)
    access = forms.ChoiceField(label="Access", choices=[("open", "Open")], widget=widgets.Radios(hints={"open": "Anyone"}))
    text = fields.MarkdownField(label="Text")
    due = fields.DateField(label="Due date")


class NoteForm(VersionedFormMixin, GovukForm, forms.Form):
    title = forms.CharField(label="Title")
    kept = forms.CharField(label="Kept")


class Note:
    version = 3


def test_required_errors_say_what_to_do():
    form = PaperForm({"title": "much too long a title", "token": uuid4()})

    assert form.errors == {
        "title": ["Title must be 10 characters or fewer"],
        "access": ["Choose access"],
        "text": ["Enter text"],
        "due": ["Enter due date"],
    }


def test_error_summary_leads_to_the_first_wrong_box():
    form = PaperForm({"title": "A", "access": "open", "text": "a", "due-day": "1", "due-year": "2022", "token": uuid4()})

    summary = govuk_errors(form)

    assert 'href="#id_due-month"' in summary
    assert "Due date must include a month" in summary
    assert 'class="govuk-input govuk-date-input__input govuk-input--width-2 govuk-input--error"' in govuk_field(form["due"])


def test_preview_shows_the_text_and_saves_nothing():
    form = PaperForm({"preview": "text", "text": "**bold** <script>"})

    assert not form.is_valid()
    assert not form.errors
    html = govuk_field(form["text"])
    assert "<strong>bold</strong> &lt;script&gt;" in html
    assert 'id="preview-text"' in html


def test_field_has_no_inline_style_or_script():
    form = PaperForm({})

    html = "".join(govuk_field(field) for field in form)

    assert "style=" not in html
    assert "<script" not in html
    assert "onclick" not in html


def test_stale_form_shows_both_texts_and_then_carries_the_new_version():
    saved = {"title": "Theirs", "kept": "Same"}
    form = NoteForm({"title": "Mine", "kept": "Same", "version": "2"}, initial=saved, versioned=Note())

    assert not form.is_valid()
    assert form.stale == [StaleText("Title", "Theirs", "Mine")]
    assert form["version"].value() == "3"
    assert NoteForm(form.data, initial=saved, versioned=Note()).is_valid()


def test_form_opened_at_the_present_version_is_not_stale():
    form = NoteForm({"title": "Mine", "kept": "Same", "version": "3"}, initial={"title": "Theirs"}, versioned=Note())

    assert form.is_valid()
    assert form.stale == []


@pytest.mark.parametrize("version", ["", "²", "x"])
def test_form_without_a_version_is_refused(version):
    form = NoteForm({"title": "Mine", "kept": "Same", "version": version}, initial={"title": "Theirs"}, versioned=Note())

    assert form.errors == {"version": ["Open this page again, then send the form"]}
