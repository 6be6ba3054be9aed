"""Nil returns: stated, refused where something was signed, taken back by hand and by a signature."""

import threading
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.urls import reverse

from accounts.models import AuditEntry
from decisions.models import Decision, NilReturn
from decisions.services.register.nil_returns import (
    contradicted_by,
    days_to_state,
    state_nil_return,
    take_back_contradicted,
    take_back_nil_return,
)
from interface import clock
from tests.decisions.register.making import agreed, sign
from tests.factories.panels import PoliceAreaFactory
from tests.factories.register import DecisionFactory, NilReturnFactory

pytestmark = pytest.mark.django_db

PARTS = ("day", "month", "year")
FIRST, LAST = date(2022, 2, 2), date(2022, 3, 8)


@pytest.fixture(autouse=True)
def in_march():
    with clock.stand_on(date(2022, 3, 17)):
        yield


def state(area, first=FIRST, last=LAST, **facts):
    return state_nil_return(area=area, started_on=first, ended_on=last, actor=None, **facts)


def refused(area, first=FIRST, last=LAST):
    with pytest.raises(ValidationError) as error:
        state(area, first, last)
    return error.value.message_dict


def test_a_nil_return_is_numbered_and_told_to_the_trail(area):
    made = [state(area, note="Nothing was ready"), state(area, date(2022, 3, 9), date(2022, 3, 17))]
    assert [one.number for one in made] == [1, 2]
    entry = AuditEntry.objects.filter(action="decisions.nil_return_stated").first()
    assert entry.detail == {"number": 1, "from": "2022-02-02", "until": "2022-03-08"}


def test_what_cannot_be_stated_is_refused_beside_its_field_and_leaves_no_gap(area):
    DecisionFactory(area=area, maker=None, year=2022, number=3, signed=True, signed_on=date(2022, 3, 4))
    words = "2022/003 was signed on Friday 4 March 2022, within these days. Choose days without a decision"
    assert refused(area) == {"ended_on": [words]}
    assert refused(area, LAST, FIRST) == {"ended_on": ["The last day must not be before the first"]}
    late = "The last day must be today or earlier: nobody knows what will be signed later"
    assert refused(area, date(2022, 3, 10), date(2022, 3, 18)) == {"ended_on": [late]}
    assert state(area, FIRST, date(2022, 3, 3)).number == 1
    overlap = "A nil return from Wednesday 2 February 2022 to Thursday 3 March 2022 covers some of these days already"
    assert refused(area, date(2022, 3, 3), date(2022, 3, 3)) == {"started_on": [overlap]}


@pytest.mark.parametrize("day", [FIRST, LAST])
def test_a_decision_signed_on_the_first_or_the_last_day_counts(area, day):
    DecisionFactory(area=area, maker=None, signed=True, signed_on=day)
    assert list(refused(area)) == ["ended_on"]
    DecisionFactory(maker=None, signed=True, signed_on=day)  # of another area
    assert state(area, date(2022, 2, 3), date(2022, 3, 7)).pk


def test_one_is_taken_back_once_with_its_reason(area):
    made = state(area)
    with pytest.raises(ValidationError, match="Say why"):
        take_back_nil_return(nil=made, why=" ", actor=None)
    take_back_nil_return(nil=made, why="A decision was found.", actor=None)
    with pytest.raises(ValidationError, match="taken back before"):
        take_back_nil_return(nil=made, why="Again", actor=None)

    made.refresh_from_db()
    assert made.taken_back_why == "A decision was found."
    assert "found" not in str(AuditEntry.objects.get(action="decisions.nil_return_taken_back").detail)
    assert state(area).number == 2


def test_the_next_days_begin_after_what_is_known(area):
    assert days_to_state(area) == (None, date(2022, 3, 17))
    DecisionFactory(area=area, maker=None, signed=True, signed_on=date(2022, 2, 1))
    assert days_to_state(area) == (FIRST, date(2022, 3, 17))
    NilReturnFactory(area=area)
    assert days_to_state(area)[0] == date(2022, 3, 9)
    DecisionFactory(area=area, maker=None, signed=True, signed_on=date(2022, 3, 17))
    assert days_to_state(area)[0] is None


def test_a_signature_within_the_days_takes_it_back_and_another_does_not(area):
    made, other = state(area), state(area, date(2022, 3, 9), date(2022, 3, 17))
    with clock.stand_on(date(2022, 3, 4)):
        decision = agreed(area)
    assert contradicted_by(area, date(2022, 3, 4)) == [made]
    sign(decision, on=date(2022, 3, 4))

    made.refresh_from_db()
    other.refresh_from_db()
    assert made.taken_back_why == f"{decision.reference} was signed on Friday 4 March 2022"
    assert other.taken_back_at is None


# Pages -----------------------------------------------------------------------------------------------------------


def test_the_office_states_one_and_the_register_shows_it(client, area, office):
    client.force_login(office)
    url = reverse("decisions:nil-return-create", args=[area.slug])
    data = {"token": client.get(url).context["form"]["token"].value(), "note": "Nothing was ready"}
    data |= {f"{name}-{part}": getattr(day, part) for name, day in (("started_on", FIRST), ("ended_on", LAST)) for part in PARTS}
    for _turn in range(2):  # sent twice, it is one
        answer = client.post(url, data, follow=True)
    assert NilReturn.objects.count() == 1
    assert "No formal decisions between 2 February and 8 March 2022." in answer.content.decode()


def test_a_refusal_stands_beside_its_field(client, area, office):
    client.force_login(office)
    url = reverse("decisions:nil-return-create", args=[area.slug])
    data = {"token": client.get(url).context["form"]["token"].value(), "started_on-day": "1",
            "started_on-month": "2", "started_on-year": "2022", "ended_on-day": "18", "ended_on-month": "3",
            "ended_on-year": "2022"}  # fmt: skip
    answer = client.post(url, data)
    assert list(answer.context["form"].errors) == ["ended_on"]
    assert "<title>Error: State a nil return" in " ".join(answer.content.decode().split())


def test_everybody_reads_what_was_taken_back_and_why(client, area, office):
    nil = NilReturnFactory(area=area)
    client.force_login(office)
    url = reverse("decisions:nil-return-take-back", args=[area.slug, nil.number])
    token = client.get(url).context["form"]["token"].value()
    client.post(url, {"token": token, "why": "2022/003 was found."})
    client.logout()

    page = client.get(reverse("decisions:nil-return-list", args=[area.slug])).content.decode()
    assert "2022/003 was found." in page
    assert "Taken back" in page
    assert url not in page
    assert not client.get(reverse("decisions:decision-list", args=[area.slug])).context["table"].count


def test_only_the_office_writes(client, area, clerk, member):
    nil = NilReturnFactory(area=area)
    addresses = [
        reverse("decisions:nil-return-create", args=[area.slug]),
        reverse("decisions:nil-return-take-back", args=[area.slug, nil.number]),
    ]
    for user, status in ((None, 302), (clerk, 403), (member, 403)):
        if user:
            client.force_login(user)
        for url in addresses:
            assert {client.get(url).status_code, client.post(url, {"why": "x"}).status_code} == {status}
    assert client.get(reverse("decisions:nil-return-take-back", args=[PoliceAreaFactory().slug, nil.number])).status_code == 404


def test_the_list_asks_as_much_for_1_as_for_300(client, area, office, django_assert_num_queries):
    client.force_login(office)
    counts = set()
    for count in (1, 3, 300):
        NilReturnFactory.create_batch(count - area.nil_returns.count(), area=area)
        client.get(reverse("decisions:nil-return-list", args=[area.slug]))
        with django_assert_num_queries(100, exact=False) as asked:
            client.get(reverse("decisions:nil-return-list", args=[area.slug]))
        counts.add(len(asked))
    assert len(counts) == 1


# At the same time ------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_nil_return_and_a_signature_at_the_same_time_never_both_stand():
    """Whoever is second sees the first: without the held counter both would stand, as each looks before the other is kept."""
    area = PoliceAreaFactory()
    for turn in range(6):
        day = date(2022, 1, 3 + turn)
        decision = DecisionFactory(area=area, maker=None, year=2022, number=turn + 1, agreed=True)
        _both(lambda day=day: state(area, day, day), lambda day=day, one=decision: _sign(one, day))
        stands = NilReturn.objects.standing().filter(area=area, started_on=day).exists()
        assert Decision.objects.filter(pk=decision.pk, signed_on=day).exists()
        assert not stands


def _sign(decision, day):
    with transaction.atomic():
        fields = {"signed_on": day, "signatory": "Robin Vale", "notice_sha256": "0" * 64, "status": "signed"}
        Decision.objects.filter(pk=decision.pk).update(**fields)
        decision.refresh_from_db()
        take_back_contradicted(decision=decision, actor=None)


def _both(*works):
    gate = threading.Barrier(len(works))

    def run(work):
        with clock.stand_on(date(2022, 3, 17)):
            try:
                gate.wait()
                work()
            except ValidationError:
                pass
            finally:
                connection.close()

    threads = [threading.Thread(target=run, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
