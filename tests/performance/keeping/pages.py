"""How the tests of these pages ask and send."""

from django.urls import reverse


def url(name, *args):
    return reverse(f"performance:{name}", args=["northshire", *args])


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def words(response):
    return " ".join(response.content.decode().split())


def send(client, page, **typed):
    """Send the form of a page as it opened, with what is typed; gives the answer."""
    return client.post(page, sent_form(client, page) | typed)


def sent_form(client, page):
    """What the form of a page sends when nothing is changed in it."""
    sent = {}
    for field in client.get(page).context["form"]:
        value = field.value()
        if hasattr(value, "year"):
            sent |= parts(field.name, value)
        elif isinstance(value, bool):
            sent |= {field.name: "on"} if value else {}
        elif value is not None:
            sent[field.name] = value
    return sent


def parts(name, day):
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}
