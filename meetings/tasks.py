"""Work that meetings ask for in the background."""

from typing import Any

from django.core.exceptions import ValidationError

from accounts.models import User
from documents.assembly.links import LinkTargetMissing
from documents.assembly.merge import PieceUnusable
from documents.models import FormatRequest
from documents.rendering import PieceFailed
from documents.services.files import FileLost
from jobs.registry import register
from jobs.services import Failed, JobRun
from meetings.models import Action, Meeting, PublicQuestion
from meetings.services.actions.letters import ACTION_JOB, send_action_letter
from meetings.services.formats import FORMAT_JOB, tell_contact
from meetings.services.letters import LETTER_JOB, Word, send_word
from meetings.services.minutes.letters import MINUTES_LETTER_JOB, MinutesWord, send_minutes_word
from meetings.services.notices import NOTICE_JOB, Letter, send_letter
from meetings.services.packs import BUILD_JOB, build_packs, rebuild_packs
from meetings.services.questions.letters import SENDER_JOB, SenderWord, send_sender_letter
from meetings.services.questions.receipts import RECEIPT_JOB, send_receipt


@register(BUILD_JOB)
def build_pack(run: JobRun, *, area: str, meeting: str, actor: int, again: bool = False, part: int = 0) -> dict[str, Any]:
    """Build every edition of a meeting's pack or supplement; made `again` after a withdrawal, they go back on offer.

    A paper that cannot be made fails the job with its name and the reason.
    """
    found = Meeting.objects.select_related("area", "body", "venue").get(area__slug=area, slug=meeting)
    requester = User.objects.get(pk=actor)
    try:
        make = rebuild_packs if again else build_packs
        # What `progress` raises when somebody cancels the job stops the build
        packs = make(meeting=found, actor=requester, progress=run.progress, part=part)
    except (PieceFailed, PieceUnusable, LinkTargetMissing, FileLost) as error:
        raise Failed(str(error)) from error
    except ValidationError as error:
        raise Failed(" ".join(error.messages)) from error
    return {
        "packs": [{"part": pack.part, "edition": pack.edition, "number": pack.number, "pages": pack.page_count} for pack in packs]
    }


@register(NOTICE_JOB)
def send_notice(run: JobRun, *, letter: str, meeting: int, user: int, part: int = 0) -> dict[str, Any]:
    """Send one member one letter about a meeting. A mail server that refuses is asked again later."""
    found = Meeting.objects.for_page().get(pk=meeting)
    return {"sent": send_letter(meeting=found, letter=Letter(letter), reader=User.objects.get(pk=user), part=part)}


@register(FORMAT_JOB)
def tell_of_format_request(run: JobRun, *, meeting: int, request: int) -> dict[str, Any]:
    """Tell the contact officer that somebody needs another format. One that is gone or answered needs no mail."""
    asked = FormatRequest.objects.select_related("paper").filter(pk=request).first()
    found = Meeting.objects.for_page().get(pk=meeting)
    return {"sent": tell_contact(meeting=found, request=asked) if asked else 0}


@register(LETTER_JOB)
def send_letter_about(run: JobRun, *, word: str, about: int, user: int) -> dict[str, Any]:
    """Send one person one letter about a report or an approval. A mail server that refuses is asked again later."""
    return {"sent": send_word(word=Word(word), about=about, reader=User.objects.get(pk=user))}


@register(MINUTES_LETTER_JOB)
def send_letter_about_minutes(run: JobRun, *, word: str, about: int, user: int) -> dict[str, Any]:
    """Send one person one letter about minutes or a correction. A mail server that refuses is asked again later."""
    return {"sent": send_minutes_word(word=MinutesWord(word), about=about, reader=User.objects.get(pk=user))}


@register(ACTION_JOB)
def tell_action_owner(run: JobRun, *, action: int, user: int) -> dict[str, Any]:
    """Tell somebody that an action is theirs to answer. A mail server that refuses is asked again later."""
    found = Action.objects.for_page().get(pk=action)
    return {"sent": send_action_letter(action=found, reader=User.objects.get(pk=user))}


@register(RECEIPT_JOB)
def send_question_receipt(run: JobRun, *, questions: list[int]) -> dict[str, Any]:
    """Send the receipt for what the public sent in. A mail server that refuses is asked again later."""
    return {"sent": send_receipt(keys=questions)}


@register(SENDER_JOB)
def tell_question_sender(run: JobRun, *, question: int, word: str) -> dict[str, Any]:
    """Tell a sender what has become of a submission. A mail server that refuses is asked again later."""
    found = PublicQuestion.objects.for_page().select_related("sender").get(pk=question)
    return {"sent": send_sender_letter(question=found, word=SenderWord(word))}
