"""Everything of one area: organisations, needs, funds and services first, then each act on its day."""

import json
from functools import partial
from pathlib import Path

from django.db import transaction

from accounts.models import User
from commissioning.models import Advocate, AdvocateMeeting, BidPartner, Priority, Provider, Publisher
from commissioning.services import bids, directory, funds, needs, providers, scheme_rows, stated_totals
from commissioning.services.loading.awards import award_acts
from commissioning.services.loading.known import Known, dated, facts, pounds
from commissioning.services.loading.money import load_payments
from commissioning.services.loading.pipeline import exercise_acts
from decisions.services.loading.acts import Act, Row, day, day_or_none, do_all
from interface import clock
from panels.models import Authority, PoliceArea

FILE, PAYMENTS = "commissioning.json", "payments.csv"
FIRST = day("2018-01-10")
LICENCE = {
    "licence_name": "Open Government Licence 3.0",
    "licence_url": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    "address": "https://portal.example",
}


def read_commissioning(folder: Path) -> Row:
    """What the folder's files hold, the bytes of payments under `payments`; nothing where there is no file."""
    path = folder / FILE
    if not path.exists():
        return {}
    data: Row = json.loads(path.read_text(encoding="utf-8"))
    paid = folder / PAYMENTS
    data["payments"] = paid.read_bytes() if paid.exists() else b""
    return data


@transaction.atomic
def load_commissioning(data: Row, *, area: PoliceArea, actor: User) -> int:
    """Load what an area commissions into one that knows no provider yet; give how many acts were done. Raises ValidationError
    naming the day and the act."""
    if not data or Provider.objects.filter(area=area).exists():
        return 0
    known = Known(area, actor)
    acts = [
        Act(FIRST, 0, "who publishes", partial(_publisher, data["publisher"], known)),
        *(Act(FIRST, 1, row["title"], partial(_priority, row, place, known)) for place, row in enumerate(data["priorities"], 1)),
        *(Act(FIRST, 2, row["name"], partial(_provider, row, known)) for row in data["providers"]),
        *(Act(day(row["on"]), 3, row["title"], partial(_need, row, known)) for row in data["needs"]),
        *(Act(day(row["on"]), 4, row["title"], partial(_fund, row, known)) for row in data["funds"]),
        *(Act(day(row["on"]), 5, row["title"], partial(_service, row, known)) for row in data["services"]),
        *(act for row in data["exercises"] for act in exercise_acts(row, known)),
        *(act for row in data["awards"] for act in award_acts(row, data["exercises"], known)),
        *(Act(day(row["on"]), 60, row["title"], partial(_total, row, known)) for row in data["totals"]),
        *(Act(day(row["on"]), 61, row["title"], partial(_bid, row, known)) for row in data["bids"]),
        *(Act(day(row["from"]), 62, row["councillor"], partial(_advocate, row, known)) for row in data.get("advocates", [])),
        *(Act(FIRST, 63, row["held_on"], partial(_meeting, row, known)) for row in data.get("advocate_meetings", [])),
    ]  # fmt: skip
    done = do_all(acts)
    return done + load_payments(data, known)


def _publisher(row: Row, known: Known) -> None:
    publisher = Publisher(area=known.area, **row, **LICENCE)
    publisher.full_clean()
    publisher.save()


def _priority(row: Row, place: int, known: Known) -> None:
    told = facts(row, "title", "plan_words")
    made = scheme_rows.add_row(model=Priority, parent=known.area, actor=known.actor, position=place, **told)
    known.put("priority", row["key"], made)


def _provider(row: Row, known: Known) -> None:
    told = facts(row, "kind", "charity_number", "company_number", "identifier", "about", "url", "postcode")
    known.put(
        "provider", row["key"], providers.create_provider(area=known.area, name=row["name"], actor=known.actor, **told)
    )  # fmt: skip


def _need(row: Row, known: Known) -> None:
    told = facts(row, "title", "about", "findings") | dated("planned", row.get("planned", "")) | {"status": "under-way"}
    made = needs.create_need(area=known.area, actor=known.actor, priority=known.one(row, "priority"), **told)
    if row["status"] == "complete":
        made = needs.complete_need(need=made, version=made.version, actor=known.actor, **dated("completed", row["completed"]))
    known.put("need", row["key"], needs.publish_need(need=made, version=made.version, actor=known.actor))


def _fund(row: Row, known: Known) -> None:
    told = facts(row, "title", "kind", "year", "about", "funder", "decided_by", "decided_words", "is_crime_and_disorder", "url")
    made = funds.create_fund(
        area=known.area, actor=known.actor, budget=pounds(row.get("budget")), spend_by=day_or_none(row.get("spend_by", "")),
        priority=known.one(row, "priority"), **told,
    )  # fmt: skip
    known.put("fund", row["key"], funds.publish_fund(fund=made, version=made.version, actor=known.actor))


def _service(row: Row, known: Known) -> None:
    told = facts(row, "title", "helps", "about", "who_for", "where", "hours", "phone", "email", "url", "how_to_reach")
    provided = known.some(row, "providers", "provider")
    for one in provided:
        if one.published_at is None:
            providers.publish_provider(provider=one, version=one.version, actor=known.actor)
    made = directory.create_service(
        area=known.area, actor=known.actor, providers=provided, priority=known.one(row, "priority"),
        started_on=day_or_none(row.get("started_on", "")), **told,
    )  # fmt: skip
    known.put("service", row["key"], directory.publish_service(service=made, version=made.version, actor=known.actor))


def _total(row: Row, known: Known) -> None:
    total = stated_totals.create_total(
        area=known.area, actor=known.actor, title=row["title"], stated=pounds(row["stated"]), source=row["source"],
        unit=row.get("unit", "pounds"), fund=known.one(row, "fund"), exercise=known.one(row, "exercise"),
    )  # fmt: skip
    for label, value in row.get("lines", []):
        stated_totals.add_line(total=total, label=label, value=pounds(value), actor=known.actor)
    total.refresh_from_db()
    stated_totals.publish_total(total=total, version=total.version, actor=known.actor)


def _bid(row: Row, known: Known) -> None:
    told = facts(row, "title", "fund", "funder", "lead", "about", "term")
    days: Row = {name: day(row[name]) for name in ("started_on", "ended_on", "outcome_due_on") if row.get(name)}
    bid = bids.create_bid(
        area=known.area, actor=known.actor, asked=pounds(row.get("asked")), priority=known.one(row, "priority"), **told, **days
    )
    for name, role in row.get("partners", []):
        scheme_rows.add_row(model=BidPartner, parent=bid, actor=known.actor, name=name, role=role)
    bid.refresh_from_db()
    if row.get("submitted_on"):
        bid = bids.submit_bid(
            bid=bid, version=bid.version, actor=known.actor, submitted_on=day(row["submitted_on"]),
            outcome_due_on=day_or_none(row.get("outcome_due_on", "")),
        )  # fmt: skip
    bid = bids.publish_bid(bid=bid, version=bid.version, actor=known.actor)
    if row.get("outcome_on"):
        with clock.stand_on(day(row["outcome_on"])):
            bids.record_outcome(
                bid=bid, version=bid.version, actor=known.actor, status=row["status"], outcome_on=day(row["outcome_on"]),
                won=pounds(row.get("won")), outcome=row.get("outcome", ""),
            )  # fmt: skip


def _advocate(row: Row, known: Known) -> None:
    scheme_rows.add_row(
        model=Advocate, parent=known.area, actor=known.actor, councillor=row["councillor"],
        authority=Authority.objects.get(area=known.area, slug__startswith=row["authority"]),
        policing_area=row["policing_area"], started_on=day(row["from"]), ended_on=day_or_none(row.get("until", "")),
    )  # fmt: skip


def _meeting(row: Row, known: Known) -> None:
    scheme_rows.add_row(
        model=AdvocateMeeting, parent=known.area, actor=known.actor, held_on=day(row["held_on"]), place=row["place"],
        subjects=row["subjects"],
    )  # fmt: skip
