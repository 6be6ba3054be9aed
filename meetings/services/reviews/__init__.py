"""Every write of proactive scrutiny reviews, and the reading of one."""
