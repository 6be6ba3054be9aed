"""What is typed of a complaint names nobody who complains: those who may not know who that is read it."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from complaints.models import Complaint, Party
from complaints.papers.merging import naming_lines

FEWEST_DIGITS = 6  # of a telephone number that tells whose it is


def refuse_named(complaint: Complaint, typed: Mapping[str, str]) -> None:
    """Raise ValidationError by field where what is typed holds the full name, the email or the telephone of a person of the
    complaint, one that was taken out too. It is not repeated."""
    if any(text.strip() for text in typed.values()):
        refuse_names(Party.objects.filter(complaint=complaint), typed)


def refuse_names(people: Iterable[object], typed: Mapping[str, str]) -> None:
    """The same for people with `name`, `email` and `phone`, who are not entered yet for instance."""
    names = {name for one in people for name in _names(one)}
    words = _("This names a person of the complaint. Say “the complainant”, or name nobody: others read it")
    if found := {field: ValidationError(words, code="named") for field, text in typed.items() if naming_lines(text, names)}:
        raise ValidationError(found)


def _names(person: object) -> list[str]:
    """What can be nobody else's: a first name or a surname alone may be any word."""
    name, email, phone = (" ".join(str(getattr(person, one)).split()) for one in ("name", "email", "phone"))
    is_whole, is_number = " " in name, sum(sign.isdigit() for sign in phone) >= FEWEST_DIGITS
    return [name] * is_whole + [email] * bool(email) + [phone] * is_number
