"""One exercise and one needs assessment: what everybody reads, what the office alone reads, and what it does on their pages."""

from datetime import date
from decimal import Decimal

import pytest

from commissioning.choices import ExerciseKind, ExerciseStatus, NeedStatus, StageKind
from commissioning.models import Exercise, Lot, Need, Stage
from documents.choices import Access, ExemptParagraph
from interface import clock
from tests.commissioning.pipeline.reading import address, day, sent, words
from tests.factories import commissioning as make

pytestmark = pytest.mark.django_db
OF_ONE = ["update", "publish", "hide", "complete", "cancel", "reopen"]


@pytest.fixture
def exercise(area):
    made = make.ExerciseFactory(area=area, title="Refuge", reference="P-2022-001", about="Safe **places**")
    make.StageFactory(exercise=made, kind=StageKind.NOTICE, planned_on=date(2022, 1, 10), actual_on=date(2022, 1, 12))
    make.StageFactory(exercise=made, kind=StageKind.AWARD, planned_on=date(2022, 4, 1), planned_as="month")
    return made


def page(client, exercise):
    return words(client.get(address("exercise-detail", exercise.reference)))


def test_stages_are_told_as_planned_and_as_reached_with_the_slip(client, exercise):
    text = page(client, exercise)

    assert "Notice 10 Jan 2022 reached 12 Jan 2022 2 days late" in text
    assert "Award April 2022 as planned not yet on time" in text
    assert "Safe places" in text
    assert "For the office" not in text


def test_a_stage_that_was_passed_over_slips_no_further(client, exercise):
    make.StageFactory(exercise=exercise, kind=StageKind.LIVE, planned_on=None, actual_on=date(2022, 3, 1))

    assert "Award April 2022 not known not known" in page(client, exercise)


def test_what_can_be_applied_for_says_until_when_and_where(client, exercise):
    exercise.fund = make.FundFactory(area=exercise.area, url="https://apply.example/")
    exercise.opens_on, exercise.closes_on = date(2022, 3, 1), date(2022, 3, 20)
    exercise.save()

    assert "Open until 20 Mar 2022" in page(client, exercise)
    assert "Read how to apply" in page(client, exercise)
    assert "Open now Refuge , until Sunday 20 March 2022" in words(client.get(address("overview")))
    Exercise.objects.update(closes_on=date(2022, 3, 9))
    assert "Open until" not in page(client, exercise)
    assert "how to apply" not in page(client, exercise)
    assert "Open now" not in words(client.get(address("overview")))


def test_of_what_is_complete_a_stage_without_its_day_is_not_known_and_never_late(client, area, exercise):
    Exercise.objects.update(status=ExerciseStatus.COMPLETE)
    Stage.objects.update(planned_on=date(2018, 1, 1), actual_on=None)
    told = page(client, exercise)

    assert "Award January 2018 not known not known" in told
    assert "Stage reached not known" in told
    assert "late" not in told
    assert "not yet" not in told
    assert "No stage reached" not in told
    board = words(client.get(address("pipeline") + "?state=complete"))
    assert "Stage not known 1" in board
    assert "No stage is known to slip." in board


def test_what_is_the_offices_own_stays_with_it(client, area, exercise, office, member):
    make.LotFactory(exercise=exercise, title="North", estimate=Decimal("98765.00"))
    make.ShareFactory(award=None, exercise=exercise, funder="NHS", percent=None, amount=Decimal("98765.00"))
    make.ApplicationFactory(exercise=exercise, applicant="CANARY bidder")
    make.DocumentFactory(award=None, exercise=exercise, title="CANARY file", access=Access.EXEMPT,
                         exempt_paragraph=ExemptParagraph.AFFAIRS, public_interest_reason="Prices")  # fmt: skip
    make.LotFactory(exercise=exercise, title="CANARY lot", removed_at=clock.now())
    Exercise.objects.update(
        private_note="CANARY note", estimate=Decimal("98765.00"),
        need=make.NeedFactory(area=area, draft=True, title="CANARY need"),
        fund=make.FundFactory(area=area, draft=True, title="CANARY fund"),
    )  # fmt: skip
    exercise.services.add(make.ServiceFactory(area=area, draft=True, title="CANARY service"))

    for person in (None, member):
        if person:
            client.force_login(person)
        text = page(client, exercise)
        assert "CANARY" not in text
        assert "98,765" not in text
        assert "NHS not told" in text
    client.force_login(office)
    for said in ("CANARY note", "CANARY file", "CANARY lot", "CANARY need", "CANARY fund", "CANARY service", "£98,765.00"):
        assert said in page(client, exercise)


def test_of_a_private_award_only_the_neutral_title_is_told(client, area, exercise, member):
    secret = make.ProviderFactory(area=area, name="CANARY provider")
    make.AwardFactory(area=area, exempt=True, exercise=exercise, title="CANARY", provider=secret, amount=Decimal("98765.00"),
                      awarded_on=date(2022, 2, 3))  # fmt: skip

    text = page(client, exercise)
    assert "An award Private" in text
    assert not {"CANARY", "98,765", "3 Feb 2022"} & {one for one in ("CANARY", "98,765", "3 Feb 2022") if one in text}
    client.force_login(member)
    assert "CANARY provider 3 Feb 2022 £98,765.00" in page(client, exercise)


def test_shares_that_do_not_make_the_whole_are_flagged(client, exercise):
    for percent in ("60", "35"):
        make.ShareFactory(award=None, exercise=exercise, percent=Decimal(percent))

    assert "Shares make 95%. They must make 100%" in page(client, exercise)


def test_a_draft_is_not_found_and_its_pages_are_the_offices(client, area, exercise, clerk):
    draft = make.ExerciseFactory(area=area, draft=True, reference="P-2022-009")
    client.force_login(clerk)

    assert client.get(address("exercise-detail", draft.reference)).status_code == 404
    for name in OF_ONE:
        assert client.get(address(f"exercise-{name}", draft.reference)).status_code == 404
        assert client.get(address(f"exercise-{name}", exercise.reference)).status_code == 403
    for name in ("stage", "lot"):
        assert client.get(address(f"{name}-create", exercise.reference)).status_code == 403
    assert client.get(address("exercise-create")).status_code == 403


def test_whoever_is_not_signed_in_is_asked_to(client, exercise):
    for name in OF_ONE:
        assert client.get(address(f"exercise-{name}", exercise.reference)).status_code == 302


# What the office does -----------------------------------------------------------------------------------------------


def test_the_office_opens_plans_publishes_and_completes_one(client, area, office):
    client.force_login(office)
    choices = {"route": "open", "vat": "excluding", "decided_by": "office", "exempt_paragraph": "3"}
    sent(client, address("exercise-create"), kind=ExerciseKind.PROCUREMENT, title="Refuge", estimate="£120,000", **choices)
    made = Exercise.objects.get()
    assert (made.reference, made.estimate) == ("P-2022-001", Decimal("120000.00"))

    plan = sent(client, address("stage-create", made.reference), kind="award", **day("planned_on", date(2022, 3, 20)),
                planned_as="month")  # fmt: skip
    assert "Award March 2022 as planned not yet on time" in words(plan)
    sent(client, address("stage-reach", made.reference, 1), **day("actual_on", date(2022, 3, 9)))
    assert Stage.objects.get().actual_on == date(2022, 3, 9)

    for name, done in (("publish", "Published"), ("complete", "Complete. You can"), ("reopen", "In hand again")):
        assert done in words(sent(client, address(f"exercise-{name}", made.reference)))
    sent(client, address("exercise-cancel", made.reference), why="No bids")
    made.refresh_from_db()
    assert (made.status, made.cancelled_why) == (ExerciseStatus.CANCELLED, "No bids")


def test_a_form_sent_twice_makes_one(client, area, office):
    client.force_login(office)
    url = address("exercise-create")
    form = client.get(url).context["form"]
    facts = {"token": form["token"].value(), "kind": "procurement", "title": "Refuge", "route": "open", "vat": "outside",
             "decided_by": "office", "exempt_paragraph": "3"}  # fmt: skip

    assert {client.post(url, facts).url for _each in range(2)} == {Exercise.objects.get().get_absolute_url()}


def test_a_change_over_a_newer_one_shows_both(client, exercise, office):
    client.force_login(office)
    url = address("exercise-update", exercise.reference)
    form = client.get(url).context["form"]
    typed = {name: form[name].value() for name in form.fields if form[name].value() not in (None, [], False)}
    Exercise.objects.update(title="Refuge and outreach", version=2)

    text = words(client.post(url, {**typed, "title": "Refuges"}))

    assert "Someone else saved this while you were writing" in text
    assert Exercise.objects.get().title == "Refuge and outreach"


@pytest.mark.parametrize(("second", "is_told"), [("0.20", False), ("0.30", True), (None, False)])
def test_lots_that_do_not_make_the_estimate_are_flagged(client, exercise, second, is_told):
    type(exercise).objects.filter(pk=exercise.pk).update(estimate="0.30", is_estimate_public=True)
    make.LotFactory(exercise=exercise, estimate="0.10")
    make.LotFactory(exercise=exercise, estimate=second)

    told = words(client.get(exercise.get_absolute_url()))
    assert ("Estimates of the lots make £0.40. That of the whole is £0.30" in told) is is_told


def test_lots_are_added_changed_taken_out_and_put_back(client, exercise, office):
    client.force_login(office)
    ref = exercise.reference
    sent(client, address("lot-create", ref), title="North", about="", estimate="1")
    sent(client, address("lot-update", ref, 1), title="North and east", about="Towns", estimate="2.50")
    assert "Put back : North and east" in words(sent(client, address("lot-remove", ref, 1)))
    sent(client, address("lot-restore", ref, 1))

    assert Lot.objects.values_list("title", "about", "estimate", "removed_at").get() == (
        "North and east", "Towns", Decimal("2.50"), None,
    )  # fmt: skip


def test_what_is_refused_stands_beside_its_field(client, exercise, office):
    client.force_login(office)
    response = sent(client, address("stage-create", exercise.reference), kind="notice", **day("planned_on", date(2022, 5, 1)))

    assert response.context["form"].errors["kind"] == ["This exercise has that stage already. Change that one"]
    assert client.get(address("stage-update", exercise.reference, 99)).status_code == 404


# Needs assessments --------------------------------------------------------------------------------------------------


def test_the_office_enters_publishes_and_completes_a_need(client, area, office):
    client.force_login(office)
    sent(client, address("need-create"), title="Victims’ needs", status="under-way", **day("planned_on", date(2022, 4, 30)))
    need = Need.objects.get()
    sent(client, address("need-publish", need.slug))
    sent(client, address("need-complete", need.slug), **day("completed_on", date(2022, 3, 1)), completed_as="month",
         findings="More places")  # fmt: skip

    client.logout()
    text = words(client.get(address("need-detail", need.slug)))
    assert "More places" in text
    assert "Completed March 2022" in text
    need.refresh_from_db()
    assert (need.status, need.completed_on) == (NeedStatus.COMPLETE, date(2022, 3, 1))


def test_a_need_that_is_a_draft_is_the_offices_own(client, area, clerk, office):
    draft = make.NeedFactory(area=area, draft=True, title="CANARY")
    public = make.NeedFactory(area=area, title="Victims")
    make.ExerciseFactory(area=area, draft=True, need=public, title="CANARY exercise")

    for person in (None, clerk):
        if person:
            client.force_login(person)
        assert "CANARY" not in words(client.get(address("need-list")))
        assert "CANARY" not in client.get(address("need-export", "csv")).content.decode()
        assert "CANARY" not in words(client.get(address("need-detail", public.slug)))
        assert client.get(address("need-detail", draft.slug)).status_code == 404
    client.force_login(office)
    assert "CANARY exercise" in words(client.get(address("need-detail", public.slug)))
