"""One line of the table of pages: a page in a state, as somebody sees it."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from accounts.models import User
from tests.access.cast import PUBLIC
from tests.journeys.people import FORGETFUL, address, browser_of, new_password_address

NEW_PASSWORD = "(where a new password is chosen)"


@dataclass(frozen=True)
class Page:
    """A page in a state, as somebody sees it."""

    what: str
    person: str
    path: str
    status: int = 200
    send: dict[str, Any] | None = None
    template: str = ""

    @property
    def address(self) -> str:
        return new_password_address(User.objects.get(email=address(FORGETFUL))) if self.path == NEW_PASSWORD else self.path

    def answer(self, client: Client | None = None) -> HttpResponse:
        """What the portal sends."""
        if self.template:
            return HttpResponse(render_to_string(self.template, request=_nobodys_request()), status=self.status)
        client = client or browser_of(self.person)
        return client.get(self.address) if self.send is None else client.post(self.address, self._sent_anew())

    def _sent_anew(self) -> dict[str, Any]:
        """A file is read from its start, and a token is used once."""
        for value in (self.send or {}).values():
            if hasattr(value, "seek"):
                value.seek(0)
        return {name: uuid4() if name == "token" else value for name, value in (self.send or {}).items()}


def day(number: int, month: int, name: str = "held_on") -> dict[str, str]:
    """A day of 2022 as the three boxes of a form send it."""
    return {f"{name}-day": str(number), f"{name}-month": str(month), f"{name}-year": "2022"}


def _nobodys_request() -> Any:
    request = RequestFactory().get("/")
    request.user, request.session = browser_of(PUBLIC).get("/").wsgi_request.user, {}
    return request
