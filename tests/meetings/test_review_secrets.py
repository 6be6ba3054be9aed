"""Private evidence, what is found before the report, and reviews not published: known to nobody whose business they are not."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.choices import Role
from accounts.models import AuditEntry
from documents.choices import Access, ExemptParagraph
from interface import clock
from meetings.services.reviews import keeping, parts, reporting
from panels.models import Obligation
from tests.factories.documents import PaperFactory
from tests.factories.meetings import PrivateItemFactory
from tests.factories.minutes import HeldMeetingFactory
from tests.factories.panels import AppointmentFactory
from tests.factories.reviews import ReviewEvidenceFactory, ReviewFactory, ReviewMeetingFactory, ReviewWitnessFactory

TODAY = date(2022, 3, 20)


@pytest.fixture(autouse=True)
def on_the_day():
    with clock.stand_on(TODAY):
        yield


@pytest.fixture
def review(body):
    """A published review whose private evidence, report in hand and recommendations are canaries."""
    made = ReviewFactory(body=body, slug="rural-crime", findings="CANARY-FINDINGS", conclusions="CANARY-CONCLUSIONS")
    ReviewEvidenceFactory(review=made, private=True, title="CANARY-TITLE", given_by="CANARY-GIVER", text="CANARY-TEXT")
    ReviewEvidenceFactory(review=made, removed=True, title="CANARY-REMOVED")
    ReviewWitnessFactory(review=made, removed=True, name="CANARY-WITNESS")
    made.refresh_from_db()
    reporting.draft_recommendation(review=made, text="CANARY-DRAFT", made_to="CANARY-TO", actor=None)
    return made


def _readers(area, body):
    """The public, a member of another area, the Commissioner's office here, and an auditor."""
    elsewhere = AppointmentFactory(role=Role.PANEL_MEMBER).user
    office = AppointmentFactory(area=area, role=Role.OFFICE_DECISIONS).user
    auditor = AppointmentFactory(area=area, role=Role.AUDITOR).user
    return [None, elsewhere, office, auditor]


def _addresses(review):
    where = ["avon", review.slug]
    return [
        reverse("reviews:review-list", args=["avon"]),
        *(reverse("reviews:review-export", args=["avon", fmt]) for fmt in ("csv", "xlsx", "ods")),
        reverse("reviews:review-detail", args=where),
        reverse("reviews:report-update", args=where),
        reverse("reviews:report-issue", args=where),
        reverse("reviews:report-preview", args=where),
        reverse("reviews:evidence-update", args=[*where, 1]),
        reverse("recommendations:recommendation-list", args=["avon"]),
        reverse("recommendations:recommendation-detail", args=["avon", "R-2022-001"]),
        reverse("asked:asked-list", args=["avon"]),
        reverse("meetings:calendar-feed", args=["avon"]),
    ]


def test_nobody_else_reads_private_evidence_or_the_report_in_hand(client, area, body, review):
    for user in _readers(area, body):
        client.logout()
        if user:
            client.force_login(user)
        for address in _addresses(review):
            response = client.get(address)
            content = b"".join(response.streaming_content) if response.streaming else response.content
            assert b"CANARY" not in content, (user, address)
            assert b"canary" not in content.lower(), (user, address)


def test_page_is_the_same_to_the_byte_whether_there_is_private_evidence_or_not(client, body, review):
    bare = ReviewFactory(body=body, title=review.title, slug="rural-crimf")
    pages = [client.get(one.get_absolute_url()).content.decode().replace(one.slug, "") for one in (review, bare)]
    main = [page[page.index("<main") : page.index("</main>")] for page in pages]
    assert main[0] == main[1]


def test_members_read_private_evidence_and_no_report_in_hand(client, body, member, review):
    client.force_login(member)
    page = client.get(review.get_absolute_url()).content.decode()
    assert "CANARY-TEXT" in page
    for word in ("CANARY-FINDINGS", "CANARY-CONCLUSIONS", "CANARY-DRAFT", "CANARY-REMOVED", "CANARY-WITNESS"):
        assert word not in page


def test_clerk_reading_as_the_public_sees_what_the_public_sees(client, clerk, review):
    client.force_login(clerk)
    assert "CANARY-FINDINGS" in client.get(review.get_absolute_url()).content.decode()
    assert "CANARY" not in client.get(f"{review.get_absolute_url()}?as=public").content.decode()


def test_unpublished_review_is_not_known_to_be_there(client, area, body):
    review = ReviewFactory(body=body, unpublished=True, slug="canary-topic", title="CANARY-TOPIC", reported_on=None)
    for user in _readers(area, body):
        client.logout()
        if user:
            client.force_login(user)
        assert client.get(review.get_absolute_url()).status_code == 404
        assert b"CANARY" not in client.get(reverse("reviews:review-list", args=["avon"])).content


def test_private_item_and_private_paper_stay_private_through_a_review(client, body, member):
    review = ReviewFactory(body=body)
    meeting = HeldMeetingFactory(body=body)
    item = PrivateItemFactory(meeting__body=body, title="CANARY-ITEM")
    type(item).objects.filter(pk=item.pk).update(meeting=meeting)
    ReviewMeetingFactory(review=review, meeting=meeting, item=item, what="")
    paper = PaperFactory(
        area=body.area, body=body, collection=meeting.slug, title="CANARY-PAPER", access=Access.EXEMPT,
        exempt_paragraph=ExemptParagraph.CRIME,
    )  # fmt: skip
    ReviewEvidenceFactory(review=review, paper=paper, title="Figures")
    page = client.get(review.get_absolute_url()).content.decode()
    assert "CANARY" not in page
    assert "Staffing matter" in page
    client.force_login(member)
    assert "CANARY-ITEM" in client.get(review.get_absolute_url()).content.decode()


def test_item_of_an_agenda_that_is_not_out_is_not_named(client, body):
    review = ReviewFactory(body=body)
    meeting = HeldMeetingFactory(body=body, published_at=None, status="announced")
    item = PrivateItemFactory(meeting__body=body, title="CANARY-ITEM", neutral_title="CANARY-NEUTRAL")
    type(item).objects.filter(pk=item.pk).update(meeting=meeting)
    ReviewMeetingFactory(review=review, meeting=meeting, item=item, what="")
    assert "CANARY" not in client.get(review.get_absolute_url()).content.decode()


def test_trail_obligations_and_logs_hold_no_private_words(body, clerk, review, caplog):
    private = {"access": Access.EXEMPT, "exempt_paragraph": ExemptParagraph.CRIME, "kind": "visit"}
    row = parts.add_evidence(review=review, actor=clerk, title="CANARY", text="CANARY", **private)
    parts.change_evidence(evidence=row, version=1, actor=clerk, given_by="CANARY")
    parts.remove_part(part=row, actor=clerk)
    review.refresh_from_db()
    reporting.write_report(
        review=review, version=review.version, findings="CANARY", conclusions="CANARY", response_due_on=None, actor=clerk
    )
    review.refresh_from_db()
    keeping.close_review(review=review, version=review.version, closed_on=TODAY, note="CANARY", actor=clerk)
    told = str(list(AuditEntry.objects.values_list("action", "target_reference", "detail")))
    assert "meetings.review_closed" in told
    assert "CANARY" not in told + caplog.text + str(list(Obligation.objects.values()))
