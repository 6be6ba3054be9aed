"""What is told from facts alone: which step may be taken, which tests hold, what a table of an older register says."""
