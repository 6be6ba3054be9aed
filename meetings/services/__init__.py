"""Every write about meetings, agendas and their papers. Packs are planned in `meetings.services.packs`."""

from meetings.services.agenda import (
    add_item,
    delete_item,
    move_item,
    reorder,
    set_item_private,
    update_item,
    withdraw_item,
)
from meetings.services.meetings import (
    announce_meeting,
    cancel_meeting,
    create_meeting,
    hold_meeting,
    postpone_meeting,
    update_meeting,
)
from meetings.services.papers import (
    add_paper,
    attach_paper,
    detach_paper,
    discard_paper,
    redraw_paper,
    revise_paper,
    supplement_of,
    take_in_several,
)
from meetings.services.publishing import print_to_follow, publish_agenda
from meetings.services.undo import undo_agenda

__all__ = [
    "add_item", "add_paper", "announce_meeting", "attach_paper", "cancel_meeting", "create_meeting", "delete_item",
    "detach_paper", "discard_paper", "hold_meeting", "move_item", "postpone_meeting", "print_to_follow", "publish_agenda",
    "redraw_paper",
    "reorder",
    "revise_paper", "set_item_private", "supplement_of", "take_in_several", "undo_agenda", "update_item", "update_meeting",
    "withdraw_item",
]  # fmt: skip
