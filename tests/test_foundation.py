import pytest
from django.db import DatabaseError, connection, transaction

from accounts.models import AuditEntry, User
from interface import clock


@pytest.mark.django_db
def test_the_portal_role_cannot_change_the_audit_trail():
    AuditEntry.objects.create(at=clock.now(), action="test.act")

    for statement in (
        "UPDATE accounts_auditentry SET action = 'x'",
        "DELETE FROM accounts_auditentry",
        "TRUNCATE accounts_auditentry",
        "ALTER TABLE accounts_auditentry DISABLE TRIGGER ALL",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.django_db(transaction=True)
def test_committed_rows_are_gone_in_the_next_test():
    assert not User.objects.exists()
    User.objects.create_user("a@b.example", name="A")


@pytest.mark.django_db(transaction=True)
def test_committed_rows_were_emptied():
    assert not User.objects.exists()
