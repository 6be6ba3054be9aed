"""What is secret leaves through no file and no page of open data: each secret has a word or a figure of its own."""

from datetime import date
from decimal import Decimal

import pytest
import simplejson
from django.urls import reverse

from commissioning import choices
from documents.choices import Access, ExemptParagraph
from exchange.ocds.files import process_file
from exchange.ocds.reading import processes_of
from exchange.publishing.identity import source_of
from interface.spreadsheets import read_cells
from tests.exchange.whole import whole_contract, whole_grant, whole_procurement
from tests.factories import commissioning as make

PRIVATE = {"exempt_paragraph": ExemptParagraph.AFFAIRS, "public_interest_reason": "zqreason"}
SECRET = Decimal("777123.45")
WORDS = ("zq", "777123", "777,123")
FILES = (
    ("grants", "json"), ("grants", "csv"), ("grants", "xlsx"), ("releases",), ("records",), ("spending", 2022, 2, "csv"),
    ("spending", 2022, 2, "xlsx"),
)  # fmt: skip
PAGES = (("index",), ("process-list",), ("month-list",))


def _around_what_is_open(area):
    """Public things that hold secrets in their private places."""
    exercise = whole_procurement(area, private_note="zqscores")
    exercise.is_estimate_public, exercise.estimate = False, SECRET
    exercise.save()
    exercise.lots.update(estimate=SECRET)
    make.LotFactory(exercise=exercise, title="zqlotout", removed_at=exercise.created_at)
    make.ApplicationFactory(exercise=exercise, applicant="zqapplicant", amount=SECRET, score="zqscore")
    contract = whole_contract(exercise, commercial_terms="zqterms", **PRIVATE)
    contract.variations.update(private_note="zqvariationnote")
    contract.provider.note = "zqprovidernote"
    contract.provider.save()
    grant = whole_grant(area)
    for award in (contract, grant):
        make.DocumentFactory(award=award, title="zqexemptdocument", access=Access.EXEMPT, **PRIVATE)
        make.DocumentFactory(award=award, title="zqremoved", removed_at=award.created_at)
        make.ReturnFactory(award=award, private_note="zqreturn", narrative="zqnarrative", spent=SECRET)
        make.ReviewFactory(award=award, findings="zqreview")
        make.VariationFactory(award=award, words="zqout", change=SECRET, removed_at=award.created_at)
        make.PaymentFactory(area=area, award=award, unpublished=True, recipient="zqunpaid", amount=SECRET)
    make.PaymentFactory(area=area, award=contract, recipient="zqperson", is_withheld=True, amount=Decimal("900.00"))


def _not_open(area):
    """Things of which open data tells nothing at all."""
    secret = {"area": area, "title": "zqtitle", "purpose": "zqpurpose", "amount": SECRET, "provider__name": "zqprovider"}
    for is_contract in (False, True):
        make.AwardFactory(contract=is_contract, exempt=True, neutral_title="zqneutral", **secret)
        make.AwardFactory(contract=is_contract, draft=True, **secret)
        make.AwardFactory(contract=is_contract, unpublished=True, **secret)
        make.AwardFactory(contract=is_contract, **secret, status=choices.AwardStatus.CANCELLED, cancelled_why="zqwhy")
    make.ExerciseFactory(area=area, draft=True, title="zqdraft", estimate=SECRET)
    make.AwardFactory(area=area, fund=make.FundFactory(area=area, draft=True, title="zqfund", slug="zqfund"))
    hidden = make.ProviderFactory(area=area, draft=True, about="zqabout", url="https://zq.example", postcode="ZQ1 1ZQ")
    make.AwardFactory(area=area, provider=hidden)
    make.AwardFactory(area=area, contract=True, exercise=make.ExerciseFactory(area=area, draft=True, title="zqdraft"))
    make.PaymentFactory(area=area, unpublished=True, recipient="zqpaid", paid_on=date(2022, 2, 1))


def _text(response, name):
    if name[-1] == "xlsx":
        return str(read_cells("x.xlsx", response.content).rows).casefold()
    return response.content.decode().casefold()


@pytest.mark.usefixtures("rule")
def test_no_secret_leaves_through_open_data(client, area):
    _around_what_is_open(area)
    _not_open(area)

    told = {}
    for name in FILES + PAGES:
        response = client.get(reverse(f"opendata:{name[0]}", args=[area.slug, *name[1:]]))
        assert response.status_code == 200
        told[name] = _text(response, name)
    source = source_of(area)
    for one in processes_of(area, source):
        told[one.reference] = simplejson.dumps(process_file(one, source), use_decimal=True).casefold()

    assert len(told) > len(FILES + PAGES)
    assert [(name, word) for name, text in told.items() for word in WORDS if word in text] == []


@pytest.mark.usefixtures("rule")
def test_officer_downloads_no_more_than_everybody(client, area, officer):
    _around_what_is_open(area)
    _not_open(area)
    address = [reverse(f"opendata:{name[0]}", args=[area.slug, *name[1:]]) for name in FILES if name[-1] != "xlsx"]

    everybody = [client.get(one).content for one in address]
    client.force_login(officer)

    assert [client.get(one).content for one in address] == everybody
