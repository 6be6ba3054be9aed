"""Grants and contracts, and what belongs to them."""
