"""What is told of a thing that does not yet say all that a standard has a place for."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Missing:
    """A thing by its reference and title, and in words what it lacks."""

    reference: str
    title: str
    words: tuple[str, ...]
