"""What stands beside an entry: checked by its kind before anything is written, then kept as a record of its own."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from documents.choices import Access
from meetings import rules
from meetings.choices import EntryKind
from meetings.models import MinuteEntry, MinuteItem, Question
from meetings.services import actions, recommendations
from meetings.services.minutes.contents import Content
from meetings.services.minutes.declaring import checked_declaration, keep_declaration, let_back_in, send_out
from meetings.services.minutes.exclusion import exclusion_words, follow_ruling
from meetings.services.minutes.roll import Roll
from meetings.services.minutes.voting import checked_resolution, keep_resolution

LONGEST_TEXT = 20_000  # letters; some ten printed pages
WORDS = frozenset({"text", "answer"})


def checked(item: MinuteItem, kind: str, content: Content) -> Content:
    """The content that may be kept under an item. Raises ValidationError by field; the minutes are locked."""
    if kind == EntryKind.RESOLUTION and content["excludes_public"] and not content["text"]:
        content["text"] = exclusion_words(item, content["exempt_paragraph"])
    check_words(kind, content)
    check = CHECKS.get(kind)
    return check(item, content) if check else content


def check_words(kind: str, content: Content) -> None:
    """Refuse words that are missing or too many, beside their field."""
    missing = {
        EntryKind.NARRATIVE: _("Enter what happened"),
        EntryKind.PROCEDURE: _("Enter what happened"),
        EntryKind.QUESTION: _("Enter the question"),
        EntryKind.RESOLUTION: _("Enter what the panel resolved"),
        EntryKind.ACTION: _("Enter what is to be done"),
        EntryKind.RECOMMENDATION: _("Enter what is recommended"),
    }
    problems = {}
    for name in WORDS & set(content):
        if len(content[name]) > LONGEST_TEXT:
            said = {"limit": f"{LONGEST_TEXT:,}"}
            problems[name] = _("Make this %(limit)s characters or fewer, or divide it into several entries") % said
    if not content["text"] and kind in missing:
        problems["text"] = missing[EntryKind(kind)]
    if problems:
        raise ValidationError(problems)


def keep_record(entry: MinuteEntry, content: Content, actor: User | None) -> None:
    """Write what stands beside an entry that is saved, from a content that was checked."""
    if keep := KEEPERS.get(entry.kind):
        keep(entry, content, actor)


def take_back_record(entry: MinuteEntry, actor: User | None) -> None:
    """What an entry's removal means for what stands beside it."""
    if entry.kind == EntryKind.ACTION:
        actions.take_back_action(action=entry.action, actor=actor)
    elif entry.kind == EntryKind.RECOMMENDATION:
        recommendations.take_back_recommendation(recommendation=entry.recommendation, actor=actor)
    elif entry.kind == EntryKind.DECLARATION:
        let_back_in(entry.declaration)
    elif entry.kind == EntryKind.RESOLUTION:
        follow_ruling(entry.item, actor)


def restore_record(entry: MinuteEntry, actor: User | None) -> None:
    """Undo that."""
    if entry.kind == EntryKind.ACTION:
        actions.restore_action(action=entry.action, actor=actor)
    elif entry.kind == EntryKind.RECOMMENDATION:
        recommendations.restore_recommendation(recommendation=entry.recommendation, actor=actor)
    elif entry.kind == EntryKind.DECLARATION:
        send_out(entry.declaration)
    elif entry.kind == EntryKind.RESOLUTION:
        follow_ruling(entry.item, actor)


def access_under(item: MinuteItem) -> Access:
    """Who may read an action or a recommendation that came of an item: whoever may read the item's papers."""
    return Access(rules.paper_access(item.minutes.meeting.publication, item.access))


def _checked_question(item: MinuteItem, content: Content) -> Content:
    problem = Roll(item).speaker_problem(content["asked_by"]) if content["asked_by"] else ""
    if problem:
        raise ValidationError({"asked_by": problem})
    return content


def _keep_question(entry: MinuteEntry, content: Content, _actor: User | None) -> None:
    row = getattr(entry, "question", None) or Question(entry=entry)
    row.asked_by, row.answered_by, row.answer = content["asked_by"], content["answered_by"], content["answer"]
    row.full_clean()
    row.save()


def _keep_resolution(entry: MinuteEntry, content: Content, actor: User | None) -> None:
    keep_resolution(entry, content)
    follow_ruling(entry.item, actor)


def _keep_declaration(entry: MinuteEntry, content: Content, _actor: User | None) -> None:
    keep_declaration(entry, content)


def _keep_action(entry: MinuteEntry, content: Content, actor: User | None) -> None:
    action = getattr(entry, "action", None)
    if action is not None:
        entry.action = actions.change_action(action=action, actor=actor, **content)
        return
    meeting = entry.minutes.meeting
    facts: dict[str, Any] = {"body": meeting.body, "raised_on": meeting.held_on, "raised_meeting": meeting}
    actions.raise_action(**content, **facts, access=access_under(entry.item), entry=entry, actor=actor)


def _keep_recommendation(entry: MinuteEntry, content: Content, actor: User | None) -> None:
    made = getattr(entry, "recommendation", None)
    if made is not None:
        entry.recommendation = recommendations.change_recommendation(recommendation=made, actor=actor, **content)
        return
    meeting = entry.minutes.meeting
    facts: dict[str, Any] = {"body": meeting.body, "made_on": meeting.held_on, "raised_meeting": meeting}
    recommendations.make_recommendation(**content, **facts, access=access_under(entry.item), entry=entry, actor=actor)


CHECKS: dict[str, Callable[[MinuteItem, Content], Content]] = {
    EntryKind.QUESTION: _checked_question,
    EntryKind.RESOLUTION: checked_resolution,
    EntryKind.DECLARATION: checked_declaration,
}
KEEPERS: dict[str, Callable[[MinuteEntry, Content, User | None], object]] = {
    EntryKind.QUESTION: _keep_question,
    EntryKind.RESOLUTION: _keep_resolution,
    EntryKind.DECLARATION: _keep_declaration,
    EntryKind.ACTION: _keep_action,
    EntryKind.RECOMMENDATION: _keep_recommendation,
}
