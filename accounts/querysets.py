"""Named reads of the audit trail, and how users are made."""

from typing import Any

from django.contrib.auth.models import BaseUserManager
from django.db import models

# One row's hash covers the hash before it, so that a change, a removal or an insertion breaks every row after it.
# The trigger that writes the hash and the check that recomputes it share these words.
HASH_EXPRESSION = """encode(sha256(convert_to(concat_ws('|', {row}.previous_hash, {row}.chain, {row}.sequence,
    to_char({row}.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), coalesce({row}.actor_id, 0), {row}.action,
    {row}.target_type, {row}.target_reference, {row}.detail::text, {row}.request_id), 'UTF8')), 'hex')"""

# Follows one chain row by row: how many rows, the last hash, and the first number that does not fit. Bars part the hashed
# fields, so a bar inside one of them could hide that text was moved from one field to the next.
VERIFY = f"""
    WITH followed AS (
        SELECT entry.sequence, entry.hash,
            entry.hash <> {HASH_EXPRESSION.format(row="entry")}
            OR entry.previous_hash <> lag(entry.hash, 1, repeat('0', 64)::varchar) OVER numbers
            OR entry.sequence <> lag(entry.sequence, 1, 0::bigint) OVER numbers + 1
            OR position('|' IN entry.chain || entry.action || entry.target_type || entry.target_reference
                || entry.request_id) > 0 AS broken
        FROM accounts_auditentry entry
        WHERE entry.chain = %(chain)s
        WINDOW numbers AS (ORDER BY entry.sequence)
    )
    SELECT count(*), (array_agg(hash ORDER BY sequence DESC))[1], min(sequence) FILTER (WHERE broken) FROM followed
"""  # noqa: S608  made of constants; the chain is a parameter


class UserQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Administrators alone see who may sign in, and their pages ask for that; to others nobody is there."""
        return self.all() if user.is_authenticated else self.none()

    def named(self, words: str):
        """Whose names hold every one of the words."""
        found = models.Q()
        for word in words.split():
            found &= models.Q(name__icontains=word)
        return self.filter(found)


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):  # type: ignore[misc]  # made by a function
    """Makes users, who are known by their email address."""

    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields):
        user: Any = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class AuditEntryQuerySet(models.QuerySet):
    def for_chain(self, chain: str):
        return self.filter(chain=chain).order_by("sequence")

    def for_page(self):
        """The newest first, with who did it."""
        return self.select_related("actor").order_by("-sequence")
