"""The small parts of which releases are made: amounts, periods, documents, milestones."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from commissioning.choices import CURRENCY, DocumentKind, StageKind, Vat
from exchange.ocds.facts import Money, Step
from exchange.publishing.identity import Organisation
from exchange.publishing.papers import Paper
from exchange.publishing.writing import day_begins, day_ends, moment, plain, without_nothing

# Words of the standard's code lists for ours
DOCUMENT_TYPES = {
    DocumentKind.SPECIFICATION: "technicalSpecifications", DocumentKind.NOTICE: "tenderNotice",
    DocumentKind.CONTRACT: "contractSigned", DocumentKind.AGREEMENT: "contractSigned",
    DocumentKind.VARIATION: "contractAnnexe", DocumentKind.GUIDANCE: "biddingDocuments", "decision": "awardNotice",
}  # fmt: skip
MILESTONE_TYPES: dict[str, str] = {
    StageKind.NEEDS: "preProcurement", StageKind.SPECIFICATION: "preProcurement", StageKind.MARKET: "engagement",
    StageKind.EVALUATION: "assessment", StageKind.MODERATION: "assessment", StageKind.AWARD: "approval",
    StageKind.MOBILISATION: "delivery", StageKind.LIVE: "delivery",
}  # fmt: skip
# How an amount stands to VAT tells whether it is net, gross, or both
NET = frozenset({Vat.EXCLUDING, Vat.OUTSIDE, Vat.EXEMPT})
GROSS = frozenset({Vat.INCLUDING, Vat.OUTSIDE, Vat.EXEMPT})


def value(money: Money | None) -> dict[str, Any] | None:
    """An amount with its currency; net and gross as far as VAT is stated."""
    if money is None:
        return None
    net = money.amount if money.vat in NET else None
    gross = money.amount if money.vat in GROSS else None
    return without_nothing({"amount": money.amount, "amountNet": net, "amountGross": gross, "currency": CURRENCY})


def vat_words(money: Money) -> str:
    """How an amount stands to VAT, which the standard has no field for where it is outside its scope or exempt."""
    return f"Amount: {money.vat_words}."


def paragraphs(*texts: str) -> str:
    """Texts that say something, one below the other."""
    return "\n\n".join(plain(one) for one in texts if one.strip())


def period(first: date | None, last: date | None, at_most: date | None = None) -> dict[str, Any]:
    """From the first moment of one day to the last of another."""
    return without_nothing({
        "startDate": moment(day_begins(first)) if first else None, "endDate": moment(day_ends(last)) if last else None,
        "maxExtentDate": moment(day_ends(at_most)) if at_most else None,
    })  # fmt: skip


def reference(one: Organisation) -> dict[str, str]:
    """An organisation where it is named; all of it stands among the parties."""
    return {"id": one.id, "name": plain(one.name)}


def documents(papers: Iterable[Paper]) -> list[dict[str, Any]]:
    """Documents that everybody may read."""
    return [_document(one) for one in papers]


def _document(one: Paper) -> dict[str, Any]:
    return without_nothing({
        "id": one.id, "documentType": DOCUMENT_TYPES.get(one.kind), "title": plain(one.title), "url": one.url,
        "datePublished": moment(one.at) if one.at else None, "format": one.media_type,
    })  # fmt: skip


def milestones(steps: Iterable[Step]) -> list[dict[str, Any]]:
    """Stages as milestones."""
    return [_milestone(one) for one in steps]


def _milestone(one: Step) -> dict[str, Any]:
    return without_nothing({
        "id": one.id, "title": plain(one.title), "type": MILESTONE_TYPES.get(one.kind), "code": one.kind,
        "description": plain(one.words), "dueDate": moment(day_ends(one.due_on)) if one.due_on else None,
        "dateMet": moment(day_begins(one.met_on)) if one.met_on else None, "status": _status(one),
    })  # fmt: skip


def _status(one: Step) -> str | None:
    """Met or scheduled; the standard has no word for one that nobody waits for although no day of it is known."""
    if one.is_met:
        return "met"
    return "scheduled" if one.is_awaited else None
