"""The Atom feed: what everybody may read, the same for everybody."""

from datetime import date
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from interface import clock
from tests.factories.panels import PoliceAreaFactory
from tests.factories.register import DecisionFactory, PublishedDecisionFactory

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def in_april():
    with clock.stand_on(date(2022, 4, 1)):
        yield


def feed(client, area):
    return client.get(reverse("decisions:decision-feed", args=[area.slug]))


def entries(client, area):
    return ElementTree.fromstring(feed(client, area).content).findall(f"{ATOM}entry")


def test_feed_tells_published_decisions_in_the_form_of_atom(client, area):
    made = PublishedDecisionFactory(area=area, maker=None, year=2021, number=3, title="Wardens & “others”")
    DecisionFactory(area=area, maker=None, signed=True, title="Not out")
    PublishedDecisionFactory(area=PoliceAreaFactory(), maker=None, title="Elsewhere")
    answer = feed(client, area)
    root = ElementTree.fromstring(answer.content)
    [entry] = root.findall(f"{ATOM}entry")

    assert answer["Content-Type"] == "application/atom+xml; charset=utf-8"
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    here = "http://testserver/avon/decisions/"
    assert links == {"alternate": here, "self": f"{here}feed.atom"}
    assert entry.findtext(f"{ATOM}title") == "2021/003: Wardens & “others”"
    assert entry.find(f"{ATOM}link").get("href") == f"http://testserver{made.get_absolute_url()}"
    assert "A grant of £20,000 is made to the fund." in entry.findtext(f"{ATOM}summary")
    assert entry.findtext(f"{ATOM}updated")[:10] == made.published_at.date().isoformat()


def test_feed_tells_the_public_line_alone_whoever_asks(client, area, office, clerk):
    PublishedDecisionFactory(area=area, maker=None, exempt=True, title="CANARY-A", summary="CANARY-B", signatory="CANARY-C")
    PublishedDecisionFactory(area=area, maker=None, exempt_part=True, exempt_text="CANARY-D", condition="CANARY-E")
    for user in (None, clerk, office):
        if user:
            client.force_login(user)
        content = feed(client, area).content.decode()
        assert content.count("<entry>") == 2
        assert "CANARY" not in content
        assert "Decision on a contract" in content


def test_a_rescinded_decision_is_updated_when_it_is(client, area):
    later = PublishedDecisionFactory(area=area, maker=None, year=2021, number=9)
    DecisionFactory(area=area, maker=None, year=2021, number=1, rescinded=True, rescinded_by=later, published_at=clock.now(),
                    rescinded_on=date(2022, 5, 2))  # fmt: skip
    old = next(one for one in entries(client, area) if one.findtext(f"{ATOM}title").startswith("2021/001"))

    assert old.findtext(f"{ATOM}updated") == "2022-05-02T00:00:00+01:00"
    assert "Rescinded by 2021/009 on Monday 2 May 2022." in old.findtext(f"{ATOM}summary")


def test_feed_holds_the_newest_fifty_and_asks_as_much_for_1_as_for_60(client, area, django_assert_num_queries):
    counts = []
    for count in (1, 3, 60):
        have = area.decisions.count()
        DecisionFactory.create_batch(count - have, area=area, maker=None, published=True, year=2021)
        feed(client, area)
        with django_assert_num_queries(100, exact=False) as asked:
            told = entries(client, area)
        counts.append((len(told), len(asked)))
    assert [told for told, _asked in counts] == [1, 3, 50]
    assert len({asked for _told, asked in counts}) == 1


def test_feed_survives_characters_that_no_feed_may_hold(client, area):
    PublishedDecisionFactory(area=area, maker=None, title="Bell\x07", summary="Form\x0cfeed <script>alert(1)</script>")
    content = feed(client, area).content.decode()
    assert "<script>" not in content
    assert len(entries(client, area)) == 1
    assert client.post(reverse("decisions:decision-feed", args=[area.slug])).status_code == 405
