"""Every write that means something to papers, packs and the two stores."""
