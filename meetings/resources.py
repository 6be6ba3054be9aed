"""The list of meetings as a file, with what the list shows and nothing more."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from import_export import fields, resources

from interface import clock
from interface.tables import safe_cell
from interface.templatetags.dates import clock_time
from meetings.models import Meeting


class MeetingResource(resources.ModelResource):
    """One row a meeting."""

    date = fields.Field(attribute="held_on", column_name=_("Date"))
    start = fields.Field(column_name=_("Start"))
    body = fields.Field(attribute="body__name", column_name=_("Body"))
    kind = fields.Field(attribute="get_kind_display", column_name=_("Type"))
    subject = fields.Field(attribute="subject", column_name=_("Subject"))
    place = fields.Field(column_name=_("Place"))
    state = fields.Field(attribute="get_status_display", column_name=_("State"))
    reason = fields.Field(attribute="status_reason", column_name=_("Reason"))
    published = fields.Field(column_name=_("Agenda published on"))
    address = fields.Field(attribute="get_absolute_url", column_name=_("Address"))

    class Meta:
        model = Meeting
        fields = ("date", "start", "body", "kind", "subject", "place", "state", "reason", "published", "address")
        export_order = fields

    def export_field(self, field: fields.Field, instance: Meeting, **kwargs: Any) -> Any:
        value = super().export_field(field, instance, **kwargs)
        return safe_cell(value) if isinstance(value, str) else value

    def dehydrate_start(self, meeting: Meeting) -> str:
        return clock_time(meeting.starts_at)

    def dehydrate_place(self, meeting: Meeting) -> str:
        return str(meeting.venue or "")

    def dehydrate_published(self, meeting: Meeting) -> str:
        return clock.as_local(meeting.published_at).date().isoformat() if meeting.published_at else ""
