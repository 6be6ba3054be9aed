"""Where each exercise stands and by how much it slips: read once for the board, the list, the overview and papers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commissioning.choices import StageKind
from commissioning.models import Award, Exercise, Stage
from commissioning.permissions import Reader, can_commission
from commissioning.rules.standing import UNKNOWN, Standing, Value, standing_of
from commissioning.rules.totals import add_up, vat_words

# The columns of the board: stages that follow each other closely stand in one, each under its own heading
PHASES: tuple[tuple[str, Promise, tuple[str, ...]], ...] = (
    ("need", _("Need and specification"), ("", StageKind.NEEDS, StageKind.SPECIFICATION)),
    ("bids", _("Market and bids"), (StageKind.MARKET, StageKind.NOTICE, StageKind.CLOSED)),
    ("evaluation", _("Evaluation"), (StageKind.EVALUATION, StageKind.MODERATION)),
    ("award", _("Award"), (StageKind.AWARD, StageKind.STANDSTILL)),
    ("running", _("Running"), (StageKind.MOBILISATION, StageKind.LIVE, StageKind.EXTENSION)),
    ("ending", _("Retender and end"), (StageKind.RETENDER, StageKind.END)),
)
NOT_BEGUN = _("No stage reached yet")
NOT_KNOWN = (UNKNOWN, _("Stage not known"), (UNKNOWN,))


@dataclass(frozen=True)
class Phase:
    """A column of the board: its stages in order, each with the exercises that reached it last."""

    key: str
    title: Promise
    groups: Sequence[tuple[Any, Sequence[Standing]]]
    count: int


def standings(exercises: QuerySet[Exercise], *, user: Reader, today: date) -> list[Standing]:
    """How exercises stand that a person may see (`visible_to`), in their order: three queries, however many there are."""
    rows = exercises.select_related("area", "priority")
    found = list(rows.prefetch_related(Prefetch("stages", Stage.objects.kept(), to_attr="standing_stages")))
    awarded = _awarded(found, user)
    return [standing_of(one, one.standing_stages, value_of(one, awarded.get(one.pk, []), user), today) for one in found]


def phases(found: Iterable[Standing]) -> list[Phase]:
    """The same by phase and stage; a stage without any is left out, a phase stays. Last what no stage is known of, if any."""
    by_place: dict[str, list[Standing]] = {}
    for one in found:
        by_place.setdefault(one.place, []).append(one)
    named = (*PHASES, NOT_KNOWN) if UNKNOWN in by_place else PHASES
    return [_phase(key, title, kinds, by_place) for key, title, kinds in named]


def slipping(found: Iterable[Standing]) -> list[Standing]:
    """Those whose next stage slips, by the most days first."""
    return sorted((one for one in found if one.slips), key=lambda one: (-(one.slip or 0), one.exercise.reference))


def place_words(place: str) -> Any:
    """The stage under which an exercise stands, in words."""
    if place == UNKNOWN:
        return _("not known")
    return StageKind(place).label if place else NOT_BEGUN


def _phase(key: str, title: Promise, kinds: tuple[str, ...], by_place: dict[str, list[Standing]]) -> Phase:
    groups = [(place_words(kind), by_place[kind]) for kind in kinds if kind in by_place]
    return Phase(key, title, groups, sum(len(rows) for _words, rows in groups))


def value_of(exercise: Exercise, awarded: Sequence[tuple[Decimal, str]], user: Reader) -> Value | None:
    """What was awarded, where the person reads any award; else the estimate, where everybody may read it or they commission."""
    if awarded:
        return Value(add_up([amount for amount, _vat in awarded]), vat_words([vat for _amount, vat in awarded]), False)
    told = exercise.is_estimate_public or can_commission(user, exercise.area)
    if exercise.estimate is None or not told:
        return None
    return Value(exercise.estimate, exercise.get_vat_display(), True)


def _awarded(exercises: Sequence[Exercise], user: Reader) -> dict[int, list[tuple[Decimal, str]]]:
    rows = Award.objects.wholly_read(user).made().filter(exercise__in=[one.pk for one in exercises]).order_by("pk")
    found: dict[int, list[tuple[Decimal, str]]] = {}
    for exercise, amount, vat in rows.values_list("exercise", "amount", "vat"):
        found.setdefault(exercise, []).append((amount, vat))
    return found
