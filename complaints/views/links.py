"""What stands around the pages of complaints: links, left out where the page does not exist, tags, and the way here."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from complaints import permissions
from complaints.choices import ComplaintStatus
from complaints.rules.register import about_words
from complaints.views.acts import over_words
from interface.links import url_or_none
from interface.templatetags.govuk import tag


def case_url(complaint: Any, name: str, *more: Any) -> str | None:
    """The address of a page of a complaint ("letter-list"), with more parts of it where it has them; None where none exists."""
    return url_or_none(f"complaints:{name}", complaint.area.slug, complaint.reference, *more)


def crumbs(request: Any, complaint: Any = None) -> list[dict[str, str]]:
    """The way to a page of complaints, or below one of them; the register only for those who may read it."""
    area = request.area
    found = [{"url": reverse("area-home", args=[area.slug]), "text": area.name}]
    public = url_or_none("complaints:public-register", area.slug)
    if public:
        found.append({"url": public, "text": _("Complaints")})
    cases = url_or_none("complaints:complaint-list", area.slug)
    if cases and permissions.can_read_register(request.user, area):
        found.append({"url": cases, "text": _("Cases")})
    return [*found, {"url": complaint.get_absolute_url(), "text": complaint.reference}] if complaint else found


def complaint_page(request: Any, complaint: Any, current: str = "") -> dict[str, Any]:
    """What every page of a complaint shows around its own part, for `complaints/_complaint_head.html`: about whom it is, its
    tags, the pages of the complaint with the `current` one marked ("allegation-list"), and the way here."""
    return {
        "complaint": complaint,
        "caption": about_words(complaint),
        "tags": state_tags(complaint),
        "over": over_words(complaint),
        "sub_links": _sub_links(request, complaint, current),
        "breadcrumbs": crumbs(request, complaint if current != "complaint-detail" else None),
    }


def state_tags(complaint: Any) -> list[str]:
    """Where a complaint stands and whether it lives, as tags."""
    made = [tag(complaint.get_status_display(), COLOURS[ComplaintStatus(complaint.status)])]
    if complaint.erased_at is not None:
        made.append(tag(_("Erased"), "grey"))
    elif not complaint.is_over:
        made.append(tag(_("Live"), "teal"))
    return made


COLOURS = dict.fromkeys(ComplaintStatus, "blue") | {
    ComplaintStatus.TRANSFERRED: "teal",
    ComplaintStatus.WITH_IOPC: "teal",
    ComplaintStatus.NOT_RECORDED: "grey",
    ComplaintStatus.CLOSED: "grey",
    ComplaintStatus.WITHDRAWN: "magenta",
}


def _sub_links(request: Any, complaint: Any, current: str) -> list[dict[str, Any]]:
    """The pages of a complaint that exist and that the reader may open."""
    wanted = [
        ("complaint-detail", _("Case"), True),
        ("allegation-list", _("Allegations"), True),
        ("comment-list", _("Comments"), True),
        ("letter-list", _("Letters"), True),
        ("file-list", _("Files"), True),
        ("people-list", _("People"), permissions.can_identify(request.user, complaint)),
        ("summary-detail", _("Public summary"), True),
        ("complaint-history", _("History"), True),
    ]
    found = [(name, text, case_url(complaint, name)) for name, text, is_open in wanted if is_open]
    return [{"url": url, "text": text, "current": name == current} for name, text, url in found if url]
