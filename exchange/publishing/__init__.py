"""What all open data shares: who publishes it, how things are identified, and how files are written."""
