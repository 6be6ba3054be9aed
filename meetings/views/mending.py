"""Where what a check found is mended: a link for each problem, and what can be done about it at once."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from meetings import rules
from meetings.models import Meeting

Words = str | Promise

# A kind of page: its route, and what the link to it says. The key of the problem, where it has one, goes into the address
PAGES: dict[str, tuple[str, Words]] = {
    "meeting": ("meetings:meeting-update", _("Edit the meeting")),
    "late": ("meetings:agenda-late", _("Say why it is late")),
    "agenda": ("meetings:agenda-detail", _("Open the agenda")),
    "item-create": ("meetings:item-create", _("Add an item")),
    "item": ("meetings:item-update", _("Open the item")),
    "privacy": ("meetings:item-privacy", _("Complete the private item")),
    "paper": ("meetings:paper-detail", _("Read the web page")),
    "findings": ("meetings:finding-list", _("Review the findings")),
    "request": ("meetings:request-detail", _("Open the report asked for")),
    "requests": ("meetings:request-list", _("Open the reports asked for")),
    "approval": ("meetings:approval-detail", _("See what is with the Chair")),
    "packs": ("meetings:pack-detail", _("Open the pack")),
    "build": ("meetings:build-detail", _("See how far it is")),
    "supplement": ("meetings:supplement-detail", _("Open the supplement")),
    "supplement-edit": ("meetings:supplement-update", _("Say why, and who agreed")),
    "formats": ("meetings:format-request-list", _("Open the requests")),
    "publish": ("meetings:agenda-publish", _("Check and publish")),
    "body": ("panels:body-detail", _("Open the body’s page")),
}
# Where the title of a check leads
OF_CHECK = {
    "meeting": "meeting", "notice": "meeting", "packs": "packs", "editions": "packs", "members": "body", "contact": "body",
}  # fmt: skip
ACTS: dict[str, tuple[str, Words]] = {
    "build": ("meetings:pack-build", _("Build the pack")),
    "ask-chair": ("meetings:approval-create", _("Ask the Chair")),
    "to-follow": ("meetings:item-to-follow", _("Print it as to follow")),
}


@dataclass(frozen=True)
class Mended:
    """A problem with the address where it is mended, and the form that settles it at once."""

    words: str
    url: str
    link: Words
    act_url: str = ""
    act: Words = ""


@dataclass(frozen=True)
class CheckRow:
    """One line of `meetings/_checks.html`."""

    check: rules.Check
    url: str
    problems: list[Mended]
    told: list[Mended]


def check_rows(meeting: Meeting, checks: list[rules.Check]) -> list[CheckRow]:
    """The table of checks with every link it needs."""
    return [
        CheckRow(
            check=check,
            url=page_address(meeting, OF_CHECK.get(check.key, "agenda")),
            problems=[mended(meeting, problem) for problem in check.problems],
            told=[mended(meeting, one) for one in check.told],
        )
        for check in checks
    ]


def mended(meeting: Meeting, problem: rules.Problem) -> Mended:
    """A problem with its addresses."""
    url, link = page_address(meeting, problem.mend, problem.key), PAGES[problem.mend][1]
    if not problem.act:
        return Mended(problem.words, url, link)
    route, act = ACTS[problem.act]
    here = [meeting.area.slug, meeting.slug, *([problem.item] if problem.item else [])]
    return Mended(problem.words, url, link, reverse(route, args=here), act)


def page_address(meeting: Meeting, kind: str, key: str = "") -> str:
    """The address of a kind of page of a meeting, about the thing that the key names."""
    if kind == "body":
        return reverse(PAGES[kind][0], args=[meeting.area.slug, meeting.body.slug])
    return reverse(PAGES[kind][0], args=[meeting.area.slug, meeting.slug, *([key] if key else [])])
