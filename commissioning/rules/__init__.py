"""Decisions of commissioning that need no query, no request and no clock."""
