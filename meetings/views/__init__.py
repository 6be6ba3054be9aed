"""Pages about meetings, agendas, papers and packs."""
