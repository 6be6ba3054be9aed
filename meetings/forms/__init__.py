"""What people type about meetings, agendas and papers, a module to each noun."""

from meetings.forms.agenda import (
    HeadingUpdateForm,
    ItemCreateForm,
    ItemForm,
    ItemUpdateForm,
    PlaceForm,
    PrivacyForm,
    StandingItemForm,
)
from meetings.forms.findings import DecideForm, KeepFindingForm
from meetings.forms.formats import FormatRequestForm
from meetings.forms.meetings import DayMixin, MeetingCreateForm, MeetingForm, MeetingUpdateForm, PostponeForm, ReasonForm
from meetings.forms.papers import (
    AttachForm,
    LiveItemPaperForm,
    OwnAccessMixin,
    ReviseItemPaperForm,
    UploadItemPaperForm,
    WriteItemPaperForm,
)
from meetings.forms.publishing import LatenessForm, PublishForm
from meetings.forms.refusals import RefusalMixin
from meetings.forms.requests import (
    ApprovalForm,
    AskReportForm,
    ChairNotesForm,
    DecideReportForm,
    ReplaceReportForm,
    ReturnReportForm,
    SubmitReportForm,
)

__all__ = [
    "ApprovalForm",
    "AskReportForm",
    "AttachForm",
    "ChairNotesForm",
    "DayMixin",
    "DecideForm",
    "DecideReportForm",
    "FormatRequestForm",
    "HeadingUpdateForm",
    "ItemCreateForm",
    "ItemForm",
    "ItemUpdateForm",
    "KeepFindingForm",
    "LatenessForm",
    "LiveItemPaperForm",
    "MeetingCreateForm",
    "MeetingForm",
    "MeetingUpdateForm",
    "OwnAccessMixin",
    "PlaceForm",
    "PostponeForm",
    "PrivacyForm",
    "PublishForm",
    "ReasonForm",
    "RefusalMixin",
    "ReplaceReportForm",
    "ReturnReportForm",
    "ReviseItemPaperForm",
    "StandingItemForm",
    "SubmitReportForm",
    "UploadItemPaperForm",
    "WriteItemPaperForm",
]
