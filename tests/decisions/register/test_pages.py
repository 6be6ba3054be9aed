"""The page of a decision and its acts: what the public, the panel and the office read, and how a decision is taken to its end."""

import hashlib
from datetime import date

import pytest
from django.urls import reverse

from decisions.choices import DecisionStatus, DecisionStepKind
from decisions.models import Decision, DecisionStep
from decisions.services.register.publishing import publish_decision
from interface import clock
from tests.decisions.register.making import DAY, EXEMPT, PART, again, agreed, logged, moved, published, sign, signed
from tests.factories.meetings import MeetingFactory
from tests.factories.register import BoardDecisionFactory, BoardFactory

pytestmark = pytest.mark.django_db
SECRET = "Purchase of the Quillfeather yard"


@pytest.fixture(autouse=True)
def day(today, rulebook):
    return today


def page(decision, name="decision-detail", *more):
    return reverse(f"decisions:{name}", args=[decision.area.slug, decision.slug, *more])


def read(client, url, status=200):
    response = client.get(url)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def send(client, url, **data):
    """Send a form as it stands on its page, with what is given."""
    form = client.get(url).context["form"]
    held = {name: form[name].value() for name in form.fields}
    for name in ("taken_on", "signed_on", "proposed_on"):
        if name in form.fields and (value := held.pop(name, None)) and not isinstance(value, list):
            held |= {f"{name}-day": value.day, f"{name}-month": value.month, f"{name}-year": value.year}
    return client.post(url, {name: "" if value is None else value for name, value in (held | data).items() if value is not False})


# Who reads it ----------------------------------------------------------------------------------------------------


def test_nobody_but_the_office_knows_of_a_decision_until_it_is_shared_or_published(client, area, office, member, clerk):
    decision = logged(area)

    read(client, page(decision), 404)
    for user in (member, clerk):
        client.force_login(user)
        read(client, page(decision), 404)
    client.force_login(office)
    assert "Only the Commissioner’s office reads it" in read(client, page(decision))

    moved(decision, DecisionStepKind.SHARE)
    client.force_login(member)
    assert "Town centres asked for wardens" in read(client, page(decision))
    client.logout()
    read(client, page(decision), 404)


def test_the_public_reads_of_an_exempt_decision_its_neutral_line_alone(client, area, office):
    private = {"title": SECRET, "summary": "Quillfeather", "reasons": "Quillfeather", "officer": "Q. Feather"}
    decision = published(area, **EXEMPT, **private)

    text = read(client, page(decision))
    assert "Decision on a contract" in text
    assert "paragraph 3: financial or business affairs of any person" in text
    assert "Bids for the contract are still open." in text
    for word in ("Quillfeather", "Q. Feather", "20,000", "Agreed", "Robin Vale"):
        assert word not in text

    client.force_login(office)
    assert SECRET in read(client, page(decision))
    assert "Quillfeather" not in read(client, f"{page(decision)}?as=public")


def test_the_private_part_of_a_public_decision_is_left_out_with_the_reason(client, area, member):
    decision = published(area, **PART)

    text = read(client, page(decision))
    assert "A grant of £20,000 is made" in text
    assert "A part of this decision is withheld" in text
    assert "Quillfeather" not in text
    client.force_login(member)
    assert "Quillfeather" not in read(client, page(decision))
    moved(decision, DecisionStepKind.SHARE)
    assert "Quillfeather" in read(client, page(decision))


def test_the_checksum_on_the_page_is_that_of_the_file_that_the_reader_gets(client, area, office):
    decision = published(area, **PART)
    for user in (None, office):
        if user:
            client.force_login(user)
        response = client.get(page(decision, "decision-notice"))
        given = b"".join(response.streaming_content)
        assert hashlib.sha256(given).hexdigest() in read(client, page(decision))
        assert response["Content-Disposition"] == 'inline; filename="avon-decision-2022-001.pdf"'
    assert hashlib.sha256(given).hexdigest() == decision.notice_sha256


@pytest.mark.parametrize("address", ["2022-0001", "2022-999", "2022-9999999999999999"])
def test_a_reference_has_one_address(client, area, office, address):
    logged(area)
    client.force_login(office)
    assert client.get(f"/{area.slug}/decisions/{address}/").status_code == 404


# From the proposal to the publication ----------------------------------------------------------------------------


def test_the_office_takes_a_decision_from_the_proposal_to_the_public(client, area, office):
    client.force_login(office)
    made = send(client, reverse("decisions:decision-create", args=[area.slug]), title="A grant", summary="It is made.")
    decision = Decision.objects.get()
    assert made.url == page(decision) == "/avon/decisions/2022-001/"
    text = read(client, page(decision))
    assert "Give the reasons" in text
    assert "Publish is not open: the notice is not signed" in text

    send(client, page(decision, "decision-update"), reasons="Wardens.", cost_kind="none", maker_words="Robin Vale, Commissioner")
    send(client, page(decision, "decision-step", "agree"), reason="Agreed by email.")
    assert again(decision).status == DecisionStatus.AGREED
    text = read(client, page(decision, "decision-sign"))
    assert "Wardens." in text
    assert "Sign and freeze" in text
    send(client, page(decision, "decision-sign"), signatory="Robin Vale, Commissioner")
    assert again(decision).status == DecisionStatus.SIGNED
    assert "not yet verified" in read(client, page(decision, "decision-publish")).lower()
    send(client, page(decision, "decision-publish"))

    client.logout()
    text = read(client, page(decision))
    assert "Signed" in text
    assert "Thursday 3 February 2022" in text


@pytest.mark.parametrize(("held_on", "primary"), [(date(2022, 2, 1), "Record what the board did"), (date(2022, 3, 1), None)])
def test_what_presses_follows_the_board(client, area, office, held_on, primary):
    decision, meeting = logged(area), MeetingFactory(body=BoardFactory(area=area), held_on=held_on)
    BoardDecisionFactory(decision=moved(decision, DecisionStepKind.PUT_ON_BOARD, meeting=meeting), meeting=meeting)
    client.force_login(office)
    context = client.get(page(decision)).context
    assert (context["primary"].title if context["primary"] else None) == primary
    assert meeting.body.name in client.get(page(decision)).content.decode()


def test_where_an_unreleased_board_took_it_is_not_told_to_the_public(client, area, office):
    decision, meeting = logged(area), MeetingFactory(body=BoardFactory(area=area), held_on=date(2022, 2, 1))
    BoardDecisionFactory(decision=moved(decision, DecisionStepKind.PUT_ON_BOARD, meeting=meeting), meeting=meeting)
    decision = publish_decision(
        decision=(made := sign(moved(decision, DecisionStepKind.AGREE, meeting=meeting, taken_on=DAY))),
        version=made.version, actor=None,
    )  # fmt: skip
    assert meeting.body.name not in read(client, page(decision))
    client.force_login(office)
    assert meeting.body.name in read(client, page(decision))


def test_a_form_sent_twice_logs_one_decision(client, area, office):
    client.force_login(office)
    url = reverse("decisions:decision-create", args=[area.slug])
    form = client.get(url).context["form"]
    day = clock.today()
    data = {
        "title": "A grant", "cost_kind": "not-known", "access": "public", "token": form["token"].value(),
        "proposed_on-day": day.day, "proposed_on-month": day.month, "proposed_on-year": day.year,
    }  # fmt: skip
    assert client.post(url, data).url == client.post(url, data).url
    assert Decision.objects.count() == 1


def test_a_step_that_is_not_open_is_refused_with_why_and_changes_nothing(client, area, office):
    decision = agreed(area)
    client.force_login(office)

    assert "Publish is not open: the notice is not signed" in read(client, page(decision, "decision-publish"))
    response = client.post(page(decision, "decision-publish"), {"version": decision.version})
    assert response.status_code == 409
    assert again(decision).status == DecisionStatus.AGREED
    assert client.get(page(decision, "decision-step", "sign")).status_code == 404


def test_what_a_signature_lacks_is_listed_and_then_there_is_nothing_to_sign(client, area, office):
    decision = agreed(area, cost_kind="not-known", cost=None, reasons="")
    client.force_login(office)

    text = read(client, page(decision, "decision-sign"))
    assert "Give the reasons" in text
    assert "Say what it costs, or that it costs nothing" in text
    assert "Sign and freeze" not in text


def test_words_that_somebody_else_changed_meanwhile_are_shown_beside_ones_own(client, area, office):
    decision = logged(area)
    client.force_login(office)
    old = decision.version
    send(client, page(decision, "decision-update"), reasons="Theirs.")

    response = send(client, page(decision, "decision-update"), reasons="Mine.", version=old)
    text = response.content.decode()
    assert "Saved by someone else" in text
    assert "Theirs." in text
    assert again(decision).reasons == "Theirs."


def test_a_signed_decision_has_no_form_for_its_words(client, area, office):
    decision = signed(area)
    client.force_login(office)
    assert "The notice is signed. Its words cannot change" in read(client, page(decision, "decision-update"))


def test_the_last_step_is_taken_back_with_a_reason_that_only_the_office_reads(client, area, office, member):
    decision = agreed(area)
    moved(decision, DecisionStepKind.SHARE)
    client.force_login(office)
    send(client, page(decision, "decision-take-back"), reason="Shared too early.")
    assert again(decision).shared_at is None
    send(client, page(decision, "decision-take-back"), reason="Wrong row.")

    assert again(decision).status == DecisionStatus.PROPOSED
    assert "Wrong row." in read(client, page(decision))
    assert DecisionStep.objects.filter(decision=decision).count() == 5
    moved(decision, DecisionStepKind.SHARE)
    client.force_login(member)
    assert "Wrong row." not in read(client, page(decision))


def test_a_refusal_of_the_service_stands_beside_its_field(client, area, office):
    decision = published(area)
    client.force_login(office)
    response = send(client, page(decision, "decision-step", "rescind"), later="2022/009")
    assert "No decision of this area has that reference" in response.content.decode()
    response = send(client, page(decision, "decision-step", "rescind"), later=decision.reference)
    assert "Choose another decision of this area" in response.content.decode()


@pytest.mark.parametrize("name", ["decision-update", "decision-sign", "decision-publish", "decision-take-back"])
def test_who_may_know_of_a_decision_but_does_not_keep_the_register_is_refused(client, area, member, name):
    decision = moved(agreed(area), DecisionStepKind.SHARE)
    client.force_login(member)
    read(client, page(decision, name), 403)
    read(client, page(decision, "decision-step", "agree"), 403)
    read(client, reverse("decisions:decision-create", args=[area.slug]), 403)
    read(client, reverse("decisions:decision-pipeline", args=[area.slug]), 403)
