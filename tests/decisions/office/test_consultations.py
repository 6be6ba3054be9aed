"""Responses to consultations: answered, sent, published; what is frozen when, and who reads them."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.choices import Role
from accounts.models import AuditEntry
from decisions.choices import Agree, ConsultationStatus
from decisions.models import Consultation, ConsultationAnswer
from decisions.services import consultations as services
from tests.factories.office import ConsultationAnswerFactory, ConsultationFactory
from tests.factories.panels import AppointmentFactory, PoliceAreaFactory

pytestmark = pytest.mark.usefixtures("today")
LIST = "/avon/consultations/"


def made(area, **facts):
    said = {"title": "Powers of Commissioners", "asked_by": "Home Office", "text": "Yes."} | facts
    return services.create_consultation(area=area, actor=None, **said)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def url(one, name, *more):
    return reverse(f"consultations:{name}", args=["avon", one.reference, *more])


def sent_response(area, **facts):
    one = made(area, **facts)
    return services.send_response(consultation=one, version=one.version, responded_on=date(2022, 2, 2), actor=None)


# Its life ------------------------------------------------------------------------------------------------------------


def test_references_count_by_area_and_year(area):
    assert [made(area).reference for _ in range(2)] == ["CR-2022-001", "CR-2022-002"]
    assert made(PoliceAreaFactory(slug="kent")).reference == "CR-2022-001"


def test_trail_holds_numbers_and_no_typed_words(area, office):
    one = services.create_consultation(area=area, actor=office, title="Canary powers", asked_by="Canary Office")
    services.add_answer(consultation=one, actor=office, question="C1", text="Canary words")
    rows = list(AuditEntry.objects.order_by("pk").values_list("action", "target_reference", "detail"))
    assert rows == [
        ("decisions.consultation_created", "CR-2022-001", {}),
        ("decisions.consultation_answer_added", "CR-2022-001", {"number": 1}),
    ]


def test_sending_freezes_words_and_answers(area):
    one = made(area)
    answer = services.add_answer(consultation=one, actor=None, question="C1", agrees=Agree.AGREE)
    one = services.send_response(consultation=one, version=fresh(one).version, responded_on=date(2022, 2, 2), actor=None)
    acts = [
        lambda: services.change_consultation(consultation=one, version=one.version, text="No.", actor=None),
        lambda: services.add_answer(consultation=one, question="C2", text="No.", actor=None),
        lambda: services.change_answer(answer=answer, version=answer.version, text="No.", actor=None),
        lambda: services.remove_answer(answer=answer, version=answer.version, actor=None),
        lambda: services.move_answer(answer=answer, version=answer.version, up=True, actor=None),
        lambda: services.paste_answers(consultation=one, pasted="C9\t\tAgree", actor=None),
    ]
    for act in acts:
        with pytest.raises(ValidationError, match="Its words stay as they are"):
            act()
    assert (fresh(one).text, ConsultationAnswer.objects.get().agrees) == ("Yes.", Agree.AGREE)


@pytest.mark.parametrize(
    ("facts", "day", "said"),
    [
        ({"text": ""}, date(2022, 2, 2), "There is no answer and no text yet. Write what the Commissioner says first"),
        ({}, date(2022, 2, 4), "The day it was sent must be today or earlier"),
    ],
)
def test_nothing_empty_and_nothing_of_tomorrow_is_sent(area, facts, day, said):
    one = made(area, **facts)
    with pytest.raises(ValidationError) as refusal:
        services.send_response(consultation=one, version=one.version, responded_on=day, actor=None)
    assert refusal.value.messages == [said]
    assert fresh(one).status == ConsultationStatus.OPEN


def test_publishing_waits_for_sending_and_can_be_undone(area):
    one = made(area)
    with pytest.raises(ValidationError, match="The response is not sent"):
        services.publish_response(consultation=one, version=one.version, actor=None)
    one = sent_response(area)
    one = services.publish_response(consultation=one, version=one.version, actor=None)
    assert Consultation.objects.visible_to(AnonymousUser()).get() == one
    with pytest.raises(ValidationError, match="sent and not public"):
        services.take_back_sending(consultation=one, version=one.version, actor=None)
    one = services.hide_response(consultation=one, version=one.version, actor=None)
    assert not Consultation.objects.visible_to(AnonymousUser()).exists()
    one = services.take_back_sending(consultation=one, version=one.version, actor=None)
    assert (one.status, one.responded_on, one.published_at) == (ConsultationStatus.OPEN, None, None)


def test_writer_of_an_older_text_is_told(area):
    one = made(area)
    services.change_consultation(consultation=one, version=one.version, text="First.", actor=None)
    with pytest.raises(ValidationError, match="Someone else saved this"):
        services.change_consultation(consultation=one, version=one.version, text="Second.", actor=None)
    assert fresh(one).text == "First."


# Answers -------------------------------------------------------------------------------------------------------------


def test_question_is_answered_once_and_with_something(area):
    one = made(area)
    services.add_answer(consultation=one, actor=None, question="C1", text="Yes.")
    with pytest.raises(ValidationError) as twice:
        services.add_answer(consultation=one, actor=None, question="C1", text="No.")
    assert twice.value.message_dict == {"question": ["This question has an answer already. Change that one"]}
    with pytest.raises(ValidationError) as empty:
        services.add_answer(consultation=one, actor=None, question="C2")
    assert empty.value.message_dict == {"agrees": ["Choose an answer, or write one"]}


def test_answers_move_and_stop_at_the_ends(area):
    one = made(area)
    rows = [services.add_answer(consultation=one, actor=None, question=f"C{n}", text="Yes.") for n in (1, 2, 3)]

    def order():
        return list(one.answers.order_by("position").values_list("question", flat=True))

    services.move_answer(answer=rows[2], version=fresh(rows[2]).version, up=True, actor=None)
    assert order() == ["C1", "C3", "C2"]
    services.move_answer(answer=rows[0], version=fresh(rows[0]).version, up=True, actor=None)
    assert order() == ["C1", "C3", "C2"]
    services.move_answer(answer=rows[0], version=fresh(rows[0]).version, up=False, actor=None)
    assert order() == ["C3", "C1", "C2"]


def test_pasted_table_comes_whole_after_what_is_there(area):
    one = made(area)
    services.add_answer(consultation=one, actor=None, question="C1", text="Yes.")
    pasted = (
        'Question\tAsked\tAnswer\tText\nC2\tMore power?\tStrongly Agree\t"Two\nlines, Dŵr"\n\nC3\t\tdon’t know\t\nC4\t\t\tWords'
    )
    services.paste_answers(consultation=one, pasted=pasted, actor=None)
    rows = one.answers.order_by("position").values_list("question", "asked", "agrees", "text")
    assert list(rows) == [
        ("C1", "", "", "Yes."), ("C2", "More power?", "strongly-agree", "Two\nlines, Dŵr"), ("C3", "", "not-known", ""),
        ("C4", "", "", "Words"),
    ]  # fmt: skip


def test_pasted_table_with_faults_is_refused_whole_and_names_each(area):
    one = made(area)
    services.add_answer(consultation=one, actor=None, question="C1", text="Yes.")
    pasted = "C2\t\tAgree\nc1\t\tAgree\n\t\tAgree\nC3\t\tPerhaps\nC4\t\t\t\nC2\t\tAgree\nC5\t\tAgree\tWords\tMore"
    with pytest.raises(ValidationError) as refusal:
        services.paste_answers(consultation=one, pasted=pasted, actor=None)
    assert refusal.value.message_dict["pasted"] == [
        "Row 2, number of the question: this question has an answer already",
        "Row 3, number of the question: enter it, like C1",
        "Row 4, answer: “Perhaps” is not on the scale, from Strongly agree to Strongly disagree",
        "Row 5, answer: choose an answer, or write one",
        "Row 6, number of the question: this question has an answer already",
        "Row 7, after the fourth column: a table has four columns: number, what is asked, answer, in words",
    ]
    assert one.answers.count() == 1


# Pages ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("state", "readers"), [({}, {"office"}), ({"sent": True}, {"office", "member", "clerk"}), ({"published": True}, None)]
)
def test_response_is_read_by_who_its_state_lets(client, area, office, member, clerk, state, readers):
    one = ConsultationFactory(area=area, **state)
    elsewhere = AppointmentFactory(area=PoliceAreaFactory(slug="kent"), role=Role.OFFICE_DECISIONS).user
    people = {"public": None, "office": office, "member": member, "clerk": clerk, "elsewhere": elsewhere}
    for name, user in people.items():
        client.logout()
        if user:
            client.force_login(user)
        reads = readers is None or name in readers
        assert client.get(one.get_absolute_url()).status_code == (200 if reads else 404), name
        assert client.get(url(one, "answer-export", "csv")).status_code == (200 if reads else 404), name
        assert (one.title in client.get(LIST).content.decode()) is reads, name


def test_only_the_office_writes(client, area, body, clerk, office):
    one = ConsultationFactory(area=area, sent=True)
    names = ("update", "send", "take-back", "publish", "hide")
    pages = [url(one, f"consultation-{name}") for name in names] + [url(one, "answer-create"), url(one, "answer-paste")]
    for page in [*pages, url(one, "file-create"), reverse("consultations:consultation-create", args=["avon"])]:
        client.logout()
        assert client.get(page).status_code == 302, page
        client.force_login(clerk)
        assert client.get(page).status_code == 403, page
        client.force_login(office)
        assert client.get(page).status_code == 200, page


def test_office_enters_answers_sends_and_publishes_through_the_pages(client, area, office):
    client.force_login(office)
    page = reverse("consultations:consultation-create", args=["avon"])
    form = client.get(page).context["form"]
    sent = {"token": form["token"].value(), "title": "Powers", "asked_by": "Home Office"}
    first, second = client.post(page, sent), client.post(page, sent)
    assert first["Location"] == second["Location"] == "/avon/consultations/CR-2022-001/"
    one = Consultation.objects.get()
    page = url(one, "answer-create")
    token = client.get(page).context["form"]["token"].value()
    client.post(page, {"token": token, "question": "C1", "agrees": "disagree", "text": "Not as it stands."})
    page = url(one, "consultation-send")
    day = {"responded_on-day": "3", "responded_on-month": "2", "responded_on-year": "2022"}
    client.post(page, {"version": fresh(one).version} | day)
    client.post(url(one, "consultation-publish"), {"version": fresh(one).version})
    client.logout()
    html = " ".join(client.get(one.get_absolute_url()).content.decode().split())
    assert "<strong>Disagree</strong><br>Not as it stands." in html
    assert "Answers on the scale</dt><dd>Disagree: 1</dd>" in html


def test_stale_save_shows_both_texts(client, area, office):
    one = made(area)
    client.force_login(office)
    page = url(one, "consultation-update")
    services.change_consultation(consultation=one, version=one.version, text="Theirs.", actor=None)
    sent = {"version": one.version, "title": one.title, "asked_by": one.asked_by, "text": "Mine."}
    html = client.post(page, sent).content.decode()
    assert ("Theirs." in html, "Mine." in html, fresh(one).text) == (True, True, "Theirs.")


def test_late_response_says_so(client, area):
    one = ConsultationFactory(area=area, published=True, closes_on=date(2022, 2, 27))
    assert "Sent after the consultation closed on Sunday 27 February 2022" in client.get(one.get_absolute_url()).content.decode()


def test_answers_file_holds_no_formula(client, area):
    one = ConsultationFactory(area=area, published=True)
    ConsultationAnswerFactory(consultation=one, question="C1", asked="", agrees="", text="=cmd()")
    rows = client.get(url(one, "answer-export", "csv")).content.decode().splitlines()
    assert rows == ["Question,What is asked,Answer,In words", "C1,,,'=cmd()"]


def test_list_narrows_and_exports_what_it_shows(client, area):
    ConsultationFactory(area=area, published=True, reference="CR-2021-001", title="Old")
    ConsultationFactory(area=area, published=True, reference="CR-2022-001", title="New", asked_by="Ministry of Justice")
    ConsultationFactory(area=area, title="Hidden", reference="CR-2022-002")
    query = "?year=2022"
    html = client.get(LIST + query).content.decode()
    assert ("New" in html, "Old<" in html, "Hidden" in html) == (True, False, False)
    rows = client.get(f"{LIST}export/csv/{query}").content.decode().splitlines()
    assert rows[1:] == [
        "CR-2022-001,New,Ministry of Justice,2022-04-01,Response published,2022-03-01,/avon/consultations/CR-2022-001/"
    ]
    assert client.get(f"{LIST}?state=open").context["table"].count == 0


@pytest.mark.parametrize("count", [1, 3, 300])
def test_list_costs_the_same_however_long(client, area, office, django_assert_num_queries, count):

    ConsultationFactory.create_batch(count, area=area)
    client.force_login(office)
    client.get(LIST)
    with django_assert_num_queries(7):
        assert client.get(LIST).context["table"].count == count
