"""How a visitor of these tests goes through the pages of asking."""

import re
from datetime import time
from html import unescape

from django.urls import reverse

from tests.factories.panels import LocalRuleFactory

ASKED = "What is done about speeding past the school?"
YOU = {"name": "Robin Reed", "email": "robin@mail.example", "phone": "", "consented": "on"}


def rules_for(body, **changes):
    """The rules of question time of the papers that the portal was built from."""
    wanted = {
        "question-clear-days": {"number": 3, "unit": "clear-days", "closes_at": time(17)},
        "statement-clear-days": {"number": 0, "unit": "clear-days", "closes_at": time(12)},
        "questions-each": {"number": 2, "unit": "questions", "closes_at": None},
        "statement-sides": {"number": 1, "unit": "sides", "closes_at": None},
    }
    for key, fields in (wanted | changes).items():
        LocalRuleFactory(body=body, key=key, **fields)


def address(name, slug="avon"):
    return reverse(f"questions:question-{name}", args=[slug])


def open_page(client, name):
    return client.get(address(name))


def post(client, name, /, **data):
    return client.post(address(name), data)


def begin(client, kind="question", **start):
    """As far as the page for the words."""
    post(client, "ask", **start)
    post(client, "ask-kind", kind=kind)
    return post(client, "ask-eligible", residence="lives")


def answer(client, kind="question", words=None, start=None, you=None, **more):
    """As far as the page that sends."""
    begin(client, kind, **(start or {}))
    post(client, "ask-words", **(words or {"words_1": ASKED}), **more)
    return post(client, "ask-you", **(YOU | (you or {})))


def send(client):
    """Send what the page that checks shows."""
    token = open_page(client, "ask-check").context["form"]["token"].value()
    return post(client, "ask-check", token=token)


def ask(client, **how):
    """Everything from the start to sending."""
    answer(client, **how)
    return send(client)


def words_of(response):
    """What a page says, without its marks."""

    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())
