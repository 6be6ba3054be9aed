"""What is due in statutory cases and under the publication scheme, under which provision."""

from decisions.due import cases, scheme

__all__ = ["cases", "scheme"]
