"""A decision at the end of a link: who sees it there, and by which title."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from decisions.choices import DecisionStepKind
from decisions.links import DECISION
from documents.choices import Relation
from documents.links import find_ends, is_known
from documents.services.links import add_link
from tests.decisions.register.making import EXEMPT, logged, moved, published

pytestmark = pytest.mark.django_db
PUBLIC = AnonymousUser()


@pytest.fixture(autouse=True)
def day(today, rulebook):
    return today


def words(user, *decisions):
    found = find_ends(user, [(DECISION, one.pk) for one in decisions])
    return [one.words for one in found.values()]


def test_who_may_not_know_of_a_decision_finds_no_end(area, office, member):
    decision = logged(area)
    assert is_known(DECISION)
    assert words(PUBLIC, decision) == words(member, decision) == []
    assert words(office, decision) == ["2022/001 Grant to the night-time economy fund"]


def test_an_exempt_one_is_named_by_its_neutral_title(area, office, member):
    decision = published(area, **EXEMPT)
    assert words(PUBLIC, decision) == words(member, decision) == ["2022/001 Decision on a contract"]
    assert words(office, decision) == ["2022/001 Grant to the night-time economy fund"]
    moved(decision, DecisionStepKind.SHARE)
    assert words(member, decision) == ["2022/001 Grant to the night-time economy fund"]


def test_its_page_shows_what_is_linked_with_it(client, area):
    one, other = published(area), published(area, title="The older grant")
    add_link(area=area, source=(DECISION, one.pk), relation=Relation.FOLLOWS, target=(DECISION, other.pk), actor=None)
    text = client.get(reverse("decisions:decision-detail", args=[area.slug, one.slug])).content.decode()
    assert "2022/002 The older grant" in text
