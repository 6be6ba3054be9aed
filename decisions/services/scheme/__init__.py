"""The publication scheme: its items, who sees to them, what was published under them, and tables of rows."""
