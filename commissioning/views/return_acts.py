"""The acts upon a monitoring return that ask to be sure, or for what was said, each with its words."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from commissioning.services import returns as services


@dataclass(frozen=True)
class Act:
    """An act with the words of its page."""

    service: Callable[..., Any]
    title: Any
    button: Any
    done: Any
    words: Any = ""
    asks_words: bool = False


ACTS: dict[str, Act] = {
    "accept": Act(services.accept_return, _("Accept the return"), _("Accept return"), _("Return accepted"),
                  _("It can then be published. What it says stays as it is.")),
    "query": Act(services.query_return, _("Ask the provider about the return"), _("Save the question"),
                 _("Saved. The return is waited for again"), _("Note what you asked. It stands with the reminders."),
                 asks_words=True),
    "chase": Act(services.chase_return, _("Note a reminder"), _("Save the reminder"), _("Reminder saved"),
                 _("The portal sends nothing. Note how you asked for the return."), asks_words=True),
    "not-needed": Act(services.need_no_return, _("The return is not needed"), _("It is not needed"),
                      _("Saved: the return is not needed"), _("Nobody waits for it any more. You can take that back.")),
    "reopen": Act(services.reopen_return, _("Take the last step back"), _("Take back"), _("Taken back"),
                  _("What was entered stays, and can be corrected.")),
    "publish": Act(services.publish_return, _("Publish the return"), _("Publish return"), _("Return published"),
                   _("Everybody who reads the award can then read its readings, what was spent and what was done. "
                     "The office’s note and the reminders stay with the office.")),
    "hide": Act(services.hide_return, _("Take the return from the public"), _("Take from the public"),
                _("The return is no longer public"), _("Only the office reads it then. It can be published again.")),
}  # fmt: skip
