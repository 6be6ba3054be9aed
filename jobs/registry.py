"""Work by name. An app's `tasks.py` registers what it can do; whoever asks for work knows only the name."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.module_loading import autodiscover_modules

Work = Callable[..., Mapping[str, Any] | None]

_works: dict[str, Work] = {}


class UnknownWork(LookupError):
    """No app has registered work under this name."""


def register(name: str) -> Callable[[Work], Work]:
    """Register a function `work(run, **payload) -> dict` under `<app>.<verb>`. It may run more than once: see `services`."""

    def keep(work: Work) -> Work:
        if _works.get(name, work) is not work:
            raise ValueError(f"Two functions want to be {name}")
        _works[name] = work
        return work

    return keep


def get(name: str) -> Work:
    """The work of a name. The apps' tasks are loaded when first asked for: a web process needs none of them."""
    if name not in _works:
        autodiscover_modules("tasks")
    try:
        return _works[name]
    except KeyError:
        raise UnknownWork(name) from None
