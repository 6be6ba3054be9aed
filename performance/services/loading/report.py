"""A folder's quarterly report: trends accepted, comments, planned actions, frozen into its meeting unless it is a draft."""

from datetime import date

from accounts.models import User
from decisions.services.loading.acts import Row, day_or_none
from meetings.models import Meeting
from panels.models import Body, PoliceArea
from performance.choices import PlannedStatus, TrendChoice
from performance.models import Measure
from performance.services.reports.comments import add_comment, say_nothing_to_comment
from performance.services.reports.keeping import create_report, write_part
from performance.services.reports.planned import add_planned_action
from performance.services.reports.publishing import freeze_report
from performance.services.trends import accept_trend

AS_PUBLISHED = "The published report says so"


def load_report(data: Row, quarter: date, *, area: PoliceArea, actor: User) -> None:
    """Accept the trends as they were published and write the report. A draft has what is there so far."""
    row = data["report"]
    _accept(data, quarter, area, actor)
    body = Body.objects.get(area=area, slug=row["body"])
    report = create_report(
        area=area, body=body, ended_on=quarter, actor=actor, title=row["title"], introduction=row["introduction"],
        contact_office=row["contact_office"],
    )  # fmt: skip
    of_title = {one["title"]: one for one in data["objectives"]}
    for part in report.parts.select_related("objective"):
        said = of_title[part.objective.title]
        write_part(part=part, version=part.version, actor=actor, text=said["text"])
        for action in said.get("actions", []):
            add_planned_action(
                report=report, objective=part.objective, text=action["text"], owner=action["owner"], actor=actor,
                status=PlannedStatus(action["status"]), note=action.get("note", ""), due_on=day_or_none(action.get("due_on", "")),
                due_words=action.get("due_words", ""),
            )  # fmt: skip
        for words in said.get("comments", []):
            add_comment(part=part, text=words, actor=actor)
        if not said.get("comments") and not row.get("draft"):
            part.refresh_from_db()
            say_nothing_to_comment(part=part, version=part.version, actor=actor)
    if not row.get("draft"):
        report.refresh_from_db()
        meeting = Meeting.objects.get(area=area, slug=row["meeting"])
        freeze_report(report=report, meeting=meeting, version=report.version, actor=actor)


def _accept(data: Row, quarter: date, area: PoliceArea, actor: User) -> None:
    """The trends of what was published; of a draft's, those that somebody gave a reason for."""
    held = {one.title: one for one in Measure.objects.filter(area=area).select_related("area", "objective")}
    for row in data["measures"]:
        if row.get("published") and (not data["report"].get("draft") or "reason" in row):
            accept_trend(
                measure=held[row["title"]], ended_on=quarter, word=TrendChoice(row["published"][0]),
                reason=row.get("reason", AS_PUBLISHED), actor=actor,
            )  # fmt: skip
