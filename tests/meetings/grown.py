"""Minutes ready for their next step, for the tests of their life; printing stands still, others test that."""

from datetime import date

from accounts.choices import Role
from documents import rendering
from meetings.choices import EntryKind, ItemOutcome
from tests.factories.minutes import (
    ActionFactory,
    AttendanceFactory,
    HeldMeetingFactory,
    MinuteEntryFactory,
    MinuteItemFactory,
    MinutesFactory,
    RecommendationFactory,
    ResolutionFactory,
)
from tests.factories.panels import AppointmentFactory, PersonFactory

CANARY = "kestrelwords"
NOTE = "Members asked for the figures by district."


def print_nothing(monkeypatch):
    """PDFs that differ where the text does, made at once."""
    made = []

    def render(html, **more):
        made.append(html)
        return b"%PDF-" + html.encode()

    monkeypatch.setattr(rendering, "render_piece", render)
    monkeypatch.setattr(rendering, "overflowing_pages", lambda pdf: [])
    return made


def people_of(area, body):
    """The Chair, and two members who sign in."""
    roles = {"chair": Role.CHAIR, "member": Role.PANEL_MEMBER, "other": Role.PANEL_MEMBER}
    return {
        name: AppointmentFactory(
            area=area,
            body=body,
            role=role,
            user__name=f"The {name}",
            user__email=f"{name}@panel.example",
            person=PersonFactory(area=area, name=f"Cllr {name.title()}"),
        ).user
        for name, role in roles.items()
    }


def grown_minutes(body, state="checked", **fields):
    """Minutes with a public and a private item, a resolution, an action and a recommendation, complete in all parts."""
    minutes = MinutesFactory(meeting=HeldMeetingFactory(body=body), **({state: True} if state else {}), **fields)
    is_out = state in ("published", "confirmed")
    item = MinuteItemFactory(minutes=minutes, title="Budget", outcome=ItemOutcome.TAKEN, is_done=True)
    MinuteEntryFactory(item=item, text=NOTE)
    ResolutionFactory(entry__item=item, entry__text="To endorse the budget.")
    owed = {"body": body, "published_at": minutes.created_at if is_out else None}
    ActionFactory(entry=MinuteEntryFactory(item=item, kind=EntryKind.ACTION, text="To report."), **owed)
    RecommendationFactory(entry=MinuteEntryFactory(item=item, kind=EntryKind.RECOMMENDATION, text="To publish."), **owed)
    private = MinuteItemFactory(
        minutes=minutes, private=True, title=CANARY, outcome=ItemOutcome.TAKEN, is_done=True,
        public_summary="The panel heard about a post.",
    )  # fmt: skip
    MinuteEntryFactory(item=private, text=f"{CANARY} was dismissed.")
    AttendanceFactory(meeting=minutes.meeting)
    return minutes


def next_meeting(body, held_on=date(2022, 3, 17), **fields):
    return HeldMeetingFactory(body=body, held_on=held_on, **fields)
