"""Nothing of a private item is opened by the way: not its sub-items, not a paper that leaves it."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.urls import reverse

from documents.choices import Access
from documents.models import Paper
from meetings import services
from meetings.choices import ItemState
from meetings.models import AgendaItem, ItemPaper
from meetings.services.reading import seen_agenda
from tests.factories.documents import PaperFactory, PrivatePaperFactory
from tests.factories.meetings import AgendaItemFactory, PrivateItemFactory

PRIVATE = {
    "neutral_title": "Staffing matter",
    "exempt_paragraph": 1,
    "public_interest_reason": "One person’s employment is discussed.",
}


@pytest.fixture
def parent(ready, clerk):
    """A public item with two sub-items; the second is private for a reason of its own."""
    item = AgendaItemFactory(meeting=ready, title="Conduct")
    AgendaItemFactory(meeting=ready, title="SECRET name", parent=item)
    AgendaItemFactory(
        meeting=ready, title="Contract", parent=item, access=Access.EXEMPT, neutral_title="Contract",
        exempt_paragraph=3, public_interest_reason="Prices are named.",
    )  # fmt: skip
    item.refresh_from_db()
    return item


def _subs(parent):
    return list(parent.sub_items.order_by("position").values_list("access", "neutral_title", "exempt_paragraph"))


def _set(item, clerk, **privacy):
    item.refresh_from_db()
    return services.set_item_private(item=item, actor=clerk, version=item.version, **privacy)


def test_private_item_takes_its_sub_items_along(parent, clerk, ready):
    sub = parent.sub_items.get(title="SECRET name")
    paper = services.add_paper(item=sub, actor=clerk, title="SECRET report", text="Words")

    _set(parent, clerk, **PRIVATE)

    sub.refresh_from_db()
    paper.refresh_from_db()
    assert _subs(parent) == [(Access.EXEMPT, "Staffing matter", 1), (Access.EXEMPT, "Contract", 3)]
    assert (sub.slug, sub.version, paper.access, paper.slug) == ("staffing-matter-2", 2, Access.EXEMPT, "private-paper-1")
    said = [(item.title, item.papers) for item in seen_agenda(ready, entitled=False)]
    assert said[1:] == [("Staffing matter", ()), ("Staffing matter", ()), ("Contract", ())]


def test_private_item_that_says_something_else_is_followed(parent, clerk):
    _set(parent, clerk, **PRIVATE)

    _set(parent, clerk, **{**PRIVATE, "neutral_title": "Another matter", "exempt_paragraph": 2})

    assert _subs(parent) == [(Access.EXEMPT, "Another matter", 2), (Access.EXEMPT, "Contract", 3)]


def test_opened_item_opens_the_sub_items_that_followed_it(parent, clerk):
    _set(parent, clerk, **PRIVATE)

    _set(parent, clerk, access=Access.PUBLIC)

    assert _subs(parent) == [(Access.PUBLIC, "", None), (Access.EXEMPT, "Contract", 3)]


def test_sub_item_of_a_private_item_is_not_opened_alone(parent, clerk, client, ready):
    _set(parent, clerk, **PRIVATE)
    sub = parent.sub_items.get(title="SECRET name")

    with pytest.raises(ValidationError) as refused:
        _set(sub, clerk, access=Access.PUBLIC)
    client.force_login(clerk)
    url = reverse("meetings:item-privacy", args=["avon", ready.slug, sub.slug])
    shown = client.post(url, {"access": "public", "version": sub.version})

    words = ["Its item is private. Open that one first"]
    assert (refused.value.message_dict, shown.context["form"].errors["access"]) == ({"access": words}, words)
    assert AgendaItem.objects.get(pk=sub.pk).access == Access.EXEMPT


def test_sub_item_added_to_a_private_item_is_as_private(ready, clerk):
    parent = PrivateItemFactory(meeting=ready)

    sub = services.add_item(meeting=ready, actor=clerk, title="SECRET name", parent=parent)
    own = services.add_item(
        meeting=ready, actor=clerk, title="Contract", parent=parent, access=Access.EXEMPT, **{**PRIVATE, "exempt_paragraph": 3}
    )

    assert (sub.access, sub.neutral_title, sub.exempt_paragraph) == (Access.EXEMPT, "Staffing matter", 1)
    assert (sub.slug, own.exempt_paragraph) == ("staffing-matter-2", 3)


def test_undo_of_privacy_opens_the_sub_items_again(parent, clerk, ready):
    before = _subs(parent)
    _set(parent, clerk, **PRIVATE)

    services.undo_agenda(meeting=ready, actor=clerk)

    assert _subs(parent) == before


@pytest.mark.parametrize("how", ["withdrawn", "edited"])
def test_withdrawn_item_takes_its_sub_items_along_and_undo_brings_them_back(parent, clerk, ready, how):
    if how == "withdrawn":
        services.withdraw_item(item=parent, actor=clerk, version=parent.version)
    else:
        services.update_item(item=parent, actor=clerk, version=parent.version, state=ItemState.WITHDRAWN)
    gone = list(parent.sub_items.values_list("state", "version", "number"))
    services.undo_agenda(meeting=ready, actor=clerk)

    assert gone == [(ItemState.WITHDRAWN, 2, "")] * 2
    assert list(parent.sub_items.values_list("state", "number")) == [(ItemState.EXPECTED, "2.1"), (ItemState.EXPECTED, "2.2")]


def test_private_paper_goes_to_a_public_item_only_when_confirmed(ready, clerk):
    item, paper = ready.agenda_items.get(), PrivatePaperFactory(body=ready.body, collection=ready.slug)

    with pytest.raises(ValidationError) as refused:
        services.attach_paper(item=item, paper=paper, actor=clerk)
    kept = (Paper.objects.get().access, ItemPaper.objects.count())
    services.attach_paper(item=item, paper=paper, actor=clerk, confirmed=True)

    assert refused.value.messages == ["This paper is private. Put it on a private item, or confirm that everybody may read it"]
    assert (kept, Paper.objects.get().access) == ((Access.EXEMPT, 0), Access.PUBLIC)


def test_paper_form_asks_before_a_private_paper_becomes_public(ready, clerk, client):
    paper = PrivatePaperFactory(body=ready.body, collection=ready.slug)
    client.force_login(clerk)
    url = reverse("meetings:paper-update", args=["avon", ready.slug, paper.slug])
    data = {"move": "1", "item": ready.agenda_items.get().slug}

    refused = client.post(url, data)
    done = client.post(url, {**data, "confirmed": "on"})

    assert list(refused.context["moving"].errors) == ["confirmed"]
    assert (refused.status_code, done.status_code, Paper.objects.get().access) == (200, 302, Access.PUBLIC)


def test_form_of_a_public_paper_asks_nothing_more(ready, clerk, client):
    paper = PaperFactory(body=ready.body, collection=ready.slug)
    client.force_login(clerk)

    page = client.get(reverse("meetings:paper-update", args=["avon", ready.slug, paper.slug]))

    assert list(page.context["moving"].fields) == ["item"]
    assert not Paper.objects.visible_to(AnonymousUser()).exists()
