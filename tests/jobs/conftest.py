import pytest

from jobs import registry


@pytest.fixture
def work():
    """A decorator that registers work for one test."""
    before = dict(registry._works)
    yield registry.register
    registry._works.clear()
    registry._works.update(before)
