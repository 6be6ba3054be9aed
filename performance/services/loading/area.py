"""What an area measures: its plan, glossary, objectives, measures and figures, and the quarterly report."""

import csv
import json
from datetime import timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from django.db import transaction

from accounts.models import User
from decisions.services.loading.acts import Act, Row, day, do_all
from panels.models import PoliceArea
from performance.choices import ObjectiveKind, Position
from performance.models import Force, Measure, Objective
from performance.services import glossary, groups, measure_rows, measures, objectives, plan
from performance.services.loading.figures import load_figures, of_title, revise
from performance.services.loading.report import load_report
from performance.services.loading.stated import load_stated

FILE, FIGURES = "performance.json", "figures.csv"
SET_UP, COUNTED, RELEASED = day("2022-01-10"), day("2022-01-20"), day("2022-03-08")
QUARTER = day("2021-12-31")
OF_MEASURE = (
    "definition", "source", "owner", "basis", "unit", "counted", "denominator", "group", "direction", "places", "frequency"
)  # fmt: skip


def read_performance(folder: Path) -> Row:
    """What the folder's files hold, the figures under `figures`; nothing where there is no file."""
    path = folder / FILE
    if not path.exists():
        return {}
    data: Row = json.loads(path.read_text(encoding="utf-8"))
    with (folder / FIGURES).open(encoding="utf-8", newline="") as file:
        data["figures"] = list(csv.DictReader(file))
    return data


@transaction.atomic
def load_performance(data: Row, *, area: PoliceArea, actor: User) -> int:
    """Load what an area measures and reports into one that holds no measure yet; give how many acts were done.

    Figures of periods that were over come first, those that came in later on the day on which they were released. Raises
    ValidationError naming the day and the act.
    """
    if not data or Measure.objects.filter(area=area).exists():
        return 0
    early = [row for row in data["figures"] if day(row["until"]) < COUNTED]
    late = [row for row in data["figures"] if day(row["until"]) >= COUNTED]
    acts = [
        Act(SET_UP, 0, "plan and glossary", partial(_plan, data, area, actor)),
        Act(SET_UP, 1, "measures", partial(_measures, data, area, actor)),
        Act(COUNTED, 2, "figures", partial(load_figures, early, data=data, area=area, actor=actor)),
        Act(COUNTED, 3, "what sources say", partial(_said, data, area, actor)),
        *(Act(day(row["on"]), 4, row["measure"], partial(revise, row, data, area, actor)) for row in data.get("revisions", [])),
        Act(RELEASED, 5, "figures", partial(load_figures, late, data=data, area=area, actor=actor)),
        Act(RELEASED, 6, "stated figures", partial(load_stated, data, area, actor)),
        Act(RELEASED, 7, "release", partial(_release, data, area, actor)),
        Act(RELEASED, 8, "report", partial(load_report, data, QUARTER, area=area, actor=actor)),
    ]
    return do_all(acts)


def _plan(data: Row, area: PoliceArea, actor: User) -> None:
    """The plan with its areas of focus, the objectives, and which contributes to which."""
    row = data["plan"]
    made = plan.create_plan(
        area=area, actor=actor, title=row["title"], started_on=day(row["started_on"]), ended_on=day(row["ended_on"])
    )
    of_key = {
        one["key"]: plan.add_priority(plan=made, actor=actor, title=one["title"], about=one.get("about", ""))
        for one in row["priorities"]
    }
    focus = {
        one["key"]: plan.add_focus_area(plan=made, actor=actor, title=one["title"], priority=of_key.get(one.get("priority", "")))
        for one in row["focus"]
    }
    contributes = {}
    for one in data["objectives"]:
        objective = objectives.create_objective(
            area=area, actor=actor, title=one["title"], kind=ObjectiveKind(one["kind"]), about=one.get("text", ""),
            benchmark_words=one.get("benchmark_words", ""),
        )  # fmt: skip
        objectives.publish_objective(objective=objective, version=objective.version, actor=actor)
        if "focus" in one:
            contributes[objective] = focus[one["focus"]]
    made.refresh_from_db()
    plan.set_crosswalk(plan=made, version=made.version, focus_of=contributes, actor=actor)
    made.refresh_from_db()
    plan.publish_plan(plan=made, version=made.version, actor=actor)
    for one in data["terms"]:
        glossary.create_term(area=area, actor=actor, term=one["term"], text=one["text"], aliases=one.get("aliases", []))


def _measures(data: Row, area: PoliceArea, actor: User) -> None:
    """Who lives in the forces' areas, and what is counted: first what others are shares of."""
    forces = {one.slug: one for one in Force.objects.all()}
    for slug, kind, group, on, value in data["populations"]:
        groups.add_population(
            area=area, force=forces[slug], kind=kind, group=group, on=day(on), value=value, actor=actor, source="Illustrative",
            is_illustrative=True,
        )  # fmt: skip
    held = {one["slug"]: Objective.objects.get(area=area, title=one["title"]) for one in data["objectives"]}
    made: dict[str, Measure] = {}
    for row in sorted(data["measures"], key=lambda row: "whole" in row):
        facts: dict[str, Any] = {name: row[name] for name in OF_MEASURE if name in row}
        measure = measures.create_measure(
            area=area, actor=actor, objective=held[row["objective"]], title=row["title"],
            position=data["measures"].index(row) + 1, whole=made.get(row.get("whole", "")),
            is_illustrative=row.get("illustrative", False), is_in_reports=row.get("in_reports", True),
            **({"ranked_from": row["ranked_from"]} if "ranked_from" in row else {}), **facts,
        )  # fmt: skip
        made[row["slug"]] = measure
        if not row.get("draft"):
            measures.publish_measure(measure=measure, version=measure.version, actor=actor)


def _said(data: Row, area: PoliceArea, actor: User) -> None:
    """Breaks, targets, and how the published report says that the force stands in its group."""
    held = of_title(data["measures"], area)
    for row in data["breaks"]:
        slugs = row.get("measures") or [one["slug"] for one in data["measures"] if one.get("published")]
        for slug in slugs:
            measure_rows.add_break(measure=held[slug], actor=actor, on=day(row["on"]), title=row["title"], kind=row["kind"])
    for row in data["targets"]:
        measure_rows.add_target(
            measure=held[row["measure"]], actor=actor, by_on=day(row["by_on"]), value=Decimal(row["value"]), source=row["source"]
        )
    source = data["report"]["title"]
    for row in data["measures"]:
        if len(row.get("published", ())) == 4:
            _word, rank, size, position = row["published"]
            measure_rows.add_benchmark(
                measure=held[row["slug"]], actor=actor, ended_on=QUARTER, rank=rank, size=size, position=Position(position),
                source=source,
            )  # fmt: skip


def _release(data: Row, area: PoliceArea, actor: User) -> None:
    """Let everybody read what is not for the quarterly report to release, and the quarter itself where that is a draft."""
    out = Measure.objects.filter(area=area, published_at__isnull=False)
    measures.release_many(measures=out.filter(is_in_reports=False), until=RELEASED - timedelta(days=1), actor=actor)
    if data["report"].get("draft"):
        measures.release_many(measures=out.filter(is_in_reports=True), until=QUARTER, actor=actor)
