"""Packs of a meeting and its supplements: asked for, built, published, taken down. `documents` makes them."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from documents.choices import PackStatus
from documents.models import Pack, Paper
from documents.services.pack_plans import STYLESHEETS, PackPlan
from documents.services.packs import (
    Built,
    Progress,
    build,
    drop_printed,
    keep_pack,
    keep_printed,
    piece_cache,
    publish_pack,
    take_down_pack,
)
from documents.services.papers import withdraw_paper
from documents.services.texts import ask_for_texts
from jobs.models import Job
from jobs.services import enqueue
from meetings.models import Meeting, Supplement
from meetings.services.large_print import ask_for_large_print
from meetings.services.locks import lock
from meetings.services.pack_plans import (
    AGENDA,
    FRONT,
    SHEET,
    Planned,
    editions,
    pack_inputs,
    pack_plan,
    paper_section,
    planned,
    published_packs,
    running_head,
)

__all__ = [
    "AGENDA", "BUILD_JOB", "FRONT", "SHEET", "build_packs", "built_alike", "current_packs", "editions", "editions_agree",
    "pack_inputs", "pack_plan", "paper_section", "parts_lacking_packs", "publish_packs",
    "rebuild_packs", "request_packs", "request_rebuild",
    "running_head", "withdraw_from_packs",
]  # fmt: skip
BUILD_JOB = "meetings.build_pack"
MOST_TURNS = 4  # each turn after the first means that another paper was withdrawn meanwhile


def request_packs(*, meeting: Meeting, actor: User, part: int = 0) -> Job:
    """Ask for a meeting's packs, or those of a supplement, to be built in the background.

    Asking again while one is under way gives the same job.
    """
    return _request(meeting, actor, "preview", part=part, again=False)


def request_rebuild(*, meeting: Meeting, actor: User, part: int, why: str) -> Job:
    """Ask for packs that are out to be made again with the same numbers; `why` names the change that asks for it."""
    return _request(meeting, actor, why, part=part, again=True)


def _request(meeting: Meeting, actor: User, what: str, *, part: int, again: bool) -> Job:
    payload = {"area": meeting.area.slug, "meeting": meeting.slug, "actor": actor.pk, "again": again, "part": part}
    key = f"{meeting.area.slug}/{meeting.slug}/{part}/{what}" if part else f"{meeting.area.slug}/{meeting.slug}/{what}"
    return enqueue(BUILD_JOB, key=key, payload=payload, requested_by=actor, area_slug=meeting.area.slug)


def build_packs(*, meeting: Meeting, actor: User | None, progress: Progress | None = None, part: int = 0) -> list[Pack]:
    """Build and keep every edition that the meeting or a supplement needs, as previews. What `progress` raises stops it.

    Each is one recorded set of versions: the plan is read while the meeting is held still. Refuses what is out already,
    also where it went out during the build. Raises rendering.PieceFailed naming a paper, and ValidationError where the
    numbers do not settle.
    """
    begun = _refuse_out(meeting, part)
    plans = planned(meeting, part)
    built = built_alike([one.plan for one in plans], progress)
    with transaction.atomic():
        if _refuse_out(lock(meeting), part) != begun:  # deleted meanwhile, and its number given to another
            raise ValidationError(_("The supplement is no longer there"))
        return _kept(plans, built, actor)


def rebuild_packs(*, meeting: Meeting, actor: User, progress: Progress | None = None, part: int = 0) -> list[Pack]:
    """Make packs that are out again after a withdrawal, and put them back on offer in the same step.

    Where another paper is withdrawn meanwhile they are made once more: a pack that holds it is not even kept.
    """
    for _turn in range(MOST_TURNS):
        plans = planned(meeting, part)
        built = built_alike([one.plan for one in plans], progress)
        with transaction.atomic():
            locked = lock(meeting)
            if [one.inputs for one in planned(locked, part)] == [one.inputs for one in plans]:
                _kept(plans, built, actor)
                return publish_packs(meeting=locked, actor=actor, part=part)
    raise ValidationError(_("The papers changed while the pack was built. Build it again"))


def _refuse_out(meeting: Meeting, part: int) -> int:
    """Refuses what is out already; gives the key of the supplement, 0 for the agenda's own pack."""
    if part == 0:
        if Meeting.objects.filter(pk=meeting.pk, published_at__isnull=False).exists():
            raise ValidationError(_("The agenda is published. Its pack is not built again"))
        return 0
    supplement = Supplement.objects.filter(meeting=meeting, number=part).first()
    if supplement is None:
        raise ValidationError(_("The supplement is no longer there"))
    if supplement.is_out:
        raise ValidationError(_("The supplement is published. Its pack is not built again"))
    return supplement.pk


def _kept(plans: Sequence[Planned], built: Sequence[Built], actor: User | None) -> list[Pack]:
    return [keep_pack(plan=one.plan, built=made, inputs=one.inputs, actor=actor) for one, made in zip(plans, built, strict=True)]


def built_alike(plans: list[PackPlan], progress: Progress | None = None) -> list[Built]:
    """Every edition, the shorter agenda filled with blank sheets, so that a page has one number in all of them."""
    built = [build(plan, progress=progress) for plan in plans]
    longest = max(one.agenda_pages for one in built)
    return [
        one if one.agenda_pages == longest else build(plan, agenda_pages=longest, progress=progress)
        for plan, one in zip(plans, built, strict=True)
    ]


def current_packs(meeting: Meeting, part: int = 0) -> dict[str, Pack | None]:
    """The newest pack of each edition the meeting needs, or None where it is not built. For those who prepare it."""
    kept = Pack.objects.all()
    return {edition: kept.current(meeting.area, meeting.slug, edition, part) for edition in editions(meeting, part)}


def parts_lacking_packs(meeting: Meeting) -> list[int]:
    """The parts that are out, but of which an edition is not on offer: taken down, and not made again yet."""
    out = [one.number for one in meeting.supplements.filter(published_at__isnull=False).order_by("number")]
    parts = [0, *out] if meeting.agenda_is_out else []
    return [part for part in parts if not all(_is_on_offer(pack) for pack in current_packs(meeting, part).values())]


def _is_on_offer(pack: Pack | None) -> bool:
    return pack is not None and pack.status == PackStatus.PUBLISHED


@transaction.atomic
def withdraw_from_packs(*, meeting: Meeting, paper: Paper, reason: str, actor: User) -> Job | None:
    """Take a paper down and, in the same step, every pack that holds it; give the job that makes them again.

    Nobody is served the paper from here on, not even from an older preview. The packs come back with the same numbers
    and sheets that say "withdrawn"; parts that do not hold it stay as they are.
    """
    locked = lock(meeting)
    drop_printed(paper=withdraw_paper(paper=paper, reason=reason, actor=actor))
    kept = Pack.objects.filter(area=meeting.area, collection=meeting.slug).exclude(status=PackStatus.SUPERSEDED)
    replaced = paper.replaces.slug if paper.replaces else None
    parts: set[int] = set()
    for pack in kept.order_by("part", "edition", "number"):
        held = pack.manifest["ranges"]
        if pack.status == PackStatus.PUBLISHED and (paper.slug in held or replaced in held):
            parts.add(pack.part)
        if paper.slug in held:
            take_down_pack(pack=pack, actor=actor)
    jobs = [request_rebuild(meeting=locked, actor=actor, part=part, why=f"without {paper.reference}") for part in sorted(parts)]
    return jobs[0] if jobs else None


@transaction.atomic
def publish_packs(*, meeting: Meeting, actor: User, part: int = 0) -> list[Pack]:
    """Put the packs built from the present versions on offer, within the transaction that publishes what they hold.

    Raises ValidationError where one is missing or out of date, or where the editions do not number the same pages alike.
    """
    lock(meeting)
    packs = current_packs(meeting, part)
    for edition, pack in packs.items():
        if pack is None:
            raise ValidationError(_("Build the pack"))
        if pack.inputs != pack_inputs(meeting, edition, part):
            raise ValidationError(_("The pack was built before the last change. Build it again"))
    found = [pack for pack in packs.values() if pack]
    if not all(_numbers_stand(meeting, pack) for pack in found):
        raise ValidationError(_("The pack cannot be made again with the page numbers that it was published with"))
    if not editions_agree(found):
        raise ValidationError(_("The public and the members’ edition number pages differently. Shorten a title on the agenda"))
    _keep_printed(meeting, part)
    ask_for_large_print(meeting=meeting, packs=found, actor=actor)
    published = [publish_pack(pack=pack, actor=actor) for pack in found]
    for pack in published:
        ask_for_texts(pack=pack, actor=actor)
    return published


def _keep_printed(meeting: Meeting, part: int) -> None:
    """Freeze every written paper's own PDF as the packs print it."""
    edition = editions(meeting, part)[-1]  # the widest: it holds every paper
    sections = {section.key: section for section in pack_plan(meeting, edition, part).papers}
    for paper in Paper.objects.filter(area=meeting.area, collection=meeting.slug, slug__in=sections, withdrawn_at=None):
        section = sections[paper.slug]
        if section.html:
            keep_printed(paper=paper, pdf=piece_cache().get_or_render(section.html, stylesheets=STYLESHEETS))


def _numbers_stand(meeting: Meeting, pack: Pack) -> bool:
    """Whether a pack made again gives every paper the pages it had when the pack last went out.

    It may hold more papers than then: those of an item that was private, and was opened at the meeting.
    """
    last = published_packs(meeting, pack.part, pack.edition).exclude(pk=pack.pk).first()
    now = pack.manifest["ranges"]
    return last is None or all(now.get(key) == pages for key, pages in last.manifest["ranges"].items())


def editions_agree(packs: list[Pack]) -> bool:
    """Whether every paper that several editions hold has the same pages in each."""
    ranges = [pack.manifest["ranges"] for pack in packs]
    return all(one[key] == other[key] for one in ranges for other in ranges for key in one.keys() & other.keys())
