"""How tests of a panel's arrangements ask for its pages, fill in its forms and read them."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.choices import Role
from accounts.models import AuditEntry
from tests.factories.panels import AppointmentFactory

WRITERS = (Role.CLERK, Role.LEAD_OFFICER)
READERS = (Role.PANEL_MEMBER, Role.CHAIR, Role.AUDITOR, Role.OFFICE_DECISIONS, Role.OFFICE_COMPLAINTS)


def url(name, *words):
    return reverse(f"panels:{name}", args=["avonshire", *words])


def page(client, name, *words, **query):
    response = client.get(url(name, *words), query)
    assert response.status_code == 200
    return response


def words_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())).replace("&nbsp;", " ")


def rows_of(table) -> list[list[str]]:
    """The words of a table's cells, row by row; a line break is a stroke."""
    return [[re.sub(r"<[^>]+>", "", str(cell["value"]).replace("<br>", " / ")) for cell in row] for row in table.rows]


def sent_of(response, **changes):
    """What a browser would send of the form that was drawn, with some boxes filled in otherwise; a day goes in three boxes."""
    sent = {}
    for box in response.context["form"]:
        sent |= _boxes(box.html_name, box.value())
    for name, value in changes.items():
        for part in ("day", "month", "year"):
            sent.pop(f"{name}-{part}", None)
        sent |= _boxes(name, value)
    return sent


def _boxes(name, value):
    parts = ("day", "month", "year")
    if hasattr(value, "year"):
        return {f"{name}-{part}": getattr(value, part) for part in parts}
    if isinstance(value, (list, tuple)):
        return {f"{name}-{part}": one for part, one in zip(parts, value, strict=True)}
    return {} if value is None or value is False else {name: value}


def refused(call, **arguments):
    """What a service refuses: by field where it says so, else as a list."""
    with pytest.raises(ValidationError) as found:
        call(**arguments)
    return found.value.message_dict if hasattr(found.value, "error_dict") else found.value.messages


def acts_recorded() -> list[str]:
    return list(AuditEntry.objects.filter(action__startswith="panels.").order_by("pk").values_list("action", flat=True))


def appointed(panel, role=Role.CLERK, **changes):
    return AppointmentFactory(area=panel.area, role=role, **changes).user


def statuses(client, addresses) -> set[int]:
    return {client.get(one).status_code for one in addresses} | {client.post(one).status_code for one in addresses}
