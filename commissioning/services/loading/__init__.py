"""What an area commissions, from the data files of its folder."""

from commissioning.services.loading.area import load_commissioning, read_commissioning

__all__ = ["load_commissioning", "read_commissioning"]
