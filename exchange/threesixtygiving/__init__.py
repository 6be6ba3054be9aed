"""Grants in the standard of 360Giving, version 1.4: out as JSON and spreadsheets, in from other publishers."""
