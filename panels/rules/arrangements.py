"""Pure decisions about what a panel arranges: polls, delegated powers, and members who represent it elsewhere."""

from datetime import date

from django.utils.translation import gettext as _

from interface.templatetags.dates import long_date
from panels.choices import RepresentativeKind


def election_problems(*, poll_on: date, accepted_on: date | None, today: date) -> dict[str, str]:
    """What cannot be of the days of a poll, by field. A poll may be to come; an acceptance of office may not."""
    found = {}
    if accepted_on is not None and accepted_on < poll_on:
        found["accepted_on"] = _("The office cannot be accepted before the poll. Enter a later day")
    elif accepted_on is not None and accepted_on > today:
        found["accepted_on"] = _("Enter the day once the office is accepted. It must be today or earlier")
    return found


def paused_days(poll_on: date, accepted_on: date | None) -> int | None:
    """How many days do not count in the time for a hearing: from the poll up to and with the day of acceptance.

    None while the office is not accepted (2011 Act, Schedule 8 paragraph 4(9)-(10)).
    """
    return None if accepted_on is None else (accepted_on - poll_on).days + 1


def change_problems(*, started_on: date, changed_on: date, ended_on: date | None) -> dict[str, str]:
    """What cannot be of the day from which something kept in a register holds otherwise, by field: `changed_on`."""
    if changed_on <= started_on:
        words = _("It holds from %(day)s. Enter a later day, or leave this empty to correct a slip")
        return {"changed_on": words % {"day": long_date(started_on)}}
    if ended_on is not None and changed_on > ended_on:
        return {"changed_on": _("It has ended by then. Enter a new one instead")}
    return {}


def representative_problems(
    *, kind: str, subject: str, is_on_body: bool, on_name: str, is_sitting: bool, name: str, started_on: date
) -> dict[str, str]:
    """What is missing or cannot be of a member who leads on a subject or represents the panel, by field."""
    found = {}
    if not is_sitting:
        said = {"name": name, "day": long_date(started_on)}
        found["person"] = _("%(name)s does not sit on the panel on %(day)s. Choose another member or day") % said
    if kind == RepresentativeKind.LINK_MEMBER and not subject:
        found["subject"] = _("Enter the subject on which the member leads")
    if kind != RepresentativeKind.LINK_MEMBER and not (is_on_body or on_name):
        found["on_name"] = _("Choose the body above, or enter its name")
    if is_on_body and on_name:
        found["on_name"] = _("Choose a body or enter a name, not both")
    return found
