"""What is typed about a panel's review of a decision: which decision, and when the review ended."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from decisions.forms.requests import CaseActForm
from decisions.models import Case
from interface import clock
from interface.fields import DateField


class ReviewCloseForm(CaseActForm):
    """The day on which a review ended, and what came of it. How it ended is told from the record."""

    ended_on = DateField(
        label=_("Ended on"), help_text=_("For example, 5 6 2018"), error_messages={"required": _("Enter the day it ended")}
    )  # fmt: skip
    note = forms.CharField(
        label=_("What came of it"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Everybody reads this once the case is public"),
    )  # fmt: skip

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, initial={"ended_on": clock.today()}, **kwargs)
