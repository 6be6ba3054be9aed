"""What the tests of people and their accounts share: the page, its forms, and the acts in the audit trail."""

from django.urls import reverse

from accounts.models import AuditEntry

PAGE = "/settings/people/"
NOBODY_LEFT = "Nobody else could administer the portal then. Appoint another administrator first"


def sent_from(response, **changes) -> dict[str, str]:
    """What a browser sends back: the hidden fields of the page, and what was typed."""
    form = response.context["form"]
    hidden = {field.html_name: str(field.value() or "") for field in form.hidden_fields()}
    return hidden | changes


def acts() -> list[tuple[str, str]]:
    return list(AuditEntry.objects.filter(action__regex="account_|appoint").values_list("action", "target_reference"))


def close(client, person, **changes):
    address = reverse("person-close", args=[person.reference])
    return client.post(address, sent_from(client.get(address), **changes), follow=True)
