"""A folder's evidence of scrutiny: inspections, super-complaints, scrutiny panels, the assurance library."""

from functools import partial

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from decisions.choices import CaseKind
from decisions.models import Case
from decisions.services.loading.acts import Act, Row, day, day_or_none, do_all
from panels.models import PoliceArea
from performance.models import Inspection, Plan
from performance.services import plan
from performance.services.inspections import asks, complaints, grades, register, responses
from performance.services.links import link_measure, record_to_link
from performance.services.loading.area import RELEASED
from performance.services.loading.figures import of_title
from performance.services.loading.sessions import load_assurance, load_session

ENTERED = day("2022-03-01")


@transaction.atomic
def load_evidence(data: Row, *, area: PoliceArea, actor: User) -> int:
    """Load the evidence into an area that holds no inspection yet; give how many acts were done. Raises ValidationError naming
    the day and the act."""
    if not data or Inspection.objects.filter(area=area).exists():
        return 0
    acts = [
        *(Act(RELEASED, 5, row["measure"], partial(_link, row, data, area, actor)) for row in data["links"]),
        Act(RELEASED, 4, data["plan"]["title"], partial(_review_of_plan, data["plan"], area, actor)),
        *(Act(ENTERED, 0, row["title"], partial(_inspection, row, area, actor)) for row in data["inspections"]),
        *(Act(ENTERED, 1, row["title"], partial(_super_complaint, row, area, actor)) for row in data["super_complaints"]),
        *(Act(RELEASED, 2, row["theme"], partial(load_session, row, area, actor)) for row in data["sessions"]),
        *(Act(RELEASED, 3, row["topic"], partial(load_assurance, row, area, actor)) for row in data["assurance"]),
    ]
    return do_all(acts)


def _inspection(row: Row, area: PoliceArea, actor: User) -> None:
    made = register.create_inspection(
        area=area, actor=actor, title=row["title"], kind=row["kind"], inspectorate=row["inspectorate"],
        is_of_force=row.get("of_force", False), planned_words=row.get("planned_words", ""), note=row.get("note", ""),
        status=row.get("status", "under-way"), needs_response=row.get("needs_response", True),
    )  # fmt: skip
    if "report_on" in row:
        register.report_published(
            inspection=made, version=_version(made), actor=actor, report_on=day(row["report_on"]),
            needs_response=row.get("needs_response", True),
        )  # fmt: skip
    for question, grade in row.get("grades", []):
        grades.add_grade(inspection=made, actor=actor, question=question, grade=grade)
    for one in row.get("asks", []):
        _ask(one, made, actor)
    if "force_comments" in row:
        responses.take_force_comments(
            inspection=made, version=_version(made), actor=actor, text=row["force_comments"],
            received_on=day_or_none(row.get("force_comments_on", "")),
        )  # fmt: skip
    if not row.get("draft"):
        register.publish_inspection(inspection=made, version=_version(made), actor=actor)
    if "response" in row:
        responses.write_response(inspection=made, version=_version(made), actor=actor, text=row["response"])
        responses.publish_response(inspection=made, version=_version(made), actor=actor, responded_on=day(row["responded_on"]))
    if "closed_on" in row:
        register.close_inspection(inspection=made, version=_version(made), actor=actor, closed_on=day(row["closed_on"]))


def _ask(row: Row, inspection: Inspection, actor: User) -> None:
    made = asks.add_ask(
        inspection=inspection, actor=actor, text=row["text"], kind=row["kind"], label=row["label"], addressed_to=row["to"],
        due_on=day_or_none(row.get("due_on", "")),
    )  # fmt: skip
    notes = [*row.get("notes", [])]
    if "completed_on" in row:
        notes.append((row["completed_on"], "complete", row["answer"]))
    for on, status, text in notes:
        made.refresh_from_db()
        asks.note_ask(ask=made, version=made.version, actor=actor, on=day(on), status=status, text=text)


def _super_complaint(row: Row, area: PoliceArea, actor: User) -> None:
    made = complaints.create_super_complaint(
        area=area, actor=actor, title=row["title"], made_by=row.get("made_by", ""), status=row["status"],
        note=row.get("note", ""), report_on=day_or_none(row.get("report_on", "")),
    )  # fmt: skip
    complaints.publish_super_complaint(complaint=made, version=made.version, actor=actor)


def _review_of_plan(row: Row, area: PoliceArea, actor: User) -> None:
    """Tie the plan to the case in which the panel reviewed it, which is loaded between the two."""
    made = Plan.objects.get(area=area, title=row["title"])
    case = Case.objects.filter(area=area, kind=CaseKind.PLAN, ends_year=day(row["ended_on"]).year).first()
    if case is not None:
        plan.change_plan(plan=made, version=made.version, actor=actor, case=case)


def _link(row: Row, data: Row, area: PoliceArea, actor: User) -> None:
    """Say that an action concerned a measure."""
    other = record_to_link(row["reference"], area, actor)
    if other is None:
        words = _("There is no %(reference)s to link to")
        raise ValidationError(words % {"reference": row["reference"]})
    link_measure(measure=of_title(data["measures"], area)[row["measure"]], other=other, text=row["text"], actor=actor)


def _version(inspection: Inspection) -> int:
    inspection.refresh_from_db()
    return inspection.version
