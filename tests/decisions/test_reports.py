"""Writing, sending and publishing the panel's report: what refuses it, what the law does with a late one, what stays."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts.models import AuditEntry
from decisions.choices import CaseStatus, Position, Post, ReportStatus
from decisions.models import Case, Report
from decisions.rules.reports import positions_for, report_problems
from decisions.services import reports as services
from decisions.services.reading import facts_of
from documents.choices import Access, Relation, StoreName
from documents.models import Link, Print
from documents.services.files import read_bytes
from interface import clock
from meetings.models import Recommendation
from panels.models import Obligation, Rule
from tests.decisions.reporting import again, hearing, panel, people, precept, revised, rules, sent, written
from tests.factories.decisions import CaseFactory, NoticeFactory, PanelVoteFactory

ACT = "Police Reform and Social Responsibility Act 2011"


@pytest.fixture(autouse=True)
def today(db):
    rules()
    with clock.stand_on(date(2022, 2, 25)):
        yield


@pytest.fixture
def body(db):
    return panel()


def issue(report, on=date(2022, 2, 4)):
    return services.issue_report(report=report, version=report.version, issued_on=on, actor=None)


def refusals(report):
    return [one for one in report_problems(facts_of(again(report.case)), report) if one.refuses]


# Writing ---------------------------------------------------------------------------------------------------------


def test_half_a_draft_is_kept_and_says_what_it_lacks(body):
    case = precept(body)
    draft = services.write_report(case=case, version=services.NEW, number=1, text="Half a", actor=None)

    assert (draft.status, draft.text, draft.version) == (ReportStatus.DRAFT, "Half a", 1)
    assert [one.words for one in refusals(draft)] == ["Choose what the panel reports", "Enter who signs the report"]


def test_two_who_begin_the_same_report_never_write_over_each_other(body):
    case = precept(body)
    written(case, text="The first")

    with pytest.raises(ValidationError) as refusal:
        written(case, text="The second")
    assert refusal.value.code == "stale"
    assert Report.objects.get().text == "The first"


def test_a_save_over_a_newer_draft_is_refused(body):
    case = precept(body)
    draft = written(case)
    written(case, version=draft.version, text="Newer")

    with pytest.raises(ValidationError) as refusal:
        written(case, version=draft.version, text="Older")
    assert refusal.value.code == "stale"
    assert Report.objects.get().text == "Newer"


@pytest.mark.parametrize("kind", ["information", "attendance", "suspension", "acting"])
def test_the_panel_does_not_report_on_its_own_requests_and_acts(body, kind):
    case = CaseFactory(body=body, notified=True, **{kind: True})

    with pytest.raises(ValidationError) as refusal:
        services.write_report(case=case, version=services.NEW, number=1, actor=None)
    assert refusal.value.code == "kind"


def test_a_vote_of_another_case_is_refused(body):
    case = precept(body)

    with pytest.raises(ValidationError) as refusal:
        written(case, vote=PanelVoteFactory())
    assert refusal.value.message_dict == {"vote": ["Choose a vote of this case"]}


# What it may come to ---------------------------------------------------------------------------------------------


def test_only_the_first_report_on_a_precept_or_a_chief_constable_may_veto(body):
    assert Position.VETO_HIGH in positions_for(facts_of(precept(body)), 1)
    assert Position.VETO_HIGH not in positions_for(facts_of(precept_case()), 2)
    assert Position.VETO not in positions_for(facts_of(hearing(body)), 1)
    chief = facts_of(hearing(body, Post.CHIEF_CONSTABLE, named=True))
    assert positions_for(chief, 1) == (Position.APPOINT, Position.NOT_APPOINT, Position.VETO)
    assert Position.VETO not in positions_for(chief, 2)


def precept_case():
    return again(Case.objects.get(kind="precept"))


@pytest.mark.parametrize(
    ("post", "number", "provision"),
    [(Post.DEPUTY, 1, f"{ACT}, Schedule 1 paragraph 12 and Schedule 8 paragraph 7"),
     (Post.CHIEF_CONSTABLE, 2, "SI 2012/2271, regulations 9-10")],
)  # fmt: skip
def test_a_veto_that_the_law_does_not_know_is_refused_with_its_provision(body, post, number, provision):
    case = hearing(body, post)
    draft = Report(case=case, number=number, position=Position.VETO, signed_by="A")

    (problem,) = [one for one in refusals(draft) if one.field == "position"]
    assert problem.provision == provision


def test_a_second_veto_of_a_precept_is_refused(body):
    case = precept(body)
    sent(case)
    second = revised(case)
    draft = written(second, Position.VETO_HIGH, number=2)

    with pytest.raises(ValidationError) as refusal:
        issue(draft, date(2022, 2, 21))
    assert "There is no second veto. Choose what else the panel reports (SI 2012/2271, regulation 6)" in refusal.value.messages
    assert Report.objects.get(number=2).status == ReportStatus.DRAFT


@pytest.mark.parametrize(("votes", "is_enough"), [(11, False), (12, True)])
def test_a_veto_needs_two_thirds_of_the_membership_with_the_working(body, votes, is_enough):
    case = precept(body)
    vote = PanelVoteFactory(case=case, meeting=case.votes.get().meeting, is_veto=True, votes_for=votes, members=17)
    draft = written(case, vote=vote)

    if is_enough:
        assert issue(draft).position == Position.VETO_HIGH
        return
    with pytest.raises(ValidationError) as refusal:
        issue(draft)
    (words,) = refusal.value.messages
    assert "Not enough members voted for a veto: 11 did, and two-thirds of 17 is 11.3, so 12" in words
    assert f"({ACT}, Schedule 5 paragraph 4(4))" in words


def test_a_vote_on_something_else_or_none_carries_no_veto(body):
    case = precept(body)
    plain = PanelVoteFactory(case=case, meeting=case.votes.get().meeting, votes_for=14, members=17)

    assert [one.words for one in refusals(written(case, vote=None))] == ["A veto needs a vote. Record it, then choose it here"]
    draft = written(case, version=1, vote=plain)
    assert [one.words for one in refusals(draft)] == ["This vote was not on a veto. Choose the vote that was"]


@pytest.mark.parametrize(("position", "refuses"), [(Position.VETO_HIGH, True), (Position.SUPPORT, False)])
def test_a_vote_before_the_notice_carries_no_veto(body, position, refuses):
    case = precept(body)
    case.notices.update(received_on=date(2022, 2, 2))
    found = [one for one in report_problems(facts_of(again(case)), written(case, position)) if "before it received" in one.words]

    assert [(one.words, one.refuses) for one in found] == [
        ("The panel voted on Tuesday 1 February 2022, before it received the notice of Wednesday 2 February 2022 on which it "
         "reports", refuses),
    ]  # fmt: skip


def test_without_the_rule_no_majority_is_assumed(body):
    Rule.objects.filter(key="veto-majority").delete()

    assert [one.words for one in refusals(written(precept(body)))] == [
        "The rule book does not say how many votes a veto needs. Nothing is assumed"
    ]


def test_recommendations_that_are_promised_must_be_there(body):
    draft = written(precept(body), Position.RECOMMEND, vote=None)

    assert [one.words for one in refusals(draft)] == ["Enter what the panel recommends"]


# Sending ---------------------------------------------------------------------------------------------------------


def test_sending_freezes_and_prints_the_report_and_moves_the_case(body):
    case = precept(body)
    report = sent(case)
    kept = services.printed(report)

    assert (report.status, report.issued_on, report.was_late) == (ReportStatus.ISSUED, date(2022, 2, 4), False)
    assert report.notice == case.notices.get()
    assert again(case).status == CaseStatus.REPORTED
    assert (kept.access, kept.file.store) == (Access.EXEMPT, StoreName.RESTRICTED)
    with pytest.raises(ValidationError) as refusal:
        written(case, version=report.version, text="Other words")
    assert refusal.value.code == "issued"


def test_what_was_sent_stays_as_it_was_whatever_becomes_of_the_record(body):
    case = precept(body)
    report = sent(case)
    kept = services.printed(report)
    before = (kept.html, read_bytes(kept.file))
    case.votes.update(votes_for=1, in_room=3)
    case.notices.get().precept.delete()

    kept.refresh_from_db()
    assert (kept.html, read_bytes(kept.file)) == before


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2022, 2, 26), "The day on which the report is sent must be today or earlier"),
        (date(2022, 1, 24), "The panel was notified on Tuesday 25 January 2022. Enter that day or a later one"),
        (date(2022, 1, 31), "The panel voted on Tuesday 1 February 2022. Enter that day or a later one"),
    ],
)
def test_a_day_that_cannot_be_is_refused_and_nothing_changes(body, day, words):
    draft = written(precept(body), recommendations=["Hold it."])

    with pytest.raises(ValidationError) as refusal:
        issue(draft, day)
    assert refusal.value.message_dict == {"issued_on": [words]}
    assert not Print.objects.exists()
    assert not Recommendation.objects.exists()


@pytest.mark.parametrize(("day", "is_late"), [(date(2022, 2, 8), False), (date(2022, 2, 9), True)])
def test_a_veto_reported_late_is_sent_and_opens_no_second_round(body, day, is_late):
    case = precept(body)
    report = sent(case, on=day)

    assert report.was_late == is_late
    assert (facts_of(again(case)).veto_report is None) == is_late
    late = [one for one in report_problems(facts_of(again(case)), report, day) if one.field == "issued_on"]
    assert [one.provision for one in late] == (["SI 2012/2271, regulation 4(2)"] if is_late else [])
    assert not any(one.refuses for one in late)


def test_a_report_on_a_hearing_after_three_weeks_is_late_with_what_the_law_then_does(body):
    case = hearing(body)
    report = sent(case, Position.APPOINT, vote=None, on=date(2022, 2, 22))

    assert report.was_late
    (late,) = [one for one in report_problems(facts_of(again(case)), report, report.issued_on) if one.field == "issued_on"]
    assert "The panel’s time ended on Monday 21 February 2022" in late.words
    assert late.provision == f"{ACT}, Schedule 8 paragraph 2(3)"


def test_each_recommendation_gets_a_reference_tied_to_the_case_and_printed(body):
    case = precept(body)
    report = sent(case, recommendations=["Report on reserves.", " ", "Publish the plan."], response_due_on=date(2022, 3, 1))
    made = services.recommendations_of(report)

    assert [one.text for one in made] == ["Report on reserves.", "Publish the plan."]
    assert {(one.made_on, one.response_due_on, one.published_at) for one in made} == {(date(2022, 2, 4), date(2022, 3, 1), None)}
    assert all(one.reference in services.printed(report).html for one in made)
    ties = Link.objects.filter(relation=Relation.FOLLOWS, target_kind="case", target_key=case.pk)
    assert {link.source_key for link in ties} == {one.pk for one in made}


def test_the_recommendations_of_two_reports_of_one_day_are_told_apart(body):
    case = precept(body)
    first = sent(case, recommendations=["One.", "Two."], on=date(2022, 2, 4))
    with clock.stand_on(date(2022, 2, 25)):
        second = sent(revised(case), Position.RECOMMEND, number=2, vote=None, recommendations=["Three."], on=date(2022, 2, 20))
    Report.objects.filter(pk=second.pk).update(issued_on=first.issued_on)
    Recommendation.objects.update(made_on=first.issued_on)
    second.refresh_from_db()

    assert [one.text for one in services.recommendations_of(first)] == ["One.", "Two."]
    assert [one.text for one in services.recommendations_of(second)] == ["Three."]


def test_a_second_report_moves_the_case_on(body):
    case = precept(body)
    sent(case)
    second = revised(case)
    report = sent(second, Position.SUPPORT, number=2, vote=None, on=date(2022, 2, 22))

    assert (again(case).status, report.was_late, report.notice.number) == (
        CaseStatus.REPORTED_AGAIN, False, facts_of(again(case)).second_notice.number,
    )  # fmt: skip


# Publishing ------------------------------------------------------------------------------------------------------


def publish(report, manner="On the panel’s website"):
    return services.publish_report(report=report, version=report.version, manner=manner, actor=None)


def test_publishing_opens_the_same_file_and_the_recommendations(body):
    report = sent(precept(body), recommendations=["Report on reserves."])
    before = read_bytes(services.printed(report).file)
    made = publish(report)
    kept = services.printed(report)

    assert (made.status, made.published_at is not None) == (ReportStatus.PUBLISHED, True)
    assert (kept.access, kept.file.store, read_bytes(kept.file)) == (Access.PUBLIC, StoreName.PUBLIC, before)
    assert all(one.published_at for one in services.recommendations_of(made))


def test_the_response_to_each_recommendation_is_due_as_soon_as_the_report_is_public(body):
    report = sent(precept(body), recommendations=["Report on reserves."], response_due_on=date(2022, 3, 10))
    due = Obligation.objects.filter(subject_kind="recommendation").values_list("access", "due_on")
    assert not due

    publish(report)
    assert list(due.all()) == [("public", date(2022, 3, 10))]


@pytest.mark.parametrize("state", ["draft", "published", "unpublished"])
def test_what_cannot_be_published_is_refused(body, state):
    case = precept(body)
    report = written(case) if state == "draft" else sent(case)
    if state == "published":
        report = publish(report)
    if state == "unpublished":
        Case.objects.update(published_at=None)

    with pytest.raises(ValidationError) as refusal:
        publish(report)
    assert refusal.value.code == state


def test_no_word_of_a_report_is_in_the_trail(body):
    clerk = people(body)["clerk"]
    sent(precept(body), text="CANARY-REASONS", recommendations=["CANARY-ADVICE"], manner="CANARY-MANNER", actor=clerk)

    assert AuditEntry.objects.filter(action="decisions.report_issued", actor=clerk).exists()
    assert "CANARY" not in str([vars(entry) for entry in AuditEntry.objects.all()])


def test_a_report_on_nothing_received_is_refused(body):
    case = CaseFactory(body=body, plan=True, notified=True)
    assert [one.words for one in refusals(written(case, Position.SUPPORT, vote=None))] == [
        "Nothing was received from the Commissioner on which the panel could report"
    ]
    NoticeFactory(case=case)
    assert refusals(Report.objects.get()) == []
