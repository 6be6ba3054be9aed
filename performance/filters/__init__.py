"""Narrowing the lists of performance, a module for each subject; the rows come from `visible_to`."""
