"""Public question time: what the public sends in, and what those who prepare a meeting make of it."""
