"""An analyst accepts the word that the figures propose, or sets another and says why."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError

from accounts.models import AuditEntry
from performance.models import TrendWord
from performance.services.standing import analysis_of
from performance.services.trends import accept_trend, clear_trend
from tests.factories.accounts import UserFactory
from tests.performance.reading import measure_with

pytestmark = pytest.mark.django_db
QUARTER = date(2021, 12, 31)
PUBLIC = AnonymousUser()


@pytest.fixture
def robbery():
    return measure_with(title="Robbery")


@pytest.fixture
def analyst():
    return UserFactory()


def test_the_word_proposed_is_accepted(robbery, analyst):
    row = accept_trend(measure=robbery, ended_on=QUARTER, actor=analyst)

    assert (row.proposed, row.word, row.rule, row.reason, row.set_by) == ("stable", "stable", "none", "", analyst)
    assert analysis_of(robbery, PUBLIC).trend.is_accepted
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.detail["word"]) == ("performance.trend_accepted", "stable")


def test_another_word_is_set_with_a_reason(robbery, analyst):
    accept_trend(measure=robbery, ended_on=QUARTER, actor=analyst, word="reducing", reason="  Before Covid-19\nit was higher. ")

    trend = analysis_of(robbery, PUBLIC).trend

    assert (trend.proposed, trend.word, trend.reason) == ("stable", "reducing", "Before Covid-19 it was higher.")
    entry = AuditEntry.objects.get()
    assert entry.action == "performance.trend_overridden"
    assert "Covid" not in str(entry.detail)


@pytest.mark.parametrize(
    ("word", "reason", "field", "message"),
    [
        ("reducing", " ", "reason", "Say why you set another word than the figures give"),
        ("terrible", "So it is.", "word", "Choose a trend word"),
    ],
    ids=["no reason", "no such word"],
)
def test_what_is_refused_changes_nothing(robbery, analyst, word, reason, field, message):
    with pytest.raises(ValidationError) as refused:
        accept_trend(measure=robbery, ended_on=QUARTER, actor=analyst, word=word, reason=reason)

    assert refused.value.message_dict == {field: [message]}
    assert not TrendWord.objects.exists()
    assert not AuditEntry.objects.exists()


def test_the_proposed_word_needs_no_reason_and_keeps_none(robbery, analyst):
    accept_trend(measure=robbery, ended_on=QUARTER, actor=analyst, word="reducing", reason="Before Covid-19.")

    row = accept_trend(measure=robbery, ended_on=QUARTER, actor=analyst, word="stable", reason="As the figures say.")

    assert (TrendWord.objects.count(), row.word, row.reason, row.version) == (1, "stable", "", 2)


@pytest.mark.parametrize("seen", [0, 2])
def test_who_saw_another_word_is_told(robbery, analyst, seen):
    accept_trend(measure=robbery, ended_on=QUARTER, actor=analyst, version=0)

    with pytest.raises(ValidationError, match="Someone else saved this"):
        accept_trend(measure=robbery, ended_on=QUARTER, actor=analyst, word="reducing", reason="Why.", version=seen)


def test_the_word_of_an_earlier_quarter_is_proposed_from_the_figures_until_then(analyst):
    risen = measure_with([100, 104] * 12 + [140, 144] * 6)

    row = accept_trend(measure=risen, ended_on=date(2020, 12, 31), actor=analyst)

    assert (row.word, analysis_of(risen, PUBLIC).trend.word) == ("stable", "increasing")


def test_a_word_taken_back_leaves_the_one_proposed(robbery, analyst):
    accept_trend(measure=robbery, ended_on=QUARTER, actor=analyst, word="reducing", reason="Before Covid-19.")

    clear_trend(measure=robbery, ended_on=QUARTER, actor=analyst, version=1)

    assert analysis_of(robbery, PUBLIC).trend.word == "stable"
    assert AuditEntry.objects.last().action == "performance.trend_cleared"


def test_there_is_nothing_to_take_back_where_no_word_was_set(robbery, analyst):
    with pytest.raises(ValidationError, match="No trend word was set"):
        clear_trend(measure=robbery, ended_on=QUARTER, actor=analyst)
