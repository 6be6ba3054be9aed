"""The kinds, access and states of papers and packs."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class PaperKind(TextChoices):
    WRITTEN = "written", _("Written in the portal")
    PDF = "pdf", _("Uploaded PDF")
    WORD = "word", _("Uploaded DOCX or ODT")
    LIVE = "live", _("Taken from a register")


class Access(TextChoices):
    """Who may read once it is published."""

    PUBLIC = "public", _("Public")
    EXEMPT = "exempt", _("Private: exempt information")
    MEMBERS = "members", _("Private: for members only")


class PaperStatus(TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    SUPERSEDED = "superseded", _("Superseded")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class PackStatus(TextChoices):
    PREVIEW = "preview", _("Preview")
    PUBLISHED = "published", _("Published")
    SUPERSEDED = "superseded", _("Superseded")


class Edition(TextChoices):
    PUBLIC = "public", _("Public edition")
    MEMBERS = "members", _("Members’ edition")


class Orientation(TextChoices):
    PORTRAIT = "portrait", _("Upright")
    LANDSCAPE = "landscape", _("On its side")


class StoreName(TextChoices):
    PUBLIC = "public", _("Public")
    RESTRICTED = "restricted", _("Restricted")


class IntakeOutcome(TextChoices):
    """What became of an uploaded file. A refused one is never kept."""

    ACCEPTED = "accepted", _("Accepted")
    REPAIRED = "repaired", _("Repaired")
    REVIEW = "review", _("Needs review")


class FindingKind(TextChoices):
    """What was found in an uploaded file that the eye does not see, or that may not go out as it is."""

    BOX = "box", _("Text under a box")
    WHITE = "white", _("Text in the colour of the paper")
    INVISIBLE = "invisible", _("Invisible text")
    CROPPED = "cropped", _("Text cropped or off the page")
    REDACTION = "redaction", _("Text marked for redaction")
    UNSEEN = "unseen", _("Pages that were not looked at")
    REPAIRED = "repaired", _("Damaged and repaired")
    COMMENT = "comment", _("Comment, taken out")
    NO_TEXT = "no-text", _("Page without text")
    ODD_SIZE = "odd-size", _("Page of an odd size")
    PERSONAL = "personal", _("Personal data")


# These keep a paper from going out until somebody has decided, or takes it on their own name
BLOCKING_FINDINGS = (
    FindingKind.BOX, FindingKind.WHITE, FindingKind.INVISIBLE, FindingKind.CROPPED, FindingKind.REDACTION,
    FindingKind.UNSEEN, FindingKind.REPAIRED,
)  # fmt: skip
# Words that a reader of the page does not see: they can be taken out of the file
HIDDEN_FINDINGS = (
    FindingKind.BOX, FindingKind.WHITE, FindingKind.INVISIBLE, FindingKind.CROPPED, FindingKind.REDACTION,
)  # fmt: skip


class FindingState(TextChoices):
    OPEN = "open", _("To decide")
    KEPT = "kept", _("Kept")
    REMOVED = "removed", _("Removed")
    OVERRIDDEN = "overridden", _("Published nonetheless")


class FetchKind(TextChoices):
    """How somebody came by a paper."""

    PAGE = "page", _("Web page")
    FILE = "file", _("PDF of the paper")
    LARGE_PRINT = "large-print", _("Large print")
    PACK = "pack", _("Pack")
    READER = "reader", _("Pack reader")
    ARCHIVE = "archive", _("ZIP file of all papers")


class FormatKind(TextChoices):
    LARGE_PRINT = "large-print", _("Large print")
    WORD = "word", _("A Word document")
    AUDIO = "audio", _("Audio")
    BRAILLE = "braille", _("Braille")
    EASY_READ = "easy-read", _("Easy Read")
    LANGUAGE = "language", _("Another language")
    OTHER = "other", _("Something else")


class FormatRequestStatus(TextChoices):
    OPEN = "open", _("Open")
    ANSWERED = "answered", _("Answered")


class ExemptParagraph(IntegerChoices):
    """Descriptions of exempt information, Local Government Act 1972, Schedule 12A, Part 1 (England).

    Paragraphs 6 and 7 are not yet verified against the Act. Wales has its own paragraphs 12 to 18 (Part 4).
    """

    INDIVIDUAL = 1, _("1: information relating to any individual")
    IDENTITY = 2, _("2: information likely to reveal the identity of an individual")
    AFFAIRS = 3, _("3: financial or business affairs of any person")
    LABOUR = 4, _("4: consultations or negotiations on labour relations")
    PRIVILEGE = 5, _("5: legal professional privilege")
    NOTICES = 6, _("6: notices, orders or directions to be made (not yet verified)")
    CRIME = 7, _("7: prevention, investigation or prosecution of crime (not yet verified)")


class Relation(TextChoices):
    """What the thing at one end of a link does to the thing at the other."""

    ANSWERS = "answers", _("answers")
    BEARS_ON = "bears-on", _("bears on")
    CLOSES = "closes", _("closes")
    FOLLOWS = "follows", _("follows from")
    REPLACES = "replaces", _("replaces")
