"""What is written about people who sign in: their accounts, and the audit trail of every act."""

import hashlib
import json
import re
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.utils.translation import gettext as _

from accounts.models import PORTAL_CHAIN, AuditEntry, CalendarAddress, User
from accounts.querysets import VERIFY
from interface import clock

KEY_BYTES = 32  # of a calendar address: nobody guesses it
LONGEST_KEY = 100
MOST_CALENDARS = 10  # in use at the same time, of one person
FETCH_NOTED_EVERY = timedelta(hours=1)
NOT_IN_AN_IDENTIFIER = re.compile(r"[^A-Za-z0-9._-]")


@dataclass(frozen=True)
class ChainHead:
    """Where a chain ended when somebody looked: to be kept outside the database, and compared later."""

    count: int
    hash: str


@dataclass(frozen=True)
class ChainReport:
    """What recomputing a chain showed. `broken_at` is the number of the first row that does not fit, None when all do."""

    chain: str
    count: int
    head: str
    broken_at: int | None

    @property
    def ok(self) -> bool:
        return self.broken_at is None


def record(
    *,
    actor: User | AnonymousUser | None,
    action: str,
    target: models.Model | None = None,
    area: Any = None,
    detail: dict | None = None,
) -> AuditEntry:
    """Write one act into the audit chain of its police area, in the transaction of the act itself.

    The area is the one given, else the target's, else the act belongs to the portal's own chain. `actor` is None for the
    public and the system. `detail` holds facts that JSON can carry and never personal data: the person is the actor,
    the thing is named by its reference.
    """
    return AuditEntry.objects.create(
        chain=_area_slug(area, target),
        at=clock.now(),
        actor=actor if isinstance(actor, User) else None,
        action=action,
        target_type=target._meta.label_lower if target is not None else "",
        target_reference=_reference(target),
        detail=json.loads(json.dumps(detail or {}, cls=DjangoJSONEncoder)),
        request_id=_request_id(),
    )


def verify_chain(chain: str, *, published: ChainHead | None = None) -> ChainReport:
    """Recompute every hash of a chain in the database and follow the links from row to row.

    A changed, removed or inserted row shows in the rows themselves. Rows cut from the end leave a chain that fits: they
    show only against a head that was published before (`chain_head`), whose row must still be there, unchanged.
    """
    with connection.cursor() as cursor:
        cursor.execute(VERIFY, {"chain": chain})
        count, head, broken_at = cursor.fetchone()
    if broken_at is None and published and not _still_holds(chain, published):
        broken_at = min(published.count, count + 1)
    return ChainReport(chain, count, head or "", broken_at)


def chain_head(chain: str) -> ChainHead:
    """How many rows a chain has and the hash of the last: publish it, so that a cut tail is noticed."""
    last = AuditEntry.objects.for_chain(chain).last()
    return ChainHead(last.sequence, last.hash) if last else ChainHead(0, "")


def chains() -> list[str]:
    """Every chain that has a row."""
    return list(AuditEntry.objects.order_by("chain").values_list("chain", flat=True).distinct())


@transaction.atomic
def open_account(*, email: str, name: str, actor: User | None, password: str | None = None) -> User:
    """Let a person sign in. What they may do comes from their appointments, which are made apart.

    Without a password the person sets one by "Forgotten your password?". Whoever opens the account vouches for the
    address. Raises ValidationError for an address that has an account or is none.
    """
    user = User(email=User.objects.normalize_email(email).lower().strip(), name=name.strip())
    user.set_password(password)
    try:
        user.full_clean(exclude=["password"])
    except ValidationError as error:
        if User.objects.filter(email=user.email).exists():
            raise ValidationError({"email": _("Someone with this email address has an account already")}) from error
        raise
    user.save()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    record(actor=actor, action="accounts.account_opened", target=user)
    return user


@transaction.atomic
def close_account(*, user: User, actor: User | None) -> User:
    """Take a person's way in away for good: no password fits any more, and every session ends with the next page it asks for.

    Sessions hold to the password, so losing it ends them wherever they are kept. The account and its appointments stay
    for the record. Who else could administer is not known here: pages call `panels.services.close_account`, which asks.
    Raises ValidationError when somebody would close their own account, or it is closed already.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    if actor is not None and user.pk == actor.pk:
        raise ValidationError(_("You cannot close your own account. Ask another administrator"))
    if not user.is_active:
        raise ValidationError(_("This account is closed already"))
    user.is_active = False
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
    record(actor=actor, action="accounts.account_closed", target=user)
    return user


def has_second_factor(user: User) -> bool:
    """Whether a person has set up an authenticator app."""
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


@transaction.atomic
def make_calendar_address(*, user: User, label: str, actor: User) -> tuple[CalendarAddress, str]:
    """A secret address for a person's own calendar, and its key, which is kept nowhere: show it now or never.

    Raises ValidationError for somebody else's calendar, a closed account, and when the person has as many as one may have.
    """
    person = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if actor.pk != person.pk or not person.is_active:
        raise ValidationError(_("You can make addresses for your own calendar only"))
    if CalendarAddress.objects.filter(user=person, revoked_at=None).count() >= MOST_CALENDARS:
        words = _("You have %(number)s calendar addresses. Revoke one that you do not use, then make another")
        raise ValidationError(words % {"number": MOST_CALENDARS})
    key = secrets.token_urlsafe(KEY_BYTES)
    made = CalendarAddress(user=person, key_hash=_hash_of(key), label=label.strip(), created_at=clock.now())
    made.full_clean()
    made.save()
    record(actor=actor, action="accounts.calendar_made", target=made)
    return made, key


@transaction.atomic
def revoke_calendar_address(*, address: CalendarAddress, actor: User) -> CalendarAddress:
    """End an address at once; revoking it again changes nothing. Raises ValidationError for somebody else's."""
    locked = CalendarAddress.objects.select_for_update().get(pk=address.pk)
    if locked.user_id != actor.pk:
        raise ValidationError(_("You can revoke addresses of your own calendar only"))
    if locked.revoked_at is None:
        locked.revoked_at = clock.now()
        locked.save(update_fields=["revoked_at"])
        record(actor=actor, action="accounts.calendar_revoked", target=locked)
    return locked


@transaction.atomic
def revoke_calendar_addresses(*, user: User, actor: User) -> int:
    """End every address of a person's calendar that is in use. Gives how many."""
    used = CalendarAddress.objects.select_for_update().filter(user=user, revoked_at=None).order_by("pk")  # all before the trail
    return len([revoke_calendar_address(address=address, actor=actor) for address in used])


def calendar_address_of(key: str) -> CalendarAddress | None:
    """The address that a key opens, with its person; None for one that is unknown or revoked, and once the account is closed."""
    if not 0 < len(key) <= LONGEST_KEY:
        return None
    in_use = CalendarAddress.objects.select_related("user").filter(revoked_at=None, user__is_active=True)
    return in_use.filter(key_hash=_hash_of(key)).first()


def note_fetched(address: CalendarAddress) -> None:
    """Keep when a calendar was last fetched, to the hour: the person sees which of their addresses is used."""
    now = clock.now()
    if address.last_fetched_at is None or address.last_fetched_at <= now - FETCH_NOTED_EVERY:
        CalendarAddress.objects.filter(pk=address.pk).update(last_fetched_at=now)


def _hash_of(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _still_holds(chain: str, published: ChainHead) -> bool:
    if published.count == 0:
        return True
    return AuditEntry.objects.filter(chain=chain, sequence=published.count, hash=published.hash).exists()


def _area_slug(area: Any, target: models.Model | None) -> str:
    if area is not None:
        return str(area.slug)
    for holder in (target, getattr(target, "body", None), getattr(target, "meeting", None)):
        if slug := getattr(holder, "area_slug", ""):
            return str(slug)
        if found := getattr(holder, "area", None):
            return str(found.slug)
    return PORTAL_CHAIN


def _reference(target: models.Model | None) -> str:
    """How addresses name the thing: by reference or slug, by its row's number when it has neither; never by a title."""
    if target is None:
        return ""
    named = getattr(target, "reference", "") or getattr(target, "slug", "") or str(target.pk)
    return str(named).replace("|", "/")[:200]


def _request_id() -> str:
    """The request's own number; a client may have chosen it, so only plain characters are kept."""
    number = structlog.contextvars.get_contextvars().get("request_id", "")
    return NOT_IN_AN_IDENTIFIER.sub("", str(number))[:64]
