"""Grants and contracts: made, published, extended, varied, reviewed, and what their providers reported."""

from functools import partial
from typing import Any

from commissioning.choices import PartyRole
from commissioning.models import Extension, MonitoringReturn, Party, Review, Variation
from commissioning.services import awards, returns
from commissioning.services.loading.known import Known, facts, pounds, share_lines
from commissioning.services.returns.receiving import Said
from commissioning.services.shares import set_shares
from decisions.services.loading.acts import Act, Row, day, day_or_none

WORDS = (
    "title", "purpose", "conditions", "reasons", "is_crime_and_disorder", "vat", "term", "framework", "decided_by",
    "decided_words", "access", "neutral_title", "commercial_terms", "exempt_paragraph", "public_interest_reason",
)  # fmt: skip
DAYS = ("started_on", "ended_on", "spend_by", "signed_on")


def award_acts(row: Row, exercises: list[Row], known: Known) -> list[Act]:
    """What was done with one, each act on its day: an award of a decided round is there already."""
    name, by_round = row["title"], {one.get("award") for each in exercises for one in each.get("applications", [])}
    made_on = day(row["awarded_on"] if row.get("awarded_on") else row["on"])
    acts = [Act(made_on, 30, name, partial(_tell if row["key"] in by_round else _create, row, known))]
    if row.get("awarded_on") and row["key"] not in by_round:
        acts.append(Act(made_on, 31, name, partial(_make, row, known)))
    if row.get("decision"):
        acts.append(Act(made_on, 32, name, partial(_link, row, known)))
    if row.get("published_on"):
        acts.append(Act(day(row["published_on"]), 33, name, partial(_publish, row, known)))
    if row.get("started_on"):
        acts.append(Act(max(made_on, day(row["started_on"])), 34, name, partial(_begin, row, known)))
    acts += [Act(max(made_on, day(one["on"])), 35, name, partial(_vary, one, row, known)) for one in row.get("variations", [])]
    acts += [Act(max(made_on, day(one["on"])), 36, name, partial(_review, one, row, known)) for one in row.get("reviews", [])]
    for number, one in enumerate(row.get("extensions", []), 1):
        if one.get("invoked_on"):
            acts.append(Act(day(one["invoked_on"]), 37, name, partial(_invoke, number, one, row, known)))
    return acts + _of_returns(row, made_on, known)


def _facts(row: Row, known: Known) -> dict[str, Any]:
    days = {one: day_or_none(row.get(one, "")) for one in DAYS}
    rows = {one: known.one(row, one) for one in ("fund", "exercise", "priority")}
    return facts(row, *WORDS) | days | rows | {"services": known.some(row, "services", "service")}


def _create(row: Row, known: Known) -> None:
    made = awards.create_award(
        area=known.area, kind=row["kind"], provider=known.get("provider", row["provider"]), amount=pounds(row["amount"]),
        actor=known.actor, year=day(row["awarded_on"] if row.get("awarded_on") else row["on"]).year, **_facts(row, known),
    )  # fmt: skip
    known.put("award", row["key"], made)
    _add_parts(row, known)


def _tell(row: Row, known: Known) -> None:
    """What a decided round does not say of its award."""
    award = known.get("award", row["key"])
    awards.change_award(award=award, version=award.version, actor=known.actor, **_facts(row, known))
    _add_parts(row, known)


def _add_parts(row: Row, known: Known) -> None:
    award = known.get("award", row["key"])
    for one in row.get("parties", []):
        provider = known.get("provider", one["provider"])
        awards.add_part(award=award, model=Party, actor=known.actor, provider=provider, role=PartyRole(one["role"]))
    for one in row.get("extensions", []):
        option = {"words": one["words"], "until_on": day(one["until"]), "decide_by": day(one["decide_by"])}
        awards.add_part(award=award, model=Extension, actor=known.actor, amount=pounds(one.get("amount")), **option)
    if row.get("shares"):
        award.refresh_from_db()
        set_shares(of=award, version=award.version, lines=share_lines(row), actor=known.actor)


def _make(row: Row, known: Known) -> None:
    award = known.get("award", row["key"])
    awards.make_award(award=award, version=award.version, awarded_on=day(row["awarded_on"]), actor=known.actor)


def _link(row: Row, known: Known) -> None:
    award = known.get("award", row["key"])
    decision = known.decision(row["decision"])
    awards.take_decision(award=award, version=award.version, decision=decision, actor=known.actor)


def _publish(row: Row, known: Known) -> None:
    award = known.get("award", row["key"])
    awards.publish_award(award=award, version=award.version, actor=known.actor)


def _begin(row: Row, known: Known) -> None:
    award = known.get("award", row["key"])
    awards.begin_award(award=award, version=award.version, started_on=day(row["started_on"]), actor=known.actor)


def _vary(one: Row, row: Row, known: Known) -> None:
    told = {"on": day(one["on"]), "words": one["words"], "change": pounds(one["change"])}
    awards.add_part(award=known.get("award", row["key"]), model=Variation, actor=known.actor, **told)


def _review(one: Row, row: Row, known: Known) -> None:
    told = {"on": day(one["on"])} | facts(one, "findings", "outcome", "is_public")
    awards.add_part(award=known.get("award", row["key"]), model=Review, actor=known.actor, **told)


def _invoke(number: int, one: Row, row: Row, known: Known) -> None:
    option = Extension.objects.get(award=known.get("award", row["key"]), number=number)
    decision = known.decision(one["decision"]) if one.get("decision") else None
    awards.invoke_extension(
        extension=option, version=option.version, decided_on=day(one["invoked_on"]), decision=decision, actor=known.actor
    )


def _of_returns(row: Row, made_on: Any, known: Known) -> list[Act]:
    """Indicators at once; each return is asked for when the award is made, and comes, is accepted and published on its days."""
    if not row.get("returns"):
        return []
    name = row["title"]
    acts = [Act(made_on, 40, name, partial(_ask, row, known))]
    for number, one in enumerate(row["returns"], 1):
        for on, words in one.get("chases", []):
            acts.append(Act(day(on), 41, name, partial(_chase, number, day(on), words, row, known)))
        if one.get("received_on"):
            acts.append(Act(max(made_on, day(one["received_on"])), 42, name, partial(_receive, number, one, row, known)))
        if one.get("published_on"):
            acts.append(Act(max(made_on, day(one["published_on"])), 43, name, partial(_accept, number, row, known)))
    return acts


def _ask(row: Row, known: Known) -> None:
    award = known.get("award", row["key"])
    for one in row["indicators"]:
        target, unit = pounds(one.get("target")), one.get("unit", "count")
        made = returns.add_indicator(award=award, actor=known.actor, title=one["title"], target=target, unit=unit)
        known.put("indicator", f"{row['key']} {one['key']}", made)
    for one in row["returns"]:
        started_on, ended_on, due_on = day(one["from"]), day(one["until"]), day(one["due_on"])
        returns.add_return(award=award, actor=known.actor, started_on=started_on, ended_on=ended_on, due_on=due_on)


def _return(number: int, row: Row, known: Known) -> MonitoringReturn:
    return MonitoringReturn.objects.select_related("award").get(award=known.get("award", row["key"]), number=number)


def _chase(number: int, on: Any, words: str, row: Row, known: Known) -> None:
    returns.chase_return(row=_return(number, row, known), actor=known.actor, on=on, words=words)


def _receive(number: int, one: Row, row: Row, known: Known) -> None:
    asked = _return(number, row, known)
    readings = {
        known.get("indicator", f"{row['key']} {key}").number: Said(pounds(value)) for key, value in one["readings"].items()
    }  # fmt: skip
    returns.receive_return(
        row=asked, version=asked.version, actor=known.actor, received_on=day(one["received_on"]), readings=readings,
        spent=pounds(one.get("spent")), narrative=one.get("narrative", ""),
    )  # fmt: skip


def _accept(number: int, row: Row, known: Known) -> None:
    asked = _return(number, row, known)
    accepted = returns.accept_return(row=asked, version=asked.version, actor=known.actor)
    returns.publish_return(row=accepted, version=accepted.version, actor=known.actor)
