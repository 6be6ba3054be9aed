"""What a case is called, on its page and in its address: made from its kind and year, never from private words."""

from datetime import date

from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from decisions.choices import ASKED, REVIEWED, CaseKind, Post, PreceptService

LONGEST_SLUG = 60
CENTURY = 100
YEARLY = frozenset({CaseKind.PRECEPT, CaseKind.ANNUAL_REPORT})  # of a financial year
ONCE = frozenset({CaseKind.PRECEPT, CaseKind.ANNUAL_REPORT, CaseKind.PLAN})  # one case for the same years

# What each kind of case is, for somebody who has not met the word
MEANINGS: dict[CaseKind, Promise] = {
    CaseKind.PRECEPT: gettext_lazy("The part of council tax that pays for the police. The panel reviews what is proposed."),
    CaseKind.APPOINTMENT: gettext_lazy("Somebody proposed for a senior post. The panel questions them in public and reports."),
    CaseKind.REMOVAL: gettext_lazy("The Commissioner means to call on the Chief Constable to go. The panel hears both first."),
    CaseKind.PLAN: gettext_lazy("What the Commissioner means the police to achieve. The panel reviews the draft."),
    CaseKind.ANNUAL_REPORT: gettext_lazy("What the Commissioner did in a year. The panel asks about it in public and reports."),
    CaseKind.INFORMATION: gettext_lazy("The panel asks the Commissioner for what it needs to do its work."),
    CaseKind.ATTENDANCE: gettext_lazy("The panel asks the Commissioner, or their staff, to come and answer questions."),
    CaseKind.SUSPENSION: gettext_lazy("The panel may suspend a Commissioner who is charged with a serious offence."),
    CaseKind.ACTING: gettext_lazy("The panel appoints somebody to act while no Commissioner can."),
    CaseKind.DECISION: gettext_lazy("The panel looks at a decision that the Commissioner has made, and reports on it."),
}


def years_words(year: int, ends_year: int | None = None, *, mark: str = "/") -> str:
    """The financial year 2022 as “2022/23”, or a term from 2021 to 2025 as “2021-25” with `mark` "-"."""
    last = year + 1 if ends_year is None else ends_year
    return f"{year}{mark}{last % CENTURY:02d}"


def title_of(
    kind: str, *, year: int | None, ends_year: int | None, post: str, title: str, opened_on: date, service: str,
    is_temporary: bool = False, is_variation: bool = False, decision: str = "",
) -> str:  # fmt: skip
    """The heading of a case. Requests of the panel have the title that was typed; the review of a decision has the decision's
    reference and nothing of its title, which may be private or not out."""
    if kind in ASKED:
        return title.strip()
    if kind == CaseKind.APPOINTMENT:
        words = str(Post(post).label)
        return _("Temporary %(post)s") % {"post": words} if is_temporary else words
    years = years_words(year) if year and kind in YEARLY else years_words(year, ends_year, mark="-") if year else ""
    made = {
        CaseKind.PRECEPT: _precept_words(service) % {"years": years},
        CaseKind.PLAN: _plan_words(is_variation=is_variation) % {"years": years},
        CaseKind.ANNUAL_REPORT: _("Commissioner’s annual report %(years)s") % {"years": years},
        CaseKind.REMOVAL: _("Call for the Chief Constable to go, %(year)d") % {"year": opened_on.year},
        CaseKind.SUSPENSION: _("Suspension of the Commissioner, %(year)d") % {"year": opened_on.year},
        CaseKind.ACTING: _("Acting Commissioner, %(year)d") % {"year": opened_on.year},
        CaseKind.DECISION: _("Review of decision %(reference)s") % {"reference": decision},
    }
    return made[CaseKind(kind)]


def slug_of(
    kind: str, *, year: int | None, ends_year: int | None, post: str, title: str, opened_on: date, service: str,
    is_variation: bool = False, decision: str = "",
) -> str:  # fmt: skip
    """The last part of its address, before a number is added to one that is taken."""
    if kind in YEARLY and year:
        base = years_words(year, mark="-")
        return f"{base}-{service}" if service == PreceptService.FIRE and kind == CaseKind.PRECEPT else base
    if kind == CaseKind.PLAN and year:
        base = years_words(year, ends_year, mark="-")
        return f"{base}-variation" if is_variation else base
    if kind == CaseKind.APPOINTMENT:
        return f"{opened_on.year}-{post}"
    if kind in ASKED:
        return f"{opened_on.year}-{slugify(title)}"[: LONGEST_SLUG - 3].strip("-")
    if kind in REVIEWED:
        return decision.replace("/", "-")
    return str(opened_on.year)


def naming_problems(
    kind: str, *, year: int | None, ends_year: int | None, post: str, title: str, decision: str = ""
) -> dict[str, str]:
    """What a case of a kind still lacks to be named, by field."""
    found = {}
    if kind in ONCE and not year:
        found["year"] = _("Enter the year in which it begins, like 2022")
    if kind == CaseKind.PLAN and not ends_year:
        found["ends_year"] = _("Enter the last year of the plan, like 2025")
    elif kind == CaseKind.PLAN and year and ends_year and ends_year <= year:
        found["ends_year"] = _("The last year must be after the first")
    if kind == CaseKind.APPOINTMENT and not post:
        found["post"] = _("Choose the post")
    if kind in ASKED and not slugify(title):
        found["title"] = _("Enter what is asked for, in a few words that everybody may read")
    if kind in REVIEWED and not decision:
        found["decision"] = _("Enter the reference of the decision, like 2018/005")
    return found


def _precept_words(service: str) -> str:
    return _("Fire and rescue precept %(years)s") if service == PreceptService.FIRE else _("Precept %(years)s")


def _plan_words(*, is_variation: bool) -> str:
    return _("Police and crime plan %(years)s: variation") if is_variation else _("Police and crime plan %(years)s")
