"""A member of the public asks: from the start to the reference, the receipt, and following what they sent."""

import re
from datetime import date, datetime, time, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import AuditEntry
from interface import clock
from interface.clock import LONDON
from jobs.services import run_all
from meetings import services
from meetings.choices import MeetingKind, MeetingStatus, QuestionStatus
from meetings.models import Meeting, PublicQuestion, QuestionMove, QuestionSender
from meetings.rules.questions import LINES_A_SIDE
from meetings.services.questions.asking import send_question
from tests.factories.meetings import AnnouncedMeetingFactory, MeetingFactory
from tests.factories.panels import ContactOfficerFactory, LocalRuleFactory
from tests.meetings.asking import ASKED, answer, ask, begin, open_page, post, rules_for, words_of

IN_TIME = datetime(2022, 3, 9, 10, tzinfo=LONDON)
CLOSING = datetime(2022, 3, 11, 17, tzinfo=LONDON)


@pytest.fixture
def meeting(body):
    rules_for(body)
    ContactOfficerFactory(body=body)
    return AnnouncedMeetingFactory(body=body)


@pytest.fixture(autouse=True)
def in_time():
    with clock.stand_on(IN_TIME):
        yield


def test_start_says_until_when_by_which_rule_and_what_is_published(client, meeting, body):
    LocalRuleFactory(body=body, key="publish-statements", number=0, unit="yes-no", closes_at=None)

    said = words_of(open_page(client, "ask"))

    assert "Questions and petitions for Thursday 17 March 2022 close at 5pm on Friday 11 March 2022, in 2 days." in said
    assert "Statements for Thursday 17 March 2022 close at noon on Wednesday 16 March 2022, in 7 days." in said
    assert said.count("Public information sheet") >= 3
    assert "You can ask two questions at a meeting." in said
    assert "A statement fits on one side of A4." in said
    assert "Statements are given to the members and are not shown on this website." in said


def test_start_counts_the_days_one_by_one(client, meeting):
    rows = open_page(client, "ask").context["deadlines"][0]["counted"]

    assert [(row["day"], row["counts"]) for row in rows] == [
        ("Fri 11 Mar", "No, the last day"), ("Sat 12 Mar", "No, weekend"), ("Sun 13 Mar", "No, weekend"),
        ("Mon 14 Mar", "1"), ("Tue 15 Mar", "2"), ("Wed 16 Mar", "3"), ("Thu 17 Mar", "No, day of the meeting"),
    ]  # fmt: skip


def test_a_question_is_sent_kept_and_receipted(client, meeting):
    response = ask(client)

    question = PublicQuestion.objects.get()
    assert response.url == reverse("questions:question-sent", args=["avon"])
    assert (question.reference, question.words, question.name) == ("Q-2022-001", ASKED, "Robin Reed")
    assert (question.meeting, question.status, question.late_for) == (meeting, QuestionStatus.RECEIVED, None)
    assert "Q-2022-001" in words_of(open_page(client, "sent"))
    run_all()
    (receipt,) = mail.outbox
    assert (receipt.to, receipt.subject) == (["robin@mail.example"], "Q-2022-001: we have what you sent")
    assert ASKED not in receipt.body
    assert "Thursday 17 March 2022" in receipt.body
    entry = AuditEntry.objects.get(action="meetings.question_received")
    assert entry.detail == {"kind": "question", "meeting": meeting.slug, "late": False}


def test_two_questions_are_two_submissions_with_one_receipt(client, meeting):
    ask(client, words={"words_1": "First question?", "words_2": "Second question?"})

    run_all()
    assert sorted(PublicQuestion.objects.values_list("reference", "words")) == [
        ("Q-2022-001", "First question?"), ("Q-2022-002", "Second question?"),
    ]  # fmt: skip
    assert [one.subject for one in mail.outbox] == ["Q-2022-001, Q-2022-002: we have what you sent"]
    assert len(re.findall(r"/follow/", mail.outbox[0].body)) == 2


@pytest.mark.parametrize("email", ["robin@mail.example", "ROBIN@mail.example", "robin+again@mail.example"])
def test_a_third_question_of_one_address_is_refused_and_kept_on_the_page(client, meeting, email):
    ask(client, words={"words_1": "First question?", "words_2": "Second question?"})

    response = ask(client, words={"words_1": "Third question?"}, you={"email": email})

    assert response.status_code == 200
    assert response.context["form"].non_field_errors() == [
        "You can ask two questions at a meeting. You have sent as many already"
    ]
    assert "Third question?" in words_of(response)
    assert PublicQuestion.objects.count() == 2


def test_one_question_too_many_says_which_rule_and_what_to_do(client, meeting):
    begin(client)

    response = post(client, "ask-words", words_1="One?", words_2="Two?", words_3="Three?")

    assert response.context["form"].errors["words_1"] == ["You can ask two questions at a meeting. Remove one"]


def test_what_was_taken_back_or_refused_leaves_room(client, meeting):
    ask(client, words={"words_1": "First question?", "words_2": "Second question?"})
    PublicQuestion.objects.filter(reference="Q-2022-001").update(status=QuestionStatus.WITHDRAWN)

    assert ask(client, words={"words_1": "Third question?"}).status_code == 302


def test_a_question_in_the_last_second_is_in_time(client, meeting):
    answer(client)

    with clock.stand_on(CLOSING.replace(hour=16, minute=59, second=59)):
        assert ask(client).url == reverse("questions:question-sent", args=["avon"])


def test_a_question_at_the_closing_second_is_late_and_nothing_is_lost(client, meeting):
    answer(client)
    token = open_page(client, "ask-check").context["form"]["token"].value()

    with clock.stand_on(CLOSING):
        response = post(client, "ask-check", token=token)
        said = words_of(open_page(client, "late"))

    assert response.url == reverse("questions:question-late", args=["avon"])
    assert "Questions for Thursday 17 March 2022 closed at 5pm on Friday 11 March 2022." in said
    assert ASKED in said
    assert "Public information sheet" in said
    assert not PublicQuestion.objects.exists()


def test_words_typed_while_the_time_passes_are_kept(client, meeting):
    begin(client)

    with clock.stand_on(CLOSING):
        assert post(client, "ask-words", words_1=ASKED).url == reverse("questions:question-late", args=["avon"])
        assert ASKED in words_of(open_page(client, "late"))


def test_a_late_question_is_carried_to_the_next_meeting_that_is_open(client, meeting, body):
    later = AnnouncedMeetingFactory(body=body, held_on=date(2022, 4, 26))
    answer(client, start={"meeting": meeting.slug})

    with clock.stand_on(CLOSING):
        assert post(client, "late", to=later.slug).url == reverse("questions:question-ask-check", args=["avon"])
        token = open_page(client, "ask-check").context["form"]["token"].value()
        assert post(client, "ask-check", token=token).url == reverse("questions:question-sent", args=["avon"])

    question = PublicQuestion.objects.get()
    assert (question.meeting, question.late_for) == (later, meeting)
    assert list(QuestionMove.objects.values_list("from_meeting", "to_meeting")) == [(meeting.pk, later.pk)]


def test_a_late_question_waits_for_a_meeting_that_is_not_announced(client, meeting):
    with clock.stand_on(CLOSING.replace(day=16, hour=13)):
        assert "It waits for the next meeting" in words_of(open_page(client, "ask"))
        post(client, "late", to="next")
        post(client, "ask-kind", kind="question")
        post(client, "ask-eligible", residence="works")
        post(client, "ask-words", words_1=ASKED)
        post(client, "ask-you", name="Robin Reed", email="robin@mail.example", consented="on")
        token = open_page(client, "ask-check").context["form"]["token"].value()
        post(client, "ask-check", token=token)
        run_all()

    question = PublicQuestion.objects.get()
    assert (question.meeting, question.late_for) == (None, meeting)
    assert "It came too late for the meeting on Thursday 17 March 2022." in mail.outbox[0].body


def test_questions_are_over_while_statements_are_still_taken(client, meeting):
    with clock.stand_on(datetime(2022, 3, 15, 9, tzinfo=LONDON)):
        late = begin(client, kind="question")
        assert late.url == reverse("questions:question-late", args=["avon"])
        response = ask(client, kind="statement", words={"words_1": "The crossing needs a warden."})

    assert response.url == reverse("questions:question-sent", args=["avon"])
    assert PublicQuestion.objects.get().kind == "statement"


def test_a_cancelled_meeting_takes_nothing_more_and_the_words_stay(client, meeting, body):
    AnnouncedMeetingFactory(body=body, held_on=date(2022, 4, 26))
    answer(client, start={"meeting": meeting.slug})
    token = open_page(client, "ask-check").context["form"]["token"].value()
    services.cancel_meeting(meeting=meeting, reason="Snow", actor=None)

    assert post(client, "ask-check", token=token).url == reverse("questions:question-late", args=["avon"])
    assert ASKED in words_of(open_page(client, "late"))


def test_a_statement_longer_than_a_side_is_refused_with_its_length(client, meeting):
    begin(client, kind="statement")

    response = post(client, "ask-words", words_1="\n".join(["A line."] * (LINES_A_SIDE + 1)))

    assert response.context["form"].errors["words_1"] == ["Your statement takes about 2 sides of A4. Shorten it to 1 side of A4"]


def test_a_petition_says_how_many_signed_and_closes_with_questions(client, meeting, body):
    LocalRuleFactory(body=body, key="petition-signatures", number=10, unit="signatures", closes_at=None)
    begin(client, kind="petition")

    few = post(client, "ask-words", words_1="We ask for a warden.", signatures="9")
    ask(client, kind="petition", words={"words_1": "We ask for a warden.", "signatures": "1,250"})

    assert few.context["form"].errors["signatures"] == ["A petition to this panel needs 10 signatures"]
    assert PublicQuestion.objects.get().signatures == 1250
    assert "Questions and petitions for Thursday 17 March 2022 close at 5pm" in words_of(open_page(client, "ask"))


def test_words_typed_as_questions_are_looked_at_again_as_a_petition(client, meeting):
    answer(client, words={"words_1": ASKED, "words_2": "And who pays?"})

    changed = post(client, "ask-kind", kind="petition")
    box = open_page(client, "ask-words").context["form"]["words_1"].value()
    same = post(client, "ask-kind", kind="question")

    assert changed.url == reverse("questions:question-ask-words", args=["avon"])
    assert box == f"{ASKED}\n\nAnd who pays?"
    assert same.url == reverse("questions:question-ask-check", args=["avon"])


def test_several_meetings_are_told_apart_by_a_line_with_every_deadline_and_its_rule_once(client, meeting, body):
    AnnouncedMeetingFactory(body=body, held_on=date(2022, 4, 26))

    hints = open_page(client, "ask").context["form"].fields["meeting"].widget.hints

    assert list(hints.values())[1] == (
        "Questions and petitions close at 5pm on Wednesday 20 April. Statements close at noon on Monday 25 April. "
        "Rule: Public information sheet."
    )


def test_the_meeting_can_be_changed_while_another_is_open(client, meeting, body):
    later = AnnouncedMeetingFactory(body=body, held_on=date(2022, 4, 26))
    answer(client, start={"meeting": meeting.slug})

    row = open_page(client, "ask-check").context["rows"][0]
    chosen = open_page(client, "ask").context["form"]["meeting"].value()
    changed = post(client, "ask", meeting=later.slug)

    assert (row["value"], row["change"]) == (
        "Thursday 17 March 2022, Ordinary meeting",
        reverse("questions:question-ask", args=["avon"]),
    )
    assert (chosen, changed.url) == (meeting.slug, reverse("questions:question-ask-check", args=["avon"]))


def test_petitions_close_by_their_own_rule_where_there_is_one(client, meeting, body):
    LocalRuleFactory(body=body, key="petition-clear-days", number=5, closes_at=time(12))

    assert "Petitions for Thursday 17 March 2022 close at noon on Wednesday 9 March 2022, today." in words_of(
        open_page(client, "ask")
    )


@pytest.mark.parametrize(
    ("residence", "said"),
    [
        ("", "Tell us whether you live or work in Avon"),
        ("moon", "Tell us whether you live or work in Avon"),
        ("neither", "Only people who live or work in the area can ask. You can still come and listen"),
    ],
)
def test_who_neither_lives_nor_works_here_cannot_ask(client, meeting, residence, said):
    post(client, "ask")
    post(client, "ask-kind", kind="question")

    response = post(client, "ask-eligible", residence=residence)

    assert response.context["form"].errors["residence"] == [said]


def test_nobody_asks_without_agreeing_that_it_is_published(client, meeting):
    begin(client)
    post(client, "ask-words", words_1=ASKED)

    response = post(client, "ask-you", name="Robin Reed", email="robin@mail.example")

    assert response.context["form"].errors["consented"] == [
        "Tick that your name and your words may be published, or write to the contact officer"
    ]
    assert "Robin Reed" in response.content.decode()


def test_without_a_rule_asking_is_not_offered_and_the_contact_is_named(client, body):
    ContactOfficerFactory(body=body)
    AnnouncedMeetingFactory(body=body)

    response = open_page(client, "ask")

    assert "clerk@panel.example" in words_of(response)
    assert "Start now" not in words_of(response)


@pytest.mark.parametrize("make", ["draft", "private", "other body"])
def test_only_announced_public_meetings_of_the_panel_are_offered(client, body, area, make):
    rules_for(body)
    if make == "draft":
        MeetingFactory(body=body)
    if make == "private":
        AnnouncedMeetingFactory(body=body, kind=MeetingKind.PRIVATE_BRIEFING)

    response = open_page(client, "ask")

    assert response.context["page"].offers == []


def test_the_visitor_chooses_among_the_meetings_that_are_open(client, meeting, body):
    later = AnnouncedMeetingFactory(body=body, held_on=date(2022, 4, 26))

    missing = post(client, "ask")
    ask(client, start={"meeting": later.slug})

    assert missing.context["form"].errors["meeting"] == ["Choose the meeting"]
    assert PublicQuestion.objects.get().meeting == later


def test_the_page_that_sends_shows_every_answer_and_where_to_change_it(client, meeting):
    answer(client, you={"will_attend": "on", "phone": "01632 960 001"})

    said = words_of(open_page(client, "ask-check"))

    for part in ("Thursday 17 March 2022", ASKED, "Robin Reed", "robin@mail.example", "01632 960 001", "I live there"):
        assert part in said


def test_a_form_sent_twice_makes_one_record_and_arrives_at_its_reference(client, meeting):
    answer(client)
    token = open_page(client, "ask-check").context["form"]["token"].value()

    first, second = post(client, "ask-check", token=token), post(client, "ask-check", token=token)

    assert first.url == second.url == reverse("questions:question-sent", args=["avon"])
    assert PublicQuestion.objects.count() == 1


def test_an_old_page_cannot_send_what_it_does_not_show(client, meeting):
    answer(client)
    token = open_page(client, "ask-check").context["form"]["token"].value()
    post(client, "ask-words", words_1="Something else?")

    response = post(client, "ask-check", token=token)

    assert response.context["form"].non_field_errors() == [
        "Your answers have changed since this page was opened. Check them, then send them"
    ]
    assert "Something else?" in words_of(response)
    assert not PublicQuestion.objects.exists()


def test_the_service_looks_at_everything_again(meeting, body):
    good = {
        "body": body, "meeting": meeting, "kind": "question", "words": [ASKED], "name": "Robin Reed",
        "email": "robin@mail.example", "residence": "lives", "consented": True, "now": clock.now(),
    }  # fmt: skip
    wrong = {
        "words": ["", "  "], "name": " ", "email": "robin", "residence": "neither", "consented": False, "kind": "essay",
        "meeting": None,
    }  # fmt: skip

    for name, value in wrong.items():
        with pytest.raises(ValidationError):
            send_question(**(good | {name: value}))

    assert not PublicQuestion.objects.exists()
    assert not QuestionSender.objects.exists()


@pytest.mark.parametrize("count", [1, 3, 300])
def test_the_start_asks_the_same_of_the_database_for_any_number_of_meetings(client, body, count, django_assert_num_queries):
    rules_for(body)
    for number in range(min(count, 3)):
        AnnouncedMeetingFactory(body=body, held_on=date(2022, 4, 1 + number))
    if count > 3:
        _many(body, count)

    with django_assert_num_queries(5):
        open_page(client, "ask")


def _many(body, count):
    days = [date(2022, 5, 2) + timedelta(days=number) for number in range(count)]
    now = clock.now()
    Meeting.objects.bulk_create(
        Meeting(area=body.area, body=body, slug=f"more-{day}", held_on=day, status=MeetingStatus.ANNOUNCED, created_at=now)
        for day in days
    )
