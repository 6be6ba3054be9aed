"""What is due in the work on performance; entered in the register of `panels.due` when the app is ready."""

from importlib import import_module

import_module("performance.due.inspections")
