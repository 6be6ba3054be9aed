"""Letters in a complaint: listed, begun, read without a name by all who open the complaint, changed, or not needed."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from complaints import permissions
from complaints.choices import LetterKind, LetterStatus
from complaints.due.facts import rules_for
from complaints.forms.letters import LetterCreateForm, LetterUpdateForm, NotNeededForm
from complaints.forms.people import ActForm
from complaints.models import Complaint, Letter, Party
from complaints.papers.dates import ANSWERED_UNDER
from complaints.papers.merging import fields_for
from complaints.services import letters as services
from complaints.services.letter_texts import party_words, write_out
from complaints.services.reading import read_complaint
from complaints.views.acts import find_complaint, worked_complaint
from complaints.views.links import case_url, complaint_page
from interface.links import url_or_none
from interface.once import done_once
from interface.templatetags.dates import long_date
from meetings.views.programme import sent

PAGE = "letter-list"
form_page = require_http_methods(["GET", "HEAD", "POST"])
COLOURS = {LetterStatus.DRAFT: "blue", LetterStatus.ISSUED: "green", LetterStatus.NOT_NEEDED: "grey"}


@login_required
@require_safe
def letter_list(request: Any, area: str, reference: str) -> HttpResponse:
    """Every letter of a complaint: to whom, and how far it is."""
    complaint = find_complaint(request, reference)
    rows = Letter.objects.visible_to(request.user).filter(complaint=complaint).select_related("party", "issued_by")
    rules = rules_for(complaint)
    letters = [letter_row(complaint, one, rules) for one in rows.order_by("-number")]
    context = {
        **complaint_page(request, complaint, PAGE),
        "letters": letters,
        "create_url": case_url(complaint, "letter-create") if may_write(request, complaint) else None,
        "wording_url": wording_url(request, complaint),
    }
    return render(request, "complaints/letter_list.html", context)


def letter_row(complaint: Complaint, letter: Letter, rules: Mapping[str, Any]) -> dict[str, Any]:
    """A letter in the list, with the law of the day by which it asks for an answer."""
    return {
        "letter": letter,
        "to": recipient_words(letter),
        "colour": COLOURS[LetterStatus(letter.status)],
        "url": case_url(complaint, "letter-detail", letter.number),
        "law": answer_law(letter, rules),
    }


def answer_law(letter: Letter, rules: Mapping[str, Any]) -> dict[str, Any] | None:
    """The provision behind the day by which a letter asks for an answer, for `_law.html`; None where it asks for none."""
    if letter.answer_by is None:
        return None
    rule = rules.get(ANSWERED_UNDER.get(LetterKind(letter.kind), ""))
    return {"provision": rule.provision if rule else "", "is_verified": bool(rule and getattr(rule, "is_verified", True))}


def recipient_words(letter: Letter) -> str:
    """To whom a letter goes, without a name."""
    return party_words(letter.party) if letter.party else str(letter.get_recipient_display())


@login_required
@form_page
def letter_create(request: Any, area: str, reference: str) -> HttpResponse:
    """Begin a letter with the panel's wording."""
    complaint = worked_complaint(request, reference)
    form = LetterCreateForm(sent(request), people=people_of(request, complaint))

    def work() -> str:
        recipient, party = form.recipient()
        kind = form.cleaned_data["kind"]
        made = services.draft_letter(complaint=complaint, kind=kind, recipient=recipient, party=party, actor=request.user)
        return case_url(complaint, "letter-update", made.number) or ""

    if form.is_valid() and not _erased(complaint) and (url := done_once(form, work)):
        messages.success(request, _("Letter begun"))
        return redirect(url)
    context = {**complaint_page(request, complaint, PAGE), "form": form, "back": case_url(complaint, PAGE)}
    return render(request, "complaints/letter_create.html", context)


@login_required
@require_safe
def letter_detail(request: Any, area: str, reference: str, number: int) -> HttpResponse:
    """A letter as it reads, with “[name]” for the name, and what can be done with it."""
    complaint = find_complaint(request, reference)
    letter = find_letter(request, complaint, number)
    facts = read_complaint(complaint, request.user)
    context = {
        **complaint_page(request, complaint, PAGE),
        "letter": letter,
        "to": recipient_words(letter),
        "colour": COLOURS[LetterStatus(letter.status)],
        "written": write_out(letter, facts, nameless=True),
        "facts": _facts(letter),
        "law": answer_law(letter, facts.rules),
        "acts": _acts(request, complaint, letter),
    }
    return render(request, "complaints/letter_detail.html", context)


def _facts(letter: Letter) -> list[dict[str, str]]:
    way = _("By email") if letter.by_email else _("By post or by hand")
    rows = [
        (_("To"), recipient_words(letter)),
        (_("Sent on"), long_date(letter.issued_on)),
        (_("How it was sent"), way if letter.status == LetterStatus.ISSUED else ""),
        (_("Sent by"), str(letter.issued_by) if letter.issued_by else ""),
        (_("Answer asked for by"), long_date(letter.answer_by)),
        (_("Why it is not needed"), letter.not_needed_why),
    ]
    return [{"term": term, "value": value} for term, value in rows if value]


def _acts(request: Any, complaint: Complaint, letter: Letter) -> dict[str, Any]:
    """Where the reader goes from a letter: what they may not open is left out."""

    def url(name: str, may: bool) -> str | None:
        return case_url(complaint, name, letter.number) if may else None

    is_draft, is_issued = letter.status == LetterStatus.DRAFT, letter.status == LetterStatus.ISSUED
    writes, knows = may_write(request, complaint), permissions.can_identify(request.user, complaint)
    return {
        "issue": url("letter-issue", writes and is_draft),
        "edit": url("letter-update", writes and is_draft),
        "not_needed": url("letter-not-needed", writes and is_draft),
        "bring_back": url("letter-not-needed", writes and letter.status == LetterStatus.NOT_NEEDED),
        "preview": url("letter-preview", knows and is_draft),
        "file": url("letter-file", knows and is_issued),
        "email": url("letter-email", knows and is_issued),
    }


@login_required
@form_page
def letter_update(request: Any, area: str, reference: str, number: int) -> HttpResponse:
    """Reword a draft, see it filled, change to whom it goes."""
    complaint = worked_complaint(request, reference)
    letter = find_letter(request, complaint, number)
    form = LetterUpdateForm(sent(request), letter=letter, people=people_of(request, complaint))

    def work() -> str:
        services.change_letter(letter=letter, version=form.cleaned_data["version"], actor=request.user, **form.facts())
        return case_url(complaint, "letter-detail", number) or ""

    if form.is_valid() and (url := done_once(form, work)):
        messages.success(request, _("Letter saved"))
        return redirect(url)
    context = {
        **complaint_page(request, complaint, PAGE), "letter": letter, "form": form, "is_draft": _is_open(complaint, letter),
        "fields": fields_for(letter.kind, letter.recipient), "back": case_url(complaint, "letter-detail", number),
        "preview": _preview(request, complaint, letter, form) if form.previewed else None,
    }  # fmt: skip
    return render(request, "complaints/letter_update.html", context)


def _preview(request: Any, complaint: Complaint, letter: Letter, form: Any) -> Any:
    """What was typed, filled; nothing is saved."""
    typed = Letter(
        complaint=complaint, number=letter.number, kind=letter.kind, recipient=letter.recipient, step=letter.step,
        party=letter.party, subject=form["subject"].value() or "", text=form["text"].value() or "", answer_by=letter.answer_by,
    )  # fmt: skip
    return write_out(typed, read_complaint(complaint, request.user), nameless=True)


@login_required
@form_page
def letter_not_needed(request: Any, area: str, reference: str, number: int) -> HttpResponse:
    """Say that a draft need not be sent, and why; or bring such a letter back."""
    complaint = worked_complaint(request, reference)
    letter = find_letter(request, complaint, number)
    is_back = letter.status == LetterStatus.NOT_NEEDED
    form: Any = ActForm(sent(request), versioned=letter) if is_back else NotNeededForm(sent(request), versioned=letter)

    def work() -> str:
        said = form.cleaned_data
        if is_back:
            services.bring_back_letter(letter=letter, version=said["version"], actor=request.user)
        else:
            services.mark_not_needed(letter=letter, version=said["version"], why=said["why"], actor=request.user)
        return case_url(complaint, "letter-detail", number) or ""

    if form.is_valid() and (url := done_once(form, work)):
        messages.success(request, _("The letter is a draft again") if is_back else _("Letter marked as not needed"))
        return redirect(url)
    context = {
        **complaint_page(request, complaint, PAGE), "letter": letter, "form": form, "is_back": is_back,
        "is_sent": letter.status == LetterStatus.ISSUED, "back": case_url(complaint, "letter-detail", number),
    }  # fmt: skip
    return render(request, "complaints/letter_not_needed.html", context)


# Found -----------------------------------------------------------------------------------------------------------


def find_letter(request: Any, complaint: Complaint, number: int) -> Letter:
    """A letter of a complaint that was found."""
    seen = Letter.objects.visible_to(request.user).select_related("party", "step", "issued_by")
    letter = get_object_or_404(seen, complaint=complaint, number=number)
    letter.complaint = complaint
    return letter


def people_of(request: Any, complaint: Complaint) -> list[Party]:
    """The people of a complaint to whom letters go, in order."""
    seen = Party.objects.visible_to(request.user).filter(complaint=complaint, removed_at__isnull=True)
    return list(seen.order_by("number"))


def may_write(request: Any, complaint: Complaint) -> bool:
    """Whether the reader writes and sends letters of a complaint. Its end is told too, so it may be over."""
    return permissions.can_work_on(request.user, complaint) and not _erased(complaint)


def wording_url(request: Any, complaint: Complaint) -> str | None:
    """Where the panel's wording of letters is kept, for those who may read it."""
    may = permissions.can_read_templates(request.user, complaint.body)
    return url_or_none("complaints:template-list", complaint.area.slug) if may else None


def _erased(complaint: Complaint) -> bool:
    return complaint.erased_at is not None


def _is_open(complaint: Complaint, letter: Letter) -> bool:
    return letter.status == LetterStatus.DRAFT and not _erased(complaint)
