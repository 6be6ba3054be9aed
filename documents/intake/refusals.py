"""Reasons and notices as codes: the confined process says which, the portal says it in words."""

MAX_BYTES = 100 * 1024 * 1024
MAX_PAGES = 2000
MAX_EXPANDED = 1024 * 1024 * 1024  # bytes, once everything in the file is unpacked


class Refusal(Exception):
    """The file is not taken. `code` is one of the codes in `documents.intake.run`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
