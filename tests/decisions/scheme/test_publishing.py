"""Recording, publishing and withdrawing under the scheme: what is due follows, and files move between the stores."""

import threading
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from accounts.models import AuditEntry
from decisions.models import SchemeDuty, SchemeItem, SchemePublication
from decisions.rules.scheme import DUE
from decisions.services.scheme.keeping import enter_items, keep_item
from decisions.services.scheme.publishing import Told, examine_pdf, publish_item, withdraw_publication
from decisions.services.scheme.reading import line_of
from decisions.services.scheme.tables import publish_table
from documents.choices import StoreName
from documents.models import StoredFile
from documents.services.files import read_bytes
from interface import clock
from panels.choices import DutyAccess, DutyOwner
from panels.models import Obligation
from panels.services.due import meet, refresh_duties
from tests.decisions.scheme.conftest import TODAY
from tests.decisions.scheme.test_tables import GOOD, sent
from tests.documents.samples import plain_pdf
from tests.factories.office import SchemeItemFactory
from tests.factories.panels import PoliceAreaFactory

JANUARY = (date(2022, 1, 1), date(2022, 1, 31))


def told(period=JANUARY, on=TODAY, url="https://office.example/spending", title="Spending in January"):
    return Told(title, on, *period, url)


def keep(area, item, version=1, **facts):
    return keep_item(area=area, item=item, version=version, actor=None, **facts)


def owed(area):
    rows = Obligation.objects.filter(area=area, subject_kind="scheme-item").order_by("due_on", "key")
    return {row.key: (row.status, row.due_on, row.was_late) for row in rows}


def test_nothing_is_due_before_somebody_begins(area, spending):
    assert refresh_duties(area=area) == 0
    assert owed(area) == {}


def test_owner_of_an_item_owes_each_month(area, spending):
    keep(area, spending, owner="Chief Finance Officer")
    assert owed(area) == {
        "publish-2022-01": ("open", date(2022, 2, 28), False), "publish-2022-02": ("open", date(2022, 3, 31), False),
    }  # fmt: skip
    row = Obligation.objects.get(key="publish-2022-02")
    assert (row.owner, row.access, row.is_verified) == (DutyOwner.COMMISSIONER, DutyAccess.DECISIONS, True)
    assert (row.title, row.about) == ("Publish for February 2022", str(spending))
    assert "paragraph 3(g)" in row.provision
    assert "The Order names no day" in row.provision
    assert (row.reckoning, row.counted_from, row.number) == ("days-beginning", date(2022, 3, 1), 31)
    assert line_of(area, spending).state.overdue_since == date(2022, 3, 1)


def test_office_sees_and_settles_what_is_due_and_the_public_does_not(area, spending, office, client):
    keep(area, spending, owner="Finance")
    assert Obligation.objects.visible_to(office).filter(subject_kind="scheme-item").count() == 2
    row = Obligation.objects.get(key="publish-2022-01")
    assert client.get(row.get_absolute_url()).status_code == 404
    client.force_login(office)
    page = client.get(row.get_absolute_url()).content.decode()
    assert "The Order names no day" in page


def test_publishing_meets_what_was_due_late_or_not(area, spending):
    keep(area, spending, owner="Finance")
    publish_item(area=area, item=spending, told=told(), actor=None)
    february = (date(2022, 2, 1), date(2022, 2, 28))
    publish_item(area=area, item=spending, told=told(february), actor=None)
    assert owed(area) == {
        "publish-2022-01": ("met", date(2022, 2, 28), True),
        "publish-2022-02": ("met", date(2022, 3, 31), False),
    }
    assert [one.number for one in SchemePublication.objects.order_by("pk")] == [1, 2]


def test_next_month_becomes_due_by_itself_and_the_old_one_stays_missed(area, spending):
    keep(area, spending, owner="Finance")
    with clock.stand_on(date(2022, 4, 1)):
        refresh_duties(area=area)
    assert owed(area)["publish-2022-03"] == ("open", date(2022, 4, 30), False)
    assert owed(area)["publish-2022-01"] == ("open", date(2022, 2, 28), False)
    with clock.stand_on(date(2022, 4, 1)):
        assert [one.key for one in line_of(area, spending).state.missing] == ["2022-01", "2022-02"]


def test_what_was_settled_by_hand_is_not_called_late_on_the_page(area, spending, office):
    keep(area, spending, owner="Finance")
    row = Obligation.objects.get(key="publish-2022-01")
    meet(obligation=row, version=row.version, met_on=TODAY, how="On the force's own site", explanation="It moved", actor=office)
    state = line_of(area, spending).state
    assert (state.key, state.missing, state.period.key) == (DUE, (), "2022-02")


def test_gap_after_the_first_publication_stays_due(area, spending):
    publish_item(area=area, item=spending, told=told((date(2021, 11, 1), date(2021, 11, 30)), on=date(2021, 12, 20)), actor=None)
    with clock.stand_on(date(2023, 6, 1)):
        refresh_duties(area=area)
    rows = owed(area)
    assert rows["publish-2021-12"][0] == "open"
    assert rows["publish-2021-11"] == ("met", date(2021, 12, 31), False)
    assert len(rows) == 18


def test_not_applicable_ends_what_is_due_and_refuses_to_publish(area, spending):
    keep(area, spending, owner="Finance")
    keep(area, spending, 2, not_applicable_why="The council publishes it.")
    assert {status for status, _day, _late in owed(area).values()} == {"not-applicable"}
    with pytest.raises(ValidationError, match="not applicable"):
        publish_item(area=area, item=spending, told=told(), actor=None)
    keep(area, spending, 3, not_applicable_why="")
    assert {status for status, _day, _late in owed(area).values()} == {"open"}


def test_stale_save_is_refused(area, spending):
    keep(area, spending, owner="Finance")
    with pytest.raises(ValidationError) as refusal:
        keep(area, spending, 1, owner="Somebody else")
    assert refusal.value.code == "stale"
    assert SchemeDuty.objects.get(area=area, item=spending).owner == "Finance"


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//evil.example/a", "ftp://a.example", "/\\evil", "spending", "http://"])
def test_address_that_leads_nowhere_good_is_refused(area, spending, url):
    with pytest.raises(ValidationError, match="Enter a whole address"):
        publish_item(area=area, item=spending, told=told(url=url), actor=None)
    with pytest.raises(ValidationError, match="Enter a whole address"):
        keep(area, spending, page_url=url)
    assert not SchemePublication.objects.exists()


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"title": " "}, "title"), ({"url": ""}, "url"), ({"on": date(2022, 3, 11)}, "published_on"),
        ({"period": (None, None)}, "period"),
    ],
)  # fmt: skip
def test_what_is_missing_is_named_and_nothing_kept(area, spending, facts, field):
    entries = AuditEntry.objects.count()
    with pytest.raises(ValidationError) as refusal:
        publish_item(area=area, item=spending, told=told(**facts), actor=None)
    assert list(refusal.value.message_dict) == [field]
    assert (SchemePublication.objects.count(), AuditEntry.objects.count()) == (0, entries)


def test_trail_holds_no_typed_words(area, spending, office):
    item = keep_item(area=area, item=spending, version=1, actor=office, owner="CANARY", note="CANARY")
    made = publish_item(area=area, item=spending, told=told(title="CANARY", url="https://canary.example"), actor=office)
    withdraw_publication(publication=made, version=1, why="CANARY", actor=office)
    rows = AuditEntry.objects.filter(action__startswith="decisions.scheme").exclude(action="decisions.scheme_loaded")
    assert [row.action.rpartition("_")[2] for row in rows.order_by("pk")] == ["entered", "kept", "published", "withdrawn"]
    assert "canary" not in str(list(rows.values())).casefold()
    assert item.version == 2


def test_withdrawn_table_leaves_the_public_store_and_is_due_again(area, spending):
    keep(area, spending, owner="Finance")
    made = publish_table(area=area, item=spending, sent=sent(GOOD), told=told(url=""), actor=None)
    public, data = made.file, read_bytes(made.file)
    with pytest.raises(ValidationError, match="Everybody reads this"):
        withdraw_publication(publication=made, version=1, why=" ", actor=None)
    gone = withdraw_publication(publication=made, version=1, why="A row was wrong.", actor=None)
    assert not StoredFile.objects.filter(pk=public.pk).exists()
    assert (gone.file.store, read_bytes(gone.file)) == (StoreName.RESTRICTED, data)
    assert owed(area)["publish-2022-01"] == ("open", date(2022, 2, 28), False)
    with pytest.raises(ValidationError, match="withdrawn already"):
        withdraw_publication(publication=gone, version=2, why="Again", actor=None)


def test_same_file_published_twice_stays_public_until_both_are_withdrawn(area, spending):
    first, second = (
        publish_table(area=area, item=spending, sent=sent(GOOD), told=told(url=""), actor=None) for _turn in range(2)
    )
    withdraw_publication(publication=first, version=1, why="Twice", actor=None)
    second.refresh_from_db()
    assert (second.file.store, read_bytes(second.file)[:4]) == (StoreName.PUBLIC, b"Date")
    withdraw_publication(publication=second, version=1, why="Wrong", actor=None)
    assert not StoredFile.objects.filter(store=StoreName.PUBLIC).exists()


def test_pdf_is_rebuilt_and_what_came_stays_restricted(area, budget):
    data = plain_pdf()
    content = examine_pdf(data, "budget.pdf")
    year = (date(2022, 4, 1), date(2023, 3, 31))
    made = publish_item(area=area, item=budget, told=told(year, url=""), content=content, actor=None)
    assert (made.file.store, made.original.store) == (StoreName.PUBLIC, StoreName.RESTRICTED)
    assert read_bytes(made.original) == data
    assert made.file_name == "avon-total-budget-1.pdf"
    with pytest.raises(ValidationError):
        examine_pdf(b"MZ not a pdf", "budget.pdf")


def test_area_is_given_new_items_once(spending):
    elsewhere = PoliceAreaFactory()
    count = SchemeItem.objects.count()
    assert (enter_items(elsewhere), enter_items(elsewhere)) == (count, 0)


def test_items_made_elsewhere_meet_no_other_area(area, spending):
    other = PoliceAreaFactory()
    publish_item(area=other, item=spending, told=told(), actor=None)
    assert line_of(area, spending).newest is None
    assert owed(area) == {}


@pytest.mark.django_db(transaction=True)
def test_two_at_once_get_two_numbers(today):
    area, item = PoliceAreaFactory(), SchemeItemFactory(period="event")
    start, wrong = threading.Barrier(8), []

    def publish():
        try:
            start.wait()
            with clock.stand_on(TODAY):
                publish_item(area=area, item=item, told=told((None, None)), actor=None)
        except Exception as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=publish) for _turn in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert wrong == []
    assert sorted(SchemePublication.objects.values_list("number", flat=True)) == list(range(1, 9))
