"""Sessions of scrutiny panels and entries of the assurance library, from a folder's `performance.json`."""

from accounts.models import User
from decisions.services.loading.acts import Row, day, day_or_none
from panels.models import Body, PoliceArea
from performance.services import assurance, scrutiny


def load_session(row: Row, area: PoliceArea, actor: User) -> None:
    """Enter a session with its findings and the force's answer; publish it unless it is a draft."""
    made = scrutiny.create_session(
        body=Body.objects.select_related("area").get(area=area, slug=row["body"]), actor=actor, held_on=day(row["held_on"]),
        ended_on=day_or_none(row.get("ended_on", "")), theme=row["theme"], about=row["about"], cases=row.get("cases"),
        report_on=day_or_none(row.get("report_on", "")), report_url=row.get("report_url", ""),
        asked_on=day_or_none(row.get("asked_on", "")), learning=row.get("learning", ""),
        force_action=row.get("force_action", ""), answered_on=day_or_none(row.get("answered_on", "")),
    )  # fmt: skip
    for words, count in row.get("findings", []):
        scrutiny.add_finding(session=made, actor=actor, words=words, count=count)
    if not row.get("draft"):
        made.refresh_from_db()
        scrutiny.publish_session(session=made, version=made.version, actor=actor)


def load_assurance(row: Row, area: PoliceArea, actor: User) -> None:
    """Enter a piece of assurance and publish it."""
    made = assurance.create_assurance(
        area=area,
        actor=actor,
        topic=row["topic"],
        on=day(row["on"]),
        kind=row["kind"],
        about=row["about"],
        url=row.get("url", ""),
    )
    assurance.publish_assurance(assurance=made, version=made.version, actor=actor)
