"""What complaints write: the standing report, and letters."""

from complaints.papers import report

__all__ = ["report"]
