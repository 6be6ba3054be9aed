"""The page of findings: what a clerk and an author see of a file, and what the clerk decides there."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.choices import Role
from accounts.models import AuditEntry
from documents.choices import FindingKind, FindingState
from documents.models import Finding, Paper
from documents.services.findings import open_blocking
from meetings import services
from meetings.choices import RequestStatus
from meetings.models import AgendaItem, Meeting, PaperRequest
from meetings.services.papers import Upload
from tests.documents.samples import plain_pdf
from tests.factories.panels import AppointmentFactory

QUERIES = 11
SECRET = "Quince earns 91,000"
HIDDEN = f"BT /F1 14 Tf 100 700 Td ({SECRET}) Tj ET 0 g 90 690 280 34 re f".encode()


@pytest.fixture(autouse=True)
def stores(settings, tmp_path):
    settings.STORES = {name: tmp_path / name for name in ("public", "restricted")}


@pytest.fixture
def item(ready):
    return AgendaItem.objects.get(meeting=ready)


@pytest.fixture
def paper(item, clerk):
    """A draft on the agenda whose file is plain; tests put findings into it."""
    upload = Upload("review.pdf", plain_pdf(pages=2, text="All may read this"))
    return services.add_paper(item=item, actor=clerk, title="Review", upload=upload)


@pytest.fixture
def author(area):
    return AppointmentFactory(area=area, role=Role.OFFICE_DECISIONS, user__email="author@panel.example").user


@pytest.fixture
def as_clerk(client, clerk):
    client.force_login(clerk)
    return client


def found(paper, kind=FindingKind.BOX, **facts):
    facts = {"page": 1, "quote": SECRET, "marks": [[0.1, 0.1, 0.5, 0.2]]} | facts
    return Finding.objects.create(version=paper.current, position=paper.current.findings.count() + 1, kind=kind, **facts)


def address(name, paper, *more):
    return reverse(f"meetings:{name}", args=[paper.area.slug, paper.collection, paper.slug, *more])


def shown(response):
    return response.content.decode()


def said(response):
    return [str(message) for message in response.context["messages"]]


# The page --------------------------------------------------------------------------------------------------------


def test_a_file_in_which_nothing_was_found_has_nothing_to_decide(as_clerk, paper):
    page = shown(as_clerk.get(address("finding-list", paper)))

    assert "Is this file safe to publish?" in page
    assert "Accepted" in page
    assert "Nothing is left to decide." in page
    assert paper.get_absolute_url() in page


def test_the_page_quotes_what_was_found_by_page_and_offers_what_can_be_done(as_clerk, paper):
    found(paper)
    found(paper, FindingKind.UNSEEN, page=None, quote="", marks=[])
    found(paper, FindingKind.COMMENT, page=2, quote="Is this right?", marks=[])

    response = as_clerk.get(address("finding-list", paper))

    page = shown(response)
    assert "2 findings to decide before the paper goes out" in page
    assert [(one.number, one.alt) for one in response.context["pages"]] == [
        (1, "Page 1 of the file. Marked: text under a box"), (None, ""),
    ]  # fmt: skip
    assert [[(line.can_keep, line.can_remove) for line in one.lines] for one in response.context["pages"]] == [
        [(True, True)], [(True, False)],
    ]  # fmt: skip
    assert SECRET in page
    assert "A box covers these words, but anybody can copy them out of the file." in page
    assert "Good to know" in page
    assert "Is this right?" in page
    assert address("finding-picture", paper, 1) in page
    assert 'loading="lazy"' in page


def test_one_button_for_everything_is_there_only_when_there_is_more_than_one(as_clerk, paper):
    found(paper)
    assert "Remove all hidden text" not in shown(as_clerk.get(address("finding-list", paper)))

    found(paper, FindingKind.WHITE, page=2)
    assert "Remove all hidden text" in shown(as_clerk.get(address("finding-list", paper)))


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_page_asks_the_database_as_often_for_many_as_for_one(as_clerk, paper, clerk, count, django_assert_num_queries):
    decided = {"state": FindingState.KEPT, "reason": "A logo", "decided_at": paper.current.created_at, "decided_by": clerk}
    Finding.objects.bulk_create(
        Finding(version=paper.current, position=place, kind=FindingKind.BOX, page=1 + place % 2, quote="x", **decided)
        for place in range(1, count + 1)
    )
    url = address("finding-list", paper)
    as_clerk.get(url)

    with django_assert_num_queries(QUERIES):
        assert as_clerk.get(url).status_code == 200


def test_long_lists_come_in_parts_of_fifty(as_clerk, paper):
    Finding.objects.bulk_create(
        Finding(version=paper.current, position=place, kind=FindingKind.BOX, page=1, quote="x") for place in range(1, 61)
    )

    first, second = (as_clerk.get(address("finding-list", paper) + query) for query in ("", "?page=2"))

    assert [len(page.context["pages"][0].lines) for page in (first, second)] == [50, 10]


# Who -------------------------------------------------------------------------------------------------------------


def test_the_author_of_a_draft_reads_it_and_decides_nothing(client, paper, author):
    finding = found(paper)
    Paper.objects.filter(pk=paper.pk).update(author=author)
    client.force_login(author)

    page = shown(client.get(address("finding-list", paper)))
    answers = [
        client.post(address("finding-list", paper), {"version": 1}).status_code,
        client.get(address("finding-decide", paper, 1, "keep")).status_code,
        client.post(address("finding-decide", paper, 1, "keep"), {"version": 1, "reason": "Mine"}).status_code,
        client.post(address("finding-decide", paper, 1, "remove"), {"version": 1}).status_code,
    ]

    assert SECRET in page
    assert "Keep with a reason" not in page
    assert ">Remove" not in page
    assert answers == [403, 403, 403, 403]
    finding.refresh_from_db()
    assert finding.state == FindingState.OPEN


def test_others_do_not_learn_that_a_draft_has_findings(client, paper, member):
    found(paper)
    client.force_login(member)

    assert client.get(address("finding-list", paper)).status_code == 404
    assert client.get(address("finding-picture", paper, 1)).status_code == 404


def test_reading_what_was_found_is_in_the_trail(as_clerk, paper):
    as_clerk.get(address("finding-list", paper))

    assert AuditEntry.objects.filter(action="documents.restricted_read", target_reference=paper.reference).count() == 1


# Deciding --------------------------------------------------------------------------------------------------------


def test_keeping_asks_for_a_reason_beside_its_field(as_clerk, paper):
    finding = found(paper)
    url = address("finding-decide", paper, 1, "keep")

    refused = as_clerk.post(url, {"version": 1, "reason": ""})
    kept = as_clerk.post(url, {"version": 1, "reason": "The heading says it"}, follow=True)

    assert refused.context["form"].errors == {"reason": ["Say why it may stay"]}
    assert "Error: Keep it in the file" in shown(refused)
    assert "It stays in the file, with your reason" in said(kept)
    assert "Why: The heading says it" in shown(kept)
    finding.refresh_from_db()
    assert finding.state == FindingState.KEPT


def test_what_was_kept_is_decided_again(as_clerk, paper, clerk):
    finding = found(paper, state=FindingState.KEPT, reason="A logo", decided_at=paper.current.created_at, decided_by=clerk)

    page = shown(as_clerk.get(address("finding-list", paper)))
    done = as_clerk.post(address("finding-decide", paper, 1, "reopen"), {"version": 1}, follow=True)

    assert "Decide again" in page
    assert "Nothing is left to decide." in page
    assert said(done) == ["Decide again what to do with it"]
    finding.refresh_from_db()
    assert finding.state == FindingState.OPEN


@pytest.mark.parametrize("act", ["keep", "remove", "reopen"])
def test_a_decision_about_another_file_is_refused(as_clerk, paper, act):
    finding = found(paper)

    answer = as_clerk.post(address("finding-decide", paper, 1, act), {"version": 7, "reason": "A logo"}, follow=True)

    assert "The paper has another file now. Look at what was found in it" in shown(answer)
    finding.refresh_from_db()
    assert finding.state == FindingState.OPEN


def test_acts_are_sent_and_others_are_not_there(as_clerk, paper):
    found(paper)

    assert as_clerk.get(address("finding-decide", paper, 1, "remove")).status_code == 405
    assert as_clerk.post(address("finding-decide", paper, 1, "burn")).status_code == 404
    assert as_clerk.post(address("finding-decide", paper, 9, "remove")).status_code == 404


# From upload to accepted -----------------------------------------------------------------------------------------


def test_an_upload_that_hides_words_leads_to_its_findings_and_out_again(as_clerk, ready, item):
    url = reverse("meetings:paper-add", args=[ready.area.slug, ready.slug, item.slug, "upload"])
    token = as_clerk.get(url).context["form"]["token"].value()
    file = SimpleUploadedFile("pay.pdf", plain_pdf(text="All may read this", content=HIDDEN), "application/pdf")
    sent = as_clerk.post(url, {"title": "Pay", "orientation": "portrait", "token": token, "file": file}, follow=True)

    paper = Paper.objects.for_page().get(title="Pay")
    assert sent.redirect_chain == [(address("finding-list", paper), 302)]
    assert said(sent) == ["The paper is on the agenda. 1 finding must be decided before it goes out"]
    assert SECRET in shown(sent)
    builder = reverse("meetings:agenda-detail", args=[ready.area.slug, ready.slug])
    assert "1 to review" in shown(as_clerk.get(builder))
    assert "1 finding to decide" in shown(as_clerk.get(paper.get_absolute_url()))

    before = Meeting.objects.get(pk=ready.pk).version
    mended = as_clerk.post(address("finding-decide", paper, 1, "remove"), {"version": 1}, follow=True)

    assert said(mended) == ["The hidden words are out of the file. Look at its pages before it goes out"]
    assert "Nothing is left to decide." in shown(mended)
    assert "Removed" in shown(mended)
    assert SECRET in shown(mended)
    assert Meeting.objects.get(pk=ready.pk).version == before + 1
    paper = Paper.objects.for_page().get(pk=paper.pk)
    assert (paper.current.number, open_blocking([paper])) == (2, {})
    assert SECRET not in shown(as_clerk.get(paper.get_absolute_url()))
    assert "to review" not in shown(as_clerk.get(builder))


def test_all_hidden_words_of_a_file_go_with_one_button(as_clerk, item, clerk):
    upload = Upload("pay.pdf", plain_pdf(pages=3, text="All may read this", content=HIDDEN))
    paper = services.add_paper(item=item, actor=clerk, title="Pay", upload=upload)

    done = as_clerk.post(address("finding-list", paper), {"version": 1}, follow=True)

    states = [one.state for one in Paper.objects.get(pk=paper.pk).current.findings.filter(kind=FindingKind.BOX)]
    assert states == [FindingState.REMOVED] * 3
    assert "Nothing is left to decide." in shown(done)


def test_the_picture_of_a_page_is_for_nobody_else_and_kept_nowhere(as_clerk, paper):
    found(paper)

    answer = as_clerk.get(address("finding-picture", paper, 1))

    assert (answer["Content-Type"], answer["Cache-Control"]) == ("image/png", "private, no-store")
    assert answer.content.startswith(b"\x89PNG")
    assert as_clerk.get(address("finding-picture", paper, 3)).status_code == 404


# A report that somebody was asked for ----------------------------------------------------------------------------


@pytest.fixture
def asked(item, paper, author):
    """The paper came from an officer who was asked for it."""
    Paper.objects.filter(pk=paper.pk).update(author=author)
    return PaperRequest.objects.create(
        meeting=item.meeting, item=item, number=1, asked_of=author, title="Review", status=RequestStatus.SUBMITTED,
        due_on=item.meeting.held_on, paper=paper, asked_at=paper.current.created_at, submitted_at=paper.current.created_at,
    )  # fmt: skip


def test_the_clerk_returns_a_report_from_its_findings_and_the_author_sends_another(client, clerk, paper, author, asked):
    found(paper)
    pages = {}
    for person in (clerk, author):
        client.force_login(person)
        pages[person] = shown(client.get(address("finding-list", paper)))

    assert f"{asked.get_absolute_url()}return/" in pages[clerk]
    assert "Send a file without them" in pages[author]
    assert asked.get_absolute_url() in pages[author]
    assert f"{asked.get_absolute_url()}return/" not in pages[author]


def test_without_a_request_the_page_says_how_to_ask_for_a_new_file(as_clerk, paper):
    found(paper)

    page = shown(as_clerk.get(address("finding-list", paper)))

    assert "Ask the author for a new file" in page
    assert address("paper-update", paper) in page
