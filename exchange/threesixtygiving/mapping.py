"""Grants as 360Giving writes them (standard 1.4), and the headings that its spreadsheets have."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from commissioning.choices import CURRENCY
from exchange.publishing.identity import Organisation, Source
from exchange.publishing.papers import Paper
from exchange.publishing.writing import moment, plain, without_nothing
from exchange.threesixtygiving.facts import Grant, Named

VERSION = "1.4"
VOCABULARY = "Spending priorities of the Commissioner"

# Each field that is written or read: its path in JSON and its heading in a spreadsheet, which are the titles of the schema
TITLES = {
    "id": "Identifier",
    "title": "Title",
    "description": "Description",
    "currency": "Currency",
    "amountAwarded": "Amount Awarded",
    "awardDate": "Award Date",
    "url": "URL",
    "plannedDates/startDate": "Planned Dates:Start Date",
    "plannedDates/endDate": "Planned Dates:End Date",
    "actualDates/startDate": "Actual Dates:Start Date",
    "actualDates/endDate": "Actual Dates:End Date",
    "recipientOrganization/id": "Recipient Org:Identifier",
    "recipientOrganization/name": "Recipient Org:Name",
    "recipientOrganization/charityNumber": "Recipient Org:Charity Number",
    "recipientOrganization/companyNumber": "Recipient Org:Company Number",
    "recipientOrganization/postalCode": "Recipient Org:Postal Code",
    "recipientOrganization/description": "Recipient Org:Description",
    "recipientOrganization/url": "Recipient Org:Web Address",
    "recipientIndividual/id": "Recipient Ind:Identifier",
    "recipientIndividual/name": "Recipient Ind:Name",
    "fundingOrganization/id": "Funding Org:Identifier",
    "fundingOrganization/name": "Funding Org:Name",
    "grantProgramme/code": "Grant Programme:Code",
    "grantProgramme/title": "Grant Programme:Title",
    "grantProgramme/url": "Grant Programme:URL",
    "fromOpenCall": "From An Open Call?",
    "classifications/vocabulary": "Classifications:Vocabulary",
    "classifications/code": "Classifications:Code",
    "classifications/title": "Classifications:Title",
    "relatedDocument/id": "Related Document:Identifier",
    "relatedDocument/title": "Related Document:Title",
    "relatedDocument/url": "Related Document:Web Address",
    "relatedDocument/documentType": "Related Document:Document Type",
    "dateModified": "Last Modified",
    "dataSource": "Data Source",
}
LISTS = frozenset({
    "plannedDates", "actualDates", "recipientOrganization", "fundingOrganization", "grantProgramme", "classifications",
    "relatedDocument",
})  # fmt: skip


def package(grants: Sequence[Grant], source: Source, *, title: str, description: str, here: str, page: str) -> dict[str, Any]:
    """All grants of a publisher in one file; `here` is the address of the file, `page` of the page that offers it."""
    newest = moment(max(one.changed_at for one in grants))
    publisher = {"identifier": source.organisation, "name": source.name, "website": source.address}
    return {
        "version": VERSION, "title": title, "description": description, "identifier": here, "publisher": publisher,
        "issued": newest, "modified": newest, "downloadURL": here, "accessURL": page, "license": source.licence_url,
        "grants": [grant(one, source, page) for one in grants],
    }  # fmt: skip


def grant(one: Grant, source: Source, page: str) -> dict[str, Any]:
    """One grant."""
    return without_nothing({
        "id": f"{source.grants_prefix}-{one.reference}", "title": plain(one.title), "description": description_of(one),
        "currency": CURRENCY, "amountAwarded": one.amount, "awardDate": one.awarded_on.isoformat(), "url": one.url,
        "plannedDates": _dates(one), "recipientOrganization": [_recipient(one.recipient)],
        "fundingOrganization": [{"id": each.id, "name": plain(each.name)} for each in one.funders],
        "grantProgramme": [_named(one.programme)] if one.programme else [], "fromOpenCall": one.open_call,
        "classifications": [_named(one.priority, VOCABULARY)] if one.priority else [],
        "relatedDocument": [_document(paper) for paper in one.papers],
        "dateModified": moment(one.changed_at), "dataSource": page,
    })  # fmt: skip


def description_of(one: Grant) -> str:
    """What the grant is for, with what the Specified Information Order asks for beside it and how its amount stands to VAT, for
    which the standard has no fields of their own. The words of a file are the same in every language of the pages."""
    said = [plain(one.purpose) or plain(one.title)]
    if one.conditions.strip():
        said.append(f"Conditions: {plain(one.conditions)}")
    if one.reasons.strip():
        said.append(f"Reasons: {plain(one.reasons)}")
    return "\n\n".join([*said, f"Amount: {one.vat}."])


def _dates(one: Grant) -> list[dict[str, str]]:
    known = {"startDate": one.started_on, "endDate": one.ended_on}
    dates = {name: day.isoformat() for name, day in known.items() if day}
    return [dates] if dates else []


def _recipient(one: Organisation) -> dict[str, Any]:
    return without_nothing({
        "id": one.id, "name": plain(one.name), "charityNumber": one.charity_number, "companyNumber": one.company_number,
        "postalCode": plain(one.postcode), "description": plain(one.about), "url": one.url,
    })  # fmt: skip


def _named(one: Named, vocabulary: str = "") -> dict[str, Any]:
    return without_nothing({"vocabulary": vocabulary, "code": one.code, "title": plain(one.title), "url": one.url})


def _document(paper: Paper) -> dict[str, Any]:
    return without_nothing({"id": paper.id, "title": plain(paper.title), "url": paper.url, "documentType": paper.kind})


# As a table --------------------------------------------------------------------------------------------------------


def flat(found: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value that says something, with its path: recipientOrganization/0/id."""
    if isinstance(found, Mapping):
        for name, value in found.items():
            yield from flat(value, f"{path}/{name}" if path else str(name))
    elif isinstance(found, list):
        for place, value in enumerate(found):
            yield from flat(value, f"{path}/{place}")
    elif found is not None and found != "":
        yield path, found


def unplaced(path: str) -> str:
    """A path without the places in lists: recipientOrganization/id."""
    return "/".join(part for part in path.split("/") if not part.isdecimal()) or path


def table(grants: Sequence[Mapping[str, Any]]) -> tuple[list[str], list[list[Any]]]:
    """Headings and rows of the grants; a list of which a grant has several has a column for each."""
    rows = [dict(flat(one)) for one in grants]
    paths = sorted({path for row in rows for path in row}, key=_order)
    several = {path.split("/")[0] for path in paths if "/" in path and path.split("/")[1] not in ("0",)}
    headings = [_heading(path, several) for path in paths]
    return headings, [[row.get(path, "") for path in paths] for row in rows]


def _order(path: str) -> tuple[int, int, int]:
    known = list(TITLES)
    plain_path, parts = unplaced(path), path.split("/")
    group = next(place for place, one in enumerate(known) if one.split("/")[0] == parts[0])
    return group, int(parts[1]) if len(parts) > 1 else 0, known.index(plain_path)


def _heading(path: str, several: set[str]) -> str:
    """The title of a field; with its place where there are several: Funding Org:1:Name."""
    parts = path.split("/")
    title = TITLES[unplaced(path)]
    if len(parts) < 3 or parts[0] not in several:
        return title
    of, name = title.split(":")
    return f"{of}:{parts[1]}:{name}"


def path_of(heading: str) -> str:
    """The path that a heading means, written as its title or as its path, with or without a place; "" where it is not read."""
    parts = [part.strip() for part in heading.replace("/", ":").split(":")]
    place = next((part for part in parts if part.isdecimal()), "0")
    name = ":".join(part for part in parts if not part.isdecimal()).casefold()
    path = _HEADINGS.get(name, "")
    first, _slash, rest = path.partition("/")
    return f"{first}/{int(place)}/{rest}" if first in LISTS else path


_HEADINGS = {title.casefold(): path for path, title in TITLES.items()}
_HEADINGS |= {path.replace("/", ":").casefold(): path for path in TITLES}


def amount_of(value: Any) -> Decimal | None:
    """An amount as JSON has it; None for what is no number."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    return Decimal(value)
