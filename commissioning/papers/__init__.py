"""The live papers of commissioning."""
