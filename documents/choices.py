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
