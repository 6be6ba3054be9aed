"""The register of the Commissioner’s decisions: logged, moved on, signed and published; brought in; nil returns."""
