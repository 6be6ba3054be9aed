"""What is commissioned: organisations and services, the pipeline, funds and awards, results, money, bids."""

from commissioning.models.awards import (
    Award,
    Document,
    Extension,
    Party,
    Review,
    Share,
    Variation,
)
from commissioning.models.bids import Advocate, AdvocateMeeting, BidPartner, FundingBid
from commissioning.models.money import Payment, StatedLine, StatedTotal, Upload
from commissioning.models.organisations import Priority, Provider, Publisher, Service
from commissioning.models.pipeline import Application, Exercise, Fund, Lot, Need, Stage
from commissioning.models.results import Chase, Indicator, MonitoringReturn, Reading

__all__ = [
    "Advocate",
    "AdvocateMeeting",
    "Application",
    "Award",
    "BidPartner",
    "Chase",
    "Document",
    "Exercise",
    "Extension",
    "Fund",
    "FundingBid",
    "Indicator",
    "Lot",
    "MonitoringReturn",
    "Need",
    "Party",
    "Payment",
    "Priority",
    "Provider",
    "Publisher",
    "Reading",
    "Review",
    "Service",
    "Share",
    "Stage",
    "StatedLine",
    "StatedTotal",
    "Upload",
    "Variation",
]
