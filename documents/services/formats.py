"""Readers who need a paper in another format: what they ask, and that it was answered (Equality Act 2010, s.20)."""

import secrets
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import record
from documents.choices import FormatRequestStatus
from documents.models import FormatRequest, Paper
from interface import clock
from panels.models import Body

LETTERS = "23456789ACDEFGHJKLMNPQRSTUVWXYZ"  # none that is mistaken for another when read out
LENGTH = 6


def new_reference() -> str:
    """A reference that can be said on the telephone and not be guessed from another: F-7K2P9Q."""
    return f"F-{''.join(secrets.choice(LETTERS) for _letter in range(LENGTH))}"


@transaction.atomic
def ask_for_format(
    *, body: Body, collection: str, paper: Paper | None, wanted: str, words: str, reply_to: str, actor: User | None
) -> FormatRequest:
    """Keep that somebody needs a paper, or the whole pack, in a format. Raises ValidationError by field."""
    if paper is not None and (paper.body_id != body.pk or paper.collection != collection):
        raise ValueError("The paper belongs to something else")
    request = FormatRequest(
        area=body.area, body=body, collection=collection, paper=paper, reference=new_reference(), format=wanted,
        words=words.strip(), reply_to=reply_to, asked_at=clock.now(),
    )  # fmt: skip
    request.full_clean()
    if not request.reply_to:
        raise ValidationError({"reply_to": _("Enter your email address, so that we can answer")})
    request.save()
    detail = {"of": collection, "paper": paper.reference if paper else "", "format": wanted}
    record(actor=actor, action="documents.format_asked", target=request, area=request.area, detail=detail)
    return request


@transaction.atomic
def answer_format_request(*, request: FormatRequest, actor: User) -> FormatRequest:
    """Say that a request was answered; what the person wrote and where they can be reached is erased."""
    request = FormatRequest.objects.select_for_update(of=("self",)).select_related("area").get(pk=request.pk)
    if request.status == FormatRequestStatus.ANSWERED:
        raise ValidationError(_("This request is answered already"))
    request.status, request.answered_at = FormatRequestStatus.ANSWERED, clock.now()
    request.reply_to = request.words = ""
    request.bump()
    request.save(update_fields=["status", "answered_at", "reply_to", "words", "version"])
    record(actor=actor, action="documents.format_answered", target=request, area=request.area)
    return request


def forget_format_requests(*, before: datetime) -> int:
    """Erase what people wrote, and where they can be reached, in requests that nobody answered for long. Gives how many."""
    old = FormatRequest.objects.filter(asked_at__lt=before).exclude(words="", reply_to="")
    return old.update(words="", reply_to="")
