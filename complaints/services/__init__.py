"""What is done to a complaint and what surrounds it."""
