"""What is due in statutory cases, under which provision."""

from decisions.due import cases

__all__ = ["cases"]
