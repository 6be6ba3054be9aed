"""Who may do and see what: the world, the table, and how the one is held against the other."""
