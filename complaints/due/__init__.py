"""What is due in a complaint; entered in the register of `panels.due` when the app is ready."""

from importlib import import_module

import_module("complaints.due.complaints")
