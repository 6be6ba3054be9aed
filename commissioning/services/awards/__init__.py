"""Grants and contracts: entered, made, published, ended; their decision; and brought in from files."""

from commissioning.services.awards.bringing_in import bring_in_awards, preview_awards
from commissioning.services.awards.decided import propose_decision, take_decision, unlink_decision
from commissioning.services.awards.parts import (
    add_part,
    change_part,
    invoke_extension,
    leave_extension,
    remove_part,
    reopen_extension,
    restore_part,
)
from commissioning.services.awards.reading import note_reading_of_award
from commissioning.services.awards.register import change_award, create_award
from commissioning.services.awards.states import (
    begin_award,
    cancel_award,
    end_award,
    hide_award,
    make_award,
    publish_award,
    take_step_back,
)

__all__ = [
    "add_part", "begin_award", "bring_in_awards", "cancel_award", "change_award", "change_part", "create_award",
    "end_award", "hide_award", "invoke_extension", "leave_extension", "make_award", "note_reading_of_award",
    "preview_awards", "propose_decision", "publish_award", "remove_part", "reopen_extension", "restore_part",
    "take_decision", "take_step_back", "unlink_decision",
]  # fmt: skip
