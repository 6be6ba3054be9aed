"""A body's year from a file, with all that happens to its agendas. Loading twice changes nothing."""

from meetings.services.loading.year import load_year, read_year

__all__ = ["load_year", "read_year"]
