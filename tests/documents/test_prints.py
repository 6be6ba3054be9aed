"""Texts set down in print: what goes out stays as it was, lies where it may, and is tagged like every other PDF of ours."""

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404
from django.test import RequestFactory
from django.utils.safestring import mark_safe

from accounts.models import AuditEntry
from documents.assembly.check import structure_problems
from documents.choices import Access, StoreName
from documents.models import Print, StoredFile
from documents.services import prints
from documents.services.files import read_bytes, sweep_files
from documents.views import response_for
from interface import clock, markdown
from tests.documents.test_verapdf import JAVA, broken_rules, jars
from tests.factories.accounts import UserFactory
from tests.factories.panels import PoliceAreaFactory
from tests.meetings.test_printing import pages

WIDE = "<table><tbody><tr>" + "".join(f"<td>{'W' * 60}</td>" for _column in range(4)) + "</tr></tbody></table>"
LONG = markdown.render("\n\n".join(f"Paragraph {number}. " + "The panel heard it. " * 20 for number in range(40)), for_pdf=True)


@pytest.fixture
def area(db):
    return PoliceAreaFactory(slug="avon", name="Avon")


def sheet(**changes):
    said = {
        "title": "Precept 2022/23",
        "kind_words": "Report to the Commissioner",
        "content": mark_safe("<h2>Why</h2><p>The panel said so.</p>"),
        "facts": [("Date", "Friday 4 February 2022")],
        "to_lines": ["Mark Shelford", "Avon Police and Crime Commissioner"],
        "from_lines": ["Avon Police and Crime Panel", "care of Somerset County Council"],
        "signature_lines": ["Anna Ash", "Chair"],
        "author": "Avon Police and Crime Panel",
    }
    return prints.Sheet(**said | changes)


def printed(area, *, access=Access.EXEMPT, key=1, **changes):
    made = {"area": area, "owner_kind": "report", "owner_key": key, "access": access, "actor": None}
    return prints.print_sheet(sheet=sheet(**changes), **made)


def stored(sha256):
    return set(StoredFile.objects.filter(sha256=sha256).values_list("store", flat=True))


def on_disk(store, sha256):
    return (Path(settings.STORES[store]) / sha256[:2] / sha256[2:4] / sha256).exists()


def request_of(user, *, method="get", **headers):
    request = getattr(RequestFactory(), method)("/x.pdf", headers=headers)
    request.user = user
    return request


# What is printed -------------------------------------------------------------------------------------------------


def test_a_sheet_says_to_whom_from_whom_and_who_signed(area):
    (words,) = pages(prints.preview_sheet(sheet(standing="Draft. Not sent.")))

    assert "Report to the Commissioner Precept 2022/23 Draft. Not sent." in words
    assert "To Mark Shelford, Avon Police and Crime Commissioner From Avon Police and Crime Panel, care of" in words
    assert words.endswith("Why The panel said so. Anna Ash Chair") or "Anna Ash Chair" in words
    assert "Page 1 of 1" in words


def test_a_letter_has_the_address_in_the_window_and_its_head_from_the_second_page_on(area):
    found = pages(prints.preview_sheet(sheet(is_letter=True, content=LONG)))

    assert "care of Somerset County Council Mark Shelford Avon Police and Crime Commissioner Precept 2022/23" in found[0]
    assert "To Mark" not in found[0]
    assert all("Report to the Commissioner" in words for words in found[1:])
    assert "Report to the Commissioner" not in found[0]
    assert f"Page 2 of {len(found)}" in found[1]


def test_an_exempt_sheet_says_so_at_the_foot_of_every_page(area):
    found = pages(prints.preview_sheet(sheet(content=LONG, exempt_line="Not for publication: paragraph 1")))

    assert len(found) > 1
    assert all("Not for publication: paragraph 1" in words for words in found)


def test_words_are_never_markup(area):
    html = prints.sheet_html(sheet(facts=[("<b>Date", "<script>alert(1)</script>")], signature_lines=["<i>Anna"]))

    assert "<script" not in html
    assert "<i>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_the_signature_never_stands_alone_on_a_page(area):
    for count in range(20, 60, 3):
        text = mark_safe("".join(f"<p>Line {number}.</p>" for number in range(count)))
        last = pages(prints.preview_sheet(sheet(content=text)))[-1]
        assert f"Line {count - 1}." in last


# What is kept ----------------------------------------------------------------------------------------------------


def test_a_private_print_is_in_the_restricted_store_alone_and_a_public_one_in_the_public(area):
    private, public = printed(area), printed(area, access=Access.PUBLIC, key=2, title="Public")

    assert stored(private.file.sha256) == {StoreName.RESTRICTED}
    assert stored(public.file.sha256) == {StoreName.PUBLIC}
    assert not on_disk(StoreName.PUBLIC, private.file.sha256)


def test_publishing_moves_the_same_bytes_and_withdrawing_takes_them_out_of_the_public_store(
    area, django_capture_on_commit_callbacks
):
    kept = printed(area)
    before = read_bytes(kept.file)

    with django_capture_on_commit_callbacks(execute=True):
        public = prints.publish_print(kept=kept, actor=None)
    assert (public.access, read_bytes(public.file)) == (Access.PUBLIC, before)
    assert stored(public.file.sha256) == {StoreName.PUBLIC}

    with django_capture_on_commit_callbacks(execute=True):
        gone = prints.withdraw_print(kept=public, reason="It was sent twice", actor=None)
    assert (gone.withdrawn_reason, read_bytes(gone.file)) == ("It was sent twice", before)
    assert not on_disk(StoreName.PUBLIC, gone.file.sha256)
    assert prints.newest_print("report", 1) is None


def test_a_file_that_two_prints_share_stays_public_for_the_other(area, django_capture_on_commit_callbacks):
    one, other = printed(area, access=Access.PUBLIC), printed(area, access=Access.PUBLIC, key=2)
    assert one.file == other.file

    with django_capture_on_commit_callbacks(execute=True):
        prints.withdraw_print(kept=one, reason="Sent twice", actor=None)

    assert on_disk(StoreName.PUBLIC, other.file.sha256)
    assert read_bytes(Print.objects.get(pk=other.pk).file)


def test_what_was_printed_is_never_swept_away(area):
    kept = printed(area)
    sweep_files()

    assert read_bytes(kept.file)


def test_printing_again_what_did_not_change_gives_the_print_there_is_on_any_day(area):
    first = printed(area)
    with clock.stand_on(date(2031, 5, 5)):
        again = printed(area)
    other = printed(area, title="Another")

    assert again == first
    assert (other.number, other.file != first.file) == (2, True)
    assert AuditEntry.objects.filter(action="documents.printed").count() == 2


def test_a_table_that_does_not_fit_is_refused_and_nothing_is_kept(area):
    with pytest.raises(ValidationError) as refusal:
        printed(area, content=mark_safe(WIDE))

    assert refusal.value.code == "too-wide"
    assert not Print.objects.exists()
    assert not StoredFile.objects.exists()


def test_the_trail_names_the_print_without_its_words(area):
    printed(area, title="CANARY-TITLE", content=mark_safe("<p>CANARY-WORDS</p>"))

    (entry,) = AuditEntry.objects.filter(action="documents.printed")
    assert "CANARY" not in str(vars(entry))
    assert (entry.detail["of"], entry.detail["number"]) == ("report", 1)


def test_the_web_page_has_the_printed_words_in_the_classes_of_the_design_system(area):
    html = prints.web_html(printed(area))

    assert '<p class="govuk-body">The panel said so.</p>' in html
    assert '<h2 class="govuk-heading-m">Why</h2>' in html
    assert '<table class="govuk-table facts">' in html
    assert '<th class="govuk-table__header nowrap" scope="row">Date</th>' in html


# How it is sent --------------------------------------------------------------------------------------------------


def test_a_public_file_is_checked_again_and_a_private_one_never_stored(area):
    reader = UserFactory()
    public = response_for(request_of(reader), printed(area, access=Access.PUBLIC), "a.pdf")
    private = response_for(request_of(reader), printed(area, key=2, title="Other"), "b.pdf")

    assert public["Cache-Control"] == "no-cache"
    assert private["Cache-Control"] == "private, no-store"
    assert private["Content-Disposition"] == 'inline; filename="b.pdf"'
    readings = AuditEntry.objects.filter(action="documents.restricted_read")
    assert [entry.actor for entry in readings] == [reader]


def test_an_unchanged_file_is_not_sent_twice(area):
    kept = printed(area)
    reader = UserFactory()
    answer = response_for(request_of(reader, **{"If-None-Match": f'"{kept.file.sha256}"'}), kept, "a.pdf")

    assert answer.status_code == 304
    assert answer["Cache-Control"] == "private, no-store"
    assert not AuditEntry.objects.filter(action="documents.restricted_read").exists()


def test_a_withdrawn_public_print_is_private(area):
    kept = prints.withdraw_print(kept=printed(area, access=Access.PUBLIC), reason="Wrong", actor=None)

    assert response_for(request_of(UserFactory()), kept, "a.pdf")["Cache-Control"] == "private, no-store"


def test_a_lost_file_is_not_found(area):
    kept = printed(area)
    (Path(settings.STORES[kept.file.store]) / kept.file.sha256[:2] / kept.file.sha256[2:4] / kept.file.sha256).unlink()

    with pytest.raises(Http404):
        response_for(request_of(UserFactory()), kept, "a.pdf")


# How it is tagged ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("is_letter", [False, True])
def test_our_own_check_finds_nothing(area, is_letter):
    assert structure_problems(prints.preview_sheet(sheet(is_letter=is_letter, content=LONG))) == []


@pytest.mark.skipif(JAVA is None or not jars(), reason="needs java and veraPDF, as tests/documents/test_verapdf.py says")
def test_verapdf_finds_nothing_in_either_kind(area, tmp_path):
    rich = markdown.render("## A\n\n- one\n- two\n\n| Band | £ |\n|---|---|\n| A | 1 |\n\n1. first\n\n> quoted\n", for_pdf=True)
    for name, changes in {"sheet": {}, "letter": {"is_letter": True}, "exempt": {"exempt_line": "Exempt"}}.items():
        (tmp_path / f"{name}.pdf").write_bytes(prints.preview_sheet(sheet(content=rich + LONG, **changes)))

    assert broken_rules(sorted(tmp_path.glob("*.pdf"))) == {"exempt": [], "letter": [], "sheet": []}
