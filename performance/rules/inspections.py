"""Inspections: which step may follow which, what is wrong with what was typed, and what everybody reads of the answer.

Police Act 1996, s.55(5)-(5B): comments on a report are published before the end of 56 days beginning with the day on which the
report was published; they say what is done about each recommendation, or why nothing is, and the chief officer is asked first.
The number of days comes from the rule book.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from performance.choices import AskStatus, InspectionStatus, SuperComplaintStatus

NOT_OUT = frozenset({InspectionStatus.PLANNED, InspectionStatus.UNDER_WAY})
DONE_WITH = frozenset({AskStatus.COMPLETE, AskStatus.NOT_TAKEN_UP})


def is_response_out(inspection: Any) -> bool:
    """Whether everybody who knows of the inspection reads the response, with the chief officer's comments."""
    return inspection.responded_on is not None


def waits_for_response(inspection: Any) -> bool:
    """Whether the Commissioner still has to answer the report."""
    return inspection.status == InspectionStatus.PUBLISHED and inspection.needs_response


def report_problems(status: str, report_on: date | None, today: date) -> dict[str, str]:
    """What is wrong with a report that is said to be out."""
    if status not in NOT_OUT | {InspectionStatus.PUBLISHED}:
        return {"report_on": _("The response is published. Take it back before you change the day of the report")}
    if report_on is None:
        return {"report_on": _("Enter the day on which the report was published")}
    if report_on > today:
        return {"report_on": _("Enter a day that is not in the future")}
    return {}


def comment_problems(inspection: Any, received_on: date | None, today: date) -> dict[str, str]:
    """What is wrong with comments of the chief officer."""
    if inspection.report_on is None:
        return {"text": _("Say first that the report is published")}
    if is_response_out(inspection):
        return {"text": _("The response is published with the comments. Take it back before you change them")}
    return {"received_on": _("Enter a day that is not in the future")} if received_on and received_on > today else {}


def response_problems(inspection: Any, responded_on: date, today: date) -> dict[str, str]:
    """What is wrong with publishing the response on a day. What stands under "" concerns no field."""
    if inspection.status != InspectionStatus.PUBLISHED:
        return {"": _("A response can be published once, after the report")}
    if inspection.published_at is None:
        return {"": _("Publish the inspection first. Nobody can read the response before")}
    if not inspection.response.strip():
        return {"": _("Write the response first")}
    if responded_on > today:
        return {"responded_on": _("Enter a day that is not in the future")}
    if responded_on < inspection.report_on:
        return {"responded_on": _("Enter a day on or after the day of the report")}
    return {}


def note_problems(*, status: str, on: date, report_on: date | None, today: date) -> dict[str, str]:
    """What is wrong with how a recommendation is said to stand."""
    if on > today:
        return {"on": _("Enter a day that is not in the future")}
    if report_on is not None and on < report_on:
        return {"on": _("Enter a day on or after the day of the report")}
    return {} if status in AskStatus.values else {"status": _("Choose the state from the list")}


def unanswered(asks: Iterable[Any]) -> list[Any]:
    """The recommendations of which nobody has said what is done, or why nothing is (s.55(5B))."""
    return [one for one in asks if not one.answer.strip()]


def same_question(question: str) -> str:
    """A question as inspections are compared by it: case and spaces do not count."""
    return " ".join(question.casefold().split())


def complaint_problems(complaint: Any, today: date) -> dict[str, str]:
    """What is wrong with what is typed of a super-complaint."""
    found = {}
    for name in ("report_on", "responded_on"):
        if (day := getattr(complaint, name)) and day > today:
            found[name] = _("Enter a day that is not in the future")
    if complaint.status == SuperComplaintStatus.RESPONDED:
        if not complaint.response.strip():
            found["response"] = _("Enter the response")
        if complaint.responded_on is None:
            found["responded_on"] = _("Enter the day on which the response was submitted")
    if complaint.status == SuperComplaintStatus.INVESTIGATED and complaint.report_on is None:
        found["report_on"] = _("Enter the day on which the report was published")
    return found
