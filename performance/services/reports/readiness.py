"""What is missing before a quarterly report can be published, objective by objective."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interface.templatetags.dates import long_date
from performance.choices import Frequency, PlannedStatus
from performance.models import Measure, QuarterlyReport, ReportPart
from performance.papers.report import Counted, Told
from performance.rules.analysis import Analysis
from performance.rules.quarters import month_words
from performance.services.reports.reading import told_parts
from performance.services.stated import checks_of

DATA, TRENDS, COMMENTS, ACTIONS, STATED, OBJECTIVE = "data", "trends", "comments", "actions", "stated", "objective"


@dataclass(frozen=True)
class Remark:
    """Something to do, in words. `blocks`: the report cannot be published so."""

    task: str
    words: str
    blocks: bool = True


@dataclass(frozen=True)
class Readiness:
    """How far a part of a report is."""

    told: Told
    remarks: list[Remark] = field(default_factory=list)

    def of(self, task: str) -> list[Remark]:
        return [one for one in self.remarks if one.task == task]

    @property
    def is_left_out(self) -> bool:
        return bool(self.told.part.left_out_why)


def readiness(report: QuarterlyReport, user: object, only: ReportPart | None = None) -> list[Readiness]:
    """Each part of a draft, or one of them, with what is missing in it."""
    parts = told_parts(report, only)
    stated = _disagreeing(report, parts, user)
    unpublished = _unpublished(report, parts)
    return [
        Readiness(told, [] if told.part.left_out_why else list(_remarks(report, told, stated, unpublished))) for told in parts
    ]


def in_the_way(parts: list[Readiness]) -> list[str]:
    """What keeps a report from being published, each named by its objective."""
    told = [one for one in parts if not one.is_left_out]
    if not told:
        return [_("The report tells of no objective. Add one")]
    return [f"{one.told.title}: {remark.words}" for one in told for remark in one.remarks if remark.blocks]


def _remarks(
    report: QuarterlyReport, told: Told, stated: dict[int, list[str]], unpublished: dict[int, list[str]]
) -> Iterator[Remark]:
    objective = told.part.objective
    if objective.published_at is None:
        yield Remark(OBJECTIVE, _("The objective is not published. Publish it, or leave it out and say why"))
    if titles := unpublished.get(objective.pk):
        words = ngettext("%(count)d measure is not published and is not in the report: %(titles)s",
                         "%(count)d measures are not published and are not in the report: %(titles)s", len(titles))  # fmt: skip
        yield Remark(OBJECTIVE, words % {"count": len(titles), "titles": ", ".join(titles)}, blocks=False)
    for one in told.measures:
        if words := data_missing(report, one.measure, one.analysis):
            yield Remark(DATA, f"{one.measure.title}: {words}")
    if waiting := trends_waiting(told):
        words = ngettext("%(count)d trend is not accepted yet", "%(count)d trends are not accepted yet", len(waiting))
        yield Remark(TRENDS, words % {"count": len(waiting)})
    if not told.comments and not told.part.has_no_comment:
        yield Remark(COMMENTS, _("Write a comment, or say that there is nothing to comment on"))
    yield from _of_actions(told)
    for words in stated.get(objective.pk, []):
        yield Remark(STATED, words, blocks=False)


def _of_actions(told: Told) -> Iterator[Remark]:
    silent = [one for one in told.promised if one.standing.status == PlannedStatus.NO_UPDATE]
    if silent:
        words = ngettext("%(count)d planned action has no update. The report will say so",
                         "%(count)d planned actions have no update. The report will say so", len(silent))  # fmt: skip
        yield Remark(ACTIONS, words % {"count": len(silent)}, blocks=False)


def data_missing(report: QuarterlyReport, measure: Measure, analysis: Analysis) -> str:
    """What is missing of a measure's figures, in words; empty where they reach the end of the quarter. A yearly measure has its
    figure where one ended in the year to the end of the quarter."""
    last = analysis.last
    if last is None:
        return _("there are no figures yet")
    end = report.ended_on
    needed = end if measure.frequency != Frequency.YEAR else end.replace(year=end.year - 1, day=28)
    if last.ended_on >= needed:
        return ""
    said = {"day": long_date(last.ended_on), "month": month_words(end)}
    return _("the figures end on %(day)s. Bring in those until %(month)s") % said


def trends_waiting(told: Told) -> list[Counted]:
    """The measures whose trend nobody has accepted for this quarter."""
    return [one for one in told.measures if not one.analysis.trend.is_accepted]


def _unpublished(report: QuarterlyReport, parts: list[Told]) -> dict[int, list[str]]:
    rows = Measure.objects.filter(
        objective__in=[one.part.objective_id for one in parts], is_in_reports=True, published_at__isnull=True
    )
    found: dict[int, list[str]] = {}
    for objective, title in rows.on(report.started_on).order_by("position", "title").values_list("objective", "title"):
        found.setdefault(objective, []).append(title)
    return found


def _disagreeing(report: QuarterlyReport, parts: list[Told], user: object) -> dict[int, list[str]]:
    """Figures that a source states of the quarter's objectives and that the figures held do not give."""
    found: dict[int, list[str]] = {}
    for check in checks_of([one.part.objective for one in parts], user or AnonymousUser()):
        if check.agrees is False and check.stated.ended_on <= report.ended_on:
            words = _("“%(title)s” does not agree with the figures") % {"title": check.stated.title}
            found.setdefault(check.stated.objective_id, []).append(words)
    return found
