"""Words that are values in a complaint: its states and steps, powers and who holds them, letters, people, outcomes."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ComplaintKind(TextChoices):
    COMPLAINT = "complaint", _("Complaint")
    CONDUCT = "conduct", _("Conduct matter")


class ComplaintStatus(TextChoices):
    """Where a complaint stands under SI 2012/62. `rules.machine` says which step leads from which to which."""

    RECEIVED = "received", _("Received")
    TRANSFERRED = "transferred", _("Passed on")
    NOT_RECORDED = "not-recorded", _("Not recorded")
    RECORDED = "recorded", _("Recorded")
    WITH_IOPC = "with-iopc", _("With the IOPC")
    REFERRED_BACK = "referred-back", _("Referred back")
    DISAPPLIED = "disapplied", _("Disapplied")
    IN_RESOLUTION = "in-resolution", _("Informal resolution")
    CONCLUDED = "concluded", _("Outcome recorded")
    COPIED = "copied", _("Outcome sent")
    REPRESENTATIONS = "representations", _("Representations invited")
    DECIDED = "decided", _("Publication decided")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


OVER = frozenset({ComplaintStatus.CLOSED, ComplaintStatus.WITHDRAWN})


class StepKind(TextChoices):
    RECEIVE = "receive", _("Received")
    TRANSFER = "transfer", _("Passed on")
    RECORD = "record", _("Recorded")
    NOT_RECORD = "not-record", _("Not recorded")
    REFER = "refer", _("Referred to the IOPC")
    REFER_BACK = "refer-back", _("Referred back by the IOPC")
    IOPC_END = "iopc-end", _("Ended by the IOPC")
    DISAPPLY = "disapply", _("Disapplied")
    RESOLVE = "resolve", _("Informal resolution begun")
    CONCLUDE = "conclude", _("Outcome recorded")
    COPY = "copy", _("Outcome sent to both sides")
    INVITE = "invite", _("Representations on publication invited")
    DECIDE = "decide", _("Publication decided")
    CLOSE = "close", _("Closed")
    WITHDRAW = "withdraw", _("Withdrawn")


class Means(TextChoices):
    """How a complaint came."""

    POST = "post", _("By post")
    EMAIL = "email", _("By email")
    PHONE = "phone", _("By telephone")
    WEB = "web", _("On the website")
    IN_PERSON = "in-person", _("In person")


class CameTo(TextChoices):
    """To whom it was made. What was made to the panel is closed to the Commissioner's office unless that handles it."""

    PANEL = "panel", _("To the panel")
    OFFICE = "office", _("To the Commissioner’s office")
    IOPC = "iopc", _("Through the IOPC")


class Power(TextChoices):
    """What a panel may let somebody else do for it (SI 2012/62, regulation 7): all but informal resolution."""

    RECORD = "record", _("Receive, acknowledge, record or pass on")
    REFER = "refer", _("Refer to the IOPC")
    DISAPPLY = "disapply", _("Disapply the regulations")
    WITHDRAW = "withdraw", _("Record that a complaint is withdrawn")
    RESOLVE = "resolve", _("Informal resolution")
    PUBLISH = "publish", _("Decide whether an outcome is published, and close")


class Handler(TextChoices):
    """Who uses a power of the panel. Informal resolution is never the office's (regulation 7)."""

    PANEL = "panel", _("The panel")
    SUB_COMMITTEE = "sub-committee", _("A sub-committee of the panel")
    LEAD_OFFICER = "lead-officer", _("The panel’s lead officer or monitoring officer")
    OFFICE = "office", _("The Commissioner’s chief executive or monitoring officer")


class Resolver(TextChoices):
    """Who resolves a complaint informally (Part 4)."""

    PANEL = "panel", _("The panel")
    SUB_COMMITTEE = "sub-committee", _("A sub-committee")
    PERSON = "person", _("A person appointed by the panel")


class RecordingGround(TextChoices):
    """Why a complaint, or part of it, is not recorded (regulations 9 and 10)."""

    PROCEEDINGS = "proceedings", _("Criminal proceedings already deal with it")
    WITHDRAWN = "withdrawn", _("The complaint was withdrawn")
    NOT_CONDUCT = "not-conduct", _("It is not about the conduct of a relevant office holder")
    DEALT_WITH = "dealt-with", _("It has been recorded and dealt with already")


class DisapplicationGround(TextChoices):
    """Regulation 15(3)."""

    STAFF = "a", _("(a) It is only about the conduct of staff")
    OLD = "b", _("(b) More than 12 months have passed, without a good reason or with injustice likely")
    SAME = "c", _("(c) The matter is already the subject of a complaint")
    NAMELESS = "d", _("(d) It gives no name and address, and they cannot reasonably be found out")
    VEXATIOUS = "e", _("(e) It is vexatious, oppressive or an abuse of the procedures")
    REPETITIOUS = "f", _("(f) It is repetitious")


class Handling(TextChoices):
    """What is done with a complaint to which the regulations were disapplied."""

    OTHERWISE = "otherwise", _("It is handled in another way")
    NO_ACTION = "no-action", _("No action is taken")


class AllegationDecision(TextChoices):
    RECORDED = "recorded", _("Recorded")
    NOT_RECORDED = "not-recorded", _("Not recorded")


class PartyKind(TextChoices):
    COMPLAINANT = "complainant", _("Complainant")
    REPRESENTATIVE = "representative", _("Representative of the complainant")
    INTERESTED = "interested", _("Interested person")


class OutcomeKind(TextChoices):
    EXPLANATION = "explanation", _("Resolved by an explanation")
    APOLOGY = "apology", _("Resolved with an apology that the office holder agreed to")
    MEETING = "meeting", _("Resolved after a meeting of both sides")
    ACTION = "action", _("Resolved by an agreed action")
    NOT_RESOLVED = "not-resolved", _("Could not be resolved; views recorded")
    IOPC = "iopc", _("Ended by the IOPC")
    OTHER = "other", _("Ended in another way")


class Side(TextChoices):
    COMPLAINANT = "complainant", _("The complainant")
    OFFICE_HOLDER = "office-holder", _("The office holder")


class CommentPurpose(TextChoices):
    RESOLUTION = "resolution", _("On the complaint")
    PUBLICATION = "publication", _("On publishing the outcome")


class LetterKind(TextChoices):
    ACKNOWLEDGEMENT = "acknowledgement", _("Acknowledgement")
    CONFIRM = "confirm", _("Request to confirm what is alleged")
    TRANSFERRED = "transferred", _("Passed on")
    RECORDED = "recorded", _("Recorded")
    NOT_RECORDED = "not-recorded", _("Not recorded")
    REFERRED = "referred", _("Referred to the IOPC")
    REFERRED_BACK = "referred-back", _("Referred back by the IOPC")
    DISAPPLIED = "disapplied", _("Disapplied")
    INVITATION = "invitation", _("Invitation to comment")
    OUTCOME = "outcome", _("Outcome")
    REPRESENTATIONS = "representations", _("Invitation to say whether the outcome should be published")
    CLOSURE = "closure", _("Closure")
    WITHDRAWN = "withdrawn", _("Withdrawal noted")


class Recipient(TextChoices):
    COMPLAINANT = "complainant", _("The complainant")
    OFFICE_HOLDER = "office-holder", _("The office holder")
    IOPC = "iopc", _("The Independent Office for Police Conduct")
    OTHER = "other", _("Somebody else")


class LetterStatus(TextChoices):
    DRAFT = "draft", _("Draft")
    ISSUED = "issued", _("Issued")
    NOT_NEEDED = "not-needed", _("Not needed")


class RiskLevel(TextChoices):
    LOW = "low", _("Low")
    MEDIUM = "medium", _("Medium")
    HIGH = "high", _("High")


class SummaryStatus(TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")
