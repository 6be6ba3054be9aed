"""Pages of statutory cases."""
