"""The pack reader: what is on page 43, for the public, for members, and never more than is theirs."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from PIL import Image

from accounts.models import AuditEntry
from documents.models import Fetch, Pack
from documents.services import pictures
from documents.services import texts as service
from documents.services.packs import read_pack
from documents.services.papers import withdraw_paper
from documents.services.texts import pack_texts, paragraphs
from interface import clock
from jobs.services import run_all
from meetings.models import AgendaItem
from meetings.services import add_paper
from meetings.services.packs import withdraw_from_packs
from meetings.services.papers import Upload
from tests.documents.samples import plain_pdf
from tests.factories.meetings import AgendaItemFactory, ReadyMeetingFactory, publish

DRAWN = b"\x89PNG a picture"


@pytest.fixture
def drawn(monkeypatch):
    """Stands in for the confined process; gives the (page, bytes) that were asked for."""
    asked = []

    def picture(pdf, page, *, marks=(), width=1000):
        asked.append((page, pdf))
        return DRAWN + str(page).encode()

    monkeypatch.setattr("documents.intake.drawing.picture", picture)
    return asked


@pytest.fixture
def out(with_private, clerk):
    """A published meeting: an upload on page 5, a written paper after it, the private one at the end."""
    item = AgendaItemFactory(meeting=with_private, title="Update")
    upload = Upload("map.pdf", plain_pdf(pages=2, text="Map of the districts"))
    add_paper(item=item, actor=clerk, title="The map", upload=upload)
    add_paper(item=item, actor=clerk, title="Figures", text="## Results\n\n1.1 Burglary fell by four per cent.")
    return publish(with_private, actor=clerk)


def _at(meeting, page, name="page"):
    return reverse(f"meetings:pack-{name}", args=[meeting.area.slug, meeting.slug, page])


def _range(meeting, slug, edition="members"):
    return Pack.objects.get(area=meeting.area, edition=edition, status="published").manifest["ranges"][slug]


def _private(meeting):
    return next(key for key in Pack.objects.get(edition="members", status="published").manifest["ranges"] if "private" in key)


def _words(response):
    return response.content.decode()


def test_a_page_shows_its_words_its_item_and_its_neighbours(client, out):
    first, _last = _range(out, "figures")

    response = client.get(_at(out, first))

    words = _words(response)
    assert response.status_code == 200
    assert f"Page {first}" in words
    assert "1.1 Burglary fell by four per cent." in words
    assert f'rel="prev" href="{_at(out, first - 1)}"' in words
    assert f'rel="next" href="{_at(out, first + 1)}"' in words
    assert f'/papers/figures/#page-{first}"' in words
    assert response.context["entry"].label == "Item 3"
    assert _at(out, first, "picture") in words


def test_an_upload_is_read_from_what_intake_saw(client, out):
    first, _last = _range(out, "the-map")

    assert "Map of the districts" in _words(client.get(_at(out, first)))


def test_a_blank_back_says_so(client, out):
    first, last = _range(out, "figures")

    assert last == first + 1
    assert "This page is intentionally left blank" in _words(client.get(_at(out, last)))
    assert client.get(_at(out, last, "picture")).status_code == 404


def test_the_box_leads_to_the_page(client, out):
    assert client.get(f"{_at(out, 1)}?go=5").url == _at(out, 5)


@pytest.mark.parametrize(
    ("typed", "error"),
    [("999", "This pack has pages 1 to {last}"), ("0", "This pack has pages 1 to {last}"), ("five", "Enter a page number")],
)
def test_the_box_says_what_is_wrong(client, out, typed, error):
    last = Pack.objects.get(edition="public", status="published").manifest["last"]

    response = client.get(f"{_at(out, 1)}?go={typed}")

    assert error.format(last=last) in _words(response)
    assert 'id="go-error"' in _words(response)


def test_an_address_beyond_the_end_is_a_mistake_in_the_box(client, out):
    response = client.get(_at(out, 999))

    assert response.status_code == 404
    assert "There is no page 999" in _words(response)
    assert "This pack has pages 1 to" in _words(response)


def test_the_public_reads_that_pages_are_not_public_and_why(client, out):
    slug = _private(out)
    first, last = _range(out, slug)
    public_last = Pack.objects.get(edition="public", status="published").manifest["last"]

    response = client.get(_at(out, first))

    words = _words(response)
    assert response.status_code == 200
    assert f"Pages {first} to {last} are not public" in words
    assert "1: information relating to any individual" in words
    assert "One person’s employment is discussed." in words
    assert "Staffing matter" in words
    assert "CANARY" not in words
    assert f'rel="next" href="{_at(out, first)}"' in _words(client.get(_at(out, public_last)))


def test_members_read_their_edition_at_the_same_address(client, out, member):
    first, _last = _range(out, _private(out))
    client.force_login(member)

    response = client.get(_at(out, first))

    assert "CANARY-PAPER text" in _words(response)
    assert "Private" in _words(response)
    assert AuditEntry.objects.filter(action="documents.restricted_read", actor=member).count() == 1


def test_nothing_private_reaches_the_public_by_any_address(client, out, drawn):
    end = Pack.objects.get(edition="members", status="published").manifest["last"]
    first, last = _range(out, _private(out))

    for page in range(end + 3):
        for query in ("", "?find=text", "?go=7"):
            assert b"CANARY" not in client.get(f"{_at(out, page)}{query}", follow=True).content
        assert client.get(f"{_at(out, page)}?find=CANARY").context["results"].hits == []
        status = client.get(_at(out, page, "picture")).status_code
        assert status == 404 or page not in range(first, last + 1)
    assert all(b"CANARY" not in pdf for _page, pdf in drawn)
    assert {pdf for _page, pdf in drawn} == {read_pack(Pack.objects.get(edition="public", status="published"))}


def test_find_gives_pages_and_words_around(client, out):
    first, _last = _range(out, "figures")

    found = client.get(f"{_at(out, 1)}?find=burglary  fell").context["results"]

    assert (found.count, found.hits[0].place.number, found.hits[0].words) == (1, first, "Burglary fell")


def test_find_takes_words_in_any_order_when_no_page_has_them_in_one_run(client, out):
    found = client.get(f"{_at(out, 1)}?find=cent burglary").context["results"]

    assert found.count == 1


def test_find_searches_only_what_the_reader_may_have(client, out, member):
    page = f"{_at(out, 1)}?find=CANARY-PAPER text"
    public = client.get(page).context["results"]
    client.force_login(member)
    own = client.get(page).context["results"]

    assert (public.count, public.hits) == (0, [])
    assert own.count == 1
    assert AuditEntry.objects.filter(action="documents.restricted_read", actor=member).exists()


def test_find_without_a_hit_says_what_to_try(client, out):
    assert "No page holds “zebra”" in _words(client.get(f"{_at(out, 1)}?find=zebra"))


def test_a_picture_is_drawn_once_and_goes_with_its_pack(client, out, clerk, drawn, django_capture_on_commit_callbacks):
    first, _last = _range(out, "figures")
    pack = Pack.objects.get(edition="public", status="published")

    answers = [client.get(_at(out, first, "picture")) for _time in range(2)]
    again = client.get(_at(out, first, "picture"), headers={"If-None-Match": answers[0]["ETag"]})
    kept = pictures.kept_view(pack.file, f"{first - 1}.png")
    paper = out.area.papers.get(slug="the-map")
    with django_capture_on_commit_callbacks(execute=True):
        withdraw_from_packs(meeting=out, paper=paper, reason="Wrong map", actor=clerk)

    assert [answer.content for answer in answers] == [kept, kept]
    assert (len(drawn), again.status_code) == (1, 304)
    assert pack.file.store == "public"
    assert pictures.kept_view(pack.file, f"{first - 1}.png") is None
    assert client.get(_at(out, first, "picture")).status_code == 404
    assert client.get(_at(out, first, "picture"), headers={"If-None-Match": answers[0]["ETag"]}).status_code == 404
    assert "There is no pack to read yet" in _words(client.get(_at(out, first)))


def test_members_pictures_lie_in_the_restricted_store(client, out, member, drawn):
    first, _last = _range(out, _private(out))
    client.force_login(member)

    response = client.get(_at(out, first, "picture"))

    pack = Pack.objects.get(edition="members", status="published")
    assert response["Cache-Control"] == "private, no-store"
    assert pack.file.store == "restricted"
    assert pictures.kept_view(pack.file, f"{first - 1}.png") == response.content


def test_what_is_withdrawn_is_a_tombstone_even_before_the_pack_is_made_again(client, out, clerk, drawn):
    paper = out.area.papers.get(slug="figures")
    first, _last = _range(out, "figures")
    withdraw_paper(paper=paper, reason="Other year’s figures", actor=clerk)

    words = _words(client.get(_at(out, first)))

    assert "Other year’s figures" in words
    assert "Burglary" not in words
    assert client.get(_at(out, first, "picture")).status_code == 404
    assert client.get(f"{_at(out, 1)}?find=burglary").context["results"].count == 0


def test_reading_a_paper_is_noted_once_a_page(client, out):
    first, _last = _range(out, "figures")
    client.get(_at(out, first))
    client.get(_at(out, 1))

    assert [(one.kind, one.paper.slug) for one in Fetch.objects.all()] == [("reader", "figures")]


def test_without_a_pack_the_page_says_when_it_comes(client, clerk, ready):
    client.force_login(clerk)

    assert "There is no pack to read yet" in _words(client.get(_at(ready, 1)))


@pytest.mark.parametrize("papers", [1, 4])
def test_a_page_asks_the_same_questions_of_any_pack(client, body, clerk, django_assert_num_queries, papers):
    meeting = ReadyMeetingFactory(body=body)
    for number in range(papers):
        item = AgendaItemFactory(meeting=meeting, title=f"Item {number}")
        add_paper(item=item, actor=clerk, title=f"Paper {number}", text="1.1 Words.")
    publish(meeting, actor=clerk)
    page = _at(meeting, _range(meeting, "paper-0", "public")[0])
    client.get(page)

    with django_assert_num_queries(13):
        client.get(page)


def test_the_meeting_the_paper_and_the_pack_lead_to_the_reader(client, out):
    first, _last = _range(out, "figures")
    address = _at(out, first)

    for page in (out.get_absolute_url(), f"{out.get_absolute_url()}papers/figures/", f"{out.get_absolute_url()}pack/"):
        assert f'href="{address}"' in _words(client.get(page))


def test_a_real_page_is_drawn(out):
    pack = Pack.objects.get(edition="public", status="published")

    picture = Image.open(io.BytesIO(pictures.page_picture(pack=pack, sheet=0)))

    assert picture.width == pictures.WIDTH
    with pytest.raises(pictures.NoPicture):
        pictures.page_picture(pack=pack, sheet=pack.page_count)


def test_running_heads_and_numbers_are_no_part_of_the_words(out):
    pack = Pack.objects.get(edition="public", status="published")

    texts = pack_texts(pack)

    assert len(texts) == pack.page_count
    sheet = _range(out, "figures")[0] - 1
    assert texts[sheet].split("\n\n") == ["Figures", "Open or private: Open", "Results", "1.1 Burglary fell by four per cent."]
    assert f"Page {sheet + 1}" not in texts[sheet]


def test_a_pack_is_read_before_its_first_reader_comes(out):
    pack = Pack.objects.get(edition="public", status="published")
    before = pictures.kept_view(pack.file, service.KEPT)

    run_all()

    assert before is None
    assert pictures.kept_view(pack.file, service.KEPT)


def test_lines_become_paragraphs():
    text = "Heading\n1.1 This is a line that is long\nand goes on.\n1.2 This is another one\n• first\n• second"

    assert paragraphs(text) == [
        "Heading",
        "1.1 This is a line that is long and goes on.",
        "1.2 This is another one",
        "• first",
        "• second",
    ]


def test_items_that_are_private_keep_their_title_in_the_contents(client, out):
    words = _words(client.get(_at(out, 1)))

    assert "Staffing matter" in words
    assert AgendaItem.objects.filter(title="CANARY-TITLE").exists()
    assert "CANARY" not in words


def test_words_come_in_the_order_of_the_tags(ready, clerk):
    text = (
        "## Results\n\n1.1 Burglary fell, and the panel’s vice-chair asked **why**, once.\n\n- one\n- two\n\n"
        "| Month | Calls | Answered |\n|---|---|---|\n| May | 12 | 9 |\n| June | 14 | 14 |\n\n1.2 After it."
    )
    add_paper(item=ready.agenda_items.get(), actor=clerk, title="Figures", text=text)
    ready.refresh_from_db()
    publish(ready, actor=clerk)
    pack = Pack.objects.get(edition="public", status="published")

    words = pack_texts(pack)[pack.manifest["ranges"]["figures"][0] - 1]

    assert words.split("\n\n")[2:] == [
        "Results",
        "1.1 Burglary fell, and the panel’s vice-chair asked why, once.",
        "• one",
        "• two",
        "Month; Calls; Answered",
        "May: 12; 9",
        "June: 14; 14",
        "1.2 After it.",
    ]


def test_blank_pages_are_not_found(client, out):
    response = client.get(f"{_at(out, 1)}?find=intentionally")

    assert response.context["results"].count == 0
    assert f'href="{_at(out, 1)}">Back to page 1' in _words(response)


def test_the_agenda_tells_the_public_which_pages_are_not_theirs(client, out, member):
    first, last = _range(out, _private(out))

    public = _words(client.get(out.get_absolute_url()))
    client.force_login(member)
    members = _words(client.get(out.get_absolute_url()))

    assert f"Pages {first} to {last}, not public" in public
    assert _at(out, first) not in public
    assert "not public" not in members
    assert _at(out, first) in members


def test_a_pack_that_is_made_again_keeps_its_first_day(client, out, clerk, django_capture_on_commit_callbacks):
    address = reverse("meetings:pack-detail", args=[out.area.slug, out.slug])
    before = _words(client.get(address))
    first_day = Pack.objects.get(edition="public", status="published").published_at
    with clock.stand_on(clock.as_local(first_day).date() + timedelta(days=1)):
        with django_capture_on_commit_callbacks(execute=True):
            withdraw_from_packs(meeting=out, paper=out.area.papers.get(slug="figures"), reason="Wrong", actor=clerk)
        run_all()
        after = _words(client.get(address))
        contents = _words(client.get(_at(out, 1)))

    assert "Made again" not in before
    (row,) = client.get(address).context["packs"]
    assert row.first_out == first_day
    assert row.was_made_again
    assert "Made again on" in after
    assert after.count("Withdrawn") == 1
    assert "Figures (withdrawn)" in contents
