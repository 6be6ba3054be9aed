"""Statutory cases, boards with their decisions, update reports and the office's registers from a folder's files. Loading twice
changes nothing."""

from decisions.services.loading.board import load_board, read_board
from decisions.services.loading.cases import load_cases, read_cases
from decisions.services.loading.office import load_office, read_office
from decisions.services.loading.updates import load_updates, read_updates

__all__ = [
    "load_board", "load_cases", "load_office", "load_updates", "read_board", "read_cases", "read_office", "read_updates",
]  # fmt: skip
