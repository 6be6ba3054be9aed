"""The addresses of performance, a module for each subject."""
