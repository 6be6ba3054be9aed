"""What the pages for making a complaint show: the panel, what happens next by which rule, and the visitor's own answers."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from complaints.due.facts import rules_for
from complaints.forms.intake import holder_words
from complaints.forms.making import Who
from complaints.models import Complaint
from complaints.views.making_draft import Draft, draft_of
from interface import clock
from interface.templatetags.dates import day_date, long_date
from panels import rulebook
from panels.models import Body, ContactOfficer, OfficeHolder
from panels.working_days import counted, reckon

Told = dict[str, Any]


@dataclass
class Making:
    """One request of a visitor who makes a complaint."""

    request: Any
    panel: Body
    draft: Draft | None
    today: date

    @cached_property
    def contact(self) -> ContactOfficer | None:
        officers = ContactOfficer.objects.visible_to(self.request.user).filter(body=self.panel)
        return officers.on(self.today).first()

    @cached_property
    def holders(self) -> list[OfficeHolder]:
        """Who holds and held an office of which one may complain, the newest first."""
        seen = OfficeHolder.objects.visible_to(self.request.user).filter(area=self.request.area)
        return list(seen.order_by("kind", "-started_on"))

    @property
    def holder(self) -> OfficeHolder | None:
        wanted = self.draft.whom if self.draft else ""
        return next((one for one in self.holders if str(one.number) == wanted), None)

    @cached_property
    def rules(self) -> Any:
        """The rules on complaints that would hold for one that is received today."""
        return rules_for(Complaint(area=self.request.area, body=self.panel, received_on=self.today))

    def law(self, key: str) -> Told | None:
        """A provision and whether it was verified; a rule of the panel's own needs nobody's word for it."""
        rule = self.rules.get(key)
        return {"provision": rule.provision, "is_verified": getattr(rule, "is_verified", True)} if rule else None

    def number(self, key: str) -> int | None:
        rule = self.rules.get(key)
        return rule.number if rule else None


def page_for(request: Any) -> Making:
    """What a page begins with; 404 where the area has no panel."""
    today = clock.today()
    panel = Body.objects.visible_to(request.user).for_page().panel_of(request.area, today)
    if panel is None:
        raise Http404
    return Making(request, panel, draft_of(request), today)


def next_lines(page: Making) -> Told:
    """What happens to a complaint that is made now: `lines`, each with the rule behind it. Where all stand in one law, that is
    named once, as `laid_down`, and the lines name the regulation alone."""
    said = {"panel": page.panel.name}
    lines = [
        (_("The %(panel)s, or who handles complaints for it, decides whether it is recorded. If it, or a part of it, is not "
           "recorded, you are told why."), rulebook.COMPLAINT_NOT_RECORDED),
        (_("A complaint that could be a crime is referred to the Independent Office for Police Conduct."),
         rulebook.COMPLAINT_SERIOUS),
        (_("All others are resolved informally: both sides are heard, and nobody is found guilty. The panel does not "
           "investigate."), rulebook.COMPLAINT_RESOLUTION),
        (_("You are told the outcome. It is published only after you and the office holder were asked."),
         rulebook.COMPLAINT_PUBLICATION),
    ]  # fmt: skip
    laws = [page.law(key) for _text, key in lines]
    titles = {law["provision"].rpartition("), ")[0] for law in laws if law}
    laid_down = f"{titles.pop()})" if len(titles) == 1 and "" not in titles else ""
    for law in laws:
        if law and laid_down:
            law["provision"] = law["provision"].removeprefix(f"{laid_down}, ").capitalize()
    told = [{"text": text % said, "law": law} for (text, _key), law in zip(lines, laws, strict=True)]
    return {"lines": told, "laid_down": laid_down}


def deadlines(page: Making, received_on: date, *, answers: bool = True) -> list[Told]:
    """By when it is acknowledged and finished, as `components/deadline.html` shows them, with the counting of the first; not the
    acknowledgement where nobody can be written to (`answers` false)."""
    acknowledged = _acknowledged(page, received_on) if answers else None
    return [one for one in (acknowledged, _finished(page, received_on)) if one]


def _acknowledged(page: Making, received_on: date) -> Told | None:
    number, law = page.number(rulebook.COMPLAINT_ACKNOWLEDGE), page.law(rulebook.COMPLAINT_ACKNOWLEDGE)
    if number is None or law is None:
        return None
    nation, reckoning = page.request.area.nation, rulebook.RECKONINGS[rulebook.COMPLAINT_ACKNOWLEDGE]
    by = reckon(reckoning, received_on, number, nation)
    days = [
        {"day": day_date(one.day), "counts": str(one.number) if one.counts else _("No, %(reason)s") % {"reason": one.reason}}
        for one in counted(reckoning, received_on, number, nation)
    ]
    words = _("We acknowledge it by the end of %(day)s.") % {"day": long_date(by)}
    return {"sentence": words, "state": "", "counted": days, "provision": law["provision"], "verified": law["is_verified"]}


def _finished(page: Making, received_on: date) -> Told | None:
    number, law = page.number(rulebook.COMPLAINT_FINISH), page.law(rulebook.COMPLAINT_FINISH)
    if number is None or law is None:
        return None
    words = _("We aim to finish it within %(number)d weeks.") % {"number": number}
    return {"sentence": words, "state": "", "counted": [], "provision": law["provision"], "verified": law["is_verified"]}


def nameless_words(page: Making) -> str:
    """What follows from complaining without a name, with the rule, for a hint."""
    law = page.law(rulebook.COMPLAINT_DISAPPLY)
    words = _("Nobody can answer you or ask you anything, and the panel may be unable to go into it.")
    if not law:
        return words
    mark = "" if law["is_verified"] else " " + _("Not yet verified.")
    return f"{words} {law['provision']}.{mark}"


def summary_of(page: Making) -> list[Told]:
    """Every answer with the page that changes it."""
    draft = page.draft
    if draft is None:
        return []
    days = [long_date(one) for one in (draft.days.incident_from, draft.days.incident_until) if one]
    holder = page.holder
    rows = [
        (_("About whom"), holder_words(holder) if holder else _("Not known"), "whom"),
        (_("When"), _(" to ").join(days) or _("not known"), "whom"),
        *((_("What happened"), text, "what") for text in draft.words),
        (_("For whom"), str(Who(draft.who).label) if draft.who else "", "who"),
        (_("Their name"), draft.other_name if draft.for_other else "", "you"),
        (_("Your name"), draft.name, "you"),
        (_("Email"), draft.email, "you"),
        (_("Address"), draft.address, "you"),
        (_("Telephone"), draft.phone, "you"),
        (_("How to reach you"), draft.contact_note, "you"),
    ]
    slug = page.request.area.slug
    return [
        {"term": term, "value": value, "change": reverse(f"complaints:make-{step}", args=[slug]), "is_words": step != "whom"}
        for term, value, step in rows
        if value
    ]
