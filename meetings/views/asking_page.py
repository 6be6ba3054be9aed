"""What the pages of asking show: the panel, its coming meetings and rules, and the visitor's own draft."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.contrib.humanize.templatetags.humanize import apnumber
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interface import clock
from interface.templatetags.dates import day_date, long_date
from meetings.choices import QuestionKind, Residence
from meetings.models import Meeting
from meetings.rules.questions import Closing, closes_beside, closes_words, closing_state, kinds_words, together
from meetings.services.closings import (
    CLOSES,
    SHOWN,
    Offer,
    Rules,
    closing_of,
    next_offer,
    offers_of,
    rules_of_question_time,
)
from meetings.views.asking_draft import ORDER, Draft, draft_of
from panels import rulebook
from panels.models import Body, ContactOfficer


@dataclass
class Asking:
    """One request of a visitor who asks. `offer` is the meeting of their draft; None while it waits for the next."""

    request: Any
    panel: Body
    offers: list[Offer]
    draft: Draft | None
    now: datetime

    @cached_property
    def offer(self) -> Offer | None:
        wanted = self.draft.meeting if self.draft else ""
        return next((offer for offer in self.offers if offer.meeting.slug == wanted), None)

    @cached_property
    def rules(self) -> Rules:
        """The rules on the day of the meeting; those of today while there is none."""
        chosen = self.offer or (self.offers[0] if self.offers and self.draft is None else None)
        return chosen.rules if chosen else rules_of_question_time(self.panel, self.now.date())

    @property
    def closing(self) -> Closing | None:
        return self.offer.closings.get(self.draft.kind) if self.offer and self.draft else None

    @property
    def is_closed(self) -> bool:
        """Whether the draft can no longer go to its meeting: the time is over, or the meeting is off."""
        if self.draft is None or not self.draft.meeting:
            return self.draft is not None and not self.draft.late_for
        return self.offer is None or not self.offer.is_open(self.draft.kind, self.now)

    @cached_property
    def late_for(self) -> Meeting | None:
        return self._meeting(self.draft.late_for) if self.draft and self.draft.late_for else None

    @cached_property
    def contact(self) -> ContactOfficer | None:
        officers = ContactOfficer.objects.visible_to(self.request.user).filter(body=self.panel)
        return officers.on(self.now.date()).first()

    def open_offers(self) -> list[Offer]:
        return [offer for offer in self.offers if offer.is_open("", self.now)]

    @property
    def can_choose(self) -> bool:
        """Whether the draft could go to another meeting as well; what came too late for one was given its meeting."""
        return self.draft is not None and not self.draft.late_for and len(self.open_offers()) > 1

    def closed_meeting(self) -> Meeting | None:
        """The meeting for which this visitor is too late; None when they are not."""
        if self.draft is not None:
            return (self._meeting(self.draft.meeting) or self._nearest_closed()) if self.is_closed else None
        return self._nearest_closed()

    def _nearest_closed(self) -> Meeting | None:
        nearest = self.offers[0] if self.offers else None
        return nearest.meeting if nearest and not nearest.is_open("", self.now) else None

    def later_than(self, meeting: Meeting) -> list[Offer]:
        """The meetings to which it can still go."""
        kind = self.draft.kind if self.draft else ""
        return [offer for offer in self.offers if offer.meeting.pk != meeting.pk and offer.is_open(kind, self.now)]

    def closings_words(self, meeting: Meeting) -> list[dict[str, Any]]:
        """When and why it closed for a meeting, of the kind that is written or of all kinds."""
        rules = rules_of_question_time(self.panel, meeting.held_on)
        kinds = [self.draft.kind] if self.draft and self.draft.kind else QuestionKind.values
        found = [closing_of(meeting, kind, rules) for kind in kinds]
        return deadlines_of([one for one in found if one is not None], self.now)

    def _meeting(self, slug: str) -> Meeting | None:
        seen = Meeting.objects.visible_to(self.request.user).for_page().filter(area=self.request.area, body=self.panel)
        return seen.filter(slug=slug).first()

    def meeting_words(self, meeting: Meeting) -> str:
        return f"{long_date(meeting.held_on)}, {meeting.called}"

    def hint(self, offer: Offer) -> str:
        """When everything closes for a meeting, in a line; a rule that says it of several is named once."""
        groups = together(offer.closings.values())
        said: dict[str, list[str]] = {}
        for first, *more in groups:
            words = closes_beside(first, self.now, *(one.kind for one in more))
            said.setdefault(first.provision, []).append(words)
        return " ".join(f"{' '.join(sentences)} {_by_rule(provision)}" for provision, sentences in said.items())

    def kind_hints(self) -> dict[str, str]:
        """The kinds that the panel takes, each with when it closes and the rule that says so."""
        if self.offer:
            closings = self.offer.closings.items()
            return {kind: f"{closes_words(one, self.now)} {_by_rule(one.provision)}" for kind, one in closings}
        return {kind: "" for kind, keys in CLOSES.items() if any(key in self.rules for key in keys)}

    def words_as_typed(self) -> dict[str, Any]:
        """What stands in the boxes when the page is opened again, also when another kind was chosen meanwhile."""
        words = self.draft.words if self.draft else []
        if self.draft and self.draft.kind != QuestionKind.QUESTION:
            words = ["\n\n".join(words)] if words else []
        typed: dict[str, Any] = {f"words_{number}": text for number, text in enumerate(words, 1)}
        return typed | {"signatures": self.draft.signatures if self.draft else None}

    def start_facts(self) -> dict[str, Any]:
        """The nearest meeting that is open, or that has closed, with its deadlines, rules and what is published."""
        nearest = next_offer(self.offers, "", self.now) or (self.offers[0] if self.offers else None)
        first = self.offers[0] if self.offers else None
        closed = first if first and not first.is_open("", self.now) else None
        return {
            "nearest": nearest,
            "closed": deadlines_of(closed.closings.values(), self.now) if closed else [],
            "all_closed": closed is not None and closed is nearest,
            "deadlines": deadlines_of(nearest.closings.values(), self.now) if nearest else [],
            **(rule_lines(nearest.rules, self.request.area.name) if nearest else {}),
            "published": published_lines(nearest) if nearest else [],
        }


def page_for(request: Any) -> Asking:
    """What a page of asking begins with; 404 where the area has no panel."""
    now = clock.now()
    panel = Body.objects.visible_to(request.user).for_page().panel_of(request.area, now.date())
    if panel is None:
        raise Http404
    return Asking(request, panel, offers_of(panel, now.date()), draft_of(request), now)


def _by_rule(provision: str) -> str:
    """The rule behind a deadline, where there is no room for how it is counted."""
    return _("Rule: %(provision)s.") % {"provision": provision}


def deadlines_of(closings: Iterable[Closing], now: datetime) -> list[dict[str, Any]]:
    """Closings as `components/deadline.html` shows them, those at one moment by one rule as one."""
    return [deadline_of(first, now, *(one.kind for one in more)) for first, *more in together(closings)]


def deadline_of(closing: Closing, now: datetime, *more: str) -> dict[str, Any]:
    """A closing as `components/deadline.html` shows it. The rule is the panel's own, and so needs nobody's word for it.

    `more` are other kinds that close with it.
    """
    counted = [
        {"day": day_date(one.day), "counts": str(one.number) if one.counts else _("No, %(reason)s") % {"reason": one.reason}}
        for one in closing.counted
    ]
    return {
        "sentence": closes_words(closing, now, *more),
        "state": closing_state(closing, now),
        "counted": counted,
        "provision": closing.provision,
        "verified": True,
    }


def rule_lines(rules: Rules, area: str) -> dict[str, Any]:
    """What the panel lays down for who asks, as `lines`, each with where it says so; `laid_down` when all say so in one place."""
    words = {
        rulebook.QUESTIONS_EACH: (_("You can ask one question at a meeting."), _("You can ask %(n)s questions at a meeting.")),
        rulebook.STATEMENT_SIDES: (
            _("A statement fits on one side of A4."), _("A statement fits on %(n)s sides of A4."),
        ),
        rulebook.PETITION_SIGNATURES: (_("A petition has a signature."), _("A petition has %(n)s signatures or more.")),
        rulebook.SPEAKING_TIME: (_("You have a minute to speak."), _("You have %(n)s minutes to speak.")),
        rulebook.QUESTION_TIME: (
            _("Questions from the public take a minute of the meeting."),
            _("Questions from the public take up to %(n)s minutes of the meeting."),
        ),
        rulebook.REPEAT_MONTHS: (
            _("What was asked in the last month is not asked again."),
            _("What was asked in the last %(n)s months is not asked again."),
        ),
    }  # fmt: skip
    lines = [{"text": _("You must live or work in %(area)s.") % {"area": area}, "provision": ""}]
    for key, (one, more) in words.items():
        if key in rules:
            number = rules[key].number
            text = one if number == 1 else more % {"n": apnumber(number)}
            lines.append({"text": text, "provision": rules[key].provision})
    lines.append({"text": _("Ask about what the panel is responsible for, not about a single case."), "provision": ""})
    places = {line["provision"] for line in lines if line["provision"]}
    if len(places) == 1:
        return {"lines": [line | {"provision": ""} for line in lines], "laid_down": places.pop()}
    return {"lines": lines, "laid_down": ""}


def published_lines(offer: Offer) -> list[str]:
    """What becomes of a name and words, by kind."""
    lines = [_("Your name and your words are printed in the papers and the minutes of the meeting.")]
    for kind in offer.closings:
        rule = offer.rules.get(SHOWN[QuestionKind(kind)])
        what = {"what": kinds_words(kind)}
        if rule is not None and rule.number:
            lines.append(_("%(what)s that are accepted are shown on this website.") % what)
        elif rule is not None:
            lines.append(_("%(what)s are given to the members and are not shown on this website.") % what)
    return [*lines, _("Your email address and telephone number are not published.")]


def summary_of(page: Asking, *, can_change: bool = True) -> list[dict[str, Any]]:
    """Every answer with the page that changes it."""
    draft = page.draft
    if draft is None:
        return []
    if page.offer:
        meeting = page.meeting_words(page.offer.meeting)
    else:
        meeting = _("The next meeting, when it is announced")
    yes_no = {True: _("Yes"), False: _("No")}
    texts = [
        (ngettext("Question %(number)d", "Question %(number)d", number) % {"number": number}, text)
        for number, text in enumerate(draft.words, 1)
    ]
    if draft.kind != QuestionKind.QUESTION or len(texts) == 1:
        texts = [(_("Your words"), text) for text in draft.words]
    rows = [
        (_("Meeting"), meeting, "start" if page.can_choose else ""),
        (_("What you send"), str(QuestionKind(draft.kind).label) if draft.kind else "", "kind"),
        (_("Live or work here"), str(Residence(draft.residence).label) if draft.residence else "", "eligible"),
        *((term, text, "words") for term, text in texts),
        (_("Signatures"), f"{draft.signatures:,}" if draft.kind == QuestionKind.PETITION and draft.signatures else "", "words"),
        (_("Your name"), draft.name, "you"),
        (_("Your email address"), draft.email, "you"),
        (_("Your telephone number"), draft.phone or (_("none") if draft.name else ""), "you"),
        (_("You will come and read it out"), yes_no[draft.will_attend] if draft.name else "", "you"),
        (_("You agree that it is published"), yes_no[draft.consented] if draft.name else "", "you"),
    ]
    pages = {step: f"questions:question-ask-{step}" for step in ORDER} | {"start": "questions:question-ask"}
    return [
        {"term": term, "value": value, "change": reverse(pages[step], args=[page.request.area.slug])
         if step and can_change else "", "is_words": step == "words"}
        for term, value, step in rows if value
    ]  # fmt: skip
