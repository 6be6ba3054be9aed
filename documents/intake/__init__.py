"""Strangers' files: opened only in a confined process, rebuilt or refused with a reason a clerk can act on."""
