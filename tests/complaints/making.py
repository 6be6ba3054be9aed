"""How a member of the public makes a complaint in tests."""

from django.urls import reverse

YOU = {"name": "Marian Wren", "email": "marian.wren@mail.example", "phone": "", "address": ""}
WORDS = "My letter of January was not answered."


def address(name, *more, slug="northshire"):
    return reverse(f"complaints:make-{name}", args=[slug, *more])


def post(client, name, /, **data):
    return client.post(address(name), data)


def answer(client, holder, *, who="self", words=WORDS, you=None):
    """Answer every page; gives the last answer."""
    post(client, "start", about="commissioner")
    days = {"from_on-day": 12, "from_on-month": 1, "from_on-year": 2022}
    post(client, "whom", whom=holder.number, **days)
    post(client, "what", words_1=words)
    last = post(client, "who", who=who)
    return last if who == "anonymous" else post(client, "you", **(YOU | (you or {})))


def send(client, **more):
    """Open the check and send it; gives the answer."""
    page = client.get(address("check"))
    return client.post(address("check"), {"token": page.context["form"]["token"].value(), **more})
