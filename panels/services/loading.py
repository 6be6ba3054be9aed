"""Taking in a whole panel from one file: its area, councils, bodies, people, seats, host, own rules, registers."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.services import record
from panels.choices import ContributionStatus
from panels.due.hosts import KIND, living
from panels.models import (
    Authority,
    AuthorityAlias,
    Body,
    ContactOfficer,
    Contribution,
    CoOptionConsent,
    Delegation,
    Election,
    HeldOffice,
    Host,
    HostNotice,
    InformationSheet,
    Interest,
    LocalRule,
    Membership,
    OfficeHolder,
    Person,
    PersonAlias,
    PoliceArea,
    Representative,
)
from panels.rules import first_clash
from panels.services.due import keep_duties, refresh_duties
from panels.services.office_holders import next_number
from panels.services.rows import Row, put


def read_panel(folder: Path) -> dict[str, Any]:
    """`panel.json` of a folder, with the text of each information sheet read from the file that it names."""
    data = json.loads((folder / "panel.json").read_text(encoding="utf-8"))
    for sheet in data.get("information_sheets", []):
        if "file" in sheet:
            sheet["text"] = (folder / sheet.pop("file")).read_text(encoding="utf-8")
    return data


@transaction.atomic
def load_panel(data: dict[str, Any], *, actor=None) -> PoliceArea:
    """Make or bring up to date everything that the data tells of one police area; a second run changes nothing.

    Raises ValidationError naming the first bad row (missing or unknown fields, bad dates, names that the data does
    not define, two people in one seat, two chairs or hosts at once, a changed text under an old information sheet's
    number), and changes nothing then. What the data does not mention stays as it is.
    """
    return _Loader(data).load(actor)


class _Loader:
    """One run over one file: what it has defined so far, by slug, and how much was written."""

    def __init__(self, data: dict[str, Any]):
        self.file = Row("panel.json", 0, data)
        self.written = 0
        self.polls_written = False
        self.authorities: dict[str, Authority] = {}
        self.bodies: dict[str, Body] = {}
        self.people: dict[str, Person] = {}
        self.sections = (
            ("authorities", self.authority), ("bodies", self.body), ("people", self.person),
            ("memberships", self.membership), ("hosts", self.host), ("contact_officers", self.contact_officer),
            ("information_sheets", self.information_sheet), ("local_rules", self.local_rule), ("interests", self.interest),
            ("elections", self.election), ("notices", self.notice), ("contributions", self.contribution),
            ("consents", self.consent), ("delegations", self.delegation), ("representatives", self.representative),
            ("office_holders", self.office_holder),
        )  # fmt: skip

    def load(self, actor) -> PoliceArea:
        self.area = self.police_area(Row("area", 0, self.file.data.pop("area", None)))
        for section, read in self.sections:
            for row in self.file.rows(section):
                read(row)
        self.file.done()
        self.refuse_clashes()
        if self.written:
            detail = {"rows_written": self.written}
            record(actor=actor, action="panels.panel_loaded", target=self.area, area=self.area, detail=detail)
            self.follow(actor)
        return self.area

    def follow(self, actor) -> None:
        """Bring in line what is due by what was written: notices of hosts, and all that elections move."""
        for notice in living().filter(host__body__area=self.area):
            keep_duties(KIND, notice, actor=actor)
        if self.polls_written:
            refresh_duties(area=self.area)

    def put(self, row: Row, model, key: dict, **fields) -> Any:
        made, changed = put(row, model, key, fields)
        self.written += changed
        return made

    def police_area(self, row: Row) -> PoliceArea:
        key = {"slug": row.text("slug")}
        fields = {
            "name": row.text("name"),
            "nation": row.text("nation"),
            "policing_body": row.text("policing_body"),
            "commissioner_name": row.text("commissioner_name", ""),
            "is_fictional": row.flag("is_fictional"),
        }
        return self.put(row, PoliceArea, key, **fields, **_dates(row))

    def authority(self, row: Row) -> None:
        slug, aliases = row.text("slug"), row.texts("aliases")
        fields = {
            "name": row.text("name"),
            "kind": row.text("kind"),
            "seats": row.number("seats"),
            "successor": row.find(self.authorities, "successor", ""),
        }
        authority = self.put(row, Authority, {"area": self.area, "slug": slug}, **fields, **_dates(row))
        self.authorities[slug] = authority
        for name in aliases:
            self.put(row, AuthorityAlias, {"authority": authority, "name": name})

    def body(self, row: Row) -> None:
        slug = row.text("slug")
        fields = {
            "name": row.text("name"),
            "kind": row.text("kind"),
            "purpose": row.text("purpose", ""),
            "terms": row.text("terms", ""),
            "chaired_by": row.text("chaired_by", ""),
            "meets": row.text("meets", ""),
            "letters_sub_items": row.flag("letters_sub_items"),
            "approves_release": row.flag("approves_release"),
            "parent": row.find(self.bodies, "parent", ""),
        }
        self.bodies[slug] = self.put(row, Body, {"area": self.area, "slug": slug}, **fields, **_dates(row))

    def person(self, row: Row) -> None:
        slug, aliases = row.text("slug"), row.texts("aliases")
        fields = {"name": row.text("name"), "style": row.text("style", "")}
        person = self.put(row, Person, {"area": self.area, "slug": slug}, **fields)
        self.people[slug] = person
        for name in aliases:
            self.put(row, PersonAlias, {"person": person, "name": name})

    def membership(self, row: Row) -> None:
        body, person = row.find(self.bodies, "body"), row.find(self.people, "person")
        authority = row.find(self.authorities, "authority", "")
        offices = list(row.rows("offices"))
        dates = _dates(row)
        fields = {
            "authority": authority,
            "seat": row.number("seat", 1),
            "party": row.text("party", ""),
            "co_opted": authority is None,
            "is_councillor": row.flag("is_councillor"),
            "ended_on": dates["ended_on"],
            "term_ends_on": row.day("term_ends_on", None),
            "date_note": row.text("date_note", ""),
        }
        if authority and fields["seat"] > authority.seats:
            row.refuse(_("%(authority)s has %(seats)s seats") % {"authority": authority, "seats": authority.seats})
        key = {"body": body, "person": person, "started_on": dates["started_on"]}
        membership = self.put(row, Membership, key, **fields)
        for office in offices:
            office.name = f"{row.name}, {office.name}"
            self.office(office, membership)

    def office(self, row: Row, membership: Membership) -> None:
        dates = _dates(row)
        key = {"membership": membership, "kind": row.text("kind"), "started_on": dates["started_on"]}
        self.put(row, HeldOffice, key, ended_on=dates["ended_on"])

    def host(self, row: Row) -> None:
        dates = _dates(row)
        key = {
            "body": row.find(self.bodies, "body"),
            "authority": row.find(self.authorities, "authority"),
            "started_on": dates["started_on"],
        }
        fields = {name: row.text(name, "") for name in ("address", "date_note")}
        self.put(row, Host, key, **fields, ended_on=dates["ended_on"])

    def contact_officer(self, row: Row) -> None:
        dates = _dates(row)
        key = {
            "body": row.find(self.bodies, "body"),
            "title": row.text("title"),
            "started_on": dates["started_on"],
        }
        fields = {name: row.text(name, "") for name in ("phone", "email", "address")}
        self.put(row, ContactOfficer, key, **fields, ended_on=dates["ended_on"])

    def information_sheet(self, row: Row) -> None:
        key = {"body": row.find(self.bodies, "body"), "number": row.number("number")}
        text = row.text("text").strip()
        existing = InformationSheet.objects.filter(**key).first()
        if existing and existing.text != text:
            row.refuse(_("its text has changed. Give the new text a new number and end the old one"))
        self.put(row, InformationSheet, key, text=text, **_dates(row))

    def local_rule(self, row: Row) -> None:
        key = {
            "body": row.find(self.bodies, "body"),
            "key": row.text("key"),
            "in_force_from": row.day("in_force_from"),
        }
        fields: dict[str, Any] = {name: row.text(name) for name in ("title", "unit", "provision")}
        fields |= {
            "number": row.number("number"),
            "closes_at": row.time("closes_at"),
            "in_force_until": row.day("in_force_until", None),
        }
        self.put(row, LocalRule, key, **fields)

    def interest(self, row: Row) -> None:
        """One of the register, known by its member, kind and day: a second run finds it there."""
        body, person = row.find(self.bodies, "body"), row.find(self.people, "person")
        key = {"body": body, "person": person, "category": row.text("category"), "declared_on": row.day("declared_on")}
        known = Interest.objects.filter(**key).first()
        number = known.number if known else Interest.objects.filter(person=person).count() + 1
        self.put(row, Interest, key, number=number, text=row.text("text"), is_sensitive=row.flag("is_sensitive"))

    def election(self, row: Row) -> None:
        before = self.written
        key = {"area": self.area, "poll_on": row.day("poll_on")}
        fields = {"accepted_on": row.day("accepted_on", None), "is_by_election": row.flag("is_by_election")}
        self.put(row, Election, key, **fields, note=row.text("date_note", ""))
        self.polls_written = self.polls_written or self.written != before

    def notice(self, row: Row) -> None:
        """Of the host that the council is, or was, on the day: `authority` may have hosted twice."""
        body, authority = row.find(self.bodies, "body"), row.find(self.authorities, "authority")
        given_on = row.day("given_on")
        hosts = Host.objects.filter(body=body, authority=authority, started_on__lte=given_on)
        host = hosts.order_by("-started_on").first()
        if host is None:
            row.refuse(_("%(authority)s does not host the panel on that day") % {"authority": authority})
        fields: dict[str, Any] = {name: row.day(name, None) for name in ("transfer_on", "taken_back_on")}
        self.put(row, HostNotice, {"host": host, "given_on": given_on}, reason=row.text("reason", ""), **fields)

    def contribution(self, row: Row) -> None:
        key = {
            "body": row.find(self.bodies, "body"),
            "authority": row.find(self.authorities, "authority"),
            "year": row.number("year"),
        }
        fields = {
            "amount": row.pounds("amount"),
            "status": row.text("status", ContributionStatus.PENDING),
            "agreed_on": row.day("agreed_on", None),
            "note": row.text("remark", ""),
        }
        self.put(row, Contribution, key, **fields)

    def consent(self, row: Row) -> None:
        dates = _dates(row)
        key = {"body": row.find(self.bodies, "body"), "started_on": dates["started_on"]}
        fields = {"number": row.number("number"), "source": row.text("source")}
        self.put(row, CoOptionConsent, key, **fields, ended_on=dates["ended_on"])

    def delegation(self, row: Row) -> None:
        names = ("delegator", "power", "to_whom", "decided_by")
        fields: dict[str, Any] = {name: row.text(name) for name in names}
        fields |= {name: row.text(name, "") for name in ("limits", "provision")}
        self.put(row, Delegation, {"area": self.area, "number": row.number("number")}, **fields, **_dates(row))

    def representative(self, row: Row) -> None:
        key = {"body": row.find(self.bodies, "body"), "number": row.number("number")}
        fields = {
            "person": row.find(self.people, "person"),
            "kind": row.text("kind"),
            "subject": row.text("subject", ""),
            "on_body": row.find(self.bodies, "on_body", ""),
            "on_name": row.text("on_name", ""),
            "note": row.text("remark", ""),
        }
        self.put(row, Representative, key, **fields, **_dates(row))

    def office_holder(self, row: Row) -> None:
        """Known by its number, or else by office, name and first day: a second run finds it there."""
        told, dates = row.number("number", None), _dates(row)
        facts = {"kind": row.text("kind"), "name": row.text("name"), "started_on": dates["started_on"]}
        known = OfficeHolder.objects.filter(area=self.area, **facts).first()
        if told is None:
            told = known.number if known else next_number(self.area)
        rest = {"ended_on": dates["ended_on"], "date_note": row.text("date_note", "")}
        self.put(row, OfficeHolder, {"area": self.area, "number": told}, **facts, **rest)

    def refuse_clashes(self) -> None:
        """One person in a seat, one chair, one vice-chair, one host, and one in an office of the policing body at a time; what is
        in the tables counts too."""
        seats = Membership.objects.filter(body__area=self.area, authority__isnull=False).select_related("person")
        offices = HeldOffice.objects.filter(membership__body__area=self.area).select_related("membership__person")
        hosts = Host.objects.filter(body__area=self.area).select_related("authority", "body")
        held = OfficeHolder.objects.filter(area=self.area).order_by("started_on")
        claims = [
            *(((s.body_id, s.authority_id, s.seat), _period(s), _("%(name)s in a seat") % {"name": s.person}) for s in seats),
            *(((o.membership.body_id, o.kind), _period(o), f"{o.membership.person}, {o}") for o in offices),
            *((("host", h.body_id), _period(h), str(h)) for h in hosts),
            *((("office", o.kind), _period(o), str(o)) for o in held),
        ]
        if clash := first_clash(claims):
            problem = _("Two at the same time: %(first)s and %(second)s")
            raise ValidationError(problem % {"first": clash[0], "second": clash[1]})


def _dates(row: Row) -> dict[str, date | None]:
    return {"started_on": row.day("started_on"), "ended_on": row.day("ended_on", None)}


def _period(row) -> tuple[date, date | None]:
    return row.started_on, row.ended_on
