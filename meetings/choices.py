"""The kinds and states of meetings and agenda items."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MeetingKind(TextChoices):
    ORDINARY = "ordinary", _("Ordinary meeting")
    ANNUAL = "annual", _("Annual meeting")
    HEARING = "confirmatory-hearing", _("Confirmatory hearing")
    SUB_COMMITTEE = "sub-committee", _("Sub-committee meeting")
    PRIVATE_BRIEFING = "private-briefing", _("Private briefing")
    DEVELOPMENT_DAY = "development-day", _("Development day")
    TRAINING = "training", _("Training")


class Publication(TextChoices):
    """What of a meeting is ever public."""

    PUBLIC = "public", _("Open to the public: date, agenda and papers")
    NOTICE = "notice", _("Not open to the public: only the date is announced")
    MEMBERS = "members", _("Private: only members know of it")


class MeetingStatus(TextChoices):
    DRAFT = "draft", _("Draft")
    ANNOUNCED = "announced", _("Announced")
    PUBLISHED = "published", _("Agenda published")
    HELD = "held", _("Held")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", _("Cancelled")


class ItemKind(TextChoices):
    ITEM = "item", _("Item")
    HEADING = "heading", _("Heading without a number")


class ItemType(TextChoices):
    NOTE = "note", _("To note")
    DECIDE = "decide", _("To decide")
    SCRUTINISE = "scrutinise", _("To scrutinise")
    HEARING = "hearing", _("Hearing")


class ItemState(TextChoices):
    EXPECTED = "expected", _("Expected")
    TO_FOLLOW = "to-follow", _("To follow")
    TABLED = "tabled", _("Tabled at the meeting")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class StandingContent(TextChoices):
    """Items whose text the portal writes itself."""

    NONE = "", _("Nothing")
    NEXT_MEETING = "next-meeting", _("Date of the next meeting, from the calendar")


class SupplementStatus(TextChoices):
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")


class RequestStatus(TextChoices):
    """How far a report that somebody was asked for has come."""

    ASKED = "asked", _("Asked for")
    SUBMITTED = "submitted", _("Sent in")
    RETURNED = "returned", _("Returned")
    ACCEPTED = "accepted", _("On the agenda")
    CANCELLED = "cancelled", _("No longer wanted")


class ApprovalStatus(TextChoices):
    ASKED = "asked", _("With the Chair")
    APPROVED = "approved", _("Approved")
    RETURNED = "returned", _("Returned")


class MinutesStatus(TextChoices):
    DRAFTING = "drafting", _("Being written")
    CHECKED = "checked", _("Checked by the Chair")
    PUBLISHED = "published", _("Draft published")
    CONFIRMED = "confirmed", _("Confirmed")


class AttendanceGroup(TextChoices):
    """Under which heading of the minutes somebody's name stands."""

    MEMBERS = "members", _("Members of the panel")
    HOST = "host", _("Host authority officers")
    COMMISSIONER = "commissioner", _("Commissioner and office")
    CONSTABULARY = "constabulary", _("Constabulary")
    OTHERS = "others", _("Others")


class AttendanceStatus(TextChoices):
    EXPECTED = "expected", _("Expected")
    PRESENT = "present", _("Present")
    APOLOGIES = "apologies", _("Sent apologies")
    ABSENT = "absent", _("Absent without apologies")


class ItemOutcome(TextChoices):
    """What became of an item at the meeting; empty while nobody has said."""

    TAKEN = "taken", _("Taken")
    DEFERRED = "deferred", _("Deferred")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    LAPSED = "lapsed", _("Lapsed")


class EntryKind(TextChoices):
    """What a paragraph of the minutes is. A note on procedure, a resolution and an action are never one another."""

    NARRATIVE = "narrative", _("Note")
    PROCEDURE = "procedure", _("Procedure")
    QUESTION = "question", _("Question and answer")
    RESOLUTION = "resolution", _("Resolution")
    RECOMMENDATION = "recommendation", _("Recommendation")
    ACTION = "action", _("Action")
    DECLARATION = "declaration", _("Declaration")
    TAKEN_AS_READ = "taken-as-read", _("Taken as read")
    NONE_RECEIVED = "none-received", _("None received")


class Result(TextChoices):
    CARRIED = "carried", _("Carried")
    LOST = "lost", _("Lost")
    FELL = "fell", _("Fell: not put to the vote")


class Majority(TextChoices):
    """What a resolution needs to be carried."""

    SIMPLE = "simple", _("More for than against")
    TWO_THIRDS = "two-thirds", _("Two-thirds of all members: a veto")


class Vote(TextChoices):
    FOR = "for", _("For")
    AGAINST = "against", _("Against")
    ABSTAINED = "abstained", _("Abstained")
    NOT_VOTING = "not-voting", _("Not voting")
    NOT_RECORDED = "not-recorded", _("Not recorded")


class InterestNature(TextChoices):
    """What kind of interest a member declared at an item."""

    PECUNIARY = "pecuniary", _("Disclosable pecuniary interest")
    REGISTRABLE = "registrable", _("Other registrable interest")
    OTHER = "other", _("Other interest")


class CorrectionStatus(TextChoices):
    PROPOSED = "proposed", _("Proposed")
    ACCEPTED = "accepted", _("Accepted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Taken back")


class MinutesEdition(TextChoices):
    """What was set down in print: the note of decisions, the draft, the confirmed minutes, and those with a corrigendum."""

    DECISIONS = "decisions", _("Decisions sheet")
    DRAFT = "draft", _("Draft minutes")
    CONFIRMED = "confirmed", _("Confirmed minutes")
    CORRIGENDUM = "corrigendum", _("Confirmed minutes with a corrigendum")


class OwnerKind(TextChoices):
    PERSON = "person", _("A person")
    OFFICE = "office", _("An office")
    ORGANISATION = "organisation", _("An organisation")


class ActionStatus(TextChoices):
    OPEN = "open", _("Open")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")
    SUPERSEDED = "superseded", _("Superseded")


class ClosedBy(TextChoices):
    """On whose authority an action was closed."""

    MEETING = "meeting", _("The panel, at a meeting")
    CHAIR = "chair", _("The Chair")


class RecommendationStatus(TextChoices):
    MADE = "made", _("No response yet")
    ACCEPTED = "accepted", _("Accepted")
    PARTLY = "partly", _("Accepted in part")
    REJECTED = "rejected", _("Not accepted")


class LateGround(TextChoices):
    """Why papers may open later than the law's clear days. The provision of each is in the rule book (`late-<ground>`)."""

    SHORT_NOTICE = "short-notice", _("The meeting is convened at shorter notice")
    ITEM_ADDED = "item-added", _("An item is added to the agenda")
    URGENT = "urgent", _("The Chair certifies that it is urgent")


class QuestionKind(TextChoices):
    """What a member of the public brings to public question time."""

    QUESTION = "question", _("Question")
    STATEMENT = "statement", _("Statement")
    PETITION = "petition", _("Petition")


class QuestionStatus(TextChoices):
    RECEIVED = "received", _("Received")
    ACCEPTED = "accepted", _("Accepted")
    ANSWERED = "answered", _("Answered")
    REJECTED = "rejected", _("Not accepted")
    WITHDRAWN = "withdrawn", _("Taken back")


class Residence(TextChoices):
    """What makes somebody eligible to ask."""

    LIVES = "lives", _("I live there")
    WORKS = "works", _("I work there")
    BOTH = "both", _("I live and work there")


class RejectionGround(TextChoices):
    """Why a submission is not taken. The panel's own rules of question time give them."""

    OUTSIDE = "outside", _("It is not about what the panel is responsible for")
    OPERATIONAL = "operational", _("It is about a single case or an operational matter of the police")
    PERSONAL = "personal", _("It is about the private affairs of a person who can be recognised")
    EXEMPT = "exempt", _("An answer would disclose exempt information")
    OFFENSIVE = "offensive", _("It is offensive, defamatory or frivolous")
    REPEATED = "repeated", _("It repeats what was asked before")
    TOO_MANY = "too-many", _("It is more than one person may ask at a meeting")
    TOO_LONG = "too-long", _("It is longer than the panel allows")
    INELIGIBLE = "ineligible", _("The sender neither lives nor works in the area")
    OTHER = "other", _("Another reason")


class EntryState(TextChoices):
    """How far an entry of the work programme has come."""

    PLANNED = "planned", _("Planned")
    DONE = "done", _("Done")
    DEFERRED = "deferred", _("Deferred")
    CANCELLED = "cancelled", _("Cancelled")


class EventKind(TextChoices):
    """What happens beside meetings."""

    FORUM = "forum", _("Public forum")
    CONSULTATION = "consultation", _("Consultation event")
    SURGERY = "surgery", _("Drop-in session")
    BRIEFING = "briefing", _("Briefing")
    VISIT = "visit", _("Visit")
    OTHER = "other", _("Other event")


class PartOfDay(TextChoices):
    MORNING = "morning", _("Morning")
    AFTERNOON = "afternoon", _("Afternoon")
    EVENING = "evening", _("Evening")


class EventStatus(TextChoices):
    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Cancelled")


class ReviewStatus(TextChoices):
    """How far a proactive scrutiny review has come."""

    PLANNED = "planned", _("Planned")
    GATHERING = "gathering", _("Gathering evidence")
    REPORTED = "reported", _("Reported")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")


class EvidenceKind(TextChoices):
    PAPER = "paper", _("Paper")
    WRITTEN = "written", _("Written evidence")
    VISIT = "visit", _("Visit")
    FIGURES = "figures", _("Figures")
    OTHER = "other", _("Other")


class RecommendationSource(TextChoices):
    """Where a recommendation was made. Told from its row, never stored."""

    MINUTES = "minutes", _("Minutes of a meeting")
    REVIEW = "review", _("Review of the panel")
    CASE = "case", _("Report in a statutory case")
    HAND = "hand", _("Entered by the clerk")


class ReleaseKind(TextChoices):
    """What a board approves for release."""

    AGENDA = "agenda", _("Agenda")
    MINUTES = "minutes", _("Minutes")
    PAPER = "paper", _("Paper")


class ReleaseStatus(TextChoices):
    ASKED = "asked", _("To be approved")
    APPROVED = "approved", _("Approved for release")
    HELD_BACK = "held-back", _("Held back")
