"""Erasure: not a day early, not while somebody holds it, and then nothing is left in the database or the stores."""

from datetime import date, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.models import AuditEntry
from complaints.models import Complaint, ComplaintFile, Letter, Party, Submission
from complaints.services.importing import PASTED, Source, import_register
from complaints.services.letters import OWNER
from complaints.services.retention import (
    due_for_erasure,
    erase_again,
    erase_complaints,
    hold_complaint,
    release_complaint,
)
from documents.choices import Access, StoreName
from documents.models import Print
from documents.services.files import store_bytes
from interface import clock
from panels.rulebook import COMPLAINT_RETENTION
from tests.complaints.registers import HEADINGS, as_tabs
from tests.factories.complaints import (
    AllegationFactory,
    ComplaintFactory,
    ComplaintFileFactory,
    LetterFactory,
    PartyFactory,
    PublicSummaryFactory,
    RiskAssessmentFactory,
    SideCommentFactory,
    StepFactory,
    SubmissionFactory,
)
from tests.factories.due import ObligationFactory
from tests.factories.panels import BodyFactory, LocalRuleFactory, OfficeHolderFactory, PoliceAreaFactory, RuleFactory

ENDED = date(2016, 2, 29)
LAST = date(2022, 2, 28)  # six years on, which has no 29 February
WORD = "XCANARYX"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_stores(settings, tmp_path):
    settings.STORES = {"public": tmp_path / "public", "restricted": tmp_path / "restricted"}


@pytest.fixture
def panel(db):
    RuleFactory(key=COMPLAINT_RETENTION, number=6, unit="years", provision="Policy", in_force_from=date(2012, 11, 22))
    return BodyFactory(area=PoliceAreaFactory(slug="avonshire"), slug="panel")


def ended(panel, **changes):
    return ComplaintFactory(body=panel, status="closed", ended_on=ENDED, made_on=None, received_on=date(2016, 1, 4), **changes)


def full(panel) -> Complaint:
    """A complaint that ended, with the word in everything that anybody can type or send."""
    complaint = ended(
        panel, line=WORD, outcome="explanation", outcome_text=WORD, raw_handler=WORD, raw_outcome=WORD, iopc_reference=WORD,
        kept_from_office_why=WORD, printed_label=f"{WORD}1",
    )  # fmt: skip
    mine = {"complaint": complaint}
    files = [store_bytes(store=StoreName.RESTRICTED, data=f"{WORD} {n}".encode(), media_type="text/plain") for n in range(3)]
    party = PartyFactory(**mine, name=WORD, email=f"{WORD}@mail.example", phone=WORD, address=WORD, contact_note=WORD)
    SubmissionFactory(**mine, text=WORD)
    ComplaintFileFactory(**mine, name=f"{WORD}.pdf", note=WORD, original=files[0], pdf=files[1], html=WORD, findings=[WORD])
    AllegationFactory(**mine, text=WORD, serious_why=WORD, is_serious=False)
    step = StepFactory(**mine, reason=WORD, taken_back_why=WORD, decided_by=WORD, before={"line": WORD})
    SideCommentFactory(**mine, text=WORD)
    RiskAssessmentFactory(**mine, text=WORD, measures=WORD)
    PublicSummaryFactory(**mine, text=WORD, outcome_text=WORD, kept_words_why=WORD, withdrawn_why=WORD)
    letter = LetterFactory(**mine, subject=WORD, text=WORD, step=step, party=party, issued=True)
    LetterFactory(**mine, subject=WORD, text=WORD, not_needed=True, not_needed_why=WORD)
    Print.objects.create(
        area=panel.area, owner_kind=OWNER, owner_key=letter.pk, number=1, title=WORD, access=Access.EXEMPT, html=WORD,
        file=files[2], made_at=clock.now(),
    )  # fmt: skip
    duty = {"area": panel.area, "body": panel, "subject_kind": "complaint", "subject_key": str(complaint.pk)}
    ObligationFactory(**duty, key="acknowledge", met_how=WORD, explanation=WORD)
    ObligationFactory(**duty, key="finish", status="not-applicable", explanation=WORD)
    return complaint


def rows_with_word() -> dict[str, int]:
    """In which tables of the whole database the word stands, and in how many rows."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        found = {}
        for name in tables:
            cursor.execute(f'SELECT count(*) FROM "{name}" t WHERE t::text ILIKE %s', [f"%{WORD}%"])
            found[name] = cursor.fetchone()[0]
    return {name: count for name, count in found.items() if count}


def files_with_word() -> list[Path]:
    paths = (path for root in settings.STORES.values() for path in Path(root).rglob("*") if path.is_file())
    return [path for path in paths if WORD.encode() in path.read_bytes()]


def erase(*complaints, on=LAST + timedelta(days=1)):
    with clock.stand_on(on):
        return erase_complaints(complaints=complaints, actor=None)


def test_nothing_is_left_in_the_database_or_the_stores(panel, django_capture_on_commit_callbacks):
    complaint = full(panel)
    before = rows_with_word()
    assert set(before) == {
        "complaints_allegation", "complaints_complaint", "complaints_complaintfile", "complaints_complaintstep",
        "complaints_letter", "complaints_party", "complaints_publicsummary", "complaints_riskassessment",
        "complaints_sidecomment", "complaints_submission", "documents_print", "panels_obligation",
    }  # fmt: skip
    assert len(files_with_word()) == 3

    with django_capture_on_commit_callbacks(execute=True):
        assert erase(complaint) == [complaint.reference]

    assert rows_with_word() == {}
    assert files_with_word() == []


def test_the_tombstone_has_its_reference_days_states_and_outcome(panel):
    complaint = full(panel)
    holder = complaint.office_holder

    erase(complaint)

    left = Complaint.objects.get(pk=complaint.pk)
    left.full_clean()
    assert (left.reference, left.status, left.outcome, left.received_on, left.ended_on, left.office_holder) == (
        complaint.reference, "closed", "explanation", date(2016, 1, 4), ENDED, holder,
    )  # fmt: skip
    assert left.erased_at is not None
    assert [(one.kind, one.to_status, one.taken_on) for one in left.steps.all()] == [("receive", "received", date(2016, 1, 4))]
    assert [(one.kind, one.status) for one in left.letters.order_by("number")] == [
        ("acknowledgement", "issued"), ("acknowledgement", "not-needed"),
    ]  # fmt: skip
    for model in (Party, Submission, ComplaintFile):
        assert not model.objects.filter(complaint=left).exists()
    entry = AuditEntry.objects.get(action="complaints.erased")
    assert (entry.target_reference, entry.detail) == (complaint.reference, {"ended": "2016-02-29", "files": 3})


def test_others_keep_all_they_have(panel):
    gone, stays = full(panel), full(panel)

    erase(gone)

    assert stays.parties.get().name == WORD
    assert Letter.objects.filter(complaint=stays, text=WORD).count() == 2
    assert Print.objects.filter(owner_kind=OWNER).count() == 1


def test_a_printed_number_that_is_a_number_stays(panel):
    erase(ended(panel, printed_label="74"))

    assert Complaint.objects.get().printed_label == "74"


@pytest.mark.parametrize(("day", "is_due"), [(LAST - timedelta(days=1), False), (LAST, False), (LAST + timedelta(days=1), True)])
def test_no_complaint_goes_a_day_early(panel, day, is_due):
    complaint = ended(panel)

    with clock.stand_on(day):
        assert (due_for_erasure(area=panel.area) == [complaint]) is is_due
    if is_due:
        assert erase(complaint, on=day) == [complaint.reference]
        return
    with pytest.raises(ValidationError) as found:
        erase(complaint, on=day)
    assert found.value.messages == [f"{complaint.reference}: It is kept until Monday 28 February 2022"]


def test_the_panels_own_rule_goes_first(panel):
    complaint = ended(panel)
    LocalRuleFactory(body=panel, key=COMPLAINT_RETENTION, number=7, unit="years", in_force_from=date(2021, 6, 24))

    with clock.stand_on(LAST + timedelta(days=1)):
        assert due_for_erasure() == []
    with clock.stand_on(date(2023, 3, 1)):
        assert due_for_erasure() == [complaint]


def test_without_a_rule_nothing_goes(panel):
    ended(BodyFactory(area=PoliceAreaFactory(slug="elsewhere", nation="wales")))

    with clock.stand_on(date(2050, 1, 1)):
        assert due_for_erasure() == []


def test_a_hold_keeps_it_until_it_is_released(panel):
    complaint = ended(panel)
    with clock.stand_on(LAST + timedelta(days=1)):
        held = hold_complaint(complaint=complaint, version=complaint.version, reason=" A court case ", actor=None)
        assert (held.hold_reason, due_for_erasure()) == ("A court case", [])
        with pytest.raises(ValidationError, match="It is on hold"):
            erase_complaints(complaints=[complaint], actor=None)
        release_complaint(complaint=held, version=held.version, actor=None)
        assert due_for_erasure() == [complaint]

    said = AuditEntry.objects.filter(action__in=("complaints.held", "complaints.hold_released")).order_by("pk")
    assert [(one.action, one.detail) for one in said] == [("complaints.held", {}), ("complaints.hold_released", {})]


def test_of_several_all_go_or_none(panel):
    first, living = ended(panel), ComplaintFactory(body=panel)
    first.line = "Still there"
    first.save()

    with pytest.raises(ValidationError) as found:
        erase(first, living)

    assert found.value.messages == [f"{living.reference}: It is not over"]
    first.refresh_from_db()
    assert (first.line, first.erased_at) == ("Still there", None)


def test_one_of_the_same_reference_in_another_area_takes_nothing_along(panel):
    kept = ended(panel, reference="CC-2016-001", held_at=clock.now(), hold_reason="A claim.")
    other = ended(BodyFactory(area=PoliceAreaFactory()), reference="CC-2016-001")

    with pytest.raises(ValidationError, match="on hold"):
        erase(kept, other)
    assert not Complaint.objects.exclude(erased_at=None).exists()


def test_the_file_of_an_older_register_goes_with_the_first_of_its_complaints(panel, django_capture_on_commit_callbacks):
    holder = OfficeHolderFactory(area=panel.area, name="Ann Ash")
    row = ["1", "4.1.16", WORD, "Yes", "CEO", "", "Closed"]
    with clock.stand_on(date(2016, 2, 29)):
        source = Source(PASTED, as_tabs([HEADINGS, row, row]).encode())
        import_register(area=panel.area, body=panel, source=source, holder=holder, actor=None)
    Complaint.objects.update(ended_on=ENDED)
    assert len(files_with_word()) == 1

    with django_capture_on_commit_callbacks(execute=True):
        erase(*Complaint.objects.order_by("pk")[:1])

    assert files_with_word() == []
    assert rows_with_word() == {"complaints_allegation": 1}


def run(*words, **changes):
    out, told = StringIO(), StringIO()
    call_command("erase_complaints", *words, stdout=out, stderr=told, **changes)
    return out.getvalue().splitlines(), told.getvalue()


def test_the_command_names_first_and_erases_when_told(panel):
    complaint, held = ended(panel, line="x"), ended(panel, held=True)
    with clock.stand_on(LAST + timedelta(days=1)):
        for words in ((), ("--dry-run",)):
            assert run(*words) == ([f"avonshire {complaint.reference}"], "1 would be erased today. Nothing was changed\n")
        assert not Complaint.objects.filter(erased_at__isnull=False).exists()

        assert run("--erase") == ([f"avonshire {complaint.reference}"], "1 erased\n")
        assert run("--erase") == ([], "0 erased\n")
        assert run("--list")[0] == [f"avonshire {complaint.reference}"]
    held.refresh_from_db()
    assert held.erased_at is None


def test_a_restored_copy_is_erased_again(panel, tmp_path):
    complaint = full(panel)
    line = f"avonshire {complaint.reference}\n"
    (tmp_path / "erased.txt").write_text(line)

    with clock.stand_on(LAST + timedelta(days=1)):
        assert run("--again", str(tmp_path / "erased.txt"))[1] == "1 of 1 are erased\n"
        assert rows_with_word() == {}
        assert run("--again", str(tmp_path / "erased.txt"))[1] == "1 of 1 are erased\n"
        assert erase_again(names=[("avonshire", "CC-1")], actor=None) == ([], ["avonshire CC-1: there is no such complaint"])

        (tmp_path / "erased.txt").write_text(f"avonshire {ended(panel, held=True).reference}\n")
        with pytest.raises(CommandError, match="It is on hold"):
            run("--again", str(tmp_path / "erased.txt"))
        (tmp_path / "erased.txt").write_text("avonshire CC 1\n")
        with pytest.raises(CommandError, match="Not an area and a reference"):
            run("--again", str(tmp_path / "erased.txt"))
