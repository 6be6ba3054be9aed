"""Live papers that meetings write: each module enters its own into the register of `documents.sources`."""

from meetings.papers import membership

__all__ = ["membership"]
