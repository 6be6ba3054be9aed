"""Every route, asked by the whole cast in every publication state: what it answers, and what it shows.

`access/table.py` is the table; `access/states.py` says who knows of what; `access/world.py` makes what they know of.
"""

from collections.abc import Iterator

import pytest

from accounts.models import AuditEntry
from documents.models import Paper
from documents.services.papers import withdraw_paper
from meetings import services
from meetings.rules import seen_item
from meetings.services.packs import withdraw_from_packs
from panels.models import Body
from panels.permissions import appointments_of
from tests.access.cast import AUDITOR, CLERK, ENDED, ENTITLED, EVERYONE, MEMBER, OTHER_AREA, OTHER_BODY, PUBLIC
from tests.access.check import Row, address, ask, mismatches
from tests.access.routes import ROUTES, routes
from tests.access.states import word
from tests.access.states_cases import KINDS
from tests.access.states_minutes import MINUTED
from tests.access.table import TABLE
from tests.access.table_cases import KIND_ROWS
from tests.access.world import AREA, OTHER, World, built_world

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[World]:
    with django_db_blocker.unblock(), built_world(tmp_path_factory) as built:
        yield built


def test_table_names_every_route_and_no_other():
    assert sorted({row.route for row in TABLE}) == sorted(ROUTES)


def test_every_route_has_a_name_of_its_own():
    names = [route.name for route in routes()]

    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.route}{row.query}-{row.places[0][0]}")
def test_route_answers_and_shows_as_the_table_says(world, row):
    found = list(mismatches(world, [row]))

    assert found == [], "\n".join(found)


# Removing a guard ------------------------------------------------------------------------------------------------

NOT_THEIRS = frozenset({PUBLIC, MEMBER, OTHER_AREA, OTHER_BODY, AUDITOR, ENDED})


def rows(name: str) -> list[Row]:
    return [row for row in TABLE if row.route.rpartition(":")[2] == name or row.route == name]


def method_of(route: str) -> str:
    return "POST" if rows(route)[0].get == 405 else "GET"


def everything(queryset, user):
    return queryset.all()


def always(*args, **kwargs):
    return True


def every_body(user, roles=None):
    return Body.objects.all()


def seen_by_the_entitled(item, entitled, **more):
    return seen_item(item, True, **more)


# Minutes that are out are asked for again, meeting and all, by what gives a file of them: those have no line here
MINUTES_GUARDS = [
    ("meetings.querysets.MinutesQuerySet.visible_to", everything, "minutes-detail"),
    ("meetings.querysets.MinutesQuerySet.visible_to", everything, "minutes-check"),
    ("meetings.querysets.MinutesQuerySet.decisions_visible_to", everything, "attendance-detail"),
    ("meetings.querysets.EntryQuerySet.visible_to", everything, "action-detail"),
    ("meetings.querysets.ActionQuerySet.visible_to", everything, "action-list"),
    ("meetings.querysets.ActionQuerySet.visible_to", everything, "action-detail"),
    ("meetings.querysets.ActionQuerySet.visible_to", everything, "action-export"),
    ("meetings.querysets.ActionQuerySet.visible_to", everything, "no-answer-list"),
    ("meetings.querysets.RecommendationQuerySet.visible_to", everything, "recommendation-list"),
    ("meetings.querysets.RecommendationQuerySet.visible_to", everything, "recommendation-detail"),
    ("meetings.permissions.can_read_private", always, "minutes-detail"),
    ("meetings.permissions.can_read_private", always, "minutes-members-file"),
    ("meetings.permissions.can_read_private", always, "minutes-excerpt"),
    ("meetings.permissions.can_read_private", always, "decisions-detail"),
    ("meetings.permissions.can_read_private", always, "correction-list"),
    ("meetings.permissions.can_write_minutes", always, "minutes-start"),
    ("meetings.permissions.can_write_minutes", always, "minutes-publish"),
    ("meetings.permissions.can_check_minutes", always, "minutes-return"),
    ("meetings.permissions.can_propose_correction", always, "correction-create"),
    ("meetings.permissions.bodies_to_call", lambda user, area: Body.objects.all(), "action-create"),
    ("meetings.permissions.can_keep_actions", always, "action-update"),
    ("meetings.permissions.can_keep_actions", always, "link-create"),
    ("meetings.permissions.can_update_action", always, "action-say"),
    ("meetings.permissions.can_close_action", always, "action-close"),
    ("panels.permissions.can_keep_interests", always, "interest-create"),
    ("panels.permissions.can_keep_interests", always, "interest-list"),
    ("panels.querysets.InterestQuerySet.visible_to", everything, "interest-list"),
]

# The year: what was sent in, what is due, programmes, events
YEAR_GUARDS = [
    ("meetings.querysets.QuestionQuerySet.visible_to", everything, "question-list"),
    ("meetings.querysets.QuestionQuerySet.visible_to", everything, "question-detail"),
    ("meetings.querysets.QuestionQuerySet.visible_to", everything, "question-export"),
    ("meetings.permissions.can_keep_questions", always, "question-decide"),
    ("meetings.permissions.can_keep_questions", always, "question-detail"),
    ("panels.querysets.ObligationQuerySet.visible_to", everything, "obligation-detail"),
    ("panels.permissions.can_see_due", always, "obligation-list"),
    ("panels.permissions.can_settle", always, "obligation-meet"),
    ("panels.permissions.can_keep_rules", always, "local-rule-update"),
    ("meetings.querysets.WorkProgrammeQuerySet.visible_to", everything, "programme-detail"),
    ("meetings.querysets.ProgrammeEntryQuerySet.visible_to", everything, "programme-detail"),
    ("meetings.querysets.ProgrammeEntryQuerySet.visible_to", everything, "entry-detail"),
    ("meetings.querysets.ProgrammeEntryQuerySet.visible_to", everything, "programme-export"),
    ("meetings.permissions.can_keep_programme", always, "entry-update"),
    ("meetings.permissions.can_keep_programme", always, "event-update"),
    ("meetings.querysets.EventQuerySet.visible_to", everything, "event-list"),
    ("meetings.querysets.EventQuerySet.visible_to", everything, "event-detail"),
    ("meetings.querysets.MeetingQuerySet.visible_to", everything, "month-detail"),
    ("meetings.querysets.MeetingQuerySet.visible_to", everything, "programme-detail"),
    ("meetings.querysets.MeetingQuerySet.visible_to", everything, "calendar-feed"),
]

# Cases, what stands in them, reviews, yearly business, annual reports and arrangements
CASES_GUARDS = [
    ("decisions.querysets.CaseQuerySet.visible_to", everything, "case-list"),
    ("decisions.querysets.CaseQuerySet.visible_to", everything, "case-export"),
    ("decisions.querysets.CaseQuerySet.visible_to", everything, "case-detail"),
    ("decisions.querysets.NoticeQuerySet.visible_to", everything, "case-detail"),
    ("decisions.querysets.ReportQuerySet.visible_to", everything, "report-detail"),
    ("decisions.querysets.ResponseQuerySet.visible_to", everything, "response-detail"),
    ("decisions.querysets.ResponseQuerySet.visible_to", everything, "response-file"),
    ("decisions.permissions.can_read_name", always, "case-detail"),
    ("decisions.permissions.can_read_particulars", always, "case-detail"),
    ("decisions.permissions.can_keep_case", always, "case-update"),
    ("decisions.permissions.can_keep_case", always, "report-update"),
    ("decisions.permissions.can_notify", always, "precept-notice-create"),
    ("decisions.permissions.can_notify", always, "candidate-notify"),
    ("decisions.querysets.AnnualQuerySet.visible_to", everything, "annual-detail"),
    ("decisions.permissions.can_keep_annual_report", always, "annual-update"),
    ("meetings.querysets.ReviewQuerySet.visible_to", everything, "review-list"),
    ("meetings.querysets.ReviewQuerySet.visible_to", everything, "review-detail"),
    ("meetings.querysets.EvidenceQuerySet.visible_to", everything, "review-detail"),
    ("meetings.permissions.can_keep_reviews", always, "review-update"),
    ("meetings.querysets.CycleQuerySet.visible_to", everything, "cycle-list"),
    ("meetings.permissions.can_keep_reviews", always, "cycle-update"),
    ("panels.permissions.can_keep_arrangements", always, "host-notice-create"),
    ("panels.permissions.can_keep_elections", always, "election-update"),
    ("panels.permissions.can_keep_delegations", always, "delegation-update"),
]

# Complaints: who opens one, who acts in it, who reads who complains, and what surrounds them
COMPLAINTS_GUARDS = [
    ("complaints.querysets.ComplaintQuerySet.visible_to", everything, "complaint-detail"),
    ("complaints.querysets.ComplaintQuerySet.visible_to", everything, "allegation-list"),
    ("complaints.querysets.ComplaintQuerySet.visible_to", everything, "letter-detail"),
    ("complaints.querysets.ComplaintQuerySet.visible_to", everything, "file-list"),
    ("complaints.querysets.ComplaintQuerySet.listed_for", everything, "complaint-list"),
    ("complaints.querysets.ComplaintQuerySet.listed_for", everything, "complaint-export"),
    ("complaints.querysets.ComplaintFileQuerySet.visible_to", everything, "file-detail"),
    ("complaints.querysets.RegisterImportQuerySet.visible_to", everything, "register-detail"),
    ("complaints.querysets.SavedViewQuerySet.visible_to", everything, "view-remove"),
    ("complaints.permissions.can_read_register", always, "complaint-list"),
    ("complaints.permissions.can_log", always, "intake-create"),
    ("complaints.permissions.can_work_on", always, "complaint-update"),
    ("complaints.permissions.can_work_on", always, "person-create"),
    ("complaints.permissions.can_work_on", always, "letter-update"),
    ("complaints.permissions.can_take", always, "step-take"),
    ("complaints.permissions.can_identify", always, "people-list"),
    ("complaints.permissions.can_identify", always, "risk-list"),
    ("complaints.permissions.can_identify", always, "letter-file"),
    ("complaints.permissions.can_keep_from_office", always, "complaint-keep"),
    ("complaints.permissions.can_write_summary", always, "summary-write"),
    ("complaints.permissions.can_approve_summary", always, "summary-approve"),
    ("complaints.permissions.can_read_templates", always, "template-list"),
    ("complaints.permissions.can_keep_powers", always, "power-create"),
    ("complaints.permissions.can_keep_records", always, "retention-list"),
    ("complaints.permissions.can_keep_records", always, "complaint-hold"),
    ("complaints.permissions.can_import", always, "register-import"),
    ("panels.permissions.can_keep_office_holders", always, "office-holder-create"),
]

# `meetings.services.archive` asks who is entitled a second time, after `visible_to`: without that nothing shows.
# What is taken away (where, what stands in its place), and one route that must notice
GUARDS = [
    ("meetings.querysets.MeetingQuerySet.visible_to", everything, "meeting-list"),
    ("meetings.querysets.MeetingQuerySet.visible_to", everything, "meeting-detail"),
    ("meetings.querysets.MeetingQuerySet.visible_to", everything, "meeting-export"),
    ("meetings.querysets.MeetingQuerySet.visible_to", everything, "area-home"),
    ("documents.querysets.PaperQuerySet.visible_to", everything, "paper-detail"),
    ("documents.querysets.PaperQuerySet.visible_to", everything, "paper-file"),
    ("documents.querysets.PaperQuerySet.visible_to", everything, "pack-archive"),
    ("documents.querysets.PackQuerySet.visible_to", everything, "pack-file"),
    ("documents.querysets.PackQuerySet.visible_to", everything, "pack-manifest"),
    ("documents.querysets.PackQuerySet.visible_to", everything, "pack-detail"),
    ("meetings.rules.seen_item", seen_by_the_entitled, "meeting-detail"),
    ("meetings.rules.seen_item", seen_by_the_entitled, "meeting-notice"),
    ("meetings.rules.agenda_is_read_by", always, "meeting-detail"),
    ("meetings.permissions.can_read_private", always, "meeting-detail"),
    ("meetings.permissions.can_edit_agenda", always, "agenda-detail"),
    ("meetings.permissions.can_edit_agenda", always, "item-update"),
    ("meetings.permissions.can_edit_agenda", always, "paper-create"),
    ("meetings.permissions.can_edit_agenda", always, "pack-build"),
    ("meetings.permissions.can_edit_agenda", always, "build-status"),
    ("meetings.permissions.can_publish_agenda", always, "agenda-publish"),
    ("meetings.permissions.can_create_meeting", always, "meeting-create"),
    ("documents.permissions.can_revise_paper", always, "paper-update"),
    ("documents.permissions.can_discard_paper", always, "paper-delete"),
    ("documents.permissions.can_withdraw_paper", always, "paper-withdraw"),
    ("panel_portal.views.jobs.can_administer", always, "job-list"),
    ("panel_portal.views.jobs.can_administer", always, "job-cancel"),
    ("panel_portal.views.people.can_administer", always, "people-list"),
    ("panel_portal.views.people.can_administer", always, "person-detail"),
    ("panel_portal.views.people.can_administer", always, "person-close"),
    ("panel_portal.views.audit.can_administer", always, "portal-audit"),
    ("panel_portal.views.audit.can_audit", always, "audit-list"),
    ("panel_portal.views.desk.appointments_in", lambda user, area: appointments_of(user), "desk"),
    ("meetings.services.preparing.bodies_open_to", every_body, "desk"),
    ("meetings.querysets.meetings.bodies_open_to", every_body, "meeting-list"),
    ("documents.querysets.bodies_open_to", every_body, "paper-detail"),
    ("panels.querysets.AppointmentQuerySet.on", lambda queryset, day: queryset.all(), "agenda-detail"),
    ("panels.querysets.AppointmentQuerySet.on", lambda queryset, day: queryset.all(), "meeting-list"),
    *MINUTES_GUARDS,
    *YEAR_GUARDS,
    *CASES_GUARDS,
    *COMPLAINTS_GUARDS,
]


@pytest.mark.parametrize(("guard", "instead", "route"), GUARDS, ids=[f"{guard}-{route}" for guard, _, route in GUARDS])
def test_table_notices_a_missing_guard(world, monkeypatch, guard, instead, route):
    monkeypatch.setattr(guard, instead)

    assert next(mismatches(world, rows(route), people=NOT_THEIRS, methods=[method_of(route)]), None)


CLOSED_ROUTES = sorted({row.route for row in TABLE if row.closed and ROUTES[row.route].is_ours})


@pytest.mark.parametrize("route", CLOSED_ROUTES)
def test_table_notices_a_missing_sign_in(world, monkeypatch, route):
    pattern = ROUTES[route].pattern
    monkeypatch.setattr(pattern, "callback", pattern.callback.__wrapped__)

    assert next(mismatches(world, rows(route)[:1], people=frozenset({PUBLIC})), None)


def test_table_notices_missing_headers(world, monkeypatch):
    monkeypatch.setattr("accounts.middleware.NoStoreMiddleware.__call__", lambda self, request: self.get_response(request))

    assert next(mismatches(world, rows("area-home"), people=frozenset({MEMBER})), None)


# Ids are not keys ------------------------------------------------------------------------------------------------

ASKERS = (PUBLIC, CLERK, OTHER_AREA)
TWINS = ("published", "elsewhere", "minuted", "minuted elsewhere")  # two and two of them have one address
OF_A_MEETING = [row for row in TABLE if "meeting" in ROUTES[row.route].words]
OF_A_THING = [row for row in OF_A_MEETING if {"item", "paper", "reference"} & set(ROUTES[row.route].words)]


def answers(world: World, row: Row, url: str) -> list:
    return [ask(world, person, method_of(row.route.rpartition(":")[2]), url).answer for person in ASKERS]


@pytest.mark.parametrize("row", OF_A_MEETING, ids=lambda row: row.route)
def test_address_of_one_area_is_absent_in_the_other(world, row):
    """Some meetings have one address in both areas, so those are left out here; their words are in the table above."""
    absent = answers(world, row, address(world, row.route, row.places[0], area=OTHER, meeting="2022-01-01-nothing"))
    for place in row.places[:8]:
        if place[0] not in TWINS:
            swapped = address(world, row.route, place, area=OTHER)
            assert answers(world, row, swapped) == absent, swapped


def another_than(state: str) -> str:
    """A meeting that has things of the same kind."""
    if state in MINUTED:
        return "confirmed" if state == "minuted" else "minuted"
    return "held" if state == "published" else "published"


@pytest.mark.parametrize("row", OF_A_THING, ids=lambda row: row.route)
def test_thing_of_one_meeting_is_absent_in_another(world, row):
    """Private papers are left out: every meeting has a `private-paper-1` of its own."""
    nothing = dict.fromkeys(("item", "paper", "reference"), "nothing")
    for place in row.places[:8]:
        if not world.papers.get(place, "").startswith("private-paper"):
            host = world.meetings[another_than(place[0])].slug
            swapped = address(world, row.route, place, area=AREA, meeting=host)
            absent = address(world, row.route, place, area=AREA, meeting=host, **nothing)
            assert answers(world, row, swapped) == answers(world, row, absent), swapped
            assert ask(world, CLERK, "POST" if row.get == 405 else "GET", swapped).answer == 404


@pytest.mark.parametrize("route", [row.route for row in KIND_ROWS])
def test_page_of_one_kind_of_case_is_absent_for_another(world, route):
    """Such as the decision on an appointment in a request to attend, and the sending of a request in a precept."""
    thing = next(row for row in KIND_ROWS if row.route == route).places[0][1]
    other = "precept" if thing in ("information", "attendance") else "attendance"
    url = address(world, route, ("here", thing)).replace(f"/{KINDS[thing]}/the-{thing}/", f"/{KINDS[other]}/the-{other}/")

    assert f"/the-{other}/" in url
    assert [ask(world, person, "GET", url).answer for person in ASKERS] == [404] * len(ASKERS)


@pytest.mark.parametrize(("route", "words"), [
    ("panels:member-detail", {"person": f"member-of-{AREA}"}),
    ("panels:body-detail", {"body": "budget-group"}),
])  # fmt: skip
def test_person_or_body_of_one_area_is_absent_in_the_other(world, route, words):
    url = address(world, route, ("elsewhere", ""), **words)

    assert [ask(world, person, "GET", url).answer for person in ASKERS] == [404] * len(ASKERS)


# A change of state is immediate ----------------------------------------------------------------------------------

CONDITIONS = [
    {},
    {"Range": "bytes=0-99"},
    {"If-Modified-Since": "Fri, 01 Jan 2038 00:00:00 GMT"},
    {"If-None-Match": "*"},
    {"If-None-Match": "the tag it had"},
    {"If-Range": "the tag it had", "Range": "bytes=0-"},
]


@pytest.mark.parametrize(("access", "readers"), [("public", EVERYONE), ("exempt", ENTITLED)])
@pytest.mark.parametrize("route", ["meetings:paper-detail", "meetings:paper-file"])
def test_withdrawn_paper_gives_nothing_of_what_it_said(world, route, access, readers):
    place = ("published", access)
    url, text = address(world, route, place), word("published", access, "text")
    before = {person: ask(world, person, "GET", url) for person in sorted(EVERYONE)}
    assert {person for person, seen in before.items() if text in seen.text} == readers

    withdraw_paper(paper=published_paper(world, access), reason="Mended", actor=world.users[CLERK])

    tombstone = 200 if route == "meetings:paper-detail" else 404
    for person, condition in [(person, condition) for person in before for condition in CONDITIONS]:
        headers = {name: said if said != "the tag it had" else before[person].tag for name, said in condition.items()}
        seen = ask(world, person, "GET", url, **headers)
        assert seen.answer == (tombstone if person in readers else 404), (person, condition)
        assert text not in seen.text, (person, condition)


def test_withdrawn_paper_takes_the_pack_with_it(world):
    url = address(world, "meetings:pack-file", ("published", "public"))
    assert ask(world, PUBLIC, "GET", url).answer == 200

    paper = published_paper(world, "public")
    withdraw_from_packs(meeting=world.meetings["published"], paper=paper, reason="Mended", actor=world.users[CLERK])

    assert ask(world, PUBLIC, "GET", url).answer == 404


def published_paper(world: World, access: str) -> Paper:
    meeting = world.meetings["published"]
    return Paper.objects.get(area=meeting.area, collection=meeting.slug, slug=world.papers["published", access])


def test_audit_trail_forgets_the_address_of_an_item_made_private(world):
    """Its first address was made of its title, and the trail keeps what it is told for ever."""
    meeting, clerk = world.meetings["draft"], world.users[CLERK]
    secret = word("draft", "exempt", "secret")
    item = services.add_item(meeting=meeting, actor=clerk, title=secret)
    paper = services.add_paper(item=item, actor=clerk, title=secret, text="Words")
    services.set_item_private(
        item=item, actor=clerk, version=item.version, neutral_title="Staffing", exempt_paragraph=1, public_interest_reason="One"
    )

    paper.refresh_from_db()
    assert secret not in paper.slug
    assert [entry for entry in AuditEntry.objects.all() if secret in f"{entry.detail}{entry.target_reference}"] == []
    seen = ask(world, AUDITOR, "GET", address(world, "audit-list", ("here", "")))
    assert secret not in seen.text
