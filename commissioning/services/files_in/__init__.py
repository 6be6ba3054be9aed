"""Payments and awards that come in files: sent, read by a job, looked through, and brought in whole or not at all."""

from commissioning.services.files_in.acts import (
    accept_file,
    drop_file,
    endings_of,
    job_of,
    kinds,
    read_again,
    send_file,
    stop_work,
)
from commissioning.services.files_in.bounds import BOUNDS, BRING_IN_JOB, READ_JOB
from commissioning.services.files_in.working import bring_in, look_through

__all__ = [
    "BOUNDS",
    "BRING_IN_JOB",
    "READ_JOB",
    "accept_file",
    "bring_in",
    "drop_file",
    "endings_of",
    "job_of",
    "kinds",
    "look_through",
    "read_again",
    "send_file",
    "stop_work",
]
