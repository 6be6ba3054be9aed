"""The live papers of performance."""
