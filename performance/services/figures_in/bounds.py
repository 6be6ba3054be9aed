"""How large a file of figures may be, and the names of the work that is done with it."""

from interface.spreadsheets import Bounds

MOST_COLUMNS = 300
BOUNDS = Bounds(
    size=20_000_000, rows=20_000, looked_at=30_000, letters=20_000, unpacked=200_000_000, columns=MOST_COLUMNS + 1,
)  # fmt: skip
READ_JOB = "performance.read_figures"
BRING_IN_JOB = "performance.bring_in_figures"
