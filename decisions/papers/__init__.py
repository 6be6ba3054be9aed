"""The panel's reports and the answers to them as sheets for print: what the law asks them to state is told from the record."""

from decisions.papers.letterheads import Letterhead
from decisions.papers.reports import report_sheet, title_of_report
from decisions.papers.responses import response_sheet, title_of_response

__all__ = ["Letterhead", "report_sheet", "response_sheet", "title_of_report", "title_of_response"]
