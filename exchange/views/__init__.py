"""The pages of open data, and its files."""
