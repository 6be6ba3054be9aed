"""What of awards is the office's or the panel's: no list, page, filter, sort, sum, file or link tells it to anybody else."""

from datetime import date
from decimal import Decimal

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from accounts.choices import Role
from accounts.models import AuditEntry
from commissioning import links
from commissioning.choices import AwardKind
from commissioning.models import Award
from documents.choices import Access
from tests.commissioning.awards.awarding import PRIVATE
from tests.factories.commissioning import (
    AwardFactory,
    DocumentFactory,
    ExerciseFactory,
    ExtensionFactory,
    FundFactory,
    PartyFactory,
    PaymentFactory,
    ProviderFactory,
    ReviewFactory,
    ShareFactory,
    VariationFactory,
)
from tests.factories.panels import AppointmentFactory

CANARY = "Canary"
AMOUNT = Decimal("7777.77")
OTHERS = (Role.OFFICE_DECISIONS, Role.OFFICE_COMPLAINTS, Role.OFFICE_PERFORMANCE)


@pytest.fixture
def private(area):
    """A published private award, every word of which is a canary but those that the public reads."""
    provider = ProviderFactory(area=area, name=f"{CANARY} provider", draft=True)
    one = AwardFactory(
        area=area, contract=True, title=f"{CANARY} title", purpose=f"{CANARY} purpose", conditions=f"{CANARY} conditions",
        reasons=f"{CANARY} reasons", provider=provider, amount=AMOUNT, term=f"{CANARY} term", framework=f"{CANARY} framework",
        fund=FundFactory(area=area, title=f"{CANARY} fund"), decided_words=f"{CANARY} panel",
        commercial_terms=f"{CANARY} terms", **PRIVATE,
    )  # fmt: skip
    ExtensionFactory(award=one, words=f"{CANARY} extension", amount=AMOUNT)
    VariationFactory(award=one, words=f"{CANARY} variation", change=AMOUNT)
    ReviewFactory(award=one, findings=f"{CANARY} review", is_public=True)
    PartyFactory(award=one, provider=ProviderFactory(area=area, name=f"{CANARY} partner", draft=True))
    ShareFactory(award=one, funder=f"{CANARY} funder", percent=Decimal(100))
    DocumentFactory(award=one, title=f"{CANARY} document")
    return one


def addresses(area, award):
    lists = [reverse(f"awards:{name}", args=[area.slug]) for name in ("award-list", "contract-list")]
    exports = [
        reverse(f"awards:{name}", args=[area.slug, "csv"]) for name in ("award-export", "contract-export")
    ]  # fmt: skip
    sorts = [f"{one}?sort={name}" for one in lists for name in ("amount", "-amount", "provider", "title")]
    filters = [f"{lists[0]}?q={CANARY}", f"{lists[0]}?year=2021", f"{lists[1]}?value=over"]
    return [*lists, *exports, *sorts, *filters, award.get_absolute_url()]


def told(client, addresses):
    return " ".join(client.get(address).content.decode() for address in addresses)


def test_nobody_is_told_of_a_private_award_but_its_neutral_line(client, area, private):
    words = told(client, addresses(area, private))

    assert CANARY not in words.replace(f"q={CANARY}", "").replace(f"provider: {CANARY}", "").replace(f'value="{CANARY}"', "")
    assert "7,777" not in words
    assert "7777" not in words
    assert PRIVATE["neutral_title"] in words
    assert PRIVATE["public_interest_reason"].replace("’", "’") in words


def test_the_rest_of_the_office_is_told_no_more(client, area, private):
    for role in OTHERS:
        client.force_login(AppointmentFactory(area=area, role=role).user)
        words = told(client, [private.get_absolute_url(), reverse("awards:award-export", args=[area.slug, "csv"])])
        assert CANARY not in words, role


def test_the_panel_reads_a_private_award_without_its_commercial_terms(client, private, member):
    client.force_login(member)

    words = told(client, [private.get_absolute_url()])

    assert f"{CANARY} provider" in words
    assert "£7,777.77" in words
    assert f"{CANARY} terms" not in words
    assert AuditEntry.objects.filter(action="documents.restricted_read", actor=member).count() == 1


def test_another_panel_is_told_nothing(client, private):
    client.force_login(AppointmentFactory(role=Role.PANEL_MEMBER).user)

    assert CANARY not in told(client, [private.get_absolute_url()])


def test_commercial_terms_of_a_public_award_stay_with_the_office(client, area, entered, office, member):
    facts = {"commercial_terms": f"{CANARY} terms", "exempt_paragraph": 3, "public_interest_reason": "Prices"}
    one = entered(public=True, kind=AwardKind.CONTRACT, **facts)
    VariationFactory(award=one, private_note=f"{CANARY} note")
    ReviewFactory(award=one, findings=f"{CANARY} findings")
    DocumentFactory(award=one, title=f"{CANARY} file", access=Access.EXEMPT, exempt_paragraph=3, public_interest_reason="Prices")

    assert CANARY not in told(client, [*addresses(area, one)[:4], one.get_absolute_url()])
    client.force_login(member)
    assert CANARY not in told(client, [one.get_absolute_url()])
    client.force_login(office)
    words = told(client, [one.get_absolute_url()])
    assert all(f"{CANARY} {what}" in words for what in ("terms", "note", "findings", "file"))


def test_what_an_award_points_at_is_told_only_where_that_is_public(client, area):
    draft = {"draft": True, "title": f"{CANARY} draft"}
    fund, exercise = FundFactory(area=area, **draft), ExerciseFactory(area=area, **draft)
    one = AwardFactory(area=area, fund=fund, exercise=exercise)
    PaymentFactory(area=area, award=one, amount=AMOUNT, unpublished=True)

    words = told(client, addresses(area, one)).replace(f"q={CANARY}", "").replace(f"provider: {CANARY}", "")

    assert f"{CANARY} draft" not in words
    assert "7,777" not in words


def test_a_filter_finds_nothing_private(client, area, private):
    AwardFactory(area=area, fund=FundFactory(area=area, title="Public fund", slug="public"))

    page = client.get(reverse("awards:award-list", args=[area.slug]), {"fund": private.fund.slug})
    every = client.get(reverse("awards:award-list", args=[area.slug]))

    assert page.context["table"].count == 0
    assert [value for value, _words in every.context["filter_form"].fields["fund"].choices if value] == ["public"]


def test_a_link_to_a_private_award_has_its_neutral_title(area, private, member):
    public, panel = AnonymousUser(), member

    assert links.awards(public, [private.pk])[private.pk].words == f"{private.reference}: A support contract"
    assert links.awards(panel, [private.pk])[private.pk].words == f"{private.reference}: {CANARY} title"
    assert list(links.awards_to_link(panel, area)) == []


def test_drafts_are_in_no_list(client, area, entered, member):
    entered(title=f"{CANARY} draft", awarded_on=date(2022, 3, 1), made=False)
    client.force_login(member)

    assert CANARY not in told(client, addresses(area, Award.objects.get())[:4])
