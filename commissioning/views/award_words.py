"""What stands beside an award wherever it is named: its state, whether it is private, its amount with its VAT."""

from decimal import Decimal
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from commissioning.choices import AwardStatus, ExtensionStatus
from commissioning.views.cells import QUIET, private_tag
from documents.choices import ExemptParagraph
from interface.templatetags.dates import money
from interface.templatetags.govuk import tag

COLOURS: dict[str, str] = {
    AwardStatus.DRAFT: "grey", AwardStatus.AWARDED: "green", AwardStatus.LIVE: "teal", AwardStatus.ENDED: "grey",
    AwardStatus.CANCELLED: "magenta",
}  # fmt: skip
OF_EXTENSION: dict[str, str] = {
    ExtensionStatus.OPEN: "yellow", ExtensionStatus.INVOKED: "green", ExtensionStatus.NOT_TAKEN: "grey",
}  # fmt: skip


def state_tag(award: Any) -> str:
    """How far it has come."""
    return tag(award.get_status_display(), COLOURS[award.status])


def step_back_words(award: Any) -> str:
    """What taking its last step back is called."""
    words = {
        AwardStatus.LIVE: _("Take back that it is live"), AwardStatus.ENDED: _("Take back that it is over"),
        AwardStatus.CANCELLED: _("Take back that it is cancelled"),
    }  # fmt: skip
    return words.get(award.status, _("Take back that it is awarded"))


def extension_tag(extension: Any) -> str:
    """Whether an option is taken."""
    return tag(extension.get_status_display(), OF_EXTENSION[extension.status])


def reading_tag(award: Any) -> str:
    """That not everybody reads all of it; empty where everybody does."""
    return format_html(" {}", tag(_("Private"), "purple")) if award.is_private else private_tag(award)


def pounds(amount: Decimal | None) -> str:
    """£30,797.00."""
    return money(amount, "pence")


def amount_cell(award: Any) -> SafeString:
    """The amount and, below it, how it stands to VAT."""
    return format_html(QUIET, pounds(award.amount), award.get_vat_display())


def paragraph_words(award: Any) -> str:
    """The paragraph of Schedule 12A, in words."""
    paragraph = ExemptParagraph(award.exempt_paragraph).label if award.exempt_paragraph else _("not known")
    return _("Local Government Act 1972, Schedule 12A, paragraph %(paragraph)s") % {"paragraph": paragraph}
