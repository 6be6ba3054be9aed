"""What the tests of pages share: addresses, the words of a page, and sending its form as it stands."""

import re
from html import unescape

from django.urls import reverse


def address(name, *args):
    return reverse(f"commissioning:{name}", args=["northshire", *args])


def words(response):
    """The words of a page, without its tags."""
    assert response.status_code == 200
    text = re.sub(r"<[^>]+>", " ", response.content.decode().partition("<main")[2])
    return " ".join(unescape(text).split())


def sent(client, url, **facts):
    """Send the form of a page as it stands, with what is typed; follow where it leads."""
    form = client.get(url).context["form"]
    hidden = {name: form[name].value() for name in ("version", "token") if name in form.fields}
    return client.post(url, {**hidden, **facts}, follow=True)


def day(name, on):
    return {f"{name}-{part}": getattr(on, part) for part in ("day", "month", "year")}
