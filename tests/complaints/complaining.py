"""Who handles a complaint at random: acts over the services, beside what the law says of each, told apart from the portal."""

from contextlib import contextmanager
from datetime import date, timedelta
from typing import ClassVar

from django.core.exceptions import ValidationError
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from complaints.choices import CameTo, ComplaintStatus, Means, PartyKind, StepKind
from complaints.models import Allegation, Complaint, ComplaintStep, Letter, SideComment
from complaints.services import allegations as alleging
from complaints.services.allegations import AllegationFacts
from complaints.services.comments import enter_comment
from complaints.services.complaints import PartyFacts, log_complaint
from complaints.services.letters import issue_letter, mark_not_needed
from complaints.services.replaying import replayed_status
from complaints.services.steps import StepFacts, take_back_step, take_step
from interface import clock
from panels.models import Obligation
from tests.complaints.test_machine import EXPECTED
from tests.factories.panels import BodyFactory, OfficeHolderFactory

S, K = ComplaintStatus, StepKind
BEGUN = date(2022, 2, 11)
SIDES = ("complainant", "office-holder")
# What each step must have drafted, apart from the table of the machine: kind of letter and to whom
NOTICES = {
    K.RECEIVE: {("acknowledgement", "complainant")},
    K.TRANSFER: {("transferred", "complainant")},
    K.RECORD: {("recorded", side) for side in SIDES},
    K.NOT_RECORD: {("not-recorded", "complainant")},
    K.REFER: {("referred", "iopc"), ("referred", "complainant")},
    K.REFER_BACK: {("referred-back", "complainant")},
    K.IOPC_END: {("outcome", side) for side in SIDES},
    K.DISAPPLY: {("disapplied", "complainant")},
    K.RESOLVE: {("invitation", side) for side in SIDES},
    K.CONCLUDE: {("outcome", side) for side in SIDES},
    K.COPY: set(),
    K.INVITE: {("representations", side) for side in SIDES},
    K.DECIDE: {("closure", "complainant")},
    K.CLOSE: set(),
    K.WITHDRAW: {("withdrawn", "complainant")},
}
AFTER_OUTCOME = {S.CONCLUDED, S.COPIED, S.REPRESENTATIONS, S.DECIDED}
WAY_ON = {
    S.RECEIVED: K.RECORD, S.RECORDED: K.RESOLVE, S.REFERRED_BACK: K.RESOLVE, S.WITH_IOPC: K.REFER_BACK,
    S.IN_RESOLUTION: K.CONCLUDE, S.CONCLUDED: K.COPY, S.COPIED: K.INVITE, S.REPRESENTATIONS: K.DECIDE, S.DECIDED: K.CLOSE,
    S.TRANSFERRED: K.CLOSE, S.NOT_RECORDED: K.CLOSE, S.DISAPPLIED: K.CLOSE,
}  # fmt: skip
FLAWS = ("", "", "", "", "future", "early", "blank")


class Refused(Exception):
    """A service said no."""


@contextmanager
def asked():
    try:
        yield
    except ValidationError as error:
        raise Refused from error


class Complaining(RuleBasedStateMachine):
    """Acts of those who handle a complaint, each refused or taken. `visited` are the states that were reached."""

    visited: ClassVar[set[ComplaintStatus]] = set()

    @initialize(reached=st.booleans(), old=st.booleans(), office=st.booleans())
    def begin(self, reached: bool, old: bool, office: bool) -> None:
        self.day, self.reached = BEGUN, reached
        self.old_day = date(2021, 2, 10) if old else date(2021, 2, 11)  # a year and a day before, or a year to the day
        body = BodyFactory()
        with self.standing():
            self.complaint = log_complaint(
                area=body.area, body=body, means=Means.EMAIL, came_to=CameTo.OFFICE if office else CameTo.PANEL,
                received_on=BEGUN, office_holder=OfficeHolderFactory(area=body.area, started_on=date(2020, 1, 1)),
                allegations=[AllegationFacts("A letter was not answered.", self.old_day)], actor=None,
                parties=[PartyFacts(PartyKind.COMPLAINANT, "Marian Wren", email="m@mail.example" if reached else "")],
            )  # fmt: skip

    def standing(self):
        return clock.stand_on(self.day)

    @property
    def fresh(self) -> Complaint:
        return Complaint.objects.for_page().get(pk=self.complaint.pk)

    def rows(self, model):
        return model.objects.filter(complaint=self.complaint).order_by("number")

    @property
    def steps(self) -> list[ComplaintStep]:
        return list(self.rows(ComplaintStep).filter(taken_back_at=None))

    # Acts -------------------------------------------------------------------------------------------------------------

    @rule(kind=st.sampled_from(sorted(EXPECTED)), pick=st.integers(0, 5), flaw=st.sampled_from(FLAWS))
    def any_step(self, kind: str, pick: int, flaw: str) -> None:
        self.step(kind, pick, flaw)

    @rule(place=st.integers(0, 11), pick=st.integers(0, 5), flaw=st.sampled_from(FLAWS))
    def near_step(self, place: int, pick: int, flaw: str) -> None:
        """One that leads on from the state, so that the far ones are reached."""
        kinds = [kind for kind, (starts, _ends) in EXPECTED.items() if self.fresh.status in starts]
        if kinds:
            self.step(kinds[place % len(kinds)], pick, flaw)

    @rule(pick=st.integers(1, 5), times=st.integers(1, 5), serious=st.booleans())
    def way_on(self, pick: int, times: int, serious: bool) -> None:
        """All that is waited for is done, and the next steps on the longest way are taken."""
        for _turn in range(times):
            self.settle()
            status = S(self.fresh.status)
            if serious and status in EXPECTED[K.REFER][0] and self.last(K.REFER) is None:
                self.step(K.REFER, pick, "")
            elif kind := WAY_ON.get(status):
                self.step(kind, pick, "")
            self.all_of_it_fits_the_state()

    def settle(self) -> None:
        for place in range(self.rows(Allegation).count()):
            self.judge(place, serious=False)
        for _letter in self.rows(Letter).filter(status="draft"):
            self.letter(0, needed=False)
        for place in range(self.rows(SideComment).count()):
            self.comment(place, declined=True)

    def step(self, kind: str, pick: int, flaw: str) -> None:
        before, count = self.fresh, ComplaintStep.objects.count()
        typed, reason, taken_on = self.typed(K(kind), pick), "It is so.", self.day
        if flaw == "blank":
            typed, reason = StepFacts(), ""
        if flaw in ("future", "early"):
            taken_on += timedelta(days=1 if flaw == "future" else -400)
        expected = self.is_lawful(before, K(kind), typed, reason, taken_on)
        try:
            with self.standing(), asked():
                take_step(
                    complaint=before, version=before.version, kind=kind, taken_on=taken_on, actor=None, decided_by="The panel",
                    reason=reason, typed=typed,
                )  # fmt: skip
            taken = True
        except Refused:
            taken = False
        assert taken == expected, (kind, before.status, flaw, typed)
        assert ComplaintStep.objects.count() == count + taken
        assert self.fresh.status == (EXPECTED[K(kind)][1] if taken else before.status)

    @rule(why=st.sampled_from(["", "It was a mistake.", "It was a mistake."]))
    def take_back(self, why: str) -> None:
        before, last = self.fresh, self.steps[-1]
        sent = Letter.objects.filter(step=last, status="issued").exists()
        try:
            with self.standing(), asked():
                take_back_step(complaint=before, version=before.version, why=why, actor=None)
        except Refused:
            assert sent or not why or last.kind == K.RECEIVE
        else:
            assert why
            assert not sent
            assert self.fresh.status == last.from_status

    @rule(pick=st.integers(0, 3), serious=st.sampled_from([False, False, True]))
    def judge(self, pick: int, serious: bool) -> None:
        self.of_allegation(pick, alleging.judge_allegation, is_serious=serious, why="Seen.", became_clear_on=self.day)

    @rule(pick=st.integers(0, 3))
    def change(self, pick: int) -> None:
        self.of_allegation(pick, alleging.change_allegation, facts=AllegationFacts("Other words.", self.old_day))

    @rule(pick=st.integers(0, 3))
    def remove(self, pick: int) -> None:
        row = self.of_allegation(pick, alleging.remove_allegation)
        if row is not None:
            assert self.fresh.status == S.RECEIVED or not row.is_serious

    @rule(pick=st.integers(0, 3))
    def restore(self, pick: int) -> None:
        self.of_allegation(pick, alleging.restore_allegation)

    @rule(dated=st.booleans())
    def add(self, dated: bool) -> None:
        facts = AllegationFacts("Something more.", self.old_day if dated else None)
        try:
            with self.standing(), asked():
                alleging.add_allegation(complaint=self.fresh, facts=facts, actor=None)
        except Refused:
            pass

    def of_allegation(self, pick: int, work, **facts):
        rows = list(self.rows(Allegation))
        row = rows[pick % len(rows)]
        try:
            with self.standing(), asked():
                return work(complaint=self.fresh, version=row.version, number=row.number, actor=None, **facts)
        except Refused:
            return None

    @rule(pick=st.integers(0, 9), needed=st.booleans())
    def letter(self, pick: int, needed: bool) -> None:
        drafts = list(self.rows(Letter).filter(status="draft"))
        if not drafts:
            return
        letter = drafts[pick % len(drafts)]
        try:
            with self.standing(), asked():
                if needed:
                    issue_letter(letter=letter, version=letter.version, issued_on=self.day, by_email=True, actor=None)
                else:
                    mark_not_needed(letter=letter, version=letter.version, why="They were told by hand.", actor=None)
        except Refused:
            pass

    @rule(pick=st.integers(0, 3), declined=st.booleans())
    def comment(self, pick: int, declined: bool) -> None:
        rows = list(self.rows(SideComment))
        if not rows:
            return
        row = rows[pick % len(rows)]
        answer = {"received_on": None, "declined": True} if declined else {"received_on": self.day, "text": "I want to know."}
        try:
            with self.standing(), asked():
                enter_comment(complaint=self.fresh, version=row.version, number=row.number, actor=None, **answer)
        except Refused:
            pass

    @rule(days=st.sampled_from([1, 20]))
    def wait(self, days: int) -> None:
        self.day += timedelta(days=days)

    # What the law says, told apart from the portal --------------------------------------------------------------------

    def typed(self, kind: StepKind, pick: int) -> StepFacts:
        """What somebody types: mostly complete, on grounds that may or may not hold."""
        match kind:
            case K.NOT_RECORD:
                return StepFacts(grounds=("not-conduct",))
            case K.RECORD:
                parts = [row.number for row in self.rows(Allegation).filter(removed_at=None)]
                left_out = parts[-1:] if pick == 0 else []
                return StepFacts(decisions=dict.fromkeys(left_out, ("not-recorded", "dealt-with")))
            case K.DISAPPLY:
                return StepFacts(grounds=(("e",), ("b",), ("d",), ("a", "f"), ("b", "c"), ("e",))[pick], handling="no-action")
            case K.RESOLVE:
                return StepFacts(resolver="panel" if pick else "person")
            case K.CONCLUDE:
                return StepFacts(outcome="apology" if pick < 2 else "explanation", outcome_text="So.", apology_agreed=pick == 1)
            case K.IOPC_END:
                return StepFacts(outcome_text="No case.", iopc_reference="2022/1")
            case K.DECIDE:
                return StepFacts(publishes=pick < 3)
        return StepFacts()

    def is_lawful(self, complaint: Complaint, kind: StepKind, typed: StepFacts, reason: str, taken_on: date) -> bool:
        """Whether the regulations allow the step as it is typed."""
        if complaint.status not in EXPECTED[kind][0] or not self.steps[-1].taken_on <= taken_on <= self.day:
            return False
        checks = {
            K.RECORD: self.may_record, K.NOT_RECORD: lambda typed, why: bool(typed.grounds and why),
            K.REFER: lambda _typed, why: bool(why) or self.serious(recorded=True),
            K.DISAPPLY: self.may_disapply,
            K.RESOLVE: lambda typed, _why: typed.resolver == "panel" and self.harmless(),
            K.CONCLUDE: self.may_conclude,
            K.IOPC_END: lambda typed, _why: bool(typed.outcome_text),
            K.COPY: lambda _typed, _why: self.sent(self.last(K.CONCLUDE, K.IOPC_END)),
            K.DECIDE: lambda typed, why: bool(why) and (not typed.publishes or self.represented()),
            K.CLOSE: lambda _typed, _why: self.sent(self.steps[-1]),
        }  # fmt: skip
        check = checks.get(kind, lambda _typed, why: bool(why) or kind in (K.REFER_BACK, K.INVITE))
        return check(typed, reason)

    def last(self, *kinds: StepKind) -> ComplaintStep | None:
        return next((one for one in reversed(self.steps) if one.kind in kinds), None)

    def may_record(self, typed: StepFacts, _why: str) -> bool:
        return self.rows(Allegation).filter(removed_at=None).count() > len(typed.decisions)

    def serious(self, **facts: bool) -> bool:
        return self.rows(Allegation).filter(removed_at=None, decision="recorded", is_serious=True).exists()

    def harmless(self) -> bool:
        """Every recorded allegation was looked at, and the IOPC has seen what is serious."""
        back = self.last(K.REFER_BACK)
        rows = self.rows(Allegation).filter(removed_at=None, decision="recorded")
        return all(
            one.is_serious is False or (one.is_serious and back is not None and one.number < back.number) for one in rows
        )  # fmt: skip

    def may_disapply(self, typed: StepFacts, why: str) -> bool:
        days = [one.incident_from for one in self.rows(Allegation).filter(removed_at=None, decision="recorded")]
        is_old = all(days) and all(day == date(2021, 2, 10) for day in days)  # the complaint came on 11 February 2022
        holds = ("b" not in typed.grounds or is_old) and ("d" not in typed.grounds or not self.reached)
        return bool(typed.grounds and why) and holds and self.harmless()

    def heard(self, purpose: str) -> bool:
        sides = SIDES if self.reached else SIDES[1:]
        rows = {one.side: one for one in self.rows(SideComment).filter(purpose=purpose)}
        invited = self.last(K.RESOLVE if purpose == "resolution" else K.INVITE)
        waiting = set(Letter.objects.filter(step=invited, status="draft").values_list("recipient", flat=True))
        found = [rows.get(side) for side in sides]
        return all(
            one and (one.received_on or one.declined or (one.until_on < self.day and one.side not in waiting)) for one in found
        )

    def may_conclude(self, typed: StepFacts, _why: str) -> bool:
        is_whole = bool(typed.outcome and typed.outcome_text) and (typed.outcome != "apology" or typed.apology_agreed)
        return is_whole and self.harmless() and self.heard("resolution")

    def represented(self) -> bool:
        return self.last(K.INVITE) is not None and self.heard("publication")

    def sent(self, step: ComplaintStep | None) -> bool:
        return not Letter.objects.filter(step=step, status="draft").exists()

    # What always holds ------------------------------------------------------------------------------------------------

    @invariant()
    def all_of_it_fits_the_state(self) -> None:
        if not hasattr(self, "complaint"):
            return
        complaint, steps = self.fresh, self.steps
        allegations, letters = list(self.rows(Allegation)), list(self.rows(Letter))
        self.visited.add(S(complaint.status))
        self.steps_lead_to_the_state(complaint, steps)
        self.what_is_known_fits(complaint, {one.kind for one in steps}, allegations)
        self.every_step_has_its_notices(steps, allegations, letters)
        self.every_clock_runs(complaint, {one.pk: one.kind for one in steps}, allegations, letters)

    def steps_lead_to_the_state(self, complaint, steps) -> None:
        assert [one.from_status for one in steps] == ["", *(one.to_status for one in steps[:-1])]
        assert steps[-1].to_status == complaint.status == replayed_status(complaint)
        days = [one.taken_on for one in steps]
        assert days == sorted(days)

    def what_is_known_fits(self, complaint, kinds, allegations) -> None:
        status = S(complaint.status)
        assert (complaint.ended_on is not None) == (status in (S.CLOSED, S.WITHDRAWN))
        concluded = bool(kinds & {K.CONCLUDE, K.IOPC_END})
        assert bool(complaint.outcome) == concluded
        assert status not in AFTER_OUTCOME or concluded
        assert (complaint.publishes_outcome is not None) == (K.DECIDE in kinds)
        assert bool(complaint.resolver) == (K.RESOLVE in kinds)
        decided = {bool(one.decision) for one in allegations if one.removed_at is None}
        assert decided <= {bool(kinds & {K.RECORD, K.NOT_RECORD})}

    def every_step_has_its_notices(self, steps, allegations, letters) -> None:
        for one in steps:
            wanted = set(NOTICES[K(one.kind)])
            if one.kind == K.RECORD and any(row.decision == "not-recorded" for row in allegations):
                wanted.add(("not-recorded", "complainant"))
            found = [(row.kind, row.recipient) for row in letters if row.step_id == one.pk]
            assert sorted(found) == sorted(wanted), one.kind

    def every_clock_runs(self, complaint, kinds, allegations, letters) -> None:
        due = {one.key: one.status for one in Obligation.objects.of("complaint", complaint.pk)}
        assert due["finish"] == ("met" if complaint.is_over else "open")
        assert ("acknowledge" in due) == self.reached
        for one in letters:
            if kinds[one.step_id] != K.RECEIVE and one.status == "issued":
                assert due[f"notice-{one.number}"] == "met"
            elif kinds[one.step_id] != K.RECEIVE and one.status == "draft":
                assert due[f"notice-{one.number}"] == "open" or complaint.is_over
        if any(one.is_serious and one.removed_at is None for one in allegations):
            unmet = "not-applicable" if complaint.is_over else "open"
            assert due["refer"] == ("met" if K.REFER in kinds.values() else unmet)


def try_everything() -> set[ComplaintStatus]:
    """On the longest way, and on the one through the IOPC: every step is tried in every state, and what was taken is taken
    back. Gives the states that were reached."""
    Complaining.visited.clear()
    for serious in (False, True):
        driver = Complaining()
        driver.begin(reached=True, old=False, office=True)
        for _state in range(len(WAY_ON)):
            for kind in EXPECTED:
                count = len(driver.steps)
                driver.step(kind, 2, "")
                driver.all_of_it_fits_the_state()
                if len(driver.steps) > count:
                    driver.take_back("It was a mistake.")
                    driver.all_of_it_fits_the_state()
            if driver.fresh.status == S.RECEIVED:
                driver.step(K.RECORD, 2, "")  # before anybody has said whether it is serious
            else:
                driver.way_on(pick=2, times=1, serious=serious)
    return set(Complaining.visited)
