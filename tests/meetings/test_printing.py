"""Printed minutes: what they say, how they are tagged, and that what went out stays as it was."""

from datetime import date
from io import BytesIO

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from pypdfium2 import PdfDocument

from accounts.models import AuditEntry
from documents import rendering
from documents.assembly.check import structure_problems
from documents.choices import StoreName
from documents.services.files import read_bytes, sweep_files
from interface import clock
from meetings.choices import EntryKind, MinutesEdition, MinutesStatus, Publication
from meetings.models import MinuteEntry, MinuteItem, Minutes, MinutesPrint
from meetings.services.minutes import printing
from tests.documents.structure import read_structure
from tests.documents.test_verapdf import JAVA, broken_rules, jars
from tests.factories.minutes import CorrectionFactory, CorrigendumFactory, HeldMeetingFactory
from tests.meetings.printed import HIDDEN, SENSITIVE, again, entry, item, minutes_of_february

WIDE = "| " + " | ".join("W" * 60 for _column in range(4)) + " |\n" + "|---" * 4 + "|\n"


@pytest.fixture
def minutes(body):
    return minutes_of_february(body)


def pages(pdf):
    """The words of each page, each line of print once."""
    with PdfDocument(pdf) as document:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def text(pdf):
    return " ".join(pages(pdf))


def letters(words):
    """Without spaces and hyphens, which a line's end adds and takes."""
    return "".join(filter(str.isalnum, words))


def all_of(pdf):
    """Every byte of a PDF that says something: streams unpacked, names and strings, and the letters on its pages."""
    with pikepdf.open(BytesIO(pdf)) as document:
        streams = [one.read_bytes() for one in document.objects if isinstance(one, pikepdf.Stream)]
        objects = [repr(one).encode() for one in document.objects if not isinstance(one, pikepdf.Stream)]
    words = text(pdf).encode()
    return b"\n".join([*streams, *objects, words, letters(text(pdf)).encode()])


def confirmed(minutes):
    later = HeldMeetingFactory(body=minutes.meeting.body, held_on=date(2022, 3, 17))
    said = {"status": MinutesStatus.CONFIRMED, "confirmed_meeting": later, "signed_by": "Heather Shearer"}
    Minutes.objects.filter(pk=minutes.pk).update(**said)
    return again(minutes)


# What is printed -------------------------------------------------------------------------------------------------


def test_the_draft_says_what_happened_in_order(minutes):
    words = text(printing.draft_pdf(minutes, private=False))

    for sentence in (
        "Draft minutes Avon Police and Crime Panel Tuesday 1 February 2022 The Deane House, Belvedere Road, Taunton TA1 1HE",
        "Draft. Not agreed until the panel confirms it.",
        "In the chair Heather Shearer Started 10:30am Ended 1:50pm Published as a draft Friday 11 February 2022",
        "Attendance Members of the panel Heather Shearer, Mendip District Council, Chair Asher Craig, Bristol City Council",
        "Host authority officers Lead Officer to the Panel",
        "Commissioner and office Mark Shelford, Police and Crime Commissioner",
        "Apologies for absence Nicola Clark, South Somerset District Council",
        "Asher Craig arrived at 10:50am.",
        "Business of the meeting 1 Declarations of interest Heather Shearer declared an interest (other interest) in item 1.",
        "2 Scrutiny of the precept Figures were shown.",
        "Posts Measure Figure Officers 456 Staff 187",
        "Heather Shearer asked: Would the fleet meet the climate strategy?",
        "The Commissioner answered: It was being reviewed.",
        "Resolution 2/1. The panel unanimously resolved to endorse the precept of £251.20. (12 for, 2 not recorded)",
        "Action A-2022-004. To define serious violence. Owner: Strategic Planning and Performance Officer, by the next meeting",
        "Recommendation R-2022-001. The panel recommended to the Commissioner: To publish the data.",
        "4 Staffing matter Private: Local Government Act 1972, Schedule 12A, paragraph 1",
        "The panel dealt with a staffing matter.",
        "(The meeting ended at 1:50pm.)",
        "Recommendations Recommendations made on Tuesday 1 February 2022 Reference Item Recommendation To whom",
        "Actions Actions agreed on Tuesday 1 February 2022 Reference Item Action Owner By when",
    ):
        assert sentence in words
        words = words[words.index(sentence) + len(sentence) :]
    assert "Signed" not in words


def test_every_page_says_which_of_how_many_it_is(minutes):
    found = pages(printing.draft_pdf(minutes, private=False))
    count = len(found)

    assert count > 1
    for number, words in enumerate(found, start=1):
        assert words.endswith(f"Page {number} of {count}") or f"Page {number} of {count}" in words
        assert words.count(" of the panel, ") == 0
        assert "Avon Police and Crime Panel, Tuesday 1 February 2022" in words
        assert "Exempt:" not in words


def test_a_resolution_is_printed_in_bold(minutes):
    with pikepdf.open(BytesIO(printing.draft_pdf(minutes, private=False))) as document:
        fonts = {str(font.BaseFont) for page in document.pages for font in page.Resources.Font.values()}
    html = printing.minutes_html(minutes, edition=MinutesEdition.DRAFT, private=False)

    assert any("Bold" in name for name in fonts)
    start = '<div class="entry resolution" id="resolution-2-1"><p><strong>Resolution 2/1.</strong> The panel unanimously'
    assert f"{start} resolved to endorse the precept of £251.20. (12 for, 2 not recorded)</p>" in html
    assert ".resolution { " in (rendering.STATIC / "css" / "pack.css").read_text()


def test_a_screen_reader_meets_headings_lists_and_whole_tables(minutes):
    pdf = printing.draft_pdf(minutes, private=False)
    top = read_structure(pdf)
    headings = [(kid.kind, kid.text) for kind in ("/H1", "/H2", "/H3") for kid in top.all(kind)]

    assert structure_problems(pdf) == []
    assert headings == [
        ("/H1", "Avon Police and Crime Panel"),
        *(("/H2", words) for words in ("Attendance", "Business of the meeting", "Recommendations", "Actions")),
        *(("/H3", words) for words in ("Members of the panel", "Host authority officers", "Commissioner and office")),
        ("/H3", "Apologies for absence"),
        *(("/H3", words) for words in ("1 Declarations of interest", "2 Scrutiny of the precept", "3 Performance summary")),
        ("/H3", "4 Staffing matter"),
    ]
    assert [len(list(table.all("/TR"))) for table in top.all("/Table")] == [4, 3, 2, 2]
    assert [point.text for point in top.all("/LI")][:2] == [
        "Heather Shearer, Mendip District Council, Chair",
        "Asher Craig, Bristol City Council",
    ]
    (last,) = list(top.all("/Table"))[-1:]
    assert [cell.scope for cell in last.all("/TH")] == ["/Column"] * 5 + ["/Row"]
    assert "Page 1" not in top.text  # what stands at the head and foot is an artefact


def test_the_file_names_itself_and_claims_the_standard(minutes):
    with pikepdf.open(BytesIO(printing.draft_pdf(minutes, private=False))) as document:
        info = document.open_metadata()
        assert info["dc:title"] == "Draft minutes: Avon Police and Crime Panel, Tuesday 1 February 2022"
        assert info["pdfuaid:part"] == "1"
        assert document.Root.Lang == "en-gb"


def test_the_same_minutes_give_the_same_bytes(minutes):
    with clock.stand_on(date(2022, 3, 1)):
        first = printing.draft_pdf(minutes, private=True)
    with clock.stand_on(date(2023, 3, 1)):
        assert printing.draft_pdf(again(minutes), private=True) == first


def test_minutes_being_written_say_so(minutes):
    Minutes.objects.filter(pk=minutes.pk).update(status=MinutesStatus.DRAFTING, published_at=None)
    words = text(printing.draft_pdf(again(minutes), private=True))

    assert "Minutes being written" in words
    assert "Not published. For the clerk and the Chair." in words
    assert "Published as a draft" not in words


def test_confirmed_minutes_end_with_a_line_to_sign(minutes):
    pdf = printing.draft_pdf(confirmed(minutes), private=False)
    words = text(pdf)

    assert structure_problems(pdf) == []
    assert "Draft" not in words.replace("Published as a draft", "")
    assert words.startswith("Minutes, with corrigenda Avon Police and Crime Panel Tuesday 1 February 2022")
    assert "Confirmed at the meeting of Thursday 17 March 2022." in words
    assert "Confirmed as a true record at the meeting of Thursday 17 March 2022. Signed: Heather Shearer Date" in words


def test_corrections_and_corrigenda_stand_beside_what_they_correct(minutes):
    minutes = confirmed(minutes)
    resolved = MinuteEntry.objects.get(minutes=minutes, kind=EntryKind.RESOLUTION, item__number="2")
    said = {"quoted": "£251.10", "proposed": "£251.20", "minutes": minutes, "entry": resolved}
    with clock.stand_on(date(2022, 3, 2)):
        CorrectionFactory(**said, status="accepted", decided_at=clock.now())
        CorrectionFactory(**said | {"quoted": "CANARY-DECLINED"}, status="declined")
        CorrigendumFactory(minutes=minutes, entry=resolved, text="Twelve of fourteen.", reason="Miscounted.")
        CorrigendumFactory(minutes=minutes, entry=None, text="The hall was cold.", reason="Asked for.")
    words = text(printing.draft_pdf(again(minutes), private=False))

    beside = words[words.index("Resolution 2/1") : words.index("Performance summary")]
    assert "Correction 2, accepted on Wednesday 2 March 2022: “£251.10” became “£251.20”." in beside
    assert "Corrigendum 2, Wednesday 2 March 2022. Twelve of fourteen. Why: Miscounted." in beside
    assert "Minutes, with corrigenda" in words
    assert "Corrigenda Corrigendum 3, Wednesday 2 March 2022. The hall was cold. Why: Asked for." in words
    assert "CANARY" not in words


# What is private -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("edition", MinutesEdition.values)
def test_nothing_private_is_in_any_public_file(minutes, edition):
    kept = printing.print_minutes(minutes=confirmed(minutes), edition=edition, actor=None)
    public = all_of(read_bytes(kept.public))

    assert [word for word in (*HIDDEN, SENSITIVE, "CANARY") if word.encode() in public or letters(word).encode() in public] == []
    assert "CANARY" not in kept.public_html


def test_the_members_file_holds_the_private_item_and_says_so(minutes):
    kept = printing.print_minutes(minutes=minutes, edition=MinutesEdition.DRAFT, actor=None)
    pdf = read_bytes(kept.members)
    found = pages(pdf)

    assert structure_problems(pdf) == []
    assert [word for word in HIDDEN if letters(word) not in letters("".join(found))] == []
    assert all("Exempt: panel members and officers. Not for publication" in words for words in found)
    assert SENSITIVE not in " ".join(found)  # s.32: not even there
    assert (kept.public.store, kept.members.store) == (StoreName.PUBLIC, StoreName.RESTRICTED)


def test_no_members_file_where_nothing_is_private(minutes):
    MinuteItem.objects.filter(minutes=minutes).update(access="public")
    kept = printing.print_minutes(minutes=minutes, edition=MinutesEdition.DRAFT, actor=None)

    assert (kept.members, kept.members_html) == (None, "")
    assert "Exempt:" not in text(printing.draft_pdf(again(minutes), private=True))


@pytest.mark.parametrize("publication", [Publication.NOTICE, Publication.MEMBERS])
def test_a_closed_meeting_puts_nothing_in_the_public_store(body, publication):
    minutes = minutes_of_february(body, publication=publication)
    kept = printing.print_minutes(minutes=minutes, edition=MinutesEdition.DRAFT, actor=None)

    assert (kept.public.store, kept.members.store) == (StoreName.RESTRICTED, StoreName.RESTRICTED)
    assert "To define serious violence" not in text(read_bytes(kept.public))
    assert "To define serious violence" in text(read_bytes(kept.members))


# The decisions sheet and extracts --------------------------------------------------------------------------------


def test_the_sheet_holds_decisions_and_no_debate(minutes):
    kept = printing.print_minutes(minutes=minutes, edition=MinutesEdition.DECISIONS, actor=None)
    pdf = read_bytes(kept.public)
    words = text(pdf)

    assert structure_problems(pdf) == []
    assert words.startswith("Decisions and actions Avon Police and Crime Panel Tuesday 1 February 2022 The Deane House")
    for kept_words in (
        "Heather Shearer declared",
        "Resolution 2/1",
        "Action A-2022-004",
        "Recommendation R-2022-001",
        "Staffing",
    ):
        assert kept_words in words
    for left_out in ("Figures were shown", "climate strategy", "Published as a draft", "Signed"):
        assert left_out not in words


def test_an_extract_holds_one_item(minutes):
    wanted = MinuteItem.objects.get(minutes=minutes, number="2")
    pdf = printing.excerpt_pdf(minutes, wanted, private=False)
    words = text(pdf)

    assert structure_problems(pdf) == []
    assert "Extract: one item of these minutes 2 Scrutiny of the precept Figures were shown." in words
    assert "Draft. Not agreed until the panel confirms it." in words
    assert "Performance summary" not in words
    assert "Apologies" not in words


def test_an_extract_of_what_is_out_says_what_went_out(minutes):
    wanted = MinuteItem.objects.get(minutes=minutes, number="2")
    live = text(printing.excerpt_pdf(minutes, wanted, private=False))
    printing.print_minutes(minutes=minutes, edition=MinutesEdition.DRAFT, actor=None)
    assert text(printing.excerpt_pdf(minutes, wanted, private=False)) == live
    MinuteItem.objects.filter(pk=wanted.pk).update(title="Another title")
    minutes.chair.name = "Another name"
    minutes.chair.save()

    words = text(printing.excerpt_pdf(again(minutes), wanted, private=False))
    assert "2 Scrutiny of the precept" in words
    assert "Another" not in words
    Minutes.objects.filter(pk=minutes.pk).update(status=MinutesStatus.CHECKED)
    assert "Another title" in text(printing.excerpt_pdf(again(minutes), wanted, private=False))


def test_the_kept_text_has_the_addresses_of_the_page(minutes):
    kept = printing.print_minutes(minutes=minutes, edition=MinutesEdition.DRAFT, actor=None)

    for anchor in ("item-item-2", "resolution-2-1", "action-3-1", "recommendation-3-1", "item-staffing-matter"):
        assert kept.public_html.count(f'id="{anchor}"') == 1
    assert "action-4-1" in kept.members_html
    assert "action-4-1" not in kept.public_html


def test_an_extract_of_a_private_item_is_kept_in_no_cache(minutes, settings, tmp_path):
    settings.STORES = {store: tmp_path / store for store in StoreName.values}
    hidden = MinuteItem.objects.get(minutes=minutes, number="4")

    assert "CANARY-NOTE" in text(printing.excerpt_pdf(minutes, hidden, private=True))
    assert list(tmp_path.rglob("*.pdf")) == []
    printing.excerpt_pdf(minutes, hidden, private=False)
    (kept,) = tmp_path.rglob("*.pdf")
    assert b"CANARY" not in all_of(kept.read_bytes())


# What went out stays ---------------------------------------------------------------------------------------------


def test_a_print_stays_when_the_minutes_change(minutes, clerk):
    first = printing.print_minutes(minutes=minutes, edition=MinutesEdition.DRAFT, actor=clerk)
    before = read_bytes(first.public), first.public_html
    MinuteEntry.objects.filter(text__startswith="to endorse").update(text="to endorse the precept of £999.")
    second = printing.print_minutes(minutes=minutes, edition=MinutesEdition.DRAFT, actor=clerk)

    sweep_files()
    first.refresh_from_db()
    assert (first.number, second.number) == (1, 2)
    assert (read_bytes(first.public), first.public_html) == before
    assert "£251.20" in text(before[0])
    assert "£999" in text(read_bytes(second.public))
    acts = AuditEntry.objects.filter(action="meetings.minutes_printed").order_by("sequence")
    assert [act.detail["number"] for act in acts] == [1, 2]
    assert "CANARY" not in str([act.detail for act in acts])


def test_printing_again_what_did_not_change_gives_the_print_there_is(minutes):
    first = printing.print_minutes(minutes=minutes, edition=MinutesEdition.DRAFT, actor=None)

    assert printing.print_minutes(minutes=minutes, edition=MinutesEdition.DRAFT, actor=None) == first
    assert MinutesPrint.objects.count() == 1
    assert AuditEntry.objects.filter(action="meetings.minutes_printed").count() == 1


def test_a_change_that_members_alone_read_makes_a_new_print(minutes):
    first = printing.print_minutes(minutes=minutes, edition=MinutesEdition.DRAFT, actor=None)
    MinuteEntry.objects.filter(text="CANARY-NOTE").update(text="CANARY-OTHER")
    second = printing.print_minutes(minutes=minutes, edition=MinutesEdition.DRAFT, actor=None)

    assert first.public == second.public
    assert first.members != second.members


def test_a_table_that_does_not_fit_is_refused_and_nothing_is_kept(minutes):
    wide = item(minutes, "Wide")
    entry(wide, EntryKind.NARRATIVE, WIDE + WIDE.splitlines()[0])

    with pytest.raises(ValidationError) as refusal:
        printing.print_minutes(minutes=minutes, edition=MinutesEdition.DRAFT, actor=None)

    (words,) = refusal.value.messages
    assert words.startswith("Page ")
    assert words.endswith("a table is wider than the page. Shorten the table")
    assert not MinutesPrint.objects.exists()


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_text_asks_the_same_questions_of_any_minutes(minutes, count, django_assert_num_queries):
    long = item(minutes, "Long")
    start = {"minutes": minutes, "item": long, "kind": EntryKind.NARRATIVE, "created_at": clock.now()}
    MinuteEntry.objects.bulk_create(
        MinuteEntry(**start, number=1000 + number, position=number, text=f"Note {number}") for number in range(count)
    )
    minutes = again(minutes)

    with django_assert_num_queries(10):
        html = printing.minutes_html(minutes, edition=MinutesEdition.DRAFT, private=True)
    assert html.count("<p>Note ") == count


@pytest.mark.skipif(JAVA is None or not jars(), reason="needs java and veraPDF, as tests/documents/test_verapdf.py says")
def test_verapdf_finds_nothing_in_any_of_the_files(minutes, tmp_path):
    signed = confirmed(minutes)
    wide = "".join(f"| Column {column} " for column in range(9)) + "|\n" + "|---" * 9 + "|\n" + "| 1 " * 9 + "|\n"
    entry(item(minutes, "Lists"), EntryKind.NARRATIVE, f"- one\n- two\n\n  more of two\n\n1. first\n\n{wide}")
    made = {
        "draft": printing.draft_pdf(minutes, private=False),
        "members": printing.draft_pdf(again(signed), private=True),
        "extract": printing.excerpt_pdf(minutes, minutes.items.get(number="2"), private=False),
        "sheet": read_bytes(printing.print_minutes(minutes=minutes, edition=MinutesEdition.DECISIONS, actor=None).public),
    }
    for name, pdf in made.items():
        (tmp_path / f"{name}.pdf").write_bytes(pdf)

    assert broken_rules(sorted(tmp_path.glob("*.pdf"))) == {name: [] for name in sorted(made)}
