"""Every write of statutory cases."""
