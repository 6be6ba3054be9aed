"""Packs from pieces: pages planned and numbered, merged with their tags, linked both ways, and read back."""
