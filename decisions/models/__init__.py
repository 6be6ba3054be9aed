"""Statutory cases of a panel: what is proposed or asked, where it was heard, the vote, the report, the answer and the end."""

from decisions.models.annual import PanelAnnualReport
from decisions.models.appointments import Candidate, Observer, SelectionStage, SeniorAppointment
from decisions.models.cases import Case, CaseMeeting, Notice
from decisions.models.precept import BandFigure, Figure, Precept, PreceptProposal
from decisions.models.reports import PanelVote, Report, Response

__all__ = [
    "BandFigure", "Candidate", "Case", "CaseMeeting", "Figure", "Notice", "Observer", "PanelAnnualReport", "PanelVote", "Precept",
    "PreceptProposal", "Report", "Response", "SelectionStage", "SeniorAppointment",
]  # fmt: skip
