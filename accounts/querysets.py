"""Named reads of the audit trail, and how users are made."""

from django.contrib.auth.models import BaseUserManager
from django.db import models

# One row's hash covers the hash before it, so that a change, a removal or an insertion breaks every row after it.
# The trigger that writes the hash and the check that recomputes it share these words.
HASH_EXPRESSION = """encode(sha256(convert_to(concat_ws('|', {row}.previous_hash, {row}.chain, {row}.sequence,
    to_char({row}.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), coalesce({row}.actor_id, 0), {row}.action,
    {row}.target_type, {row}.target_reference, {row}.detail::text, {row}.request_id), 'UTF8')), 'hex')"""


class UserManager(BaseUserManager):
    """Makes users, who are known by their email address."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields):
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class AuditEntryQuerySet(models.QuerySet):
    def for_chain(self, chain: str):
        return self.filter(chain=chain).order_by("sequence")
