"""What a hostile visitor can type or send while making a complaint: a clear error or safe text, never a failure, nothing lost."""

from collections import Counter

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client

from complaints.models import Complaint, Party
from jobs.services import run_all
from tests.complaints.confirming import confirmed
from tests.complaints.making import WORDS, address, answer, post, send
from tests.meetings.test_asking_hostile import RAW, TEXTS

pytestmark = pytest.mark.django_db
FIELDS = {
    "whom": ("whom", "whom"),
    "day": ("whom", "from_on-day"),
    "words": ("what", "words_1"),
    "who": ("who", "who"),
    "name": ("you", "name"),
    "email": ("you", "email"),
    "address": ("you", "address"),
}
CANARIES = ("CANARYWORDS", "Cana Rivers", "cana@mail.example", "CC-2022-001")
STEPS = ("start", "whom", "what", "who", "you", "check", "forget")


@pytest.fixture(autouse=True)
def other(today, body, rulebook, holder, settings):
    """Somebody else has sent one, and nobody is counted."""
    settings.ASKING_MOST_A_DAY_FROM_A_LINE = settings.ASKING_MOST_A_DAY_FROM_AN_EMAIL = 10_000
    browser = Client()
    answer(browser, holder, words="CANARYWORDS", you={"name": "Cana Rivers", "email": "cana@mail.example"})
    send(browser)


def safe(response, text=""):
    """No failure, nothing unescaped, nothing of anybody else's."""
    assert response.status_code < 500
    content = response.content.decode(errors="replace")
    for bad in ("<script>alert", "<svg/onload", "<img src=x", '" onfocus="alert', '" autofocus onfocus=', "root:"):
        assert bad not in content
    assert settings.SECRET_KEY not in content
    assert not any(canary in content for canary in CANARIES)
    if "<" in text:
        assert text not in content
    return content


@pytest.mark.parametrize("field", FIELDS)
def test_hostile_texts_are_refused_clearly_or_kept_safely(field, holder, lead):
    page, name = FIELDS[field]
    seen = Counter()
    for text in TEXTS.values():
        client = Client()
        answer(client, holder)
        sent = {"whom": holder.number} if name == "from_on-day" else {}
        typed = post(client, page, **({"name": "Marian", "email": "m@mail.example"} if page == "you" else sent) | {name: text})
        content = safe(typed, text)
        assert typed.status_code in (200, 302)
        seen[typed.status_code] += 1
        if typed.status_code == 200:
            assert "There is a problem" in content
            assert client.session["making"]["northshire"]["words"] == [WORDS]
            continue
        safe(client.get(address("check")), text)
        assert send(client)["Location"] == address("sent")
        if set("<{%") & set(text):
            _safe_for_staff(confirmed(lead), text)
    assert sum(seen.values()) == len(TEXTS)
    run_all()
    assert not any("victim" in str(letter.recipients()) for letter in mail.outbox)
    print(f"{field}: {dict(seen)}")


def _safe_for_staff(client, text):
    """The pages on which staff read what was sent."""
    made = Complaint.objects.exclude(reference="CC-2022-001").latest("pk")
    for page in ("people/", "", "received/"):
        response = client.get(f"{made.get_absolute_url()}{page}")
        assert response.status_code == 200
        content = response.content.decode()
        assert "<script>alert" not in content
        assert "<svg/onload" not in content
        if "<" in text:
            assert text not in content


def test_there_are_two_hundred_of_them():
    assert len(FIELDS) * len(TEXTS) >= 200


@pytest.mark.parametrize("raw", RAW)
def test_hostile_bodies_are_answered_on_every_page(client, holder, raw):
    data, content_type = RAW[raw]
    answer(client, holder)
    for page in STEPS:
        response = client.generic("POST", address(page), data, content_type=content_type)
        assert response.status_code in (200, 302, 400)
        safe(response)
    assert Complaint.objects.count() == 1


@pytest.mark.parametrize("token", ["", "x", "00000000-0000-0000-0000-000000000000", "9" * 400, "<script>"])
def test_a_made_up_token_sends_nothing_and_loses_nothing(client, holder, token):
    answer(client, holder)
    response = post(client, "check", token=token)
    assert response.status_code == 200
    safe(response)
    assert send(client)["Location"] == address("sent")
    assert Complaint.objects.count() == 2


@pytest.mark.parametrize("about", ["x", "commissioner", "..", "police%00", "police<script>"])
def test_made_up_places_are_not_found(client, about):
    assert client.get(f"/northshire/complaints/make/elsewhere/{about}/").status_code == 404


@pytest.mark.parametrize(
    "kept",
    [None, 7, "x", [], {"northshire": 7}, {"northshire": []}, {"northshire": {"unknown": 1}}],
)
def test_a_broken_session_begins_anew(client, kept):
    session = client.session
    session["making"] = kept if isinstance(kept, dict) else {}
    session.save()
    assert client.get(address("check")).status_code == 302
    assert Party.objects.filter(name="Cana Rivers").count() == 1
