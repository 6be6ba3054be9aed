"""Figures that a source states of what the area counts, from a folder's `performance.json`."""

from decimal import Decimal

from accounts.models import User
from decisions.services.loading.acts import Row, day
from panels.models import PoliceArea
from performance.models import Objective
from performance.services.loading.figures import of_title
from performance.services.stated_keeping import add_stated


def load_stated(data: Row, area: PoliceArea, actor: User) -> None:
    """Enter the stated figures, so that each page says whether they agree with the figures that came in."""
    measures = of_title(data["measures"], area)
    titles = {one["slug"]: one["title"] for one in data["objectives"]}
    for row in data.get("stated", []):
        add_stated(
            objective=Objective.objects.get(area=area, title=titles[row["objective"]]), actor=actor, title=row["title"],
            kind=row["kind"], measures=[measures[slug] for slug in row["measures"]],
            of_measures=[measures[slug] for slug in row.get("of", [])], started_on=day(row["from"]), ended_on=day(row["until"]),
            value=Decimal(str(row["value"])), places=row.get("places", 0), source=row["source"],
        )  # fmt: skip
