"""Members of the public on their way through the pages of asking, and how far each has come."""

from collections.abc import Callable
from datetime import date
from itertools import count
from typing import Any

from django.test import Client
from django.urls import reverse

from interface import clock

# Has chosen what to send; has answered everything; has sent it; had a petition ready, for which it is too late by now
ANXIOUS, ASKER, SENT, TARDY = "anxious", "asker", "sent", "tardy"
AREA = "northshire"
BEGUN = date(2022, 3, 7)
WORDS = "What will be done about speeding past the school?"
YOU = {"name": "Robin Reed", "phone": "", "consented": "on"}
NUMBERS = count(1)  # everybody writes from an address of their own: two questions are the most from one


def _step(client: Client, page: str, /, **answers: Any) -> None:
    answer = client.post(reverse(f"questions:question-{page}", args=[AREA]), answers)
    assert answer.status_code == 302, f"{page} is refused: {answer.content.decode()[:3000]}"


def _begin(client: Client, kind: str) -> None:
    """On an earlier day: who fills in all pages within seconds is taken for a machine."""
    with clock.stand_on(BEGUN):
        start = reverse("questions:question-ask", args=[AREA])
        page = client.get(start)
        offered = page.context["form"].fields.get("meeting")
        _step(client, "ask", **({"meeting": offered.choices[0][0]} if offered else {}))
        _step(client, "ask-kind", kind=kind)


def _you(client: Client) -> None:
    _step(client, "ask-you", email=f"reed-{next(NUMBERS)}@mail.example", **YOU)


def _anxious(client: Client) -> None:
    _begin(client, "question")


def _asker(client: Client) -> None:
    _begin(client, "question")
    _step(client, "ask-eligible", residence="lives")
    _step(client, "ask-words", words_1=WORDS, words_2=f"{WORDS} And by when?")
    _you(client)


def _sent(client: Client) -> None:
    _asker(client)
    check = client.get(reverse("questions:question-ask-check", args=[AREA]))
    _step(client, "ask-check", token=check.context["form"]["token"].value())


def _tardy(client: Client) -> None:
    """The panel wants petitions six clear days before its meeting."""
    with clock.stand_on(BEGUN):
        _begin(client, "petition")
        _step(client, "ask-eligible", residence="works")
        _step(client, "ask-words", words_1="We ask for a crossing.", signatures="250")
        _you(client)


AT_THE_DOOR: dict[str, Callable[[Client], None]] = {ANXIOUS: _anxious, ASKER: _asker, SENT: _sent, TARDY: _tardy}
