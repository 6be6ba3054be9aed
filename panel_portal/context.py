"""What every page shows around its content: the panel's name, the navigation of the reader's role, the demo's notice.

A signed-in reader costs one query, for their appointments, which permissions then read from the same place; one who only
oversees costs another, since they may be asked for a report too.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from complaints.permissions import can_read_register
from interface import clock
from interface.templatetags.dates import long_date
from panel_portal.permissions import (
    appointments_in,
    first_area,
    has_desk,
    is_asked,
    leads,
    only_administers,
    only_reads,
    reads_papers,
)
from panels.models import Appointment, PoliceArea
from panels.permissions import (
    WRITES_AGENDAS,
    areas_commissioning,
    areas_deciding,
    areas_handling_complaints,
    areas_reporting,
    can_administer,
    can_audit,
    can_see_due,
    holds,
)

Link = dict[str, Any]
MOST_WORDS = 7


def portal(request: HttpRequest) -> dict[str, Any]:
    """Context for `layouts/base.html`. Also serves error pages, where a request may lack a user and an area."""
    user = getattr(request, "user", None) or AnonymousUser()
    area = getattr(request, "area", None)
    held = appointments_in(user, area)
    return {
        "portal_name": settings.PORTAL_NAME,
        "area": area,
        "navigation": navigation(request, user, area or first_area(held), held),
        "role_label": role_label(user, held),
        "account_links": account_links(user),
        "demo_notice": demo_notice(area),
        "footer_links": footer_links(),
    }


def navigation(request: HttpRequest, user: Any, area: PoliceArea | None, held: list[Appointment]) -> list[Link]:
    """The words under the header, the same on every page of a role. Only pages that exist now."""
    links: list[Link] = []
    if can_administer(user):
        links.append(_link(request, _("People"), "people-list"))
        links.append(_link(request, _("Jobs"), "job-list"))
    if area is None:
        return links
    works = has_desk(held)
    if works or (held and is_asked(user, area)):
        words = _("My papers") if works and only_reads(held) else _("Desk")
        links.insert(0, _link(request, words, "desk", area))
    if can_audit(user, area):
        links.append(_link(request, _("Audit"), "audit-list", area))
    if not only_administers(user, held):
        links += _business(request, user, area, held if works else [])
    if len(links) < MOST_WORDS and (not held or works):
        links.append(_link(request, _("Panel"), "panels:panel-detail", area, but="obligation-"))
    return links


def _business(request: HttpRequest, user: Any, area: PoliceArea, held: list[Appointment]) -> list[Link]:
    """The panel's business in the words of the role: what everybody reads, and what somebody works on."""
    meetings = _link(request, _("Meetings"), "meetings:meeting-list", area)
    complaints = _complaints(request, user, area)
    decisions = _link(request, _("Decisions"), "decisions:decision-list", area)
    performance = _link(request, _("Performance"), "performance:overview", area)
    commissioning = _link(request, _("Commissioning"), "commissioning:overview", area)
    if not held:
        return [meetings, _actions(request, area), decisions, performance, commissioning, complaints]
    cases = _link(request, _("Statutory cases"), "cases:case-list", area)
    due = _link(request, _("Due"), "panels:obligation-list", area, by_path=True)
    programme = _link(request, _("Work programme"), "programme:programme-list", area, and_under="events")
    if leads(held):
        recommendations = _link(request, _("Recommendations"), "recommendations:recommendation-list", area, and_under="asked")
        actions = _link(request, _("Actions"), "actions:action-list", area)
        return [complaints, cases, recommendations, due, meetings, actions]
    if holds(user, WRITES_AGENDAS, area=area):
        questions = _link(request, _("Questions"), "questions:question-queue", area)
        return [meetings, due, _actions(request, area), questions, complaints, programme]
    if area.pk in areas_deciding(user):
        asked = _link(request, _("Asked of us"), "asked:asked-list", area)
        return [decisions, cases, asked, due, meetings, _actions(request, area)]
    if area.pk in areas_handling_complaints(user):
        return [complaints, due, meetings, _actions(request, area)]
    if area.pk in areas_reporting(user):
        return [performance, due, meetings, _actions(request, area), decisions]
    if area.pk in areas_commissioning(user):
        return [commissioning, due, meetings, _actions(request, area), decisions]
    links = [meetings, *([due] if can_see_due(user, area) else []), _actions(request, area), decisions, performance]
    return [*links, commissioning, complaints] if reads_papers(held) else [*links, complaints]


def _complaints(request: HttpRequest, user: Any, area: PoliceArea) -> Link:
    """To the register that the reader works with or oversees, else to the public one."""
    name = "complaint-list" if can_read_register(user, area) else "public-register"
    return _link(request, _("Complaints"), f"complaints:{name}", area)


def _actions(request: HttpRequest, area: PoliceArea) -> Link:
    return _link(request, _("Actions"), "actions:action-list", area, and_under="recommendations")


def _link(
    request: HttpRequest,
    text: str,
    name: str,
    area: PoliceArea | None = None,
    *,
    and_under: str = "",
    by_path: bool = False,
    but: str = "",
) -> Link:
    """A link of the navigation; current on its own page, on those below it (there alone `by_path`), and in its section and
    another that it leads to, `but` not on pages whose names begin so: those have a link of their own."""
    here = getattr(request, "resolver_match", None)
    sections = set() if by_path else {name.partition(":")[0], and_under} - {"", name}
    url = reverse(name, args=[area.slug] if area else [])
    is_current = here is not None and (request.path.startswith(url) or here.namespace in sections)
    is_current = is_current and not (but and here is not None and (here.url_name or "").startswith(but))
    return {"text": text, "url": url, "current": is_current}


def role_label(user: Any, held: list[Appointment]) -> str:
    if not user.is_authenticated:
        return ""
    if not held:
        return _("Signed in")
    role = str(held[0].get_role_display())
    words = role if held[0].role.startswith("office-") else role[0].lower() + role[1:]  # “Commissioner” is an office's name
    return _("Signed in as %(role)s") % {"role": words}


def account_links(user: Any) -> list[Link]:
    if not user.is_authenticated:
        return [{"text": _("Sign in"), "url": reverse("account_login")}]
    return [
        {"text": _("Account"), "url": reverse("mfa_index")},
        {"text": _("Sign out"), "url": reverse("account_logout"), "post": True},
    ]


def demo_notice(area: PoliceArea | None) -> str:
    words = []
    if settings.DEMO:
        words.append(_("Shown as on %(day)s. Some details are invented.") % {"day": long_date(clock.today())})
    if area and area.is_fictional:
        words.append(_("%(area)s is fictional.") % {"area": area.name})
    return " ".join(words)


def footer_links() -> list[Link]:
    pages = (("help", _("Help")), ("accessibility", _("Accessibility")), ("privacy", _("Privacy")), ("cookies", _("Cookies")))
    return [{"text": text, "url": reverse(name)} for name, text in pages]
