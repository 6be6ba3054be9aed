"""Corrections that members propose to a draft, what becomes of them, and corrigenda to confirmed minutes."""

from datetime import date

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.choices import Role
from accounts.models import AuditEntry
from interface import clock
from jobs.services import run_all
from meetings.choices import CorrectionStatus, EntryKind, MinutesStatus
from meetings.models import Action, Correction, Corrigendum, MinuteEntry, Minutes, MinutesPrint
from meetings.services.minutes import corrections
from meetings.services.minutes.printing import print_minutes
from tests.factories.minutes import CorrectionFactory, MinuteEntryFactory, QuestionFactory
from tests.factories.panels import AppointmentFactory
from tests.meetings.grown import CANARY, NOTE, grown_minutes, next_meeting, people_of, print_nothing

TODAY = date(2022, 3, 10)
WHY = "Members asked for divisions."


@pytest.fixture(autouse=True)
def day():
    with clock.stand_on(TODAY):
        yield


@pytest.fixture(autouse=True)
def printed(monkeypatch):
    return print_nothing(monkeypatch)


@pytest.fixture
def cast(area, body, clerk):
    return {**people_of(area, body), "clerk": clerk}


@pytest.fixture
def minutes(body, cast):
    made = grown_minutes(body, state="published")
    print_minutes(minutes=made, edition="draft", actor=None)
    return Minutes.objects.for_page().get(pk=made.pk)


@pytest.fixture
def note(minutes):
    return minutes.entries.get(text=NOTE)


def url(name, minutes, *more):
    return reverse(f"meetings:{name}", args=[minutes.meeting.area.slug, minutes.meeting.slug, *more])


def propose(minutes, actor, entry=None, **fields):
    said = {"quoted": "by district", "proposed": "by division", "why": WHY, **fields}
    return corrections.propose_correction(minutes=minutes, entry=entry, actor=actor, **said)


def decide(correction, actor, accept=True, reason="The recording says so.", version=None):
    said = {"version": version or correction.version, "accept": accept, "reason": reason}
    return corrections.decide_correction(correction=correction, actor=actor, **said)


def confirm(minutes):
    later = next_meeting(minutes.meeting.body)
    rows = Minutes.objects.filter(pk=minutes.pk)
    rows.update(status=MinutesStatus.CONFIRMED, confirmed_meeting=later, confirmed_at=clock.now(), signed_by="Heather Shearer")
    return Minutes.objects.for_page().get(pk=minutes.pk)


def codes(error):
    return [one.code for one in error.value.error_list]


def answers(client, minutes, **fields):
    """A form as the page gives it, filled in."""
    name = fields.pop("name", "correction-create")
    token = client.get(url(name, minutes)).context["form"]["token"].value()
    return {"token": token, **fields}


# Proposed --------------------------------------------------------------------------------------------------------


def test_member_proposes_beside_the_entry_and_the_clerk_is_told(minutes, note, cast, client):
    client.force_login(cast["member"])
    page = client.get(url("minutes-detail", minutes)).content.decode()
    address = f"{url('correction-create', minutes)}?entry={note.number}"
    assert address in page
    form = client.get(address).context["form"]
    assert (form["entry"].value(), form["quoted"].value(), form["proposed"].value()) == (str(note.number), NOTE, NOTE)
    sent = {
        "token": form["token"].value(), "entry": note.number, "quoted": "by district", "proposed": "by division", "why": WHY
    }  # fmt: skip
    for _again in range(2):
        assert client.post(url("correction-create", minutes), sent).url == url("correction-list", minutes)
    made = Correction.objects.get()
    assert (made.entry, made.number, made.proposed_by, made.status) == (note, 1, cast["member"], "proposed")
    run_all()
    assert [one.to for one in mail.outbox] == [[cast["clerk"].email]]
    assert "division" not in mail.outbox[0].body
    assert "division" not in str(AuditEntry.objects.get(action="meetings.correction_proposed").detail)


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"quoted": "by county"}, "quoted"),
        ({"quoted": " "}, "quoted"),
        ({"proposed": ""}, "proposed"),
        ({"proposed": "by district"}, "proposed"),
        ({"why": " "}, "why"),
    ],
)
def test_correction_that_makes_no_sense_is_refused_at_its_field(minutes, note, cast, fields, at):
    with pytest.raises(ValidationError) as refused:
        propose(minutes, cast["member"], note, **fields)
    assert list(refused.value.message_dict) == [at]
    assert not Correction.objects.exists()


def test_words_that_stand_twice_ask_for_more_of_the_sentence(minutes, note, cast):
    MinuteEntry.objects.filter(pk=note.pk).update(text="Cost and cost of cost.")
    note.refresh_from_db()
    with pytest.raises(ValidationError) as refused:
        propose(minutes, cast["member"], note, quoted="cost", proposed="price")
    assert "more than once" in refused.value.message_dict["quoted"][0]


@pytest.mark.parametrize("quoted", ["panel's “green” plan.\r\n\r\nIt", 'panel’s "green" plan.\n\nIt'])
def test_words_copied_from_the_page_are_found_whatever_their_marks_and_line_ends(minutes, note, cast, quoted):
    for line_end in ("\n", "\r\n"):
        text = f'The panel\'s "green" plan.{line_end}{line_end}It asked for figures.'
        MinuteEntry.objects.filter(pk=note.pk).update(text=text)
        note.refresh_from_db()
        assert corrections.amended(note, quoted, "plan. It") == {"text": "The plan. It asked for figures."}


def test_page_shows_the_refusal_beside_the_field_and_keeps_what_was_typed(minutes, note, cast, client):
    client.force_login(cast["member"])
    sent = answers(client, minutes, entry=note.number, quoted="by county", proposed="by division", why=WHY)
    page = client.post(url("correction-create", minutes), sent).content.decode()
    assert 'href="#id_quoted"' in page
    assert "These words do not stand in the entry" in page
    assert "by division" in page
    sent |= {"entry": "999"}
    assert "Choose an entry of these minutes" in client.post(url("correction-create", minutes), sent).content.decode()


def test_what_is_in_no_entry_can_be_corrected_too(minutes, cast, client):
    made = propose(minutes, cast["member"], quoted="ended at 1:50pm", proposed="ended at 1:55pm")
    decide(made, cast["clerk"])
    page = client.get(url("minutes-detail", minutes)).content.decode()
    assert "Of the minutes as a whole" in page
    assert "ended at 1:55pm" in page


def test_entry_of_other_minutes_is_refused(minutes, cast):
    other = MinuteEntryFactory()
    with pytest.raises(ValidationError) as refused:
        propose(minutes, cast["member"], other, quoted=other.text)
    assert list(refused.value.message_dict) == ["entry"]


def test_members_and_writers_propose_and_only_to_a_draft(minutes, note, cast, client):
    officer = AppointmentFactory(area=minutes.meeting.area, role=Role.OFFICE_DECISIONS).user
    for who, answer in ((cast["member"], 200), (cast["clerk"], 200), (officer, 403)):
        client.force_login(who)
        assert client.get(url("correction-create", minutes)).status_code == answer
    confirm(minutes)
    client.force_login(cast["member"])
    assert client.get(url("correction-create", minutes)).status_code == 403
    with pytest.raises(ValidationError) as refused:
        propose(minutes, cast["member"], note)
    assert codes(refused) == ["confirmed"]


def test_list_is_for_members_and_those_who_prepare_the_meetings(minutes, note, cast, client):
    propose(minutes, cast["member"], note)
    assert client.get(url("correction-list", minutes)).status_code == 302
    for who in ("member", "other", "clerk", "chair"):
        client.force_login(cast[who])
        page = client.get(url("correction-list", minutes)).content.decode()
        assert "by division" in page
        assert ("Accept the correction" in page) == (who == "clerk")
        assert ("Take the correction back" in page) == (who == "member")


def test_public_page_holds_nothing_of_what_is_not_accepted(minutes, note, cast, client):
    made = propose(minutes, cast["member"], note, proposed="zebrawords")
    assert "zebrawords" not in client.get(url("minutes-detail", minutes)).content.decode()
    decide(made, cast["clerk"], accept=False)
    assert "zebrawords" not in client.get(url("minutes-detail", minutes)).content.decode()
    client.force_login(cast["other"])
    assert "zebrawords" not in client.get(url("minutes-detail", minutes)).content.decode()


# Decided ---------------------------------------------------------------------------------------------------------


def test_accepting_changes_the_entry_keeps_the_earlier_text_and_prints_anew(minutes, note, cast, client):
    made = propose(minutes, cast["member"], note)
    client.force_login(cast["clerk"])
    page = client.get(url("correction-decide", minutes, 1, "accept"))
    assert "Words in the draft" in page.content.decode()
    sent = {"version": made.version, "reason": "The recording says so."}
    assert client.post(url("correction-decide", minutes, 1, "accept"), sent).url == url("correction-list", minutes)
    note.refresh_from_db()
    assert note.text == "Members asked for the figures by division."
    assert note.texts.count() == 2
    assert note.texts.get(number=1).content["text"] == NOTE
    assert MinutesPrint.objects.count() == 2
    client.logout()
    page = client.get(url("minutes-detail", minutes)).content.decode()
    assert "Correction 1, accepted on Thursday 10 March 2022" in page
    assert "by district" in page
    assert WHY not in page
    assert "The recording says so." not in page
    prints = client.get(url("minutes-prints", minutes)).content.decode()
    assert "What changed since print 1" in prints
    assert "figures by division." in prints
    run_all()
    assert mail.outbox[-1].to == ["member@panel.example"]
    assert "is accepted" in mail.outbox[-1].subject


def test_answer_of_a_question_can_be_corrected(minutes, cast):
    question = QuestionFactory(entry__item=minutes.items.first())
    entry = MinuteEntry.objects.select_related("question").get(pk=question.entry_id)
    decide(propose(minutes, cast["member"], entry, quoted="in March", proposed="in April"), cast["clerk"])
    question.refresh_from_db()
    assert (question.answer, question.entry.text) == ("They come in April.", entry.text)


def test_corrected_action_says_the_same_in_the_log(minutes, cast):
    entry = minutes.entries.get(kind=EntryKind.ACTION)
    decide(propose(minutes, cast["member"], entry, quoted="To report.", proposed="To report in May."), cast["clerk"])
    assert Action.objects.get().text == "To report in May."


def test_declining_changes_nothing_and_needs_a_reason_too(minutes, note, cast, client):
    made = propose(minutes, cast["member"], note)
    client.force_login(cast["clerk"])
    for act in ("accept", "decline"):
        page = client.post(url("correction-decide", minutes, 1, act), {"version": made.version, "reason": " "}).content.decode()
        assert 'href="#id_reason"' in page
    assert Correction.objects.get().status == CorrectionStatus.PROPOSED
    decide(made, cast["clerk"], accept=False, reason="The recording says district.")
    note.refresh_from_db()
    assert (note.text, MinutesPrint.objects.count()) == (NOTE, 1)
    client.force_login(cast["member"])
    assert "The recording says district." in client.get(url("correction-list", minutes)).content.decode()


def test_correction_whose_words_are_gone_is_not_accepted(minutes, note, cast, client):
    first = propose(minutes, cast["member"], note)
    second = propose(minutes, cast["other"], note, quoted="figures by district", proposed="numbers")
    decide(first, cast["clerk"])
    with pytest.raises(ValidationError) as refused:
        decide(second, cast["clerk"])
    assert codes(refused) == ["gone"]
    note.refresh_from_db()
    assert note.text == "Members asked for the figures by division."
    client.force_login(cast["clerk"])
    assert "no longer stand in the entry" in client.get(url("correction-decide", minutes, 2, "accept")).content.decode()


def test_decision_is_made_once_and_over_what_was_read(minutes, note, cast, client):
    made = propose(minutes, cast["member"], note)
    with pytest.raises(ValidationError) as refused:
        decide(made, cast["clerk"], version=made.version + 1)
    assert codes(refused) == ["stale"]
    done = decide(made, cast["clerk"], accept=False)
    with pytest.raises(ValidationError) as refused:
        decide(done, cast["clerk"])
    assert codes(refused) == ["decided"]
    client.force_login(cast["clerk"])
    sent = {"version": made.version, "reason": "x"}
    page = client.post(url("correction-decide", minutes, 1, "accept"), sent).content.decode()
    assert "decided already" in page


def test_author_takes_a_correction_back_and_nobody_else_does(minutes, note, cast, client):
    propose(minutes, cast["member"], note)
    address = url("correction-decide", minutes, 1, "withdraw")
    for who in ("clerk", "other"):
        client.force_login(cast[who])
        assert client.post(address).status_code == 403
    client.force_login(cast["member"])
    assert "You can propose another" in client.get(address).content.decode()
    assert client.post(address).status_code == 302
    assert Correction.objects.get().status == CorrectionStatus.WITHDRAWN
    client.post(address)
    assert AuditEntry.objects.filter(action="meetings.correction_withdrawn").count() == 1


@pytest.mark.parametrize("act", ["accept", "decline"])
def test_members_do_not_decide(minutes, note, cast, client, act):
    propose(minutes, cast["member"], note)
    client.force_login(cast["other"])
    assert client.get(url("correction-decide", minutes, 1, act)).status_code == 403
    client.force_login(cast["clerk"])
    assert client.get(url("correction-decide", minutes, 1, "burn")).status_code == 404
    assert client.get(url("correction-decide", minutes, 7, act)).status_code == 404


# Corrigenda ------------------------------------------------------------------------------------------------------


def test_corrigendum_stands_beside_words_that_stay(minutes, note, cast, client):
    client.force_login(cast["clerk"])
    assert client.get(url("corrigendum-create", minutes)).status_code == 404
    minutes = confirm(minutes)
    assert NOTE in client.get(f"{url('corrigendum-create', minutes)}?entry={note.number}").content.decode()
    sent = answers(client, minutes, name="corrigendum-create", entry=note.number, text="By division.", reason="A slip.")
    assert client.post(url("corrigendum-create", minutes), sent).status_code == 302
    assert client.post(url("corrigendum-create", minutes), sent).status_code == 302
    assert Corrigendum.objects.count() == 1
    note.refresh_from_db()
    assert note.text == NOTE
    client.logout()
    page = client.get(url("minutes-detail", minutes)).content.decode()
    assert NOTE in page
    assert "Corrigendum 1, Thursday 10 March 2022" in page
    assert "By division." in page
    assert list(MinutesPrint.objects.order_by("-number").values_list("edition", flat=True)) == ["corrigendum", "draft"]
    run_all()
    assert any("corrigendum to the minutes" in one.subject for one in mail.outbox)


def test_corrigendum_to_a_private_entry_is_not_public(minutes, cast, client):
    minutes = confirm(minutes)
    entry = MinuteEntry.objects.get(text__contains=CANARY)
    corrections.add_corrigendum(minutes=minutes, entry=entry, text=f"{CANARY} resigned.", reason=CANARY, actor=cast["clerk"])
    for name in ("minutes-detail", "minutes-prints"):
        assert CANARY not in client.get(url(name, minutes)).content.decode()
    client.force_login(cast["member"])
    assert f"{CANARY} resigned." in client.get(url("minutes-detail", minutes)).content.decode()


@pytest.mark.parametrize(("fields", "at"), [({"text": " "}, "text"), ({"reason": ""}, "reason")])
def test_corrigendum_says_what_and_why(minutes, note, cast, fields, at):
    said = {"text": "By division.", "reason": "A slip.", **fields}
    with pytest.raises(ValidationError) as refused:
        corrections.add_corrigendum(minutes=confirm(minutes), entry=note, actor=cast["clerk"], **said)
    assert list(refused.value.message_dict) == [at]


def test_drafts_take_corrections_and_no_corrigenda(minutes, cast):
    with pytest.raises(ValidationError) as refused:
        corrections.add_corrigendum(minutes=minutes, text="x", reason="y", actor=cast["clerk"])
    assert codes(refused) == ["not-confirmed"]


def test_corrigendum_is_the_clerks_act(minutes, cast, client):
    minutes = confirm(minutes)
    client.force_login(cast["member"])
    assert client.get(url("corrigendum-create", minutes)).status_code == 403


@pytest.mark.parametrize("count", [1, 3, 300])
def test_list_takes_the_same_queries_however_many(minutes, note, cast, client, count, django_assert_max_num_queries):
    Correction.objects.bulk_create(
        CorrectionFactory.build(
            minutes=minutes, entry=note, number=place, quoted="a", proposed_by=cast["other"], proposed_at=clock.now()
        )
        for place in range(count)
    )
    client.force_login(cast["member"])
    client.get(url("correction-list", minutes))
    with django_assert_max_num_queries(30) as queries:
        page = client.get(url("correction-list", minutes)).content.decode()
    assert page.count("Words proposed") == count
    assert len(queries) == LIST_QUERIES


LIST_QUERIES = 16
