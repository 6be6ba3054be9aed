"""Who may sign in, and the record of what was done."""

import secrets

import pgtrigger
from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.querysets import HASH_EXPRESSION, AuditEntryQuerySet, UserManager

PORTAL_CHAIN = "portal"


def new_reference() -> str:
    """A random name for addresses, where a row's number would tell how many there are and invite guessing."""
    return secrets.token_hex(6)


class User(AbstractBaseUser):
    """Somebody who may sign in. What they may do comes from dated appointments (`panels.Appointment`), never from here.

    An account is opened and closed by an administrator (`services.open_account`, `services.close_account`) and never deleted:
    the record of acts names its person for good.
    """

    reference = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)
    email = models.EmailField(_("Email address"), unique=True)
    name = models.CharField(_("Full name"), max_length=200)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="accounts_user_email_lower",
                condition=models.Q(email=Lower("email")),
                violation_error_message=_("Enter the email address in lower case"),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_absolute_url(self) -> str:
        return reverse("person-detail", args=[self.reference])

    def get_full_name(self) -> str:
        return self.name


class AuditEntry(models.Model):
    """One act, written in the transaction of the act itself and never changed.

    Each police area has its own chain. The database numbers and hashes the rows; it refuses UPDATE, DELETE and
    TRUNCATE, and the portal's role does not hold those rights. `detail` never holds personal data.
    """

    chain = models.CharField(max_length=80, default=PORTAL_CHAIN)
    sequence = models.PositiveBigIntegerField(default=0)
    at = models.DateTimeField()
    actor = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=100)
    target_type = models.CharField(max_length=100, blank=True)
    target_reference = models.CharField(max_length=200, blank=True)
    detail = models.JSONField(default=dict, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    previous_hash = models.CharField(max_length=64, default="")
    hash = models.CharField(max_length=64, default="")

    objects = AuditEntryQuerySet.as_manager()

    class Meta:
        ordering = ["chain", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["chain", "sequence"], name="accounts_auditentry_one_row_per_number"),
            # A bar parts the hashed fields: inside one it could hide that text was moved from one field to the next
            models.CheckConstraint(
                name="accounts_auditentry_no_bars",
                condition=~models.Q(
                    models.Q(chain__contains="|")
                    | models.Q(action__contains="|")
                    | models.Q(target_type__contains="|")
                    | models.Q(target_reference__contains="|")
                    | models.Q(request_id__contains="|")
                ),
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="no_truncate",
                operation=pgtrigger.Truncate,
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                func="RAISE EXCEPTION 'The audit trail is append-only';",
            ),
            pgtrigger.Trigger(
                name="chain",
                operation=pgtrigger.Insert,
                when=pgtrigger.Before,
                declare=[("last", "RECORD")],
                func=f"""
                    PERFORM pg_advisory_xact_lock(hashtextextended('audit:' || NEW.chain, 0));
                    SELECT sequence, hash INTO last FROM accounts_auditentry
                        WHERE chain = NEW.chain ORDER BY sequence DESC LIMIT 1;
                    NEW.sequence := coalesce(last.sequence, 0) + 1;
                    NEW.previous_hash := coalesce(last.hash, repeat('0', 64));
                    NEW.hash := {HASH_EXPRESSION.format(row="NEW")};
                    RETURN NEW;
                """,  # noqa: S608  made of constants
            ),
        ]

    def __str__(self) -> str:
        return f"{self.chain} {self.sequence}: {self.action}"


class CalendarAddress(models.Model):
    """A secret address at which a person's own calendar can be fetched without signing in.

    Only a hash of its key is kept: the address is shown once, when it is made. The person revokes it, or makes
    another; it ends with the account. It holds what the person may see, and no restricted title: other people's servers read it.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="calendar_addresses")
    key_hash = models.CharField(max_length=64, unique=True)
    label = models.CharField(_("What it is for"), max_length=80, blank=True)
    created_at = models.DateTimeField()
    last_fetched_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    reference = models.CharField(max_length=12, unique=True, default=new_reference, editable=False)

    class Meta:
        ordering = ["-created_at", "pk"]

    def __str__(self) -> str:
        return f"calendar {self.reference}"
