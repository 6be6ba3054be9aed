"""A form sent twice makes one record, and both senders arrive at it.

if form.is_valid() and (url := once.done_once(form, lambda: services.add_action(…).get_absolute_url())):
    return redirect(url)
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from interface import clock
from interface.models import FormToken


def claim(token: UUID) -> str | None:
    """Take the token, or give the address that an earlier sending of the same form led to.

    Waits while another sending is at work: PostgreSQL holds the second insert until the first transaction ends.
    If the first one failed, its claim went with it and this one stands.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("claim() needs transaction.atomic(): the claim must fail with the work")
    try:
        with transaction.atomic():
            FormToken.objects.create(token=token, created_at=clock.now())
    except IntegrityError:
        return FormToken.objects.select_for_update().get(token=token).result_url or None
    return None


def complete(token: UUID, url: str) -> None:
    """Say where the form led, in the transaction that claimed it."""
    FormToken.objects.filter(token=token).update(result_url=url)


def done_once(form: Any, work: Callable[[], str]) -> str:
    """Where a form leads; empty when the work was refused, with the reasons on the form. With a token it is answered once."""
    token = form.token if "token" in form.fields else None
    try:
        with transaction.atomic():
            if token and (url := claim(token)):
                return url
            url = work()
            if token:
                complete(token, url)
    except ValidationError as error:
        refused(form, error)
        return ""
    return url


def refused(form: Any, error: ValidationError) -> None:
    """Put what a service refused on the form that asked."""
    show = getattr(form, "show_refusal", None) or form.show_problems
    show(error)


def forget(before: datetime) -> int:
    """Drop tokens claimed before a moment; gives how many. A form left open longer than that is sent afresh."""
    return FormToken.objects.filter(created_at__lt=before).delete()[0]
