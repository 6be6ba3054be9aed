import pytest
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from documents import forms, sources
from documents.choices import Access, PaperKind
from documents.models import Paper, PaperVersion

TOKEN = "0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a"
pytestmark = pytest.mark.django_db  # the database checks its constraints
FACTS = {"title": "Update", "orientation": "portrait", "access": "public", "token": TOKEN}


@pytest.fixture(autouse=True)
def register(monkeypatch):
    monkeypatch.setattr(sources, "_register", {})


def test_written_paper_form_gives_what_the_service_takes():
    form = forms.WrittenPaperForm({**FACTS, "text": "Words", "recommendation": "note it"})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["text"] == "Words"
    assert form.facts() == {
        "title": "Update", "report_of": "", "recommendation": "note it", "financial_implications": "",
        "legal_implications": "", "equality_implications": "", "background_papers": "", "orientation": "portrait",
        "access": "public", "exempt_paragraph": None,
    }  # fmt: skip


def test_written_paper_form_says_what_is_missing():
    form = forms.WrittenPaperForm({"token": TOKEN, "orientation": "portrait", "access": "exempt"})

    assert form.errors == {
        "title": ["Enter the title of the paper"],
        "text": ["Enter the text of the paper"],
        "exempt_paragraph": ["Choose the paragraph of Schedule 12A"],
    }


def test_written_paper_form_is_not_valid_while_previewed():
    form = forms.WrittenPaperForm({**FACTS, "text": "Words", "preview": "text"})

    assert not form.is_valid()
    assert not form.errors


def test_upload_paper_form_wants_a_file():
    assert forms.UploadPaperForm(FACTS, {}).errors == {"file": ["Choose a file"]}
    empty = SimpleUploadedFile("a.pdf", b"")
    assert forms.UploadPaperForm(FACTS, {"file": empty}).errors == {"file": ["The file is empty. Choose another"]}


def test_upload_paper_form_refuses_an_enormous_file(monkeypatch):
    monkeypatch.setattr(forms, "MAX_BYTES", 3)

    form = forms.UploadPaperForm(FACTS, {"file": SimpleUploadedFile("a.pdf", b"four")})

    assert form.errors == {"file": ["“a.pdf” is larger than 100 MB. Save it smaller or split it"]}


def test_upload_papers_form_takes_several_and_names_the_bad_one():
    sent = [SimpleUploadedFile("a.pdf", b"a"), SimpleUploadedFile("b.pdf", b"b")]
    form = forms.UploadPapersForm({"token": TOKEN}, {"uploads": sent})

    assert form.is_valid()
    assert [file.name for file in form.cleaned_data["uploads"]] == ["a.pdf", "b.pdf"]
    form.refuse("b.pdf", ValidationError({"file": ["The file is damaged."]}))
    assert form.errors == {"uploads": ["“b.pdf” was refused. The file is damaged."]}


def test_live_paper_form_offers_the_registers():
    sources.source("members", "Members")(lambda area, body, on: ("", {}))

    form = forms.LivePaperForm({**FACTS, "source": "members"})

    assert form.is_valid()
    assert form.fields["source"].choices == [("members", "Members")]
    assert forms.LivePaperForm({**FACTS, "source": "other"}).errors == {"source": ["Choose a register from the list"]}


@pytest.fixture
def draft():
    paper = Paper(title="Update", kind=PaperKind.WRITTEN, version=3)
    paper.current = PaperVersion(paper=paper, number=1, text="Saved words")
    return paper


def test_revise_paper_form_opens_with_the_text(draft):
    form = forms.RevisePaperForm(instance=draft)

    assert (form["text"].value(), form["version"].value(), form["title"].value()) == ("Saved words", 3, "Update")


def test_revise_paper_form_gives_what_the_service_takes(draft):
    form = forms.RevisePaperForm({**FACTS, "text": "New", "version": "3"}, instance=draft)

    assert form.is_valid(), form.errors
    change = form.change()
    assert (change["text"], change["version"], change["title"]) == ("New", 3, "Update")


def test_revise_paper_form_prefers_a_file(draft):
    file = SimpleUploadedFile("a.pdf", b"%PDF")
    form = forms.RevisePaperForm({**FACTS, "text": "New", "version": "3"}, {"file": file}, instance=draft)

    assert form.is_valid(), form.errors
    change = form.change()
    assert (change["data"], change["filename"]) == (b"%PDF", "a.pdf")
    assert "text" not in change


def test_revise_paper_form_has_no_text_for_an_upload(draft):
    draft.kind = PaperKind.PDF

    form = forms.RevisePaperForm({**FACTS, "version": "3"}, instance=draft)

    assert form.is_valid(), form.errors
    assert "text" not in form.fields
    assert not {"text", "data"} & set(form.change())


def test_revise_paper_form_shows_both_texts_when_stale(draft):
    form = forms.RevisePaperForm({**FACTS, "text": "Mine", "version": "2"}, instance=draft)

    assert not form.is_valid()
    assert [(text.label, text.theirs, text.yours) for text in form.stale] == [("Text of the paper", "Saved words", "Mine")]


def test_revise_paper_form_shows_both_texts_when_a_race_was_lost(draft):
    form = forms.RevisePaperForm({**FACTS, "text": "Mine", "version": "3"}, instance=draft)
    assert form.is_valid()

    form.show_problems(ValidationError("Stale", code="stale", params={"theirs": "Theirs", "yours": "Mine"}))

    assert [(text.theirs, text.yours) for text in form.stale] == [("Theirs", "Mine")]
    assert form.non_field_errors() == ["Stale"]


def test_problems_stand_beside_their_fields(draft):
    form = forms.RevisePaperForm({**FACTS, "text": "Mine", "version": "3"}, instance=draft)
    assert form.is_valid()

    form.show_problems(ValidationError({"file": ["Bad file"], "slug": ["Bad address"], NON_FIELD_ERRORS: ["Bad paper"]}))

    assert form.errors == {"file": ["Bad file"], NON_FIELD_ERRORS: ["Bad address", "Bad paper"]}


def test_withdraw_paper_form_wants_a_reason():
    assert forms.WithdrawPaperForm({"reason": " "}).errors == {
        "reason": ["Say why the paper is withdrawn. The public will read it"]
    }
    assert not forms.WithdrawPaperForm({"reason": "a" * 301}).is_valid()
    assert forms.WithdrawPaperForm({"reason": "Wrong figures"}).is_valid()


def test_private_choices_are_offered_with_the_law():
    form = forms.WrittenPaperForm()

    assert [value for value, _label in form.fields["access"].choices] == list(Access)
    assert len(list(form.fields["exempt_paragraph"].choices)) == 8
