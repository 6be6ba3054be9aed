"""What must be done next about minutes, for whoever looks: on the desk, and at the top of their page."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from interface import clock
from interface.templatetags.dates import day_date
from meetings import permissions
from meetings.choices import CorrectionStatus, MinutesStatus
from meetings.models import Minutes
from meetings.services.minutes.decisions import decisions_deadline
from meetings.services.minutes.life import meetings_to_confirm

WAITS = ""  # no page of ours: somebody else is to act


@dataclass(frozen=True)
class MinutesStep:
    """One thing to do: its words, the route of its page (takes area and meeting), and whether it comes before the others."""

    key: str
    words: str
    route: str
    is_next: bool = False


def minutes_steps(minutes: Minutes, user: User) -> list[MinutesStep]:
    """What a person has to do about minutes, the next thing first; empty for who only reads. `minutes` has its meeting."""
    writes = permissions.can_write_minutes(user, minutes.meeting)
    checks = permissions.can_check_minutes(user, minutes)
    if minutes.is_confirmed:
        words = _("Add a corrigendum, if an error was found")
        return [MinutesStep("corrigendum", words, "meetings:corrigendum-create")] if writes else []
    if minutes.status == MinutesStatus.PUBLISHED:
        return _until_confirmed(minutes) if writes else []
    steps = _for_chair(minutes) if checks else []
    if writes:
        steps += _until_published(minutes, checks=checks) + _decisions(minutes)
    return steps


def _for_chair(minutes: Minutes) -> list[MinutesStep]:
    if minutes.status != MinutesStatus.DRAFTING or minutes.sent_to_chair_at is None:
        return []
    return [MinutesStep("check", _("Check the minutes, or return them"), "meetings:minutes-check", is_next=True)]


def _until_published(minutes: Minutes, *, checks: bool) -> list[MinutesStep]:
    write = _write_words(minutes)
    if minutes.status == MinutesStatus.CHECKED:
        publish = MinutesStep("publish", _("Publish the draft minutes"), "meetings:minutes-publish", is_next=True)
        return [publish, MinutesStep("write", _("Change the minutes"), "meetings:minutes-write")]
    if minutes.sent_to_chair_at:
        said = [] if checks else [MinutesStep("check", _("Record that the Chair agrees"), "meetings:minutes-check")]
        waits = MinutesStep("with-chair", _("The minutes are with the Chair"), WAITS)
        return [waits, *said, MinutesStep("write", _("Change the minutes"), "meetings:minutes-write")]
    send = MinutesStep("send", _("Send them to the Chair"), "meetings:minutes-send", is_next=not write)
    if minutes.returned_at:
        words = _("Change the minutes as the Chair asks")
        resend = MinutesStep("send", _("Send them to the Chair again"), "meetings:minutes-send")
        return [MinutesStep("write", words, "meetings:minutes-write", is_next=True), resend]
    if write:
        return [MinutesStep("write", write, "meetings:minutes-write", is_next=True), send]
    return [send, MinutesStep("write", _("Change the minutes"), "meetings:minutes-write")]


def _write_words(minutes: Minutes) -> str:
    """How many items are still to be written; empty when none is."""
    left = minutes.items.filter(is_done=False).count()
    words = ngettext("Write the minutes: %(count)d item is left", "Write the minutes: %(count)d items are left", left)
    return words % {"count": left} if left else ""


def _decisions(minutes: Minutes) -> list[MinutesStep]:
    """The sheet goes out ahead of the minutes where somebody wants it or the law asks for it."""
    route = "meetings:decisions-publish"
    if minutes.decisions_published_at:
        return [MinutesStep("decisions", _("Publish the decisions sheet again, as it stands now"), route)]
    deadline = decisions_deadline(minutes.meeting)
    if deadline is None:
        return [MinutesStep("decisions", _("Publish a decisions sheet ahead of the minutes"), route)]
    missed = deadline.is_missed(clock.today(), None)
    words = _("Publish the decisions sheet: it was due on %(day)s") if missed else _("Publish the decisions sheet by %(day)s")
    return [MinutesStep("decisions", words % {"day": day_date(deadline.last_day)}, route, is_next=True)]


def _until_confirmed(minutes: Minutes) -> list[MinutesStep]:
    undecided = minutes.corrections.filter(status=CorrectionStatus.PROPOSED).count()
    if undecided:
        words = ngettext("Decide %(count)d correction", "Decide %(count)d corrections", undecided) % {"count": undecided}
        return [MinutesStep("corrections", words, "meetings:correction-list", is_next=True)]
    can_confirm = meetings_to_confirm(minutes, clock.today()).exists()
    if can_confirm:
        return [MinutesStep("confirm", _("Record that a meeting confirmed them"), "meetings:minutes-confirm", is_next=True)]
    return [MinutesStep("wait", _("The next meeting confirms them"), WAITS)]
