"""What the Commissioner decides and the panel reviews: statutory cases, the register of decisions, and what must be published."""

from decisions.models.annual import PanelAnnualReport
from decisions.models.appointments import Candidate, Observer, SelectionStage, SeniorAppointment
from decisions.models.boards import BoardCorrection, BoardDecision
from decisions.models.cases import Case, CaseMeeting, Notice
from decisions.models.office import (
    Consultation,
    ConsultationAnswer,
    ConsultationFile,
    DiaryEntry,
    Milestone,
    Project,
    ProjectUpdate,
)
from decisions.models.precept import BandFigure, Figure, Precept, PreceptProposal
from decisions.models.register import Decision, DecisionStep, DecisionUpload, NilReturn
from decisions.models.reports import PanelVote, Report, Response
from decisions.models.scheme import SchemeDuty, SchemeItem, SchemePublication
from decisions.models.updates import Addendum, StandingItem, UpdateReport, UpdateSection

__all__ = [
    "Addendum", "BandFigure", "BoardCorrection", "BoardDecision", "Candidate", "Case", "CaseMeeting", "Consultation",
    "ConsultationAnswer", "ConsultationFile", "Decision", "DecisionStep", "DecisionUpload", "DiaryEntry", "Figure", "Milestone",
    "NilReturn", "Notice", "Observer", "PanelAnnualReport", "PanelVote", "Precept", "PreceptProposal", "Project", "ProjectUpdate",
    "Report", "Response", "SchemeDuty", "SchemeItem", "SchemePublication", "SelectionStage", "SeniorAppointment", "StandingItem",
    "UpdateReport", "UpdateSection",
]  # fmt: skip
