"""The live paper of public question time: what the public asked of a meeting, as it was accepted, with the answers."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from documents.choices import PaperStatus
from documents.models import Paper
from documents.sources import source
from interface.templatetags.dates import long_date
from meetings.choices import QuestionKind, QuestionStatus
from meetings.models import Meeting, PublicQuestion
from panels.models import Body, PoliceArea

PUBLIC_QUESTIONS = "public-questions"
PUBLIC = AnonymousUser()  # the paper is for everybody: it says what everybody may see, and nothing else
MARKS = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~:=&^$@])")
HEADINGS = {
    QuestionKind.QUESTION: gettext_lazy("Questions"),
    QuestionKind.STATEMENT: gettext_lazy("Statements"),
    QuestionKind.PETITION: gettext_lazy("Petitions"),
}


@source(PUBLIC_QUESTIONS, gettext_lazy("Public questions and statements"), of_collection=True)
def public_questions(area: PoliceArea, body: Body, on: date, collection: str) -> tuple[str, dict[str, Any]]:
    """What was accepted for the meeting at the address `collection` and is shown to everybody, by kind and reference.

    What was accepted and is kept off the website is counted and not told.
    """
    taken = PublicQuestion.objects.taken().filter(area=area, body=body, meeting__slug=collection)
    shown = sorted(taken.visible_to(PUBLIC), key=order_of)
    parts = [] if shown else [_("No questions, statements or petitions were accepted for this meeting.")]
    for kind, heading in HEADINGS.items():
        of_kind = [one for one in shown if one.kind == kind]
        if of_kind:
            parts += [f"## {heading}", *(_one(one) for one in of_kind)]
    parts += _withheld(list(taken.filter(is_published=False).values_list("kind", flat=True)))
    return "\n\n".join(parts) + "\n", {}


def order_of(question: PublicQuestion) -> tuple[int, ...]:
    """Q-2022-010 after Q-2022-009, and Q-2022-1000 after both."""
    return tuple(int(number) for number in re.findall(r"\d+", question.reference))


def papers_out(meeting: Meeting) -> list[Paper]:
    """The papers of public questions of a meeting that are published."""
    own = Paper.objects.filter(area=meeting.area_id, body=meeting.body_id, collection=meeting.slug, source=PUBLIC_QUESTIONS)
    return list(own.filter(status=PaperStatus.PUBLISHED).select_related("current").order_by("pk"))


def holds(paper: Paper, question: PublicQuestion) -> bool:
    """Whether a paper, as it stands, has a submission in it: each stands under a heading with its reference."""
    return paper.current is not None and heading_of(question) in paper.current.text.split("\n")


def heading_of(question: PublicQuestion) -> str:
    """The line of the paper that begins a submission."""
    return f"### {question.reference}"


def safe(words: str) -> str:
    """Words of the public on one line that stay words: no mark-up, link, picture, heading, list or table is made of them."""
    seen = "".join(sign for sign in words if sign.isprintable() or sign.isspace())  # first: what is left may be nothing but room
    return MARKS.sub(r"\\\1", " ".join(seen.split()))


def quoted(words: str) -> str:
    """Words of the public as a quotation, line for line; nothing in them can end it."""
    lines = [safe(line) for line in words.splitlines()]
    paragraphs = [part.split("\n") for part in re.split(r"\n{2,}", "\n".join(lines).strip("\n"))]
    return "\n>\n".join("\n".join(_broken(part)) for part in paragraphs)


def _broken(lines: Sequence[str]) -> list[str]:
    return [f"> {line}\\" for line in lines[:-1]] + [f"> {lines[-1]}"]


def _one(question: PublicQuestion) -> str:
    """A submission: its reference, from whom, its words, and the answer."""
    who = _("**From:** %(name)s") % {"name": safe(question.published_name) or _("no name given")}
    if question.signatures:
        who += ". " + _("**Signatures:** %(count)s") % {"count": f"{question.signatures:,}"}
    parts = [heading_of(question), who, quoted(question.published_words)]
    if question.status == QuestionStatus.ANSWERED:
        said = {"name": safe(question.answered_by), "day": long_date(question.answered_on)}
        by = _("**Answered** by %(name)s on %(day)s:") if question.answered_by else _("**Answered** on %(day)s:")
        parts += [by % said, quoted(question.answer)]
    return "\n\n".join(parts)


def _withheld(kinds: Sequence[str]) -> list[str]:
    """How many were accepted that members are given and the website does not show."""
    words = {
        QuestionKind.QUESTION: lambda count: ngettext(
            "Members are also given %(count)d question that is not printed here.",
            "Members are also given %(count)d questions that are not printed here.", count,
        ),
        QuestionKind.STATEMENT: lambda count: ngettext(
            "Members are also given %(count)d statement that is not printed here.",
            "Members are also given %(count)d statements that are not printed here.", count,
        ),
        QuestionKind.PETITION: lambda count: ngettext(
            "Members are also given %(count)d petition that is not printed here.",
            "Members are also given %(count)d petitions that are not printed here.", count,
        ),
    }  # fmt: skip
    return [say(count) % {"count": count} for kind, say in words.items() if (count := kinds.count(kind))]
