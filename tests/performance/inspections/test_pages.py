"""What everybody reads of inspections, what the office alone reads, and what it can do on their pages."""

import csv
import io
import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from interface import clock
from performance.choices import AskStatus, GradeWord, InspectionKind, InspectionStatus, SuperComplaintStatus
from performance.models import AskNote, Inspection, InspectionAsk, InspectionGrade, SuperComplaint
from performance.services import inspections as services
from tests.factories.performance import AskFactory, GradeFactory, InspectionFactory, SuperComplaintFactory
from tests.performance.inspections.conftest import TODAY

OF_ONE = [
    "inspection-update", "inspection-publish", "inspection-hide", "inspection-close", "inspection-reopen", "inspection-report",
    "report-take-back", "force-comments", "response-write", "response-publish", "response-take-back", "grade-create",
    "ask-create",
]  # fmt: skip


def address(name, *args):
    return reverse(f"inspections:{name}", args=["northshire", *args])


def words(response):
    """The words of a page, without its tags."""
    assert response.status_code == 200
    text = re.sub(r"<[^>]+>", " ", response.content.decode().partition("<main")[2])
    return " ".join(unescape(text).split())


def sent(client, url, **facts):
    """Send the form of a page as it stands, with what is typed; follow where it leads."""
    form = client.get(url).context["form"]
    hidden = {name: form[name].value() for name in ("version", "token") if name in form.fields}
    return client.post(url, {**hidden, **facts}, follow=True)


def day(name, on):
    return {f"{name}-{part}": getattr(on, part) for part in ("day", "month", "year")}


# What everybody reads -----------------------------------------------------------------------------------------------


def test_the_list_has_what_waits_first_with_its_day_and_no_private_one(client, inspected, answered):
    answered(title="Mental health")
    inspected(title="Response to rape")
    inspected(title="CANARY", public=False)

    response = client.get(address("inspection-list"))

    assert [row[0]["value"].count("Response to rape") for row in response.context["table"].rows] == [1, 0]
    text = words(response)
    assert "2 inspections" in text
    assert "due 21 Apr 2022 In 42 days" in text
    assert "published 10 Mar 2022" in text
    assert "CANARY" not in text


def test_the_list_is_narrowed_by_kind_state_and_response(client, inspected, answered):
    answered(title="Mental health", kind=InspectionKind.JOINT)
    inspected(title="PEEL 2021", kind=InspectionKind.PEEL)
    inspected(title="Digital forensics", report_on=None)

    found = {
        query: [one.title for one in client.get(f"{address('inspection-list')}?{query}").context["table"].page]
        for query in ("kind=peel", "state=planned", "response=waiting", "response=published", "state=nonsense")
    }

    assert found == {
        "kind=peel": ["PEEL 2021"], "state=planned": ["Digital forensics"], "response=waiting": ["PEEL 2021"],
        "response=published": ["Mental health"], "state=nonsense": [],
    }  # fmt: skip


@pytest.mark.parametrize("name", ["inspection", "ask", "complaint"])
def test_the_files_hold_what_the_list_shows_and_no_formula(client, inspected, area, name):
    one = inspected(title="=SUM(1)")
    services.add_ask(inspection=one, actor=None, text="=1+1")
    SuperComplaintFactory(area=area, published=True, title="=SUM(1)")
    inspected(title="CANARY", public=False)

    response = client.get(address(f"{name}-export", "csv"))

    heads, *rows = csv.reader(io.StringIO(response.content.decode()))
    assert (len(rows), len(heads)) == (1, len(rows[0]))
    assert rows[0][0] == "'=SUM(1)"
    assert client.get(address(f"{name}-export", "exe")).status_code == 404


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_lists_ask_the_same_number_of_queries_for_any_number_of_rows(client, area, count, django_assert_num_queries):
    for inspection in InspectionFactory.create_batch(count, area=area, published=True):
        AskFactory(inspection=inspection)
        GradeFactory(inspection=inspection, question="Leadership")
        SuperComplaintFactory(area=area, published=True)

    for name, queries in {"inspection-list": 7, "ask-list": 4, "grade-list": 2, "complaint-list": 3}.items():
        with django_assert_num_queries(queries):
            client.get(address(name))


def test_a_page_says_by_when_the_response_is_due_and_how_that_is_worked_out(client, inspected):
    one = inspected()

    text = words(client.get(one.get_absolute_url()))

    assert "Due by the end of Thursday 21 April 2022. In 42 days How this date is worked out" in text
    assert "Police Act 1996, s.55(5)-(5B)" in text
    assert "Not yet verified" not in text


def test_a_missed_day_stands_on_the_page(client, inspected):
    one = inspected()

    with clock.stand_on(date(2022, 4, 22)):
        text = words(client.get(one.get_absolute_url()))

    assert "The day has passed and no response is published." in text
    assert "Missed" in text


@pytest.mark.parametrize("who", ["nobody", "member", "clerk"])
def test_a_draft_of_the_response_and_the_comments_are_the_offices_alone(client, request, inspected, office, who):
    one = inspected()
    one = services.write_response(inspection=one, version=one.version, actor=None, text="CANARY draft")
    services.take_force_comments(inspection=one, version=one.version, actor=None, text="CANARY comments")
    if who != "nobody":
        client.force_login(request.getfixturevalue(who))

    page = client.get(one.get_absolute_url())

    assert b"CANARY" not in page.content
    assert client.get(address("inspection-response", one.slug)).status_code == 404
    client.force_login(office)
    assert "CANARY comments" in words(client.get(one.get_absolute_url()))
    assert "CANARY draft" in words(client.get(address("inspection-response", one.slug)))


def test_a_published_response_has_a_page_with_each_recommendation_and_the_chief_officers_words(client, inspected):
    one = inspected()
    services.add_ask(inspection=one, actor=None, text="Record it.", label="1", answer="Done since May.")
    one.refresh_from_db()
    one = services.take_force_comments(inspection=one, version=one.version, actor=None, text="The force agrees.")
    one = services.write_response(inspection=one, version=one.version, actor=None, text="I welcome it.")
    services.publish_response(inspection=one, version=one.version, actor=None, responded_on=TODAY)

    text = words(client.get(address("inspection-response", one.slug)))

    for said in (
        "I welcome it.",
        "Recommendation 1 Record it.",
        "Done since May.",
        "The force agrees.",
        "Response published 10 Mar 2022",
    ):
        assert said in text
    assert "Draft" not in text


def test_a_response_after_its_day_says_so_on_its_page(client, answered):
    with clock.stand_on(date(2022, 4, 22)):
        one = answered(responded_on=date(2022, 4, 22))
        text = words(client.get(address("inspection-response", one.slug)))
        listed = words(client.get(address("inspection-list")))

    assert "The response was published after its day." in text
    assert "published 22 Apr 2022 Late" in listed


@pytest.mark.parametrize("name", ["inspection-detail", "inspection-response"])
def test_a_private_inspection_is_not_there_for_others(client, inspected, member, name):
    one = inspected(public=False)
    one = services.write_response(inspection=one, version=one.version, actor=None, text="CANARY")

    for user in (None, member):
        if user:
            client.force_login(user)
        assert client.get(address(name, one.slug)).status_code == 404


# Grades and recommendations -----------------------------------------------------------------------------------------


def test_a_grade_stands_beside_that_of_the_same_question_before(client, inspected):
    for title, report_on, grade in [
        ("PEEL 2018", date(2019, 5, 2), GradeWord.GOOD), ("PEEL 2021", date(2022, 2, 25), GradeWord.REQUIRES_IMPROVEMENT),
    ]:  # fmt: skip
        one = inspected(title=title, kind=InspectionKind.PEEL, report_on=report_on)
        services.add_grade(inspection=one, actor=None, question="Understanding demand", grade=grade)
    services.add_grade(inspection=one, actor=None, question="Leadership", grade=GradeWord.ADEQUATE)

    page, history = words(client.get(one.get_absolute_url())), words(client.get(address("grade-list")))

    assert "Understanding demand Requires improvement Good ( 2 May 2019 , PEEL 2018 )" in page
    assert "Leadership Adequate none" in page
    assert "PEEL 2021 25 Feb 2022 PEEL 2018 2 May 2019" in history
    assert "Understanding demand Requires improvement Good" in history
    assert "Leadership Adequate not asked" in history


def test_a_grade_of_a_private_inspection_is_no_history_for_others(client, inspected, office):
    before = inspected(title="PEEL 2018", report_on=date(2019, 5, 2), public=False)
    services.add_grade(inspection=before, actor=None, question="Leadership", grade=GradeWord.INADEQUATE)
    one = inspected(title="PEEL 2021")
    services.add_grade(inspection=one, actor=None, question="Leadership", grade=GradeWord.GOOD)

    assert "Inadequate" not in words(client.get(one.get_absolute_url())) + words(client.get(address("grade-list")))
    client.force_login(office)
    assert "Inadequate" in words(client.get(one.get_absolute_url()))


def test_recommendations_are_followed_across_inspections(client, inspected):
    one = inspected()
    late = services.add_ask(inspection=one, actor=None, text="Do it soon.", label="1", due_on=date(2022, 3, 9))
    services.add_ask(inspection=one, actor=None, text="Do it later.", label="2")
    services.note_ask(ask=late, version=late.version, actor=None, on=TODAY, status=AskStatus.IN_PROGRESS, text="Begun.")

    text = words(client.get(f"{address('ask-list')}?state=live"))
    page = words(client.get(one.get_absolute_url()))

    assert "2 recommendations" in text
    assert "Do it soon. Response to rape not known 9 Mar 2022 In progress Late" in text
    assert "10 Mar 2022, In progress Begun." in page
    assert client.get(f"{address('ask-list')}?state=complete").context["table"].count == 0


# What the office does -----------------------------------------------------------------------------------------------


def test_the_office_enters_reports_answers_and_publishes_on_the_pages(client, office, rulebook):
    client.force_login(office)
    facts = {"title": "Digital forensics", "kind": "thematic", "status": "planned", "planned_words": "April 2022"}

    sent(client, address("inspection-create"), **facts)
    one = Inspection.objects.get()
    assert "Digital forensics" in words(client.get(one.get_absolute_url()))
    sent(client, address("inspection-publish", one.slug))
    sent(client, address("inspection-report", one.slug), needs_response="on", **day("report_on", date(2022, 2, 25)))
    sent(client, address("force-comments", one.slug), text="The force agrees.")
    sent(client, address("response-write", one.slug), text="I welcome it.")
    done = sent(client, address("response-publish", one.slug), **day("responded_on", TODAY))

    one.refresh_from_db()
    assert (one.status, one.responded_on) == (InspectionStatus.RESPONDED, TODAY)
    assert done.request["PATH_INFO"] == address("inspection-response", one.slug)


def test_the_office_keeps_grades_and_recommendations_on_the_pages(client, office, inspected):
    one = inspected()
    client.force_login(office)

    sent(client, address("grade-create", one.slug), question="Leadership", grade="good")
    sent(client, address("grade-update", one.slug, 1), question="Leadership", grade="adequate", position="1")
    sent(client, address("ask-create", one.slug), text="Do better.", kind="recommendation")
    sent(client, address("ask-update", one.slug, 2), text="Do much better.", kind="concern")
    sent(client, address("ask-note", one.slug, 2), status="complete", text="Done.", **day("on", TODAY))
    for name, number in [("grade", 1), ("ask", 2)]:
        sent(client, address(f"{name}-remove", one.slug, number))
        assert not one.__class__.objects.filter(grades__removed_at=None, grades__number=number, pk=one.pk).exists()
        sent(client, address(f"{name}-restore", one.slug, number))

    grade, ask = InspectionGrade.objects.get(), InspectionAsk.objects.get()
    assert (grade.grade, grade.removed_at) == (GradeWord.ADEQUATE, None)
    assert (ask.text, ask.kind, ask.status, ask.removed_at) == ("Do much better.", "concern", AskStatus.COMPLETE, None)
    assert AskNote.objects.get().made_by == office


def test_a_form_sent_twice_makes_one_inspection(client, office):
    client.force_login(office)
    form = client.get(address("inspection-create")).context["form"]
    facts = {"title": "Custody", "kind": "custody", "status": "planned", "token": form["token"].value()}

    places = [client.post(address("inspection-create"), facts).url for _time in range(2)]

    assert Inspection.objects.count() == 1
    assert places[0] == places[1]


def test_what_a_service_refuses_stands_on_the_form(client, office, inspected):
    one = inspected()
    client.force_login(office)

    response = sent(client, address("response-publish", one.slug), **day("responded_on", TODAY))

    assert "Write the response first" in words(response)
    one.refresh_from_db()
    assert one.status == InspectionStatus.PUBLISHED


def test_publishing_tells_of_recommendations_without_words(client, office, inspected):
    one = inspected()
    services.add_ask(inspection=one, actor=None, text="Do better.")
    client.force_login(office)

    text = words(client.get(address("response-publish", one.slug)))

    assert "Of 1 recommendation nobody has entered what is done about it, or why nothing is." in text
    assert "No comments of the chief officer are entered." in text


@pytest.mark.parametrize("name", OF_ONE)
def test_only_the_performance_staff_reach_the_pages_that_write(client, inspected, member, clerk, name):
    url = address(name, inspected().slug)

    assert client.get(url).status_code == 302  # to sign in
    for user in (member, clerk):
        client.force_login(user)
        assert (client.get(url).status_code, client.post(url, {}).status_code) == (403, 403)


# Super-complaints ---------------------------------------------------------------------------------------------------


def test_the_office_enters_answers_and_publishes_a_super_complaint(client, office):
    client.force_login(office)

    sent(client, address("complaint-create"), title="Stop and search", status="eligible", made_by="Criminal Justice Alliance")
    one = SuperComplaint.objects.get()
    sent(client, address("complaint-publish", one.slug))
    sent(client, address("complaint-respond", one.slug), text="I accept it.", **day("responded_on", TODAY))
    client.logout()

    assert one.get_absolute_url() == address("complaint-detail", "stop-and-search")
    text = words(client.get(one.get_absolute_url()))
    assert "Criminal Justice Alliance" in text
    assert "I accept it." in text
    one.refresh_from_db()
    assert one.status == SuperComplaintStatus.RESPONDED


def test_a_private_super_complaint_is_not_there_for_others(client, area, member):
    one = SuperComplaintFactory(area=area, title="CANARY")

    for user in (None, member):
        if user:
            client.force_login(user)
        assert client.get(one.get_absolute_url()).status_code == 404
        assert b"CANARY" not in client.get(address("complaint-list")).content
