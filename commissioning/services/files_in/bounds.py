"""How large a file of payments or awards may be, and the names of the work that is done with it."""

from interface.spreadsheets import Bounds

BOUNDS = Bounds(size=20_000_000, rows=20_000, looked_at=30_000, letters=20_000, unpacked=200_000_000, columns=60)
READ_JOB = "commissioning.read_file"
BRING_IN_JOB = "commissioning.bring_in_file"
