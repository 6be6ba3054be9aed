"""Live papers that meetings write: each module enters its own into the register of `documents.sources`."""

from meetings.papers import matters_arising, membership, questions, work_programme

__all__ = ["matters_arising", "membership", "questions", "work_programme"]
