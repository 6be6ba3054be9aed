"""Figures that come in files: sent, read by a job, looked through, and brought in whole or not at all."""

from performance.services.figures_in.acts import accept_figures, drop_figures, job_of, read_again, send_figures, stop_work
from performance.services.figures_in.bounds import BOUNDS, BRING_IN_JOB, READ_JOB
from performance.services.figures_in.layouts import change_layout, create_layout, known_of, remove_layout, restore_layout
from performance.services.figures_in.reading import Headings, headings_of
from performance.services.figures_in.working import bring_in, look_through

__all__ = [
    "BOUNDS",
    "BRING_IN_JOB",
    "READ_JOB",
    "Headings",
    "accept_figures",
    "bring_in",
    "change_layout",
    "create_layout",
    "drop_figures",
    "headings_of",
    "job_of",
    "known_of",
    "look_through",
    "read_again",
    "remove_layout",
    "restore_layout",
    "send_figures",
    "stop_work",
]  # fmt: skip
