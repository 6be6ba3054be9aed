"""A signature: what it needs, what it prints, which nil return it proves wrong, and that there is only one of it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import connection

from accounts.models import AuditEntry
from decisions.choices import DecisionStatus, DecisionStepKind
from decisions.models import Decision, DecisionStep
from decisions.services.register.printing import FOR_ALL, WHOLE, NoticeChanged, check_notice, notice_for
from decisions.services.register.publishing import publish_decision
from decisions.services.register.signing import sign_decision
from documents.choices import Access, StoreName
from documents.models import Print, StoredFile
from documents.services.files import store_folder
from interface import clock
from tests.decisions.register.making import (
    DAY,
    EXEMPT,
    PART,
    again,
    agreed,
    commissioner,
    moved,
    published,
    sign,
    signed,
)
from tests.factories.panels import OfficeHolderFactory, PoliceAreaFactory
from tests.factories.register import NilReturnFactory, SignedDecisionFactory


@pytest.fixture
def day(today, rulebook):
    return today


def prints(decision, kind=WHOLE):
    return list(Print.objects.filter(owner_kind=kind, owner_key=decision.pk).select_related("file"))


def path_of(file):
    return store_folder(file.store) / file.sha256[:2] / file.sha256[2:4] / file.sha256


def problems(decision, **facts):
    with pytest.raises(ValidationError) as refused:
        sign(decision, **facts)
    return refused.value.message_dict


# What it needs ---------------------------------------------------------------------------------------------------


def test_a_signature_keeps_who_and_when_and_the_checksum_of_the_notice(area, day):
    decision = signed(area)

    (kept,) = prints(decision)
    assert (decision.status, decision.signed_on) == (DecisionStatus.SIGNED, DAY)
    assert decision.signatory == f"{commissioner(area).name}, Commissioner"
    assert (kept.file.sha256, kept.access, kept.file.store) == (decision.notice_sha256, Access.EXEMPT, StoreName.RESTRICTED)
    entry = AuditEntry.objects.get(action="decisions.decision_signed")
    assert entry.detail["sha256"] == decision.notice_sha256


def test_every_fact_that_is_missing_is_named_at_once_by_field(area, day):
    decision = agreed(area, summary="", reasons=" ", cost_kind="not-known", cost=None, maker=None)
    assert set(problems(decision)) == {"summary", "reasons", "cost_kind", "maker"}
    assert (again(decision).status, prints(decision)) == (DecisionStatus.AGREED, [])


def test_the_maker_and_the_signatory_held_the_office_on_the_day(area, day):
    former = OfficeHolderFactory(
        area=area, kind="deputy", name="Sam Ash", started_on=date(2017, 1, 1), ended_on=date(2021, 5, 12)
    )
    decision = agreed(area, maker=former)
    found = problems(decision, signatory_holder=former)
    assert found["maker"] == found["signatory_holder"] == ["Sam Ash was not Deputy Commissioner on Thursday 3 February 2022"]
    assert "signatory" in problems(agreed(area), signatory=" ")


def test_a_signature_lies_neither_in_the_future_nor_before_the_agreement(area, day):
    decision = agreed(area)
    assert "today or in the past" in problems(decision, on=date(2022, 2, 4), signatory="S")["signed_on"][0]
    assert "Thursday 3 February 2022" in problems(decision, on=date(2022, 2, 2), signatory="S")["signed_on"][0]


def test_only_an_agreed_decision_is_signed_and_only_once(area, day):
    decision = signed(area)
    with pytest.raises(ValidationError) as refused:
        sign(decision)
    assert refused.value.code == "not-open"
    assert len(prints(decision)) == 1


def test_a_nil_return_that_the_signature_proves_wrong_is_taken_back_with_why(area, day):
    wrong = NilReturnFactory(area=area, started_on=date(2022, 1, 1), ended_on=DAY)
    other = NilReturnFactory(area=area, started_on=date(2021, 11, 1), ended_on=date(2021, 12, 1))
    signed(area)
    wrong.refresh_from_db()
    other.refresh_from_db()
    assert wrong.taken_back_why == "2022/001 was signed on Thursday 3 February 2022"
    assert other.taken_back_at is None


# What the public comes to read -----------------------------------------------------------------------------------


@pytest.mark.parametrize("private", [EXEMPT, PART])
def test_of_what_is_private_only_the_public_print_ever_reaches_the_public_store(area, day, private):
    decision = signed(area, **private)
    (whole,), (for_all,) = prints(decision), prints(decision, FOR_ALL)
    assert not StoredFile.objects.filter(store=StoreName.PUBLIC).exists()

    publish_decision(decision=decision, version=decision.version, actor=None)
    whole.refresh_from_db()
    for_all.refresh_from_db()
    assert (whole.access, whole.file.store) == (Access.EXEMPT, StoreName.RESTRICTED)
    assert (for_all.access, for_all.file.store) == (Access.PUBLIC, StoreName.PUBLIC)
    assert list(StoredFile.objects.filter(store=StoreName.PUBLIC)) == [for_all.file]
    assert for_all.title == decision.public_title


def test_a_wholly_public_notice_goes_out_as_it_was_signed(area, day):
    decision = published(area)
    (kept,) = prints(decision)
    assert (kept.access, kept.file.store, kept.file.sha256) == (Access.PUBLIC, StoreName.PUBLIC, decision.notice_sha256)
    assert prints(decision, FOR_ALL) == []


# A file that is not the one that was signed ----------------------------------------------------------------------


def test_a_notice_whose_file_was_changed_is_neither_given_nor_published(client, area, day):
    decision = published(area)
    (kept,) = prints(decision)
    path_of(kept.file).chmod(0o644)
    path_of(kept.file).write_bytes(b"%PDF-1.7 another")
    response = client.get(f"{decision.get_absolute_url()}notice.pdf")
    assert response.status_code == 409
    assert "is not the one that was signed" in response.content.decode()

    other = signed(area)
    (kept,) = prints(other)
    path_of(kept.file).chmod(0o644)
    path_of(kept.file).write_bytes(b"%PDF-1.7 another")
    with pytest.raises(ValidationError) as refused:
        publish_decision(decision=other, version=other.version, actor=None)
    assert refused.value.code == "changed"
    assert again(other).status == DecisionStatus.SIGNED


def test_a_print_that_took_the_place_of_the_signed_one_is_refused(client, area, day):
    decision = published(area)
    another = SignedDecisionFactory(area=area)
    Print.objects.filter(owner_kind=WHOLE, owner_key=decision.pk).update(file=prints(another)[0].file)
    with pytest.raises(NoticeChanged):
        check_notice(decision, notice_for(decision, AnonymousUser()))
    assert client.get(f"{decision.get_absolute_url()}notice.pdf").status_code == 409
    assert "The file is not the one that was signed" in client.get(decision.get_absolute_url()).content.decode()


def test_a_notice_that_is_gone_is_refused_and_not_taken_for_a_draft(client, area, day, office):
    decision = signed(area)
    Print.objects.filter(owner_kind=WHOLE, owner_key=decision.pk).delete()
    client.force_login(office)
    assert client.get(f"{decision.get_absolute_url()}notice.pdf").status_code == 409
    with pytest.raises(ValidationError, match="is not the one that was signed"):
        publish_decision(decision=decision, version=decision.version, actor=None)


def test_reading_a_whole_notice_that_is_private_is_on_record(client, area, day, office):
    decision = published(area, **PART)
    client.force_login(office)
    client.get(f"{decision.get_absolute_url()}notice.pdf")
    draft = agreed(area)
    response = client.get(f"{draft.get_absolute_url()}notice.pdf")
    assert response["Cache-Control"] == "private, no-store"
    reads = AuditEntry.objects.filter(action="documents.restricted_read", actor=office)
    assert [one.detail for one in reads.order_by("sequence")] == [{"of": WHOLE, "number": 1}, {"reference": draft.reference}]


# At once ---------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_sign_a_decision_and_there_is_one_signature_and_one_print():
    area = PoliceAreaFactory()
    with clock.stand_on(DAY):
        decision = agreed(area)
    holder, start = commissioner(area), Barrier(8)

    def run(_writer):
        try:
            with clock.stand_on(DAY):
                start.wait()
                sign_decision(
                    decision=decision, version=decision.version, signed_on=DAY, signatory_holder=holder, actor=None
                )  # fmt: skip
        except ValidationError as error:
            return error.code
        else:
            return "signed"
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        results = list(threads.map(run, range(8)))
    assert sorted(results) == ["signed", *["stale"] * 7]
    assert DecisionStep.objects.filter(decision=decision, kind=DecisionStepKind.SIGN).count() == 1
    assert len(prints(decision)) == 1
    assert Decision.objects.get(pk=decision.pk).notice_sha256 == prints(decision)[0].file.sha256


def test_a_step_upon_a_page_that_was_read_before_the_signature_is_stale(area, day):
    decision = agreed(area)
    version = decision.version
    sign(decision)
    with pytest.raises(ValidationError) as refused:
        sign_decision(decision=decision, version=version, signed_on=DAY, signatory="S", actor=None)
    assert refused.value.code == "stale"
    assert moved(decision, DecisionStepKind.SHARE).shared_at
