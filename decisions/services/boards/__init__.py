"""Decisions before a board: on its agenda, what it did with each, and whether agenda, minutes and register agree."""
