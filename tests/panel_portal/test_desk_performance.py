"""The desk of who reports on performance in the Commissioner's office: the quarterly report, and files to look through."""

import pytest

from documents.choices import StoreName
from documents.services.files import store_bytes
from interface import clock
from performance.models import FiguresUpload
from tests.factories.performance import ReportFactory

pytestmark = pytest.mark.django_db
DESK = "/avonshire/desk/"


def upload(area, user, name="figures.csv", status="read"):
    file = store_bytes(store=StoreName.RESTRICTED, data=name.encode(), media_type="text/csv")
    return FiguresUpload.objects.create(
        area=area, name=name, status=status, sent_by=user, sent_at=clock.now(), file=file, digest=file.sha256
    )


@pytest.mark.parametrize("count", [1, 3, 30])
def test_desk_asks_the_same_however_many_files_wait(client, panel, sign_in, django_assert_num_queries, count):
    user = sign_in("office-performance")
    for number in range(count):
        upload(panel.area, user, f"{number}.csv")
    client.get(DESK)

    with django_assert_num_queries(10):
        response = client.get(DESK)

    assert len(response.context["uploads"]) == min(count, 6)


def test_report_that_can_be_begun_and_files_to_look_through_are_named(client, panel, sign_in, text):
    user = sign_in("office-performance")
    upload(panel.area, user, "march.csv")
    upload(panel.area, user, "done.csv", status="done")

    words = text(client.get(DESK))

    assert "The next is that of the quarter ending December 2021" in words
    assert "march.csv" in words
    assert "done.csv" not in words


def test_report_that_is_being_written_says_what_is_missing(client, panel, sign_in, text):
    sign_in("office-performance")
    report = ReportFactory(body=panel, title="Quarter to December")

    response = client.get(DESK)

    assert response.context["report"] == report
    assert "Quarter to December" in text(response)


@pytest.mark.parametrize("role", ["office-decisions", "clerk", "auditor"])
def test_others_see_nothing_of_it(client, panel, sign_in, text, role):
    user = sign_in(role)
    upload(panel.area, user, "march.csv")
    ReportFactory(body=panel, title="Quarter to December")

    words = text(client.get(DESK))

    assert "march.csv" not in words
    assert "Quarter to December" not in words
