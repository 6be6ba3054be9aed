"""What the directory of bodies says of their meetings: the next one, the last papers, who attends, what is still open."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from documents.choices import Edition
from documents.models import Pack
from interface import clock
from interface.templatetags.dates import short_date
from meetings import permissions
from meetings.models import Action, Meeting, StandingAttendee
from meetings.rules import OFF
from panels.models import Body
from panels.permissions import can_keep_body
from panels.registry import BodyCells, BodyPart, body_cells, body_part

RECENT = 6  # meetings on a body's page; the rest are in the list of meetings
LINK = '<a class="govuk-link" href="{}">{}</a>'


@body_cells("next-meeting", order=10)
def next_meetings(bodies: Sequence[Body], user: Any) -> BodyCells:
    """The next meeting of each body that a reader may know of. One query."""
    coming = _known(user).upcoming(clock.today()).filter(body=OuterRef("body")).exclude(status__in=OFF)
    first = coming.values("pk")[:1]
    rows = _known(user).filter(body__in=bodies, pk=Subquery(first)).select_related("area")
    return BodyCells(_("Next meeting"), {one.body_id: _linked(one) for one in rows})


@body_cells("last-papers", order=20)
def last_papers(bodies: Sequence[Body], user: Any) -> BodyCells:
    """The newest meeting of each body whose agenda a reader may read. One query."""
    read = _known(user).agenda_read_by(user).filter(body=OuterRef("body"), held_on__lte=clock.today())
    newest = read.order_by("-held_on", "-starts_at", "slug").values("pk")[:1]
    rows = _known(user).filter(body__in=bodies, pk=Subquery(newest)).select_related("area")
    return BodyCells(_("Last papers"), {one.body_id: _linked(one) for one in rows})


@body_part("attendees", order=10)
def attendees(body: Body, user: Any) -> BodyPart | None:
    """The offices that attend a body of the Commissioner; whoever keeps it enters, changes and orders them here."""
    keeps = can_keep_body(user, body)
    rows = list(StandingAttendee.objects.visible_to(user).filter(body=body).order_by("position", "number"))
    today = clock.today()
    shown = rows if keeps else [row for row in rows if row.attends_on(today)]
    if not body.is_of_commissioner or not (shown or keeps):
        return None
    return BodyPart("meetings/_attendees_of_body.html", {"body": body, "rows": shown, "keeps": keeps, "today": today})


@body_part("meetings", order=20)
def meetings_of(body: Body, user: Any) -> BodyPart:
    """The next meeting, those of late with what there is to read of each, and how many actions are open."""
    today = clock.today()
    coming = _known(user).upcoming(today).filter(body=body).exclude(status__in=OFF)
    past = _known(user).past(today).filter(body=body).select_related("area", "body", "minutes")
    recent = list(past[: RECENT + 1])
    open_actions = Action.objects.visible_to(user).unsettled().filter(body=body).count()
    here = [body.area.slug]
    return BodyPart(
        "meetings/_body_meetings.html",
        {
            "body": body,
            "next": coming.select_related("area", "body", "venue").first(),
            "rows": _rows(recent[:RECENT], user),
            "has_more": len(recent) > RECENT,
            "list_url": f"{reverse('meetings:meeting-list', args=here)}?body={body.slug}",
            "open_actions": open_actions,
            "actions_url": reverse("actions:action-list", args=here),
        },
    )


def _rows(meetings: Sequence[Meeting], user: Any) -> list[dict[str, Any]]:
    """Each meeting with its agenda, pack and minutes, as far as a reader may have them. Two queries for all."""
    keys = [one.pk for one in meetings]
    read = set(Meeting.objects.agenda_read_by(user).filter(pk__in=keys).values_list("pk", flat=True))
    packs = _packs(meetings, user)
    return [_row(one, user, has_agenda=one.pk in read, pack=packs.get(one.slug)) for one in meetings]


def _packs(meetings: Iterable[Meeting], user: Any) -> dict[str, Pack]:
    """The pack that a reader has of each meeting: the widest edition."""
    slugs = {one.slug: one.area_id for one in meetings}
    seen = Pack.objects.visible_to(user).filter(area__in=set(slugs.values()), collection__in=slugs, part=0)
    known = seen.filter(published_at__isnull=False)
    found: dict[str, Pack] = {}
    for pack in sorted(known, key=lambda one: (one.edition == Edition.MEMBERS, one.number)):
        found[pack.collection] = pack
    return found


def _row(meeting: Meeting, user: Any, *, has_agenda: bool, pack: Pack | None) -> dict[str, Any]:
    here = [meeting.area.slug, meeting.slug]
    links = []
    if has_agenda:
        links.append((f"{meeting.get_absolute_url()}#agenda", _("Agenda")))
    if pack is not None:
        links.append((reverse("meetings:pack-detail", args=here), _("Pack")))
    if permissions.can_read_minutes(user, meeting):
        links.append((reverse("meetings:minutes-detail", args=here), _("Minutes")))
    return {"meeting": meeting, "links": format_html_join(" ", LINK, links) or _("only the date")}


def _known(user: Any) -> Any:
    return Meeting.objects.visible_to(user)


def _linked(meeting: Meeting) -> SafeString:
    return format_html(LINK, meeting.get_absolute_url(), short_date(meeting.held_on))
