"""What a hostile visitor can type or send: a clear error or safe text, never a failure, nothing lost, nobody else's words."""

from dataclasses import asdict
from datetime import datetime
from uuid import uuid4

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.urls import reverse

from interface import clock
from interface.clock import LONDON
from jobs.services import run_all
from meetings.emails.questions import follow_key
from meetings.models import PublicQuestion, QuestionSender
from meetings.services.questions.asking import send_question
from meetings.views.asking_draft import Draft
from tests.factories.meetings import AnnouncedMeetingFactory
from tests.factories.panels import ContactOfficerFactory, PoliceAreaFactory
from tests.meetings.asking import ASKED, YOU, address, answer, begin, open_page, post, rules_for, words_of

KEEP = "keepme7"  # stands in every hostile text: what is refused must come back with it
CANARIES = ("CANARYWORDS", "CANARYDRAFT", "Cana Rivers", "cana@mail.example", "Q-2022-001")
FORMS = "application/x-www-form-urlencoded"
MEGABYTE = 1024 * 1024

TEXTS = {
    "script": f"<script>alert(7)</script>{KEEP}",
    "closed textarea": f"</textarea><script>alert(7)</script>{KEEP}",
    "picture": f'<img src=x onerror="alert(7)">{KEEP}',
    "attribute": f'" autofocus onfocus="alert(7) {KEEP}',
    "single quotes": f"' onmouseover='alert(7) {KEEP}",
    "svg": f"<svg/onload=alert(7)>{KEEP}",
    "template": f"{{{{ settings.SECRET_KEY }}}} {{% load x %}} {KEEP}",
    "format": f"%(name)s %s %d {{0}} {{name.__class__}} {KEEP}",
    "sql": f"'; DROP TABLE meetings_publicquestion; -- {KEEP}",
    "markdown link": f"[{KEEP}](javascript:alert(7))",
    "heading": f"# {KEEP}\n\n| a | b |\n|---|---|",
    "no value": f"{KEEP}\x00{KEEP}",
    "bell": f"{KEEP}\x07\x1b[31m",
    "escape C1": f"{KEEP}\x9b31m{KEEP}",
    "turned": f"{KEEP}\u202e\u2066evil\u2069",
    "no width": f"k\u200be\u200be\ufeffp {KEEP}",
    "only no width": "\u200b\u200b\u2060",
    "only spaces": " \u3000\t ",
    "accents": f"{KEEP} e" + "\u0301" * 500,
    "emoji": f"{KEEP} 👩‍👩‍👧‍👦 🏴󠁧󠁢󠁷󠁬󠁳󠁿",
    "beyond the plane": f"{KEEP} \U0001f600\U0010ffff\U000e0041",
    "arabic": f"{KEEP} ماذا عن السرعة",
    "chinese": f"{KEEP} 超速怎么办",
    "line ends": f"{KEEP}\r\n\r\n\u2028\u2029\x0b\x0c{KEEP}",
    "header": f"{KEEP}\r\nBcc: victim@mail.example",
    "address with header": f"{KEEP}@mail.example\nBcc: victim@mail.example",
    "several addresses": f"{KEEP}@mail.example, victim@mail.example",
    "negative": "-1",
    "huge": "9" * 400,
    "not a number": "NaN",
    "exponent": "1e309",
    "arabic figures": "١٢٣",
    "path": "../../../../etc/passwd",
    "array": "words[]=1&__proto__=1",
    "xml": f'<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>&y;{KEEP}',
}
FIELDS = ("words", "statement", "petition", "signatures", "name", "email", "phone", "choice")
CASES = [(field, name) for field in FIELDS for name in TEXTS]


@pytest.fixture(autouse=True)
def in_time():
    with clock.stand_on(datetime(2022, 3, 9, 10, tzinfo=LONDON)):
        yield


@pytest.fixture
def meeting(body):
    rules_for(body)
    ContactOfficerFactory(body=body)
    return AnnouncedMeetingFactory(body=body)


@pytest.fixture
def other(meeting, body):
    """Somebody else, who has sent one question and is writing another: the rows and the session that their visit left."""
    canary = {"name": "Cana Rivers", "email": "cana@mail.example", "residence": "lives", "consented": True}
    send_question(body=body, meeting=meeting, kind="question", words=["CANARYWORDS?"], now=clock.now(), **canary)
    draft = Draft(meeting=meeting.slug, kind="question", words=["CANARYDRAFT?"], token=str(uuid4()), **canary)
    draft.started_at = clock.now().isoformat()
    browser = Client()
    session = browser.session
    session["asking"] = {"avon": asdict(draft)}
    told = {"token": str(uuid4()), "references": ["Q-2022-001"], "kind": "question", "meeting": meeting.slug}
    session["asked"] = {"avon": told}
    session.save()
    browser.token = draft.token
    return browser


def safe(response, text=""):
    """No failure, a page that says something, nothing unescaped, nothing of anybody else's."""
    assert response.status_code < 500
    content = response.content.decode(errors="replace")
    assert "<script>alert" not in content
    assert "<svg/onload" not in content
    assert "<img src=x" not in content
    assert '" onfocus="alert' not in content
    assert '" autofocus onfocus=' not in content
    assert "root:" not in content
    assert settings.SECRET_KEY not in content
    if "<" in text:
        assert text not in content
    assert not any(canary in content for canary in CANARIES)
    if response.status_code == 200 and response.request["REQUEST_METHOD"] == "POST":
        assert "There is a problem" in content
    return content


def _typed(client, field, text):
    """Type a text into one field, everything else being right; gives the answer of that page."""
    if field == "choice":
        begin(client)
        post(client, "ask-words", words_1=f"{ASKED} {KEEP}")
        post(client, "ask-kind", kind=text)
        post(client, "ask", meeting=text)
        post(client, "late", to=text)
        return post(client, "ask-eligible", residence=text)
    if field in ("words", "statement", "petition"):
        kind = "question" if field == "words" else field
        begin(client, kind)
        return post(client, "ask-words", words_1=text, signatures="250")
    if field == "signatures":
        begin(client, "petition")
        return post(client, "ask-words", words_1=f"{ASKED} {KEEP}", signatures=text)
    begin(client)
    post(client, "ask-words", words_1=f"{ASKED} {KEEP}")
    return post(client, "ask-you", **(YOU | {field: text}))


@pytest.mark.parametrize(("field", "name"), CASES, ids=[f"{field}-{name}" for field, name in CASES])
def test_hostile_text_is_refused_clearly_or_kept_safely(client, other, field, name):
    text = TEXTS[name]

    typed = _typed(client, field, text)

    safe(typed, text)
    assert typed.status_code in (200, 302)
    check = open_page(client, "ask-check")
    kept = client.session["asking"]["avon"]
    if typed.status_code == 200 and KEEP in text and field not in ("choice", "signatures"):
        assert KEEP in typed.content.decode()
    if field not in ("words", "statement", "petition") and typed.status_code == 200 and field != "signatures":
        assert kept["words"] == [f"{ASKED} {KEEP}"]
    if check.status_code == 302:
        return
    safe(check, text)
    sent = post(client, "ask-check", token=check.context["form"]["token"].value())
    assert sent.url == address("sent")
    mine = PublicQuestion.objects.exclude(reference="Q-2022-001").get()
    assert KEEP in mine.words or KEEP not in text
    assert "\x00" not in mine.words
    assert "\u202e" not in mine.words
    run_all()
    assert {recipient for message in mail.outbox for recipient in message.recipients()} == {
        "cana@mail.example", mine.sender.email,
    }  # fmt: skip
    follow = reverse("questions:question-follow", args=["avon", mine.reference, follow_key(mine)])
    safe(client.get(follow), text)


RAW = {
    "not utf-8": (b"words_1=\xff\xfe\xc3\x28&token=\xff", FORMS),
    "broken percent": (b"words_1=%zz%&&&=%00%", FORMS),
    "other charset": ("words_1=é".encode("utf-16"), f"{FORMS}; charset=utf-16"),
    "no such charset": (b"words_1=a", f"{FORMS}; charset=klingon"),
    "utf-7": (b"words_1=+ADw-script+AD4-alert(7)", f"{FORMS}; charset=utf-7"),
    "json": (b'{"words_1": "a"}', "application/json"),
    "xml": (b"<x/>", "text/xml"),
    "no boundary": (b"--x\r\n", "multipart/form-data"),
    "broken parts": (b'--x\r\nContent-Disposition: form-data; name="words_1"\r\n\r\nA', "multipart/form-data; boundary=x"),
    "part with charset": (
        b'--x\r\nContent-Disposition: form-data; name="words_1"\r\n'
        b"Content-Type: text/plain; charset=utf-7\r\n\r\n+ADw-\r\n--x--\r\n",
        "multipart/form-data; boundary=x",
    ),
    "file for words": (
        b'--x\r\nContent-Disposition: form-data; name="words_1"; filename="a.html"\r\n\r\n<script>alert(7)</script>\r\n--x--\r\n',
        "multipart/form-data; boundary=x",
    ),
    "nothing": (b"", FORMS),
    "five thousand fields": (b"&".join(b"words_%d=a" % number for number in range(5000)), FORMS),
    "a megabyte": (b"words_1=" + b"a" * MEGABYTE, FORMS),
    "a megabyte of markup": (b"words_1=" + b"<script>alert(7)</script>" * (MEGABYTE // 25), FORMS),
    "six megabytes": (b"words_1=" + b"a" * 6 * MEGABYTE, FORMS),
    "a megabyte of name": (b"name=" + b"a" * MEGABYTE, FORMS),
    "many of one name": (b"&".join([b"words_1=a"] * 900), FORMS),
}
READABLE = ("not utf-8", "broken percent", "broken parts", "part with charset", "many of one name", "no such charset")
PAGES = ("ask", "ask-kind", "ask-eligible", "ask-words", "ask-you", "ask-check", "late")


@pytest.mark.parametrize("raw", RAW)
def test_hostile_bodies_are_answered_on_every_page(client, other, raw):
    body, content_type = RAW[raw]
    answer(client)
    before = client.session["asking"]["avon"]["words"]

    for page in PAGES:
        response = client.generic("POST", address(page), body, content_type=content_type)
        safe(response) if response.status_code != 200 else assert_safe_page(response)
        assert response.status_code in (200, 302, 400)

    words = client.session["asking"]["avon"]["words"]
    assert words == before or raw in READABLE
    assert PublicQuestion.objects.count() == 1


def assert_safe_page(response):
    content = response.content.decode(errors="replace")
    assert "<script>alert" not in content
    assert not any(canary in content for canary in CANARIES)


@pytest.mark.parametrize("page", [*PAGES, "sent"])
@pytest.mark.parametrize("method", ["get", "head", "put", "delete", "patch", "options"])
def test_no_page_fails_for_who_has_begun_nothing(client, other, page, method):
    response = getattr(client, method)(address(page))

    assert response.status_code in (200, 302, 405)
    assert_safe_page(response)


@pytest.mark.parametrize("page", [*PAGES[1:-1], "late"])
def test_no_step_can_be_taken_before_those_it_needs(client, other, page):
    response = post(client, page, words_1=ASKED, kind="question", residence="lives", token=str(uuid4()), to="next", **YOU)

    assert response.status_code in (200, 302)
    assert PublicQuestion.objects.count() == 1


@pytest.mark.parametrize(
    "token", ["other", "spent", "made up", "", "x" * 5000, "\x00", "' OR 1=1", "00000000-0000-0000-0000-000000000000"]
)
def test_other_peoples_tokens_lead_nowhere_and_lose_nothing(client, other, token):
    spent = other.session["asked"]["avon"]["token"]
    answer(client)
    token = {"other": other.token, "spent": spent, "made up": str(uuid4())}.get(token, token)

    response = post(client, "ask-check", token=token)

    safe(response)
    assert response.status_code == 200
    assert ASKED in words_of(response)
    assert PublicQuestion.objects.count() == 1
    assert post(client, "ask-check", token=response.context["form"]["token"].value()).url == address("sent")
    assert "Q-2022-002" in words_of(open_page(client, "sent"))
    assert other.session["asking"]["avon"]["words"] == ["CANARYDRAFT?"]


def test_a_token_that_somebody_else_sends_first_does_not_swallow_what_i_send(client, other):
    answer(client)
    mine = client.session["asking"]["avon"]["token"]

    theirs = post(other, "ask-check", token=mine)
    sent = post(client, "ask-check", token=mine)

    assert theirs.url == address("ask-words")  # they have sent theirs, and begin anew
    assert sent.url == address("sent")
    assert sorted(PublicQuestion.objects.values_list("words", flat=True)) == ["CANARYWORDS?", ASKED]


@pytest.mark.parametrize("cookie", ["", "x", "x" * 4000, "../../x", "\x01", "é", '"; Path=/', "a" * 32])
def test_a_made_up_session_shows_nothing(client, other, cookie):
    client.cookies[settings.SESSION_COOKIE_NAME] = cookie

    for page in ("ask", "ask-check", "sent", "late"):
        response = open_page(client, page)
        assert response.status_code in (200, 302)
        assert_safe_page(response)


def _hostile_keys(other):
    own = PublicQuestion.objects.get()
    key = follow_key(own)
    digest = QuestionSender.objects.get().key_hash
    return [key[:-1], key + "=", key.swapcase(), digest, "x", "x" * 4000, "%00", "é" * 20, "..", "None", "'--", key + "/../.."]


@pytest.mark.parametrize("number", range(12))
def test_no_key_but_the_right_one_opens_what_was_sent(client, other, number):
    key = _hostile_keys(other)[number]

    for reference in ("Q-2022-001", "Q-2022-999", "CANARY"):
        path = f"/avon/questions/follow/{reference}/{key}/"
        for response in (client.get(path), client.post(path)):
            assert response.status_code == 404
            assert not any(canary in response.content.decode() for canary in CANARIES[:4])
    assert PublicQuestion.objects.get().status == "received"


def test_a_key_opens_only_in_its_own_area(client, other):
    PoliceAreaFactory(slug="wessex")
    own = PublicQuestion.objects.get()

    assert client.get(f"/wessex/questions/follow/{own.reference}/{follow_key(own)}/").status_code == 404
    assert client.get(f"/avon/questions/follow/{own.reference}/{follow_key(own)}/").status_code == 200
