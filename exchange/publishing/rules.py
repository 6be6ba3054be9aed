"""What is wrong with the settings of a publisher."""

import re
from typing import Any

from django.utils.translation import gettext as _

ORGANISATION = re.compile(r"[A-Z]{2}-[A-Z0-9]+-[A-Za-z0-9][A-Za-z0-9.:-]*")
GRANTS = re.compile(r"360G-[A-Za-z0-9][A-Za-z0-9-]*")
CONTRACTS = re.compile(r"ocds-[a-z0-9]+")
REGISTERED_CONTRACTS = re.compile(r"ocds-[a-z0-9]{6}")


def setting_problems(row: Any) -> dict[str, str]:
    """By field what is wrong and what to do."""
    problems = {}
    if not ORGANISATION.fullmatch(row.organisation):
        problems["organisation"] = _("Enter the whole identifier, with the register before the number, like GB-LAE-BST")
    if not GRANTS.fullmatch(row.grants_prefix):
        problems["grants_prefix"] = _("Enter a prefix like 360G-example, of letters, digits and hyphens")
    if not CONTRACTS.fullmatch(row.contracts_prefix):
        problems["contracts_prefix"] = _("Enter a prefix like ocds-a1b2c3, of small letters and digits")
    elif row.is_registered and not REGISTERED_CONTRACTS.fullmatch(row.contracts_prefix):
        words = _("A registered prefix has six letters or digits, like ocds-a1b2c3. Enter it, or say that it is not registered")
        problems["contracts_prefix"] = words
    return problems
