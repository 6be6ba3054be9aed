"""Every write about minutes: begun, written item by item, checked, published, corrected, confirmed."""

from meetings.services.minutes.corrections import (
    add_corrigendum,
    decide_correction,
    propose_correction,
    withdraw_correction,
)
from meetings.services.minutes.decisions import decisions_deadline, publish_decisions
from meetings.services.minutes.drafts import draft_of, drafts_of, drop_draft, drop_drafts, keep_draft
from meetings.services.minutes.entries import (
    add_entry,
    amend_entry,
    move_entry,
    remove_entry,
    restore_entry,
    save_entry,
)
from meetings.services.minutes.exclusion import may_open, offer_exclusion, open_item, publish_opened_papers
from meetings.services.minutes.items import meetings_to_defer_to, raise_item, settle_item, tick_item
from meetings.services.minutes.life import (
    check_minutes,
    confirm_minutes,
    publish_minutes,
    return_minutes,
    send_to_chair,
)
from meetings.services.minutes.locks import lock_writing
from meetings.services.minutes.starting import start_minutes
from meetings.services.minutes.steps import minutes_steps
from meetings.services.minutes.voting import veto_of

__all__ = [
    "add_corrigendum", "add_entry", "amend_entry", "check_minutes", "confirm_minutes", "decide_correction",
    "decisions_deadline", "draft_of", "drafts_of", "drop_draft", "drop_drafts", "keep_draft", "lock_writing", "may_open",
    "meetings_to_defer_to", "minutes_steps", "move_entry", "offer_exclusion", "open_item", "propose_correction",
    "publish_decisions", "publish_minutes", "publish_opened_papers", "raise_item", "remove_entry", "restore_entry",
    "return_minutes", "save_entry", "send_to_chair", "settle_item", "start_minutes", "tick_item", "veto_of",
    "withdraw_correction",
]  # fmt: skip
