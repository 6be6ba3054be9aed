"""Procurements and contracts in the Open Contracting Data Standard 1.1: release packages and record packages."""
