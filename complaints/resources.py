"""The internal register as a file: what its list shows and nothing more, no name of who complains among it."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from import_export import fields

from complaints.models import Complaint
from complaints.rules.register import ending_words, holder_words, with_whom
from meetings.resources import SafeResource


class ComplaintResource(SafeResource):
    """One row a complaint of `for_list`. `due` are the obligations that come next, by key; `handlers` who uses a power today."""

    reference = fields.Field(attribute="reference", column_name=_("Reference"))
    printed = fields.Field(attribute="printed_label", column_name=_("Printed number"))
    kind = fields.Field(attribute="get_kind_display", column_name=_("Kind"))
    received = fields.Field(column_name=_("Received on"))
    means = fields.Field(attribute="get_means_display", column_name=_("How it came"))
    came_to = fields.Field(attribute="get_came_to_display", column_name=_("To whom it was made"))
    about = fields.Field(column_name=_("About whom"))
    line = fields.Field(attribute="line", column_name=_("In one line"))
    state = fields.Field(attribute="get_status_display", column_name=_("State"))
    whom = fields.Field(column_name=_("With whom"))
    handler = fields.Field(attribute="raw_handler", column_name=_("Handled by, as printed"))
    due = fields.Field(column_name=_("Next due"))
    due_on = fields.Field(column_name=_("Due on"))
    provision = fields.Field(column_name=_("Provision"))
    verified = fields.Field(column_name=_("Verified"))
    outcome = fields.Field(column_name=_("Outcome"))
    ended = fields.Field(column_name=_("Ended on"))

    class Meta:
        model = Complaint
        fields = (
            "reference", "printed", "kind", "received", "means", "came_to", "about", "line", "state", "whom", "handler", "due",
            "due_on", "provision", "verified", "outcome", "ended",
        )  # fmt: skip
        export_order = fields

    def __init__(self, *args: Any, due: Any, handlers: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.coming, self.handlers = due, handlers

    def dehydrate_received(self, complaint: Complaint) -> str:
        return complaint.received_on.isoformat()

    def dehydrate_about(self, complaint: Complaint) -> str:
        return holder_words(complaint.office_holder)

    def dehydrate_whom(self, complaint: Complaint) -> str:
        return str(with_whom(complaint, self.handlers).label)

    def dehydrate_due(self, complaint: Any) -> str:
        return self._next(complaint, "title")

    def dehydrate_due_on(self, complaint: Any) -> str:
        coming = self.coming.get(complaint.next_key)
        return coming.due_on.isoformat() if coming else ""

    def dehydrate_provision(self, complaint: Any) -> str:
        return self._next(complaint, "provision")

    def dehydrate_verified(self, complaint: Any) -> str:
        coming = self.coming.get(complaint.next_key)
        if coming is None:
            return ""
        return str(_("Yes") if coming.is_verified else _("Not yet verified"))

    def dehydrate_outcome(self, complaint: Any) -> str:
        return ending_words(complaint)

    def dehydrate_ended(self, complaint: Complaint) -> str:
        return complaint.ended_on.isoformat() if complaint.ended_on else ""

    def _next(self, complaint: Any, name: str) -> str:
        return str(getattr(self.coming.get(complaint.next_key), name, ""))
