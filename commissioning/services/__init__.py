"""Every write of commissioning that means something."""
