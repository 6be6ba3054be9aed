"""What is due in commissioning; entered in the register of `panels.due` when the app is ready.

Only what is published has duties: those who prepare the panel's business read what is due as well, and drafts are the office's
own. What is taken from the public loses its duties, with their words.
"""

from importlib import import_module

for _room in ("awards", "extensions", "funds", "returns"):
    import_module(f"commissioning.due.{_room}")
