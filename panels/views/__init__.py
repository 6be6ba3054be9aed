"""Pages about a panel itself: who sits and with which interests, who hosts, by which rules, and the bodies beside it."""
