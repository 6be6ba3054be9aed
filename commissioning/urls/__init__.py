"""Every address under `/<area>/commissioning/` but those of open data, which stand in `exchange`."""
