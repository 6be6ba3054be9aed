"""What is known of a complaint, as rows of a term and a value: the facts on its page. Nobody who complains is named."""

from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from complaints import permissions
from complaints.choices import ComplaintKind, Power, SummaryStatus
from complaints.models import Complaint, PublicSummary, RiskAssessment
from complaints.rules.facts import ComplaintFacts
from complaints.rules.register import NEXT_POWER, holder_words, received_words
from complaints.views.links import case_url
from complaints.views.next_steps import Law, law_of, who_decides
from interface.templatetags.dates import long_date, short_date
from interface.templatetags.govuk import tag
from panels import rulebook
from panels.choices import Reckoning
from panels.working_days import reckon

Row = dict[str, Any]


def fact_rows(request: Any, facts: ComplaintFacts, *, works: bool, identified: bool) -> list[Row]:
    """The facts of a complaint, without those that it does not have; each with the page that changes it, for who may."""
    complaint = facts.complaint
    edit = case_url(complaint, "complaint-update") if works and not complaint.is_over else None
    rows = [
        _row(_("In one line"), complaint.line, edit, _("what it is about in one line")),
        _row(_("What it is"), complaint.get_kind_display() if complaint.kind == ComplaintKind.CONDUCT else ""),
        _row(_("About"), holder_words(complaint.office_holder), edit, _("about whom it is")),
        _row(_("Received"), received_words(complaint), edit, _("how it came")),
        _row(_("Made on"), long_date(complaint.made_on) if complaint.made_on != complaint.received_on else ""),
        _row(_("Complainant"), _reach(facts)),
        _allegations(facts, works=works),
        _row(_("Decided by"), _decided_by(facts)),
        _row(_("IOPC reference"), complaint.iopc_reference),
        _row(_("Outcome"), complaint.get_outcome_display()),
        _row(_("As both sides are told"), complaint.outcome_text if complaint.outcome else ""),
        _public(request, facts),
        _kept(request, facts),
        _risk(facts, works=works, identified=identified),
        _row(_("Kept from the office"), _from_office(request, complaint)),
        _row(_("Printed number"), _printed(request, complaint)),
        _row(_("Handled by, as printed"), complaint.raw_handler),
        _row(_("Outcome, as printed"), complaint.raw_outcome),
    ]
    return [row for row in rows if row["value"]]


def _row(term: str, value: Any, url: str | None = None, hidden: str = "", act: str = "") -> Row:
    return {"term": term, "value": value, "url": url, "act": act or _("Change"), "hidden": hidden}


def with_law(words: str, law: Law) -> Any:
    """Words with the provision behind them and its mark."""
    if not law.provision:
        return format_html("{}", words)
    mark = "" if law.is_verified else format_html(" {}", tag(_("Not yet verified"), "grey"))
    return format_html('{} <span class="app-quiet">{}</span>{}', words, law.provision, mark)


def _reach(facts: ComplaintFacts) -> str:
    """Whether letters can reach who complains, and nothing of who that is."""
    if facts.complaint.erased_at is not None:
        return ""
    if facts.can_be_reached:
        return _("Gives no name, and can be reached") if facts.complaint.is_anonymous else _("Can be reached")
    if facts.complaint.is_anonymous:
        return _("Gives no name, and cannot be reached: no letter can be sent")
    return _("Cannot be reached: no postal or email address is known")


def _allegations(facts: ComplaintFacts, *, works: bool) -> Row:
    count, unsure = len(facts.allegations), sum(not one.is_confirmed for one in facts.allegations)
    words = ngettext("%(count)s allegation", "%(count)s allegations", count) % {"count": count}
    words = words if count else _("None entered yet")
    if unsure:
        said = ngettext("%(count)s still to be confirmed", "%(count)s still to be confirmed", unsure) % {"count": unsure}
        words = f"{words}, {said}"
    act = _("Change") if works and not facts.complaint.is_over else _("Read")
    value = "" if facts.complaint.erased_at else words
    return _row(_("Allegations"), value, case_url(facts.complaint, "allegation-list"), _("allegations"), act)


def _decided_by(facts: ComplaintFacts) -> Any:
    """Who uses the power that comes next, and that informal resolution stays with the panel."""
    complaint = facts.complaint
    power = NEXT_POWER.get(complaint.status)
    if complaint.is_over or power is None:
        return ""
    who = who_decides(facts, power)
    if power in (Power.RESOLVE, Power.PUBLISH):
        return who
    words = _("%(who)s. Informal resolution stays with the panel.") % {"who": who}
    return with_law(words, law_of(facts.rules, rulebook.COMPLAINT_DELEGATION))


def _public(request: Any, facts: ComplaintFacts) -> Row:
    """What the public reads of it, and where that is written."""
    complaint, term, hidden = facts.complaint, _("The public sees"), _("the public summary")
    page = case_url(complaint, "summary-detail")
    found = list(PublicSummary.objects.visible_to(request.user).filter(complaint=complaint).order_by("number"))
    shown = next((one for one in found if one.status == SummaryStatus.PUBLISHED), None)
    if complaint.erased_at is not None:
        return _row(term, _("That it was erased, and the days"))
    if shown is not None:
        words = _("The summary that was published on %(day)s") % {"day": short_date(shown.published_at)}
        return _row(term, words, page, hidden, _("Read"))
    if any(one.status == SummaryStatus.DRAFT for one in found):
        words = _("Nothing yet. A summary is written, and waits for a second person to approve it.")
        return _row(term, words, page, hidden, _("Read"))
    words = _("Nothing yet. A summary must be written for the public and approved by a second person.")
    write = case_url(complaint, "summary-write") or page
    return _row(term, words, write if permissions.can_write_summary(request.user, complaint) else None, hidden, _("Write"))


def _kept(request: Any, facts: ComplaintFacts) -> Row:
    """How long it is kept, under which rule, and whether a hold stops that."""
    complaint, rule = facts.complaint, facts.rules.get(rulebook.COMPLAINT_RETENTION)
    may = permissions.can_keep_records(request.user, complaint.body)
    url = case_url(complaint, "complaint-hold") if may and complaint.erased_at is None else None
    held = " " + _("It is on hold, and may not be erased.") if complaint.held_at else " " + _("No legal hold.")
    if complaint.erased_at is not None or rule is None or rule.number is None:
        words = _("Erased on %(day)s") % {"day": long_date(complaint.erased_at)} if complaint.erased_at else held.strip()
        return _row(_("Kept until"), words, url, _("how long it is kept"))
    if complaint.ended_on:
        last = reckon(Reckoning.YEARS_AFTER, complaint.ended_on, rule.number, complaint.area.nation)
        words = long_date(last) + "."
    else:
        words = ngettext("%(count)s year after it ends.", "%(count)s years after it ends.", rule.number) % {"count": rule.number}
    law = law_of(facts.rules, rulebook.COMPLAINT_RETENTION)
    return _row(_("Kept until"), with_law(words + held, law), url, _("how long it is kept"))


def _risk(facts: ComplaintFacts, *, works: bool, identified: bool) -> Row:
    """Whether the risk was assessed; what that says stands on a page of its own."""
    if facts.complaint.erased_at is not None or not (works or identified):
        return _row(_("Risk"), "")
    is_assessed = RiskAssessment.objects.filter(complaint=facts.complaint).exists()
    words = _("Assessed. What it says is restricted.") if is_assessed else _("Not assessed")
    url = case_url(facts.complaint, "risk-list") if identified else None
    return _row(_("Risk"), words, url, _("the assessment of risk"), _("Read") if is_assessed else _("Assess"))


def _from_office(request: Any, complaint: Complaint) -> Any:
    """That it is closed to the office, and where that is changed; nothing of it where the office itself may read the page."""
    url = case_url(complaint, "complaint-keep") if permissions.can_keep_from_office(request.user, complaint) else None
    if complaint.is_kept_from_office:
        words = _("Yes: %(why)s") % {"why": complaint.kept_from_office_why} if url else _("Yes")
    else:
        words = _("No") if url else ""
    if not url or complaint.is_over:
        return words
    link = '{}<br><a class="govuk-link" href="{}">{}</a>'
    act = _("Open it to the office") if complaint.is_kept_from_office else _("Keep it from the office")
    return format_html(link, words, url, act)


def _printed(request: Any, complaint: Complaint) -> str:
    """The number of the older register, and what else has it of which the reader may know."""
    if not complaint.printed_label:
        return ""
    seen = Complaint.objects.listed_for(request.user)
    same = seen.filter(area=complaint.area, printed_label=complaint.printed_label).exclude(pk=complaint.pk)
    others = list(same.order_by("reference").values_list("reference", flat=True)[:5])
    said = {"number": complaint.printed_label, "others": ", ".join(others)}
    if others:
        return _("%(number)s in the panel’s register, which gave the same number to %(others)s") % said
    return _("%(number)s in the panel’s register") % said
