"""Complaints about the Commissioner. Who complains stands in tables of its own."""

from complaints.models.complaints import Allegation, Complaint, ComplaintStep, RiskAssessment, SideComment
from complaints.models.letters import Letter, LetterTemplate
from complaints.models.people import ComplaintFile, Party, Submission
from complaints.models.register import HandlingPower, PublicSummary, RegisterImport, SavedView

__all__ = [
    "Allegation", "Complaint", "ComplaintFile", "ComplaintStep", "HandlingPower", "Letter", "LetterTemplate", "Party",
    "PublicSummary", "RegisterImport", "RiskAssessment", "SavedView", "SideComment", "Submission",
]  # fmt: skip
