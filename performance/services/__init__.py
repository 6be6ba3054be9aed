"""Every write on performance that means something."""
