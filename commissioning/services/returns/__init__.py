"""Indicators of awards and the monitoring returns that providers send: planned, received, asked about, accepted, published."""

from commissioning.services.returns.indicators import add_indicator, change_indicator, remove_indicator, restore_indicator
from commissioning.services.returns.planning import add_return, change_return, plan_returns
from commissioning.services.returns.reading import Returns, returns_of
from commissioning.services.returns.receiving import (
    accept_return,
    chase_return,
    hide_return,
    need_no_return,
    publish_return,
    query_return,
    receive_return,
    reopen_return,
)

__all__ = [
    "Returns",
    "accept_return",
    "add_indicator",
    "add_return",
    "change_indicator",
    "change_return",
    "chase_return",
    "hide_return",
    "need_no_return",
    "plan_returns",
    "publish_return",
    "query_return",
    "receive_return",
    "remove_indicator",
    "reopen_return",
    "restore_indicator",
    "returns_of",
]
