import io
import json
import threading
from datetime import date

import pytest
import structlog
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from accounts import services
from accounts.models import AuditEntry, User
from accounts.querysets import HASH_EXPRESSION
from interface import clock
from tests.factories.accounts import UserFactory
from tests.factories.panels import PersonFactory, PoliceAreaFactory

pytestmark = pytest.mark.django_db
NO_BARS = """ALTER TABLE accounts_auditentry ADD CONSTRAINT accounts_auditentry_no_bars CHECK (NOT (chain LIKE '%|%'
    OR action LIKE '%|%' OR target_type LIKE '%|%' OR target_reference LIKE '%|%' OR request_id LIKE '%|%'))"""


def write(count: int, chain: str = "portal") -> None:
    for number in range(count):
        AuditEntry.objects.create(chain=chain, at=clock.now(), action=f"test.act_{number}", detail={"number": number})


# record


def test_record_writes_who_what_and_when_in_the_chain_of_the_targets_area(person):
    councillor = PersonFactory()

    with clock.stand_on(date(2022, 3, 10)), structlog.contextvars.bound_contextvars(request_id="abc-1"):
        entry = services.record(actor=person, action="panels.person_added", target=councillor, detail={"on": date(2022, 3, 1)})

    entry.refresh_from_db()
    assert (entry.chain, entry.sequence, entry.actor, entry.action) == (councillor.area.slug, 1, person, "panels.person_added")
    assert (entry.target_type, entry.target_reference) == ("panels.person", councillor.slug)
    assert (entry.detail, entry.request_id) == ({"on": "2022-03-01"}, "abc-1")
    assert entry.at.isoformat() == "2022-03-10T12:00:00+00:00"


def test_record_belongs_to_the_area_given_before_that_of_the_target():
    area = PoliceAreaFactory()

    assert services.record(actor=None, action="a.b", target=PersonFactory(), area=area).chain == area.slug


def test_record_without_an_area_belongs_to_the_portal(person):
    entry = services.record(actor=None, action="accounts.seen", target=person)

    assert (entry.chain, entry.actor, entry.target_reference) == ("portal", None, person.reference)


def test_record_keeps_only_plain_characters_of_a_request_number_that_a_client_chose():
    with structlog.contextvars.bound_contextvars(request_id="a|b\n<script>" + "x" * 100):
        entry = services.record(actor=None, action="a.b")

    assert entry.request_id == ("abscript" + "x" * 100)[:64]


def test_record_goes_when_the_act_is_undone(person):
    with transaction.atomic():
        services.record(actor=person, action="a.b")
        transaction.set_rollback(True)

    assert not AuditEntry.objects.exists()


# verify_chain


def test_verify_chain_finds_a_whole_chain_whole():
    write(5)
    write(2, chain="northshire")

    report = services.verify_chain("northshire")

    assert (report.ok, report.count, report.head) == (True, 2, AuditEntry.objects.for_chain("northshire").last().hash)


def test_verify_chain_of_nothing_is_whole():
    assert services.verify_chain("nowhere") == services.ChainReport("nowhere", 0, "", None)


def test_chain_head_is_that_of_the_report():
    write(3)

    report, head = services.verify_chain("portal"), services.chain_head("portal")

    assert (head.count, head.hash) == (report.count, report.head)


TAMPERINGS = {
    "action": "UPDATE accounts_auditentry SET action = 'test.other' WHERE sequence = 3",
    "detail": "UPDATE accounts_auditentry SET detail = '{\"number\": 9}' WHERE sequence = 3",
    "moment": "UPDATE accounts_auditentry SET at = at + interval '1 microsecond' WHERE sequence = 3",
    "request": "UPDATE accounts_auditentry SET request_id = 'other' WHERE sequence = 3",
    "thing": "UPDATE accounts_auditentry SET target_reference = 'other' WHERE sequence = 3",
    "removed": "DELETE FROM accounts_auditentry WHERE sequence = 2",
    "removed and numbered anew": (
        "DELETE FROM accounts_auditentry WHERE sequence = 3;"
        "UPDATE accounts_auditentry SET sequence = sequence - 1 WHERE sequence > 3"
    ),
    "first removed": "DELETE FROM accounts_auditentry WHERE sequence = 1",
    "changed with its hash": ("UPDATE accounts_auditentry SET action = 'test.other', hash = repeat('a', 64) WHERE sequence = 3"),
    "inserted": (
        "UPDATE accounts_auditentry SET sequence = sequence + 1000 WHERE sequence > 3;"
        "UPDATE accounts_auditentry SET sequence = sequence - 999 WHERE sequence > 1000;"
        "INSERT INTO accounts_auditentry (chain, sequence, at, action, target_type, target_reference, detail, request_id,"
        " previous_hash, hash) SELECT chain, 4, at, 'test.forged', '', '', '{}', '', hash, repeat('b', 64)"
        " FROM accounts_auditentry WHERE sequence = 3"
    ),
    "two changed about": (
        "UPDATE accounts_auditentry SET sequence = 1000 WHERE sequence = 3;"
        "UPDATE accounts_auditentry SET sequence = 3 WHERE sequence = 4;"
        "UPDATE accounts_auditentry SET sequence = 4 WHERE sequence = 1000"
    ),
}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("statements", TAMPERINGS.values(), ids=TAMPERINGS.keys())
def test_verify_chain_notices_what_even_the_owner_of_the_table_does(owner, statements):
    write(6)
    with owner.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_auditentry DISABLE TRIGGER USER")
        try:
            cursor.execute(statements)
        finally:
            cursor.execute("ALTER TABLE accounts_auditentry ENABLE TRIGGER USER")

    report = services.verify_chain("portal")

    assert not report.ok
    assert 1 <= report.broken_at <= 4


@pytest.mark.django_db(transaction=True)
def test_text_moved_between_fields_is_noticed_though_the_hashed_text_is_the_same(owner):
    with owner.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_auditentry DROP CONSTRAINT accounts_auditentry_no_bars")
        AuditEntry.objects.create(at=clock.now(), action="read", target_type="a|b", target_reference="c")
        before = AuditEntry.objects.get().hash
        cursor.execute("ALTER TABLE accounts_auditentry DISABLE TRIGGER USER")
        cursor.execute("UPDATE accounts_auditentry SET action = 'read|a', target_type = 'b'")
        report = services.verify_chain("portal")
        cursor.execute("TRUNCATE accounts_auditentry")
        cursor.execute("ALTER TABLE accounts_auditentry ENABLE TRIGGER USER")
        cursor.execute(NO_BARS)

    assert (report.head, report.broken_at) == (before, 1)


def test_the_database_refuses_bars_in_hashed_fields():
    with pytest.raises(IntegrityError, match="accounts_auditentry_no_bars"):
        AuditEntry.objects.create(at=clock.now(), action="a|b")


FORGERIES = {
    "changed, with its own hash made anew": ("UPDATE accounts_auditentry SET action = 'x' WHERE sequence = 3", [3], 4),
    "a gap, with the hash made anew": ("UPDATE accounts_auditentry SET sequence = 7 WHERE sequence = 6", [7], 7),
}


def make_hashes_anew(cursor, numbers) -> None:
    for number in numbers:
        cursor.execute(f"UPDATE accounts_auditentry e SET hash = {HASH_EXPRESSION.format(row='e')} WHERE sequence = %s", [number])


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("statement", "anew", "broken_at"), FORGERIES.values(), ids=FORGERIES.keys())
def test_a_forger_who_can_make_hashes_is_noticed_by_the_links(owner, statement, anew, broken_at):
    write(6)
    with owner.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_auditentry DISABLE TRIGGER USER")
        cursor.execute(statement)
        make_hashes_anew(cursor, anew)
        cursor.execute("ALTER TABLE accounts_auditentry ENABLE TRIGGER USER")

    assert services.verify_chain("portal").broken_at == broken_at


@pytest.mark.django_db(transaction=True)
def test_a_chain_written_anew_to_its_end_shows_only_against_a_published_head(owner):
    write(6)
    published = services.chain_head("portal")
    with owner.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_auditentry DISABLE TRIGGER USER")
        cursor.execute("UPDATE accounts_auditentry SET action = 'x' WHERE sequence = 3")
        for number in range(3, 7):
            cursor.execute(
                "UPDATE accounts_auditentry SET previous_hash = "
                "(SELECT hash FROM accounts_auditentry WHERE sequence = %s) WHERE sequence = %s",
                [number - 1, number],
            )
            make_hashes_anew(cursor, [number])
        cursor.execute("ALTER TABLE accounts_auditentry ENABLE TRIGGER USER")

    assert services.verify_chain("portal").ok
    assert not services.verify_chain("portal", published=published).ok


@pytest.mark.django_db(transaction=True)
def test_a_cut_tail_shows_only_against_a_published_head(owner):
    write(6)
    published = services.chain_head("portal")
    with owner.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_auditentry DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM accounts_auditentry WHERE sequence > 4")
        cursor.execute("ALTER TABLE accounts_auditentry ENABLE TRIGGER USER")

    assert services.verify_chain("portal").ok
    assert services.verify_chain("portal", published=published).broken_at == 5


def test_a_chain_that_has_grown_still_agrees_with_its_published_head():
    write(3)
    published = services.chain_head("portal")
    write(2)

    assert services.verify_chain("portal", published=published).ok


@pytest.mark.django_db(transaction=True)
def test_entries_written_at_once_make_one_chain_without_gaps():
    def work():
        write(20)
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    report = services.verify_chain("portal")
    assert (report.ok, report.count) == (True, 160)


# manage.py verify_audit


def test_verify_audit_prints_one_line_a_chain():
    write(2)
    write(1, chain="northshire")
    out = io.StringIO()

    call_command("verify_audit", stdout=out)

    heads = {name: services.chain_head(name).hash for name in ("portal", "northshire")}
    assert out.getvalue() == f"northshire 1 {heads['northshire']} verified\nportal 2 {heads['portal']} verified\n"


@pytest.mark.django_db(transaction=True)
def test_verify_audit_against_its_own_lines_notices_a_cut_tail(owner, tmp_path):
    write(4)
    kept = tmp_path / "heads"
    out = io.StringIO()
    call_command("verify_audit", stdout=out)
    kept.write_text(out.getvalue())
    with owner.cursor() as cursor:
        cursor.execute("ALTER TABLE accounts_auditentry DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM accounts_auditentry WHERE sequence > 2")
        cursor.execute("ALTER TABLE accounts_auditentry ENABLE TRIGGER USER")
    out = io.StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("verify_audit", against=kept, stdout=out)

    assert ended.value.code == 1
    assert out.getvalue().endswith("broken at 3\n")


# open_account


def test_open_account_lets_a_person_sign_in_and_records_it(person):
    opened = services.open_account(
        email=" New.Clerk@Panel.example ", name="New Clerk", actor=person, password="three random words"
    )

    assert (opened.email, opened.check_password("three random words")) == ("new.clerk@panel.example", True)
    assert EmailAddress.objects.get(user=opened).verified
    entry = AuditEntry.objects.get(action="accounts.account_opened")
    assert (entry.actor, entry.target_reference) == (person, opened.reference)
    assert "new.clerk" not in json.dumps([entry.detail, entry.target_reference])


def test_open_account_without_a_password_lets_nobody_in_yet():
    assert not services.open_account(email="a@panel.example", name="A", actor=None).has_usable_password()


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"email": "not-an-address"}, {"email": ["Enter a valid email address."]}),
        ({"email": "taken@panel.example"}, {"email": ["Someone with this email address has an account already"]}),
        ({"email": "TAKEN@panel.example"}, {"email": ["Someone with this email address has an account already"]}),
        ({"name": " "}, {"name": ["This field cannot be blank."]}),
    ],
    ids=["no address", "taken", "taken in capitals", "no name"],
)
def test_open_account_refuses_and_changes_nothing(fields, problem):
    UserFactory(email="taken@panel.example")

    with pytest.raises(ValidationError) as refused:
        services.open_account(**{"email": "new@panel.example", "name": "New", "actor": None, **fields})

    assert refused.value.message_dict == problem
    assert (User.objects.count(), AuditEntry.objects.count()) == (1, 0)
